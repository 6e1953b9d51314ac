"""A Word file without the part of its stamp that says which inputs it was made from."""

from __future__ import annotations

import io
import re
import zipfile

STAMP, IDENTIFIER = "customXml/item1.xml", "customXml/itemProps1.xml"


def sources(content: bytes) -> dict[str, str]:
    """Return the digest of each file that it was made from, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        stamp = archive.read(STAMP).decode()
    return dict(re.findall(r'<source name="([^"]+)" sha256="(\w+)"/>\n', stamp))


def without_sources(content: bytes) -> list[tuple[str, bytes]]:
    """Return its files in order, byte for byte, but for the sources of the stamp.

    The stamp's identifier is a digest of the stamp, so it is taken out as well.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, pattern in (
        (STAMP, rb'<source name="[^"]+" sha256="\w+"/>\n'),
        (IDENTIFIER, rb'(?<= ds:itemID=")\{[-0-9A-F]{36}\}'),
    ):
        files[name], times = re.subn(pattern, b"", files[name])
        assert times, f"nothing to take out of {name}: mend the test"
    return [*files.items()]
