"""Whatever a paper prints outside its template and inputs is of the language it is given."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, get_args

import lxml.html
import pytest

import invented
from conftest import ROOT
from jacpaper.facts.committee import LesserFinding
from jacpaper.facts.register import Item, Register
from jacpaper.facts.value_types import Grade, ItemType, Status
from jacpaper.hmicfrs.arithmetic import ComparedGrade
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.language import english
from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.project.template_folder import TemplateFolder
from jacpaper.register.counting import breakdown, profile
from jacpaper.writers import web

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.language.interface import Language
    from jacpaper.tree.document import Document

MIDSHIRE = ROOT / "examples" / "midshire"
DAY, EARLIER, LATER = date(2026, 3, 6), date(2024, 1, 1), date(2026, 3, 20)

# All that code can print, and no letter of the template's own.
WORDLESS = """
<title>1</title>
<p class="marking">{{ restricted.marking }}</p>
<h1>1</h1>
<h2 id="a">1</h2>
<p class="paragraph" id="b">
  {% for one in (0, 1, 2, 7) %}{{ one | counted("·", ":") }} {{ one | signed }} {% endfor %}
  {{ (1, 2, 3) | listed | sentence }} {{ meeting | date }}
  {% for key in words %}{{ key | words }} {% endfor %}
  {{ {"1": "good", "2": "inadequate", "3": "not graded"} | grade_counts | listed }}
  {% for one in forthcoming %}
  {% for day in (one.evidence_window_opens, one.notification) if day %}
  {{ day | when }} {{ day | since }} {{ day | date }}
  {% endfor %}
  {% if one.fieldwork %}{{ one.fieldwork.starts | when }} {% if one.fieldwork.lasts -%}
  {{ one.fieldwork.lasts | duration }}{% endif %}{% endif %}
  {% endfor %}
  {% for item in register.open %}{{ register.status_words(item) | sentence }} {% endfor %}
  <a href="#a"></a> <a href="#b"></a> <a href="#c"></a> <a href="#d"></a> <a href="#e"></a>
</p>
{% for parts in (register.by_report(), register.by_type(), register.by_status(), register.by_age(),
                 register.by_due(), register.by_rating(), register.by_reach(),
                 register.by_theme()) %}
<table{{ ' id="c"' | safe if loop.first }}>
  <caption>1</caption>
  <thead><tr> <th>1</th> <th>2</th> </tr></thead>
  <tbody>
    {% for row in parts.rows %}
    <tr> <th>{{ row.name }}</th> <td>{{ row.count }}</td> </tr>
    {% endfor %}
  </tbody>
</table>
{% endfor %}
{% for name in pictures %}
<figure{{ ' id="d"' | safe if loop.first }}>
  <figcaption>1</figcaption> <img src="{{ name }}">
</figure>
{% endfor %}
<h2 class="appendix" id="e">1</h2>
"""


def item(number: int, **facts: object) -> Item:
    known = {
        "reference": f"{number}", "report": "1", "report_year": 2024, "text": "1",
        "made": EARLIER, "status": "open", "status_words": "1", "changes": (EARLIER,),
    }  # fmt: skip
    return Item(**(known | facts))  # type: ignore[arg-type]


REGISTER = Register(
    (
        item(1, type="recommendation", force_specific=True, target=EARLIER),
        item(2, type="AFI", force_specific=False, target=EARLIER, revised=LATER),
        item(3, exempt=True),
        # Closed since the paper's day: what its status was then is said in words of ours.
        item(4, status="closed", changes=(EARLIER, LATER)),
        # Submitted since then.
        item(5, status="submitted for closure", status_date=LATER, rating="1", theme="1"),
    ),
    as_at=DAY,
)


def facts() -> PaperFacts:
    """Return Midshire's paper, with a register in which no cell holds a letter."""
    found = load(MIDSHIRE, date(2026, 3, 26))
    named = LesserFinding(one="φινδ", many="φινδσ", short="ΦΙΝΔ")
    committee = found.committee.model_copy(update={"lesser_finding": named})
    return found._replace(register=REGISTER, committee=committee)


def composed(folder: Path, template: str, language: Language) -> Document:
    for name in ("paper.html.j2", "restricted.html.j2"):
        (folder / name).write_text(template, encoding="utf-8")
    return compose(facts(), TemplateFolder(folder, "templates/wordless"), language=language)


def printed(document: Document) -> str:
    """Return all that the page shows and says, and what Word says of tables."""
    (body,) = lxml.html.fromstring(web.page(document, "p {}")).iter("body")
    labels = [part.get("aria-label", "") for part in body.iter("section")]
    descriptions = [table.description for table in document.body.find("table")]
    assert labels
    assert all(descriptions)
    return " ".join(
        [*map(str, body.itertext()), *labels, *descriptions, document.header["meeting date"]]
    )


@pytest.fixture
def wordless() -> str:
    return (
        "{% set words = ["
        + ", ".join(f'"{key}"' for key in (*english.WORDS, "AFI"))
        + "] %}"
        + WORDLESS
    )


def test_nothing_of_english_is_left_where_another_language_takes_its_place(
    tmp_path: Path, wordless: str
) -> None:
    document = composed(tmp_path, wordless, invented)
    for paper in document.papers:
        said = printed(paper)
        assert re.findall("[A-Za-z]+", said.replace(f"{invented.APPENDIX} A", "")) == []
        assert paper.language == invented.CODE
        for words in (
            *invented.WORDS.values(),
            invented.NOT_FOR_PUBLICATION,
            invented.SKIP,
            f"{invented.TABLE} 1",
            f"{invented.FIGURE} 2",
            f"{invented.APPENDIX} A",
            f"{invented.SECTION} 1",
            f"{invented.PARAGRAPH} 1.1",
            invented.CHART_CLOSED,
        ):
            assert words in said


def test_every_word_of_the_language_would_be_seen(tmp_path: Path, wordless: str) -> None:
    """In English the same template does print words: the test above looks where they stand."""
    said = printed(composed(tmp_path, wordless, english))
    rows = {name for key, name in english.ROWS.items() if key != "no_date"}
    for words in (
        *english.WORDS.values(), *rows, "ΦΙΝΔ", "Φινδ (ΦΙΝΔ)",
        "No date recorded", "NOT FOR PUBLICATION", "Skip to", "Table 1",
        "Figure 2", "Appendix A", "section 1", "paragraph 1.1", "one ·", "no :", "1, 2 and 3",
        "Came in", "in the last paper", "Bar chart of", "26 March 2026", "Mar", "one row under",
    ):  # fmt: skip
        assert words in said, words


def test_a_real_paper_has_the_words_of_its_language() -> None:
    """Midshire's template stays English; what code prints into it does not."""
    paper = load(MIDSHIRE, date(2026, 3, 26))
    document = compose(paper, template_folder(MIDSHIRE), language=invented)
    page = web.page(document, "p {}")
    assert '<html lang="qaa">' in page
    assert not re.search(r"(Table|Figure) \d|Appendix [A-Z]|\bone (item|is|report)\b", page)
    assert not [name for name in english.ROWS.values() if f'<th scope="row">{name}<' in page]
    assert "Bar chart" not in page
    assert re.search(r"Ταβ \d: Open recommendations and AFIs by report year", page)
    assert f'<th scope="row">{invented.ROWS["months_24_to_35"]}<' in page


@pytest.mark.parametrize("language", [english, invented])
def test_a_language_has_a_word_for_every_key(language: Language) -> None:
    changes = get_args(ComparedGrade.change.fget.__annotations__["return"])  # type: ignore[attr-defined]
    # What is not a recommendation is named in committee.yaml.
    types = {*get_args(ItemType)} - {"AFI"}
    keys = {*get_args(Grade), *types, *get_args(Status), *changes}
    assert keys <= set(language.WORDS)
    types = {*profile.TYPES.values()} - {"afi"}
    rows = {*types, *profile.AGES.values(), *profile.DUE, *profile.REACH.values()}
    assert {*rows, breakdown.NOT_RECORDED} == set(language.ROWS)


def test_a_key_that_the_language_has_no_words_for_is_refused(tmp_path: Path) -> None:
    template = '<title>1</title>\n<h1>1</h1>\n<p>{{ "god" | words }}</p>'
    with pytest.raises(Problems) as refused:
        composed(tmp_path, template, english)
    (problem,) = refused.value.problems
    assert str(problem.place) == "templates/wordless/paper.html.j2:3"
    assert problem.message == 'the filter "words" has none for "god"'
    assert problem.hint == 'did you mean "good"?'
