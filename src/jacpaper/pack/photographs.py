"""Photographs in other people's PDFs: what a camera wrote into them is taken out.

A photograph lies in a PDF as the JPEG file that it was, often with the place where it was taken,
who took it, and a small picture of what was cut off since. JPEG (ISO/IEC 10918-1, annex B) is a
row of segments, each with a marker and its length; only those that show the picture are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Name, Pdf, PdfError, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_PROFILE, _COMMENT, _JFIF = 0xE2, 0xFE, 0xE0
# Marker, length and what JFIF says but its small picture.
_LONGEST_JFIF = 18
# Some programs write line ends before a file.
_MOST_BEFORE = 16
# APP0 and APP14 say how colours are to be read; all other APPs are for other programs.
_OF_OTHERS = {*range(0xE1, 0xF0), _COMMENT} - {0xEE}
# In coded data, 0xFF is written with a zero, and may begin a marker that has no length.
_IN_DATA = {bytes((code,)) for code in (0x00, *range(0xD0, 0xD8))}


class _NoJpegError(Exception):
    """It is not written as JPEG is."""


def strip(pdf: Pdf) -> None:
    """Leave each photograph of a file what shows it; one that cannot be read stays as it is."""
    for one in pdf.objects:
        if isinstance(one, Stream) and (filters := _listed(one, "/Filter"))[-1:] == ["/DCTDecode"]:
            try:
                content = _jpeg(one, len(filters) - 1)
                plain = b"".join(_shown(content))
            except (_NoJpegError, PdfError):
                continue
            if len(plain) < len(content):
                said: Any = (_listed(one, "/DecodeParms") or [None])[-1]
                one.write(plain, filter=Name.DCTDecode, decode_parms=said)


def _listed(stream: Stream, key: str) -> list[Any]:
    """Return the entries of a list, or the one that stands for a list."""
    found = stream.get(key)
    return [*found] if isinstance(found, Array) else [] if found is None else [found]


def _jpeg(stream: Stream, filters: int) -> bytes:
    """Return the JPEG file in a stream that has so many other filters around it.

    Raises:
        _NoJpegError: there is none near its start.
        PdfError: it cannot be unpacked.
    """
    content = stream.read_raw_bytes()
    if filters:
        parms = _listed(stream, "/DecodeParms")[:filters]
        with Pdf.new() as beside:
            outer = beside.make_stream(b"")
            outer.write(
                content,
                filter=Array(_listed(stream, "/Filter")[:filters]),
                decode_parms=Array(parms) if parms else None,
            )
            content = outer.read_bytes()
    start = content.find(bytes((0xFF, _START)), 0, _MOST_BEFORE)
    if start < 0:
        raise _NoJpegError
    return content[start:]


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
        if marker == _JFIF:
            yield _without_thumbnail(content[at:end])
        elif marker not in _OF_OTHERS or _is_profile(marker, content[at + 4 : at + 16]):
            yield content[at:end]
        at = end


def _without_thumbnail(segment: bytes) -> bytes:
    """Return a JFIF segment without its small picture; nothing of one that is only for that."""
    if segment[4:9] != b"JFIF\0" or len(segment) < _LONGEST_JFIF:
        return b""
    head = segment[4 : _LONGEST_JFIF - 2] + b"\0\0"
    return segment[:2] + (len(head) + 2).to_bytes(2) + head


def _is_profile(marker: int, start: bytes) -> bool:
    return marker == _PROFILE and start == b"ICC_PROFILE\0"


def _end_of_data(content: bytes, at: int) -> int:
    """Return where the next marker begins after coded data, or the end of the file."""
    while (at := content.find(b"\xff", at)) >= 0:
        if content[at + 1 : at + 2] not in _IN_DATA:
            return at
        at += 2
    return len(content)
