"""Accept or reject the tracked changes of a Word file, as ISO/IEC 29500-1, 17.13.5 has it.

It shares no code with the program: it reads the XML of the file, and knows nothing of a paper.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

Xml = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The tags of what goes, and of what stays, by what is done with all changes.
_SIDES = {"accept": ("del", "ins"), "reject": ("ins", "del")}


def body(path: Path) -> Xml:
    """Return the body of a Word file."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def settled(path: Path, how: str) -> Xml:
    """Return the body with all changes accepted, or all rejected."""
    found = body(path)
    goes, stays = (f"{_W}{name}" for name in _SIDES[how])
    for row in list(found.iter(f"{_W}tr")):
        if row.find(f"{_W}trPr/{goes}") is not None:
            row.getparent().remove(row)
    for table in [one for one in found.iter(f"{_W}tbl") if one.find(f"{_W}tr") is None]:
        table.getparent().remove(table)
    for run in [one for one in found.iter(goes) if _is_run_level(one)]:
        run.getparent().remove(run)
    for run in [one for one in found.iter(stays) if _is_run_level(one)]:
        for child in list(run):
            run.addprevious(child)
        run.getparent().remove(run)
    _settle_formats(found, how)
    for paragraph in list(found.iter(f"{_W}p")):
        if paragraph.find(f"{_W}pPr/{_W}rPr/{goes}") is not None:
            _join(paragraph)
    for mark in list(found.iter(goes, stays)):
        mark.getparent().remove(mark)
    return found


def lines(found: Xml) -> list[str]:
    """Return what each paragraph says, with its style and the formats of its words.

    A picture counts by its words. The empty paragraph that Word wants at the end, after a table
    or in a section of its own, says nothing.
    """
    paragraphs = list(found.iter(f"{_W}p"))
    last = paragraphs[-1]
    before = last.getprevious()
    is_alone = before is not None and (
        before.tag == f"{_W}tbl" or before.find(f"{_W}pPr/{_W}sectPr") is not None
    )
    if is_alone and not [*last.iter(f"{_W}r")]:
        paragraphs.pop()
    return [_line(one) for one in paragraphs]


def words(path: Path) -> list[str]:
    """Return the words of each paragraph of a Word file that has any."""
    return words_of(body(path))


def words_of(found: Xml) -> list[str]:
    """Return the words of each paragraph that has any."""
    said = (_line(one, formats=False).partition("| ")[2] for one in found.iter(f"{_W}p"))
    return [one for one in said if one]


def _line(paragraph: Xml, *, formats: bool = True) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    where = "/".join(one.tag.removeprefix(_W) for one in paragraph.iterancestors(f"{_W}tc"))
    said: list[str] = []
    style_before = ""
    for one in paragraph.iter():
        if one.tag in (f"{_W}t", f"{_W}delText"):
            style_now = _formats(one) if formats else ""
            said += [f"<{style_now}>" * (style_now != style_before), one.text or ""]
            style_before = style_now
        elif str(one.tag).endswith("}docPr"):
            said.append(f"[{one.get('descr')}]")
    return f"{style.get(f'{_W}val') if style is not None else ''} {where}| {''.join(said)}"


def _formats(text: Xml) -> str:
    """Return the character style of a run, if it has one."""
    style = text.getparent().find(f"{_W}rPr/{_W}rStyle")
    return style.get(f"{_W}val") if style is not None else ""


def _is_run_level(change: Xml) -> bool:
    return change.getparent().tag not in (f"{_W}rPr", f"{_W}trPr")


def _settle_formats(found: Xml, how: str) -> None:
    for change in list(found.iter(f"{_W}pPrChange")):
        properties = change.getparent()
        properties.remove(change)
        if how == "reject":
            kept = [one for one in properties if one.tag in (f"{_W}rPr", f"{_W}sectPr")]
            properties[:] = [*change[0], *kept]


def _join(paragraph: Xml) -> None:
    """Let what is left of a paragraph join the next one, as its mark is gone.

    The last paragraph of a document stays, whatever is to become of its mark.
    """
    rest = [one for one in paragraph if one.tag != f"{_W}pPr"]
    after = paragraph.getnext()
    has_words = any(True for one in rest for _ in one.iter(f"{_W}r"))
    if after is not None and after.tag == f"{_W}sectPr":
        return
    if after is None or after.tag != f"{_W}p":
        if has_words:
            raise AssertionError("the words of a paragraph that goes have nowhere to go")
    else:
        at = 1 if len(after) and after[0].tag == f"{_W}pPr" else 0
        after[at:at] = rest
    paragraph.getparent().remove(paragraph)
