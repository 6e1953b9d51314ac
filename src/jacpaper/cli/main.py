"""The command `jacpaper`: its parts, and what is said when one of them is stopped."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from _thread import interrupt_main
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from jacpaper import __version__
from jacpaper.cli import exit_codes
from jacpaper.cli.exit_codes import ExitCode
from jacpaper.cli.shared import counts, print_problems

# Each command, and the module and function that it is. A module is imported when its command is
# run, or listed: the others would take milliseconds of every run.
_COMMANDS = {
    "build": ("build", "build"),
    "check": ("check", "check"),
    "finalise": ("publish", "finalise"),
    "init": ("begin", "init"),
    "kinds": ("kinds", "list_kinds"),
    "new": ("begin", "new"),
    "pack": ("pack", "pack"),
    "preview": ("preview", "preview"),
    "prove": ("prove", "prove"),
    "register": ("begin", "register"),
    "reopen": ("publish", "reopen"),
    "review": ("review", "review"),
    "rules": ("check", "list_rules"),
    "upload": ("upload", "upload"),
    "verify": ("build", "verify"),
}


class _Reporting(click.Group):
    """Says what stopped a command, and gives the exit code for it; never a traceback."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None: there is none of this name."""
        if cmd_name not in _COMMANDS:
            return None
        module, function = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"jacpaper.cli.{module}"), function)
        self.commands[cmd_name] = command
        return super().get_command(ctx, cmd_name)

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command; also where a terminal lacks letters, or nothing can be printed."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            if not _is_of_printing(error):
                raise
            said = f"The output could not be printed: {error.strerror}. {_what_is_left(error)}"
        with contextlib.suppress(OSError):
            click.echo(said, err=True)
        # What is left to be printed would fail again at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor in (1, 2):
            os.dup2(nowhere, descriptor)
        sys.exit(ExitCode.MACHINE)

    def invoke(self, ctx: click.Context) -> Any:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        otherwise, sys.unraisablehook = sys.unraisablehook, _interrupt_again
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt as error:
            said, code = f"Interrupted. {_what_is_left(error)}", ExitCode.INTERRUPTED
        except Exception as error:
            if os.environ.get("JACPAPER_TRACEBACK") or _is_of_printing(error):
                raise
            said, code = _what_stopped(error)
            said += _what_is_left(error)
        finally:
            sys.unraisablehook = otherwise
        click.echo(said, err=True)
        sys.exit(code)


def _interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Repeat an interrupt that came where Python lets no error through, as while it tidies up."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    from threading import Timer  # noqa: PLC0415 - hardly ever needed

    again = Timer(0.02, interrupt_main)
    again.daemon = True
    again.start()


def _what_is_left(error: BaseException) -> str:
    """Return what was written before a command was stopped, as `after_writing` noted it."""
    return next(iter(getattr(error, "__notes__", ())), "Nothing was written.")


def _is_of_printing(error: Exception) -> bool:
    """Tell whether it is not the command that failed, but the printing of what it says."""
    if not isinstance(error, OSError) or error.filename:
        return False
    step, module = error.__traceback__, ""
    while step:
        module = step.tb_frame.f_globals.get("__name__", "")
        step = step.tb_next
    return module.partition(".")[0] in ("click", "rich")


def _what_stopped(error: Exception) -> tuple[str, ExitCode]:
    from jacpaper.problems import MachineError, Problems, harmless  # noqa: PLC0415 - --help has none

    if isinstance(error, Problems):
        print_problems(error.problems)
        return f"{counts(error.problems)}. ", ExitCode.PROBLEMS
    if isinstance(error, MachineError):
        return f"{error}\n", ExitCode.MACHINE
    if isinstance(error, OSError):
        where = harmless(str(error.filename or "the system"))
        return f"{where}: {error.strerror}\n", ExitCode.MACHINE
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
    # By these names commands are listed, and suggested for others.
    commands=[click.Command(name) for name in _COMMANDS],
    epilog=f"\b\nExit codes:\n{exit_codes.listed()}",
)
@click.version_option(__version__, message="jacpaper %(version)s")
def main() -> None:
    """Write papers for a Joint Audit Committee from the files in inputs/."""
