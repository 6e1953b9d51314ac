"""The processes beside ours, in which PDF and Word are made, answer whatever they are asked.

Their owners end them in the middle of whatever they do; here they are let run to their end.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import MEETING, ROOT, Project
from jacpaper.build.one_paper import write
from jacpaper.build.prepare import prepare
from jacpaper.preview import worker
from jacpaper.problems import MachineError, Problems
from jacpaper.project.layout import template_folder
from jacpaper.writers.pdf import process as pdf_process
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.pdf.process import PdfProcess

if TYPE_CHECKING:
    from jacpaper.tree.document import Document


@pytest.fixture(scope="module")
def document() -> Document:
    return prepare(ROOT, date.fromisoformat(MEETING))[0]


class Awkward:
    """No folder at all: whatever is asked of it, it answers with what no pipe can carry."""

    def __getattr__(self, name: str) -> Any:
        class LocalError(Exception):
            pass

        raise LocalError(name)


class TestThePdfsProcess:
    def test_it_answers_each_paper_until_the_pipe_ends(
        self, document: Document, project: Project, tmp_path: Path
    ) -> None:
        room = tmp_path / "room"
        room.mkdir()
        folder = template_folder(ROOT)
        (project.template / "fonts" / "fonts.css").unlink()
        broken = template_folder(project.folder)
        process = subprocess.Popen(
            [*pdf_process._COMMAND, room], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin
        assert process.stdout
        answers = []
        for asked in ((document, folder), (document, broken), ("no paper", folder)):
            pickle.dump(asked, process.stdin)
            process.stdin.flush()
            answers.append(pickle.load(process.stdout))  # noqa: S301 - our own process
            process.send_signal(signal.SIGINT)  # for its owner, not for it
        rest, _ = process.communicate()
        assert (process.returncode, rest) == (0, b"")
        assert not room.exists()
        made, wrong, fault = answers
        assert made == pdf.write(document, folder)
        assert isinstance(wrong, Problems)
        assert "fonts.css" in str(wrong)
        assert isinstance(fault, AttributeError)

    def test_a_fault_that_cannot_be_sent_is_told_in_words(self, document: Document) -> None:
        answer: Any = pdf_process._answer(document, Awkward())  # type: ignore[arg-type]
        assert isinstance(answer, RuntimeError)
        assert str(answer).startswith("LocalError: ")

    def test_letters_that_the_house_fonts_lack_are_named_where_they_stand(
        self, project: Project
    ) -> None:
        project.edit(
            project.input("paper.yaml"), "title: HMICFRS update", "title: HMICFRS 漢 update"
        )
        paper, _ = prepare(project.folder, date.fromisoformat(MEETING))
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
        with pdf_process.started() as process:
            room = Path(process.room.name)
            process.process.kill()
            process.begin(document, template_folder(ROOT))
            with pytest.raises(MachineError, match="the process that makes it ended unexpectedly"):
                process.result()
        assert not room.exists()

    def test_it_takes_another_paper_after_one_that_was_wrong(
        self, document: Document, project: Project
    ) -> None:
        (project.template / "fonts" / "fonts.css").unlink()
        process = PdfProcess()
        process.begin(document, template_folder(project.folder))
        with pytest.raises(Problems):
            process.result()
        process.begin(document, template_folder(ROOT))
        content, _ = process.result()
        process.close()
        assert content.startswith(b"%PDF")


class TestThePreviewsProcess:
    def test_it_makes_files_until_the_pipe_ends(self, document: Document, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()
        process = context.Process(target=worker._work, args=(theirs, str(tmp_path)))
        process.start()
        theirs.close()
        pipe.send(("html", document, template_folder(ROOT)))
        made = pipe.recv()
        pipe.close()
        process.join()
        assert process.exitcode == 0
        assert made.content == write("html", document, template_folder(ROOT))[0]

    def test_what_is_wrong_with_the_files_comes_with_its_place(
        self, document: Document, project: Project
    ) -> None:
        (project.template / "paper.css").unlink()
        made = worker._made("html", document, template_folder(project.folder))
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
        class Failing:
            def __getattr__(self, name: str) -> Any:
                raise error

        made = worker._made("html", Failing(), template_folder(ROOT))  # type: ignore[arg-type]
        assert (made.content, made.failure) == (None, said)

    def test_one_that_dies_is_started_again(self, document: Document, tmp_path: Path) -> None:
        made_by = worker.Worker(tmp_path)
        folder = template_folder(ROOT)
        assert made_by.make("html", document, folder).content
        assert made_by.process
        first = made_by.process
        pipe = made_by.pipe
        assert pipe
        pipe.send("not three things")  # it ends at what nobody sends
        first.join()
        assert made_by.make("html", document, folder).content
        assert made_by.process is not first
        pipe = made_by.pipe
        assert pipe
        pipe.close()
        assert "ended unexpectedly" in made_by.make("html", document, folder).failure
        made_by.close()
        assert made_by.make("html", document, folder).failure == "the preview has ended"
