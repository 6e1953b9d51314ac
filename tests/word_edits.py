"""A Word paper as people send it back: edits of its XML by lxml, which share no code with ours."""

from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

Xml = Any
_DOCUMENT, _LINKS = "word/document.xml", "word/_rels/document.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
W = f"{{{_MAIN}}}"


@dataclass
class WordEdits:
    """A Word file, and what somebody does to it."""

    path: Path
    who: str = "DCC"
    day: str = "2025-12-03"
    parts: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(self.path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.tree: Any = etree.fromstring(self.parts[_DOCUMENT])
        self.comments: list[str] = []

    def type(self, old: str, new: str) -> WordEdits:
        """Type other words in place of some, untracked."""
        node = self._node(old)
        _put(node, node.text.replace(old, new, 1))
        return self

    def track(self, old: str, new: str) -> WordEdits:
        """Type other words in place of some, with changes tracked."""
        run, before, after = self._cut(old)
        gone, put = self._marked("del", run, old), self._marked("ins", run, new)
        self._in_place_of(run, _run(run, before), gone, put, _run(run, after))
        return self

    def comment(self, words: str, text: str) -> WordEdits:
        """Comment on some words, in a paragraph for each line."""
        run, before, after = self._cut(words)
        number = str(len(self.comments))
        start, end, mark = (
            etree.Element(f"{W}{name}", {f"{W}id": number})
            for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
        )
        said = etree.Element(f"{W}r")
        said.append(mark)
        self._in_place_of(
            run, _run(run, before), start, _run(run, words), end, said, _run(run, after)
        )
        element = etree.Element(f"{W}comment", {f"{W}id": number, f"{W}author": self.who})
        for line in text.split("\n"):
            paragraph = etree.SubElement(etree.SubElement(element, f"{W}p"), f"{W}r")
            etree.SubElement(paragraph, f"{W}t").text = line
        self.comments.append(etree.tostring(element, encoding="unicode"))
        return self

    def rewrite(self, words: str, new: str) -> None:
        """Type other words in place of all that a paragraph or item says, untracked."""
        _say(self._paragraph(words), new)

    def remove(self, words: str) -> None:
        """Take out the paragraph or item that has some words."""
        element = self._paragraph(words)
        element.getparent().remove(element)

    def add_after(self, words: str, new: str) -> None:
        """Add a paragraph or item like the one with some words, after it."""
        element = self._paragraph(words)
        made = copy.deepcopy(element)
        _say(made, new)
        for name in [name for name in made.attrib if name.endswith("}paraId")]:
            del made.attrib[name]
        element.addnext(made)

    def join(self, words: str) -> None:
        """Delete the end of the paragraph that has some words, with changes tracked."""
        self._end(self._paragraph(words), "del")

    def split(self, words: str, *, tracked: bool = False) -> None:
        """Press Enter before some words."""
        element = self._paragraph(words)
        second = copy.deepcopy(element)
        whole = _all(element)
        _keep(element, 0, whole.index(words))
        _keep(second, whole.index(words), len(whole))
        element.addnext(second)
        if tracked:
            self._end(element, "ins")

    def _end(self, paragraph: Xml, kind: str) -> None:
        """Mark the end of a paragraph as put in or taken out."""
        properties = paragraph.find(f"{W}pPr")
        looks = etree.SubElement(properties, f"{W}rPr")
        etree.SubElement(looks, f"{W}{kind}", self._who("904"))

    def move_before(self, words: str, other: str) -> None:
        """Move the paragraph or item that has some words before another one."""
        self._paragraph(other).addprevious(self._paragraph(words))

    def bold(self, words: str, *, tracked: bool = False, look: str = "b") -> None:
        """Make words bold, or give them another look."""
        run, before, after = self._cut(words)
        middle = _run(run, words)
        looks = middle.find(f"{W}rPr")
        if looks is None:
            looks = etree.Element(f"{W}rPr")
            middle.insert(0, looks)
        etree.SubElement(looks, f"{W}{look}")
        if tracked:
            change = etree.SubElement(looks, f"{W}rPrChange", self._who("902"))
            etree.SubElement(change, f"{W}rPr")
        self._in_place_of(run, _run(run, before), middle, _run(run, after))

    def link_to(self, old: str, new: str) -> None:
        """Let a link lead to another address."""
        links = self.parts[_LINKS].decode()
        assert links.count(f'"{old}"') == 1, f"{old} is no link: mend the test"
        self.parts[_LINKS] = links.replace(f'"{old}"', f'"{new}"').encode()

    def cut(self, words: str) -> None:
        """Cut the run that has some words into one run for each letter."""
        node = self._node(words)
        run = node.getparent()
        self._in_place_of(run, *(_run(run, letter) for letter in node.text))

    def put_cell(self, row: str, old: str, new: str) -> None:
        """Type other words in a cell of the row that begins so."""
        for one in self.tree.iter(f"{W}tr"):
            first, *others = one.iter(f"{W}tc")
            if _all(first) == row:
                cell = next(cell for cell in others if _all(cell) == old)
                _put(next(cell.iter(f"{W}t")), new)
                return
        raise AssertionError(f"no row begins with {row!r}: mend the test")

    def remove_row(self, words: str, *, tracked: bool = False) -> None:
        """Take out the row that has some words."""
        row = self._row(words)
        if not tracked:
            row.getparent().remove(row)
            return
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0, properties)
        etree.SubElement(properties, f"{W}del", self._who("903"))
        for run in list(row.iter(f"{W}r")):
            self._in_place_of(run, self._marked("del", run, _all(run)))

    def add_row(self, like: str, *cells: str) -> None:
        """Add a row after the one that has some words."""
        row = self._row(like)
        made = copy.deepcopy(row)
        for cell, said in zip(made.iter(f"{W}tc"), cells, strict=True):
            _say(cell, said)
        row.addnext(made)

    def add_table_after(self, words: str, *rows: tuple[str, ...]) -> None:
        """Put a table without a caption after the paragraph that has some words."""
        table = etree.Element(f"{W}tbl")
        etree.SubElement(table, f"{W}tblPr")
        for said in rows:
            row = etree.SubElement(table, f"{W}tr")
            for one in said:
                paragraph = etree.SubElement(etree.SubElement(row, f"{W}tc"), f"{W}p")
                etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = one
        self._paragraph(words).addnext(table)

    def add_column(self, words: str, *cells: str) -> None:
        """Put a column last in the table that has some words."""
        for row, said in zip(self._row(words).getparent().iter(f"{W}tr"), cells, strict=True):
            made = copy.deepcopy(list(row.iter(f"{W}tc"))[-1])
            row.append(made)
            _say(made, said)

    def remove_column(self, words: str) -> None:
        """Take the last column out of the table that has some words."""
        for row in self._row(words).getparent().iter(f"{W}tr"):
            row.remove(list(row.iter(f"{W}tc"))[-1])

    def save(self, path: Path) -> Path:
        """Write the file."""
        parts = {
            **self.parts,
            _DOCUMENT: etree.tostring(self.tree, encoding="UTF-8", xml_declaration=True),
        }
        if self.comments:
            inner = "".join(self.comments)
            parts["word/comments.xml"] = (
                f'<w:comments xmlns:w="{_MAIN}">{inner}</w:comments>'.encode()
            )
            one = f'<Relationship Id="rIdC" Type="{_COMMENTS}" Target="comments.xml"/>'
            _add(parts, _LINKS, one, "</Relationships>")
            one = f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/>'
            _add(parts, "[Content_Types].xml", one, "</Types>")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        path.write_bytes(made.getvalue())
        return path

    def _paragraph(self, words: str) -> Xml:
        return next(one for one in self.tree.iter(f"{W}p") if words in _all(one))

    def _row(self, words: str) -> Xml:
        return next(one for one in self.tree.iter(f"{W}tr") if words in _all(one))

    def _who(self, number: str) -> dict[str, str]:
        day = f"{self.day}T09:30:00Z"
        return {f"{W}id": number, f"{W}author": self.who, f"{W}date": day}

    def _node(self, words: str) -> Any:
        found = [node for node in self.tree.iter(f"{W}t") if words in (node.text or "")]
        assert found, f"{words!r} is in no run: mend the test"
        return found[0]

    def _cut(self, words: str) -> tuple[Any, str, str]:
        node = self._node(words)
        before, _, after = node.text.partition(words)
        return node.getparent(), before, after

    def _marked(self, kind: str, run: Any, words: str) -> Any:
        made = etree.Element(f"{W}{kind}", self._who("900"))
        made.append(_run(run, words, "delText" if kind == "del" else "t"))
        return made

    @staticmethod
    def _in_place_of(run: Any, *pieces: Any) -> None:
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)


def _run(like: Any, words: str, tag: str = "t") -> Any:
    """Return a run with other words and the same format."""
    made = copy.deepcopy(like)
    for node in list(made.iter(f"{W}t")):
        made.remove(node)
    _put(etree.SubElement(made, f"{W}{tag}"), words)
    return made


def _put(node: Xml, words: str) -> None:
    node.text = words
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _all(element: Xml) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def _say(element: Xml, words: str) -> None:
    """Put words in place of all that an element says."""
    first, *others = element.iter(f"{W}t")
    _put(first, words)
    for node in others:
        node.text = ""


def _keep(element: Xml, start: int, end: int) -> None:
    """Keep only the letters from start to end."""
    done = 0
    for node in element.iter(f"{W}t"):
        text = node.text or ""
        _put(node, text[max(start - done, 0) : max(end - done, 0)])
        done += len(text)


def _add(parts: dict[str, bytes], part: str, one: str, before: str) -> None:
    text = parts[part].decode()
    assert before in text
    parts[part] = text.replace(before, one + before).encode()
