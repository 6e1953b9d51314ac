"""The folder of a template: its files, and what they are called in problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Place

if TYPE_CHECKING:
    from pathlib import Path


class TemplateFolder:
    """Where the template is, and what its folder is called in problems.

    `shared` has the parts of templates that it includes and does not have itself.
    """

    def __init__(self, path: Path, shown: str, shared: TemplateFolder | None = None) -> None:
        self.path, self.shown, self.shared = path, shown, shared
        self._lines: dict[str, list[str]] = {}

    @property
    def searched(self) -> tuple[TemplateFolder, ...]:
        """The folders in which a template is looked for, in this order."""
        return (self, *([self.shared] if self.shared else []))

    def home_of(self, name: str) -> TemplateFolder:
        """Return the one of these folders that has a file; if none has, this."""
        if self.shared is None or (self.path / name).exists():
            return self
        return self.shared if (self.shared.path / name).exists() else self

    def place(self, name: str, line: int = 0) -> Place:
        """Return the place of a line of one of its files, with the line's text."""
        home = self.home_of(name)
        if home is not self:
            return home.place(name, line)
        lines = self._lines_of(name)
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Place(f"{self.shown}/{name}", line, excerpt=excerpt)

    def has_read(self, name: str, text: str) -> None:
        """Take the text of one of its files that somebody else has read: it is read once."""
        self._lines[name] = text.splitlines()

    def _lines_of(self, name: str) -> list[str]:
        """Read a file once, however many places in it are asked for."""
        if name not in self._lines:
            path = self.path / name
            try:  # a pipe would be waited for
                text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
            except (OSError, UnicodeDecodeError):
                text = ""
            self._lines[name] = text.splitlines()
        return self._lines[name]
