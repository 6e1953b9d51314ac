"""From a meeting's folder to its files: made in full, then put in place together, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from jacpaper import house_style, load, rules
from jacpaper.compose import Compiled, Document, compose
from jacpaper.problems import MachineError, Problem, Problems, as_errors, in_order
from jacpaper.template_folder import TemplateFolder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

Format = Literal["docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)

TEMPLATE_NAME = "hmicfrs-update"

# Outputs are made in a folder of this name before they are put in place. No
# build takes an hour: an older folder belongs to one that was killed.
_PARTIAL = ".partial-"
_ABANDONED = 3600


@dataclass(frozen=True)
class Built:
    """What a build wrote, what it warns of, and why a format is missing, if one is."""

    files: tuple[Path, ...]
    warnings: tuple[Problem, ...] = ()
    not_made: MachineError | None = None


def template_folder(project: Path) -> TemplateFolder:
    """Return the project's template folder."""
    shown = f"templates/{TEMPLATE_NAME}"
    return TemplateFolder((project / shown).resolve(), shown)


def own_folder(project: Path, meeting: date) -> Path:
    """Return the folder that holds a meeting's outputs and nothing else."""
    return project / "build" / meeting.isoformat()


def prepare(
    project: Path, meeting: date, *, keep_compiled: bool = False
) -> tuple[Document, tuple[Problem, ...]]:
    """Read, compose and check a meeting's paper, and return its warnings; write nothing.

    With `keep_compiled`, the compiled template is kept in build/ for the next time.

    Raises:
        Problems: all that is wrong with inputs, house style, template and figures.
    """
    folder = template_folder(project)
    found: list[Problem] = []
    paper = document = None
    try:
        house_style.read(folder)
    except Problems as problems:
        found += problems.problems
    try:
        paper = load.load(project, meeting)
        compiled = Compiled(project / "build" / ".compiled", keep=keep_compiled)
        document = compose(paper, folder, compiled)
    except Problems as problems:
        found += problems.problems
    if paper:
        found += rules.check(paper, document)
    if document is None or any(problem.severity == "error" for problem in found):
        raise Problems(found)
    return document, in_order(found)


def build(
    project: Path, meeting: date, formats: Iterable[Format], out: Path, *, strict: bool = False
) -> Built:
    """Write the paper of a meeting into the folder `out`.

    With `strict`, warnings count as errors. Where no PDF can be made for want
    of a library the other formats still are, and `Built.not_made` says why.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    document, warnings = prepare(project, meeting, keep_compiled=True)
    stem = f"agenda-item-{document.header['item']}-{TEMPLATE_NAME}"
    made: dict[Path, bytes] = {}
    not_made = None
    for form in formats:
        try:
            # A writer may need room of its own: WeasyPrint lays out fonts in a temporary folder.
            with _machine_errors(out):
                content, found = _write(form, document, template_folder(project))
        except MachineError as error:
            if form != "pdf":
                raise
            not_made = error
        else:
            made[out / f"{stem}.{form}"] = content
            warnings += found
    if strict and warnings:
        raise Problems(as_errors(warnings))
    if not made and not_made:
        raise not_made
    stale = [out / f"{stem}.pdf"] if not_made else []
    if out == own_folder(project, meeting):
        stale += [path for path in out.glob("*") if _is_output(path) and path.stem != stem]
    _put_in_place(made, stale)
    return Built(tuple(made), in_order(warnings), not_made)


def _is_output(path: Path) -> bool:
    """True for a name that a build gives, with any item number; a copy renamed by hand has none."""
    return bool(re.fullmatch(rf"agenda-item-[\w.]+-{TEMPLATE_NAME}\.(docx|pdf|html)", path.name))


def _write(
    form: Format, document: Document, folder: TemplateFolder
) -> tuple[bytes, tuple[Problem, ...]]:
    """Each writer is imported when it is needed: each costs more time than it takes to run."""
    if form == "docx":
        from jacpaper import word  # noqa: PLC0415

        return word.write(document, folder), ()
    if form == "pdf":
        from jacpaper import pdf  # noqa: PLC0415

        return pdf.write(document, folder)
    from jacpaper import web  # noqa: PLC0415

    return web.write(document, folder), ()


def _put_in_place(made: Mapping[Path, bytes], stale: Iterable[Path]) -> None:
    """Put all the files where they belong, or leave everything as it was.

    `stale` are outputs of an earlier build that the new ones would contradict.
    """
    out = next(iter(made)).parent
    with _machine_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        _refuse_open_files(made)
        _sweep(out)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=out))
        try:
            for path, content in made.items():
                _write_through(partial / path.name, content)
            _swap(made, partial)
            for path in stale:
                path.unlink(missing_ok=True)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _swap(made: Iterable[Path], partial: Path) -> None:
    """Replace file by file, keeping the old ones until all are in place."""
    replaced: list[tuple[Path, Path | None]] = []
    try:
        for path in made:
            old = partial / f"{path.name}.old" if path.exists() else None
            if old:
                shutil.copy2(path, old)
            (partial / path.name).replace(path)
            replaced.append((path, old))
    except BaseException:
        for path, old in replaced:
            if old:
                old.replace(path)
            else:
                path.unlink(missing_ok=True)
        raise


def _write_through(path: Path, content: bytes) -> None:
    """Write to the disk itself, so that a crash later cannot leave a file half there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sweep(out: Path) -> None:
    """Remove what builds that were killed left behind; a younger folder may be in use."""
    for path in out.glob(f"{_PARTIAL}*"):
        if time.time() - path.stat().st_mtime > _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)


def _refuse_open_files(paths: Iterable[Path]) -> None:
    """Word and LibreOffice lay a file of their own beside one that is open."""
    for path in paths:
        for owner in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
            if (path.parent / owner).exists():
                raise MachineError(
                    f"{path} is open in a word processor",
                    "close it there and try again; if it is not open,"
                    f" delete {path.parent / owner}",
                )


@contextlib.contextmanager
def _machine_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        name = error.filename or out
        raise MachineError(
            f"{name} cannot be written", "is it open in another program, or the folder read-only?"
        ) from None
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise MachineError(f"{error.filename or out} cannot be written: {reason}") from None
