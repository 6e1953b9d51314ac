"""The paper as it reads with all tracked changes accepted, or with all of them rejected.

A paragraph whose mark is gone in a view joins the next one. What Word counts by itself is taken
off: the labels of captions and appendices. Each piece has its place in the view noted, so that
revisions and comments can be told where they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from jacpaper.language import english
from jacpaper.returned.paper import Span
from jacpaper.returned.pieces import Cell, Flow, Link, Paragraph, Piece, Row, Shape, Table
from jacpaper.tree.elements import HEADINGS, VOCABULARY, Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_LABELS = f"{english.TABLE}|{english.FIGURE}|{english.APPENDIX}"
_TYPED_LABEL = re.compile(rf"(?:{_LABELS})[ \xa0](?:\d+|[A-Z]{{1,2}})\s?[:.]\s*")
_OUR_LABEL = re.compile(rf"\s*(?:{_LABELS})\s+(?:\d+|[A-Z]{{1,2}})\s*(?:[:.\u2013\u2014-]\s*)?")
_AFTER_LABEL = re.compile(r"\s*(?:[:.\u2013\u2014-]\s*)?")
_KIND_BEFORE = re.compile(rf"(?:{english.SECTION}|{english.PARAGRAPH})[ \xa0]$", re.IGNORECASE)
_LONGEST_LABEL = 40
# Blocks without emphasis: their style makes all of their words strong, or none.
_PLAIN = frozenset(tag for tag, model in VOCABULARY.items() if "strong" not in model.children)
_APPENDIX = "appendix"
# Kinds of paragraphs that have one style.
_MARKINGS = ("p.draft", "p.marking", "p.notice", "p.reason")


@dataclass
class View:
    """One reading of the paper, and where each of its pieces stands."""

    body: Element
    blocks: list[Element] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    """The paragraph identifier of each text block, as the file has it."""
    spans: dict[int, Span] = field(default_factory=dict)
    """Where each piece stands, by the id() of the piece."""
    loose: list[Piece] = field(default_factory=list)
    """Pictures that stand where a paper has none."""
    labels: list[str] = field(default_factory=list)
    """Labels of captions and appendices in other words than the paper's own."""


@dataclass
class _Block:
    """Paragraphs that have become one, with all their pieces, seen in this view or not."""

    shape: Shape
    pieces: list[Piece]
    paragraph: Paragraph

    @property
    def bookmarks(self) -> list[str]:
        return self.paragraph.bookmarks


@dataclass(frozen=True)
class Reading:
    """Which view is read, and what the file's stamp knows of it."""

    accepted: bool
    targets: Mapping[str, str] = field(default_factory=dict)
    """The ids of blocks by the names of their bookmarks."""
    settled: Callable[[str, str], str] = lambda _identifier, _text: ""
    """Given the identifier and the text of a block, return the kind that the stamp tells."""

    def sees(self, one: Piece | Paragraph | Row | Cell) -> bool:
        """Tell whether something is there in this view."""
        return not (one.deleted if self.accepted else one.inserted)

    def joins(self, one: Paragraph) -> bool:
        """Tell whether the end of a paragraph is gone in this view."""
        return bool(one.deleted if self.accepted else one.inserted)

    def shape(self, one: Paragraph) -> Shape:
        """Return what a paragraph is in this view."""
        return one.shape if self.accepted else one.was


def view(flow: Flow, reading: Reading) -> View:
    """Return one reading of the paper."""
    builder = _Builder(reading)
    builder.build(flow)
    return builder.view


class _Builder:
    """Builds the tree block by block."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.view = View(Element("body"))
        self._restart = ""

    def build(self, flow: Flow) -> None:
        items = list(self._joined(flow))
        position = 0
        while position < len(items):
            position += self._placed(items, position)

    def _placed(self, items: Sequence[_Block | Table], position: int) -> int:
        """Put one block into the tree, a table or figure with its caption; return how many."""
        one = items[position]
        if isinstance(one, Table):
            self._table(one, None)
            return 1
        after = items[position + 1] if position + 1 < len(items) else None
        if self._is_caption(one):
            if isinstance(after, Table):
                self._table(after, one)
                return 2
            if after is not None and self._is_picture(after):
                self._figure(one, after)
                return 2
        if self._is_picture(one):
            self.view.loose += self._pictures(one)
            return 1
        self._text(one)
        return 1

    def _joined(self, flow: Flow) -> Iterator[_Block | Table]:
        """Yield tables and the paragraphs that are there in this view, joined."""
        for one in self._all_joined(flow):
            if isinstance(one, Table):
                if any(self.reading.sees(row) for row in one.rows):
                    yield one
            elif self._words(one).strip() or self._pictures(one):
                yield one

    def _all_joined(self, flow: Flow) -> Iterator[_Block | Table]:
        carried: list[Piece] = []
        for one, after in zip(flow, [*flow[1:], None], strict=True):
            if isinstance(one, Table):
                yield one
                continue
            carried += one.pieces
            if not (self.reading.joins(one) and isinstance(after, Paragraph)):
                yield _Block(self.reading.shape(one), carried, one)
                carried = []

    # Questions

    def _words(self, block: _Block) -> str:
        return "".join(one.text for one in block.pieces if self.reading.sees(one))

    def _pictures(self, block: _Block) -> list[Piece]:
        return [one for one in block.pieces if one.picture is not None and self.reading.sees(one)]

    def _is_caption(self, block: _Block) -> bool:
        return (
            block.shape.tag == "caption"
            or any(one.label and self.reading.sees(one) for one in block.pieces)
            or (block.shape.tag == "p" and bool(_TYPED_LABEL.match(self._words(block))))
        )

    def _is_picture(self, block: _Block | Table) -> bool:
        return (
            isinstance(block, _Block)
            and bool(self._pictures(block))
            and not self._words(block).strip()
        )

    # Blocks

    def _text(self, block: _Block) -> None:
        shape = self._shape(block)
        element = Element(shape.tag, {"class": shape.class_name} if shape.class_name else {})
        if shape.tag == "li":
            element = Element("li")
            self._listing(shape).children.append(element)
        else:
            self.view.body.children.append(element)
        if shape.tag == "h2" and block.paragraph.landscape:
            element.attributes["data-page"] = "landscape"
        self._name(element, block)
        self._fill(element, block.pieces, block.paragraph.identifier)
        self.view.loose += self._pictures(block)

    def _shape(self, block: _Block) -> Shape:
        """Return what a block is in the vocabulary of papers, where it stands."""
        shape = block.shape
        labelled = any(one.label and self.reading.sees(one) for one in block.pieces)
        text = self._words(block)
        if shape.tag == "h2" and shape.class_name == "unnumbered":
            typed = re.match(rf"{english.APPENDIX}[ \xa0][A-Z]{{1,2}}:", text)
            if labelled or typed:
                return Shape("h2", _APPENDIX)
        if shape.tag in ("caption", "td", "th"):  # it has no table
            return Shape("p")
        if shape.tag == "p" and shape.class_name == "marking":
            told = self.reading.settled(block.paragraph.identifier, text)
            return Shape(*told.split(".", 1)) if told in _MARKINGS else shape
        return shape

    def _listing(self, shape: Shape) -> Element:
        """Return the list that an item goes on with, or a new one."""
        last = self.view.body.children[-1] if self.view.body.children else None
        if (
            isinstance(last, Element)
            and last.tag == shape.class_name
            and shape.restart in ("", self._restart)
        ):
            return last
        self._restart = shape.restart
        made = Element(shape.class_name)
        self.view.body.children.append(made)
        return made

    def _figure(self, caption: _Block, picture: _Block) -> None:
        heading = Element("figcaption")
        images = self._pictures(picture)
        image = Element("img", description=images[0].picture or "")
        figure = Element("figure", children=[heading, image])
        self.view.body.children.append(figure)
        self._name(figure, caption)
        self._fill(heading, caption.pieces, caption.paragraph.identifier)
        self.view.loose += images[1:]

    def _table(self, table: Table, caption: _Block | None) -> None:
        title, head, body = Element("caption"), Element("thead"), Element("tbody")
        made = Element("table", children=[title, head, body])
        self.view.body.children.append(made)
        if caption:
            self._name(made, caption)
        self._fill(
            title,
            caption.pieces if caption else [],
            caption.paragraph.identifier if caption else "",
        )
        rows = [row for row in table.rows if self.reading.sees(row)]
        heads = next((n for n, row in enumerate(rows) if not row.is_header), len(rows)) or 1
        for number, row in enumerate(rows):
            is_head = number < heads
            element = Element("tr")
            if table.has_total and number == len(rows) - 1 and not is_head:
                element.attributes["class"] = "total"
            (head if is_head else body).children.append(element)
            self._row(element, row, is_head=is_head, heads_rows=table.heads_rows)

    def _row(self, element: Element, row: Row, *, is_head: bool, heads_rows: bool) -> None:
        is_seen = self.reading.sees
        for number, cell in enumerate([one for one in row.cells if is_seen(one)]):
            made = Element("th" if is_head or (heads_rows and not number) else "td")
            element.children.append(made)
            # A table's style makes all of it strong, and some programs say so at each word.
            self._cell(made, cell, is_styled=made.tag == "th" or bool(element.class_name))

    def _cell(self, made: Element, cell: Cell, *, is_styled: bool) -> None:
        joined = self._all_joined(list(cell.paragraphs))
        blocks = [one for one in joined if isinstance(one, _Block)]
        blocks = [one for one in blocks if self._words(one).strip()] or blocks[:1]
        classes = [one.shape.class_name for one in blocks if one.shape.tag == "td"]
        if class_name := cell.colour or next(iter(classes), ""):
            made.attributes["class"] = class_name
        pieces: list[Piece] = []
        for one in blocks:
            pieces += [Piece("\n"), *one.pieces] if pieces else one.pieces
            self.view.loose += self._pictures(one)
        identifier = blocks[0].paragraph.identifier if blocks else ""
        self._fill(made, pieces, identifier, is_styled=is_styled)

    def _name(self, element: Element, block: _Block) -> None:
        """Give a block the id that references lead to."""
        for name in block.bookmarks:
            if name.startswith("_Ref"):
                element.attributes["id"] = self.reading.targets.get(name, name)
                return

    # Words

    def _fill(
        self, element: Element, pieces: list[Piece], identifier: str, *, is_styled: bool = False
    ) -> None:
        """Put the words of the pieces into a text block, and note where each of them stands.

        `is_styled`: bold letters count only if a style of their own says so.
        """
        number, offset = len(self.view.blocks), 0
        self.view.blocks.append(element)
        self.view.identifiers.append(identifier)
        texts = [one.text if self.reading.sees(one) else "" for one in pieces]
        if element.tag in ("caption", "figcaption") or element.class_name == _APPENDIX:
            label = _take_label_off(texts, pieces)
            if label and not _OUR_LABEL.fullmatch(label):
                self.view.labels.append(label.strip())
        words: list[_Words] = []
        for piece, text in zip(pieces, texts, strict=True):
            self.view.spans[id(piece)] = Span(number, offset, offset + len(text))
            offset += len(text)
            if text:
                words.append(self._look(piece, text, element.tag, is_styled=is_styled))
        element.children = list(_inline(_with_kinds(words), 0))

    def _look(self, piece: Piece, text: str, tag: str, *, is_styled: bool) -> _Words:
        """Return words with what they are in this view: strong, em, link."""
        look = piece.look if self.reading.accepted else piece.was
        strong, em = look.strong, look.em
        if is_styled:
            strong = look.strong_by_style
        if tag in _PLAIN:
            strong = em = False
        link = None if tag in (*HEADINGS, "caption", "figcaption") else piece.link
        if link and link.href.startswith("#"):
            name = link.href[1:]
            link = link._replace(href=f"#{self.reading.targets.get(name, name)}")
        return _Words(text, strong, em, link)


@dataclass
class _Words:
    """Words with all that is said of them within a block."""

    text: str
    strong: bool
    em: bool
    link: Link | None

    def key(self, depth: int) -> object:
        return (self.strong, self.em, self.link)[depth]

    def looks_like(self, other: _Words) -> bool:
        return (self.strong, self.em) == (other.strong, other.em)


def _inline(words: Iterable[_Words], depth: int) -> Iterator[Element | str]:
    """Yield words in their elements: a link in an em in a strong."""
    if depth == 3:
        yield "".join(one.text for one in words)
        return
    for key, group in groupby(words, lambda one: one.key(depth)):
        inner = _inline(list(group), depth + 1)
        if not key:
            yield from inner
        elif isinstance(key, Link):
            yield Element("a", {"href": key.href}, list(inner), is_reference=key.is_reference)
        else:
            yield Element(("strong", "em")[depth], {}, list(inner))


def _with_kinds(words: list[_Words]) -> list[_Words]:
    """Move the word before a bare number that leads to its target, as in paragraph 3.1, into it."""
    made: list[_Words] = []
    for one in words:
        before = made[-1] if made else None
        if before and not before.link and not one.link and before.looks_like(one):
            before.text += one.text  # a word may be cut in two
            continue
        if one.link and one.link.is_bare and before and not before.link:
            found = _KIND_BEFORE.search(before.text)
            if found:
                before.text = before.text[: found.start()]
                made += [_Words(found[0], before.strong, before.em, one.link)]
        made.append(one)
    return [one for one in made if one.text]


def _take_label_off(texts: list[str], pieces: Sequence[Piece]) -> str:
    """Empty the texts of a label, such as Table 1 and the colon after it, and return the label."""
    whole = "".join(texts)
    taken = 0
    counts = [number for number, one in enumerate(pieces) if one.label and texts[number]]
    if counts and len("".join(texts[: counts[0]])) <= _LONGEST_LABEL:
        taken = len("".join(texts[: counts[-1] + 1]))
        after = _AFTER_LABEL.match(whole[taken:])
        taken += after.end() if after else 0
    elif typed := _TYPED_LABEL.match(whole):
        taken = typed.end()
    label = whole[:taken]
    for number, text in enumerate(texts):
        texts[number] = text[taken:]
        taken = max(0, taken - len(text))
    return label
