"""The web page laid out on paper by WeasyPrint: PDF/UA and PDF/A, with our own letters.

What WeasyPrint would log is part of its result here: an unknown property in a
style sheet is a warning at its line, a letter set in a foreign font or a file
that could not be had is an error. It may read the template's folder and nothing
else: no network, no other file.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import itertools
import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jacpaper.patches import weasyprint_html
from jacpaper.problems import Problem, Problems, in_order
from jacpaper.project import house_fonts
from jacpaper.project.template_folder import TemplateFolder
from jacpaper.tree.elements import TEXT_BLOCKS
from jacpaper.writers import changes, columns, letter_size, style_sheet, web
from jacpaper.writers.formats import Written
from jacpaper.writers.pdf import engine
from jacpaper.writers.pdf.call_stack import roomy
from jacpaper.writers.pdf.metadata import CLAIMS
from jacpaper.writers.pdf.mistakes import line_of, mistakes_of_the_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.document import Document

# The letters first: the look needs them.
STYLES = ("fonts/fonts.css", "paper.css")
FAMILY = "House"


class Layout(NamedTuple):
    """How the paper lies on its pages.

    `zoom` enlarges each page, `sheet` is a style sheet after the template's own, and `room` is
    what a table has on a page before it is enlarged.
    """

    zoom: float = 1
    sheet: str = ""
    room: web.Room = web.A4


def load(folder: TemplateFolder) -> None:
    """Import WeasyPrint, which takes longer than all else, and read the styles: no paper is needed.

    Raises:
        Problems: as `make` does.
        MachineError: as `make` does.
    """
    engine.load()
    _styles(folder.path, folder.shown, _content(folder.path))


def write(document: Document, folder: TemplateFolder) -> Written:
    """Return the PDF, and the warnings that its styles gave rise to.

    Raises:
        Problems: as `make` does.
        MachineError: as `make` does.
    """
    return make(document, folder, Layout())


def make(document: Document, folder: TemplateFolder, layout: Layout) -> Written:
    """Return the PDF in a layout, and the warnings that its styles gave rise to.

    Raises:
        Problems: missing fonts or files, letters that the house fonts lack.
        MachineError: WeasyPrint's native libraries are not there, or it is a version that no
            test has run with and that does not make the tags of this paper.
    """
    engine.load()
    paper, document = document, changes.shown(document)
    layout = layout._replace(sheet=layout.sheet + changes.sheet(document))
    with mistakes_of_the_sheet(folder, STYLES[-1]), _uncollected():
        styles = _styles(folder.path, folder.shown, _content(folder.path))
        with _log(folder, STYLES[-1]) as log:
            pdf, used = _laid_out(document, folder, styles, layout)
    problems = [*styles.problems, *log.problems]
    problems += columns.problems(changes.newer(paper), *layout.room.most)
    if log.missing_letters or any(not name.startswith(FAMILY) for name in used):
        problems += _foreign_letters(document, folder, used)
    if any(problem.severity == "error" for problem in problems):
        raise Problems(problems)
    return Written(pdf, in_order(problems))


@roomy
def _laid_out(
    document: Document, folder: TemplateFolder, styles: _Styles, layout: Layout
) -> tuple[bytes, set[str]]:
    """Return the PDF, and the names of the fonts in it."""
    import weasyprint  # noqa: PLC0415 - see engine.py

    from jacpaper.writers.pdf import claims, spaces  # noqa: PLC0415 - see engine.py

    claim = CLAIMS[document.pdf]
    with weasyprint_html.read_as_xml():
        source = weasyprint.HTML(
            string=web.page(document, room=layout.room, points=_points(folder)),
            base_url=f"{folder.path.as_uri()}/",
            url_fetcher=_fetcher(folder.path),
        )
    sheets = [web.draft_sheet() if document.draft else "", layout.sheet]
    added = [weasyprint.CSS(string=sheet) for sheet in sheets if sheet]
    page = source.render(
        stylesheets=[*styles.sheets, *added], font_config=styles.fonts, pdf_variant=claim.variant
    )
    spaces.add(page.pages, source.etree_element)
    used: set[str] = set()

    def written(spare: int) -> bytes:
        def finish(_: Any, pdf: Any) -> None:
            engine.check(pdf, document.body, claim)
            used.update(_font_names(pdf))
            claims.add_spare(pdf, spare)

        made: bytes = page.write_pdf(zoom=layout.zoom, pdf_variant=claim.variant, finisher=finish)
        return made

    # Its last stream, the table of objects, is only made while it is written.
    made = (written(spare) for spare in itertools.count())
    return next(one for one in made if not claims.ends_in_a_return(one)), used


def _points(folder: TemplateFolder) -> float:
    """Return the size of the letters in tables."""
    return letter_size.in_tables(style_sheet.read(folder, STYLES[-1]))


@dataclass(frozen=True)
class _Styles:
    """A template's letters and style sheets as WeasyPrint holds them, and what is wrong there."""

    fonts: Any
    sheets: list[Any]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=1)
def _styles(path: Path, shown: str, content: frozenset[tuple[str, bytes]]) -> _Styles:  # noqa: ARG001
    """Read the styles, once for all papers as long as no file's `content` changes."""
    import weasyprint  # noqa: PLC0415 - see engine.py

    folder = TemplateFolder(path, shown)
    fonts = weasyprint.text.fonts.FontConfiguration()
    fetcher = _fetcher(path)
    sheets: list[Any] = []
    problems: list[Problem] = []
    for name in STYLES:
        _see_no_cmyk(style_sheet.read(folder, name), folder, name)
        with mistakes_of_the_sheet(folder, name), _log(folder, name) as log:
            sheets.append(
                weasyprint.CSS(filename=path / name, font_config=fonts, url_fetcher=fetcher)
            )
        problems += log.problems
    return _Styles(fonts, sheets, tuple(problems))


# The letters lie in a temporary folder until then.
atexit.register(_styles.cache_clear)


def _content(folder: Path) -> frozenset[tuple[str, bytes]]:
    """Return the digest of each file in a folder, by its path."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                found.add((str(path), hashlib.file_digest(file, "sha256").digest()))
    return frozenset(found)


def _see_no_cmyk(text: str, folder: TemplateFolder, name: str) -> None:
    """Refuse colours for printing inks: PDF/A allows them only where all colours are of inks."""
    for found in re.finditer(r"(?i)\bdevice-cmyk\s*\(", text):
        place = folder.place(name, text.count("\n", 0, found.start()) + 1)
        fault = "PDF/A does not allow a device-cmyk() colour"
        hint = "write it in another way, such as #17478f or oklch(...)"
        raise Problems([Problem(place, fault, hint)])


def _fetcher(folder: Path) -> Any:
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - see engine.py

    class FolderOnly(URLFetcher):  # type: ignore[misc]
        """Reads files of the template's folder; symbolic links do not lead out of it."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            if parts.scheme != "file" or parts.netloc:
                raise ValueError("only files of the template's folder are read, nothing else")
            path = Path(url2pathname(parts.path)).resolve()
            if not path.is_relative_to(folder.resolve()):
                raise ValueError("only files of the template's folder are read, no other file")
            if not path.is_file():  # a pipe would be waited for
                raise ValueError("there is no such file in the template's folder")
            return super().fetch(url, headers)

    return FolderOnly(allowed_protocols={"file", "data"})


def _font_names(pdf: Any) -> Iterator[str]:
    """Yield the names of the embedded fonts, such as House-Bold."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Font":
            yield item["BaseFont"].decode().partition("+")[2]


def _foreign_letters(
    document: Document, folder: TemplateFolder, used: set[str]
) -> Iterator[Problem]:
    """Yield where letters stand that the house fonts lack; failing that, the fonts used instead."""
    known = house_fonts.letters(folder) | {" ", "\u00a0"}
    found = False
    for block in document.body.find(*TEXT_BLOCKS):
        for letter in sorted({letter for letter in block.text if letter not in known}):
            found = True
            yield Problem(
                block.place,
                f'the letter {letter} (U+{ord(letter):04X}) in "{block.text[:60]}"'
                " is not in the house fonts, so the PDF cannot show it",
                "write it in other letters",
            )
    foreign = sorted(name for name in used if not name.startswith(FAMILY))
    if foreign and not found:
        yield Problem(
            folder.place("paper.css"),
            f"the PDF's letters come from {', '.join(foreign)}, not from the house fonts",
            f'is "{FAMILY}" misspelt in a font-family?',
        )


class _Log(logging.Handler):
    """Collects what WeasyPrint says as problems of the style sheet at hand."""

    def __init__(self, folder: TemplateFolder, sheet: str) -> None:
        super().__init__(logging.WARNING)
        self.folder, self.sheet = folder, sheet
        self.problems: list[Problem] = []
        self.missing_letters = False

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith(".notdef"):
            self.missing_letters = True
        elif message.startswith("Font-face"):
            hint = "the font files that the sheet names must stand beside it"
            place = self.folder.place(STYLES[0])
            self.problems.append(Problem(place, "a house font cannot be loaded", hint))
        elif record.levelno >= logging.ERROR:
            self.problems.append(Problem(self.folder.place(self.sheet), message))
        elif unknown := re.match(r"Unsupported color space ([^ ,]+)", message):
            place = line_of(self.folder, self.sheet, unknown[1])
            hint = "write it in another way, such as #17478f or oklch(...)"
            self.problems.append(Problem(place, message, hint, "warning"))
        else:
            said = re.fullmatch(r"(?s)(.+?) at (\d+):(\d+)(.*)", message)
            line, column = (int(said[2]), int(said[3])) if said else (0, 0)
            message = f"{said[1]}{said[4]}" if said else message
            place = self.folder.place(self.sheet, line)._replace(column=column)
            self.problems.append(Problem(place, message.rstrip("."), severity="warning"))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Lay out without looking for garbage: there is next to none, and looking takes a fifth."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _log(folder: TemplateFolder, sheet: str) -> Iterator[_Log]:
    log = _Log(folder, sheet)
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.propagate = before
