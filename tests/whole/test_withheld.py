"""No message quotes what may be exempt: whatever is wrong with its row, its words stay private.

Everything goes through the command line, whose output is searched byte by byte. The rows have
words that nothing else has; each is made wrong in one way, and its message must come all the same.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import xlsxwriter

import canaries
from conftest import ROOT, run_here

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEETING = {
    "reports.yaml": "reports: none\n",
    "inspections.yaml": "since_last_meeting: none\nforthcoming: none\n",
    "open-counts.yaml": "as_at: 2026-03-06\nprevious: {as_at: 2025-12-01, open: {2024: 3}}\n",
    "paper.yaml": (
        'item: "05"\ntitle: HMICFRS update\nlast_meeting: 2025-12-11\nmonitoring_phase: scan\n'
        "causes_of_concern: none\nappendices: [{items: open}]\nbackground: We are ready.\n"
    ),
}
PUBLIC = {
    "Reference": "R1", "Report": "A report", "Report year": "2024", "Type": "AFI",
    "Text": "Do this well", "Addressee": "", "Owner": "Operations", "Made": "2024-03-01",
    "Target": "", "Revised": "", "Status": "open", "Status date": "", "Closed": "",
    "History": "", "Theme": "Leadership", "Rating": "Green", "Cause of concern": "",
    "Force specific": "",
}  # fmt: skip
SECRET = PUBLIC | {
    "Reference": "QZX-77-1", "Report": "Plonkish Drazzle", "Text": "Mend the zorblax frandle",
    "Owner": "Obfusticration", "Theme": "Thaumagrindle", "Rating": "Gloamwick",
}  # fmt: skip
CANARY = "squonch” the “wibble; of grimthorpe"
WORDS = (
    "QZX-77-1", "Plonkish", "Drazzle", "zorblax", "frandle", "Obfusticration", "Thaumagrindle",
    "Gloamwick", "squonch", "wibble", "grimthorpe", "1877",
)  # fmt: skip


class Sheet(NamedTuple):
    """A register in which the secret row may be exempt, and why."""

    marks: Mapping[str, tuple[str, str]] = {}
    """Columns to add: what the secret row has there, and the public one."""
    mapping: str = ""
    name: str = ""
    """Of the sheet of an Excel workbook; empty: the register is CSV."""
    secret: Mapping[str, str] = {}


MARKED = {
    "yes": Sheet({"Exempt": ("yes", "no")}),
    "in doubt": Sheet({"Exempt": ("see DCC", "no")}),
    "a reason": Sheet({"Exempt reason": ("paragraph 7", "")}),
    "its report": Sheet(mapping="exempt: {reports: [Plonkish Drazzle]}\n"),
    "its text": Sheet(secret={"Text": "[EXEMPT] mend the zorblax frandle"}),
    "the sheet": Sheet(name="Exempt items"),
    "a blank cell": Sheet({"Publish": ("", "public")}, "columns: {exempt: Publish}\n"),
}  # fmt: skip
UNREADABLE: Mapping[str, Mapping[str, str]] = {
    "Type": {"Type": CANARY},
    "Status": {"Status": CANARY},
    "Made": {"Made": CANARY},
    "Made long ago": {"Made": "3 May 1877"},
    "Target": {"Target": CANARY},
    "Revised": {"Revised": "in 1877"},
    "Status date": {"Status date": CANARY},
    "Closed": {"Closed": CANARY},
    "Closed but open": {"Closed": "2025-01-01"},
    "Report year": {"Report year": CANARY},
    "Force specific": {"Force specific": CANARY},
    "History": {"History": f"closed 2025-01-01; {CANARY}"},
    "no status": {"Status": ""},
}


def lay_out(folder: Path, sheet: Sheet, *wrong: Mapping[str, str]) -> None:
    """Write a project with a public item in row 2, and below it a secret one for each fault."""
    meeting = folder / "inputs/2026-03-26"
    meeting.mkdir(parents=True)
    for name, text in MEETING.items():
        (meeting / name).write_text(text, encoding="utf-8")
    committee = (ROOT / "tests/rules/inputs/committee.yaml").read_text(encoding="utf-8")
    (folder / "inputs/committee.yaml").write_text(committee, encoding="utf-8")
    (folder / "templates").symlink_to(ROOT / "templates")
    secret = SECRET | dict(sheet.secret) | {key: two[0] for key, two in sheet.marks.items()}
    public = PUBLIC | {key: two[1] for key, two in sheet.marks.items()}
    rows: list[list[Any]] = [[*public], [*public.values()]]
    for number, fault in enumerate(wrong, 1):
        row = secret | {"Reference": f"QZX-77-{number}"} | dict(fault)
        row["Text"] = sheet.secret.get("Text", row["Text"]) + fault.get("Text", "")
        rows.append([*row.values()])
    (folder / "inputs/register.yaml").write_text(sheet.mapping or "ratings: {}\n", encoding="utf-8")
    if sheet.name:
        book = xlsxwriter.Workbook(str(folder / "inputs/register.xlsx"))
        page = book.add_worksheet(sheet.name)
        for number, cells in enumerate(rows):
            page.write_row(number, 0, [value or None for value in cells])
        book.close()
        return
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (folder / "inputs/register.csv").write_text(out.getvalue(), encoding="utf-8")


@pytest.mark.parametrize("marked", MARKED)
def test_no_message_about_a_row_that_may_be_exempt_quotes_it(tmp_path: Path, marked: str) -> None:
    for step, faults in enumerate((UNREADABLE, {"a letter": {"Text": " \u2603"}})):
        folder = tmp_path / str(step)
        lay_out(folder, MARKED[marked], *faults.values())
        done = run_here("check", "--project", folder, cwd=tmp_path)
        said = done.stdout + done.stderr
        for row, name in enumerate(faults, 3):
            assert re.search(rf"inputs/register\.\w+(:[\w ]+)?:{row}:\w+: error: ", said), (
                name,
                said,
            )
        assert canaries.found(WORDS, said.encode()) == set(), said


@pytest.mark.parametrize("name", ["Type", "Status", "Made", "Target"])
def test_of_a_public_row_the_same_messages_quote_it(tmp_path: Path, name: str) -> None:
    """The search above is seen to find what is quoted."""
    lay_out(tmp_path, Sheet(), UNREADABLE[name])
    done = run_here("check", "--project", tmp_path, cwd=tmp_path)
    assert canaries.found(["squonch"], (done.stdout + done.stderr).encode())


def test_a_misspelt_title_of_an_exempt_report_is_not_quoted(tmp_path: Path) -> None:
    lay_out(tmp_path, Sheet(mapping="exempt: {reports: [Plonkish Drazle]}\n"), {})
    done = run_here("check", "--project", tmp_path, cwd=tmp_path)
    said = done.stdout + done.stderr
    assert "register.yaml:1:20: error: no item of the register is of this report" in said
    assert "did you mean the report of inputs/register.csv:3?" in said
    assert canaries.found(["Plonkish", "Drazle", "Drazzle"], said.encode()) == set()


@pytest.mark.parametrize("key", ["Type", "Status"])
def test_the_advice_on_a_word_that_is_not_quoted_can_be_followed(tmp_path: Path, key: str) -> None:
    lay_out(tmp_path, MARKED["yes"], {key: "squonch"})
    said = run_here("check", "--project", tmp_path, cwd=tmp_path).stderr
    _, head, rest = said.partition({"Type": "types:\n", "Status": "status:\n"}[key])
    meaning = {"Type": "AFI", "Status": "open"}[key]
    line = rest.splitlines()[0].strip().replace("<this cell's words>", "squonch")
    answer = f"{head}  {line.replace('to do', meaning)}\n"
    (tmp_path / "inputs/register.yaml").write_text(answer, encoding="utf-8")
    done = run_here("check", "--project", tmp_path, cwd=tmp_path)
    assert ": error: " not in done.stdout + done.stderr


def test_a_note_below_the_items_that_names_one_is_told_without_its_words(tmp_path: Path) -> None:
    lay_out(tmp_path, Sheet(), {})
    path = tmp_path / "inputs/register.csv"
    note = "\r\nNote: QZX-77-1 is not for publication\r\n"
    path.write_text(path.read_text(encoding="utf-8") + note, encoding="utf-8")
    said = run_here("check", "--project", tmp_path, cwd=tmp_path).stderr
    assert canaries.found(["QZX-77-1"], said.encode()) == set()
    assert (
        "register.csv:5: warning: this stands below the items, and no cell says which of them are"
        " exempt\n"
    ) in said
    assert '  words: {"<the words there>": public}' in said
    answer = 'exempt:\n  words: {"Note: QZX-77-1 is not for publication": public}\n'
    (tmp_path / "inputs/register.yaml").write_text(answer, encoding="utf-8")
    assert "stands below" not in run_here("check", "--project", tmp_path, cwd=tmp_path).stderr


# Other ways to say in Excel that the item in row 3 is exempt; its cell is the last of the row.
Change = Any
LAST = len(PUBLIC)
ALLOWED = {"validate": "list", "source": ["Open", "Closed"]}


def _merged(_: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.merge_range(2, LAST, 3, LAST, "yes")


def _very_hidden(book: xlsxwriter.Workbook, _: Any) -> None:
    other = book.add_worksheet("Old")
    other.write_row(0, 0, [*PUBLIC, "Exempt"])
    other.write_row(1, 0, [*SECRET.values(), "yes"])
    other.very_hidden()


def _marked(text: str) -> Change:
    return lambda _, sheet: sheet.write(2, LAST, text)


EXCEL: Mapping[str, Change] = {
    "right-to-left marks": _marked("\u200fyes\u200e"),
    "a zero-width space": _marked("ye\u200bs"),
    "full-width letters": _marked("\uff39\uff25\uff33"),
    "a word of another alphabet": _marked("\u0443\u0435\u0455"),
    "a line break": _marked("\nyes\n"),
    "merged cells": _merged,
    "a hidden column": lambda _, sheet: (
        sheet.set_column(LAST, LAST, None, None, {"hidden": True}),
        sheet.write(2, LAST, "yes"),
    ),
    "a table with filters": lambda _, sheet: (
        sheet.write(2, LAST, "yes"),
        sheet.add_table(
            0, 0, 2, LAST,
            {"columns": [{"header": name} for name in (*PUBLIC, "Exempt")]},
        ),
    ),
    "a list of allowed words": lambda _, sheet: (
        sheet.data_validation(2, LAST, 2, LAST, ALLOWED),
        sheet.write(2, LAST, "Closed"),
    ),
    "an error of Excel": lambda _, sheet: sheet.write_formula(2, LAST, "=NA()", None, "#N/A"),
    "a formula never worked out": lambda _, sheet: (
        sheet.write(1, LAST, 0),
        sheet.write_formula(2, LAST, '=IF(A3="QZX-77-1",1,0)'),
    ),
    "a very hidden sheet": _very_hidden,
    "headings twice": lambda _, sheet: (
        sheet.write(2, LAST, "yes"),
        sheet.write_row(3, 0, [*PUBLIC, "Exempt"]),
    ),
}  # fmt: skip


def lay_out_excel(folder: Path, change: Change) -> None:
    lay_out(folder, Sheet())
    inputs = folder / "inputs"
    (inputs / "register.csv").unlink()
    book = xlsxwriter.Workbook(str(inputs / "register.xlsx"))
    sheet = book.add_worksheet("Items")
    sheet.write_row(0, 0, [*PUBLIC, "Exempt"])
    sheet.write_row(1, 0, [*(value or None for value in PUBLIC.values()), "no"])
    sheet.write_row(2, 0, [value or None for value in SECRET.values()])
    change(book, sheet)
    book.close()


@pytest.mark.parametrize("way", EXCEL)
def test_no_way_to_mark_an_item_in_excel_makes_it_public(tmp_path: Path, way: str) -> None:
    lay_out_excel(tmp_path, EXCEL[way])
    done = run_here("build", "--project", tmp_path, "--only", "html", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    made = [path for path in (tmp_path / "build").rglob("*.html") if "restricted" not in path.name]
    assert bool(made) == (done.returncode == 0)
    for path in made:
        assert canaries.found(["R1"], path.read_bytes()) == {"R1"}
        assert canaries.found(WORDS, path.read_bytes()) == set()
    assert canaries.found(WORDS, (done.stdout + done.stderr).encode()) == set()


def test_a_colour_alone_cannot_be_known(tmp_path: Path) -> None:
    """The search above is seen to find what is printed; a colour has no words to go by."""
    red = {"bg_color": "#ff0000"}
    lay_out_excel(tmp_path, lambda book, sheet: sheet.write(2, LAST, "no", book.add_format(red)))
    done = run_here("build", "--project", tmp_path, "--only", "html", cwd=tmp_path)
    (made,) = (path for path in (tmp_path / "build").rglob("*.html"))
    assert done.returncode == 0
    assert canaries.found(["zorblax"], made.read_bytes()) == {"zorblax"}
