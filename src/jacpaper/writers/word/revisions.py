"""Accept the tracked changes of a part of a Word file, so that their authors are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.writers.word.ooxml import Xml

_DELETED = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")
# Marks without content: of cells, and of the first and last place of a move.
_MARKS = {
    *("cellIns", "cellMerge", "numberingChange"),
    *(f"move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End")),
    *(
        f"customXml{kind}Range{end}"
        for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
        for end in ("Start", "End")
    ),
}


def accept(root: Xml) -> None:
    """Accept every insertion, deletion, move and change of format below the element."""
    for mark in _found(root, _DELETED):
        holder = mark.getparent()
        if holder is not None and holder.tag == qn("w:trPr"):
            remove(holder.getparent())
        elif holder is not None and holder.tag == qn("w:rPr") and _of_a_paragraph(holder):
            _join_with_next(holder.getparent().getparent())
    for cell in _found(root, ("cellDel",)):
        remove(next(cell.iterancestors(qn("w:tc")), cell))
    for one in _found(root, (*_DELETED, *_MARKS)):
        remove(one)
    for one in _found(root, _INSERTED):
        unwrap(one)
    for one in list(root.iter()):
        if isinstance(one.tag, str) and one.tag.endswith("Change") and one.tag.startswith(_W):
            remove(one)


_W = qn("w:x")[:-1]


def remove(element: Xml) -> None:
    """Remove an element and what is in it; what stands after it stays."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Xml) -> None:
    """Put what is in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)  # to count places would take long where there are many
    parent.remove(element)


def _found(root: Xml, names: Iterable[str]) -> list[Xml]:
    return list(root.iter(*(f"{_W}{name}" for name in names)))


def _of_a_paragraph(properties: Xml) -> bool:
    """True for the properties of a paragraph's own mark, not of a run."""
    return bool(properties.getparent().tag == qn("w:pPr"))


def _join_with_next(paragraph: Xml) -> None:
    """Move the content of a paragraph whose mark was deleted to the start of the next one."""
    after = paragraph.getnext()
    if after is None or after.tag != qn("w:p"):
        return
    place = 1 if len(after) and after[0].tag == qn("w:pPr") else 0
    content = [child for child in paragraph if child.tag != qn("w:pPr")]
    for offset, child in enumerate(content):
        after.insert(place + offset, child)
    remove(paragraph)
