"""What a picture file holds besides the picture: who took it, where, and with what program."""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"),
}
_JPEG = b"\xff\xd8"
# Colours, and what JFIF and Adobe say of how they are written; and all that is the picture.
_KEPT_MARKERS = {0xE0, 0xEE, *range(0xC0, 0xE0)}
_SCAN = 0xDA


def without_remarks(content: bytes) -> bytes:
    """Return a PNG or JPEG file with the picture alone; any other file as it is."""
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(_JPEG):
        return _jpeg(content)
    return content


def _png(content: bytes) -> bytes:
    kept, place = [_PNG], len(_PNG)
    while place + 12 <= len(content):
        end = place + 12 + int.from_bytes(content[place : place + 4])
        kind = content[place + 4 : place + 8]
        if kind in _CHUNKS:
            kept.append(content[place:end])
        if kind == b"IEND":
            break
        place = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    kept, place = [_JPEG], len(_JPEG)
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xD9:
            break
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if marker in _KEPT_MARKERS:
            kept.append(content[place:end])
        place = max(end, place + 2)
    return b"".join([*kept, b"\xff\xd9"])


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker begins after the data of a scan."""
    while (place := content.find(b"\xff", place)) >= 0:
        following = content[place + 1 : place + 2]
        if following and following[0] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return place
        place += 1
    return len(content)
