"""A draft says so on every page of every output and in their names; any other paper does not."""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

import heard
import readers
import stamped
from conftest import MEETING, ROOT, WITHOUT_ITEMS, run_here

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import Project

NAME = "agenda-item-05-hmicfrs-update"
CLEARED = "status: {cleared: 2025-12-03, by: Deputy Chief Constable}"
MIDSHIRE = ROOT / "examples" / "midshire"


def set_status(project: Project, line: str) -> None:
    project.edit(project.input("paper.yaml"), "\ntitle:", f"\n{line}\ntitle:")


def times(page: readers.Sheet) -> int:
    """Return how often a page says that it is of a draft."""
    return "".join(char["text"] for char in page.chars).count("Draft")


@pytest.fixture
def draft(project: Project) -> Path:
    set_status(project, "status: draft")
    done = project.run_here("build", "--only", "docx,pdf,large-print.pdf,html,txt")
    assert (done.returncode, done.stderr) == (0, "")
    return project.out / f"{NAME}-draft"


@pytest.mark.parametrize("ending", ["pdf", "large-print.pdf"])
def test_every_page_of_a_pdf_says_so_once(draft: Path, ending: str) -> None:
    pages = readers.pdf_pages(draft.with_name(f"{draft.name}.{ending}"))
    assert len(pages) > 2
    assert [times(page) for page in pages] == [1] * len(pages)


def test_every_page_in_word_says_so(draft: Path) -> None:
    path = draft.with_name(f"{draft.name}.docx")
    with zipfile.ZipFile(path) as archive:
        headers = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if re.fullmatch(r"word/header\d*\.xml", name)
        }
        body = archive.read("word/document.xml").decode()
    shown = re.findall(r'<w:headerReference [^>]*w:type="default"', body)
    saying = [name for name, text in headers.items() if ">Draft<" in text]
    assert len(saying) == len(shown) > 0
    # The first page says it where the paper begins.
    assert readers.word_lines(path)[0][-1] == "Draft"


def test_it_is_heard_once_and_first(draft: Path, chromium: Browser) -> None:
    outputs = {
        "docx": heard.word(draft.with_name(f"{draft.name}.docx")),
        "pdf": heard.pdf_to_pdfminer(draft.with_name(f"{draft.name}.pdf")),
        "large": heard.pdf_to_pdfminer(draft.with_name(f"{draft.name}.large-print.pdf")),
        "html": heard.page_to_chromium(chromium, draft.with_name(f"{draft.name}.html")),
    }
    for name, blocks in outputs.items():
        said = [block for block in blocks if block.strip()]
        assert said[0] == "Draft", name
        assert said.count("Draft") == 1, name
    text = draft.with_name(f"{draft.name}.txt").read_text()
    assert text.startswith("Draft\n")


def test_a_template_that_knows_no_drafts_makes_one_all_the_same(project: Project) -> None:
    """Its own style sheet says nothing of them either."""
    sheet = project.template / "paper.css"
    sheet.write_text("body { font: 12pt House; }", encoding="utf-8")
    set_status(project, "status: draft")
    assert project.run_here("build", "--only", "pdf").returncode == 0
    pages = readers.pdf_pages(project.out / f"{NAME}-draft.pdf")
    assert [times(page) for page in pages] == [1] * len(pages)


def test_a_page_that_a_browser_prints_says_so(draft: Path) -> None:
    page = draft.with_name(f"{draft.name}.html").read_text()
    assert '@page { @top-right-corner { content: "Draft" } }' in page
    assert "string(" not in page


def test_the_restricted_paper_of_a_draft_is_one_too(tmp_path: Path) -> None:
    for name in ("inputs", "templates"):
        shutil.copytree(MIDSHIRE / name, tmp_path / name, ignore=WITHOUT_ITEMS)
    paper = tmp_path / "inputs/2026-03-26/paper.yaml"
    paper.write_text(f"{paper.read_text()}\nstatus: draft\n")
    done = run_here("build", "2026-03-26", "--only", "pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "build/2026-03-26"
    made = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.pdf"))
    assert len(made) == 2
    assert made[1].startswith("restricted/")
    for name in made:
        assert name.endswith("-draft.pdf")
        pages = readers.pdf_pages(out / name)
        assert [times(page) for page in pages] == [1] * len(pages)
        first = readers.pdf_lines(out / name)[0]
        assert first[-1] == "Draft"


@pytest.mark.anew
def test_a_cleared_paper_is_to_the_byte_what_it_is_without_a_status(project: Project) -> None:
    """Only the stamp in the Word file has the new digest of paper.yaml."""
    assert project.run_here("build").returncode == 0
    before = project.outputs()
    set_status(project, CLEARED)
    assert project.run_here("build").returncode == 0
    after = project.outputs()
    words = before.pop(".docx"), after.pop(".docx")
    assert after == before
    assert stamped.without_sources(words[0]) == stamped.without_sources(words[1])
    changed = set(stamped.sources(words[0]).items()) ^ set(stamped.sources(words[1]).items())
    assert {name for name, _ in changed} == {f"inputs/{MEETING}/paper.yaml"}


def test_the_files_of_the_other_status_go_and_an_edited_one_is_kept(project: Project) -> None:
    set_status(project, "status: draft")
    assert project.run_here("build", "--only", "docx,html").returncode == 0
    edited = project.out / f"{NAME}-draft.docx"
    edited.write_bytes(edited.read_bytes() + b" a chief officer's")
    content = edited.read_bytes()
    project.edit(project.input("paper.yaml"), "status: draft", CLEARED)
    done = project.run_here("build", "--only", "docx,html")
    assert "was edited since it was made: kept as" in done.stderr
    there = {path.name: path for path in project.out.glob("agenda-item-*")}
    copies = [name for name in there if ".edited-" in name]
    assert there.keys() == {f"{NAME}.docx", f"{NAME}.html", *copies}
    assert [there[name].read_bytes() for name in copies] == [content]
    assert copies[0].startswith(f"{NAME}-draft.edited-")
    # And back again.
    project.edit(project.input("paper.yaml"), CLEARED, "status: draft")
    assert project.run_here("build", "--only", "docx,html").returncode == 0
    names = {path.name for path in project.out.glob("agenda-item-*")}
    assert names == {f"{NAME}-draft.docx", f"{NAME}-draft.html", *copies}
