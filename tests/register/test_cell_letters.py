"""Letters are read as they were written, or the file is refused; whatever program wrote it."""
# ruff: noqa: RUF001 - quotes and dashes as people type them, on purpose

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jacpaper.register.reading.letters import repaired, unescaped
from registers import HEADINGS, ROWS, csv_text, read, workbook, wrong

if TYPE_CHECKING:
    from pathlib import Path


def one(text: str) -> str:
    """Return a register whose only item has this text."""
    return csv_text([(*ROWS[0][:3], text, *ROWS[0][4:])])


class TestCodePages:
    """Each text is written by Python's own tables, and read without knowing by which."""

    @pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-8", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize(
        "text",
        [
            "Record children’s views – always",
            "Spend £1m on the “golden hour”",
            "The force’s café: naïve, blasé… and £5",
            "• one — two",
            "Élan of the École’s staff",
            "Saint-Cæcilia’s 20° of m²",
        ],
    )
    def test_of_windows_and_of_the_mac(self, tmp_path: Path, encoding: str, text: str) -> None:
        if encoding == "mac_roman" and "²" in text:
            text = text.replace("m²", "m")
        (item,) = read(tmp_path, csv=one(text).encode(encoding)).items
        assert item.text == text

    @pytest.mark.parametrize("encoding", ["cp850", "cp437"])
    @pytest.mark.parametrize("text", ["Spend £1m on a café", "Pay £5", "£20 for the façade"])
    def test_of_dos(self, tmp_path: Path, encoding: str, text: str) -> None:
        (item,) = read(tmp_path, csv=one(text).encode(encoding)).items
        assert item.text == text

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [("Ask Ms Brontë", "cp850"), ("Ask Ms Brontë", "mac_roman")],
    )
    def test_what_nobody_can_tell_is_asked(self, tmp_path: Path, text: str, encoding: str) -> None:
        assert wrong(tmp_path, csv=one(text).encode(encoding)) == [
            "inputs/register.csv:2: error: it cannot be told which letter this is"
        ]

    def test_no_text(self, tmp_path: Path) -> None:
        assert wrong(tmp_path, csv=b"PK\0\0\1\2\0\3" * 100) == [
            "inputs/register.csv: error: this is not a text file"
        ]


class TestSpoilt:
    @pytest.mark.parametrize(
        "text",
        [
            "children’s – “quoted” …",
            "£1m",
            "café, naïve, façade",
            "École",
            "½ • €",
            "plain",
            "Â Ã â",
        ],
    )
    def test_utf_8_read_twice_or_thrice(self, text: str) -> None:
        twice = text.encode().decode("cp1252", "surrogateescape")
        if not any("\udc80" <= letter <= "\udcff" for letter in twice):
            assert repaired(twice) == text
            assert repaired(twice.encode().decode("cp1252", "ignore")).startswith(text[0])
        assert repaired(text) == text

    def test_in_cells_headings_and_workbooks(self, tmp_path: Path) -> None:
        headings = tuple(heading + "\u200b" for heading in HEADINGS)
        row = ("R\u00ad1", "childrenâ€™s\u200b", *ROWS[0][2:3], "Do’s", *ROWS[0][4:])
        (tmp_path / "b").mkdir()
        workbook(tmp_path / "b" / "register.xlsx", {"Items": [headings, row]})
        for found in (read(tmp_path, csv=csv_text([row], headings)), read(tmp_path / "b")):
            (item,) = found.items
            assert (item.reference, item.report, item.text) == ("R1", "children’s", "Do’s")

    def test_escapes_in_cells(self, tmp_path: Path) -> None:
        (item,) = read(tmp_path, csv=one("Do_x2019_s _x000D_")).items
        assert item.text == "Do’s"

    def test_escapes(self) -> None:
        assert unescaped("a_x2019_b_x000A__xD83D__xDE00_ _xyz_ _x12_") == "a’b\n😀 _xyz_ _x12_"
        assert unescaped("_xD83D_") == "\ufffd"
