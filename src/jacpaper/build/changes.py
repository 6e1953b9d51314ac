"""What a build changes in a folder: what it writes, what it removes, what it keeps of a person's.

Only a file that has the SHA-256 of a manifest is replaced or removed. Any other that is in the
way was edited by a person, and is kept under another name.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from jacpaper.build import conformance, left_over, manifest, names
from jacpaper.build.in_place import Change
from jacpaper.build.sources import digest, digest_of
from jacpaper.problems import MachineError
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jacpaper.build.in_memory import Made
    from jacpaper.build.manifest import Manifest


def decide(  # noqa: PLR0913, PLR0917 - what is there, what is made, and from what
    project: Path,
    folder: Path,
    meeting: date,
    made: Made,
    sources: Mapping[str, str],
    held: Mapping[str, str],
    *,
    own: bool,
) -> Change:
    """Return what is to be changed, so that nothing there contradicts what was just made.

    What else the manifest names stays if it was made from the same files; so do the files that
    are `held`, as they were published (digests). In a folder that is not the meeting's `own`,
    nothing is touched but what a manifest names and what is replaced.

    Raises:
        MachineError: another paper is in the way.
    """
    told = manifest.readable_in(folder)
    record = manifest.name_for(meeting, made.paper, own=own, private=made.private)
    own_records = manifest.of_paper(told, meeting, made.paper)
    no_more = left_over.records(project, folder, meeting) if own else {}
    before = own_records.get(record, next(iter(own_records.values()), None))
    others = [one for name, one in told.items() if name not in {*own_records, *no_more}]
    _refuse_to_mix(folder, made, others)
    outputs = {name: one for name, one in made.outputs.items() if name not in held}
    known = {(name, digest) for one in told.values() for name, digest in one.outputs.items()}
    claimed = {*outputs, *made.missing}
    claimed |= _told_of((*own_records.values(), *no_more.values())) - _told_of(others)
    if not made.paper:  # what is called as the update is, is none of a further item's
        claimed |= _called_so(folder, made, claimed, others, None if own else known)
    true = manifest.still_true(before, project, folder, sources)
    kept = {name: true[name] for name in true if name not in {*outputs, *made.missing}}
    kept |= held
    private = _private(project, made, no_more.values())
    copies = _edited_before(folder, private, made)
    gone = {*copies, *_without_output(folder, claimed - kept.keys(), outputs)}
    copies |= _edited(
        folder, claimed - kept.keys(), outputs, known, claimed if made.has_exempt else private
    )
    compared = {**(before.compared if before else {}), **made.compared}
    now = manifest.of(meeting, outputs, sources, paper=made.paper, kept=kept, compared=compared)
    gone |= _no_longer_true(folder, [now, *others]) if own else set()
    gone |= {*own_records, *no_more} - {record}
    unknown = copies.keys() - {name for name, _ in known}
    unknown -= {name for name in unknown if names.is_edited(name)}
    return Change({**outputs, record: now.json()}, frozenset(gone), copies, frozenset(unknown))


def _private(project: Path, made: Made, no_more: Iterable[Manifest]) -> set[str]:
    """Return the outputs of papers that are private by now, as they are or were called."""
    private = _told_of(one for one in no_more if left_over.is_made_private(project, one))
    return private | {*made.outputs} if made.private else private


def _told_of(records: Iterable[Manifest]) -> set[str]:
    """Return the outputs that records name."""
    return {name for one in records for name in one.outputs}


def _called_so(
    folder: Path,
    made: Made,
    claimed: set[str],
    others: Iterable[Manifest],
    known: set[tuple[str, str]] | None,
) -> set[str]:
    """Return the names that drafts, redlines and other formats of a paper may have.

    With `known`, only of files of which a manifest knows name and digest.
    """
    return {
        name
        for name in names.possible(made.item, claimed) - _told_of(others)
        if known is None or (name, digest_of(folder / name)) in known
    }


def _without_output(
    folder: Path, claimed: Iterable[str], outputs: Mapping[str, bytes]
) -> Iterator[str]:
    """Yield what lies there and is not made any more."""
    yield from (name for name in claimed if name not in outputs and os.path.lexists(folder / name))


def _edited(
    folder: Path,
    claimed: Iterable[str],
    outputs: Mapping[str, bytes],
    known: set[tuple[str, str]],
    hidden: set[str],
) -> dict[str, str]:
    """Return what no manifest knows as it lies there, with the name under which it is kept.

    What is `hidden` may show what is not for the public by now.
    """
    copies = {}
    for name in sorted(claimed):
        there = digest_of(folder / name)
        is_same = name in outputs and there == digest(outputs[name])
        if there and not is_same and (name, there) not in known:
            private = name in hidden or names.is_restricted(name)
            copies[name] = names.for_edited(folder, name, restricted=private)
    return copies


def _no_longer_true(folder: Path, now: Iterable[Manifest]) -> set[str]:
    """Return the files of verdicts on outputs that are not these."""
    judged = conformance.digests_in(folder)
    there = {output for one in now for output in one.outputs.items()}
    return {name for name, told in judged.items() if not told.items() <= there}


def _edited_before(folder: Path, private: Iterable[str], made: Made) -> dict[str, str]:
    """Return what was edited before, with restricted names: it may show what is hidden by now.

    That is of papers that are `private`, and of the update if items of the register are exempt.
    """
    hidden = {names.called(name) for name in private}
    return {
        path.name: names.free(folder, path.stem, path.suffix, restricted=True)
        for path in folder.glob("agenda-item-*.edited-*")
        if (made.has_exempt and names.is_edited(path.name)) or names.called(path.name) in hidden
        if path.is_file()
    }


def _refuse_to_mix(folder: Path, made: Made, others: Iterable[Manifest]) -> None:
    """Refuse to put a paper in the place of another meeting's, which has the same name."""
    for other in others:
        for name in sorted(other.outputs.keys() & {*made.outputs, *made.missing}):
            if (folder / name).exists():
                of = long(date.fromisoformat(other.meeting))
                raise MachineError(
                    f"{folder / name} is the paper of {of}",
                    "choose another folder with --out, or move that paper away",
                )
