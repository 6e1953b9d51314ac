"""The command that asks validators of other makers about the outputs: `prove`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import Command, chosen_meeting, meeting_argument, project_option, shown

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_MOST_SHOWN = 100


@click.command(cls=Command)
@meeting_argument
@project_option
def prove(meeting: date | None, project: Path) -> None:
    """Ask validators of other makers about the files of MEETING.

    What each says is written to conformance.json beside them. Files that are not for the
    public have their own, in the folder restricted. Default: the newest meeting.
    """
    from jacpaper.build import prove as build_prove  # noqa: PLC0415 - --help needs none of it
    from jacpaper.problems import harmless  # noqa: PLC0415
    from jacpaper.project.layout import own_folder  # noqa: PLC0415

    chosen = chosen_meeting(project, meeting)
    made = build_prove.prove(project, chosen)
    findings = [found for one in made.values() for found in one.findings]
    for one in findings[:_MOST_SHOWN]:
        click.echo(harmless(one), err=True)
    if len(findings) > _MOST_SHOWN:
        click.echo(f"and {len(findings) - _MOST_SHOWN} more", err=True)
    for name, conformance in made.items():
        click.echo(conformance.statement)
        click.echo(f"Written to {shown(own_folder(project, chosen) / name)}.")
    for absent in sorted({absent for one in made.values() for absent in one.absent}):
        click.echo(f"Not asked, because it is not installed: {absent}.")
    if findings:
        sys.exit(ExitCode.PROBLEMS)
