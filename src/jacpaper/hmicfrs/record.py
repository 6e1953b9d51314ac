"""What is recorded of an update alone when it becomes final."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.inputs.recorded import digest
from jacpaper.project.layout import OPEN_COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping


def of_values(name: str, data: Mapping[str, Any]) -> str:
    """Return the digest of what one of a meeting's files says, whatever its comments and quotes.

    Open counts are recorded by year, and may be put right.
    """
    left_out = {"open"} if name == OPEN_COUNTS else set()
    return digest({key: value for key, value in data.items() if key not in left_out})
