"""What the house style says of its styles: indents and the size of letters."""

from __future__ import annotations

from typing import Any

from jacpaper.writers import letter_size


def indent(word: Any, style: str) -> int:
    """Return the left indent of the style, or of the nearest base style that sets it, in twips."""
    found = next(one for one in word.styles if one.style_id == style)
    while found is not None and found.paragraph_format.left_indent is None:
        found = found.base_style
    return 0 if found is None else _twips(found.paragraph_format.left_indent)


def points(word: Any, style: str) -> float:
    """Return the size of the style's letters, in points."""
    found = next(one for one in word.styles if one.style_id == style)
    while found is not None and found.font.size is None:
        found = found.base_style
    if found is not None:
        return float(found.font.size.pt)
    sizes = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
    return int(sizes[0]) / 2 if sizes else letter_size.POINTS


def _twips(length: int) -> int:
    """Convert python-docx's length, in English Metric Units, to twips."""
    return length // 635
