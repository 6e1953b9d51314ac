"""A paragraph that was rewritten stays one, whatever stands beside it; what goes together does."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, Project, run_here
from jacpaper.returned.read import _with_tracked
from jacpaper.review.changes import Change
from jacpaper.review.review import _is_half
from word_edits import WordEdits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jacpaper.review.changes import Kind

MIDSHIRE = ROOT / "examples" / "midshire"
SOURCES = {
    "2025-09-25": MIDSHIRE,
    "2025-03-20": MIDSHIRE,
    "2025-12-11": ROOT,
    "2025-11-20": ROOT / "examples" / "caledonia",
}


@pytest.fixture
def sent(tmp_path: Path) -> Callable[..., Project]:
    """Lay out a project with the Word paper of a meeting as sent.docx, maybe with a background."""

    def laid_out(meeting: str, background: str = "") -> Project:
        shutil.copytree(SOURCES[meeting] / "inputs", tmp_path / "inputs")
        shutil.copytree(ROOT / "templates", tmp_path / "templates")
        if background:
            paper = tmp_path / "inputs" / meeting / "paper.yaml"
            text = paper.read_text(encoding="utf-8")
            now, found = re.subn(
                r"(?<=^background: \|\n)(?:  .*\n)+", background, text, flags=re.MULTILINE
            )
            assert found == 1
            paper.write_text(now, encoding="utf-8")
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
    sent: Callable[..., Project], *, is_named: bool
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
    sent: Callable[..., Project],
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
    sent: Callable[..., Project],
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
    sent: Callable[..., Project],
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


def test_paragraphs_of_a_section_that_is_new_as_a_whole_have_not_moved(
    sent: Callable[..., Project],
) -> None:
    """Its title and a long paragraph are others, so that no section of ours is like it."""
    project = sent("2025-12-11")
    edited(
        project,
        lambda word: word.rewrite("Diverting Children from the Criminal", "Where they go instead"),
        lambda word: word.rewrite(
            "WMP was one of six forces inspected.",
            "Nobody had expected that. What came of it was written down at once by four people who"
            " had been there, and it was read by all others later, slowly and more than once.",
        ),
    )
    changes = reviewed(project)["changes"]
    assert [(one["kind"], one["verdict"]) for one in changes][:1] == [("words", "take")]
    assert not [one for one in changes if one["kind"] == "moved"]


def test_an_item_that_moved_did_not_become_the_one_that_came_in_its_place(
    sent: Callable[..., Project],
) -> None:
    project = sent("2025-09-25")
    clear = "Clear the backlog of domestic"
    edited(
        project,
        lambda word: word.move_before(SUPERVISOR, clear),
        lambda word: word.add_after("See every victim", "Talk to schools"),
    )
    changes = reviewed(project)["changes"]
    assert sorted((one["kind"], one["verdict"]) for one in changes) == [
        ("added", "take"), ("moved", "take"),
    ]  # fmt: skip


def test_of_two_items_that_say_the_same_each_has_its_own_new_words(
    sent: Callable[..., Project],
) -> None:
    items = ["Start with training", "None so far", "None so far", "End with a review"]
    project = sent("2025-12-11", "  To do:\n\n" + "".join(f"  - {one}\n" for one in items))
    edited(
        project,
        lambda word: word.track("None so far", "Alpha and beta"),
        lambda word: word.track("None so far", "Gamma and delta"),
    )
    changes = reviewed(project, "--take")["changes"]
    assert [one["new"] for one in changes] == ["Alpha and beta", "Gamma and delta"]
    now = project.input("paper.yaml").read_text(encoding="utf-8")
    assert now.index("- Alpha and beta") < now.index("- Gamma and delta")
    assert "None so far" not in now


def test_what_goes_with_what_is_refused_is_refused_too(sent: Callable[..., Project]) -> None:
    """A paragraph of two sentences is gone; one came where it can be taken, the other not."""
    first, second = "Alpha has gone down to the sea.", "Beta has stayed at home with us."
    project = sent("2025-12-11", f"  {first} {second}\n\n  We are preparing for the next one.\n")
    edited(
        project,
        lambda word: word.remove(first),
        lambda word: word.type("the next one.", f"the next one. {first}"),
        lambda word: word.add_after("Operation Makesafe works", second),
    )
    changes = reviewed(project)["changes"]
    assert [one["verdict"] for one in changes] == ["refused"] * 3
    assert changes[1]["why"] == "it goes with change 1, which cannot be taken"
    done = project.run_here("review", "back.docx", "--take", "2")
    assert done.returncode != 0
    assert "change 2 cannot be taken" in done.stderr


@pytest.mark.parametrize("with_others", [False, True])
def test_no_paragraph_goes_whose_words_were_joined_to_another_where_one_is_an_other_word(
    sent: Callable[..., Project], *, with_others: bool
) -> None:
    """Its text is one paragraph, so that all of it would be gone: `summary` as well."""
    project = sent("2025-12-11")
    reports = project.input("reports.yaml")
    before = reports.read_text(encoding="utf-8")
    edits = [
        lambda word: word.track("Walsall", "Dudley"),
        lambda word: word.track("six forces", "ten forces"),
    ]
    edited(
        project,
        lambda word: word.join("This joint report was published"),
        *edits[: 1 + with_others],
    )
    told = reviewed(project, "--take")
    assert told.get("taken", []) == []
    assert reports.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("gone", "new", "goes"),
    [
        ("E-mail: governance@caledonia.example", "Call E-mail: governance@caledonia.example", True),
        ("since then", "It was so since then", False),
        (
            "We do it. Since then nobody has ever come back.",
            "Since then nobody has ever come",
            True,
        ),
        ("7 areas for improvement were given", "areas for improvement", False),
    ],
)
def test_words_that_are_hardly_there_by_chance_are_halves_of_a_move(
    gone: str, new: str, *, goes: bool
) -> None:
    out, into = (
        Change("removed", "", gone, "", None, None),
        Change("added", "", "", new, None, None),
    )
    assert _is_half(out, into) is goes
    assert _is_half(into, out) is goes


@pytest.mark.parametrize(
    ("kinds", "gone", "new", "goes"),
    [
        (
            ("removed", "words"),
            "It was seen by all of us.",
            "Too. It was seen by most of us.",
            True,
        ),
        (("removed", "words"), "It was seen by all of us.", "It is what it was by now.", False),
        (("words", "added"), "It was seen by all of us.", "It was seen by most of us.", True),
        (("words", "added"), "It was seen by all of us.", "By all of them.", False),
        (("removed", "added"), "It was seen by all of us.", "It was seen by most of us.", False),
    ],
)
def test_a_paragraph_that_was_joined_or_parted_may_have_other_words(
    kinds: tuple[Kind, Kind], gone: str, new: str, *, goes: bool
) -> None:
    out = Change(kinds[0], "", gone, "", None, None)
    into = Change(kinds[1], "", "", new, None, None)
    assert _is_half(out, into) is goes
    assert _is_half(into, out) is goes


def test_a_paragraph_that_was_parted_is_taken_with_its_other_word(
    sent: Callable[..., Project],
) -> None:
    project = sent("2025-12-11")
    edited(
        project,
        lambda word: word.type("Walsall", "Dudley"),
        lambda word: word.split("In our area the inspectors"),
    )
    told = reviewed(project, "--take")
    assert len(told["taken"]) == len(told["changes"])
    now = project.input("reports.yaml").read_text(encoding="utf-8")
    assert "inspected.\n\n      In our area the inspectors looked at Dudley and Solihull.\n" in now


def test_a_paragraph_without_a_name_is_known_by_what_was_tracked_in_it() -> None:
    """In turn: where each stands in the stamp, where those of before stand, which each of them was.

    The third was split, and the place of the fourth is another one's.
    """
    assert _with_tracked((None, 4, None, None), (3, 4, 7), (0, 1, None, 1)) == (3, 4, None, None)
