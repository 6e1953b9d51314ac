"""Whatever the figures, what is printed adds up: in Word, in the PDF and on the web page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import readers
from conftest import MEETING, Project, lay_out
from jacpaper.build.one_paper import build

if TYPE_CHECKING:
    from pathlib import Path

YEARS = st.dictionaries(st.integers(2015, 2025), st.integers(0, 400), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay_out(tmp_path_factory.mktemp("totals"))
    paper = project.input("paper.yaml")
    text = paper.read_text(encoding="utf-8")
    start, end = text.index("causes_of_concern:"), text.index("# More for the background")
    paper.write_text(text[:start] + "causes_of_concern: none\n" + text[end:], encoding="utf-8")
    project.input("reports.yaml").write_text("reports: none\n")
    return project


def printed_rows(path: Path) -> list[list[int]]:
    """Return the figures of the rows of the one table, the total last."""
    read = {
        ".docx": readers.word_lines,
        ".pdf": readers.pdf_lines,
        ".html": readers.html_lines,
    }[path.suffix]
    lines = [text for _, text in read(path)]
    first = lines.index("Change") + 1
    width = first - lines.index("Report year")
    last = lines.index("Total") + width
    cells = lines[first:last]
    return [
        [figure(cell) for cell in cells[start + 1 : start + width]]
        for start in range(0, len(cells), width)
    ]


def figure(cell: str) -> int:
    """Return a cell's number, as in 1,086 or \N{MINUS SIGN}5; no other way to write it will do."""
    minus = "\N{MINUS SIGN}"
    number = int(cell.replace(",", "").replace(minus, "-"))
    assert cell.lstrip("+") == f"{number:,}".replace("-", minus)
    return number


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(previous=YEARS, now=YEARS, new=YEARS)
def test_printed_totals_add_up_in_all_three(
    plain: Project, previous: dict[int, int], now: dict[int, int], new: dict[int, int]
) -> None:
    previous[2025] = previous.get(2025, 0) + 1  # so that there is a table
    plain.input("open-counts.yaml").write_text(
        f"as_at: unknown\nopen: {now}\nnew: {new}\nprevious: {{as_at: unknown, open: {previous}}}\n"
    )
    built = build(plain.folder, date.fromisoformat(MEETING))
    tables = [printed_rows(path) for path in built.files]
    assert tables[0] == tables[1] == tables[2]
    *rows, total = tables[0]
    assert total == [sum(column) for column in zip(*rows, strict=True)]
    for before, came, closed, *adjusted, after, change in tables[0]:
        assert before + came - closed + sum(adjusted) == after
        assert after - before == change
    assert (total[0], total[1], total[-2]) == tuple(sum(d.values()) for d in (previous, new, now))
