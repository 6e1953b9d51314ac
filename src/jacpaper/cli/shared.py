"""What several commands share: their arguments, and how they show problems and paths."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jacpaper.problems import Problem
    from jacpaper.returned.paper import ReturnedPaper


class Command(click.Command):
    """A command that takes no option twice: the first of the two would not be used."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; one that a person typed and nobody uses is a usage error."""
        typed = list(args)
        left = super().parse_args(ctx, args)
        given = self.make_parser(ctx).parse_args(typed)[2]
        for option in self.params:
            is_single = isinstance(option, click.Option) and not option.is_flag
            if is_single and not option.multiple and given.count(option) > 1:
                raise click.UsageError(f"{option.opts[0]} is given twice; give it once", ctx)
        return left


class MeetingType(click.ParamType[Any]):
    """A meeting's date, such as 2025-12-11."""

    name = "meeting"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Return the date, or fail with a usage error."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value.strip())
        except ValueError:
            self.fail(f'"{value}" is not a date such as 2025-12-11', param, ctx)


def restore_inputs(project: Path) -> None:
    """Put inputs back as they were, and say so, if a review was killed while it replaced them.

    Raises:
        MachineError: they cannot be put back.
    """
    from jacpaper.project.layout import UNFINISHED  # noqa: PLC0415 - --help needs none of it

    inputs = project / "inputs"
    if not (inputs / UNFINISHED).is_dir():
        return
    from jacpaper.build import in_place  # noqa: PLC0415 - it is seldom needed

    if in_place.restore(inputs):
        said = "a review was stopped while it wrote into them"
        click.echo(f"The files in {shown(inputs)} are as they were before: {said}.", err=True)


def _project(_: click.Context, __: click.Parameter, project: Path) -> Path:
    restore_inputs(project)
    return project


meeting_argument = click.argument("meeting", type=MeetingType(), required=False)
project_option = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    callback=_project,
    help="The folder that holds inputs/ and templates/ (default: the current one).",
)


def chosen_meeting(project: Path, meeting: date | None) -> date:
    """Return the meeting asked for, or the newest.

    Raises:
        click.UsageError: it has no folder in inputs/.
    """
    from jacpaper.project.layout import meetings  # noqa: PLC0415 - --help needs none of it

    _refuse_unreadable(project / "inputs")
    known = meetings(project)
    if not known or (meeting and meeting not in known):
        _refuse_broken_link(project / "inputs", meeting)
    if not known:
        raise click.UsageError(
            f"{shown(project / 'inputs')} has no folder named by a meeting's date,"
            f" such as inputs/2025-12-11{misnamed(project)}"
        )
    if meeting and meeting not in known:
        listed = ", ".join(day.isoformat() for day in known)
        raise click.UsageError(
            f"inputs/ has no folder for {meeting.isoformat()}; it has {listed}"
            f"{misnamed(project, meeting)}"
        )
    return meeting or known[-1]


def meeting_of(returned: ReturnedPaper) -> date | None:
    """Return the meeting whose paper the file says it is."""
    try:
        return date.fromisoformat(returned.stamp.meeting) if returned.stamp else None
    except ValueError:
        return None


def item_of(returned: ReturnedPaper | None, project: Path, meeting: date) -> str:
    """Return the further item whose paper a file says it is, or else that of which it has most.

    Empty: that of paper.yaml.
    """
    from jacpaper.kinds.find import papers  # noqa: PLC0415 - --help needs none of it
    from jacpaper.review.papers import likeliest  # noqa: PLC0415 - as above

    names = [name for name in papers(project, meeting) if name]
    if returned is None or not names:
        return ""
    if returned.stamp is None:
        return likeliest(project, meeting, names, returned)
    return returned.stamp.paper if returned.stamp.paper in names else ""


def misnamed(project: Path, meeting: date | None = None) -> str:
    """Name each folder that may be that of the meeting, or of any, and how to mend its name."""
    from jacpaper.project.misnamed import misnamed_meetings  # noqa: PLC0415 - seldom needed

    return "".join(
        f"\ninputs/{one.name} looks like one: {one.hint}"
        for one in misnamed_meetings(project)
        if meeting in (None, one.meant)
    )


def _refuse_unreadable(inputs: Path) -> None:
    """Say so if a folder is there, but may not be looked into."""
    try:
        os.scandir(inputs).close()
    except PermissionError:
        from jacpaper.problems import MachineError  # noqa: PLC0415 - --help needs none of it

        hint = "ask its owner, or change its permissions"
        raise MachineError(f"{shown(inputs)} may not be read by you", hint) from None
    except OSError:
        return


def _refuse_broken_link(inputs: Path, meeting: date | None) -> None:
    """Say so if a meeting's folder is a link that leads nowhere, or to itself."""
    named = [inputs / meeting.isoformat()] if meeting else sorted(inputs.glob("[0-9]*-*-*"))
    for path in named:
        if path.is_symlink() and not path.exists():
            raise click.UsageError(
                f"{shown(path)} is a link that leads nowhere; let it point to the meeting's folder"
            )


def collect_no_garbage() -> None:
    """Disable the garbage collector: one paper makes little, and looking takes a tenth of the time.

    At exit too, when Python would collect once more.
    """
    gc.disable()
    atexit.register(gc.freeze)


@contextlib.contextmanager
def after_writing(said: str) -> Iterator[None]:
    """Note what was written: if the command is stopped in here, it must not deny that."""
    try:
        yield
    except BaseException as error:
        error.add_note(said)
        raise


@contextlib.contextmanager
def noting_older(folder: Path, *, is_there: bool) -> Iterator[None]:
    """Note that what was made before lies there still, if the command fails in here.

    Something may have become private since.
    """
    try:
        yield
    except Exception as error:
        if is_there:
            error.add_note(
                f"Nothing was written. {shown(folder)} is as it was made before, and may be of"
                " other inputs: publish none of it until the command succeeds."
            )
        raise


def shown(path: Path) -> str:
    """Return the path as the user would type it from here."""
    return os.path.relpath(path) if path.is_absolute() else str(path)


def say_what_stays_public(project: Path, meeting: date, folder: Path) -> None:
    """Name the public files in a folder of items that are private by now: nothing took them out."""
    from jacpaper.build import left_over  # noqa: PLC0415 - --help needs none of it
    from jacpaper.problems import harmless  # noqa: PLC0415 - as above

    for name in left_over.still_public(project, meeting, folder):
        said = "is of an item that is private by now: do not publish it, and delete it"
        click.echo(harmless(f"{shown(folder / name)} {said}"), err=True)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print each problem with its place, its line and how to mend it; of very many, the first."""
    from jacpaper.problems import as_shown  # noqa: PLC0415 - --help needs none of it

    for one in as_shown(problems):
        click.echo(one, err=True)


def counts(problems: Iterable[Problem]) -> str:
    """Return how many errors, warnings and hints there are, in words."""
    from jacpaper.problems import counted  # noqa: PLC0415 - --help needs none of it

    severities = [problem.severity for problem in problems]
    found = [
        counted(number, severity)
        for severity in ("error", "warning", "hint")
        if (number := severities.count(severity))
    ]
    return " and ".join(found) or "No warnings"
