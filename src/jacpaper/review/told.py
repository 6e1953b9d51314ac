"""A review as the terminal shows it, and as other programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.problems import counted, harmless
from jacpaper.review import words
from jacpaper.review.review import when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.returned.paper import Comment
    from jacpaper.review.changes import Change
    from jacpaper.review.review import Review
    from jacpaper.review.take import Taken

# So many words are shown on each side of a change.
_AROUND = 6
_LONGEST = 400
FORMAT = " (emphasis or link)"
KINDS = {"added": "added", "removed": "taken out", "moved": "moved", "words": ""}


def text(review: Review, command: str) -> Iterator[str]:
    """Yield the lines of a review; `command` is how it was called."""
    yield from (harmless(line) for line in _text(review, command))


def fields(review: Review) -> dict[str, Any]:
    """Return the review for a program."""
    return {
        "changes": [_change_fields(change) for change in review.changes],
        "comments": [
            {"at": label, "words": one.words, **_comment_fields(one)}
            for label, one in review.comments
        ],
        "unplaced": [{"what": one.what, "text": one.text} for one in review.unplaced],
        "changed_files": list(review.changed_files),
    }


def _text(review: Review, command: str) -> Iterator[str]:
    yield since(review)
    yield f"{totals(review)}."
    for change in review.changes:
        yield ""
        yield from _change(change)
    if review.comments:
        yield ""
        yield "Comments"
        for number, (label, comment) in enumerate(review.comments):
            yield from _comment(chr(ord("a") + number % 26), label, comment)
    for one in review.unplaced:
        yield ""
        yield f"Not compared: {one.what}: {_in_line(one.text)[:_LONGEST]}"
    yield from _advice(review, command)


class Excerpt(NamedTuple):
    """The words of a change, old and new, between some of those around it in our paper."""

    before: str
    old: str
    new: str
    after: str


def excerpt(change: Change) -> Excerpt:
    """Return the words of a change; of what was moved, those that stand there now."""
    edit = change.edit
    if edit is None or change.ours is None:
        return Excerpt("", "" if change.kind == "moved" else change.old, change.new, "")
    run = words.words(change.ours)
    before = words.text(run[max(edit.start - 2 * _AROUND, 0) : edit.start])
    after = words.text(run[edit.end : edit.end + 2 * _AROUND])
    return Excerpt(before, change.old, change.new, after)


def origin(change: Change) -> str:
    """Return who made a change and when, as far as Word tracked it."""
    if not change.who:
        return "not tracked"
    day = f" on {when(change.when)}" if change.when else ""
    return f"tracked, by {change.who}{day}"


def reason(change: Change) -> str:
    """Return why a change can or cannot be taken, as it follows the verdict."""
    why = f": {change.why}" if change.why else ""
    if change.partners and change.verdict != "refused":
        numbers = _listed([str(number) for number in change.partners])
        why += f"; {numbers} {'goes' if len(change.partners) == 1 else 'go'} with it"
    return why


def since(review: Review) -> str:
    """Return what has changed here since the file was made."""
    if review.stamp is None or not review.stamp.sources:
        return "The file does not say what it was made from: all differences are shown as changes."
    number = len(review.changed_files)
    if not number:
        return "Nothing has changed here since the file was made."
    has = "file has" if number == 1 else "files have"
    return f"{number} {has} changed here since it was made: {', '.join(review.changed_files)}"


def totals(review: Review) -> str:
    """Return how many changes and comments there are."""
    return f"{_number(review.changes, 'change')}, {_number(review.comments, 'comment')}"


def after(review: Review, taken: Taken, chosen: Sequence[Change]) -> Iterator[str]:
    """Yield what is to be said once some changes were taken."""
    yield from followed(taken)
    numbers = taken.said | {change.number for change in chosen}
    left = [str(one.number) for one in review.changes if one.number not in numbers]
    exceptions = [f"change {_listed(left)}"] if len(left) == 1 else []
    exceptions += [f"changes {_listed(left)}"] if len(left) > 1 else []
    exceptions += ["what changed with them"] if taken.followed else []
    exceptions += ["what has changed here since"] if review.changed_files else []
    besides = f", except {_listed(exceptions)}" if exceptions else ""
    yield f"The paper now says what the returned file says{besides}."


def followed(taken: Taken) -> Iterator[str]:
    """Yield what changed besides, as it is worked out from what was taken."""
    if taken.followed:
        yield f"With them these changed: {', '.join(taken.followed)}."


def taken_fields(taken: Taken, chosen: Sequence[Change]) -> dict[str, Any]:
    """Return what was taken, for a program."""
    return {
        "taken": [change.number for change in chosen],
        "files": sorted(taken.contents),
        "followed": list(taken.followed),
    }


def _number(several: Sequence[object], one: str) -> str:
    return counted(len(several), one) if several else f"no {one}s"


def _change(change: Change) -> Iterator[str]:
    yield f"{change.number}  {_head(change)}"
    if change.verdict == "conflict":
        yield from _conflict(change)
        return
    yield f"       {_shown(change)}"
    yield f"    {_verdict(change)}"


def _conflict(change: Change) -> Iterator[str]:
    draft = change.draft
    here, there = ("(gone)" if one is None else one.text for one in (change.ours, change.theirs))
    yield "    changed there and here since the file was made:"
    if draft is not None:
        yield f"       draft  {draft}"
        here, there = (
            f"{said} (other emphasis or links)" if words.plain(said) == words.plain(draft) else said
            for said in (here, there)
        )
    yield f"       here   {here}"
    yield f"       Word   {there}"
    yield "    a conflict: edit the line yourself"


def _head(change: Change) -> str:
    parts = [change.label, KINDS[change.kind], origin(change)]
    said = ", ".join(part for part in parts if part)
    return f"{said}    {change.place}" if change.place.file else said


def _verdict(change: Change) -> str:
    why = reason(change)
    match change.verdict:
        case "take":
            return f"can be taken{why}"
        case "by name":
            return f"can be taken with --take {change.number}{why}"
        case "refused":
            return f"cannot be taken{why}"
    return f"is left to do by hand{why}"


def _shown(change: Change) -> str:
    """Return the words of a change between some of those around it."""
    shown = excerpt(change)
    old = f"[-{shown.old}-]" if shown.old.strip() else ""
    new = f"{{+{shown.new}+}}" if shown.new.strip() else ""
    if change.edit is not None and change.old == change.new:
        new += FORMAT
    return _in_line(f"{shown.before}{old}{new}{shown.after}")[:_LONGEST]


def _comment(letter: str, label: str, comment: Comment) -> Iterator[str]:
    at = f"at {label} " if label else ""
    state = "done" if comment.resolved else "open"
    about = f"“{_in_line(comment.words)}”, " if comment.words else ""
    yield f"{letter}  {at}{about}by {comment.who or 'somebody'}, {state}"
    yield from _lines(comment.text)
    for reply in comment.replies:
        yield from _lines(f"{reply.who or 'somebody'}: {reply.text}")


def _lines(said: str) -> Iterator[str]:
    """Yield each paragraph of a comment on a line of its own."""
    yield from (f"       {_in_line(line)}" for line in said.split("\n"))


def _in_line(said: str) -> str:
    """Return words on one line, however many paragraphs they are of."""
    return " ".join(said.split())


def _advice(review: Review, command: str) -> Iterator[str]:
    numbers = [str(change.number) for change in review.takable()]
    named = [str(one.number) for one in review.changes if one.verdict == "by name"]
    if not numbers and not named:
        return
    yield ""
    if numbers:
        yield f"{command} --take        takes {_listed(numbers)}, and shows the diff"
    some = ",".join((numbers or named)[:2])
    yield f"{command} --take {some}    takes only what is named"


def _listed(numbers: list[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def _change_fields(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "kind": change.kind,
        "at": change.label,
        "file": change.place.file,
        "line": change.place.line,
        "column": change.place.column,
        "old": change.old,
        "new": change.new,
        "who": change.who,
        "when": change.when,
        "verdict": change.verdict,
        "why": change.why,
        "draft": change.draft,
        "partners": list(change.partners),
    }


def _comment_fields(comment: Comment) -> dict[str, Any]:
    return {
        "who": comment.who,
        "when": comment.when,
        "text": comment.text,
        "resolved": comment.resolved,
        "replies": [_comment_fields(reply) for reply in comment.replies],
    }
