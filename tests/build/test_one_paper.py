"""Files are put in place together or not at all, whatever the machine does."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import JACPAPER, MEETING, Project, lay_out
from jacpaper.build import in_place
from jacpaper.problems import MachineError

NAME = "agenda-item-05-hmicfrs-update"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay_out(tmp_path_factory.mktemp("first"))
    # In a process of its own, which keeps the compiled template in the folder.
    assert project.run("build").returncode == 0
    return project


@pytest.fixture
def built(first: Project, tmp_path: Path) -> Project:
    """Return a project whose paper has been built once, and whose title has changed since."""
    shutil.copytree(first.folder, tmp_path / "built", symlinks=True)
    project = Project(tmp_path / "built")
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: Another title")
    return project


def test_says_what_was_written_in_three_lines(project: Project) -> None:
    done = project.run_here("build")
    assert done.stdout == (
        f"The paper of 11 December 2025 is in build/{MEETING}:\n"
        f"    {NAME}  .docx .pdf .html\n"
        "No warnings.\n"
    )
    assert done.stderr == ""
    assert sorted(path.name for path in project.out.iterdir()) == [
        f"{NAME}.docx",
        f"{NAME}.html",
        f"{NAME}.pdf",
        "manifest.json",
    ]


def test_writes_only_what_is_asked_for_and_where(project: Project) -> None:
    done = project.run_here("build", "--only", "html,docx", "--out", "elsewhere")
    assert done.returncode == 0
    written = sorted(path.name for path in (project.folder / "elsewhere").iterdir())
    assert written == [f".jacpaper-{MEETING}.json", f"{NAME}.docx", f"{NAME}.html"]


def test_builds_another_project_from_anywhere(project: Project, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    done = subprocess.run(
        [JACPAPER, "build", MEETING, "--project", project.folder, "--only", "html"],
        cwd=tmp_path / "away",
        check=False,
    )
    assert done.returncode == 0
    assert list(project.outputs()) == [".html"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "tomorrow"], '"tomorrow" is not a date such as 2025-12-11'),
        (["build", "2025-12-12"], "inputs/ has no folder for 2025-12-12; it has 2025-12-11"),
        (["build", "--only", "doc"], '"doc" is not one of docx, pdf, html'),
        (["print"], "No such command 'print'"),
        (["build", "--project", "nowhere"], "'nowhere' does not exist"),
    ],
)
def test_wrong_use_is_exit_code_2(project: Project, arguments: list[str], message: str) -> None:
    done = project.run_here(*arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_a_project_without_meetings_says_what_is_missing(project: Project) -> None:
    shutil.rmtree(project.folder / "inputs" / MEETING)
    done = project.run_here("build")
    assert done.returncode == 2
    assert "has no folder named by a meeting's date, such as inputs/2025-12-11" in done.stderr


@pytest.mark.parametrize(
    ("item", "name"), [("5(a)", "5a"), ("5(1)", "5.1"), ("5(a)(2)", "5a.2"), ("5.1(b)", "5.1b")]
)
def test_an_agenda_item_in_brackets_is_printed_so_and_plain_in_file_names(
    project: Project, item: str, name: str
) -> None:
    paper = project.input("paper.yaml")
    project.edit(paper, 'item: "05"', f'item: "{item}"')
    assert project.run_here("build", "--only", "txt").returncode == 0
    (made,) = project.out.glob("agenda-item-*")
    assert made.name == f"agenda-item-{name}-hmicfrs-update.txt"
    assert f"Agenda item {item}" in made.read_text(encoding="utf-8")
    assert project.run_here("verify", project.out).returncode == 0
    # What was made for it is known as such when the item changes.
    project.edit(paper, f'item: "{item}"', 'item: "06"')
    assert project.run_here("build", "--only", "txt").returncode == 0
    (made,) = project.out.glob("agenda-item-*")
    assert made.name == "agenda-item-06-hmicfrs-update.txt"


class TestWhatWasThereStays:
    def test_when_the_inputs_are_wrong(self, built: Project) -> None:
        before = built.outputs()
        built.edit(built.input("paper.yaml"), 'item: "05"', "item: 05")
        assert built.run_here("build").returncode == 1
        assert built.outputs() == before

    @pytest.mark.parametrize("formats", ["pdf", "docx,html"])
    def test_when_a_file_cannot_be_written(self, built: Project, formats: str) -> None:
        """A full disk, as near as a test can come without one: no file may pass 5 kB.

        The PDF fails on the fonts it lays out for itself, the others on the outputs.
        """
        before = built.outputs()
        done = subprocess.run(
            [JACPAPER, "build", "--only", formats],
            cwd=built.folder,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
        )
        assert done.returncode == 3
        assert "cannot be written: File too large\nNothing was written." in done.stderr
        assert built.outputs() == before
        assert not list(built.out.glob(".partial-*"))

    def test_when_the_folder_is_not_one(self, project: Project) -> None:
        (project.folder / "build").write_text("in the way")
        done = project.run_here("build")
        assert done.returncode == 3
        assert "cannot be written" in done.stderr
        assert (project.folder / "build").read_text() == "in the way"

    def test_when_the_folder_is_read_only(self, built: Project) -> None:
        before = built.outputs()
        if os.geteuid():
            built.out.chmod(0o500)
            done = built.run("build")
            built.out.chmod(0o700)
        elif os.path.ismount("/sys"):  # where even root may not write
            done = built.run("build", "--out", "/sys/jacpaper")
        else:
            pytest.skip("root may write anywhere here")
        assert done.returncode == 3
        assert "is it open in another program, or the folder read-only?" in done.stderr
        assert built.outputs() == before

    @pytest.mark.parametrize("name", [".partial-8yk2gcru", ".published-24o24u1h"])
    def test_no_name_is_told_that_only_the_program_knows(self, name: str) -> None:
        for number, said in ((errno.EACCES, ""), (errno.ENOSPC, ": the disk is full")):
            with pytest.raises(MachineError) as raised, in_place.machine_errors(Path("build")):
                raise OSError(number, os.strerror(number), f"build/{MEETING}/{name}")
            assert raised.value.message == f"build/{MEETING} cannot be written{said}"

    @pytest.mark.parametrize("owner", [f"~${NAME[2:]}.docx", f".~lock.{NAME}.docx#"])
    def test_when_an_output_is_open_elsewhere(self, built: Project, owner: str) -> None:
        before = built.outputs()
        (built.out / owner).touch()
        done = built.run_here("build")
        assert done.returncode == 3
        assert f"{NAME}.docx is open in a word processor" in done.stderr
        assert f"if it is not open, delete build/{MEETING}/{owner}" in done.stderr
        assert built.outputs() == before

    @pytest.mark.parametrize("after", [0.05, 0.3, 0.5, 0.7, 0.9])
    def test_when_the_build_is_interrupted(self, built: Project, after: float) -> None:
        before = built.outputs()
        process = subprocess.Popen(
            [JACPAPER, "build"], cwd=built.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
        assert not list(built.out.glob(".partial-*"))
        now = built.outputs()
        if process.returncode == 130:
            assert said == b"Interrupted. Nothing was written.\n"
            assert now == before
        else:  # Python itself ends at a signal that comes before us, or after we were through
            assert now == before or all(now[suffix] != before[suffix] for suffix in before)

    def test_when_the_build_is_interrupted_while_the_pdf_is_set(self, built: Project) -> None:
        """The same at a moment that is always reached: WeasyPrint's import."""
        before = built.outputs()
        stand_in = built.folder / "stand-in"
        stand_in.mkdir()
        # Now and then Python loses one, while it imports what is written in C: who then waits
        # in vain presses again.
        interrupt = (
            "import os, signal, time\n"
            "while True:\n    os.kill(os.getppid(), signal.SIGINT)\n    time.sleep(2)\n"
        )
        (stand_in / "weasyprint.py").write_text(interrupt)
        done = built.run("build", PYTHONPATH=str(stand_in))
        assert done.returncode == 130
        assert done.stderr == "Interrupted. Nothing was written.\n"
        assert built.outputs() == before

    def test_when_one_of_several_files_cannot_be_replaced(self, built: Project) -> None:
        """The last of three is a folder with something in it, so the first two go back."""
        before = {**built.outputs()}
        page = built.out / f"{NAME}.html"
        page.unlink()
        (page / "in the way").mkdir(parents=True)
        done = built.run_here("build")
        assert done.returncode == 3
        shutil.rmtree(page)
        del before[".html"]
        assert built.outputs() == before


def test_a_fault_of_our_own_is_owned_up_to(built: Project) -> None:
    before = built.outputs()
    stand_in = built.folder / "stand-in"
    stand_in.mkdir()
    (stand_in / "weasyprint.py").write_text("raise ZeroDivisionError('by design')\n")
    done = built.run("build", PYTHONPATH=str(stand_in))
    assert done.returncode == 4
    assert "This is a fault of jacpaper, not of your files: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr
    assert built.outputs() == before


class TestWithoutPango:
    @pytest.fixture
    def environment(self, tmp_path: Path) -> dict[str, str]:
        """Stand in for a machine without Pango: WeasyPrint's import ends as it does there."""
        stand_in = tmp_path / "no-pango"
        stand_in.mkdir()
        error = "cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object"
        (stand_in / "weasyprint.py").write_text(f'raise OSError("{error}")\n')
        return {"PYTHONPATH": str(stand_in)}

    def test_word_and_web_page_are_still_made_and_it_is_said(
        self, built: Project, environment: dict[str, str]
    ) -> None:
        done = built.run("build", **environment)
        assert done.returncode == 3
        assert "no PDF can be made: a library is missing (libpango-1.0-0)" in done.stderr
        assert "apt-get install -y libpango-1.0-0" in done.stderr
        assert f"{NAME}  .docx .html" in done.stdout
        # A PDF of an earlier build would contradict the new Word file.
        assert sorted(built.outputs()) == [".docx", ".html"]

    def test_the_pdf_alone_cannot_be_made(
        self, built: Project, environment: dict[str, str]
    ) -> None:
        before = built.outputs()
        done = built.run("build", "--only", "pdf", **environment)
        assert done.returncode == 3
        assert done.stderr.endswith("Nothing was written.\n")
        assert built.outputs() == before


class TestCompiledTemplate:
    def test_is_compiled_anew_when_the_template_changes(self, built: Project) -> None:
        every = list((built.folder / "build" / ".compiled").iterdir())
        assert every
        built.edit(built.template / "paper.html.j2", "Purpose of report", "What this is for")
        assert built.run("build", "--only", "html").returncode == 0
        assert b"What this is for" in built.outputs()[".html"]
        assert all(kept.exists() for kept in every)

    @pytest.mark.parametrize("content", [b"", b"nonsense", b"\x00" * 5000])
    def test_is_compiled_anew_when_what_was_kept_is_broken(
        self, built: Project, content: bytes
    ) -> None:
        for kept in (built.folder / "build" / ".compiled").iterdir():
            kept.write_bytes(content)
        assert built.run("check").returncode == 0

    def test_is_compiled_anew_when_what_was_kept_is_cut_short(self, built: Project) -> None:
        for kept in (built.folder / "build" / ".compiled").iterdir():
            kept.write_bytes(kept.read_bytes()[:-100])
        assert built.run("check").returncode == 0

    def test_is_all_that_a_check_keeps(self, project: Project) -> None:
        assert project.run("check").returncode == 0
        (folder,) = (project.folder / "build").iterdir()
        assert folder.name == ".compiled"
        before = {kept: kept.stat().st_mtime_ns for kept in folder.iterdir()}
        assert before
        assert project.run("check").returncode == 0
        assert {kept: kept.stat().st_mtime_ns for kept in folder.iterdir()} == before

    def test_is_done_without_where_none_can_be_kept(self, project: Project) -> None:
        (project.folder / "build").write_text("in the way of a folder")
        assert project.run("check").returncode == 0
        assert (project.folder / "build").read_text() == "in the way of a folder"
