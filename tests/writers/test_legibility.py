"""Planted faults in the look: each must be seen, at its place; our own look has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from jacpaper.project.layout import template_folder
from jacpaper.writers import colours, legibility, letter_size

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

    from conftest import Project

BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


def said(project: Project) -> list[str]:
    return [problem.line for problem in legibility.problems(template_folder(project.folder))]


def line_of(project: Project, sheet: str, text: str) -> int:
    lines = (project.template / sheet).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_contrast_is_what_wcag_defines() -> None:
    assert colours.contrast(BLACK, WHITE) == pytest.approx(21)
    assert colours.contrast(WHITE, BLACK) == pytest.approx(21)
    # The nearest greys to the threshold that WCAG's own examples give.
    grey = 0x76 / 255
    assert colours.contrast((grey, grey, grey), WHITE) == pytest.approx(4.54, abs=0.01)
    red = (1.0, 0.0, 0.0)
    assert colours.contrast(red, WHITE) == pytest.approx(4.0, abs=0.01)


def test_our_own_look_has_no_fault(project: Project) -> None:
    assert said(project) == []


@pytest.mark.parametrize(
    ("sheet", "old", "new", "fault"),
    [
        (
            "paper.css",
            "--link: #17478f;",
            "--link: #8ab8ff;",
            "#8ab8ff on #ffffff has a contrast of 2.0 to 1",
        ),
        (
            "paper.css",
            ".total th,",
            "caption { color: #999999 }\n.total th,",
            "#999999 on #ffffff has a contrast of 2.8 to 1",
        ),
        (
            "paper.css",
            ".total th,",
            "caption { color: #fff; background: #bbb }\n.total th,",
            "#fff on #bbbbbb has a contrast of 1.9 to 1",
        ),
        (
            "screen.css",
            "--link: #8ab8ff;",
            "--link: #17478f;",
            "#17478f on #15181a has a contrast of 2.0 to 1",
        ),
        ("paper.css", "font-size: 14pt", "font-size: 11pt", "the letters are 11 point high"),
        ("paper.css", "font: bold 12pt House", "font: bold 3mm House", "8.50394 point high"),
        ("paper.css", "font-size: 12pt", "font-size: 0.9em", "the letters are 10.8 point high"),
    ],
)
def test_a_sheet_is_read_line_by_line(
    project: Project, sheet: str, old: str, new: str, fault: str
) -> None:
    project.edit(project.template / sheet, old, new)
    (line,) = said(project)
    start = f"templates/hmicfrs-update/{sheet}:{line_of(project, sheet, new.splitlines()[0])}:"
    assert line.startswith(start)
    assert fault in line
    assert ": warning: " in line


@pytest.mark.parametrize(
    ("sheet", "points"),
    [
        ("", 12),
        ("body { font: 14pt/1.35 House }", 14),
        ("/* td { font-size: 30pt } */ body { margin: 0; font: bold 18pt House; }", 18),
        ("body { font-size: 16pt } th, td { font-size: 0.9em }", 14.4),
        ("html, body { font-size: 20px } td { padding: 1mm; font-size: 14pt }", 14),
        ("h1 { font-size: 40pt } .table { font-size: 30pt } caption { font-size: 20pt }", 12),
        ("@page { @top-left { font: 20pt House } } td { font-size: 125% }", 15),
    ],
)
def test_the_size_of_the_letters_in_tables_is_read(sheet: str, points: float) -> None:
    assert letter_size.in_tables(sheet) == pytest.approx(points)


def test_what_can_be_told_apart_is_left_alone(project: Project) -> None:
    project.edit(
        project.template / "paper.css",
        ".total th,",
        "caption { color: white; background: #333; font: 12pt/1.1 House }\n"
        "td { color: currentcolor; font-size: inherit } p { color: var(--none) }\n.total th,",
    )
    assert said(project) == []


def style(project: Project, name: str) -> tuple[docx.document.Document, ParagraphStyle]:
    document = docx.Document(str(project.template / "house-style.docx"))
    return document, document.styles[name]


@pytest.mark.parametrize("name", ["Caption", "Footer", "Table Text"])
def test_the_house_style_is_read_too(project: Project, name: str) -> None:
    document, one = style(project, name)
    one.font.size = Pt(10.5)
    one.font.color.rgb = RGBColor(0x99, 0x99, 0x99)
    document.save(str(project.template / "house-style.docx"))
    lines = "\n".join(said(project))
    shown = one.element.find(qn("w:name")).get(qn("w:val"))
    assert f"the style {shown} has letters of 10.5 point" in lines
    assert f"the style {shown} has a contrast of 2.8 to 1" in lines


def test_what_stands_on_a_fill_is_compared_with_it(project: Project) -> None:
    document, one = style(project, "Caption")
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "17478F")
    one.element.get_or_add_pPr().append(shade)
    one.font.color.rgb = RGBColor(0, 0, 0)
    document.save(str(project.template / "house-style.docx"))
    assert any("has a contrast of 2.3 to 1" in line for line in said(project))


def test_a_build_says_what_it_sees(project: Project) -> None:
    project.edit(project.template / "paper.css", "--link: #17478f;", "--link: #8ab8ff;")
    done = project.run_here("build", "--only", "html")
    assert done.returncode == 0
    assert "paper.css:8:3: warning:" in done.stderr
    assert "1 warning." in done.stdout
    assert project.run_here("build", "--only", "html", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("paper", "<p>Name:", '<img src="x.png"><p>Name:', "<img> cannot stand on its own"),
        (
            "open-figures",
            "<th>Report year",
            '<th colspan="2">Report year',
            '<th> has no attribute "colspan"',
        ),
    ],
    ids=["picture without words", "spanning cell"],
)
def test_pictures_without_words_and_spans_are_not_in_the_vocabulary(
    project: Project, file: str, old: str, new: str, said: str
) -> None:
    project.edit(project.template / f"{file}.html.j2", old, new)
    done = project.run_here("check")
    assert said in done.stderr
    assert done.returncode == 1
