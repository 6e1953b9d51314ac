"""What a paper was made from and with, written beside it, so that anyone can check it later.

A manifest names every output, input and template file with its SHA-256, and the versions that
made them. The same inputs give the same bytes, so a paper is what its inputs make if making it
again gives the same outputs. Only a file that has the SHA-256 of a manifest may be replaced or
removed: any other is a person's.

A meeting's own folder has a `manifest.json`, and one more for each further item, named after it;
that of a private item is in the folder `restricted`, as its outputs are. Any other folder may
belong to a person and hold papers of several meetings, so its manifests are hidden, and named
after their meetings too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypedDict

from jacpaper import __version__
from jacpaper.build import names
from jacpaper.build.sources import digest, digest_of
from jacpaper.problems import MachineError
from jacpaper.project.layout import RESTRICTED, UPLOAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.writers.formats import Format

NAME = "manifest.json"
_OF_ITEM = "manifest-{}.json"
_HIDDEN = ".jacpaper-{}.json"
# Those whose version shows in the outputs' bytes.
_MAKERS = ("jinja2", "pydyf", "python-docx", "resvg-py", "weasyprint")
_OUTPUT = rf"({RESTRICTED}/|{UPLOAD}/)?[\w.-]{{1,200}}"
# Of a file's name, in bytes; what is longer, no system can look for.
_LONGEST = 255


class Compared(TypedDict):
    """A Word file that a paper was compared with: where it is from the project, its SHA-256."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What came out, what went in and what made it: file names with their SHA-256.

    The outputs are named from the folder of all of them, as in `restricted/paper.pdf`.
    """

    meeting: str
    outputs: Mapping[str, str]
    sources: Mapping[str, str]
    versions: Mapping[str, str]
    program: str = ""
    """The SHA-256 of jacpaper's own code; manifests of older versions have none."""
    compared: Mapping[str, Compared] = field(default_factory=dict)
    """For each redline against a Word file, that file."""
    paper: str = ""
    """The name of a further agenda item; empty: the paper of paper.yaml."""

    def json(self) -> bytes:
        """Return the file's content."""
        return (json.dumps(asdict(self), indent=2) + "\n").encode()

    def changed_sources(self, now: Mapping[str, str], project: Path) -> Iterator[str]:
        """Say which inputs and template files are not as they were."""
        for name in sorted({*self.sources, *now}):
            if name not in now:
                is_there = (project / name).exists()
                yield f"{name} is not used any more" if is_there else f"{name} is gone"
            elif name not in self.sources:
                yield f"{name} is new"
            elif now[name] != self.sources[name]:
                yield f"{name} has changed since"

    def is_compared_with(self, since: date | Path, project: Path) -> bool:
        """Tell whether there is a redline against the paper of a day, or against a Word file."""
        if isinstance(since, Path):
            return place_of(since, project) in {one["file"] for one in self.compared.values()}
        return since in names.redlines_in(self.outputs)

    def changed_compared(self, project: Path) -> Iterator[str]:
        """Say which Word files, with which the paper was compared, are not as they were."""
        for file, then in sorted({(one["file"], one["sha256"]) for one in self.compared.values()}):
            now = digest_of(project / file)
            if now != then:
                yield f"{file} has changed since" if now else f"{file} is gone"

    def other_versions(self) -> Iterator[str]:
        """Say what made the outputs then, if that differs from what makes them now."""
        then = [f"{name} {number}" for name, number in self.versions.items()]
        now = [f"{name} {number}" for name, number in makers()[0].items()]
        if then != now:
            yield f"it was made with {', '.join(then)}; here is {', '.join(now)}"


def of(  # noqa: PLR0913 - what was made, of what, and when
    meeting: date,
    outputs: Mapping[str, bytes],
    sources: Mapping[str, str],
    *,
    paper: str = "",
    kept: Mapping[str, str] = MappingProxyType({}),
    compared: Mapping[str, Compared] = MappingProxyType({}),
) -> Manifest:
    """Return the manifest of outputs just made from these files, and of those kept (digests).

    `paper` is the name of a further agenda item, and `compared` has the Word files with which
    outputs, and perhaps others, were compared.
    """
    made = {name: digest(content) for name, content in outputs.items()} | dict(kept)
    there = {name: compared[name] for name in sorted(compared.keys() & made.keys())}
    made = dict(sorted(made.items()))
    return Manifest(meeting.isoformat(), made, sources, *makers(), there, paper)


def name_for(meeting: date, item: str = "", *, own: bool, private: bool = False) -> str:
    """Return the name of a paper's manifest, in its meeting's own folder or in any other."""
    if own:
        name = _OF_ITEM.format(item) if item else NAME
    else:
        name = _HIDDEN.format(f"{meeting.isoformat()}-{item}" if item else meeting.isoformat())
    return f"{RESTRICTED}/{name}" if private else name


def place_of(file: Path, project: Path) -> str:
    """Return where a file is, from the project: its manifests are the same on any machine."""
    return Path(os.path.relpath(file.resolve(), project.resolve())).as_posix()


def names_in(folder: Path) -> list[str]:
    """Return the names of all manifests in a folder."""
    return [*own_names_in(folder), *_found(folder, _HIDDEN.format("[0-9]*"))]


def own_names_in(folder: Path) -> list[str]:
    """Return the names of the manifests that a meeting's own folder has."""
    own = [NAME] if (folder / NAME).exists() else []
    return [*own, *_found(folder, _OF_ITEM.format("*"))]


def _found(folder: Path, pattern: str) -> list[str]:
    """Return the names of files in a folder, and in that of what is restricted."""
    paths = [*sorted(folder.glob(pattern)), *sorted(folder.glob(f"{RESTRICTED}/{pattern}"))]
    return [path.relative_to(folder).as_posix() for path in paths]


def of_paper(told: Mapping[str, Manifest], meeting: date, item: str = "") -> dict[str, Manifest]:
    """Return those of manifests that are of one paper: one, or a second if it became private."""
    this = (meeting.isoformat(), item)
    return {name: one for name, one in told.items() if (one.meeting, one.paper) == this}


def read(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        MachineError: there is none, or it is not one that a build wrote.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise MachineError(f"{path} is not a file", "take it away, then build the paper again")
        told = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        _check(told)
    except FileNotFoundError:
        hint = "only a folder that `jacpaper build` filled has one"
        raise MachineError(f"{path.parent} has no {path.name}", hint) from None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        raise MachineError(f"{path} cannot be read", "build the paper again") from None
    return told


def readable_in(folder: Path) -> dict[str, Manifest]:
    """Return the manifests in a folder that can be read, by name."""
    found = {}
    for name in names_in(folder):
        try:
            found[name] = read(folder / name)
        except MachineError:
            continue
    return found


def _check(told: Manifest) -> None:
    """Fail if it is not what a build wrote, in one way or another."""
    date.fromisoformat(told.meeting)
    for named in (told.outputs, told.sources, told.versions):
        "".join([*named, *named.values(), told.program])  # all of them are texts
    if not all(re.fullmatch(_OUTPUT, name, re.ASCII) for name in told.outputs):
        raise ValueError("an output lies elsewhere")
    if any(len(part.encode()) > _LONGEST for name in told.sources for part in name.split("/")):
        raise ValueError("no file can have this name")
    for one in told.compared.values():
        "".join([one["file"], one["sha256"]])
    if not re.fullmatch(r"[a-z0-9-]{0,60}", told.paper):
        raise ValueError("no item can have this name")


def is_up_to_date(  # noqa: PLR0913 - what is there, and what is wanted
    told: Manifest | None,
    project: Path,
    folder: Path,
    sources: Mapping[str, str],
    formats: Iterable[Format],
    *,
    own: bool,
    since: date | Path | None = None,
) -> bool:
    """Tell whether a folder has its papers in all these formats, as the sources make them now.

    `since` is the day of an older paper, or the Word file, with which it must be compared there.

    This is the one definition of "up to date"; the Makefile only looks whether anything at all
    was touched since this was last asked.
    """
    if told is None or still_true(told, project, folder, sources) != told.outputs:
        return False
    papers = {names.parted(name)[0] for name in told.outputs}
    wanted = {f"{paper}.{form.ending}" for paper in papers for form in formats}
    if since and not told.is_compared_with(since, project):
        return False
    if not papers or not wanted <= told.outputs.keys():
        return False
    others = names.looking_made(folder) - outputs_of_others(told, folder)
    if not own:  # papers of other meetings may lie there
        items = names.items(told.outputs)
        others &= {one for item in items for one in names.possible(item, told.outputs)}
    return others <= told.outputs.keys()


def outputs_of_others(told: Manifest, folder: Path) -> set[str]:
    """Return the outputs of the other papers of a meeting that lie in the same folder."""
    return {
        name
        for one in readable_in(folder).values()
        if one.meeting == told.meeting and one.paper != told.paper
        for name in one.outputs
    }


def still_true(
    told: Manifest | None, project: Path, folder: Path, sources: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the outputs in a folder, with their SHA-256, that would be made the same now."""
    # The sources first: they change most often, and the code takes a while to read.
    if told is None or told.sources != sources or (told.versions, told.program) != makers():
        return {}
    changed = {
        name
        for name, one in told.compared.items()
        if digest_of(project / one["file"]) != one["sha256"]
    }
    return {
        name: digest
        for name, digest in told.outputs.items()
        if name not in changed and digest_of(folder / name) == digest
    }


@cache
def makers() -> tuple[Mapping[str, str], str]:
    """Return the versions of what makes papers, and the SHA-256 of our own code.

    It takes longer than all else here, so a build asks while it waits for its PDF.
    """
    return _versions(), _program()


def _versions() -> dict[str, str]:
    installed = _installed()
    return {"jacpaper": __version__, **{name: _version(name, installed) for name in _MAKERS}}


def _installed() -> dict[str, Path]:
    """Return the folders that say what is installed, by name; of two, the one Python would take."""
    found: dict[str, Path] = {}
    for folder in sys.path:
        for path in Path(folder or os.curdir).glob("*-info"):  # or .egg-info
            found.setdefault(path.stem.partition("-")[0].lower().replace("_", "-"), path)
    return found


def _version(name: str, installed: Mapping[str, Path]) -> str:
    with contextlib.suppress(OSError, KeyError, UnicodeDecodeError):
        told = (installed[name] / "METADATA").read_text(encoding="utf-8").partition("\n\n")[0]
        if found := re.search(r"(?m)^Version: (\S+)$", told):
            return found[1]
    # It knows all ways to install something, but brings a mail reader along.
    from importlib.metadata import version  # noqa: PLC0415 - as above

    return version(name)


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
