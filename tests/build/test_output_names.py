"""Outputs are called after the inspectorate; those of another name are still known as outputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from jacpaper.tree.document import PAPER_NAME, paper_name

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

OURS = "agenda-item-05-hmicfrs-update"
OTHERS = "agenda-item-05-cip-update"
INSPECTORATE = "inspectorate: {name: the Caledonian Inspectorate of Policing, short: CIP}\n"


def built(project: Project) -> set[str]:
    done = project.run_here("build", "--only", "html")
    assert done.returncode == 0, done.stderr
    return papers(project.out)


def papers(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("agenda-item-*")}


def of_another_inspectorate(project: Project) -> None:
    committee = project.input("committee.yaml")
    committee.write_text(committee.read_text(encoding="utf-8") + INSPECTORATE, encoding="utf-8")


@pytest.mark.parametrize(
    ("inspectorate", "name"),
    [
        ("HMICFRS", PAPER_NAME),
        ("CIP", "cip-update"),
        ("HM Inspectorate (Wales)", "hminspectoratewales-update"),
        ("Inspection générale", "inspectiongenerale-update"),
        ("../../x", "x-update"),
        ("監察", "inspection-update"),
        ("A" * 200, f"{'a' * 30}-update"),
    ],
)
def test_a_name_has_only_letters_and_digits(inspectorate: str, name: str) -> None:
    assert paper_name(inspectorate) == name


def test_a_paper_of_the_old_name_gives_way_to_one_of_its_inspectorate(project: Project) -> None:
    """As one that a version before this made: every paper was called alike."""
    assert built(project) == {f"{OURS}.html"}
    of_another_inspectorate(project)
    assert built(project) == {f"{OTHERS}.html"}
    told = json.loads((project.out / "manifest.json").read_text(encoding="utf-8"))
    assert [*told["outputs"]] == [f"{OTHERS}.html"]
    assert project.run_here("verify", project.out).returncode == 0


def test_without_its_manifest_a_paper_of_the_old_name_is_kept_as_edited(project: Project) -> None:
    built(project)
    (project.out / "manifest.json").unlink()
    of_another_inspectorate(project)
    kept = built(project) - {f"{OTHERS}.html"}
    assert [name.startswith(f"{OURS}.edited-") for name in kept] == [True]


def test_a_paper_edited_by_hand_is_kept_whatever_its_inspectorate(project: Project) -> None:
    of_another_inspectorate(project)
    built(project)
    with (project.out / f"{OTHERS}.html").open("ab") as file:
        file.write(b"mine")
    kept = built(project) - {f"{OTHERS}.html"}
    assert [name.startswith(f"{OTHERS}.edited-") for name in kept] == [True]
    assert project.run_here("verify", project.out).returncode == 0


def test_what_passes_for_a_paper_of_another_inspectorate_is_named(project: Project) -> None:
    built(project)
    (project.out / "agenda-item-06-cip-update.html").touch()
    done = project.run_here("build", "--only", "html")
    assert "agenda-item-06-cip-update.html was not made by this build" in done.stderr
    assert project.run_here("verify", project.out).returncode == 1
    mine = project.out / "agenda-item-05-cleared-cip-update.html"
    mine.touch()
    assert mine.name not in project.run_here("build", "--only", "html").stderr
