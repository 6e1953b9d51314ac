"""The command that shows a paper in the browser: `preview`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jacpaper.cli.items import chosen_items
from jacpaper.cli.shared import (
    Command,
    chosen_meeting,
    item_of,
    meeting_argument,
    meeting_of,
    project_option,
)

if TYPE_CHECKING:
    from datetime import date


@click.command(cls=Command)
@meeting_argument
@project_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8800,
    show_default=True,
    help="The port of the page; if it is taken, the next free one.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--editor",
    envvar="JACPAPER_EDITOR",
    metavar="ADDRESS",
    help="The address that opens a line in your editor"
    " (default: vscode://file/{path}:{line}:{column}).",
)
@click.option("--item", "number", metavar="NUMBER", help="Show the paper of this agenda item.")
@click.option(
    "--returned",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="A Word paper that came back: show what was changed in it.",
)
def preview(  # noqa: PLR0913, PLR0917 - the options of one command
    meeting: date | None,
    project: Path,
    port: int,
    editor: str | None,
    returned: Path | None,
    number: str | None,
    *,
    opened: bool,
) -> None:
    """Show the paper in the browser, updated at every save.

    MEETING is a date, such as 2025-12-11 (default: what a returned FILE says, else the newest).
    Ctrl-C ends it.
    """
    try:
        from jacpaper.preview import serve  # noqa: PLC0415 - --help needs none of it
        from jacpaper.preview.editor import DEFAULT_EDITOR, Editor  # noqa: PLC0415
        from jacpaper.preview.returned import Returned  # noqa: PLC0415
        from jacpaper.returned.read import read  # noqa: PLC0415
    except ModuleNotFoundError as error:
        from jacpaper.problems import MachineError  # noqa: PLC0415

        hint = "`make preview` installs what it needs, or: pip install 'jacpaper[preview]'"
        raise MachineError(f"the preview needs {error.name}", hint) from None
    file = Returned(returned.name, read(returned, str(returned))) if returned else None
    if file and file.paper:
        meeting = meeting or meeting_of(file.paper)
    chosen = chosen_meeting(project, meeting)
    item = chosen_items(project, chosen, number)[0]
    if file and file.paper and number is None:
        item = item_of(file.paper, project, chosen)
    try:
        way = Editor(project, editor or DEFAULT_EDITOR)
    except ValueError as error:
        raise click.UsageError(str(error)) from None

    def ready(address: str, taken: int) -> None:
        if taken != port:
            click.echo(f"Port {port} is taken; the next free one is {taken}.")
        click.echo(f"The preview is at {address}\nIt follows every save. Ctrl-C ends it.")
        if opened:
            click.launch(address)

    serve.run(way, meeting, port, ready, file, item)
    click.echo("\nThe preview has ended.")
