"""A second language, invented: it has no letter of the Latin alphabet, so that none can hide."""

# ruff: noqa: RUF001 - Greek letters, on purpose

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from jacpaper.language import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date
    from decimal import Decimal

    from jacpaper.language.interface import Period

_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιξκλμνοπκρστυβωξψζ")


def _greek(text: str) -> str:
    return text.lower().replace("_", "").translate(_LETTERS)


CODE = "qaa"  # ISO 639-2 leaves it for private use
NOT_FOR_PUBLICATION = "ΜΥΣΤΙΚΟ"
DRAFT = "ΣΧΕΔΙΟ"
SKIP = "ΣΤΗΝ ΑΡΧΗ"
TABLE, FIGURE, APPENDIX = "Ταβ", "Φιγ", "Αππ"
SECTION, PARAGRAPH = "σεκ", "παρ"
WORDS: Mapping[str, str] = {key: _greek(key) for key in english.WORDS}
ROWS: Mapping[str, str] = {key: f"Ρ{_greek(key)}" for key in english.ROWS}
CHANGES: Mapping[str, str] = {key: f"[{_greek(key)}{{day}}" for key in english.CHANGES}
NUMBERS: Sequence[str] = [_greek(one) for one in english.NUMBERS]
AGREEING: AbstractSet[str] = {_greek(one) for one in english.AGREEING}
CHART_OPEN, CHART_NEW, CHART_CLOSED = "Οπεν", "Νεω", "Κλοσ"
CHART_PLANNED = "Δυε"


def counted(number: int, one: str, many: str, none: str = "") -> str:
    """It has a dual, as Welsh has: two are said in words."""
    words = {0: none or f"μηδέν {many}", 1: f"{one} μια", 2: f"{many} δύο"}
    return words.get(number, f"{many} {number}")


def signed(number: int) -> str:
    return f"({number})"


def listed(items: Iterable[object]) -> str:
    return " και ".join(str(item) for item in items)


def sentence(text: str) -> str:
    return text


def long_date(day: date) -> str:
    return f"{day.year}·{day.month}·{day.day}"


def short_month(day: date) -> str:
    return f"μ{day.month}"


def long_period(period: Period) -> str:
    return f"{_greek(period.form)} {long_date(period.first)}–{long_date(period.last)}"


def when(period: Period) -> str:
    return f"κατά {long_period(period)}"


def since(period: Period) -> str:
    return f"από {long_period(period)}"


def within(period: Period) -> str:
    return f"εν {long_period(period)}"


def in_figures(number: int | Decimal) -> str:
    return str(number)


def money(amount: int | Decimal) -> str:
    return _greek(f"{amount}")


def bars(values: Sequence[tuple[str, str]]) -> str:
    return _greek(f"{len(values)}")


def figure(number: int) -> str:
    return f"{number}"


def duration(number: int, unit: Literal["day", "week", "month"]) -> str:
    return f"{_greek(unit)}×{number}"


def in_last_paper(day: Period | None, *, is_put_right: bool = False) -> str:
    return f"πριν {_known(day)}{'+' if is_put_right else ''}"


def in_this_paper(day: Period | None) -> str:
    return f"νυν {_known(day)}"


def without_article(text: str) -> str:
    return text


def within_sentence(text: str) -> str:
    return text


def with_article(text: str) -> str:
    return text


def open_by_year(
    rows: Sequence[tuple[int, int | None, int]],
    last_day: Period | None,
    day: Period | None,
    lesser: str,
    *,
    is_put_right: bool = False,
) -> str:
    mark = "+" if is_put_right else ""
    return f"Ραβδοι{mark} {lesser} {_known(last_day)} {_known(day)} {[*rows]}"


def trend(papers: Sequence[tuple[date, int, int, int, int]], lesser: str) -> str:
    return f"Πορεια {lesser} " + " ".join(f"{long_date(day)}: {counts}" for day, *counts in papers)


def flow(quarters: Sequence[tuple[Period, int, int]]) -> str:
    return "Ροη " + " ".join(f"{long_period(when)}: {counts}" for when, *counts in quarters)


def planned(quarters: Sequence[tuple[Period, int, int]]) -> str:
    return "Σχεδιο " + " ".join(f"{long_period(when)}: {counts}" for when, *counts in quarters)


def ages(ratings: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    return f"Ηλικια {[*ratings]} " + " ".join(f"{name}: {[*counts]}" for name, counts in rows)


def table_size(columns: Sequence[str], rows: int) -> str:
    return f"{len(columns)}×{rows}: {' '.join(columns)}"


def _known(day: Period | None) -> str:
    return long_date(day.first) if day else ""
