"""A Word file that is edited: its parts, and cutting and replacing the words of a paragraph."""

from __future__ import annotations

import copy
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accepted import GONE, R, W
from lxml import etree

if TYPE_CHECKING:
    import random
    from pathlib import Path

Xml = Any
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@dataclass
class Author:
    """Who edits, and on what day; `None` in its place is typing without tracking."""

    name: str
    day: str
    rsid: str


class WordFile:
    """The parts of a Word file, and its document as XML."""

    def __init__(self, path: Path, luck: random.Random) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.luck = luck
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.links = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        self.body = self.document[0]
        self._mark = 9000

    def save(self, path: Path) -> None:
        """Write the file; the marks of changes, which were copied with their runs, get new ids."""
        for one in self.body.iter():
            if one.get(f"{W}author") and not str(one.tag).endswith("RangeStart"):
                one.set(f"{W}id", self.number())
        written = {"word/document.xml": self.document, "word/_rels/document.xml.rels": self.links}
        for name, tree in written.items():
            self.parts[name] = etree.tostring(
                tree, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)

    def relation(self, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship of the document, and return its id."""
        name = f"rId{900 + len(self.links)}"
        one = etree.SubElement(self.links, f"{{{self.links.nsmap[None]}}}Relationship")
        one.set("Id", name)
        one.set("Type", kind)
        one.set("Target", target)
        if external:
            one.set("TargetMode", "External")
        return name

    def address(self, target: str) -> str:
        """Add a link's address, and return its id."""
        return self.relation(_LINK, target, external=True)

    def change(self, tag: str, author: Author) -> Xml:
        """Return the mark of a tracked change: w:ins, w:del, w:moveFrom, w:moveTo, w:rPrChange."""
        self._mark += 1
        return element(tag, id=str(self._mark), author=author.name, date=author.day)

    def number(self) -> str:
        """Return a number that no other mark of the file has."""
        self._mark += 1
        return str(self._mark)


def element(tag: str, **attributes: str) -> Xml:
    made = etree.Element(f"{W}{tag}")
    for name, value in attributes.items():
        made.set(f"{W}{name}", value)
    return made


def run(text: str, looks: Xml = None) -> Xml:
    """Return a run of words that looks as another one does."""
    made = element("r")
    if looks is not None:
        made.append(copy.deepcopy(looks))
    words = etree.SubElement(made, f"{W}t")
    words.text = text
    words.set(XML_SPACE, "preserve")
    return made


def live_runs(paragraph: Xml) -> list[Xml]:
    """Return the runs with words that are there once all changes are accepted."""
    return [
        one
        for one in paragraph.iter(f"{W}r")
        if one.find(f"{W}t") is not None
        and not any(above.tag in GONE["accept"] for above in one.iterancestors())
    ]


def said(paragraph: Xml) -> str:
    """Return the words of a paragraph as accepted."""
    return "".join(one.find(f"{W}t").text or "" for one in live_runs(paragraph))


def cut(paragraph: Xml, start: int, end: int) -> list[Xml]:
    """Cut runs so that some of them are the characters from start to end, and return those."""
    at, found = 0, []
    for one in live_runs(paragraph):
        text = one.find(f"{W}t").text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        found.append(_middle(one, text, first, last))
    return found


def _middle(one: Xml, text: str, first: int, last: int) -> Xml:
    """Cut a run in up to three, and return the middle one."""
    if last < len(text):
        rest = copy.deepcopy(one)
        _set(rest, text[last:])
        one.addnext(rest)
    if first > 0:
        middle = copy.deepcopy(one)
        _set(middle, text[first:last])
        one.addnext(middle)
        _set(one, text[:first])
        return middle
    _set(one, text[first:last])
    return one


def _set(one: Xml, text: str) -> None:
    words = one.find(f"{W}t")
    words.text = text
    words.set(XML_SPACE, "preserve")


def replace(
    word: WordFile, paragraph: Xml, span: tuple[int, int], new: str, author: Author | None
) -> None:
    """Put new words in the place of some characters of a paragraph."""
    start, end = span
    olds = cut(paragraph, start, end)
    if olds:
        last = olds[-1]
    else:
        before = cut(paragraph, max(start - 1, 0), start)
        last = before[-1] if before else None
    looks = last.find(f"{W}rPr") if last is not None else None
    if new:
        added = run(new, looks)
        if last is None:
            paragraph.append(added)
        else:
            _outside(last).addnext(added)
        if author:
            wrap(word, added, "ins", author)
    for one in olds:
        strike(word, one, author)


def _outside(one: Xml) -> Xml:
    """Return the run, or the inserted words it is part of, as nothing is put inside of those."""
    above = one.getparent()
    return above if above.tag == f"{W}ins" and one.getnext() is None else one


def wrap(word: WordFile, one: Xml, tag: str, author: Author) -> None:
    mark = word.change(tag, author)
    if word.luck.random() < 0.5:
        one.set(f"{W}rsidR", author.rsid)
    one.addprevious(mark)
    mark.append(one)


def strike(word: WordFile, one: Xml, author: Author | None, tag: str = "del") -> None:
    """Delete a run, tracked or not; one's own inserted words just go."""
    if author is None or one.getparent().tag == f"{W}ins":
        above = one.getparent()
        above.remove(one)
        if above.tag == f"{W}ins" and not len(above):
            above.getparent().remove(above)
        return
    wrap(word, one, tag, author)
    if tag == "del":
        for text in one.findall(f"{W}t"):
            text.tag = f"{W}delText"
            text.set(XML_SPACE, "preserve")


def properties(paragraph: Xml) -> Xml:
    """Return the w:pPr of a paragraph, made where there is none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = element("pPr")
        paragraph.insert(0, found)
    return found


def mark_paragraph(word: WordFile, paragraph: Xml, tag: str, author: Author) -> None:
    """Say that the paragraph's mark was inserted or deleted."""
    above = properties(paragraph)
    looks = above.find(f"{W}rPr")
    if looks is None:
        looks = element("rPr")
        later = [one for one in above if one.tag in (f"{W}sectPr", f"{W}pPrChange")]
        if later:
            later[0].addprevious(looks)
        else:
            above.append(looks)
    looks.insert(0, word.change(tag, author))


def link_of(one: Xml) -> Xml | None:
    """Return the link that a run is part of."""
    return next(
        (above for above in one.iterancestors(f"{W}hyperlink") if above.get(f"{R}id")), None
    )
