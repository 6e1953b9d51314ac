"""A figure over 999 has its comma wherever a paper prints it: text, tables, charts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from jacpaper.language import english
from small_papers import made, report

if TYPE_CHECKING:
    from pathlib import Path

YEARS = {"2023", "2024", "2025", "2026"}


@pytest.mark.parametrize(
    ("number", "alone", "in_table", "change", "counted"),
    [
        (0, "0", "0", "0", "no items"), (1, "one", "1", "+1", "one item"),
        (999, "999", "999", "+999", "999 items"),
        (1234, "1,234", "1,234", "+1,234", "1,234 items"),
        (-1234, "-1,234", "-1,234", "\N{MINUS SIGN}1,234", "-1,234 items"),
    ],
)  # fmt: skip
def test_numbers(number: int, alone: str, in_table: str, change: str, counted: str) -> None:
    assert english.figure(number) == alone
    assert english.in_figures(number) == in_table
    assert english.signed(number) == change
    assert english.counted(number, "item", "items") == counted


def test_a_paper_with_large_figures(tmp_path: Path) -> None:
    counts = {
        "as_at": "2025-11-28", "open": {2023: 1500, 2024: 4321, 2025: 1111},
        "closed": {2023: 1200, 2024: 1000}, "adjusted": {2025: -1020},
        "notes": {2025: "They were another force's."},
        "by_report": [
            {"report": "Past", "published": "2024-03-01", "made": 5321, "closed": 1000,
             "open": 4321},
        ],
        "previous": {"as_at": "2025-09-12", "open": {2023: 2700, 2024: 5321, 2025: 1130}},
        "restated": {2023: {"from": 2701, "to": 2700, "why": "One was counted twice."}},
    }  # fmt: skip
    news = report("News", "2025-10-01", recommendations={"made": 1400, "applicable": 1001})
    causes = [{"name": "Custody", "open_recommendations": 1002, "recommendations": 1003}]
    paper = {
        "last_meeting": "2025-09-25", "causes_of_concern": causes, "open_by_year_chart": "shown",
        "key_points": "shown",
    }  # fmt: skip
    words = made(tmp_path, counts=counts, reports=[news], paper=paper).words
    shown = "1,001 1,002 1,003 1,111 1,200 1,500 2,700 4,321 5,321 6,932"
    for figure in shown.split():
        assert figure in words, figure
    assert {*re.findall(r"(?<![\d,/-])\d{4,}(?![\d/-])", words)} <= YEARS
