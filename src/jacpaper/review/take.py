"""Take changes over into the inputs: all files together or none, with copies of what was there."""

from __future__ import annotations

import time
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.review import effects, find
from jacpaper.review.assembly import Clash
from jacpaper.text.yaml_edit import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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

    All are written beside the old ones before the first is replaced, so that a full disk is met
    while nothing has changed.

    Raises:
        MachineError: a file cannot be written; all are as they were.
    """
    targets = {file: (project / file).resolve() for file in contents}
    new = {file: path.with_name(f".{path.name}.new") for file, path in targets.items()}
    before = {file: path.read_bytes() for file, path in targets.items()}
    replaced: list[str] = []
    try:
        _copy(before, copies)
        for file, content in contents.items():
            new[file].write_bytes(content)
            new[file].chmod(targets[file].stat().st_mode & 0o7777)
        for file, path in targets.items():
            new[file].replace(path)
            replaced.append(file)
    except OSError as error:
        for file in replaced:
            targets[file].write_bytes(before[file])
        hint = f"the inputs are as they were; {error.strerror}"
        raise MachineError("the changes could not be written", hint) from None
    finally:
        for path in new.values():
            path.unlink(missing_ok=True)


def _copy(before: Mapping[str, bytes], copies: Path) -> None:
    """Keep files in a folder that only their owner can open: inputs may be confidential."""
    copies.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file, content in before.items():
        copy = copies / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
