"""Dates are read as officers type them, ordered by their days, and printed in GOV.UK style."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jacpaper.language import english
from jacpaper.text import dates

DAYS = st.dates(date(1829, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "printed", "first", "last"),
    [
        ("2025-10-15", "15 October 2025", "2025-10-15", "2025-10-15"),
        ("15 October 2025", "15 October 2025", "2025-10-15", "2025-10-15"),
        ("1 sept 2025", "1 September 2025", "2025-09-01", "2025-09-01"),
        ("20th Nov. 2025", "20 November 2025", "2025-11-20", "2025-11-20"),
        ("late Feb. 2026", "late February 2026", "2026-02-21", "2026-02-28"),
        ("July 2026", "July 2026", "2026-07-01", "2026-07-31"),
        ("early January 2026", "early January 2026", "2026-01-01", "2026-01-10"),
        ("Mid-July 2026", "mid July 2026", "2026-07-11", "2026-07-20"),
        ("late February 2028", "late February 2028", "2028-02-21", "2028-02-29"),
        ("December 2026", "December 2026", "2026-12-01", "2026-12-31"),
        (
            "Week commencing 2025-09-08",
            "week commencing 8 September 2025",
            "2025-09-08",
            "2025-09-14",
        ),
        ("w/c 8 September 2025", "week commencing 8 September 2025", "2025-09-08", "2025-09-14"),
        ("w/b 8 September 2025", "week commencing 8 September 2025", "2025-09-08", "2025-09-14"),
        (
            "week beginning 2025-09-08",
            "week commencing 8 September 2025",
            "2025-09-08",
            "2025-09-14",
        ),
        ("1st July 2026", "1 July 2026", "2026-07-01", "2026-07-01"),
        ("22nd to 23rd July 2026", "22 to 23 July 2026", "2026-07-22", "2026-07-23"),
        ("Q1 2026/27", "April to June 2026", "2026-04-01", "2026-06-30"),
        ("q3 2026/27", "October to December 2026", "2026-10-01", "2026-12-31"),
        ("Q4 2027/28", "January to March 2028", "2028-01-01", "2028-03-31"),
        ("Q1 to Q2 2026/27", "April to September 2026", "2026-04-01", "2026-09-30"),
        ("May 2026 to Q2 2026/27", "May to September 2026", "2026-05-01", "2026-09-30"),
        ("Spring 2026", "spring 2026", "2026-03-01", "2026-05-31"),
        ("Winter 2026/27", "winter 2026/27", "2026-12-01", "2027-02-28"),
        ("2026", "2026", "2026-01-01", "2026-12-31"),
        ("Early 2026", "early 2026", "2026-01-01", "2026-04-30"),
        ("mid-2026", "mid 2026", "2026-05-01", "2026-08-31"),
        ("late 2026", "late 2026", "2026-09-01", "2026-12-31"),
        ("late 2026 to early 2027", "late 2026 to early 2027", "2026-09-01", "2027-04-30"),
        ("early to mid 2026", "early to mid 2026", "2026-01-01", "2026-08-31"),
        ("1\u201312 September 2025", "1 to 12 September 2025", "2025-09-01", "2025-09-12"),
        ("29 June - 10 July 2026", "29 June to 10 July 2026", "2026-06-29", "2026-07-10"),
        ("Jul-Sep 2026", "July to September 2026", "2026-07-01", "2026-09-30"),
        ("2026 to July 2026", "2026 to July 2026", "2026-01-01", "2026-07-31"),
        ("July 2026 to 2026", "July 2026 to 2026", "2026-07-01", "2026-12-31"),
        ("July to September 2026", "July to September 2026", "2026-07-01", "2026-09-30"),
        ("6 to 17 July 2026", "6 to 17 July 2026", "2026-07-06", "2026-07-17"),
        ("2026-07-06 to 2026-07-17", "6 to 17 July 2026", "2026-07-06", "2026-07-17"),
        ("2026-06-29 to 2026-07-10", "29 June to 10 July 2026", "2026-06-29", "2026-07-10"),
        (
            "2025-12-30 to 2026-01-02",
            "30 December 2025 to 2 January 2026",
            "2025-12-30",
            "2026-01-02",
        ),
        (
            "w/c 2025-09-08 to w/c 2025-09-15",
            "week commencing 8 September 2025 to week commencing 15 September 2025",
            "2025-09-08",
            "2025-09-21",
        ),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(typed: str, printed: str, first: str, last: str) -> None:
    when = dates.parse(typed)
    assert str(when) == printed
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)
    assert dates.parse(printed) == when, "what is printed can be typed"


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "15/10/2025", "2025-02-30", "31 June 2026", "0000-01-01", "December 9999",
     "week commencing 9999-12-31", "winter 2026/28", "Q3 2026/28", "Q5 2026/27", "Q3 2026", "Q3",
     "Q1 2026/27 and Q3 2026/27", "July to May 2026", "to", "2026 to", "13 2026",
     "early", "1-2-2026", "week commencing July 2026", "Ju 2026"],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"write|is not a date|is not an exact date"):
        dates.parse(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2200", "2200 is not a date: the year 2200 is not of our time"),
        ("July 1500", "July 1500 is not a date: the year 1500 is not of our time"),
        ("spring 1500", "spring 1500 is not a date: the year 1500 is not of our time"),
        ("winter 1500/01", "winter 1500/01 is not a date: the year 1500 is not of our time"),
        ("1500", "1500 is not a date: the year 1500 is not of our time"),
        ("31 June 2026", "31 June 2026 is not a date: June 2026 has no day 31"),
        ("2026-02-29", "2026-02-29 is not a date: February 2026 has no day 29"),
        ("2026-12-32", "2026-12-32 is not a date: December 2026 has no day 32"),
        ("2026-01-00", "2026-01-00 is not a date: January 2026 has no day 0"),
        ("2026-13-01", "2026-13-01 is not a date: there is no month 13"),
        ("2026-00-01", "2026-00-01 is not a date: there is no month 0"),
        ("15 Juny 2026", "'15 Juny 2026' is not a date; write"),
        (
            "July to May 2026",
            "'July' to 'May 2026' runs backwards; write the earlier date first",
        ),
        ("w/c 2025-09-08 to 2025-09-20", "'w/c 2025-09-08' to '2025-09-20' joins a week and a day"),
        (
            "Thursday 6 May 2026",
            "'Thursday 6 May 2026' is not a date, and 6 May 2026 is a Wednesday; write 6 May 2026",
        ),
    ],
)
def test_a_refusal_says_why(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"write|not a date") as refused:
        dates.parse(typed)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3 Feb 2026 - 5 Feb 2026", "3 Feb 2026 to 5 Feb 2026"),
        ("8 & 9 December 2025", "8 and 9 December 2025"),
        ("Fri 6 March 2026", "6 March 2026"),
        ("Mon 10-12 November 2025", "10 to 12 November 2025"),
        ("Thursday, 16th October 2025", "16th October 2025"),
        ("27 November, 2025", "27 November 2025"),
        ("end of June 2026", "late June 2026"),
        ("the beginning of June 2026", "early June 2026"),
        ("5 Nov 25", "5 Nov 2025"),
    ],
)
def test_what_is_meant_is_offered_and_can_be_typed(typed: str, meant: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as refused:
        dates.parse(typed)
    assert str(refused.value) == f"{typed!r} is not a date; write {meant}"
    assert dates.parse(meant)


@pytest.mark.parametrize(
    "typed",
    ["1-31 June 2026", "Nov 25", "5-6-2025", "9-5 July", "2025-6",
     "July - 2026", "the end of it", "Sun 2026-13"],
)  # fmt: skip
def test_nothing_is_offered_that_may_not_be_meant(typed: str) -> None:
    with pytest.raises(ValueError, match="not a date") as refused:
        dates.parse(typed)
    assert "two of these" in str(refused.value) or "has no day" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("15/10/25", " (here 2025-10-15)"),
        ("15.10.2025", " (here 2025-10-15)"),
        ("15/10/00", " (here 2000-10-15)"),
        ("31/31/2025", ""),
        ("2025", ""),
    ],
)
def test_a_british_date_in_figures_is_refused_with_what_it_should_be(typed: str, hint: str) -> None:
    with pytest.raises(ValueError, match="is not an exact date") as refused:
        dates.parse_exact(typed)
    assert str(refused.value) == (
        f"{typed!r} is not an exact date; write 2025-10-15 or 15 October 2025{hint}"
    )


@given(DAYS)
def test_every_day_can_be_typed_in_both_ways(day: date) -> None:
    assert dates.parse_exact(day.isoformat()) == day
    assert dates.parse_exact(dates.long(day)) == day


@given(DAYS, DAYS)
def test_every_range_prints_as_what_it_was(one: date, other: date) -> None:
    first, last = sorted([one, other])
    when = dates.parse(f"{first.isoformat()} to {last.isoformat()}")
    assert (when.first, when.last) == (first, last)
    assert dates.parse(str(when)) == when


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        when = dates.parse(text)
    except ValueError:
        return
    assert when.first <= when.last


def test_dates_order_by_their_days() -> None:
    typed = ["July 2026", "2026-07-02", "early January 2026", "2026"]
    assert sorted(typed, key=dates.parse) == [
        "early January 2026",
        "2026",
        "July 2026",
        "2026-07-02",
    ]


@pytest.mark.parametrize(
    ("typed", "in_a_sentence"),
    [
        ("2026-07-06", "on 6 July 2026"),
        ("July 2026", "in July 2026"),
        ("week commencing 2025-09-08", "in the week commencing 8 September 2025"),
        ("July to September 2026", "from July to September 2026"),
        (
            "w/c 2025-09-08 to w/c 2025-09-15",
            "from the week commencing 8 September 2025 to the week commencing 15 September 2025",
        ),
        (
            "w/c 2025-09-08 and w/c 2025-09-15",
            "in the week commencing 8 September 2025 and the week commencing 15 September 2025",
        ),
        ("2026", "in 2026"),
    ],
)
def test_a_date_brings_its_preposition(typed: str, in_a_sentence: str) -> None:
    assert english.when(dates.parse(typed)) == in_a_sentence


@pytest.mark.parametrize(
    ("typed", "in_a_sentence"),
    [
        ("week commencing 2025-09-08", "in the week commencing 8 September 2025"),
        (
            "w/c 2025-09-01 to w/c 2025-09-08",
            "between the week commencing 1 September 2025 and the week commencing 8 September 2025",
        ),
        (
            "w/c 2025-09-08 and w/c 2025-09-15",
            "in the week commencing 8 September 2025 or the week commencing 15 September 2025",
        ),
    ],
)
def test_each_of_two_weeks_has_its_article(typed: str, in_a_sentence: str) -> None:
    assert english.within(dates.parse(typed)) == in_a_sentence


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2 weeks", "2 weeks"),
        ("1 week", "one week"),
        ("one month", "one month"),
        ("10 days", "10 days"),
        ("Two weeks", "2 weeks"),
        ("a week", "one week"),
        ("twelve days", "12 days"),
        ("a fortnight", "2 weeks"),
    ],
)
def test_a_duration_is_printed_in_govuk_style(typed: str, printed: str) -> None:
    assert str(dates.parse_duration(typed)) == printed


@pytest.mark.parametrize("typed", ["", "0 weeks", "some weeks", "4-6 weeks", "2 years", "2"])
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"write 2 weeks, .*; what is less exact goes into text"):
        dates.parse_duration(typed)
