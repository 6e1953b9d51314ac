"""The command `review`: what was changed in a Word paper that came back, and taking it over."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import (
    Command,
    after_writing,
    chosen_meeting,
    item_of,
    meeting_argument,
    meeting_of,
    project_option,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.returned.paper import ReturnedPaper
    from jacpaper.review.changes import Change
    from jacpaper.review.papers import Papers
    from jacpaper.review.review import Review


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@meeting_argument
@project_option
@click.option(
    "--take",
    is_flag=False,
    flag_value="all",
    metavar="[NUMBERS]",
    help="Write what can be written into the inputs; only some changes with --take 3,5.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def review(
    file: Path, meeting: date | None, project: Path, take: str | None, *, as_json: bool
) -> None:
    """Show what was changed in FILE, a Word paper that came back.

    Each change is shown with its place in the inputs. MEETING is a date, such as 2025-12-11
    (default: what the file says, else the newest).
    """
    from jacpaper.returned.read import read  # noqa: PLC0415 - --help needs none of these
    from jacpaper.review.papers import Papers  # noqa: PLC0415

    returned = read(file, str(file))
    chosen = chosen_meeting(project, meeting or meeting_of(returned))
    with Papers(project, chosen, item_of(returned, project, chosen)) as papers:
        _review(papers, returned, file, take, as_json=as_json)


def _review(
    papers: Papers, returned: ReturnedPaper, file: Path, take: str | None, *, as_json: bool
) -> None:
    from jacpaper.build.sources import digests  # noqa: PLC0415 - as above
    from jacpaper.review import told  # noqa: PLC0415
    from jacpaper.review.review import review as reviewed  # noqa: PLC0415

    before = digests(papers.project, papers.meeting, papers.item)
    found = reviewed(papers, returned, str(file), before)
    if take is not None:
        _take(found, papers, take, before, as_json=as_json)
    elif as_json:
        click.echo(json.dumps(told.fields(found), indent=2))
    else:
        for line in told.text(found, f"jacpaper review {file}"):
            click.echo(line)


def _take(
    found: Review, papers: Papers, take: str, before: Mapping[str, str], *, as_json: bool
) -> None:
    """Show what is taken as a diff, write it, and say what the paper then still says otherwise.

    `before` has the digests of the inputs as they were reviewed.
    """
    from jacpaper.build.sources import digests  # noqa: PLC0415 - as above
    from jacpaper.problems import MachineError, harmless  # noqa: PLC0415
    from jacpaper.review import told  # noqa: PLC0415 - as above
    from jacpaper.review.take import Taken, diff, new_copies, tried, write  # noqa: PLC0415

    chosen = _chosen(found, take)
    if not chosen:
        if as_json:
            nothing = told.taken_fields(Taken({}, ()), chosen)
            click.echo(json.dumps(told.fields(found) | nothing, indent=2))
        click.echo("No change can be taken. Nothing was written.", err=True)
        sys.exit(ExitCode.DONE if take == "all" else ExitCode.PROBLEMS)
    project = papers.project
    taken = tried(found, chosen)
    if digests(project, papers.meeting, papers.item) != before:
        raise MachineError("the inputs were changed meanwhile", "save them, then run it again")
    difference = list(diff(project, taken.contents))
    copies = new_copies(project)
    if not as_json:
        for line in difference:
            click.echo(harmless(line))
    write(project, taken.contents, project / copies)
    said = f"Taken: {', '.join(str(change.number) for change in chosen)}."
    with after_writing(said):
        if as_json:
            fields = told.fields(found) | told.taken_fields(taken, chosen)
            click.echo(json.dumps(fields, indent=2))
            return
        click.echo(f"{said} What was there before is in {copies.as_posix()}/.")
        for line in told.after(found, taken, chosen):
            click.echo(harmless(line))


def _chosen(found: Review, take: str) -> list[Change]:
    """Return the changes that are to be taken.

    Raises:
        click.UsageError: a number is none, or is that of a change that cannot be taken.
    """
    if take == "all":
        return found.takable()
    numbers = []
    for part in take.replace(" ", "").split(","):
        if not part.isdecimal() or not 0 < int(part) <= len(found.changes):
            known = f"1 to {len(found.changes)}" if found.changes else "none, as nothing changed"
            raise click.UsageError(f'"{part}" is no number of a change; there are {known}')
        numbers.append(int(part))
    chosen = found.takable(numbers)
    for number in sorted({*numbers} - {change.number for change in chosen}):
        change = found.changes[number - 1]
        raise click.UsageError(f"change {number} cannot be taken: {change.why or change.verdict}")
    return chosen
