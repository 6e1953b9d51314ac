"""Charts: what they show is what the figures say, and whoever cannot see them is told the same."""

from __future__ import annotations

import itertools
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import docx
import lxml.etree
import lxml.html
import page
import pdfplumber
import pytest
from openxml_audit import OpenXmlValidator

import readers
from conftest import MEETING, ROOT, WITHOUT_ITEMS, Project, lay_out, run_here
from jacpaper.build.prepare import prepare
from jacpaper.figures.charts import DARK, INK, PALE, WIDTH
from jacpaper.hmicfrs import charts
from jacpaper.hmicfrs.arithmetic import Movement, TrendPoint, YearMovement
from jacpaper.hmicfrs.load import load
from jacpaper.language import english
from jacpaper.project.layout import meetings, template_folder
from jacpaper.text.dates import long, on
from jacpaper.writers.word import picture as word_picture
from libreoffice import libreoffice_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.tree.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
PAPER = "#ffffff"
THEN, NOW = on(date(2025, 9, 12)), on(date(2025, 11, 28))
ROWS = (
    YearMovement(2023, previous=17, new=0, closed=6, adjusted=0),
    YearMovement(2024, previous=12, new=0, closed=12, adjusted=0),
    YearMovement(2025, previous=7, new=123, closed=2, adjusted=-1),
)


def drawn(picture: Picture) -> lxml.etree._Element:
    return lxml.etree.fromstring(picture.svg())


def written(picture: Picture) -> list[str]:
    return [node.text or "" for node in drawn(picture).iter(f"{SVG}text")]


def test_bars_by_year_have_their_values_beside_them_and_in_words() -> None:
    picture = charts.open_by_year(Movement(ROWS), THEN, NOW, english, "AFI")
    assert written(picture) == [
        "2023", "17 in the last paper, 12 September 2025", "11 now, 28 November 2025",
        "2024", "12", "0",
        "2025", "7", "127",
    ]  # fmt: skip
    assert picture.words.endswith("2023: 17, now 11; 2024: 12, now 0; 2025: 7, now 127.")
    widths = [float(bar.get("width", "")) + 1 for bar in drawn(picture).iter(f"{SVG}rect")]
    values = [17, 11, 12, 7, 127]  # no bar for none
    assert [width / widths[0] for width in widths] == pytest.approx(
        [value / values[0] for value in values], abs=0.02
    )


def test_without_the_last_papers_figures_each_year_has_one_bar() -> None:
    rows = (YearMovement(2023, 11, 0, 0, 0), YearMovement(2025, 127, 0, 0, 0))
    picture = charts.open_by_year(Movement(rows, has_previous=False), None, NOW, english, "AFI")
    assert written(picture) == ["2023", "11 now, 28 November 2025", "2025", "127"]
    assert picture.words.endswith("by report year, 28 November 2025. 2023: 11; 2025: 127.")
    assert [bar.get("fill") for bar in drawn(picture).iter(f"{SVG}rect")] == [DARK] * 2
    inside(picture)


def test_figures_put_right_are_said_to_be() -> None:
    picture = charts.open_by_year(Movement(ROWS), THEN, NOW, english, "AFI", is_put_right=True)
    assert written(picture)[1] == "17 in the last paper (put right), 12 September 2025"
    assert "in the last paper of 12 September 2025 (put right) and now, 28" in picture.words
    inside(picture)


def test_the_trend_has_every_value_at_its_column_and_in_words() -> None:
    points = tuple(
        TrendPoint(day, row, row.now)
        for day, row in zip(
            (date(2025, 9, 25), date(2025, 12, 11), date(2026, 3, 26)), ROWS, strict=True
        )
    )
    picture = charts.trend(points, english, "AFI")
    assert written(picture) == [
        "Open", "Came in", "Closed",
        "11", "0", "6", "Sep", "2025",
        "0", "0", "12", "Dec",
        "127", "123", "2", "Mar", "2026",
    ]  # fmt: skip
    assert "26 March 2026: 127 open, 123 came in, 2 closed." in picture.words
    bars = list(drawn(picture).iter(f"{SVG}rect"))
    heights = [float(bar.get("height", "")) + 1 for bar in bars]
    values = [11, 6, 12, 127, 123, 2]  # no bar for none; one scale for all
    assert [height / heights[3] for height in heights] == pytest.approx(
        [value / 127 for value in values], abs=0.02
    )
    assert [bar.get("fill") for bar in bars] == [PALE] * 3 + [DARK] * 3


@pytest.mark.parametrize(("papers", "shown"), [(3, "1,234"), (12, "1234")])
def test_a_comma_is_shown_where_there_is_room(papers: int, shown: str) -> None:
    row = YearMovement(0, 1234, 0, 0, 0)
    days = [date(2023 + month // 4, month % 4 * 3 + 1, 1) for month in range(papers)]
    picture = charts.trend([TrendPoint(day, row, row.now) for day in days], english, "AFI")
    assert f">{shown}</text>" in picture.drawing
    assert "1,234 open" in picture.words


@pytest.mark.parametrize("value", [0, 1, 999])
def test_whatever_the_figures_nothing_leaves_the_picture(value: int) -> None:
    rows = tuple(YearMovement(year, value, 0, 0, year % 2) for year in range(2010, 2026))
    inside(charts.open_by_year(Movement(rows), THEN, NOW, english, "AFI"))
    inside(charts.open_by_year(Movement(rows[:1]), None, None, english, "AFI"))
    for new, closed in ((value, 0), (0, value), (7, 3)):
        row = YearMovement(0, value, new, closed, 0)
        days = [date(2023 + month // 4, month % 4 * 3 + 1, 1) for month in range(12)]
        inside(charts.trend([TrendPoint(day, row, row.now) for day in days], english, "AFI"))
        inside(charts.trend([TrendPoint(day, row, row.now) for day in days[:3]], english, "AFI"))


def inside(picture: Picture) -> None:
    """Check every bar and word, with the widths of the letters in the house font."""
    from fontTools.ttLib import TTFont

    fonts = {
        weight: TTFont(ROOT / "templates/hmicfrs-update/fonts" / f"Arimo-{name}.ttf")
        for weight, name in ((None, "Regular"), ("bold", "Bold"))
    }
    edge = float(re.findall(r"translate\(0 (\S+)\)", picture.drawing)[0])
    for node in drawn(picture).iter(f"{SVG}text", f"{SVG}rect"):
        x, y = float(node.get("x", "")), float(node.get("y", "")) + edge
        if node.tag == f"{SVG}rect":
            width, height = float(node.get("width", "")), float(node.get("height", ""))
        else:
            font = fonts[node.get("font-weight")]
            letters = (font.getBestCmap()[ord(letter)] for letter in node.text or "")
            width = sum(font["hmtx"][letter][0] for letter in letters) / 2048 * 12
            x -= width / 2 if node.get("text-anchor") else 0
            height = 0
            assert y >= 9, f"{node.text} is cut off above"
        assert x >= -0.1
        assert x + width <= picture.width + 0.1, node.text
        assert y >= 0
        assert y + height <= picture.height


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_bars_stand_out_from_paper_and_from_each_other() -> None:
    picture = charts.open_by_year(Movement(ROWS), THEN, NOW, english, "AFI")
    for bar in drawn(picture).iter(f"{SVG}rect"):  # the edge is what meets the paper
        assert contrast(bar.get("stroke", ""), PAPER) >= 3
    assert contrast(DARK, PALE) >= 3  # in grey too: it is lightness alone
    assert {node.get("fill") for node in drawn(picture).iter(f"{SVG}text")} == {INK}
    assert contrast(INK, PAPER) >= 7


def test_letters_are_12_point_wherever_they_stand() -> None:
    root = drawn(charts.open_by_year(Movement(ROWS), THEN, NOW, english, "AFI"))
    assert root.get("font-size") == "12"
    assert [node for node in root.iter() if node.get("font-size")] == [root]
    assert root.get("width") == f"{WIDTH:g}pt"
    assert root.get("viewBox", "").split()[2] == f"{WIDTH:g}"


def test_a_picture_is_the_same_each_time_on_any_machine() -> None:
    picture = charts.open_by_year(Movement(ROWS), THEN, NOW, english, "AFI")
    folder = template_folder(ROOT)
    assert word_picture.png(picture, folder) == word_picture.png(picture, folder)
    assert picture == charts.open_by_year(Movement(ROWS), THEN, NOW, english, "AFI")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay_out(tmp_path_factory.mktemp("charts"))
    paper = project.input("paper.yaml")
    paper.write_text(f"{paper.read_text()}\nopen_by_year_chart: shown\n", encoding="utf-8")
    done = project.run_here("build")
    assert done.returncode == 0, done.stderr
    return project


def output(project: Project, suffix: str) -> Path:
    return next(project.out.glob(f"*{suffix}"))


def pictures(project: Project) -> list[Picture]:
    body = prepare(project.folder, date.fromisoformat(MEETING))[0].body
    return [image.picture for image in body.find("img") if image.picture]


def test_the_caption_is_a_line_in_all_three(shown: Project) -> None:
    said = "Open recommendations and AFIs by report year, beside the last paper"
    said += "\N{RIGHT SINGLE QUOTATION MARK}s"
    caption = ("", f"Figure 1: {said}")
    lines = readers.tree_lines(prepare(shown.folder, date.fromisoformat(MEETING))[0].body)
    assert caption in lines
    assert readers.word_lines(output(shown, ".docx")) == lines
    assert readers.html_lines(output(shown, ".html")) == lines
    assert caption in readers.pdf_lines(output(shown, ".pdf"))


def test_a_paper_that_asks_for_no_chart_has_none(paper: Path) -> None:
    assert not any(prepare(ROOT, date.fromisoformat(MEETING))[0].body.find("figure"))
    assert "<svg" not in paper.with_suffix(".html").read_text(encoding="utf-8")


def test_word_has_the_picture_in_line_with_its_words(shown: Project, tmp_path: Path) -> None:
    path = output(shown, ".docx")
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    document = docx.Document(str(path))
    body = document.element.body
    assert not body.xpath(".//wp:anchor")
    (picture,) = pictures(shown)
    assert body.xpath(".//wp:docPr/@descr") == [picture.words]
    assert body.xpath(".//wp:docPr/@name") == ["Figure 1"]
    (inline,) = body.xpath(".//wp:inline")
    (caption,) = inline.xpath("ancestor::w:p/preceding-sibling::w:p[1]")
    assert caption.xpath("w:pPr/w:keepNext")
    svgs = [p for p in document.part.package.iter_parts() if p.content_type == "image/svg+xml"]
    assert [part.blob.decode() for part in svgs] == [picture.svg("Arial")]
    (embedded,) = inline.xpath(".//*[local-name()='svgBlip']/@r:embed")
    assert document.part.rels[embedded].target_part is svgs[0]
    made = libreoffice_pdf(path, tmp_path)
    with pdfplumber.open(made) as pdf:
        bars = [rect for sheet in pdf.pages for rect in [*sheet.rects, *sheet.curves]]
        images = [image for sheet in pdf.pages for image in sheet.images]
    assert len(bars) > 6 or images


def test_the_pdf_has_one_figure_a_picture_that_says_its_words(shown: Project) -> None:
    path = output(shown, ".pdf")
    result = page.validate_pdf(str(path), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in result.failures] == []
    with pdfplumber.open(path) as pdf:
        figures = [element for root in pdf.structure_tree for element in found(root, "Figure")]
        fonts = {char["fontname"].partition("+")[2] for p in pdf.pages for char in p.chars}
    assert [figure["alt_text"] for figure in figures] == [p.words for p in pictures(shown)]
    assert fonts == {"House", "House-Bold"}


def found(element: dict, kind: str) -> list[dict]:  # type: ignore[type-arg]
    below = [one for child in element.get("children", []) for one in found(child, kind)]
    return [element, *below] if element.get("type") == kind else below


def test_the_web_page_says_the_words_and_lets_the_picture_scroll(shown: Project) -> None:
    root = lxml.html.parse(str(output(shown, ".html"))).getroot()
    (picture,) = root.iter("svg")
    assert picture.get("role") == "img"
    assert picture[0].tag == "title"
    assert picture[0].text == pictures(shown)[0].words
    assert picture.getparent().getparent().get("aria-label") == "Figure 1"


def test_two_builds_with_pictures_are_the_same_to_the_byte(shown: Project) -> None:
    before = shown.outputs()
    assert shown.run("build", TZ="Pacific/Auckland", PYTHONHASHSEED="7").returncode == 0
    assert shown.outputs() == before


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("<figure><img src='open-by-year'></figure>", "a figure is made of <figcaption> and <img>"),
        (
            "<figure><figcaption>x</figcaption><img src='open-by-yaer'></figure>",
            'did you mean "open-by-year"?',
        ),
        (
            "<figure><figcaption>x</figcaption><img src='trend'></figure>",
            'show it only {% if "trend" in pictures %}',
        ),
        ("<figure><figcaption></figcaption><img src='open-by-year'></figure>", "is empty"),
        ("<p><img src='open-by-year'></p>", "<img> cannot stand inside <p>"),
        ("<img src='open-by-year'>", "<img> cannot stand on its own"),
        ("<img src='open-by-year' alt='x'/>", '<img> has no attribute "alt"'),
        ("<img></img>", "</img> closes nothing that is open"),
    ],
)
def test_slips_with_a_figure_are_named_at_their_line(project: Project, new: str, said: str) -> None:
    paper = project.input("paper.yaml")
    paper.write_text(f"{paper.read_text()}\nopen_by_year_chart: shown\n", encoding="utf-8")
    template = project.template / "paper.html.j2"
    project.edit(template, "<p>Name:", f"{new}\n<p>Name:")
    line = template.read_text().splitlines().index(new) + 1
    done = project.run_here("check")
    assert said in done.stderr
    assert f"templates/hmicfrs-update/paper.html.j2:{line}" in done.stderr
    assert done.returncode == 1


def test_a_missing_font_is_named(project: Project) -> None:
    paper = project.input("paper.yaml")
    paper.write_text(f"{paper.read_text()}\nopen_by_year_chart: shown\n", encoding="utf-8")
    (project.template / "fonts" / "Arimo-Bold.ttf").unlink()
    done = project.run_here("build", "--only", "docx")
    assert "fonts/Arimo-Bold.ttf: error: the font is missing" in done.stderr


# The trend


MIDSHIRE = ROOT / "examples" / "midshire"


@pytest.fixture
def midshire(tmp_path: Path) -> Path:
    """Return a copy of the worked series in which every paper asks for the trend."""
    shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs", ignore=WITHOUT_ITEMS)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    for path in (tmp_path / "inputs").glob("*/paper.yaml"):
        text = path.read_text(encoding="utf-8").replace("\ntrend_chart: shown\n", "\n")
        path.write_text(f"{text}\ntrend_chart: shown\n", encoding="utf-8")
    return tmp_path


def trend_of(project: Path, meeting: str) -> list[list[str]]:
    """Return the cells of the trend's table, row by row; nothing without one."""
    body = prepare(project, date.fromisoformat(meeting))[0].body
    for table in body.find("table"):
        if table.attributes.get("id") == "trend":
            return [[cell.text for cell in row.elements] for row in table.find("tr")]
    return []


def test_the_trend_adds_up_from_paper_to_paper(midshire: Path) -> None:
    header, *rows = trend_of(midshire, "2026-03-26")
    assert header == ["Meeting", "Came in", "Closed", "Reopened", "Adjusted", "Open"]
    assert [row[0] for row in rows] == [long(day) for day in meetings(midshire)]
    # The first paper said 29, and 7 closed; by the register 6 were, so 30 were open.
    assert [row[-1] for row in rows if "was" in row[-1]] == ["30 (was 29)"]
    cells = [[cell.partition(" (was")[0] for cell in row[1:]] for row in rows]
    figures = [[int(cell.replace("\N{MINUS SIGN}", "-")) for cell in row] for row in cells]
    for before, (new, closed, reopened, adjusted, now) in itertools.pairwise(figures):
        assert before[-1] + new - closed + reopened + adjusted == now
    assert figures[0] == [5, 6, 0, 0, 30]
    assert figures[-1][2] == 1
    totals = [sum(load(midshire, day).counts.by_year.values()) for day in meetings(midshire)]
    assert [row[-1] for row in figures[1:]] == totals[1:]


def test_the_trend_waits_for_the_third_paper_and_ends_with_its_own(midshire: Path) -> None:
    assert trend_of(midshire, "2024-12-12") == trend_of(midshire, "2025-03-20") == []
    assert [row[0] for row in trend_of(midshire, "2025-06-26")[1:]] == [
        "12 December 2024", "20 March 2025", "26 June 2025",
    ]  # fmt: skip


def test_the_trend_begins_where_the_papers_on_disk_do(midshire: Path) -> None:
    shutil.rmtree(midshire / "inputs" / "2024-12-12")
    rows = trend_of(midshire, "2026-03-26")[1:]
    # What came in before the oldest folder's paper is not known, so it is not shown.
    assert rows[0][0] == "26 June 2025"
    assert len(rows) == 4


def test_the_trend_is_of_twelve_papers_at_most(midshire: Path) -> None:
    first = midshire / "inputs" / "2024-12-12"
    for year in range(2015, 2024):
        made = midshire / "inputs" / f"{year}-06-01"
        shutil.copytree(first, made)
    rows = trend_of(midshire, "2026-03-26")[1:]
    assert len(rows) == 12
    assert rows[0][0] == "1 June 2018"


def test_older_folders_are_read_for_a_trend_only(midshire: Path) -> None:
    oldest = midshire / "inputs" / "2024-12-12" / "open-counts.yaml"
    oldest.write_text("as_at: soon\nopen: {}\n")
    done = run_here("check", "2026-03-26", cwd=midshire)
    assert "inputs/2024-12-12/open-counts.yaml:1:8: error" in done.stderr
    paper = midshire / "inputs" / "2026-03-26" / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("trend_chart: shown", ""))
    assert run_here("check", "2026-03-26", cwd=midshire).returncode == 0
