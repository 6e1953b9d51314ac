"""The files of a Word document as python-docx would put them into a zip, without the zip.

python-docx writes the time into each entry, and fails where the clock says a year before 1980.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.opc.pkgwriter import PackageWriter

from jacpaper.patches.sources import are_known
from jacpaper.problems import MachineError

# python-docx 1.2.0
KNOWN = {"opc/pkgwriter.py": {0x4EF1EBDD}}


def files(document: Any) -> dict[str, bytes]:
    """Return the content of each file of the document, by its name in the zip.

    Raises:
        MachineError: this python-docx has to write the zip itself, and the clock is too early.
    """
    if not are_known("docx", KNOWN):
        return _from_its_own_zip(document)
    writer: Any = PackageWriter
    package, entries = document.part.package, _Entries()
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(entries, package.parts)  # noqa: SLF001 - see the head
    writer._write_pkg_rels(entries, package.rels)  # noqa: SLF001
    writer._write_parts(entries, package.parts)  # noqa: SLF001
    return entries


class _Entries(dict[str, bytes]):
    """Takes the place of python-docx's own writer of zips."""

    def write(self, uri: Any, content: bytes) -> None:
        self[uri.membername] = content


def _from_its_own_zip(document: Any) -> dict[str, bytes]:
    saved = io.BytesIO()
    try:
        document.save(saved)
    except ValueError:
        fault = "no Word document can be made: this machine's clock says a year before 1980"
        raise MachineError(fault, "set the clock, then try again") from None
    with zipfile.ZipFile(saved) as entries:
        return {name: entries.read(name) for name in entries.namelist()}
