"""A process reads the register once for all papers that want it, and anew once it is another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Project, midshire
from jacpaper.inputs import kept_register
from jacpaper.inputs.input_files import InputFiles
from jacpaper.register.reading import files as register_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jacpaper.facts.register import Register

OTHER = "Tracker 2026.csv"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return midshire(tmp_path)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """List the folders whose register was read, one for each time."""
    found: list[Path] = []
    real = register_files.read

    def read(folder: Path, *more: Any) -> Register:
        found.append(folder)
        return real(folder, *more)

    monkeypatch.setattr(register_files, "read", read)
    return found


def kept(project: Project) -> kept_register.Kept:
    files = InputFiles(project.folder, date(2026, 3, 26))
    found = kept_register.kept_register(files)
    assert not [one for one in files.problems if one.severity == "error"]
    return found


def register(project: Project) -> Path:
    return project.folder / "inputs" / "register.csv"


def with_another_name(project: Project) -> None:
    mapping = project.folder / "inputs" / "register.yaml"
    project.edit(mapping, "file: register.csv", f"file: {OTHER}")
    register(project).rename(mapping.with_name(OTHER))


def test_it_is_read_once_as_long_as_it_stays(project: Project, reads: list[Path]) -> None:
    first, second = kept(project), kept(project)
    assert first.register is second.register
    assert len(reads) == 1


@pytest.mark.parametrize("name", ["register.csv", OTHER, "register.yaml"])
def test_it_is_read_anew_once_a_file_of_it_is_another(
    project: Project, reads: list[Path], name: str
) -> None:
    if name == OTHER:
        with_another_name(project)
    before = kept(project).register
    path = project.folder / "inputs" / name
    text = path.read_text(encoding="utf-8")
    row = text.splitlines()[-1] + "\n"
    path.write_text(
        text + "# a note\n" if name == "register.yaml" else text.replace(row, ""), encoding="utf-8"
    )
    after = kept(project).register
    assert len(reads) == 2
    assert before
    assert after
    assert (len(before.items) - len(after.items) == 1) == (name != "register.yaml")


def test_it_is_read_anew_if_it_was_saved_while_it_was_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Register] = register_files.read
    path = register(project)
    text = path.read_text(encoding="utf-8")
    shorter = text.replace(text.splitlines()[-1] + "\n", "")

    def read(*given: Any) -> Register:
        path.write_text(shorter, encoding="utf-8")
        return real(*given)

    monkeypatch.setattr(register_files, "read", read)
    before = kept(project).register
    monkeypatch.setattr(register_files, "read", real)
    path.write_text(text, encoding="utf-8")
    after = kept(project).register
    assert before
    assert after
    assert len(after.items) - len(before.items) == 1


def test_the_same_in_another_folder_is_read_there(
    project: Project, tmp_path_factory: pytest.TempPathFactory, reads: list[Path]
) -> None:
    """Messages name files by their folder."""
    kept(project)
    kept(midshire(tmp_path_factory.mktemp("other")))
    assert len({*reads}) == 2


@pytest.mark.parametrize("name", ['"a\\0b.csv"', "../register.csv", "."])
def test_a_name_that_is_none_is_told_as_ever(project: Project, name: str) -> None:
    mapping = project.folder / "inputs" / "register.yaml"
    project.edit(mapping, "file: register.csv", f"file: {name}")
    files = InputFiles(project.folder, date(2026, 3, 26))
    assert kept_register.kept_register(files).register is None
    assert [one for one in files.problems if one.severity == "error"]
