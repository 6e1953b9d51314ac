"""The charts of the ledger: each bar is as long as its figure, and words say the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import lxml.etree
import pytest

from jacpaper.figures import charts, ledger_charts
from jacpaper.language import english
from jacpaper.text.dates import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from jacpaper.tree.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [(parse("July to September 2025"), 3, 12), (parse("October to December 2025"), 0, 1234)]


def written(picture: Picture) -> list[str]:
    return [node.text or "" for node in lxml.etree.fromstring(picture.svg()).iter(f"{SVG}text")]


def lengths(picture: Picture) -> list[float]:
    bars = lxml.etree.fromstring(picture.svg()).iter(f"{SVG}rect")
    return [float(bar.get("width", "")) + 1 for bar in bars]


def ends(picture: Picture) -> list[float]:
    """Return how far each text reaches to the right, at a letter's widest."""
    return [
        float(node.get("x", "")) + len(node.text or "") * charts.ADVANCE
        for node in lxml.etree.fromstring(picture.svg()).iter(f"{SVG}text")
        if node.get("text-anchor") != "middle"
    ]


@pytest.mark.parametrize(
    ("chart", "word"),
    [(ledger_charts.flow, "came in"), (ledger_charts.planned, "due at first")],
)
def test_two_bars_a_quarter(chart: Callable[..., Picture], word: str) -> None:
    picture = chart(ROWS, english)
    assert written(picture) == [
        "July to September 2025", f"3 {word}", "12 closed",
        "October to December 2025", "0", "1,234",
    ]  # fmt: skip
    few, more, most = lengths(picture)  # none has no bar
    assert most / more == pytest.approx(1234 / 12, rel=0.1)
    assert few < more
    assert max(ends(picture)) <= picture.width
    assert picture.words.endswith(
        f". July to September 2025: 3 {word}, 12 closed;"
        f" October to December 2025: 0 {word}, 1,234 closed."
    )


def test_ages_are_divided_by_rating() -> None:
    rows = [("Less than 6 months", (1, 40, 0)), ("6 to 11 months", (20, 20, 20))]
    picture = ledger_charts.ages(["At risk", "On track", "Not recorded"], rows, english)
    assert written(picture) == [
        "At risk", "On track", "Not recorded", "Less than 6 months", "40", "41",
        "6 to 11 months", "20", "20", "20", "60",
    ]  # fmt: skip
    legend, bars = lengths(picture)[:3], lengths(picture)[3:]
    assert len({*legend}) == 1
    assert [round(length / bars[-1] * 20) for length in bars] == [1, 40, 20, 20, 20]
    assert max(ends(picture)) <= picture.width
    assert picture.words == (
        "Bar chart of open items by age and rating. Less than 6 months: 1 At risk, 40 On track,"
        " 0 Not recorded; 6 to 11 months: 20 At risk, 20 On track, 20 Not recorded."
    )


def test_a_legend_of_long_names_goes_on_in_the_next_line() -> None:
    names = ["A rating with a long name", "Another", "One more"]
    picture = ledger_charts.ages(names, [("Less than 6 months", (1, 1, 1))], english)
    drawn = lxml.etree.fromstring(picture.svg())
    heights = [node.get("y") for node in drawn.iter(f"{SVG}text")][:3]
    assert len({*heights}) == 2
    assert max(ends(picture)) <= picture.width


def test_each_shade_is_told_from_the_next_by_its_lightness() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = [lightness(one) for one in ledger_charts._SHADES]
    assert all(after - before > 25 for before, after in pairwise(shades))


def test_nothing_at_all_can_be_drawn() -> None:
    quarter = [(parse("July to September 2025"), 0, 0)]
    assert lengths(ledger_charts.flow(quarter, english)) == []
