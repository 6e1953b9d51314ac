"""Edits of a Word paper as people make them, by python-docx, for tests of `review`."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Returned:
    """A Word paper that somebody edits."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.word: Any = docx.Document(str(path))

    def save(self, path: Path) -> Path:
        self.word.save(str(path))
        return path

    def paragraphs(self) -> Iterator[Paragraph]:
        for element in self.word.element.body.iter(qn("w:p")):
            yield Paragraph(element, self.word)

    def having(self, words: str) -> Paragraph:
        return next(one for one in self.paragraphs() if words in text(one))

    def put(self, old: str, new: str) -> None:
        """Type other words in place of some, which are in one run."""
        for node in self.word.element.body.iter(qn("w:t")):
            if old in (node.text or ""):
                node.text = node.text.replace(old, new, 1)
                node.set(qn("xml:space"), "preserve")
                return
        raise AssertionError(f"{old!r} is in no run")

    def track(self, old: str, new: str, who: str = "DCC") -> None:
        """Replace words of one run with tracked changes."""
        node = next(t for t in self.word.element.body.iter(qn("w:t")) if old in (t.text or ""))
        run = node.getparent()
        before, _, after = node.text.partition(old)
        pieces = [_run(run, before), _marked("del", _run(run, old, "w:delText"), who)]
        pieces += [_marked("ins", _run(run, new), who), _run(run, after)]
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)

    def remove(self, words: str) -> None:
        element: Any = self.having(words)._p
        element.getparent().remove(element)

    def add_after(self, words: str, new: str) -> None:
        """Add a paragraph or item like the one with some words, after it."""
        element = self.having(words)._p
        made = copy.deepcopy(element)
        nodes = list(made.iter(qn("w:t")))
        for node in nodes:
            node.text = ""
        nodes[0].text = new
        for name in list(made.attrib):
            if str(name).endswith("}paraId"):
                del made.attrib[name]
        element.addnext(made)

    def split(self, words: str) -> None:
        """Press Enter before some words."""
        paragraph = self.having(words)
        element = paragraph._p
        second = copy.deepcopy(element)
        whole = text(paragraph)
        at = whole.index(words)
        _keep(element, 0, at)
        _keep(second, at, len(whole))
        element.addnext(second)

    def move_before(self, words: str, other: str) -> None:
        moved, target = self.having(words)._p, self.having(other)._p
        target.addprevious(moved)

    def bold(self, words: str, *, who: str = "") -> None:
        """Make words bold, tracked if somebody is named."""
        node = next(t for t in self.word.element.body.iter(qn("w:t")) if words in (t.text or ""))
        run = node.getparent()
        before, _, after = node.text.partition(words)
        middle = _run(run, words)
        properties = middle.get_or_add_rPr()
        properties.append(OxmlElement("w:b"))
        if who:
            change = OxmlElement("w:rPrChange")
            change.set(qn("w:id"), "9002")
            change.set(qn("w:author"), who)
            change.set(qn("w:date"), "2025-12-03T09:30:00Z")
            change.append(OxmlElement("w:rPr"))
            properties.append(change)
        for piece in (_run(run, before), middle, _run(run, after)):
            run.addprevious(piece)
        run.getparent().remove(run)

    def link_to(self, old: str, new: str) -> None:
        for relation in self.word.part.rels.values():
            if relation.is_external and relation.target_ref == old:
                relation._target = new
                return
        raise AssertionError(old)

    def cut(self, words: str) -> None:
        """Cut the run that has some words into one run for each letter."""
        node = next(t for t in self.word.element.body.iter(qn("w:t")) if words in (t.text or ""))
        run = node.getparent()
        for letter in node.text:
            run.addprevious(_run(run, letter))
        run.getparent().remove(run)

    def put_cell(self, row: str, old: str, new: str) -> None:
        """Type other words in a cell of the row that begins so."""
        for one in self.word.element.body.iter(qn("w:tr")):
            first, *others = one.iter(qn("w:tc"))
            if _all(first) == row:
                cell = next(cell for cell in others if _all(cell) == old)
                (node, *_) = cell.iter(qn("w:t"))
                node.text = new
                return
        raise AssertionError(row)

    def remove_row(self, words: str) -> None:
        row = next(r for r in self.word.element.body.iter(qn("w:tr")) if words in _all(r))
        row.getparent().remove(row)

    def add_row(self, like: str, *cells: str) -> None:
        row = next(r for r in self.word.element.body.iter(qn("w:tr")) if like in _all(r))
        made = copy.deepcopy(row)
        for cell, said in zip(made.iter(qn("w:tc")), cells, strict=True):
            nodes = list(cell.iter(qn("w:t")))
            for node in nodes:
                node.text = ""
            nodes[0].text = said
        row.addnext(made)


def text(paragraph: Paragraph) -> str:
    return _all(paragraph._p)


def _all(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _run(like: Any, words: str, tag: str = "w:t") -> Any:
    made = copy.deepcopy(like)
    for node in list(made.iter(qn("w:t"))):
        made.remove(node)
    node = OxmlElement(tag)
    node.text = words
    node.set(qn("xml:space"), "preserve")
    made.append(node)
    return made


def _marked(kind: str, run: Any, who: str) -> Any:
    made = OxmlElement(f"w:{kind}")
    made.set(qn("w:id"), "9001")
    made.set(qn("w:author"), who)
    made.set(qn("w:date"), "2025-12-03T09:30:00Z")
    made.append(run)
    return made


def _keep(element: Any, start: int, end: int) -> None:
    """Keep only the letters from start to end."""
    done = 0
    for node in element.iter(qn("w:t")):
        length = len(node.text or "")
        kept = (node.text or "")[max(start - done, 0) : max(end - done, 0)]
        node.text = kept
        node.set(qn("xml:space"), "preserve")
        done += length
