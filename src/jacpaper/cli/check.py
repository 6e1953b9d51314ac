"""The commands that look and write nothing: `check` and `rules`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import (
    Command,
    chosen_meeting,
    collect_no_garbage,
    counts,
    meeting_argument,
    print_problems,
    project_option,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(cls=Command)
@meeting_argument
@project_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "line"]),
    default="text",
    help="For people, for programs, or one line a problem for editors.",
)
def check(meeting: date | None, project: Path, form: str) -> None:
    """Find what is wrong or doubtful in the inputs; write no paper.

    MEETING is a date, such as 2025-12-11 (default: the newest).
    """
    collect_no_garbage()
    from jacpaper.patches import (  # noqa: PLC0415 - --help needs none of these
        pydantic_core_types,
        pydantic_dataclasses,
    )

    pydantic_core_types.quicken()
    pydantic_dataclasses.quicken()
    from jacpaper.build.prepare import prepare  # noqa: PLC0415
    from jacpaper.kinds.find import papers  # noqa: PLC0415
    from jacpaper.kinds.found_good import problems_of  # noqa: PLC0415
    from jacpaper.problems import Problem, Problems, harmless, in_order  # noqa: PLC0415
    from jacpaper.project.layout import has_record, kinds  # noqa: PLC0415

    chosen = chosen_meeting(project, meeting)
    found: list[Problem] = []
    for item in papers(project, chosen):
        try:
            found += prepare(project, chosen, item)[1]
        except Problems as problems_of_paper:
            found += problems_of_paper.problems
    found += problems_of(project, kinds(project))
    problems = in_order(found)
    wrong = any(problem.severity == "error" for problem in problems)
    if form == "json":
        import json  # noqa: PLC0415

        click.echo(json.dumps([problem.fields for problem in problems], indent=2))
    elif form == "line":
        for problem in problems:
            click.echo(problem.line)
    else:
        print_problems(problems)
        said = "Found" if wrong else f"Nothing wrong in inputs/{chosen.isoformat()}"
        click.echo(f"{said}: {counts(problems).lower()}.", err=wrong)
        if not wrong and has_record(project, chosen):
            from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

            click.echo(harmless(still_final.statement(project, chosen)))
    sys.exit(ExitCode.PROBLEMS if wrong else ExitCode.DONE)


@click.command(cls=Command, name="rules")
def list_rules() -> None:
    """List the rules that figures and words obey."""
    from jacpaper.kinds.choose import every_rule  # noqa: PLC0415 - --help needs none of it

    for rule in every_rule():
        click.echo(f"{rule.id} ({rule.severity})")
        click.echo(f"    {rule.says}\n    Why: {rule.why}\n    Source: {rule.source}")
        click.echo(f"    Example: {rule.example}\n        {rule.message}")
        click.echo(f"    Answer: {rule.answer}")
