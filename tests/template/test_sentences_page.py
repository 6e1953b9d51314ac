"""docs/sentences.md has every branch of every template: none is printed that nobody has read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import sentences

from conftest import ROOT
from jacpaper.project.layout import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATE_FILES = sorted((ROOT / TEMPLATES).glob("*.j2"))
# Texts in quotes that are compared, or stand for something, and are never printed.
NOT_PRINTED = {
    "due date", "cause of concern", "left out", "in part", "consultation response", "response to ",
}  # fmt: skip


def runs(source: str) -> Iterator[str]:
    """Yield each run of words that a template prints: its own, and those in its expressions."""
    source = re.sub(r"{#.*?#}|<!--.*?-->", "", source, flags=re.DOTALL)
    tags = re.findall(r"{{.*?}}|{%.*?%}", source, flags=re.DOTALL)
    for tag in tags:
        for text in re.findall(r'"([^"]*)"', tag):
            if " " in text.strip() and text not in NOT_PRINTED:
                yield from re.split(r"%s", text)
    yield from re.split(r"{{.*?}}|{%.*?%}|<[^>]*>", source, flags=re.DOTALL)


def plain(text: str) -> str:
    return " ".join(text.lower().split())


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=[path.name for path in TEMPLATE_FILES])
def test_every_run_of_words_of_a_template_is_on_the_page(path: Path) -> None:
    page = plain(sentences.page().replace("\n- ", " "))
    wanted = {plain(run).strip(" .,:;()") for run in runs(path.read_text(encoding="utf-8"))}
    assert [run for run in sorted(wanted) if re.search("[a-z]{2}", run) and run not in page] == []


@pytest.mark.parametrize(
    "jarring",
    [
        r"\b1 (item|report|recommendation|AFI|area|day|week|theme|paper|more|fewer)",
        r"\bone (are|have|were|items|reports|days|weeks|themes)\b",
        r"\b(none|no \w+) are\b(?! open)",
        r"\bthe 1\b|\b(at most|than the|all) 1\b|\ball 2\b",
        r" [,.;:]|,,|\.\.|\(\)|  ",
        r"\b[Tt]he the\b|\blast the\b",
        r"[.] [a-z]\w* (is|are|has|have|was|were)\b",
        r"\b(unknown|True|False)\b|(?<!\. )(?<!- )\bNone\b",
    ],
)
def test_nothing_on_the_page_jars(jarring: str) -> None:
    said = sentences.page().partition("\n## ")[2]
    assert [line for line in said.splitlines() if re.search(jarring, line)] == []
