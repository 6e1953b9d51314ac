"""`build --changes-since FILE.docx`: the changes since a version of the paper that went out."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

import canaries
from conftest import ROOT, Project
from conftest import midshire as lay_out
from jacpaper.build import names as names_of
from registers import make_exempt, make_none_exempt
from word_edits import WordEdits

if TYPE_CHECKING:
    from pathlib import Path

MEETING = "2026-03-26"
PAPER, APPENDIX = (f"agenda-item-6.1-{name}" for name in ("hmicfrs-update", "restricted-appendix"))
SINCE = "-changes-since-earlier-version"
# Word takes longer than all else, and is made where it is looked at.
BUILD = ("build", MEETING, "--only", "html,txt")
WITH_WORD = ("build", MEETING, "--only", "docx,html,txt")
SENT, RESTRICTED = "sent/paper.docx", "sent/appendix.docx"
FORMS = ("html", "txt")
# An item that the public paper lists, and may be exempt by now.
LISTED = ("MIP-24-018", "record more fully the use of interpreters")
EXEMPT = ("MIP-23-030", "review every month speed enforcement")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return Midshire, from which a draft went out, and whose inputs have changed since."""
    midshire = lay_out(tmp_path_factory.mktemp("midshire"))
    midshire.edit(paper(midshire), "title: HMICFRS update", "title: HMICFRS update\nstatus: draft")
    assert midshire.run_here("build", MEETING, "--only", "docx").returncode == 0
    (midshire.folder / "sent").mkdir()
    out = midshire.folder / "build" / MEETING
    shutil.copy(out / f"{PAPER}-draft.docx", midshire.folder / SENT)
    shutil.copy(out / "restricted" / f"{APPENDIX}-draft.docx", midshire.folder / RESTRICTED)
    reports = midshire.folder / "inputs" / MEETING / "reports.yaml"
    midshire.edit(reports, "one of six forces", "one of seven forces")
    return midshire


@pytest.fixture
def midshire(sent: Project, tmp_path: Path) -> Project:
    shutil.copytree(sent.folder, tmp_path / "copy", symlinks=True)
    return Project(tmp_path / "copy")


def paper(project: Project) -> Path:
    return project.folder / "inputs" / MEETING / "paper.yaml"


def names(project: Project) -> set[str]:
    out = project.folder / "build" / MEETING
    found = {path.relative_to(out).as_posix() for path in out.rglob("*agenda-item-*")}
    return {name for name in found if SINCE in name}


def said(project: Project, name: str = PAPER) -> str:
    path = project.folder / "build" / MEETING / f"{name}{SINCE}-draft.txt"
    return " ".join(path.read_text(encoding="utf-8").split())


def compare(project: Project, file: str, *more: str, build: tuple[str, ...] = BUILD) -> str:
    """Compare with a file; return what the build says."""
    done = project.run_here(*build, "--changes-since", file, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def refused(project: Project, file: str) -> str:
    """Compare with a file that is refused; return what is said, and see that nothing is written."""
    out = project.folder / "build"
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = project.run_here(*BUILD, "--changes-since", file)
    assert done.returncode in (1, 2, 3), done.stdout
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert "Traceback" not in done.stderr
    return done.stderr


def test_only_what_is_new_is_marked(midshire: Project) -> None:
    assert "No warnings" in compare(midshire, SENT, build=WITH_WORD)
    assert names(midshire) == {f"{PAPER}{SINCE}-draft.{form}" for form in (*FORMS, "docx")}
    text = said(midshire)
    assert text.startswith("Changes since an earlier version of this paper Draft")
    assert "MIP was one of [deleted: six] [added: seven] forces inspected." in text
    assert text.count("[added: ") == text.count("[deleted: ") == 1


def test_tracked_changes_of_the_file_count_as_accepted(midshire: Project) -> None:
    hand = WordEdits(midshire.folder / SENT).track("40 of our crime", "41 of our crime")
    hand.comment("Agenda item", "Is this so?").save(midshire.folder / SENT)
    assert "No warnings" in compare(midshire, SENT)
    assert "Inspectors read [deleted: 41] [added: 40] of our crime records" in said(midshire)


def test_a_redline_that_went_out_is_a_version_too(midshire: Project) -> None:
    compare(midshire, SENT, build=WITH_WORD)
    made = midshire.folder / "build" / MEETING / f"{PAPER}{SINCE}-draft.docx"
    shutil.copy(made, midshire.folder / "sent" / "second.docx")
    reports = midshire.folder / "inputs" / MEETING / "reports.yaml"
    midshire.edit(reports, "one of seven forces", "one of eight forces")
    assert "No warnings" in compare(midshire, "sent/second.docx")
    assert "one of [deleted: seven] [added: eight] forces" in said(midshire)
    assert said(midshire).count("[added: ") == 1


def test_the_paper_beside_it_is_as_it_is_without(midshire: Project, tmp_path: Path) -> None:
    compare(midshire, SENT, build=WITH_WORD)
    assert midshire.run_here(*WITH_WORD, "--out", tmp_path / "alone").returncode == 0
    for path in (tmp_path / "alone").glob("agenda-item-*"):
        assert path.read_bytes() == (midshire.folder / "build" / MEETING / path.name).read_bytes()


@pytest.mark.anew
def test_it_is_recorded_and_verified(midshire: Project) -> None:
    compare(midshire, SENT)
    out = midshire.folder / "build" / MEETING
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert told["compared"].keys() == names(midshire)
    assert {one["file"] for one in told["compared"].values()} == {SENT}
    assert midshire.run_here("verify", f"build/{MEETING}").returncode == 0
    page = out / f"{PAPER}{SINCE}-draft.html"
    page.write_bytes(page.read_bytes() + b" ")
    done = midshire.run_here("verify", f"build/{MEETING}")
    assert (done.returncode, f"{page.name} was changed after it was built" in done.stderr) == (
        1,
        True,
    )


@pytest.mark.parametrize(("is_gone", "why"), [(True, "is gone"), (False, "has changed since")])
def test_it_goes_when_the_file_is_another(midshire: Project, *, is_gone: bool, why: str) -> None:
    compare(midshire, SENT)
    assert midshire.run_here(*BUILD, "--if-needed").stdout.startswith("Nothing to do")
    assert len(names(midshire)) == 2
    if is_gone:
        (midshire.folder / SENT).unlink()
    else:
        WordEdits(midshire.folder / SENT).type("40 of", "41 of").save(midshire.folder / SENT)
    done = midshire.run_here("verify", f"build/{MEETING}")
    assert (done.returncode, f"{SENT} {why}" in done.stderr) == (1, True), done.stderr
    assert midshire.run_here(*BUILD, "--if-needed").returncode == 0
    assert names(midshire) == set()
    assert midshire.run_here("verify", f"build/{MEETING}").returncode == 0


def test_if_needed_asks_for_the_file_that_is_wanted(midshire: Project) -> None:
    compare(midshire, SENT)
    shutil.copy(midshire.folder / SENT, midshire.folder / "sent" / "other.docx")
    assert "Nothing to do" in compare(midshire, SENT, "--if-needed")
    assert "is in" in compare(midshire, "sent/other.docx", "--if-needed")
    compare(midshire, "last")
    assert names(midshire) == {f"{PAPER}{SINCE}-draft.{form}" for form in FORMS}


def test_the_appendix_is_compared_with_the_appendix_alone(midshire: Project) -> None:
    compare(midshire, RESTRICTED, build=WITH_WORD)
    forms = (*FORMS, "docx")
    assert names(midshire) == {f"restricted/{APPENDIX}{SINCE}-draft.{form}" for form in forms}
    assert "[added: " not in said(midshire, f"restricted/{APPENDIX}")
    compare(midshire, SENT, build=WITH_WORD)
    assert len(names(midshire)) == 6
    assert midshire.run_here("verify", f"build/{MEETING}").returncode == 0
    out = midshire.folder / "build" / MEETING
    restricted = (out / "restricted" / f"{APPENDIX}{SINCE}-draft.docx").read_bytes()
    assert canaries.found(EXEMPT, restricted) == {*EXEMPT}
    public = out.glob("agenda-item-*")
    assert not {one.name for one in public if canaries.found(EXEMPT, one.read_bytes())}


def test_a_draft_against_which_the_cleared_paper_is_compared(midshire: Project) -> None:
    """In a Word file "Draft" and the marking look alike."""
    midshire.edit(paper(midshire), "status: draft", "status: {cleared: 2026-03-18, by: DCC}")
    compare(midshire, RESTRICTED)
    (made,) = (midshire.folder / "build" / MEETING / "restricted").glob(f"*{SINCE}.txt")
    text = " ".join(made.read_text(encoding="utf-8").split())
    assert "[deleted: Draft] OFFICIAL-SENSITIVE" in text
    assert text.count("[deleted: ") == 1


def without_stamp(path: Path) -> None:
    """Take out of a Word file what says whose paper it is."""
    edits = WordEdits(path)
    for part in [
        name for name in edits.parts if name.startswith(("customXml/", "docProps/custom"))
    ]:
        edits.parts[part] = b"<x/>"
    edits.save(path)


@pytest.mark.parametrize("file", [SENT, RESTRICTED])
def test_one_that_does_not_say_whose_it_is_gets_a_warning(midshire: Project, file: str) -> None:
    without_stamp(midshire.folder / file)
    told = compare(midshire, file)
    assert f"{file}: warning: nothing in this file says that it is this paper" in told
    assert {name.startswith("restricted/") for name in names(midshire)} == {file == RESTRICTED}
    strict = midshire.run_here(*BUILD, "--strict", "--changes-since", file)
    assert strict.returncode == 1


def test_a_paper_of_the_same_day_of_another_force_is_not_ours(midshire: Project) -> None:
    """Both have the template's sentences: most words are the same, and the stamp says otherwise."""
    committee = midshire.folder / "inputs" / "committee.yaml"
    midshire.edit(committee, "name: Midshire Police", "name: Loamshire Police")
    assert "nothing in this file says that it is this paper" in compare(midshire, SENT)


def test_what_has_no_place_in_a_paper_is_named(midshire: Project) -> None:
    edits = WordEdits(midshire.folder / SENT)
    node = next(one for one in edits.tree.iter() if one.text and "40 of our crime" in one.text)
    properties = node.getparent().find("{*}rPr")
    hidden = edits.tree.makeelement(f"{node.tag[:-1]}rPr", {})
    hidden.append(edits.tree.makeelement(f"{node.tag[:-1]}vanish", {}))
    if properties is not None:
        node.getparent().remove(properties)
    node.getparent().insert(0, hidden)
    edits.save(midshire.folder / SENT)
    told = compare(midshire, SENT)
    assert "not compared, as a paper has no place for it: hidden text" in told
    assert f"`jacpaper review {SENT}` shows what it says" in told


# What is refused


def test_another_meetings_paper(midshire: Project) -> None:
    assert midshire.run_here("build", "2025-12-11", "--only", "docx").returncode == 0
    (other,) = (midshire.folder / "build" / "2025-12-11").glob("*.docx")
    shutil.copy(other, midshire.folder / "sent" / "other.docx")
    told = refused(midshire, "sent/other.docx")
    assert "this is the paper of 2025-12-11, and not of 2026-03-26" in told
    assert "--changes-since 2025-12-11" in told


def test_a_file_of_other_words(midshire: Project) -> None:
    shutil.copy(
        ROOT / "templates" / "hmicfrs-update" / "house-style.docx", midshire.folder / "a.docx"
    )
    assert "a.docx: error: this is not the paper that the inputs make" in refused(
        midshire, "a.docx"
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"not a Word file", "this is not a Word file, or it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "the file has a password"),
        (b"", "this is not a Word file, or it is damaged"),
    ],
)
def test_a_file_that_cannot_be_read(midshire: Project, content: bytes, fault: str) -> None:
    (midshire.folder / "bad.docx").write_bytes(content)
    assert f"bad.docx: error: {fault}" in refused(midshire, "bad.docx")


def test_a_file_with_macros_or_a_damaged_part(midshire: Project) -> None:
    types, document = "[Content_Types].xml", "word/document.xml"
    for part, old, new, fault in (
        (types, b"wordprocessingml.document.main", b"macroEnabled.main", "the file has macros"),
        (document, b"</w:body>", b"", f"the file is damaged in {document}"),
    ):
        path = midshire.folder / "bad.docx"
        with zipfile.ZipFile(midshire.folder / SENT) as sent, zipfile.ZipFile(path, "w") as bad:
            for name in sent.namelist():
                content = sent.read(name)
                bad.writestr(name, content.replace(old, new) if name == part else content)
        assert f"bad.docx: error: {fault}" in refused(midshire, "bad.docx")


def test_a_file_where_the_paper_is_written(midshire: Project) -> None:
    there = f"build/{MEETING}/{PAPER}-draft.docx"
    assert "copy it to another folder" in refused(midshire, there)


@pytest.mark.parametrize("file", ["sent", "sent/nothing", "yesterday"])
def test_what_is_neither_a_day_nor_a_file(midshire: Project, file: str) -> None:
    assert f'"{file}" is not a date such as 2025-12-11, nor a Word file' in refused(midshire, file)


def test_a_file_that_is_not_there(midshire: Project) -> None:
    assert "sent/nothing.docx cannot be read" in refused(midshire, "sent/nothing.docx")


def test_an_appendix_where_the_paper_has_none_now(midshire: Project) -> None:
    make_none_exempt(midshire.input("register.csv"))
    told = refused(midshire, RESTRICTED)
    assert "this is a restricted appendix, and the paper has none now" in told


@pytest.mark.parametrize("is_stamped", [True, False])
def test_what_is_exempt_by_now_is_refused_and_not_quoted(
    midshire: Project, *, is_stamped: bool
) -> None:
    """The paper itself no longer lists the item; the file still does."""
    assert canaries.found(LISTED, (midshire.folder / SENT).read_bytes()) == {*LISTED}
    make_exempt(midshire.folder / "inputs" / "register.csv", LISTED[0])
    if not is_stamped:
        without_stamp(midshire.folder / SENT)
    told = refused(midshire, SENT)
    assert f"{SENT}: error: at Table" in told
    assert "an exempt item" in told
    assert not canaries.found(LISTED, told.encode())
    assert midshire.run_here(*BUILD).returncode == 0


def test_a_letter_that_no_font_has(midshire: Project) -> None:
    WordEdits(midshire.folder / SENT).type("40 of our", "☃ of our").save(midshire.folder / SENT)
    assert "at 3.1.1: the letter ☃ (U+2603) is not in the house fonts" in refused(midshire, SENT)


@pytest.mark.parametrize("draft", ["", "-draft"])
def test_its_name_is_that_of_an_output(draft: str) -> None:
    for name, is_restricted in ((PAPER, False), (f"restricted/{APPENDIX}", True)):
        assert names_of.looks_made(f"{name}{SINCE}{draft}.docx")
        assert names_of.is_restricted(f"{name}{SINCE}{draft}.docx") is is_restricted
        assert names_of.redlines_in([f"{name}{SINCE}{draft}.docx"]) == set[date]()
