"""What a screen reader would say of a paper, to the character, spaces included.

Every function returns the same list, in reading order: a string for each block with its number
or label in front, one for each cell of a table, and one for each picture: its description.
`written` says it of the tree; the others read an output and share no code with the writers,
nor the two readers of PDFs with each other.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

import readers
from conftest import shown, tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.tree.elements import Element

Node = dict[str, Any]
MOST_PAGES_TO_POPPLER = 3


def written(paper: Element) -> list[str]:
    """Return what the tree says, from which all outputs are made."""
    said: list[str] = []
    for block in paper.elements:
        if block.tag in ("ul", "ol"):
            labels = (f"{number}." if block.tag == "ol" else "•" for number in range(1, 10_000))
            items = zip(labels, block.elements, strict=False)
            said += [f"{label} {item.text}" for label, item in items]
        elif block.tag in ("table", "figure"):
            caption = next(block.find("caption", "figcaption"))
            said.append(f"{caption.number}: {caption.text}")
            said += [cell.text for cell in block.find("th", "td")]
            said += [image.picture.words for image in block.find("img") if image.picture]
        elif block.class_name == "appendix":
            said.append(f"{block.number}: {block.text}")
        else:
            said.append(f"{block.number} {block.text}" if block.number else block.text)
    return said


def written_in_pdf(paper: Element, *, pictures: bool = True) -> list[str]:
    """Return what the tree says, in the letters of a PDF: its fonts draw one space for both.

    Poppler says nothing of `pictures`.
    """
    left_out = [] if pictures else [image.picture for image in paper.find("img") if image.picture]
    words = {picture.words for picture in left_out}
    return [one.replace("\u00a0", " ") for one in written(paper) if one not in words]


def assert_as_written(paper: Element, outputs: Mapping[str, Path], chromium: Browser) -> None:
    """Assert that all outputs, by their endings, are heard as the paper was written.

    Poppler reads a page anew for each tag on it and looks through all pages for each: a paper of
    sixteen pages would take it as long as all others together. So it hears those of a few pages.
    """
    assert word(outputs[".docx"]) == written(paper)
    assert page_to_chromium(chromium, outputs[".html"]) == written(paper)
    assert pdf_to_pdfminer(outputs[".pdf"]) == written_in_pdf(paper)
    if readers.page_count(outputs[".pdf"]) <= MOST_PAGES_TO_POPPLER:
        assert pdf_to_poppler(outputs[".pdf"]) == written_in_pdf(paper, pictures=False)


# PDF, as poppler reads its tags

_BLOCK = re.compile(r"( *)(\w+)(?: \((?:block|inline)\))?:?$")
_SAID = re.compile(r' *"(.*)"$')
_BLOCKS = frozenset(("P", "H1", "H2", "H3", "H4", "LI", "Caption", "TH", "TD"))


def pdf_to_poppler(path: Path) -> list[str]:
    """Return the text of each block in the order of the tags, without pictures."""
    done = subprocess.run(
        [tool("pdfinfo"), "-enc", "UTF-8", "-struct-text", path], capture_output=True, check=True
    )
    said: list[str] = []
    block, figure = -1, -1  # how far the block and the figure that we are in are indented
    for line in done.stdout.decode("utf-8").splitlines():
        if words := _SAID.fullmatch(line):
            if figure < 0:
                said[-1] += words[1].replace("\u00a0", " ")
        elif found := _BLOCK.fullmatch(line):
            depth, kind = len(found[1]), found[2]
            block = -1 if depth <= block else block
            figure = -1 if depth <= figure else figure
            if kind in _BLOCKS:
                block = depth
                said.append("")
            elif kind == "Figure":
                figure = depth
    return said


# PDF, as pdfminer reads it


def pdf_to_pdfminer(path: Path) -> list[str]:
    """Return the text of each block in the order of the tags, and the words of pictures."""
    return list(_tagged(readers.pdf_structure(path)))


def _tagged(tag: readers.Tag) -> Iterator[str]:
    for kid in tag.kids:
        if not isinstance(kid, readers.Tag):
            continue
        if kid.type in _BLOCKS:
            yield kid.text.replace("\u00a0", " ")
        elif kid.type == "Figure":
            raw: bytes = kid.entries["Alt"]
            utf_16 = raw.startswith(b"\xfe\xff")
            yield raw[2:].decode("utf-16-be") if utf_16 else raw.decode("latin-1")
        else:
            yield from _tagged(kid)


# Web page, as Chromium tells it to assistive technology

_ROLES = frozenset(
    ("heading", "paragraph", "listitem", "cell", "gridcell", "columnheader", "rowheader",
     "caption", "Caption", "figcaption", "Figcaption")
)  # fmt: skip
_PICTURES = frozenset(("image", "img"))


def page_to_chromium(chromium: Browser, path: Path) -> list[str]:
    """Return the text of each block of the accessibility tree, and the names of pictures."""
    sheet = shown(chromium, path)
    session = sheet.context.new_cdp_session(sheet)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return list(_blocks(nodes[0], by_id))


def _blocks(node: Node, by_id: dict[str, Node]) -> Iterator[str]:
    role = _value(node, "role")
    if role in _ROLES:
        yield "".join(_static(node, by_id))
    elif role in _PICTURES:
        yield _value(node, "name")
    else:
        for child in node.get("childIds", ()):
            yield from _blocks(by_id[child], by_id)


def _static(node: Node, by_id: dict[str, Node]) -> Iterator[str]:
    if _value(node, "role") in ("StaticText", "ListMarker"):
        yield _value(node, "name")
        return
    for child in node.get("childIds", ()):
        yield from _static(by_id[child], by_id)


def _value(node: Node, name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


# Word


def word(path: Path) -> list[str]:
    """Return the text of each paragraph, with the number that Word gives it, and of pictures."""
    document = docx.Document(str(path))
    numbers = readers.WordNumbers(document)
    said = []
    for paragraph in document.element.body.iter(qn("w:p")):
        label = numbers.label(Paragraph(paragraph, document._body))
        text = "".join(_in_paragraph(paragraph))
        said.append(f"{label} {text}" if label else text)
    return said


def _in_paragraph(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("wp:docPr")):
        if node.tag == qn("wp:docPr"):
            yield node.get("descr")
        elif node.tag != qn("w:t"):
            yield " "
        elif node.get(qn("xml:space")) == "preserve":
            yield node.text or ""
        else:  # Word drops the spaces at both ends
            yield (node.text or "").strip(" ")
