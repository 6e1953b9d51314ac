"""pikepdf, which an installation may lack."""

from __future__ import annotations

from typing import Any

from jacpaper.problems import MachineError


def load() -> Any:
    """Return pikepdf, imported as late as possible.

    Raises:
        MachineError: it is not installed.
    """
    try:
        import pikepdf  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = "`make pack` installs what it needs, or: pip install 'jacpaper[pack]'"
        raise MachineError(f"a pack needs {error.name or 'pikepdf'}", hint) from None
    return pikepdf
