"""The processes beside ours, in which papers are written, answer whatever they are asked.

Their owners end them in the middle of whatever they do; here they are let run to their end.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest

from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.preview.worker import Worker, _not_made
from jacpaper.problems import MachineError, Problems
from jacpaper.project.layout import template_folder
from jacpaper.writers import process as writer_process
from jacpaper.writers.formats import BY_ENDING
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.process import WriterProcess

if TYPE_CHECKING:
    from jacpaper.tree.document import Document

PDF, WEB = BY_ENDING["pdf"], BY_ENDING["html"]


@pytest.fixture(scope="module")
def document() -> Document:
    return prepare(ROOT, date.fromisoformat(MEETING))[0]


class Awkward:
    """No folder at all: whatever is asked of it, it answers with what no pipe can carry."""

    def __getattr__(self, name: str) -> Any:
        class LocalError(Exception):
            pass

        raise LocalError(name)


class HalfPickled:
    """It can be pickled, but what was pickled cannot be read."""

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return int, ("no number",)


class OneWayError(Exception):
    def __str__(self) -> str:
        return str(self.args[0])


class OneWay:
    def __getattr__(self, name: str) -> Any:
        raise OneWayError(name, HalfPickled())


class TestOneBesideTheBuild:
    def test_it_answers_each_paper_until_the_pipe_ends(
        self, document: Document, project: Project, tmp_path: Path
    ) -> None:
        room = tmp_path / "room"
        room.mkdir()
        folder = template_folder(ROOT)
        (project.template / "fonts" / "fonts.css").unlink()
        broken = template_folder(project.folder)
        process = subprocess.Popen(
            [*writer_process._COMMAND, room, folder.path, folder.shown, PDF.writer],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdin
        assert process.stdout
        answers = []
        for asked in (
            (PDF, document, folder),
            (PDF, document, broken),
            (PDF, "no paper", folder),
            (WEB, document, folder),
        ):
            pickle.dump(asked, process.stdin)
            process.stdin.flush()
            answers.append(pickle.load(process.stdout))  # noqa: S301 - our own process
            process.send_signal(signal.SIGINT)  # for its owner, not for it
        rest, _ = process.communicate()
        assert (process.returncode, rest) == (0, b"")
        assert not room.exists()
        made, wrong, fault, page = answers
        assert made == PDF.write(document, folder)
        assert isinstance(wrong, Problems)
        assert "fonts.css" in str(wrong)
        assert isinstance(fault, AttributeError)
        assert page == WEB.write(document, folder)

    @pytest.mark.parametrize(
        ("kind", "said"), [(Awkward, "LocalError: "), (OneWay, "OneWayError: ")]
    )
    def test_a_fault_that_cannot_be_sent_is_told_in_words(
        self, document: Document, kind: type[Any], said: str
    ) -> None:
        answer: Any = writer_process._answer(PDF, document, kind())
        assert isinstance(answer, RuntimeError)
        assert str(answer).startswith(said)

    def test_what_lies_in_the_current_folder_is_no_module_of_ours(
        self, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("jacpaper", "pickle", "weasyprint"):
            (tmp_path / f"{name}.py").write_text("raise SystemExit('not to be imported')\n")
        monkeypatch.chdir(tmp_path)
        with WriterProcess([PDF], template_folder(ROOT)) as process:
            process.begin([PDF, WEB], document, template_folder(ROOT))
            assert process.result(PDF).content.startswith(b"%PDF")
            assert process.result(WEB) == WEB.write(document, template_folder(ROOT))

    def test_letters_that_the_house_fonts_lack_are_named_where_they_stand(
        self, project: Project
    ) -> None:
        # The rule `letters` finds them first, so one is put into the finished tree.
        paper, _ = prepare(project.folder, date.fromisoformat(MEETING))
        next(paper.body.find("h1")).children = ["HMICFRS 漢 update"]
        with pytest.raises(Problems) as refused:
            pdf.write(paper, template_folder(project.folder))
        said = {problem.message for problem in refused.value.problems}
        assert 'the letter 漢 (U+6F22) in "HMICFRS 漢 update"' in said.pop()
        assert not said

    def test_a_font_of_the_machine_in_place_of_the_houses_is_named(
        self, document: Document, project: Project
    ) -> None:
        sheet = project.template / "paper.css"
        sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\np {{ font-family: serif }}")
        with pytest.raises(Problems) as refused:
            pdf.write(document, template_folder(project.folder))
        (problem,) = refused.value.problems
        assert "not from the house fonts" in problem.message
        assert problem.place.file == "templates/hmicfrs-update/paper.css"

    def test_one_that_dies_is_a_matter_of_the_machine(self, document: Document) -> None:
        with WriterProcess([PDF], template_folder(ROOT)) as process:
            room = Path(process.room.name)
            process.process.kill()
            process.begin([PDF], document, template_folder(ROOT))
            with pytest.raises(MachineError, match="the process that makes it ended unexpectedly"):
                process.result(PDF)
            assert process.has_ended
        assert not room.exists()

    def test_it_reads_the_styles_before_there_is_a_paper(self) -> None:
        with WriterProcess([PDF], template_folder(ROOT)) as process:
            end = monotonic() + 60
            # WeasyPrint puts the letters into a folder of its own.
            while not any(Path(process.room.name).iterdir()):
                assert monotonic() < end
                sleep(0.05)

    def test_it_reads_the_styles_once_for_all_papers(
        self, document: Document, project: Project
    ) -> None:
        pdf._styles.cache_clear()
        pdf.load(template_folder(project.folder))
        for _ in range(2):
            pdf.write(document, template_folder(project.folder))
        assert pdf._styles.cache_info().misses == 1
        sheet = project.template / "paper.css"
        sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\n")
        pdf.write(document, template_folder(project.folder))
        assert pdf._styles.cache_info().misses == 2

    def test_it_takes_another_paper_after_one_that_was_wrong(
        self, document: Document, project: Project
    ) -> None:
        (project.template / "fonts" / "fonts.css").unlink()
        with WriterProcess([PDF], template_folder(project.folder)) as process:
            process.begin([PDF], document, template_folder(project.folder))
            with pytest.raises(Problems):
                process.result(PDF)
            process.begin([PDF], document, template_folder(ROOT))
            assert process.result(PDF).content.startswith(b"%PDF")


class TestOneBesideThePreview:
    def test_what_is_wrong_with_the_files_comes_with_its_place(
        self, document: Document, project: Project
    ) -> None:
        (project.template / "paper.css").unlink()
        worker = Worker()
        made = worker.make(WEB, document, template_folder(project.folder))
        worker.close()
        assert made.content is None
        assert [problem.place.file for problem in made.problems] == [
            "templates/hmicfrs-update/paper.css"
        ]

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (MachineError("no Pango", "install it"), "no Pango\ninstall it"),
            (OSError(28, "No space left on device", "x.docx"), "x.docx: No space left on device"),
            (OSError(28, "No space left on device"), "a file: No space left on device"),
            (KeyError("x"), "this is a fault of jacpaper, not of your files: KeyError: 'x'"),
        ],
    )
    def test_what_else_goes_wrong_is_told(self, error: Exception, said: str) -> None:
        made = _not_made(error)
        assert (made.content, made.failure) == (None, said)

    def test_one_that_dies_is_started_again(self, document: Document) -> None:
        worker = Worker()
        folder = template_folder(ROOT)
        made = worker.make(WEB, document, folder)
        assert made.content == WEB.write(document, folder).content
        first = worker.process
        assert first
        assert worker.make(WEB, document, folder).content
        assert worker.process is first
        first.process.kill()
        first.process.wait()
        assert worker.make(WEB, document, folder).content
        second = worker.process
        assert second
        assert second is not first
        assert not Path(first.room.name).exists()
        # It ends in the middle: at what nobody sends.
        unreadable: Any = Unreadable()
        assert "ended unexpectedly" in worker.make(WEB, unreadable, folder).failure
        assert worker.make(WEB, document, folder).content
        room = Path(worker.process.room.name)
        worker.close()
        assert worker.make(WEB, document, folder).failure == "the preview has ended"
        assert not room.exists()


class Unreadable:
    """What ends the process that reads it."""

    def __reduce__(self) -> Any:
        return exec, ("raise SystemExit(1)",)


def test_the_process_of_the_pdf_starts_before_anything_slow_is_imported(project: Project) -> None:
    code = """
import sys
from jacpaper.writers import process
def begin(self, *ready):
    print(*sorted(sys.modules))
    sys.exit()
process.WriterProcess.__init__ = begin
from jacpaper.cli.run import run
sys.argv = ["jacpaper", "build"]
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, check=True
    )
    loaded = {*done.stdout.split()}
    assert "jacpaper.build.in_memory" in loaded
    assert not loaded & {"pydantic", "yaml", "jinja2", "docx", "tinycss2", "jacpaper.inputs"}


def test_no_network_library_is_imported_for_a_word_file(project: Project) -> None:
    code = """
import sys
from jacpaper.cli.main import main
main(["build", "--only", "docx,html,txt"], standalone_mode=False)
print(*sorted(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, check=True
    )
    loaded = {*done.stdout.splitlines()[-1].split()}
    assert "docx" in loaded
    assert not loaded & {"http.client", "email", "ssl", "socket"}
