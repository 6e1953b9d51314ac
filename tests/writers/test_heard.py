"""Papers of any words, heard in Word, PDF and web page as they were written, to the character."""

from __future__ import annotations

from datetime import date
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import heard
from conftest import MEETING, ROOT
from jacpaper.build.prepare import prepare
from jacpaper.language import english
from jacpaper.problems import Place
from jacpaper.project.layout import template_folder
from jacpaper.tree import numbering
from jacpaper.tree.picture import Picture
from jacpaper.tree.reader import parse
from jacpaper.writers import web
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import writer as word

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.tree.document import Document

# Words that can break within, that are longer than a line, and that are none.
WORDS = (
    "a", "the", "of", "force", "Constabulary", "follow-up", "2023/25", "5\u00a0days", "“so”", "<b>",
    "Fire & Rescue", "\u2013", "www.justiceinspectorates.gov.uk/publications/a-very-long-report",
    "10%", "recommendations", "(AFIs)", "unforeseen", "e.g.", "W" * 70,
)  # fmt: skip
short = st.lists(st.sampled_from(WORDS[:8]), min_size=1, max_size=5).map(" ".join)
# A long word comes after a space: WeasyPrint does not break it where its element begins.
rest = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
sentences = st.builds("{} {}".format, short, rest).map(str.strip)


@st.composite
def mixed(draw: st.DrawFn) -> str:
    """Return words with links and emphasis, with and without a space between them."""
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        words = escape(draw(sentences), quote=False)
        form = draw(st.sampled_from(("{}", '<a href="https://a.org/">{}</a>', "<em>{}</em>",
                                     '<span lang="cy">{}</span>',
                                     "<strong>{}</strong>")))  # fmt: skip
        parts += [form.format(words), draw(st.sampled_from((" ", ", ", "")))]
    return "".join(parts).strip()


@st.composite
def blocks(draw: st.DrawFn) -> str:
    match draw(st.sampled_from(("p", "p", "p", "h3", "ul", "ol", "table", "figure"))):
        case "p":
            name = draw(st.sampled_from(("", ' class="paragraph"')))
            return f"<p{name}>{draw(mixed())}</p>"
        case "h3":
            return f'<h3 class="paragraph">{escape(draw(short), quote=False)}</h3>'
        case "ul" | "ol" as tag:
            items = "".join(
                f"<li>{one}</li>" for one in draw(st.lists(mixed(), min_size=1, max_size=4))
            )
            return f"<{tag}>{items}</{tag}>"
        case "table":
            row = "<tr><th>{}</th><td>{}</td><td>{}</td></tr>"
            rows = (row.format(draw(short), draw(mixed()), draw(mixed()))
                    for _ in range(draw(st.integers(1, 4))))  # fmt: skip
            rows = (one.replace("<b>", "b") for one in rows)
            head = "<thead><tr><th>Name</th><th>What it is</th><th>Said</th></tr></thead>"
            return f"<table><caption>Of all</caption>{head}<tbody>{''.join(rows)}</tbody></table>"
        case _:
            return '<figure><figcaption>A chart</figcaption><img src="a-chart"></figure>'


@st.composite
def papers(draw: st.DrawFn) -> str:
    inside = "".join(draw(st.lists(blocks(), min_size=4, max_size=8)))
    return f"<title>A paper</title><h1>A paper</h1><h2>A section</h2>{inside}"


@cache
def reference_paper() -> Document:
    return prepare(ROOT, date.fromisoformat(MEETING))[0]


def laid_out(html: str) -> Document:
    """Return the reference paper with other words."""
    pictures = {"a-chart": Picture("<path/>", "A chart that says it all", 10, 10)}
    body = parse(html, Place("paper.html.j2"), Place, pictures)
    body.children.remove(next(body.find("title")))
    return reference_paper()._replace(body=numbering.number(body, english))


# A paper takes a second, so a failing one is not made smaller.
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(html=papers())
def test_any_paper_is_heard_as_written(tmp_path: Path, chromium: Browser, html: str) -> None:
    document, folder = laid_out(html), template_folder(ROOT)
    files = {ending: tmp_path / f"paper{ending}" for ending in (".pdf", ".docx", ".html")}
    for ending, writer in ((".pdf", pdf), (".docx", word), (".html", web)):
        files[ending].write_bytes(writer.write(document, folder).content)
    heard.assert_as_written(document.body, files, chromium)
