"""What is written as YAML is read back as the same text, by our reader and by others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from jacpaper.text import yaml_reader
from jacpaper.text.characters import unprintable, without_ligatures
from jacpaper.text.mojibake import misread
from jacpaper.text.yaml_writer import document, quoted, scalar

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.text(st.characters(codec="utf-8"))
WORDS = st.text("abnoyYN 019.,/()&-_'\"\\#:{}[]~\u2019\t\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("HMICFRS update", "HMICFRS update"),
        ("The force\u2019s (new) A&E plan, 2025/27", "The force\u2019s (new) A&E plan, 2025/27"),
        ("Part one: the start", '"Part one: the start"'),
        ("Say \u201cno\u201d", '"Say \u201cno\u201d"'),
        ('A "word" and \\', '"A \\"word\\" and \\\\"'),
        ("No", '"No"'),
        ("none", '"none"'),
        ("2025", '"2025"'),
        ("two  spaces", '"two  spaces"'),
        ("a\nb", '"a\\nb"'),
        ("", '""'),
    ],
)
def test_quotes_stand_where_they_must(text: str, written: str) -> None:
    assert scalar(text) == written


def as_value(text: str) -> str:
    return f"key: {scalar(text)} # a note\n"


def as_item(text: str) -> str:
    return f"key:\n  - {scalar(text)}\n"


def in_brackets(text: str) -> str:
    return f"key: [{quoted(text)}, other]\n"


SHAPES = pytest.mark.parametrize("shape", [as_value, as_item, in_brackets])


def first(data: Any) -> Any:
    return data["key"][0] if isinstance(data["key"], list) else data["key"]


@SHAPES
@given(text=TEXTS | WORDS)
@example(text="\x85")
@example(text="\u2028\ufeff\x7f")
def test_other_programs_read_the_same_text(shape: Any, text: str) -> None:
    assert first(yaml.safe_load(shape(text))) == text


def is_plain(text: str) -> bool:
    """Leave out what we never read as it stands, quoted or not."""
    # On a line of a file it stands between spaces.
    is_misread = misread(f" {text} ")
    return not unprintable(text) and not is_misread and without_ligatures(text) == text


@SHAPES
@given(text=(TEXTS | WORDS).filter(is_plain))
def test_we_read_the_same_text_and_doubt_nothing(
    tmp_path_factory: pytest.TempPathFactory, shape: Any, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    path.write_text(shape(text), encoding="utf-8")
    source = yaml_reader.read(path, "written.yaml")
    assert first(source.data) == text
    assert source.problems == ()


def test_what_no_paper_can_hold_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "written.yaml"
    path.write_text(as_value("a\x07b"), encoding="utf-8")
    (problem,) = yaml_reader.read(path, "written.yaml").problems
    assert "a control character (U+0007)" in problem.message


@given(text=WORDS)
def test_a_text_can_be_a_key(text: str) -> None:
    assert yaml.safe_load(f"{scalar(text)}: 1\n") == {text: 1}


ODD = {
    "plain": "words of a sentence",
    "no": "yes",
    "a: b": '"quoted", and a \\ and # no comment',
    "day": "2025-12-11",
    "number": 5,
    "figure": "5",
    "lines": "one\ntwo\ttabbed",
    "letters": "caf\u00e9 \u2013 \u201cso\u201d \u00a0 \U0001f600",
    "words": ["none", "unknown", "~", "- item", "{x}", ""],
    "maps": [{"on": "x, y", "years": {2024: {"open": 3, "new": -1}}}],
    "deep": {"years": {2024: {"open": 3}}, "list": ["a", {"b": "c: d"}]},
    "inputs/a b.yaml": {"off": "null"},
}


def test_a_document_is_read_back_as_it_was_by_two_readers(tmp_path: Path) -> None:
    text = document(ODD, "# one\n# two")
    assert text.startswith("# one\n# two\nplain: ")
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    read = yaml_reader.read(path, "odd.yaml")
    assert read.problems == ()
    assert read.data == ODD
    days = {"day": dt.date(2025, 12, 11)}
    assert yaml.safe_load(text) == ODD | days
