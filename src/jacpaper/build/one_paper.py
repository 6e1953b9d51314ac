"""From a meeting's folder to its files, for one paper."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from jacpaper.build import (
    changes,
    conformance,
    folder_lock,
    in_memory,
    in_place,
    left_over,
    manifest,
    names,
    sources,
)
from jacpaper.kinds.privacy import public_against_agenda
from jacpaper.problems import MachineError, Problem, Problems, as_errors, in_order
from jacpaper.project.layout import has_record, own_folder
from jacpaper.writers.formats import BY_DEFAULT, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jacpaper.build.folder_lock import Say
    from jacpaper.build.in_memory import Made
    from jacpaper.build.in_place import Change


@dataclass(frozen=True)
class Built:
    """What a build wrote, what it warns of, and why a format is missing, if one is.

    `unchanged` if nothing had to be written.
    """

    files: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()
    not_made: MachineError | None = None
    unchanged: bool = False
    notes: tuple[str, ...] = ()
    """What became of files that a person edited, a sentence each."""
    papers: int = 1
    """How many papers this is about."""


def together(done: Sequence[Built]) -> Built:
    """Return what the builds of several papers wrote, as one."""
    return Built(
        files=tuple(path for one in done for path in one.files),
        warnings=in_order(warning for one in done for warning in one.warnings),
        not_made=next((one.not_made for one in done if one.not_made), None),
        unchanged=all(one.unchanged for one in done),
        notes=tuple(note for one in done for note in one.notes),
        papers=sum(not one.unchanged for one in done),
    )


def build(  # noqa: PLR0913 - what is built, from what, to where
    project: Path,
    meeting: date,
    formats: Iterable[Format] = BY_DEFAULT,
    out: Path | None = None,
    *,
    item: str = "",
    strict: bool = False,
    side_by_side: bool = True,
    if_needed: bool = False,
    since: date | Path | None = None,
    say: Say = folder_lock.nothing,
) -> Built:
    """Write the paper of a meeting into the folder `out`, or else into the meeting's own.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.
    With `strict`, warnings count as errors. With `side_by_side`, the PDF is made in
    a process of its own, which takes less time but more memory. With `if_needed`, nothing
    is done if the manifest says that the paper is up to date. `since` is the day of an older
    paper, or a Word file of this one that went out, with which it is compared in files of their
    own. `say` is told if another build is waited for. Where no PDF can be made for want of a
    library the other formats still are, and `Built.not_made` says why.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    wanted, own_one = tuple(formats), own_folder(project, meeting)
    folder = out or own_one
    own = folder.resolve() == own_one.resolve()
    in_place.restore(folder, say)
    # Before anything is read: whatever is written to from here on shows.
    stamps = sources.stamps(project, meeting, item)
    read = sources.digests(project, meeting, item)
    if if_needed and _is_up_to_date(
        project, meeting, item, folder, read, wanted, own=own, since=since
    ):
        return Built(unchanged=True)
    older = [since] if since else []
    made = in_memory.make(
        project,
        meeting,
        wanted,
        folder,
        item=item,
        side_by_side=side_by_side,
        sources=read,
        since=older,
    )
    if strict and made.warnings:
        raise Problems(as_errors(made.warnings))
    if not made.outputs and made.not_made:
        raise made.not_made
    held, final = _held_to_what_was_published(project, meeting, made, own=own)
    if sources.stamps(project, meeting, item) != stamps:
        hint = "save them, then build again"
        raise MachineError("the inputs were changed while the paper was being made", hint)
    change = in_place.put_in_place(
        folder, lambda: changes.decide(project, folder, meeting, made, read, held, own=own), say
    )
    written = tuple(folder / name for name in made.outputs)
    kept = [_kept(folder, name, copy, change) for name, copy in change.copies.items()]
    left = _left_alone(folder, made, own=own)
    notes = (*final, *kept, *left, *_no_longer_proved(folder, change))
    return Built(written, made.warnings, made.not_made, notes=notes)


def _is_up_to_date(  # noqa: PLR0913, PLR0917 - as in `manifest.is_up_to_date`
    project: Path,
    meeting: date,
    item: str,
    folder: Path,
    read: Mapping[str, str],
    wanted: Iterable[Format],
    *,
    own: bool,
    since: date | Path | None,
) -> bool:
    """Tell whether a paper is there as it would be made, and nothing of papers that are no more."""
    found = manifest.of_paper(manifest.readable_in(folder), meeting, item)
    if len(found) > 1 or (own and left_over.records(project, folder, meeting)):
        return False
    if public_against_agenda(project, meeting, item):
        return False
    told = next(iter(found.values()), None)
    return manifest.is_up_to_date(told, project, folder, read, wanted, own=own, since=since)


def _held_to_what_was_published(
    project: Path, meeting: date, made: Made, *, own: bool
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the files of a final paper that are there as published, and what there is to say.

    Raises:
        Problems: what was made is another paper, and not because of the program.
    """
    if made.paper or not has_record(project, meeting):
        return {}, ()
    from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

    held = still_final.left_as_published(project, meeting) if own else {}
    return held, still_final.other_bytes(project, meeting, made.outputs, held)


def _kept(folder: Path, name: str, copy: str, change: Change) -> str:
    if name in change.unknown:
        return (
            f"{folder / name} was not made by a build that is recorded here: kept as"
            f" {folder / copy}; delete that if nobody needs it"
        )
    if _is_cut_off(folder / copy):
        return (
            f"{folder / name} was emptied or cut off since it was made: kept as {folder / copy};"
            " delete that if nobody needs it"
        )
    return (
        f"{folder / name} was edited since it was made: kept as {folder / copy};"
        f" {_way_home(folder / copy)}"
    )


def _is_cut_off(path: Path) -> bool:
    """True if a Word file was emptied or cut, as by a full disk; one with a password is not."""
    if path.suffix != ".docx" or is_zipfile(path):
        return False
    with path.open("rb") as file:
        return file.read(2) in (b"", b"PK", b"\0\0")


def _way_home(copy: Path) -> str:
    """Return how the changes in a file that was edited come into the inputs."""
    if copy.suffix == ".docx":
        return f"`jacpaper review {shlex.quote(str(copy))}` can bring its changes home"
    return "type its changes into the inputs if they are to stay"


def _no_longer_proved(folder: Path, change: Change) -> Iterator[str]:
    for name in sorted(change.gone.intersection(conformance.FILES)):
        yield (
            f"{folder / name} was about files that are replaced now, so it is removed:"
            " run `jacpaper prove` again"
        )


def _left_alone(folder: Path, made: Made, *, own: bool) -> Iterator[str]:
    """Name what could be taken for an output, and is not known to be one.

    In a person's folder papers of other agenda items may lie.
    """
    known = {name for one in manifest.readable_in(folder).values() for name in one.outputs}
    found = names.looking_made(folder)
    if not own:
        found &= names.possible(made.item, {*made.outputs, *made.missing})
    for name in sorted(found - known):
        yield (
            f"{folder / name} was not made by this build and is left as it is;"
            " delete it if it is not to lie beside the new paper"
        )
