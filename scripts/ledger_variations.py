"""The papers whose ledger `sentences` composes: each branch of its template is printed by one."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

from variations import LAST, NUMBERS, OLDER, Facts, item, of, paper, with_register

from jacpaper.facts.value_types import LedgerView

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTED: Facts = {"open": None}
_SHOWN: Facts = {"ledger": [*get_args(LedgerView)], "appendices": [{"items": "exceptions"}]}


def all_of_them() -> Iterator[Facts]:
    """Yield every paper."""
    for number, exempt in product(NUMBERS, (0, 1)):
        items = [one for n in range(number) for one in _every_kind(n)]
        items += [item(f"(exempt {n})", "open", exempt=True) for n in range(exempt)]
        if items:
            yield with_register(_SHOWN, {"items": items, "ratings": {"Red": "red"}}, _COUNTED)
    for number in NUMBERS[1:]:
        for made in (_moved, _waiting, _closed, _dated, _undated, _unknown):
            items = [made(n) for n in range(number)]
            yield with_register(_SHOWN, {"items": items}, _COUNTED)
    yield with_register(_SHOWN, {"items": [_closed(n) for n in range(12)] + _old()}, _COUNTED)
    shown = {"ledger": ["in time"]}
    unknown = {"open": None, "previous": {"as_at": "unknown", "open": {2025: 3}}}
    for number in (1, 12):
        items = [_closed(n) for n in range(number)]
        yield with_register(shown, {"items": items}, unknown)
    for moves in (["2025-10-09", "2025-07-09"], ["2025-07-09"] * 2):
        items = [_moved_on(n, day) for n, day in enumerate(moves)]
        yield with_register({"ledger": ["moved"]}, {"items": items}, _COUNTED)
    overdue = [item("(overdue)", "open", target="2025-10-03")]
    yield with_register({"ledger": ["overdue"]}, {"items": overdue}, _COUNTED)
    yield _of_two_papers()


def _of_two_papers() -> Facts:
    """Return a paper after which and before which enough was closed to give shares."""
    days = ("2025-10-10", "2025-08-10", "2024-10-10")
    items = [
        item(f"(closed {day} {n})", "closed", made=f"202{n % 2 + 3}-03-03", closed=day, target=day)
        for day in days
        for n in range(6)
    ]
    before = {"as_at": "2025-09-12", "previous": {"as_at": "2025-06-13", "open": {2025: 3}}}
    last = of(LAST, paper(of_paper={"last_meeting": OLDER}, counts=_COUNTED | before))
    shown = {"ledger": ["in time", "flow"]}
    return paper(of_paper=shown, counts=_COUNTED, others={"register.yaml": {"items": items}} | last)


def _every_kind(number: int) -> list[Facts]:
    return [made(number) for made in (_moved, _twice, _waiting, _closed, _late, _dated, _undated)]


def _moved(number: int) -> Facts:
    told = "31 October 2025 moved to 31 January 2026 on 9 October 2025: (reason)"
    return item(f"(moved {number})", "open", date_history=told, next_step="(step)")


def _twice(number: int) -> Facts:
    told = "31 July 2025 moved to 30 September 2025 on 1 July 2025; moved to March 2026"
    given: dict[str, Any] = {"rating": "Red", "explanation": "(Explanation.)"}
    return item(f"(twice {number})", "open", date_history=told, **given)


def _moved_on(number: int, day: str) -> Facts:
    when = date.fromisoformat(day)
    told = f"31 October 2025 moved to 31 January 2026 on {when.day} {when:%B %Y}: (reason)"
    return item(f"(moved {number})", "open", date_history=told)


def _waiting(number: int) -> Facts:
    given = {
        "status": "submitted for closure",
        "submitted_on": "2025-10-03",
        "target": "2026-10-03",
    }
    return item(f"(waiting {number})", "open", **given)


def _closed(number: int) -> Facts:
    target = ("2025-10-31", "2025-09-30")[number % 2]
    return item(f"(closed {number})", "closed", target=target)


def _late(number: int) -> Facts:
    closed = {"closed": "2025-05-10", "target": "2025-04-30", "revised": "2025-05-31"}
    return item(f"(closed late {number})", "closed", **closed)


def _dated(number: int) -> Facts:
    return item(f"(dated {number})", "open", target="2026-10-03")


def _undated(number: int) -> Facts:
    return item(f"(undated {number})", "open", target="ongoing")


def _unknown(number: int) -> Facts:
    """Return an item of which nobody knows when its date was moved, or whose it is."""
    given = {"target": "2025-10-03", "revised": "2026-10-03", "owner": None}
    status = {"status": "submitted for closure"}
    return item(f"(unknown {number})", "open", **given, **status)


def _old() -> list[Facts]:
    """Return the open items of a year of which many were closed."""
    return [item(f"(old {n})", "open", target="2025-10-31") for n in range(2)]
