"""What other people's pages are drawn with, made fit to have a tag put around it."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

# A page that says more is drawn all the same, but not looked into.
_MOST = 20_000_000
_PAIRS = re.compile(rb"(?<![^\s\]>)])(q|Q|BT|ET|BMC|BDC|EMC)(?![^\s\[<(/])")
_ENDS = {b"q": b"Q", b"BT": b"ET", b"BMC": b"EMC", b"BDC": b"EMC"}
_MARKS = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
_HAS_OTHER = re.compile(rb"/MCID|\bBI\b")


def unmarked(page: pikepdf.Page) -> bytes | None:
    """Return what a page is drawn with, without marks that no tag owns.

    None if it may begin what it does not end, or the other way round, or cannot be read.
    """
    parts = list(_read(page.obj))
    if None in parts:
        return None
    content = b"\n".join(part for part in parts if part is not None)
    if not _HAS_OTHER.search(content) and _is_even(content):
        return content
    drawn = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in _MARKS]
    words = b" ".join(str(one.operator).encode() for one in drawn)
    return pikepdf.unparse_content_stream(drawn) if _is_even(words) else None


def _is_even(content: bytes) -> bool:
    """Tell whether all that is begun is ended."""
    awaited: list[bytes] = []
    for word in _PAIRS.findall(content):
        if word in _ENDS:
            awaited.append(_ENDS[word])
        elif not awaited or awaited.pop() != word:
            return False
    return not awaited


def _read(page: Any) -> Iterator[bytes | None]:
    """Yield what each of a page's streams says; None for one that is not read."""
    content = page.get("/Contents", Array())
    for one in content if isinstance(content, Array) else [content]:
        yield _decoded(one) if isinstance(one, Stream) else None


def _decoded(stream: Stream) -> bytes | None:
    kind = stream.get("/Filter")
    raw = stream.read_raw_bytes()
    if isinstance(kind, Array) and len(kind) == 1:
        kind = kind[0]
    if kind is None:
        return raw
    if kind != "/FlateDecode" or "/DecodeParms" in stream:
        return None
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(raw, _MOST)
    except zlib.error:
        return None
    return None if reader.unconsumed_tail else content
