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

_DOCUMENT = "word/document.xml"
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
        node.text = node.text.replace(old, new, 1)
        return self

    def track(self, old: str, new: str) -> WordEdits:
        """Type other words in place of some, with changes tracked."""
        run, before, after = self._cut(old)
        gone, put = self._marked("del", run, old), self._marked("ins", run, new)
        self._in_place_of(run, _run(run, before), gone, put, _run(run, after))
        return self

    def comment(self, words: str, text: str) -> WordEdits:
        """Comment on some words."""
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
        paragraph = etree.SubElement(etree.SubElement(element, f"{W}p"), f"{W}r")
        etree.SubElement(paragraph, f"{W}t").text = text
        self.comments.append(etree.tostring(element, encoding="unicode"))
        return self

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
            _add(parts, "word/_rels/document.xml.rels", one, "</Relationships>")
            one = f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/>'
            _add(parts, "[Content_Types].xml", one, "</Types>")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        path.write_bytes(made.getvalue())
        return path

    def _node(self, words: str) -> Any:
        found = [node for node in self.tree.iter(f"{W}t") if words in (node.text or "")]
        assert found, f"{words!r} is in no run: mend the test"
        return found[0]

    def _cut(self, words: str) -> tuple[Any, str, str]:
        node = self._node(words)
        before, _, after = node.text.partition(words)
        return node.getparent(), before, after

    def _marked(self, kind: str, run: Any, words: str) -> Any:
        given = {f"{W}id": "900", f"{W}author": self.who, f"{W}date": f"{self.day}T09:30:00Z"}
        made = etree.Element(f"{W}{kind}", given)
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
    node = etree.SubElement(made, f"{W}{tag}")
    node.text = words
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _add(parts: dict[str, bytes], part: str, one: str, before: str) -> None:
    text = parts[part].decode()
    assert before in text
    parts[part] = text.replace(before, one + before).encode()
