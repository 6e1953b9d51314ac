"""What PDF 2.0 asks of tags beyond PDF 1.7: a namespace, and links that lead to a tag.

Each tag names the namespace in which its type is defined. Each link and bookmark leads to a tag
(a structure destination) besides a place on a page, so that a screen reader arrives where the
eye does. ISO 32000-2, 12.3.2.3 and 14.7.4; PDF/UA-2 (ISO 14289-2), 8.2.4 and 8.8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = "2.0"
# The types of PDF 2.0 itself: all of ours are among them.
_NAMESPACE = "http://iso.org/pdf2/ssn"


def finish(pdf: Any, anchors: Mapping[str, bytes], bookmarked: Sequence[bytes]) -> None:
    """Give all tags their namespace, all links and bookmarks their tags.

    `anchors` has the reference of the tag that each anchor stands in, `bookmarked` those of
    the tags with a bookmark, in the order of the bookmarks.

    Raises:
        MachineError: there are more or fewer bookmarks than tags for them.
    """
    _add_namespace(pdf)
    places = _named_places(pdf)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            name = item["Dest"].string
            _lead_to(item, places[name], anchors[name])
    bookmarks = [item for item in pdf.objects if _is_bookmark(item)]
    if len(bookmarks) != len(bookmarked):
        raise MachineError(
            f"no PDF can be made: it would have {len(bookmarks)} bookmarks for"
            f" {len(bookmarked)} headings",
            "please report it, with the paper's inputs if you may",
        )
    for bookmark, tag in zip(bookmarks, bookmarked, strict=True):
        _lead_to(bookmark, bookmark["Dest"], tag)


def _add_namespace(pdf: Any) -> None:
    space = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(_NAMESPACE)})
    pdf.add_object(space)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem":
            item["NS"] = space.reference
            # A division holds no caption there (ISO/TS 32005, table 5), a section does.
            if item["S"] == "/Div":
                item["S"] = "/Sect"
        elif isinstance(item, dict) and item.get("Type") == "/StructTreeRoot":
            item["Namespaces"] = pydyf.Array([space.reference])


def _named_places(pdf: Any) -> dict[str, Any]:
    """Return the places of all anchors, and take away the table that names them.

    PDF/UA-2 allows no place without a tag, and a table of names has no use for links that
    say themselves where they lead.
    """
    names = pdf.catalog.get("Names", {}).pop("Dests", {}).get("Names", [])
    if not pdf.catalog.get("Names", True):
        del pdf.catalog["Names"]
    return {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}


def _is_bookmark(item: Any) -> bool:
    return isinstance(item, dict) and "Title" in item and "Dest" in item


def _lead_to(item: Any, place: Any, tag: bytes) -> None:
    """Let a link or bookmark lead to a tag, and to its place where a program knows no tags."""
    del item["Dest"]
    action = {"S": "/GoTo", "D": place, "SD": pydyf.Array([tag, *place[1:]])}
    item["A"] = pydyf.Dictionary(action)
