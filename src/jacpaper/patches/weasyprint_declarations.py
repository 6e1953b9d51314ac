"""WeasyPrint's C declarations, parsed the first time and kept with Python's bytecode.

cffi parses them in Python at each import. Where they cannot be kept, they are parsed each
time, as they are without this patch.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib.util
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known, digest, folder_of, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

# WeasyPrint 69.0 and 70.0
KNOWN = {"text/ffi.py": {0x1F019BB9, 0x6A475203}}
_PYCACHE = Path(importlib.util.cache_from_source(__file__)).parent
_LAST_LINE = ")\n"


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Import WeasyPrint within this block."""
    folder = folder_of("weasyprint")
    if folder is None or not are_known("weasyprint", KNOWN):
        yield
        return
    import _cffi_backend  # noqa: PLC0415 - only where a PDF is made

    source = f"{digest(folder / 'text' / 'ffi.py'):08x}"
    place = _PYCACHE / f"declarations.cffi-{_cffi_backend.__version__}.{source}.txt"
    text = place.read_text(encoding="utf-8") if place.is_file() else ""
    if text.endswith(_LAST_LINE):
        with replaced(sys.modules, {"cffi": _declaring(text)}):
            yield
        return
    with _found_by_the_loader():
        yield
    _keep(place)


def _declaring(text: str) -> Any:
    """Return a stand-in for cffi, whose FFI knows the declarations that were kept."""
    import _cffi_backend  # noqa: PLC0415 - only where a PDF is made

    class Parsed(_cffi_backend.FFI):  # type: ignore[misc]
        def cdef(self, text: str) -> None:
            """Declare nothing: what the text declares is known."""

    names: dict[str, Any] = {"_cffi_backend": SimpleNamespace(FFI=Parsed)}
    exec(text, names)  # noqa: S102 - ours, from where Python keeps what it executes
    return SimpleNamespace(FFI=lambda: names["ffi"])


def _found_by_the_loader() -> contextlib.AbstractContextManager[None]:
    """Have cffi ask the dynamic loader alone for libraries, as it does for kept declarations.

    For each name without a dot, Python would ask ldconfig, gcc and ld: 54 processes in all.
    The last name that WeasyPrint tries for each library on Linux is the loader's own.
    """
    by_the_loader = {"find_library": lambda name: None}  # noqa: ARG005 - its own signature
    return replaced(vars(ctypes.util), by_the_loader if sys.platform == "linux" else {})


def _keep(place: Path) -> None:
    folder = place.parent if place.parent.exists() else place.parent.parent
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return
    from cffi import recompiler  # noqa: PLC0415 - only the first time
    from weasyprint.text.ffi import ffi  # noqa: PLC0415 - imported by now

    text = io.StringIO()
    recompiler.make_py_source(ffi, "declarations", text)
    lines = text.getvalue().splitlines(keepends=True)
    part = place.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        part.parent.mkdir(parents=True, exist_ok=True)
        # Another name for cffi's FFI is bound when this is executed.
        part.write_text("".join(line for line in lines if line[:6] != "import"), encoding="utf-8")
        part.replace(place)
