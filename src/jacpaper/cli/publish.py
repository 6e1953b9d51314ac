"""The commands that make a paper final, and reopen it: `finalise` and `reopen`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from jacpaper.cli.shared import (
    MeetingType,
    after_writing,
    chosen_meeting,
    meeting_argument,
    print_problems,
    project_option,
    shown,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@meeting_argument
@project_option
def finalise(meeting: date | None, project: Path) -> None:
    """Record what is published for MEETING (default: the newest).

    The record is published.yaml in the meeting's folder: the files in build/, what they were
    made from, the figures and the sentences. From then on a build that would make another
    paper is refused, and the next paper is held against the record.
    """
    from jacpaper.build import final  # noqa: PLC0415 - --help needs none of it
    from jacpaper.problems import harmless  # noqa: PLC0415
    from jacpaper.project.layout import own_folder  # noqa: PLC0415
    from jacpaper.text.dates import long  # noqa: PLC0415

    chosen = chosen_meeting(project, meeting)
    made = final.finalise(project, chosen, date.today())  # noqa: DTZ011 - the officer's own day
    published = made.published
    if not made.is_new:
        click.echo(f"The paper of {long(chosen)} is final since {long(published.finalised)}.")
        return
    with after_writing(f"{shown(made.path)} is written."):
        print_problems(made.warnings)
        click.echo(
            f"The paper of {long(chosen)} is final: what is published is recorded in"
            f" {shown(made.path)}.\nPublish these files, in {shown(own_folder(project, chosen))}:"
        )
        for name in published.outputs:
            click.echo(f"    {name}")
        if published.cleared:
            on, by = long(published.cleared.cleared), harmless(published.cleared.by)
            click.echo(f"Cleared on {on} by {by}.")
        else:
            click.echo("paper.yaml does not say who cleared it.")
        faults = sum(one.faults for one in published.judged)
        said = f"{faults} faults" if faults else "no fault"
        judges = len({one.judge for one in published.judged})
        said = f"{judges} validators found {said}" if judges else "none was asked: jacpaper prove"
        click.echo(f"Validators: {said}.")


@click.command()
@click.argument("meeting", type=MeetingType())
@click.option("--why", required=True, help="The reason, which is recorded.")
@project_option
def reopen(meeting: date, project: Path, why: str) -> None:
    """Let the final paper of MEETING be changed.

    Its record keeps when and why. When the paper is right, build it and run finalise again.
    """
    from jacpaper.build import final  # noqa: PLC0415 - --help needs none of it
    from jacpaper.inputs.input_files import named  # noqa: PLC0415
    from jacpaper.project.layout import PUBLISHED  # noqa: PLC0415
    from jacpaper.text.dates import long  # noqa: PLC0415

    if not why.strip():
        raise click.UsageError("--why is empty; say in a few words why the paper changes")
    chosen = chosen_meeting(project, meeting)
    final.reopen(project, chosen, date.today(), why)  # noqa: DTZ011 - the officer's own day
    path = project / named(chosen, PUBLISHED)
    with after_writing(f"{shown(path)} is written."):
        click.echo(
            f"The paper of {long(chosen)} may be changed; {shown(path)} keeps why.\n"
            "When it is right, build it and run: jacpaper finalise"
            f" {chosen.isoformat()}"
        )
