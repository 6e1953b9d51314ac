"""The commands that make a paper final, and reopen it: `finalise` and `reopen`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from jacpaper.cli.shared import (
    Command,
    MeetingType,
    after_writing,
    chosen_meeting,
    meeting_argument,
    print_problems,
    project_option,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jacpaper.facts.published import PublishedFile


@click.command(cls=Command)
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
        others = _not_recorded(project, chosen)
        for line in (*_files(published), *others, _cleared(published), _judged(published)):
            click.echo(harmless(line))


def _files(published: PublishedFile) -> Iterator[str]:
    """Name the files to publish, and apart from them those that are not for the public."""
    from jacpaper.build.names import is_restricted  # noqa: PLC0415 - --help needs none of it

    yield from (f"    {name}" for name in published.outputs if not is_restricted(name))
    kept = [name for name in published.outputs if is_restricted(name)]
    if kept:
        yield "Not for publication, and final too:"
        yield from (f"    {name}" for name in kept)


def _not_recorded(project: Path, meeting: date) -> Iterator[str]:
    """Name the further papers of the meeting, of which nothing is recorded."""
    from jacpaper.project.layout import items  # noqa: PLC0415 - --help needs none of it

    if names := items(project, meeting):
        yield f"Not recorded: the papers of items/ ({', '.join(names)}); they can still be changed."


def _cleared(published: PublishedFile) -> str:
    from jacpaper.text.dates import long  # noqa: PLC0415 - --help needs none of it

    if published.cleared:
        return f"Cleared on {long(published.cleared.cleared)} by {published.cleared.by}."
    return "paper.yaml does not say who cleared it."


def _judged(published: PublishedFile) -> str:
    if not published.judged:
        return "No validator was asked: `jacpaper prove` does that."
    faults = sum(one.faults for one in published.judged)
    judges = {one.judge for one in published.judged}
    return f"Validators ({', '.join(sorted(judges))}) found {faults or 'no'} faults."


@click.command(cls=Command)
@click.argument("meeting", type=MeetingType())
@click.option("--why", required=True, help="The reason, which is recorded.")
@project_option
def reopen(meeting: date, project: Path, why: str) -> None:
    """Let the final paper of MEETING be changed.

    Its record keeps when and why. When the paper is right, build it and run finalise again.
    """
    from jacpaper.build import final  # noqa: PLC0415 - --help needs none of it
    from jacpaper.project.layout import PUBLISHED, named  # noqa: PLC0415
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
