"""Files whose own parts stand in the wrong places end in a paper, or in problems with a place.

A few of each kind; `make soak` has thousands.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import rearranged

if TYPE_CHECKING:
    from pathlib import Path

CASES = 12


def test_parts_in_the_wrong_places_are_taken_or_refused() -> None:
    """In a process of its own, so that its memory can be bounded."""
    done = subprocess.run(
        [sys.executable, rearranged.__file__, str(CASES), "7"],
        capture_output=True,
        text=True,
        check=True,
    )
    tallies = {kind: Counter(tally) for kind, tally in json.loads(done.stdout).items()}
    print(f"rearranged files: {done.stdout}")  # noqa: T201 - how many were tried
    assert len(tallies) == 6
    for kind, tally in tallies.items():
        # Were all refused, or all taken, the kind would test nothing; but CSS forgives much.
        wanted = {"taken"} if kind == "style tokens" else {"taken", "refused"}
        assert wanted <= tally.keys() <= {"taken", "refused"}, kind
        assert tally.total() == CASES


def test_an_error_without_a_place_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, kind = rearranged.kinds(tmp_path)["cells"]
    luck = random.Random(1)  # noqa: S311 - found again
    made = (workspace.register, workspace.register.read_bytes())
    assert rearranged.outcome(workspace, kind, made, luck) == "taken"

    def stumble(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(rearranged, "prepare", stumble)
    with pytest.raises(KeyError):
        rearranged.outcome(workspace, kind, made, luck)
    assert workspace.register.read_bytes() == made[1]
