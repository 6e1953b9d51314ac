"""A Word document's files are those that python-docx would write."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import docx

from conftest import MEETING, ROOT
from jacpaper.patches import docx_package
from libraries import changed, installed, python

if TYPE_CHECKING:
    from pathlib import Path

# Prints which functions of python-docx are used, and the digest of the paper that they make.
MADE = f"""
import hashlib
from datetime import date
from pathlib import Path
from jacpaper.build.prepare import prepare
from jacpaper.build.sources import digests
from jacpaper.patches import docx_package, sources
from jacpaper.project.layout import template_folder
from jacpaper.writers.word import writer
meeting = date.fromisoformat({MEETING!r})
document, _ = prepare(Path("."), meeting)
document = document.made_from(digests(Path("."), meeting))
content = writer.write(document, template_folder(Path("."))).content
print(sources.are_known("docx", docx_package.KNOWN), hashlib.sha256(content).hexdigest())
"""


def test_the_files_are_those_of_its_own_zip() -> None:
    document = docx.Document(str(ROOT / "templates" / "hmicfrs-update" / "house-style.docx"))
    document.add_heading("A heading")
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as entries:
        own = {name: entries.read(name) for name in entries.namelist()}
    assert own == docx_package.files(document)


def test_another_python_docx_writes_its_own_zip_and_the_paper_is_the_same(
    tmp_path: Path, paper: Path
) -> None:
    digest = hashlib.sha256(paper.with_suffix(".docx").read_bytes()).hexdigest()
    source = (installed("docx") / "opc" / "pkgwriter.py").read_text(encoding="utf-8")
    edits = {"opc/pkgwriter.py": (source, source.replace("_write_", "_put_"))}
    environment = changed("docx", tmp_path, edits)
    assert python(MADE) == f"True {digest}\n"
    assert python(MADE, **environment) == f"False {digest}\n"


def test_a_clock_that_its_own_zip_cannot_hold_is_named(tmp_path: Path) -> None:
    environment = changed("docx", tmp_path, {"opc/pkgwriter.py": ("", "# changed\n")})
    code = """
import time
import docx
from jacpaper.patches import docx_package
from jacpaper.problems import MachineError
time.time = lambda: 1.0
try:
    docx_package.files(docx.Document())
except MachineError as error:
    print(error)
"""
    assert python(code).strip() == ""
    assert "clock says a year before 1980" in python(code, **environment)
