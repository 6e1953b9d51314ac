"""The sentences, tables and pictures about target dates and the time that items are open."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import days
import raw_ledger as raw
from patterns import number, same, sentence
from register_sentences import asked, every_open, just_closed, on, public
from tables import Complaint, equal, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from documents import Block, Row
    from raw_register import Item
    from reader import Place

Groups = dict[str, str]
_CAPTIONS = {
    "moved": "Open items by how often their date was moved",
    "overdue": "Open items by how long they are past their dates",
    "in time": (
        "Closed items by whether they were closed in time, with the share of those that had a date"
    ),
    "planned": "Items due by their first date and items closed, by quarter",
    "owner": "Open items whose date was moved or has passed, by owner",
    "report": "Open items whose date was moved or has passed, by report",
    "theme": "Open items whose date was moved or has passed, by theme",
    "rating": "Open items whose date was moved or has passed, by rating",
    "oldest": "Items that have been open longest",
    "no date": "Open items without a date",
    "waiting": "Items that wait for the inspectorate",
    "ages": "Open items by age and rating",
    "flow": "Items that came in and were closed, by quarter",
}
"""The caption of each view."""
_STAYS = "Items closed in 12 months by how long they had been open"
_LATE = "Recommendations and [a-z ]+ that are late, red or were moved twice"


def known(place: Place) -> list[Item]:
    """Return the items that are not exempt and were made by the paper's day."""
    return [i for i in place.facts.register.rows if not i.exempt and i.changes[0] <= on(place)]


def leads(place: Place, said: Groups, view: str) -> Iterator[str]:
    """Hold the tables and figures of a sentence against their caption."""
    for name in ("table", "figure"):
        if name in said:
            yield from same(f"the {name}", place.captions.get(said[name]), _CAPTIONS[view])


@sentence(
    r"The force’s register has <n:n> items? open on <day:day> that (?:is|are) not exempt; exempt"
    r" items are in none of these figures\."
)
def total_without_exempt(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("the items", number(said["n"]), len(public(place)))


@sentence(
    r"A date that is not exact counts as its last possible day\.",
    r"Target dates and time open$",
    *(rf"(?:Table|Figure) \d+: {caption}$" for caption in (*_CAPTIONS.values(), _STAYS, _LATE)),
)
def rule_of_dates(place: Place, said: Groups) -> Iterator[str]:
    yield from ()


# What was moved


def moved_items(place: Place) -> list[Item]:
    return [item for item in public(place) if item.moves]


@sentence(r"As far as is recorded, no open item has had its date moved\.")
def none_moved(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the items", 0, len(moved_items(place)))


@sentence(
    r"As far as is recorded, one open item has had its date moved, (?P<times>once|more than once)"
    r" \(<table:table>\)\.",
    r"As far as is recorded, <n:n> open items have had their date moved, <more:n> of them more than"
    r" once \(<table:table>\)\.",
)
def moved(place: Place, said: Groups) -> Iterator[str]:
    items = moved_items(place)
    more = sum(len(item.moves) > 1 for item in items)
    if "times" in said:
        yield from same(
            "the items and those more",
            (1, said["times"] == "more than once"),
            (len(items), more > 0),
        )
    else:
        yield from same("the items", number(said["n"]), len(items))
        yield from same("more than once", number(said["more"]), more)
    yield from leads(place, said, "moved")


@sentence(
    r"<n:n> of these dates (?:(?:is|are) (?P<known>known) to have been|was|were) moved after"
    r" <day:day>\."
)
def moved_lately(place: Place, said: Groups) -> Iterator[str]:
    after = place.facts.previous_as_at
    assert after
    yield from same("the day", days.day(said["day"]), after[1])
    sure = unsure = 0
    for item in moved_items(place):
        is_late = raw.moved_after(item, after[1])
        sure += is_late is True
        unsure += is_late is None
    yield from same("the dates", number(said["n"]), sure)
    yield from same("all are known", "known" not in said, not unsure)


@sentence(r"It was (?P<not>not )?moved after <day:day>\.")
def one_moved_lately(place: Place, said: Groups) -> Iterator[str]:
    after = place.facts.previous_as_at
    assert after
    yield from same("the day", days.day(said["day"]), after[1])
    (item,) = moved_items(place)
    is_late = raw.moved_after(item, after[1])
    yield from same("it was moved", "not" not in said, is_late)
    yield from same("that is known", True, is_late is not None)


@sentence(r"The date that was put off furthest is <n:n> months? later than at first\.")
def furthest(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the months", number(said["n"]), _longest(public(place)))


def _longest(items: Sequence[Item]) -> int | None:
    return max((later for item in items if (later := raw.months_later(item))), default=None)


@table(_CAPTIONS["moved"])
def moved_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    names = ("Not moved", "Once", "Twice", "3 times or more")
    right = []
    for times, name in enumerate(names):
        fits = [item for item in public(place) if min(len(item.moves), 3) == times]
        right.append((name, len(fits), _longest(fits) or _not_said(fits)))
    every = public(place)
    right.append(("Total", len(every), _longest(every) or _not_said(every)))
    yield from equal(rows[1:], right)


def _not_said(items: Sequence[Item]) -> str:
    """Return what stands where no date was put off by a month, as far as is known."""
    both = [
        (raw.first_due(item), raw.last(item.get("Revised", ""))) for item in items if item.moves
    ]
    return "Not known" if any(None in pair for pair in both) else "None"


# What is late


def late(place: Place, which: Callable[[Item], date | None]) -> list[date]:
    """Return the dates that open items are past."""
    dates = map(which, public(place))
    return [one for one in dates if one is not None and one < on(place)]


@sentence(
    r"<n:n> open items? (?:is|are) past the date that was set first, and <now:n> (?:is|are) past"
    r" the date (?:it has|they have) now(?: \(<table:table>\))?\."
)
def past(place: Place, said: Groups) -> Iterator[str]:
    yield from same("by the first", number(said["n"]), len(late(place, raw.first_due)))
    yield from same("by the one now", number(said["now"]), len(late(place, raw.due)))
    yield from leads(place, said, "overdue")


@sentence(r"<n:n> would be overdue if (?:its date|their dates) had not been moved\.")
def excused(place: Place, said: Groups) -> Iterator[str]:
    today = on(place)
    right = [
        item for item in public(place)
        if raw.is_late(raw.first_due(item), today) and not raw.is_late(raw.due(item), today)
    ]  # fmt: skip
    yield from same("the items", number(said["n"]), len(right))


@table(_CAPTIONS["overdue"])
def past_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    bands = {
        "Less than 3 months": (0, 2), "3 to 5 months": (3, 5), "6 to 11 months": (6, 11),
        "12 months or more": (12, 9_999),
    }  # fmt: skip
    columns = [
        [raw.full_months(one, on(place)) for one in late(place, which)]
        for which in (raw.first_due, raw.due)
    ]
    right: list[tuple[object, ...]] = [
        (name, *(sum(least <= one <= most for one in column) for column in columns))
        for name, (least, most) in bands.items()
    ]
    yield from equal(rows[1:], [*right, ("Total", *map(len, columns))])


# What was closed in time


def windows(place: Place) -> dict[str, tuple[date, date]]:
    """Return the times in which closings are counted, by the names of their rows."""
    today, facts = on(place), place.facts
    year = raw.a_year_before(today)
    found: dict[str, tuple[date, date]] = {}
    if facts.previous_as_at:
        last = facts.previous_as_at[1]
        found["Since the last paper"] = (last, today)
        if facts.last and facts.last.previous_as_at:
            found["The last paper’s period"] = (facts.last.previous_as_at[1], last)
    found[f"12 months to {days.printed(today)}"] = (year, today)
    found["The 12 months before"] = (raw.a_year_before(year), year)
    return {name: (a, b) for name, (a, b) in found.items() if a < b}


def closings(place: Place, within: tuple[date, date]) -> Counter[str]:
    """Return how many items were closed in a time, by how that stands to their dates."""
    found: Counter[str] = Counter()
    for item in known(place):
        if closed := raw.closed_within(item, *within):
            found[raw.kept(item, closed)] += 1
    return found


def share(found: Counter[str], how: str = "first") -> int | None:
    dated = found["first"] + found["later"] + found["late"]
    return raw.percent(found[how], dated) if dated >= raw.FEW else None


@sentence(
    r"<n:n> items? with a date (?:was|were) closed after <day:day>: <first:n> within the first"
    r" date, <later:n> within a later one and <late:n> late \(<table:table>\)\."
)
def closed_lately(place: Place, said: Groups) -> Iterator[str]:
    span = windows(place)["Since the last paper"]
    found = closings(place, span)
    yield from same("the day", days.day(said["day"]), span[0])
    for how in ("first", "later", "late"):
        yield from same(how, number(said[how]), found[how])
    yield from same("the items", number(said["n"]), found.total() - found["none"])
    yield from leads(place, said, "in time")


@sentence(
    r"One item with a date was closed after <day:day>, (?P<how>within the first date|within a later"
    r" date|late) \(<table:table>\)\."
)
def one_closed_lately(place: Place, said: Groups) -> Iterator[str]:
    span = windows(place)["Since the last paper"]
    found = closings(place, span)
    yield from same("the day", days.day(said["day"]), span[0])
    how = {"within the first date": "first", "within a later date": "later", "late": "late"}
    right = {key: int(key == how[said["how"]]) for key in how.values()}
    yield from same("how", right, {key: found[key] for key in how.values()})
    yield from leads(place, said, "in time")


@sentence(r"No item with a date was closed after <day:day> \(<table:table>\)\.")
def none_closed_lately(place: Place, said: Groups) -> Iterator[str]:
    span = windows(place)["Since the last paper"]
    found = closings(place, span)
    yield from same("the day", days.day(said["day"]), span[0])
    yield from same("the items", 0, found.total() - found["none"])
    yield from leads(place, said, "in time")


@sentence(
    r"That is (?P<now>\d+)% within the first date, against (?P<last>\d+)% in the last paper’s"
    r" period\."
)
def share_lately(place: Place, said: Groups) -> Iterator[str]:
    spans = windows(place)
    for name, row in (("now", "Since the last paper"), ("last", "The last paper’s period")):
        yield from same(name, int(said[name]), share(closings(place, spans[row])))


@sentence(
    r"In the 12 months to <day:day>, (?P<now>\d+)% were closed within the first date"
    r"(?:, against (?P<before>\d+)% in the 12 months before)?(?: \(<table:table>\))?\."
)
def share_of_year(place: Place, said: Groups) -> Iterator[str]:
    *_, now, before = windows(place).values()
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("now", int(said["now"]), share(closings(place, now)))
    told = int(said["before"]) if "before" in said else None
    yield from same("the year before", told, share(closings(place, before)))
    yield from leads(place, said, "in time")


@sentence(r"<table:table> shows what was closed in time\.")
def in_time_shown(place: Place, said: Groups) -> Iterator[str]:
    yield from leads(place, said, "in time")


@table(_CAPTIONS["in time"])
def in_time_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = []
    for name, span in windows(place).items():
        found = closings(place, span)
        cells = [
            f"{found[how]}" if share(found, how) is None else f"{found[how]} ({share(found, how)}%)"
            for how in ("first", "later", "late")
        ]
        right.append((name, found.total(), *cells, found["none"]))
    yield from equal(rows[1:], right)


# Whose they are


_GROUPS: dict[str, Callable[[Item], str]] = {
    "owner": lambda item: item["Owner"],
    "report": lambda item: f"{item['Report']} ({item['Report year']})",
    "theme": lambda item: item["Theme"],
    "rating": lambda item: item["Rating"],
}


def groups(place: Place, by: str) -> dict[str, tuple[int, int, int, int]]:
    """Return how many items each has, moved, past their first date, past the one now."""
    today = on(place)
    found: dict[str, tuple[int, int, int, int]] = {}
    for name in {_GROUPS[by](item) for item in public(place)}:
        items = [item for item in public(place) if _GROUPS[by](item) == name]
        counts = (
            len(items),
            sum(bool(item.moves) for item in items),
            sum(raw.is_late(raw.first_due(item), today) for item in items),
            sum(raw.is_late(raw.due(item), today) for item in items),
        )
        if any(counts[1:]):
            found[name] = counts
    return found


@sentence(
    r"<n:n> (?P<by>owner|report|theme|rating)s? (?:has|have) (?:any item|items|<one:n> items?) that"
    r" (?:is|are) past the date that (?:it has|they have) now(?:, at most <most:n> each)?"
    r" \(<table:table>\)\."
)
def of_group(place: Place, said: Groups) -> Iterator[str]:
    found = [counts[3] for name, counts in groups(place, said["by"]).items() if name and counts[3]]
    yield from same("the groups", number(said["n"]), len(found))
    most = said.get("most") or said.get("one")
    yield from same("at most", number(most) if most else None, max(found, default=None))
    yield from leads(place, said, said["by"])


@sentence(
    r"No (?P<by>owner|report|theme|rating) has an open item whose date was moved or has passed\."
)
def no_group(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the groups", {}, groups(place, said["by"]))


@table(*(_CAPTIONS[by] for by in _GROUPS))
def group_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    by = place.caption.rpartition(" ")[2]
    right = [
        (name or "Not recorded", *(counts if by != "report" else counts[1:]))
        for name, counts in groups(place, by).items()
    ]
    yield from equal(sorted(rows[1:]), sorted(tuple(map(str, one)) for one in right))
    at_the_end = [int(row[-1]) for row in rows[1:] if row[0] != "Not recorded"]
    if at_the_end != sorted(at_the_end, reverse=True):
        yield " | ".join(rows[1]), "the latest do not come first"


# Lists


def _why(item: Item) -> str:
    """Return what is said of why an item is open and what comes next, after its owner."""
    reasons = [one.why for one in item.moves if one.why]
    why = item.get("Explanation", "") or (reasons[-1] if reasons else "")
    said = f". {_whole(why)}" if why else ""
    step = item.get("Next step", "")
    return said + (f"{'' if said else '.'} Next: {_whole(step)}" if step else "")


def _whole(text: str) -> str:
    """Return a text as a sentence."""
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.?!' else '.'}"


def oldest(place: Place) -> list[Item]:
    """Return the ten items that have been open longest; of equal ones those that stand first."""
    items = public(place)
    return sorted(items, key=lambda item: (item.opened(on(place)), items.index(item)))[:10]


@sentence(
    r"<table:table> lists the (?:item that has|<n:n> items that have) been open longest(?:, since|;"
    r" the first of them has been open since) <day:day>\."
)
def oldest_said(place: Place, said: Groups) -> Iterator[str]:
    items = oldest(place)
    yield from same("the items", number(said.get("n", "one")), len(items))
    yield from same("the day", days.day(said["day"]), items[0].opened(on(place)))
    yield from leads(place, said, "oldest")


@sentence(r"No item is open\.")
def none_open(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the items", 0, len(public(place)))


@table(_CAPTIONS["oldest"])
def oldest_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = [
        (
            item["Reference"], item["Text"],
            f"{_since(place, item)} {item['Owner'] or 'Owner not recorded'}{_why(item)}",
        )
        for item in oldest(place)
    ]  # fmt: skip
    yield from equal(rows[1:], right)


def _since(place: Place, item: Item) -> str:
    return f"{days.printed(item.opened(on(place)))}."


def undated(place: Place) -> list[Item]:
    return [item for item in public(place) if raw.due(item) is None]


@sentence(
    r"<n:n> open items? (?:has|have) no date by which to be done \(<table:table>\)\.",
    r"(?P<none>No open item is without a date by which to be done)\.",
)
def undated_said(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the items", 0 if "none" in said else number(said["n"]), len(undated(place)))
    yield from leads(place, said, "no date")


@table(_CAPTIONS["no date"])
def undated_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = []
    for item in undated(place):
        words = item.get("Revised") or item.get("Target") or "none"
        owner = item["Owner"] or "Not recorded"
        shown = words[0].upper() + words[1:]
        right.append((item["Reference"], asked(place, item), owner, shown))
    yield from equal(rows[1:], right)


def waiting(place: Place) -> list[Item]:
    words = "submitted for closure"
    return [item for item in public(place) if item.words(on(place)).lower() == words]


@sentence(
    r"<n:n> open items? (?:was|were) submitted for closure and waits? for the inspectorate’s"
    r" decision(?:, (?:the longest )?since (?P<since>[^()]+))?(?: \(<table:table>\))?\."
)
def waiting_said(place: Place, said: Groups) -> Iterator[str]:
    items = waiting(place)
    yield from same("the items", number(said["n"]), len(items))
    since = [one for item in items if (one := raw.waiting_since(item, on(place)))]
    first = min(since, key=lambda one: one[1], default=("", None))
    yield from same("since", said.get("since", "").strip(), first[0])
    yield from leads(place, said, "waiting")


@table(_CAPTIONS["waiting"])
def waiting_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right, began = {}, {}
    for item in waiting(place):
        since = raw.waiting_since(item, on(place))
        cells = ("Not recorded", "Not known")
        if since:
            last = min(since[1][1], on(place))
            cells = (since[0], str(raw.full_months(last, on(place))))
            began[item["Reference"]] = since[1]
        right[item["Reference"]] = (item["Reference"], asked(place, item), *cells)
    yield from equal(sorted(rows[1:]), sorted(right.values()))
    first = [began[row[0]] for row in rows[1:] if row[0] in began]
    if first != sorted(first):
        yield str(first), "the longest do not come first"


# Ages

_BANDS = {
    "Less than 6 months": (0, 5), "6 to 11 months": (6, 11), "12 to 23 months": (12, 23),
    "24 to 35 months": (24, 35), "36 months or more": (36, 9_999),
}  # fmt: skip


def ages(place: Place) -> dict[tuple[str, str], int]:
    """Return how many items are of an age and a rating."""
    found: Counter[tuple[str, str]] = Counter()
    for item in public(place):
        months = raw.full_months(item.opened(on(place)), on(place))
        band = next(name for name, (least, most) in _BANDS.items() if least <= months <= most)
        found[band, item["Rating"] or "Not recorded"] += 1
    return found


@sentence(
    r"<n:n> items? (?:has|have) been open for two years or more: (?:<figure:figure> and )?"
    r"<table:table> shows? all open items by age and rating\."
)
def old(place: Place, said: Groups) -> Iterator[str]:
    right = sum(raw.full_months(item.opened(on(place)), on(place)) >= 24 for item in public(place))
    yield from same("the items", number(said["n"]), right)
    yield from leads(place, said, "ages")


@table(_CAPTIONS["ages"])
def ages_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    found = ages(place)
    ratings = rows[0][1:-1]
    if {*ratings} != {rating for _, rating in found}:
        yield " | ".join(ratings), "these are not the ratings"
    right: list[tuple[object, ...]] = []
    for band in _BANDS:
        counts = [found.get((band, rating), 0) for rating in ratings]
        right.append((band, *counts, sum(counts)))
    sums = [sum(n for (_, one), n in found.items() if one == rating) for rating in ratings]
    yield from equal(rows[1:], [*right, ("Total", *sums, len(public(place)))])


@sentence(r"Bar chart of open items by age and rating\. (?P<facts>.+)\.")
def ages_chart(place: Place, said: Groups) -> Iterator[str]:
    found = ages(place)
    told = {}
    for part in said["facts"].split("; "):
        band, _, counts = part.partition(": ")
        for one in counts.split(", "):
            count, _, rating = one.partition(" ")
            told[band, rating] = int(count)
    yield from same("the counts", {key: one for key, one in told.items() if one}, {**found})
    yield from same("the ages", {band for band, _ in told}, {*_BANDS})


# Quarters


def by_quarter(place: Place) -> list[tuple[str, int, int, int]]:
    """Return what came in, was closed and was due at first in each quarter."""
    items = known(place)
    came = [day for item in items for day in item.changes[::2]]
    gone = [day for item in items for day in item.changes[1::2]]
    due = [raw.first_due(item) for item in items]
    return [
        (
            raw.quarter_name(one), raw.how_many(came, one), raw.how_many(gone, one),
            raw.how_many(due, one),
        )
        for one in raw.quarters(on(place))
    ]  # fmt: skip


@sentence(
    r"In the four quarters to <day:day>, <came:n>(?: items?)? came in and <gone:n> (?:was|were)"
    r" closed \(<figure:figure> and <table:table>\)\.",
    r"In the four before, <came:n> came in and <gone:n> (?:was|were) closed\.",
)
def flow(place: Place, said: Groups) -> Iterator[str]:
    part = by_quarter(place)[4:] if "day" in said else by_quarter(place)[:4]
    if "day" in said:
        yield from same("the day", days.day(said["day"]), raw.quarters(on(place))[-1][1])
    yield from same("came in", number(said["came"]), sum(row[1] for row in part))
    yield from same("closed", number(said["gone"]), sum(row[2] for row in part))
    yield from leads(place, said, "flow")


@table(_CAPTIONS["flow"])
def flow_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    yield from equal(rows[1:], [(name, came, gone) for name, came, gone, _ in by_quarter(place)])


@sentence(
    r"Bar chart of items that came in and were closed, by quarter\. (?P<flow>.+)\.",
    r"Bar chart of items by first date and of closures, by quarter\. (?P<planned>.+)\.",
)
def quarters_chart(place: Place, said: Groups) -> Iterator[str]:
    facts = said.get("flow") or said["planned"]
    words = "came in" if "flow" in said else "due at first"
    at = 1 if "flow" in said else 3
    right = [f"{row[0]}: {row[at]:,} {words}, {row[2]:,} closed" for row in by_quarter(place)]
    yield from same("the quarters", facts.split("; "), right)


@sentence(r"<due:n> items? (?:was|were) first due in the 2 years to <day:day>\.")
def planned(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the day", days.day(said["day"]), raw.quarters(on(place))[-1][1])
    yield from same("due", number(said["due"]), sum(row[3] for row in by_quarter(place)))


@sentence(
    r"In that time,? <gone:n> items? (?:was|were) closed, whatever (?:its date|their dates)"
    r" \(<figure:figure> and <table:table>\)\."
)
def closed_meanwhile(place: Place, said: Groups) -> Iterator[str]:
    yield from same("closed", number(said["gone"]), sum(row[2] for row in by_quarter(place)))
    yield from leads(place, said, "planned")


@table(_CAPTIONS["planned"])
def planned_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    yield from equal(rows[1:], [(name, due, gone) for name, _, gone, due in by_quarter(place)])


# How long items were open


def stays(place: Place, *, exempt: bool = False) -> list[tuple[Item, int]]:
    """Return the items closed in the last twelve months, and for how many months each was open."""
    today = on(place)
    found = []
    for item in place.facts.register.rows:
        closed = raw.closed_within(item, raw.a_year_before(today), today)
        if closed and item.exempt == exempt:
            opened = [c for c in item.changes[::2] if c <= closed]
            before = opened[len([c for c in item.changes[1::2] if c <= closed]) - 1]
            found.append((item, raw.full_months(before, closed)))
    return found


@sentence(
    r"(?:The item that was|(?P<both>Both) items that were|The <n:n> items that were) closed in the"
    r" 12 months to <day:day> had been open for (?:at most )?<most:n> full months?"
    r" \(<table:table>\)\."
)
def how_long(place: Place, said: Groups) -> Iterator[str]:
    months = [one for _, one in stays(place)]
    told = 2 if "both" in said else number(said.get("n", "one"))
    yield from same("the items", told, len(months))
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("at most", number(said["most"]), max(months))
    yield from same("the table", place.captions.get(said["table"]), _STAYS)


@sentence(r"Half of them had been open for <n:n> months? or less\.")
def half_of_them(place: Place, said: Groups) -> Iterator[str]:
    months = [one for _, one in stays(place)]
    yield from same("half", number(said["n"]), raw.middle(months))
    if len(months) < raw.FEW:
        yield f"{len(months)} are too few"


@sentence(
    r"<n:n> items? of (?P<year>\d{4}), the oldest report year, (?:is|are) open, and <gone:n> were"
    r" closed in those 12 months\."
)
def oldest_year(place: Place, said: Groups) -> Iterator[str]:
    open_, gone = _of_oldest_year(place, int(said["year"]))
    yield from same("open", number(said["n"]), open_)
    yield from same("closed", number(said["gone"]), gone)


@sentence(r"If as many were closed each year, the last would be closed in about <n:n> months?\.")
def pace(place: Place, said: Groups) -> Iterator[str]:
    year = min(int(item["Report year"]) for item in public(place))
    open_, gone = _of_oldest_year(place, year)
    needed = next(month for month in range(1, 999) if month * gone >= 12 * open_)
    yield from same("the months", number(said["n"]), needed)
    if gone < raw.FEW:
        yield f"{gone} closings are too few"


def _of_oldest_year(place: Place, year: int) -> tuple[int, int]:
    items = [i for i in place.facts.register.rows if int(i["Report year"]) == year]
    assert not any(item.exempt for item in items if item.changes[0] <= on(place)), "it is exempt"
    first = min(int(item["Report year"]) for item in public(place))
    assert year == first, f"the oldest year is {first}"
    span = (raw.a_year_before(on(place)), on(place))
    return (
        sum(item.is_open(on(place)) for item in items),
        sum(raw.closed_within(item, *span) is not None for item in items),
    )


@table(_STAYS)
def stays_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    found, hidden = (
        stays(place),
        Counter(int(i["Report year"]) for i, _ in stays(place, exempt=True)),
    )
    seen: list[int] = []
    for name, *cells in rows[1:]:
        years = [int(one) for one in re.findall(r"\d{4}", name)]
        if years:
            years = [*range(years[0], years[-1] + 1)]
            seen += [year for year in years if any(int(i["Report year"]) == year for i, _ in found)]
            if len(years) == 1 and hidden[years[0]] == 1:
                yield name, "this row tells of a single exempt item"
        months = [one for item, one in found if _is_of(place, item, name, years)]
        middle = str(raw.middle(months)) if len(months) >= raw.FEW else "Too few"
        yield from equal([(name, *cells)], [(name, len(months), middle, max(months))])
    every = sorted({int(item["Report year"]) for item, _ in found})
    if seen and seen != every:
        yield str(seen), f"the report years are {every}"
    kinds = {row[0] for row in rows[1:]}
    for kind, words in (("Recommendation", "Recommendations"), ("AFI", _many_lesser(place))):
        if any(item["Type"] == kind for item, _ in found) != (words in kinds):
            yield words, "this row is missing, or one too many"


def _is_of(place: Place, item: Item, name: str, years: Sequence[int]) -> bool:
    if years:
        return int(item["Report year"]) in years
    return name == "All" or item["Type"] == (
        "AFI" if name == _many_lesser(place) else name.removesuffix("s")
    )


def _many_lesser(place: Place) -> str:
    return place.facts.names["lessers"].capitalize()


# The appendix of exceptions


def exceptions(place: Place) -> list[Item]:
    """Return the open items that are late, rated red or were moved twice."""
    colours = place.facts.register_file.get("ratings") or {}
    return [
        item for item in public(place)
        if raw.is_late(raw.due(item), on(place)) or len(item.moves) > 1
        or (item["Rating"] and colours.get(item["Rating"], item["Rating"].lower()) == "red")
    ]  # fmt: skip


@sentence(
    r"<n:n> open items? (?:is|are) overdue on <day:day>, rated red or moved twice or more"
    r"(?:, and listed here)?\."
)
def exceptions_said(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("the items", number(said["n"]), len(exceptions(place)))


@sentence(r"Exempt items are not counted\.")
def exempt_not_counted(place: Place, _said: Groups) -> Iterator[str]:
    hidden = [item for item in every_open(place) if item.exempt]
    if "closed since the last paper" in place.heading:
        hidden = just_closed(place, exempt=True)
    yield from same("exempt items there are", bool(hidden), True)


@table(_LATE)
def exceptions_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = [
        (
            item["Reference"], asked(place, item), _due(place, item),
            f"{item['Owner'] or 'Owner not recorded'}{_why(item) or '. No reason is recorded.'}",
            f"{item.words(on(place))}; {item['Rating']}",
        )
        for item in exceptions(place)
    ]  # fmt: skip
    yield from equal(rows[1:], right)


def _due(place: Place, item: Item) -> str:
    day = raw.due(item)
    if day is None:
        words = item.get("Revised") or item.get("Target") or "not recorded"
        said = words[0].upper() + words[1:]
    else:
        heading = "Revised" if raw.last(item.get("Revised", "")) else "Target"
        said = f"{'Overdue: ' if day < on(place) else ''}{item.words_of(heading)}"
    times = len(item.moves)
    if not times:
        return said
    how = {1: "once", 2: "twice"}.get(times, f"{times} times")
    if day and not raw.last(item.get("Revised", "")):
        return f"{said} (moved {how}, now {item['Revised']})"
    first = f"first {item.words_of('Target')}; " if item.get("Target") else ""
    return f"{said} ({first}moved {how})"


def missing(place: Place, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the views that the paper was to show and has no word of."""
    views = place.facts.paper.get("ledger") or []
    captions = {block.text.partition(": ")[2] for block in blocks if block.kind == "caption"}
    # Each has a table, unless it has nothing to list; then its sentence says so, and is read.
    for view in views:
        always = view in ("in time", "planned", "flow") or (
            public(place) and view in ("oldest", "ages")
        )
        if always and _CAPTIONS[view] not in captions:
            yield f"the ledger has nothing of what is {view}"
