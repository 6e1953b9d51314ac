"""The web page laid out on paper by WeasyPrint: PDF/UA-1 and PDF/A-2a, with our own letters.

What WeasyPrint would log is part of its result here: an unknown property in a
style sheet is a warning at its line, a letter set in a foreign font or a file
that could not be had is an error. It may read the template's folder and nothing
else: no network, no other file.
"""

from __future__ import annotations

import ctypes.util
import gc
import itertools
import logging
import re
import sys
import traceback
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jacpaper import web
from jacpaper.problems import MachineError, Problem, Problems, in_order
from jacpaper.tree import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.compose import Document
    from jacpaper.template_folder import TemplateFolder

# The letters first: the look needs them.
STYLES = ("fonts/fonts.css", "paper.css")
FAMILY = "House"
KNOWN_VERSION = "70.0"
INSTALL = (
    "install Pango, then try again:\n"
    "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    "    (on macOS: brew install pango)"
)


def write(document: Document, folder: TemplateFolder) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the PDF, and the warnings that its styles gave rise to.

    Raises:
        Problems: missing fonts or files, letters that the house fonts lack.
        MachineError: WeasyPrint's native libraries are not there.
    """
    weasyprint = wake()
    from jacpaper import pdf_claims  # noqa: PLC0415 - see wake

    fonts = weasyprint.text.fonts.FontConfiguration()
    fetcher = _fetcher(folder.path)
    used: set[str] = set()
    with _log(folder) as log, _misled(folder), _uncollected():
        sheets = []
        for name in STYLES:
            log.sheet = name
            path = _existing(folder, name)
            sheets.append(weasyprint.CSS(filename=path, font_config=fonts, url_fetcher=fetcher))
        page = weasyprint.HTML(
            string=web.page(document), base_url=f"{folder.path.as_uri()}/", url_fetcher=fetcher
        ).render(stylesheets=sheets, font_config=fonts, pdf_variant=pdf_claims.VARIANT)

        def written(spare: int) -> bytes:
            def finish(_: Any, pdf: Any) -> None:
                used.update(_font_names(pdf))
                pdf_claims.add_spare(pdf, spare)

            made: bytes = page.write_pdf(pdf_variant=pdf_claims.VARIANT, finisher=finish)
            return made

        # Its last stream, the table of objects, is only made while it is written.
        made = (written(spare) for spare in itertools.count())
        pdf = next(one for one in made if not pdf_claims.ends_in_a_return(one))
    if log.missing_letters or any(not name.startswith(FAMILY) for name in used):
        log.problems += _foreign_letters(document, folder, used)
    if any(problem.severity == "error" for problem in log.problems):
        raise Problems(log.problems)
    return pdf, in_order(log.problems)


def wake() -> Any:
    """Import WeasyPrint, as late as possible: it takes half a second, and needs Pango.

    Raises:
        MachineError: Pango is missing, or WeasyPrint is not the one we know.
    """
    try:
        with _no_searching():
            import weasyprint  # noqa: PLC0415
            import weasyprint.text.fonts  # noqa: PLC0415
    except OSError as error:
        library = str(error).partition("'")[2].partition("'")[0]
        missing = f" ({library})" if library else ""
        raise MachineError(f"no PDF can be made: a library is missing{missing}", INSTALL) from None
    patch(weasyprint)
    return weasyprint


@contextmanager
def _no_searching() -> Iterator[None]:
    """Have libraries found by the loader alone, which knows them by the last name WeasyPrint tries.

    For each name before that Python asks ldconfig, gcc and ld in turn, 54
    processes in all: a third of the import. Only Linux has those names.
    """
    before = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - its own signature
    try:
        yield
    finally:
        ctypes.util.find_library = before


def patch(weasyprint: Any) -> None:
    """Put our tags in the place of WeasyPrint's own, and make our variant known."""
    _check(weasyprint)
    from jacpaper import pdf_claims, pdf_tags  # noqa: PLC0415 - they are made for this version

    weasyprint.pdf.add_tags = pdf_tags.add_tags
    pdf_claims.register()


def _check(weasyprint: Any) -> None:
    """Refuse a WeasyPrint whose inside we do not know: our tags take the place of its own."""
    if weasyprint.VERSION != KNOWN_VERSION:
        raise MachineError(
            f"no PDF can be made: WeasyPrint {weasyprint.VERSION} is installed,"
            f" and jacpaper knows the tags of {KNOWN_VERSION} only",
            f"install it with: pip install weasyprint=={KNOWN_VERSION}",
        )


def _existing(folder: TemplateFolder, name: str) -> Path:
    if not (folder.path / name).is_file():
        raise Problems([Problem(folder.place(name), "the style sheet is missing")])
    return folder.path / name


def _fetcher(folder: Path) -> Any:
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - see wake

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
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - needed only when something is wrong

    known: set[int] = {ord(" "), ord("\u00a0")}
    for path in (folder.path / "fonts").glob("*.ttf"):
        known |= TTFont(path).getBestCmap().keys()
    found = False
    for block in document.body.find(*TEXT_BLOCKS):
        for letter in sorted({letter for letter in block.text if ord(letter) not in known}):
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


@contextmanager
def _misled(folder: TemplateFolder) -> Iterator[None]:
    """Say that the style sheet is at fault where WeasyPrint stumbles, as at `width: calc(- )`.

    Full disks are for others to name, and stumbles of our own are not the sheet's.
    """
    try:
        yield
    except (Problems, MachineError, OSError):
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        if Path(last.filename).parent == Path(__file__).parent:
            raise
        fault = f"WeasyPrint cannot follow this style sheet ({type(error).__name__}: {error})"
        hint = "undo what was changed in it last"
        raise Problems([Problem(folder.place("paper.css"), fault, hint)]) from None


class _Log(logging.Handler):
    """Collects what WeasyPrint says as problems of the style sheet at hand."""

    def __init__(self, folder: TemplateFolder) -> None:
        super().__init__(logging.WARNING)
        self.folder = folder
        self.sheet = STYLES[0]
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
        else:
            said = re.fullmatch(r"(?s)(.+?) at (\d+):(\d+)(.*)", message)
            line, column = (int(said[2]), int(said[3])) if said else (0, 0)
            message = f"{said[1]}{said[4]}" if said else message
            place = replace(self.folder.place(self.sheet, line), column=column)
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
def _log(folder: TemplateFolder) -> Iterator[_Log]:
    log = _Log(folder)
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.propagate = before
