"""Pictures of a returned paper that are not ours, or are described in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.returned.paper import Unplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.elements import Element

_WHAT = "a picture that is not this paper's, or has another description (alternative text)"
_NONE = "it has no description"


def others(ours: Element, theirs: Element) -> Iterator[Unplaced]:
    """Yield each picture of their paper that no picture of ours is described as.

    What is in a picture is not compared: programs save pictures anew.
    """
    known = {_plain(one.picture.words) for one in ours.find("img") if one.picture}
    for image in theirs.find("img"):
        if _plain(image.description) not in known:
            yield Unplaced(_WHAT, image.description or _NONE)


def _plain(text: str) -> str:
    return " ".join(text.split())
