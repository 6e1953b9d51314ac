"""A build that waits for another says for whom, and gives up after a while."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from jacpaper.build import folder_lock, in_place
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from pathlib import Path

HOLD = "import fcntl, os, sys; f = os.open(sys.argv[1], os.O_RDONLY); fcntl.flock(f, 2);"
HOLD += "print(flush=True); sys.stdin.read()"


def test_it_says_once_who_holds_the_folder_and_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "SECONDS", 0.5)
    monkeypatch.setattr(folder_lock, "_SECONDS_IN_SILENCE", 0.1)
    said: list[str] = []
    change = in_place.Change({"paper.txt": b"new"})
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(MachineError, match=f"by process {other.pid}, for a minute"):
            in_place.put_in_place(tmp_path, lambda: change, said.append)
        assert said == [f"Waiting for process {other.pid}, which writes into {tmp_path} ..."]
        assert not any(tmp_path.iterdir())
        other.communicate(b"")
    # What the hint says: it has ended, so the next build goes through, in silence.
    in_place.put_in_place(tmp_path, lambda: change, said.append)
    assert len(said) == 1
    assert (tmp_path / "paper.txt").read_bytes() == b"new"


def test_the_lock_is_let_go_of(tmp_path: Path) -> None:
    with folder_lock.alone(tmp_path):
        pass
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)
