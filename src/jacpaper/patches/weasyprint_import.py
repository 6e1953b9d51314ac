"""WeasyPrint imported in a third of its time: without what none of our papers needs.

Four parts of its import take longer than laying out a short paper. Each is kept
away while it is imported, and everything is as it was before when it has been:

    54 processes that look for libraries    the loader knows them by name
    fontTools                               imported when it is called, for rare fonts
    the browser's style sheet for all HTML  ours, for the elements of a paper
    C declarations parsed in Python         kept from the first time, like bytecode
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib.resources
import importlib.util
import io
import os
import pkgutil
import sys
import zlib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from jacpaper.patches.fast_imports import instead

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).parents[1]
_PYCACHE = Path(importlib.util.cache_from_source(__file__)).parent
_LAST_LINE = ")\n"
_FONTTOOLS = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


@contextlib.contextmanager
def quick_import() -> Iterator[None]:
    """Import WeasyPrint within this without what no paper needs; afterwards all is as before."""
    with _no_searching(), _fonttools_later(), _own_elements(), _declared():
        yield


def _no_searching() -> contextlib.AbstractContextManager[None]:
    """Have libraries found by the loader alone, which knows them by the last name WeasyPrint tries.

    For each name before that Python asks ldconfig, gcc and ld in turn. Only Linux
    has those names.
    """
    found_by_the_loader = {"find_library": lambda name: None}  # noqa: ARG005 - its own signature
    return instead(vars(ctypes.util), found_by_the_loader if sys.platform == "linux" else {})


def _fonttools_later() -> contextlib.AbstractContextManager[None]:
    """Have fontTools imported when WeasyPrint calls it: for fonts that are not plain TrueType."""
    there = "fontTools" in sys.modules
    return instead(sys.modules, {} if there else {name: _Later(name) for name in _FONTTOOLS})


class _Later(ModuleType):
    """A module, or something in one, that is imported when it is called."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(f"{self.__name__}.{name}")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return pkgutil.resolve_name(self.__name__)(*arguments, **options)


def _own_elements() -> contextlib.AbstractContextManager[None]:
    """Have WeasyPrint read our sheet of elements for its own, and nothing for those beside it."""
    files = importlib.resources.files
    ours = {"html5_ua.css": (_HERE / "data" / "elements.css").read_text(encoding="utf-8")}

    class Sheets:
        def __truediv__(self, name: str) -> SimpleNamespace:
            return SimpleNamespace(read_text=lambda _: ours.get(name, ""))

    def sheets(package: Any) -> Any:
        return Sheets() if package is sys.modules["weasyprint.css"] else files(package)

    return instead(vars(importlib.resources), {"files": sheets})


@contextlib.contextmanager
def _declared() -> Iterator[None]:
    """Have cffi take WeasyPrint's C declarations as it parsed them the first time.

    They lie with Python's bytecode, and like it are done without where they cannot be kept.
    """
    import _cffi_backend  # noqa: PLC0415 - see the head

    class Parsed(_cffi_backend.FFI):  # type: ignore[misc]
        def cdef(self, text: str) -> None:
            """Declare nothing: what the text declares is known."""

    kept = _place_of_declarations(_cffi_backend.__version__)
    text = kept.read_text(encoding="utf-8") if kept and kept.is_file() else ""
    if not text.endswith(_LAST_LINE):
        yield
        if kept:
            _keep_declarations(kept)
        return
    names: dict[str, Any] = {"_cffi_backend": SimpleNamespace(FFI=Parsed)}
    exec(text, names)  # noqa: S102 - ours, from where Python keeps what it executes
    with instead(sys.modules, {"cffi": SimpleNamespace(FFI=lambda: names["ffi"])}):
        yield


def _place_of_declarations(version: str) -> Path | None:
    """Return where they are kept: by their text, and the version of cffi that parsed it.

    None: this WeasyPrint is not made as we know it; what it is will be said of it.
    """
    package = importlib.util.find_spec("weasyprint")
    folders = (package and package.submodule_search_locations) or []
    sources = [Path(folder, "text", "ffi.py") for folder in folders]
    if not any(source.is_file() for source in sources):
        return None
    return _PYCACHE / f"declarations.cffi-{version}.{zlib.crc32(sources[0].read_bytes()):08x}.txt"


def _keep_declarations(place: Path) -> None:
    folder = place.parent if place.parent.exists() else place.parent.parent
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return
    from cffi import recompiler  # noqa: PLC0415 - only now
    from weasyprint.text.ffi import ffi  # noqa: PLC0415 - see the head

    text = io.StringIO()
    recompiler.make_py_source(ffi, "declarations", text)
    lines = text.getvalue().splitlines(keepends=True)
    part = place.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        part.parent.mkdir(parents=True, exist_ok=True)
        # Another name for cffi's FFI is bound when this is executed.
        part.write_text("".join(line for line in lines if line[:6] != "import"), encoding="utf-8")
        part.replace(place)
