"""The web page: what can be linked to, its landmarks, and what a browser prints of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

import page_audit
from conftest import ROOT
from jacpaper.build.prepare import prepare
from jacpaper.language import english
from jacpaper.problems import Place
from jacpaper.project.layout import template_folder
from jacpaper.tree import numbering
from jacpaper.tree.elements import CAPTIONED
from jacpaper.tree.reader import parse
from jacpaper.writers import web

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.tree.document import Document

MIDSHIRE = ROOT / "examples" / "midshire"


@cache
def paper() -> Document:
    return prepare(MIDSHIRE, date(2026, 3, 26))[0]


@cache
def page() -> lxml.html.HtmlElement:
    return lxml.html.fromstring(web.page(paper(), "p {}"))


def test_every_number_can_be_linked_to() -> None:
    for block in paper().body.elements:
        if block.tag in CAPTIONED:
            number = next(block.find(CAPTIONED[block.tag])).number
            (found,) = page().xpath("//*[@id=$id]", id=number.lower().replace(" ", "-"))
            assert found.text_content().startswith(f"{number}: ")
        elif block.number and block.tag != "h2":
            (found,) = page().xpath("//*[@id=$id]", id=block.number)
            assert found.text_content().startswith(f"{block.number} ")


def test_no_id_is_there_twice_and_every_reference_leads_somewhere() -> None:
    ids = page().xpath("//@id")
    assert len(ids) == len(set(ids))
    for place in page().xpath("//@aria-labelledby | //a[starts-with(@href, '#')]/@href"):
        assert place.lstrip("#") in ids


def test_the_ids_of_the_template_come_first() -> None:
    """One of the template's may be what a number would have."""
    html = (
        '<title>T</title><h1>T</h1><h2 id="own">A</h2><p class="paragraph" id="section-2">B</p>'
        '<p class="paragraph">C</p><h2>D</h2><h2 class="unnumbered">E</h2>'
    )
    body = parse(html, Place("x"), Place, {})
    body.children.remove(next(body.find("title")))
    document = paper()._replace(body=numbering.number(body, english))
    made: Any = lxml.html.fromstring(web.page(document, "p {}"))
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {"own", "section-2", "1.1", "1.2"} <= set(ids)
    assert made.xpath("string(//p[@id='section-2'])") == "1.1 B"
    assert len(made.xpath("//section[@aria-labelledby = .//h2/@id]")) == 3


def test_each_section_is_a_landmark_named_by_its_heading() -> None:
    sections = page().xpath("//section[@aria-labelledby]")
    headings = [block for block in paper().body.elements if block.tag == "h2"]
    assert len(sections) == len(headings)
    for section, heading in zip(sections, headings, strict=True):
        (named,) = section.xpath("./*[@id=$id]", id=section.get("aria-labelledby"))
        assert named.tag == "h2"
        assert heading.text in named.text_content()


def test_the_first_link_skips_to_the_first_section(tmp_path: Path, chromium: Browser) -> None:
    path = tmp_path / "paper.html"
    path.write_bytes(web.write(paper(), template_folder(MIDSHIRE)).content)
    context = chromium.new_context(offline=True)
    sheet = context.new_page()
    sheet.goto(path.as_uri())
    link = sheet.get_by_role("link", name="Skip to the first section")
    assert link.evaluate("one => one.getBoundingClientRect().left") < -100
    sheet.keyboard.press("Tab")
    assert link.evaluate("one => one === document.activeElement")
    assert link.evaluate("one => one.getBoundingClientRect().left") >= 0
    sheet.keyboard.press("Enter")
    assert sheet.evaluate("document.querySelector(':target').textContent") == "1. Purpose of report"
    sheet.emulate_media(media="print")
    assert not link.is_visible()
    context.close()


def test_a_page_without_sections_has_nothing_to_skip() -> None:
    body = numbering.number(
        parse("<title>T</title><h1>T</h1><p>A</p>", Place("x"), Place, {}), english
    )
    assert 'class="skip"' in web.page(paper(), "p {}")
    assert 'class="skip"' not in web.page(paper()._replace(body=body), "p {}")


def test_what_weasyprint_lays_out_has_neither() -> None:
    assert "<section" not in web.page(paper())
    assert 'id="table-1"' not in web.page(paper())


@pytest.fixture
def printed(tmp_path: Path, chromium: Browser) -> Path:
    """Return what Chromium prints of the restricted paper and the paper, as one marked paper."""
    marked = paper()._replace(header={**paper().header, "marking": 'OFFICIAL "A" <b>'})
    source, path = tmp_path / "page.html", tmp_path / "printed.pdf"
    source.write_bytes(web.write(marked, template_folder(MIDSHIRE)).content)
    tab = chromium.new_page()
    tab.goto(source.as_uri())
    tab.pdf(path=path, prefer_css_page_size=True)
    tab.close()
    return path


def test_a_browser_prints_it_as_well_as_the_pdf_is(printed: Path) -> None:
    assert page_audit.findings(printed, paper().body) == []
    read = page_audit.pages(printed)
    assert any(one.width > one.height for one in read), "the appendices are on landscape pages"
    for one in read:
        foot = " ".join(word.text for word in one.words if word.top < 62)
        assert 'OFFICIAL "A" <b>' in foot


def test_it_fits_a_narrow_screen_in_the_dark(tmp_path: Path, chromium: Browser) -> None:
    source = tmp_path / "page.html"
    source.write_bytes(web.write(paper(), template_folder(MIDSHIRE)).content)
    tab = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    tab.goto(f"{source.as_uri()}#table-2")
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    assert tab.evaluate("scrollY") > 0
    wide = ".scroll:has(table)"
    assert tab.evaluate(f"document.querySelector('{wide}').tabIndex") == 0
    tab.focus(f"{wide}:has(#table-2)")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function(f"document.querySelector('{wide}:has(#table-2)').scrollLeft > 0")
    tab.close()
