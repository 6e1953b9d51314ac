"""Marks of other programs are found, and what people type is none."""

from __future__ import annotations

import pytest

from jacpaper.text.markup import entity, in_place_of, mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Train <b>all</b> staff", "<b>"),
        ("Train all<BR>staff", "<BR>"),
        ('<div class="x">Train', '<div class="x">'),
        ("Train all<br />", "<br />"),
        ("12;#Custody 2024", "12;#"),
        ("Custody;#3;#Calls", ";#3;#"),
        ("It&rsquo;s time", "&rsquo;"),
        ("A &amp; B", "&amp;"),
        ("A&#160;B", "&#160;"),
    ],
)
def test_a_mark_is_found(text: str, found: str) -> None:
    assert mark(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Use issues #1;#2", "if a<b and c>d", "See <table 3>", "R&D; and more", "AT&T; BT",
        "A & B;", "fewer than <5 a year", "a < b; c > d", "&c;", "<name of the lead>", "Q&A;",
    ],
)  # fmt: skip
def test_what_people_type_is_none(text: str) -> None:
    assert not mark(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("It&rsquo;s", "write \u2019 in its place"),
        ("A &amp; B", "write & in its place"),
        ("A&nbsp;B", "write a space in its place"),
        ("A&#10;B", "write a space in its place"),
        ("A&shy;B", "delete it"),
        ("A&#0;B", "delete it"),
        ("A&#8203;B", "delete it"),
    ],
)
def test_the_advice_can_be_followed(text: str, advice: str) -> None:
    assert in_place_of(entity(text)) == advice
