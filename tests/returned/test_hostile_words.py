"""Files that are no Word papers, or that may do harm: refused, with how to mend them."""

from __future__ import annotations

import io
import re
import socket
import struct
import time
import zipfile
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returned_papers import outline, reference
from word_files import BY, DOCUMENT, changed, entries, p, r, relate, with_body, zipped

from jacpaper.problems import MachineError, Problems
from jacpaper.returned.paper import ReturnedPaper
from jacpaper.returned.read import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "word/_rels/document.xml.rels"


def refused(word: bytes) -> str:
    """Return the message and the hint; there is a hint with every refusal."""
    with pytest.raises(Problems) as caught:
        read(word, "returned.docx")
    (problem,) = caught.value.problems
    assert problem.place.file == "returned.docx"
    assert problem.hint
    return f"{problem.message} | {problem.hint}"


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**entries(reference().word), name: content})


def without(name: str) -> bytes:
    parts = entries(reference().word)
    del parts[name]
    return zipped(parts)


def related(kind: str, target: str, rels: str = RELS, *, outside: bool = True) -> bytes:
    parts = entries(reference().word)
    relate(parts, rels, f"{OFFICE}/{kind}", target, outside=outside)
    return zipped(parts)


def declared(declaration: str, encoding: str = "utf-8") -> bytes:
    parts = entries(reference().word)
    text = parts[DOCUMENT].decode().partition("?>")[2]
    head = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}'
    parts[DOCUMENT] = (head + text).encode(encoding)
    return zipped(parts)


def with_password() -> bytes:
    raw = bytearray(reference().word)
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        place = raw.index(mark) + (8 if mark[2] == 1 else 6)
        raw[place : place + 2] = struct.pack("<H", 1)
    return bytes(raw)


def twice() -> bytes:
    made = io.BytesIO(reference().word)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr(DOCUMENT, b"<x/>")
    return made.getvalue()


def deep() -> bytes:
    nested = "<w:sdt><w:sdtContent>" * 100 + p(r("x")) + "</w:sdtContent></w:sdt>" * 100
    return with_body(nested)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not a Word file"),
    "a text": (lambda: b"Dear committee", "not a Word file"),
    "a zip of something else": (lambda: zipped({"a.txt": b"x"}), "not a Word file"),
    "no document": (lambda: without("_rels/.rels"), "not a Word file"),
    "an old or locked file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "a zip with a password": (with_password, "password"),
    "half a file": (lambda: reference().word[: len(reference().word) // 2], "damaged"),
    "no styles where they should be": (
        lambda: with_part("word/styles.xml", b"<w:styles"), "damaged in word/styles.xml"),
    "no body": (lambda: with_part(DOCUMENT, b"<x/>"), "not a Word document"),
    "macros": (
        lambda: related("vbaProject", "vbaProject.bin", outside=False), "without macros"),
    "macros by their type": (
        lambda: changed("[Content_Types].xml", lambda text: text.replace(
            "wordprocessingml.document.main", "word.document.macroEnabled.main")), "macros"),
    "an entity": (lambda: declared(BOMB), "declarations"),
    "an entity in UTF-16": (lambda: declared(BOMB, "utf-16"), "declarations"),
    "an outer declaration": (
        lambda: declared('<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'), "declarations"),
    "a rare encoding": (lambda: declared("", "utf-7"), "damaged"),
    "a linked picture": (lambda: related("image", "http://example.org/a.png"), "Break Link"),
    "a linked object": (lambda: related("oleObject", "file:///c:/a.xlsx"), "Break Link"),
    "a far template": (
        lambda: related("attachedTemplate", "https://example.org/a.dotm",
                        "word/_rels/settings.xml.rels"), "takes a template from elsewhere"),
    "a template on a server": (
        lambda: related("attachedTemplate", "file://server/share/a.dotm",
                        "word/_rels/settings.xml.rels"), "takes a template from elsewhere"),
    "a part of a master document": (lambda: related("subDocument", "b.docx"), "another document"),
    "an inserted file": (
        lambda: related("aFChunk", "chunk.html", outside=False), "another document"),
    "frames from elsewhere": (lambda: related("frame", "http://example.org/"), "leads elsewhere"),
    "two parts of one name": (twice, "two parts of one name"),
    "many parts": (
        lambda: zipped({**entries(reference().word), **{f"x/{n}": b"" for n in range(2_100)}}),
        "more than 2,000 parts"),
    "a bomb": (lambda: with_part("word/x.xml", bytes(30_000_000)), "packed beyond measure"),
    "elements in elements": (deep, "elements in word/document.xml that Word never writes"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_is_refused_with_a_hint(what: str) -> None:
    make, words = HOSTILE[what]
    assert words in refused(make())


def test_a_file_beyond_measure_is_refused_unread() -> None:
    assert "more than 50 MB" in refused(b"PK" + bytes(50_000_001))


def test_a_bomb_that_lies_of_its_size() -> None:
    parts = entries(reference().word)
    parts[DOCUMENT] = b"<x>" + bytes(3_000_000)
    raw = bytearray(zipped(parts))
    size = struct.pack("<L", 3_000_003)
    assert raw.count(size) == 2
    assert "damaged in word/document.xml" in refused(bytes(raw.replace(size, struct.pack("<L", 9))))


MANY = 20_000
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
LABORIOUS = {
    "open fields": p((FIELD.format("begin") + FIELD.format("separate") + r("x")) * MANY),
    "paragraphs that join": p(r("x"), mark=f"<w:del {BY}/>") * MANY,
    "open moves": p(
        "".join(f'<w:moveToRangeStart w:id="{n}" w:name="m"/>' for n in range(MANY)),
        f"<w:moveTo {BY}>{r('x')}</w:moveTo>y" * MANY,
    ),
    "moves of one name": p(f"<w:moveFrom {BY}>{r('x')}</w:moveFrom>{r('y')}" * MANY),
    "items": p(r("x"), style="ListBullet") * MANY,
    "points": p('<w:commentRangeStart w:id="1"/>' * MANY, r("x")),
    "a long code": p(
        FIELD.format("begin"), '<w:r><w:instrText>" \\" a"</w:instrText></w:r>' * MANY,
        FIELD.format("separate"), r("x"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", LABORIOUS)
def test_what_is_much_of_one_kind_takes_seconds_at_most(what: str) -> None:
    word = with_body(LABORIOUS[what])
    begun = time.process_time()
    read(word)
    assert time.process_time() - begun < 10


def test_a_template_on_the_persons_own_machine_is_let_be() -> None:
    """Word itself notes where it lies; nothing of it is in the file."""
    target = "file:///C:\\Users\\x\\Corporate.dotm"
    word = related("attachedTemplate", target, "word/_rels/settings.xml.rels")
    assert outline(read(word).accepted) == outline(reference().document.body)


def test_strict_open_xml_is_read_as_well() -> None:
    parts = entries(reference().word)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and name.startswith(("word/", "_rels/")):
            text = content.decode()
            for usual in ("wordprocessingml", "officeDocument", "drawingml"):
                text = re.sub(
                    rf"http://schemas.openxmlformats.org/{usual}/2006/",
                    f"http://purl.oclc.org/ooxml/{usual}/", text,
                )  # fmt: skip
            parts[name] = text.encode()
    assert outline(read(zipped(parts)).accepted) == outline(reference().document.body)


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.docx"):
        with pytest.raises(MachineError) as caught:
            read(path)
        assert caught.value.hint


def test_the_network_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> NoReturn:
        pytest.fail("the network was used")

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert outline(read(reference().word).accepted) == outline(reference().document.body)


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_any_byte_wrong_is_read_or_refused(place: float, byte: int) -> None:
    raw = bytearray(reference().word)
    raw[int(place * len(raw))] = byte
    try:
        found: ReturnedPaper | Problems = read(bytes(raw))
    except Problems as refusal:
        found = refusal
    assert isinstance(found, ReturnedPaper) or all(problem.hint for problem in found.problems)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_element_twice_or_gone_is_read_or_refused(data: st.DataObject) -> None:
    text = entries(reference().word)[DOCUMENT].decode()
    tags = [found.span() for found in re.finditer(r"<[^>]+/>", text)]
    start, end = data.draw(st.sampled_from(tags))
    other = data.draw(st.sampled_from(["", text[start:end] * 2, "<w:del/>", "<w:tc/><w:p/>"]))
    word = with_part(DOCUMENT, (text[:start] + other + text[end:]).encode())
    assert isinstance(read(word), ReturnedPaper)
