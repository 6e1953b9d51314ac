"""The command line: parse, call, print, exit code.

0  built, or nothing wrong
1  problems in the inputs, templates or house style; nothing was written
2  wrong use of the command
3  the machine: a library is missing, a folder cannot be written, a file is open
"""

from __future__ import annotations

import atexit
import gc
import os
import shlex
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jacpaper import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.problems import Problem

EXIT_PROBLEMS = 1
EXIT_MACHINE = 3
EXIT_FAULT = 4
EXIT_INTERRUPTED = 130
_FORMATS = ("docx", "pdf", "html")


class _Formats(click.ParamType[Any]):
    name = "formats"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        formats = tuple(part.strip() for part in value.split(","))
        for wrong in (part for part in formats if part not in _FORMATS):
            self.fail(f'"{wrong}" is not one of {", ".join(_FORMATS)}', param, ctx)
        return formats


class _Meeting(click.ParamType[Any]):
    name = "meeting"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a date such as 2025-12-11', param, ctx)


_meeting = click.argument("meeting", type=_Meeting(), required=False)
_project = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The folder that holds inputs/ and templates/; else the current one.",
)


class _Reporting(click.Group):
    """Says what stopped a command, and gives the exit code for it; never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            said, code = "Interrupted. ", EXIT_INTERRUPTED
        except Exception as error:
            if os.environ.get("JACPAPER_TRACEBACK"):
                raise
            said, code = _what_stopped(error)
        click.echo(f"{said}Nothing was written.", err=True)
        sys.exit(code)


def _what_stopped(error: Exception) -> tuple[str, int]:
    from jacpaper.problems import MachineError, Problems, harmless  # noqa: PLC0415 - likewise

    if isinstance(error, Problems):
        _print(error.problems)
        return f"{_counted(error.problems)}. ", EXIT_PROBLEMS
    if isinstance(error, MachineError):
        return f"{error}\n", EXIT_MACHINE
    import traceback  # noqa: PLC0415 - needed only now

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}"
    fault = harmless(f"{type(error).__name__}: {error}")
    said = f"This is a fault of jacpaper, not of your files: {fault}\n"
    said += f"({where}). Please report it; JACPAPER_TRACEBACK=1 shows more. "
    return said, EXIT_FAULT


@click.group(cls=_Reporting, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="jacpaper %(version)s")
def main() -> None:
    """Write the HMICFRS update for a Joint Audit Committee from the files in inputs/."""


@main.command()
@click.argument("what", nargs=-1, metavar="[MEETING]")
@click.option(
    "--only", type=_Formats(), default=_FORMATS, help="Some of docx,pdf,html; else all three."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--all", "every", is_flag=True, help="Every meeting, not the newest alone.")
@click.option("--projects", is_flag=True, help="What follows are projects' folders.")
@click.option("--jobs", type=click.IntRange(1), help="So many papers at once; else one a core.")
@click.option("--scheduler", help="The address of a Dask scheduler, to build on its workers.")
@_project
@click.pass_context
def build(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    what: tuple[str, ...],
    only: tuple[Any, ...],
    out: Path | None,
    project: Path,
    *,
    strict: bool,
    every: bool,
    projects: bool,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Write the paper of MEETING, such as 2025-12-11; else of the newest.

    With --all every meeting's paper that is not up to date; with --projects
    those of the folders that follow, as in: jacpaper build --projects forces/*
    """
    if every or projects:
        if out or only != _FORMATS or (what and not projects):
            raise click.UsageError("--all and --projects write whole papers into build/")
        folders = [Path(name) for name in what] if projects else [project]
        from jacpaper.cli.many_papers import build_many  # noqa: PLC0415 - one paper needs none of it

        sys.exit(build_many(folders, every=every, strict=strict, jobs=jobs, scheduler=scheduler))
    if len(what) > 1:
        raise click.UsageError(f'one meeting at a time; what is "{what[1]}"?')
    meeting = _Meeting().convert(what[0], None, context) if what else None
    _collect_no_garbage()
    from jacpaper.build import one_paper as builder  # noqa: PLC0415 - --help needs none of it
    from jacpaper.project.layout import own_folder  # noqa: PLC0415
    from jacpaper.text import dates  # noqa: PLC0415

    chosen = _chosen(project, meeting)
    folder = out or own_folder(project, chosen)
    built = builder.build(project, chosen, only, folder, strict=strict)
    _print(built.warnings)
    if built.not_made:
        click.echo(str(built.not_made), err=True)
    click.echo(f"The paper of {dates.long(chosen)} is in {_shown(folder)}:")
    for stem in dict.fromkeys(path.stem for path in built.files):
        endings = " ".join(path.suffix for path in built.files if path.stem == stem)
        click.echo(f"    {stem}  {endings}")
    click.echo(f"{_counted(built.warnings)}.")
    if built.not_made:
        sys.exit(EXIT_MACHINE)


@main.command()
@_meeting
@_project
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "line"]),
    default="text",
    help="For people, for programs, or one line a problem for editors.",
)
def check(meeting: date | None, project: Path, form: str) -> None:
    """Say what is wrong or doubtful in MEETING's inputs; write no paper."""
    _collect_no_garbage()
    from jacpaper.build.prepare import prepare  # noqa: PLC0415 - --help needs none of it
    from jacpaper.problems import Problems  # noqa: PLC0415

    chosen = _chosen(project, meeting)
    try:
        _, problems = prepare(project, chosen)
    except Problems as found:
        problems = found.problems
    wrong = any(problem.severity == "error" for problem in problems)
    if form == "json":
        import json  # noqa: PLC0415

        click.echo(json.dumps([problem.fields for problem in problems], indent=2))
    elif form == "line":
        for problem in problems:
            click.echo(problem.line)
    else:
        _print(problems)
        said = "Found" if wrong else f"Nothing wrong in inputs/{chosen.isoformat()}"
        click.echo(f"{said}: {_counted(problems).lower()}.", err=wrong)
    sys.exit(EXIT_PROBLEMS if wrong else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@_project
def verify(folder: Path, project: Path) -> None:
    """Say whether the outputs in FOLDER, such as build/2025-12-11, are what the inputs make."""
    from jacpaper.build import one_paper as builder  # noqa: PLC0415 - --help needs none of it

    reasons = builder.verify(project, folder)
    if not reasons:
        click.echo(f"{_shown(folder)} is what the inputs make, byte for byte.")
        return
    click.echo(f"{_shown(folder)} is not what the inputs make:", err=True)
    for reason in reasons:
        click.echo(f"    {reason}", err=True)
    sys.exit(EXIT_PROBLEMS)


@main.command()
@click.argument("meeting", type=_Meeting())
@_project
def new(meeting: date, project: Path) -> None:
    """Begin the folder of MEETING, such as 2026-03-26, from the last meeting's."""
    from jacpaper.inputs.load import load  # noqa: PLC0415
    from jacpaper.problems import MachineError  # noqa: PLC0415
    from jacpaper.start import next_meeting as beginning  # noqa: PLC0415
    from jacpaper.text import dates  # noqa: PLC0415 - --help needs none of it

    last = _chosen(project, None)
    folder = project / "inputs" / meeting.isoformat()
    if folder.exists():
        raise click.UsageError(f"{_shown(folder)} is there already; it is left as it is")
    if meeting <= last:
        raise click.UsageError(f"the newest meeting is {last.isoformat()}; give a later date")
    begun = beginning.begin(load(project, last), meeting)
    try:
        beginning.write(begun.files, folder)
    except OSError as error:
        raise MachineError(f"{error.filename} cannot be written: {error.strerror}.") from None
    click.echo(
        f"{_shown(folder)} is begun from {last.isoformat()} and can be built as it is."
        ' In each file, "to do" marks\nwhat to look at:\n'
        "    paper.yaml        the agenda item, the monitoring phase, causes of concern\n"
        f"    reports.yaml      what was published since {dates.long(last)}\n"
        "    open-counts.yaml  what is open, and on what day it was counted\n"
        "    inspections.yaml  what took place, and what is to come\nBy when:"
    )
    for day, what in begun.deadlines:
        click.echo(f"    {dates.long(day):18}{what}")


@main.command()
@_meeting
@_project
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8800,
    show_default=True,
    help="Where the page is; if it is taken, on the next free one.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--editor",
    envvar="JACPAPER_EDITOR",
    metavar="ADDRESS",
    help="How your editor opens a line; else vscode://file/{path}:{line}:{column}.",
)
def preview(
    meeting: date | None, project: Path, port: int, editor: str | None, *, opened: bool
) -> None:
    """Show MEETING's paper in the browser, and every change as it is saved; Ctrl-C ends it."""
    try:
        from jacpaper.preview import serve as previewing  # noqa: PLC0415 - --help needs none of it
        from jacpaper.preview.page import DEFAULT_EDITOR, Editor  # noqa: PLC0415
    except ModuleNotFoundError as error:
        from jacpaper.problems import MachineError  # noqa: PLC0415

        hint = "`make preview` installs what it needs, or: pip install 'jacpaper[preview]'"
        raise MachineError(f"the preview needs {error.name}", hint) from None
    _chosen(project, meeting)
    try:
        way = Editor(project, editor or DEFAULT_EDITOR)
    except ValueError as error:
        raise click.UsageError(str(error)) from None

    def ready(address: str, taken: int) -> None:
        if taken != port:
            click.echo(f"Port {port} is taken; the next free one is {taken}.")
        click.echo(f"The preview is at {address}\nIt follows every save. Ctrl-C ends it.")
        if opened:
            click.launch(address)

    previewing.run(way, meeting, port, ready)
    click.echo("\nThe preview has ended.")


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--meeting", type=_Meeting(), help="The first meeting's date; else four weeks from today."
)
def init(folder: Path, meeting: date | None) -> None:
    """Lay out DIR for another force, with a first paper that can be built as it is."""
    from jacpaper.problems import MachineError  # noqa: PLC0415
    from jacpaper.start import workspace  # noqa: PLC0415 - --help needs none of it

    day = meeting or date.today() + timedelta(weeks=4)  # noqa: DTZ011 - the officer's own day
    if not workspace.EARLIEST <= day <= workspace.LATEST:
        raise click.UsageError(f"{day} is no day for a paper; give another with --meeting")
    try:
        workspace.lay_out(folder, day)
    except FileExistsError as error:
        there = _shown(Path(error.filename))
        raise click.UsageError(f"{there} is there already; it is left as it is") from None
    except OSError as error:
        raise MachineError(f"{error.filename} cannot be written: {error.strerror}.") from None
    click.echo(
        f"{_shown(folder)} is laid out, with a first paper of an invented force. Build it with:\n"
        f"    cd {shlex.quote(_shown(folder))}\n    jacpaper build\n"
        'Then make it yours. In each file, "to do" marks what to look at:\n'
        "    inputs/committee.yaml  who you are\n"
        f"    inputs/{day}/     the first meeting; if it is on another day, rename the folder\n"
        "    templates/             the wording, the look and the house style of Word\n"
        "README.txt says what else can be done."
    )


@main.command(name="rules")
def list_rules() -> None:
    """List the rules that figures and words obey, and how to answer each."""
    from jacpaper.rules.table import RULES  # noqa: PLC0415 - --help needs none of it

    for rule in RULES:
        click.echo(f"{rule.id} ({rule.severity})")
        click.echo(f"    {rule.says}\n    Source: {rule.source}\n    Answer: {rule.answer}")


@main.group(name="register")
def of_register() -> None:
    """Make the register of recommendations and AFIs readable."""


@of_register.command(name="map")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--sheet", help="The sheet of a workbook; else the one that looks like a register.")
def map_register(file: Path, sheet: str | None) -> None:
    """Propose inputs/register.yaml for the register FILE; print it and write nothing."""
    from jacpaper.register.reading import files  # noqa: PLC0415 - --help needs none of it

    click.echo(files.propose(file, sheet), nl=False)
    click.echo("Check it, and save it as inputs/register.yaml beside the register.", err=True)


def _collect_no_garbage() -> None:
    """Leave it lying: one paper makes little, and looking for it takes a tenth of the time."""
    gc.disable()
    atexit.register(gc.freeze)  # or Python would look once more


def _chosen(project: Path, meeting: date | None) -> date:
    """Return the meeting asked for, or the newest; only those with a folder will do."""
    from jacpaper.project.layout import meetings  # noqa: PLC0415 - --help needs none of it

    known = meetings(project)
    if not known:
        raise click.UsageError(
            f"{_shown(project / 'inputs')} has no folder named by a meeting's date,"
            " such as inputs/2025-12-11"
        )
    if meeting and meeting not in known:
        listed = ", ".join(day.isoformat() for day in known)
        raise click.UsageError(f"inputs/ has no folder for {meeting.isoformat()}; it has {listed}")
    return meeting or known[-1]


def _shown(path: Path) -> str:
    """Return the path as the user would type it from here."""
    return os.path.relpath(path) if path.is_absolute() else str(path)


def _print(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _counted(problems: Iterable[Problem]) -> str:
    severities = [problem.severity for problem in problems]
    counts = [
        f"{number} {word if number == 1 else word + 's'}"
        for word in ("error", "warning", "hint")
        if (number := severities.count(word))
    ]
    return " and ".join(counts) or "No warnings"
