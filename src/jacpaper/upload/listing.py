"""What the index page lists: each file with its name, its size and its pages."""

from __future__ import annotations

from typing import NamedTuple

from jacpaper.upload.sizes import shown


class File(NamedTuple):
    """A file of the folder."""

    name: str
    content: bytes

    @property
    def size(self) -> str:
        """As people read it."""
        return shown(len(self.content))


class PackFile(NamedTuple):
    """The pack, or one of its parts."""

    file: File
    pages: tuple[int, int]
    """The numbers printed on its first and last page."""


class Paper(NamedTuple):
    """A paper by itself."""

    item: str
    """Empty for the agenda."""
    title: str
    pdf: File
    web_page: File | None
    """Other people's papers have none."""
    pages: tuple[int, int]
    """The numbers of its first and last page in the pack."""
    is_draft: bool = False


class Listing(NamedTuple):
    """All that the folder has, but the index page and the list of hashes."""

    packs: tuple[PackFile, ...]
    papers: tuple[Paper, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """The content of each file, by its name."""
        found = [one.file for one in self.packs]
        for paper in self.papers:
            found += [paper.pdf, *([paper.web_page] if paper.web_page else [])]
        return {file.name: file.content for file in found}
