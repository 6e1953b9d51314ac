"""What files are called that are uploaded: the item first, then a few words of its title.

Committee systems take ASCII letters, figures and hyphens everywhere, and little else; they list
files by name, so the number of an item has two figures at least.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from jacpaper.tree.document import DRAFT_NAME, in_file_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.parts import Part

INDEX = "index.html"
HASHES = "SHA256SUMS"
# What the agenda has in the place of a number: it comes before all items.
_NO_ITEM = "00"
# What the pack has there.
_PACK = "papers"
# How many letters of a title a name has room for.
_LONGEST = 40
# Letters that are no other letter with an accent.
_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
     "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "&": " and ", "'": "",
     "\N{RIGHT SINGLE QUOTATION MARK}": "", "£": " "}
)  # fmt: skip


def stems(papers: Sequence[Part]) -> tuple[str, ...]:
    """Return the name of each paper's files without ending, in the order of the papers.

    No two are the same, also where capitals and small letters are not told apart.
    """
    found: list[str] = []
    for paper in papers:
        stem = f"{_number(paper.item)}-{_short(paper.title)}"
        draft = DRAFT_NAME if is_draft(paper) else ""
        again, name = 1, f"{stem}{draft}"
        while name in found:
            again += 1
            name = f"{stem}-{again}{draft}"
        found.append(name)
    return tuple(found)


def is_draft(paper: Part) -> bool:
    """True for a draft of ours; another's PDF may be called anything."""
    return paper.own and paper.name.endswith(f"{DRAFT_NAME}.pdf")


def pack(meeting: str) -> str:
    """Return the name of the whole pack."""
    return f"{_PACK}-{meeting}.pdf"


def part(meeting: str, number: int, of: int, pages: tuple[int, int]) -> str:
    """Return the name of one part of the pack, which says what pages it has."""
    first, last = pages
    return f"{_PACK}-{meeting}-part-{number}-of-{of}-pages-{first}-{last}.pdf"


def _number(item: str) -> str:
    """Return an item as names begin with it: 6.1 as 06-1, 7(a) as 07a."""
    if not item:
        return _NO_ITEM
    plain = re.sub(r"[^a-z0-9]+", "-", in_file_name(item).lower()).strip("-")
    if plain in ("", _PACK):
        return f"item-{plain}".rstrip("-")
    figures = re.match(r"\d*", plain)
    return plain.replace(figures[0], figures[0].zfill(2), 1) if figures and figures[0] else plain


def _short(title: str) -> str:
    """Return the words of a title that there is room for; `paper`, if it has no Latin letters."""
    spelt = unicodedata.normalize("NFKD", title.translate(_SPELT).lower())
    plain = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words or "paper"
