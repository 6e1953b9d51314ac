"""The commands that write papers and compare them: `build` and `verify`."""

from __future__ import annotations

import contextlib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import (
    Command,
    MeetingType,
    after_writing,
    chosen_meeting,
    collect_no_garbage,
    counts,
    print_problems,
    project_option,
    say_what_stays_public,
    shown,
)
from jacpaper.writers.formats import BY_DEFAULT, BY_ENDING, FORMATS, VARIANTS, Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.build.one_paper import Built
    from jacpaper.problems import Problem


class _Formats(click.ParamType[Any]):
    name = "formats"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[Format, ...]:
        if isinstance(value, tuple):
            return value
        endings = [part.strip() for part in value.split(",")]
        named = {**{ending: (form,) for ending, form in BY_ENDING.items()}, **_VARIANTS}
        for wrong in (ending for ending in endings if ending not in named):
            offered = ", ".join(name for name in named if "." not in name)
            self.fail(f'"{wrong}" is not one of {offered}', param, ctx)
        return tuple(dict.fromkeys(form for ending in endings for form in named[ending]))


_VARIANTS = {
    word: tuple(form for form in FORMATS if form.ending.startswith(f"{word}.")) for word in VARIANTS
}
_DEFAULT = ",".join(form.ending for form in BY_DEFAULT)
_KNOWN = ", ".join(f"{form.ending} ({form.name})" for form in BY_ENDING.values())


@click.command(cls=Command)
@click.argument("what", nargs=-1, metavar="[MEETING]")
@click.option(
    "--only",
    type=_Formats(),
    default=BY_DEFAULT,
    help=f"Formats to write, with commas between them: {_KNOWN} (default: {_DEFAULT}).",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@click.option(
    "--changes-since",
    "since",
    metavar="MEETING|FILE",
    help="Write the changes since an older paper too, into files of their own: last, a date, or a"
    " Word file of this paper that went out.",
)
@click.option(
    "--item",
    "number",
    metavar="NUMBER",
    help="Write the paper of this agenda item alone, as in 07 (default: all of the meeting).",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--if-needed", is_flag=True, help="Do nothing if the paper is up to date.")
@click.option("--all", "every", is_flag=True, help="Build every meeting, not only the newest.")
@click.option("--projects", is_flag=True, help="Treat the arguments as project folders.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Number of papers to build at once (default: one for each core).",
)
@click.option("--scheduler", help="The address of a Dask scheduler, to build on its workers.")
@project_option
@click.pass_context
def build(  # noqa: PLR0913, PLR0917 - the options of one command
    context: click.Context,
    what: tuple[str, ...],
    only: tuple[Format, ...],
    out: Path | None,
    since: str | None,
    number: str | None,
    project: Path,
    *,
    strict: bool,
    if_needed: bool,
    every: bool,
    projects: bool,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Write the papers of MEETING (default: the newest).

    MEETING is a date, such as 2025-12-11. With --all, every meeting's paper that
    is not up to date is written; with --projects, those of the folders that
    follow, as in: jacpaper build --projects forces/*
    """
    if every or projects:
        if out or since or number or only != BY_DEFAULT or (what and not projects):
            raise click.UsageError("--all and --projects write whole papers into build/")
        folders = [Path(name) for name in what] if projects else [project]
        from jacpaper.cli.many_papers import build_many  # noqa: PLC0415 - one paper needs none of it

        with after_writing("Papers that were finished by then are written."):
            code = build_many(folders, every=every, strict=strict, jobs=jobs, scheduler=scheduler)
        sys.exit(code)
    if len(what) > 1:
        raise click.UsageError(f'one meeting at a time; what is "{what[1]}"?')
    if strict and if_needed:
        raise click.UsageError("--strict checks the paper again, so leave out --if-needed")
    meeting = MeetingType().convert(what[0], None, context) if what else None
    collect_no_garbage()
    from jacpaper.cli.items import chosen_items  # noqa: PLC0415 - --help needs none of it
    from jacpaper.project.layout import item_file, own_folder  # noqa: PLC0415

    chosen = chosen_meeting(project, meeting)
    if out:
        _refuse_among_sources(out, project)
    folder = out or own_folder(project, chosen)
    items = chosen_items(project, chosen, number)
    if since and "" not in items:
        this = item_file(items[0])
        raise click.UsageError(f"--changes-since is for the paper of paper.yaml, and not {this}")
    older = _older(project, chosen, since, folder) if since else None
    try:
        built, failed = _build_each(
            project, chosen, items, _Wanted(only, folder, strict, if_needed, older)
        )
        _tell(built, failed, project, chosen, folder)
    finally:  # whatever was refused, for what lies there may be published
        say_what_stays_public(project, chosen, folder)


_OTHER_INPUTS = "made from other inputs, and may show what is private by now"


class _Wanted(NamedTuple):
    """How the papers of a meeting are to be written, and where."""

    formats: tuple[Format, ...]
    folder: Path
    strict: bool
    if_needed: bool
    since: date | Path | None


def _build_each(
    project: Path, meeting: date, items: Sequence[str], wanted: _Wanted
) -> tuple[Built | None, list[Problem]]:
    """Write each paper that can be written; return what was written, and what is wrong.

    A mistake in one paper holds up no other.
    """
    from jacpaper.build import one_paper  # noqa: PLC0415 - --help needs none of it
    from jacpaper.problems import Problems  # noqa: PLC0415

    done: list[Built] = []
    failed: list[Problem] = []
    for item in items:
        is_written = any(not one.unchanged for one in done)
        written = "Papers that were finished by then are written."
        with after_writing(written) if is_written else contextlib.nullcontext():
            try:
                built = one_paper.build(
                    project, meeting, wanted.formats, wanted.folder, item=item,
                    strict=wanted.strict, if_needed=wanted.if_needed,
                    since=None if item else wanted.since, say=_say,
                )  # fmt: skip
            except Problems as problems:
                failed += problems.problems
            else:
                done.append(built)
    return one_paper.together(done) if done else None, failed


def _older(project: Path, meeting: date, since: str, out: Path) -> date | Path:
    """Return what is meant by --changes-since: the day of a meeting, or a Word file.

    Raises:
        click.UsageError: it is neither, there is no older paper, or the file would be replaced.
    """
    from jacpaper.project.layout import looked_back_on  # noqa: PLC0415 - --help needs none of it

    if since != "last":
        file = Path(since)
        if file.suffix.lower() == ".docx" or file.is_file():
            _refuse_among_outputs(file, out)
            return file
        with contextlib.suppress(ValueError):
            return date.fromisoformat(since.strip())
        raise click.UsageError(
            f'"{since}" is not a date such as 2025-12-11, nor a Word file (.docx) that is there'
        )
    earlier = looked_back_on(project, meeting)
    if not earlier:
        raise click.UsageError(
            f"there is no paper before that of {meeting.isoformat()}: leave out --changes-since"
        )
    return earlier[-1]


def _refuse_among_outputs(file: Path, out: Path) -> None:
    """Refuse to compare with a file that the build may replace.

    Raises:
        click.UsageError: it lies where the paper is written.
    """
    if file.resolve().is_relative_to(out.resolve()):
        raise click.UsageError(
            f"{shown(file)} lies where the paper is written, and would be replaced: copy it to"
            " another folder before the inputs change, as in returned/, and give that copy"
        )


def _refuse_among_sources(out: Path, project: Path) -> None:
    """Keep outputs apart from what they are made from, which a later build would find changed.

    So with the packs and the folders to upload: all that lies there may be published.

    Raises:
        click.UsageError: the folder is in one of them.
    """
    from jacpaper.project.layout import PACK, UPLOAD, meetings, own_folder  # noqa: PLC0415

    where = out.resolve()
    published = [
        own_folder(project, one) / name for one in meetings(project) for name in (PACK, UPLOAD)
    ]
    for path in (project / "inputs", project / "templates", *published):
        if where.is_relative_to(path.resolve()):
            name = path.relative_to(project).as_posix()
            raise click.UsageError(f"--out cannot be in {name}/: choose a folder of its own")


def _tell(
    built: Built | None, failed: Sequence[Problem], project: Path, meeting: date, folder: Path
) -> None:
    """Say what became of the papers of a meeting.

    Raises:
        Problems: what is wrong with those that were not written.
    """
    from jacpaper.problems import Problems  # noqa: PLC0415 - --help needs none of it

    if failed and (built is None or built.unchanged):
        _say_which_packs_are_stale(project, meeting, folder)
        raise Problems(failed)
    if built is None:
        return
    with after_writing(
        "Nothing had to be written." if built.unchanged else "The paper is written."
    ):
        _report(built, meeting, folder, is_all=not failed)
        _say_what_is_stale(project, meeting, folder)
    if failed:
        with after_writing("The other papers are written."):
            raise Problems(failed)
    if built.not_made:
        sys.exit(ExitCode.MACHINE)


def _say_which_packs_are_stale(project: Path, meeting: date, folder: Path) -> None:
    """Say which pack and folder to upload lie there of inputs as they were."""
    from jacpaper.build import manifest, recorded  # noqa: PLC0415 - --help needs none of it
    from jacpaper.project.layout import PACK, UPLOAD, UPLOAD_RECORD  # noqa: PLC0415

    for name, record in ((PACK, f"{PACK}/{manifest.NAME}"), (UPLOAD, UPLOAD_RECORD)):
        if recorded.is_stale(folder / record, project):
            again = f"do not publish it; run `jacpaper {name} {meeting.isoformat()}` again"
            _say(f"{shown(folder / name)} was {_OTHER_INPUTS}: {again}")


def _say_what_is_stale(project: Path, meeting: date, folder: Path) -> None:
    """Say what lies there of other papers, packs and folders to upload, of inputs as they were."""
    from jacpaper.build import left_over, manifest, recorded, still_final  # noqa: PLC0415 - as above
    from jacpaper.build.names import is_restricted  # noqa: PLC0415
    from jacpaper.problems import Problems  # noqa: PLC0415
    from jacpaper.project.layout import own_folder  # noqa: PLC0415

    _say_which_packs_are_stale(project, meeting, folder)
    told = manifest.readable_in(folder) if folder == own_folder(project, meeting) else {}
    stale = [one for name, one in told.items() if recorded.is_stale(folder / name, project)]
    public = {one for record in stale for one in record.outputs if not is_restricted(one)}
    if public:
        with contextlib.suppress(Problems):  # said already: the record is that of this build
            public -= still_final.left_as_published(project, meeting).keys()
    for one in sorted(public):
        _say(f"{shown(folder / one)} was {_OTHER_INPUTS}: run `jacpaper build {meeting}` again")
    for name in left_over.of_other_meetings(project):
        _say(
            f"{shown(project / name)} is of a meeting that inputs/ has no folder for: publish"
            " nothing of it; if the meeting was moved or called off, delete it"
        )


def _say(words: str) -> None:
    click.echo(words, err=True)


def _report(built: Built, meeting: date, folder: Path, *, is_all: bool) -> None:
    """Say what a build wrote and where, and what it warns of; `is_all`: no paper has errors."""
    from jacpaper.problems import harmless  # noqa: PLC0415 - --help needs none of it
    from jacpaper.text import dates  # noqa: PLC0415

    if built.unchanged:
        click.echo(f"Nothing to do: {shown(folder)} is what the inputs, templates and code make.")
        return
    print_problems(built.warnings)
    for note in built.notes:
        click.echo(harmless(note), err=True)
    if built.not_made:
        click.echo(str(built.not_made), err=True)
    which = "The papers" if built.papers > 1 else "The paper"
    verb = "are" if built.papers > 1 else "is"
    click.echo(f"{which} of {dates.long(meeting)} {verb} in {shown(folder)}:")
    made = [path.relative_to(folder) for path in built.files]
    for paper in dict.fromkeys(path.with_suffix("") for path in made):
        endings = " ".join(path.suffix for path in made if path.with_suffix("") == paper)
        click.echo(f"    {paper.as_posix()}  {endings}")
    if built.warnings or is_all:
        click.echo(f"{counts(built.warnings)}.")


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@project_option
def verify(folder: Path, project: Path) -> None:
    """Check that the outputs in FOLDER are what the inputs make.

    FOLDER is one that a build filled, such as build/2025-12-11, or the folder pack or upload in it.
    """
    reasons, others = _verified(project, folder)
    if reasons:
        click.echo(f"{shown(folder)} is not what the inputs make:", err=True)
        for reason in reasons:
            click.echo(f"    {reason}", err=True)
    else:
        click.echo(f"{shown(folder)} is what the inputs make, byte for byte.")
    for name in others:
        click.echo(f"{shown(folder / name)} belongs to no build.")
    if reasons:
        sys.exit(ExitCode.PROBLEMS)


def _verified(project: Path, folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return why a folder is not what the inputs make, and what in it belongs to no build."""
    from jacpaper.build import verify as build_verify  # noqa: PLC0415 - --help needs none of it
    from jacpaper.pack import placing as packs  # noqa: PLC0415
    from jacpaper.upload import placing as uploads  # noqa: PLC0415

    if meeting := packs.meeting_of(project, folder):
        return packs.verify(project, meeting), ()
    if meeting := uploads.meeting_of(project, folder):
        return uploads.verify(project, meeting), ()
    reasons, others = build_verify.verify(project, folder)
    if meeting := build_verify.own_meeting(project, folder):
        reasons += packs.verify(project, meeting) if packs.has_pack(project, meeting) else ()
        reasons += uploads.verify(project, meeting) if uploads.has_folder(project, meeting) else ()
    return reasons, others
