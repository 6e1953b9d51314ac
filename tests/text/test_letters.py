"""Letters that cannot be printed, cannot be seen or were misread are named where they stand."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

from jacpaper.problems import Problems
from jacpaper.text import mojibake, yaml_reader
from jacpaper.text.characters import unprintable
from jacpaper.text.mojibake import misread

if TYPE_CHECKING:
    from pathlib import Path

# What English and Welsh papers are written with, beside ASCII.
USUAL = "’‘“”–—…•£€½°²é è â ê î ô û ŵ ŷ Ŵ Ŷ ï ö ü ç ñ ™ × é"  # noqa: RUF001
CORRECT = (
    "The children’s café on the Llŷn, at £1m (–5%), said: “DÉJÀ VU” – “Môn” … CAFÉ’s ŵ; ÎLE’S",  # noqa: RUF001
    "“MÂN” and ‘TÂN’, as of Êtes-vous? Übung, Ängström’s, Ça va, à «Paris» – ß” Æthelred’s œuvre",  # noqa: RUF001
    "Òran Mór, Ústí, Ñandú, Ó Briain’s, Seán Ó Sé, ÆON, Ðorđe",  # noqa: RUF001
)
WHY = "the text was saved in one encoding and read in another"


def found_in(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        problems = yaml_reader.read(path, "x.yaml").problems
    except Problems as found:
        problems = found.problems
    return [f"{one.place.line}:{one.place.column} {one.message}; {one.hint}" for one in problems]


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("letter", [one for one in USUAL if one != " "])
def test_a_letter_read_in_a_wrong_encoding_is_recognised(codec: str, letter: str) -> None:
    """Python's own codecs make the mistake; what Windows has no letter for, browsers keep."""
    wrong = "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" and codec == "cp1252" else one.decode(codec)
        for byte in letter.encode()
        for one in [bytes([byte])]
    )
    for before, after in (("so ", " so"), ("a", "b"), ("“", "”"), ("é ", ", é")):
        (one,) = misread(f"{before}{wrong}{after}")
        assert (one.position, one.letters, one.meant) == (len(before), wrong, letter)


def test_what_was_misread_twice_is_recognised() -> None:
    wrong = "’".encode().decode("cp1252").encode().decode("cp1252")  # noqa: RUF001
    (one,) = misread(f"children{wrong}s")
    assert one.meant == "’"  # noqa: RUF001


@pytest.mark.parametrize("text", CORRECT)
def test_correct_texts_are_let_pass(text: str) -> None:
    assert misread(text) == []
    assert unprintable(text) == []


@pytest.mark.parametrize(
    ("typed", "codec", "meant"),
    [("children’s", "mac_roman", "’"), ("don’t", "cp850", "’"), ("of £1m", "cp850", "£")],  # noqa: RUF001
)
def test_a_single_letter_of_another_machine_is_recognised(
    typed: str, codec: str, meant: str
) -> None:
    """Saved on the one and read on the other."""
    there = typed.replace("’", "'") if codec == "cp850" and "£" in typed else typed  # noqa: RUF001
    wrong = (
        there.encode(codec).decode("cp1252")
        if codec == "mac_roman" or "£" in typed
        else there.encode("cp1252").decode(codec)
    )
    (one,) = misread(wrong)
    assert one.meant == meant


def test_they_are_named_at_their_place(tmp_path: Path) -> None:
    assert found_in(tmp_path, "a: x\nb: |\n  The childrenâ€™s\n  Â£1m\n") == [
        f"3:15 â€™ stands here for ’: {WHY}; type ’",  # noqa: RUF001
        f"4:3 Â£ stands here for £: {WHY}; type £",
    ]
    assert found_in(tmp_path, "b: said â€œsoâ€ then\n")[1].endswith("the letter that was meant")


def test_what_nobody_sees_is_named_at_its_place() -> None:
    """Checked against what Unicode says of each character, not against a list of ours."""
    for number in range(sys.maxunicode + 1):
        letter = chr(number)
        category = unicodedata.category(letter)
        if category in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and letter not in "\t\n\r":
            # What joins Arabic, Kaithi or notes of music is no matter here.
            if unprintable(f"a{letter}b"):
                continue
            assert unicodedata.name(letter, "").startswith(
                ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "SHORTHAND", "MUSICAL")
            ), f"U+{number:04X}"
        elif category[0] in "LNPS" and number < 0x250:
            assert unprintable(f"a{letter}b") == [], f"U+{number:04X}"


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("\u200b", "a zero-width space (U+200B)"), ("\xad", "a soft hyphen (U+00AD)"),
        ("\u2060", "an invisible character (U+2060)"),
        ("\ufeff", "an invisible character (U+FEFF)"),
        ("\uf0b7", "a bullet of Word (U+F0B7)"), ("\ue123", "a letter of another font's own"),
        ("\ufffd", "the mark of a letter that was lost (U+FFFD)"), ("\x07", "a control character"),
    ],
)  # fmt: skip
def test_it_is_said_what_it_is(tmp_path: Path, letter: str, said: str) -> None:
    for text, column in ((f"a: x{letter}y\n", 5), (f"a: https://x.gov.uk/{letter}y\n", 21)):
        (one,) = found_in(tmp_path, text)
        assert one.startswith(f"1:{column} {said}")
        assert found_in(tmp_path, text.replace(letter, "")) == []
    (escaped,) = found_in(tmp_path, f'a: "x\\u{ord(letter):04x}y"\n')
    assert said in escaped


def test_ligatures_are_read_as_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: e\ufb00ective \ufb01gures of the \ufb02eet\nb: x\n", encoding="utf-8")
    found = yaml_reader.read(path, "x.yaml")
    assert found.data == {"a": "effective figures of the fleet", "b": "x"}
    assert found.problems == ()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(tmp_path: Path, codec: str) -> None:
    (one,) = found_in(tmp_path, "a: children’s\n".encode(codec))  # noqa: RUF001
    assert one.startswith("1:1 the file is saved as UTF-16")
    assert "then UTF-8" in one


def test_a_file_that_lost_what_it_held_is_not_said_to_be_utf_16(tmp_path: Path) -> None:
    (one,) = found_in(tmp_path, bytes(600))
    assert one.startswith("1:1 nothing but zeros is left of this file")
    assert one.endswith("put it back from a copy, such as a backup")


def test_a_code_of_excel_is_named(tmp_path: Path) -> None:
    (one,) = found_in(tmp_path, "a: first_x000D_ second\n")
    assert one == "1:9 _x000D_ is how Excel writes a character that cannot be seen; delete it"


def test_whatever_is_misread_begins_with_a_letter_that_is_looked_for() -> None:
    firsts = b"".join(mojibake._FIRST.values())
    assert {*"".join(firsts.decode(codec) for codec in mojibake._WRONG)} <= mojibake._SUSPECT
