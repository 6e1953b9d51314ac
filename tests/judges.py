"""Validators of other makers, which `make tools` installs in .judges: what each finds, if anything.

veraPDF is the one that knows all rules of PDF/UA and PDF/A, the Open XML SDK is Microsoft's own,
the Nu HTML checker is W3C's. `jacpaper prove` asks them in the same way, so each has planted faults
in test_judges.py, on which it must speak. None is imported, but for check-jsonschema: they are
programs. Without them, tests skip here and fail in CI.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from click.testing import CliRunner

from conftest import ROOT, missing
from jacpaper.judges.programs import JUDGES, Absent, Judges

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Judge: TypeAlias = "Callable[[Sequence[Path]], list[str]]"
HOME = ROOT / ".judges"
_RULES = "word,a11y,style,structure"
_MISSING_FONT = "FONT_SUBSTITUTED"


def verapdf(paths: Sequence[Path], profiles: Sequence[str] = ("ua1", "2a")) -> list[str]:
    """Return which rules of PDF/UA-1 and PDF/A-2a the PDFs break, or of other profiles."""
    return [finding for profile in profiles for finding in _ask("veraPDF", profile, paths)]


def verapdf_2(paths: Sequence[Path]) -> list[str]:
    """Return which rules of PDF/UA-2, WTPDF (accessibility, reuse) and PDF/A-4 the PDFs break."""
    return verapdf(paths, ("ua2", "wt1a", "wt1r", "4"))


def nu(paths: Sequence[Path]) -> list[str]:
    """Return what the Nu HTML checker finds in web pages and their styles."""
    return _ask("Nu HTML checker", "nu", paths)


def html_validate(paths: Sequence[Path]) -> list[str]:
    """Return what html-validate finds in web pages."""
    return _ask("html-validate", "", paths)


def open_xml_sdk(paths: Sequence[Path]) -> list[str]:
    """Return what Microsoft's Open XML SDK finds in Word files."""
    return _ask("ooxml-validator (Open XML SDK)", "", paths)


def jubarte(paths: Sequence[Path]) -> list[str]:
    """Return what jubarte-redlines finds in Word files, but for the fonts of the machine."""
    folder = HOME / "python"
    if not folder.exists():
        missing("jubarte-redlines")
    command = [sys.executable, "-m", "jubarte_redlines", "validate", "--rules", _RULES]
    found = []
    for path in paths:
        done = subprocess.run(
            [*command, path], env={**os.environ, "PYTHONPATH": str(folder)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert "finding(s)" in said, said
        lines = (line.strip() for line in said.splitlines() if "\t" in line)
        found += [f"{path.name}: {one}" for one in lines if not one.startswith(_MISSING_FONT)]
    return found


BY_ENDING: dict[str, tuple[Judge, ...]] = {
    ".pdf": (verapdf,),
    ".docx": (open_xml_sdk, jubarte),
    ".html": (nu, html_validate),
}


def check_jsonschema(schema: Path, files: Sequence[Path]) -> str:
    """Return what check-jsonschema says of files that do not obey a schema, or nothing.

    It is called in this process: it takes a second to start.
    """
    from check_jsonschema.cli import main

    given = ["--schemafile", str(schema), *map(str, files)]
    done = CliRunner().invoke(main, given, catch_exceptions=False)
    return done.output if done.exit_code else ""


def _ask(name: str, profile: str, paths: Sequence[Path]) -> list[str]:
    judge = next(one for one in JUDGES if (one.name, one.profile) == (name, profile))
    try:
        found = _judges(HOME).ask(judge, paths)
    except Absent as absent:
        missing(str(absent))
    said = f"{profile} " if profile else ""
    return [f"{path.name}: {said}{one}" for path in paths for one in found[path]]


@cache
def _judges(folder: Path) -> Judges:
    """Start the judges once a session."""
    judges = Judges(folder)
    atexit.register(judges.close)
    return judges
