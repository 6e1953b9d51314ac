"""The PDF's tag tree: one element for each element of the page, whatever the page breaks.

WeasyPrint makes its tags from boxes, and a paragraph that two pages share is
two boxes: two paragraphs, two tables with a header row each, two links. Here
the tree is made from the elements instead. WeasyPrint tells which box left
which mark in a page's content; the marks of an element are gathered in reading
order over all pages. What belongs to no element of the paper (page headers and
footers, header rows said again on the next page) becomes an artifact.

PDF 32000-1, 14.7 and 14.8, is the source for the dictionaries, and PDF/UA-1
(ISO 14289-1), 7, for what must be in them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.formatting_structure import boxes

from jacpaper.problems import MachineError
from jacpaper.writers.pdf import pdf_2

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG = "{http://www.w3.org/2000/svg}"
# The structure type of each HTML element; those not named add nothing, only their content.
_TYPES = {
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "p": "P",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "li::before": "Lbl",
    "li::marker": "Lbl",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    "figure": "Div",
    "figcaption": "Caption",
    f"{_SVG}svg": "Figure",
}
# Those of WeasyPrint's function that `add_tags` takes the place of.
ARGUMENTS = ("pdf", "document", "pdf_version", "page_streams")
# CSS pixels in points.
_POINTS = 0.75


@dataclass(frozen=True)
class _Mark:
    """A piece of a page's content: the page's index, and the number of the mark on it."""

    page: int
    number: int


@dataclass(frozen=True)
class _Area:
    """Where a link can be clicked on a page: WeasyPrint's annotation."""

    page: int
    annotation: Any


@dataclass
class _Node:
    """One structure element: its type, its attributes and what it holds, in reading order."""

    type: str
    attributes: dict[str, Any] = field(default_factory=dict)
    alternative: str = ""
    language: str = ""
    kids: list[_Node | _Mark | _Area] = field(default_factory=list)
    reference: bytes = b""
    """Of the element in the PDF, once it is written."""


def add_tags(pdf: Any, document: Any, version: str, page_streams: Any) -> None:
    """Give the PDF its tag tree, in place of WeasyPrint's function of the same name."""
    reader = _Reader(_scale(pdf, document))
    for page, (laid_out, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        reader.read(laid_out, page, stream._tags)  # noqa: SLF001 - nobody else knows them
    _Writer(pdf, page_streams).write(reader.root)
    if version == pdf_2.VERSION:
        anchors = {name: node.reference for name, node in reader.anchors.items()}
        pdf_2.finish(pdf, anchors, [node.reference for node in reader.bookmarked])
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _scale(pdf: Any, document: Any) -> float:
    """Return how many points a CSS pixel has, which is more on enlarged pages."""
    first = pdf.objects[int(pdf.page_references[0].split()[0])]
    zoom: float = first["MediaBox"][3] / (document.pages[0].height * _POINTS)
    return _POINTS * round(zoom, 3)


class _Reader:
    """Makes one node an element from the boxes of all pages."""

    def __init__(self, scale: float) -> None:
        self.root = _Node("Document")
        self.scale = scale
        # An element is kept with its node, so that no other can come to have its id.
        self.nodes: dict[tuple[int, str], tuple[Any, _Node]] = {}
        self.headers: dict[int, int] = {}
        # Where links and bookmarks lead: those of WeasyPrint, in its order.
        self.anchors: dict[str, _Node] = {}
        self.bookmarked: list[_Node] = []

    def read(self, laid_out: Any, page: int, marks: dict[Any, dict[str, Any]]) -> None:
        """Add a page: `marks` has the mark of each box that left one in the content.

        Raises:
            MachineError: a mark whose box is nowhere on the page.
        """
        self.page, self.marks, self.height = page, dict(marks), laid_out.height
        self._read(laid_out._page_box, self.root)  # noqa: SLF001 - as WeasyPrint does
        if self.marks:
            raise MachineError(
                f"no PDF can be made: {len(self.marks)} pieces of text on its page {page + 1}"
                " would not be tagged",
                "please report it, with the paper's inputs if you may",
            )

    def _read(self, box: Any, parent: _Node) -> None:
        box = getattr(box, "_box", box)  # what is placed absolutely stands behind a stand-in
        if isinstance(box, boxes.MarginBox) or self._is_said_again(box):
            self._leave_out(box)
            return
        node = self._node(box, parent)
        if box.style["anchor"]:
            self.anchors.setdefault(box.style["anchor"], node)
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self.bookmarked.append(node)
        if box.link_annotation:
            box.link_annotation["Contents"] = pydyf.String(_words(box.element))
            node.kids.append(_Area(self.page, box.link_annotation))
        if box in self.marks:
            node.kids.append(_Mark(self.page, self.marks.pop(box)["mcid"]))
        for child in getattr(box, "children", ()):
            self._read(child, node)

    def _leave_out(self, box: Any) -> None:
        self.marks.pop(box, None)
        for child in getattr(box, "children", ()):
            self._leave_out(child)

    def _is_said_again(self, box: Any) -> bool:
        """Tell whether the box is a header row that an earlier page has had."""
        if box.element_tag != "thead":
            return False
        return self.headers.setdefault(id(box.element), self.page) != self.page

    def _node(self, box: Any, parent: _Node) -> _Node:
        """Return the node of the box's element; for one that adds nothing, its parent's."""
        kind = _type(box) if box.element is not None else None
        if kind is None:
            return parent
        key = (id(box.element), kind)
        if key not in self.nodes:
            node = _Node(kind)
            self.nodes[key] = (box.element, node)
            self._describe(node, box)
            # Where a row is longer than a page, WeasyPrint leaves the header row to the next.
            bodies = [kid for kid in parent.kids if isinstance(kid, _Node) and kid.type == "TBody"]
            if kind == "THead" and bodies:
                parent.kids.insert(parent.kids.index(bodies[0]), node)
            else:
                parent.kids.append(node)
        return self.nodes[key][1]

    def _describe(self, node: _Node, box: Any) -> None:
        """Add the attributes that the type of element asks for."""
        element = box.element
        if node.type == "TH":
            scope = "/Row" if element.get("scope") == "row" else "/Column"
            node.attributes = {"O": "/Table", "Scope": scope}
        elif node.type == "Span":
            node.language = element.get("lang")
        elif node.type == "L":
            numbering = "/Decimal" if element.tag == "ol" else "/Disc"
            node.attributes = {"O": "/List", "ListNumbering": numbering}
        elif node.type == "Figure":
            node.alternative = (element.findtext(f"{_SVG}title") or "").strip()
            node.attributes = {"O": "/Layout", "Placement": "/Block", "BBox": self._area(box)}

    def _area(self, box: Any) -> Any:
        """Return left, bottom, right and top in points, from the foot of the page."""
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        edges = (left, self.height - bottom, right, self.height - top)
        return pydyf.Array([edge * self.scale for edge in edges])


class _Writer:
    """Puts nodes into the PDF, and says of each mark on each page what it belongs to."""

    def __init__(self, pdf: Any, page_streams: Any) -> None:
        self.pdf, self.streams = pdf, page_streams
        self.pages = pdf.page_references
        # The reference of the element that owns each mark, page by page, and each link's.
        self.owners: list[dict[int, bytes]] = [{} for _ in page_streams]
        self.areas: list[tuple[bytes, Any]] = []

    def write(self, root: _Node) -> None:
        tree = self._object(Type="/StructTreeRoot")
        tree["K"] = pydyf.Array([self._element(root, tree)])
        numbers = pydyf.Array()
        for page, stream in enumerate(self.streams):
            marks = _marks_of(stream)
            owners = self.owners[page]
            for number in marks.keys() - owners.keys():
                _make_artifact(stream.stream, marks[number])
            references = [owners.get(number, b"null") for number in range(len(marks))]
            numbers += [page, pydyf.Array(references)]
        for number, (reference, annotation) in enumerate(self.areas, len(self.streams)):
            annotation["StructParent"] = number
            numbers += [number, reference]
        tree["ParentTree"] = self._object(Nums=numbers).reference
        tree["ParentTreeNextKey"] = len(self.streams) + len(self.areas)
        self.pdf.catalog["StructTreeRoot"] = tree.reference

    def _element(self, node: _Node, parent: Any) -> bytes:
        """Write a node and all below it, and return its reference."""
        if node.type == "Table":
            _keep_headers_few(node)
        element = self._object(Type="/StructElem", S=f"/{node.type}", P=parent.reference)
        if node.attributes:
            element["A"] = pydyf.Dictionary(node.attributes)
        if node.language:
            element["Lang"] = pydyf.String(node.language)
        if node.alternative:
            element["Alt"] = pydyf.String(node.alternative)
        kids = _with_body(node.kids) if node.type == "LI" else node.kids
        if any(isinstance(kid, _Node) for kid in kids):
            kids = _unmixed(kids)
        element["K"] = pydyf.Array([self._kid(kid, element) for kid in kids])
        node.reference = element.reference
        return node.reference

    def _kid(self, kid: _Node | _Mark | _Area, element: Any) -> Any:
        if isinstance(kid, _Node):
            return self._element(kid, element)
        page = self.pages[kid.page]
        if isinstance(kid, _Area):
            self.areas.append((element.reference, kid.annotation))
            target = kid.annotation.reference
            return pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": target})
        self.owners[kid.page][kid.number] = element.reference
        if element.setdefault("Pg", page) == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number})

    def _object(self, **entries: Any) -> Any:
        made = pydyf.Dictionary(entries)
        self.pdf.add_object(made)
        return made


def _keep_headers_few(table: _Node) -> None:
    """Make the first column data where header cells would outnumber the others.

    In so small a table the header row says enough, and checkers take more
    headers than data for a table that fell to pieces.
    """
    cells = [cell for cell in _below(table) if cell.type in ("TH", "TD")]
    if 2 * sum(cell.type == "TH" for cell in cells) <= len(cells):
        return
    for cell in cells:
        if cell.attributes.get("Scope") == "/Row":
            cell.type, cell.attributes = "TD", {}


def _type(box: Any) -> str | None:
    """Return the type of a box's element; that of a number, which is a span too, adds nothing."""
    if box.element_tag == "span" and box.element.get("lang"):
        return "Span"
    return _TYPES.get(box.element_tag)


def _below(node: _Node) -> Iterator[_Node]:
    for kid in node.kids:
        if isinstance(kid, _Node):
            yield kid
            yield from _below(kid)


def _with_body(kids: list[_Node | _Mark | _Area]) -> list[_Node | _Mark | _Area]:
    """Return what a list item holds: its label, and all the rest in a body (14.8.4.3.3)."""
    labels = [kid for kid in kids if isinstance(kid, _Node) and kid.type == "Lbl"]
    return [*labels, _Node("LBody", kids=[kid for kid in kids if kid not in labels])]


def _unmixed(kids: list[_Node | _Mark | _Area]) -> list[_Node | _Mark | _Area]:
    """Give words that stand beside elements an element of their own.

    Not every program takes words and elements in the order in which they are mixed.
    """
    return [_Node("Span", kids=[kid]) if isinstance(kid, _Mark) else kid for kid in kids]


def _marks_of(stream: Any) -> dict[int, int]:
    """Return where in a page's content each mark begins: the index of its dictionary."""
    return {
        item["MCID"]: index
        for index, item in enumerate(stream.stream)
        if isinstance(item, pydyf.Dictionary) and "MCID" in item
    }


def _make_artifact(content: list[Any], index: int) -> None:
    """Turn a mark into an artifact; before its dictionary stands its tag."""
    content[index - 1] = "/Artifact"
    content[index] = pydyf.Dictionary({"Type": "/Pagination"})


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
