"""Words with formats become light Markdown that is read as these words; a text has its parts."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jacpaper.review import markdown, words
from jacpaper.review.words import Word
from jacpaper.text import light_markdown

LETTERS = st.text("abcXYZ0123456789.,:;!?*_[]<>\\`&#+-()'\"{}", min_size=1, max_size=6)
FORMATS = st.sampled_from([(False, False), (True, False), (False, True)])


@st.composite
def runs(draw: st.DrawFn) -> list[Word]:
    """Some words, each with a format, and spaces between them."""
    found: list[Word] = []
    for said, (strong, em) in draw(st.lists(st.tuples(LETTERS, FORMATS), min_size=1, max_size=6)):
        found += [Word(" "), Word(said, strong, em)]
    return found[1:]


def shown(html_text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", html_text)).strip()


@given(runs())
def test_is_read_as_the_words_that_were_written(run: list[Word]) -> None:
    text = markdown.written(run)
    read = light_markdown.to_inline_html(text)
    assert shown(read) == words.text(run).strip(), text
    bold = "".join(word.text for word in run if word.strong).replace(" ", "")
    assert shown("".join(re.findall(r"<strong>(.*?)</strong>", read))).replace(" ", "") == bold


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.", [("", "One.")]),
        ("One\ntwo.\n\nThree.\n", [("", "One\ntwo."), ("", "Three.")]),
        ("Some:\n\n- a\n- b\n\nMore.", [("", "Some:"), ("- ", "a"), ("- ", "b"), ("", "More.")]),
        ("Some:\n- a\n  goes on\n- b", [("", "Some:"), ("- ", "a\n  goes on"), ("- ", "b")]),
        ("1. a\n2. b", [("1. ", "a"), ("2. ", "b")]),
        ("In\n2025. It was.", [("", "In\n2025. It was.")]),
    ],
)
def test_a_text_has_these_parts(text: str, parts: list[tuple[str, str]]) -> None:
    found = markdown.parts(text)
    assert [(part.mark, part.text) for part in found] == parts
    again = markdown.joined(found, text)
    assert light_markdown.to_html(again) == light_markdown.to_html(text)
    assert again.endswith("\n") == text.endswith("\n")


def test_the_marks_of_the_older_text_are_kept() -> None:
    run = [Word("so", em=True), Word(" "), Word("it", strong=True)]
    assert markdown.written(run, "_was_ __there__") == "_so_ __it__"
    assert markdown.written(run) == "*so* **it**"


def test_a_language_is_kept() -> None:
    run = [Word("Heddlu", lang="cy"), Word(" ", lang="cy"), Word("Gwent", lang="cy"), Word(".")]
    assert markdown.written(run) == "[Heddlu Gwent]{lang=cy}."
