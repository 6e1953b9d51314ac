"""The command that lists the kinds of paper: `kinds`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import Command, print_problems, project_option

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.problems import Problem


@click.command(cls=Command, name="kinds")
@project_option
@click.option("--schemas", is_flag=True, help="Write what editors complete items by.")
def list_kinds(project: Path, *, schemas: bool) -> None:
    """List the kinds of paper that an item of a meeting may be of."""
    from jacpaper.kinds import asks, described  # noqa: PLC0415 - --help needs none of it
    from jacpaper.problems import Problems  # noqa: PLC0415
    from jacpaper.project.layout import kind_folder, kinds  # noqa: PLC0415
    from jacpaper.start import new_kind  # noqa: PLC0415

    found: list[Problem] = []
    names = kinds(project)
    width = max(map(len, names), default=0)
    for name in names:
        found += asks.problems_of(project, name)
        try:
            said = described.described_in(kind_folder(project, name))
            about = said.about if said else "any keys: it has no facts.yaml"
        except Problems:
            about = "its facts.yaml has mistakes"
        click.echo(f"{name:{width}}  {about}")
    if not names:
        click.echo("There is no kind yet; `jacpaper new --kind NAME` begins one.")
    print_problems(found)
    if any(one.severity == "error" for one in found):
        sys.exit(ExitCode.PROBLEMS)
    if schemas:
        for path in new_kind.write_schemas(project):
            click.echo(f"Written: {path}")
