"""The rule `alike`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jacpaper.facts.register import Item
    from jacpaper.hmicfrs.rules.case import Case

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_ODD_SPACE = r"[^\S ]"
_SHOWN = 8


def find(case: Case) -> Iterator[Finding]:
    """Look for reports and references that differ in how they are written alone."""
    kept = case.facts.register
    if kept is None or "alike" in case.facts.paper.notes:
        return
    yield from _alike(kept.items, "report", lambda item: item.report, _report)
    yield from _alike(kept.items, "reference", lambda item: item.reference, _reference)


def _alike(
    items: Sequence[Item], what: str, said: Callable[[Item], str], key: Callable[[str], str]
) -> Iterator[Finding]:
    """Yield each item whose spelling is not the first of its kind, once for each spelling."""
    first_of: dict[str, Item] = {}
    for item in items:
        first_of.setdefault(said(item), item)
    spellings: dict[str, dict[str, Item]] = {}
    for spelling, item in first_of.items():
        spellings.setdefault(key(spelling), {})[spelling] = item
    for ways in spellings.values():
        (first, before), *others = ways.items()
        for other, item in others[:_SHOWN]:
            place = item.place
            if place and before.place:
                fault = f"the {what} “{other}” is almost that of {before.place}, “{first}”"
                if item.exempt or before.exempt:
                    place = place._replace(excerpt="")
                    fault = f"the {what} here is almost that of {before.place}"
                fault += _unseen(first, other)
                yield Finding(
                    place,
                    fault,
                    "if they are one, spell them alike in the register; if not, say so in"
                    " paper.yaml with notes: {alike: ...}",
                )


def _unseen(first: str, other: str) -> str:
    """Say in what two spellings differ that look the same; nothing if people see it."""
    if re.sub(_ODD_SPACE, " ", first) != re.sub(_ODD_SPACE, " ", other):
        return ""
    differs = {*re.findall(_ODD_SPACE, first + other)}
    kind = "a no-break space" if differs == {"\u00a0"} else "spaces of another kind"
    return f"; they look the same, and one has {kind}"


def _report(title: str) -> str:
    """Return a title without what differs by chance: case, dashes, quotes, spaces, stops."""
    plain = re.sub(r"[\s\u2010-\u2015-]+", " ", title.translate(_QUOTES).casefold())
    return re.sub(r" ?([:;,&/]) ?", r"\1", plain).strip(" .,;:'\"")


def _reference(reference: str) -> str:
    """Return a reference in small letters and whole numbers; a point between figures stays."""
    parts = re.findall(r"\d+|[^\W\d_]+|(?<=\d)[./](?=\d)|\(.*", reference.casefold())
    return " ".join(part.lstrip("0") or "0" for part in parts)


RULE = Rule(
    id="alike",
    severity="warning",
    says="One report, and one item, of the register is spelt in one way.",
    why="Figures by report would show one report as two, and an item would be counted twice.",
    source=REGISTER,
    example="`PEEL 2024` and `Peel 2024.` in the column of reports; `REC-12` and `Rec 12`",
    message="the report “A Report.” is almost that of inputs/register.yaml:9:17, “A report”",
    answer="Spell them alike in the register, or `notes: {alike: ...}` in paper.yaml.",
    find=find,
)
