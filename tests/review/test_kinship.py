"""A paragraph that was rewritten stays one, whatever stands beside it; what goes together does."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, Project, run_here
from word_edits import WordEdits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MIDSHIRE = ROOT / "examples" / "midshire"
SOURCES = {
    "2025-09-25": MIDSHIRE,
    "2025-03-20": MIDSHIRE,
    "2025-12-11": ROOT,
    "2025-11-20": ROOT / "examples" / "caledonia",
}


@pytest.fixture
def sent(tmp_path: Path) -> Callable[[str], Project]:
    """Lay out a project with the Word paper of a meeting as sent.docx."""

    def laid_out(meeting: str) -> Project:
        shutil.copytree(SOURCES[meeting] / "inputs", tmp_path / "inputs")
        shutil.copytree(ROOT / "templates", tmp_path / "templates")
        out = tmp_path / "out"
        done = run_here("build", meeting, "--only", "docx", "--out", out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        shutil.copy(next(out.glob("agenda-item-*-update.docx")), tmp_path / "sent.docx")
        return Project(tmp_path)

    return laid_out


def without_names(path: Path) -> None:
    """Take out all that tells one paragraph from another: identifiers, and the stamp."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r' w14:(paraId|textId)="[^"]*"', "", text).encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    kept = re.sub(r'<Relationship [^>]*customXml"[^>]*/>', "", relations)
    assert kept != relations
    parts["word/_rels/document.xml.rels"] = kept.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def reviewed(project: Project, *arguments: str) -> dict[str, Any]:
    done = project.run_here("review", "back.docx", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def edited(project: Project, *edits: Callable[[WordEdits], object]) -> Path:
    word = WordEdits(project.folder / "sent.docx")
    for edit in edits:
        edit(word)
    return word.save(project.folder / "back.docx")


SUPERVISOR = "Make sure that a supervisor reviews each call that waits"


@pytest.mark.parametrize("is_named", [True, False])
def test_an_item_with_other_words_is_changed_though_the_next_one_is_gone(
    sent: Callable[[str], Project], *, is_named: bool
) -> None:
    """Else the one that went would be taken, and the new words of the other be lost."""
    project = sent("2025-09-25")
    back = edited(
        project,
        lambda word: word.track(SUPERVISOR, "Talk to schools"),
        lambda word: word.remove("Clear the backlog of domestic"),
    )
    if not is_named:
        without_names(back)
    changes = reviewed(project)["changes"]
    assert [(one["kind"], one["old"][:12], one["new"]) for one in changes] == [
        ("removed", "Clear the ba", ""),
        ("words", SUPERVISOR[:12], "Talk to schools"),
    ]


def test_a_key_point_that_moved_here_and_was_rewritten_there_is_not_taken_out(
    sent: Callable[[str], Project],
) -> None:
    """It is worked out, and has no words of its own to take: it would be gone, and they as well."""
    project = sent("2025-11-20")
    paper = project.folder / "inputs" / "2025-11-20" / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    assert "  - open\n" in text
    moved = text.replace("  - open\n", "").replace("  - next\n", "  - next\n  - open\n")
    paper.write_text(moved, encoding="utf-8")
    point = "19 recommendations and areas for development are open, as"
    edited(project, lambda word: word.rewrite(point, "Watch the scale of it"))
    reviewed(project, "--take")
    now = paper.read_text(encoding="utf-8")
    assert "  - open\n" in now or "Watch the scale of it" in now


def test_what_holds_only_with_another_change_is_refused_with_its_number(
    sent: Callable[[str], Project],
) -> None:
    """One item less and one more: as many came in as before, which the open figures need."""
    project = sent("2025-03-20")
    edited(
        project,
        lambda word: word.remove("Answer nine in ten emergency"),
        lambda word: word.add_after("Report the figures for emergency", "Publish them too"),
    )
    assert [one["verdict"] for one in reviewed(project)["changes"]] == ["take", "take"]
    reports = project.folder / "inputs" / "2025-03-20" / "reports.yaml"
    before = reports.read_bytes()
    refused = project.run_here("review", "back.docx", "--take", "1")
    assert refused.returncode == 1
    assert "error: change 1 cannot be taken without change 2: " in refused.stderr
    assert reports.read_bytes() == before
    advice = re.search(r"take them together: --take ([0-9,]+)", refused.stderr)
    assert advice, refused.stderr
    assert reviewed(project, "--take", advice[1])["taken"] == [1, 2]


def test_no_paragraph_goes_whose_words_came_to_where_they_cannot_be_taken(
    sent: Callable[[str], Project],
) -> None:
    project = sent("2025-12-11")
    sentence = "In our area the inspectors looked at Walsall and Solihull."
    edited(
        project,
        lambda word: word.remove("WMP was one of six forces inspected."),
        lambda word: word.add_after("Operation Makesafe works", sentence),
    )
    gone, come = reviewed(project)["changes"]
    assert come["verdict"] == "refused"
    assert (gone["verdict"], gone["why"]) == (
        "refused", "it goes with change 2, which cannot be taken",
    )  # fmt: skip
