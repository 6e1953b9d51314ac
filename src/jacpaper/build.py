"""From a meeting's folder to its files, and back: whether files are what their inputs make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from jacpaper import house_style, in_place, load, manifest, rules
from jacpaper.compose import Compiled, Document, compose
from jacpaper.problems import (
    MachineError,
    Problem,
    Problems,
    as_errors,
    harmless,
    in_order,
    without_hints,
)
from jacpaper.template_folder import TemplateFolder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jacpaper.trace import Trace

Format = Literal["docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)

TEMPLATE_NAME = "hmicfrs-update"
TEMPLATES = f"templates/{TEMPLATE_NAME}"


@dataclass(frozen=True)
class Built:
    """What a build wrote, what it warns of, and why a format is missing, if one is."""

    files: tuple[Path, ...]
    warnings: tuple[Problem, ...] = ()
    not_made: MachineError | None = None


def template_folder(project: Path) -> TemplateFolder:
    """Return the project's template folder."""
    return TemplateFolder((project / TEMPLATES).resolve(), TEMPLATES)


def own_folder(project: Path, meeting: date) -> Path:
    """Return the folder that holds a meeting's outputs and nothing else."""
    return project / "build" / meeting.isoformat()


def prepare(
    project: Path, meeting: date, *, keep_compiled: bool = False, trace: Trace | None = None
) -> tuple[Document, tuple[Problem, ...]]:
    """Read, compose and check a meeting's paper, and return its warnings; write nothing.

    With `keep_compiled`, the compiled template is kept in build/ for the next time. With
    `trace`, each block of the document is followed back to the lines of the inputs.

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
        if trace:
            document = compose(trace.follow(paper), folder, trace.compiled, trace)
        else:
            compiled = Compiled(project / "build" / ".compiled", keep=keep_compiled)
            document = compose(paper, folder, compiled)
    except Problems as problems:
        found += problems.problems
    if paper:
        found += rules.check(paper, document)
    if document is None or any(problem.severity == "error" for problem in found):
        raise Problems(without_hints(found))
    return document, in_order(found)


def build(
    project: Path, meeting: date, formats: Iterable[Format], out: Path, *, strict: bool = False
) -> Built:
    """Write the paper of a meeting into the folder `out`.

    With `strict`, warnings count as errors. Where no PDF can be made for want
    of a library the other formats still are, and `Built.not_made` says why.
    The meeting's own folder gets a manifest too.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    in_place.restore(out)
    sources = manifest.sources(project, meeting, TEMPLATES)
    made = _make(project, meeting, formats, out)
    if strict and made.warnings:
        raise Problems(as_errors(made.warnings))
    if not made.outputs and made.not_made:
        raise made.not_made
    if manifest.sources(project, meeting, TEMPLATES) != sources:
        hint = "save them, then build again"
        raise MachineError("the inputs were changed while the paper was being made", hint)
    files = {out / name: content for name, content in made.outputs.items()}
    written = tuple(files)
    own = out == own_folder(project, meeting)
    if own:
        files[out / manifest.NAME] = manifest.of(meeting, made.outputs, sources).json()

    def contradicts(path: Path) -> bool:
        if path.name == f"{made.stem}.pdf":
            return made.not_made is not None
        return own and _is_output(path) and path.stem != made.stem

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
    reasons += told.changed_sources(manifest.sources(project, meeting, TEMPLATES))
    formats = [form for form in FORMATS if any(name.endswith(form) for name in told.outputs)]
    made = _make(project, meeting, formats, folder)
    reasons += told.made_otherwise(made.outputs)
    return tuple(harmless(reason) for reason in reasons)


@dataclass(frozen=True)
class _Made:
    """What a build makes before anything is written: contents by file name."""

    stem: str
    outputs: Mapping[str, bytes]
    warnings: tuple[Problem, ...]
    not_made: MachineError | None


def _make(project: Path, meeting: date, formats: Iterable[Format], out: Path) -> _Made:
    """Make the outputs in memory; `out` is where they are to go."""
    document, found = prepare(project, meeting, keep_compiled=True)
    warnings = without_hints(found)
    stem = name_of(document)
    outputs: dict[str, bytes] = {}
    not_made = None
    for form in formats:
        try:
            # A writer may need room of its own: WeasyPrint lays out fonts in a temporary folder.
            with in_place.machine_errors(out):
                content, found = write(form, document, template_folder(project))
        except MachineError as error:
            if form != "pdf":
                raise
            not_made = error
        else:
            outputs[f"{stem}.{form}"] = content
            warnings += found
    from jacpaper import look  # noqa: PLC0415 - `check` has no use for style sheets

    warnings += tuple(look.problems(template_folder(project)))
    return _Made(stem, outputs, in_order(warnings), not_made)


def name_of(document: Document) -> str:
    """Return the name of a paper's files, without their endings."""
    return f"agenda-item-{document.header['item']}-{TEMPLATE_NAME}"


def _is_output(path: Path) -> bool:
    """True for a name that a build gives, with any item number; a copy renamed by hand has none."""
    return bool(re.fullmatch(rf"agenda-item-[\w.]+-{TEMPLATE_NAME}\.(docx|pdf|html)", path.name))


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
        from jacpaper import word  # noqa: PLC0415

        return word.write(document, folder), ()
    if form == "pdf":
        from jacpaper import pdf  # noqa: PLC0415

        return pdf.write(document, folder)
    from jacpaper import web  # noqa: PLC0415

    return web.write(document, folder), ()
