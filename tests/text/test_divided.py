"""Words that are divided at the end of a line are named where they begin, in any form of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jacpaper.problems import Problems
from jacpaper.text import yaml_reader

if TYPE_CHECKING:
    from pathlib import Path

FORMS = {
    "a block": "a: |\n  {}\nb: 1\n",
    "a block at the end": "a: |\n  {}",
    "a folded block": "a: >-\n  {}\n\nb: 1\n",
    "a plain text": "a: {}\nb: 1\n",
    "double quotes": 'a: "{}"\nb: 1\n',
    "single quotes": "a: '{}'\nb: 1\n",
    "an item of a list": "a:\n  - {}\n  - b\n",
}
DIVIDED = (
    "We are safe-\nguarding children.",
    "It is a 12-\nmonth plan.",
    "It is first-  \nclass.",
    "They are non-\nHMICFRS reports.",
    "By e-\nmail.",
    "Their decision-mak-\ning is good.",
    "It is state-of-the-\nart.",
    "We are safe\u2010\nguarding.",
)
WHOLE = (
    "Work pre-\nand post-inspection.",
    "Two-\nto three-year plans.",
    "It is good -\nand cheap.",
    "Two-to-three-\nand four-year plans.",
    "It is good --\nand cheap.",
    "Two things:\n- and the rest",
    "Well-known\nwords.",
)


def said(path: Path, form: str, text: str) -> list[str]:
    deeper = "\n      " if "- {}" in form else "\n  "
    path.write_text(form.format(text.replace("\n", deeper)), encoding="utf-8")
    try:
        found = yaml_reader.read(path, path.name).problems
    except Problems as refused:
        found = tuple(refused.problems)
    return [one.message for one in found if "printed in two parts" in one.message]


@pytest.mark.parametrize("text", DIVIDED)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_is_named(tmp_path: Path, form: str, text: str) -> None:
    assert said(tmp_path / "x.yaml", form, text)


@pytest.mark.parametrize("text", WHOLE)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_is_whole_is_left_alone(tmp_path: Path, form: str, text: str) -> None:
    assert not said(tmp_path / "x.yaml", form, text)


def test_at_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\nb: |\n  One line.\n  We are safe-\n  guarding children-\nc: 2\n")
    found = yaml_reader.read(path, "x.yaml").problems
    assert [str(one.place) for one in found] == ["x.yaml:4:10"]
