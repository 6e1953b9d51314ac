"""The command that makes the folder of a meeting to upload: `upload`."""

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

    from jacpaper.upload.placing import Placed


@click.command(cls=Command)
@meeting_argument
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@project_option
def upload(meeting: date | None, project: Path, *, strict: bool) -> None:
    """Make the folder that a committee system takes for MEETING.

    It has the pack, each paper as PDF and web page, an index page and a list of hashes, and
    nothing that is private or restricted. Nothing is sent. Default: the newest meeting.
    """
    from jacpaper.upload import placing  # noqa: PLC0415 - --help needs none of it

    chosen = chosen_meeting(project, meeting)
    collect_no_garbage()
    folder = placing.folder_of(project, chosen)
    with noting_older(folder, is_there=placing.has_folder(project, chosen)):
        placed = placing.write(
            project, chosen, strict=strict, say=lambda said: click.echo(said, err=True)
        )
    with after_writing("The folder is written."):
        _report(placed, chosen)


def _report(placed: Placed, meeting: date) -> None:
    from jacpaper.problems import harmless  # noqa: PLC0415 - --help needs none of it
    from jacpaper.text import dates  # noqa: PLC0415
    from jacpaper.upload import sizes  # noqa: PLC0415

    print_problems(placed.warnings)
    for note in placed.notes:
        click.echo(harmless(note), err=True)
    click.echo(f"To upload for {dates.long(meeting)}, in {shown(placed.folder)}:")
    for name, size in placed.files.items():
        click.echo(f"    {name}  {sizes.shown(size)}")
    click.echo(f"Nothing was sent. {counts(placed.warnings)}.")
