"""The reader's editor: the address that opens a line in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.problems import Place

DEFAULT_EDITOR = "vscode://file/{path}:{line}:{column}"
# Schemes that would run a script in the browser, or open a web site.
_NO_EDITOR = ("javascript", "data", "vbscript", "blob", "http", "https", "about")


@dataclass(frozen=True)
class Editor:
    """The URL scheme that opens a line in the reader's editor: {path}, {line}, {column}."""

    project: Path
    address: str = DEFAULT_EDITOR

    def __post_init__(self) -> None:
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", self.address)
        if not scheme or scheme[1] in _NO_EDITOR or "{path}" not in self.address:
            raise ValueError(
                f'"{self.address}" is not an editor\'s address; write it as {DEFAULT_EDITOR}'
            )

    def link(self, place: Place) -> str:
        """Return the address that opens the place."""
        path = quote((self.project / place.file).absolute().as_posix())
        # The path begins with a slash, which stands for one before {path}, but not in ://{path}.
        joined = re.sub(r"(?:(?<!/)|(?<=://))/\{path\}", "{path}", self.address)
        filled = joined.replace("{path}", path)
        filled = filled.replace("{line}", str(place.line or 1))
        return filled.replace("{column}", str(place.column or 1))


def opening(place: Place, editor: Editor) -> str:
    """Return a link that opens the place."""
    where = escape(f"{place.file}, line {place.line}" if place.line else place.file)
    return f'<a class="open" href="{escape(editor.link(place))}">{where}</a>'
