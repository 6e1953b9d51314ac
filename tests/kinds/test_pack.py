"""The pack of a meeting: what its agenda lists, in order, and nothing that is private."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest
import yaml

import foreign
import judges
import kinds
from conftest import JACPAPER, MEETING, ROOT, Project, lay_out

if TYPE_CHECKING:
    from pathlib import Path


AGENDA = """\
time: 10.00 am
items:
  - {item: "1", title: Apologies, presenter: Chair, minutes: 5, paper: none}
  - {item: "5", title: HMICFRS update, purpose: discussion}
  - {item: "7", title: Strategic risks}
  - {item: "9", title: Annual letter, paper: papers/letter.pdf}
"""
PRIVATE = "Paragraph 7 of Schedule 12A applies."
FOLDER = f"build/{MEETING}/pack"
PACK = f"{FOLDER}/papers-{MEETING}.pdf"
RESTRICTED = f"{FOLDER}/restricted/restricted-papers-{MEETING}.pdf"


@pytest.fixture
def meeting(project: Project) -> Project:
    return with_all(project)


def with_all(project: Project) -> Project:
    """Give a project with a paper an item, another's PDF, and an agenda of all three."""
    kinds.kind(project)
    kinds.item(project)
    letter = project.input("papers/letter.pdf")
    letter.parent.mkdir()
    letter.write_bytes(foreign.saved(foreign.drawn()))
    return agreed(project)


def agreed(project: Project, text: str = AGENDA) -> Project:
    """Write a meeting's agenda."""
    project.input("agenda.yaml").write_text(text, encoding="utf-8")
    return project


class Packed(NamedTuple):
    """A meeting that has a pack and was built, and what was said of the pack."""

    project: Project
    said: str


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    project = with_all(lay_out(tmp_path_factory.mktemp("packed")))
    done = project.run_here("pack")
    assert done.returncode == 0, done.stderr
    assert project.run_here("build").returncode == 0
    return Packed(project, done.stdout)


@pytest.fixture
def again(packed: Packed, tmp_path: Path) -> Project:
    """Return a copy of it, to be spoiled."""
    shutil.copytree(packed.project.folder, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


def made_private(project: Project) -> None:
    """Take an item without the public, in its own file and on the agenda."""
    kinds.item(project, kinds.ITEM + "private: true\nmarking: OFFICIAL-SENSITIVE\n")
    agreed(project, AGENDA.replace("Strategic risks}", f"Strategic risks, private: {PRIVATE}}}"))


def pages(project: Project, name: str = PACK) -> list[str]:
    """Return the text of each page of a pack."""
    document = pypdfium2.PdfDocument(project.folder / name)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [" ".join(words.split()) for words in found]


def refused(project: Project) -> str:
    """Return what is said where no pack can be made, having seen that none was."""
    done = project.run_here("pack")
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert not (project.folder / FOLDER).exists()
    return done.stderr


class TestPack:
    def test_the_agenda_names_the_page_on_which_each_paper_begins(self, packed: Packed) -> None:
        said = pages(packed.project)
        for title in ("HMICFRS update", "Strategic risks", "Annual letter"):
            number = int(re.findall(rf"{title}.*?Page (\d+)", said[0])[0])
            assert f"Pack page {number}" in said[number - 1]
            if title != "Annual letter":
                assert title in said[number - 1]
        assert f"{len(said)} pages" in packed.said
        assert not (packed.project.folder / RESTRICTED).exists()

    def test_links_of_the_agenda_lead_into_the_pack(self, packed: Packed) -> None:
        with pikepdf.open(packed.project.folder / PACK) as pdf:
            links = [one for one in pdf.pages[0].Annots if "/Dest" in one]
            numbers = [pdf.pages.index(pikepdf.Page(one.Dest[0])) + 1 for one in links]
            assert all("invalid" not in str(page.get("/Annots", "")) for page in pdf.pages)
        assert numbers == [
            int(one) for one in re.findall(r"Page (\d+)", pages(packed.project)[0])[:3]
        ]

    def test_papers_have_the_bytes_of_a_build(self, packed: Packed) -> None:
        built = pikepdf.open(packed.project.out / "agenda-item-07-risks.pdf")
        content = built.pages[0].Contents.read_bytes()
        with pikepdf.open(packed.project.folder / PACK) as pdf:
            contents = [page.Contents for page in pdf.pages]
            streams = [one for parts in contents for one in parts]
            assert content in [one.read_bytes() for one in streams]

    @pytest.mark.anew
    def test_it_is_the_same_each_time_and_verified(self, again: Project) -> None:
        before = (again.folder / PACK).read_bytes()
        assert again.run_here("pack").returncode == 0
        assert (again.folder / PACK).read_bytes() == before
        for folder in (f"build/{MEETING}", FOLDER):
            done = again.run_here("verify", folder)
            assert done.returncode == 0, done.stderr
            assert "belongs to no build" not in done.stdout

    def test_what_was_changed_since_is_found(self, again: Project) -> None:
        again.input("papers/letter.pdf").write_bytes(foreign.saved(foreign.drawn(pages=3)))
        done = again.run_here("verify", f"build/{MEETING}")
        assert done.returncode == 1
        assert f"inputs/{MEETING}/papers/letter.pdf has changed since" in done.stderr
        assert f"pack/papers-{MEETING}.pdf comes out differently" in done.stderr

    def test_a_persons_file_is_kept(self, again: Project) -> None:
        (again.folder / PACK).write_bytes(b"annotated")
        done = again.run_here("pack")
        assert "was edited since it was made: kept as" in done.stderr
        kept = [*(again.folder / FOLDER).glob("*.edited-*.pdf")]
        assert [one.read_bytes() for one in kept] == [b"annotated"]

    def test_without_its_library_nothing_is_written(
        self, meeting: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pikepdf", None)
        done = meeting.run_here("pack")
        assert done.returncode == 3
        assert "make pack" in done.stderr
        assert not (meeting.folder / FOLDER).exists()

    def test_the_example_keeps_the_standards(self, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "examples" / "midshire", tmp_path, dirs_exist_ok=True)
        example = Project(tmp_path)
        shutil.rmtree(tmp_path / "build", ignore_errors=True)
        assert example.run_here("pack", "2026-03-26").returncode == 0
        made = [*(example.folder / "build/2026-03-26/pack").rglob("*.pdf")]
        assert len(made) == 2
        assert judges.verapdf(made) == []


class TestPrivate:
    def test_a_private_paper_is_in_the_restricted_pack_alone(self, meeting: Project) -> None:
        made_private(meeting)
        assert meeting.run_here("pack").returncode == 0
        public, secret = pages(meeting), pages(meeting, RESTRICTED)
        assert not any("Loss of data" in page for page in public)
        assert any("Loss of data" in page for page in secret)
        for number, page in enumerate(secret, 1):
            assert f"Restricted: pack page {number}" in page
        assert f"Item 7, Strategic risks: {PRIVATE}" in public[0]

    def test_a_build_writes_its_files_into_the_restricted_folder(self, again: Project) -> None:
        shutil.rmtree(again.folder / FOLDER)
        made_private(again)
        assert again.run_here("build").returncode == 0
        found = [path.relative_to(again.out).parts[0] for path in again.out.rglob("*item*risks.*")]
        assert found == ["restricted"] * 3
        assert again.run_here("verify", f"build/{MEETING}").returncode == 0

    def test_anothers_paper_is_marked(self, meeting: Project) -> None:
        agreed(meeting, AGENDA.replace("letter.pdf}", f"letter.pdf, private: {PRIVATE}}}"))
        assert meeting.run_here("pack").returncode == 0
        assert all("Restricted: pack page" in page for page in pages(meeting, RESTRICTED))
        assert "Item 9, Annual letter" in pages(meeting)[0]

    def test_agenda_and_paper_must_agree(self, meeting: Project) -> None:
        made_private(meeting)
        agreed(meeting)
        assert "5:12: error: its paper is private, and the agenda does not say" in refused(meeting)
        made_private(meeting)
        kinds.item(meeting)
        assert "error: its paper is made for the public" in refused(meeting)

    @pytest.mark.parametrize(
        "private",
        [f"private: {PRIVATE}", "private: true", "Private: x", f"private: {PRIVATE}}}\n\tx: {{"],
        ids=["said", "true", "misspelt", "unreadable"],
    )
    def test_what_the_agenda_has_as_private_is_made_for_nobody(
        self, meeting: Project, private: str
    ) -> None:
        assert meeting.run_here("build", "--only", "txt").returncode == 0
        (before,) = meeting.out.glob("*-risks.txt")
        (meeting.out / "upload").mkdir()
        agreed(meeting, AGENDA.replace("Strategic risks}", f"Strategic risks, {private}}}"))
        for command in (["build"], ["build", "--item", "07"], ["build", "--all"], ["check"]):
            only = ["--only", "html"] if command[0] == "build" and "--all" not in command else []
            done = meeting.run_here(*command, *only)
            assert done.returncode == 1, (command, done.stderr)
            assert "items/risks.yaml:2:7: error: " in done.stderr + done.stdout
        assert not [*meeting.out.glob("*-risks.html")]
        if "\n" not in private:
            made = [one.relative_to(meeting.folder) for one in (before, meeting.out / "upload")]
            assert f"delete what was made: {made[0]}, {made[1]}" in done.stderr
        before.unlink()
        kinds.item(meeting, kinds.ITEM + "private: true\nmarking: OFFICIAL-SENSITIVE\n")
        done = meeting.run_here("build", "--item", "07", "--only", "txt")
        assert done.returncode == 0, done.stderr
        assert not [*meeting.out.glob("*-risks.txt")]

    def test_the_update_is_not_made_while_the_agenda_has_it_as_private(
        self, meeting: Project
    ) -> None:
        agreed(meeting, AGENDA.replace("purpose: discussion", f"private: {PRIVATE}"))
        done = meeting.run_here("build", "--only", "txt", "--item", "5")
        assert done.returncode == 1
        assert "the agenda says that this paper is private" in done.stderr
        assert not [*meeting.out.glob("*update.txt")]

    def test_a_private_pdf_is_not_public_under_another_name(self, meeting: Project) -> None:
        copy = meeting.input("papers/letter (1).pdf")
        copy.write_bytes(meeting.input("papers/letter.pdf").read_bytes())
        line = (
            f'  - {{item: "9.1", title: More, paper: papers/letter (1).pdf, private: {PRIVATE}}}\n'
        )
        agreed(meeting, AGENDA + line)
        assert "6:46: error: this is the PDF of item 9.1, which is private" in refused(meeting)
        copy.write_bytes(foreign.saved(foreign.drawn(3)))
        assert meeting.run_here("pack").returncode == 0

    def test_a_restricted_pdf_of_ours_is_not_public_as_another_paper(
        self, meeting: Project
    ) -> None:
        made_private(meeting)
        assert meeting.run_here("build", "--item", "07").returncode == 0
        (made,) = meeting.out.glob("restricted/*risks.pdf")
        copy = meeting.input("papers/letter.pdf")
        copy.write_bytes(made.read_bytes())
        shown = made.relative_to(meeting.folder).as_posix()
        assert f"6:46: error: this is {shown}, which is not for the public" in refused(meeting)
        copy.write_bytes(foreign.saved(foreign.drawn(3)))
        assert meeting.run_here("pack").returncode == 0

    def test_a_private_paper_needs_a_marking(self, meeting: Project) -> None:
        kinds.item(meeting, kinds.ITEM + "private: true\n")
        done = meeting.run_here("build", "--item", "07")
        assert done.returncode == 1
        assert "a private paper needs a marking" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("paper: none}", "}", "3:12: error: no paper of this meeting has the number 1"),
        ('"1"', '"7"', "5:12: error: there are two items 7"),
        ('"1"', '"5"', "is the paper of item 5"),
        ("papers/letter", "papers/leter", "6:46: error: there is no file papers/leter.pdf"),
        ("papers/letter.pdf", "../../etc/x.pdf", "neither a PDF of this meeting nor none"),
        ("paper: none}", "paper: Verbal}", "if the item has no paper, write none"),
        ("papers/letter.pdf", "'papers/Letter, final.pdf'", "has only letters without accents"),
        ("papers/letter.pdf", "'papers/(draft) plan.pdf'", "a paper's name begins with a letter"),
        ("paper: none}", "paper: to follow}", "if the item has no paper, write none"),
        ("purpose: discussion", "purpose: talk", "4:"),
        ("minutes: 5", "minuets: 5", 'did you mean "minutes"'),
        ('  - {item: "7", title: Strategic risks}\n', "", "risks.yaml:2:7: error: this paper"),
        (f"{AGENDA}", "items: none\n", "1:"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_named_at_its_line(
    meeting: Project, old: str, new: str, said: str
) -> None:
    assert old in AGENDA
    agreed(meeting, AGENDA.replace(old, new, 1))
    assert said in refused(meeting)


def test_an_item_that_there_is_not_is_told_which_there_are(meeting: Project) -> None:
    agreed(meeting)
    done = meeting.run_here("build", "--item", "99")
    assert done.returncode == 2
    assert "(risks), (agenda)\n" in done.stderr


def encrypted() -> bytes:
    locked = pikepdf.Encryption(user="secret", owner="owner")
    return foreign.saved(foreign.drawn(), encryption=locked)


@pytest.mark.parametrize(
    ("content", "said"), [(encrypted, "it needs a password"), (lambda: b"%PDF-1.7 ...", "damaged")]
)
def test_another_pdf_that_cannot_be_taken_in_is_named_on_the_agenda(
    meeting: Project, content: object, said: str
) -> None:
    assert callable(content)
    meeting.input("papers/letter.pdf").write_bytes(content())
    found = refused(meeting)
    assert f"inputs/{MEETING}/agenda.yaml:6:46: error: letter.pdf: the PDF cannot go" in found
    assert said in found


def test_a_pdf_beyond_measure_is_refused_in_little_memory(meeting: Project) -> None:
    with meeting.input("papers/letter.pdf").open("wb") as file:
        file.truncate(1_300_000_000)
    done = subprocess.run(
        ["bash", "-c", f"ulimit -v 1200000; exec '{JACPAPER}' pack"],
        cwd=meeting.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "agenda.yaml:6:46: error: letter.pdf" in done.stderr
    assert "it is larger than 200 MB" in done.stderr


def test_a_meeting_without_an_agenda_is_told_what_to_do(project: Project) -> None:
    assert "a pack follows the agenda, and this meeting has none" in refused(project)


@pytest.mark.anew
def test_the_update_is_the_same_whatever_the_agenda_says(again: Project) -> None:
    agreed(again, AGENDA.replace("Apologies", "Welcome"))
    done = again.run_here("build", "--item", "05", "--if-needed")
    assert done.stdout.startswith("Nothing to do")


def test_the_agenda_says_when_papers_go_out(meeting: Project) -> None:
    done = meeting.run_here("build", "--item", "agenda", "--only", "txt,docx,html")
    assert done.returncode == 0, done.stderr
    words = " ".join((meeting.out / "agenda.txt").read_text(encoding="utf-8").split())
    # Thursday 11 December 2025: five weekdays lie between.
    assert "The papers go out by 3 December 2025, 5 clear working days before" in words


def test_the_next_meeting_begins_with_this_agenda(meeting: Project) -> None:
    done = meeting.run_here("new", "2026-03-26")
    assert done.returncode == 0, done.stderr
    carried = meeting.folder / "inputs" / "2026-03-26" / "agenda.yaml"
    lines = carried.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# to do: these are the last meeting's items")
    letter = '  - {item: "9", title: Annual letter, paper: none} # to do: name the PDF'
    assert lines[-1].startswith(letter)
    built = meeting.run_here("build", "2026-03-26", "--item", "agenda", "--only", "txt")
    assert built.returncode == 0, built.stderr


def test_a_pdf_that_no_item_has_is_asked_about(meeting: Project) -> None:
    shutil.copy(meeting.input("papers/letter.pdf"), meeting.input("papers/other.pdf"))
    done = meeting.run_here("build", "--item", "agenda", "--only", "txt")
    assert done.returncode == 0, done.stderr
    found = [line for line in done.stderr.splitlines() if "warning" in line]
    asked = f"inputs/{MEETING}/papers/other.pdf: warning: no item of the agenda has this PDF"
    assert found == [asked]


def test_a_draft_in_a_pack_is_warned_of(meeting: Project) -> None:
    kinds.item(meeting, kinds.ITEM + "status: draft\n")
    done = meeting.run_here("pack")
    assert done.returncode == 0, done.stderr
    assert f"inputs/{MEETING}/agenda.yaml:5:12: warning: its paper is a draft" in done.stderr
    assert meeting.run_here("pack", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("title", "is_said"),
    [("Tactical risks", True), ("Strategic", False), ("Strategic risks: update", False)],
)
def test_a_title_that_the_paper_does_not_have_is_said(
    meeting: Project, title: str, *, is_said: bool
) -> None:
    agreed(meeting, AGENDA.replace("Strategic risks", title))
    said = meeting.run_here("check", "--format", "line").stdout
    found = "hint: its paper is called “Strategic risks”" in said
    assert found is is_said, said


@pytest.mark.parametrize("typed", ['C# "loss" risks', "'Dealer''s risks'", ">-\n  Fleet\n  risks"])
def test_a_title_is_read_in_whatever_form(meeting: Project, typed: str) -> None:
    kinds.item(meeting, kinds.ITEM.replace("title: Strategic risks", f"title: {typed}"))
    said = meeting.run_here("check", "--format", "line").stdout
    title = yaml.safe_load(f"title: {typed}\n")["title"]
    assert f"hint: its paper is called “{title}”" in said


@pytest.mark.parametrize("reason", ["true", "yes", '"true"', '"Yes."', "x"])
def test_a_private_item_has_a_reason_that_is_a_sentence(project: Project, reason: str) -> None:
    kinds.kind(project)
    kinds.item(project, kinds.ITEM + "private: true\nmarking: OFFICIAL-SENSITIVE\n")
    agreed(project, AGENDA.replace("Strategic risks}", f"Strategic risks, private: {reason}}}"))
    done = project.run_here("build", "--item", "agenda", "--only", "txt")
    assert "error: the agenda prints why the public is out" in done.stderr
    assert "write the reason as a sentence" in done.stderr
    assert "in quotes" not in done.stderr


def test_no_warnings_are_only_said_where_there_are_no_errors(meeting: Project) -> None:
    done = meeting.run_here("build", "--only", "txt")
    assert "No warnings." in done.stdout or "warning" in done.stdout
    agreed(meeting, AGENDA.replace('item: "7"', 'item: "8"'))
    done = meeting.run_here("build", "--only", "txt")
    assert "2 errors. The other papers are written." in done.stderr
    assert "No warnings" not in done.stdout
