"""What the writers translate into Word, PDF and web page: the composed paper.

Nothing that reads or composes is imported here: a process that only writes has no use for it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from jacpaper.tree import elements

# What the files of each are called, after the agenda item: that of the paper by its inspectorate.
PAPER_NAME = "hmicfrs-update"
ANY_PAPER_NAME = r"[a-z0-9]+-update"
RESTRICTED_NAME = "restricted-appendix"
_LONGEST = 30
"""How many letters of an inspectorate's name a file name has room for."""


def paper_name(inspectorate: str) -> str:
    """Return what a paper's files are called: HMICFRS gives hmicfrs-update.

    `inspectorate` is its short name, without an article. A name without Latin letters and digits
    gives inspection-update.
    """
    plain = unicodedata.normalize("NFKD", inspectorate.lower())
    return f"{re.sub('[^a-z0-9]', '', plain)[:_LONGEST] or 'inspection'}-update"


def in_file_name(item: str) -> str:
    """Return an agenda item as file names have it: 5(a) as 5a, 5(1) as 5.1."""
    return re.sub(r"\((?=\d)", ".", item).replace("(", "").replace(")", "")


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
    notice: str = ""
    """What every page must say first; empty as a rule."""
    restricted: Document | None = None
    """The paper of its own that has what is not for the public."""
    has_exempt: bool = False
    """True if the register has items that are not for the public, listed or not."""

    @property
    def stem(self) -> str:
        """The name of its files without their ending."""
        return f"agenda-item-{in_file_name(self.header['item'])}-{self.name}"

    @property
    def papers(self) -> tuple[Document, ...]:
        """All that is written together: this, and what is not for the public."""
        return (self, *([self.restricted] if self.restricted else []))
