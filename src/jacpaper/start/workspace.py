"""A workspace for another force: all that a paper needs, with a first meeting, built as it is."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from jacpaper.kinds.choose import first_files
from jacpaper.start import new_folder

# What is laid out, but for the meeting. In the repository three of its folders are
# links; the wheel carries what they lead to.
SAMPLE = Path(__file__).parents[1] / "data" / "workspace"

# Of the folder docs, the pages for those who write papers: pyproject.toml lists them too.
DOCS = "docs"
PAGES = ("clearance.md", "inputs.md", "kinds.md", "ledger.md", "pack.md", "rules.md")
# So that its figures have report years that papers know; a clock may be set to 1970.
EARLIEST, LATEST = date(2001, 1, 1), date(2199, 12, 31)


def lay_out(folder: Path, meeting: date) -> None:
    """Put a workspace into the folder, whole or not at all; nothing there is written over.

    Raises:
        FileExistsError: a part of a workspace is there already.
        OSError: it cannot be written.
    """
    for path in sorted(SAMPLE.iterdir()):
        if os.path.lexists(folder / path.name):
            raise FileExistsError(errno.EEXIST, "is there already", str(folder / path.name))
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    placed: list[Path] = []
    try:
        with tempfile.TemporaryDirectory(prefix=".init-", dir=folder) as name:
            partial = Path(name)
            _copy(SAMPLE, partial)
            new_folder.write(first_files(meeting), partial / "inputs" / meeting.isoformat())
            for path in sorted(partial.iterdir()):
                placed.append(folder / path.name)
                path.rename(placed[-1])
    except BaseException:
        for path in [folder] if is_new else placed:
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
        raise


def _copy(source: Path, target: Path) -> None:
    """Copy a folder's texts and fonts, not their modes: the installed ones may be read-only."""
    for path in source.iterdir():
        if path.name.startswith((".", "~$")):
            continue  # what editors and word processors leave beside a template
        if source.name == DOCS and path.name not in PAGES:
            continue
        if path.is_dir():
            (target / path.name).mkdir()
            _copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)
