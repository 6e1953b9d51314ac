"""Draw the pictures of papers in the README: pages of the examples, as PDFium shows them.

    .venv/bin/python scripts/pictures.py

docs/first-page.png    the first page of the reference paper
docs/pack.png          Midshire's newest pack: its agenda, and the first page of its first paper

docs/preview.png is a picture of a browser's window, taken by hand.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageOps

from jacpaper.build import in_memory, sources
from jacpaper.pack import meeting
from jacpaper.project.layout import own_folder
from jacpaper.writers.formats import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
MIDSHIRE, MEETING = ROOT / "examples" / "midshire", date(2026, 3, 26)
REFERENCE = date(2025, 12, 11)
# Pixels: the height of a page, the line around it, and what is between two pages.
HEIGHT, LINE, BETWEEN = 936, 1, 16
GREY, COLOURS = "#b1b4b6", 64


def main() -> None:
    """Draw each picture."""
    for name, content, pages in (("first-page", paper(), [0]), ("pack", pack(), [0, 1])):
        path = ROOT / "docs" / f"{name}.png"
        beside([drawn(content, page) for page in pages]).quantize(COLOURS).save(path, optimize=True)
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def paper() -> bytes:
    """Return the reference paper's PDF."""
    made = in_memory.make(
        ROOT, REFERENCE, (BY_ENDING["pdf"],), own_folder(ROOT, REFERENCE),
        side_by_side=False, sources=sources.digests(ROOT, REFERENCE),
    )  # fmt: skip
    return next(iter(made.outputs.values()))


def pack() -> bytes:
    """Return Midshire's public pack."""
    return meeting.make(MIDSHIRE, MEETING).outputs[f"papers-{MEETING.isoformat()}.pdf"]


def drawn(content: bytes, page: int) -> Image.Image:
    """Return a picture of a page, with a line around it."""
    document = pypdfium2.PdfDocument(content)
    scale = HEIGHT / document[page].get_height()
    picture = document[page].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return ImageOps.expand(picture, LINE, GREY)


def beside(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return pictures of one height side by side."""
    width = sum(one.width for one in pictures) + BETWEEN * (len(pictures) - 1)
    whole = Image.new("RGB", (width, max(one.height for one in pictures)), "white")
    left = 0
    for one in pictures:
        whole.paste(one, (left, 0))
        left += one.width + BETWEEN
    return whole


if __name__ == "__main__":
    main()
