"""The items that were recorded when the last paper became final, and what the register has now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.project.layout import OPEN_COUNTS, PAPER, named
from jacpaper.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from jacpaper.facts.published import PublishedFile, PublishedItem, PublishedRegister
    from jacpaper.facts.register import Item, Register
    from jacpaper.hmicfrs.rules.case import Case

_ENDED = ("closed", "superseded")


class Compared(NamedTuple):
    """The public items of which the record and the register say something else of that day."""

    gone: tuple[str, ...] = ()
    """Published as open, and not in the register any more."""
    ended: tuple[Item, ...] = ()
    """Published as open; the register has them as closed by then."""
    open: tuple[Item, ...] = ()
    """The register has them as open then; they were not published as open."""


def compared(case: Case, published: PublishedFile) -> Compared:
    """Return what differs; exempt items are not recorded, and so left aside."""
    kept, recorded = case.facts.register, published.register_items
    if kept is None or recorded is None:
        return Compared()
    there = _meant(recorded.items, kept.items)
    were_open = [one.reference for one in recorded.items if one.status not in _ENDED]
    gone = tuple(one for one in were_open if one not in there)
    if (day := kept.last_as_at) is None:
        return Compared(gone)
    still = [there[one] for one in were_open if one in there and not there[one].exempt]
    # What may be exempt is not named.
    known = {id(one) for one in (*still, *_no_more_exempt(kept, recorded))}
    more = (one for one in kept.items if one.is_open(day) and not one.exempt)
    return Compared(
        gone,
        tuple(one for one in still if not one.is_open(day)),
        tuple(one for one in more if id(one) not in known),
    )


def why(found: Compared, year: int, was: int, now: int) -> str:
    """Return what explains that a figure of a year is another by now, to follow on `register`."""
    said = []
    if now < was and found.gone:
        said.append(f"no longer has, or leaves out, {_listed(found.gone)}")
    if now < was and (ended := _of(found.ended, year)):
        said.append(f"has {_listed(ended)} as closed by then")
    if now > was and (more := _of(found.open, year)):
        said.append(f"has {_listed(more)} as open then")
    return f", which {' and '.join(said)}" if said else ""


def asked(case: Case, published: PublishedFile, id_: str) -> Iterator[Finding]:
    """Ask about what explains itself by no figure, as the figures of that day agree."""
    if id_ in case.facts.paper.notes:
        return
    found = compared(case, published)
    words = "\n".join(block.text for block in case.blocks)
    answer = f"answer in {PAPER}"
    place = case.facts.value_place(OPEN_COUNTS, "as_at")
    if gone := [one for one in found.gone if not _is_told_of(one, words)]:
        items = "1 item was" if len(gone) == 1 else f"{len(gone)} items were"
        yield Finding(
            place,
            f"{items} published as open, and the register no longer has, or leaves out,"
            f" {_listed(gone)}",
            "what was withdrawn or merged since keeps its row, superseded, with the day; what has"
            f" another\nreference now has lost its history: give the old one back, or {answer}"
            f" with\nnotes: {{{id_}: ...}}",
            "warning",
        )
    ended = [one.reference for one in _untold(case, found) if not _is_told_of(one.reference, words)]
    if ended:
        items = "1 item was" if len(ended) == 1 else f"{len(ended)} items were"
        yield Finding(
            place,
            f"{items} published as open, and the register has {_listed(ended)} as closed by then",
            f"no paper tells of that: correct the day in the register, or {answer}"
            f" with\nnotes: {{{id_}: ...}}",
            "warning",
        )


def without_date(case: Case, published: PublishedFile, id_: str) -> Iterator[Finding]:
    """Ask about open items that had a date by which to be done, and have none any more."""
    kept, recorded, paper = case.facts.register, published.register_items, case.facts.paper
    shows_dates = paper.ledger or paper.appendices or "due date" in paper.open_items_by
    if kept is None or recorded is None or kept.as_at is None or not shows_dates:
        return
    if id_ in paper.notes:
        return
    there = _meant(recorded.items, kept.items)
    lost = [
        there[one.reference].reference
        for one in recorded.items
        if (one.target or one.revised)
        and one.reference in there
        and not there[one.reference].exempt
        and there[one.reference].is_open(kept.as_at)
        and not (there[one.reference].due or there[one.reference].due_words)
    ]
    if lost:
        had = "1 item" if len(lost) == 1 else f"{len(lost)} items"
        yield Finding(
            case.facts.value_place(OPEN_COUNTS, "as_at"),
            f"{had} had a target date in the last paper and none in the register now:"
            f" {_listed(lost)}",
            "put it back; what took its place, such as TBC, is the revised date; or answer in"
            f" {PAPER} with\nnotes: {{{id_}: ...}}",
            "warning",
        )


def _untold(case: Case, found: Compared) -> Iterator[Item]:
    """Yield what was closed by then as the register has it now, and no figure has it.

    Figures that are typed may have had it, and one that is put right has it.
    """
    last = case.facts.last
    if last is None or ("open",) in case.facts.sources[named(last.meeting, OPEN_COUNTS)].keys:
        return
    restated = case.facts.counts.restated
    yield from (one for one in found.ended if one.report_year not in restated)


def no_more_exempt(case: Case, published: PublishedFile) -> Iterator[Finding]:
    """Find what was exempt in the last paper and would be public, though nothing says so.

    A register that is exported anew may have lost the column that said it.
    """
    kept, recorded = case.facts.register, published.register_items
    if kept is None or recorded is None:
        return
    doubtful = _no_more_exempt(kept, recorded)
    if not doubtful or (place := doubtful[0].place) is None:
        return
    fault = "this may be exempt: the last paper had"
    fault += " an exempt item" if recorded.exempt == 1 else f" {recorded.exempt} exempt items"
    fault += ", and nothing says that this is public now"
    if len(doubtful) > 1:
        fault += f" (in {len(doubtful):,} rows, here first)"
    yield Finding(
        place._replace(excerpt=""),
        fault,
        "give the register back the column that says what is exempt, or a new one headed Exempt,"
        "\nand write yes or no in this row",
    )


def _no_more_exempt(kept: Register, recorded: PublishedRegister) -> list[Item]:
    """Return the items among which one is that was exempt, and that nothing says to be public.

    The exempt ones are only counted in the record: they are not among those that it lists.
    """
    days = [day for day in (kept.last_as_at, kept.before_last) if day]
    there = [one for one in kept.items if any(one.is_open(day) for day in days)]
    known = {id(one) for one in _meant(recorded.items, kept.items).values()}
    others = [one for one in there if id(one) not in known]
    # What is exempt now and was public then makes up for none, as where a cell slipped by a row.
    if sum(one.exempt for one in others) >= recorded.exempt:
        return []
    return [one for one in others if not one.exempt and not one.is_said_public]


def _meant(recorded: Collection[PublishedItem], items: Iterable[Item]) -> dict[str, Item]:
    from jacpaper.register.counting.recorded_as import meant  # noqa: PLC0415 - few keep one

    return dict(meant(recorded, items))


def _of(items: Iterable[Item], year: int) -> list[str]:
    return [one.reference for one in items if one.report_year == year]


def _listed(found: Iterable[str]) -> str:
    from jacpaper.register.counting.differences import listed  # noqa: PLC0415 - likewise

    return ", ".join(listed(found))


def _is_told_of(reference: str, words: str) -> bool:
    """Return whether a paper names an item; figures alone stand anywhere."""
    has_letter = bool(re.search("[A-Za-z]", reference))
    return has_letter and bool(re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", words))
