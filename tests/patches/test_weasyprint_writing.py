"""WeasyPrint and pydyf do once what they did twice, and the PDF is the same to the byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from jacpaper.patches import pydyf_streams, sources, weasyprint_letters, weasyprint_lines
from libraries import changed, python

if TYPE_CHECKING:
    from pathlib import Path

FONT = ROOT / "templates" / "hmicfrs-update" / "fonts" / "Arimo-Regular.ttf"

# Whatever letters, lines and boxes can be asked to do that the patches look at.
EVERY_WAY = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Ways</title>
<style>@font-face {{{{ font-family: House; src: url({FONT.as_uri()}) }}}}
@page {{{{ size: A5; @top-left {{{{ content: element(head) }}}} }}}}
body {{{{ font: 12pt House }}}} .head {{{{ position: running(head) }}}}
.justified {{{{ text-align: justify; hyphens: auto; width: 40mm }}}}
.first::first-letter {{{{ font-size: 3em; float: left }}}} .first::first-line {{{{ color: red }}}}
.cut {{{{ width: 20mm; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }}}}
.clamped {{{{ width: 40mm; block-ellipsis: auto; max-lines: 2; continue: discard }}}}
</style></head><body><p class="head">The <em>head</em></p>
<p class="justified">Committees consider inspections, recommendations and improvements together,
extraordinarily so.</p>
<p class="first">The first letter is large, and all that stands in the first line is red.</p>
<p style="white-space: pre-line">One\ntwo\n\nfour</p><p style="white-space: pre">A\tB\n C</p>
<p style="letter-spacing: 2pt; word-spacing: 5pt">Far
<a style="text-decoration: line-through overline">apart</a></p>
<p class="cut">Much too long for so short a line</p>
<p class="clamped">Much too long for two lines that are as short as these are, or nearly so</p>
<p style="float: right; width: 30mm">At the side</p><p style="position: relative; left: 9mm">On</p>
<p style="position: absolute; top: 90mm">Anywhere</p><p style="color: #12345680">Faint</p>
<p dir="rtl" lang="he">The other way, 1, 2, 3.</p><p>Soft\u00adhy\u00adphens\u00a0and others</p>
<p>Raised x\u0301X\u0301</p><p>Raised x\u0301X\u0301</p>
<p>And <a style="text-decoration: underline" href="https://a.org">a link</a>.</p>
<table style="border-collapse: collapse"><tr><td style="border: 1px solid red; border-top: none">
In a box</td><td style="font-variant: small-caps">Small</td></tr></table>
<svg width="99" height="20"><text x="1" y="15" letter-spacing="2">Drawn</text></svg>
</body></html>"""
LOADED = """
from jacpaper.writers.pdf import engine
weasyprint = engine.load()
import pydyf
from weasyprint.draw import text
from weasyprint.text import line_break
"""
WITHOUT = """
from jacpaper.patches import pydyf_streams, weasyprint_letters, weasyprint_lines
pydyf_streams.apply = weasyprint_letters.apply = weasyprint_lines.apply = lambda: None
"""
# The digest of what comes out, compressed and not.
DRAWN = f"""
import hashlib, json
page = weasyprint.HTML(string={EVERY_WAY.replace("{{", "{").replace("}}", "}")!r}).render()
made = [page.write_pdf(pdf_identifier=True, uncompressed_pdf=plain) for plain in (True, False)]
print(json.dumps([hashlib.sha256(b"".join(made)).hexdigest(), len(made[0])]))
"""
# Which functions are other ones than the libraries' own.
WHICH = """
names = line_break.Layout.set_text, line_break.strut, text.draw_first_line, pydyf.PDF.write
print(*[name.__module__.partition(".")[0] for name in names])
"""


@pytest.fixture(scope="module")
def drawn_without_patches() -> str:
    return python(WITHOUT + LOADED + DRAWN)


def test_every_way_of_setting_text_comes_out_the_same(drawn_without_patches: str) -> None:
    assert json.loads(drawn_without_patches)[1] > 10_000
    assert (
        python(LOADED + WHICH + DRAWN)
        == f"jacpaper jacpaper jacpaper jacpaper\n{drawn_without_patches}"
    )


def test_the_patches_know_the_installed_libraries() -> None:
    assert sources.are_known("weasyprint", weasyprint_lines.KNOWN)
    assert sources.are_known("weasyprint", weasyprint_letters.KNOWN)
    assert sources.are_known("pydyf", pydyf_streams.KNOWN)


@pytest.mark.parametrize("name", sorted({**weasyprint_lines.KNOWN, **weasyprint_letters.KNOWN}))
def test_another_weasyprint_is_left_as_it_is(
    tmp_path: Path, name: str, drawn_without_patches: str
) -> None:
    environment = changed("weasyprint", tmp_path, {name: ("", "# changed\n")})
    made = python(LOADED + WHICH + DRAWN, **environment)
    lines, letters = (
        "weasyprint" if name in patch.KNOWN else "jacpaper"
        for patch in (weasyprint_lines, weasyprint_letters)
    )
    assert made == f"{lines} {lines} {letters} jacpaper\n{drawn_without_patches}"


def test_another_pydyf_is_left_as_it_is(tmp_path: Path, drawn_without_patches: str) -> None:
    environment = changed("pydyf", tmp_path, {"__init__.py": ("", "# changed\n")})
    made = python(LOADED + WHICH + DRAWN, **environment)
    assert made == f"jacpaper jacpaper jacpaper pydyf\n{drawn_without_patches}"


def test_a_second_call_changes_nothing() -> None:
    code = "before = pydyf.PDF.write, line_break.strut\nengine.load()\n"
    python(LOADED + code + "assert before == (pydyf.PDF.write, line_break.strut)")


def test_papers_come_out_the_same() -> None:
    code = """
import hashlib
from pathlib import Path
from jacpaper.writers.pdf import engine, writer
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
project = Path("examples/midshire")
document, _ = prepare(project, meetings(project)[-1])
for paper in document.papers:
    content, _ = writer.write(paper, template_folder(project))
    print(hashlib.sha256(content).hexdigest())
"""
    with_patches = python(code)
    assert with_patches
    assert with_patches == python(WITHOUT + code)
