"""pydantic without its search for plugins, which reads the metadata of every installed package.

No plugin takes part in reading the inputs. pydantic has a switch for that, an environment
variable, but still imports the module that searches, and with it the readers of metadata.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any

_LOADER = "pydantic.plugin._loader"


def disable() -> None:
    """Have pydantic use no plugins, in this process and those it starts.

    To be called before the first model is defined. A stand-in takes the place of the module
    that searches; what else a later pydantic asks of that module, the real one answers.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.modules.setdefault(_LOADER, _Loader(_LOADER))


class _Loader(ModuleType):
    def get_plugins(self, *_: Any, **__: Any) -> tuple[()]:
        """Return no plugins."""
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        del sys.modules[_LOADER]
        try:
            return getattr(importlib.import_module(_LOADER), name)
        finally:
            sys.modules[_LOADER] = self
