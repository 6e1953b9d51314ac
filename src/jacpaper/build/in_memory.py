"""A meeting's outputs, made in memory: each paper in each format."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.build import in_place, manifest, names
from jacpaper.kinds.find import look_folder
from jacpaper.patches import pydantic_core_types, pydantic_dataclasses
from jacpaper.problems import MachineError, Problem, Problems, in_order, without_hints
from jacpaper.project.layout import has_record
from jacpaper.tree.document import in_file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jacpaper.build.manifest import Compared
    from jacpaper.build.redline import Older
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Format
    from jacpaper.writers.process import WriterProcess


@dataclass(frozen=True)
class Made:
    """What a build makes before anything is written: contents by file name."""

    item: str
    """The agenda item, as file names have it."""
    outputs: Mapping[str, bytes]
    missing: frozenset[str]
    """The names of files that were asked for and could not be made."""
    warnings: tuple[Problem, ...]
    not_made: MachineError | None
    has_exempt: bool = False
    """True if the register has items that are not for the public, listed or not."""
    compared: Mapping[str, Compared] = field(default_factory=dict)
    """For each redline against a Word file, that file."""
    paper: str = ""
    """The name of a further agenda item; empty: the paper of paper.yaml."""
    private: bool = False
    """True if the public may not see any of it, nor that it is there."""


def make(  # noqa: PLR0913 - what is made, from what, for where
    project: Path,
    meeting: date,
    formats: tuple[Format, ...],
    out: Path,
    *,
    item: str = "",
    side_by_side: bool,
    sources: Mapping[str, str],
    since: Iterable[date | Path] = (),
) -> Made:
    """Make the outputs; `out` is where they are to go, `sources` has the digests of the inputs.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.

    For each day or Word file in `since` there is a redline too: the changes since the paper of that
    day, or since that version of this paper.

    Raises:
        Problems: what is wrong with inputs, templates or house style.
        MachineError: the machine cannot make them.
    """
    folder = look_folder(project, meeting, item)
    beside = [form for form in formats if form.own_process] if side_by_side else []
    with _process(beside, folder) as process:
        # Imported while the process beside us imports what it needs.
        pydantic_core_types.quicken()
        pydantic_dataclasses.quicken()
        from jacpaper.build.prepare import prepare  # noqa: PLC0415
        from jacpaper.writers import legibility  # noqa: PLC0415

        def begin(document: Document) -> None:
            if process:
                process.begin(beside, document, folder)

        paper, found = prepare(project, meeting, item, composed=begin)
        paper = paper.made_from(sources if item else _named_sources(project, meeting, sources))
        warnings = [*without_hints(found), *legibility.problems(folder)]
        older = [_older(project, meeting, paper, one) for one in sorted(since, key=str)]
        warnings += [problem for one in older for problem in one.warnings]
        redlines = [(document, one.file) for one in older for document in one.documents(paper)]
        papers = [(document, None) for document in paper.papers]
        written = _Written(formats, folder, process, warnings)
        for document, file in (*papers, *redlines):
            # A writer may need room of its own: WeasyPrint lays out fonts in a temporary folder.
            if document is not paper:  # that one is begun already
                begin(document)
            with in_place.machine_errors(out):
                written.add(document, file)
    return Made(
        in_file_name(paper.header["item"]),
        written.outputs,
        frozenset(written.asked - written.outputs.keys()),
        in_order(warnings),
        written.not_made,
        paper.has_exempt,
        written.compared,
        item,
        paper.private,
    )


class _Written:
    """What was written so far: outputs by file name, and what the writers said."""

    def __init__(
        self,
        formats: tuple[Format, ...],
        folder: TemplateFolder,
        process: WriterProcess | None,
        warnings: list[Problem],
    ) -> None:
        self.formats, self.folder, self.process = formats, folder, process
        self.warnings = warnings
        self.outputs: dict[str, bytes] = {}
        self.asked: set[str] = set()
        """The names of all files that were asked for, those that could not be made too."""
        self.compared: dict[str, Compared] = {}
        self.not_made: MachineError | None = None

    def add(self, document: Document, file: Compared | None) -> None:
        """Write a document in each format; `file` is the Word file with which it is compared.

        Raises:
            Problems: as `_write_all` does.
            MachineError: likewise.
        """
        made, said, self.not_made = _write_all(document, self.formats, self.folder, self.process)
        called = {form: names.name(document, form) for form in self.formats}
        self.outputs |= {called[form]: made[form] for form in self.formats if form in made}
        self.asked |= {*called.values()}
        if file:
            self.compared |= dict.fromkeys(called.values(), file)
        # All papers have the same style sheets, and so the same warnings of them.
        self.warnings += [one for one in said if one not in self.warnings]


def _named_sources(project: Path, meeting: date, sources: Mapping[str, str]) -> Mapping[str, str]:
    """Return the digests that the Word file has: of a final paper those it was published with.

    Or else a note in one of the inputs, which changes no word, would make another file of it.
    """
    if not has_record(project, meeting):
        return sources
    from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

    published = still_final.read(project, meeting)
    return published.sources if published and not published.reopened else sources


def _older(project: Path, meeting: date, paper: Document, since: date | Path) -> Older:
    from jacpaper.build import redline  # noqa: PLC0415 - only for those who ask for it

    if isinstance(since, Path):
        from jacpaper.build import earlier_version  # noqa: PLC0415 - as above

        return earlier_version.of_file(project, paper, since)
    return redline.of_meeting(project, meeting, since)


def _write_all(
    document: Document,
    formats: tuple[Format, ...],
    folder: TemplateFolder,
    process: WriterProcess | None,
) -> tuple[dict[Format, bytes], list[Problem], MachineError | None]:
    """Return the paper in each format, what the writers warn of, and why there is no PDF.

    The process has the paper already.

    Raises:
        Problems: what all the writers find wrong.
        MachineError: as `Format.write` does; but without a PDF the others are still made.
    """
    outputs: dict[Format, bytes] = {}
    found: list[Problem] = []
    not_made = None
    # Those of the process last: the others are written while it works.
    for form in sorted(formats, key=lambda form: form.own_process):
        try:
            if process and form.own_process:
                manifest.makers()  # kept for later: here there is time
                written = process.result(form)
            elif form.own_process:
                from jacpaper.writers import time_limit  # noqa: PLC0415 - as for the process

                with time_limit.stop_after(document):
                    written = form.write(document, folder)
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


def _process(beside: list[Format], folder: TemplateFolder) -> WriterProcess | nullcontext[None]:
    """Start the process that writes the PDF before anything else, for it takes longest."""
    if not beside:
        return nullcontext()
    from jacpaper.writers.process import WriterProcess  # noqa: PLC0415 - others have no use for it

    return WriterProcess(beside, folder)
