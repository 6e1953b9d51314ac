"""The judges find nothing in any example paper, and each finds the faults planted for it."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import weasyprint

import judges
import validators
from conftest import MEETING, ROOT
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers import web
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import writer as word
from rezip import change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MIDSHIRE = ROOT / "examples" / "midshire"
WRITERS: tuple[tuple[str, Any], ...] = ((".pdf", pdf), (".docx", word), (".html", web))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Write every example paper in the formats that have judges; return the paths by ending."""
    folder = tmp_path_factory.mktemp("papers")
    made: dict[str, list[Path]] = {ending: [] for ending, _ in WRITERS}
    for project, meeting in [(ROOT, date.fromisoformat(MEETING)),
                             *((MIDSHIRE, one) for one in meetings(MIDSHIRE))]:  # fmt: skip
        for document in prepare(project, meeting)[0].papers:
            for ending, writer in WRITERS:
                path = folder / f"{project.name}-{meeting}-{document.name}{ending}"
                path.write_bytes(writer.write(document, template_folder(project)).content)
                made[ending].append(path)
    assert {len(paths) for paths in made.values()} == {8}
    return made


@pytest.mark.parametrize(
    ("ending", "number"),
    [(ending, number) for ending, all_ in judges.BY_ENDING.items() for number in range(len(all_))],
    ids=[judge.__name__ for all_ in judges.BY_ENDING.values() for judge in all_],
)
def test_finds_nothing_in_any_example(
    papers: dict[str, list[Path]], ending: str, number: int
) -> None:
    assert judges.BY_ENDING[ending][number](papers[ending]) == []


# PDF: as WeasyPrint alone makes it, without our tags

HEAD = '<html lang="en-GB"><head><title>A paper</title></head><body>'
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
ONE_ROW = "<table><tr><th>Year</th><th>Open</th></tr><tr><td>2024</td></tr></table>"


@pytest.mark.parametrize(
    ("html", "variant", "rule"),
    [
        ("<html><head><title>T</title></head><body><h1>T</h1>", "pdf/ua-1", "ua1 7.2-"),
        ('<html lang="en-GB"><body><h1>T</h1>', "pdf/ua-1", "ua1 7.1-9"),
        (f"{HEAD}<h1>T</h1><h3>Skips</h3>", "pdf/ua-1", "ua1 7.4.2-1"),
        (f"{HEAD}<h1>T</h1><img src='{PIXEL}' width=40>", "pdf/ua-1", "ua1 7.3-1"),
        (f"{HEAD}<h1>T</h1>{ONE_ROW}", "pdf/ua-1", "ua1 7.2-"),
        (f"{HEAD}<h1>T</h1>", None, "ua1 "),
        (f"{HEAD}<h1>T</h1>", "pdf/ua-1", "2a "),
    ],
    ids=["no language", "no title", "skipped heading", "picture without words", "ragged table",
         "untagged", "no PDF/A"],
)  # fmt: skip
def test_verapdf_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str, variant: str | None, rule: str
) -> None:
    monkeypatch.setattr(weasyprint.pdf, "add_tags", weasyprint.pdf.tags.add_tags)
    wrong = tmp_path / "wrong.pdf"
    weasyprint.HTML(string=html).write_pdf(wrong, pdf_variant=variant)
    found = judges.verapdf([wrong])
    assert any(one.startswith(f"wrong.pdf: {rule}") for one in found), found


def test_verapdf_says_that_a_file_is_none(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pdf"
    wrong.write_bytes(b"no PDF at all")
    assert any("cannot be read" in one for one in judges.verapdf([wrong]))


# Word: each fault with the judge that must find it; only together do they find all

# All in one file, as this judge takes a second and a half to start; and what it says of each.
SDK_FAULTS = {
    "value not in the enumeration": (
        r'(<w:pStyle w:val="Paragraph"/>)', r'\1<w:jc w:val="middle"/>', "invalid value 'middle'"
    ),
    "unknown element": (r"<w:body>", r"<w:body><w:unheardOf/>", "main:unheardOf'"),
    "wrong order": (
        r"(<w:pStyle [^>]*/>)(<w:keepNext/>)", r"\2\1", "unexpected child element .*main:pStyle'"
    ),
    "table without grid": (
        r"<w:tblGrid>.*?</w:tblGrid>", "", "unexpected child element .*main:tr'"
    ),
    "width in words": (r'(<w:tcW [^>]*w:w=")\d+', r"\1wide", "The value 'wide'"),
    "pictures with one id": (
        r'(<wp:docPr id=")\d+', r"\g<1>1", "'id' should have unique value"
    ),
}  # fmt: skip
WORD_FAULTS = {
    "pictures with one id": (r'(<wp:docPr id=")\d+', r"\g<1>1", judges.jubarte),
    "link to nothing": (r'r:id="rId', r'r:id="rIdNowhere', judges.jubarte),
    "two bookmarks with one id": (r'(<w:bookmarkStart w:id=")(\d+)', r"\g<1>1", judges.jubarte),
    "bookmark end without start": (r"<w:bookmarkStart [^>]*/>", "", judges.jubarte),
    "cell without paragraph": (
        r"(<w:tc><w:tcPr>.*?</w:tcPr>)<w:p [^>]*>.*?</w:p></w:tc>", r"\1</w:tc>", judges.jubarte
    ),
    "comment that is not there": (
        r"</w:p>", '<w:r><w:commentReference w:id="7"/></w:r></w:p>', judges.jubarte
    ),
    "picture without words": (r'(<wp:docPr [^>]*)descr="[^"]*"', r"\1", judges.jubarte),
    "no such numbering": (
        r'<w:numId w:val="\d+"/>', '<w:numId w:val="987"/>', validators.in_word_files
    ),
    "no such style": (r'w:pStyle w:val="', 'w:pStyle w:val="Nowhere', validators.in_word_files),
    "cell of no column": (
        r"(<w:tcW [^>]*/>)", r'\1<w:gridSpan w:val="0"/>', validators.in_word_files
    ),
    "cell of two columns": (
        r"(<w:tcW [^>]*/>)", r'\1<w:gridSpan w:val="2"/>', validators.in_word_files
    ),
    "two bookmarks with one name": (
        r'(<w:bookmarkStart [^>]*w:name=")[^"]*', r"\1same", judges.jubarte
    ),
}  # fmt: skip


def with_faults(papers: dict[str, list[Path]], wrong: Path, faults: Iterable[Any]) -> Path:
    """Write a paper with faults, each of which is a pattern and what replaces it."""
    source = next(path for path in papers[".docx"] if "2025-06-26" in path.name)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for pattern, replacement, _ in faults if name == "word/document.xml" else ():
                right = content.decode()
                content = re.sub(pattern, replacement, right, flags=re.DOTALL).encode()
                assert content != right.encode()
            new.writestr(name, content)
    return wrong


def test_the_open_xml_sdk_sees(papers: dict[str, list[Path]], tmp_path: Path) -> None:
    wrong = with_faults(papers, tmp_path / "wrong.docx", SDK_FAULTS.values())
    found = "\n".join(judges.open_xml_sdk([wrong]))
    unseen = [fault for fault, (*_, said) in SDK_FAULTS.items() if not re.search(said, found)]
    assert not unseen, found


@pytest.mark.parametrize("fault", WORD_FAULTS)
def test_a_judge_of_word_sees(papers: dict[str, list[Path]], tmp_path: Path, fault: str) -> None:
    judge = WORD_FAULTS[fault][2]
    assert judge([with_faults(papers, tmp_path / "wrong.docx", [WORD_FAULTS[fault]])])


def test_a_judge_of_word_sees_a_total_of_pages_that_is_wrong(
    papers: dict[str, list[Path]], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(papers[".docx"][0].read_bytes())
    change(wrong, "word/footer1.xml", lambda xml: xml.replace(">…<", ">1<"))
    assert judges.jubarte([wrong])


# Web page: each fault with the judges that see it

PAGE_FAULTS = {
    "no-language": (' lang="en-GB"', "", "nu html_validate"),
    "unknown-element": ("<main>", "<main><unheard></unheard>", "nu html_validate"),
    "unknown-property": ("--link:", "colour: red; --link:", "nu"),
    "wrong-value": ("margin: 0;", "margin: wide;", "nu"),
    "two-with-one-id": ("<p ", '<p id="a">a</p><p id="a">a</p><p ', "nu html_validate"),
    "picture-without-words": ("<p ", '<p><img src="x.png"></p><p ', "nu html_validate"),
    "block-in-text": ("<h1", "<span><p>a</p></span><h1", "nu html_validate"),
    "native-element": ("<section ", '<div role="region"></div><section ', "html_validate"),
    "long-title": ("<title>", f"<title>{'long ' * 20}", "html_validate"),
}


@pytest.mark.parametrize("judge", [judges.nu, judges.html_validate], ids=["nu", "html_validate"])
def test_a_judge_of_pages_sees(
    papers: dict[str, list[Path]], tmp_path: Path, judge: judges.Judge
) -> None:
    page = papers[".html"][0].read_text(encoding="utf-8")
    wrong = []
    for fault, (old, new, _) in PAGE_FAULTS.items():
        assert old in page, fault
        wrong.append(tmp_path / f"{fault}.html")
        wrong[-1].write_text(page.replace(old, new, 1), encoding="utf-8")
    found = judge(wrong)
    seen = {path.stem for path in wrong if any(path.name in one for one in found)}
    expected = {fault for fault, (*_, by) in PAGE_FAULTS.items() if judge.__name__ in by.split()}
    assert seen >= expected, found


# Without them


@pytest.mark.parametrize("judge", [one for all_ in judges.BY_ENDING.values() for one in all_],
                         ids=lambda judge: judge.__name__)  # fmt: skip
def test_a_judge_that_is_absent_fails_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judge: Any
) -> None:
    monkeypatch.setattr(judges, "HOME", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="make tools"):
        judge([tmp_path])
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="make tools"):
        judge([tmp_path])
