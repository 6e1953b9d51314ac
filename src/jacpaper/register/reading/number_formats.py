"""A number as a spreadsheet shows it: Excel's number formats, as far as references use them.

Known are zeros, decimals, thousands, percentages, literals and up to four sections
(ISO 29500-1, 18.8.30-31). For a format with anything else `NumberFormat.shown` is
None, and whoever needs the shown text must ask a person.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

# Excel itself takes no format longer than 255 letters.
MAX_FORMAT = 1_000
# Formats that every workbook has without writing them out; those of days are in `DAYS`.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", **dict.fromkeys(range(18, 22), "h:mm"),
    41: "_-* #,##0_-", 43: "_-* #,##0.00_-", **dict.fromkeys((42, 44), "[$?]0"),
    **dict.fromkeys((45, 46, 47), "mm:ss"), 48: "##0.0E+0", 49: "@", 17: "mmm-yy",
}  # fmt: skip
DAYS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
_PLACEHOLDERS = "0#?"
# Shown as they are without quotes.
_LITERALS = "$-+():!^&'~{}<>= £€"
_MOST_FIGURES = 15


class _Section(NamedTuple):
    """One section of a format: what stands before, in and after the figures."""

    pattern: tuple[tuple[str, str], ...]
    """Each token's kind (`digit`, `text`, `point`, `comma`, `percent`, `general`) and letters."""
    others: frozenset[str]
    """The small letters of what is not formatted here: of days, months, hours and so on."""

    @property
    def is_day(self) -> bool:
        """True if it has a day or year."""
        return bool(self.others & {"d", "y"})


class NumberFormat(NamedTuple):
    """What a format makes of numbers."""

    code: str
    sections: tuple[_Section, ...]

    @property
    def is_day(self) -> bool:
        """True for a format with a day or year; months alone may be minutes."""
        return any(section.is_day for section in self.sections)

    @property
    def is_month(self) -> bool:
        """True for a format of days that shows month and year alone."""
        letters = self.sections[0].others
        return "y" in letters and "m" in letters and "d" not in letters

    @property
    def is_plain(self) -> bool:
        """True if numbers are shown as they are."""
        return self.code in ("General", "@", "")

    def shown(self, number: float) -> str | None:
        """Return a number as people see it; None if that is not known here."""
        if any(section.others for section in self.sections):
            return None
        value = Decimal(format(number, ".15g"))
        negative = value < 0 and len(self.sections) > 1
        which = 1 if negative else 2 if value == 0 and len(self.sections) > 2 else 0
        return _filled(self.sections[which], abs(value) if negative else value)


@lru_cache(1_000)
def parse(code: str) -> NumberFormat | None:
    """Return what a format says; None if it is longer than any that Excel writes."""
    if len(code) > MAX_FORMAT:
        return None
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    others: set[str] = set()
    at = 0
    while at < len(code):
        kind, letters, at = _token(code, at)
        if kind == "section":
            sections.append(_Section(tuple(tokens), frozenset(others)))
            tokens, others = [], set()
        elif kind == "other":
            others.add(letters.lower())
        elif letters:
            tokens.append((kind, letters))
    sections.append(_Section(tuple(tokens), frozenset(others)))
    return NumberFormat(code, tuple(sections))


def _token(code: str, at: int) -> tuple[str, str, int]:
    """Return the token that begins at a place: its kind, its letters, where the next begins."""
    letter = code[at]
    if letter in '"[':
        end = code.find('"' if letter == '"' else "]", at + 1)
        end = len(code) if end < 0 else end
        inside = code[at + 1 : end]
        return (*(("text", inside) if letter == '"' else _bracket(inside)), end + 1)
    if letter in "\\_*":
        following = code[at + 1 : at + 2]
        return "text", {"\\": following, "_": " ", "*": ""}[letter], at + 2
    if code[at : at + 7].lower() == "general":
        return "general", letter, at + 7
    simple = {";": "section", ".": "point", ",": "comma", "%": "percent", "@": "general"}
    kind = simple.get(letter) or (
        "digit" if letter in _PLACEHOLDERS else "text" if letter in _LITERALS else "other"
    )
    return kind, letter, at + 1


def _bracket(inside: str) -> tuple[str, str]:
    """Return what a bracket stands for: a currency sign, nothing to see, or not known."""
    if inside.startswith("$?"):
        return "other", inside  # the currency of the machine
    if inside.startswith("$"):
        return "text", inside[1:].partition("-")[0]
    return ("text", "") if inside.isalpha() and len(inside) > 2 else ("other", "")


def _filled(section: _Section, value: Decimal) -> str | None:
    """Return the section with the value in the place of its figures."""
    kinds = [kind for kind, _ in section.pattern]
    if "general" in kinds:
        return "".join(_plain(value) if k == "general" else t for k, t in section.pattern).strip()
    if "digit" not in kinds:
        return "".join(letters for _, letters in section.pattern).strip()
    value *= 100 ** kinds.count("percent")
    last = len(kinds) - kinds[::-1].index("digit")
    point = kinds.index("point") if "point" in kinds else last
    if kinds.count("point") > 1 or "comma" in kinds[point:] or value.adjusted() >= _MOST_FIGURES:
        return None  # scaled to thousands, or more figures than a spreadsheet keeps
    whole, decimals = section.pattern[:point], section.pattern[point:]
    places = sum(kind == "digit" for kind, _ in decimals)
    figures = f"{abs(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    before, _, after = figures.partition(".")
    made = _whole(whole, before.lstrip("0"), grouped="comma" in kinds) + _fraction(decimals, after)
    is_negative = value < 0 and bool(figures.strip("0."))
    return (f"-{made}" if is_negative else made).strip()


def _plain(value: Decimal) -> str:
    return format(float(value), ".15g")


def _whole(pattern: tuple[tuple[str, str], ...], figures: str, *, grouped: bool) -> str:
    """Return the whole part: its figures fill the places from the right, the rest come first."""
    places = sum(kind == "digit" for kind, _ in pattern)
    left, made, done = list(figures), "", 0
    for kind, letters in reversed(pattern):
        if kind == "comma":
            continue
        if kind != "digit":
            made = ("%" if kind == "percent" else letters) + made
            continue
        places -= 1
        taken = [left.pop() if left else {"0": "0", "?": " "}.get(letters, "")]
        taken += reversed(left) if not places else ()
        left = left if places else []
        for figure in taken:
            made = figure + ("," if grouped and done and done % 3 == 0 and figure else "") + made
            done += bool(figure)
    return made


def _fraction(pattern: tuple[tuple[str, str], ...], figures: str) -> str:
    """Return the point, the decimals and what stands behind them."""
    left = iter(figures)
    rest = len(figures.rstrip("0"))
    made, done = "", 0
    for kind, letters in pattern:
        if kind == "digit":
            figure = next(left)
            done += 1
            shown = figure if letters == "0" or done <= rest else {"?": " "}.get(letters, "")
            made += shown
        else:
            made += letters
    return made
