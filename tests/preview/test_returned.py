"""A Word file that came back, in the preview: shown at its paragraphs, and taken over."""

from __future__ import annotations

import base64
import http.client
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from conftest import MEETING, ROOT, Project, lay_out, run_here
from jacpaper.preview.returned import opened, reviewed, take
from jacpaper.returned.package import MOST_BYTES
from jacpaper.review.take import new_copies, tried
from previewing import Kept, Preview, Shown, axe, preview
from word_edits import WordEdits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from jacpaper.review.changes import Change
    from jacpaper.review.review import Review
    from jacpaper.review.take import Taken

DAY = date.fromisoformat(MEETING)
NAME = "agenda-item-05-hmicfrs-update.docx"
SENDING = ("/returned?name=a.docx", "/returned/take?of=1&take=all", "/returned/away")


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the reference paper as it was sent."""
    project = lay_out(tmp_path_factory.mktemp("sent"))
    assert project.run_here("build", "--only", "docx").returncode == 0
    return project.out / NAME


@pytest.fixture
def returned(word: Path, tmp_path: Path) -> Path:
    """Return the paper as it came back: a fact, words, a figure, and words changed here too."""
    edits = WordEdits(word)
    edits.track("one of six forces", "one of seven forces")
    edits.type("15 October 2025", "16 October 2025")
    edits.type("We are preparing for our next", "We have begun to prepare for our next")
    edits.track("53 are open", "54 are open")
    edits.comment("Both recommendations", "<b>Both</b>?\N{RIGHT-TO-LEFT OVERRIDE}")
    return edits.save(tmp_path / "came back & <b>.docx")


@pytest.fixture
def fewer(word: Path, tmp_path: Path) -> Path:
    """Return the same with a fact and a comment alone: the preview tries each change on its own."""
    edits = WordEdits(word)
    edits.track("one of six forces", "one of seven forces")
    edits.comment("Both recommendations", "<b>Both</b>?\N{RIGHT-TO-LEFT OVERRIDE}")
    return edits.save(tmp_path / "came back & <b>.docx")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    project = lay_out(tmp_path_factory.mktemp("kept"))
    # Changed here since the paper was sent.
    project.edit(project.input("paper.yaml"), "We are preparing", "We prepare")
    with preview(project.folder, port=8870) as started:
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


def given(shown: Shown, path: Path) -> Locator:
    shown.page.get_by_label("Choose a Word file").set_input_files(path)
    cards = shown.page.locator("#returned li")
    expect(cards.first).to_be_visible()
    return cards


def card(shown: Shown, words: str) -> Locator:
    return shown.page.locator("#returned li", has_text=words)


def state(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        # Compiled templates are kept from one review to the next.
        if path.is_file() and path.suffix != ".cache"
    }


class TestChangesAndComments:
    def test_stand_at_their_paragraphs(
        self, shown: Shown, returned: Path, project: Project
    ) -> None:
        before = state(project.folder)
        expect(given(shown, returned)).to_have_count(5)
        expect(shown.page.locator("#returned")).to_contain_text("4 changes, 1 comment")
        # For those who hear the page.
        expect(shown.status).to_contain_text("4 changes, 1 comment")
        lines = project.input("reports.yaml").read_text(encoding="utf-8").splitlines()
        for text, words, typed in (
            ("seven", "WMP was one of", "one of six"),
            ("published: 2025-10-16", "Published on 15 October", "2025-10-15"),
        ):
            one = card(shown, text)
            expect(one.locator(".verdict")).to_have_text("Can be taken")
            line = next(number for number, one in enumerate(lines, 1) if typed in one)
            expect(one.locator(".open")).to_have_text(f"inputs/{MEETING}/reports.yaml, line {line}")
            address = one.locator(".open").get_attribute("href")
            assert address
            assert address.startswith(f"vscode://file{project.folder.as_posix()}/inputs/")
            badge = shown.block(words).locator("button.change")
            expect(badge).to_be_visible()
            badge.click()
            expect(one).to_be_focused()
            shown.page.keyboard.press("Escape")
            expect(badge).to_be_focused()
        expect(card(shown, "seven")).to_contain_text("tracked, by DCC on 3 December 2025")
        expect(card(shown, "published:")).to_contain_text("not tracked")
        expect(card(shown, "seven").locator("del")).to_have_text("six")
        expect(card(shown, "seven").locator("ins")).to_have_text("seven")
        expect(shown.block("Both recommendations").locator("button.change")).to_be_visible()
        # Lines behind a block come into view, though so much stands before them.
        shown.block("Operation Encompass").first.click()
        expect(shown.page.locator("#lines-heading")).to_be_in_viewport()
        assert state(project.folder) == before

    def test_a_conflict_has_both_texts_and_no_button(
        self, shown: Shown, word: Path, tmp_path: Path
    ) -> None:
        edits = WordEdits(word).type(
            "We are preparing for our next", "We have begun to prepare for our next"
        )
        given(shown, edits.save(tmp_path / "a.docx"))
        one = card(shown, "A conflict")
        expect(one.locator("dt")).to_have_text(["When sent", "Here now", "In Word"])
        expect(one.locator("dd").nth(1)).to_contain_text("We prepare for")
        expect(one.locator("dd").nth(2)).to_contain_text("We have begun to prepare for")
        expect(one.locator(".take")).to_have_count(0)

    def test_of_a_tracked_conflict_what_was_sent_is_shown_too(
        self, shown: Shown, word: Path, tmp_path: Path
    ) -> None:
        edits = WordEdits(word).track("We are preparing for", "We are ready for")
        given(shown, edits.save(tmp_path / "a.docx"))
        expect(card(shown, "A conflict").locator("dd").nth(0)).to_contain_text("We are preparing")

    def test_what_cannot_be_taken_says_why(self, shown: Shown, word: Path, tmp_path: Path) -> None:
        edits = WordEdits(word).track("53 are open", "54 are open")
        given(shown, edits.save(tmp_path / "a.docx"))
        one = card(shown, "54")
        expect(one).to_contain_text(re.compile(r"Cannot be taken: \w+ \w+"))
        expect(one.locator(".open")).to_contain_text(f"inputs/{MEETING}/open-counts.yaml, line")
        expect(one.locator(".take")).to_have_count(0)

    def test_hostile_words_stay_words(self, shown: Shown, fewer: Path) -> None:
        given(shown, fewer)
        expect(shown.page.locator("#returned-heading")).to_have_text(f"Came back: {fewer.name}")
        expect(card(shown, "<b>Both</b>?")).to_have_count(1)
        expect(shown.page.locator("#returned b")).to_have_count(0)
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in shown.page.locator("#returned").inner_text()


class TestTake:
    def test_one_with_the_keyboard(self, shown: Shown, returned: Path, project: Project) -> None:
        given(shown, returned)
        before = state(project.folder)
        card(shown, "seven").get_by_role("button", name=re.compile("Take change")).focus()
        shown.page.keyboard.press("Enter")
        shown.says("WMP was one of seven forces inspected.")
        said = shown.page.locator("#returned .said")
        expect(said).to_contain_text("Taken 1 change: ")
        expect(said).to_be_focused()
        expect(shown.page.locator("#returned")).to_contain_text("3 changes, 1 comment")
        after = state(project.folder)
        name = f"inputs/{MEETING}/reports.yaml"
        copies = [one for one in after if one.startswith("build/before-review-")]
        assert [after[one] for one in copies] == [before[name]]
        # The longer line may be folded anew.
        taken = before[name].replace(b"of six forces", b"of seven forces")
        assert after[name].split() == taken.split()
        assert {one for one in before if after[one] != before[one]} == {name}

    def test_all_that_can_be(self, shown: Shown, returned: Path, project: Project) -> None:
        given(shown, returned)
        shown.page.get_by_role("button", name="Take the 2 that can be taken").click()
        shown.says("Published on 16 October 2025")
        shown.says("WMP was one of seven forces inspected.")
        expect(shown.page.locator("#returned")).to_contain_text("2 changes, 1 comment")
        expect(shown.page.locator("#returned .take")).to_have_count(0)
        assert "We prepare" in project.input("paper.yaml").read_text(encoding="utf-8")

    def test_nothing_once_the_files_are_others(
        self, shown: Shown, fewer: Path, project: Project
    ) -> None:
        """A page that was asleep: it takes what it showed, or nothing."""
        given(shown, fewer)
        shown.page.route("**/view", lambda route: route.abort())
        project.edit(project.input("reports.yaml"), "one of six forces", "one of 6 forces")
        shown.page.wait_for_timeout(2_000)
        before = state(project.folder)
        one = card(shown, "seven").get_by_role("button", name=re.compile("Take change"))
        one.click()
        shown.page.unroute("**/view")
        shown.page.reload()
        expect(shown.page.locator("#returned .said")).to_contain_text("Nothing was written")
        assert state(project.folder) == before
        shown.wrong.clear()  # of the requests that were held up

    def test_nothing_where_a_file_was_saved_before_the_page_knows(
        self, fewer: Path, project: Project
    ) -> None:
        file = reviewed(opened("a.docx", fewer), project.folder, DAY)
        project.edit(project.input("reports.yaml"), "one of six forces", "one of 6 forces")
        before = state(project.folder)
        assert "Nothing was written" in " ".join(take(file, project.folder, DAY, None))
        assert state(project.folder) == before

    def test_nothing_where_a_file_is_saved_meanwhile(
        self, fewer: Path, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = reviewed(opened("a.docx", fewer), project.folder, DAY)

        def slow(found: Review, chosen: Sequence[Change]) -> Taken:
            taken = tried(found, chosen)
            project.edit(project.input("reports.yaml"), "Walsall", "Dudley")
            return taken

        monkeypatch.setattr("jacpaper.preview.returned.tried", slow)
        assert "Nothing was written" in " ".join(take(file, project.folder, DAY, None))
        text = project.input("reports.yaml").read_text(encoding="utf-8")
        assert "Dudley" in text
        assert "one of six" in text
        assert not list(project.folder.glob("build/before-review-*"))

    def test_twice_in_a_second_keeps_both_copies(self, project: Project) -> None:
        first = new_copies(project.folder)
        (project.folder / first).mkdir(parents=True)
        assert new_copies(project.folder) != first

    def test_close_takes_the_marks_away(self, shown: Shown, fewer: Path) -> None:
        given(shown, fewer)
        expect(shown.frame.locator("button.change").first).to_be_visible()
        shown.page.get_by_role("button", name="Close").click()
        expect(shown.page.locator("#returned-heading")).to_have_text("A Word file that came back")
        expect(shown.frame.locator("button.change")).to_have_count(0)


class TestGiven:
    def test_by_dropping_it_on_the_paper(self, shown: Shown, fewer: Path) -> None:
        content = base64.b64encode(fewer.read_bytes()).decode()
        shown.frame.evaluate(
            """content => {
                const raw = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
                const data = new DataTransfer();
                data.items.add(new File([raw], "dropped.docx"));
                const event = name => new DragEvent(name,
                    { dataTransfer: data, bubbles: true, cancelable: true });
                document.body.dispatchEvent(event("dragover"));
                if (!parent.document.body.matches(".dropping")) throw Error("no overlay");
                parent.document.body.dispatchEvent(event("drop"));
            }""",
            content,
        )
        expect(shown.page.locator("#returned-heading")).to_have_text("Came back: dropped.docx")
        expect(shown.page.locator("#returned li").first).to_be_visible()
        expect(shown.page.locator("body")).not_to_have_class(re.compile("dropping"))

    def test_by_the_command(self, page: Shown, fewer: Path, project: Project) -> None:
        """It names its meeting, which need not be the newest."""
        newer = project.folder / "inputs" / "2026-03-26"
        shutil.copytree(project.folder / "inputs" / MEETING, newer)
        with preview(project.folder, "--returned", str(fewer), port=8870) as started:
            shown = page.anew(started.address)
            expect(shown.page.locator("#heading")).to_contain_text("11 December 2025")
            expect(card(shown, "seven")).to_be_visible()
            shown.leave()

    def test_by_the_command_and_no_paper(self, project: Project, tmp_path: Path) -> None:
        path = tmp_path / "notes.docx"
        path.write_text("no paper", encoding="utf-8")
        done = project.run("preview", "--returned", str(path))
        assert done.returncode == 1
        assert "notes.docx: error: this is not a Word file" in done.stderr

    def test_what_is_no_paper_says_so(self, shown: Shown, tmp_path: Path, project: Project) -> None:
        path = tmp_path / "notes.docx"
        path.write_text("no paper", encoding="utf-8")
        before = state(project.folder)
        expect(given(shown, path)).to_contain_text("This is not a Word file")
        assert state(project.folder) == before

    def test_another_meetings_paper_says_how_to_see_it(self, shown: Shown, tmp_path: Path) -> None:
        example = ROOT / "examples" / "midshire"
        only = "--only", "docx", "--out", tmp_path
        assert run_here("build", "2025-06-26", *only, cwd=example).returncode == 0
        found = given(shown, next(tmp_path.glob("*-hmicfrs-update.docx")))
        expect(found).to_contain_text("This is the paper of 2025-06-26")
        expect(found).to_contain_text("jacpaper preview 2025-06-26")

    def test_while_the_inputs_are_broken(self, shown: Shown, fewer: Path, project: Project) -> None:
        path = project.input("paper.yaml")
        project.edit(path, "title: HMICFRS", "titel: HMICFRS")
        expect(shown.problems.first).to_be_visible()
        shown.page.get_by_label("Choose a Word file").set_input_files(fewer)
        expect(shown.page.locator("#returned")).to_contain_text("once the mistakes are mended")
        project.edit(path, "titel: HMICFRS", "title: HMICFRS")
        expect(card(shown, "seven")).to_be_visible()


LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (320, "dark"))


def test_accessible(shown: Shown, returned: Path) -> None:
    for look in LOOKS:
        put_on(shown, *look)
        assert axe(shown.page.main_frame) == []
    given(shown, returned)
    for look in LOOKS:
        put_on(shown, *look)
        expect(shown.frame.locator("button.change").first).to_be_visible()
        assert [one for place in (shown.page.main_frame, shown.frame) for one in axe(place)] == []
        for place in (shown.page, shown.frame):
            wide = place.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide


def put_on(shown: Shown, width: int, scheme: Literal["light", "dark"]) -> None:
    shown.page.set_viewport_size({"width": width, "height": 800})
    shown.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, Project]]:
    project = lay_out(tmp_path_factory.mktemp("safe"))
    with preview(project.folder, port=8900) as started:
        yield started, project


class TestWhoMaySend:
    @staticmethod
    def send(
        running: Preview,
        path: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        method: str = "POST",
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
        given = {name: value for name, value in headers.items() if value}
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        found = answer.status, answer.read().decode()
        connection.close()
        return found

    @staticmethod
    def ours(running: Preview) -> dict[str, str]:
        """Return what our own page sends."""
        _, page = TestWhoMaySend.send(running, "/", {}, method="GET")
        found = re.search('data-token="([^"]{40,})"', page)
        assert found
        return {
            "X-Jacpaper-Token": found[1],
            "Origin": f"http://127.0.0.1:{running.port}",
            "Sec-Fetch-Site": "same-origin",
        }

    @pytest.mark.parametrize("path", SENDING)
    @pytest.mark.parametrize(
        "other",
        [
            {"X-Jacpaper-Token": ""},
            {"X-Jacpaper-Token": "x" * 43},
            {"Origin": ""},
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Host": "evil.example"},
        ],
    )
    def test_nobody_but_our_own_page(
        self, safe: tuple[Preview, Project], path: str, other: dict[str, str]
    ) -> None:
        running, _ = safe
        status, _ = self.send(running, path, {**self.ours(running), **other}, b"x")
        assert status == (421 if "Host" in other else 403)
        assert "Came back" not in self.send(running, "/view", {}, method="GET")[1]

    def test_our_own_page_may(self, safe: tuple[Preview, Project], word: Path) -> None:
        running, _ = safe
        ours = self.ours(running)
        for path, body in zip(SENDING, (word.read_bytes(), b"", b""), strict=True):
            assert self.send(running, path, ours, body)[0] == 204

    @pytest.mark.parametrize("path", SENDING)
    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
    def test_no_other_way(self, safe: tuple[Preview, Project], path: str, method: str) -> None:
        running, _ = safe
        assert self.send(running, path, self.ours(running), method=method)[0] == 405

    def test_no_more_than_a_paper(self, safe: tuple[Preview, Project]) -> None:
        running, project = safe
        before = state(project.folder)
        big = b"x" * (MOST_BYTES + 1)
        try:
            status, said = self.send(running, SENDING[0], self.ours(running), big)
        except OSError:  # refused before all of it was sent
            status, said = 413, "larger than any paper"
        assert (status, "larger than any paper" in said) == (413, True)
        assert state(project.folder) == before

    def test_what_was_not_shown_is_not_taken(
        self, safe: tuple[Preview, Project], word: Path
    ) -> None:
        running, project = safe
        before = state(project.folder)
        ours = self.ours(running)
        edited = WordEdits(word).type("one of six forces", "one of seven forces")
        path = edited.save(project.folder.parent / "edited.docx")
        assert self.send(running, SENDING[0], ours, path.read_bytes())[0] == 204
        for taken in ("1", "0", "-1", "all,1", "", "9" * 5000, "1;2"):
            for of in ("0", "999999", "x"):
                way = f"/returned/take?of={of}&take={taken}"
                assert self.send(running, way, ours)[0] == 204
        assert state(project.folder) == before
