"""The zip and XML of a Word file that anybody may have sent: its parts, read in bounds.

Nothing is unpacked to disk, no part may be larger than any paper's, no declaration of XML is
followed, and nothing is fetched. What could bring something along that is not in the file
itself, such as a linked picture, is refused, as is what could run.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

Xml = Any
"""An lxml element."""

MEND = "open it in Word and save it again as a Word document (.docx)"
MOST_BYTES = 50_000_000
_MOST_UNPACKED = 150_000_000
# Of the XML that is read: some five times a paper with a register of 3,000 items.
_MOST_READ = 50_000_000
_MOST_ENTRIES = 2_000
# XML as Word writes it, a long tracker too, packs to a fortieth at most.
_MOST_RATIO = 400
_SMALL = 1_000_000
_MOST_DEPTH = 150
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_HEAD = 1_000
# Of these, RuntimeError is a part with a password, NotImplementedError a rare packing.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
)
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (_MOST_DEPTH + 1) + ")")
_XML_NAMES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
# ISO strict: the same elements in namespaces of other names.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
# What a relationship outside of the file may be; all others are refused, each with its name.
_OUTSIDE = {
    "attachedTemplate": ("takes a template from elsewhere",
                         "in Word, Options, Add-ins, Manage Templates: put Normal in its place"),
    "image": ("shows a picture from elsewhere",
              "in Word, File, Info, Edit Links to Files: Break Link"),
    "oleObject": ("shows an object from elsewhere",
                  "in Word, File, Info, Edit Links to Files: Break Link"),
    "subDocument": ("takes a part of its text from elsewhere",
                    "in Word, View, Outline, Show Document: Unlink"),
}  # fmt: skip
_FOREIGN_TEXT = ("aFChunk", "subDocument")
_MACROS = ("vbaProject", "wordVbaData")
_ON_THIS_MACHINE = re.compile(r"(?i)(?:file:/{2,3})?[a-z]:[\\/]|/?[^/\\:]+$")


class Relation(NamedTuple):
    """What a part says of another, or of an address: the last step of its type, and which."""

    kind: str
    target: str
    is_outside: bool


class Package:
    """An open Word file as parts."""

    def __init__(self, raw: bytes, shown: str) -> None:
        self.shown = shown
        self._left = _MOST_READ
        self._zip = self._opened(raw)
        self._parts = dict(self._entries())
        if "[content_types].xml" not in self._parts:
            raise self.refuse("this is not a Word file", MEND)
        self._relations: dict[str, dict[str, Relation]] = {}
        self._refuse_what_it_brings_along()
        self.document = self._document()

    def refuse(self, fault: str, hint: str) -> Problems:
        """Return a problem of the file as a whole, to be raised."""
        return Problems([Problem(Place(self.shown), fault, hint)])

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Return the relationships of a part by their ids; without one, those of the package."""
        if part not in self._relations:
            self._relations[part] = dict(self._read_relations(part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of a kind that a part names and that are there, in order."""
        return [
            one.target
            for one in self.relations(part).values()
            if one.kind == kind and not one.is_outside and one.target.lower() in self._parts
        ]

    def begins_with(self, part: str, words: str) -> bool:
        """Tell whether the words stand near the beginning of a part, which may be no XML."""
        info = self._parts[part.lower()]
        try:
            with self._zip.open(info) as stream:
                return words.encode() in stream.read(_HEAD)
        except _UNREADABLE:
            return False

    def xml(self, part: str) -> Xml:
        """Return the root of a part.

        Raises:
            Problems: it is missing, damaged, too large or too deep, or declares entities.
        """
        raw = self._read(part)
        if _XML_NAMES.search(self._decoded(raw, part)):
            raise self.refuse(f"the file has declarations in {part} that Word never writes", MEND)
        if _STRICT in raw:
            for strict, usual in _TRANSITIONAL:
                raw = raw.replace(_STRICT + strict, usual)
        try:
            root = etree.fromstring(raw, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            raise self.refuse(f"the file is damaged in {part}", MEND) from None
        if _TOO_DEEP(root):
            raise self.refuse(f"the file has elements in {part} that Word never writes", MEND)
        return root

    def _opened(self, raw: bytes) -> zipfile.ZipFile:
        if raw.startswith(_OLE):
            fault = "the file has a password, or is of the old form (.doc)"
            hint = "take the password off, or save it as a Word document (.docx)"
            raise self.refuse(fault, hint)
        if len(raw) > MOST_BYTES:
            fault = f"the file has more than {MOST_BYTES // 1_000_000} MB"
            raise self.refuse(fault, "are there large pictures in it? Delete them")
        try:
            return zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise self.refuse("this is not a Word file, or it is damaged", MEND) from None

    def _entries(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        """Yield the entries by their names in small letters, once all are within bounds."""
        entries = self._zip.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise self.refuse(f"the file has more than {_MOST_ENTRIES:,} parts", MEND)
        if sum(one.file_size for one in entries) > _MOST_UNPACKED:
            self._too_large()
        met: set[str] = set()
        for one in entries:
            name = one.filename.replace("\\", "/").lstrip("/").lower()
            if one.flag_bits & 1:
                raise self.refuse("the file has a password", "take the password off in Word")
            if one.file_size > max(_SMALL, _MOST_RATIO * one.compress_size):
                raise self.refuse(f"{one.filename} in the file is packed beyond measure", MEND)
            if name in met:
                raise self.refuse(f"the file has two parts of one name, {one.filename}", MEND)
            met.add(name)
            yield name, one

    def _too_large(self) -> None:
        fault = f"the file unpacks to more than {_MOST_UNPACKED // 1_000_000} MB"
        raise self.refuse(fault, "are there large pictures in it? Delete them")

    def _read(self, part: str) -> bytes:
        info = self._parts.get(part.lower())
        if info is None:
            raise self.refuse(f"the file lacks its part {part}", MEND)
        read: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:  # an entry may give a false size
                        self._too_large()
                    read.append(chunk)
        except _UNREADABLE:
            raise self.refuse(f"the file is damaged in {part}", MEND) from None
        return b"".join(read)

    def _decoded(self, raw: bytes, part: str) -> str:
        """Return a part's text; a package has no XML but in UTF-8 and UTF-16."""
        wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        try:
            text = raw.decode("utf-16" if wide else "utf-8-sig")
        except UnicodeDecodeError:
            raise self.refuse(f"the file is damaged in {part}", MEND) from None
        told = _ENCODING.match(text[:200])
        if told and told[1].upper() not in ("UTF-8", "UTF-16", "US-ASCII"):
            raise self.refuse(f"the file is damaged in {part}", MEND)
        return text

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels.lower() not in self._parts:
            return
        for one in self.xml(rels).iter("{*}Relationship"):
            kind = one.get("Type", "").rpartition("/")[2]
            target = one.get("Target", "")
            outside = one.get("TargetMode") == "External"
            if not outside:
                target = unquote(target).replace("\\", "/")
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield one.get("Id", ""), Relation(kind, target, outside)

    def _refuse_what_it_brings_along(self) -> None:
        """Refuse macros, and whatever lies outside of the file, links apart."""
        for name in self._parts:
            if not name.endswith(".rels"):
                continue
            folder, _, rels = name.rpartition("_rels/")
            for one in self.relations(f"{folder}{rels.removesuffix('.rels')}").values():
                self._refuse_relation(one)
        types = self._read("[Content_Types].xml").lower()
        if b"macroenabled" in types or b"vbaproject" in types:
            self._refuse_macros()

    def _refuse_relation(self, one: Relation) -> None:
        if one.kind in _MACROS:
            self._refuse_macros()
        if one.kind in _FOREIGN_TEXT:
            fault = "another document is inserted in the file, and Word alone can read it"
            raise self.refuse(fault, MEND)
        if not one.is_outside or one.kind == "hyperlink":
            return
        if one.kind == "attachedTemplate" and _ON_THIS_MACHINE.match(one.target):
            return  # nothing of it is in the file, and it is not looked for
        fault, hint = _OUTSIDE.get(one.kind, (f"leads elsewhere ({one.kind})", MEND))
        raise self.refuse(f"the file {fault}, which is not fetched", hint)

    def _refuse_macros(self) -> None:
        hint = "save it as a Word document without macros (.docx)"
        raise self.refuse("the file has macros", hint)

    def _document(self) -> str:
        found = self.related("", "officeDocument")
        if not found:
            raise self.refuse("this is not a Word file", MEND)
        return found[0]
