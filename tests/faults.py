"""Builds killed at every step and at any moment; shared by the tests and `make soak`.

Run as a program, with an empty folder, it kills a process before each single step by
which files are put in place, and again before each step by which they are put back; with a
number N after the folder, this only after every Nth of the first steps.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jacpaper.build import in_place

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from conftest import Project

# One output of each kind: replaced, edited by a person, new, and contradicted by the new ones; a
# process is killed nearly as often as the square of their number.
OLD = {
    "a.docx": b"old words",
    "d.docx": b"edited",
    "restricted/e.docx": b"old secret",
}
NEW = {
    "a.docx": b"new words",
    "b.pdf": b"new pages",
    "restricted/f.pdf": b"new secret",
}
CHANGE = in_place.Change(
    NEW, frozenset({"d.docx", "restricted/e.docx"}), {"d.docx": "d.edited.docx"}
)
AFTER = {**NEW, "d.edited.docx": b"edited"}
# Outputs as they may lie in a folder: their content by their name.
Outputs = dict[str, bytes]


def outputs_in(out: Path) -> Outputs:
    """Return every file that a person sees in the folder."""
    names = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(names.items()) if name[0] != "."}


def left_in(out: Path) -> list[str]:
    """Return the names of what builds leave in the folder only if they are killed."""
    names = [path.name for path in out.iterdir() if path.name[0] == "."]
    return [name for name in names if not name.startswith(".jacpaper-")]


# Every step, one after another


def dies(work: Callable[[], object], step: int) -> bool:
    """Do the work in a process that is killed before its nth step with files; say if it was.

    Python tells an audit hook of each file that is opened, renamed or removed. What only reads
    is no step: files lie as they do before the next one that changes something.
    """
    child = os.fork()
    if child == 0:
        left = step

        def step_taken(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            left -= _changes_files(event, arguments)
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(step_taken)
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def _changes_files(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
    return event.startswith("os.") and event not in ("os.listdir", "os.scandir")


def put_new(out: Path) -> None:
    """Put the new files in place of the old ones, or of themselves."""
    in_place.put_in_place(out, lambda: CHANGE if outputs_in(out) == OLD else in_place.Change(NEW))


def die_at_every_step(out: Path, every: int = 1) -> Counter[str]:
    """Kill at each step, and each undoing at each of its steps; count what came of it.

    `every`: undoings are killed after every Nth step only, where N is this number.
    """
    tally: Counter[str] = Counter()
    for step in count(1):
        dead = _dies_at(out, step)
        for undoing in count(1):
            unfinished = dead and step % every == 0 and (out / ".unfinished").exists()
            if not unfinished or not dies(lambda: in_place.restore(out), undoing):
                break
            tally["killed while undone"] += 1
            _check(out, step, tally)
            _dies_at(out, step)
        _check(out, step, tally)
        if not dead:
            return tally
    raise AssertionError


def _dies_at(out: Path, step: int) -> bool:
    """Lay out the old files, and put the new ones in their place until the step."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "restricted").mkdir(parents=True)
    for name, content in OLD.items():
        (out / name).write_bytes(content)
    return dies(lambda: put_new(out), step)


def _check(out: Path, step: int, tally: Counter[str]) -> None:
    """Restore the files: they are the old or the new ones, and the new ones can be put there."""
    in_place.restore(out)
    whole = {"old": OLD, "new": AFTER}
    found = [name for name, files in whole.items() if outputs_in(out) == files]
    tally[found[0] if found else f"a mixture at step {step}"] += 1
    put_new(out)
    if outputs_in(out) != AFTER or left_in(out):
        tally[f"not mended after step {step}"] += 1


# Any moment of a whole build


def kill_builds(
    project: Project, times: int, luck: random.Random, formats: str = "docx,pdf,html"
) -> Counter[str]:
    """Kill so many builds, half of them while they put files in place; count what is left.

    The title changes before each, and the outputs must be those of one title or the other.
    """
    paper = project.input("paper.yaml")
    text = paper.read_text(encoding="utf-8")
    titled = [text, text.replace("title: HMICFRS update", "title: Another title")]
    whole = []
    took = 0.0
    for words in titled:
        paper.write_text(words, encoding="utf-8")
        start = time.monotonic()
        assert project.run("build", "--only", formats).returncode == 0
        took = time.monotonic() - start
        whole.append(outputs_in(project.out))
    tally: Counter[str] = Counter()
    for number in range(times):
        before = whole.index(outputs_in(project.out))
        paper.write_text(titled[1 - before], encoding="utf-8")
        kill_one(project, formats, luck, took, while_putting=bool(number % 2))
        mixed = (project.out / ".unfinished").exists()
        in_place.restore(project.out)
        found = outputs_in(project.out)
        tally["put back"] += mixed
        tally[
            "a mixture" if found not in whole else "old" if found == whole[before] else "new"
        ] += 1
        if found not in whole:
            return tally
    assert project.run("build", "--only", formats).returncode == 0
    tally["left behind"] = len(left_in(project.out))
    return tally


def kill_one(
    project: Project, formats: str, luck: random.Random, took: float, *, while_putting: bool
) -> None:
    """Start a build and kill it, with whatever it has started, at a moment left to luck."""
    before = set(left_in(project.out))
    build = subprocess.Popen(
        [Path(sys.executable).parent / "jacpaper", "build", "--only", formats],
        cwd=project.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if while_putting:
        while build.poll() is None and set(left_in(project.out)) <= before:
            time.sleep(0.0002)
        time.sleep(luck.uniform(0, 0.02))
    else:
        time.sleep(luck.uniform(0, took))
    with contextlib.suppress(ProcessLookupError):  # it was through before we were
        os.killpg(build.pid, signal.SIGKILL)
    build.wait()


if __name__ == "__main__":
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(json.dumps(die_at_every_step(Path(sys.argv[1]), every)))  # noqa: T201 - its result
