"""Links, forms and comments of other people's PDFs.

Links to the file's own pages and to the web stay. What is drawn on a page, as stamps and filled-in
fields are, becomes part of the page. All else is left out: a comment is not part of the paper.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from jacpaper.pack import links
from jacpaper.problems import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

# Shown as a mark that opens, or plays: what is in them is not to be seen on the page.
_CLOSED = frozenset(
    ("/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia",
     "/TrapNet", "/PrinterMark")
)  # fmt: skip
# PDF 32000-1, 12.5.3: invisible, hidden, not to be viewed.
_HIDDEN = 1 | 2 | 32
_PRINT = 4
_OF_A_LINK = frozenset(
    ("/Type", "/Subtype", "/Rect", "/QuadPoints", "/Contents", "/StructParent", "/Border", "/BS",
     "/C", "/Dest", "/A")
)  # fmt: skip
_ON_THE_WEB = ("https://", "http://", "mailto:")


def of(page: Any) -> Iterator[Any]:
    """Yield the annotations of a page that are any."""
    found = page.get("/Annots", Array())
    for one in found if isinstance(found, Array) else ():
        if isinstance(one, Dictionary):
            yield one


def clean(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Leave a file only harmless links, and yield what must be said of that."""
    left_out: Counter[str] = Counter()
    for page in pdf.pages:
        page.obj.Annots = Array([one for one in of(page.obj) if _is_seen(one, left_out)])
    if "/AcroForm" in pdf.Root and pdf.Root.AcroForm.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    places = links.Places(pdf)
    for page in pdf.pages:
        _leave_links(pdf, page.obj, places, left_out)
    if comments := left_out["comment"]:
        said = counted(comments, "comment in it is", "comments in it are")
        yield f"{said} left out of the pack", "was it sent with comments on purpose?"
    if dead := left_out["link"]:
        said = counted(dead, "link in it leads", "links in it lead")
        fails = "it does" if dead == 1 else "they do"
        yield f"{said} to another file or to nothing: {fails} not work here", "tell whoever sent it"


def _is_seen(one: Any, left_out: Counter[str]) -> bool:
    kind = one.get("/Subtype")
    if kind == "/Link":
        if "/AP" in one:
            del one["/AP"]  # or it would be drawn, and no longer be a link
        return True
    seen = kind not in _CLOSED and not int(one.get("/F", 0)) & _HIDDEN
    if kind not in ("/Widget", "/Popup") and not (seen and "/AP" in one):
        left_out["comment"] += 1
    return seen


def _leave_links(pdf: Pdf, page: Any, places: links.Places, left_out: Counter[str]) -> None:
    kept = []
    for one in of(page):
        if one.get("/Subtype") != "/Link":
            continue
        if _lead(one, places):
            kept.append(one if one.is_indirect else pdf.make_indirect(one))
        else:
            left_out["link"] += 1
    if kept:
        page.Annots = Array(kept)
    elif "/Annots" in page:
        del page["/Annots"]


def _lead(link: Any, places: links.Places) -> bool:
    """Leave a link only what leads somewhere, and tell whether it does."""
    action = link.get("/A", Dictionary())
    place = places.resolved(link.get("/Dest", action.get("/D")))
    address = str(action.get("/URI", ""))
    for key in set(link.keys()) - _OF_A_LINK | {"/A", "/Dest"}:
        if key in link:
            del link[key]
    link.F = _PRINT
    if place is not None and action.get("/S", Name.GoTo) == "/GoTo":
        link.Dest = place
        return True
    if action.get("/S") == "/URI" and address.lower().startswith(_ON_THE_WEB):
        link.A = Dictionary(S=Name.URI, URI=String(address))
        return True
    return False
