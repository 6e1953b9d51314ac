"""Other people's PDFs, made fit for a pack: shown as they are, with their tags, and nothing active.

What a file holds besides its pages is not copied: scripts, forms, attached files, whatever it does
when it is opened. A pack is public, so what might be hidden in a page is left out or refused.
After this, a file has only pages, links to its own pages and to the web, and one tag tree in which
every page and link has its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf

from jacpaper.pack import active, boxes, foreign_tags, page_links, photographs
from jacpaper.problems import Place, Problem, Problems, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.pack.parts import Part

# All else of a page is for other programs than those that show it.
_OF_A_PAGE = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents",
     "/Group", "/Annots", "/StructParents")
)  # fmt: skip
_PRINT_IT = "print it to a new PDF, or ask whoever sent it for a copy without"


class Cleaned(NamedTuple):
    """What came of a file: what has tags besides its pages, and what must be said of it."""

    marked: Sequence[Any]
    notes: Sequence[Problem]


def clean(part: Part, pdf: Pdf) -> Cleaned:
    """Change a file in memory into one that is fit for a pack.

    Raises:
        Problems: it cannot be made fit.
    """
    if faults := [*_faults(pdf)]:
        start = "the PDF cannot go into the pack: "
        place = Place(part.name)
        raise Problems(Problem(place, start + fault, hint) for fault, hint in faults)
    said = [*_signed(pdf), *active.remove(pdf), *page_links.clean(pdf), *_cropped(pdf)]
    _leave_what_is_used(pdf)
    photographs.strip(pdf)
    for page in pdf.pages:
        _clean_page(page.obj)
    tagged = foreign_tags.tag(pdf, part)
    said += tagged.said
    if pdf.get_warnings():
        said.append(("it is damaged in places, and was mended", "look through its pages"))
    notes = [Problem(Place(part.name), fault, hint, "warning") for fault, hint in said]
    return Cleaned(tagged.marked, notes)


def _faults(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Yield why a file is refused, and what to do."""
    root: Any = pdf.Root
    form = root.get("/AcroForm", Dictionary())
    if "/XFA" in form:
        yield "it is a form (XFA) that few programs show", _PRINT_IT
    if "/Collection" in root:
        hint = "save the files in it one by one as PDFs, and put each into the agenda"
        yield "it is a portfolio: a cover with files attached", hint
    if hidden := _hidden_layers(root):
        layers = counted(hidden, "layer that is", "layers that are")
        yield f"it has {layers} not shown, which readers can make visible", _PRINT_IT
    for number, page in enumerate(pdf.pages, 1):
        if any(one.get("/Subtype") == "/Redact" for one in page_links.of(page.obj)):
            hint = "apply the redaction in the program that marked it, then look for the words"
            yield f"words on its page {number} are marked to be redacted, but are still there", hint


def _hidden_layers(root: Any) -> int:
    settings = root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    if settings.get("/BaseState") == "/OFF":
        return len(root.OCProperties.OCGs) - len(settings.get("/ON", Array()))
    return len(settings.get("/OFF", Array()))


def _signed(pdf: Pdf) -> Iterator[tuple[str, str]]:
    root: Any = pdf.Root
    if int(root.get("/AcroForm", Dictionary()).get("/SigFlags", 0)) & 1:
        yield "its digital signature does not hold in a pack", "publish the file itself as well"


def _cropped(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Yield which pages are shown in part: what was cut off can be read by programs."""
    cropped = [number for number, page in enumerate(pdf.pages, 1) if boxes.is_cropped(page.obj)]
    if cropped:
        fault = f"{foreign_tags.pages_have(cropped)} cropped edges: what is there can still be read"
        yield fault, _PRINT_IT


def _leave_what_is_used(pdf: Pdf) -> None:
    """Take out pictures and forms that no page shows: one cut out of a longer file has them all.

    A page without any is not read: that takes seconds for each ten megabytes.
    """
    for page in pdf.pages:
        if "/XObject" in page.obj.get("/Resources", Dictionary()):
            page.remove_unreferenced_resources()


def _clean_page(page: Any) -> None:
    """Leave a page what shows it; what is seen of it is its only box.

    Raises:
        ValueError: nothing is seen of it.
    """
    seen = boxes.seen(page)
    for key in set(page.keys()) - _OF_A_PAGE:
        del page[key]
    page.MediaBox = Array([round(edge, 4) for edge in seen.edges])
    page.Rotate = seen.turned
    page.Tabs = Name.S
    if "/CropBox" in page:
        del page.CropBox
