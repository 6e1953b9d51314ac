"""Planted faults: each validator must see what it is here to see, or the suite is blind."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
import weasyprint

import validators

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

HEAD = '<html lang="en-GB"><head><title>A paper</title></head><body>'
TABLE = (
    "<table><tr><{0}>Year<{0}>Open<{0}>Closed</tr><tr><{0}>2024<td>3<td>4</tr>"
    "<tr><{0}>2025<td>3<td>4</tr></table>"
)
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def raw_pdf(path: Path, html: str, variant: str | None = "pdf/ua-1") -> list[str]:
    """Return what is found in a PDF as WeasyPrint alone makes it: without our tags."""
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant=variant)
    return validators.in_pdf(path)


@pytest.fixture(autouse=True)
def weasyprints_own_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint.pdf, "add_tags", weasyprint.pdf.tags.add_tags)


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<html><head><title>T</title></head><body><h1>T</h1>", "/lang"),
        ('<html lang="en-GB"><body><h1>T</h1>', "title"),
        (f"{HEAD}<h1>T</h1><h3>Skips</h3>", "heading"),
        (f"{HEAD}<h1>T</h1><img src='{PIXEL}' width=40>", "alternat"),
    ],
    ids=["no language", "no title", "skipped heading", "picture without words"],
)
def test_both_pdf_validators_see(tmp_path: Path, html: str, says: str) -> None:
    found = raw_pdf(tmp_path / "wrong.pdf", html)
    assert any(one.startswith("ua1") and says in one.lower() for one in found), found
    assert any(one.startswith("outloud") for one in found), found


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (f"{HEAD}<h1>T</h1>{TABLE.format('td')}", "TBL-001"),
        (f"{HEAD}<h1>T</h1>{TABLE.format('th')}", "TBL-002"),
        (f"{HEAD}<h1>T</h1><img alt='chart-3.png' src='{PIXEL}' width=40>", "outloud"),
        (
            "<style>@page { margin: 25mm; @top-left { content: 'A header' } }</style>"
            + HEAD
            + "<h1>T</h1>"
            + "<p style='break-before: page'>Words" * 6,
            "PAG-001",
        ),
    ],
    ids=["no header cells", "no scope", "file name for words", "header as content"],
)
def test_outloud_sees_what_conformance_does_not(tmp_path: Path, html: str, rule: str) -> None:
    found = raw_pdf(tmp_path / "wrong.pdf", html)
    assert any(one.startswith("outloud") and rule in one for one in found), found


def test_pdf_a_needs_more_than_pdf_ua(tmp_path: Path) -> None:
    found = raw_pdf(tmp_path / "wrong.pdf", f"{HEAD}<h1>T</h1>")
    assert any(one.startswith("2a ") for one in found), found
    assert not any(one.startswith("ua1 ") for one in found), found


def test_an_untagged_pdf_is_seen(tmp_path: Path) -> None:
    found = raw_pdf(tmp_path / "wrong.pdf", f"{HEAD}<h1>T</h1>", variant=None)
    for validator in ("ua1", "2a", "outloud"):
        assert any(one.startswith(validator) for one in found), validator


@pytest.mark.parametrize("copied", [False, True], ids=["one tag", "two tags"])
def test_a_paragraph_that_is_tagged_twice_is_seen(
    paper: Path, tmp_path: Path, *, copied: bool
) -> None:
    """VeraPDF sees neither, outloud the second alone."""
    wrong = tmp_path / "wrong.pdf"
    with pikepdf.open(paper.with_suffix(".pdf")) as pdf:
        whole = pdf.Root.StructTreeRoot.K[0]
        tag = next(one for one in whole.K if one.S == "/P")
        whole.K.append(pdf.make_indirect(pikepdf.Dictionary(dict(tag.items()))) if copied else tag)
        pdf.save(wrong)
    assert validators.tagged_twice(paper.with_suffix(".pdf")) == []
    (found,) = validators.tagged_twice(wrong)
    assert "is tagged 2 times" in found
    assert found in validators.in_pdf(wrong)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda xml: xml.replace("<w:body>", "<w:body><w:unheardOf/>", 1),
        lambda xml: xml.replace("</w:tbl>", "<w:tblPr/></w:tbl>", 1),
        lambda xml: xml.replace('w:pStyle w:val="', 'w:pStyle w:val="Nowhere', 1),
        lambda xml: xml.replace('r:id="rId', 'r:id="rIdNowhere', 1),
    ],
    ids=["unknown element", "wrong order", "unknown style", "link to nothing"],
)
def test_the_word_validator_sees(paper: Path, tmp_path: Path, spoil: Callable[[str], str]) -> None:
    wrong = tmp_path / "wrong.docx"
    with (
        zipfile.ZipFile(paper.with_suffix(".docx")) as old,
        zipfile.ZipFile(wrong, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                spoilt = spoil(content.decode())
                assert spoilt != content.decode()
                content = spoilt.encode()
            new.writestr(name, content)
    assert validators.in_word(wrong)


SPOILT = {
    "html-has-lang": (' lang="en-GB"', ""),
    "color-contrast": ("--link: #17478f", "--link: #c5d4ea"),
    "landmark-one-main": ("<main>", "<div>"),
    "empty-heading": ("<h1", "<h1></h1><h1"),
    "scrollable-region-focusable": ('tabindex="0"', ""),
    "image-alt": ("<p ", '<img src="x.png"><p '),
}


@pytest.mark.parametrize("rule", SPOILT)
def test_axe_sees(paper: Path, tmp_path: Path, chromium: Browser, rule: str) -> None:
    page = paper.with_suffix(".html").read_text(encoding="utf-8")
    old, new = SPOILT[rule]
    assert old in page
    wrong = tmp_path / "wrong.html"
    wrong.write_text(page.replace(old, new), encoding="utf-8")
    found = validators.in_web_page(chromium, wrong, validators.NARROW)
    assert any(one.startswith(f"axe {rule} ") for one in found), found


@pytest.mark.parametrize("style", ["color: #999", "background: #666", "opacity: 0.4"])
def test_axe_sees_one_pale_line_among_many(
    paper: Path, tmp_path: Path, chromium: Browser, style: str
) -> None:
    """As only some of the elements that look alike are asked about."""
    page = paper.with_suffix(".html").read_text(encoding="utf-8")
    before, line, after = page.rpartition("<li")
    wrong = tmp_path / "wrong.html"
    wrong.write_text(f'{before}{line} style="{style}"{after}', encoding="utf-8")
    found = validators.in_web_page(chromium, wrong, validators.NARROW)
    assert [one for one in found if one.startswith("axe color-contrast ") and style in one]


def test_the_width_of_a_page_is_seen(paper: Path, tmp_path: Path, chromium: Browser) -> None:
    page = paper.with_suffix(".html").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.html"
    wrong.write_text(page.replace("<main>", '<main style="width: 50em">'), encoding="utf-8")
    found = validators.in_web_page(chromium, wrong, validators.NARROW)
    assert any("px wide on a screen of 320 px" in one for one in found)
