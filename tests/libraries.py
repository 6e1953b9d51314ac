"""Libraries in other versions, or changed: in folders that come before the installed ones."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

OLDEST = ROOT / "requirements" / "weasyprint-oldest.txt"


def python(code: str, *arguments: str | Path, **environment: str) -> str:
    """Run code in a Python of its own, which keeps bytecode unless told otherwise."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env={**kept, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def installed(package: str) -> Path:
    """Return the folder of an installed package."""
    spec = importlib.util.find_spec(package)
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


def changed(package: str, folder: Path, edits: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Copy an installed package into a folder and change it; return the environment that uses it.

    `edits` gives for files of the package what is replaced by what. Nothing is replaced by
    something at the end of the file.
    """
    copy = folder / package
    shutil.copytree(installed(package), copy)
    for name, (old, new) in edits.items():
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer holds {old!r}: mend the test"
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


def oldest_weasyprint() -> Path:
    """Return a folder with the oldest WeasyPrint that is allowed, installed the first time.

    Without a registry of packages, skip here and fail in CI.
    """
    lock = hashlib.sha256(OLDEST.read_bytes()).hexdigest()[:12]
    folder = ROOT / "build" / f".weasyprint-oldest-{lock}"
    if folder.exists():
        return folder
    part = folder.with_suffix(f".{os.getpid()}")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--target", str(part), "-r", str(OLDEST)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(part, ignore_errors=True)
        message = f"the oldest WeasyPrint cannot be installed: {done.stderr.splitlines()[-1]}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    part.rename(folder)
    return folder
