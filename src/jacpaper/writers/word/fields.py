"""Keep the fields of headers and footers that number pages; of all others, keep what they show.

A field may name a file, a database or a property of the house style, which no page shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from jacpaper.writers.word.revisions import remove, unwrap

if TYPE_CHECKING:
    from jacpaper.writers.word.ooxml import Xml

# Page numbers, the paper's own words and properties, dates, and arithmetic with them.
_KEPT = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "SEQ", "TITLE", "SUBJECT"),
    *("AUTHOR", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "NUMWORDS", "IF", "="),
}


def unlink(root: Xml) -> None:
    """Replace each field that is not kept by the text or picture that it shows."""
    for field in list(root.iter(qn("w:fldSimple"))):
        if not _kept(field.get(qn("w:instr"), "")):
            unwrap(field)
    for marks, codes in _fields(root):
        if not _kept("".join(code.text or "" for code in codes)):
            for one in (*marks, *codes):
                remove(one)
    for one in list(root.iter(qn("w:ffData"))):  # names and macros of old forms
        remove(one)


def _kept(instruction: str) -> bool:
    word = instruction.split(maxsplit=1)[:1]
    return bool(word) and (word[0].upper() in _KEPT or word[0].startswith("="))


def _fields(root: Xml) -> list[tuple[list[Xml], list[Xml]]]:
    """Return the marks (begin, separate, end) and the parts of the code of each field."""
    found: list[tuple[list[Xml], list[Xml]]] = []
    opened: list[tuple[list[Xml], list[Xml]]] = []
    for one in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if one.tag == qn("w:instrText"):
            if opened:
                opened[-1][1].append(one)
            else:  # a code that no field begins
                found.append(([], [one]))
            continue
        if one.get(qn("w:fldCharType")) == "begin":
            opened.append(([], []))
            found.append(opened[-1])
        if opened:
            opened[-1][0].append(one)
            if one.get(qn("w:fldCharType")) == "end":
                opened.pop()
    return found
