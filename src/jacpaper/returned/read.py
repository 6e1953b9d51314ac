"""Read a Word file that came back."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.problems import MachineError
from jacpaper.returned import elsewhere, stamps, views
from jacpaper.returned.comments import comments
from jacpaper.returned.looks import Looks, W
from jacpaper.returned.package import MEND, MOST_BYTES, Package
from jacpaper.returned.paper import ReturnedPaper, Unplaced
from jacpaper.returned.pieces import Flow, Paragraph
from jacpaper.returned.revisions import revisions, settle_marks
from jacpaper.returned.views import Reading
from jacpaper.returned.walk import Walk, is_landscape
from jacpaper.writers.word.look import FILLS, bookmark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from jacpaper.returned.package import Xml
    from jacpaper.returned.paper import Stamp
    from jacpaper.returned.views import View


_COLOURS = {colour: name for name, colour in FILLS.items()}


def read(source: Path | bytes, name: str = "") -> ReturnedPaper:
    """Return what a Word file says; `name` is what messages call it, its path otherwise.

    Raises:
        Problems: it is no Word file, it is damaged or beyond measure, or it would bring along
            something from elsewhere: each with how to mend it.
        MachineError: the file cannot be read at all.
    """
    raw = source if isinstance(source, bytes) else _bytes(source)
    package = Package(raw, name or ("the Word file" if isinstance(source, bytes) else str(source)))
    document = package.xml(package.document)
    body = document.find(f"{W}body")
    if body is None:
        raise package.refuse("this is not a Word document", MEND)
    looks = Looks(_first(package, "styles"), _first(package, "numbering"))
    walk = Walk(looks, _addresses(package), _COLOURS)
    flow = walk.flow(body)
    _turn_pages(flow, body)
    settle_marks(flow)
    stamp = stamps.read(package)
    targets = {} if stamp is None else dict(_bookmarks(stamp.targets))
    settled = stamps.Settled(stamp).kind
    accepted = views.view(flow, Reading(True, targets, settled))  # noqa: FBT003 - its only flag
    original = views.view(flow, Reading(False, targets, settled))  # noqa: FBT003
    accepted_was = _one_to_one(accepted, original)
    accepted_from, original_from = _positions(stamp, accepted), _positions(stamp, original)
    unplaced = [
        *walk.runs.unplaced,
        *(Unplaced("a picture", one.picture or "") for one in accepted.loose),
        *(Unplaced("a label, which the paper counts and words", one) for one in accepted.labels),
        *elsewhere.notes(package, walk.runs.notes),
        *elsewhere.by_hand(flow, accepted),
        *elsewhere.furniture(package, stamp),
    ]
    return ReturnedPaper(
        accepted=accepted.body,
        original=original.body,
        revisions=revisions(flow, accepted, original),
        comments=comments(package, flow, accepted, original),
        unplaced=tuple(unplaced),
        stamp=stamp,
        accepted_was=accepted_was,
        accepted_from=_with_tracked(accepted_from, original_from, accepted_was),
        original_from=original_from,
        digest=hashlib.sha256(raw).hexdigest(),
    )


def _positions(stamp: Stamp | None, view: View) -> tuple[int | None, ...]:
    return stamps.positions(stamp, view.identifiers, [block.text for block in view.blocks])


def _one_to_one(accepted: View, original: View) -> tuple[int | None, ...]:
    """Return for each block of a view which block of the other has its pieces and no others.

    A paragraph that was split or joined gives more than one of either.
    """
    both = {
        (span.block, original.spans[piece].block)
        for piece, span in accepted.spans.items()
        if piece in original.spans
    }
    now, then = (Counter(pair[side] for pair in both) for side in (0, 1))
    known = {block: was for block, was in both if now[block] == then[was] == 1}
    return tuple(known.get(block) for block in range(len(accepted.blocks)))


def _with_tracked(
    found: Sequence[int | None], before: Sequence[int | None], was: Sequence[int | None]
) -> tuple[int | None, ...]:
    """Return where each block stands in the stamp, or else where it stood before tracked changes.

    `found` and `before` are the positions of the blocks of both views.
    """
    old = [None if block is None else before[block] for block in was]
    return tuple(
        then if now is None and then not in found else now
        for now, then in zip(found, old, strict=True)
    )


def _bookmarks(targets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the bookmark of each target, as the writer names them."""
    for number, target in enumerate(targets, 1):
        yield bookmark(number), target


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise MachineError(f"{path} is not a file", "give the Word file that came back")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        hint = "is it open in Word, or named otherwise?"
        raise MachineError(f"{path} cannot be read: {error.strerror}", hint) from None


def _first(package: Package, kind: str) -> Xml | None:
    parts = package.related(package.document, kind)
    return package.xml(parts[0]) if parts else None


def _addresses(package: Package) -> dict[str, str]:
    return {
        name: one.target
        for name, one in package.relations(package.document).items()
        if one.kind == "hyperlink"
    }


def _turn_pages(flow: Flow, body: Xml) -> None:
    """Tell each block whether its pages lie on their side: the section's end says so."""
    section = body.find(f"{W}sectPr")
    landscape = section is not None and is_landscape(section)
    for one in reversed(flow):
        if isinstance(one, Paragraph) and one.ends_section is not None:
            landscape = one.ends_section
        one.landscape = landscape
