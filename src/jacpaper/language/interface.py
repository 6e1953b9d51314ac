"""What a language has: mypy compares each module of one with `Language`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date
    from decimal import Decimal

PeriodForm = Literal[
    "day", "week", "early", "mid", "late", "month",
    "spring", "summer", "autumn", "winter", "year", "range", "both",
]  # fmt: skip


class Period(Protocol):
    """A date as exact as it is known, a range of two such dates, or both of them alone."""

    @property
    def first(self) -> date:
        """Its first possible day."""

    @property
    def last(self) -> date:
        """Its last possible day."""

    @property
    def form(self) -> PeriodForm:
        """What kind of date it is."""

    @property
    def ends(self) -> Sequence[Period]:
        """Start and end of a range, or the two dates; otherwise empty."""


class Language(Protocol):
    """The names that a language's module has.

    Keys, as in `WORDS`, are the same in every language: templates and inputs use them.
    """

    CODE: str
    """As in `en-GB`: the language of the whole document, for browsers, Word and screen readers."""
    NOT_FOR_PUBLICATION: str
    """The marking of a restricted paper where the inputs give none."""
    DRAFT: str
    """What every page of a draft says."""
    SKIP: str
    """The link at the beginning of the web page that leads past the title block."""

    # The words before a number, each a single word: Word counts captions by it.
    TABLE: str
    FIGURE: str
    APPENDIX: str
    SECTION: str
    PARAGRAPH: str

    NUMBERS: Sequence[str]
    """The words for 0, 1, 2 and so on, where a number is no figure."""
    AGREEING: AbstractSet[str]
    """Words that come and go with a figure or a date: they agree with it, or compare it."""

    WORDS: Mapping[str, str]
    """Grades, changes of grade, recommendation and statuses, by the key the inputs have."""
    ROWS: Mapping[str, str]
    """The names of the rows of the register's tables, by their keys; committee.yaml names AFIs."""

    CHANGES: Mapping[str, str]
    """What a redline says of itself, and before and after what is new and what is gone."""

    # The rows of the trend chart.
    CHART_OPEN: str
    CHART_NEW: str
    CHART_CLOSED: str
    # A row of the chart of what was planned.
    CHART_PLANNED: str

    def counted(self, number: int, one: str, many: str, none: str = "") -> str:
        """Return number and words that agree; the words come from a template."""

    def signed(self, number: int) -> str:
        """Return a change with its sign."""

    def listed(self, items: Iterable[object]) -> str:
        """Return items as a sentence lists them."""

    def sentence(self, text: str) -> str:
        """Return text as it begins a sentence."""

    def long_date(self, day: date) -> str:
        """Return a date in full."""

    def short_month(self, day: date) -> str:
        """Return the name of a date's month, short enough for a column of a chart."""

    def long_period(self, period: Period) -> str:
        """Return a date as exact as it is known."""

    def when(self, period: Period) -> str:
        """Return the same as it stands in a sentence, with its preposition."""

    def within(self, period: Period) -> str:
        """Return the same for an event that takes place once in it."""

    def since(self, period: Period) -> str:
        """Return the same for what has gone on since then."""

    def in_figures(self, number: int | Decimal) -> str:
        """Return a number as tables and charts have it, never as a word."""

    def money(self, amount: int | Decimal) -> str:
        """Return an amount in pounds."""

    def bars(self, values: Sequence[tuple[str, str]]) -> str:
        """Return the words of a bar chart: the name and figure of each bar."""

    def figure(self, number: int) -> str:
        """Return a number alone, without a noun."""

    def duration(self, number: int, unit: Literal["day", "week", "month"]) -> str:
        """Return a length of time."""

    def in_last_paper(self, day: Period | None, *, is_put_right: bool = False) -> str:
        """Return what follows a chart's figure of the last paper, counted on a day if known."""

    def in_this_paper(self, day: Period | None) -> str:
        """Return what follows a chart's figure of this paper, counted on a day if known."""

    def without_article(self, text: str) -> str:
        """Return a name as it stands before a noun."""

    def within_sentence(self, text: str) -> str:
        """Return a term as it goes on in a sentence, without the capital of a list."""

    def with_article(self, text: str) -> str:
        """Return a noun as one of several."""

    def open_by_year(
        self,
        rows: Sequence[tuple[int, int | None, int]],
        last_day: Period | None,
        day: Period | None,
        lesser: str,
        *,
        is_put_right: bool = False,
    ) -> str:
        """Describe the chart of open items; each row has a year, and how many then and now.

        None then: not known in any row. `is_put_right`: some are not those that were printed.
        `lesser` is what the items other than recommendations are called in short, as in AFI.
        """

    def trend(self, papers: Sequence[tuple[date, int, int, int, int]], lesser: str) -> str:
        """Describe the trend chart.

        Each paper has a day, how many were open, new and closed, and how many it printed as open.
        """

    def flow(self, quarters: Sequence[tuple[Period, int, int]]) -> str:
        """Describe the chart of what came in and was closed in each quarter."""

    def planned(self, quarters: Sequence[tuple[Period, int, int]]) -> str:
        """Describe the chart of what should have been done and was closed in each quarter."""

    def ages(self, ratings: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
        """Describe the chart of ages; each row has its name and a count for each rating."""

    def table_size(self, columns: Sequence[str], rows: int) -> str:
        """Describe a table with its columns' names and the number of rows under them."""
