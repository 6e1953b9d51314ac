"""The zip and XML of a workbook: its parts, found by their relationships and read in bounds.

A workbook is a package (ISO 29500-2): a zip of XML parts, in which each part says by
relationships which others belong to it. The names of parts mean nothing, though most
programs use the same. What a part may hold is bounded before it is parsed, so that no
file can take more than seconds, or memory.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from jacpaper.register.reading.tables import read_bytes, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Start = Callable[[str, Mapping[str, str]], None]
    End = Callable[[str], None]
    Hear = Callable[[str], object]

MEND = "open it in Excel and save it again as an Excel workbook (.xlsx)"
DELETE = "delete what is not the register; then save it again"
# Of the parts that are read, unpacked: some ten times a register of 10,000 items.
MAX_UNPACKED = 100_000_000
# Elements within elements; a workbook has ten at most.
MAX_DEPTH = 100
_PARTS = 2_000
# Both ends of each element: four of them for a cell with a value.
_MAX_TAGS = 6_000_000
_MAX_RELATIONS = 5_000
_CHUNK = 65_536
# A tag or other piece of XML that must be seen whole, and is scanned again with each chunk.
_MAX_PIECE = 1_000_000
_LEGACY = b"\xd0\xcf\x11\xe0"


class Relation(NamedTuple):
    """What a part says of another: of which type it is, and which part."""

    type: str
    """The last step of the type's address, as in `worksheet`."""
    part: str


class Package:
    """An open workbook as parts."""

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        raw = read_bytes(path, shown)
        if raw.startswith(_LEGACY):
            hint = "take the password off, or save it as an Excel workbook (.xlsx)"
            raise refuse(shown, "the workbook has a password, or is of the old form (.xls)", hint)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise refuse(shown, "this is not an Excel workbook, or it is damaged", MEND) from None
        self._left = MAX_UNPACKED
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._zip.infolist()[:_PARTS]
        }

    def has(self, part: str) -> bool:
        """Return whether there is such a part."""
        return part.lower() in self._parts

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Return the relationships of a part by their ids; without one, those of the package.

        Raises:
            Problems: they are missing or damaged.
        """
        folder, name = posixpath.split(part)
        found: dict[str, Relation] = {}

        def start(element: str, attributes: Mapping[str, str]) -> None:
            if local(element) != "Relationship" or attributes.get("TargetMode") == "External":
                return
            target = unquote(attributes.get("Target", "")).replace("\\", "/")
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = Relation(kind, target)
            if len(found) > _MAX_RELATIONS:
                raise refuse(self.shown, "the workbook has too many parts", MEND)

        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        self.parse(rels, lambda _: (start, ignore, ignore))
        return found

    def parse(
        self,
        part: str,
        handlers: Callable[[str], tuple[Start, End, Hear]],
        *,
        counts_depth: bool = False,
        whole: bool = True,
    ) -> None:
        """Send the elements and texts of a part to its handlers.

        `handlers` is given the prefix of the part's names, as in "x:", or none.
        `counts_depth` says that they refuse elements that lie too deep themselves,
        `whole` that they do not stop before the part's end.

        Raises:
            Problems: the part is missing, damaged or too large.
        """
        info = self._parts.get(part.lower())
        if info is None:
            raise refuse(self.shown, f"the workbook lacks its part {part}", MEND)
        if whole and info.file_size > self._left:
            self._too_large()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refuse(self.shown, f"the workbook is packed in a rare way in {part}", MEND)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype

        def root(name: str, attributes: Mapping[str, str]) -> None:
            start, end, hear = handlers(name[: len(name) - len(local(name))])
            if not counts_depth:
                start, end = self._bounded(start, end)
            parser.StartElementHandler, parser.EndElementHandler = start, end
            parser.CharacterDataHandler = hear
            start(name, attributes)

        parser.StartElementHandler = root
        try:
            self._feed(parser, info)
        except (
            expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
            RuntimeError, NotImplementedError,
        ):  # fmt: skip
            # Of these, RuntimeError is a part with a password, NotImplementedError a rare packing.
            raise refuse(self.shown, f"the workbook is damaged in {part}", MEND) from None

    def _too_large(self) -> None:
        fault = f"the workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB"
        raise refuse(self.shown, fault, DELETE)

    def too_deep(self) -> None:
        """Refuse elements that lie deeper in each other than any workbook's.

        Raises:
            Problems: always.
        """
        raise refuse(self.shown, "the workbook has elements that Excel never writes", MEND)

    def _feed(self, parser: expat.XMLParserType, info: zipfile.ZipInfo) -> None:
        """Give the parser a part piece by piece, and stop where it has too much to keep."""
        fed = tags = 0
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                fed += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    self._too_large()
                tags += chunk.count(b"<")
                if tags > _MAX_TAGS:
                    fault = "the workbook has too many cells"
                    raise refuse(self.shown, fault, DELETE)
                parser.Parse(chunk, False)  # noqa: FBT003 - takes no keywords
                if fed - parser.CurrentByteIndex > _MAX_PIECE:
                    self.too_deep()
        parser.Parse(b"", True)  # noqa: FBT003

    def _bounded(self, start: Start, end: End) -> tuple[Start, End]:
        depth = 0

        def bounded_start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                self.too_deep()
            start(name, attributes)

        def bounded_end(name: str) -> None:
            nonlocal depth
            depth -= 1
            end(name)

        return bounded_start, bounded_end

    def _refuse_doctype(self, *_: object) -> None:
        raise refuse(self.shown, "the workbook has declarations that Excel never writes", MEND)


def ignore(_: str) -> None:
    """Hear an end or a text that says nothing."""


def local(name: str) -> str:
    """Return an element's name without its prefix."""
    return name.rpartition(":")[2]


def integer(text: str) -> int:
    """Return a whole number from an attribute, or -1."""
    return int(text) if text.isascii() and text.strip().isdecimal() and len(text) < 12 else -1


def is_on(attributes: Mapping[str, str]) -> bool:
    """Return whether an element such as `<strike/>` says that a format holds."""
    return attributes.get("val", "1") in ("1", "true")
