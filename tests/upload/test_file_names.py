"""What uploaded files are called."""

from __future__ import annotations

import pytest

from jacpaper.pack.parts import Part
from jacpaper.upload import names
from jacpaper.upload.sizes import shown


def part(item: str, title: str, name: str = "x.pdf", *, own: bool = True) -> Part:
    return Part(name, item, title, b"", own=own)


@pytest.mark.parametrize(
    ("item", "title", "stem"),
    [
        ("", "Agenda", "00-agenda"),
        ("5", "HMICFRS update", "05-hmicfrs-update"),
        ("05", "HMICFRS update", "05-hmicfrs-update"),
        ("12.3", "Risks", "12-3-risks"),
        ("7(a)", "Risks", "07a-risks"),
        ("5(1)", "Risks", "05-1-risks"),
        ("A", "R&D: £5 <each>", "a-r-and-d-5-each"),
        ("1", "Ærøskøbing's Łódź & Größe", "01-aeroskobings-lodz-and-grosse"),
        ("2", "Годовой отчёт", "02-paper"),
        ("3", "word " * 40, "03-word-word-word-word-word-word-word-word"),
        ("papers", "2026-03-26", "item-papers-2026-03-26"),  # or it would be called as the pack
        ("...", "Risks", "item-risks"),
        ("4", "x" * 200, f"04-{'x' * 40}"),
    ],
)  # fmt: skip
def test_a_name_has_the_item_first_and_what_of_the_title_there_is_room_for(
    item: str, title: str, stem: str
) -> None:
    assert names.stems([part(item, title)]) == (stem,)


def test_no_two_are_the_same() -> None:
    parts = [
        part("5.1", "Same", "1.pdf"),
        part("5..1", "Same", "2.pdf"),
        part("5.1.", "SAME", "3.pdf"),
    ]
    assert names.stems(parts) == ("05-1-same", "05-1-same-2", "05-1-same-3")


def test_a_draft_of_ours_is_called_so() -> None:
    assert names.stems([part("5", "Risks", "r-draft.pdf")]) == ("05-risks-draft",)
    other = part("5", "Risks", "r-draft.pdf", own=False)
    assert names.stems([other]) == ("05-risks",)


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (1_000, "1 kB"), (42_001, "43 kB"), (999_000, "1 MB"), (998_999, "999 kB"),
     (1_000_001, "1.1 MB"), (10_000_000, "10 MB")],
)  # fmt: skip
def test_a_size_is_never_less_than_it_is(size: int, words: str) -> None:
    assert shown(size) == words
