"""The sentences and tables about the items of the register."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import days
from patterns import number, same, sentence
from tables import Complaint, equal, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from documents import Row
    from raw_register import Item
    from reader import Place

Groups = dict[str, str]
_NOT_COUNTED = r"(?P<not_counted>, exempt items not counted)?"


def on(place: Place) -> date:
    """Return the day on which the paper counts."""
    assert place.facts.as_at
    return place.facts.as_at[1]


def every_open(place: Place) -> list[Item]:
    """Return the items that are open, the exempt ones too."""
    return place.facts.register.open_on(on(place))


def public(place: Place) -> list[Item]:
    """Return the open items that are not exempt."""
    return [item for item in every_open(place) if not item.exempt]


def not_counted(place: Place, said: Groups) -> Iterator[str]:
    """Exempt items must be said to be left out, where there are any."""
    exempt = len(every_open(place)) - len(public(place))
    yield from same("exempt items are left out", "not_counted" in said, bool(exempt))


def of_table(place: Place, said: Groups, caption: str) -> Iterator[str]:
    yield from same("the table", place.captions.get(said["table"]), caption)


@sentence(r"The force’s register has <n:n> items? open on <day:day>\.")
def total(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("the items", number(said["n"]), len(every_open(place)))


@sentence(
    r"That is not the figure above, which was not counted in the register"
    r"(?P<explained>: the notes say why)?\."
)
def other_figure(place: Place, said: Groups) -> Iterator[str]:
    held, now = Counter(place.facts.register.by_year(on(place))), Counter(place.facts.now)
    if held.total() == now.total():
        yield "it is the figure above"
    notes = place.facts.counts.get("notes", {})
    every_year = all(held[year] == now[year] or year in notes for year in {*held, *now})
    yield from same("the notes say why", "explained" in said, every_year or "total" in notes)


@sentence(
    r"(?:Of these, <n:n> (?:is|are)|(?P<it>It is)|(?P<both>Both)(?: are)?|All <all:n> are)"
    r" exempt and listed in the restricted appendix alone\."
    r" (?:They are|It is) part of every total here\."
)
def exempt(place: Place, said: Groups) -> Iterator[str]:
    every = len(every_open(place))
    if "n" not in said:
        all_of_them = 1 if "it" in said else 2 if "both" in said else number(said["all"])
        yield from same("all of them", all_of_them, every)
    told = number(said["n"]) if "n" in said else every
    yield from same("exempt", told, every - len(public(place)))


@sentence(
    r"The open items? comes? from <n:n> reports?(?:, (?:(?P<one>one) from each|at most <most:n>"
    rf" from any one of them))? \(<table:table>\){_NOT_COUNTED}\."
)
def by_report(place: Place, said: Groups) -> Iterator[str]:
    found = Counter((item["Report"], item["Report year"]) for item in public(place))
    yield from same("the reports", number(said["n"]), len(found))
    yield from at_most(said, found)
    yield from of_table(place, said, "Open items by report")
    yield from not_counted(place, said)


def at_most(said: Groups, found: Counter[Any]) -> Iterator[str]:
    """Hold the number of items in the largest row against the facts, where there are several."""
    told = 1 if "one" in said else number(said["most"]) if "most" in said else None
    yield from same("at most", told, max(found.values()) if len(found) > 1 else None)


@sentence(
    r"<n:n> open items? (?:is|are)(?P<known> known to be)? (?:a recommendation|recommendations) and"
    r" <lesser_count:n> (?:is|are)(?: known to be)? (?:an? <lesser> \(<afi>\)|<lessers> \(<afis>\))"
    rf" \(<table:table>\){_NOT_COUNTED}\."
)
def by_type(place: Place, said: Groups) -> Iterator[str]:
    found = Counter(item["Type"] for item in public(place))
    yield from same("recommendations", number(said["n"]), found["Recommendation"])
    yield from same("AFIs", number(said["lesser_count"]), found["AFI"])
    others = sum(found.values()) - found["Recommendation"] - found["AFI"]
    yield from same("all types are known", "known" not in said, not others)
    yield from of_table(place, said, "Open items by type")
    yield from not_counted(place, said)


@sentence(
    r"It is not recorded which open items are recommendations and which are <lessers> \(<afis>\)"
    rf" \(<table:table>\){_NOT_COUNTED}\."
)
def no_type_known(place: Place, said: Groups) -> Iterator[str]:
    known = [item for item in public(place) if item["Type"] in ("Recommendation", "AFI")]
    yield from same("those whose type is known", len(known), 0)
    yield from of_table(place, said, "Open items by type")
    yield from not_counted(place, said)


@sentence(
    r"<table:table> says in the force’s own words where each item stands\. The inspectorate decides"
    r" which are closed\."
)
def by_status(place: Place, said: Groups) -> Iterator[str]:
    yield from of_table(place, said, "Open items by status")


def months(item: Item, on: date) -> int:
    """Return for how many full months an item has been open."""
    since = item.opened(on)
    whole = (on.year - since.year) * 12 + on.month - since.month
    return whole - (on.day < since.day)


@sentence(
    rf"<n:n> items? (?:has|have) been open for two years or more \(<table:table>\){_NOT_COUNTED}\."
    r" The oldest (?:that is not exempt )?has been open since <day:day>\."
)
def by_age(place: Place, said: Groups) -> Iterator[str]:
    items, today = public(place), on(place)
    yield from same("the items", number(said["n"]), sum(months(i, today) >= 24 for i in items))
    yield from same("the oldest", days.day(said["day"]), min(i.opened(today) for i in items))
    yield from of_table(place, said, "Open items by age")
    yield from not_counted(place, said)


def overdue(item: Item, on: date) -> bool:
    """Tell whether an item is past its revised date, or else its target."""
    return item.due is not None and item.due[1] < on


@sentence(
    r"<n:n> items? (?:is|are) overdue: past the revised date or, where there is none, the target"
    rf" date \(<table:table>\){_NOT_COUNTED}\."
)
def by_due(place: Place, said: Groups) -> Iterator[str]:
    found = [item for item in public(place) if overdue(item, on(place))]
    yield from same("overdue", number(said["n"]), len(found))
    yield from of_table(place, said, "Open items by due date")
    yield from not_counted(place, said)


@sentence(r"<table:table> shows how the force rates its own progress\.")
def by_rating(place: Place, said: Groups) -> Iterator[str]:
    yield from of_table(place, said, "Open items by rating")


@sentence(
    r"<n:n> items? (?:was|were|(?P<known>is|are) known to have been)"
    rf" made to this force alone \(<table:table>\){_NOT_COUNTED}\."
    r" National recommendations are made to several forces, or to all of them\."
)
def by_reach(place: Place, said: Groups) -> Iterator[str]:
    found = [item for item in public(place) if item["Force specific"] == "yes"]
    yield from same("the items", number(said["n"]), len(found))
    recorded = all(item["Force specific"] in ("yes", "no") for item in public(place))
    yield from same("it is recorded of all", "known" not in said, recorded)
    yield from of_table(place, said, "Open items by whom they were made to")
    yield from not_counted(place, said)


@sentence(
    r"<table:table> shows what the open items are about: <n:n> themes?(?:, (?:(?P<one>one) item in"
    rf" each|with at most <most:n> items in any one of them))?{_NOT_COUNTED}\."
)
def by_theme(place: Place, said: Groups) -> Iterator[str]:
    found = Counter(item["Theme"] for item in public(place))
    yield from same("the themes", number(said["n"]), len(found))
    yield from at_most(said, found)
    yield from of_table(place, said, "Open items by theme")
    yield from not_counted(place, said)


@sentence(
    r"No cause of concern has a recommendation that is open or was closed since the last"
    rf" paper{_NOT_COUNTED}\."
)
def no_causes(place: Place, said: Groups) -> Iterator[str]:
    named = [item for item in public(place) if item.get("Cause of concern")]
    yield from same("items of causes that are open", 0, len(named))
    yield from not_counted(place, said)


def of_causes(place: Place) -> list[Item]:
    """Return the items of causes that have one open now, or had one on the last paper's day."""
    before = place.facts.previous_as_at
    dates = [on(place), *([before[1]] if before else [])]
    items = [
        item for item in place.facts.register.rows
        if item.get("Cause of concern") and not item.exempt and item.changes[0] <= on(place)
    ]  # fmt: skip
    alive = {item["Cause of concern"] for item in items if any(map(item.is_open, dates))}
    return [item for item in items if item["Cause of concern"] in alive]


@sentence(
    r"<table:table> lists the recommendations of causes of concern: <n:n> (?:is|are)"
    rf" open{_NOT_COUNTED}\."
)
def causes(place: Place, said: Groups) -> Iterator[str]:
    still = [item for item in of_causes(place) if item.is_open(on(place))]
    yield from same("open", number(said["n"]), len(still))
    yield from of_table(place, said, "Recommendations of causes of concern")
    yield from not_counted(place, said)


@table("Recommendations of causes of concern")
def causes_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = {
        item["Reference"]: (item["Cause of concern"], item["Text"], item.words(on(place)))
        for item in of_causes(place)
    }
    yield from listed({row[0]: row[1:] for row in rows[1:]}, right)


# Tables

_AGES = {
    "Less than 6 months": 0, "6 to 11 months": 6, "12 to 23 months": 12, "24 to 35 months": 24,
    "36 months or more": 36,
}  # fmt: skip


def _age(place: Place, item: Item) -> str:
    return [name for name, least in _AGES.items() if months(item, on(place)) >= least][-1]


def _due(place: Place, item: Item) -> str:
    target, revised = item.span("Target"), item.span("Revised")
    if item.due is None:
        return "No date recorded"
    if overdue(item, on(place)):
        past = "the revised date" if revised else "the target date, which was not revised"
        return f"Overdue: past {past}"
    past_target = revised and target and target[1] < on(place)
    return "Past the target date, but not the revised one" if past_target else "Not due yet"


def _type(place: Place, item: Item) -> str:
    names = place.facts.names
    lesser = f"{names['lesser'].capitalize()} ({names['afi']})"
    return lesser if item["Type"] == "AFI" else item["Type"]


_REACH = {"yes": "This force alone", "no": "Several forces, or all"}
_KEYS: dict[str, Callable[[Place, Item], str]] = {
    "Open items by report": lambda place, item: f"{item['Report']} ({item['Report year']})",
    "Open items by type": _type,
    "Open items by status": lambda place, item: item.words(on(place)),
    "Open items by age": _age,
    "Open items by due date": _due,
    "Open items by rating": lambda place, item: item["Rating"],
    "Open items by whom they were made to": lambda place, item: _REACH[item["Force specific"]],
    "Open items by theme": lambda place, item: item["Theme"],
}


@table(*_KEYS)
def breakdown(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    """Hold each row's count against the items; rows at 0 may stand or not."""
    items = public(place)
    found = Counter(_KEYS[place.caption](place, item) for item in items)
    told = {row[0]: row[1] for row in rows[1:]}
    right = {name: found[name] for name in told} | found
    right |= {"Total": len(every_open(place))}
    if restricted := len(every_open(place)) - len(items):
        right["In the restricted appendix"] = restricted
    yield from equal(sorted(told.items()), sorted(right.items()))


@table("Open recommendations and [a-z ]+")
def tracker(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    yield from listed({row[0]: row[1:] for row in rows[1:]}, open_rows(place, public(place)))


def open_rows(place: Place, items: Sequence[Item]) -> dict[str, Row]:
    """Return the rows of a table of open items, by their references."""
    today = on(place)
    right: dict[str, Row] = {}
    for item in items:
        words = item.get("Revised") or item.get("Target") or "not recorded"
        due = f"{words[0].upper()}{words[1:]}"
        if item.due:
            due = "Overdue: " if overdue(item, today) else ""
            due += item.words_of("Revised" if item.span("Revised") else "Target")
            has_both = item.span("Revised") and item.span("Target")
            due += f" (first {item.words_of('Target')})" if has_both else ""
            undone = item.get("Revised") if not item.span("Revised") else ""
            due += f" (now {undone})" if undone else ""
        said = f"{item.words(today)}; {item['Rating']}"
        right[item["Reference"]] = (asked(place, item), item["Owner"] or "Not recorded", due, said)
    return right


@table("Recommendations and [a-z ]+ closed since the last paper")
def closed_items(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = closed_rows(place, just_closed(place))
    yield from listed({row[0]: row[1:] for row in rows[1:]}, right)


def closed_rows(place: Place, items: Sequence[Item]) -> dict[str, Row]:
    """Return the rows of a table of closed items, by their references."""
    right: dict[str, Row] = {}
    for item in items:
        day = next(c for c in item.changes[1::2][::-1] if c <= on(place))
        owner = item["Owner"] or "Not recorded"
        what, words = asked(place, item), item.words(on(place))
        right[item["Reference"]] = (what, owner, days.printed(day), words)
    return right


def listed(told: Mapping[str, Row], right: Mapping[str, Row]) -> Iterator[Complaint]:
    yield from equal(
        [(name, *cells) for name, cells in sorted(told.items())],
        [(name, *cells) for name, cells in sorted(right.items())],
    )


def asked(place: Place, item: Item) -> str:
    """Return what an item asks, and where."""
    kind = place.facts.names["afi"] if item["Type"] == "AFI" else item["Type"]
    stop = "" if item["Text"][-1] in ".?!…" else "."
    return f"{item['Text']}{stop} {kind} of “{item['Report']}” ({item['Report year']})"


def just_closed(place: Place, *, exempt: bool = False) -> list[Item]:
    """Return the items that were closed since the last paper, and are closed now."""
    before = place.facts.previous_as_at
    if before is None:
        return []
    return [
        item
        for item in place.facts.register.rows
        if any(before[1] < day <= on(place) for day in item.changes[1::2])
        and not item.is_open(on(place))
        and item.exempt == exempt
    ]


@sentence(
    r"<n:n> items? (?:is|are) open on <day:day>"
    r"(?: and listed (?:here|(?P<restricted>in the restricted appendix)))?\."
)
def open_listed(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the day", days.day(said["day"]), on(place))
    every = every_open(place) if "restricted" in said else public(place)
    yield from same("the items", number(said["n"]), len(every))
    if "restricted" in said:
        yield from same("the items that are listed", 0, len(public(place)))


@sentence(
    r"<n:n> items? (?:was|were) closed after <after:day> and by <day:day>"
    r"(?P<restricted>, and (?:is|are) listed in the restricted appendix)?\."
)
def closed_listed(place: Place, said: Groups) -> Iterator[str]:
    before = place.facts.previous_as_at
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("the last day", days.day(said["after"]), before and before[1])
    every = just_closed(place, exempt="restricted" in said)
    yield from same("the items", number(said["n"]), len(every))
    if "restricted" in said:
        yield from same("the items that are listed", 0, len(just_closed(place)))


@sentence(r"<n:n> more (?:is|are) in the restricted appendix\.")
def restricted(place: Place, said: Groups) -> Iterator[str]:
    others = len(every_open(place)) - len(public(place))
    if "closed since the last paper" in place.heading:
        others = len(just_closed(place, exempt=True))
    yield from same("the items", number(said["n"]), others)
