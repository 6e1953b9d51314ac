"""What validators found in the outputs, written beside them as `conformance.json`.

It names each output with its SHA-256, and each judge with its version, so that anyone can ask
the same judge of the same file. What was found in a restricted output may quote it, so that
stands in a file of its own in the restricted folder, and the other does not mention it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from jacpaper.build import names
from jacpaper.build.sources import digest_of
from jacpaper.project.layout import CONFORMANCE, RESTRICTED
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

FILES = (CONFORMANCE, f"{RESTRICTED}/{CONFORMANCE}")


@dataclass(frozen=True)
class Verdict:
    """What one judge found in one output; nothing, if it has no fault."""

    judge: str
    version: str
    standard: str
    findings: Sequence[str]


@dataclass(frozen=True)
class Judged:
    """An output, and what its judges found; none, if none is installed."""

    sha256: str
    verdicts: Sequence[Verdict] = ()


@dataclass(frozen=True)
class Conformance:
    """The content of one file; the outputs are named as in the manifest."""

    meeting: str
    statement: str
    """A paragraph that people can publish."""
    outputs: Mapping[str, Judged]
    absent: Sequence[str] = field(default_factory=tuple)
    """What is not installed, so that it could not be asked."""

    def json(self) -> bytes:
        """Return the file's content."""
        return (json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n").encode()

    @property
    def findings(self) -> Iterator[str]:
        """What is wrong, an output, a judge and a fault in each line."""
        for name, judged in self.outputs.items():
            for one in judged.verdicts:
                yield from (f"{name}: {one.judge}, {one.standard}: {said}" for said in one.findings)


def of(
    meeting: date, judged: Mapping[str, Judged], absent: Iterable[str]
) -> dict[str, Conformance]:
    """Return the content of each file, by its name: restricted outputs have their own."""
    made = {}
    for name in FILES:
        outputs = {
            one: judged[one] for one in judged if names.is_restricted(one) == (name != CONFORMANCE)
        }
        if outputs:
            said = statement(meeting, outputs)
            made[name] = Conformance(meeting.isoformat(), said, outputs, sorted({*absent}))
    return made


def statement(meeting: date, outputs: Mapping[str, Judged]) -> str:
    """Return a paragraph on what was found in the outputs of a meeting."""
    said = [f"Checked by machine: papers for the meeting of {long(meeting)}."]
    for name, judged in sorted(outputs.items()):
        file = name.rpartition("/")[2]
        kept, broken = _standards(judged, broken=False), _standards(judged, broken=True)
        if kept:
            said.append(f"No fault was found in {file} by {'; '.join(kept)}.")
        if broken:
            said.append(f"Faults were found in {file} by {'; '.join(broken)}.")
        if not judged.verdicts:
            said.append(f"{file} was not checked.")
    return " ".join([*said, "A check by machine does not take the place of one by people."])


def _standards(judged: Judged, *, broken: bool) -> list[str]:
    """Return each judge with the standards that were kept, or with those that were broken."""
    found: dict[str, list[str]] = {}
    for one in judged.verdicts:
        if bool(one.findings) == broken:
            found.setdefault(f"{one.judge} {one.version}", []).append(one.standard)
    return [f"{judge} ({', '.join(standards)})" for judge, standards in found.items()]


def digests_in(folder: Path) -> dict[str, dict[str, str]]:
    """Return the outputs that each such file in a folder names, with their SHA-256.

    A file of that name which `jacpaper prove` did not write is a person's, and is left out.
    """
    found = {}
    for name in FILES:
        try:
            told = json.loads((folder / name).read_bytes())
            if told.keys() == Conformance.__dataclass_fields__.keys():
                found[name] = {one: str(said["sha256"]) for one, said in told["outputs"].items()}
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            continue
    return found


def outdated(folder: Path) -> Iterator[str]:
    """Say which of the outputs were judged and are no longer there as they were."""
    for file, told in digests_in(folder).items():
        for name, digest in sorted(told.items()):
            if digest_of(folder / name) != digest:
                yield f"{file} is about another {name}"
