"""English as GOV.UK writes it: one, then figures; dates as 8 September 2025."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date
    from decimal import Decimal

    from jacpaper.language.interface import Period

CODE = "en-GB"
NOT_FOR_PUBLICATION = "NOT FOR PUBLICATION"
DRAFT = "Draft"
SKIP = "Skip to the first section"

TABLE, FIGURE, APPENDIX = "Table", "Figure", "Appendix"
SECTION, PARAGRAPH = "section", "paragraph"

WORDS: Mapping[str, str] = {
    # Grades
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "requires improvement": "requires improvement",
    "inadequate": "inadequate",
    "not graded": "not graded",
    "narrative only": "narrative only",
    "not inspected": "not inspected",
    # How a grade has changed
    "better": "better",
    "worse": "worse",
    "the same": "the same",
    "not comparable": "not comparable",
    # Types of item; the other one has its name from committee.yaml
    "recommendation": "recommendation",
    # Statuses
    "open": "open",
    "submitted for closure": "submitted for closure",
    "closed": "closed",
    "superseded": "superseded",
}
# Words that begin a term, and no name: of how often, and of kinds, which a name may begin with.
_OFTEN = frozenset(
    (
        "annually", "as", "at", "bi", "biannually", "bimonthly", "daily", "each", "every", "five",
        "fortnightly", "four", "half", "in", "monthly", "on", "once", "quarterly", "six", "termly",
        "three", "twice", "two", "weekly", "yearly",
    )
)  # fmt: skip
_KINDS = frozenset(
    (
        "accelerated", "annual", "announced", "assessment", "baseline", "child", "consultation",
        "crime", "custody", "data", "desktop", "evaluation", "firearms", "focused", "follow",
        "guidance", "inspection", "integrated", "integrity", "interim", "joint", "letter",
        "national", "open", "post", "progress", "rapid", "re", "reinspection", "report", "research",
        "response", "review", "revisit", "serious", "specialist", "spotlight", "super",
        "targeted", "terms", "thematic", "unannounced", "update", "vetting",
    )
)  # fmt: skip
# To whom something is addressed: all forces and the Home Office, but the Chief Constable.
_WHOM = frozenset(("a", "all", "any", "both", "other", "our", "the", "these", "this"))
_WHOM_IF_COMMON = frozenset(("chief", "forces", "local", "police", "relevant", "senior"))
ROWS: Mapping[str, str] = {
    "recommendation": "Recommendation",
    "under_6_months": "Less than 6 months",
    "months_6_to_11": "6 to 11 months",
    "months_12_to_23": "12 to 23 months",
    "months_24_to_35": "24 to 35 months",
    "months_36_or_more": "36 months or more",
    "overdue_revised": "Overdue: past the revised date",
    "overdue_target": "Overdue: past the target date, which was not revised",
    "past_target_only": "Past the target date, but not the revised one",
    "not_due_yet": "Not due yet",
    "no_date": "No date recorded",
    "this_force": "This force alone",
    "several_forces": "Several forces, or all",
    "not_recorded": "Not recorded",
}

CHANGES: Mapping[str, str] = {
    "since": "Changes since the paper of {day}",
    "since version": "Changes since an earlier version of this paper",
    "added": "[added: ",
    "deleted": "[deleted: ",
    "end": "]",
    "title": "{title}, {meeting} (changes since {day})",
    "title version": "{title}, {meeting} (changes since an earlier version)",
    "no picture": "The older picture is not shown here.",
    "added picture": "Added: ",
    "deleted picture": "Deleted: ",
    "added row": "[added row] ",
    "deleted row": "[deleted row] ",
}

CHART_OPEN, CHART_NEW, CHART_CLOSED = "Open", "Came in", "Closed"
CHART_PLANNED = "Due at first"

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# How numbers are typed and printed that are no figures, from 0 on.
NUMBERS: Sequence[str] = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_AGREEING = """
    is are was were will has have had it they them its their this these that those both each all
    either neither none no one a an the and of in to by than as many more fewer less same only
    other others total before after ago day days week weeks month months year years late today
    first last since due still now or nor for from come comes came need needs
"""
AGREEING: AbstractSet[str] = frozenset(_AGREEING.split())
_WEEK = "week commencing"
_JOINED: Mapping[str, str] = {"range": "to", "both": "and"}


def counted(number: int, one: str, many: str, none: str = "") -> str:
    """Return number and words that agree: one report has, 3 reports have, no reports have.

    `none` replaces the whole for 0, where "no" and the words for many would not read well.
    """
    if number == 1:
        return f"one {one}"
    return f"{in_figures(number)} {many}" if number else none or f"no {many}"


def signed(number: int) -> str:
    """Return a change with its sign: +5, a true minus for fewer, 0."""
    return f"{number:+,d}".replace("-", "\N{MINUS SIGN}") if number else "0"


def listed(items: Iterable[object]) -> str:
    """Return the items as a sentence lists them: a, b and c."""
    *others, last = [str(item) for item in items] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def long_date(day: date) -> str:
    """Return the date as 8 September 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Return the first three letters of the month's name."""
    return MONTHS[day.month - 1][:3]


def long_period(period: Period) -> str:
    """Return the date as in early January 2026, winter 2026/27 or 6 to 17 July 2026."""
    day, form = period.first, period.form
    month = f"{MONTHS[day.month - 1]} {day.year}"
    words = {"day": long_date(day), "week": f"{_WEEK} {long_date(day)}", "month": month}
    if form in ("early", "mid", "late"):
        is_of_year = period.last.month > day.month
        return f"{form} {day.year if is_of_year else month}"
    if form == "winter":  # it crosses the year's end
        return f"{form} {day.year}/{period.last.year % 100:02d}"
    if form in words:
        return words[form]
    if form in _JOINED:
        first, last = period.ends
        return _joined(first, last, _JOINED[form])
    return str(day.year) if form == "year" else f"{form} {day.year}"


def _joined(first: Period, last: Period, word: str) -> str:
    """Return both ends, without what the start would repeat of the end: 6 to 17 July 2026."""
    start, end = long_period(first).split(), long_period(last).split()
    while first.form != "week" and len(start) > 1 and len(end) > 1 and start[-1] == end[-1]:
        start, end = start[:-1], end[:-1]
    return f"{' '.join(start)} {word} {long_period(last)}"


def when(period: Period) -> str:
    """Return the date with its preposition: on 6 July 2026, in early January 2026."""
    kind = period.ends[0].form if period.ends else period.form
    preposition = "from" if period.form == "range" else {"day": "on"}.get(kind, "in")
    if kind == "week":
        return f"{preposition} {_weeks(period, _JOINED.get(period.form, ''))}"
    return f"{preposition} {long_period(period)}"


def _weeks(period: Period, word: str) -> str:
    """Return a week, or the two that a word joins, each with its article."""
    return f" {word} ".join(f"the {long_period(one)}" for one in period.ends or (period,))


def within(period: Period) -> str:
    """Return the time of a single event: between 6 and 17 July 2026, in June or July 2026."""
    if not period.ends:
        return when(period)
    if period.ends[0].form == "week":
        is_range = period.form == "range"
        return f"between {_weeks(period, 'and')}" if is_range else f"in {_weeks(period, 'or')}"
    first, last = period.ends
    if period.form == "range":
        return f"between {_joined(first, last, 'and')}"
    return f"{when(first).partition(' ')[0]} {_joined(first, last, 'or')}"


def since(period: Period) -> str:
    """Return the date after since: since 6 July 2026, since the week commencing 6 July 2026."""
    kind = period.ends[0].form if period.ends else period.form
    if kind == "week":
        return f"since {_weeks(period, _JOINED.get(period.form, ''))}"
    return f"since {long_period(period)}"


def in_figures(number: int | Decimal) -> str:
    """Return a number as tables and charts have it: 1, 2, 1,234, 12.5."""
    return f"{number:,}"


def money(amount: int | Decimal) -> str:
    """Return an amount in pounds: £12,500, £1,250.50, a true minus for less than none."""
    pence = 0 if amount == int(amount) else 2
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.{pence}f}"


def bars(values: Sequence[tuple[str, str]]) -> str:
    """Return what a screen reader says of a bar chart: each bar's name and figure."""
    return f"Bar chart. {'; '.join(f'{name}: {figure}' for name, figure in values)}."


def figure(number: int) -> str:
    """Return a number alone: one, 2, 1,234; 0 stays a figure."""
    return "one" if number == 1 else in_figures(number)


def duration(number: int, unit: Literal["day", "week", "month"]) -> str:
    """Return the length of time as one week, 2 weeks."""
    return counted(number, unit, f"{unit}s")


def in_last_paper(day: Period | None, *, is_put_right: bool = False) -> str:
    """Return what follows the first figure of the last paper in a chart."""
    return f"in the last paper{' (put right)' if is_put_right else ''}{_dated(', ', day)}"


def in_this_paper(day: Period | None) -> str:
    """Return what follows the first figure of this paper in a chart."""
    return f"now{_dated(', ', day)}"


def findings(lesser: str) -> str:
    """Return what is counted open: recommendations and AFIs."""
    return f"recommendations and {lesser}s"


def without_article(text: str) -> str:
    """Return a name as it stands before a noun: Panel, in the last Panel paper."""
    return text[4:] if text[:4].lower() == "the " else text


def within_sentence(text: str) -> str:
    """Return a term as it goes on in a sentence: Monthly is monthly, and a name stays a name."""
    found = re.match(r"([A-Z][a-z]*)(?![A-Z])[\w-]*(?: and)?[^\w-]*(\w?)", text)
    if not found:
        return text
    first, is_name = found[1].lower(), found[2].isupper()
    is_common = first in _OFTEN | _WHOM or (first in _KINDS | _WHOM_IF_COMMON and not is_name)
    return text[0].lower() + text[1:] if is_common else text


def with_article(text: str) -> str:
    """Return a noun as one of several: an area for improvement, a finding."""
    return f"{'an' if text[:1].lower() in 'aeiou' else 'a'} {text}"


def open_by_year(
    rows: Sequence[tuple[int, int | None, int]],
    last_day: Period | None,
    day: Period | None,
    lesser: str,
    *,
    is_put_right: bool = False,
) -> str:
    """Describe the chart of open items by report year."""
    name = f"Bar chart of open {findings(lesser)} by report year"
    if any(previous is None for _, previous, _ in rows):
        facts = "; ".join(f"{year}: {now:,}" for year, _, now in rows)
        return f"{name}{_dated(', ', day)}. {facts}."
    facts = "; ".join(f"{year}: {previous:,}, now {now:,}" for year, previous, now in rows)
    last = f"in the last paper{_dated(' of ', last_day)}{' (put right)' if is_put_right else ''}"
    return f"{name}, {last} and now{_dated(', ', day)}. {facts}."


def trend(papers: Sequence[tuple[date, int, int, int, int]], lesser: str) -> str:
    """Describe the trend chart."""
    facts = "; ".join(
        f"{long_date(meeting)}: {still_open:,} open"
        f"{f' (was {printed:,})' if printed != still_open else ''}, {new:,} came in,"
        f" {closed:,} closed"
        for meeting, still_open, new, closed, printed in papers
    )
    return f"Bar chart of all open {findings(lesser)} in {len(papers)} papers. {facts}."


def flow(quarters: Sequence[tuple[Period, int, int]]) -> str:
    """Describe the chart of what came in and was closed in each quarter."""
    facts = "; ".join(
        f"{long_period(when)}: {came:,} came in, {gone:,} closed" for when, came, gone in quarters
    )
    return f"Bar chart of items that came in and were closed, by quarter. {facts}."


def planned(quarters: Sequence[tuple[Period, int, int]]) -> str:
    """Describe the chart of what should have been done and was closed in each quarter."""
    facts = "; ".join(
        f"{long_period(when)}: {due:,} due at first, {gone:,} closed"
        for when, due, gone in quarters
    )
    return f"Bar chart of items by first date and of closures, by quarter. {facts}."


def ages(ratings: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Describe the chart of ages; each row has its name and a count for each rating."""
    divided = (
        (name, [f"{one:,} {rating}" for rating, one in zip(ratings, counts, strict=True)])
        for name, counts in rows
    )
    facts = "; ".join(f"{name}: {', '.join(parts)}" for name, parts in divided)
    return f"Bar chart of open items by age and rating. {facts}."


def table_size(columns: Sequence[str], rows: int) -> str:
    """Describe a table as 2 columns (Grade, Area) with one row under the header row."""
    across, under = counted(len(columns), "column", "columns"), counted(rows, "row", "rows")
    return f"{across} ({', '.join(columns)}) with {under} under the header row"


def _dated(before: str, known: Period | None) -> str:
    return f"{before}{long_period(known)}" if known else ""
