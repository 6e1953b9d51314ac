"""Slips of the pen in YAML are named where they were typed, and the advice mends them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from jacpaper.problems import Problems
from jacpaper.text.yaml_reader import read
from jacpaper.text.yaml_slips import slips

if TYPE_CHECKING:
    from pathlib import Path

# What was typed, the place and message of the slip, and the text as the advice has it.
SLIPS = [
    ("title:HMICFRS update\n", '1:7 no space follows the colon after "title"',
     "title: HMICFRS update\n"),
    ("- title:Up\n  url: x\n", '1:9 no space follows the colon after "title"',
     "- title: Up\n  url: x\n"),
    ("a:\n  - x\n  \u2013 two\n", "3:3 an en dash (\u2013) begins no item of a list here",
     "a:\n  - x\n  - two\n"),
    ("a:\n  - x\n  \u2022\ttwo\n", "3:3 a bullet (\u2022) begins no item of a list here",
     "a:\n  - x\n  - two\n"),
    ("a:\n  - x\n  \uf0b7 two\n", None, "a:\n  - x\n  - two\n"),
    ("a:\n  - \u2022 two\n", "2:5 a bullet (\u2022) follows the dash, and would be printed",
     "a:\n  - two\n"),
    ("a: |\n  Points:\n\n  - \u2013 one\n",
     "4:5 an en dash (\u2013) follows the dash, and would be printed",
     "a: |\n  Points:\n\n  - one\n"),
    ("a:\n  - x\n  -two\n", "3:4 no space follows the dash", "a:\n  - x\n  - two\n"),
    ("a:\n  -\tx\n", "2:4 a tab is used after the dash", "a:\n  - x\n"),
    ("a:\tx\n", "1:3 a tab is used after the colon", "a: x\n"),
    ("a:\u00a0x\n", "1:3 a no-break space (U+00A0) stands where a plain space must", "a: x\n"),
    ("a:\n\u00a0 b: x\n", None, "a:\n  b: x\n"),
    ("a:\n  -\u2009x\n", "2:4 a space of another kind (U+2009) stands where a plain space must",
     "a:\n  - x\n"),
    ("a: \u201cHMICFRS: update\u201d\n",
     "1:4 these quotes are curly: they end no text, and would be printed",
     'a: "HMICFRS: update"\n'),
    ("- \u2018x\u2019\n", "1:3 these quotes are curly: they end no text, and would be printed",
     '- "x"\n'),
    ("a: |\n  Text\n  # a note\n", "3:3 inside a text, a line with # is no note: it is printed",
     "# a note\na: |\n  Text\n"),
    ("a: |\n  Points:\n  \u2013 one\n", "3:3 an en dash (\u2013) begins no item of a list here",
     "a: |\n  Points:\n  - one\n"),
    ("<!-- a note -->\na: x\n", "1:1 <!-- begins no note here, and would be printed",
     "# a note\na: x\n"),
    ("a: |\n  Text <!-- a note -->\n", "2:8 <!-- begins no note here, and would be printed",
     "# a note\na: |\n  Text\n"),
    ("a: *x* two\n", "1:4 a text cannot begin with *, which has a meaning of its own here",
     'a: "*x* two"\n'),
    ("a: & x\n", "1:4 a text cannot begin with &, which has a meaning of its own here",
     'a: "& x"\n'),
    ("a: &x two\n", "1:4 a text cannot begin with &, which has a meaning of its own here",
     'a: "&x two"\n'),
    ("a: >90%\n", "1:4 a text cannot begin with >, which has a meaning of its own here",
     'a: ">90%"\n'),
    ("a: | x\n", "1:4 a text cannot begin with |, which has a meaning of its own here",
     'a: "| x"\n'),
    ("a: - x\n", "1:4 a text cannot begin with -, which has a meaning of its own here",
     'a: "- x"\n'),
    ("a: [Restricted] x\n", "1:4 a text cannot begin with [, which has a meaning of its own here",
     'a: "[Restricted] x"\n'),
    ("a: @x\n", "1:4 a text cannot begin with @, which has a meaning of its own here",
     'a: "@x"\n'),
    ("a: \"Shared\" - it's\n", "1:4 the text begins with a quote and goes on after it is closed",
     "a: '\"Shared\" - it''s'\n"),
    ("a: >\n  Points:\n\n  - one\n",
     "4:3 this item of a list would run on from the line above, for > joins lines",
     "a: |\n  Points:\n\n  - one\n"),
    ("a: x\n<<<<<<< HEAD\n",
     "2:1 two versions of this file were put together here, and one must be chosen", "a: x\n"),
    ("a:\n  -- x\n", "2:4 a second hyphen follows the dash", "a:\n  - x\n"),
    ("a:\n  1. x\n  2. w\n", None, "a:\n  - x\n  - w\n"),
    ("2023:11\n", '1:6 no space follows the colon after "2023"', "2023: 11\n"),
    ("a: x\u2028y\n", "1:5 a control character (U+2028) that no paper can hold", "a: xy\n"),
    ("a: {b: 1\nc: 2\n", "1:4 a bracket is opened here and never closed", "a: {b: 1}\nc: 2\n"),
    ("a: |\n   x\n  w\n",
     "2:4 the first line of this text is indented further than those below it",
     "a: |\n  x\n  w\n"),
    ("a:\n  b x\n  c: w\n", "2:3 this line has no colon after its key", "a:\n  b: x\n  c: w\n"),
    ("a:\n  - b: x\n    c: w\n    b: z\n", '4:5 "b" is given twice',
     "a:\n  - b: x\n    c: w\n  - b: z\n"),
    ("a:\n  - b: x\n    c: w\n  b: z\n", "4:3 the dash is missing that begins an item of this list",
     "a:\n  - b: x\n    c: w\n  - b: z\n"),
    ("a:\n   b: x\n  c: w\n",
     "2:4 this line begins in another column than those that it belongs to",
     "a:\n  b: x\n  c: w\n"),
    ("a: x\n  b: w\n", "2:3 this line is indented further than the one that it stands beside",
     "a: x\nb: w\n"),
    ("a:\n  - x\n    - two\n",
     "3:5 this is read as part of the item above, for it is indented further",
     "a:\n  - x\n  - two\n"),
    ("a:\n  - x\n    two\n", "3:5 this line is read as part of the text in the line above",
     "a:\n  - x\n  - two\n"),
    ("a: x\n\n  two\n", "3:3 this line is read as part of the text in the line above",
     "a: |\n  x\n\n  two\n"),
    ("a: {b: July 2026 c: 2 weeks}\n", '1:18 no comma stands before "c"',
     "a: {b: July 2026, c: 2 weeks}\n"),
    ("- {b: 'x, y: z' c: 2, d: [1] }\n", '1:17 no comma stands before "c"',
     "- {b: 'x, y: z', c: 2, d: [1] }\n"),
]  # fmt: skip


def test_an_item_that_goes_on_is_to_be_one_line(tmp_path: Path) -> None:
    """A block would be refused where an item is one line, as a recommendation is."""
    path = tmp_path / "x.yaml"
    path.write_text("a:\n  - x\n    two\n", encoding="utf-8")
    with pytest.raises(Problems) as found:
        read(path, "x.yaml")
    assert found.value.problems[0].hint == (
        "if it belongs there, write all of it in one line;\n"
        'if it is an item of its own, begin it with "- "'
    )


def told(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file: line, column and message."""
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        problems = read(path, "x.yaml").problems
    except Problems as found:
        problems = found.problems
    return [f"{one.place.line}:{one.place.column} {one.message}" for one in problems]


@pytest.mark.parametrize(("typed", "message", "mended"), SLIPS)
def test_a_slip_is_named_where_it_is_and_can_be_mended(
    tmp_path: Path, typed: str, message: str | None, mended: str
) -> None:
    found = told(tmp_path, typed)
    if message:
        assert found == [message]
    else:
        assert found
    assert told(tmp_path, mended) == []


@pytest.mark.parametrize(
    "text",
    [
        "url: https://example.org/a:b\n", "when: 12:30 is late\n" , "- CSE:2 of them\n",
        "a: |\n  The force said so \u2013\n  and then more.\n",
        "a: |\n  A sentence that is broken\n  \u2013 as lines are \u2013 at a dash.\n",
        "a: [x, y]\nb: {c: d}\n", 'a: "x" # a note\n', "a: 'it''s'\n",
        "a: \u201cA\u201d and \u201cB\u201d\n",
        "a: >-\n  x\nb: |2\n    x\n", "a: don\u2019t\n", "- - x\n", "---\na: x\n", "a: -5\n",
        "# \u2013 a note: x\n# <!-- x -->\na: x\n", "a: 5\u00a0%\nb: a \u00a3\u00a05\n",
        "a: {x: [1, 2], y: z}\n", "a: {x: one two, y: z} # {x: w v: w}\n",
        "a: {x: The portal tells us this: it is closed}\n",
        "a: {x: 'e f: g', 'b c: d': e}\n", "a: |\n  key:value and -item\n",
        "a: 'It was ''good'' in 3 areas\n  & ''adequate'' in 2'\n",
    ],
)  # fmt: skip
def test_what_is_right_is_no_slip(text: str) -> None:
    assert list(slips(text.splitlines())) == []


@pytest.mark.parametrize("folder", ["inputs", "examples", "tests/rules/inputs"])
def test_our_own_files_have_none(folder: str) -> None:
    paths = list((ROOT / folder).rglob("*.yaml"))
    assert paths
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert list(slips(lines)) == [], path


@given(st.lists(st.text(), max_size=4))
def test_text_in_quotes_is_never_a_slip(texts: list[str]) -> None:
    lines = [f"key{number}: {json.dumps(text)}" for number, text in enumerate(texts)]
    assert list(slips(lines)) == []


@given(st.text(alphabet="ab-:|>#\u2022\u2013\u201c\u201d\u00a0 \t\n\"'[]{}&*!<", max_size=60))
def test_any_text_is_looked_at_to_its_end(text: str) -> None:
    lines = text.split("\n")
    for slip in slips(lines):
        assert 0 <= slip.column <= len(lines[slip.line])
        assert slip.message
        assert slip.hint


KEYS = {"summary": False, "grades": False, "title": False}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("summary: |\n  Text\n  grades:\n    a: good\n", (2, 2)),
        ("- summary: |\n    Text\n    - title: x\n", (2, 6)),
        ("summary: |\n  Text\n  grades: x\n", (2, 2)),
    ],
)
def test_a_key_of_the_file_is_found_in_a_text(text: str, at: tuple[int, int]) -> None:
    (slip,) = slips(text.split("\n"), KEYS)
    assert (slip.line, slip.column) == at


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("title {made: 1, b: 2}", "write title: {made: 1, b: 2}"),
        ('  - title "One: two"', 'write title: "One: two"'),
    ],
)
def test_a_key_without_its_colon_is_found_before_a_bracket_or_quote(line: str, hint: str) -> None:
    (slip,) = slips([line], KEYS)
    assert slip.column == line.index("title") + len("title")
    assert (slip.message, slip.hint) == ('no colon follows "title"', hint)


def test_other_words_before_a_bracket_or_quote_are_no_key() -> None:
    assert (
        list(slips(['other "one: two"', "title: x", "  summary {x}", "# title {x: y}"], KEYS)) == []
    )


def test_the_end_of_a_long_value_is_shown_from_the_beginning_of_a_word(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: {starts: July 2026, lasts: 2 weeks\nb: c\n", encoding="utf-8")
    with pytest.raises(Problems) as found:
        read(path, "x.yaml")
    said = found.value.problems[0].hint
    assert said == "put } at its end, as in July 2026, lasts: 2 weeks}"


@pytest.mark.parametrize(
    "line",
    ["Note: this.", "grades are good", "the title: x", "Grades: x", "grades\\: x", "title:x"],
)
def test_other_words_with_a_colon_are_text(line: str) -> None:
    assert list(slips(["summary: |", f"  {line}"], KEYS)) == []


@pytest.mark.parametrize(
    "text",
    ["#5 things", "?", "? what", ",x", "]x", "}x", "> 90% of calls", "| x", "'tis x", "*x* y",
     "&a b", "[Restricted] x", "{name} x", "%5", "@x", "`x`", "- x", "'it's'", ">90%"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["title: {}\n", "list:\n  - {}\n  - more\n"])
def test_the_quotes_that_are_advised_give_the_text(tmp_path: Path, form: str, text: str) -> None:
    path = tmp_path / "x.yaml"
    if text.startswith("- ") and "list" in form:
        pytest.skip("an item in an item is read, and refused as no text")
    path.write_text(form.format(text), encoding="utf-8")
    try:
        said = read(path, "x.yaml").problems
    except Problems as slipped:
        said = slipped.problems
    assert said[0].place.line == (2 if "list" in form else 1)
    advised = re.search(r"quotes(?: of its own)?: (.*)$", said[0].hint)
    assert advised, said[0].hint
    path.write_text(form.format(advised[1]), encoding="utf-8")
    found = read(path, "x.yaml")
    assert found.problems == ()
    meant = "it's" if text == "'it's'" else text
    assert found.data == ({"list": [meant, "more"]} if "list" in form else {"title": meant})


@pytest.mark.parametrize(
    ("typed", "line", "message"),
    [
        ("reports:\n  - A report\n    url: x\n", 2, "this line has no colon after its key"),
        ("reports:\n  - title A\n    url: x\n", 2, 'no colon follows "title"'),
        ("reports:\n  title: A\n    url: x\n", 2, "the dash is missing that begins an item"),
        ("other:\n  title: A\n    url: x\n", 3, "this line is indented further than the one"),
    ],
)
def test_what_breaks_a_list_is_named_by_what_its_key_holds(
    tmp_path: Path, typed: str, line: int, message: str
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(typed, encoding="utf-8")
    with pytest.raises(Problems) as found:
        read(path, "x.yaml", {"title": False, "url": False, "reports": True, "other": False})
    problem = found.value.problems[0]
    assert problem.place.line == line
    assert problem.message.startswith(message)
