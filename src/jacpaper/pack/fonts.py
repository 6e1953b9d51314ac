"""The fonts of our papers, kept once: the letters that all papers have of a font, together.

Each paper has a part of a font, its own letters. They keep the numbers that they have in the whole
font, so parts can be put together, and a paper's pages need no change.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from jacpaper.pack.papers import Paper

# What letters depend on beside their outlines; parts that differ in it are of two fonts.
_SHARED = ("cvt ", "fpgm", "prep")


def keep_once(pdf: Pdf, papers: Sequence[Paper]) -> None:
    """Let the parts of one font that our papers have become one."""
    for descriptors in _by_name(papers).values():
        if len(descriptors) < 2:
            continue
        # The longest can take the letters of all.
        parts = [(_read(one.FontFile2.read_bytes()), one) for one in descriptors]
        parts.sort(key=lambda part: -part[0]["maxp"].numGlyphs)
        wholes: list[tuple[Any, list[Any]]] = []
        for font, descriptor in parts:
            taken = next((of for whole, of in wholes if _add(whole, font)), None)
            if taken is None:
                wholes.append((font, [descriptor]))
            else:
                taken.append(descriptor)
        for whole, of in wholes:
            _put(pdf, whole, of)


def _by_name(papers: Sequence[Paper]) -> dict[str, list[Any]]:
    """Return the descriptors of our papers' fonts, each once."""
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for paper in papers:
        for page in paper.pages if paper.part.own else ():
            for font in page.Resources.get("/Font", Dictionary()).as_dict().values():
                for descendant in font.get("/DescendantFonts", ()):
                    one = descendant.FontDescriptor
                    if "/FontFile2" in one:
                        found.setdefault(str(one.FontName), {})[one.objgen] = one
    return {name: [*several.values()] for name, several in found.items()}


def _read(content: bytes) -> Any:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as in `page_numbers`

    return TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)


def _add(whole: Any, part: Any) -> bool:
    """Add the letters of a part to a font; False: it is a part of another, and nothing is added."""
    if whole["head"].unitsPerEm != part["head"].unitsPerEm or any(
        _table(whole, name) != _table(part, name) for name in _SHARED
    ):
        return False
    there, new = _letters(whole), _letters(part)
    for old, one in zip(there, new, strict=False):
        if (old[0] and one[0] and old != one) or (old[1] and one[1] and old[1:] != one[1:]):
            return False
    names, letters = whole.getGlyphOrder(), part["glyf"].glyphs
    for name, part_name, old, one in zip(names, part.getGlyphOrder(), there, new, strict=False):
        has_outline = bool(one[0] and not old[0])
        if has_outline:
            whole["glyf"].glyphs[name] = letters[part_name]
        # A mark over a letter has no width, but a side.
        if has_outline or (one[1] and not old[1]):
            whole["hmtx"].metrics[name] = one[1:]
    _widen(whole, part)
    return True


def _letters(font: Any) -> list[tuple[bytes, int, int]]:
    """Return the outline, the width and the side of each letter; nothing for one that is left out.

    They are compared as they are stored.
    """
    outlines, metrics = font["glyf"].glyphs, font["hmtx"].metrics
    return [(getattr(outlines[name], "data", b""), *metrics[name]) for name in font.getGlyphOrder()]


def _table(font: Any, name: str) -> bytes | None:
    return font.getTableData(name) if name in font else None


def _widen(whole: Any, part: Any) -> None:
    """Let a font say of its letters as a whole what holds of a part's too."""
    for name in (key for key in vars(whole["maxp"]) if key.startswith("max")):
        most = max(getattr(whole["maxp"], name), getattr(part["maxp"], name))
        setattr(whole["maxp"], name, most)
    for name, outer in (("xMin", min), ("yMin", min), ("xMax", max), ("yMax", max)):
        edge = outer(getattr(whole["head"], name), getattr(part["head"], name))
        setattr(whole["head"], name, edge)
    widest = max(whole["hhea"].advanceWidthMax, part["hhea"].advanceWidthMax)
    whole["hhea"].advanceWidthMax = widest


def _put(pdf: Pdf, whole: Any, descriptors: list[Any]) -> None:
    if len(descriptors) < 2:
        return
    file = io.BytesIO()
    whole.save(file)
    stream = pdf.make_stream(file.getvalue())
    stream.Length1 = len(file.getvalue())
    for one in descriptors:
        one.FontFile2 = stream
