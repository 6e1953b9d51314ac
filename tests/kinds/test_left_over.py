"""What an item leaves behind: removed, renamed, renumbered, made private; and packs gone stale."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import foreign
import kinds
from conftest import MEETING, ROOT, Project, midshire
from jacpaper.project.layout import MEETING_FILES

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

AGENDA = 'items: [{item: "7", title: Risks}, {item: "9", title: Letter, paper: letter.pdf}]\n'


@pytest.fixture
def meeting(project: Project) -> Project:
    """Return a meeting of two items, built as web pages."""
    kinds.kind(project)
    kinds.item(project)
    kinds.item(project, kinds.changed(item="12", title="Fleet"), "fleet")
    for name in MEETING_FILES:
        project.input(name).unlink()
    built(project)
    assert found(project) >= {"agenda-item-12-fleet.html", "manifest-fleet.json"}
    return project


def built(project: Project, *arguments: str) -> CompletedProcess[str]:
    done = project.run_here("build", "--only", "html", *arguments)
    assert done.returncode == 0, done.stderr
    return done


def found(project: Project) -> set[str]:
    paths = (path for path in project.out.rglob("*") if path.is_file())
    return {path.relative_to(project.out).as_posix() for path in paths}


def fleet(project: Project) -> set[str]:
    return {name for name in found(project) if "fleet" in name}


@pytest.mark.parametrize("arguments", [(), ("--if-needed",), ("--item", "07")])
def test_nothing_is_left_of_an_item_that_is_removed(
    meeting: Project, arguments: tuple[str, ...]
) -> None:
    item = meeting.input("items/fleet.yaml")
    item.unlink()
    done = meeting.run_here("verify", meeting.out)
    assert done.returncode == 1
    assert "agenda-item-12-fleet.html is of the item fleet, which the meeting has no more" in (
        done.stderr
    )
    built(meeting, *arguments)
    assert found(meeting) == {"agenda-item-07-risks.html", "manifest-risks.json"}
    assert meeting.run_here("verify", meeting.out).returncode == 0


def test_papers_of_a_meeting_that_was_moved_are_named(meeting: Project) -> None:
    meeting.input("items").parent.rename(meeting.folder / "inputs" / "2026-01-15")
    done = meeting.run_here("build", "--only", "html")
    said = f"build/{MEETING} is of a meeting that inputs/ has no folder for: publish nothing of it"
    assert said in done.stderr
    shutil.rmtree(meeting.out)
    assert "no folder for" not in meeting.run_here("build", "--only", "html").stderr


def test_nor_of_one_that_is_renamed_or_renumbered(meeting: Project) -> None:
    item = meeting.input("items/fleet.yaml")
    item.rename(item.with_name("vehicles.yaml"))
    built(meeting)
    assert fleet(meeting) == set()
    assert "agenda-item-12-vehicles.html" in found(meeting)
    kinds.item(meeting, kinds.changed(item="13"), "vehicles")
    built(meeting)
    assert "agenda-item-13-vehicles.html" in found(meeting)
    assert "agenda-item-12-vehicles.html" not in found(meeting)


def test_what_a_person_edited_is_kept_and_said(meeting: Project) -> None:
    (meeting.out / "agenda-item-12-fleet.html").write_text("mine")
    meeting.input("items/fleet.yaml").unlink()
    done = built(meeting)
    (name,) = fleet(meeting)
    assert "agenda-item-12-fleet.edited-" in name
    assert name in done.stderr
    assert (meeting.out / name).read_text() == "mine"


def test_a_private_item_is_named_in_the_restricted_folder_alone(meeting: Project) -> None:
    private = kinds.changed(item="12", private=True, marking="OFFICIAL-SENSITIVE")
    kinds.item(meeting, private, "fleet")
    built(meeting)
    names = {"restricted/agenda-item-12-fleet.html", "restricted/manifest-fleet.json"}
    assert fleet(meeting) == names
    assert (meeting.out / "restricted/manifest-fleet.json").stat().st_mode & 0o077 == 0
    for name in found(meeting) - names:
        assert b"fleet" not in (meeting.out / name).read_bytes()
    assert built(meeting, "--if-needed").stdout.startswith("Nothing to do")
    assert meeting.run_here("verify", meeting.out).returncode == 0
    kinds.item(meeting, kinds.changed(item="12"), "fleet")
    built(meeting)
    assert fleet(meeting) == {"agenda-item-12-fleet.html", "manifest-fleet.json"}
    kinds.item(meeting, private, "fleet")
    built(meeting)
    meeting.input("items/fleet.yaml").unlink()
    built(meeting)
    assert fleet(meeting) == set()


def test_what_became_private_leaves_the_public_folder_with_any_build(meeting: Project) -> None:
    """Who makes one other paper may publish the folder then."""
    kinds.item(meeting, kinds.changed(item="12", private=True, marking="OFFICIAL"), "fleet")
    done = meeting.run_here("verify", meeting.out)
    told = "agenda-item-12-fleet.html is of the item fleet, which is private by now: build again"
    assert told in done.stderr
    assert not built(meeting, "--item", "07", "--if-needed").stdout.startswith("Nothing to do")
    assert fleet(meeting) == set()


@pytest.mark.parametrize("arguments", [(), ("--item", "07"), ("--item", "12")])
def test_what_a_person_edited_of_it_is_kept_in_the_restricted_folder(
    meeting: Project, arguments: tuple[str, ...]
) -> None:
    (meeting.out / "agenda-item-12-fleet.html").write_text("mine")
    before = meeting.out / "agenda-item-12-fleet-draft.edited-2025-12-01-0900.html"
    before.write_text("mine before")
    other = "agenda-item-12-fleet-more.edited-2025-12-01-0900.html"
    (meeting.out / other).write_text("of another paper")
    kinds.item(meeting, kinds.changed(item="12", private=True, marking="OFFICIAL"), "fleet")
    built(meeting, *arguments)
    kept = {name for name in fleet(meeting) if "edited" in name} - {other}
    assert {name.partition("/")[0] for name in kept} == {"restricted"}
    texts = sorted((meeting.out / name).read_text() for name in kept)
    assert texts == ["mine", "mine before"]
    assert (meeting.out / other).is_file()


def test_another_folder_keeps_what_is_in_it(meeting: Project) -> None:
    """It is a person's: papers of many meetings may lie there."""
    built(meeting, "--out", "sent")
    meeting.input("items/fleet.yaml").unlink()
    built(meeting, "--out", "sent")
    assert (meeting.folder / "sent" / "agenda-item-12-fleet.html").exists()


STAYS = "is of an item that is private by now: do not publish it, and delete it"


@pytest.mark.parametrize("arguments", [("--item", "12"), ("--item", "07", "--strict"), ("--all",)])
def test_what_became_private_is_named_where_no_build_takes_it_away(
    meeting: Project, arguments: tuple[str, ...]
) -> None:
    """Its file has no marking yet, so that nothing is made of it and nothing goes."""
    before = "agenda-item-12-fleet-draft.edited-2025-12-01-0900.html"
    (meeting.out / before).write_text("mine before")
    kinds.item(meeting, kinds.changed(item="12", private=True), "fleet")
    kinds.item(meeting, kinds.ITEM.replace("outlook", "outlok"))
    done = meeting.run_here("build", *arguments)
    assert done.returncode == 1
    for name in ("agenda-item-12-fleet.html", before):
        assert f"build/{MEETING}/{name} {STAYS}" in done.stderr
    assert done.stderr.count(STAYS) == 2


def test_it_is_named_by_what_it_is_called_where_its_record_is_gone(meeting: Project) -> None:
    (meeting.out / "manifest-fleet.json").unlink()
    kinds.item(meeting, kinds.changed(item="12", private=True), "fleet")
    done = meeting.run_here("build", "--item", "12")
    assert f"build/{MEETING}/agenda-item-12-fleet.html {STAYS}" in done.stderr
    kinds.item(meeting, kinds.changed(item="12", private=True, marking="OFFICIAL"), "fleet")
    assert f"build/{MEETING}/agenda-item-12-fleet.html {STAYS}" in built(meeting).stderr


@pytest.mark.parametrize("more", [(), ("--if-needed",)])
def test_what_became_private_is_named_in_another_folder(
    meeting: Project, more: tuple[str, ...]
) -> None:
    """It is a person's, so nothing of other papers is taken out of it."""
    assert STAYS not in built(meeting, "--out", "sent").stderr
    kinds.item(meeting, kinds.changed(item="12", private=True, marking="OFFICIAL"), "fleet")
    done = built(meeting, "--out", "sent", "--item", "07", *more)
    assert f"sent/agenda-item-12-fleet.html {STAYS}" in done.stderr
    assert (meeting.folder / "sent" / "agenda-item-12-fleet.html").is_file()
    assert STAYS not in built(meeting, "--out", "sent", "--item", "12").stderr
    assert not (meeting.folder / "sent" / "agenda-item-12-fleet.html").exists()


def test_a_build_says_that_pack_and_folder_are_of_other_inputs(meeting: Project) -> None:
    meeting.input("items/fleet.yaml").unlink()
    meeting.input("letter.pdf").write_bytes(foreign.saved(foreign.drawn()))
    meeting.input("agenda.yaml").write_text(AGENDA)
    for command in ("pack", "upload"):
        done = meeting.run_here(command)
        assert done.returncode == 0, done.stderr
    assert "other inputs" not in built(meeting).stderr
    meeting.input("letter.pdf").write_bytes(foreign.saved(foreign.drawn(3)))
    said = built(meeting).stderr
    kinds.item(meeting, kinds.changed(private=True))
    refused = meeting.run_here("build", "--item", "07")
    assert refused.returncode == 1
    kinds.item(meeting)
    for command in ("pack", "upload"):
        why = f"build/{MEETING}/{command} was made from other inputs, and may show what is private"
        again = f"do not publish it; run `jacpaper {command} {MEETING}` again"
        assert f"{why} by now: {again}" in said
        assert f"{why} by now: {again}" in refused.stderr
        assert meeting.run_here(command).returncode == 0
    assert "other inputs" not in built(meeting).stderr


def test_who_makes_one_paper_hears_that_another_is_of_other_inputs(meeting: Project) -> None:
    kinds.item(meeting, kinds.changed(item="12", title="Vehicles"), "fleet")
    other = f"build/{MEETING}/agenda-item-12-fleet.html was made from other inputs"
    assert f"{other}, and may show what is private by now" in built(meeting, "--item", "07").stderr
    assert "other inputs" not in built(meeting).stderr


def test_a_final_paper_is_not_said_to_be_of_other_inputs(tmp_path: Path) -> None:
    """It is left as it was published, and cannot be built again."""
    series, day = midshire(tmp_path / "midshire"), "2026-03-26"
    inputs = series.folder / "inputs" / day
    example = ROOT / "examples" / "midshire" / "inputs" / day / "items"
    shutil.copytree(example, inputs / "items")
    for command in (("build", "--only", "html"), ("finalise",)):
        done = series.run_here(*command)
        assert done.returncode == 0, done.stderr
    for name in ("paper.yaml", "items/treasury.yaml"):
        with (inputs / name).open("a", encoding="utf-8") as file:
            file.write("\nmarking: OFFICIAL\n")
    refused = series.run_here("build", "--only", "html")
    assert "The other papers are written." in refused.stderr
    assert "other inputs" not in refused.stderr
