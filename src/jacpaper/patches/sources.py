"""What every patch needs: sources known by their digests, and names replaced for a while."""

from __future__ import annotations

import contextlib
import importlib.util
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


def are_known(package: str, digests: Mapping[str, Collection[int]]) -> bool:
    """Tell whether files of a package have contents that a patch was written for.

    `digests` gives, for each path within the package, the CRC-32 of every content that is
    known. The package is found without being imported. False if it is not there.
    """
    folder = folder_of(package)
    if folder is None:
        return False
    try:
        return all(digest(folder / name) in known for name, known in digests.items())
    except OSError:
        return False


def digest(path: Path) -> int:
    """Return the CRC-32 of a file's content."""
    return zlib.crc32(path.read_bytes())


@cache
def folder_of(package: str) -> Path | None:
    """Return the folder of an installed package; None if there is none."""
    found = importlib.util.find_spec(package)
    folders = (found and found.submodule_search_locations) or []
    return next(map(Path, folders), None)


@contextlib.contextmanager
def replaced(names: dict[str, Any], others: Mapping[str, Any]) -> Iterator[None]:
    """Replace entries of a namespace until the block ends."""
    before = {name: names[name] for name in others if name in names}
    names.update(others)
    try:
        yield
    finally:
        for name in others:
            names.pop(name, None)
        names.update(before)
