"""The pack's page number at the foot of every page, as an artifact: screen readers pass over it.

"Pack page 12" cannot be taken for a paper's own "Page 1 of 4". On our papers it stands at the
left of their footer, in line with it. Where something of the paper stands there, and on everyone
else's pages, which may have print anywhere, the page grows a strip at its foot: nothing is
covered, nothing moves.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf

from jacpaper.pack import boxes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.pack.papers import Paper

# Where the wheel has it, as a link in the source.
_TEMPLATES = Path(__file__).parents[1] / "data" / "workspace" / "templates"
_FONT = _TEMPLATES / "hmicfrs-update" / "fonts" / "Arimo-Bold.ttf"
_WORDS = "Pack page {}"
_RESTRICTED_WORDS = "Restricted: pack page {}"
_FIGURES = "0123456789"
_SIZE = 12
# The width of A4: letters and strip grow with the page, as it will be shrunk to be printed.
_A4 = 595.28
_STRIP = 26
_LEFT = 56.7
_BASELINE = 9
# Of our papers: the height of their footer, and how wide a number of five figures is, and one of
# a restricted pack.
_FOOTER = 51
_WIDTH, _RESTRICTED_WIDTH = 115, 185
# WeasyPrint puts text and pictures by their distance from the top left corner, in CSS pixels.
_PIXEL = 0.75
_BEGIN, _END = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC", b"EMC"


class _Spot(NamedTuple):
    """Where a number is written: on paper of A4, from the left and from the foot."""

    left: float
    baseline: float


def print_on(
    pdf: Pdf, papers: Sequence[Paper], first_page: int, *, restricted: bool = False
) -> None:
    """Print the number of each page at its foot; in a restricted pack, that it is one too."""
    printer = _Printer(pdf, restricted=restricted)
    for paper in papers:
        for number, page in enumerate(paper.pages, first_page + paper.first):
            printer.print_on(page, number, own=paper.part.own)


class _Printer:
    """Prints on pages with one font."""

    def __init__(self, pdf: Pdf, *, restricted: bool) -> None:
        self.pdf = pdf
        self.words = _RESTRICTED_WORDS if restricted else _WORDS
        self.width = _RESTRICTED_WIDTH if restricted else _WIDTH
        self.font = _font(pdf, "".join(sorted({*self.words.format(_FIGURES)})))
        self.saved = pdf.make_stream(b"q")

    def print_on(self, page: Any, number: int, *, own: bool) -> None:
        """Print a number at the foot of a page: in the footer of ours, or on a strip below it."""
        words = self.words.format(number)
        content = page.get("/Contents", Array())
        streams = list(content) if isinstance(content, Array) else [content]
        written = b"\n".join(one.read_bytes() for one in streams) if own else b""
        spot = _free_spot(page, written, self.width) if own else None
        drawn = self._in_place(page, words, spot) if spot else self._on_a_strip(page, words)
        lines = b"\n".join([b"Q", _BEGIN, b"q", *drawn, b"Q", _END])
        page.Contents = Array([self.saved, *streams, self.pdf.make_stream(lines)])

    def _in_place(self, page: Any, words: str, spot: _Spot) -> Iterator[bytes]:
        yield b"0 g"
        yield self._text(page, words, spot)

    def _on_a_strip(self, page: Any, words: str) -> Iterator[bytes]:
        seen = boxes.seen(page)
        scale = min(seen.width, seen.height) / _A4
        grown = boxes.grow_at_the_foot(page, seen, _STRIP * scale)
        yield grown.matrix(scale)
        # What the page has there was not to be seen before.
        yield b"1 g 0 0 %.2f %d re f 0 g" % (seen.width / scale, _STRIP)
        yield self._text(page, words, _Spot(_LEFT, _BASELINE))

    def _text(self, page: Any, words: str, spot: _Spot) -> bytes:
        name = self._name_of_font(page)
        place = b"%.2f %.2f" % spot
        return b"BT /%s %d Tf %s Td (%s) Tj ET" % (name, _SIZE, place, words.encode())

    def _name_of_font(self, page: Any) -> bytes:
        """Return the name that our font has on a page, which may have fonts of its own."""
        fonts = _below(_below(page, "/Resources"), "/Font")
        name = "/PackNumber"
        while name in fonts and fonts[name].objgen != self.font.objgen:
            name += "_"
        fonts[name] = self.font
        return name.removeprefix("/").encode()


def _free_spot(page: Any, content: bytes, width: int) -> _Spot | None:
    """Return the spot in line with a footer of ours, and with its text; None if it is taken."""
    height = float(page.MediaBox[3])
    put = [(x * _PIXEL, height - y * _PIXEL) for x, y in [*_put(content)][2:]]
    footer = [(x, y) for x, y in put if 0 < y < _FOOTER]
    left = min((x for x, y in put if 0 < y < height), default=_LEFT)
    if any(x < left + width for x, _ in footer):
        return None
    return _Spot(left, min((y for _, y in footer), default=_BASELINE))


def _put(content: bytes) -> Iterator[tuple[float, float]]:
    """Yield where texts and pictures of a page of ours are put: the last two figures of a line."""
    for line in content.split(b"\n"):
        if line.endswith((b" Tm", b" cm")):
            *_, x, y, _ = line.split(b" ")
            yield float(x), float(y)


def _below(holder: Any, key: str) -> Any:
    """Return a dictionary's entry, which is one too; a new one if it has none."""
    if key not in holder:
        holder[key] = Dictionary()
    return holder[key]


def _font(pdf: Pdf, letters: str) -> Any:
    """Return our font in the pack, with the letters that numbers need."""
    content, widths = _letters(letters)
    file = pdf.make_stream(content)
    file.Length1 = len(content)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/PACKNO+Arimo-Bold"), Flags=32, FontFile2=file,
        FontBBox=Array([-482, -376, 1304, 1033]), ItalicAngle=0, Ascent=905, Descent=-212,
        CapHeight=716, StemV=140,
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/PACKNO+Arimo-Bold"),
        Encoding=Name.WinAnsiEncoding, FirstChar=ord(" "), LastChar=ord("z"),
        Widths=Array(widths), FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    return pdf.make_indirect(font)


@cache
def _letters(letters: str) -> tuple[bytes, list[int]]:
    """Return a font of some letters, and how wide those from space to z are."""
    from fontTools import subset  # noqa: PLC0415 - takes longer than the rest of this module
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(_FONT, recalcTimestamp=False)
    subsetter = subset.Subsetter(subset.Options(layout_features=[], hinting=False, name_IDs=[]))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    names, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    known = (names.get(code) for code in range(ord(" "), ord("z") + 1))
    widths = [round(metrics[name][0] * 1000 / units) if name else 0 for name in known]
    file = io.BytesIO()
    font.save(file)
    return file.getvalue(), widths
