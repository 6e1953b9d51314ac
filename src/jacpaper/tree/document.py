"""What the writers translate into Word, PDF and web page: the composed paper.

Nothing that reads or composes is imported here: a process that only writes has no use for it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.tree import elements

# What the files of each are called, after the agenda item: that of the paper by its inspectorate.
PAPER_NAME = "hmicfrs-update"
ANY_PAPER_NAME = r"[a-z0-9]+-update"
RESTRICTED_NAME = "restricted-appendix"
# The files whose items may be exempt.
_REGISTER = "inputs/register."


class Redline(NamedTuple):
    """The words of a paper with marked changes, besides those of the paper."""

    since: str
    """As in "Changes since the paper of 11 September 2025"."""
    title: str
    """The title of the page and the PDF; a Word file has that of the paper it will be."""
    says: Mapping[str, str]
    """What is said before and after what is new and what is gone, by the names in `marks`."""
    name: str = ""
    """What follows the paper's name in those of its files, as in -changes-since-2025-09-11."""


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


# After that, on those of a draft; and before, on those of a redline with what it is compared with.
DRAFT_NAME = "-draft"
SINCE = "-changes-since-"
# What stands there for an earlier version of the same paper.
VERSION = "earlier-version"
# Before the file name of another part, an address that leads there once both are in one pack; by
# its name nobody has that site (RFC 2606).
IN_PACK = "https://pack.invalid/"


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
    redline: Redline | None = None
    """What a paper with the changes since an older one says of them; its tree has their `marks`."""
    draft: str = ""
    """What every page of a draft says, and its first block; empty: it is none."""
    restricted: Document | None = None
    """The paper of its own that has what is not for the public."""
    has_exempt: bool = False
    """True if the register has items that are not for the public, listed or not."""
    private: bool = False
    """True if the public may not see it, though it is no restricted appendix."""
    sources: Mapping[str, str] | None = None
    """The SHA-256 of each file that it may come from, by its name in the project, if known."""

    @property
    def stem(self) -> str:
        """The name of its files without their ending."""
        state = self.redline.name if self.redline else ""
        state += DRAFT_NAME if self.draft else ""
        item = in_file_name(self.header["item"])
        return f"agenda-item-{item}-{self.name}{state}" if item else f"{self.name}{state}"

    @property
    def papers(self) -> tuple[Document, ...]:
        """All that is written together: this, and what is not for the public."""
        return (self, *([self.restricted] if self.restricted else []))

    def made_from(self, sources: Mapping[str, str]) -> Document:
        """Return it with the files that it may come from.

        A register with exempt items is named in the restricted paper alone: who has the public
        one could otherwise try out what its register says of them.
        """
        public = {
            name: digest
            for name, digest in sources.items()
            if not (self.has_exempt and name.startswith(_REGISTER))
        }
        restricted = self.restricted and self.restricted._replace(sources=dict(sources))
        return self._replace(sources=public, restricted=restricted)
