"""The folder to upload: all that the public may have, with names that committee systems take."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pytest

import canaries
import conftest
import foreign
import judges
import readers
import validators
from conftest import ROOT, Project, tool
from jacpaper.build import in_place
from jacpaper.project.layout import MEETING_FILES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

MEETING = "2026-03-26"
LONG = "The force's answer to the inspectorate's questions about the answers it gave " * 2
AGENDA = f"""\
items:
  - {{item: "1", title: Apologies, paper: none}}
  - {{item: "6.1", title: HMICFRS update}}
  - {{item: "7", title: Überprüfung & œuvre of the Chief\N{RIGHT SINGLE QUOTATION MARK}s Straße}}
  - {{item: "8", title: "{LONG.strip()}"}}
  - {{item: "9", title: Годовой отчёт, paper: papers/letter.pdf}}
  - {{item: "9(a)", title: Letter, paper: papers/The auditor (final).pdf}}
  - {{item: "10", title: Firewalls, private: Paragraph 7 of Schedule 12A applies.}}
  - {{item: "11", title: Severance, private: Paragraph 1 applies., paper: papers/secret.pdf}}
"""
# Each stands in one private place and nowhere else.
WORDS = ("zorblaxian frandle", "quibbertic marmalute", "vexiloquent dorspit", "snorfic blandule")
TITLES = ("Severance", "Firewalls")
CYBER = f"""\
kind: report
item: "10"
title: Firewalls
private: true
marking: OFFICIAL-SENSITIVE
sections:
  - heading: A {WORDS[1]}
    text: There is one.
"""
SMALL = """\
items:
  - {item: "7", title: Strategic risks}
  - {item: "9", title: Annual letter, paper: papers/letter.pdf}
"""
RISKS = """\
kind: report
item: "07"
title: Strategic risks
sections:
  - heading: Risks
    text: There are two.
"""
NAMES = {
    "00-agenda.html", "00-agenda.pdf", "06-1-hmicfrs-update.html", "06-1-hmicfrs-update.pdf",
    "07-uberprufung-and-oeuvre-of-the-chiefs.html", "07-uberprufung-and-oeuvre-of-the-chiefs.pdf",
    "08-the-forces-answer-to-the-inspectorates.html",
    "08-the-forces-answer-to-the-inspectorates.pdf", "09-paper.pdf", "09a-letter.pdf",
    "SHA256SUMS", "index.html",
}  # fmt: skip


class Made(NamedTuple):
    project: Project
    said: str

    @property
    def folder(self) -> Path:
        return self.project.folder / "build" / MEETING / "upload"

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}


def words_into_an_exempt_item(register: Path) -> None:
    """Write words into the text of an item that is not for the public, and is open."""
    lines = list(csv.reader(register.read_text(encoding="utf-8-sig").splitlines()))
    heads = lines[2]
    text, exempt = heads.index("Text"), heads.index("Exempt")
    private = [line for line in lines[3:] if line[exempt].strip().lower() == "yes"]
    assert private
    for line in private:
        line[text] = f"The force should mend its {WORDS[0]}"
    with register.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


def lay_out(folder: Path) -> Project:
    """Return Midshire with an odd agenda and four kinds of paper that are not for the public."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / "examples" / "midshire" / name, folder / name)
    meeting = folder / "inputs" / MEETING
    (meeting / "agenda.yaml").write_text(AGENDA, encoding="utf-8")
    (meeting / "items" / "cyber.yaml").write_text(CYBER, encoding="utf-8")
    words_into_an_exempt_item(folder / "inputs" / "register.csv")
    papers = meeting / "papers"
    papers.mkdir()
    (papers / "secret.pdf").write_bytes(foreign.saved(said_by(WORDS[2])))
    (papers / "letter.pdf").write_bytes(foreign.saved(foreign.drawn(3)))
    (papers / "The auditor (final).pdf").write_bytes(foreign.spoiled(with_script_and_attachment))
    return Project(folder)


def said_by(words: str) -> pikepdf.Pdf:
    return foreign.drawn(1, content=f"BT /F 12 Tf 60 500 Td ({words}) Tj ET".encode())


def with_script_and_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = foreign.script()
    pdf.attachments["notes.txt"] = WORDS[3].encode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = lay_out(tmp_path_factory.mktemp("upload"))
    done = project.run_here("upload", MEETING)
    assert done.returncode == 0, done.stderr
    return Made(project, done.stdout + done.stderr)


def test_names_are_those_that_committee_systems_take(made: Made) -> None:
    assert {*made.files} == NAMES | {f"papers-{MEETING}.pdf"}
    assert all(re.fullmatch(r"[\w-]{1,60}(\.(html|pdf))?", name, re.ASCII) for name in made.files)


@pytest.fixture(scope="module")
def seen(made: Made) -> dict[str, set[str]]:
    """Return which words and titles that are private each file has."""
    words = [*WORDS, *TITLES]
    return {name: canaries.found(words, content) for name, content in made.files.items()}


def test_nothing_private_is_in_any_file(made: Made, seen: dict[str, set[str]]) -> None:
    assert {name: found for name, found in seen.items() if found & {*WORDS}} == {}
    record = (made.folder.parent / "upload.json").read_text()
    assert "treasury.yaml" in record
    assert not re.search("cyber|secret", record)


def test_the_words_are_found_where_they_are(made: Made) -> None:
    """The search is worth something: it finds each in the file where it stands."""
    inputs = made.project.folder / "inputs"
    at = ("register.csv", f"{MEETING}/items/cyber.yaml", f"{MEETING}/papers/secret.pdf",
          f"{MEETING}/papers/The auditor (final).pdf")  # fmt: skip
    for word, place in zip(WORDS, at, strict=True):
        assert canaries.found(WORDS, (inputs / place).read_bytes()) == {word}


def test_the_private_papers_are_named_by_the_agenda_alone(seen: dict[str, set[str]]) -> None:
    has_agenda = {name for name in seen if name.startswith(("00-agenda", "papers-"))}
    assert {name for name, found in seen.items() if found & {*TITLES}} == has_agenda


def test_single_papers_have_the_bytes_of_a_build(made: Made) -> None:
    for item in ("agenda", "8"):
        done = made.project.run_here("build", MEETING, "--item", item, "--only", "pdf,html")
        assert done.returncode == 0, done.stderr
    built = {*(path.read_bytes() for path in made.folder.parent.glob("agenda*.*"))}
    assert {made.files[name] for name in NAMES if name.startswith(("00-", "08-"))} == built


def test_nothing_active_is_in_other_peoples_papers(made: Made) -> None:
    with pikepdf.open(made.folder / "09a-letter.pdf") as pdf:
        assert not {"/OpenAction", "/AA", "/Names", "/AF"} & {*pdf.Root.keys()}
        assert pdf.docinfo["/Title"] == "Letter"
    assert "The auditor (final).pdf: its attached files are left out of the pack" in made.said


def test_the_index_lists_each_file_with_its_size_and_pages(made: Made) -> None:
    page = made.folder / "index.html"
    links = re.findall(r'href="([^"#:]+)"', page.read_text(encoding="utf-8"))
    assert sorted(links) == sorted({*made.files} - {"index.html"})
    lines = [line.text for line in readers.html_lines(page)]
    said = " ".join(lines)
    size = -(-len(made.files["09-paper.pdf"]) // 1000)
    assert f"Item 9 as PDF, 3 pages, {size} kB" in said


def test_sha256sum_agrees(made: Made) -> None:
    check = [tool("sha256sum"), "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=made.folder, capture_output=True, text=True, check=True)
    listed = [line.removesuffix(": OK") for line in done.stdout.splitlines()]
    assert listed == sorted({*made.files} - {"SHA256SUMS"})


def test_it_is_judged_as_our_other_pages_are(made: Made, chromium: Browser) -> None:
    page = made.folder / "index.html"
    assert judges.nu([page]) == []
    assert judges.html_validate([page]) == []
    assert validators.in_web_page(chromium, page, validators.EACH_LOOK) == []
    assert page.read_text(encoding="utf-8").count("<h1") == 1


# The words of which a part stands on another line than the rest.
BROKEN = r"""[...document.querySelectorAll("tbody th, td")].flatMap(cell => {
  const broken = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  while (walker.nextNode())
    for (const word of walker.currentNode.data.matchAll(/[^\s-]+/g)) {
      const range = document.createRange()
      range.setStart(walker.currentNode, word.index)
      range.setEnd(walker.currentNode, word.index + word[0].length)
      if (new Set([...range.getClientRects()].map(one => one.top)).size > 1) broken.push(word[0])
    }
  return broken
})"""


def test_no_word_of_its_table_is_broken_on_a_telephone(made: Made, chromium: Browser) -> None:
    sheet = chromium.new_page(viewport={"width": 320, "height": 900})
    sheet.goto((made.folder / "index.html").as_uri())
    assert sheet.locator("td").count() > 15
    assert sheet.evaluate(BROKEN) == []
    assert sheet.evaluate("document.documentElement.scrollWidth") == 320
    sheet.close()


@pytest.fixture
def small(project: Project) -> Project:
    return made_small(project)


def made_small(project: Project) -> Project:
    """Make of a project a meeting of one paper of ours and one of another's, without the update."""
    risks = project.input("items/risks.yaml")
    risks.parent.mkdir()
    risks.write_text(RISKS, encoding="utf-8")
    for name in MEETING_FILES:
        project.input(name).unlink()
    project.input("papers").mkdir()
    project.input("papers/letter.pdf").write_bytes(foreign.saved(foreign.drawn()))
    project.input("agenda.yaml").write_text(SMALL, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with its folder to upload; nobody changes it."""
    project = made_small(conftest.lay_out(tmp_path_factory.mktemp("first")))
    done = project.run_here("upload")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def uploaded(first: Project, tmp_path: Path) -> Project:
    """Return a copy of it, to be spoiled."""
    shutil.copytree(first.folder, tmp_path / "uploaded", symlinks=True)
    return Project(tmp_path / "uploaded")


def folder_of(project: Project) -> Path:
    return project.out / "upload"


def content_of(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder_of(project).iterdir()}


class TestPlacing:
    @pytest.mark.anew
    def test_it_is_the_same_each_time_and_verified(self, uploaded: Project) -> None:
        before = content_of(uploaded)
        assert uploaded.run_here("upload").returncode == 0
        assert content_of(uploaded) == before
        assert uploaded.run_here("build", "--only", "html").returncode == 0
        for folder in (uploaded.out, folder_of(uploaded)):
            done = uploaded.run_here("verify", folder)
            assert done.returncode == 0, done.stderr
            assert "belongs to no build" not in done.stdout

    def test_what_is_not_made_any_more_goes_and_a_persons_file_stays(
        self, uploaded: Project
    ) -> None:
        (folder_of(uploaded) / "notes.txt").write_bytes(b"mine")
        (folder_of(uploaded) / "09-annual-letter.pdf").write_bytes(b"annotated")
        uploaded.input("agenda.yaml").write_text(SMALL.replace("Annual", "The"), encoding="utf-8")
        done = uploaded.run_here("upload")
        assert done.returncode == 0, done.stderr
        assert "upload/notes.txt was not made for this folder" in done.stderr
        assert "upload/09-annual-letter.pdf was edited since it was made" in done.stderr
        found = content_of(uploaded)
        assert found["notes.txt"] == b"mine"
        assert "09-the-letter.pdf" in found
        assert "09-annual-letter.pdf" not in found
        kept = [*uploaded.out.glob("09-annual-letter.edited-*.pdf")]
        assert [one.read_bytes() for one in kept] == [b"annotated"]
        done = uploaded.run_here("verify", folder_of(uploaded))
        assert "upload/notes.txt was not made for this folder" in done.stderr

    def test_what_was_edited_of_a_paper_that_is_private_by_now_is_for_its_owner_alone(
        self, uploaded: Project
    ) -> None:
        paper = folder_of(uploaded) / "07-strategic-risks.pdf"
        paper.write_bytes(b"edited first")
        assert uploaded.run_here("upload").returncode == 0
        (first,) = uploaded.out.glob("07-strategic-risks.edited-*.pdf")
        paper.write_bytes(b"edited last")
        (folder_of(uploaded) / "SHA256SUMS").write_bytes(b"edited too")
        make_private(uploaded)
        done = uploaded.run_here("upload")
        assert done.returncode == 0, done.stderr
        assert f"{first.name} was edited since it was made: kept as " in done.stderr
        below = uploaded.out / "restricted"
        assert below.stat().st_mode & 0o777 == 0o700
        kept = sorted(path.read_bytes() for path in below.iterdir())
        assert kept == [b"edited first", b"edited last", b"edited too"]
        assert not [*uploaded.out.glob("*.edited-*")]
        assert "07-strategic-risks.pdf" not in content_of(uploaded)

    def test_what_was_changed_since_is_found(self, uploaded: Project) -> None:
        uploaded.edit(uploaded.input("agenda.yaml"), "Annual", "Yearly")
        done = uploaded.run_here("verify", folder_of(uploaded))
        assert done.returncode == 1
        assert f"inputs/{uploaded.out.name}/agenda.yaml has changed since" in done.stderr
        assert "upload/index.html comes out differently" in done.stderr
        assert "upload/09-annual-letter.pdf is not made any more" in done.stderr

    def test_a_mistake_leaves_the_folder_as_it_was(self, uploaded: Project) -> None:
        before = content_of(uploaded)
        uploaded.input("papers/letter.pdf").write_bytes(b"%PDF-1.7 ...")
        done = uploaded.run_here("upload")
        assert done.returncode == 1
        assert "agenda.yaml:3:46: error: letter.pdf: the PDF cannot go" in done.stderr
        below = folder_of(uploaded).relative_to(uploaded.folder)
        assert done.stderr.endswith(
            f"1 error. Nothing was written. {below} is as it was made before, and may be of other"
            " inputs: publish none of it until the command succeeds.\n"
        )
        assert content_of(uploaded) == before

    def test_a_mistake_before_there_is_a_folder_says_nothing_of_one(self, small: Project) -> None:
        small.input("papers/letter.pdf").write_bytes(b"%PDF-1.7 ...")
        assert small.run_here("upload").stderr.endswith("1 error. Nothing was written.\n")

    def test_a_failure_half_way_leaves_the_folder_as_it_was(
        self, uploaded: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = content_of(uploaded)
        uploaded.edit(uploaded.input("agenda.yaml"), "Annual", "Yearly")
        failures = iter([OSError(5, "no disk")])

        def remove(out: Path, name: str) -> None:
            if failure := next(failures, None):
                assert "09-yearly-letter.pdf" in content_of(uploaded)
                raise failure
            removed(out, name)

        removed = in_place._remove
        monkeypatch.setattr(in_place, "_remove", remove)
        assert uploaded.run_here("upload").returncode == 3
        assert content_of(uploaded) == before
        assert uploaded.run_here("upload").returncode == 0
        assert "09-annual-letter.pdf" not in content_of(uploaded)

    def test_a_link_in_its_place_is_refused(self, small: Project, tmp_path: Path) -> None:
        small.out.mkdir(parents=True)
        folder_of(small).symlink_to(tmp_path)
        before = {*tmp_path.iterdir()}
        done = small.run_here("upload")
        assert done.returncode == 3
        assert "is a link" in done.stderr
        assert {*tmp_path.iterdir()} == before | {small.folder / "build"}


def make_private(project: Project) -> None:
    """Take the paper of item 7 without the public."""
    marked = "title: Strategic risks\nprivate: true\nmarking: OFFICIAL-SENSITIVE"
    project.edit(project.input("items/risks.yaml"), "title: Strategic risks", marked)
    why = "risks, private: Paragraph 7 applies.}"
    project.edit(project.input("agenda.yaml"), "risks}", why)


def allow(project: Project, size: str) -> None:
    """Say how large a file may be."""
    path = project.input("committee.yaml")
    written = path.read_text(encoding="utf-8").partition("upload:")[0]
    path.write_text(f"{written}upload: {{largest_file: {size}}}\n", encoding="utf-8")


class TestParts:
    def test_no_file_is_larger_and_no_link_is_dead(self, small: Project) -> None:
        allow(small, "40 kB")
        small.input("papers/letter.pdf").write_bytes(foreign.saved(heavy()))
        done = small.run_here("upload")
        assert done.returncode == 0, done.stderr
        found = content_of(small)
        parts = sorted(name for name in found if name.startswith("papers-"))
        assert parts == [f"papers-{small.out.name}-part-{part}.pdf"
                         for part in ("1-of-2-pages-1-2", "2-of-2-pages-3-4")]  # fmt: skip
        assert max(map(len, found.values())) <= 40_000
        with pikepdf.open(folder_of(small) / parts[0]) as pdf:
            links = [one for page in pdf.pages for one in page.get("/Annots", ())]
            assert len([one for one in links if "/Dest" in one]) == 1  # to item 7, in this part
            assert str(pdf.docinfo["/Title"]).endswith(", part 1 of 2")
        assert all(canaries.found(["pack.invalid"], one) == set() for one in found.values())
        assert validators.in_pdf(folder_of(small) / parts[0]) == []
        page = " ".join(line.text for line in readers.html_lines(folder_of(small) / "index.html"))
        assert "The pack is in 2 parts." in page
        assert "Part 2 of the pack as PDF, pages 3 to 4" in page

    def test_each_paper_that_is_too_large_is_named(self, small: Project) -> None:
        allow(small, "3 kB")
        done = small.run_here("upload")
        assert done.returncode == 1
        assert "agenda.yaml:2:12: error: agenda-item-07-risks.pdf: it has" in done.stderr
        assert "files of at most 3 kB are wanted" in done.stderr
        assert not folder_of(small).exists()

    def test_a_web_page_that_is_too_large_is_named(self, small: Project) -> None:
        allow(small, "40 kB")
        css = small.template / "screen.css"
        css.write_text(css.read_text(encoding="utf-8") + "a { color: #1d70b8; }\n" * 2000)
        done = small.run_here("upload")
        assert done.returncode == 1
        assert "its web page has" in done.stderr

    @pytest.mark.parametrize("size", ["10", "10 megabytes", "ten MB", "-1 MB", "1e3 MB"])
    def test_a_size_that_is_none_is_refused_at_its_line(self, small: Project, size: str) -> None:
        allow(small, size)
        done = small.run_here("upload")
        assert done.returncode == 1
        assert "24: error: this should be the size of a file\n" in done.stderr
        assert "write it as 10 MB or 500 kB" in done.stderr

    def test_no_size_at_all_is_refused_at_its_line(self, small: Project) -> None:
        allow(small, "0 MB")
        done = small.run_here("upload")
        assert "24: error: no file is as small\n" in done.stderr


def heavy() -> pikepdf.Pdf:
    """Return a PDF of 30 kB that cannot be made smaller."""
    noise = "".join(f"{number * number % 7919:x}" for number in range(14_000))
    return foreign.drawn(2, content=b"% " + noise.encode())


def test_a_draft_is_named_so_and_warned_of(small: Project) -> None:
    small.input("items/risks.yaml").write_text(RISKS + "status: draft\n", encoding="utf-8")
    done = small.run_here("upload")
    assert done.returncode == 0, done.stderr
    assert "agenda.yaml:2:12: warning: its paper is a draft" in done.stderr
    assert {"07-strategic-risks-draft.pdf", "07-strategic-risks-draft.html"} <= {*content_of(small)}
    page = content_of(small)["index.html"].decode()
    assert "Strategic risks (draft)" in page
    assert page.count("draft)") == 1
    assert "The agenda is a draft." not in page
    assert small.run_here("upload", "--strict").returncode == 1


def test_a_file_called_as_the_agenda_is_takes_nobodys_place(small: Project) -> None:
    """Its draft is `agenda-draft.pdf` in a build, and so may another's PDF be called."""
    small.input("papers/letter.pdf").rename(small.input("papers/agenda-draft.pdf"))
    lines = SMALL.replace("letter.pdf", "agenda-draft.pdf")
    small.input("agenda.yaml").write_text(f"{lines}status: draft\n", encoding="utf-8")
    done = small.run_here("upload")
    assert done.returncode == 0, done.stderr
    assert {*content_of(small)} >= {
        "00-agenda-draft.html", "00-agenda-draft.pdf", "09-annual-letter.pdf",
    }  # fmt: skip
    page = content_of(small)["index.html"].decode()
    assert "The agenda is a draft." in page
    assert "(draft)" not in page, "another's file is no draft by its name"
    with pikepdf.open(folder_of(small) / "09-annual-letter.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_a_project_without_the_index_pages_template_is_told_what_to_do(small: Project) -> None:
    shutil.rmtree(small.folder / "templates" / "upload")
    done = small.run_here("upload")
    assert done.returncode == 1
    assert "templates/upload/paper.html.j2: error: the template of the index page" in done.stderr
    assert not folder_of(small).exists()
