"""Every mistake is named at its place, all at once, and nothing is written."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest

from conftest import ROOT, Project, read_yaml
from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.writers.word import house_style
from rezip import change

if TYPE_CHECKING:
    from pathlib import Path

CASES: list[dict[str, Any]] = read_yaml(ROOT / "tests" / "inputs" / "bad_inputs.yaml")


def spoil(project: Project, case: dict[str, Any]) -> str:
    """Spoil the file as the case says, and return what should be said, with its lines."""
    name = case["in"]
    path = project.input(name) if name.endswith(".yaml") else project.template / name
    if "holds" in case:
        # The one case that is not UTF-8 is kept as Latin-1.
        encoding = "latin-1" if case["name"] == "not UTF-8" else "utf-8"
        path.write_text(case["holds"], encoding=encoding)
        return str(case["says"])
    start = path.read_text(encoding="utf-8").index(case["replace"])
    project.edit(path, case["replace"], case["by"])
    text = path.read_text(encoding="utf-8")
    keys = (number for number, line in enumerate(text.splitlines(), 1) if line[:1].isalpha())
    lines = {"here": text.count("\n", 0, start) + 1, "key": next(keys, 0), "last": text.count("\n")}
    return re.sub(
        r"<(here|key|last)([+]\d+)?>",
        lambda found: str(lines[found[1]] + int(found[2] or 0)),
        case["says"],
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_named_at_its_place(project: Project, case: dict[str, Any]) -> None:
    expected = spoil(project, case)
    done = project.run_here("build")
    said, _, count = done.stderr.rstrip().rpartition("\n")
    assert said == expected
    assert re.fullmatch(r"\d+ errors?( and \d+ warnings?)?\. Nothing was written\.", count)
    assert done.returncode == 1
    assert done.stdout == ""
    assert not project.out.exists()


def test_a_phase_that_does_not_exist_is_named_beside_mistakes_of_other_files(
    project: Project,
) -> None:
    project.edit(project.input("reports.yaml"), "published:", "publised:")
    project.edit(project.input("paper.yaml"), "phase: scan", "phase: Engage")
    said = project.run_here("check").stderr
    assert '"Engage" is not one of' in said
    assert '"publised" is not known here' in said


def test_all_mistakes_of_all_files_are_named_in_one_go(project: Project) -> None:
    project.edit(project.input("committee.yaml"), "short: JAC", "shrt: JAC")
    project.edit(project.input("paper.yaml"), 'item: "05"', "item: 010")
    project.edit(project.input("reports.yaml"), "2025-10-24", "2025-10-42")
    project.edit(project.input("reports.yaml"), "made: 6", "made: six")
    project.input("inspections.yaml").unlink()
    (project.template / "house-style.docx").unlink()
    done = project.run_here("check")
    places = [line.split(" error: ")[0] for line in done.stderr.splitlines() if " error: " in line]

    def at(name: str, words: str) -> str:
        text = project.input(name).read_text(encoding="utf-8")
        before = text[: text.index(words)]
        return f"{name}:{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}:"

    assert places == [
        "inputs/2025-12-11/inspections.yaml:",
        f"inputs/2025-12-11/{at('paper.yaml', '010')}",
        f"inputs/2025-12-11/{at('reports.yaml', '2025-10-42')}",
        f"inputs/2025-12-11/{at('reports.yaml', 'six,')}",
        f"inputs/{at('committee.yaml', 'shrt')}",
        "templates/hmicfrs-update/house-style.docx:",
    ]
    assert done.stderr.endswith("Found: 6 errors.\n")
    assert done.returncode == 1


def test_a_misspelt_file_name_is_recognised(project: Project) -> None:
    project.input("reports.yaml").rename(project.input("report.yaml"))
    assert 'did you mean "reports.yaml"?' in project.run_here("check").stderr


def test_a_file_of_ten_megabytes_is_refused_unread(project: Project) -> None:
    project.input("reports.yaml").write_bytes(b"#" * 10_000_000)
    said = project.run_here("check").stderr
    assert "reports.yaml: error: the file is larger than 1 MB" in said


def test_html_in_a_text_is_shown_as_text(project: Project) -> None:
    hostile = "\\<script>alert(1)\\</script> & \\<b>"
    project.edit(
        project.input("reports.yaml"), "WMP was one of six", f"{hostile} WMP was one of six"
    )
    project.edit(project.input("reports.yaml"), "Walsall and", "Walsall \\<i>and\\</i>")
    assert project.run_here("build").returncode == 0
    page = project.outputs()[".html"].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt; WMP was one of six" in page
    assert "<script" not in page


def test_a_lone_surrogate_is_refused(project: Project) -> None:
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", 'title: "\\ud800"')
    done = project.run_here("check")
    assert done.returncode == 1
    assert "inputs/2025-12-11/paper.yaml:" in done.stderr


def test_a_message_cannot_steer_the_terminal(project: Project) -> None:
    project.edit(
        project.input("paper.yaml"), "monitoring_phase: scan", 'monitoring_phase: "\\e[2Jx"'
    )
    assert "\x1b" not in project.run_here("check").stderr


class TestHouseStyle:
    def test_names_every_style_that_is_missing(self, project: Project) -> None:
        rename_styles(project.template / "house-style.docx", "Paragraph", "Caption")
        said = project.run_here("build").stderr
        assert (
            "house-style.docx: error: the house style lacks the styles Caption, Paragraph" in said
        )

    def test_must_be_a_word_file(self, project: Project) -> None:
        (project.template / "house-style.docx").write_text("Dear Sir")
        assert "the house style is not a Word file" in project.run_here("build").stderr

    def test_of_others_is_not_said_to_be_no_word_file(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(path: Path) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(zipfile, "ZipFile", refused)
        with pytest.raises(Problems) as raised:
            house_style.read(template_folder(project.folder))
        (problem,) = raised.value.problems
        assert problem.message == "the house style cannot be read: Permission denied"

    def test_must_be_there(self, project: Project) -> None:
        (project.template / "house-style.docx").unlink()
        assert (
            "house-style.docx: error: the house style is missing"
            in project.run_here("build").stderr
        )

    def test_must_have_its_numbering_tied_to_the_styles(self, project: Project) -> None:
        def loosen(xml: str) -> str:
            return xml.replace('<w:pStyle w:val="Sub-paragraph"/>', "")

        change(project.template / "house-style.docx", "word/numbering.xml", loosen)
        said = project.run_here("build").stderr
        assert "no numbering is tied to the style Sub-paragraph" in said

    def test_may_only_ask_for_what_a_paper_has(self, project: Project) -> None:
        change(
            project.template / "house-style.docx",
            "word/header1.xml",
            lambda xml: xml.replace("{committee}", "{comittee}"),
        )
        said = project.run_here("build").stderr
        assert "the header or footer asks for {comittee}" in said
        assert 'did you mean "committee"?' in said


class TestLook:
    def test_a_font_that_is_missing_is_an_error(self, project: Project) -> None:
        (project.template / "fonts" / "Arimo-Bold.ttf").unlink()
        done = project.run_here("build")
        assert "fonts/fonts.css: error: a house font cannot be loaded" in done.stderr
        assert done.returncode == 1
        assert not project.out.exists()

    def test_a_letter_that_the_fonts_lack_is_named_where_it_stands(self, project: Project) -> None:
        project.edit(project.input("committee.yaml"), "CI Fiona", "CI \U0001f600 Fiona")
        said = project.run_here("build").stderr
        assert "the letter \U0001f600 (U+1F600) in " in said
        assert "inputs/committee.yaml:" in said
        assert "paper.html.j2:" not in said
        assert project.run_here("check").returncode == 1

    def test_a_misspelt_family_cannot_bring_in_the_machines_fonts(self, project: Project) -> None:
        css = project.template / "paper.css"
        css.write_text(css.read_text().replace("House", "Huose"), encoding="utf-8")
        said = project.run_here("build").stderr
        assert "not from the house fonts" in said

    def test_an_unknown_property_is_a_warning_at_its_line(self, project: Project) -> None:
        css = project.template / "paper.css"
        project.edit(css, "caption {\n", "caption {\n  colour: red;\n")
        line = css.read_text().splitlines().index("  colour: red;") + 1
        done = project.run_here("build")
        assert (
            f"paper.css:{line}:3: warning: Ignored `colour: red`, unknown property" in done.stderr
        )
        assert done.returncode == 0
        assert done.stdout.endswith("1 warning.\n")

    def test_a_warning_is_an_error_where_strict(self, project: Project) -> None:
        project.edit(project.template / "paper.css", "caption {\n", "caption {\n  colour: red;\n")
        done = project.run_here("build", "--strict")
        assert done.returncode == 1
        assert "error: Ignored `colour: red`" in done.stderr
        assert not project.out.exists()

    @pytest.mark.parametrize(
        "address", ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "../../inputs/committee.yaml"]
    )
    def test_nothing_outside_the_templates_folder_is_read(
        self, project: Project, address: str
    ) -> None:
        project.edit(
            project.template / "paper.css",
            "caption {\n",
            f"caption {{\n  background: url({address});\n",
        )
        done = project.run_here("build")
        assert "only files of the template's folder are read" in done.stderr
        assert done.returncode == 1

    def test_a_link_in_the_folder_leads_nowhere_else(self, project: Project) -> None:
        (project.template / "x.png").symlink_to("/etc/passwd")
        project.edit(
            project.template / "paper.css", "caption {\n", "caption {\n  background: url(x.png);\n"
        )
        assert "no other file" in project.run_here("build").stderr

    def test_a_style_sheet_cannot_end_the_style_element(self, project: Project) -> None:
        project.edit(project.template / "screen.css", "main {", "/* </style><script> */ main {")
        assert "screen.css: error: a style sheet cannot hold </" in project.run_here("build").stderr


def rename_styles(path: Path, *names: str) -> None:
    document = docx.Document(str(path))
    for name in names:
        document.styles[name].name = f"Not {name}"
    document.save(str(path))
