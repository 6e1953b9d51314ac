"""The stamp of a Word file that jacpaper wrote: from its custom XML part, or else its property."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.returned.paper import Stamp, StampedBlock
from jacpaper.writers.word.look import PROPERTY, STAMP, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jacpaper.returned.package import Package, Xml

_WHICH = re.compile(r"(\d{1,4}) (\d{4}-\d{2}-\d{2}) ([\w-]{1,100})", re.ASCII)
_S = f"{{{STAMP}}}"


def read(package: Package) -> Stamp | None:
    """Return what the file says of its making, or nothing if it says nothing."""
    for part in package.related(package.document, "customXml"):
        if package.begins_with(part, STAMP):
            root = package.xml(part)
            if root.tag == f"{_S}stamp" and (found := _stamp(root)):
                return found
    for part in package.related("", "custom-properties"):
        for one in package.xml(part).iter("{*}property"):
            if one.get("name") == PROPERTY:
                return _which("".join(one.itertext()).strip())
    return None


def positions(
    stamp: Stamp | None, identifiers: Sequence[str], texts: Sequence[str]
) -> tuple[int | None, ...]:
    """Return for each text block its position in the stamp, or None.

    A block is known by the identifier of its paragraph, the first of two that have the same. One
    whose identifier is gone is known by its words, if they are there once, then and now.
    """
    blocks = () if stamp is None else stamp.blocks
    known = {one.paragraph: n for n, one in enumerate(blocks)}
    found = [known.pop(name.upper(), None) for name in identifiers]
    left = sorted(known.values())
    then = _once((blocks[n].digest, n) for n in left)
    now = _once((digest_of(texts[n]), n) for n, one in enumerate(found) if one is None)
    for digest in then.keys() & now.keys():
        found[now[digest]] = then[digest]
    return tuple(found)


def _once(digests: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the position of each digest that there is once."""
    told = list(digests)
    counts = Counter(digest for digest, _ in told)
    return {digest: n for digest, n in told if counts[digest] == 1}


class Settled:
    """What the stamp knows of blocks that look alike in Word: their kinds."""

    def __init__(self, stamp: Stamp | None) -> None:
        blocks = () if stamp is None else stamp.blocks
        self._by_identifier = {one.paragraph: one.kind for one in blocks if one.paragraph}
        self._by_digest = {one.digest: one.kind for one in reversed(blocks)}

    def kind(self, identifier: str, text: str) -> str:
        """Return the kind of the block with this identifier or else this text, or nothing."""
        told = self._by_identifier.get(identifier.upper())
        return told or self._by_digest.get(digest_of(text), "")


def _stamp(root: Xml) -> Stamp | None:
    version = root.get("version", "")
    if not version.isdecimal() or len(version) > 4:
        return None
    return Stamp(
        int(version),
        root.get("meeting", ""),
        root.get("paper", ""),
        {one.get("name", ""): one.get("sha256", "") for one in root.iter(f"{_S}source")},
        tuple(one.get("id", "") for one in root.iter(f"{_S}target")),
        frozenset(one.get("sha256", "") for one in root.iter(f"{_S}furniture")),
        tuple(
            StampedBlock(*(one.get(key, "") for key in ("id", "kind", "sha256", "looks")))
            for one in root.iter(f"{_S}block")
        ),
    )


def _which(told: str) -> Stamp | None:
    found = _WHICH.fullmatch(told)
    if not found:
        return None
    return Stamp(int(found[1]), found[2], found[3], {}, (), frozenset(), ())
