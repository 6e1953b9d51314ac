"""Take changes over into the inputs: all files together or none, with copies of what was there."""

from __future__ import annotations

import shutil
import time
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import in_place
from jacpaper.language.english import listed
from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.review import effects
from jacpaper.review.assembly import Clash
from jacpaper.text.yaml_edit import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jacpaper.review.changes import Change
    from jacpaper.review.prove import Prover
    from jacpaper.review.review import Review


# Of so many other changes, one is what these hold with.
_MOST_TRIED = 8


class Taken(NamedTuple):
    """What taking some changes makes of the inputs and of the paper."""

    contents: Mapping[str, bytes]
    followed: tuple[str, ...]
    """Labels of what changes besides, as it is worked out from what was taken."""
    said: frozenset[int] = frozenset()
    """The numbers of the changes that the paper says then, taken or because it follows."""


def tried(review: Review, changes: Sequence[Change]) -> Taken:
    """Return what taking the changes would make, proved once more; nothing is written.

    Raises:
        Problems: without the others these changes cannot be taken, and why.
    """
    prover = review.prover
    try:
        contents = prover.contents(changes)
    except Clash as error:
        raise _alone(changes[0], f"two of these want one value of {error} otherwise") from None
    except CannotEdit as error:
        raise _alone(changes[0], str(error)) from None
    try:
        made = prover.papers.made(contents)
    except Problems as error:
        raise _with_another(review, changes, error) or error from None
    left = prover.left(made)
    harm = effects.unexplained(prover.before, left, changes)
    if harm and not any(change.chosen == change.aside for change in changes):
        raise _alone(changes[0], f"the paper would then say: {harm}")
    for change in changes:
        if not prover.is_said(change, left):
            raise _alone(change, "the paper would not say it")
    besides = effects.besides(prover.before, left)
    said = {one.number for one in review.changes if one in changes or _is_said(one, review, left)}
    return Taken(contents, tuple(dict.fromkeys(one.label for one in besides)), frozenset(said))


def _is_said(change: Change, review: Review, left: Sequence[Change]) -> bool:
    """True if other words for some of ours are said, though the change was not taken."""
    return change.edit is not None and review.prover.is_said(change, left)


def _with_another(review: Review, changes: Sequence[Change], error: Problems) -> Problems | None:
    """Return which change is to be taken too, if the inputs then make a paper."""
    numbers = {change.number for change in changes}
    wrong = next(one for one in error.problems if one.severity == "error")
    others = [change for change in review.takable() if change.number not in numbers]
    # The likeliest first: each try makes the whole paper.
    others.sort(key=lambda one: all(home.file != wrong.place.file for home in one.chosen))
    for other in others[:_MOST_TRIED]:
        more = review.takable([*numbers, other.number])
        if not _hold(review.prover, more):
            continue
        these = f"{'change' if len(numbers) == 1 else 'changes'} {listed(sorted(numbers))}"
        fault = f"{these} cannot be taken without change {other.number}: {wrong.message}"
        together = ",".join(str(change.number) for change in more)
        return Problems([Problem(wrong.place, fault, f"take them together: --take {together}")])
    return None


def _hold(prover: Prover, changes: Sequence[Change]) -> bool:
    """True if the inputs make a paper with some changes taken, which says them and no more."""
    try:
        left = prover.left(prover.papers.made(prover.contents(changes)))
    except (Clash, CannotEdit, Problems):
        return False
    is_said = all(prover.is_said(change, left) for change in changes)
    return is_said and not effects.unexplained(prover.before, left, changes)


def _alone(change: Change, reason: str) -> Problems:
    fault = f"change {change.number} cannot be taken without others: {reason}"
    return Problems([Problem(change.place, fault, "take all of them, or edit the line yourself")])


def diff(project: Path, contents: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the lines of a diff between the inputs and what they would become."""
    for file, content in sorted(contents.items()):
        old = (project / file).read_bytes()
        before, after = (side.decode("utf-8-sig").splitlines() for side in (old, content))
        yield from unified_diff(before, after, file, file, lineterm="", n=1)


def new_copies(project: Path) -> Path:
    """Return the folder, as seen from the project, for copies of what is written over now."""
    name = f"build/before-review-{time.strftime('%Y-%m-%d-%H%M%S')}"
    folder, number = Path(name), 1
    while (project / folder).exists():
        number += 1
        folder = Path(f"{name}-{number}")
    return folder


def write(project: Path, contents: Mapping[str, bytes], copies: Path) -> None:
    """Write the files, all of them or none; what was there goes to the folder of copies first.

    If the computer stops between two files, the next command puts back what was there.

    Raises:
        MachineError: a file cannot be written; all are as they were.
    """
    try:
        with in_place.machine_errors(copies):
            _copy(project, contents, copies)
        in_place.put_in_place(project / "inputs", lambda: _change(project, contents))
    except BaseException:
        shutil.rmtree(copies, ignore_errors=True)
        raise


def _change(project: Path, contents: Mapping[str, bytes]) -> in_place.Change:
    """Return what is to be changed in inputs/."""
    for file in contents:
        if (project / file).is_symlink():
            raise MachineError(f"{file} is a link", "make the change where it leads to")
    made = {file.removeprefix("inputs/"): content for file, content in contents.items()}
    return in_place.Change(made)


def _copy(project: Path, files: Iterable[str], copies: Path) -> None:
    """Keep files in a folder that only their owner can open: inputs may be confidential."""
    copies.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in files:
        copy = copies / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((project / file).read_bytes())
