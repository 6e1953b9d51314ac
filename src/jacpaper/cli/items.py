"""Which of a meeting's papers a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def chosen_items(project: Path, meeting: date, number: str | None) -> list[str]:
    """Return the papers of a meeting, or the one with a number on the agenda.

    The paper of paper.yaml is the empty name; any other has that of its file in items/.

    Raises:
        click.UsageError: no paper has the number.
    """
    from jacpaper.kinds.find import number_of, papers, same_number  # noqa: PLC0415 - as in --help

    found = papers(project, meeting)
    if number is None:
        return found
    numbers = {item: number_of(project, meeting, item) for item in found}
    chosen = [item for item in found if same_number(numbers[item], number) or item == number]
    if not chosen:
        known = ", ".join(f"{numbers[item]} ({item or 'paper.yaml'})".lstrip() for item in found)
        raise click.UsageError(f'no paper of this meeting has the number "{number}": {known}')
    return chosen[:1]
