"""Properties: the movement adds up for any history, and a register is the same in any file."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jacpaper.facts.committee import LesserFinding
from jacpaper.facts.register import Item, Register
from jacpaper.hmicfrs import from_register
from jacpaper.hmicfrs.files import OpenCounts, OpenCountsFile
from jacpaper.language import english
from jacpaper.register.counting import counts, differences
from jacpaper.register.counting.profile import Profile
from jacpaper.register.reading.letters import repaired
from jacpaper.text.mojibake import misread
from registers import csv_text, placeless, read, workbook, yaml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

START = date(2022, 1, 1)
AFI = LesserFinding(one="area for improvement", many="areas for improvement", short="AFI")
DAYS = st.integers(0, 1500).map(lambda number: START + timedelta(number))
HEADINGS = (
    "Reference", "Report", "Type", "Text", "Made", "Target", "Status", "Closed", "History",
    "Owner", "Exempt",
)  # fmt: skip
# Without letters that are repaired in a register.
WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12
).filter(lambda text: repaired(text) == text and not misread(f" {text} "))


def item(number: int, changes: Sequence[date]) -> Item:
    return Item(
        reference=f"R{number}", report="A report", report_year=changes[0].year, text="Do",
        made=changes[0], status="open" if len(changes) % 2 else "closed", status_words="",
        changes=tuple(changes),
    )  # fmt: skip


histories = st.lists(DAYS, min_size=1, max_size=7).map(sorted)
registers = st.lists(histories, max_size=30).map(
    lambda every: [item(number, changes) for number, changes in enumerate(every)]
)


@given(registers, DAYS, DAYS)
def test_previous_new_closed_and_reopened_make_now(
    items: list[Item], one: date, other: date
) -> None:
    before, after = sorted((one, other))
    now = Counter(counts.by_year(counts.open_on(items, before)))
    now.update(counts.by_year(counts.new(items, before, after)))
    now.subtract(counts.by_year(counts.closed(items, before, after)))
    now.update(counts.by_year(counts.reopened(items, before, after)))
    assert {year: count for year, count in now.items() if count} == counts.by_year(
        counts.open_on(items, after)
    )


@given(registers, DAYS, DAYS, DAYS)
def test_two_periods_make_one(items: list[Item], one: date, two: date, three: date) -> None:
    first, second, third = sorted((one, two, three))
    for moved in (counts.new, counts.closed, counts.reopened):
        parts = [*moved(items, first, second), *moved(items, second, third)]
        assert sorted(part.reference for part in parts) == sorted(
            part.reference for part in moved(items, first, third)
        )


@given(histories, DAYS)
def test_an_item_is_open_as_its_last_change_says(changes: list[date], day: date) -> None:
    state = False
    for changed in changes:
        state = (not state) if changed <= day else state
    made = item(1, changes)
    assert made.is_open(day) is state
    if state:
        assert made.opened(day) <= day
        assert made.opened(day) in changes[::2]


def test_what_explains_a_difference_and_what_does_not() -> None:
    """Counted on 1 June 2022, last on 1 March: nearest first, and nothing that was counted."""
    items = [
        item(0, [date(2022, 1, 1), date(2022, 5, 20)]),  # closed before the day
        item(1, [date(2022, 1, 1), date(2022, 6, 9)]),  # closed soon after it
        item(2, [date(2022, 5, 2)]),  # came in before it
        item(3, [date(2022, 6, 3)]),  # came in soon after it
        item(4, [date(2022, 1, 1), date(2022, 2, 1)]),  # closed in the last paper's time
        item(5, [date(2022, 1, 1)]),  # open throughout
        item(6, [date(2022, 4, 1), date(2022, 4, 9), date(2022, 4, 30)]),  # open again
        item(7, [date(2022, 4, 1), date(2022, 4, 9)]),  # came and went
    ]
    day, last_day = date(2022, 6, 1), date(2022, 3, 1)
    assert differences.explanations(items, day, last_day, too_many=True) == (
        "R3 (made 3 June 2022)",
        "R0 (closed 20 May 2022)",
        "R7 (closed 9 April 2022)",
    )
    assert differences.explanations(items, day, last_day, too_many=False) == (
        "R1 (closed 9 June 2022)",
        "R2 (made 2 May 2022)",
        "R6 (reopened 30 April 2022)",
        "R6 (made 1 April 2022)",
    )


def test_what_explains_a_difference_happened_near_the_day() -> None:
    """After the last counting, or 100 days before; up to 100 days after, to the day."""
    day = date(2022, 6, 1)
    far = timedelta(100)
    items = [item(number, [day + far + timedelta(number)]) for number in (0, 1)]
    assert differences.explanations(items, day, None, too_many=True) == (
        "R0 (made 9 September 2022)",
    )
    items = [item(number, [day - far + timedelta(number)]) for number in (0, 1)]
    assert differences.explanations(items, day, None, too_many=False) == (
        "R1 (made 22 February 2022)",
    )
    last_day = date(2022, 3, 1)
    items = [item(number, [last_day + timedelta(number)]) for number in (0, 1)]
    assert differences.explanations(items, day, last_day, too_many=False) == (
        "R1 (made 2 March 2022)",
    )
    # What changed on the day itself had changed by then.
    assert differences.explanations([item(0, [day])], day, None, too_many=False) == (
        "R0 (made 1 June 2022)",
    )


def test_what_waits_for_closure_may_have_been_counted_as_closed() -> None:
    waiting = item(1, [date(2020, 1, 1)])._replace(
        status="submitted for closure", status_words="With them"
    )
    items = [item(0, [date(2020, 1, 1)]), waiting]
    day = date(2022, 6, 1)
    assert differences.explanations(items, day, None, too_many=False) == (
        "R1 (submitted for closure)",
    )
    assert differences.explanations(items, day, None, too_many=True) == ()


def test_eight_are_listed_and_the_rest_counted() -> None:
    names = [str(number) for number in range(10)]
    assert [*differences.listed(names[:8])] == names[:8]
    assert [*differences.listed(names)] == [*names[:8], "and 2 more"]


LONG_AGO, LAST, NOW = date(2020, 1, 1), date(2022, 3, 1), date(2022, 6, 1)
# One of each: open throughout, closed and come in since, closed long before.
KEPT = Register(
    (
        item(0, [LONG_AGO]),
        item(1, [date(2021, 1, 1), date(2022, 4, 1)]),
        item(2, [date(2022, 5, 1)]),
        item(3, [date(2019, 1, 1), date(2019, 2, 1)]),
    ),
)


def counted(**given: Any) -> OpenCountsFile:
    """Return what is printed of counts of which this much is typed."""
    typed = OpenCountsFile.model_validate({"as_at": NOW.isoformat(), **given})
    before = OpenCounts.model_validate(
        {"as_at": LAST.isoformat(), "open": {2020: 1, 2021: 1, 2018: 0, "total": 2}}
    )
    return from_register.fill(typed, before, KEPT)


def test_what_is_left_out_is_counted_and_a_year_that_came_to_nothing_shown_once() -> None:
    made = counted()
    assert made.open == {2020: 1, 2021: 0, 2022: 1}
    assert (made.new, made.closed, made.reopened) == ({2022: 1}, {2021: 1}, {})


def test_what_is_typed_is_printed() -> None:
    made = counted(open={2021: 7}, closed={2020: 3})
    assert made.open == {2021: 7}
    assert (made.new, made.closed, made.reopened) == ({2022: 1}, {2020: 3}, {})


def test_nothing_can_be_counted_on_a_day_that_is_not_known() -> None:
    made = counted(as_at="unknown", open={2021: 7})
    assert (made.open, made.new, made.closed) == ({2021: 7}, None, None)
    unknown = OpenCounts.model_validate({"as_at": "unknown"})
    assert from_register.fill_open(unknown, KEPT) == {}
    typed = OpenCountsFile.model_validate({"as_at": NOW.isoformat()})
    made = from_register.fill(typed, unknown, KEPT)
    assert (made.open, made.new) == ({2020: 1, 2022: 1}, None)


@st.composite
def rows(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Return rows of a register, each day a date."""
    every = []
    for number in range(draw(st.integers(1, 8))):
        changes = draw(histories)
        said = [
            f"{'closed' if index % 2 == 0 else 'reopened'} {day:%d/%m/%Y}"
            for index, day in enumerate(changes[1:])
        ]
        every.append(
            (
                f"R{number}", draw(WORDS), draw(st.sampled_from(["AFI", "Recommendation", ""])),
                draw(WORDS), changes[0], draw(st.one_of(st.just(""), DAYS)),
                "open" if len(changes) % 2 else "closed",
                changes[-1] if len(changes) % 2 == 0 else "", "; ".join(said),
                draw(st.sampled_from(["Head of Crime", "0123", ""])),
                draw(st.sampled_from(["yes", "no", ""])),
            )
        )  # fmt: skip
    return every


@settings(max_examples=40, deadline=None)
@given(rows())
def test_a_register_is_the_same_in_any_file(every: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / ending for ending in ("csv", "xlsx", "yaml")]
        for folder in folders:
            folder.mkdir()
        book: list[Sequence[Any]] = [HEADINGS, *every]
        workbook(
            folders[1] / "register.xlsx",
            {"Items": book},
            strings_to_numbers=False,
            strings_to_formulas=False,
            strings_to_urls=False,
        )
        from_csv = read(folders[0], csv=csv_text(every, HEADINGS))
        assert len(from_csv.items) == len(every)
        assert placeless(read(folders[1])) == placeless(from_csv)
        from_yaml = read(folders[2], yaml=yaml_text(every, HEADINGS))
        assert placeless(from_yaml) == placeless(from_csv)


def test_one_status_in_the_words_of_the_register_and_in_ours_is_one_row() -> None:
    day = START + timedelta(100)
    stood = item(1, [START])._replace(status_words="Open")
    # Submitted for closure after the paper's day: on that day it was open, in our word.
    later = item(2, [START])._replace(
        status="submitted for closure", status_words="Submitted", status_date=day + timedelta(5)
    )
    rows = Profile(Register((stood, later)), day, None, english, AFI).by_status().rows
    assert [(row.name, row.count) for row in rows] == [("Open", 2)]
