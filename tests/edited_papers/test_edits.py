"""The edits are such as Word and LibreOffice make, and the judge speaks up on planted faults."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import accepted
import docx
import fates
import judge
import noise
import office_edits
import pytest
import random_edits
import shelf as shelves
import word_file
import workspaces
import yaml
import yaml_spans
import yaml_style
from two_reviewers import Second

import judges
import libreoffice
import readers

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = range(12)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> shelves.Shelf:
    return shelves.Shelf(tmp_path_factory.mktemp("shelf").resolve())


@pytest.fixture(scope="module")
def edited(
    shelf: shelves.Shelf, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[judge.Paper, Path, list[random_edits.Edit]]]:
    """Edited copies of the examples' papers."""
    return [one_edited(shelf, tmp_path_factory.mktemp("edited"), seed, 6) for seed in SEEDS]


def one_edited(
    shelf: shelves.Shelf, folder: Path, seed: int, most: int
) -> tuple[judge.Paper, Path, list[random_edits.Edit]]:
    paper = shelf.paper(["midshire", "caledonia", "reference"][seed % 3], number=seed // 3)
    target = folder / f"{seed}.docx"
    return paper, target, random_edits.edited(paper.draft, seed, target, most)


def test_word_finds_nothing_wrong_with_what_was_edited(
    shelf: shelves.Shelf, tmp_path: Path
) -> None:
    """Few papers with very many edits each: the validator starts anew for each file."""
    made = [one_edited(shelf, tmp_path, seed, 60) for seed in range(3)]
    assert sum(len(edits) for _, _, edits in made) > 75
    for _, path, _ in made:
        docx.Document(str(path))
    assert judges.open_xml_sdk([path for _, path, _ in made]) == []


def test_libreoffice_opens_what_was_edited(
    edited: list[tuple[judge.Paper, Path, list[random_edits.Edit]]], tmp_path: Path
) -> None:
    some = [path for _, path, _ in edited[:3]]
    for before, after in zip(some, libreoffice.saved_again(some, tmp_path), strict=True):
        assert [one.text for one in accepted.blocks(after)] == [
            one.text for one in accepted.blocks(before)
        ]


def test_rejecting_all_gives_the_paper_as_it_was_sent(
    edited: list[tuple[judge.Paper, Path, list[random_edits.Edit]]],
) -> None:
    compared = 0
    for paper, path, done in edited:
        if all(one.author for one in done):
            compared += 1
            was = [one.marked for one in accepted.blocks(paper.draft)]
            assert [one.marked for one in accepted.blocks(path, "reject")] == was
    assert compared > 2


def test_each_edit_is_in_the_file_as_it_is_told(
    edited: list[tuple[judge.Paper, Path, list[random_edits.Edit]]],
) -> None:
    kinds = set()
    for _, path, done in edited:
        texts = fates.lines(accepted.blocks(path))
        plain = " ".join(text.replace("*", "") for text in texts)
        for one in done:
            kinds.add(one.kind)
            if one.level not in ("link", "row", "comment"):
                for part in one.after.split("\n") if "deleted" not in one.kind else ():
                    assert accepted.fold(part) in plain or "](" in plain, one
    assert len(kinds) > 15


def test_what_a_word_file_says_is_what_the_page_says(shelf: shelves.Shelf) -> None:
    for name, number in (("midshire", 5), ("midshire", 3), ("caledonia", 1), ("reference", 0)):
        paper = shelf.paper(name, number=number)
        code, out, err = judge.called(
            "build", paper.meeting, "--only", "html", "--project", str(paper.project)
        )
        assert code == 0, out + err
        page = next((paper.project / "build" / paper.meeting).glob("agenda-item-*.html"))
        html = [accepted.fold(line.text) for line in readers.html_lines(page)]
        html = [line for line in html if line]
        word: list[str] = []
        for block in accepted.blocks(paper.draft):
            word += block.text.split(" | ") if block.kind == "row" else [block.text]
        assert [_bare(line) for line in word if line] == [_bare(line) for line in html]


def _bare(line: str) -> str:
    """Return a line without the number of a table, which the page has in a part of its own."""
    return line.replace(" ", "")


def test_noise_changes_no_words(shelf: shelves.Shelf, tmp_path: Path) -> None:
    paper = shelf.paper("midshire", number=5)
    before = [(one.kind, one.marked) for one in accepted.blocks(paper.draft)]
    for kind in noise.KINDS:
        luck = random.Random(kind.__name__)  # noqa: S311
        word = word_file.WordFile(paper.draft, luck)
        kind(word, luck)
        word.save(tmp_path / "noisy.docx")
        after = [(one.kind, one.marked) for one in accepted.blocks(tmp_path / "noisy.docx")]
        assert after == before, kind.__name__


@pytest.mark.parametrize("seed", range(25))
def test_a_drawn_style_of_yaml_loads_as_the_same_data(seed: int) -> None:
    drawn = workspaces.make(seed)
    for path, value in drawn.files.items():
        if not isinstance(value, str):
            text = yaml_style.typed(value, random.Random(f"{seed} {path}"))  # noqa: S311
            assert yaml.safe_load(text) == value


def test_libreoffice_edits_and_records_as_it_is_told(shelf: shelves.Shelf, tmp_path: Path) -> None:
    lines: list[str] = []
    done = {}
    for seed, name in enumerate(["midshire", "caledonia", "reference"]):
        draft, target = tmp_path / f"draft-{seed}.docx", tmp_path / f"{seed}.docx"
        shutil.copy(shelf.paper(name).draft, draft)
        told, done[target] = office_edits.orders(draft, seed, target)
        lines += told
    office_edits.Office(tmp_path).run(lines)
    for path, several in done.items():
        texts = [one.text for one in accepted.blocks(path)]
        for one in several:
            for part in one.after.split("\n"):
                assert accepted.fold(part) in texts, one
            if one.author:
                before = [block.text for block in accepted.blocks(path, "reject")]
                assert accepted.fold(one.before) in before, one


# The judge, with a review in the place of ours that has a fault of each kind

_OLD = "Inspectors read 40 of our crime records."
_NEW = "Inspectors read 41 of our crime records."


def _toy(told: list[dict[str, Any]], spoil: Callable[[str], str]) -> Callable[..., Any]:
    """Return a program that tells of changes, and takes them by changing the text of a file."""
    real = judge.called

    def program(*arguments: str) -> tuple[int, str, str]:
        if arguments[0] != "review":
            return real(*arguments)
        project = next(arguments[at + 1] for at, one in enumerate(arguments) if one == "--project")
        path = Path(project) / "inputs" / arguments[2] / "reports.yaml"
        if "--take" in arguments:
            path.write_text(spoil(path.read_text()))
            return 0, json.dumps({"taken": [one["number"] for one in told]}), ""
        taken = _NEW in path.read_text()
        return 0, json.dumps({"changes": [] if taken else told, "comments": []}), ""

    return program


_TOLD = {
    "number": 1, "kind": "words", "at": "under 3.1.1", "line": 11, "column": 5, "verdict": "take",
    "file": "inputs/2026-03-26/reports.yaml", "old": "40", "new": "41", "why": "", "who": "",
}  # fmt: skip


def _other_summary_gone(text: str) -> str:
    before, _, after = text.replace("40", "41").rpartition("    summary: |\n")
    return before + after.split("PEEL 2023/25 inspection.\n", 1)[1]


@pytest.mark.parametrize(
    "planted",
    [
        ([_TOLD], lambda text: text.replace("40", "41"), ""),
        ([], lambda text: text, "nothing told"),
        ([_TOLD], lambda text: text, "told as taken, but not in the paper"),
        ([_TOLD], lambda text: text.replace("40", "42"), "neither as in Word nor as before"),
        ([_TOLD], _other_summary_gone, "left alone in Word"),
        ([_TOLD], lambda text: text.replace("40", "41").replace("# Of", "# On"), "comment lost"),
        (
            [_TOLD],
            lambda text: text.replace("40", "41").replace("Cycle Theft", "Cycle Thefts"),
            "in neither file",
        ),
        (
            [_TOLD],
            lambda text: text.replace("40", "41").replace('"Whose Bike', "'Whose Bike").replace(
                'Theft"', "Theft'"
            ),
            "outside the values",
        ),
        ([_TOLD], lambda _: "reports: [", "no paper after taking"),
        ([{**_TOLD, "who": "Somebody"}], lambda text: text.replace("40", "41"), ""),
    ],
)  # fmt: skip
def test_the_judge_speaks_up(
    shelf: shelves.Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    planted: tuple[list[dict[str, Any]], Callable[[str], str], str],
) -> None:  # fmt: skip
    told, spoil, fault = planted
    paper = shelf.paper("midshire", number=5)
    luck = random.Random(1)  # noqa: S311
    word = word_file.WordFile(paper.draft, luck)
    desk = random_edits.Desk(word, luck)
    paragraph = next(one for one in desk.paragraphs() if _OLD in word_file.said(one))
    at = word_file.said(paragraph).index("40")
    random_edits.replaced(desk, "number", paragraph, (at, at + 2), "41")
    desk.edits[0].author = ""
    word.save(tmp_path / "edited.docx")
    monkeypatch.setattr(judge, "called", _toy(told, spoil))
    case = judge.Case(paper, tmp_path / "edited.docx", desk.edits)
    found = case.judge().faults
    assert any(fault in one for one in found) if fault else not found, found


def test_the_judge_speaks_up_where_the_second_file_undoes_the_first(
    shelf: shelves.Shelf,
) -> None:
    paper = shelf.paper("midshire", number=5)
    sent = accepted.blocks(paper.draft)
    at = next(number for number, one in enumerate(sent) if _OLD in one.text)
    changed = [*sent[:at], sent[at]._replace(text=_NEW, marked="Nobody read any."), *sent[at + 1 :]]
    for ours, fault in (
        (sent, ""),
        (changed, "of the first file, gone with the second"),
        ([*sent[:at], *sent[at + 1 :]], "taken out with the first file, back with the second"),
    ):
        case = Second(paper, paper.draft, [], [], ours)
        case._compare(sent, [], [], [])
        found = case.judged.faults
        assert any(fault in one for one in found) if fault else not found, found


def test_lines_outside_of_a_value_are_noticed() -> None:
    old = "a: 1 # one\nb:\n  - x\n  - y\n# end\nc: |\n  some\n  words\n"
    assert yaml_spans.strayed(old, old.replace("words", "others")) == []
    assert yaml_spans.strayed(old, old.replace("  - x\n", "")) == []
    assert yaml_spans.strayed(old, old.replace("- y\n", "- y\n  - z\n")) == []
    assert yaml_spans.strayed(old, old.replace("a: 1", "a:  1")) != []
    assert yaml_spans.strayed(old, old.replace("# one", "#one")) != []
    assert yaml_spans.strayed(old, old.replace("# end\n", "")) != []


def test_notes_go_with_the_key_that_they_stand_above() -> None:
    old = "t: y\n# of all\n\n# about a\n# as well\na: x # beside\nb: z # of b\n"
    assert yaml_spans.strayed(old, "t: y\n# of all\n\nb: z # of b\n") == []
    assert yaml_spans.strayed(old, "t: y\n\nb: z # of b\n") == ["comment lost: # of all"]
    assert yaml_spans.strayed(old, "t: y\n# of all\n\nb: z\n") == ["comment lost: # of b"]


def test_notes_go_with_the_text_in_a_list_that_they_stand_above() -> None:
    old = "t:\n  # one\n  - a\n  # two\n  - b\n"
    assert yaml_spans.strayed(old, "t:\n  # two\n  - b\n") == []
    assert yaml_spans.strayed(old, "t:\n  # one\n  - a\n") == []
    assert yaml_spans.strayed(old, "t:\n  - b\n") == ["comment lost: # two"]
    old = "t:\n  - a  # one\n  - b  # two\n"
    assert yaml_spans.strayed(old, "t:\n  - b  # two\n") == []
    assert yaml_spans.strayed(old, "t:\n  - b\n") == ["comment lost: # two"]


def test_a_value_typed_otherwise_is_noticed_where_it_stands() -> None:
    old = "a: 'x'\nb: y\nc:\n  - 'p'\n  - q\n"
    assert yaml_spans.strayed(old, old.replace("'x'", "y").replace("b: y", "b: z")) == []
    added = old.replace("  - q", "  - n\n  - q")
    ahead = old.replace("  - 'p'", "  - n\n  - p")
    assert yaml_spans.strayed(old, added) == []
    for new, raw in (
        (old.replace("'x'", "x"), "'x'"),
        (added.replace("'p'", "p"), "'p'"),
        (ahead, "'p'"),
    ):
        assert f"typed otherwise: {raw!r}" in yaml_spans.strayed(old, new)


def test_each_byte_around_a_value_is_looked_at() -> None:
    old = "a: 'x'   # one\nb: y\nc: [p, q]\n"
    assert yaml_spans.around(old, old.replace("'x'", "'z'")) == ""
    assert yaml_spans.around(old, old.replace("'x'", '"z"')) == ""
    assert yaml_spans.around(old, old.replace("[p, q]", "[p, q, r]")) == ""
    assert yaml_spans.around(old, old.replace("'x'", "'z'").replace("# one", "# two")) != ""
    assert yaml_spans.around(old, old.replace("'x' ", "'z'").replace("b: y", "b:  y")) != ""


def test_what_stands_between_items_that_moved_is_not_around_the_values() -> None:
    old = "a:\n  - x\n  # one\n  - y\nb: z # two\n"
    new = old.replace("  - x\n  # one\n  - y\n", "  # one\n  - y\n  - x\n")
    assert yaml_spans.strayed(old, new) == []
    assert yaml_spans.strayed(old, new.replace("  # one\n", "")) == ["comment lost: # one"]
    assert yaml_spans.strayed(old, new.replace("b: z", "b:  z")) != []
