"""What a paper says of its ledger, and how an officer words it otherwise."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import ROOT
from jacpaper.build.prepare import prepare

if TYPE_CHECKING:
    from pathlib import Path

MEETING = date(2025, 12, 11)
LATE = {"target": "2025-10-31", "owner": "Head of Crime", "theme": "Custody", "rating": "Red"}


def said(folder: Path, items: list[dict[str, Any]], **of_paper: Any) -> list[str]:
    """Return the paragraphs and cells of a paper about some items, one a string."""
    inputs = folder / "inputs"
    shutil.copytree(ROOT / "tests/rules/inputs", inputs)
    (folder / "templates").symlink_to(ROOT / "templates")
    text = (ROOT / "tests/rules/register.yaml").read_text(encoding="utf-8")
    register = yaml.safe_load(text)
    usual = {"report": "A report", "text": "Do this", "made": "2024-06-06", "status": "open"}
    register["items"] += [{"reference": f"Z{n}"} | usual | one for n, one in enumerate(items)]
    (inputs / "register.yaml").write_text(yaml.safe_dump(register), encoding="utf-8")
    paper = inputs / str(MEETING) / "paper.yaml"
    more = yaml.safe_dump(of_paper)
    paper.write_text(f"{paper.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    document, _ = prepare(folder, MEETING)
    blocks = [*document.body.find("p"), *document.body.find("td")]
    return [" ".join(block.text.split()) for block in blocks]


@pytest.mark.parametrize("by", ["owner", "report", "theme", "rating"])
def test_a_sentence_about_groups_has_a_name_to_word_it_by(tmp_path: Path, by: str) -> None:
    found = said(tmp_path, [LATE], ledger=[by], wording={f"late_by_{by}": "(Our own words.)"})
    assert "(Our own words.)" in found
    assert not [one for one in found if "past the date that" in one]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "One owner has one item that is past the date that it has now"),
        (2, "One owner has 2 items that are past the date that they have now"),
    ],
)
def test_one_owner_has_one_item_or_more(tmp_path: Path, number: int, words: str) -> None:
    found = said(tmp_path, [LATE] * number, ledger=["owner"])
    assert [one for one in found if one.startswith(words)]


def test_a_date_moved_to_tbc_is_still_the_one_it_was_and_says_so(tmp_path: Path) -> None:
    item = LATE | {"revised": "TBC"}
    shown = [{"items": "open"}, {"items": "exceptions"}]
    found = said(tmp_path, [item], ledger=["moved"], appendices=shown)
    assert "Overdue: 31 October 2025 (now TBC)" in found
    assert "Overdue: 31 October 2025 (moved once, now TBC)" in found


def test_exempt_items_are_no_reason_to_say_that_nothing_is_late(tmp_path: Path) -> None:
    hidden = LATE | {"exempt": "yes", "exempt_reason": "They would help thieves."}
    found = said(tmp_path, [hidden], appendices=[{"items": "exceptions"}])
    (sentence,) = (one for one in found if "rated red or moved" in one)
    assert sentence.startswith("No open item is overdue on ")
    assert sentence.endswith("moved twice or more. Exempt items are not counted.")


def test_an_appendix_says_what_it_is_about_before_how_many_there_are(tmp_path: Path) -> None:
    shown = [{"items": "open", "owners": ["Head of Crime"]}]
    found = said(tmp_path, [LATE, {"owner": "Head of Calls"}], appendices=shown)
    (sentence,) = (one for one in found if "This appendix" in one)
    assert sentence.startswith("This appendix is about the items of Head of Crime alone. One item")
    assert "xempt" not in sentence


def test_items_of_a_theme_and_an_owner_are_those_that_are_of_both(tmp_path: Path) -> None:
    chosen = {"themes": ["Custody", "Calls"], "owners": ["Head of Crime"]}
    others = [{"owner": "Head of Crime", "theme": "Fraud"}, {"owner": "Me", "theme": "Calls"}]
    found = said(tmp_path, [LATE, *others], appendices=[{"items": "exceptions"} | chosen])
    (sentence,) = (one for one in found if "This appendix" in one)
    only = "lists an item only if its theme is Custody or Calls and its owner is Head of Crime."
    assert sentence.startswith(f"This appendix {only} One open item is overdue")
