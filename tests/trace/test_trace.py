"""Each block knows the lines of the inputs that made it, and the paper is the same for it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.hmicfrs.origins import copied
from jacpaper.preview.marks import blocks
from jacpaper.preview.view import Composer
from jacpaper.problems import Problems
from jacpaper.project.layout import meetings, template_folder
from jacpaper.trace.trace import Trace

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.tree.elements import Element

MIDSHIRE = ROOT / "examples" / "midshire"
PAPERS = [(ROOT, date.fromisoformat(MEETING)), *((MIDSHIRE, day) for day in meetings(MIDSHIRE))]
FILES = ("paper.yaml", "reports.yaml", "open-counts.yaml", "inspections.yaml")
CAUGHT = "{% set x %}{% if title %}words{% endif %}{% endset %}"
# A whole number or some words, as the value of a key or an item of a list, alone on its line.
_VALUE = re.compile(
    r"^(?P<before> *(- )?([\w ,\u2019-]+: )?)(?P<value>\d+|\"[^\"]*\"|[A-Z][^#:\"]*?)$"
)


def texts(project: Path, meeting: date, trace: Trace) -> list[tuple[str, set[tuple[str, int]]]]:
    """Return what each block says, cell by cell, and the lines behind it."""
    paper = trace.follow(load(project, meeting), copied)
    document = compose(paper, template_folder(project), trace.compiled, trace)
    return [
        (said(block), {(place.file, place.line) for place in trace.origins(block)})
        for block in blocks(document.body)
    ]


def said(block: Element) -> str:
    return "|".join(cell.text for cell in block.elements) if block.tag == "tr" else block.text


@pytest.mark.parametrize(("project", "meeting"), PAPERS)
def test_the_paper_is_the_same_with_and_without(project: Path, meeting: date) -> None:
    plain, warnings = prepare(project, meeting)
    traced, same_warnings = prepare(project, meeting, trace=Trace())
    assert traced == plain
    assert same_warnings == warnings


@pytest.mark.parametrize("name", ["committee.yaml", *FILES])
def test_what_changes_a_block_is_among_its_lines(project: Project, name: str) -> None:
    """Change value after value: whichever block then reads otherwise had the line behind it."""
    path = project.input(name)
    shown = path.relative_to(project.folder).as_posix()
    meeting, trace = date.fromisoformat(MEETING), Trace()
    before = texts(project.folder, meeting, trace)
    original = path.read_text(encoding="utf-8")
    lines = original.splitlines(keepends=True)
    seen = 0
    for number, line in enumerate(lines, 1):
        if not (found := _VALUE.match(line.rstrip("\n"))):
            continue
        value = found["value"]
        other = str(int(value) + 1) if value.isdigit() else f"{value[:-1]}zz{value[-1]}"
        changed = f"{found['before']}{other}\n"
        path.write_text("".join([*lines[: number - 1], changed, *lines[number:]]), encoding="utf-8")
        try:
            after = texts(project.folder, meeting, trace)
        except Problems:
            continue  # not every word will do everywhere
        if len(after) != len(before):
            continue
        for (was, places), (now, _) in zip(before, after, strict=True):
            # A column that comes or goes is the table's matter, not a figure's.
            if was != now and was.count("|") == now.count("|"):
                seen += 1
                assert (shown, number) in places or inside_text(lines, number, shown, places), was
    assert seen, "nothing was changed: mend the test"


def inside_text(lines: list[str], number: int, shown: str, places: set[tuple[str, int]]) -> bool:
    """True if the line is within a text over several lines, which begins at one of the places."""
    start = number
    while start and not re.search(r"[|>]\s*$", lines[start - 1]):
        start -= 1
    return (shown, start) in places


@pytest.mark.parametrize(("project", "meeting"), PAPERS)
def test_every_block_has_a_line(project: Path, meeting: date) -> None:
    paper, _ = Composer(project, meeting).paper()
    for block in paper.blocks:
        *inputs, template = block.places
        assert template.file.endswith(".html.j2")
        assert template.line
        for place in inputs:
            assert place.file.startswith("inputs/")
            written = (project / place.file).read_text(encoding="utf-8").splitlines()
            assert written[place.line - 1] == place.excerpt


def test_nil_returns_lead_to_where_none_is_said() -> None:
    trace = Trace()
    found = texts(ROOT, date.fromisoformat(MEETING), trace)
    places = next(places for text, places in found if text.startswith("There has been no insp"))
    assert (f"inputs/{MEETING}/inspections.yaml", 9) in places


def test_what_was_carried_over_leads_to_the_older_file() -> None:
    found = texts(MIDSHIRE, date(2026, 3, 26), Trace())
    places = next(places for text, places in found if text.startswith("One cause of concern"))
    assert {file for file, _ in places} == {"inputs/2025-12-11/paper.yaml"}


def test_what_was_given_a_name_leads_to_what_it_was_made_of() -> None:
    found = texts(ROOT, date.fromisoformat(MEETING), Trace())
    due = [places for text, places in found if "under section 55" in text]
    assert [
        (f"inputs/{MEETING}/reports.yaml", line) in places
        for places, line in zip(due, (12, 24, 35), strict=True)
    ] == [True, True, True]


def test_a_row_of_a_trend_leads_to_its_own_meeting() -> None:
    found = texts(MIDSHIRE, date(2026, 3, 26), Trace())
    rows = [(text, places) for text, places in found if text.startswith("26 June 2025|")]
    assert rows, "the series shows no trend: mend the test"
    for _, places in rows:
        assert {file for file, _ in places} >= {"inputs/2025-06-26/open-counts.yaml"}
        assert "inputs/2026-03-26/open-counts.yaml" not in {file for file, _ in places}


def test_a_wording_of_ones_own_leads_to_it(project: Project) -> None:
    path = project.input("paper.yaml")
    text = path.read_text(encoding="utf-8") + "\nwording:\n  purpose: To tell members more.\n"
    path.write_text(text, encoding="utf-8")
    found = texts(project.folder, date.fromisoformat(MEETING), Trace())
    places = next(places for text, places in found if text == "To tell members more.")
    assert (f"inputs/{MEETING}/paper.yaml", len(text.splitlines())) in places


def test_a_paragraph_of_several_leads_to_its_own_first_line(project: Project) -> None:
    path = project.input("paper.yaml")
    project.edit(path, "background: |\n", "background: |\n  A first paragraph.\n\n")
    paper, _ = Composer(project.folder, date.fromisoformat(MEETING)).paper()
    block = next(block for block in paper.blocks if block.text.startswith("We are preparing"))
    assert block.places[0].excerpt.strip().startswith("We are preparing")
    block = next(block for block in paper.blocks if block.text == "A first paragraph.")
    assert block.places[0].excerpt == "  A first paragraph."


@pytest.mark.parametrize(
    "typed",
    [
        "<p><!--trace:from 99999-->words</p>",
        "<p>{{ '<!--trace:from 99999-->' | safe }}words</p>",
        "<p>words<!--trace:end--></p><!--trace:end--><!--trace:end-->",
        "<!--trace:because x--><p>words</p>",
        # The marks themselves, caught in a value and changed.
        f"{CAUGHT}<p>{{{{ x | replace(' ', ' 99999 x') }}}}</p>",
        f"{CAUGHT}<p>{{{{ x | replace('because', 'end') }}}}</p>",
    ],
)  # fmt: skip
def test_marks_that_a_template_writes_are_not_believed(project: Project, typed: str) -> None:
    project.edit(project.template / "paper.html.j2", "<h2>Purpose", f"{typed}\n<h2>Purpose")
    plain, _ = prepare(project.folder, date.fromisoformat(MEETING))
    trace = Trace()
    traced, _ = prepare(project.folder, date.fromisoformat(MEETING), trace=trace)
    assert "words" in [said(block) for block in blocks(plain.body)]
    assert traced == plain
    for block in blocks(traced.body):
        assert all(place.file.startswith("inputs/") for place in trace.origins(block))
