"""Numbers as spreadsheets show them, under formats that forces give to their references."""

from __future__ import annotations

import time

import pytest

from jacpaper.register.reading.number_formats import BUILT_IN, parse


# As LibreOffice and Excel show them.
@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0", 7, "7"),
        ("000", 7, "007"),
        ("000", 1234, "1234"),
        ("0.00", 1.1, "1.10"),
        ("0.0", 2.25, "2.3"),
        ('"REC-"000', 12, "REC-012"),
        ('"REC "000', -12, "-REC 012"),
        ("\\R\\e\\c\\ 0", 3, "Rec 3"),
        ('"Rec "General', 3, "Rec 3"),
        ('"Rec "@', 3, "Rec 3"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0", 12, "12"),
        ("00,000", 12, "00,012"),
        ("000-000", 12345, "012-345"),
        ("00\\.00", 1234, "12.34"),
        ("#.##", 1.5, "1.5"),
        ("#", 0, ""),
        ("0%", 0.5, "50%"),
        ("0.0%", 0.125, "12.5%"),
        ("0;(0)", -4, "(4)"),
        ('0;-0;"none"', 0, "none"),
        ("[Red]000", 7, "007"),
        ("[$£-809]#,##0.00", 1234.5, "£1,234.50"),
        ("_-* #,##0_-", 5, "5"),
        ("0.00", -0.001, "0.00"),
        ('0"/25"', 12, "12/25"),
    ],
)
def test_shown(code: str, number: float, shown: str) -> None:
    form = parse(code)
    assert form
    assert form.shown(number) == shown


@pytest.mark.parametrize(
    "code", ["# ?/?", "0.00E+00", "[<100]0;000", "0,", "h:mm", "0x", BUILT_IN[44], "#,##0.0,,"]
)
def test_what_is_not_known_is_not_guessed(code: str) -> None:
    form = parse(code)
    assert form
    assert form.shown(12) is None


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]dd mmmm yyyy;@", True),
        ("mmm-YY", True),
        ("h:mm", False),
        ('"day "0', False),
        ("[Red]0", False),
        ("\\d0", False),
        ("General", False),
    ],
)
def test_days(code: str, is_day: bool) -> None:  # noqa: FBT001
    form = parse(code)
    assert form
    assert form.is_day is is_day


@pytest.mark.parametrize("letter", ["[", '"', "0", ";", "\\", "d"])
def test_a_format_beyond_measure_is_not_parsed(letter: str) -> None:
    began = time.process_time()
    assert parse(letter * 2_000_000) is None
    assert parse(letter * 1_000)
    assert time.process_time() - began < 1
