"""Kill builds, read corrupted files, read papers back, review edited ones; count the outcomes.

    make soak              500 killed builds, 100,000 corrupted files, 5,000 generated
                           workspaces whose papers are read back, and 10,000 Word papers that
                           were edited at random and are reviewed: some hours
    make soak MINUTES=10   as many as fit

The cases and the expected outcomes are in tests/faults.py, tests/hostile.py (bytes changed)
and tests/rearranged.py (parts moved), and for papers in tests/reading_back/ and
tests/edited_papers/; `make test` runs a few of them. If atheris is installed (pip install
atheris), it generates more files for the fast entry points, guided by coverage.
"""

from __future__ import annotations

import importlib.util
import json
import math
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
sys.path.insert(0, str(TESTS))

import faults  # noqa: E402 - in tests/, which was added to the path above
from conftest import lay_out  # noqa: E402

KILLS = 500
# Most cases go to the fast entry points. Each value is a share of all cases.
SHARES = {
    "dates": 0.15, "Markdown": 0.15, "manifest": 0.1, "reader": 0.1, "style sheet": 0.1,
    "inputs": 0.07, "template": 0.07, "house style": 0.05, "PDF's style sheet": 0.01,
}  # fmt: skip
# The same for files whose own parts stand in the wrong places.
REARRANGED = {
    "subtrees": 0.04, "template tokens": 0.04, "style tokens": 0.03, "Word elements": 0.03,
    "Excel elements": 0.03, "cells": 0.03,
}  # fmt: skip
CASES = 100_000
WORKSPACES = 5_000
REVIEWS = 10_000
ROUND_CASES, ROUND_KILLS, ROUND_WORKSPACES, ROUND_REVIEWS = 2_000, 10, 20, 40
GUIDED_SECONDS = 30
GUIDED = ("dates", "Markdown", "reader", "manifest")


def main() -> None:
    """Alternate between both kinds until all is done or the time is up; exit with 1 on a fault."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else math.inf
    end = time.monotonic() + 60 * minutes
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    killed: Counter[str] = Counter()
    spoilt: Counter[str] = Counter()
    guided: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    reviewed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        steps = subprocess.run(
            [sys.executable, TESTS / "faults.py", f"{folder}/steps"],
            check=True,
            capture_output=True,
        )
        print(f"killed before each single step: {json.loads(steps.stdout)}", flush=True)
        project = lay_out(Path(folder) / "project")
        while time.monotonic() < end and (
            kills(killed) < KILLS
            or tried(spoilt) < CASES
            or spoken["read"] < WORKSPACES
            or reviewed["reviewed"] < REVIEWS
        ):
            seed += 1
            if kills(killed) < KILLS:
                luck = random.Random(seed)  # noqa: S311 - the seed reproduces it
                killed += faults.kill_builds(project, ROUND_KILLS, luck)
                print(f"builds killed: {kills(killed):,} {dict(killed)}", flush=True)
            if tried(spoilt) < CASES:
                spoilt += spoil(seed)
                print(f"corrupted files: {tried(spoilt):,} {dict(spoilt)}", flush=True)
            if spoken["read"] < WORKSPACES:
                spoken += read_back(seed * ROUND_WORKSPACES)
                print(f"workspaces read back: {spoken['read']:,}", flush=True)
            if reviewed["reviewed"] < REVIEWS:
                reviewed += review(seed * ROUND_REVIEWS, Path(folder) / "reviews")
                print(f"edited papers reviewed: {reviewed['reviewed']:,}", flush=True)
        guided = guide() if importlib.util.find_spec("atheris") else guided
    print(f"guided by coverage: {dict(guided) or 'none, as atheris is not installed'}")
    wrong = {*killed} - {"old", "new", "put back", "left behind"}
    wrong |= {*spoilt, *guided} - {"taken", "refused", "tried"}
    wrong |= {*spoken, *reviewed} - {"read", "reviewed"}
    for one in sorted(wrong):
        print(f"FAULT: {one}")
    sys.exit(bool(wrong or killed["left behind"]))


def kills(tally: Counter[str]) -> int:
    """Return how many builds were killed."""
    return sum(tally[end] for end in ("old", "new", "a mixture"))


def tried(tally: Counter[str]) -> int:
    """Return how many files were tried."""
    return tally.total()


def spoil(seed: int) -> Counter[str]:
    """Try a round of corrupted files of every kind, each in its own process."""
    tally: Counter[str] = Counter()
    programs = {"hostile.py": SHARES, "rearranged.py": REARRANGED}
    for program, shares in programs.items():
        for kind, share in shares.items():
            tally += corrupt(program, kind, round(ROUND_CASES * share), seed)
    return tally


def corrupt(program: str, kind: str, cases: int, seed: int) -> Counter[str]:
    """Try so many corrupted files of a kind, print what came of them, and count it."""
    command = [sys.executable, str(TESTS / program), str(cases), str(seed), kind]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return Counter({f"{kind}, seed {seed}: the process ended: {done.stderr[-300:]}": 1})
    tally = Counter(json.loads(done.stdout)[kind])
    print(f"    {kind}: {dict(tally)}", flush=True)
    return tally


def read_back(seed: int) -> Counter[str]:
    """Read the papers of a round of generated workspaces back, in a process of its own."""
    program = TESTS / "reading_back" / "read_many.py"
    command = [sys.executable, str(program), str(ROUND_WORKSPACES), str(seed)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return Counter({f"seed {seed}: the process ended: {done.stderr[-300:]}": 1, "read": 1})
    return Counter(json.loads(done.stdout))


def review(seed: int, folder: Path) -> Counter[str]:
    """Review a round of Word papers that were edited at random, in a process of its own."""
    program = TESTS / "edited_papers" / "many.py"
    command = [sys.executable, str(program), str(ROUND_REVIEWS), str(seed), str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    found = Counter({"reviewed": ROUND_REVIEWS})
    if not done.stdout.endswith(f"{ROUND_REVIEWS} reviews, 0 with faults\n"):
        found[f"reviews from seed {seed}: {(done.stdout + done.stderr)[-900:]}"] += 1
    return found


def guide() -> Counter[str]:
    """Let atheris generate files for some entry points, for a limited time."""
    tally: Counter[str] = Counter()
    for door in GUIDED:
        command = [sys.executable, str(ROOT / "scripts" / "guided.py"), door, str(GUIDED_SECONDS)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        runs = re.findall(r"Done (\d+) runs", done.stderr)
        tally["tried"] += int(runs[0]) if runs else 0
        if done.returncode:
            tally[f"{door}, guided by coverage: {done.stderr[-900:]}"] += 1
    return tally


if __name__ == "__main__":
    main()
