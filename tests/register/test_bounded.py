"""A register that could take time or memory without end is refused, in seconds and in 1 GiB.

Each is read in a process of its own whose memory and time the system bounds, so that what
is measured is what a person's machine would feel.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from registers import HEADINGS, ROWS, csv_text, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (25, 25))
from registers import wrong
print(*wrong(Path(sys.argv[1])), sep="\\n")
"""


def said(folder: Path) -> str:
    """Return what is said of a register that is read within bounds."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder)],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def with_parts(folder: Path, others: dict[str, bytes]) -> None:
    """Write a workbook of three items in which some parts are others."""
    workbook(folder / "register.xlsx", {"Items": [HEADINGS, *ROWS]})
    with zipfile.ZipFile(folder / "register.xlsx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(
        folder / "register.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as new:
        for name, own in parts.items():
            new.writestr(name, others.get(name, own))


def styles(code: bytes) -> bytes:
    return (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="'.encode()
        + code
        + b'"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    )


def sheet(inside: bytes) -> bytes:
    return f"<worksheet {MAIN}><sheetData>".encode() + inside + b"</sheetData></worksheet>"


def strings(inside: bytes) -> bytes:
    return f"<sst {MAIN}>".encode() + inside + b"</sst>"


MAPPING = """columns: {reference: Reference, report: Report, text: Reference, made: Report,
  status: Reference}
status: {R1: open}
"""
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an attribute of 95 MB": (
        SHEET, lambda: sheet(b'<row r="' + b"1" * 95_000_000 + b'"/>'),
        "the workbook has elements that Excel never writes",
    ),
    "an attribute of 95 MB of ends": (
        SHEET, lambda: sheet(b'<row r="' + b">" * 95_000_000 + b'"/>'),
        "the workbook has elements that Excel never writes",
    ),
    "empty texts by the million": (
        STRINGS, lambda: strings(b"<si/>" * 1_200_000), "the workbook holds more than 1,000,000",
    ),
    "short texts by the million": (
        STRINGS, lambda: strings(b"<si><t>a</t></si>" * 1_100_000),
        "the workbook holds more than 1,000,000 texts",
    ),
    "elements deep in each other": (
        SHEET, lambda: sheet(b"<c>" * 30_000_000),
        "the workbook has elements that Excel never writes",
    ),
    "texts deep in each other": (
        STRINGS, lambda: strings(b"<t>" * 30_000_000),
        "the workbook has elements that Excel never writes",
    ),
    "rows without end": (
        SHEET, lambda: sheet(b"<row/>" * 1_100_000), "the sheet has more rows than Excel allows",
    ),
    "cells without end in one row": (
        SHEET, lambda: sheet(b"<row>" + b"<c/>" * 2_900_000 + b"</row>"),
        "the sheet has more columns than Excel allows",
    ),
    "what may be cells without end": (
        SHEET, lambda: sheet((b"<!--" + b"<" * 60_000 + b"-->") * 102),
        "the workbook has too many cells",
    ),
    "different numbers by the million": (
        SHEET,
        lambda: sheet(
            b"".join(
                b"<row>" + b"".join(b"<c><v>%d.5</v></c>" % (row * 45 + n) for n in range(45))
                + b"</row>" for row in range(49_000)
            )
        ),
        "cells",
    ),
    "a text in very many pieces": (
        SHEET,
        lambda: sheet(b"<row><c>" + b"<t>aaaa</t>" * 500_000 + b"</c></row>"),
        "no row of headings is found",
    ),
    "a number of very many figures": (
        SHEET, lambda: sheet(b"<row><c><v>" + b"1" * 90_000_000 + b"</v></c></row>"),
        "no row of headings is found",
    ),
    "merged areas by the thousand": (
        SHEET, lambda: sheet(b"<row><c><v>1</v></c></row>").replace(
            b"</worksheet>", b'<mergeCell ref="A1:A9"/>' * 110_000 + b"</worksheet>"
        ),
        "the sheet has more than 100,000 merged areas",
    ),
    "sheets by the hundred": (
        "xl/workbook.xml",
        lambda: f"<workbook {MAIN}>".encode() + b'<sheet name="a"/>' * 600 + b"</workbook>",
        "the workbook has more than 500 sheets",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_workbook_beyond_measure(tmp_path: Path, name: str) -> None:
    part, content, message = HOSTILE[name]
    with_parts(tmp_path, {part: content()})
    assert message in said(tmp_path)


@pytest.mark.parametrize("code", [b"[", b"&quot;", b"\\", b"0", b"d"])
def test_a_format_beyond_measure(tmp_path: Path, code: bytes) -> None:
    """Its cells are named at their places; one too long to be scanned is refused."""
    cells = b"".join(
        b'<row><c t="inlineStr"><is><t>' + word + b"</t></is></c>" + other + b"</row>"
        for word, other in (
            (b"Reference", b'<c t="inlineStr"><is><t>Report</t></is></c>'),
            (b"R1", b"<c><v>45000</v></c>"),
        )
    )
    for times, said_of_it in (
        (150_000, "Items:2:B: error: this is a number with a format of more than 1,000 letters"),
        (2_000_000, "the workbook has elements that Excel never writes"),
    ):
        with_parts(tmp_path, {STYLES: styles(code * times), SHEET: sheet(cells)})
        (tmp_path / "register.yaml").write_text(MAPPING, encoding="utf-8")
        assert said_of_it in said(tmp_path)


class TestNoFile:
    """What stands in the place of the register and is no file is never waited for."""

    @pytest.mark.parametrize("name", ["register.csv", "register.xlsx"])
    def test_a_pipe(self, tmp_path: Path, name: str) -> None:
        os.mkfifo(tmp_path / name)
        assert said(tmp_path) == f"inputs/{name}: error: this is not a file\n"

    @pytest.mark.parametrize("name", ["register.csv", "register.xlsx"])
    def test_a_device(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).symlink_to("/dev/zero")
        assert said(tmp_path) == f"inputs/{name}: error: this is not a file\n"

    @pytest.mark.parametrize("name", ["register.csv", "register.xlsx"])
    def test_a_folder(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).mkdir()
        assert said(tmp_path) == f"inputs/{name}: error: this is not a file\n"


def test_a_history_that_says_nothing(tmp_path: Path) -> None:
    text = csv_text([(*ROWS[0], ";"), (*ROWS[1], " ; ;")], (*HEADINGS, "History"))
    (tmp_path / "register.csv").write_text(text, encoding="utf-8")
    assert said(tmp_path).splitlines() == [
        "inputs/register.csv:2:I: error: “;” says nothing",
        "inputs/register.csv:3:I: error: “; ;” says nothing",
    ]


def test_headings_that_are_very_long_are_not_repeated_at_each_cell(tmp_path: Path) -> None:
    headings = (*HEADINGS[:4], "Made" + "!" * 30_000, *HEADINGS[5:])
    rows = [(f"R{n}", "A", "AFI", "Do", "soon", "open", "", "") for n in range(10_000)]
    (tmp_path / "register.csv").write_text(csv_text(rows, headings), encoding="utf-8")
    assert said(tmp_path).count("error:") == 51
