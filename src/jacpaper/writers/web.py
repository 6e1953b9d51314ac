"""The tree as one standalone web page, without scripts, fonts or external files.

The PDF is the same page, laid out on paper.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from jacpaper import __version__
from jacpaper.problems import Problem, Problems
from jacpaper.tree import marks
from jacpaper.tree.elements import CAPTIONED, parts
from jacpaper.writers import changes, columns, letter_size, style_sheet
from jacpaper.writers.browser_style import for_browsers, tokens
from jacpaper.writers.formats import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

# The id of a block in the web page, by the block's identity.
Anchors: TypeAlias = dict[int, str]
# Twips: what stands beside the item in the headers of pages, and lines that have room there.
_BESIDE_ITEM, _HEADER_LINES = 400, 2
STYLES = ("paper.css", "screen.css")
# Not of the template: however old it is, a draft must say so.
DRAFT_SHEET = Path(__file__).parents[1] / "data" / "draft.css"
# The link past the title block is seen when it has the focus, whatever the template's styles.
_SKIP_STYLE = """
.skip:not(:focus) { position: absolute; left: -999em; }
@media print { .skip { display: none; } }
"""


class Room(NamedTuple):
    """The width of a table on most pages, and on those that are landscape: twips."""

    upright: int
    landscape: int
    numbers: int = 0
    """The column of paragraph numbers to the left, which a wide table takes too."""

    @property
    def most(self) -> tuple[int, int]:
        """The greatest width of a table on either kind of page."""
        return self.upright + self.numbers, self.landscape


# 156 mm, 265 mm where tables begin at the margin, and 14 mm.
A4 = Room(8_844, 15_024, 793)


def write(document: Document, folder: TemplateFolder) -> Written:
    """Return the web page, with the styles of the template's folder in it.

    Raises:
        Problems: a style sheet that cannot be read, or that would end the style element.
    """
    document = changes.shown(document)
    style = styles(folder) + for_browsers(changes.sheet(document, screen=True))
    return Written(page(document, style).encode())


def styles(folder: TemplateFolder) -> str:
    """Return the styles of the template's folder, as the web page includes them.

    Raises:
        Problems: a style sheet that cannot be read, or that would end the style element.
    """
    return "\n".join(_style(folder, name) for name in STYLES)


def page(
    document: Document, style: str = "", room: Room = A4, points: float = letter_size.POINTS
) -> str:
    """Return the whole document as HTML, with tables laid out for letters of this size.

    Without a style it is for paper, with this room.
    """
    day = document.date.isoformat()
    kind = ' class="tall-header"' if room == A4 and _has_tall_header(document) else ""
    anchors = _anchors(document.body) if style else None
    own = f"{_SKIP_STYLE}{_for_drafts(document)}{_printed_marking(document)}"
    blocks = "\n".join(
        _part(part, room, points, landscape=landscape, anchors=anchors)
        for landscape, part in parts(document.body)
    )
    return f"""<!DOCTYPE html>
<html lang="{document.language}">
<head>
<meta charset="utf-8">
<title>{escape(document.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{escape(document.author)}">
<meta name="description" content="{escape(document.title)}">
<meta name="generator" content="jacpaper {__version__}">
<meta name="dcterms.created" content="{day}">
<meta name="dcterms.modified" content="{day}">
{f"<style>{style}{own}</style>" if style else ""}
</head>
<body>
{_skip_link(document, anchors)}<main{kind}>
{blocks}
</main>
</body>
</html>
"""


def _skip_link(document: Document, anchors: Anchors | None) -> str:
    """Return the link to the first section, for whoever goes through the page by keyboard."""
    first = next(document.body.find("h2"), None)
    if not (document.skip and anchors and first):
        return ""
    target = escape(anchors[id(first)])
    return f'<a class="skip" href="#{target}">{escape(document.skip)}</a>\n'


def _printed_marking(document: Document) -> str:
    """Return the style that puts the marking on every page a browser prints.

    The marking of the PDF's pages is a `string()`, which browsers do not know.
    """
    return _printed("bottom-center", document.header["marking"])


def _for_drafts(document: Document) -> str:
    """Return the style of a draft, which its printed pages say as well."""
    if not document.draft:
        return ""
    return f"\n{for_browsers(draft_sheet())}{_printed('top-right-corner', document.draft)}"


def draft_sheet() -> str:
    """Return the style sheet that a draft has after all others; `DRAFT_SHEET` says what it does."""
    return DRAFT_SHEET.read_text(encoding="utf-8")


def _printed(box: str, words: str) -> str:
    """Return the style that puts words into a margin of every printed page; no words: nothing."""
    if not words:
        return ""
    letters = "".join(
        letter if letter.isalnum() or letter in " .,:" else f"\\{ord(letter):x} "
        for letter in words
    )
    return f'\n@page {{ @{box} {{ content: "{letters}" }} }}\n'


def _part(
    blocks: Iterable[Element],
    room: Room,
    points: float,
    *,
    landscape: bool,
    anchors: Anchors | None,
) -> str:
    """Return blocks as HTML; those on landscape pages are wrapped in their own element.

    With `anchors` it is for a screen: there is a landmark for each section, an id at each number,
    and a wide table or figure scrolls on its own, also by keyboard.
    """
    width, margin = (room.landscape, 0) if landscape else (room.upright, room.numbers)
    made, in_section = [], False
    for block in blocks:
        text = html(block)
        if block.tag == "table":
            # A browser works out the widths itself.
            layout = columns.layout(block, width, margin, points, exact=anchors is None)
            text = _laid_out(text, layout, fixed=anchors is None)
        if anchors is not None:
            text = _scrolling(block, _with_anchor(block, text, anchors))
            if block.tag == "h2":
                end = "</section>\n" if in_section else ""
                text = f'{end}<section aria-labelledby="{anchors[id(block)]}">\n{text}'
                in_section = True
        made.append(text)
    inside = "\n".join([*made, "</section>"] if in_section else made)
    return f'<div class="landscape">\n{inside}\n</div>' if landscape else inside


def _anchors(body: Element) -> Anchors:
    """Return an id for each h2 and for each other block with a number: its number, or Table 1.

    Where a block of the template has the same id, that one has it.
    """
    taken = {block.attributes["id"] for block in body.elements if "id" in block.attributes}
    found: Anchors = {}
    for count, block in enumerate(body.elements, 1):
        caption = next(block.find(CAPTIONED[block.tag])) if block.tag in CAPTIONED else block
        own = block.attributes.get("id", "")
        if block.tag == "h2":
            number = block.number.rstrip(".") if not block.class_name else ""
            name = own or (f"section-{number}" if number else f"heading-{count}")
        else:
            name = caption.number.lower().replace(" ", "-")
        if marks.side(block) == "gone":  # its number may be another block's
            name = own
        if name and (name == own or name not in taken):
            taken.add(name)
            found[id(block)] = name
        elif block.tag == "h2":
            found[id(block)] = f"heading-{count}"
    return found


def _with_anchor(block: Element, text: str, anchors: Anchors) -> str:
    """Return a block with its id: on itself if it has none, else on its number or caption."""
    name = anchors.get(id(block))
    if name is None or name == block.attributes.get("id"):
        return text
    tag = f"<{CAPTIONED.get(block.tag, block.tag)}"
    if block.tag not in CAPTIONED and "id" in block.attributes:
        tag = "<span"
    return text.replace(tag, f'{tag} id="{escape(name)}"', 1)


def _has_tall_header(document: Document) -> bool:
    """Tell whether the headers of pages need more lines than the margin has room for."""
    words = document.header
    room = A4.most[0] - columns.text_width(words["agenda item"]) - _BESIDE_ITEM
    printed = {block.class_name: block.text for block in document.body.find("p")}
    lines = [printed[name] for name in ("notice", "reason") if name in printed]
    lines.append(f"{words['committee']}, {words['meeting date']}")
    return sum(-(-columns.text_width(line) // room) for line in lines) > _HEADER_LINES


def _laid_out(text: str, layout: columns.Layout, *, fixed: bool) -> str:
    """Return a table with the classes of its layout and, if `fixed`, with column widths.

    Fixed widths are only for paper, in per cent, the same as in Word: without them, WeasyPrint
    would read all rows again for each page to find the widths, and an appendix may have a
    thousand rows.
    """
    marks = (
        ("long", layout.may_break),
        ("paired", layout.may_break and layout.in_pairs),
        ("wide", layout.outdented),
        ("narrow", layout.is_narrow),
    )
    names = " ".join(name for name, is_so in marks if is_so)
    attributes = f' class="{names}"' if names else ""
    if fixed:
        attributes += ' style="table-layout: fixed"'
        room = sum(layout.widths)
        shares = (f"{100 * width / room:.2f}%" for width in layout.widths)
        cols = "".join(f'<col style="width: {share}">' for share in shares)
        size = f' style="font-size: {layout.head_size:.0%}"' if layout.head_size < 1 else ""
        text = text.replace("<thead>", f"<colgroup>{cols}</colgroup><thead{size}>", 1)
    return text.replace("<table", f"<table{attributes}", 1)


def html(element: Element, scope: str = "col") -> str:
    """Return the element as HTML, with its number in front and a scope on every th."""
    if element.picture:
        return element.picture.svg()
    if element.tag in CAPTIONED.values() and not element.number:
        return ""
    inside = "".join(
        escape(child, quote=False)
        if isinstance(child, str)
        else html(child, "row" if element.tag == "tbody" else scope)
        for child in element.children
    )
    attributes = {n: value for n, value in element.attributes.items() if n != "data-page"}
    if element.tag == "th":
        attributes["scope"] = scope
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{element.tag}{written}>{_numeral(element)}{inside}</{element.tag}>"


def _scrolling(block: Element, text: str) -> str:
    if block.tag not in CAPTIONED:
        return text
    caption = next(block.find(CAPTIONED[block.tag]))
    label = caption.number
    if not label:  # a table that was typed into a Word file
        label = escape(block.description)
    elif marks.side(block) == "gone":  # what is new may have the number, and landmarks differ
        label = escape(f"{label}: {caption.text}")
    return f'<section class="scroll" aria-label="{label}" tabindex="0">{text}</section>'


def _numeral(element: Element) -> str:
    """Return the number as HTML. Its space is inside the span: outside, it would shift the line."""
    if not element.number:
        return ""
    if element.tag in CAPTIONED.values() or element.class_name == "appendix":
        return f"{element.number}: "
    return f'<span class="numeral">{element.number} </span>'


def _style(folder: TemplateFolder, name: str) -> str:
    style = style_sheet.read(folder, name)
    if "</" in style:
        raise Problems([Problem(folder.place(name), "a style sheet cannot hold </")])
    if line := _line_that_leads_elsewhere(style):
        fault = "the web page is one file, so its style sheets cannot name another"
        hint = "put a small picture into the sheet as url(data:...)"
        raise Problems([Problem(folder.place(name, line), fault, hint)])
    return for_browsers(style)


@lru_cache(maxsize=4)
def _line_that_leads_elsewhere(style: str) -> int | None:
    """Return the first line of a style sheet that names a file, or None; cached."""
    every = _tokens(tokens(style))
    return next((token.source_line for token in every if _leads_elsewhere(token)), None)


def _tokens(values: Iterable[Any]) -> Iterator[Any]:
    """Yield all tokens of a style sheet, at any depth, as a browser reads them."""
    for value in values:
        yield value
        yield from _tokens(getattr(value, "content", ()))
        yield from _tokens(getattr(value, "arguments", ()))


def _leads_elsewhere(token: Any) -> bool:
    """True for a token that names a file, also in capitals, with escapes or among comments."""
    if token.type == "function" and token.lower_name == "url":
        token = next((part for part in token.arguments if part.type == "string"), token)
    elif token.type != "url":
        name = getattr(token, "lower_name", "") or getattr(token, "lower_value", "")
        return name in ("import", "src", "image", "image-set", "-webkit-image-set")
    return not str(getattr(token, "value", "")).strip().lower().startswith("data:")
