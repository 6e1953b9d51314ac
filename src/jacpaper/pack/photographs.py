"""Photographs in other people's PDFs: what a camera wrote into them is taken out.

A photograph lies in a PDF as the JPEG file that it was, often with the place where it was taken,
who took it, and a small picture of what was cut off since. JPEG (ISO/IEC 10918-1, annex B) is a
row of segments, each with a marker and its length; only those that show the picture are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Name, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Pdf

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_PROFILE, _COMMENT = 0xE2, 0xFE
# APP0 and APP14 say how colours are to be read; all other APPs are for other programs.
_OF_OTHERS = {*range(0xE1, 0xF0), _COMMENT} - {0xEE}
# In coded data, 0xFF is written with a zero, and may begin a marker that has no length.
_IN_DATA = {bytes((code,)) for code in (0x00, *range(0xD0, 0xD8))}


class _NoJpegError(Exception):
    """It is not written as JPEG is."""


def strip(pdf: Pdf) -> None:
    """Leave each photograph of a file what shows it; one that cannot be read stays as it is."""
    for one in pdf.objects:
        if isinstance(one, Stream) and _filter(one) == "/DCTDecode":
            content = one.read_raw_bytes()
            try:
                plain = b"".join(_shown(content))
            except _NoJpegError:
                continue
            if len(plain) < len(content):
                said: Any = one.get("/DecodeParms")
                one.write(plain, filter=Name.DCTDecode, decode_parms=said)


def _filter(stream: Stream) -> str:
    found = stream.get("/Filter")
    if isinstance(found, Array) and len(found) == 1:
        found = found[0]
    return str(found) if isinstance(found, Name) else ""


def _shown(content: bytes) -> Iterator[bytes]:
    """Yield the segments that show the picture, up to its end, or that of the file.

    Raises:
        _NoJpegError: there is no segment where one should begin.
    """
    if content[:2] != bytes((0xFF, _START)):
        raise _NoJpegError
    yield content[:2]
    at = 2
    while at + 1 < len(content):
        if content[at] != 0xFF:
            raise _NoJpegError
        marker = content[at + 1]
        if marker == 0xFF:  # any number of them may stand before a marker
            at += 1
            continue
        if marker == _END:
            yield content[at : at + 2]
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _SCAN:
            end = _end_of_data(content, end)
        if marker not in _OF_OTHERS or _is_profile(marker, content[at + 4 : at + 16]):
            yield content[at:end]
        at = end


def _is_profile(marker: int, start: bytes) -> bool:
    return marker == _PROFILE and start == b"ICC_PROFILE\0"


def _end_of_data(content: bytes, at: int) -> int:
    """Return where the next marker begins after coded data, or the end of the file."""
    while (at := content.find(b"\xff", at)) >= 0:
        if content[at + 1 : at + 2] not in _IN_DATA:
            return at
        at += 2
    return len(content)
