"""What the fields of a Word file show: links, references, and the numbers of captions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jacpaper.returned.pieces import Link

# Fields that mark a place, and show nothing there.
_UNSEEN = ("XE", "TC", "TA", "RD", "SET", "ASK", "BOOKMARK", "ADDIN", "PRIVATE")
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
# An address may have 2,000 letters.
_LONGEST_CODE = 5_000
_BARE = ("\\r", "\\n", "\\w")
_WITH_WORDS_OF_ITS_OWN = ("\\o", "\\t")


@dataclass(slots=True)
class Field:
    """A field that is open: its code, and what holds for the words of its result."""

    code: str = ""
    has_result: bool = False
    is_seen: bool = False
    """True within its result, if what is around the field is seen as well."""
    link: Link | None = None
    label: str = ""
    """What it counts, if it is the number of a caption."""

    @property
    def name(self) -> str:
        """Its kind, in capitals."""
        return next(iter(self.code.split(maxsplit=1)), "").upper()

    @property
    def shows_nothing(self) -> bool:
        """True if it has no result, though it would be seen."""
        return not self.has_result and self.name not in ("", "SEQ", *_UNSEEN)


class Fields:
    """The fields that are open, one within the other; each may span paragraphs."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    @property
    def inner(self) -> Field | None:
        """The innermost one."""
        return self._open[-1] if self._open else None

    def begin(self) -> None:
        """Begin a field, whose code comes next."""
        self._open.append(Field())

    def add(self, code: str) -> None:
        """Add a piece of its code."""
        inner = self.inner
        if inner and not inner.has_result and len(inner.code) < _LONGEST_CODE:
            inner.code += code

    def turn(self) -> None:
        """Begin the result of the innermost field."""
        inner = self.inner
        if inner is None or inner.has_result:
            return
        outer = self._open[-2] if len(self._open) > 1 else None
        words = [quoted or plain for quoted, plain in _WORD.findall(inner.code[:_LONGEST_CODE])]
        inner.has_result, inner.is_seen = True, outer is None or outer.is_seen
        inner.link = _link(words) or (outer.link if outer else None)
        inner.label = _label(words) or (outer.label if outer else "")

    def end(self) -> Field | None:
        """End the innermost field, and return it."""
        return self._open.pop() if self._open else None


def _label(words: list[str]) -> str:
    return words[1] if len(words) > 1 and words[0].upper() == "SEQ" else ""


def _link(words: list[str]) -> Link | None:
    """Return what the words of a field lead to, if they do, by the words of its code."""
    name = words[0].upper() if words else ""
    if name in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1:
        is_bare = any(word.lower() in _BARE for word in words[2:])
        return Link(f"#{words[1]}", name == "REF", is_bare)
    if name != "HYPERLINK":
        return None
    address, anchor, before = "", "", ""
    for word in words[1:]:
        if before.lower() == "\\l":
            anchor = word
        elif not word.startswith("\\") and before.lower() not in _WITH_WORDS_OF_ITS_OWN:
            address = address or word
        before = word
    return Link(f"{address}#{anchor}" if anchor else address)
