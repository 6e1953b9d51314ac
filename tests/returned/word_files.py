"""Word files made by hand: the reference paper with another body, other parts, other bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from returned_papers import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DOCUMENT = "word/document.xml"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = {
    "comments": f"{_OFFICE}/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "footnotes": f"{_OFFICE}/footnotes",
    "endnotes": f"{_OFFICE}/endnotes",
}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
BY = 'w:id="900" w:author="A. Chief" w:date="2025-12-03T09:30:00Z"'
OTHER = 'w:id="901" w:author="B. Other" w:date="2025-12-04T10:00:00Z"'


def entries(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(part: str, change: Callable[[str], str], word: bytes = b"") -> bytes:
    """Return the reference paper, or another, with one part changed, which must change it."""
    parts = entries(word or reference().word)
    before = parts[part].decode()
    parts[part] = change(before).encode()
    assert parts[part] != before.encode()
    return zipped(parts)


def with_body(body: str, **added: str) -> bytes:
    """Return a file with another body; `added` are parts by the last step of their type."""
    parts = entries(reference().word)
    text = parts[DOCUMENT].decode()
    section = text[text.rindex("<w:sectPr") : text.index("</w:body>")]
    head = text[: text.index("<w:body>")]
    parts[DOCUMENT] = f"{head}<w:body>{body}{section}</w:body></w:document>".encode()
    for kind, content in added.items():
        root = {"commentsExtended": "w15:commentsEx"}.get(kind, f"w:{kind}")
        parts[f"word/{kind}.xml"] = f"<{root} {NAMESPACES}>{content}</{root}>".encode()
        relate(parts, "word/_rels/document.xml.rels", TYPES[kind], f"{kind}.xml")
    return zipped(parts)


def relate(
    parts: dict[str, bytes], rels: str, kind: str, target: str, *, outside: bool = False
) -> None:
    mode = ' TargetMode="External"' if outside else ""
    number = len(re.findall(b"<Relationship ", parts.get(rels, b"")))
    one = f'<Relationship Id="rIdX{number}" Type="{kind}" Target="{target}"{mode}/>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    text = parts.get(rels, empty).decode()
    text = re.sub(r"(<Relationships [^>]*?)/>", r"\1></Relationships>", text, count=1)
    parts[rels] = text.replace("</Relationships>", f"{one}</Relationships>").encode()


def p(
    *runs: str, style: str = "Paragraph", mark: str = "", more: str = "", around: str = ""
) -> str:
    """Return a paragraph; `mark` is what its end is marked with, `more` its other properties."""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{more}{marked}</w:pPr>'
    return f"<w:p{around}>{properties}{''.join(runs)}</w:p>"


def r(text: str, formats: str = "") -> str:
    told = f"<w:rPr>{formats}</w:rPr>" if formats else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text: str, by: str = BY, formats: str = "") -> str:
    return f"<w:ins {by}>{r(text, formats)}</w:ins>"


def gone(text: str, by: str = BY) -> str:
    return f'<w:del {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def table(*rows: str, look: str = '<w:tblLook w:val="04A0"/>') -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(
        one if one.startswith("<w:p") else p(r(one), style="TableText") for one in paragraphs
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def field(code: str, *result: str) -> str:
    """Return a field in its long form, its code in two pieces as Word has it after a while."""
    half = len(code) // 2
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        for part in (code[:half], code[half:])
    )
    return f"{begin}{codes}{separate}{''.join(result)}{end}"
