"""Search the bytes of any file for words, in whatever way they may be encoded there.

It shares no code with the program: nothing here knows how a paper is made.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import html
import io
import quopri
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
# How many wrappings inside each other are looked into.
_DEPTH = 3
# The words that were found in bytes, by the digest of these: papers share fonts and styles.
_KNOWN: dict[tuple[frozenset[bytes], bytes, int], frozenset[bytes]] = {}


def found(words: Iterable[str], content: bytes) -> set[str]:
    """Return which of the words are in a file.

    They are compared by the letters and figures of ASCII alone, in small letters, whatever
    stands between these.
    """
    wanted = {word: _letters(word) for word in words}
    assert all(wanted.values())
    seen = _found(frozenset(wanted.values()), content, _DEPTH)
    return {word for word, letters in wanted.items() if letters in seen}


def _found(wanted: frozenset[bytes], content: bytes, depth: int) -> frozenset[bytes]:
    """Return what is in the bytes, or packed or written in other digits in them."""
    key = (wanted, hashlib.blake2b(content).digest(), depth)
    if key not in _KNOWN:
        seen = {letters for text in _texts(content) for letters in wanted if letters in text}
        for piece, rest in _pieces(content, depth) if depth else ():
            seen |= _found(wanted, piece, rest)
        _KNOWN[key] = frozenset(seen)
    return _KNOWN[key]


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield all that the bytes can say, in small letters and figures alone."""
    for text in {*_decoded(content)}:
        unescaped = unquote(text) if "%" in text else text
        unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), unescaped)
        unescaped = html.unescape(unescaped)
        yield _letters(unescaped)
        if "<" in unescaped:
            yield _letters(_without_tags(unescaped))


def _without_tags(text: str) -> str:
    # After the last ">" no tag ends, and each "<" there would be followed to the end.
    tagged, end, rest = text.rpartition(">")
    return re.sub(r"<[^>]*>", "", tagged + end) + rest


def _small(text: str) -> str:
    """Return the letters that are in ASCII or, in small letters, become so."""
    plain = text.replace("\u212a", "k").replace("\u017f", "s")
    return plain.encode("ascii", "ignore").decode().lower()


def _letters(text: str) -> bytes:
    return _small(text).encode().translate(None, _NO_LETTERS)


def _decoded(content: bytes) -> Iterator[str]:
    yield _small(content.decode("utf-8", "ignore"))
    # What is no UTF-8 may lose a letter there.
    yield _small(content.decode("latin-1"))
    for start in (0, 1):
        for encoding in ("utf-16-le", "utf-16-be"):
            yield _small(content[start:].decode(encoding, "ignore"))


def _pieces(content: bytes, depth: int) -> Iterator[tuple[bytes, int]]:
    """Yield what is packed or written in other digits, and how much further to look into it."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode(), 0
                yield archive.read(name), depth - 1
        return
    if content[:5] == b"%PDF-":
        yield from ((piece, 0) for piece in _pdf(content))
        return
    yield re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8) & 255]), content), 0
    yield quopri.decodestring(content), 0
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[start.start() :]), depth - 1
    for run in re.findall(rb"(?:[0-9A-Fa-f]{2}\s?){8,}", content):
        yield binascii.unhexlify(re.sub(rb"\s", b"", run)), 0
    for run in re.findall(rb"[A-Za-z0-9+/]{16,}", content):
        yield base64.b64decode(run[: len(run) // 4 * 4]), 0


def _pdf(content: bytes) -> Iterator[bytes]:
    """Yield the objects and streams of a PDF, and the words that its pages show."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in [*pdf.objects, pdf.trailer]:
            yield one.unparse(resolved=True)
            yield from (str(text).encode() for text in _strings(one))
            if isinstance(one, pikepdf.Stream):
                yield _content(one)
    with pypdfium2.PdfDocument(content) as shown:
        yield "\n".join(page.get_textpage().get_text_range() for page in shown).encode()


def _content(stream: pikepdf.Stream) -> bytes:
    """Return what a stream holds; of a photograph, its file."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # pikepdf does not read photographs
        return stream.read_raw_bytes()


def _strings(one: pikepdf.Object) -> Iterator[str]:
    """Yield the texts directly in an object, decoded as PDF does."""
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for inner in one:
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                yield from _strings(inner)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key in one.keys():  # noqa: SIM118 - a stream is no mapping
            inner = one[key]
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                yield from _strings(inner)
