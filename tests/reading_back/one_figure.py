"""Changes one figure, number word or month of a finished block at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import days

if TYPE_CHECKING:
    import random

    import documents

NUMBER = re.compile(rf"\b(?:{days.MONTH}|\d+|one|no|none|No|One|None)\b")


def changed(block: documents.Block, luck: random.Random) -> list[tuple[str, documents.Block]]:
    """Return a block with one of its figures changed, once for each of them."""
    others = []
    for met in NUMBER.finditer(block.text):
        other = different(met[0], luck)
        text = f"{block.text[: met.start()]}{other}{block.text[met.end() :]}"
        others.append((text, block._replace(text=text)))
    for number, row in enumerate(block.rows):
        for place, cell in enumerate(row):
            if figure := NUMBER.search(cell):
                other = cell.replace(figure[0], different(figure[0], luck), 1)
                cells = (*row[:place], other, *row[place + 1 :])
                rows = (*block.rows[:number], cells, *block.rows[number + 1 :])
                others.append((f"{row} -> {other}", block._replace(rows=rows)))
    return others


def different(word: str, luck: random.Random) -> str:
    """Return another figure or month."""
    if word in days.MONTHS:
        return luck.choice([month for month in days.MONTHS if month != word])
    return str(int(word) + luck.randint(1, 3)) if word.isdigit() else "7"
