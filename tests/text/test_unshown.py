"""What light Markdown cannot show is refused at its line, and the advice mends it."""

from __future__ import annotations

from html import escape

import pytest

from jacpaper.text import light_markdown
from jacpaper.text.unshown import UnshownError

# What was typed, the line and column that is named, and the text as the advice has it.
REFUSED = [
    ("It is 5*3*2.", (0, 7), r"It is 5\*3\*2."),
    ("We closed two\n+ 3 more items.", (1, 0), "We closed two +\n3 more items."),
    ("It rose by 4\n- 2 of them new.", (1, 0), "It rose by 4 -\n2 of them new."),
    ("It rose by 4\n- 2 of them new.", (1, 0), "It rose by 4\n\\- 2 of them new."),
    ("We did:\n- one\nand then more.", (2, 0), "We did:\n- one\n\nand then more."),
    ("See [it](https://a.uk/b c).", (0, 7), "See [it](https://a.uk/b)."),
    ("\u25ba one\n\u25ba two", (0, 0), "- one\n- two"),
    ("Points:\n\u2714 one\n\u2714 two", (1, 0), "Points:\n- one\n- two"),
    ("\u2192 one", (0, 0), "- one"),
    ("a) one\nb) two", (0, 0), "1. one\n2. two"),
    ("(i) one\n(ii) two", (0, 0), "1. one\n2. two"),
    ("1.1) one", (0, 0), "1. one"),
    ("Points: \u2022 one \u2022 two", (0, 8), "Points:\n\n- one\n- two"),
    ("<strong>x</strong>", (0, 0), "**x**"),
    ("one<br/>two", (0, 3), "one\n\ntwo"),
    ("one\n\n---\n\ntwo", (2, 0), "one\n\ntwo"),
    ("one\n===", (1, 0), "one"),
    ("Said so.[^1]", (0, 8), "Said so (1)."),
    ("| A | B |\n|---|---|", (0, 0), "A and B."),
    ("A | B\n--|--", (1, 0), "A and B."),
    ("a\tb\tc", (0, 0), "a, b and c"),
    ("## Status", (0, 0), "Status is so."),
    ("> a quote", (0, 0), "\u201ca quote\u201d"),
    ("1. a\n3. b\n2. c", (1, 0), "1. a\n2. b\n3. c"),
    ("```\ncode\n```", (0, 0), "code"),
    ("`code`", (0, 0), "'code'"),
    ("- [ ] do it", (0, 0), "- do it"),
    ("![x](https://a.uk/b.png)", (0, 0), "x"),
    ("[x][1]", (0, 0), "[x](https://a.uk)"),
    ("See [x] (https://a.uk).", (0, 4), "See [x](https://a.uk)."),
    ("~~x~~", (0, 0), "x"),
    ("**bold", (0, 0), "**bold**"),
    ("see *this", (0, 4), "see *this*"),
    ("+ one\n+ two", (0, 0), "- one\n- two"),
    ("one\\\ntwo", (0, 3), "one\n\ntwo"),
    ("and\n[x](https://a.uk 'y').", (1, 17), "and\n[x](https://a.uk)."),
]


@pytest.mark.parametrize(("typed", "at", "mended"), REFUSED)
def test_what_cannot_be_shown_is_named_where_it_is(
    typed: str, at: tuple[int, int], mended: str
) -> None:
    with pytest.raises(UnshownError) as refused:
        light_markdown.check(typed)
    assert (refused.value.line, refused.value.column) == at
    assert "; " in str(refused.value)
    light_markdown.check(mended)


@pytest.mark.parametrize(
    "text",
    [
        "It is 5 * 3.",
        "figures* below",
        "snake_case_words",
        "\u2265 90 per cent",
        "2.5 per cent of it",
        "A sentence that is broken\n\u2013 as lines are \u2013 at a dash.",
        "The force should (a) do it\n(b) see.",
        "A. Smith was there.",
        "i.e. so",
        "in\n2026. The next",
        "1. a\n1. b",
        "1. a\n2. b\n\n   ",
        "- a\n  b\n- c",
        "Points:\n- a\n- b",
        "a < b and c > d",
        "<https://a.uk>",
        "\u00a9 Crown",
        "[sic]",
        "C# and F#",
        "It is 5*3.",
        "a & b",
        "AT&T",
        "one = two",
        "- a\n\n- b\n\nand more",
        "10 \u2013 12",
        "A: b | c",
        "https://a.uk/x_y_z*",
        "see [x](https://a.uk/b_c_d)",
        "c. 50 officers came.",
        "p. 5 of the report; para. 6",
        "(a) one is done; (b) is not.",
    ],
)
def test_plain_prose_is_not_refused(text: str) -> None:
    light_markdown.check(text)


@pytest.mark.parametrize(
    "marks",
    [r"\# x", r"\> x", r"\| x", r"\- x", r"\+ x", r"2026\. x", r"\(a) x\n\(b) y", r"a\. x\nb\. y"],
)
def test_a_backslash_makes_a_mark_text(marks: str) -> None:
    text = marks.replace(r"\n", "\n")
    light_markdown.check(text)
    assert (
        light_markdown.to_html(text) == f"<p>{escape(text.replace(chr(92), ''), quote=False)}</p>\n"
    )
    for mark in (r"\*", r"\`", r"\<b>", r"\~\~x\~\~", r"\*\*x"):
        light_markdown.check(f"a {mark} b")


def as_advised(typed: str) -> str:
    """Return the text with the backslashes that messages about it advise, one after the other."""
    try:
        light_markdown.check(typed)
    except UnshownError as refused:
        advised = str(refused).rpartition(": ")[2]
        lines = typed.split("\n")
        lines[refused.line] = advised + lines[refused.line][len(advised) - 1 :]
        return as_advised("\n".join(lines))
    return typed


@pytest.mark.parametrize("typed", ["(a) one\n(b) two", "a. one\nb. two", "Points:\nc) one"])
def test_the_backslash_that_is_advised_for_a_list_that_is_none_prints_it(typed: str) -> None:
    settled = as_advised(typed)
    assert "\\" in settled
    assert light_markdown.to_html(settled) == f"<p>{typed}</p>\n"
