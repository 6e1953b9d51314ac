"""The preview in a real browser: what is saved is seen, and leads back to its lines."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from conftest import MEETING, ROOT, WITHOUT_ITEMS, Project, lay_out, run
from jacpaper.preview.view import Composer
from previewing import Kept, Preview, Shown, axe, preview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

MIDSHIRE = ROOT / "examples" / "midshire"
NAME = "agenda-item-05-hmicfrs-update"
# Of Midshire's: four pages, in which tables, figures and lists are new, changed and gone.
OF_ALL_CHANGES = "2025-09-25"


# Each width and each scheme once: their styles do not depend on each other.
EACH_LOOK: list[tuple[int, Literal["light", "dark"]]] = [(1280, "light"), (720, "dark")]


def alive(pid: str) -> bool:
    """True for a process that runs, and is not merely waiting for its parent to look."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    project = lay_out(tmp_path_factory.mktemp("kept"))
    with preview(project.folder) as started:
        yield Kept(started, project)


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """Return the project of the preview that a test looks at; else one of its own."""
    if "running" in request.fixturenames:
        kept: Kept = request.getfixturevalue("kept")
        return kept.project
    return lay_out(tmp_path)


@pytest.fixture
def running(kept: Kept) -> Iterator[Preview]:
    yield kept.running
    kept.put_back()


@pytest.fixture(scope="module")
def page(chromium: Browser, kept: Kept) -> Iterator[Shown]:
    page = Shown(chromium, kept.running.address)
    page.leave()
    yield page
    page.page.close()


@pytest.fixture
def shown(page: Shown, running: Preview) -> Iterator[Shown]:
    yield page.anew(running.address)
    page.leave()
    assert not page.wrong


def series_in(folder: Path) -> Project:
    """Lay out the invented series: a paper with papers before it."""
    shutil.copytree(MIDSHIRE / "inputs", folder / "inputs", ignore=WITHOUT_ITEMS)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return Project(folder)


@pytest.fixture
def series(tmp_path: Path) -> Project:
    return series_in(tmp_path)


@pytest.fixture(scope="module")
def of_all_changes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    project = series_in(tmp_path_factory.mktemp("series"))
    with preview(project.folder, OF_ALL_CHANGES) as started:
        yield Kept(started, project)


def test_the_first_view_is_the_paper_and_nothing_from_elsewhere(
    shown: Shown, running: Preview
) -> None:
    expect(shown.page).to_have_title("Preview: HMICFRS update, 11 December 2025")
    shown.says("One cause of concern is open: Investigations")
    expect(shown.status).to_contain_text("Up to date")
    expect(shown.problems).to_have_count(0)
    assert all(address.startswith(running.address) for address in shown.asked)


class TestEachKindOfFile:
    def test_shows_without_the_page_being_touched(self, shown: Shown, project: Project) -> None:
        for name, old, new in (
            ("committee.yaml", "name: West Midlands Police", "name: East Midlands Police"),
            ("paper.yaml", "title: HMICFRS update", "title: Another title"),
            ("reports.yaml", "published: 2025-10-15", "published: 2025-10-14"),
            ("open-counts.yaml", "total: The papers say", "total: These papers say"),
            ("inspections.yaml", "starts: July 2026", "starts: August 2026"),
        ):
            project.edit(project.input(name), old, new)
        for text in (
            "East Midlands Police (WMP)", "Another title", "Published on 14 October 2025",
            "These papers say", "in August 2026",
        ):  # fmt: skip
            shown.says(text)
        expect(shown.page.locator("#heading")).to_have_text(
            "Preview: Another title, 11 December 2025"
        )

    def test_template_and_styles(self, shown: Shown, project: Project) -> None:
        template = project.template / "paper.html.j2"
        project.edit(template, "Purpose of report", "What this is for")
        shown.says("What this is for")
        project.edit(project.template / "paper.css", "--ink: #0b0c0c", "--ink: #123456")
        expect(shown.block("What this is for")).to_have_css("color", "rgb(18, 52, 86)")
        project.edit(project.template / "screen.css", "max-width: 46em", "max-width: 30em")
        expect(shown.frame.locator("main")).to_have_css("max-width", "480px")

    def test_saved_by_renaming(self, shown: Shown, project: Project) -> None:
        path = project.input("paper.yaml")
        for title in ("First", "Second", "Third"):
            new = path.with_name("4913")
            text = path.read_text(encoding="utf-8")
            new.write_text(text.replace("title: ", f"title: {title} "), encoding="utf-8")
            new.replace(path)
            shown.says(title)

    def test_added_and_removed(self, shown: Shown, project: Project) -> None:
        stray = project.input("report.yaml")
        stray.write_text("reports: none\n", encoding="utf-8")
        expect(shown.problems).to_contain_text("No paper has a file of this name")
        stray.unlink()
        expect(shown.problems).to_have_count(0)

    def test_folders_put_in_anothers_place(self, shown: Shown, project: Project) -> None:
        inputs = project.folder / "inputs"
        inputs.rename(project.folder / "aside")
        expect(shown.problems).to_contain_text("There is no meeting's folder here")
        (project.folder / "aside").rename(inputs)
        expect(shown.problems).to_have_count(0)
        project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: Back again")
        shown.says("Back again")


class TestAMistake:
    def test_shows_over_the_last_good_paper_and_goes_when_mended(
        self, shown: Shown, project: Project
    ) -> None:
        path = project.input("open-counts.yaml")
        project.edit(path, "  2025: 27", "  2025: many")
        expect(shown.problems).to_contain_text("this should be a whole number", ignore_case=True)
        expect(shown.problems.locator(".open")).to_have_text(
            f"inputs/{MEETING}/open-counts.yaml, line 15"
        )
        expect(shown.status).to_contain_text("Not up to date")
        shown.says("53 are open")
        project.edit(path, "  2025: many", "  2025: 29")
        expect(shown.problems).to_have_count(0)
        shown.says("55 are open")

    def test_leads_to_its_block(self, shown: Shown, project: Project) -> None:
        project.edit(project.input("inspections.yaml"), "early January 2026", "early Janury 2026")
        shown.problems.get_by_role("button", name="Show in the paper").click()
        expect(shown.frame.locator(".chosen")).to_contain_text("We expect formal notification")
        expect(shown.frame.locator(".chosen")).to_be_in_viewport()

    def test_in_the_template_too(self, shown: Shown, project: Project) -> None:
        project.edit(project.template / "paper.html.j2", "{{ title }}</h1>", "{{ titel }}</h1>")
        expect(shown.problems).to_contain_text('Nothing is called "titel" here')

    def test_from_the_very_start(self, page: Shown, project: Project) -> None:
        path = project.input("paper.yaml")
        project.edit(path, "title: HMICFRS update", "title:")
        with preview(project.folder) as started:
            page.page.goto(started.address)
            expect(page.problems.first).to_contain_text("othing is given here")
            expect(page.frame.locator("main")).to_contain_text("No paper can be")
            project.edit(path, "title:", "title: At last")
            expect(page.frame.locator("h1")).to_have_text("At last")
            page.leave()


class TestFromPaperToLines:
    def test_every_block_leads_to_its_own(self, shown: Shown, project: Project) -> None:
        paper, _ = Composer(project.folder, date.fromisoformat(MEETING)).paper()
        found = shown.frame.locator("[data-block]")
        expect(found).to_have_count(len(paper.blocks))
        assert len(paper.blocks) > 70
        tags = found.evaluate_all("all => all.map(one => one.tagName)")
        for position, block in enumerate(paper.blocks):
            where = [f"{place.file}, line {place.line}" for place in block.places]
            one = found.nth(position)
            if tags[position] in tags[:position]:
                one.dispatch_event("click")
            else:  # of each kind one is clicked where a mouse would be, which takes longer
                one.click(position={"x": 3, "y": 3})
            expect(shown.lines).to_have_text(where)

    def test_a_line_opens_in_the_editor(self, shown: Shown, project: Project) -> None:
        shown.block("Recording children").click()
        path = project.input("reports.yaml").as_posix()
        link = shown.lines.first
        assert link.get_attribute("href") == f"vscode://file{path}:52:9"
        expect(shown.page.locator("#lines pre").first).to_contain_text("Recording children")

    def test_with_the_keyboard_alone(self, shown: Shown) -> None:
        first = shown.frame.locator("button.lines").first
        first.focus()
        shown.page.keyboard.press("ArrowDown")
        shown.page.keyboard.press("ArrowDown")
        shown.page.keyboard.press("ArrowDown")
        shown.page.keyboard.press("Enter")
        heading = shown.page.locator("#lines-heading")
        expect(heading).to_have_text("Lines behind “HMICFRS update”")
        expect(heading).to_be_focused()
        shown.page.keyboard.press("Escape")
        expect(shown.frame.locator("button.lines").nth(3)).to_be_focused()

    def test_no_editor_runs_a_script(self, project: Project) -> None:
        done = project.run("preview", "--editor", "javascript:alert('{path}')")
        assert done.returncode == 2
        assert "is not an editor's address" in done.stderr


def test_scroll_position_stays_and_what_changed_is_marked(shown: Shown, project: Project) -> None:
    shown.block("Contact officer").scroll_into_view_if_needed()
    kept = shown.block("Investigating child abuse")
    kept.scroll_into_view_if_needed()
    where = "element => element.getBoundingClientRect().top"
    before = kept.evaluate(where)
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", f"title: {'Longer ' * 40}")
    expect(shown.status).to_contain_text("1 block changed")
    expect(shown.frame.locator("h1")).to_have_class("changed")
    assert abs(before - kept.evaluate(where)) < 1  # browsers round
    expect(shown.frame.locator(".changed")).to_have_count(0)


class TestSinceTheLastPaper:
    def test_new_changed_and_gone_figures_included(self, page: Shown, series: Project) -> None:
        counts = series.folder / "inputs" / "2026-03-26" / "open-counts.yaml"
        older = series.folder / "inputs" / "2025-12-11" / "open-counts.yaml"
        text = older.read_text(encoding="utf-8")
        older.write_text(text.replace("columns: totals\n", ""), encoding="utf-8")
        assert counts.is_file()
        with preview(series.folder) as started:
            shown = page.anew(started.address)
            switch = shown.page.get_by_label("Since the last paper, 11 December 2025")
            new = shown.frame.locator("[data-since=new]", has_text="Whose Bike Is It?").first
            expect(new.locator(".since")).to_be_hidden()
            switch.check()
            expect(new.locator(".since")).to_have_text("New ")
            expect(new.locator(".since")).to_be_visible()
            row = shown.frame.locator("tr[data-since=changed]", has_text="2025").last
            expect(row.locator("ins").first).to_be_visible()
            figure = row.locator("td").nth(4)
            expect(figure.locator("del")).to_have_text("11 ")
            expect(figure.locator("ins")).to_have_text("9")
            gone = shown.frame.locator(".gone", has_text="National Child Protection Inspection")
            expect(gone.first).to_be_visible()
            switch.uncheck()
            expect(gone.first).to_be_hidden()
            shown.leave()
            assert not shown.wrong

    def test_whatever_is_gone_is_shown(self, page: Shown, of_all_changes: Kept) -> None:
        """Headings, paragraphs and items of lists, wherever they stood."""
        shown = page.anew(of_all_changes.running.address)
        shown.page.get_by_label("Since the last paper").check()
        counts = shown.page.locator(".counts").inner_text()
        new, changed, gone = (int(number) for number in re.findall(r"\d+", counts))
        for kind, number in (("new", new), ("changed", changed), ("gone", gone)):
            marked = shown.frame.locator(f"[data-since={kind}]")
            expect(marked).to_have_count(number)
            assert number
            for position in range(number):
                expect(marked.nth(position)).to_be_visible()
        tags = marked.evaluate_all("all => all.map(one => one.tagName)")
        assert {*tags} == {"H3", "H4", "LI", "P"}
        shown.leave()

    def test_it_stays_on_through_a_save(self, page: Shown, of_all_changes: Kept) -> None:
        shown = page.anew(of_all_changes.running.address)
        shown.page.get_by_label("Since the last paper").check()
        series = of_all_changes.project
        path = series.folder / "inputs" / OF_ALL_CHANGES / "paper.yaml"
        series.edit(path, "title: HMICFRS update", "title: Update on HMICFRS")
        changed = shown.frame.locator("h1[data-since=changed]")
        expect(changed.locator("ins").first).to_be_visible()
        expect(shown.page.get_by_label("Since the last paper")).to_be_checked()
        shown.leave()
        of_all_changes.put_back()

    def test_where_there_is_none_it_says_so(self, shown: Shown) -> None:
        expect(shown.page.locator("#since")).to_contain_text("Nothing to compare with")


class TestDownloads:
    def test_are_what_a_build_writes(self, shown: Shown, project: Project) -> None:
        project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: To download")
        shown.says("To download")
        kept = {}
        for name in ("Download Word file", "Download PDF", "Download web page", "Download plain"):
            with shown.page.expect_download() as download:
                shown.page.get_by_role("link", name=name).click()
            path = download.value.path()
            kept[download.value.suggested_filename] = path.read_bytes()
        assert project.run_here("build", "--only", "docx,pdf,html,txt").returncode == 0
        assert len(kept) == 4
        assert kept == {path.name: path.read_bytes() for path in project.out.glob("agenda-*")}

    def test_a_paper_built_beside_a_preview_carries_none_of_its_marks(
        self, shown: Shown, project: Project
    ) -> None:
        shown.says("HMICFRS update")
        assert project.run_here("build", "--only", "html").returncode == 0
        html = (project.out / f"{NAME}.html").read_text(encoding="utf-8")
        assert "data-block" in shown.frame.content()
        for mark in ("data-", "<button", "frame.css", "inputs/", "vscode", 'class="since'):
            assert mark not in html

    def test_what_the_pdf_lacks_is_said(self, shown: Shown, project: Project) -> None:
        css = project.template / "paper.css"
        css.write_text(css.read_text(encoding="utf-8").replace("House", "Huose"), encoding="utf-8")
        # After a pause the PDF is made, though nobody asked.
        expect(shown.problems).to_contain_text("not from the house fonts")
        answer = shown.page.request.get(f"{shown.page.url}files/{NAME}.pdf")
        assert answer.status == 409
        assert "not from the house fonts" in answer.text()

    def test_a_letter_that_the_fonts_lack_is_named_before_any_pdf(
        self, shown: Shown, project: Project
    ) -> None:
        project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: HMICFRS ☂")
        expect(shown.problems).to_contain_text("letter ☂ (U+2602)")


def test_two_browsers_see_the_same(
    chromium: Browser, shown: Shown, running: Preview, project: Project
) -> None:
    other = Shown(chromium, running.address)
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: For both")
    for one in (shown, other):
        one.says("For both")
    other.page.close()


def test_twenty_saves_in_a_second_end_in_the_right_state(shown: Shown, project: Project) -> None:
    path = project.input("paper.yaml")
    text = path.read_text(encoding="utf-8")
    for number in range(20):
        title = f"title: Save {number}" if number % 7 else "titel: broken"
        path.write_text(text.replace("title: HMICFRS update", title), encoding="utf-8")
        time.sleep(0.05)
    expect(shown.frame.locator("h1")).to_contain_text("Save 19")
    expect(shown.problems).to_have_count(0)
    expect(shown.status).to_contain_text("Up to date")


def test_text_from_the_inputs_never_becomes_markup(shown: Shown, project: Project) -> None:
    hostile = '<img src=x onerror=\\"document.title=1\\"><script>document.title=1</script>'
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", f'title: "{hostile}"')
    expect(shown.frame.locator("h1")).to_contain_text("<script>document.title=1</script>")
    project.edit(project.input("paper.yaml"), "monitoring_phase: scan", f'"{hostile}": scan')
    expect(shown.problems.filter(has_text="<script>").first).to_be_visible()
    shown.block("<script>").first.click()
    expect(shown.page.locator("#lines pre").first).to_contain_text("onerror")
    for place in (shown.page, shown.frame):
        assert place.locator("img, main script").count() == 0
    assert "Preview" in shown.page.title()


def test_accessible(page: Shown, of_all_changes: Kept) -> None:
    series = of_all_changes.project
    path = series.folder / "inputs" / OF_ALL_CHANGES / "paper.yaml"
    for width, scheme in EACH_LOOK:
        shown = page.anew(of_all_changes.running.address, width)
        shown.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        shown.page.get_by_label("Since the last paper").check()
        for kind in ("new", "changed", "gone"):
            expect(shown.frame.locator(f"[data-since={kind}]").first).to_be_visible()
        shown.block("At the Desk").first.click()
        series.edit(path, "monitoring_phase: scan", "monitoring_fase: scan")
        expect(shown.problems).not_to_have_count(0)
        assert [
            found for place in (shown.page.main_frame, shown.frame) for found in axe(place)
        ] == []
        shown.leave()
        of_all_changes.put_back()


class TestFromStartToEnd:
    def test_a_taken_port_is_left_for_the_next_and_an_editor_can_be_named(
        self, page: Shown, running: Preview, project: Project
    ) -> None:
        editor = "--editor", "idea://open?file={path}&line={line}"
        with preview(project.folder, *editor, port=running.port) as second:
            assert second.port > running.port
            assert f"Port {running.port} is taken; the next free one is {second.port}." in (
                second.said
            )
            shown = page.anew(second.address)
            shown.block("HMICFRS update").first.click()
            address = shown.lines.first.get_attribute("href")
            shown.leave()
        assert address == f"idea://open?file={project.input('paper.yaml').as_posix()}&line=6"

    def test_ctrl_c_ends_it_and_all_that_it_began(
        self, page: Shown, project: Project, tmp_path: Path
    ) -> None:
        room = tmp_path / "temporary"
        room.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TMPDIR", str(room))
            with preview(project.folder) as started:
                shown = page.anew(started.address)  # it holds a stream of events open
                assert shown.page.request.get(f"{started.address}pages").ok
                children = subprocess.run(
                    ["ps", "--ppid", str(started.process.pid), "-o", "pid="],
                    capture_output=True, text=True, check=False,
                ).stdout.split()  # fmt: skip
                assert children
                before = time.monotonic()
                code, said = started.end()
                assert time.monotonic() - before < 4
                expect(shown.status).to_contain_text("The preview has ended")
                shown.leave()
        assert (code, said.strip().splitlines()[-1]) == (0, "The preview has ended.")
        assert "Traceback" not in said
        waited = time.monotonic()
        while any(alive(pid) for pid in children):
            assert time.monotonic() - waited < 5
            time.sleep(0.05)
        assert not list(room.iterdir())
        assert not (project.folder / "build").exists()

    def test_a_meeting_that_is_not_there_is_said(self, project: Project) -> None:
        done = project.run("preview", "2026-01-01")
        assert done.returncode == 2
        assert "inputs/ has no folder for 2026-01-01" in done.stderr

    def test_without_its_packages_it_says_what_installs_them(self, project: Project) -> None:
        code = "import sys; sys.modules['uvicorn'] = None; import jacpaper.cli.main as c; c.main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "preview"],
            cwd=project.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 3
        assert "`make preview` installs what it needs" in done.stderr

    def test_help_lists_it(self) -> None:
        assert "preview" in run("--help", cwd=ROOT).stdout
