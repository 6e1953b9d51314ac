"""A picture of the house style keeps what it shows, and nothing that was noted in its file."""

from __future__ import annotations

import pytest

from jacpaper.writers.word.picture_data import without_remarks

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    return len(content).to_bytes(4) + kind + content + b"crc4"


def segment(marker: int, content: bytes = b"") -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2) + content


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"])
def test_a_png_is_its_picture_alone(kind: bytes) -> None:
    head, data, end = chunk(b"IHDR", b"size"), chunk(b"IDAT", b"dots"), chunk(b"IEND")
    noted = PNG + head + chunk(kind, b"by Fred") + data + end + chunk(b"IDAT", b"behind the end")
    assert without_remarks(noted) == PNG + head + data + end


@pytest.mark.parametrize("marker", [0xE1, 0xE2, 0xED, 0xFE])
def test_a_jpeg_is_its_picture_alone(marker: int) -> None:
    tables, frame = segment(0xDB, b"tables"), segment(0xC0, b"frame")
    scan = segment(0xDA, b"scan") + b"\x12\xff\x00\x34\xff\xd0\x56"
    noted = b"\xff\xd8" + tables + segment(marker, b"by Fred") + frame + scan
    behind = segment(0xC4, b"behind the end")
    assert without_remarks(noted + b"\xff\xd9" + behind) == (
        b"\xff\xd8" + tables + frame + scan + b"\xff\xd9"
    )


def test_any_other_file_is_left_as_it_is() -> None:
    assert without_remarks(b"GIF89a and more") == b"GIF89a and more"
