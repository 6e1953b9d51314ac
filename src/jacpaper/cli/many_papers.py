"""The command line for many papers: a bar that shows how far it is, and a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress

from jacpaper.build import many_papers
from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import misnamed, restore_inputs, say_what_stays_public
from jacpaper.kinds.find import papers
from jacpaper.problems import counted
from jacpaper.project.layout import meetings, own_folder

if TYPE_CHECKING:
    from pathlib import Path


def build_many(
    folders: list[Path], *, every: bool, strict: bool, jobs: int | None, scheduler: str | None
) -> ExitCode:
    """Build many papers, show how far it is, say which failed and why; return the exit code.

    Raises:
        click.UsageError: a folder without meetings.
        MachineError: no scheduler answers.
    """
    for folder in folders:
        restore_inputs(folder)
    tasks = [task for folder in folders for task in _tasks(folder, every=every)]
    if scheduler:
        pool, width = many_papers.cluster(scheduler)
    else:
        width = min(jobs or many_papers.width_here(), len(tasks))
        pool = many_papers.processes(width)
    counts: Counter[str] = Counter()
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), "{task.fields[said]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Building", total=len(tasks), said="")
        for outcome in many_papers.build_all(tasks, pool, width, strict=strict):
            counts[outcome.state] += 1
            wrong = counts["problems"] + counts["failed"]
            said = f"{wrong} with problems, {outcome.task}" if wrong else str(outcome.task)
            progress.update(bar, advance=1, said=said)
            if outcome.said:
                progress.stop()
                click.echo(f"{outcome.task}:\n{_indented(outcome.said)}", err=True)
                progress.start()
    for folder, meeting in dict.fromkeys((task.project, task.meeting) for task in tasks):
        say_what_stays_public(folder, meeting, own_folder(folder, meeting))
    done = [
        f"{counts[state]} {said}" for state, said in many_papers.STATES.items() if counts[state]
    ]
    click.echo(f"{counted(len(tasks), 'paper')}: {', '.join(done)}.")
    if counts["problems"]:
        return ExitCode.PROBLEMS
    return ExitCode.MACHINE if counts["failed"] else ExitCode.DONE


def _tasks(folder: Path, *, every: bool) -> list[many_papers.Task]:
    known = meetings(folder)
    if not known:
        raise click.UsageError(
            f"{folder / 'inputs'} has no folder named by a meeting's date{misnamed(folder)}"
        )
    return [
        many_papers.Task(folder.resolve(), meeting, item)
        for meeting in known[0 if every else -1 :]
        for item in papers(folder, meeting)
    ]


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
