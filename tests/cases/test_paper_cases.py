"""Papers that once said what is not so: papers.yaml has each with its right answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import small_papers

CASES = yaml.safe_load(Path(__file__).with_name("papers.yaml").read_text(encoding="utf-8"))


def laid_out(case: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the meeting of a case, and its files as `small_papers` takes them."""
    given = {key: case[key] for key in FILES if key in case}
    return str(case.get("meeting", "2025-12-11")), given


FILES = ("committee", "paper", "counts", "reports", "inspections")


@pytest.mark.parametrize("name", CASES)
def test_the_paper_says_what_is_so(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    for before in case.get("before", ()):
        meeting, files = laid_out(before)
        small_papers.write(tmp_path, meeting, **files)
    meeting, files = laid_out(case)
    paper = small_papers.made(tmp_path, meeting, **files)
    for words in case.get("says", ()):
        assert words in paper.words
    for words in case.get("never", ()):
        assert words not in paper.words
    asked = case.get("asks", ())
    assert len(paper.found) == len(asked), paper.found
    for words in asked:
        assert any(words in one for one in paper.found), paper.found
