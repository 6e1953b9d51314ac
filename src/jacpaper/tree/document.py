"""What the writers translate into Word, PDF and web page: the composed paper.

Nothing that reads or composes is imported here: a process that only writes has no use for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from jacpaper.tree import elements

# What the files of each are called, after the agenda item.
PAPER_NAME = "hmicfrs-update"
RESTRICTED_NAME = "restricted-appendix"


class Document(NamedTuple):
    """What the writers translate: the tree, and what stands around it.

    `header` holds the words that the headers and footers of house-style.docx
    may use, by the names they have there.
    """

    title: str
    author: str
    date: date
    header: dict[str, str]
    body: elements.Element
    name: str
    """What its files are called, after the agenda item."""
    language: str
    """As in en-GB."""
    pdf: str = "PDF/UA-1"
    """The standard of accessibility that the PDF keeps, as committee.yaml names it."""
    skip: str = ""
    """The words of the web page's link to the first section; without them there is no link."""
    notice: str = ""
    """What every page must say first; empty as a rule."""
    restricted: Document | None = None
    """The paper of its own that has what is not for the public."""
    has_exempt: bool = False
    """True if the register has items that are not for the public, listed or not."""

    @property
    def stem(self) -> str:
        """The name of its files without their ending."""
        return f"agenda-item-{self.header['item']}-{self.name}"

    @property
    def papers(self) -> tuple[Document, ...]:
        """All that is written together: this, and what is not for the public."""
        return (self, *([self.restricted] if self.restricted else []))
