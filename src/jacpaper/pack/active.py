"""What a PDF can do, and what is attached to it: none of it goes into a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Pdf, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

# Entries that are taken out wherever they stand, and what each is to people.
_SCRIPT, _FILE, _PRIVATE, _OUTSIDE = "scripts", "attached files", "", "pictures from other files"
_ENTRIES = {
    "/JS": _SCRIPT,
    "/AA": _SCRIPT,
    "/OpenAction": _PRIVATE,
    "/EF": _FILE,
    "/AF": _FILE,
    "/EmbeddedFiles": _FILE,
    "/PieceInfo": _PRIVATE,
    "/Metadata": _PRIVATE,
    "/OPI": _OUTSIDE,
    "/Alternates": _PRIVATE,
}
# The same, of streams alone.
_OF_STREAMS = {"/F": _OUTSIDE, "/FFilter": _OUTSIDE, "/FDecodeParms": _OUTSIDE, "/Ref": _OUTSIDE}
_NAMES = tuple(name.encode() for name in _ENTRIES)


def remove(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Take out whatever a file can do by itself, and yield what must be said of that."""
    found: set[str] = set()
    for one in pdf.objects:
        if isinstance(one, Stream):
            found.update(_without(one, _ENTRIES | _OF_STREAMS))
        elif isinstance(one, Dictionary | Array):
            text = one.unparse(resolved=True)
            if any(name in text for name in _NAMES):
                found.update(_without_below(one))
    for what in sorted(found - {_PRIVATE}):
        yield f"its {what} are left out of the pack", "look whether its pages say all without them"


def _without_below(holder: Any) -> Iterator[str]:
    """Take the entries out of an object, and of all that is written within it."""
    if isinstance(holder, Dictionary):
        yield from _without(holder, _ENTRIES)
    inner = holder.as_list() if isinstance(holder, Array) else holder.as_dict().values()
    for one in list(inner):
        if isinstance(one, Dictionary | Array) and not one.is_indirect:
            yield from _without_below(one)


def _without(holder: Any, entries: dict[str, str]) -> Iterator[str]:
    for key in [key for key in entries if key in holder]:
        del holder[key]
        yield entries[key]
