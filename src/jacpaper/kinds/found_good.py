"""Kinds that were found to be good, as they are: they need not be gone through at each check."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.project.layout import KIND_FACTS, kind_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.problems import Problem

_PREFIX = "kind-"
# What may change what is found: the code of these packages.
_PACKAGES = ("facts", "kinds", "template", "text")
# The digests of those that this process has found good: a preview asks after every save.
_good: set[str] = set()


def problems_of(project: Path, kinds: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong or doubtful with these kinds, though no meeting has an item of them.

    That a kind is good is kept in build/ until one of its files changes, or the program. A folder
    without facts.yaml is passed over: it may be a copy that somebody keeps of the update's.
    """
    digest_of = cache(_digest)  # kinds share a folder, which is read once
    for kind in kinds:
        if not (kind_folder(project, kind).path / KIND_FACTS).exists():
            continue
        folders = kind_folder(project, kind).searched
        digest = f"{_newest_code()} " + " ".join(digest_of(one.path, one.shown) for one in folders)
        if digest not in _good and not _is_kept(project, kind, digest):
            from jacpaper.kinds import asks  # noqa: PLC0415 - as a rule nothing has changed

            found = asks.problems_of(project, kind)
            yield from found
            if not found:
                _good.add(digest)
                _keep(project, kind, digest)


def _is_kept(project: Path, kind: str, digest: str) -> bool:
    with suppress(OSError, UnicodeDecodeError):
        return _kept_at(project, kind).read_text(encoding="utf-8") == digest
    return False


def _keep(project: Path, kind: str, digest: str) -> None:
    known = _kept_at(project, kind)
    with suppress(OSError):
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(digest, encoding="utf-8")


def _kept_at(project: Path, kind: str) -> Path:
    return project / "build" / ".compiled" / f"{_PREFIX}{kind}.good"


def _digest(path: Path, shown: str) -> str:
    """Return a digest of a folder's templates and of what says what a kind's facts are.

    Name, size and time of a file stand for its content, as they do for make.
    """
    files: list[tuple[str, int, int]] = []
    with suppress(OSError):
        for one in os.scandir(path):
            if (one.name == KIND_FACTS or one.name.endswith(".j2")) and one.is_file():
                now = one.stat()
                files.append((one.name, now.st_size, now.st_mtime_ns))
    return hashlib.sha256(repr((shown, sorted(files))).encode()).hexdigest()


@cache
def _newest_code() -> int:
    """Return when the newest module was changed; once, as a process goes on with what it read."""
    code = Path(__file__).parents[1]
    return max(
        module.stat().st_mtime_ns
        for package in _PACKAGES
        for module in os.scandir(code / package)
        if module.name.endswith(".py")
    )
