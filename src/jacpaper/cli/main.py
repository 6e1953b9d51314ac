"""The command `jacpaper`: its parts, and what is said when one of them is stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from jacpaper import __version__
from jacpaper.cli import exit_codes
from jacpaper.cli.begin import init, new, register
from jacpaper.cli.build import build, verify
from jacpaper.cli.check import check, list_rules
from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.preview import preview
from jacpaper.cli.shared import counts, print_problems


class _Reporting(click.Group):
    """Says what stopped a command, and gives the exit code for it; never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            said, code = "Interrupted. ", ExitCode.INTERRUPTED
        except Exception as error:
            if os.environ.get("JACPAPER_TRACEBACK"):
                raise
            said, code = _what_stopped(error)
        click.echo(f"{said}Nothing was written.", err=True)
        sys.exit(code)


def _what_stopped(error: Exception) -> tuple[str, ExitCode]:
    from jacpaper.problems import MachineError, Problems, harmless  # noqa: PLC0415 - --help has none

    if isinstance(error, Problems):
        print_problems(error.problems)
        return f"{counts(error.problems)}. ", ExitCode.PROBLEMS
    if isinstance(error, MachineError):
        return f"{error}\n", ExitCode.MACHINE
    import traceback  # noqa: PLC0415 - needed only now

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}"
    fault = harmless(f"{type(error).__name__}: {error}")
    said = f"This is a fault of jacpaper, not of your files: {fault}\n"
    said += f"({where}). Please report it; JACPAPER_TRACEBACK=1 shows more. "
    return said, ExitCode.FAULT


@click.group(
    cls=_Reporting,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"\b\nExit codes:\n{exit_codes.listed()}",
)
@click.version_option(__version__, message="jacpaper %(version)s")
def main() -> None:
    """Write the HMICFRS update for a Joint Audit Committee from the files in inputs/."""


for command in (build, check, verify, new, preview, init, list_rules, register):
    main.add_command(command)
