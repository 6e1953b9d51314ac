"""A Word file as LibreOffice shows it: a PDF, and its text."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pdfplumber

from conftest import tool

if TYPE_CHECKING:
    from pathlib import Path


def libreoffice_pdf(path: Path, folder: Path) -> Path:
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            path,
        ],
        capture_output=True,
        check=True,
    )
    return folder / f"{path.stem}.pdf"


def plain_text(path: Path) -> str:
    """Return the text of a PDF that has no tags, line by line."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(sheet.extract_text() for sheet in pdf.pages)
