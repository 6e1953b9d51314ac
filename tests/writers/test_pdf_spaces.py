"""Words part in the PDF's text as they do on the page, whatever breaks lines; nothing moves."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pypdfium2
import pytest

import heard
import readers
from conftest import ROOT, tool
from jacpaper.writers.pdf import engine

if TYPE_CHECKING:
    from pathlib import Path

FONT = ROOT / "templates" / "hmicfrs-update" / "fonts" / "Arimo-Regular.ttf"
HEAD = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Spaces</title>
<style>
@font-face {{ font-family: House; src: url({FONT.as_uri()}) }}
@page {{ size: 90mm 120mm; margin: 10mm }} body {{ font: 12pt House; overflow-wrap: break-word }}
.justified {{ text-align: justify }} .hyphens {{ hyphens: auto }} .right {{ text-align: right }}
.centre {{ text-align: center }} .loud {{ text-transform: uppercase }}
.lines {{ white-space: pre-line }}
.first::first-letter {{ font-size: 2em }} .wide {{ letter-spacing: 2pt; word-spacing: 5pt }}
li::before {{ content: "• "; display: inline-block; white-space: pre }} ul {{ list-style: none }}
.numeral {{ display: inline-block; width: 10mm; white-space: pre }}
</style></head><body>"""
HYPHEN = "\u2010"  # which WeasyPrint adds
LONG = "The committee considers inspections, recommendations and areas for improvement together."
LINK = (
    f'before <a href="https://a.org/">{LONG}</a> after it and <em>{LONG}</em> <strong>so</strong>'
)
# What is laid out, and what is to be heard.
CASES = {
    "paragraph": (f"<p>{LONG}</p>", [LONG]),
    "heading": (f"<h2><span class='numeral'>1. </span>{LONG}</h2>", [f"1. {LONG}"]),
    "links": (f"<p>{LINK}.</p>", [f"before {LONG} after it and {LONG} so."]),
    "elements with a space between": (
        "<p><em>one</em> <strong>two</strong> <a href='https://a.org/'>three</a>, four</p>",
        ["one two three, four"],
    ),
    "new lines in the source": (f"<p>\n  {LONG.replace(' ', chr(10))}</p>", [LONG]),
    "justified": (f"<p class=justified>{LONG}</p>", [LONG]),
    "to the right": (f"<p class=right>{LONG}</p>", [LONG]),
    "in the middle": (f"<p class=centre>{LONG}</p>", [LONG]),
    "capitals": (f"<p class=loud>{LONG}</p>", [LONG.upper()]),
    "spaced out": (f"<p class=wide>{LONG}</p>", [LONG]),
    "first letter": (f"<p class=first>{LONG}</p>", [LONG]),
    "kept lines": ("<p class=lines>One\ntwo</p>", ["One two"]),
    "no-break spaces": (f"<p>{LONG} 5\u00a0<em>days</em></p>", [f"{LONG} 5 days"]),
    "broken at a hyphen": (f"<p>{'follow-up/' * 20}</p>", ["follow-up/" * 20]),
    "longer than a line": (f"<p>a {'x' * 200} b</p>", [f"a {'x' * 200} b"]),
    "list": (f"<ul><li>{LONG}</li><li>{LINK}</li></ul>",
             [f"• {LONG}", f"• before {LONG} after it and {LONG} so"]),
    "over pages": (f"<p>{LONG * 30}</p><p>{LONG}</p>", [LONG * 30, LONG]),
    "table over pages": (
        f"<table><caption>{LONG}</caption><thead><tr><th>Name</th><th>{LONG}</th></tr></thead><tbody>"
        + f"<tr><td>Row</td><td>{LONG}</td></tr>" * 9 + "</tbody></table>",
        [LONG, "Name", LONG, *(["Row", LONG] * 9)],
    ),
    "row longer than a page": (
        "<table><caption>Long</caption><thead><tr><th>Name<th>Words<tbody>"
        "<tr><td>Row<td>" + LONG * 20 + "</table>",
        ["Long", "Name", "Words", "Row", LONG * 20],
    ),
}  # fmt: skip


def made(path: Path, html: str, *, spaces: bool = True) -> Path:
    weasyprint = engine.load()
    from jacpaper.writers.pdf import spaces as ours

    source = weasyprint.HTML(string=HEAD + html)
    laid_out = source.render(pdf_variant="pdf/ua-1")
    if spaces:
        ours.add(laid_out.pages, source.etree_element)
    laid_out.write_pdf(path, pdf_variant="pdf/ua-1")
    return path


@pytest.mark.parametrize("case", CASES)
def test_words_part_in_what_is_heard(tmp_path: Path, case: str) -> None:
    html, expected = CASES[case]
    path = made(tmp_path / "with.pdf", html)
    assert heard.pdf_to_pdfminer(path) == expected
    assert heard.pdf_to_poppler(path) == expected


def test_a_hyphen_that_breaks_a_word_is_no_space(tmp_path: Path) -> None:
    words = LONG + " extraordinarily" * 9
    path = made(tmp_path / "with.pdf", f"<p class=hyphens>{words}</p>")
    (said,) = heard.pdf_to_pdfminer(path)
    assert HYPHEN in said, "nothing was hyphenated"
    assert said.replace(HYPHEN, "") == words


def test_nothing_moves(tmp_path: Path) -> None:
    html = "".join(html for html, _ in CASES.values())
    files = [made(tmp_path / f"{on}.pdf", html, spaces=on) for on in (True, False)]
    pixels = [
        [page.render(scale=2).to_numpy().tobytes() for page in pypdfium2.PdfDocument(file)]
        for file in files
    ]
    assert len(pixels[0]) > 10
    assert pixels[0] == pixels[1]
    # Without the spaces this sees it.
    assert heard.pdf_to_pdfminer(files[0]) != heard.pdf_to_pdfminer(files[1])


def test_a_search_finds_words_of_two_lines(tmp_path: Path) -> None:
    path = made(tmp_path / "with.pdf", CASES["paragraph"][0])
    ends = [chars[-1]["text"] for chars in _lines(path)]
    assert len(ends) > 2
    assert ends == [" "] * (len(ends) - 1) + ["."]
    done = subprocess.run([tool("pdftotext"), path, "-"], capture_output=True, check=True)
    assert " ".join(done.stdout.decode().split()) == LONG


def _lines(path: Path) -> list[readers.Chars]:
    """Return the characters of each line of the page."""
    chars = readers.pdf_structure(path).chars
    tops = sorted({char["top"] for char in chars})
    return [[char for char in chars if char["top"] == top] for top in tops]
