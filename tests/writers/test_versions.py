"""Any WeasyPrint of the range makes the same tags, or no PDF: the oldest, the newest, the next."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import readers
from conftest import MEETING, ROOT, lay_out
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers.pdf import engine, tag_check, writer
from libraries import OLDEST, changed, installed, oldest_weasyprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Project
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element
    from jacpaper.writers.pdf.metadata import Claim

    Spoil = Callable[[Any], None]
    Checked = Callable[[Document, Spoil], str]

NEXT = "71.0"
INSTALLED = re.search(r"'([\d.]+)'", (installed("weasyprint") / "__init__.py").read_text())
# What is replaced in WeasyPrint so that it calls itself the next version.
RENAMED = (f"= '{INSTALLED and INSTALLED[1]}'", f"= '{NEXT}'")
CALL = "add_tags(pdf, document, options['pdf_version'], page_streams)"
# Faults that the next version might have: the tags are there, but not those of the paper.
FIND = f"""{CALL}
        root = pdf.objects[int(pdf.catalog['StructTreeRoot'].split()[0])]
        kids = pdf.objects[int(root['K'][0].split()[0])]['K']
        first, second = [n for n, kid in enumerate(kids)
                         if pdf.objects[int(kid.split()[0])]['S'] == '/P'][-2:]
"""
SWAPS = f"{FIND}        kids[first], kids[second] = kids[second], kids[first]\n"
DROPS = f"{FIND}        del kids[first]\n"


def structure(path: Path) -> list[tuple[str, str]]:
    """Return type and words of each element of a PDF, in reading order."""
    root = readers.pdf_structure(path)
    return [(tag.type, "".join(tag.text.split())) for tag in root.find(*TYPES)]


TYPES = (
    "H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody",
    "TR", "TH", "TD", "Link", "Div", "Figure", "Span",
)  # fmt: skip


def test_what_the_tests_run_with_is_what_is_allowed() -> None:
    """The oldest that pyproject.toml allows, and those in the lock."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lock = (ROOT / "requirements" / "paper.txt").read_text() + OLDEST.read_text()
    for name, tested in engine.TESTED.items():
        (allowed,) = (one for one in packages if one.startswith(name))
        assert allowed.startswith((f"{name}>={tested[0]},<", f"{name}>={tested[0][:-2]},<"))
        assert sorted(re.findall(rf"^{name}==([\d.]+)", lock, re.MULTILINE)) == sorted(tested)


def test_the_oldest_makes_the_same_tags(project: Project, paper: Path) -> None:
    done = project.run("build", "--only", "pdf", PYTHONPATH=str(oldest_weasyprint()))
    assert done.returncode == 0, done.stderr
    (made,) = project.out.glob("*.pdf")
    assert f"WeasyPrint {engine.TESTED['weasyprint'][0]}".encode() in info(made)
    assert structure(made) == structure(paper.with_suffix(".pdf"))


def test_the_next_one_is_taken_where_its_tags_are_right(
    project: Project, paper: Path, tmp_path: Path
) -> None:
    environment = changed("weasyprint", tmp_path / "next", {"__init__.py": RENAMED})
    done = project.run("build", "--only", "pdf", **environment)
    assert done.returncode == 0, done.stderr
    (made,) = project.out.glob("*.pdf")
    assert f"WeasyPrint {NEXT}".encode() in info(made)
    assert structure(made) == structure(paper.with_suffix(".pdf"))


def info(path: Path) -> bytes:
    """Return what the PDF says of its making; its metadata are not compressed."""
    return path.read_bytes().partition(b"<?xpacket begin")[2].partition(b"<?xpacket end")[0]


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"pdf/__init__.py": (CALL, SWAPS)}, "its tags differ from the paper at"),
        ({"pdf/__init__.py": (CALL, DROPS)}, "its tags differ from the paper at"),
        (
            {
                "pdf/tags.py": ("document, pdf_version, page_streams", "document, page_streams"),
                "pdf/__init__.py": (CALL, "add_tags(pdf, document, page_streams)"),
            },
            "its tags are made in another way",
        ),
        ({"pdf/pdfa.py": ("'pdf_identifier'", "'identifier'")}, "its tags are made in another way"),
        (
            {"document.py": ("zoom=1, finisher=None", "zoom=1, finish=None")},
            "and with these it stopped (",
        ),
    ],
    ids=["two swapped", "one dropped", "signature", "variants", "argument"],
)
def test_the_next_one_is_refused_where_they_are_not(
    project: Project, tmp_path: Path, edits: dict[str, tuple[str, str]], said: str
) -> None:
    """Word and the page are made all the same, and what to install is said."""
    environment = changed("weasyprint", tmp_path / "next", {"__init__.py": RENAMED, **edits})
    done = project.run("build", **environment)
    assert done.returncode == 3
    assert f"no PDF can be made: jacpaper was not tested with weasyprint {NEXT}" in done.stderr
    assert said in done.stderr
    assert "pip install weasyprint==70.0 pydyf==0.13.0" in done.stderr
    assert project.outputs().keys() == {".docx", ".html"}


def test_a_weasyprint_that_cannot_be_imported_is_named(project: Project, tmp_path: Path) -> None:
    edits = {"text/line_break.py": ("from math import inf", "from math import infinity")}
    done = project.run("build", **changed("weasyprint", tmp_path / "broken", edits))
    assert done.returncode == 3
    assert "WeasyPrint cannot be imported (cannot import name 'infinity'" in done.stderr
    assert "pip install weasyprint==70.0 pydyf==0.13.0" in done.stderr
    assert project.outputs().keys() == {".docx", ".html"}


# The check by itself, on a PDF that is right but for one thing.


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return a paper with everything: lists, tables, a picture, links."""
    project = lay_out(tmp_path_factory.mktemp("document"))
    paper = project.input("paper.yaml")
    paper.write_text(f"{paper.read_text()}\nopen_by_year_chart: shown\n", encoding="utf-8")
    return prepare(project.folder, date.fromisoformat(MEETING))[0]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Checked:
    """Return what makes a PDF, spoils its tags and says what the check finds."""

    def fault(document: Document, spoil: Spoil) -> str:
        faults: list[str] = []

        def check(pdf: Any, body: Element, claim: Claim) -> None:
            spoil(pdf)
            faults.append(tag_check.fault(pdf, body, claim))

        monkeypatch.setattr(engine, "check", check)
        writer.write(document, template_folder(ROOT))
        return faults[0]

    return fault


def elements(pdf: Any, *types: str) -> list[Any]:
    """Return the PDF's structure elements of these types, such as /P."""
    return [item for item in pdf.objects if isinstance(item, dict) and item.get("S") in types]


def parents(pdf: Any) -> Any:
    """Return what says to which element each mark on each page belongs."""
    tree = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]["ParentTree"]
    return pdf.objects[int(tree.split()[0])]["Nums"]


def test_what_is_right_is_right(checked: Checked, document: Document) -> None:
    assert checked(document, lambda _: None) == ""


def test_a_paper_with_appendices_is_right(checked: Checked) -> None:
    project = ROOT / "examples" / "midshire"
    whole, _ = prepare(project, meetings(project)[-1])
    assert [checked(paper, lambda _: None) for paper in whole.papers] == ["", ""]


def leave_out_the_last(pdf: Any) -> None:
    elements(pdf, "/Document")[0]["K"].pop()


def say_one_twice(pdf: Any) -> None:
    kids = elements(pdf, "/Document")[0]["K"]
    kids.append(kids[-1])


def call_a_heading_a_paragraph(pdf: Any) -> None:
    elements(pdf, "/H2")[0]["S"] = "/P"


def empty_a_cell(pdf: Any) -> None:
    elements(pdf, "/TD")[0]["K"].clear()


def swap_two_cells(pdf: Any) -> None:
    one, other = elements(pdf, "/TD")[:2]
    one["K"], other["K"] = other["K"], one["K"]


def turn_a_header(pdf: Any) -> None:
    elements(pdf, "/TH")[0]["A"]["Scope"] = "/Row"


def number_a_list_otherwise(pdf: Any) -> None:
    attributes = elements(pdf, "/L")[0]["A"]
    is_numbered = attributes["ListNumbering"] == "/Decimal"
    attributes["ListNumbering"] = "/Disc" if is_numbered else "/Decimal"


def silence_a_figure(pdf: Any) -> None:
    del elements(pdf, "/Figure")[0]["Alt"]


def cut_a_link(pdf: Any) -> None:
    link = elements(pdf, "/Link")[0]
    link["K"] = [kid for kid in link["K"] if not isinstance(kid, dict)]


def forget_a_mark(pdf: Any) -> None:
    parents(pdf)[1][0] = b"null"


def forget_an_area(pdf: Any) -> None:
    parents(pdf)[-1] = b"null"


def leave_a_mark_to_nobody(pdf: Any) -> None:
    page = pdf.objects[int(pdf.page_references[0].split()[0])]
    content = pdf.objects[int(page["Contents"].split()[0])].stream
    artifact = content.index("/Artifact")
    content[artifact : artifact + 2] = ["/Span", b"<</MCID 9999>>"]


def draw_outside(pdf: Any) -> None:
    page = pdf.objects[int(pdf.page_references[0].split()[0])]
    pdf.objects[int(page["Contents"].split()[0])].stream.append(b"[<0001>] TJ")


def claim_nothing(pdf: Any) -> None:
    del pdf.catalog["OutputIntents"]


def use_other_words(pdf: Any) -> None:
    for element in elements(pdf, "/Document"):
        element["Kids"] = element.pop("K")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (leave_out_the_last, "its tags leave out"),
        (say_one_twice, "its tags say more than the paper does"),
        (call_a_heading_a_paragraph, "its tags differ from the paper at"),
        (empty_a_cell, "its tags differ from the paper at"),
        (swap_two_cells, "its tags differ from the paper at"),
        (turn_a_header, "its tags differ from the paper at"),
        (number_a_list_otherwise, "its tags differ from the paper at"),
        (silence_a_figure, "its tags differ from the paper at"),
        (cut_a_link, "its tags differ from the paper at"),
        (forget_a_mark, "text on its page 1 belongs to no tag, or to two"),
        (forget_an_area, "belongs to no tag"),
        (leave_a_mark_to_nobody, "text on its page 1 belongs to no tag, or to two"),
        (draw_outside, "text on its page 1 belongs to no tag, or to two"),
        (claim_nothing, "it does not say that it is PDF/UA-1 and PDF/A-2a"),
        (use_other_words, "its tags cannot be read (KeyError: 'K')"),
    ],
    ids=lambda value: getattr(value, "__name__", "").replace("_", " ") or None,
)
def test_each_fault_is_found(checked: Checked, document: Document, spoil: Spoil, said: str) -> None:
    assert said in checked(document, spoil)


def test_what_is_right_in_pdf_2_is_right(checked: Checked, document: Document) -> None:
    assert checked(document._replace(pdf="PDF/UA-2"), lambda _: None) == ""


def take_a_namespace(pdf: Any) -> None:
    del elements(pdf, "/H2")[0]["NS"]


def lead_a_bookmark_to_a_place_only(pdf: Any) -> None:
    marks = [item for item in pdf.objects if isinstance(item, dict) and "Title" in item]
    del marks[-1]["A"]["SD"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (call_a_heading_a_paragraph, "its tags differ from the paper at"),
        (claim_nothing, "it does not say that it is PDF/UA-2, WTPDF and PDF/A-4"),
        (take_a_namespace, "its tags have no namespace"),
        (lead_a_bookmark_to_a_place_only, "a link or bookmark in it leads to no tag"),
    ],
    ids=lambda value: getattr(value, "__name__", "").replace("_", " ") or None,
)
def test_each_fault_in_pdf_2_is_found(
    checked: Checked, document: Document, spoil: Spoil, said: str
) -> None:
    assert said in checked(document._replace(pdf="PDF/UA-2"), spoil)
