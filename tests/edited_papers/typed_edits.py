"""Whether an edit is plainly one of typed text, a typed date or list: such edits must be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
import yaml_spans
from accepted import fold
from fates import first_day, iso, sentence_around

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from random_edits import Edit


def is_typed(one: Edit, files: Sequence[Path], meeting: str, texts: Sequence[str]) -> bool:
    """True if the words concerned stand in a value of a paper's own files.

    `texts` are those of the blocks of the paper as it was sent. Edits that would make the facts
    contradict each other are none of them.
    """
    if one.kind == "date":
        return _is_day(one, files, meeting, texts)
    before = [fold(part) for part in one.before.split("\n")]
    if one.kind == "row added" or not all(before):
        return False
    leaves = yaml_spans.texts(files)
    if one.level in ("paragraph", "item"):
        is_one_more = one.kind in ("item added", "item deleted")
        return all(part in leaves for part in before) and not (
            is_one_more and _is_counted(before[0], files)
        )
    if any(part in leaves for part in before if len(part) > 4):
        return True
    return one.level in ("word", "sentence") and _is_sentence(one, leaves)


def _is_sentence(one: Edit, leaves: Sequence[str]) -> bool:
    around = sentence_around(one)
    return bool(around) and any(around in leaf for leaf in leaves if len(leaf) > len(around))


def _is_day(one: Edit, files: Sequence[Path], meeting: str, texts: Sequence[str]) -> bool:
    """True if a day or month stands once in the files and once in the paper."""
    keys = yaml_spans.keys(files, iso(one.old))
    # Nothing was published after the meeting, whatever somebody types.
    if keys == ["published"] and first_day(one.new) > meeting:
        return False
    return len(keys) == 1 and sum(one.old in text for text in texts) == 1


def _is_counted(text: str, files: Sequence[Path]) -> bool:
    """True for a finding of a report where closures are typed: one more or less is too many."""
    read = {path.name: path.read_text(encoding="utf-8") for path in files}
    if "closed" not in (yaml.safe_load(read.get("open-counts.yaml", "{}")) or {}):
        return False
    return any(
        {"areas_for_improvement", "recommendations"} & {*value.trail}
        and yaml_spans.without_marks(value.text) == text
        for value in yaml_spans.values(read["reports.yaml"])
    )
