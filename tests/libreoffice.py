"""A Word file as LibreOffice shows it, a PDF and its text, and as LibreOffice saves it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pdfplumber

from conftest import tool

if TYPE_CHECKING:
    from pathlib import Path


def libreoffice_pdf(path: Path, folder: Path) -> Path:
    return _converted("pdf", [path], folder)[0]


def saved_again(paths: list[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open Word files and save each of them in the folder."""
    return _converted("docx", paths, folder)


def _converted(form: str, paths: list[Path], folder: Path) -> list[Path]:
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            folder,
            *paths,
        ],
        capture_output=True,
        check=True,
    )
    return [folder / f"{path.stem}.{form}" for path in paths]


def plain_text(path: Path) -> str:
    """Return the text of a PDF that has no tags, line by line."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(sheet.extract_text() for sheet in pdf.pages)
