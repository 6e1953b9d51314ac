"""WeasyPrint imported with the patches does exactly what it does without them."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from conftest import ROOT
from jacpaper.patches import (
    sources,
    weasyprint_declarations,
    weasyprint_elements,
    weasyprint_fonttools,
)
from jacpaper.tree.elements import VOCABULARY
from jacpaper.writers.pdf import engine
from libraries import changed, python

FONT = ROOT / "templates" / "hmicfrs-update" / "fonts" / "Arimo-Regular.ttf"

# Every element of a paper, in the looks that HTML gives them.
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>One</h1><h2 id="two">Two</h2><h3>Three</h3><h4>Four</h4>
<p>A <strong>paragraph</strong> with <em>words</em> and <a href="#two">a link</a>,
and <span lang="cy">gair</span>.</p>
<ul><li>Fruit<li>Bread</ul><ol><li>First<li>Second</ol>
<ol style="list-style-type: lower-alpha"><li>First<li>Second</ol>
<table><caption>A table</caption><colgroup><col style="width: 30%"><col></colgroup>
<thead><tr><th>Year</th><th>Open</th></tr></thead>
<tbody><tr><th>2024</th><td>5</td></tr><tr class="total"><th>Total</th><td>5</td></tr></tbody>
</table>
<figure><figcaption>A figure</figcaption><svg width="9" height="9">
<rect width="99" height="9"/></svg>
</figure><div>The end</div></main></body></html>"""


LOADED = "import sys; from jacpaper.writers.pdf import engine; weasyprint = engine.load()\n"
# The digest of what WeasyPrint makes of the page by itself: with its style sheet, or with ours.
DRAWN = f"""
import hashlib, json
page = weasyprint.HTML(string={PAGE!r})
pdf = page.write_pdf(pdf_identifier=b"x", uncompressed_pdf=True)
print(json.dumps([hashlib.sha256(pdf).hexdigest(), len(pdf)]))
"""
PLAIN = "import sys, weasyprint\n"
NEWEST_IS_INSTALLED = sources.are_known("weasyprint", weasyprint_elements.KNOWN)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bytecode of all that is imported, without the declarations kept beside it."""
    folder = tmp_path_factory.mktemp("bytecode")
    python(LOADED + DRAWN, PYTHONPYCACHEPREFIX=str(folder))
    for path in folder.rglob("declarations.*"):
        path.unlink()
    return folder


@pytest.fixture
def cache(compiled: Path, tmp_path: Path) -> Path:
    """Return a copy of that, the test's own: to compile it all takes seconds."""
    return Path(shutil.copytree(compiled, tmp_path / "cache"))


@pytest.fixture(scope="module")
def drawn_without_patches() -> str:
    return python(PLAIN + DRAWN)


def test_the_page_has_every_element() -> None:
    ours = {tag for tag in VOCABULARY if tag not in ("paper", "img", "title")}
    assert {tag for tag in ours if f"<{tag}" not in PAGE} == set()


def test_a_page_without_styles_is_the_same_with_and_without(drawn_without_patches: str) -> None:
    assert json.loads(drawn_without_patches)[1] > 5_000
    assert python(LOADED + DRAWN) == drawn_without_patches


def test_the_patches_know_the_installed_weasyprint() -> None:
    """Without this they would stand aside, and only a clock would tell."""
    for patch in (weasyprint_declarations, weasyprint_fonttools):
        assert sources.are_known("weasyprint", patch.KNOWN), patch.__name__
    if version("weasyprint") == engine.TESTED["weasyprint"][-1]:
        assert NEWEST_IS_INSTALLED, "the style sheet of elements is for another WeasyPrint"


def test_no_program_is_started_and_nothing_imported_in_vain(cache: Path) -> None:
    code = "import subprocess; subprocess.Popen = None\n" + LOADED
    code += "print(*(name for name in sys.modules if name.startswith(('fontTools', 'pycp'))))"
    python(code, PYTHONPYCACHEPREFIX=str(cache))
    assert python(code, PYTHONPYCACHEPREFIX=str(cache)).strip() == ""


def test_afterwards_all_is_as_it_was() -> None:
    python(
        "import ctypes.util, importlib.resources\n"
        "before = ctypes.util.find_library, importlib.resources.files\n"
        + LOADED
        + "assert before == (ctypes.util.find_library, importlib.resources.files)\n"
        "import cffi; cffi.FFI().cdef('int f(int);')\n"
        "from fontTools.ttLib import TTFont\n"
        f"TTFont({str(FONT)!r}).getBestCmap()"
    )


def test_loaded_twice_it_is_the_same() -> None:
    python(LOADED + "assert engine.load() is weasyprint")


def test_a_patch_that_fails_is_done_without(drawn_without_patches: str) -> None:
    """However it fails, WeasyPrint is imported again as it is."""
    code = """
import contextlib, sys
from jacpaper.patches import weasyprint_declarations
@contextlib.contextmanager
def broken():
    sys.modules["cffi"] = None
    try:
        yield
    finally:
        del sys.modules["cffi"]
weasyprint_declarations.kept = broken
"""
    assert python(code + LOADED + DRAWN) == drawn_without_patches


class TestElements:
    @pytest.mark.skipif(not NEWEST_IS_INSTALLED, reason="for the newest WeasyPrint alone")
    def test_our_sheet_is_read(self) -> None:
        code = LOADED + "print(len(weasyprint.html.UA))"
        assert int(python(code)) < int(python(PLAIN + code.partition("\n")[2]))

    def test_a_weasyprint_with_another_sheet_reads_its_own(
        self, tmp_path: Path, drawn_without_patches: str
    ) -> None:
        environment = changed(
            "weasyprint", tmp_path, {"css/html5_ua.css": ("", "h1 { color: red }")}
        )
        drawn = python(LOADED + DRAWN, **environment)
        assert drawn == python(PLAIN + DRAWN, **environment)
        assert drawn != drawn_without_patches


class TestFontTools:
    CALLED = (
        "from weasyprint.pdf import fonts\n"
        f"found = fonts.TTFont({str(FONT)!r})\n"
        "print('glyf' in found, fonts.subset.Options(hinting=False).hinting,"
        " fonts.ttFont.getTableClass('loca').__name__)"
    )

    def test_it_comes_when_it_is_called(self) -> None:
        assert python(LOADED + self.CALLED).split() == ["True", "False", "table__l_o_c_a"]

    def test_its_errors_are_caught(self) -> None:
        code = LOADED + (
            "import io\nfrom weasyprint.pdf import fonts\n"
            "try:\n    fonts.TTFont(io.BytesIO(b'x'))\n"
            "except fonts.TTLibError as error:\n    print('caught')"
        )
        assert python(code) == "caught\n"

    @pytest.mark.parametrize("name", ["pdf/fonts.py", "text/fonts.py"])
    def test_a_weasyprint_with_other_fonts_imports_it_at_once(
        self, tmp_path: Path, name: str, drawn_without_patches: str
    ) -> None:
        environment = changed("weasyprint", tmp_path, {name: ("", "# changed\n")})
        code = LOADED + DRAWN + "print('fontTools.subset' in sys.modules)"
        assert python(code, **environment) == f"{drawn_without_patches}True\n"
        assert python(code) == f"{drawn_without_patches}False\n"


class TestDeclarations:
    """They are parsed once, and kept where Python keeps what it compiles."""

    def test_kept_where_python_keeps_bytecode(
        self, cache: Path, drawn_without_patches: str
    ) -> None:
        for _ in range(2):
            drawn = python(LOADED + DRAWN, PYTHONPYCACHEPREFIX=str(cache))
            assert drawn == drawn_without_patches
        (kept,) = cache.rglob("declarations.*")
        assert kept.name.endswith(".txt")

    @pytest.mark.parametrize("text", ["", "ffi = _cffi_backend.FFI('declarations',\n"])
    def test_half_a_file_is_written_anew(self, cache: Path, text: str) -> None:
        python(LOADED, PYTHONPYCACHEPREFIX=str(cache))
        (kept,) = cache.rglob("declarations.*")
        whole = kept.read_text(encoding="utf-8")
        kept.write_text(text, encoding="utf-8")
        python(LOADED, PYTHONPYCACHEPREFIX=str(cache))
        assert kept.read_text(encoding="utf-8") == whole

    def test_none_are_kept_where_no_bytecode_is(self, cache: Path) -> None:
        python(LOADED, PYTHONPYCACHEPREFIX=str(cache), PYTHONDONTWRITEBYTECODE="1")
        assert not list(cache.rglob("declarations.*"))

    def test_a_folder_that_cannot_be_written_is_done_without(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        python(LOADED, PYTHONPYCACHEPREFIX=str(tmp_path / "file"))

    def test_those_of_another_weasyprint_are_parsed_each_time(
        self, tmp_path: Path, cache: Path, drawn_without_patches: str
    ) -> None:
        end = "void pango_fc_font_map_config_changed (PangoFcFontMap *fcfontmap);"
        edits = {"text/ffi.py": (end, f"{end}\n    // changed")}
        environment = changed("weasyprint", tmp_path, edits)
        environment["PYTHONPYCACHEPREFIX"] = str(cache)
        code = LOADED + DRAWN + "print('pycparser' in sys.modules)"
        for _ in range(2):
            assert python(code, **environment) == f"{drawn_without_patches}True\n"
        assert not list(cache.rglob("declarations.*"))
