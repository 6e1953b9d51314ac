"""What became of an edit in the paper that was made after a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import vocabulary
from accepted import Block, fold
from compared import likeness, not_derived, pieces

if TYPE_CHECKING:
    from random_edits import Edit

TAKEN, BY_NAME, REFUSED, LEFT, WRONG = "taken", "by name", "refused", "left", "WRONG"
"""By name: left, as it is written only where its number is given, and none was."""


def fate(one: Edit, made: list[Block], word: list[Block], original: list[Block]) -> str:
    """Return whether the paper that was made is as in Word, or as before, at an edit."""
    ours, was = lines(made), lines(original)
    is_block = one.level in ("paragraph", "item", "row")
    if one.kind.endswith("deleted") and is_block:
        text = marked(one.old, original)
        return TAKEN if ours.count(text) < was.count(text) else LEFT
    if one.kind.endswith("added") and is_block:  # whatever became of the block before it
        new = fold(one.new) if one.kind == "row added" else marked(one.new, word)
        return TAKEN if new in [fold(line) for line in ours] else LEFT
    if one.kind.endswith(("joined", "split", "moved")):
        return _of_order(one, made, word)
    after = [marked(part, word) for part in one.after.split("\n")]
    before = [marked(part, original) for part in one.before.split("\n")]
    if has(ours, after):
        return TAKEN
    if has(ours, before):
        return LEFT
    return _of_nearest(one, ours, before[0], after[0])


def _of_order(one: Edit, made: list[Block], word: list[Block]) -> str:
    """Return the fate of an edit that changed no words.

    Where two blocks say the same words, with other marks, nobody can tell which of them it was.
    """
    ours, said = lines(made, "text"), lines(word, "text")
    after, before = ([fold(part) for part in side.split("\n")] for side in (one.after, one.before))
    is_once = all(said.count(part) < 2 for part in after)
    if is_once and has(lines(made), [marked(part, word) for part in after]):
        return TAKEN
    if has(ours, after) and not is_once:
        return TAKEN
    whole = all(any(not not_derived(part, line) for line in ours) for part in before)
    return LEFT if whole else WRONG


def _of_nearest(one: Edit, ours: list[str], before: str, after: str) -> str:
    """Return the fate of an edit, if its block was changed by more than that edit."""
    rows = [line for line in ours if _is_row_of(line, before)] if " | " in before else []
    near = max(rows or ours, key=lambda line: max(likeness(line, after), likeness(line, before)))
    if one.kind == "cell changed" and _has_cell(near, before, after):
        return TAKEN
    old, new = fold(one.old), fold(one.new)
    if new and new in near and pieces(before, after) <= pieces(before, near):
        return TAKEN
    if old and old in near:
        return LEFT
    if one.kind in ("number", "date"):
        return WRONG
    if not not_derived(near, after):
        return TAKEN
    # Some of its words may be taken, and the others told as left.
    is_part = pieces(before, near) <= pieces(before, after)
    return WRONG if not_derived(near, before) and not is_part else LEFT


def _is_row_of(line: str, row: str) -> bool:
    """True for a row that begins as another one does, and has as many cells."""
    cells, others = line.split(" | "), row.split(" | ")
    return (cells[0], len(cells)) == (others[0], len(others))


def _has_cell(near: str, before: str, after: str) -> bool:
    """True if the cell that was changed is as in Word; what follows in its row may be otherwise."""
    rows = [line.split(" | ") for line in (near, before, after)]
    return len({len(row) for row in rows}) == 1 and all(
        now == word for now, was, word in zip(*rows, strict=True) if was != word
    )


def marked(text: str, side: list[Block]) -> str:
    """Return a text with its marks, as its block in a file has it."""
    text = fold(text)
    for block in side:
        if block.text == text:
            return block.marked
        if block.kind == "row":
            cells = zip(block.text.split(" | "), block.marked.split(" | "), strict=False)
            for plain, marked in cells:
                if plain == text:
                    return marked
    return text


def lines(side: list[Block], name: Literal["marked", "text"] = "marked") -> list[str]:
    """Return the lines of a paper: each block, and each cell of a row besides."""
    found: list[str] = []
    for block in side:
        said: str = getattr(block, name)
        found.append(said)
        if block.kind == "row":
            found += [part for cell in said.split(" | ") for part in cell.split("\n")]
    return found


def has(lines: list[str], parts: list[str]) -> bool:
    wanted = [part for part in parts if part]
    return any(lines[at : at + len(wanted)] == wanted for at in range(len(lines)))


def sentence_around(one: Edit) -> str:
    """Return the sentence of the old text that was edited."""
    before, after = fold(one.before), fold(one.after)
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    at = min(len(before), len(after)) if same is None else same
    sentences = list(re.finditer(r"[A-Z0-9].*?[.?!](?= [A-Z0-9]|$)", before))
    inside = [one for one in sentences if one.start() <= max(at - 1, 0) < one.end()]
    return inside[0][0] if inside and len(inside[0][0]) > 20 else ""


def iso(text: str) -> str:
    """Return a printed day as it is typed, and a month as it stands."""
    return first_day(text) if len(text.split()) > len(("month", "year")) else text


def first_day(text: str) -> str:
    """Return a printed day, or the first of a printed month, in figures."""
    *days, month, year = text.split()
    day = int(days[0]) if days else 1
    return f"{year}-{vocabulary.MONTHS.index(month) + 1:02}-{day:02}"
