"""WeasyPrint's style sheet for all of HTML, replaced by one for the elements of a paper.

Reading the whole one takes as long as reading all the inputs.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jacpaper.patches.sources import are_known, replaced

# WeasyPrint 70.0. That of 69.0 says more: it gives elements their language and their links.
KNOWN = {"css/html5_ua.css": {0xE420200E}}
_SHEET = Path(__file__).parents[1] / "data" / "elements.css"


def replaced_sheet() -> contextlib.AbstractContextManager[None]:
    """Import WeasyPrint within this block."""
    if not are_known("weasyprint", KNOWN):
        return contextlib.nullcontext()
    files = importlib.resources.files
    ours = {"html5_ua.css": _SHEET.read_text(encoding="utf-8")}

    class Sheets:
        def __truediv__(self, name: str) -> SimpleNamespace:
            # The sheets for forms and for attributes such as bgcolor: no paper has any.
            return SimpleNamespace(read_text=lambda _: ours.get(name, ""))

    def sheets(package: Any) -> Any:
        return Sheets() if package is sys.modules["weasyprint.css"] else files(package)

    return replaced(vars(importlib.resources), {"files": sheets})
