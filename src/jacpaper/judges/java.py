"""veraPDF and the Nu HTML checker, in one Java machine: starting one takes seconds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Self

from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = Path(__file__).with_name("Judges.java")
_END = ".\n"
# It judges a few files and ends: to compile its code for long runs, and to collect garbage beside
# it, takes as much time again as judging. The Nu checker descends deep into a long page.
_OPTIONS = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Xss16m")  # fmt: skip
# What veraPDF needs besides its own jar; Debian has it in libjaxb-java.
_LIBRARIES = tuple(
    Path("/usr/share/java", f"{name}.jar")
    for name in (
        "jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "stax-ex",
        "FastInfoset", "javax.activation",
    )
)  # fmt: skip


def missing() -> str:
    """Return what is not installed of Java and the libraries, or nothing."""
    if not shutil.which("java"):
        return "java"
    return "" if all(path.exists() for path in _LIBRARIES) else "libjaxb-java"


class Java:
    """A Java machine that answers one request after the other."""

    def __init__(self, verapdf: Path, nu: Path) -> None:
        classes = ":".join(map(str, [*_LIBRARIES, verapdf]))
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [shutil.which("java") or "java", *_OPTIONS, "-cp", classes, "-Dfile.encoding=UTF-8",
             "-Dstdout.encoding=UTF-8", _PROGRAM, nu],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, profile: str, paths: Sequence[Path]) -> dict[Path, list[str]]:
        """Return what veraPDF finds against a profile, or with the profile "nu" the Nu checker.

        Raises:
            MachineError: the machine ended.
        """
        return {path: self._ask(profile, path.absolute()) for path in paths}

    def close(self) -> None:
        """End the machine."""
        self.process.communicate()

    def _ask(self, profile: str, path: Path) -> list[str]:
        found: list[str] = []
        if self.process.stdin and self.process.stdout:
            try:
                self.process.stdin.write(f"{profile}\t{path}\n")
                self.process.stdin.flush()
            except BrokenPipeError:
                pass
            for line in self.process.stdout:
                if line == _END:
                    return found
                found.append(line.rstrip("\n"))
        fault = f"the Java program that was to judge {path.name} ended unexpectedly"
        raise MachineError(fault, "does `java -version` work, with a version of 17 or newer?")
