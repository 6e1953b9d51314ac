"""Keep the fields of headers and footers that number pages; of most others, keep what they show.

A field may name a file, a database or a property of the house style, which no page shows. A total
of pages is known only to a program that lays out, so no number is written for it.
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
    *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "NUMWORDS", "IF", "="),
}
# What these show is the keeper's name, or that of a file.
_OF_THE_KEEPER = {
    *("AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE"),
    *("COMMENTS", "KEYWORDS", "DOCPROPERTY", "INFO"),
}
_OF_A_LAYOUT = {"NUMPAGES", "SECTIONPAGES"}
# What such a field shows to a program that does not lay out: that the number is not known.
NOT_COUNTED = "…"


def unlink(root: Xml) -> None:
    """Replace each field that is not kept by the text or picture that it shows."""
    for field in list(root.iter(qn("w:fldSimple"))):
        instruction = field.get(qn("w:instr"), "")
        if _word(instruction) in _OF_THE_KEEPER:
            remove(field)
        elif not _kept(instruction):
            unwrap(field)
    runs = list(root.iter(qn("w:r")))
    places = {run: place for place, run in enumerate(runs)}
    for marks, codes in _fields(root):
        instruction = "".join(code.text or "" for code in codes)
        if marks and _word(instruction) in _OF_THE_KEEPER:
            first, last = (places.get(marks[end].getparent(), -1) for end in (0, -1))
            for run in runs[first : last + 1]:
                remove(run)
        if not _kept(instruction):
            for one in (*marks, *codes):
                remove(one)
    for one in list(root.iter(qn("w:ffData"))):  # names and macros of old forms
        remove(one)


def uncount(root: Xml) -> None:
    """Let each total of pages, and what is calculated from it, show no number before a layout."""
    for field in root.iter(qn("w:fldSimple")):
        if _counts(field.get(qn("w:instr"), "")):
            field.set(qn("w:dirty"), "true")
            _show(NOT_COUNTED, list(field.iter(qn("w:t"))))
    pieces = list(root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")))
    places = {piece: place for place, piece in enumerate(pieces)}
    for marks, _ in _fields(root):
        if len(marks) != len(("begin", "separate", "end")):
            continue
        begin, separate, end = (places[mark] for mark in marks)
        # The code may hold another field, as in { = { NUMPAGES } - 1 }.
        if any(_counts(one.text or "") for one in pieces[begin:separate] if _is(one, "instrText")):
            marks[0].set(qn("w:dirty"), "true")
            _show(NOT_COUNTED, [one for one in pieces[separate:end] if _is(one, "t")])


def _counts(instruction: str) -> bool:
    return not _OF_A_LAYOUT.isdisjoint(instruction.upper().split())


def _is(piece: Xml, name: str) -> bool:
    return bool(piece.tag == qn(f"w:{name}"))


def _show(words: str, pieces: list[Xml]) -> None:
    """Put the words into the first of a result's pieces of text, and empty the rest."""
    for piece in pieces:
        piece.text, words = words, ""


def _kept(instruction: str) -> bool:
    word = _word(instruction)
    return word in _KEPT or word.startswith("=")


def _word(instruction: str) -> str:
    return next(iter(instruction.split(maxsplit=1)), "").upper()


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
