"""Taking changes writes all files or none, whenever the computer stops; no edit is lost."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import faults
from conftest import MEETING, Project, lay_out
from jacpaper.cli.shared import restore_inputs
from jacpaper.problems import MachineError
from jacpaper.review.take import write

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (f"inputs/{MEETING}/paper.yaml", f"inputs/{MEETING}/reports.yaml", "inputs/committee.yaml")


def seen(folder: Path) -> dict[str, bytes]:
    """Return what a person sees in inputs/."""
    paths = (folder / "inputs").rglob("*")
    found = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if "/." not in name}


def changed(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() + b"# taken\n" for name in NAMES}


def killed(folder: Path, new: dict[str, bytes], step: int) -> bool:
    """Write in a process that is killed before a step; say if it was."""
    # What was left before would be removed first, and each run must have the same steps.
    for left in (folder / "inputs").glob(".partial-*"):
        shutil.rmtree(left)
    (folder / "build").mkdir(exist_ok=True)
    return faults.dies(lambda: write(folder, new, folder / "build" / str(step)), step)


def is_mixed_after(project: Project, step: int) -> bool:
    """Kill a process that writes; say if it has replaced one file and not all."""
    old, new = seen(project.folder), changed(project.folder)
    assert killed(project.folder, new, step)
    found = seen(project.folder)
    return any(found[name] == new[name] for name in NAMES) and found != {**old, **new}


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return the first step at which a killed process has replaced one file and not all."""
    project = lay_out(tmp_path_factory.mktemp("steps"))
    for step in range(1, 1_000):
        if is_mixed_after(project, step):
            return step
        restore_inputs(project.folder)
    raise AssertionError("no step leaves a mixture")


def test_killed_before_any_step_all_files_are_old_or_new(project: Project) -> None:
    old, new = seen(project.folder), changed(project.folder)
    tally: Counter[str] = Counter()
    step, dead = 0, True
    while dead:
        step += 1
        dead = killed(project.folder, new, step)
        is_mixed = seen(project.folder) not in (old, {**old, **new})
        restore_inputs(project.folder)
        found = seen(project.folder)
        assert found in (old, {**old, **new}), step
        assert not (project.folder / "inputs" / ".unfinished").exists()
        tally["mixed"] += is_mixed
        tally["new" if found != old else "old"] += 1
        for name in NAMES:
            (project.folder / name).write_bytes(old[name])
    assert min(tally[kind] for kind in ("mixed", "old", "new")) > 0, tally
    assert tally["mixed"] >= len(NAMES) - 1


@pytest.mark.parametrize(
    "command", [("check",), ("build", "--only", "txt"), ("build", "--projects", ".")]
)
def test_the_next_command_puts_them_back_and_says_so(
    project: Project, between: int, command: tuple[str, ...]
) -> None:
    old = seen(project.folder)
    assert is_mixed_after(project, between)
    done = project.run_here(*command)
    said = "The files in inputs are as they were before: a review was stopped while it wrote into"
    assert said in done.stderr
    assert done.returncode == 0, done.stderr
    assert seen(project.folder) == old
    assert "as they were before" not in project.run_here("check").stderr


def test_what_a_person_typed_after_that_is_kept(project: Project, between: int) -> None:
    old = seen(project.folder)
    assert is_mixed_after(project, between)
    first = next(name for name in NAMES if seen(project.folder)[name] != old[name])
    (project.folder / first).write_bytes(b"mine\n")
    restore_inputs(project.folder)
    found = seen(project.folder)
    assert found[first] == old[first]
    assert [content for name, content in found.items() if name not in old] == [b"mine\n"]


def test_their_modes_stay(project: Project) -> None:
    path = project.folder / NAMES[0]
    path.chmod(0o640)
    folder = path.parent.stat().st_mode
    write(project.folder, changed(project.folder), project.folder / "build" / "copies")
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.parent.stat().st_mode == folder


def test_a_link_is_refused_and_nothing_is_left(project: Project, tmp_path: Path) -> None:
    path = project.folder / NAMES[2]
    shutil.move(path, tmp_path / "shared.yaml")
    path.symlink_to(tmp_path / "shared.yaml")
    before = seen(project.folder)
    with pytest.raises(MachineError, match=r"inputs/committee\.yaml is a link"):
        write(project.folder, changed(project.folder), project.folder / "build" / "copies")
    assert seen(project.folder) == before
    assert not (project.folder / "build" / "copies").exists()
    assert not list((project.folder / "inputs").glob(".*"))
