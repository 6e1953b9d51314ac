"""WeasyPrint gets the same tree of a page from the parser of XML as from tinyhtml5."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from jacpaper.build.prepare import prepare
from jacpaper.patches import sources, weasyprint_html
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers import web
from jacpaper.writers.pdf import engine, writer
from libraries import changed, python

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from xml.etree.ElementTree import Element

PROJECTS = ROOT, ROOT / "examples" / "midshire", ROOT / "examples" / "caledonia"
PAPERS = [(project, day) for project in PROJECTS for day in meetings(project)]
# Spaces between these mean nothing, and the two parsers do not agree on whose they are.
OUTER = ("html", "head", "body")
NOT_XML = {
    "no end tag": "<p>One<p>Two",
    "an entity of HTML": "<p>One&nbsp;two</p>",
    "a control character": "<p>One\x01two</p>",
    "half a character": "<p>One\ud800two</p>",
    "a line break in an attribute": '<p title="One\ntwo">One</p>',
    "an attribute twice": '<p id="one" id="two">One</p>',
}


def tree(page: str, *, patched: bool) -> Element:
    weasyprint = engine.load()
    with weasyprint_html.read_as_xml() if patched else nullcontext():
        found: Element = weasyprint.HTML(string=page).etree_element
    return found


def content(element: Element, parent: str = "html") -> list[Any]:
    """Return all that is in a tree and that styles or a layout can depend on."""
    text, tail = element.text or "", element.tail or ""
    attributes = {name: value for name, value in element.attrib.items() if "xmlns" not in name}
    return [
        element.tag,
        attributes,
        text.strip() if element.tag in OUTER else text,
        [content(child, element.tag) for child in element],
        tail.strip() if parent in OUTER else tail,
    ]


@pytest.fixture
def without_tinyhtml5(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **_2: object) -> None:
        raise AssertionError("tinyhtml5 was called")

    engine.load()
    monkeypatch.setattr("tinyhtml5.parse", never)


def pages(project: Path, day: date) -> list[str]:
    return [web.page(paper) for paper in prepare(project, day)[0].papers]


@pytest.mark.parametrize(("project", "day"), PAPERS)
def test_the_tree_of_a_paper_is_that_of_tinyhtml5(project: Path, day: date) -> None:
    for page in pages(project, day):
        assert content(tree(page, patched=True)) == content(tree(page, patched=False))


@pytest.mark.usefixtures("without_tinyhtml5")
@pytest.mark.parametrize(("project", "day"), PAPERS)
def test_a_paper_is_read_without_tinyhtml5(project: Path, day: date) -> None:
    for page in pages(project, day):
        assert tree(page, patched=True).tag == "html"


@pytest.mark.usefixtures("without_tinyhtml5")
def test_a_pdf_is_made_without_tinyhtml5() -> None:
    (paper,) = prepare(ROOT, PAPERS[0][1])[0].papers
    assert writer.write(paper, template_folder(ROOT)).content


@pytest.mark.parametrize("body", NOT_XML.values(), ids=NOT_XML)
def test_what_is_not_xml_is_left_to_tinyhtml5(body: str) -> None:
    page = f"<!DOCTYPE html><html><head></head><body>{body}</body></html>"
    assert content(tree(page, patched=True)) == content(tree(page, patched=False))


def test_tinyhtml5_is_as_it_was_afterwards() -> None:
    engine.load()
    import tinyhtml5

    before = tinyhtml5.parse
    with weasyprint_html.read_as_xml():
        assert tinyhtml5.parse is not before
    assert tinyhtml5.parse is before


def test_the_patch_knows_the_installed_weasyprint() -> None:
    assert sources.are_known("weasyprint", weasyprint_html.KNOWN)


def test_another_weasyprint_is_left_as_it_is(tmp_path: Path) -> None:
    code = """
import tinyhtml5
from jacpaper.patches import weasyprint_html
before = tinyhtml5.parse
with weasyprint_html.read_as_xml():
    print(tinyhtml5.parse is before)
"""
    assert python(code) == "False\n"
    environment = changed("weasyprint", tmp_path, {"__init__.py": ("", "# changed\n")})
    assert python(code, **environment) == "True\n"
