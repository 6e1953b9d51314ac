"""A named sentence can be worded in several paragraphs, or left out; the rest stays as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import readers
from conftest import MEETING, Project
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problems

if TYPE_CHECKING:
    from jacpaper.tree.elements import Element


def worded(project: Project, wording: str) -> Element:
    paper = project.input("paper.yaml")
    before = paper.read_text(encoding="utf-8")
    paper.write_text(f"{before}\nwording:\n{wording}\n", encoding="utf-8")
    return prepare(project.folder, date.fromisoformat(MEETING))[0].body


def lines(project: Project, wording: str) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in readers.tree_lines(worded(project, wording))]


def refused(project: Project, wording: str) -> str:
    with pytest.raises(Problems) as found:
        worded(project, wording)
    return str(found.value)


def test_a_sentence_left_out_takes_its_number_with_it(project: Project) -> None:
    said = lines(project, "  monitoring: left out")
    texts = [text for _, text in said]
    assert not any("HMICFRS monitoring" in text for text in texts)
    assert "left out" not in " ".join(texts)
    background = texts.index("Background")
    assert said[background + 1][0] == "2.1"
    assert said[background + 1][1].startswith("One cause of concern")


def test_a_section_whose_only_sentence_is_left_out_is_left_out(project: Project) -> None:
    said = lines(project, "  purpose: left out")
    assert ("1.", "Background") in said
    assert "Purpose of report" not in [text for _, text in said]


def test_one_of_two_sentences_is_left_out(project: Project) -> None:
    texts = [text for _, text in lines(project, "  notification: left out")]
    assert "The inspection itself will begin in July 2026 and last 2 weeks." in texts
    assert not any("formal notification" in text for text in texts)


def test_two_worded_sentences_keep_their_space(project: Project) -> None:
    texts = [
        text for _, text in lines(project, "  notification: We wait.\n  fieldwork: They come.")
    ]
    assert "We wait. They come." in texts


def test_several_paragraphs_are_numbered_as_the_first(project: Project) -> None:
    said = lines(
        project,
        "  monitoring: |\n    We are *watched*.\n\n    As here:\n\n    - one\n    - two\n\n"
        "    And on [a page](https://www.gov.uk/).",
    )
    start = said.index(("2.1", "We are watched."))
    assert said[start : start + 5] == [
        ("2.1", "We are watched."), ("2.2", "As here:"), ("•", "one"), ("•", "two"),
        ("2.3", "And on a page."),
    ]  # fmt: skip
    assert said[start + 5][0] == "2.4"


def test_a_list_at_the_end_leaves_no_empty_paragraph(project: Project) -> None:
    said = lines(project, "  monitoring: |\n    We are:\n\n    1. watched\n    2. heard")
    start = said.index(("2.1", "We are:"))
    assert said[start + 1 : start + 3] == [("1.", "watched"), ("2.", "heard")]
    assert said[start + 3][0] == "2.2"
    assert all(text for _, text in said)


def test_markup_of_other_kinds_is_shown_and_not_obeyed(project: Project) -> None:
    text = r"We \<p data-goes-on> and \<ul> say so."
    assert ("1.1", text.replace("\\", "")) in lines(project, f"  purpose: {text}")


@pytest.mark.parametrize(
    ("wording", "fault", "hint"),
    [
        ("  purpose: none", 'this would print "none"', "write left out"),
        ("  purpose: Left out.", 'this would print "Left out."', "write left out"),
        ("  purpose: |\n    - one\n    - two", "cannot begin with a list", "write some words"),
        ("  purpose: ''", "nothing is given here", "fill it in"),
        ("  purpos: left out", 'no sentence called "purpos"', 'did you mean "purpose"?'),
        ("  no_cause_of_concern: left out", "is not in this paper", "delete the line"),
        ("  purpose: 'So {{ title }}.'", "has braces", "write the words or figures themselves"),
    ],
)
def test_what_would_not_hold_is_refused(
    project: Project, wording: str, fault: str, hint: str
) -> None:
    said = refused(project, wording)
    assert fault in said
    assert hint in said


def test_a_cell_holds_one_paragraph(project: Project) -> None:
    template = project.template / "reports.html.j2"
    project.edit(
        template,
        "<th>Area inspected</th> <th>Grade</th>",
        "<th>{% wording area %}Area inspected{% endwording %}</th> <th>Grade</th>",
    )
    assert "<p> cannot stand inside <th>" in refused(project, '  area: "One.\\n\\nTwo."')


def test_all_formats_say_the_same(project: Project) -> None:
    tree = worded(
        project, "  purpose: left out\n  monitoring: |\n    One.\n\n    Two:\n\n    - three"
    )
    done = project.run_here("build")
    assert done.returncode == 0, done.stderr
    wanted = [line for line in readers.tree_lines(tree) if line.text]
    html = readers.html_lines(next(project.out.glob("*.html")))
    word = readers.word_lines(next(project.out.glob("*.docx")))
    for line in [("1.1", "One."), ("1.2", "Two:"), ("•", "three")]:
        assert line in wanted
        assert line in html
        assert line in word
