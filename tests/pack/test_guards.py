"""What a pack needs of its machine and of our papers, each on a planted fault."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

import packs
from conftest import ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.pack import binding
from jacpaper.pack.join import join, page_count
from jacpaper.pack.parts import Part
from jacpaper.problems import MachineError, Problems
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers.pdf import writer

if TYPE_CHECKING:
    from pathlib import Path


def part_of(folder: Path) -> Part:
    paper = prepare(folder, meetings(folder)[0])[0]
    content = writer.write(paper, template_folder(folder)).content
    return Part("own.pdf", "5", paper.title, content, own=True)


@pytest.fixture(scope="module")
def heights() -> list[float]:
    """Return how high the pages of the reference paper are in a pack."""
    with pikepdf.open(io.BytesIO(join([part_of(ROOT)], packs.ABOUT).content)) as pdf:
        return [float(page.mediabox[3]) - float(page.mediabox[1]) for page in pdf.pages]


@pytest.mark.parametrize(
    "footer",
    [
        '@bottom-left { content: "OFFICIAL"; font: 12pt House; }',
        f'@bottom-center {{ content: "A long marking {"m" * 30}"; font: bold 12pt House; }}',
        "@bottom-left { content: url(logo.svg); }",
    ],
)
def test_a_footer_that_takes_its_place_gets_the_number_below_it(
    project: Project, heights: list[float], footer: str
) -> None:
    (project.template / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">'
        '<rect width="60" height="20"/></svg>'
    )
    sheet = project.template / "paper.css"
    sheet.write_text(f"{sheet.read_text()}@page {{ {footer} }}\n@page landscape {{ {footer} }}\n")
    after = part_of(project.folder)
    document = pypdfium2.PdfDocument(join([after], packs.ABOUT).content)
    for number, (page, height) in enumerate(zip(document, heights, strict=True), 1):
        _, lowest, _, highest = page.get_mediabox()
        assert highest - lowest == pytest.approx(height + 26, abs=0.1)
        foot = page.get_textpage().get_text_bounded(bottom=lowest, top=lowest + 26)
        assert foot.strip() == f"Pack page {number}"
    document.close()


def test_a_machine_without_pikepdf_gets_a_plain_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    for ask in (lambda: join([], packs.ABOUT), lambda: page_count(b"")):
        with pytest.raises(MachineError, match="a pack needs pikepdf") as caught:
            ask()
        assert "`make pack`" in caught.value.hint


def test_pikepdf_is_not_imported_before_a_pack_is_made() -> None:
    code = "import sys, jacpaper.pack.join, jacpaper.cli.main; sys.exit('pikepdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_hint_names_what_there_is() -> None:
    assert "\n.venv/.pack:" in (ROOT / "Makefile").read_text()
    assert "\npack = [" in (ROOT / "pyproject.toml").read_text()
    assert "pikepdf==" in (ROOT / "requirements" / "pack.txt").read_text()


def test_a_return_before_the_end_of_a_stream_is_not_taken_for_its_line() -> None:
    before = b"<< /Length 3 >>\nstream\nab\r\nendstream"
    assert binding._without_returns(before) == b"<< /Length 3 >>\nstream\nab\r\rendstream"


def test_no_part_is_a_pack_of_nothing() -> None:
    with pytest.raises(Problems, match="no paper"):
        join([], packs.ABOUT)


def test_a_count_needs_a_pdf() -> None:
    with pytest.raises(Problems, match=r"letter\.pdf: .*damaged"):
        page_count(b"no PDF", "letter.pdf")
    file = io.BytesIO()
    pikepdf.new().save(file)
    with pytest.raises(Problems, match="0 pages"):
        page_count(file.getvalue())


def test_the_bytes_are_the_same_in_another_process(tmp_path: Path) -> None:
    content = next(packs.examples()).part.content
    (tmp_path / "own.pdf").write_bytes(content)
    code = (
        "import sys, pathlib, hashlib; sys.path.insert(0, sys.argv[1]); import packs;"
        "from jacpaper.pack.join import join; from jacpaper.pack.parts import Part;"
        "c = pathlib.Path(sys.argv[2]).read_bytes();"
        "p = join([Part('a.pdf', '1', 'A', c, True), Part('b.pdf', '2', 'B', c, False)],"
        " packs.ABOUT); print(hashlib.sha256(p.content).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "tests"), str(tmp_path / "own.pdf")],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin"}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1
