"""Drop what the house style holds and no page of a paper shows.

Only what is named here is kept: parts of a Word file by the kind of their relationship,
settings and properties by their names. What a later Word adds is left out until it is named.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from jacpaper.writers.word import allowed, fields, picture_data, revisions
from jacpaper.writers.word.revisions import remove, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.writers.word.ooxml import Xml

_OF_THE_PACKAGE = {"officeDocument", "core-properties", "extended-properties"}
# Parts that the document has without naming them in its text.
_OF_THE_DOCUMENT = {"styles", "numbering", "settings", "webSettings", "fontTable", "theme"}
# What each kind of part may refer to.
_REFERRED_TO = {
    "officeDocument": {"header", "footer", "image"},
    "header": {"image", "hyperlink"},
    "footer": {"image", "hyperlink"},
    "numbering": {"image"},
    "theme": {"image"},
    "fontTable": {"font"},
}
_CONTENT = {"header": "header+xml", "footer": "footer+xml", "image": "image/", "font": "font"}
_WEB = ("http://", "https://", "mailto:")
_R = (qn("r:x")[:-1], "{http://purl.oclc.org/ooxml/officeDocument/relationships}")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>jacpaper</Application></Properties>"
)
# All that the paper sets itself.
_PROPERTIES = {
    *("title", "subject", "creator", "keywords", "description", "lastModifiedBy", "revision"),
    *("created", "modified", "category", "language"),
}
_SETTINGS = {
    *("zoom", "view", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader"),
    *("bordersDoNotSurroundFooter", "gutterAtTop", "displayBackgroundShape", "trackRevisions"),
    *("defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone"),
    *(
        "doNotHyphenateCaps",
        "evenAndOddHeaders",
        "bookFoldPrinting",
        "drawingGridHorizontalSpacing",
    ),
    *("drawingGridVerticalSpacing", "characterSpacingControl", "noLineBreaksAfter", "mathPr"),
    *(
        "noLineBreaksBefore",
        "strictFirstAndLastChars",
        "compat",
        "themeFontLang",
        "clrSchemeMapping",
    ),
    *("embedTrueTypeFonts", "saveSubsetFonts", "decimalSymbol", "listSeparator", "updateFields"),
}
_WEB_SETTINGS = {"allowPNG", "doNotSaveAsSingleFile", "optimizeForBrowser", "relyOnVML", "encoding"}
_CHILDREN = {"settings": _SETTINGS, "webSettings": _WEB_SETTINGS}
# Marks of what was dropped: comments, notes, permissions, and names of the keeper's own.
_MARKS = (
    *("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference"),
    *("endnoteReference", "annotationRef", "permStart", "permEnd", "customXmlPr", "smartTagPr"),
)
_ALONE = {"OLEObject", "control", "hlinkClick", "hlinkHover", "hlinkMouseOver", "svgBlip"}
_DRAWN = {qn(f"w:{name}") for name in ("drawing", "pict", "object")}


def drop(word: Any) -> None:
    """Drop from an open house style, whose body is its last section, all that no page shows."""
    package, document = word.part.package, word.part
    _keep(package.rels, lambda kind, _: kind in _OF_THE_PACKAGE)
    for kind, part in _related(package.rels):
        if kind == "extended-properties":
            part._blob = _APP  # noqa: SLF001 - python-docx cannot set it
            _keep(part.rels, lambda *_: False)
    _clean_properties(word.core_properties._element)  # noqa: SLF001 - python-docx keeps the others
    for child in list(document.element):
        if child.tag not in (qn("w:body"), qn("w:background")):
            remove(child)
    _drop_unused_headers(document, even=has_even_pages(word))
    _clean_part("officeDocument", document, _hidden_styles(word.styles.element))


def has_even_pages(word: Any) -> bool:
    """Tell whether even pages have headers and footers of their own."""
    settings = [part.element for kind, part in _related(word.part.rels) if kind == "settings"]
    return any(_is_on(one.find(qn("w:evenAndOddHeaders"))) for one in settings)


def _clean_part(kind: str, part: Any, hidden: set[str]) -> None:
    """Clean a part, and all that it leads to; `hidden` are the styles of hidden text."""
    if kind in ("image", "font"):
        _keep(part.rels, lambda *_: False)
        if kind == "image":
            part._blob = picture_data.without_remarks(part.blob)  # noqa: SLF001 - as above
            number = zlib.crc32(part.blob)
            part.partname = PackURI(f"/word/media/image{number}.{part.partname.ext}")
        return
    if isinstance(part, XmlPart):
        _clean_tree(kind, part.element, part.rels, hidden)
    else:
        _clean_text(kind, part, hidden)
    for related_kind, related in _related(part.rels):
        _clean_part(related_kind, related, hidden)


def _clean_text(kind: str, part: Any, hidden: set[str]) -> None:
    """Clean a part that is held as text; keep its bytes if nothing is to be dropped."""
    root = parse_xml(part.blob)
    before = serialize_part_xml(root)
    _clean_tree(kind, root, part.rels, hidden)
    after = serialize_part_xml(root)
    # Comments may also stand outside the root.
    if after != before or b"<!" in part.blob or part.blob.count(b"<?") > 1:
        part._blob = after  # noqa: SLF001 - python-docx cannot set it


def _clean_tree(kind: str, root: Xml, rels: Any, hidden: set[str]) -> None:
    """Clean the XML of a part, and its relationships by what is left in it."""
    for one in [one for one in root.iter() if not isinstance(one.tag, str)]:
        _remove_alone(one)  # a comment, or a processing instruction
    if kind in _CHILDREN:
        _keep_children(root, _CHILDREN[kind])
    revisions.accept(root)
    _drop_marks(root, hidden)
    fields.unlink(root)
    own = _OF_THE_DOCUMENT if kind == "officeDocument" else set()
    referred, references = _REFERRED_TO.get(kind, set()), _references(root)
    _keep(
        rels,
        lambda name, one: (
            (name in own and not one.is_external)
            or (name in referred and one.rId in references and _is_plain(name, one))
        ),
    )
    _drop_references(root, rels)
    allowed.clean(root)


def _drop_marks(root: Xml, hidden: set[str]) -> None:
    """Remove hidden text, and the marks of what is dropped."""
    for one in list(root.iter(*(qn(f"w:{name}") for name in _MARKS))):
        remove(one)
    for one in list(root.iter(qn("w:smartTag"), qn("w:customXml"))):
        unwrap(one)
    for control in list(root.iter(qn("w:sdt"))):
        _replace_by_content(control)
    for run in list(root.iter(qn("w:r"))):
        if _is_hidden(run, hidden):
            remove(run)


def _remove_alone(one: Xml) -> None:
    """Remove a comment or a processing instruction, and keep the text after it."""
    parent, text = one.getparent(), one.tail or ""
    if parent is None:
        return
    before = one.getprevious()
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(one)


def _replace_by_content(control: Xml) -> None:
    """Keep what a content control shows; one that shows a property of the paper stays."""
    for binding in control.findall(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}"):
        if "metadata/core-properties" in binding.get(qn("w:prefixMappings"), ""):
            if not re.search(r":(?:title|subject)\b", binding.get(qn("w:xpath"), "")):
                remove(control)  # it shows the keeper's name
            return
    content = control.find(qn("w:sdtContent"))
    for child in list(control):
        if child is not content:
            control.remove(child)
    if content is not None:
        unwrap(content)
    unwrap(control)


def _hidden_styles(styles: Xml) -> set[str]:
    """Return the ids of the styles whose text is hidden."""
    by_id = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
    return {name for name in by_id if _hides(name, by_id)}


def _hides(name: str, by_id: Mapping[str, Xml]) -> bool:
    """Tell whether a style hides text, itself or by the style that it is based on."""
    seen: set[str] = set()
    while name in by_id and name not in seen:
        seen.add(name)
        own = by_id[name].find(f"{qn('w:rPr')}/{qn('w:vanish')}")
        if own is not None:
            return _is_on(own)
        base = by_id[name].find(qn("w:basedOn"))
        name = "" if base is None else base.get(qn("w:val"), "")
    return False


def _is_hidden(run: Xml, hidden: set[str]) -> bool:
    properties = run.find(qn("w:rPr"))
    paragraph = next(run.iterancestors(qn("w:p")), None)
    named = [
        None if properties is None else properties.find(qn("w:rStyle")),
        None if paragraph is None else paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"),
    ]
    own = None if properties is None else properties.find(qn("w:vanish"))
    if own is not None:
        return _is_on(own)
    return any(one is not None and one.get(qn("w:val")) in hidden for one in named)


def _is_on(element: Xml | None) -> bool:
    return element is not None and element.get(qn("w:val")) not in ("0", "false", "off")


def _drop_unused_headers(document: Any, *, even: bool) -> None:
    """Drop headers and footers of first or even pages where all pages have the same."""
    for section in document.element.iter(qn("w:sectPr")):
        first = _is_on(section.find(qn("w:titlePg")))
        for one in [*section.iter(qn("w:headerReference"), qn("w:footerReference"))]:
            if not {"first": first, "even": even}.get(one.get(qn("w:type")), True):
                section.remove(one)


def _keep_children(root: Xml, names: set[str]) -> None:
    for child in list(root):
        if not isinstance(child.tag, str) or _local(child.tag) not in names:
            root.remove(child)


def _clean_properties(root: Xml) -> None:
    """Keep the properties that the paper sets, as plain text."""
    _keep_children(root, _PROPERTIES)
    for one in root:
        for child in list(one):
            one.remove(child)
        for name in set(one.attrib) - {qn("xsi:type")}:
            del one.attrib[name]


def _keep(rels: Any, wanted: Any) -> None:
    """Drop the relationships that are not wanted; parts that none leads to are not written."""
    for name, one in list(rels.items()):
        if not wanted(_local(one.reltype), one):
            del rels[name]
            rels.related_parts.pop(name, None)


def _related(rels: Any) -> Iterator[tuple[str, Any]]:
    """Yield the parts that relationships lead to, each with its kind."""
    for one in list(rels.values()):
        if not one.is_external:
            yield _local(one.reltype), one.target_part


def _is_plain(kind: str, one: Any) -> bool:
    """True for a relationship to content of its kind, or for a link to the web."""
    if kind == "hyperlink":
        return bool(one.is_external and one.target_ref.lower().startswith(_WEB))
    return not one.is_external and _CONTENT[kind] in one.target_part.content_type


def _references(root: Xml) -> set[str]:
    return {
        value for one in root.iter() for name, value in one.attrib.items() if name.startswith(_R)
    }


def _drop_references(root: Xml, rels: Any) -> None:
    """Remove what refers to a dropped part: a whole drawing if it shows nothing else."""
    for one in list(root.iter()):
        gone = [n for n, value in one.attrib.items() if n.startswith(_R) and value not in rels]
        referring = [name for name in one.attrib if name.startswith(_R)]
        for name in gone:
            del one.attrib[name]
        if not gone or len(gone) < len(referring):
            continue
        if one.tag == qn("w:hyperlink"):
            if not one.get(qn("w:anchor")):
                unwrap(one)
        elif _local(one.tag) in _ALONE:
            remove(one)
        else:
            remove(next((above for above in one.iterancestors() if above.tag in _DRAWN), one))


def _local(name: str) -> str:
    """Return the last part of a tag or of the type of a relationship."""
    return re.split(r"[/}]", name)[-1]
