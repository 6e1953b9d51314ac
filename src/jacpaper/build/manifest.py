"""What a paper was made from and with, written beside it, so that anyone can check it later.

`manifest.json` names every output, input and template file with its SHA-256,
and the versions that made them. The same inputs give the same bytes, so a paper
is what its inputs make if making it again gives the same outputs.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper import __version__
from jacpaper.problems import MachineError
from jacpaper.project.layout import TEMPLATES, looked_back_on
from jacpaper.project.misnamed import misnamed_meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.writers.formats import Format

NAME = "manifest.json"
# Those whose version shows in the outputs' bytes.
_MAKERS = ("jinja2", "pydyf", "python-docx", "resvg-py", "weasyprint")


@dataclass(frozen=True)
class Manifest:
    """What came out, what went in and what made it: file names with their SHA-256."""

    meeting: str
    outputs: Mapping[str, str]
    sources: Mapping[str, str]
    versions: Mapping[str, str]
    program: str = ""
    """The SHA-256 of jacpaper's own code; manifests of older versions have none."""

    def json(self) -> bytes:
        """Return the file's content."""
        return (json.dumps(asdict(self), indent=2) + "\n").encode()

    def changed_outputs(self, folder: Path) -> Iterator[str]:
        """Say which of the outputs in the folder are not as they were built."""
        for name, digest in self.outputs.items():
            if not (folder / name).is_file():
                yield f"{name} is missing"
            elif _digest_of(folder / name) != digest:
                yield f"{name} was changed after it was built"

    def changed_sources(self, now: Mapping[str, str]) -> Iterator[str]:
        """Say which inputs and template files are not as they were."""
        for name in sorted({*self.sources, *now}):
            if name not in now:
                yield f"{name} is gone"
            elif name not in self.sources:
                yield f"{name} is new"
            elif now[name] != self.sources[name]:
                yield f"{name} has changed since"

    def made_otherwise(self, outputs: Mapping[str, bytes]) -> Iterator[str]:
        """Say which outputs came out differently now, and what made them then if that differs."""
        then = [f"{name} {number}" for name, number in self.versions.items()]
        other = [f"{name} {number}" for name, number in makers()[0].items()]
        for name, digest in self.outputs.items():
            if name not in outputs:
                yield f"{name} is not made any more"
            elif _digest(outputs[name]) != digest:
                yield f"{name} comes out differently when it is made again"
        if then != other:
            yield f"it was made with {', '.join(then)}; here is {', '.join(other)}"


def of(
    meeting: date,
    outputs: Mapping[str, bytes],
    sources: Mapping[str, str],
    kept: Mapping[str, str],
) -> Manifest:
    """Return the manifest of outputs just made from these files, and of those kept (digests)."""
    made = {name: _digest(content) for name, content in outputs.items()} | dict(kept)
    return Manifest(meeting.isoformat(), dict(sorted(made.items())), sources, *makers())


def read(folder: Path) -> Manifest:
    """Read the manifest of a folder of outputs.

    Raises:
        MachineError: there is none, or it is not one that a build wrote.
    """
    path = folder / NAME
    try:
        told = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        _check(told)
    except FileNotFoundError:
        hint = "only a folder that `jacpaper build` filled has one"
        raise MachineError(f"{folder} has no {NAME}", hint) from None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        raise MachineError(f"{path} cannot be read", "build the paper again") from None
    return told


def _check(told: Manifest) -> None:
    """Fail if it is not what a build wrote, in one way or another."""
    date.fromisoformat(told.meeting)
    for named in (told.outputs, told.sources, told.versions):
        "".join([*named, *named.values(), told.program])  # all of them are texts
    if not all(re.fullmatch(r"[\w.-]{1,200}", name, re.ASCII) for name in told.outputs):
        raise ValueError("an output lies elsewhere")


def is_up_to_date(folder: Path, sources: Mapping[str, str], formats: Iterable[Format]) -> bool:
    """Tell whether a folder has its papers in all these formats, as the sources make them now.

    This is the one definition of "up to date"; the Makefile only looks whether anything at all
    was touched since this was last asked.
    """
    told = _made_now(folder, sources)
    if told is None or any(told.changed_outputs(folder)):
        return False
    stems = {name.rpartition(".")[0] for name in told.outputs}
    return {f"{stem}.{form.ending}" for stem in stems for form in formats} <= told.outputs.keys()


def still_true(folder: Path, sources: Mapping[str, str]) -> dict[str, str]:
    """Return the outputs in a folder, with their SHA-256, that would be made the same now."""
    told = _made_now(folder, sources)
    if told is None:
        return {}
    return {
        name: digest
        for name, digest in told.outputs.items()
        if (folder / name).is_file() and _digest_of(folder / name) == digest
    }


def _made_now(folder: Path, sources: Mapping[str, str]) -> Manifest | None:
    """Return the manifest of a folder, if it was made from these sources by the program of now."""
    try:
        told = read(folder)
    except MachineError:
        return None
    # The sources first: they change most often, and the code takes a while to read.
    if told.sources != sources or (told.versions, told.program) != makers():
        return None
    return told


def sources(project: Path, meeting: date) -> dict[str, str]:
    """Return the SHA-256 of every file that a paper may come from, by its name in the project.

    Those are the files in inputs/ itself, those of its own meeting and of the meetings that it
    looks back on, and the template's.
    """
    inputs = project / "inputs"
    days = [*looked_back_on(project, meeting), meeting]
    folders = [*(inputs / day.isoformat() for day in days), project / TEMPLATES]
    found = [*inputs.glob("*"), *(path for folder in folders for path in folder.rglob("*"))]
    names = {path: path.relative_to(project).as_posix() for path in found if path.is_file()}
    # A folder that may be a meeting's is asked about, so the paper must be made again.
    others = {f"inputs/{one.name}": "" for one in misnamed_meetings(project)}
    return others | {
        name: _digest_of(path)
        for path, name in sorted(names.items())
        # Editors and Word keep files of their own beside those they have open.
        if not re.search(r"(^|/)(\.|~\$)", name)
    }


@cache
def makers() -> tuple[Mapping[str, str], str]:
    """Return the versions of what makes papers, and the SHA-256 of our own code.

    It takes longer than all else here, so a build asks while it waits for its PDF.
    """
    return _versions(), _program()


def _versions() -> dict[str, str]:
    from importlib.metadata import version  # noqa: PLC0415 - it brings a mail reader along

    return {"jacpaper": __version__, **{name: version(name) for name in _MAKERS}}


def _program() -> str:
    """Return the SHA-256 of all our own code and styles: if they change, the paper may."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256()
    for folder, folders, files in os.walk(package):
        folders.sort()
        for name in sorted(files):
            if name.endswith((".py", ".css")):
                path = os.path.join(folder, name)  # noqa: PTH118 - twice as fast as Path's
                total.update(f"{path.removeprefix(str(package))}\n".encode())
                total.update(Path(path).read_bytes())
    return total.hexdigest()


def _digest_of(path: Path) -> str:
    """Return the SHA-256 of a file; of one that cannot be read, nothing: its reader says so."""
    try:
        return _digest(path.read_bytes())
    except OSError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
