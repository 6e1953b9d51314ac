"""A Word file that came back, in the preview: what was changed in it, and taking it over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jacpaper.build.sources import digests
from jacpaper.kinds.find import papers as papers_of
from jacpaper.preview import marks
from jacpaper.problems import MachineError, Place, Problem, Problems, counted, harmless
from jacpaper.project.layout import PAPER, item_file
from jacpaper.returned.paper import text_blocks
from jacpaper.returned.read import read
from jacpaper.review import told
from jacpaper.review.pairs import pairs
from jacpaper.review.papers import Papers
from jacpaper.review.review import review
from jacpaper.review.take import new_copies, tried, write
from jacpaper.tree.document import PAPER_NAME
from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jacpaper.returned.paper import ReturnedPaper
    from jacpaper.review.review import Review
    from jacpaper.tree.elements import Element

CHANGED_MEANWHILE = "The changes are no longer these. Nothing was written: look at them again."


@dataclass(frozen=True)
class Returned:
    """A returned file as the preview shows it."""

    name: str
    paper: ReturnedPaper | None = None
    """None if the file cannot be read."""
    review: Review | None = None
    number: int = 0
    """The version of the view that first showed this review."""
    is_current: bool = False
    """True if the review was made from the files as they are."""
    change_blocks: Mapping[int, int] = field(default_factory=dict)
    """The position of the block of each change, by the change's number."""
    comment_blocks: Mapping[int, int] = field(default_factory=dict)
    """The same for each comment, by its position in the review."""
    problems: tuple[Problem, ...] = ()
    said: tuple[str, ...] = ()
    """What the last attempt to take changes came to."""

    def outdated(self) -> Returned:
        """Return the file with its review of before, while another is made."""
        return replace(self, is_current=False, change_blocks={}, comment_blocks={})


def opened(name: str, source: bytes | Path) -> Returned:
    """Return a file that was read, or why it cannot be."""
    try:
        return Returned(name, read(source, name))
    except Exception as error:  # noqa: BLE001 - the preview must survive any file
        return Returned(name, problems=_problems(error, name))


def reviewed(returned: Returned, project: Path, meeting: date, item: str = "") -> Returned:
    """Return the file with the review that today's inputs lead to."""
    if returned.paper is None:
        return returned
    try:
        _refuse_other_meeting(returned.paper, returned.name, meeting)
        _refuse_other_item(returned.paper, returned.name, project, meeting, item)
        with Papers(project, meeting, item) as papers:
            read = digests(project, meeting, item)
            found = review(papers, returned.paper, returned.name, read)
    except Exception as error:  # noqa: BLE001 - the preview must survive any file
        return replace(returned.outdated(), review=None, problems=_problems(error, returned.name))
    # Blocks of the restricted appendix are not in the paper that the preview shows.
    at = {} if found.prover.restricted else _positions(found, returned.paper)
    blocks = text_blocks(returned.paper.accepted)
    changed = {one.number: one.ours or one.theirs for one in found.changes}
    about = {
        number: blocks[comment.accepted.block]
        for number, (_, comment) in enumerate(found.comments)
        if comment.accepted
    }
    return replace(
        returned,
        review=found,
        is_current=True,
        problems=(),
        change_blocks={number: at[id(one)] for number, one in changed.items() if id(one) in at},
        comment_blocks={number: at[id(one)] for number, one in about.items() if id(one) in at},
    )


def take(
    returned: Returned,
    project: Path,
    meeting: date,
    numbers: Sequence[int] | None,
    item: str = "",
) -> tuple[str, ...]:
    """Write changes into the inputs, all that can be without `numbers`; say what came of it.

    The review is made again first. Nothing is written if it differs from the one that was shown,
    or if a file is saved while this works.
    """
    try:
        return _take(returned, project, meeting, numbers, item)
    except Exception as error:  # noqa: BLE001 - as above
        found = _problems(error, returned.name)
        return ("Nothing was written.", *(f"{one.line}: {one.hint}." for one in found))


def _take(
    returned: Returned,
    project: Path,
    meeting: date,
    numbers: Sequence[int] | None,
    item: str,
) -> tuple[str, ...]:
    if returned.paper is None or returned.review is None:
        return (CHANGED_MEANWHILE,)
    before = digests(project, meeting, item)
    with Papers(project, meeting, item) as papers:
        found = review(papers, returned.paper, returned.name, before)
        if _outline(found) != _outline(returned.review):
            return (CHANGED_MEANWHILE,)
        takable = {one.number for one in found.changes if one.verdict in ("take", "by name")}
        if not takable.issuperset(numbers or ()) or not (chosen := found.takable(numbers)):
            return ("This change cannot be taken. Nothing was written.",)
        taken = tried(found, chosen)
        if digests(project, meeting, item) != before:
            return (CHANGED_MEANWHILE,)
        copies = new_copies(project)
        write(project, taken.contents, project / copies)
    # Without the numbers, which begin anew with the next review.
    labels = ", ".join(dict.fromkeys(change.label for change in chosen))
    kept = f"What was there before is in {copies.as_posix()}/."
    said = (f"Taken {counted(len(chosen), 'change')}: {labels}.", *told.followed(taken), kept)
    return tuple(harmless(line) for line in said)


def _outline(found: Review) -> list[tuple[object, ...]]:
    """Return what a reader is shown of the changes."""
    return [
        (one.label, one.old, one.new, one.verdict, str(one.place), one.why) for one in found.changes
    ]


def _positions(found: Review, paper: ReturnedPaper) -> dict[int, int]:
    """Return the preview's block for each block of our paper and of the returned one, by id()."""
    body = found.prover.body(found.prover.ours)
    at: dict[int, int] = {}
    for position, block in enumerate(marks.blocks(body)):
        at |= {id(one): position for one in (block, *block.find(*TEXT_BLOCKS))}
    for pair in pairs(body, paper.accepted):
        near = next((one for one in (pair.ours, pair.before, pair.after) if id(one) in at), None)
        if pair.theirs is not None and near is not None:
            at |= {id(one): at[id(near)] for one in _whole(pair.theirs)}
    return at


def _whole(block: Element) -> tuple[Element, ...]:
    """Return a block, and the cells of a row."""
    return (block, *block.find(*TEXT_BLOCKS))


def _refuse_other_meeting(paper: ReturnedPaper, name: str, meeting: date) -> None:
    if paper.stamp and paper.stamp.meeting != meeting.isoformat():
        fault = f"this is the paper of {paper.stamp.meeting}; the preview shows that of {meeting}"
        hint = f"start `jacpaper preview {paper.stamp.meeting}`, and drop the file"
        raise Problems([Problem(Place(name), fault, f"{hint} there")])


def _refuse_other_item(
    paper: ReturnedPaper, name: str, project: Path, meeting: date, item: str
) -> None:
    if paper.stamp is None:
        return
    known = papers_of(project, meeting)
    its = "" if paper.stamp.paper == PAPER_NAME else paper.stamp.paper
    if its != item and its in known:
        shown, chosen = (item_file(its), f" --item {its}") if its else (PAPER, "")
        fault = f"this is the paper of {shown}; the preview shows another"
        hint = f"start `jacpaper preview {meeting}{chosen}`, and drop the file there"
        raise Problems([Problem(Place(name), fault, hint)])


def _problems(error: Exception, name: str) -> tuple[Problem, ...]:
    match error:
        case Problems():
            return error.problems
        case MachineError():
            return (Problem(Place(name), error.message, error.hint),)
        case OSError():
            return (Problem(Place(name), f"{error.filename or name}: {error.strerror}"),)
    fault = f"this is a fault of jacpaper, not of your file: {type(error).__name__}: {error}"
    return (Problem(Place(name), fault),)
