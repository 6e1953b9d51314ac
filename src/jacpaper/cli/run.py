"""Where `jacpaper` begins: it imports the command line, and Ctrl-C may come before that is done."""

from __future__ import annotations

import gc
import os
import signal
from typing import NoReturn

# As in exit_codes.py, which is not imported yet.
_INTERRUPTED = 130


def run() -> None:
    """Import the command line and run it; Ctrl-C during the import ends without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)
    gc.disable()  # an import makes no garbage
    from jacpaper.patches import named_tuples  # noqa: PLC0415 - it may be interrupted

    named_tuples.quicken()
    from jacpaper.cli.main import main  # noqa: PLC0415 - as above

    gc.enable()
    main(prog_name="jacpaper")


def _end(*_: object) -> NoReturn:
    """End at once: an exception may be lost in what is imported, and nothing is begun yet."""
    os.write(2, b"Interrupted. Nothing was written.\n")
    os._exit(_INTERRUPTED)
