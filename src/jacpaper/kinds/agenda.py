"""The agenda of a meeting: what it lists, held against the papers that there are."""

from __future__ import annotations

import filecmp
import re
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, cast

from jacpaper.facts.agenda import NO_PAPER, AgendaFile
from jacpaper.facts.committee import bank_holidays_of
from jacpaper.figures.working_days import bank_holidays, publication_day
from jacpaper.inputs.load_item import load_item
from jacpaper.kinds import asks, privacy
from jacpaper.kinds.agenda_in_words import Said, doubts
from jacpaper.kinds.find import line_of, number_of, own_papers, same_number, title_of
from jacpaper.kinds.from_folder import FromFolder
from jacpaper.problems import Place, Problem, Problems, in_order
from jacpaper.project.layout import (
    AGENDA,
    AGENDA_FILE,
    FOREIGN,
    KINDS,
    PAPER,
    RESTRICTED,
    TEMPLATE,
    item_file,
    named,
)
from jacpaper.template.compose_item import compose_item
from jacpaper.tree.document import IN_PACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jinja2 import BytecodeCache

    from jacpaper.facts.agenda import AgendaEntry
    from jacpaper.facts.item import ItemFacts, ItemFile
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.document import Document

# What the template has beside the keys of agenda.yaml.
_MORE = ("papers_out", "clear_working_days", "first_pages", "addresses")


class Listed(NamedTuple):
    """An item of the agenda, and its paper."""

    entry: AgendaEntry
    own: str | None
    """The name of its paper, empty for the update; None: it has none of ours."""
    place: Place
    """Where the agenda says what its paper is."""

    @property
    def foreign(self) -> str:
        """The name of somebody else's PDF, from the meeting's folder; empty: it has none."""
        return "" if self.entry.paper in (None, NO_PAPER) else str(self.entry.paper)


class Pages(NamedTuple):
    """Where in a pack the papers are, by the numbers of their items."""

    first: Mapping[str, int] = {}
    names: Mapping[str, str] = {}
    """The names of their parts, to which the agenda's links lead."""


class Agenda(FromFolder):
    """The agenda of a meeting, made with the template in templates/agenda/."""

    def __init__(self, project: Path, meeting: date) -> None:
        super().__init__(project, meeting, AGENDA, AGENDA)
        self.pages = Pages()

    def load(self) -> ItemFacts:
        """Read agenda.yaml, and refuse one that does not agree with the meeting's papers."""
        if not (self.folder.path / TEMPLATE).exists():
            hint = "copy that folder from a newer jacpaper, or begin a project with `jacpaper init`"
            place = Place(f"{KINDS}/{AGENDA}/{TEMPLATE}")
            raise Problems([Problem(place, "the template of the agenda is missing", hint)])
        # It has what the file of an item has, but a number and a kind.
        model = cast("type[ItemFile]", AgendaFile)
        facts = load_item(self.project, self.meeting, AGENDA, model)
        if found := [*_disagreements(self.project, self.meeting, facts)]:
            raise Problems(found)
        of_files = _unused(self.project, self.meeting, facts)
        of_titles = _titled_otherwise(self.project, self.meeting, facts)
        return facts._replace(questions=in_order([*facts.questions, *of_files, *of_titles]))

    def compose(self, facts: ItemFacts, cache: BytecodeCache, trace: Trace | None) -> Document:
        """Fill in the template; in a pack, with the page of each paper."""
        self.asking = asks.gone_through(self.folder, type(facts.paper), _MORE)
        followed = trace.follow_item(facts) if trace else facts
        days = facts.committee.clear_working_days
        holidays = bank_holidays(self.meeting, bank_holidays_of(facts.committee))
        more = {
            "papers_out": publication_day(self.meeting, days, holidays),
            "clear_working_days": days,
            "first_pages": self.pages.first,
            "addresses": {item: f"{IN_PACK}{name}" for item, name in self.pages.names.items()},
        }
        return compose_item(followed, AGENDA, self.folder, cache, trace, more=more)


def listed(project: Path, meeting: date, facts: ItemFacts) -> list[Listed]:
    """Return the items of an agenda in order, each with its paper."""
    numbers = {one: number_of(project, meeting, one) for one in own_papers(project, meeting)}
    found = []
    for index, entry in enumerate(_entries(facts)):
        own = [one for one, number in numbers.items() if same_number(number, entry.item)]
        key = "paper" if entry.paper else "item"
        place = facts.value_place(AGENDA_FILE, "items", index, key)
        found.append(Listed(entry, own[0] if own else None, place))
    return found


def _entries(facts: ItemFacts) -> tuple[AgendaEntry, ...]:
    return cast("AgendaFile", facts.paper).items


def _disagreements(project: Path, meeting: date, facts: ItemFacts) -> Iterator[Problem]:
    """Yield a problem for whatever agenda and papers do not say alike."""
    items = listed(project, meeting, facts)
    yield from _given_twice(facts)
    yield from _private_elsewhere(project, meeting, items)
    yield from _made_restricted(project, meeting, items)
    yield from _in_doubt(project, meeting, facts, items)
    for index, one in enumerate(items):
        yield from _of_paper(project, meeting, one)
        yield from _of_privacy(project, meeting, facts, index, one)
    on_agenda = {one.own for one in items}
    for own in own_papers(project, meeting):
        if own not in on_agenda:
            found = line_of(project, meeting, own, "item")
            place = found.place if found else Place(named(meeting, _file(own)))
            hint = f"add its number to {named(meeting, AGENDA_FILE)}, or move the paper away"
            yield Problem(place, "this paper is not on the agenda", hint)


def _file(own: str) -> str:
    return item_file(own) if own else PAPER


def _given_twice(facts: ItemFacts) -> Iterator[Problem]:
    entries = _entries(facts)
    for index, entry in enumerate(entries):
        before = entries[:index]
        if any(same_number(entry.item, one.item) for one in before):
            place = facts.value_place(AGENDA_FILE, "items", index, "item")
            fault = f"there are two items {entry.item}"
            yield Problem(place, fault, "give each item a number of its own")
        name = PurePosixPath(entry.paper or NO_PAPER).name.lower()
        if name != NO_PAPER and name in (
            PurePosixPath(one.paper or "").name.lower() for one in before
        ):
            place = facts.value_place(AGENDA_FILE, "items", index, "paper")
            fault = "another item has a file of this name"
            yield Problem(place, fault, "each paper stands in the pack once; rename one of them")


def _private_elsewhere(project: Path, meeting: date, items: Sequence[Listed]) -> Iterator[Problem]:
    """Yield a problem for each public PDF that a private item has too, under another name."""
    there = [one for one in items if one.foreign]
    for one in there:
        for other in there:
            if (
                other.entry.private
                and not one.entry.private
                and _is_same(
                    project / named(meeting, one.foreign), project / named(meeting, other.foreign)
                )
            ):
                fault = f"this is the PDF of item {other.entry.item}, which is private"
                hint = "name the file that is for the public, or make this item private too"
                yield Problem(one.place, fault, hint)


def _made_restricted(project: Path, meeting: date, items: Sequence[Listed]) -> Iterator[Problem]:
    """Yield a problem for each public PDF that a build made for a restricted folder."""
    public = [one for one in items if one.foreign and not one.entry.private]
    folders = (f"*/{RESTRICTED}/*.pdf", f"*/*/{RESTRICTED}/*.pdf")  # a paper's, and a pack's
    made = [path for one in folders for path in (project / "build").glob(one)] if public else []
    for one in public:
        path = project / named(meeting, one.foreign)
        if same := next((each for each in made if _is_same(path, each)), None):
            fault = f"this is {same.relative_to(project).as_posix()}, which is not for the public"
            hint = "name the file that is for the public, or make this item private"
            yield Problem(one.place, fault, hint)


def _is_same(path: Path, other: Path) -> bool:
    """Tell whether two files have the same bytes; one that cannot be read is told elsewhere."""
    with suppress(OSError):
        return filecmp.cmp(path, other, shallow=False)
    return False


def _unused(project: Path, meeting: date, facts: ItemFacts) -> Iterator[Problem]:
    """Yield a warning for each PDF in the meeting's folder that no item has."""
    folder = project / named(meeting, "")
    used = {folder / one.paper for one in _entries(facts) if one.paper}
    for path in sorted((*folder.glob("*.[pP][dD][fF]"), *folder.glob(f"{FOREIGN}/*.[pP][dD][fF]"))):
        if path not in used and not path.name.startswith("."):
            shown = path.relative_to(folder).as_posix()
            place = Place(named(meeting, shown))
            hint = f"name it in {named(meeting, AGENDA_FILE)}, as in paper: {shown}, or delete it"
            yield Problem(place, "no item of the agenda has this PDF", hint, "warning")


def _titled_otherwise(project: Path, meeting: date, facts: ItemFacts) -> Iterator[Problem]:
    """Yield a hint for each paper with another title; the agenda's may be shorter, or longer."""
    for index, one in enumerate(listed(project, meeting, facts)):
        said = title_of(project, meeting, one.own) if one.own is not None else ""
        here, there = _words(one.entry.title), _words(said)
        if said and not (here <= there or there <= here):
            place = facts.value_place(AGENDA_FILE, "items", index, "title")
            hint = "give both one title, or the agenda a part of it"
            yield Problem(place, f"its paper is called “{said}”", hint, "hint")


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.casefold()))


def _of_paper(project: Path, meeting: date, one: Listed) -> Iterator[Problem]:
    entry, own = one.entry, one.own
    if own is not None and entry.paper:
        fault = f"{named(meeting, _file(own))} is the paper of item {entry.item}"
        yield Problem(one.place, fault, "delete this line, or give that paper another number")
    elif own is None and not entry.paper:
        hint = "write paper: none if it has none, or name another's PDF, as in paper: papers/x.pdf"
        yield Problem(one.place, f"no paper of this meeting has the number {entry.item}", hint)
    elif one.foreign and not (project / named(meeting, one.foreign)).is_file():
        hint = f"put it into inputs/{meeting.isoformat()}/, or correct its name"
        yield Problem(one.place, f"there is no file {one.foreign}", hint)


def _in_doubt(
    project: Path, meeting: date, facts: ItemFacts, items: Sequence[Listed]
) -> Iterator[Problem]:
    """Yield a problem for each public paper that words of the agenda may keep from the public."""
    said = [
        Said(one.entry.title, one.entry.presenter or "", one.entry.paper or "", _is_private(one))
        for one in items
    ]
    for index, (one, doubt) in enumerate(zip(items, doubts(said), strict=True)):
        if not doubt or (one.own and privacy.is_public(project, meeting, one.own)):
            continue
        if one.own is None:
            hint = "if so, say why, in a line below: private: Paragraph 7 of Schedule 12A applies."
            hint += "\nif not, correct these words, move the item up, or put before it an item with"
            hint += "\ntitle: Public session\npaper: none"
        else:
            hint = privacy.hint_in_doubt(meeting, one.own)
        place = facts.value_place(AGENDA_FILE, "items", index, "title")
        yield Problem(place, f"{doubt} may say that its paper is not for the public", hint)


def _is_private(one: Listed) -> bool:
    return one.entry.private is not None


def _of_privacy(
    project: Path, meeting: date, facts: ItemFacts, index: int, one: Listed
) -> Iterator[Problem]:
    """Yield a problem where only the agenda, or only the paper, says that the public is out."""
    if one.own is None:
        return
    is_private = privacy.is_private(project, meeting, one.own)
    if one.entry.private and not is_private:
        place = facts.key_place(AGENDA_FILE, "items", index, "private")
        hint = f"write private: true and a marking in {named(meeting, _file(one.own))}"
        if not one.own:
            hint = "delete this line: what is exempt of it has a restricted appendix"
        yield Problem(place, "its paper is made for the public", hint)
    if is_private and not one.entry.private:
        hint = "say why, in a line below: private: Paragraph 7 of Schedule 12A applies."
        yield Problem(one.place, "its paper is private, and the agenda does not say so", hint)
