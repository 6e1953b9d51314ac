"""What the fields of a Word file show: links, references, and the numbers of captions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jacpaper.returned.pieces import Link

# Fields that mark a place, and show nothing there.
_UNSEEN = ("XE", "TC", "TA", "RD", "SET", "ASK", "BOOKMARK", "ADDIN", "PRIVATE")
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')


@dataclass(slots=True)
class Field:
    """A field that is open: its code as far as it is read, and whether its result has begun."""

    code: str = ""
    has_result: bool = False
    shown: bool = False
    """True once its result has any words."""

    @property
    def words(self) -> list[str]:
        """The words of its code, quotes taken off."""
        return [quoted or plain for quoted, plain in _WORD.findall(self.code)]

    @property
    def label(self) -> str:
        """What it counts, if it is the number of a caption."""
        words = self.words
        return words[1] if len(words) > 1 and words[0].upper() == "SEQ" else ""

    @property
    def link(self) -> Link | None:
        """What its words lead to, if they do."""
        words = self.words
        name = words[0].upper() if words else ""
        if name in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1:
            bare = any(word.lower() in ("\\r", "\\n", "\\w") for word in words[2:])
            return Link(f"#{words[1]}", name == "REF", bare)
        if name != "HYPERLINK":
            return None
        address, anchor, before = "", "", ""
        for word in words[1:]:
            if before.lower() == "\\l":
                anchor = word
            elif not word.startswith("\\") and before.lower() not in ("\\o", "\\t"):
                address = address or word
            before = word
        return Link(f"{address}#{anchor}" if anchor else address)

    @property
    def is_unseen(self) -> bool:
        """True if it only marks a place."""
        words = self.words
        return not words or words[0].upper() in _UNSEEN
