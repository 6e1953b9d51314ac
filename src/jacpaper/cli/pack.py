"""The command that makes one file of a meeting's papers: `pack`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jacpaper.cli.shared import (
    Command,
    after_writing,
    chosen_meeting,
    collect_no_garbage,
    counts,
    meeting_argument,
    noting_older,
    print_problems,
    project_option,
    shown,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from jacpaper.pack.placing import Placed


@click.command(cls=Command)
@meeting_argument
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@project_option
def pack(meeting: date | None, project: Path, *, strict: bool) -> None:
    """Make one PDF of the agenda and all papers of MEETING.

    agenda.yaml in the meeting's folder says in which order. What is private or restricted goes
    into a pack of its own, in the folder restricted. Default: the newest meeting.
    """
    from jacpaper.pack import placing  # noqa: PLC0415 - --help needs none of it

    chosen = chosen_meeting(project, meeting)
    collect_no_garbage()
    folder = placing.folder_of(project, chosen)
    with noting_older(folder, is_there=placing.has_pack(project, chosen)):
        placed = placing.write(
            project, chosen, strict=strict, say=lambda said: click.echo(said, err=True)
        )
    with after_writing("The pack is written."):
        _report(placed, chosen)


def _report(placed: Placed, meeting: date) -> None:
    from jacpaper.problems import harmless  # noqa: PLC0415 - --help needs none of it
    from jacpaper.text import dates  # noqa: PLC0415

    print_problems(placed.warnings)
    for note in placed.notes:
        click.echo(harmless(note), err=True)
    click.echo(f"The pack of {dates.long(meeting)}:")
    for path, pages in placed.files.items():
        click.echo(f"    {shown(path)}  {pages} {'page' if pages == 1 else 'pages'}")
    click.echo(f"{counts(placed.warnings)}.")
