"""The commands that create folders and files to fill in: `new`, `init` and `register map`."""

from __future__ import annotations

import errno
import shlex
import sys
from datetime import date, timedelta
from pathlib import Path

import click

from jacpaper.cli.shared import (
    Command,
    MeetingType,
    after_writing,
    chosen_meeting,
    print_problems,
    project_option,
    shown,
)


@click.command(cls=Command)
@click.argument("meeting", type=MeetingType(), required=False)
@click.option("--kind", metavar="NAME", help="Begin a kind of paper instead: its folder.")
@project_option
def new(meeting: date | None, project: Path, kind: str | None) -> None:
    """Begin the folder of MEETING, or a kind of paper.

    MEETING is a date, such as 2026-03-26; its folder is made from the last meeting's.
    """
    if (meeting is None) == (kind is None):
        raise click.UsageError("name a meeting, as in 2026-03-26, or a kind with --kind")
    if meeting:
        _new_meeting(meeting, project)
    elif kind:
        _new_kind(kind, project)


def _refused(error: OSError, folder: Path) -> Exception:
    """Return why a folder is not begun; what the system names may be a file of ours, or nothing."""
    from jacpaper.problems import MachineError  # noqa: PLC0415 - --help needs none of it

    if isinstance(error, FileExistsError):
        there = shown(Path(error.filename))
        return click.UsageError(f"{there} is there already; it is left as it is")
    reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
    return MachineError(f"{shown(folder)} cannot be written: {reason}.")


def _new_kind(kind: str, project: Path) -> None:
    from jacpaper.start import new_kind  # noqa: PLC0415 - --help needs none of it

    if not new_kind.is_name(kind):
        raise click.UsageError(
            f'"{kind}" cannot be the name of a kind: small letters, figures and single hyphens,'
            " as in risk-register"
        )
    try:
        folder = new_kind.begin(project, kind)
    except OSError as error:
        from jacpaper.project.layout import KINDS  # noqa: PLC0415 - --help needs none of it

        raise _refused(error, project / KINDS / kind) from None
    with after_writing(f"{shown(folder)} is written."):
        click.echo(
            f"{shown(folder)} is begun, and can be built as it is:\n"
            "    facts.yaml        what the file of an item holds\n"
            "    paper.html.j2     what the paper says\n"
            "    example.yaml      an item, to copy into the items/ folder of a meeting\n"
            f"Items complete in editors by schemas/kinds/{kind}.schema.json; after a change of"
            " facts.yaml,\n`jacpaper kinds --schemas` writes it again."
        )


def _new_meeting(meeting: date, project: Path) -> None:
    from jacpaper.kinds import choose  # noqa: PLC0415
    from jacpaper.start import new_folder, next_items  # noqa: PLC0415
    from jacpaper.text import dates  # noqa: PLC0415 - --help needs none of it

    last = chosen_meeting(project, None)
    folder = project / "inputs" / meeting.isoformat()
    if folder.exists():
        raise click.UsageError(f"{shown(folder)} is there already; it is left as it is")
    if meeting <= last:
        raise click.UsageError(f"the newest meeting is {last.isoformat()}; give a later date")
    update = choose.update(project, last)
    facts = update.load()
    print_problems(facts.questions)
    begun = update.begin(facts, meeting)
    carried = next_items.carried_on(project, last)
    try:
        new_folder.write({**begun.files, **carried}, folder)
    except OSError as error:
        raise _refused(error, folder) from None
    with after_writing(f"{shown(folder)} is written."):
        click.echo(
            f"{shown(folder)} is begun from {last.isoformat()} and can be built as it is."
            ' In each file, "to do" marks\nwhat to look at:\n'
            "    paper.yaml        the agenda item, the monitoring phase, causes of concern\n"
            f"    reports.yaml      what was published {begun.since}\n"
            "    open-counts.yaml  what is open, and on what day it was counted\n"
            "    inspections.yaml  what took place, and what is to come"
        )
        for name in carried:
            click.echo(f"    {name}")
        click.echo("By when:")
        for day, what in begun.deadlines:
            click.echo(f"    {dates.long(day):18}{what}")
        if facts.register and (facts.published is None or facts.published.reopened):
            # A row that is edited, reopened or deleted would change what was printed.
            click.echo(
                f"The paper of {dates.long(last)} is not recorded as final: each build works out"
                " anew what is not typed,\nfrom the register of that day, whatever was printed."
                " Once that paper is published, and before\nyou edit the register, run"
                f" `jacpaper finalise {last.isoformat()}`."
            )


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--meeting",
    type=MeetingType(),
    help="The first meeting's date (default: four weeks from today).",
)
def init(folder: Path, meeting: date | None) -> None:
    """Create DIR for another force, with a first paper to build."""
    from jacpaper.start import workspace  # noqa: PLC0415 - --help needs none of it

    day = meeting or date.today() + timedelta(weeks=4)  # noqa: DTZ011 - the officer's own day
    if not workspace.EARLIEST <= day <= workspace.LATEST:
        raise click.UsageError(f"{day} is no day for a paper; give another with --meeting")
    try:
        workspace.lay_out(folder, day)
    except OSError as error:
        raise _refused(error, folder) from None
    with after_writing(f"{shown(folder)} is written."):
        click.echo(
            f"{shown(folder)} is laid out, with a first paper of an invented force."
            " Build it with:\n"
            f"    cd {shlex.quote(shown(folder))}\n    jacpaper build\n"
            'Then make it yours. In each file, "to do" marks what to look at:\n'
            "    inputs/committee.yaml  who you are\n"
            f"    inputs/{day}/     the first meeting; if it is on another day, rename the folder\n"
            "    templates/             the wording, the look and the house style of Word\n"
            "README.txt says what else can be done."
        )


@click.group()
def register() -> None:
    """Commands for the register of recommendations and AFIs."""


@register.command(cls=Command, name="map")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--sheet",
    help="The sheet of a workbook (default: the one that looks like a register).",
)
def map_register(file: Path, sheet: str | None) -> None:
    """Propose inputs/register.yaml for the register FILE; print it only."""
    from jacpaper.register.reading import files  # noqa: PLC0415 - --help needs none of it

    # In a file it must be UTF-8, whatever the terminal shows.
    proposed = files.propose(file, sheet)
    click.echo(proposed if sys.stdout.isatty() else proposed.encode(), nl=False)
    click.echo("Check it, and save it as inputs/register.yaml beside the register.", err=True)
