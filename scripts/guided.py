"""Fuzz one entry point of tests/hostile.py with atheris, guided by coverage.

python scripts/guided.py DOOR SECONDS
"""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["jacpaper"]):
    import hostile


def main(name: str, seconds: str) -> None:
    """Fuzz for `seconds` seconds; the process prints the first fault and ends."""
    signal.signal(signal.SIGPROF, hostile.too_long)
    with tempfile.TemporaryDirectory() as folder:
        door = hostile.Rooms(Path(folder)).doors[name]
        start = Path(folder) / "start"
        start.mkdir()
        for number, original in enumerate(door.originals):
            (start / str(number)).write_bytes(original)

        def attempt(content: bytes) -> None:
            hostile.attempt(door, content, 0)

        kept = ROOT / "build"  # where atheris saves the files that cause a fault
        kept.mkdir(exist_ok=True)
        limits = [f"-max_total_time={seconds}", "-max_len=4096", f"-artifact_prefix={kept}/"]
        atheris.Setup([sys.argv[0], *limits, str(start)], attempt)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
