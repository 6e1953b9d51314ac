"""A paper that is final: what is recorded of it, what is refused then, and how it is reopened."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import MEETING, Project, midshire, run_here
from jacpaper.build import conformance, final, manifest, one_paper
from jacpaper.build.conformance import Judged, Verdict
from jacpaper.problems import MachineError, Problems
from jacpaper.writers.formats import BY_ENDING

NAME = "agenda-item-05-hmicfrs-update"
DAY = date(2025, 12, 4)
NEXT = "2026-03-26"


def record_of(project: Project, meeting: str = MEETING) -> dict[str, Any]:
    """Read the record with another reader of YAML than the program's."""
    path = project.folder / "inputs" / meeting / "published.yaml"
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def build(project: Project, *endings: str) -> one_paper.Built:
    formats = tuple(BY_ENDING[one] for one in endings or ("html",))
    return one_paper.build(project.folder, date.fromisoformat(MEETING), formats)


def finalise(project: Project) -> final.Finalised:
    return final.finalise(project.folder, date.fromisoformat(MEETING), DAY)


def refused(project: Project) -> str:
    with pytest.raises(Problems) as stopped:
        build(project)
    (problem,) = (one for one in stopped.value.problems if one.severity == "error")
    assert problem.place.file == f"inputs/{MEETING}/published.yaml"
    return str(problem)


def retitle(project: Project) -> None:
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: HMICFRS news")


def built_and_retitled(project: Project) -> None:
    build(project)
    retitle(project)


@pytest.fixture
def published(project: Project) -> Project:
    project.edit(
        project.input("paper.yaml"),
        "\ntitle:",
        "\nstatus: {cleared: 2025-12-03, by: Deputy Chief Constable}\ntitle:",
    )
    build(project, "html", "docx")
    finalise(project)
    return project


def test_the_record_says_what_was_published(published: Project) -> None:
    told = record_of(published)
    assert told["meeting"] == date(2025, 12, 11)
    assert told["finalised"] == DAY
    assert told["cleared"] == {"cleared": date(2025, 12, 3), "by": "Deputy Chief Constable"}
    assert told["figures"]["total"] == 53
    assert {year: row["open"] for year, row in told["figures"]["years"].items()} == {
        2022: 2, 2023: 11, 2024: 13, 2025: 27,
    }  # fmt: skip
    assert told["figures"]["years"][2024] == {"open": 13, "adjusted": 1}
    assert told["causes_of_concern"] == [{"name": "Investigations", "open_recommendations": 2}]
    said = "4.1 There has been no inspection activity since the last meeting."
    assert said in told["sentences"]
    made = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in published.out.glob("agenda-*")
    }
    assert told["outputs"] == made
    paper = published.input("paper.yaml").read_bytes()
    assert told["sources"][f"inputs/{MEETING}/paper.yaml"] == hashlib.sha256(paper).hexdigest()


def test_the_record_is_no_source_of_its_own_paper(published: Project) -> None:
    done = published.run_here("build", "--only", "html,docx", "--if-needed")
    assert done.stdout.startswith("Nothing to do"), done.stdout + done.stderr
    assert published.run_here("verify", published.out).returncode == 0
    done = published.run_here("check")
    assert done.returncode == 0
    assert "Final: published on 4 December 2025" in done.stdout


def test_it_is_final_once(published: Project) -> None:
    before = (published.folder / "inputs" / MEETING / "published.yaml").read_bytes()
    done = published.run_here("finalise")
    assert done.stdout == "The paper of 11 December 2025 is final since 4 December 2025.\n"
    assert (published.folder / "inputs" / MEETING / "published.yaml").read_bytes() == before


def test_a_draft_is_refused(project: Project) -> None:
    project.edit(project.input("paper.yaml"), "\ntitle:", "\nstatus: draft\ntitle:")
    build(project)
    with pytest.raises(Problems, match="a draft cannot be final"):
        finalise(project)
    assert not (project.folder / "inputs" / MEETING / "published.yaml").exists()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda _: None, "has no paper"),
        (built_and_retitled, "paper.yaml has changed since"),
        (
            lambda p: (build(p), (p.out / f"{NAME}.html").write_text("mine")),
            f"{NAME}.html is not as it was built",
        ),
        (
            lambda p: (build(p), (p.out / f"{NAME}.html").unlink()),
            f"{NAME}.html is not as it was built",
        ),
    ],
)
def test_outputs_that_are_not_what_the_inputs_make_are_refused(
    project: Project, spoil: Any, says: str
) -> None:
    spoil(project)
    with pytest.raises(MachineError, match=re.escape(says)) as stopped:
        finalise(project)
    way = f"run `jacpaper build {MEETING}`, look at it, then run `jacpaper finalise {MEETING}`"
    assert str(stopped.value).endswith(way)
    assert not (project.folder / "inputs" / MEETING / "published.yaml").exists()


def test_a_paper_with_errors_is_refused(project: Project) -> None:
    build(project)
    project.edit(project.input("paper.yaml"), "title:", "titel:")
    with pytest.raises(Problems):
        finalise(project)


def test_a_long_sentence_is_quoted_where_it_differs(published: Project) -> None:
    """Cut after so many letters, what was published and what is there now would look the same."""
    published.edit(published.input("committee.yaml"), "Joint Audit Committee", "Joint Audit Board")
    said = [line.strip() for line in refused(published).splitlines()]
    pairs = pairwise(said)
    quoted = [
        (was.removeprefix("published: "), now.removeprefix("now: "))
        for was, now in pairs
        if was.startswith("published: ") and now.startswith("now: ")
    ]
    assert len(quoted) > 1
    for was, now in quoted:
        assert was != now
        assert len(was) < 100
        assert "Joint Audit Committee" in was
        assert "Joint Audit Board" in now


def test_another_paper_is_refused_with_what_differs(published: Project) -> None:
    before = published.outputs()
    retitle(published)
    said = refused(published)
    assert f"inputs/{MEETING}/paper.yaml has changed since" in said
    assert f"{NAME}.html" in said
    assert "published: HMICFRS update\n" in said
    assert "now: HMICFRS news\n" in said
    assert published.outputs() == before
    for command in (["check"], ["build"], ["finalise"], ["build", "--all"]):
        done = published.run_here(*command)
        assert done.returncode == 1, command
        assert "is final since 4 December 2025, and would become another" in done.stderr
    # Put back, as the hint says.
    published.edit(published.input("paper.yaml"), "HMICFRS news", "HMICFRS update")
    assert published.run_here("build").returncode == 0


def test_what_changes_no_word_and_no_byte_is_let_pass(published: Project) -> None:
    before = published.outputs()
    published.edit(published.input("paper.yaml"), "title:", "# a note\ntitle:")
    # The Word file names the inputs that it was made from: those of then.
    done = published.run_here("build", "--only", "docx,html")
    assert done.returncode == 0, done.stderr
    assert published.outputs() == before
    assert published.run_here("verify", published.out).returncode == 0


def test_what_is_not_made_again_stays_as_published(published: Project) -> None:
    before = published.outputs()
    published.edit(published.input("paper.yaml"), "title:", "# a note\ntitle:")
    assert published.run_here("build", "--only", "html").returncode == 0
    assert published.outputs() == before
    assert published.run_here("verify", published.out).returncode == 0


@pytest.mark.parametrize("status", ["status: {cleared: 2025-12-02, by: Chief Constable}", ""])
def test_who_cleared_it_stays_as_recorded(published: Project, status: str) -> None:
    old = "status: {cleared: 2025-12-03, by: Deputy Chief Constable}"
    published.edit(published.input("paper.yaml"), old, status)
    for command in ("check", "build", "finalise"):
        done = published.run_here(command)
        assert done.returncode == 1
        assert re.search(
            r"paper\.yaml:\d+:\d+: error: the paper is final since 4 December 2025, and was cleared"
            r" on 3 December 2025 by Deputy Chief Constable\n",
            done.stderr,
        ), done.stderr


def test_a_clearance_that_is_given_later_is_not_left_out_of_the_record(project: Project) -> None:
    build(project)
    finalise(project)
    path = project.input("paper.yaml")
    project.edit(path, "\ntitle:", "\nstatus: {cleared: 2025-12-02, by: Chief Constable}\ntitle:")
    done = project.run_here("finalise")
    assert done.returncode == 1
    assert "is final since 4 December 2025, and was not said to be cleared" in done.stderr


def test_a_look_that_was_changed_is_another_paper(published: Project) -> None:
    sheet = published.template / "screen.css"
    sheet.write_text(f"{sheet.read_text()}\nh1 {{ color: #17478f; }}\n", encoding="utf-8")
    said = refused(published)
    assert "templates/hmicfrs-update/screen.css has changed since" in said
    assert f"what would differ: {NAME}.html" in said


def test_another_version_of_the_program_with_the_same_words_is_let_pass(
    published: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = published.template / "screen.css"
    sheet.write_text(f"{sheet.read_text()}\nh1 {{ color: #17478f; }}\n", encoding="utf-8")
    before = published.outputs()
    versions, _ = manifest.makers()
    monkeypatch.setattr(manifest, "makers", lambda: ({**versions, "weasyprint": "99.0"}, "0" * 64))
    (note,) = build(published).notes
    assert f"left as published on 4 December 2025: {NAME}.html; made now, other bytes" in note
    assert "screen.css has changed since; it was made with" in note
    assert published.outputs() == before
    # Where it is gone, there is nothing better.
    (published.out / f"{NAME}.html").unlink()
    (note,) = build(published).notes
    assert note.startswith("the words are those published on 4 December 2025; other bytes are in")
    again = published.outputs()
    assert again.keys() == before.keys()
    assert len({*again.values()} & {*before.values()}) == len(before) - 1
    # But not with other words.
    retitle(published)
    assert "would become another" in refused(published)


def test_reopened_it_may_be_changed_and_both_papers_are_in_the_record(published: Project) -> None:
    retitle(published)
    hint = refused(published).splitlines()[-1]
    command = re.search(r'jacpaper (reopen \S+) --why "\.\.\."', hint)
    assert command
    done = published.run_here(*command[1].split(), "--why", "The title was wrong.")
    assert done.returncode == 0, done.stderr
    assert "Not final: reopened on" in published.run_here("check").stdout
    assert published.run_here("build", "--only", "html,docx").returncode == 0
    first = record_of(published)
    assert finalise(published).is_new
    told = record_of(published)
    assert told["title"] == "HMICFRS news"
    assert "reopened" not in told
    (earlier,) = told["earlier"]
    assert earlier["outputs"] == first["outputs"]
    assert earlier["reopened"]["why"] == "The title was wrong."
    assert published.run_here("build").returncode == 0


def test_what_is_not_final_need_not_be_reopened(project: Project) -> None:
    done = project.run_here("reopen", MEETING, "--why", "no reason")
    assert done.returncode == 1
    assert "is not final" in done.stderr
    assert project.run_here("reopen", MEETING, "--why", " ").returncode == 2


def test_a_record_that_was_copied_with_its_folder_is_noticed(published: Project) -> None:
    shutil.copytree(published.folder / "inputs" / MEETING, published.folder / "inputs" / NEXT)
    done = published.run_here("check", NEXT)
    assert done.returncode == 1
    assert "this was recorded of another paper, that of 11 December 2025" in done.stderr
    assert "if the folder was renamed by mistake, call it 2025-12-11 again; if" in done.stderr
    assert "copied, or the meeting is now on another day, delete" in done.stderr
    assert f"delete inputs/{NEXT}/published.yaml" in done.stderr
    (published.folder / "inputs" / NEXT / "published.yaml").unlink()
    assert "recorded of another" not in published.run_here("check", NEXT).stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("meeting: 2025-12-11", "meeting: someday", "exact date"),
        ("figures:", "figuers:", "is not known here"),
        ("total: 53", "total: many", "whole number"),
        ("words: ", "words: x", ""),
    ],
)
def test_a_record_that_was_spoilt_is_an_error_at_its_line(
    published: Project, old: str, new: str, says: str
) -> None:
    path = published.folder / "inputs" / MEETING / "published.yaml"
    published.edit(path, old, new)
    for command in ("check", "build"):
        done = published.run_here(command)
        assert done.returncode == 1
        assert re.search(rf"inputs/{MEETING}/published\.yaml:\d+:\d+: error: .*{says}", done.stderr)


@pytest.mark.parametrize(
    "put",
    [Path.mkdir, lambda path: path.symlink_to("nowhere"), os.mkfifo],
    ids=["a folder", "a link that leads nowhere", "a pipe"],
)
def test_what_is_no_file_in_its_place_does_not_open_the_paper(published: Project, put: Any) -> None:
    path = published.folder / "inputs" / MEETING / "published.yaml"
    path.rename(path.parent.parent / "kept")
    put(path)
    before = published.outputs()
    retitle(published)
    commands = ("check", MEETING), ("build", MEETING), ("finalise", MEETING), ("build", "--all")
    for command in (*commands, ("reopen", MEETING, "--why", "I can.")):
        done = published.run_here(*command)
        assert done.returncode == 1, command
        said = f"inputs/{MEETING}/published.yaml: error: this is not the file that `jacpaper"
        assert said in done.stderr, done.stderr
    assert published.outputs() == before
    # The next paper is not held against nothing either.
    shutil.copytree(
        published.folder / "inputs" / MEETING,
        published.folder / "inputs" / NEXT,
        ignore=lambda *_: ["published.yaml"],
    )
    done = published.run_here("check", NEXT)
    assert done.returncode == 1
    assert f"inputs/{MEETING}/published.yaml: error: this is not" in done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("total: 53", "total: 54"),
        ("2025: {open: 27", "2025: {open: 26"),
        (r"(?m)^period_until: .*", "period_until: 2025-11-27"),
        ('by: "Deputy Chief Constable"', 'by: "Chief Constable"'),
        ('name: "Investigations"', 'name: "Custody"'),
        (r"(?m)^  \"agenda.*html.*\n", ""),
        (r"(?m)^record: ", 'reopened: {"on": 2025-12-05, why: "No reason."}\nrecord: '),
        (r"(?m)^record: .*", f'record: "{"0" * 64}"'),
    ],
)
def test_a_record_that_was_edited_is_noticed(published: Project, old: str, new: str) -> None:
    path = published.folder / "inputs" / MEETING / "published.yaml"
    text = path.read_text(encoding="utf-8")
    pattern = old if old.startswith("(") else re.escape(old)
    edited = re.sub(pattern, lambda _: new, text, count=1)
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    for command in ("check", "build", "finalise"):
        done = published.run_here(command, MEETING)
        assert done.returncode == 1
        assert re.search(r"published\.yaml:\d+:\d+: error: this record was edited", done.stderr)
        assert done.stderr.count("this record was edited") == 1


def test_a_record_in_other_line_ends_is_the_same(published: Project) -> None:
    path = published.folder / "inputs" / MEETING / "published.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert published.run_here("check").returncode == 0


def test_many_papers_leave_a_final_one_although_a_template_has_changed(
    published: Project,
) -> None:
    template = published.template / "paper.html.j2"
    template.write_text(template.read_text().replace("Purpose of report", "Purpose"))
    assert "would become another" in refused(published)
    before = published.outputs()
    done = published.run_here("build", "--all")
    assert (done.returncode, done.stdout) == (0, "1 paper: 1 final, and left as published.\n")
    assert published.outputs() == before
    # Its own files are another matter, and so is an output that is gone.
    (published.out / f"{NAME}.html").unlink()
    assert published.run_here("build", "--all").returncode == 1


def test_the_next_paper_begins_as_a_draft_where_the_last_had_a_status(published: Project) -> None:
    assert published.run_here("new", NEXT).returncode == 0
    paper = published.folder / "inputs" / NEXT / "paper.yaml"
    assert "\nstatus: draft # " in paper.read_text()
    assert not paper.with_name("published.yaml").exists()
    assert published.run_here("build", "--only", "html").returncode == 0
    assert (published.folder / "build" / NEXT / f"{NAME}-draft.html").exists()


def test_the_next_paper_begins_without_one_where_there_was_none(project: Project) -> None:
    assert project.run_here("new", NEXT).returncode == 0
    assert "\nstatus:" not in (project.folder / "inputs" / NEXT / "paper.yaml").read_text()


def test_an_edited_figure_of_the_last_paper_is_noticed_and_can_be_restated(
    published: Project,
) -> None:
    assert published.run_here("new", NEXT).returncode == 0
    published.edit(published.input("open-counts.yaml"), "  2025: 27", "  2025: 26")
    done = published.run_here("build", "--only", "html")
    assert done.returncode == 1
    assert "published for 2025: 27; the file now says 26" in done.stderr
    counts = published.folder / "inputs" / NEXT / "open-counts.yaml"
    restated = "restated: {2025: {from: 27, to: 26, why: One was counted twice.}}"
    text = counts.read_text().replace("  2025: 27", "  2025: 26")
    counts.write_text(f"{text}\n{restated}\n")
    done = published.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr
    read = (published.folder / "build" / NEXT / f"{NAME}-draft.txt").read_text()
    said = " ".join(read.split())
    # What members have is told, though no file has it any more.
    assert "26 (was 27)" in said
    assert "it had 53 and should have had 52." in said


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("paper.yaml", "monitoring_phase: scan", "monitoring_phase: engage"),
        ("inspections.yaml", "name: ", "name: Another "),
        ("reports.yaml", "made: ", "made: 1"),
    ],
)
def test_whatever_the_next_paper_takes_from_an_edited_file_is_noticed(
    published: Project, file: str, old: str, new: str
) -> None:
    assert published.run_here("new", NEXT).returncode == 0
    published.edit(published.input(file), old, new)
    done = published.run_here("check", NEXT, "--format", "line")
    says = "this file says something else than when the paper of 11 December 2025 was published"
    assert f"inputs/{MEETING}/{file}: error: {says} [published]" in done.stdout
    published.edit(published.input(file), new, old)
    text = published.input(file).read_text(encoding="utf-8")
    published.input(file).write_text(f"{text}\n# as it was\n", encoding="utf-8")
    assert "[published]" not in published.run_here("check", NEXT, "--format", "line").stdout


def test_a_trend_is_held_against_all_that_was_published(tmp_path: Path) -> None:
    series = midshire(tmp_path)
    days = sorted(path.name for path in (tmp_path / "inputs").glob("2*"))
    for day in days:
        assert series.run_here("build", day, "--only", "txt").returncode == 0
        done = series.run_here("finalise", day)
        assert done.returncode == 0, done.stderr
    newest = days[-1]
    assert series.run_here("check", newest).returncode == 0
    series.edit(tmp_path / "inputs" / days[2] / "open-counts.yaml", "  2025: ", "  2025: 1")
    done = series.run_here("check", newest, "--format", "line")
    assert re.search(
        rf"inputs/{days[2]}/open-counts\.yaml:\d+:\d+: error: published for 2025: (\d+);"
        r" by now it is 1\1, and the trend shows it \[published\]",
        done.stdout,
    ), done.stdout


def test_a_register_that_is_edited_later_is_held_against_what_was_published(
    tmp_path: Path,
) -> None:
    """The figures are counted in it anew each time, on the day of the last paper."""
    midshire(tmp_path)
    last, meeting = "2026-03-26", "2026-06-25"
    assert run_here("build", last, "--only", "html", cwd=tmp_path).returncode == 0
    done = run_here("finalise", last, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    public, _, restricted = done.stdout.partition("Not for publication, and final too:\n")
    assert "restricted" not in public
    assert restricted.startswith("    restricted/agenda-item-6.1-restricted-appendix.html\n")
    assert run_here("new", meeting, cwd=tmp_path).returncode == 0
    assert "[published]" not in run_here("check", meeting, "--format", "line", cwd=tmp_path).stdout
    kept = Project(tmp_path)
    items = record_of(kept, last)["register_items"]
    assert items["exempt"] > 0
    assert len(items["items"]) > 10
    assert {"reference", "status", "made"} <= items["items"][0].keys()
    register = tmp_path / "inputs" / "register.csv"
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    references = {one["reference"] for one in items["items"] if one["status"] == "open"}
    gone = next(n for n, line in enumerate(lines) if any(one in line for one in references))
    del lines[gone]
    register.write_text("".join(lines), encoding="utf-8")
    done = run_here("check", meeting, "--format", "line", cwd=tmp_path)
    assert re.search(
        r"published for 20\d\d: \d+; the register now counts \d+ for that day \[published\]",
        done.stdout,
    ), done.stdout


def test_what_validators_said_is_recorded_without_their_words(project: Project) -> None:
    """A finding may quote the paper, and what it is about may be restricted."""
    build(project)
    name = f"{NAME}.html"
    digest = hashlib.sha256((project.out / name).read_bytes()).hexdigest()
    verdict = Verdict("Nu", "26.1", "HTML", ["Bad value zorblax"])
    judged = {name: Judged(digest, (verdict,))}
    told = conformance.of(date.fromisoformat(MEETING), judged, ())
    path = project.out / "conformance.json"
    path.write_bytes(told["conformance.json"].json())
    made = finalise(project)
    expected = {"output": name, "judge": "Nu 26.1", "standard": "HTML", "faults": 1}
    assert record_of(project)["judged"] == [expected]
    assert "zorblax" not in made.path.read_text(encoding="utf-8")


def test_what_validators_said_of_other_files_is_not_recorded(project: Project) -> None:
    build(project)
    judged = {f"{NAME}.html": Judged("0" * 64, (Verdict("Nu", "26.1", "HTML", ()),))}
    told = conformance.of(date.fromisoformat(MEETING), judged, ())
    (project.out / "conformance.json").write_bytes(told["conformance.json"].json())
    finalise(project)
    assert "judged" not in record_of(project)
