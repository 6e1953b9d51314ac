"""What is not for the public is in a folder of its own, and no older file contradicts the newest.

What is looked for is a text of the register, in whatever files there are: none of this asks
the program what it has done.
"""

from __future__ import annotations

import csv
import json
import shutil
import stat
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest

import readers
from conftest import ROOT, WITHOUT_ITEMS, Project

if TYPE_CHECKING:
    from pathlib import Path

MIDSHIRE = ROOT / "examples" / "midshire"
MEETING = "2026-03-26"
PAPER = "agenda-item-6.1-hmicfrs-update"
APPENDIX = "agenda-item-6.1-restricted-appendix"


@pytest.fixture
def midshire(tmp_path: Path) -> Project:
    for name in ("inputs", "templates"):
        shutil.copytree(MIDSHIRE / name, tmp_path / "midshire" / name, ignore=WITHOUT_ITEMS)
    return Project(tmp_path / "midshire")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project whose paper was built without a PDF; nobody changes it."""
    project = Project(tmp_path_factory.mktemp("first"))
    for name in ("inputs", "templates"):
        shutil.copytree(MIDSHIRE / name, project.folder / name, ignore=WITHOUT_ITEMS)
    build(project, "docx,html,txt")
    return project


@pytest.fixture
def built(first: Project, tmp_path: Path) -> Project:
    """Return a copy of it, to be spoiled."""
    shutil.copytree(first.folder, tmp_path / "midshire")
    return Project(tmp_path / "midshire")


def build(project: Project, formats: str, *arguments: str | Path) -> None:
    done = project.run_here("build", MEETING, "--only", formats, *arguments)
    assert done.returncode == 0, done.stderr


def files(folder: Path) -> set[str]:
    """Return the files that a person sees in a folder."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".")}


def exempt(project: Project, value: str) -> str:
    """Give the first open item that the paper lists another value of Exempt; return its text."""
    register = project.input("register.csv")
    with register.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    heads = next(row for row in rows if row[0] == "Ref")
    text, column = heads.index("Text"), heads.index("Exempt")
    shown = (project.folder / "before.html").read_text(encoding="utf-8")
    row = next(
        row for row in rows if len(row) > column and len(row[text]) > 30 and row[text] in shown
    )
    row[column] = value
    with register.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return row[text]


def with_words(folder: Path, words: str) -> set[str]:
    """Return the public files of a folder in which the words are."""
    return {
        name
        for name in files(folder)
        if not name.startswith("restricted/") and words.encode() in content(folder / name)
    }


def content(path: Path) -> bytes:
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return archive.read("word/document.xml")
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return readers.one_space(" ".join(pages)).encode()
    if path.suffix == ".txt":
        return readers.one_space(path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def test_the_restricted_appendix_is_for_its_owner_alone(midshire: Project, tmp_path: Path) -> None:
    for out, arguments in (
        (midshire.folder / "build" / MEETING, ()),
        (tmp_path / "elsewhere", ("--out", tmp_path / "elsewhere")),
    ):
        build(midshire, "docx,html", *arguments)
        assert files(out) - {"manifest.json"} == {
            f"{PAPER}.docx", f"{PAPER}.html",
            f"restricted/{APPENDIX}.docx", f"restricted/{APPENDIX}.html",
        }  # fmt: skip
        folder = out / "restricted"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
        # Somebody opened it to others: the next build closes it again.
        folder.chmod(0o755)
        build(midshire, "html", *arguments)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("where", "ending"),
    [
        ("its own", "html"),
        ("its own", "pdf"),
        ("--out", "html"),
        ("its own, named in full", "html"),
    ],
)
def test_an_item_that_becomes_exempt_is_in_no_public_file_any_more(
    built: Project, tmp_path: Path, where: str, ending: str
) -> None:
    own = built.folder / "build" / MEETING
    out = tmp_path / "elsewhere" if where == "--out" else own
    arguments = () if where == "its own" else ("--out", out)
    if where == "--out" or ending == "pdf":
        build(built, "docx,pdf,html,txt" if ending == "pdf" else "docx,html,txt", *arguments)
    shutil.copy2(out / f"{PAPER}.html", built.folder / "before.html")
    text = exempt(built, "yes")
    said = {f"{PAPER}.{one}" for one in ("docx", "html", "txt", ending)}
    assert with_words(out, text) == said
    assert built.run_here("verify", out).returncode != 0
    build(built, ending, *arguments)
    assert with_words(out, text) == set()
    appendix = f"restricted/{APPENDIX}.{ending}"
    assert text.encode() in content(out / appendix)
    assert files(out) - {"manifest.json"} == {f"{PAPER}.{ending}", appendix}
    done = built.run_here("verify", out)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("elsewhere", [False, True])
def test_another_item_number_and_nothing_exempt_any_more(
    midshire: Project, tmp_path: Path, *, elsewhere: bool
) -> None:
    out = tmp_path / "elsewhere" if elsewhere else midshire.folder / "build" / MEETING
    arguments = ("--out", out) if elsewhere else ()
    out.mkdir(parents=True)
    mine = out / "agenda-item-6.1_cleared-hmicfrs-update.docx"
    mine.write_text("mine")
    build(midshire, "docx,html", *arguments)
    paper = midshire.folder / "inputs" / MEETING / "paper.yaml"
    midshire.edit(paper, 'item: "6.1"', 'item: "7"')
    build(midshire, "html", *arguments)
    assert files(out) - {"manifest.json", mine.name} == {
        "agenda-item-7-hmicfrs-update.html", "restricted/agenda-item-7-restricted-appendix.html",
    }  # fmt: skip
    register = midshire.input("register.csv")
    register.write_bytes(
        register.read_bytes().replace(b",yes\r\n", b",\r\n").replace(b",yes\n", b",\n")
    )
    build(midshire, "html", *arguments)
    assert files(out) - {"manifest.json", mine.name} == {"agenda-item-7-hmicfrs-update.html"}
    assert not (out / "restricted").exists()


def as_an_older_version(out: Path) -> None:
    """Put the restricted files beside the public ones, and say so in the manifest."""
    for path in (out / "restricted").iterdir():
        path.rename(out / path.name)
    (out / "restricted").rmdir()
    told = json.loads((out / "manifest.json").read_text())
    told["outputs"] = {
        name.removeprefix("restricted/"): digest for name, digest in told["outputs"].items()
    }
    told["program"] = "another"
    (out / "manifest.json").write_text(json.dumps(told))


def test_a_folder_of_an_older_version_is_put_in_order(midshire: Project) -> None:
    out = midshire.folder / "build" / MEETING
    build(midshire, "docx,html")
    as_an_older_version(out)
    with (out / f"{APPENDIX}.docx").open("ab") as edited:
        edited.write(b" ")
    done = midshire.run_here("build", MEETING, "--only", "html", "--if-needed")
    assert done.returncode == 0, done.stderr
    assert f"{APPENDIX}.docx was edited since it was made: kept as build/{MEETING}/restricted/" in (
        done.stderr
    )
    found = files(out)
    assert {name for name in found if not name.startswith("restricted/")} == {
        f"{PAPER}.html", "manifest.json",
    }  # fmt: skip
    kept = found - {f"{PAPER}.html", "manifest.json", f"restricted/{APPENDIX}.html"}
    assert len(kept) == 1
    assert stat.S_IMODE((out / kept.pop()).stat().st_mode) == 0o600


def test_an_edited_paper_that_may_hold_what_is_exempt_by_now_is_kept_with_the_restricted(
    midshire: Project,
) -> None:
    out = midshire.folder / "build" / MEETING
    build(midshire, "docx,html")
    shutil.copy2(out / f"{PAPER}.html", midshire.folder / "before.html")
    page = out / f"{PAPER}.html"
    page.write_text(f"{page.read_text(encoding='utf-8')}<!-- mine -->", encoding="utf-8")
    text = exempt(midshire, "yes")
    build(midshire, "html")
    assert with_words(out, text) == set()
    (kept,) = (out / "restricted").glob(f"{PAPER}.edited-*.html")
    assert "<!-- mine -->" in kept.read_text(encoding="utf-8")


def test_a_link_in_the_place_of_the_restricted_folder_is_refused(
    midshire: Project, tmp_path: Path
) -> None:
    out = midshire.folder / "build" / MEETING
    out.mkdir(parents=True)
    (tmp_path / "public share").mkdir()
    (out / "restricted").symlink_to(tmp_path / "public share")
    done = midshire.run_here("build", MEETING, "--only", "html")
    assert done.returncode == 3
    assert "restricted is a link" in done.stderr
    assert not files(tmp_path / "public share")
    (out / "restricted").unlink()
    build(midshire, "html")


def test_papers_of_two_meetings_in_one_folder(midshire: Project, tmp_path: Path) -> None:
    """Each has its own manifest: the second removes nothing of the first, and edits nothing."""
    out = tmp_path / "papers"
    paper = midshire.folder / "inputs" / MEETING / "paper.yaml"
    midshire.edit(paper, 'item: "6.1"', 'item: "7"')
    for day in ("2025-12-11", MEETING):
        done = midshire.run_here("build", day, "--only", "html", "--out", out)
        assert done.returncode == 0
        assert done.stderr == ""
    assert len([name for name in files(out) if name.endswith("-hmicfrs-update.html")]) == 2
    assert midshire.run_here("verify", out).returncode == 0


def test_what_was_edited_before_an_item_became_exempt_leaves_the_public_folder(
    midshire: Project,
) -> None:
    out = midshire.folder / "build" / MEETING
    build(midshire, "html")
    page = out / f"{PAPER}.html"
    shutil.copy2(page, midshire.folder / "before.html")
    shutil.copy2(page, out / f"{PAPER}.edited-2026-03-01-1200.html")
    text = exempt(midshire, "yes")
    done = midshire.run_here("build", MEETING, "--only", "html")
    assert done.returncode == 0
    assert "kept as" in done.stderr
    assert with_words(out, text) == set()
    assert len([*(out / "restricted").glob(f"{PAPER}.edited-*.html")]) == 1
    assert not [*out.glob("*.edited-*")]


def test_two_meetings_with_the_same_item_number_are_not_mixed(
    midshire: Project, tmp_path: Path
) -> None:
    out = tmp_path / "papers"
    paper = midshire.folder / "inputs" / MEETING / "paper.yaml"
    midshire.edit(paper, 'item: "6.1"', 'item: "05"')
    first = midshire.run_here("build", MEETING, "--only", "html", "--out", out)
    assert first.returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = midshire.run_here("build", "2025-12-11", "--only", "html", "--out", out)
    assert done.returncode == 3
    assert "is the paper of 26 March 2026" in done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
