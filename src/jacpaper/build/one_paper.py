"""From a meeting's folder to its files, and back: whether files are what their inputs make."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from jacpaper.build import in_place, manifest
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.writers.pdf.process import PdfProcess

Format = Literal["docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True)
class Built:
    """What a build wrote, what it warns of, and why a format is missing, if one is."""

    files: tuple[Path, ...]
    warnings: tuple[Problem, ...] = ()
    not_made: MachineError | None = None


def build(  # noqa: PLR0913 - what is built, from what, to where
    project: Path,
    meeting: date,
    formats: Iterable[Format],
    out: Path,
    *,
    strict: bool = False,
    side_by_side: bool = True,
) -> Built:
    """Write the paper of a meeting into the folder `out`.

    With `strict`, warnings count as errors. With `side_by_side`, the PDF is made in
    a process of its own, which takes less time but more memory. Where no PDF can be
    made for want of a library the other formats still are, and `Built.not_made` says
    why. The meeting's own folder gets a manifest too.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    in_place.restore(out)
    sources = manifest.sources(project, meeting)
    made = _make(project, meeting, tuple(formats), out, side_by_side=side_by_side)
    if strict and made.warnings:
        raise Problems(as_errors(made.warnings))
    if not made.outputs and made.not_made:
        raise made.not_made
    if manifest.sources(project, meeting) != sources:
        hint = "save them, then build again"
        raise MachineError("the inputs were changed while the paper was being made", hint)
    files = {out / name: content for name, content in made.outputs.items()}
    written = tuple(files)
    own = out == own_folder(project, meeting)
    if own:
        files[out / manifest.NAME] = manifest.of(meeting, made.outputs, sources).json()

    def contradicts(path: Path) -> bool:
        if path.suffix == ".pdf" and path.stem in made.stems:
            return made.not_made is not None
        return own and _is_output(path) and path.stem not in made.stems

    in_place.put_in_place(files, contradicts)
    return Built(written, made.warnings, made.not_made)


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
    formats = tuple(form for form in FORMATS if any(name.endswith(form) for name in told.outputs))
    made = _make(project, meeting, formats, folder, side_by_side=True)
    reasons += told.made_otherwise(made.outputs)
    return tuple(harmless(reason) for reason in reasons)


@dataclass(frozen=True)
class _Made:
    """What a build makes before anything is written: contents by file name."""

    stems: tuple[str, ...]
    outputs: Mapping[str, bytes]
    warnings: tuple[Problem, ...]
    not_made: MachineError | None


def _make(
    project: Path, meeting: date, formats: tuple[Format, ...], out: Path, *, side_by_side: bool
) -> _Made:
    """Make the outputs in memory, each paper in each format; `out` is where they are to go."""
    folder = template_folder(project)
    with _pdf_process(wanted=side_by_side and "pdf" in formats) as pdf:
        # Imported while the PDF's process imports what it needs.
        from jacpaper.build.prepare import prepare  # noqa: PLC0415
        from jacpaper.writers import legibility  # noqa: PLC0415

        paper, found = prepare(project, meeting)
        outputs: dict[str, bytes] = {}
        warnings = [*without_hints(found), *legibility.problems(folder)]
        for document in paper.papers:
            # A writer may need room of its own: WeasyPrint lays out fonts in a temporary folder.
            with in_place.machine_errors(out):
                written, said, not_made = _write_all(document, formats, folder, pdf)
            outputs |= {f"{document.stem}.{f}": written[f] for f in formats if f in written}
            # Both papers have the same style sheets, and so the same warnings of them.
            warnings += [one for one in said if one not in warnings]
    stems = tuple(document.stem for document in paper.papers)
    return _Made(stems, outputs, in_order(warnings), not_made)


def _write_all(
    document: Document, formats: Iterable[Format], folder: TemplateFolder, pdf: PdfProcess | None
) -> tuple[dict[Format, bytes], list[Problem], MachineError | None]:
    """Return the paper in each format, what the writers warn of, and why there is no PDF.

    Raises:
        Problems: what all the writers find wrong.
        MachineError: as `write` does; but without a PDF the others are still made.
    """
    outputs: dict[Format, bytes] = {}
    found: list[Problem] = []
    not_made = None
    if pdf:
        pdf.begin(document, folder)
    # The PDF last: the others are written while it is laid out.
    for form in sorted(formats, key=lambda form: form == "pdf"):
        beside = pdf if form == "pdf" else None
        try:
            outputs[form], said = beside.result() if beside else write(form, document, folder)
            found += said
        except Problems as wrong:
            found += wrong.problems
        except MachineError as error:
            if form != "pdf":
                raise
            not_made = error
    if any(problem.severity == "error" for problem in found):
        raise Problems(found)
    return outputs, found, not_made


@contextmanager
def _pdf_process(*, wanted: bool) -> Iterator[PdfProcess | None]:
    """Start the PDF's process before anything else, for it takes longest."""
    if not wanted:
        yield None
        return
    from jacpaper.writers.pdf import process  # noqa: PLC0415 - `check` has no use for it

    with process.started() as started:
        yield started


def _is_output(path: Path) -> bool:
    """True for a name that a build gives, with any item number; a copy renamed by hand has none."""
    name = f"{PAPER_NAME}|{RESTRICTED_NAME}"
    return bool(re.fullmatch(rf"agenda-item-[\w.]+-({name})\.(docx|pdf|html)", path.name))


def write(
    form: Format, document: Document, folder: TemplateFolder
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a paper in one format, and what its writer warns of.

    Each writer is imported when it is needed: each costs more time than it takes to run.

    Raises:
        Problems: what is wrong with the template's styles, fonts or house style.
        MachineError: a library is missing.
    """
    if form == "docx":
        from jacpaper.writers.word import writer as word  # noqa: PLC0415

        return word.write(document, folder), ()
    if form == "pdf":
        from jacpaper.writers.pdf import writer as pdf  # noqa: PLC0415

        return pdf.write(document, folder)
    from jacpaper.writers import web  # noqa: PLC0415

    return web.write(document, folder), ()
