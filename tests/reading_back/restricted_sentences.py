"""The sentences and tables of the restricted appendix, and what the public paper must not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import days
from patterns import number, same, sentence
from register_sentences import closed_rows, every_open, just_closed, listed, on, open_rows
from tables import Complaint, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents import Block, Row
    from raw_facts import Facts
    from raw_register import Item
    from reader import Place

Groups = dict[str, str]
_ACT = "Schedule 12A to the Local Government Act 1972"


def notice_of(facts: Facts) -> str:
    """Return what stands at the head of each page of the restricted appendix."""
    given = facts.register_file.get("exempt") or {}
    notice = f"Not for publication: {given.get('paragraph', f'exempt under {_ACT}')}."
    return f"{notice} {given.get('reason', '')}".strip()


def marking_of(facts: Facts) -> str:
    """Return what stands at the foot of each page of the restricted appendix."""
    given = facts.register_file.get("exempt") or {}
    return str(given.get("marking", "NOT FOR PUBLICATION"))


def exempt_open(place: Place) -> list[Item]:
    """Return the open items that the public paper may not name."""
    return [item for item in every_open(place) if item.exempt]


def ground(place: Place, key: str) -> str | None:
    """Return what register.yaml gives as the reason or the paragraph."""
    return (place.facts.register_file.get("exempt") or {}).get(key)


@sentence(
    rf"Not for publication: exempt under {_ACT}\.",
    rf"Not for publication: (?P<paragraph>paragraph \d+ of {_ACT})\.",
)
def notice(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the paragraph", said.get("paragraph"), ground(place, "paragraph"))


@sentence(
    r"No paragraph of Schedule 12A is recorded\.",
    rf"(?P<paragraph>Paragraph \d+ of {_ACT})\.",
)
def paragraph(place: Place, said: Groups) -> Iterator[str]:
    right = ground(place, "paragraph")
    yield from same("the paragraph", said.get("paragraph"), right and f"P{right[1:]}")


@sentence(r"No reason is recorded\.")
def no_reason(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the reason", None, ground(place, "reason"))


@sentence(
    rf"This lists the recommendations and <lessers> that are exempt information under {_ACT}\. The"
    r" public paper counts them in its totals, and says nothing else of them\.",
    r"(?:Open|Closed) items$",
    r"(?:Table|Figure) \d+: Exempt items that (?:are open|were closed)$",
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts that the tables do not."""
    yield from ()


@sentence(r"<n:n> exempt items? (?:is|are) open on <day:day>\.")
def open_said(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the day", days.day(said["day"]), on(place))
    yield from same("the items", number(said["n"]), len(exempt_open(place)))


@sentence(r"<n:n> exempt items? (?:was|were) closed(?: after <after:day> and)? by <day:day>\.")
def closed_said(place: Place, said: Groups) -> Iterator[str]:
    before = place.facts.previous_as_at
    yield from same("the day", days.day(said["day"]), on(place))
    after = days.day(said["after"]) if "after" in said else None
    yield from same("the last day", after, before and before[1])
    yield from same("the items", number(said["n"]), len(just_closed(place, exempt=True)))


@table("Exempt items that are open")
def open_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = open_rows(place, exempt_open(place))
    yield from listed({row[0]: row[1:] for row in rows[1:]}, right)


@table("Exempt items that were closed")
def closed_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    right = closed_rows(place, just_closed(place, exempt=True))
    yield from listed({row[0]: row[1:] for row in rows[1:]}, right)


def missing(place: Place, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the exempt items that the restricted appendix should have and has not."""
    told = {row[0] for block in blocks for row in block.rows}
    for item in [*exempt_open(place), *just_closed(place, exempt=True)]:
        if item["Reference"] not in told:
            yield f"the exempt item {item['Reference']} is missing"


def told_openly(facts: Facts, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the exempt items whose reference the public paper has."""
    if not facts.has_register:
        return
    words = {word.strip(".,;:()") for block in blocks
             for text in (block.text, *(cell for row in block.rows for cell in row))
             for word in text.split()}  # fmt: skip
    for item in facts.register.rows:
        if item.exempt and item["Reference"] in words:
            yield f"the exempt item {item['Reference']} is in the public paper"
