"""pydantic_core without the typed dictionaries that describe its schemas to type checkers.

`pydantic_core.core_schema` defines a hundred of them. Nothing asks them anything while a
program runs, but making them takes half of the time of importing the module.
"""

from __future__ import annotations

import importlib
import sys
import typing
from typing import Any

_MODULE = "pydantic_core.core_schema"
# Where the module takes TypedDict from, by the version of Python.
_SOURCE = "typing" if sys.version_info >= (3, 12) else "typing_extensions"


class _PlainDict(dict[str, Any]):
    """What a typed dictionary is while a program runs."""

    def __init_subclass__(cls, **_: Any) -> None:
        """Take `total=False` and the like, and make nothing of it."""


def quicken() -> None:
    """Import the module with plain dictionaries in place of typed ones.

    To be called before pydantic is imported; after that it does nothing. A module that takes
    them from elsewhere is imported as it is, and so is one to which plain dictionaries will
    not do.
    """
    if _MODULE in sys.modules:
        return
    source: Any = typing if _SOURCE == "typing" else importlib.import_module(_SOURCE)
    typed = source.TypedDict
    source.TypedDict = _PlainDict
    try:
        importlib.import_module(_MODULE)
    except Exception:  # noqa: BLE001 - whatever it is, the module is imported anew as it is
        sys.modules.pop(_MODULE, None)
    finally:
        source.TypedDict = typed
