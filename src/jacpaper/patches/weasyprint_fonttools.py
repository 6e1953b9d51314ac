"""WeasyPrint imported without fontTools, which it calls for few fonts and for none of ours."""

from __future__ import annotations

import contextlib
import pkgutil
import sys
from types import ModuleType
from typing import Any

from jacpaper.patches.sources import are_known, replaced

# WeasyPrint 69.0 and 70.0
KNOWN = {
    "pdf/fonts.py": {0xF3265B0F, 0x6DF0C9E4},
    "text/fonts.py": {0x98CD9A87, 0x44AC7918},
}
_IMPORTED = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


def imported_when_called() -> contextlib.AbstractContextManager[None]:
    """Import WeasyPrint within this block."""
    if "fontTools" in sys.modules or not are_known("weasyprint", KNOWN):
        return contextlib.nullcontext()
    return replaced(sys.modules, {name: _Later(name) for name in _IMPORTED})


class _Later(ModuleType):
    """A module, or something in one, that is imported when any of them is called."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(f"{self.__name__}.{name}")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        _import_all()
        return pkgutil.resolve_name(self.__name__)(*arguments, **options)


def _import_all() -> None:
    """Give WeasyPrint the real ones: an `except` needs the class of an error, not a stand-in."""
    for name in ("weasyprint.pdf.fonts", "weasyprint.text.fonts"):
        names = vars(sys.modules[name])
        for known, value in tuple(names.items()):
            if isinstance(value, _Later):
                names[known] = pkgutil.resolve_name(value.__name__)
