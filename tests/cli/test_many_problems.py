"""Thousands of problems are told as the first hundred and a number, within seconds."""

from __future__ import annotations

import re
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

JOINED = "\U0001f469\u200d\U0001f4bb"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("more", "problems"),
    [
        ("".join(f"key{number}: 1\n" for number in range(20_000)), 20_000),
        (f"wording: {{x: {JOINED * 20_000}}}\n", 20_000),
    ],
)
def test_the_first_hundred_and_how_many_more(
    project: Project, command: str, more: str, problems: int
) -> None:
    path = project.input("paper.yaml")
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    started = perf_counter()
    said = project.run_here(command).stderr
    assert perf_counter() - started < 30
    told = re.findall(r"(?m)^inputs/2025-12-11/paper.yaml:\d+:\d+: error: ", said)
    assert len(told) == 100
    assert f"... and {problems - 100:,} more;" in said
    assert f"{problems} errors" in said
    assert len(said) < 100_000


def test_in_a_very_long_line_the_caret_is_under_the_letter(project: Project) -> None:
    path = project.input("paper.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}wording: {{x: {'word ' * 1000}\u200bend}}\n", encoding="utf-8")
    lines = project.run_here("check").stderr.splitlines()
    number = next(number for number, line in enumerate(lines) if "zero-width space" in line)
    shown, caret = lines[number + 1 : number + 3]
    assert shown[caret.index("^") :].startswith("\u200bend")
