"""Review a returned Word paper: what was changed, by whom, where it belongs, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from jacpaper.project.layout import REGISTERS
from jacpaper.returned.elsewhere import RAISED, STRUCK
from jacpaper.returned.paper import Unplaced, text_blocks
from jacpaper.returned.whose import name_alike, refuse_other_meeting, refuse_other_paper
from jacpaper.review import find, pictures, reasons, words
from jacpaper.review.drafts import Draft
from jacpaper.review.home_kinds import COMMITTEE, DayHome, FactHome, Home
from jacpaper.review.homes import Homes
from jacpaper.review.kinship import Kinship
from jacpaper.review.prove import Prover
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jacpaper.returned.paper import Comment, ReturnedPaper, Stamp
    from jacpaper.review.changes import Change, Verdict
    from jacpaper.review.papers import Composed, Papers
    from jacpaper.tree.elements import Element

# Fewer words or letters stand in another place by chance; so do fewer words of a longer text.
_LEAST_MOVED, _LEAST_LETTERS, _LEAST_OF_MORE = 3, 25, 6
_MOST_OF_IT = 0.5
_NOT_ALONE = "it holds only together with a change that cannot be taken"
_WITH_ONE_REFUSED = "it goes with what cannot be taken"
_WITH_ONE_BY_NAME = "it goes with what is taken by its number"
_WITH_OTHERS = "it holds only together with change {}: give both numbers"


@dataclass(frozen=True)
class Review:
    """What is told of a returned paper."""

    changes: tuple[Change, ...]
    comments: tuple[tuple[str, Comment], ...]
    """Each comment after the label of the block that it is about."""
    unplaced: tuple[Unplaced, ...]
    changed_files: tuple[str, ...]
    """The inputs and template files that are not as they were when the file was made."""
    stamp: Stamp | None
    prover: Prover

    def takable(self, numbers: Sequence[int] | None = None) -> list[Change]:
        """Return the changes that --take writes: all that may be taken, or those asked for.

        What must go with them is taken too.
        """
        if numbers is None:
            return _of_verdicts(self.changes, ("take",))
        wanted, found = set[int](), set(numbers)
        while found:  # what goes with them, and what goes with that
            wanted |= found
            found = {one for n in found for one in self.changes[n - 1].partners} - wanted
        return [
            change
            for change in _of_verdicts(self.changes, ("take", "by name"))
            if change.number in wanted
        ]


def review(
    papers: Papers, returned: ReturnedPaper, name: str, sources: Mapping[str, str]
) -> Review:
    """Return the review of a file, which messages call `name`; `sources` are digests of today.

    Raises:
        Problems: it is another paper's file, or the inputs make no paper.
    """
    stamp = returned.stamp
    hint = f"review it as such: jacpaper review {name} {stamp.meeting}" if stamp else ""
    refuse_other_meeting(stamp, papers.meeting, name, hint)
    ours = papers.made()
    restricted = ours.document.restricted
    is_restricted = bool(stamp and restricted and stamp.paper == restricted.name)
    body = restricted.body if is_restricted and restricted else ours.document.body
    refuse_other_paper(body, returned, name)
    name_alike(body, returned.accepted)
    homes = Homes(ours, f"inputs/{papers.meeting.isoformat()}", body, papers.head_file)
    changed = _changed(stamp.sources if stamp else {}, sources)
    # Some programs keep the name of the paper and drop the rest: then it is not known either.
    draft = Draft(stamp, returned, body) if stamp and stamp.blocks else None
    kin = Kinship(returned, draft)
    before = find.changes(body, returned.accepted, homes, kin)
    found = _theirs(before, draft) if draft else before
    for number, change in enumerate(found, 1):
        change.number = number
        change.who, change.when = _author(change, returned)
    prover = Prover(papers, ours, kin, before, restricted=is_restricted)
    prover.prove([change for change in found if change.verdict != "conflict"])
    for change in found:
        _judge(change, ours, homes.folder)
    _mind_words_marked_by_hand(found, returned)
    _keep_halves_together(found, kin)
    _agree(found)
    _keep_what_holds(found, prover)
    _agree(found)
    labels = find.names(body)
    # Where the inputs have changed, descriptions of charts may have changed here.
    other_pictures = () if changed else pictures.others(body, returned.accepted)
    return Review(
        tuple(found), tuple(_comments(found, returned, body, labels)),
        (*returned.unplaced, *_other_formats(found, returned), *other_pictures),
        tuple(sorted(changed)), stamp, prover,
    )  # fmt: skip


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the files that are not as they were when the file was made."""
    # A public file does not name the register, which may have exempt items.
    new = now.keys() - then.keys() - {f"inputs/{name}" for name in REGISTERS}
    changed = {file for file, was in then.items() if now.get(file) != was}
    return changed | (new if then else set())


def _theirs(found: list[Change], draft: Draft) -> list[Change]:
    """Return the changes that were made in Word, and those made on both sides, as conflicts."""
    kept: list[Change] = []
    for change in found:
        side = draft.side(change)
        if side == "ours":
            continue
        if side == "both":
            change.verdict, change.draft = "conflict", draft.text(change)
        kept.append(change)
    return kept


def _judge(change: Change, ours: Composed, folder: str) -> None:
    """Say where a change belongs, and what can be done about it."""
    change.place = reasons.place(change, ours, folder)
    if change.verdict == "conflict":
        change.why = "it was changed here too since the file was made"
        return
    if not change.chosen:
        change.verdict, change.why = reasons.refusal(change, ours, folder)
        return
    change.verdict, change.why = "take", reasons.taken(change, ours, folder)
    if any(home.file == COMMITTEE for home in change.chosen):
        change.verdict, change.why = "by name", "all papers of the force will say so"
    elif any(_is_open_figure(home) for home in change.chosen):
        change.verdict, change.why = "by name", "totals and sentences follow from this figure"
    elif any(isinstance(home, DayHome) for home in change.chosen):
        change.verdict = "by name"
    elif change.aside and change.chosen == change.aside:
        change.verdict = "by name"
        follows = f"the paper then says otherwise what was not changed: {change.besides}"
        change.why = "; ".join(filter(None, (change.why, follows)))


def _mind_words_marked_by_hand(found: Sequence[Change], returned: ReturnedPaper) -> None:
    """Take no change by default where words were struck through in place of being deleted.

    They stay in the paper, and what was typed for them would stand beside them. So it is with
    figures that were raised: 40² would become 402.
    """
    theirs = text_blocks(returned.accepted)
    for what, fault in (
        (STRUCK, "words beside it are struck through by hand, and would stay"),
        (RAISED, "figures in it are raised or lowered by hand, and would not be"),
    ):
        marked: dict[int, list[str]] = {}
        for one in returned.unplaced:
            if one.what == what and one.accepted:
                marked.setdefault(id(theirs[one.accepted.block]), []).append(one.text.strip())
        for change in found:
            if change.verdict in ("take", "by name") and id(change.theirs) in marked:
                said = ", ".join(marked[id(change.theirs)])
                change.verdict = "by name"
                change.why = "; ".join(filter(None, (change.why, f"{fault}: {said}")))


def _keep_halves_together(found: Sequence[Change], kin: Kinship) -> None:
    """Take no half of a move alone: words that go from one place, and come in another.

    With one half they would be lost, or be said twice. So it is with a paragraph that moved here
    and was rewritten there.
    """
    halves = {
        change.number: [
            other
            for other in found
            if other is not change
            and (_is_half(change, other) or _is_rewritten(change, other, kin))
        ]
        for change in found
        if change.chosen and not _is_conflict(change)
    }
    left = dict(halves)
    while missing := _without_half(left):  # of what is refused now, the other halves go too
        for number, other in missing.items():
            found[number - 1].verdict = "refused"
            found[number - 1].why = f"it goes with change {other}, which cannot be taken"
            del left[number]
    for number, several in halves.items():
        found[number - 1].partners = tuple(other.number for other in several)


def _agree(found: Sequence[Change]) -> None:
    """Give what goes together the verdict that all of it has: one that is refused refuses all."""
    able, by_default = (_of_verdicts(found, some) for some in (("take", "by name"), ("take",)))
    for change in found:
        if change.verdict in ("take", "by name") and change not in able:
            change.verdict, change.why = "refused", _WITH_ONE_REFUSED
        elif change.verdict == "take" and change not in by_default:
            change.verdict, change.why = "by name", _WITH_ONE_BY_NAME


def _is_conflict(change: Change) -> bool:
    return change.verdict == "conflict"


def _without_half(halves: Mapping[int, Sequence[Change]]) -> dict[int, int]:
    """Return the number of each change of which a half is not among them, and that half's."""
    missing = {
        number: [other.number for other in several if other.number not in halves]
        for number, several in halves.items()
    }
    return {number: others[0] for number, others in missing.items() if others}


def _keep_what_holds(found: Sequence[Change], prover: Prover) -> None:
    """Offer only changes that hold without those which were proved with them and are not offered.

    Of those that can be taken at all, the ones that are taken by name must not be needed either.
    """
    proved = [one for one in found if one.chosen not in ((), one.aside) and not _is_conflict(one)]
    steps: tuple[tuple[tuple[Verdict, ...], Verdict, str], ...] = (
        (("take", "by name"), "refused", _NOT_ALONE),
        (("take",), "by name", _WITH_OTHERS),
    )
    for verdicts, verdict, why in steps:
        some = [one for one in _of_verdicts(found, verdicts) if one.chosen != one.aside]
        if len(some) == len(proved):
            continue
        failed = prover.failing(some)
        by_name = [str(one.number) for one in found if one.verdict == "by name"]
        for change in failed:
            change.verdict, change.why = verdict, why.format(" or ".join(by_name))
        proved = [change for change in some if change not in failed]


def _of_verdicts(found: Iterable[Change], verdicts: Sequence[Verdict]) -> list[Change]:
    """Return the changes which have one of some verdicts, and all that goes with them too."""
    left = {change.number: change for change in found if change.verdict in verdicts}
    while alone := [n for n, one in left.items() if not left.keys() >= {*one.partners}]:
        for number in alone:
            del left[number]
    return list(left.values())


def _is_half(change: Change, other: Change) -> bool:
    """True if the words of one change go where those of the other come."""
    if _goes_to(change, other) or _goes_to(other, change):
        return True
    if _goes_nearly_to(change, other) or _goes_nearly_to(other, change):
        return True
    # In a conflict, what moved there may have been changed here meanwhile.
    return other.verdict == "conflict" and _is_much(words.plain(change.new), other.old)


def _is_rewritten(change: Change, other: Change, kin: Kinship) -> bool:
    """True if one change takes out a paragraph which the other puts in with other words."""
    gone, new = (change, other) if change.kind == "removed" else (other, change)
    if (gone.kind, new.kind) != ("removed", "added") or not gone.ours or not new.theirs:
        return False
    return kin.became(gone.ours, new.theirs)


def _goes_to(change: Change, other: Change) -> bool:
    """True if all that is gone by one change stands in what is new by the other, or much of it."""
    gone, new = words.plain(change.old), words.plain(other.new)
    is_enough = len(gone.split()) >= _LEAST_MOVED or len(gone) >= _LEAST_LETTERS
    if is_enough and gone in new:
        return True
    return len(new.split()) >= _LEAST_OF_MORE and new in gone


def _goes_nearly_to(change: Change, other: Change) -> bool:
    """True if a paragraph was joined to another or parted from it, and some words are others."""
    kinds = (change.kind, other.kind)
    is_of_two = kinds in (("removed", "words"), ("words", "added"))
    return is_of_two and _is_much(words.plain(change.old), words.plain(other.new))


def _is_much(new: str, old: str) -> bool:
    """True if most words of one text are in another in their order, some of them in a row."""
    found = SequenceMatcher(None, words.plain(old).split(), new.split(), autojunk=False)
    same = [block.size for block in found.get_matching_blocks()]
    return max(same) >= _LEAST_MOVED and sum(same) > _MOST_OF_IT * len(new.split())


def _is_open_figure(home: Home) -> bool:
    """True for a figure of the open counts, from which totals and sentences are worked out."""
    if not isinstance(home, FactHome) or not isinstance(home.value, int):
        return False
    return home.file.endswith("/open-counts.yaml")


def _author(change: Change, returned: ReturnedPaper) -> tuple[str, str]:
    """Return who made a change and when, if it was tracked."""
    for tree, block, is_new in (
        (returned.accepted, change.theirs, True),
        (returned.original, change.ours, False),
    ):
        if block is None:
            continue
        positions = {id(one): position for position, one in enumerate(text_blocks(tree))}
        for revision in returned.revisions:
            span = revision.accepted if is_new else revision.original
            if span is None:
                continue
            cells = list(block.elements) if block.tag == "tr" else [block]
            at = [positions.get(id(cell)) for cell in cells]
            if is_new and span.block in at and _covers(change, revision.old, revision.new):
                return revision.who, revision.when
            gone = change.theirs is None and _in_line(revision.old)
            if not is_new and gone and gone in _in_line(change.old):
                return revision.who, revision.when
    return _who_parted(change, returned)


def _who_parted(change: Change, returned: ReturnedPaper) -> tuple[str, str]:
    """Return who put in or took out the end of a paragraph, if all words beside it are these."""
    said = {words.plain(one).rstrip(".") for one in (change.old, change.new)} - {""}
    for revision in returned.revisions:
        is_new = bool(revision.new)
        span = revision.accepted if is_new else revision.original
        if f"{revision.old}{revision.new}".strip() or revision.kind == "format" or span is None:
            continue
        blocks = text_blocks(returned.accepted if is_new else returned.original)
        beside = blocks[span.block : span.block + 2]
        if said & {words.plain(block.text).rstrip(".") for block in beside}:
            return revision.who, revision.when
    return "", ""


def _in_line(said: str) -> str:
    """Return words as a tracked change has them: with nothing but a space between two cells."""
    return words.plain(said.replace("|", " "))


def _covers(change: Change, old: str, new: str) -> bool:
    """True if a tracked change has words in common with a change."""
    was, now, *said = (_in_line(part) for part in (change.old, change.new, old, new))
    said = [part for part in said if part]
    return any(part in was or was in part for part in said if was) or any(
        part in now or now in part for part in said if now
    )


def _other_formats(found: Sequence[Change], returned: ReturnedPaper) -> list[Unplaced]:
    """Return the tracked changes of format that are no change of the paper."""
    blocks = text_blocks(returned.accepted)
    told = {id(change.theirs) for change in found}
    return [
        Unplaced(f"a change of format by {one.who or 'somebody'}, {one.what}", one.new)
        for one in returned.revisions
        if one.kind == "format" and not (one.accepted and id(blocks[one.accepted.block]) in told)
    ]


def _comments(
    found: Sequence[Change], returned: ReturnedPaper, body: Element, labels: Mapping[int, str]
) -> list[tuple[str, Comment]]:
    """Return the comments, each with the label of the block that it is about."""
    theirs = text_blocks(returned.accepted)
    named = {words.plain(block.text): labels.get(id(block), "") for block in text_blocks(body)}
    changed = {id(change.theirs): change.label for change in found if change.theirs is not None}
    told = []
    for comment in returned.comments:
        block = theirs[comment.accepted.block] if comment.accepted else None
        label = ""
        if block is not None:
            label = changed.get(id(block)) or named.get(words.plain(block.text), "")
        told.append((label, comment))
    return told


def when(day: str) -> str:
    """Return the day of a tracked change as messages have it, or the text as it stands."""
    from datetime import date  # noqa: PLC0415 - only to read it

    try:
        return long(date.fromisoformat(day[:10]))
    except ValueError:
        return day
