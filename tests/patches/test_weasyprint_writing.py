"""WeasyPrint and pydyf do once what they did twice, and the PDF is the same to the byte."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from jacpaper.patches import (
    pydyf_streams,
    sources,
    weasyprint_backgrounds,
    weasyprint_letters,
    weasyprint_lines,
    weasyprint_pages,
)
from libraries import changed, oldest_weasyprint, python

if TYPE_CHECKING:
    from pathlib import Path

FONT = ROOT / "templates" / "hmicfrs-update" / "fonts" / "Arimo-Regular.ttf"

# Whatever letters, lines, boxes and pages can be asked to do that the patches look at.
EVERY_WAY = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Ways</title>
<style>@font-face {{{{ font-family: House; src: url({FONT.as_uri()}) }}}}
@page {{{{ size: A5; @top-left {{{{ content: element(head) }}}}
  @bottom-center {{{{ content: counter(page) " of " counter(pages) }}}} }}}}
@page :first {{{{ margin-top: 30mm }}}}
@page :nth(5) {{{{ background: linear-gradient(red, blue) }}}}
@page :left {{{{ @bottom-left {{{{ content: "Left"; background: silver }}}} }}}}
@page :blank {{{{ @top-center {{{{ content: "Nothing" }}}} }}}}
@page wide {{{{ size: A5 landscape; counter-increment: page 2 }}}}
.wide {{{{ page: wide; break-before: right }}}} .narrow {{{{ break-before: left }}}}
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
<p style="background: #eee; border-radius: 2mm 10%">Grey</p><p style="box-shadow: 1px 1px red">
Shadow</p><p style="border: 1px solid red; border-radius: 2mm">Round</p>
<p style="border: 9px solid; border-image: linear-gradient(red, blue) 1">Framed</p>
<p style="background: linear-gradient(red, blue)">Blend</p>
<p style="visibility: hidden; background: red">Unseen</p>
<p style="color: green; background: currentcolor">Green</p>
<p class="wide">A wide page</p><p class="wide">and another</p><p class="narrow">A narrow one</p>
<svg width="99" height="20"><text x="1" y="15" letter-spacing="2">Drawn</text></svg>
</body></html>"""
LOADED = """
from jacpaper.writers.pdf import engine
weasyprint = engine.load()
import pydyf
from weasyprint.draw import text
from weasyprint.layout import background, page as pages
from weasyprint.text import line_break
"""
WITHOUT = """
from jacpaper.patches import (
    pydyf_streams, weasyprint_backgrounds, weasyprint_letters, weasyprint_lines, weasyprint_pages
)
pydyf_streams.apply = weasyprint_letters.apply = weasyprint_lines.apply = lambda: None
weasyprint_backgrounds.apply = weasyprint_pages.apply = lambda: None
"""
# The digest of what comes out, compressed and not.
DRAWN = f"""
import hashlib, json
page = weasyprint.HTML(string={EVERY_WAY.replace("{{", "{").replace("}}", "}")!r}).render()
made = [page.write_pdf(pdf_identifier=True, uncompressed_pdf=plain) for plain in (True, False)]
print(json.dumps([hashlib.sha256(b"".join(made)).hexdigest(), len(made[0])]))
"""
# Which functions are other ones than the libraries' own: two of a patch, or the one that it has.
WHICH = """
import json
names = {
    "weasyprint_lines": [line_break.Layout.set_text, line_break.strut],
    "weasyprint_letters": [text.draw_first_line],
    "weasyprint_pages": [pages.set_page_type_computed_styles, pages.copy.deepcopy],
    "weasyprint_backgrounds": [background.layout_box_backgrounds],
    "pydyf_streams": [pydyf._to_bytes, pydyf.PDF.write],
}
ours = {patch: {one.__module__ == f"jacpaper.patches.{patch}" for one in names[patch]}
    for patch in names}
assert all(len(each) == 1 for each in ours.values()), ours
print(json.dumps([patch for patch in ours if True in ours[patch]]))
"""
PATCHES = {
    patch.__name__.rpartition(".")[2]: patch
    for patch in (
        weasyprint_lines,
        weasyprint_letters,
        weasyprint_pages,
        weasyprint_backgrounds,
        pydyf_streams,
    )
}
# A file that one patch alone needs.
THEIRS = {
    "weasyprint_lines": "text/line_break.py",
    "weasyprint_letters": "pdf/fonts.py",
    "weasyprint_pages": "layout/page.py",
    "weasyprint_backgrounds": "layout/background.py",
    "pydyf_streams": "__init__.py",
}


@pytest.fixture(scope="module")
def drawn_without_patches() -> str:
    return python(WITHOUT + LOADED + DRAWN)


# With the oldest or newest versions allowed, some may step aside.
USED = [
    name
    for name, patch in PATCHES.items()
    if sources.are_known(name.partition("_")[0], patch.KNOWN)
]


def is_locked(package: str) -> bool:
    """Tell whether the installed version of a package is that of the lock."""
    lock = (ROOT / "requirements" / "paper.txt").read_text()
    return f"\n{package}=={version(package)} " in f"\n{lock}"


def test_every_way_of_setting_text_comes_out_the_same(drawn_without_patches: str) -> None:
    assert json.loads(drawn_without_patches)[1] > 10_000
    assert python(LOADED + WHICH + DRAWN) == f"{json.dumps(USED)}\n{drawn_without_patches}"


@pytest.mark.parametrize("name", PATCHES)
def test_a_patch_knows_the_installed_library(name: str) -> None:
    known = PATCHES[name].KNOWN
    package = name.partition("_")[0]
    if not is_locked(package):
        pytest.skip("another version than the lock's may be unknown")
    assert sources.are_known(package, known)
    for file in known:
        assert not sources.are_known(package, {**known, file: {0}})


@pytest.mark.parametrize("name", PATCHES)
def test_another_library_is_left_as_it_is(
    tmp_path: Path, name: str, drawn_without_patches: str
) -> None:
    environment = changed(name.partition("_")[0], tmp_path, {THEIRS[name]: ("", "# changed\n")})
    made = python(LOADED + WHICH + DRAWN, **environment)
    others = [other for other in USED if other != name]
    assert made == f"{json.dumps(others)}\n{drawn_without_patches}"


def test_the_oldest_weasyprint_does_the_same_with_and_without() -> None:
    environment = {"PYTHONPATH": str(oldest_weasyprint())}
    assert python(LOADED + DRAWN, **environment) == python(WITHOUT + LOADED + DRAWN, **environment)


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
