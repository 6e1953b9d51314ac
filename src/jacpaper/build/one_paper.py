"""From a meeting's folder to its files, and back: whether files are what their inputs make."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jacpaper.build import in_place, manifest
from jacpaper.patches.fast_imports import wake
from jacpaper.problems import (
    MachineError,
    Problem,
    Problems,
    as_errors,
    harmless,
    in_order,
    without_hints,
)
from jacpaper.project.layout import own_folder, template_folder
from jacpaper.tree.document import PAPER_NAME, RESTRICTED_NAME
from jacpaper.writers.formats import BY_DEFAULT, FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.writers.process import WriterProcess


@dataclass(frozen=True)
class Built:
    """What a build wrote, what it warns of, and why a format is missing, if one is.

    `unchanged` if nothing had to be written.
    """

    files: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()
    not_made: MachineError | None = None
    unchanged: bool = False


def build(  # noqa: PLR0913 - what is built, from what, to where
    project: Path,
    meeting: date,
    formats: Iterable[Format] = BY_DEFAULT,
    out: Path | None = None,
    *,
    strict: bool = False,
    side_by_side: bool = True,
    if_needed: bool = False,
) -> Built:
    """Write the paper of a meeting into the folder `out`, or else into the meeting's own.

    With `strict`, warnings count as errors. With `side_by_side`, the PDF is made in
    a process of its own, which takes less time but more memory. With `if_needed`, nothing
    is done if the manifest says that the paper is up to date. Where no PDF can be
    made for want of a library the other formats still are, and `Built.not_made` says
    why. The meeting's own folder gets a manifest too.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    wanted, own = tuple(formats), own_folder(project, meeting)
    folder = out or own
    in_place.restore(folder)
    sources = manifest.sources(project, meeting)
    if if_needed and manifest.is_up_to_date(folder, sources, wanted):
        return Built(unchanged=True)
    made = _make(project, meeting, wanted, folder, side_by_side=side_by_side)
    if strict and made.warnings:
        raise Problems(as_errors(made.warnings))
    if not made.outputs and made.not_made:
        raise made.not_made
    if manifest.sources(project, meeting) != sources:
        hint = "save them, then build again"
        raise MachineError("the inputs were changed while the paper was being made", hint)
    _put_in_place(made, meeting, sources, folder, own=folder == own)
    written = tuple(folder / name for name in made.outputs)
    return Built(written, made.warnings, made.not_made)


def _put_in_place(
    made: _Made, meeting: date, sources: Mapping[str, str], folder: Path, *, own: bool
) -> None:
    """Put the outputs into their folder, with a manifest if it is the meeting's own.

    What else the manifest names is kept if it was made from the same files; otherwise it
    would contradict the new outputs, and is removed.
    """
    files = {folder / name: content for name, content in made.outputs.items()}
    kept: Mapping[str, str] = {}
    if own:
        kept = manifest.still_true(folder, sources)
        kept = {name: kept[name] for name in kept if name not in {*made.outputs, *made.missing}}
        told = manifest.of(meeting, made.outputs, sources, kept)
        files[folder / manifest.NAME] = told.json()

    def contradicts(path: Path) -> bool:
        return path.name in made.missing or (own and _is_output(path) and path.name not in kept)

    in_place.put_in_place(files, contradicts)


def verify(project: Path, folder: Path) -> tuple[str, ...]:
    """Return why the outputs in a folder are not what the inputs make; nothing if they are.

    The paper is made again, in memory, and compared byte for byte.

    Raises:
        Problems: the inputs make no paper any more.
        MachineError: the folder has no manifest.
    """
    in_place.restore(folder)
    told = manifest.read(folder)
    meeting = date.fromisoformat(told.meeting)
    reasons = [*told.changed_outputs(folder)]
    reasons += told.changed_sources(manifest.sources(project, meeting))
    endings = {name.rpartition(".")[2] for name in told.outputs}
    formats = tuple(form for form in FORMATS if form.ending in endings)
    made = _make(project, meeting, formats, folder, side_by_side=True)
    reasons += told.made_otherwise(made.outputs)
    return tuple(harmless(reason) for reason in reasons)


@dataclass(frozen=True)
class _Made:
    """What a build makes before anything is written: contents by file name."""

    outputs: Mapping[str, bytes]
    missing: frozenset[str]
    """The names of files that were asked for and could not be made."""
    warnings: tuple[Problem, ...]
    not_made: MachineError | None


def _make(
    project: Path, meeting: date, formats: tuple[Format, ...], out: Path, *, side_by_side: bool
) -> _Made:
    """Make the outputs in memory, each paper in each format; `out` is where they are to go."""
    folder = template_folder(project)
    beside = [form for form in formats if form.own_process] if side_by_side else []
    with _process(beside) as process:
        # Imported while the process beside us imports what it needs.
        wake()
        from jacpaper.build.prepare import prepare  # noqa: PLC0415
        from jacpaper.writers import legibility  # noqa: PLC0415

        paper, found = prepare(project, meeting)
        outputs: dict[str, bytes] = {}
        warnings = [*without_hints(found), *legibility.problems(folder)]
        for document in paper.papers:
            # A writer may need room of its own: WeasyPrint lays out fonts in a temporary folder.
            with in_place.machine_errors(out):
                written, said, not_made = _write_all(document, formats, folder, process)
            outputs |= {f"{document.stem}.{f.ending}": written[f] for f in formats if f in written}
            # Both papers have the same style sheets, and so the same warnings of them.
            warnings += [one for one in said if one not in warnings]
    asked = {f"{document.stem}.{form.ending}" for document in paper.papers for form in formats}
    return _Made(outputs, frozenset(asked - outputs.keys()), in_order(warnings), not_made)


def _write_all(
    document: Document,
    formats: tuple[Format, ...],
    folder: TemplateFolder,
    process: WriterProcess | None,
) -> tuple[dict[Format, bytes], list[Problem], MachineError | None]:
    """Return the paper in each format, what the writers warn of, and why there is no PDF.

    Raises:
        Problems: what all the writers find wrong.
        MachineError: as `Format.write` does; but without a PDF the others are still made.
    """
    outputs: dict[Format, bytes] = {}
    found: list[Problem] = []
    not_made = None
    if process:
        process.begin((form for form in formats if form.own_process), document, folder)
    # Those of the process last: the others are written while it works.
    for form in sorted(formats, key=lambda form: form.own_process):
        try:
            if process and form.own_process:
                manifest.makers()  # kept for later: here there is time
                written = process.result(form)
            else:
                written = form.write(document, folder)
            outputs[form] = written.content
            found += written.warnings
        except Problems as wrong:
            found += wrong.problems
        except MachineError as error:
            if not form.own_process:
                raise
            not_made = error
    if any(problem.severity == "error" for problem in found):
        raise Problems(found)
    return outputs, found, not_made


def _process(beside: list[Format]) -> WriterProcess | nullcontext[None]:
    """Start the process that writes the PDF before anything else, for it takes longest."""
    if not beside:
        return nullcontext()
    from jacpaper.writers.process import WriterProcess  # noqa: PLC0415 - others have no use for it

    return WriterProcess(beside)


def _is_output(path: Path) -> bool:
    """True for a name that a build gives, with any item number; a copy renamed by hand has none."""
    names = f"{PAPER_NAME}|{RESTRICTED_NAME}"
    endings = "|".join(re.escape(form.ending) for form in FORMATS)
    return bool(re.fullmatch(rf"agenda-item-[\w.]+-({names})\.({endings})", path.name))
