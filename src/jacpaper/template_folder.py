"""The folder of a template: its files, and what they are called in problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jacpaper.problems import Place

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class TemplateFolder:
    """Where the template is, and what its folder is called in problems."""

    path: Path
    shown: str

    def place(self, name: str, line: int = 0) -> Place:
        """Return the place of a line of one of its files, with the line's text."""
        try:
            lines = (self.path / name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Place(f"{self.shown}/{name}", line, excerpt=excerpt)
