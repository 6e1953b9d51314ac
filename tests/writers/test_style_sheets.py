"""Whatever stands in a style sheet, it is followed, or named at its line."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

import pytest
import tinycss2

from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.writers import colours, legibility, style_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

# What CSS Color Module Level 4 and browsers give for each, as red, green and blue of 255.
SAME = {
    "oklch(62.796% 0.25768 29.234)": (255, 0, 0),
    "oklab(45.201% -0.03246 -0.31153)": (0, 0, 255),
    "lab(46.278% -47.552 48.586)": (0, 128, 0),
    "lch(29.568% 131.201 301.364)": (0, 0, 255),
    "color(xyz 0.4124 0.2126 0.0193)": (255, 0, 0),
    "color(xyz-d50 0.4361 0.2225 0.0139)": (255, 0, 0),
    "color(srgb-linear 0.2140 0.2140 0.2140)": (127.5, 127.5, 127.5),
    "color(srgb 1 0 0)": (255, 0, 0),
    "hsl(120 100% 25%)": (0, 127.5, 0),
    "rgb(0 0 0 / 50%)": (127.5, 127.5, 127.5),
    "transparent": (255, 255, 255),
}
UNKNOWN = (
    "color(display-p3 1 0 0)", "color(rec2020 1 0 0)", "color(--x 1 0 0)", "device-cmyk(0 0 0 1)",
    "color()", "color(/ 1)", "color-mix(in oklab, red, blue)", "rgb(from red r g b)",
    "light-dark()", "color(--x 1 2 3 / x)", "device-cmyk(0 0 0 1 / x)", "lch(1e999 1e999 1e999)",
    "var()", "var(--none)", "var(--a)", "var(--self)", "var(--one, var(--one, red))",
)  # fmt: skip


def said(project: Project) -> list[str]:
    return [problem.line for problem in legibility.problems(template_folder(project.folder))]


def first(text: str, **variables: str) -> colours.Colour | None:
    parse = tinycss2.parse_component_value_list
    values = {f"--{name}": parse(value) for name, value in variables.items()}
    return colours.first_colour(parse(text), values, colours.WHITE)


@pytest.mark.parametrize("text", SAME)
def test_a_colour_is_the_one_that_browsers_show(text: str) -> None:
    found = first(text)
    assert found
    assert [255 * part for part in found] == pytest.approx(SAME[text], abs=1)


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_colour_that_is_not_known_is_none_and_no_fault(text: str) -> None:
    found = first(text, a="var(--b)", b="var(--a)", self="var(--self)", one="var(--one)")
    assert found is None or all(map(math.isfinite, found))


def test_a_variable_is_followed_through_others() -> None:
    assert first("var(--a)", a="var(--b)", b=" red") == (1, 0, 0)


def test_a_pale_oklch_colour_is_warned_of_at_its_line(project: Project) -> None:
    path = project.template / "paper.css"
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    path.write_text(f"{path.read_text(encoding='utf-8')}td {{ color: oklch(80% 0.1 50) }}\n")
    line, *_ = said(project)
    assert line.startswith(f"templates/hmicfrs-update/paper.css:{number}:")
    assert "oklch(80% 0.1 50) on #ffffff has a contrast of" in line


def test_a_transparent_background_is_what_is_behind_it(project: Project) -> None:
    path = project.template / "paper.css"
    path.write_text(path.read_text() + "td { color: #000; background: transparent }\n")
    assert not [line for line in said(project) if "on #ffffff" in line or "on #000000" in line]


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        ("p { color: color() }", "WeasyPrint cannot follow this style sheet"),
        ("p { color: var() }", "WeasyPrint cannot follow this style sheet"),
        ("p { color: device-cmyk(0 0 0 1) }", "PDF/A does not allow a device-cmyk() colour"),
        ("@color-profile --x { src: url(no.icc) }", "there is no such file in the template's"),
        ("p { x: " + "(" * 3000 + "}", "brackets are nested more than 50 deep"),
        ("p {" * 3000, "brackets are nested more than 50 deep"),
    ],
    ids=["color()", "var()", "inks", "no profile", "round", "curly"],
)
def test_what_the_pdf_cannot_do_is_an_error_at_its_line(
    project: Project, css: str, fault: str
) -> None:
    path = project.template / "paper.css"
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    path.write_text(f"{path.read_text(encoding='utf-8')}{css}\n", encoding="utf-8")
    done = project.run_here("build", "--only", "pdf")
    assert done.returncode == 1, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if ": error: " in line]
    assert line.startswith(f"templates/hmicfrs-update/paper.css:{number}")
    assert fault in line


def test_what_is_shown_otherwise_is_warned_of_at_its_line(project: Project) -> None:
    path = project.template / "paper.css"
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    path.write_text(
        path.read_text(encoding="utf-8")
        + "td { color: color(display-p3 0 0 .2) } :root { --a: var(--a) }\n"
        + "th { color: lab(20% 9 9); background: var(--a) }\n"
    )
    done = project.run_here("build", "--only", "pdf,html")
    assert done.returncode == 0, done.stderr
    assert f"paper.css:{number}: warning: Unsupported color space display-p3" in done.stderr


class TestNoFile:
    @pytest.mark.parametrize("sheet", ["paper.css", "screen.css"])
    @pytest.mark.parametrize("kind", ["folder", "pipe", "endless", "latin", "missing", "loop"])
    def test_it_is_named_for_what_it_is(self, project: Project, sheet: str, kind: str) -> None:
        path = project.template / sheet
        path.unlink()
        fault = spoil(path, kind)
        done = project.run_here("build", "--only", "html")
        assert done.returncode == 1, done.stderr
        assert f"templates/hmicfrs-update/{sheet}: error: {fault}" in done.stderr
        if sheet == "paper.css" and kind == "pipe":
            done = project.run_here("build", "--only", "pdf")
            assert f"paper.css: error: {fault}" in done.stderr

    def test_a_huge_one_is_not_read(self, project: Project) -> None:
        (project.template / "paper.css").write_bytes(b" " * 5_000_001)
        with pytest.raises(Problems, match="larger than 5 MB"):
            style_sheet.read(template_folder(project.folder), "paper.css")


def spoil(path: Path, kind: str) -> str:
    """Put something else in the place of a style sheet, and return what is to be said."""
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path.symlink_to("/dev/zero")
        case "latin":
            path.write_bytes("/* caf\u00e9 */".encode("latin-1"))
            return "the style sheet is not saved as UTF-8"
        case "missing":
            return "the style sheet is missing"
        case "loop":
            path.symlink_to(path.name)
            return "the style sheet is missing"
    return "this is not a file"


def test_brackets_in_strings_and_comments_open_nothing(project: Project) -> None:
    path = project.template / "screen.css"
    text = "/* " + "(" * 99 + " */ p::after { content: '" + "{" * 99 + "'; quotes: \"" + "[" * 99
    path.write_text(text + '" }\n', encoding="utf-8")
    assert style_sheet.read(template_folder(project.folder), "screen.css") == path.read_text()
