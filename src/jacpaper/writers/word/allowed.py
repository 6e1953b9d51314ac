"""Which XML of a house style may stand in a paper: kinds of elements, attributes and text.

What Word's look is made of is listed by namespace. Names that the keeper gave, marks of who
saved when, and whatever another program added are not, and stay at home.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from jacpaper.writers.word.revisions import remove

if TYPE_CHECKING:
    from jacpaper.writers.word.ooxml import Xml

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/",
    "http://schemas.openxmlformats.org/drawingml/",
    "http://schemas.openxmlformats.org/officeDocument/",
    "http://schemas.openxmlformats.org/markup-compatibility/",
    "http://purl.oclc.org/ooxml/",
    "http://schemas.microsoft.com/office/word/2010/",
    "http://schemas.microsoft.com/office/drawing/2010/main",
    "http://schemas.microsoft.com/office/drawing/2016/SVG/",
    "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:",
    "http://www.w3.org/XML/",
)
_TEXT = {qn("w:t"), qn("w:instrText"), qn("m:t"), qn("a:t")}
_OWN_TEXT: Any = BaseOxmlElement.text
_WITHOUT_TEXT = (qn("w:x")[:-1], qn("a:x")[:-1])
# Names, and copies of what stands elsewhere in another form.
_ELEMENTS = {qn(f"w:{name}") for name in ("fldData", "aliases", "bookmarkStart", "bookmarkEnd")}
_ATTRIBUTE = re.compile(
    r"\{[^}]*\}(?:rsid\w*|paraId|textId|gfxdata|spid|tooltip|docLocation|anchorId|editId)"
)
_ADDRESS = ("http://", "https://", "mailto:", "#")
_PATH = re.compile(
    r"(?i)\s*(?:file:|[a-z][a-z0-9+.-]*:[\\/]|\\\\|//|/(?:users|home|volumes|mnt|media|tmp|var)/|~/)"
    r".*[\\/]",
    re.DOTALL,
)
_OFFICE = {"Office", "Office Theme"}
_SCHEMES = {qn(f"a:{name}") for name in ("theme", "clrScheme", "fontScheme", "fmtScheme")}
_PICTURES = {qn("wp:docPr"), qn("pic:cNvPr")}
_DRAWN = {qn(f"w:{name}") for name in ("drawing", "pict", "object")}


def clean(root: Xml) -> None:
    """Remove from the XML of a part what is not listed here."""
    for one in [one for one in root.iter() if one is not root and not _is_kept(one)]:
        holder = one.getparent()
        remove(one)
        if holder is not None and holder.tag in _DRAWN and not len(holder):
            remove(holder)
    for one in root.iter():
        _clean_text(one)
        _clean_attributes(one)


def _is_kept(one: Xml) -> bool:
    if one.tag in _ELEMENTS or one.tag == f"{_MC}Fallback":
        return False
    if one.tag == qn("w:name"):  # of a style; numberings and form fields are called so as well
        return bool(one.getparent().tag == qn("w:style"))
    return _is_ours(one.tag)


_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _is_ours(name: str) -> bool:
    return name.startswith("{") and name[1:].startswith(_NAMESPACES)


def _clean_text(one: Xml) -> None:
    if not one.tag.startswith(_WITHOUT_TEXT):
        return
    # python-docx makes `text` of a paragraph the text of its runs.
    if one.tag not in _TEXT and (_OWN_TEXT.__get__(one) or "").strip():
        _OWN_TEXT.__set__(one, None)
    if (one.tail or "").strip():
        one.tail = None


def _clean_attributes(one: Xml) -> None:
    for name, value in one.attrib.items():
        foreign = name.startswith("{") and not _is_ours(name)
        elsewhere = name == "href" and not value.lower().startswith(_ADDRESS)
        if foreign or elsewhere or _ATTRIBUTE.fullmatch(name):
            del one.attrib[name]
        elif not value.lower().startswith(_ADDRESS) and (path := _PATH.match(value)):
            one.set(name, value[path.end() :])
    if one.tag in _SCHEMES and one.get("name", "Office") not in _OFFICE:
        one.set("name", "House")
    if one.tag in _PICTURES and "name" in one.attrib:
        one.set("name", f"Picture {one.get('id', '')}")
