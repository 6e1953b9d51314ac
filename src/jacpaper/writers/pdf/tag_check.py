"""A finished PDF's tags, compared with the paper's tree.

For versions of WeasyPrint and pydyf that no test has run with. This shares nothing with
`tags.py`: it reads what is about to be written, as a screen reader will. Every block must
have one element of its type, in the paper's order, with its words; every piece of text on
a page must belong to an element or be an artifact; every link must have its annotation.
PDF 32000-1, 14.7 and 14.8, says what is read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import bidirectional, normalize

from jacpaper.tree.elements import CAPTIONED, TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.elements import Element
    from jacpaper.writers.pdf.metadata import Claim

_TYPES = {
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "p": "P", "ul": "L", "ol": "L", "li": "LI",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tr": "TR",
    "th": "TH", "td": "TD", "figure": "Div", "figcaption": "Caption", "img": "Figure", "a": "Link",
}  # fmt: skip
# What stands for a figure in PDF 2.0
_AS_IN_PDF_1 = {"Sect": "Div"}
# Elements that only hold others, or a part of the words of one.
_IGNORED = frozenset(("Document", "LBody", "Lbl", "Span"))
_LINK = "has an annotation"
# A mark begins; other marked content begins; either ends; a font is set; text is shown.
_CONTENT = re.compile(
    rb"/MCID (\d+)[^>]*>>\s*BDC\b|\b(B[MD]C)\b|\b(EMC)\b|/(\S+) \S+ Tf\b|\[([^\]]*)\] TJ\b"
)
_GLYPHS = re.compile(rb"<([0-9A-Fa-f]*)>")
_UNICODE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]*)>")
# A soft hyphen is not shown, and a line that is broken shows a hyphen of its own.
_HYPHENS = {0x00AD: "", 0x2010: ""}


class Tag(NamedTuple):
    """One element: its type, its words, and what else must be said of it.

    `words` are `folded`, and empty for what only holds other elements. `says` is a header's
    scope, a list's numbering, a figure's alternative text, or `_LINK`.
    """

    type: str
    words: str = ""
    says: str = ""

    def stands_for(self, other: Tag) -> bool:
        """Tell whether this element of a PDF is the one that is expected.

        A style sheet may add words of its own before and after.
        """
        if (self.type, self.says) != (other.type, other.says):
            return False
        return other.words in self.words or (
            # Shown from right to left, and so in another order.
            any(bidirectional(letter) in ("R", "AL") for letter in other.words)
            and sorted(other.words) == sorted(self.words)
        )


def fault(pdf: Any, body: Element, claim: Claim) -> str:
    """Return what is wrong with the tags of a PDF that is about to be written, if anything is.

    `pdf` is pydyf's, `body` the paper that it shows, `claim` the standards that it must keep.
    Of several faults it is the first.
    """
    try:
        reader = _Reader(pdf)
        return _fault(reader, list(_expected(body))) or next(reader.false_claims(claim), "")
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        return f"its tags cannot be read ({type(error).__name__}: {error})"


def _fault(reader: _Reader, expected: list[tuple[Tag, Element]]) -> str:
    found = reader.tags()
    for tag, (other, element) in zip(found, expected, strict=False):
        if not tag.stands_for(other):
            return f'its tags differ from the paper at "{_start(element)}"'
    if len(found) < len(expected):
        return f'its tags leave out "{_start(expected[len(found)][1])}"'
    if len(found) > len(expected):
        return "its tags say more than the paper does"
    return next(reader.faults(), "")


def _start(element: Element) -> str:
    words = element.picture.words if element.picture else element.text
    return words if len(words) < 60 else f"{words[:59]}\u2026"


def _expected(
    parent: Element, rows: str = "/Row", scope: str = ""
) -> Iterator[tuple[Tag, Element]]:
    """Yield the tag that each element below `parent` must have, in reading order.

    `scope` is that of header cells in `parent`, `rows` that of header cells in a table's body.
    Without a scope they are data: where headers would outnumber the other cells.
    """
    for child in parent.elements:
        if child.tag == "table":
            cells = list(child.find("th", "td"))
            few = 2 * sum(cell.tag == "th" for cell in cells) <= len(cells)
            rows = "/Row" if few else ""
        is_bare = child.tag in CAPTIONED.values() and not child.number
        if child.tag in _TYPES and not is_bare:
            yield _tag(child, scope), child
        yield from _expected(child, rows, {"thead": "/Column", "tbody": rows}.get(child.tag, scope))


def _tag(element: Element, scope: str) -> Tag:
    kind, words, says = _TYPES[element.tag], "", ""
    if element.tag in TEXT_BLOCKS or element.tag == "a":
        captioned = element.tag in CAPTIONED.values() or element.class_name == "appendix"
        between = ": " if captioned and element.number else ""
        words = folded(f"{element.number}{between}{element.text}")
    if element.tag == "th":
        kind, says = ("TH", scope) if scope else ("TD", "")
    elif element.tag in ("ul", "ol"):
        says = "/Decimal" if element.tag == "ol" else "/Disc"
    elif element.tag == "a":
        says = _LINK
    elif element.picture:
        says = element.picture.words.strip()
    return Tag(kind, words, says)


def folded(text: str) -> str:
    """Return the letters of a text, without what layout may change: spaces, hyphens, capitals."""
    words = "".join(text.split()).translate(_HYPHENS).casefold()
    return words if words.isascii() else normalize("NFC", words)


class _Page:
    """What a page shows: the words of each of its marks, by number."""

    def __init__(self, page: Any, reader: _Reader) -> None:
        self.marks: dict[int, str] = {}
        self.stray = False
        fonts = reader.real(reader.real(page["Resources"])["Font"])
        open_marks: list[int | None] = []
        letters: dict[int, str] = {}
        for mark, begins, ends, font, shown in _CONTENT.findall(
            _content_of(reader.real(page["Contents"]))
        ):
            if mark:
                open_marks.append(int(mark))
                self.marks.setdefault(int(mark), "")
            elif begins:
                open_marks.append(None)
            elif ends:
                open_marks.pop()
            elif font:
                letters = reader.letters(fonts[font.decode()])
            else:
                self._show(shown, letters, open_marks)

    def _show(self, shown: bytes, letters: dict[int, str], open_marks: list[int | None]) -> None:
        """Add what is shown to the words of the innermost mark; an artifact has none."""
        if not open_marks:
            self.stray = True
        elif None not in open_marks:
            glyphs = bytes.fromhex(b"".join(_GLYPHS.findall(shown)).decode())
            words = glyphs.decode("utf-16-be", "surrogatepass").translate(letters)
            self.marks[open_marks[-1] or 0] += words


class _Reader:
    """Reads the tags of a PDF from pydyf's objects, and what its pages show."""

    def __init__(self, pdf: Any) -> None:
        self.objects, self.catalog = pdf.objects, pdf.catalog
        self.known_letters: dict[bytes, dict[int, str]] = {}
        self.pages = {ref: _Page(self.real(ref), self) for ref in pdf.page_references}
        # The element that has each mark, and each annotation: by page and number, by reference.
        self.owners: dict[tuple[bytes, int], list[bytes]] = {}
        self.links: dict[bytes, bytes] = {}

    def real(self, value: Any) -> Any:
        """Return the object that a reference such as b"12 0 R" leads to."""
        return self.objects[int(value.split()[0])] if isinstance(value, bytes) else value

    def letters(self, font: bytes) -> dict[int, str]:
        """Return what each glyph of a font stands for, folded."""
        if font not in self.known_letters:
            mapping = _content_of(self.real(self.real(font)["ToUnicode"]))
            self.known_letters[font] = {
                int(glyph, 16): folded(bytes.fromhex(text.decode()).decode("utf-16-be"))
                for glyph, text in _UNICODE.findall(mapping.partition(b"beginbfchar")[2])
            }
        return self.known_letters[font]

    def tags(self) -> list[Tag]:
        """All elements that stand for one of the paper's, in reading order."""
        found: list[Tag] = []
        for kid in self.real(self.catalog["StructTreeRoot"])["K"]:
            self._read(kid, found)
        return found

    def _read(self, reference: bytes, found: list[Tag]) -> str:
        """Add an element and all below it; return its words."""
        element = self.real(reference)
        kind, place, words, linked = element["S"][1:], len(found), "", False
        kind = _AS_IN_PDF_1.get(kind, kind)
        if kind not in _IGNORED:
            found.append(Tag(kind))
        for kid in element["K"]:
            value = self.real(kid)
            if isinstance(value, int):
                words += self._own(element["Pg"], value, reference)
            elif value.get("Type") == "/MCR":
                words += self._own(value["Pg"], value["MCID"], reference)
            elif value.get("Type") == "/OBJR":
                self.links[value["Obj"]] = reference
                linked = True
            else:
                words += self._read(kid, found)
        if kind not in _IGNORED:
            found[place] = Tag(kind, normalize("NFC", words), _says(element, linked=linked))
        # A list item's label is not among the paper's words.
        return "" if kind == "Lbl" else words

    def _own(self, page: bytes, mark: int, reference: bytes) -> str:
        self.owners.setdefault((page, mark), []).append(reference)
        return self.pages[page].marks.get(mark, "")

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with marks, links and claims once the tags are read."""
        numbers = self.real(self.real(self.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for number, (reference, shown) in enumerate(self.pages.items(), 1):
            page = self.real(reference)
            owners = self.real(parents[page["StructParents"]])
            marks = ((mark, self.owners.pop((reference, mark), [])) for mark in shown.marks)
            if shown.stray or any(
                len(owned) != 1 or owned != owners[mark : mark + 1] for mark, owned in marks
            ):
                yield f"text on its page {number} belongs to no tag, or to two"
            for place in self.real(page.get("Annots", [])):
                area = self.real(place)
                if area["Subtype"] == "/Link" and not (
                    place in self.links and parents[area["StructParent"]] == self.links[place]
                ):
                    yield f"a link on its page {number} belongs to no tag"
        if self.owners:
            yield "its tags name text that no page has"

    def false_claims(self, claim: Claim) -> Iterator[str]:
        """Yield what the file does not say of itself, or says and does not keep."""
        packet = _content_of(self.real(self.catalog["Metadata"]))
        if not all(one in packet for one in claim.said) or "OutputIntents" not in self.catalog:
            yield f"it does not say that it is {claim.name}"
        if claim.has_info:
            return
        items = [item for item in self.objects if isinstance(item, dict)]
        if not all("NS" in item for item in items if item.get("Type") == "/StructElem"):
            yield "its tags have no namespace"
        leads = [item for item in items if item.get("Subtype") == "/Link" or "Title" in item]
        if any("Dest" in one or (one.get("A", {}).get("S") == "/GoTo" and "SD" not in one["A"])
               for one in leads):  # fmt: skip
            yield "a link or bookmark in it leads to no tag"


def _says(element: Any, *, linked: bool) -> str:
    attributes = element.get("A", {})
    alternative = element["Alt"].string.strip() if "Alt" in element else ""
    said = attributes.get("Scope") or attributes.get("ListNumbering") or alternative
    return str(said or (_LINK if linked else ""))


def _content_of(stream: Any) -> bytes:
    """Return what a stream says, before it is compressed."""
    return b"\n".join(
        item if isinstance(item, bytes) else getattr(item, "data", None) or str(item).encode()
        for item in stream.stream
    )
