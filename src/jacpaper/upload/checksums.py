"""A list of files with their SHA-256, by which anyone can tell whether one was changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def listed(files: Mapping[str, bytes]) -> bytes:
    """Return the list of files by their names, as `sha256sum --check` reads it."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()
