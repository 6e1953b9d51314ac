"""Libraries come without what no paper needs, and do exactly what they do with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from jacpaper.tree.elements import VOCABULARY

if TYPE_CHECKING:
    from pathlib import Path

FONT = ROOT / "templates" / "hmicfrs-update" / "fonts" / "Arimo-Regular.ttf"

# Every element of a paper, in the looks that HTML gives them.
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>One</h1><h2 id="two">Two</h2><h3>Three</h3><h4>Four</h4>
<p>A <strong>paragraph</strong> with <em>words</em> and <a href="#two">a link</a>.</p>
<ul><li>Fruit<li>Bread</ul><ol><li>First<li>Second</ol>
<ol style="list-style-type: lower-alpha"><li>First<li>Second</ol>
<table><caption>A table</caption><colgroup><col style="width: 30%"><col></colgroup>
<thead><tr><th>Year</th><th>Open</th></tr></thead>
<tbody><tr><th>2024</th><td>5</td></tr><tr class="total"><th>Total</th><td>5</td></tr></tbody>
</table>
<figure><figcaption>A figure</figcaption><svg width="9" height="9">
<rect width="99" height="9"/></svg>
</figure><div>The end</div></main></body></html>"""


def python(code: str, **environment: str) -> str:
    """Run code in a Python of its own, which keeps bytecode unless told otherwise."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**kept, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


READ = (
    "import re, sys; from jacpaper.patches.fast_imports import wake; before = re.compile; wake()\n"
)
CHECK = """
from jacpaper.cli.main import main
main(["check", "--project", "examples/midshire", "--format", "json"], standalone_mode=False)
"""


class TestWhatReads:
    def test_nothing_is_imported_to_look_for_plugins(self) -> None:
        # The name by which pydantic asks is its own: if it asks elsewhere, this says so.
        code = "import atexit, sys\n"
        code += "atexit.register(lambda: print(*{'importlib.metadata', 'email'} & {*sys.modules}))"
        assert python(code + CHECK).splitlines()[-1] == ""

    def test_afterwards_all_is_as_it_was(self) -> None:
        python(READ + "assert re.compile is before\nwake()\nassert re.compile is before")

    def test_a_check_says_the_same(self) -> None:
        asleep = "from jacpaper.cli import main as cli; cli.wake = lambda: None\n"
        assert python(CHECK) == python(asleep + CHECK)

    def test_a_pattern_is_compiled_when_it_is_used(self) -> None:
        code = READ + (
            "import jinja2, yaml\n"
            "pattern = yaml.reader.Reader.NON_PRINTABLE\n"
            "assert not isinstance(pattern, re.Pattern), 'it is compiled by now'\n"
            "assert pattern.search('a\\x07') and not pattern.search('a') and pattern.pattern\n"
            # The parser in Python, which has a use for them.
            "made = yaml.load('{a: 1.5, b: 2025-12-11, c: yes, d: 0x1f}', yaml.SafeLoader)\n"
            "print(*made.values())\n"
            'print(jinja2.Environment().from_string(\'{{ "see https://a.org"|urlize }}{# #}'
            "{{ 1.5e1 + 0b1 }}').render())"
        )
        assert python(code).splitlines() == [
            "1.5 2025-12-11 True 31",
            'see <a href="https://a.org" rel="noopener">https://a.org</a>16.0',
        ]


WAKE = "import sys; from jacpaper.writers.pdf import engine; weasyprint = engine.load()\n"
# The digest of what WeasyPrint makes of the page by itself: with its sheet, or with ours.
DRAWN = f"""
import hashlib, json
page = weasyprint.HTML(string={PAGE!r})
pdf = page.write_pdf(pdf_identifier=b"x", uncompressed_pdf=True)
print(json.dumps([hashlib.sha256(pdf).hexdigest(), len(pdf)]))
"""


class TestWhatWeasyPrintLeavesOut:
    def test_no_program_is_started_and_nothing_imported_in_vain(self, tmp_path: Path) -> None:
        code = "import subprocess; subprocess.Popen = None\n" + WAKE
        code += "print(*(name for name in sys.modules if name.startswith(('fontTools', 'pycp'))))"
        python(code, PYTHONPYCACHEPREFIX=str(tmp_path))
        assert python(code, PYTHONPYCACHEPREFIX=str(tmp_path)).strip() == ""

    def test_afterwards_all_is_as_it_was(self) -> None:
        python(
            "import ctypes.util, importlib.resources\n"
            "before = ctypes.util.find_library, importlib.resources.files\n"
            + WAKE
            + "assert before == (ctypes.util.find_library, importlib.resources.files)\n"
            "import cffi; cffi.FFI().cdef('int f(int);')\n"
            "from fontTools.ttLib import TTFont\n"
            f"TTFont({str(FONT)!r}).getBestCmap()"
        )

    def test_fonttools_comes_when_it_is_called(self) -> None:
        code = WAKE + (
            "from weasyprint.pdf import fonts\n"
            f"found = fonts.TTFont({str(FONT)!r})\n"
            "print('glyf' in found, fonts.subset.Options(hinting=False).hinting,"
            " fonts.ttFont.getTableClass('loca').__name__)"
        )
        assert python(code).split() == ["True", "False", "table__l_o_c_a"]

    def test_woken_twice_it_is_the_same(self) -> None:
        python(WAKE + "assert engine.load() is weasyprint")


# Whatever letters, lines and boxes can be asked to do that the quicker pace looks at.
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
<p>And <a style="text-decoration: underline" href="https://a.org">a link</a>.</p>
<table style="border-collapse: collapse"><tr><td style="border: 1px solid red; border-top: none">
In a box</td><td style="font-variant: small-caps">Small</td></tr></table>
<svg width="99" height="20"><text x="1" y="15" letter-spacing="2">Drawn</text></svg>
</body></html>"""
SLOWLY = "from jacpaper.patches import weasyprint_pace; weasyprint_pace.quicken = lambda: None\n"


class TestPace:
    """What is done once is what was done again and again."""

    def test_every_way_of_setting_text_comes_out_the_same(self) -> None:
        drawn = DRAWN.replace(repr(PAGE), repr(EVERY_WAY.replace("{{", "{").replace("}}", "}")))
        quickly = json.loads(python(WAKE + drawn))
        assert quickly[1] > 10_000
        assert quickly == json.loads(python(SLOWLY + WAKE + drawn))

    @pytest.mark.parametrize("project", [ROOT, ROOT / "examples" / "midshire"], ids=["one", "two"])
    def test_papers_come_out_the_same(self, project: Path) -> None:
        code = f"""
import hashlib
from pathlib import Path
from jacpaper.writers.pdf import writer as pdf
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
project = Path({str(project)!r})
document, _ = prepare(project, meetings(project)[-1])
for paper in document.papers:
    content, _ = pdf.write(paper, template_folder(project))
    print(hashlib.sha256(content).hexdigest(), len(content))
"""
        quickly = python(code)
        assert quickly
        assert quickly == python(SLOWLY + code)

    def test_a_second_call_changes_nothing(self) -> None:
        python(WAKE + (
            "import pydyf\nbefore = pydyf.PDF.write\nengine.patch(weasyprint)\n"
            "assert pydyf.PDF.write is before"
        ))  # fmt: skip


class TestElements:
    """Our sheet of elements says what WeasyPrint's says, of the elements that a paper has."""

    def test_the_page_has_every_element(self) -> None:
        ours = {tag for tag in VOCABULARY if tag not in ("paper", "img", "title")}
        assert {tag for tag in ours if f"<{tag}" not in PAGE} == set()

    def test_a_page_without_styles_is_the_same_with_either_sheet(self) -> None:
        theirs = (
            "import contextlib, sys; from jacpaper.patches import weasyprint_import\n"
            "weasyprint_import._own_elements = contextlib.nullcontext\n"
            "from jacpaper.writers.pdf import engine; weasyprint = engine.load()\n"
        )
        ours = json.loads(python(WAKE + DRAWN))
        assert ours[1] > 5_000
        assert ours == json.loads(python(theirs + DRAWN))


class TestDeclarations:
    """They are parsed once, and kept where Python keeps what it compiles."""

    def test_kept_where_python_keeps_bytecode(self, tmp_path: Path) -> None:
        drawn = [python(WAKE + DRAWN, PYTHONPYCACHEPREFIX=str(tmp_path)) for _ in range(2)]
        (kept,) = tmp_path.rglob("declarations.*")
        assert kept.name.endswith(".txt")
        assert drawn[0] == drawn[1]

    @pytest.mark.parametrize("text", ["", "ffi = _cffi_backend.FFI('declarations',\n"])
    def test_half_a_file_is_written_anew(self, tmp_path: Path, text: str) -> None:
        python(WAKE, PYTHONPYCACHEPREFIX=str(tmp_path))
        (kept,) = tmp_path.rglob("declarations.*")
        whole = kept.read_text(encoding="utf-8")
        kept.write_text(text, encoding="utf-8")
        python(WAKE, PYTHONPYCACHEPREFIX=str(tmp_path))
        assert kept.read_text(encoding="utf-8") == whole

    def test_none_are_kept_where_no_bytecode_is(self, tmp_path: Path) -> None:
        python(WAKE, PYTHONPYCACHEPREFIX=str(tmp_path), PYTHONDONTWRITEBYTECODE="1")
        assert not list(tmp_path.rglob("declarations.*"))

    def test_a_folder_that_cannot_be_written_is_done_without(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        python(WAKE, PYTHONPYCACHEPREFIX=str(tmp_path / "file"))
