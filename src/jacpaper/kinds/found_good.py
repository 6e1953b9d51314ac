"""Kinds that were found to be good, as they are: they need not be gone through at each check."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.project.layout import KIND_FACTS, kind_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Problem

_PREFIX = "kind-"
# What may change what is found: the code of these packages.
_PACKAGES = ("facts", "kinds", "template", "text")
# The digests of those that this process has found good: a preview asks after every save.
_good: set[str] = set()


def problems_of(project: Path, kind: str) -> tuple[Problem, ...]:
    """Return what is wrong or doubtful with a kind, though no meeting has an item of it.

    That a kind is good is kept in build/ until one of its files changes, or the program.
    """
    known = project / "build" / ".compiled" / f"{_PREFIX}{kind}.good"
    digest = _digest(project, kind)
    if digest in _good:
        return ()
    with suppress(OSError, UnicodeDecodeError):
        if known.is_file() and known.read_text(encoding="utf-8") == digest:
            return ()
    from jacpaper.kinds import asks  # noqa: PLC0415 - as a rule nothing has changed

    found = asks.problems_of(project, kind)
    if not found:
        _good.add(digest)
        with suppress(OSError):
            known.parent.mkdir(parents=True, exist_ok=True)
            known.write_text(digest, encoding="utf-8")
    return found


def _digest(project: Path, kind: str) -> str:
    whole = hashlib.sha256(str(max(_times())).encode())
    for folder in kind_folder(project, kind).searched:
        for path in (folder.path / KIND_FACTS, *sorted(folder.path.glob("*.j2"))):
            whole.update(f"\n{folder.shown}/{path.name}\n".encode())
            with suppress(OSError):
                whole.update(path.read_bytes() if path.is_file() else b"")
    return whole.hexdigest()


def _times() -> Iterator[int]:
    code = Path(__file__).parents[1]
    for package in _PACKAGES:
        yield from (path.stat().st_mtime_ns for path in (code / package).glob("*.py"))
