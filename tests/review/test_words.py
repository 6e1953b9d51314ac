"""The words of a block and how two runs of them differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jacpaper.review import readback, words
from jacpaper.review.words import Word
from jacpaper.tree.elements import Element

RUNS = st.lists(st.sampled_from([Word(one) for one in ("a", "b", "c", ".", " ")]), max_size=12)


@given(RUNS, RUNS)
def test_all_edits_make_the_new_words_of_the_old(old: list[Word], new: list[Word]) -> None:
    edits = words.difference(old, new)
    assert words.same(words.applied(old, edits), new)
    for edit in edits:
        assert tuple(new[edit.now : edit.now_end]) == edit.words
    assert not edits or not words.same(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It\u2019s \u201cso\u201d", 'It\'s "so"'),
        ("6 July", "6\u00a0July"),
        ("co\u00adoperate", "cooperate"),
        ("well\u2011being", "well-being"),
        ("two  spaces", "two spaces"),
    ],
)
def test_what_word_processors_change_by_themselves(old: str, new: str) -> None:
    runs = [words.words(Element("p", {}, [text])) for text in (old, new)]
    assert words.same(*runs)


@pytest.mark.parametrize(("old", "new"), [("2025", "2026"), ("a-b", "ab"), ("It", "it")])
def test_what_they_do_not(old: str, new: str) -> None:
    runs = [words.words(Element("p", {}, [text])) for text in (old, new)]
    assert not words.same(*runs)


@pytest.mark.parametrize(
    ("raw", "was", "now", "guess"),
    [
        ("2025-10-15", "on 15 October 2025", "on 16 October 2025", "2025-10-16"),
        ("15 October 2025", "15 October 2025", "16 October 2025", "16 October 2025"),
        (
            "week commencing 2025-09-08",
            "in the week commencing 8 September 2025",
            "in the week commencing 15 September 2025",
            "week commencing 2025-09-15",
        ),
        (
            "2026-07-06 to 2026-07-17",
            "will begin between 6 and 17 July 2026 and last",
            "will begin between 6 and 20 July 2026 and last",
            "2026-07-06 to 2026-07-20",
        ),
        (
            "June and July 2026",
            "in June or July 2026",
            "in June or August 2026",
            "June and August 2026",
        ),
        ("early January 2026", "in early January 2026", "in late May 2026", "late May 2026"),
        (18, "18 recommendations", "19 recommendations", 19),
        (1234, "1,234 people", "1,235 people", 1235),
        (1, "one is", "2 are", 2),
        (2, "2 are", "one is", 1),
        (
            "w/b 2026-04-06 and w/b 2026-04-13",
            "in the week commencing 6 April 2026 or the week commencing 13 April 2026",
            "in the week commencing 6 April 2026 or the week commencing 20 April 2026",
            "week commencing 2026-04-06 and week commencing 2026-04-20",
        ),
        ("a fortnight", "last 2 weeks.", "last 3 weeks.", "3 weeks"),
        ("good", "Good", "Requires improvement", "requires improvement"),
        ("chief constables", "chief constables", "all forces", "all forces"),
    ],
)
def test_a_fact_is_read_back_from_how_it_is_printed(
    raw: object, was: str, now: str, guess: object
) -> None:
    assert guess in readback.guesses(raw, was, now)[:2]


@pytest.mark.parametrize(
    ("raw", "was", "now"),
    [
        ("2025-10-15", "on 15 October 2025", "on a day in October"),
        ("none", "none", "one"),
        (True, "yes", "no"),
        ("A title", "in another sentence", "in another one"),
    ],
)
def test_nothing_is_guessed(raw: object, was: str, now: str) -> None:
    assert readback.guesses(raw, was, now) == []


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [("It rose.", 0, 4), ("it rose", None, 0), ("\u2018All\u2019 of it", 5, 12), ("ose", None, 0)],
)
def test_a_text_is_found_in_a_run_of_words(said: str, start: int | None, end: int) -> None:
    run = words.words(Element("p", {}, ["It rose. 'All' of\xa0it."]))
    assert words.found(said, run) == (None if start is None else slice(start, end))
