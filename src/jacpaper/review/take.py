"""Take changes over into the inputs: all files together or none, with copies of what was there."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.review import effects, find
from jacpaper.review.assembly import Clash
from jacpaper.text.yaml_edit import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from jacpaper.review.changes import Change
    from jacpaper.review.review import Review


class Taken(NamedTuple):
    """What taking some changes makes of the inputs and of the paper."""

    contents: Mapping[str, bytes]
    followed: tuple[str, ...]
    """Labels of what changes besides, as it is worked out from what was taken."""


def tried(review: Review, changes: Sequence[Change]) -> Taken:
    """Return what taking the changes would make, proved once more; nothing is written.

    Raises:
        Problems: without the others these changes cannot be taken, and why.
    """
    prover = review.prover
    try:
        contents = prover.contents(changes)
    except (Clash, CannotEdit) as error:
        raise _alone(changes[0], str(error)) from None
    left = find.changes(prover.body(prover.papers.made(contents)), prover.theirs)
    if harm := effects.unexplained(prover.before, left, changes):
        raise _alone(changes[0], f"the paper would then say: {harm}")
    for change in changes:
        if not prover.is_said(change, left):
            raise _alone(change, "the paper would not say it")
    besides = effects.besides(prover.before, left)
    return Taken(contents, tuple(dict.fromkeys(change.label for change in besides)))


def _alone(change: Change, reason: str) -> Problems:
    fault = f"change {change.number} cannot be taken without others: {reason}"
    return Problems([Problem(change.place, fault, "take all of them, or edit the line yourself")])


def diff(project: Path, contents: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the lines of a diff between the inputs and what they would become."""
    for file, content in sorted(contents.items()):
        old = (project / file).read_bytes()
        before, after = (side.decode("utf-8-sig").splitlines() for side in (old, content))
        yield from unified_diff(before, after, file, file, lineterm="", n=1)


def write(project: Path, contents: Mapping[str, bytes], copies: Path) -> None:
    """Write the files, all of them or none; what was there goes to the folder of copies first.

    Raises:
        MachineError: a file cannot be written; all are as they were.
    """
    before = {file: (project / file).read_bytes() for file in contents}
    written: list[str] = []
    try:
        for file, content in before.items():
            copy = copies / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        for file, content in contents.items():
            written.append(file)
            _replace(project / file, content)
    except OSError as error:
        for file in written:
            (project / file).write_bytes(before[file])
        hint = f"the inputs are as they were; {error.strerror}"
        raise MachineError("the changes could not be written", hint) from None


def _replace(path: Path, content: bytes) -> None:
    """Write a file beside the old one and put it in its place, with the same permissions."""
    target = path.resolve()
    new = target.with_name(f".{target.name}.new")
    try:
        new.write_bytes(content)
        new.chmod(target.stat().st_mode & 0o7777)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
