"""What a Word file says of its own making, without any words of its own.

A copy that comes back from Word may hold any changes. So that it can be told what was changed in
it, and what has changed in the inputs meanwhile, the file carries digests: of the files that it
was made from, and of each text block. They stand in a custom XML part, which Word and
LibreOffice keep, and each paragraph has an identifier, which Word keeps. A document property
says which paper it is where a program drops the part.
"""

from __future__ import annotations

import hashlib
import html
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from jacpaper.tree.elements import TEXT_BLOCKS
from jacpaper.writers import changes
from jacpaper.writers.word.look import (
    PROPERTY,
    STAMP,
    STAMP_VERSION,
    digest_of,
    first_identifier,
    furniture_words,
    identifier,
    looks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.document import Document
    from jacpaper.writers.word.ooxml import Xml

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PART = "/customXml/item1.xml"
_PROPERTIES_OF_PART = "/customXml/itemProps1.xml"
_CUSTOM = "/docProps/custom.xml"
_ITEM = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ds:datastoreItem ds:itemID="{{{}}}" xmlns:ds=\
"http://schemas.openxmlformats.org/officeDocument/2006/customXml">\
<ds:schemaRefs><ds:schemaRef ds:uri="{}"/></ds:schemaRefs></ds:datastoreItem>"""
_PROPERTY = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{}">\
<vt:lpwstr>{}</vt:lpwstr></property></Properties>"""


def put(word: Any, document: Document) -> None:
    """Stamp an open Word document that has the whole paper in it."""
    identifiers = _name_paragraphs(word, document)
    content = "".join(_lines(word, document, identifiers)).encode()
    package, part = word.part.package, word.part
    item = Part(PackURI(_PART), CONTENT_TYPE.XML, content, package)
    part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    named = _ITEM.format(_guid(content), STAMP).encode()
    properties = Part(
        PackURI(_PROPERTIES_OF_PART), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, named, package
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    which = f"{STAMP_VERSION} {document.date.isoformat()} {document.name}"
    custom = Part(
        PackURI(_CUSTOM),
        CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
        _PROPERTY.format(PROPERTY, which).encode(),
        package,
    )
    package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _lines(word: Any, document: Document, identifiers: list[str]) -> Iterator[str]:
    """Yield the stamp's XML."""
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    meeting = document.date.isoformat()
    yield (
        f'<stamp xmlns="{STAMP}" version="{STAMP_VERSION}" meeting="{meeting}"'
        f" paper={_quoted(document.name)}>\n"
    )
    for name, digest in (document.sources or {}).items():
        yield f'<source name={_quoted(name)} sha256="{digest}"/>\n'
    for target in document.body.elements:  # of a redline, what is gone has bookmarks too
        if "id" in target.attributes:
            yield f"<target id={_quoted(target.attributes['id'])}/>\n"
    for digest in sorted({digest_of(words) for words in _furniture(word)}):
        yield f'<furniture sha256="{digest}"/>\n'
    blocks = changes.newer(document).find(*TEXT_BLOCKS)
    for name, block in zip(identifiers, blocks, strict=True):
        kind = f"{block.tag}.{block.class_name}" if block.class_name else block.tag
        looks = f' looks="{told}"' if (told := looks_of(block)) else ""
        yield f'<block id="{name}" kind="{kind}" sha256="{digest_of(block.text)}"{looks}/>\n'
    yield "</stamp>\n"


def _quoted(value: str) -> str:
    """Return an attribute's value; `xml.sax.saxutils` would take 8 ms to import."""
    return f'"{html.escape(value)}"'


def _furniture(word: Any) -> Iterator[str]:
    """Yield the words of each paragraph of headers and footers."""
    for part in word.part.package.iter_parts():
        if part.content_type in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER):
            for paragraph in part.element.iter(qn("w:p")):
                if words := furniture_words(paragraph):
                    yield words


def _name_paragraphs(word: Any, document: Document) -> list[str]:
    """Give each paragraph an identifier; return those of the text blocks, in reading order."""
    root = word.element
    _declare(root)
    first = first_identifier(document.author, document.date, document.name)
    found: list[str] = []
    name, text = f"{{{_W14}}}paraId", qn("w:t")
    for position, paragraph in enumerate(word.element.body.iter(qn("w:p"))):
        paragraph.set(name, identifier(first, position))
        # Others hold a picture, end a section, or are gone: their letters are others (`delText`).
        if next(paragraph.iter(text), None) is not None:
            found.append(identifier(first, position))
    return found


def _declare(root: Xml) -> None:
    """Declare the namespace of the identifiers, and that a program may ignore it."""
    names = {prefix or "": uri for prefix, uri in root.nsmap.items()}
    if names.get("w14") != _W14 or names.get("mc") != _MC:
        kept = [prefix for prefix in names if prefix]
        etree.cleanup_namespaces(
            root, top_nsmap={"w14": _W14, "mc": _MC}, keep_ns_prefixes=[*kept, "w14", "mc"]
        )
    ignorable = f"{{{_MC}}}Ignorable"
    ignored = root.get(ignorable, "").split()
    if "w14" not in ignored:
        root.set(ignorable, " ".join([*ignored, "w14"]))


def _guid(content: bytes) -> str:
    """Return the identifier of the part, which is that of its content."""
    digits = hashlib.sha256(content).hexdigest().upper()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
