"""From a meeting's outputs to what the validators of this machine say of them."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from jacpaper.build import conformance, in_place, manifest
from jacpaper.build.conformance import Conformance, Judged, Verdict
from jacpaper.build.in_place import Change
from jacpaper.build.sources import digest_of
from jacpaper.judges.programs import JUDGES, Absent, Judges, folder_of
from jacpaper.problems import MachineError
from jacpaper.project.layout import own_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

INSTALL = (
    "in the folder of jacpaper's sources, run `make tools`; elsewhere, let JACPAPER_JUDGES name"
    " the folder .judges that it makes"
)


def prove(project: Path, meeting: date) -> dict[str, Conformance]:
    """Ask all judges about a meeting's outputs, and write what they say beside the manifest.

    Returns what was written, by the name of the file.

    Raises:
        MachineError: nothing was written: the outputs are not as they were built, no judge is
            installed, or one of them fails.
    """
    folder = own_folder(project, meeting)
    in_place.restore(folder)
    if not manifest.own_names_in(folder):
        raise MachineError(f"{folder} has no paper", f"run `jacpaper build {meeting}` first")
    told = [manifest.read(folder / name) for name in manifest.own_names_in(folder)]
    outputs = {name: digest for one in told for name, digest in one.outputs.items()}
    _refuse_changed(folder, outputs)
    verdicts, absent = _verdicts(folder, outputs, folder_of(project))
    judged = {name: Judged(digest, verdicts.get(name, ())) for name, digest in outputs.items()}
    made = conformance.of(meeting, judged, absent)

    def decide() -> Change:
        _refuse_changed(folder, outputs)
        _refuse_a_persons(folder)
        gone = {name for name in conformance.digests_in(folder) if name not in made}
        return Change({name: one.json() for name, one in made.items()}, frozenset(gone))

    in_place.put_in_place(folder, decide)
    return made


def _verdicts(
    folder: Path, outputs: Mapping[str, str], home: Path
) -> tuple[Mapping[str, list[Verdict]], set[str]]:
    """Return what the judges found in each output, and what is not installed."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    absent: set[str] = set()
    with Judges(home) as judges:
        for judge in JUDGES:
            paths = {name: folder / name for name in outputs if judge.judges(folder / name)}
            if not paths:
                continue
            try:
                version, said = judges.version(judge), judges.ask(judge, [*paths.values()])
            except Absent as missing:
                absent.add(str(missing))
                continue
            for name, path in paths.items():
                found[name].append(Verdict(judge.name, version, judge.standard, said[path]))
    if not found:
        lacking = f" (missing: {', '.join(sorted(absent))})" if absent else ""
        raise MachineError(f"no validator for these outputs is installed{lacking}", INSTALL)
    return found, absent


def _refuse_changed(folder: Path, outputs: Mapping[str, str]) -> None:
    for name, digest in outputs.items():
        if digest_of(folder / name) != digest:
            fault = f"{folder / name} is not what was built"
            raise MachineError(fault, "build the paper again, then prove it")


def _refuse_a_persons(folder: Path) -> None:
    """Refuse to replace a file of our name that somebody else wrote."""
    known = conformance.digests_in(folder)
    for name in conformance.FILES:
        if os.path.lexists(folder / name) and name not in known:
            fault = f"{folder / name} is not a file that `jacpaper prove` wrote"
            raise MachineError(fault, "give it another name, then try again")
