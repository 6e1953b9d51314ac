"""Tracked changes: what is new and what is gone, so that Word can accept or reject it.

ISO/IEC 29500-1, 17.13.5. A paragraph that only one paper has is marked itself, besides its words:
without the mark, an empty paragraph would stay. Where the mark goes, the words before it join the
next paragraph, so the last paragraph of a document can have none.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from jacpaper.writers.word import ooxml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jacpaper.writers.word.ooxml import Xml

AUTHOR = "jacpaper"
_TAGS = {"new": "ins", "gone": "del"}
_CHANGES = (qn("w:ins"), qn("w:del"), qn("w:pPrChange"))
_GONE_TEXT = {qn("w:t"): "w:delText", qn("w:instrText"): "w:delInstrText"}
_P, _R, _TBL, _TR = (qn(f"w:{name}") for name in ("p", "r", "tbl", "tr"))


def marked(content: Iterable[Xml], side: str) -> Iterator[Xml]:
    """Yield what stands in a paragraph, its runs marked as "new" or "gone"."""
    for one in content:
        if one.tag == qn("w:fldSimple"):
            # A field of one element would stay when its words go.
            yield from marked(_complex(one), side)
        elif one.tag == qn("w:hyperlink"):
            inner = [*marked(list(one), side)]
            one.extend(inner)
            yield one
        elif one.tag == _R:
            yield _change(side, one)
        else:
            yield one


def mark_whole(block: Xml, side: str) -> Xml:
    """Mark a paragraph, row or table that only one paper has, with what is not marked in it."""
    for row in block.iter(_TR):
        properties = row.get_or_add_trPr()
        if not _side(properties):
            properties.append(_change(side))
    for paragraph in block.iter(_P):
        if side_of(paragraph):
            continue
        content = [one for one in paragraph if one.tag != qn("w:pPr")]
        for one in content:
            paragraph.remove(one)
        paragraph.extend(marked(content, side))
        _mark(paragraph, side)
    return block


def side_of(block: Xml) -> str:
    """Return "new" or "gone" for a paragraph or table that only one paper has, else nothing."""
    if block.tag == _TBL:
        rows = {_side(row.find(qn("w:trPr"))) for row in block.iter(_TR)}
        return rows.pop() if len(rows) == 1 else ""
    properties = block.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return _side(properties)


def carried(blocks: list[Xml]) -> list[Xml]:
    """Take what is gone from the end of a section: its last paragraph holds the section's pages."""
    taken: list[Xml] = []
    while len(blocks) > 1 and side_of(blocks[-1]) == "gone":
        taken.insert(0, blocks.pop())
    return taken


def end(blocks: list[Xml]) -> list[Xml]:
    """Return the blocks of a document with a last paragraph that both papers have.

    So nothing is left when all is accepted, or all rejected, but the empty paragraph that Word
    wants after a table.
    """
    start = len(blocks)
    while start and side_of(blocks[start - 1]):
        start -= 1
    head, tail = blocks[:start], blocks[start:]
    if not tail or not head:
        return blocks
    sides = {side: [one for one in tail if side_of(one) == side] for side in _TAGS}
    if not all(sides.values()):
        return [*head, *_joined_to(head[-1], tail)]
    gone, new = sides["gone"], sides["new"]
    if gone[-1].tag == new[-1].tag == _P:
        return [*head, *gone[:-1], *new[:-1], _both(gone[-1], new[-1])]
    if gone[-1].tag == _P:
        return [*head, *new, *gone[:-1], _unmarked(gone[-1])]
    if new[-1].tag == _P:
        return [*head, *gone, *new[:-1], _unmarked(new[-1])]
    return [*head, *tail, ooxml.element("p")]


def sign(body: Xml, day: date) -> None:
    """Give each change its number, author and date; the same paper always gets the same."""
    taken = (int(one.get(qn("w:id"))) for one in body.iter(qn("w:bookmarkStart")))
    numbers = count(max(taken, default=0) + 1)
    for one in body.iter(*_CHANGES):
        one.set(qn("w:id"), str(next(numbers)))
        one.set(qn("w:author"), AUTHOR)
        one.set(qn("w:date"), f"{day.isoformat()}T00:00:00Z")


def _change(side: str, *content: Xml) -> Xml:
    if side == "gone":
        for run in content:
            for text in [one for one in run.iter() if one.tag in _GONE_TEXT]:
                text.tag = qn(_GONE_TEXT[text.tag])
    return ooxml.element(_TAGS[side], *content)


def _complex(field: Xml) -> Iterator[Xml]:
    """Yield the runs of a field: its instruction, and what it shows."""

    def mark(kind: str) -> Xml:
        return ooxml.element("r", ooxml.element("fldChar", fldCharType=kind))

    instruction = ooxml.element("instrText")
    instruction.text = field.get(qn("w:instr"))
    instruction.set(qn("xml:space"), "preserve")
    yield from (mark("begin"), ooxml.element("r", instruction), mark("separate"))
    yield from list(field)
    yield mark("end")


def _mark(paragraph: Xml, side: str) -> None:
    """Mark the paragraph itself; the place of rPr is before a section and a change."""
    properties = paragraph.get_or_add_pPr()
    made = ooxml.element("rPr", _change(side))
    later = [properties.find(qn(f"w:{name}")) for name in ("sectPr", "pPrChange")]
    first = next((one for one in later if one is not None), None)
    if first is None:
        properties.append(made)
    else:
        first.addprevious(made)


def _side(properties: Xml | None) -> str:
    if properties is None:
        return ""
    found = (side for side, tag in _TAGS.items() if properties.find(qn(f"w:{tag}")) is not None)
    return next(found, "")


def _unmarked(paragraph: Xml) -> Xml:
    properties = paragraph.find(qn("w:pPr"))
    properties.remove(properties.find(qn("w:rPr")))
    return paragraph


def _joined_to(last: Xml, tail: list[Xml]) -> list[Xml]:
    """Return the end of the document, of one paper only, as a continuation of what both have.

    The mark of the last paragraph that both have goes or stays with it: when it goes, that
    paragraph ends where the document does.
    """
    side = side_of(tail[0])
    if last.tag != _P or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        return [*tail[:-1], _unmarked(tail[-1])] if tail[-1].tag == _P else tail
    properties = deepcopy(last.find(qn("w:pPr")))
    _mark(last, side)
    if tail[-1].tag == _TBL:
        return [*tail, ooxml.element("p", properties)]
    final = _unmarked(tail[-1])
    own = final.find(qn("w:pPr"))
    before, now = (own, properties) if side == "gone" else (properties, own)
    return [*tail[:-1], _turned(final, before, now)]


def _both(gone: Xml, new: Xml) -> Xml:
    """Return one paragraph with the words of both."""
    before, now = (_unmarked(one).find(qn("w:pPr")) for one in (gone, new))
    content = [one for one in (*gone, *new) if one.tag != qn("w:pPr")]
    return _turned(ooxml.element("p", deepcopy(now), *content), before, now)


def _turned(paragraph: Xml, before: Xml, now: Xml) -> Xml:
    """Return the paragraph with the properties `now`, which were `before`."""
    paragraph.remove(paragraph.find(qn("w:pPr")))
    properties, older = deepcopy(now), ooxml.element("pPr", *deepcopy(before))
    properties.append(ooxml.element("pPrChange", older))
    paragraph.insert(0, properties)
    return paragraph
