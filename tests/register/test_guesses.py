"""What `register map` and the hints propose for a force's own words; what is in doubt is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jacpaper.problems import Problems
from jacpaper.register.reading import files
from jacpaper.register.reading.guesses import guess_status, guess_type
from registers import HEADINGS, ROWS, csv_text, read

if TYPE_CHECKING:
    from pathlib import Path

STATUS = {
    "closed": (
        "Closed", "COMPLETE", "Completed", "Discharged", "Closed - complete", "Closed by HMICFRS",
    ),
    "superseded": ("Superseded", "Withdrawn"),
    "submitted for closure": (
        "Closure requested", "With HMICFRS for closure", "Submitted for closure",
        "Awaiting closure",
        "Closed - awaiting HMICFRS sign-off",
    ),
    "open": (
        "Not complete", "Incomplete", "Not yet closed", "Partially complete", "To be completed",
        "To be completed March 2026", "Not started", "Reopened", "In progress",
        "Not submitted for closure", "Almost complete", "Yet to be formally closed",
    ),
    "to do": (
        "Awaiting allocation", "Rejected", "Not accepted", "Green", "Complete - evidence awaited",
        "Disclosed", "No longer applicable", "BAU", "Under review", "Renewed", "Closed?",
        "Complete - not verified", "Closure refused", "Nearing completion", "50% complete",
        "No longer open", "Closed - not complete", "Ready for closure", "Closed 12/03/2025",
        "Superseded?", "Achieved in part",
    ),
}  # fmt: skip
TYPE = {
    "recommendation": ("Recommendations", "Rec.", "CoC recommendation", "Direct recommendation"),
    "AFI": ("AFIs", "Areas for improvement", "Area for Improvement (AFI)"),
    "to do": (
        "Cause of concern", "Accelerated cause of concern", "Observation", "Record",
        "Recommendation or AFI", "Not a recommendation",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "words"), [(k, word) for k, v in STATUS.items() for word in v])
def test_a_status(ours: str, words: str) -> None:
    assert guess_status(words) == ours


@pytest.mark.parametrize(("ours", "words"), [(k, word) for k, v in TYPE.items() for word in v])
def test_a_type(ours: str, words: str) -> None:
    assert guess_type(words) == ours


def test_hints_and_map_propose_the_same_and_can_be_followed(tmp_path: Path) -> None:
    """Each hint's line, pasted under its key, leaves no question."""
    words = ("Not complete", "closure requested", 'He said: "closed"', "unknown", "Under review")
    types = ("Recommendations", "Areas for improvement", "Observation", "AFI", "AFI")
    rows = [
        (f"R{number}", "A report", type_, "Do this", "2024-03-01", word, "", "")
        for number, (word, type_) in enumerate(zip(words, types, strict=True))
    ]
    with pytest.raises(Problems) as found:
        read(tmp_path, csv=csv_text(rows))
    pasted: dict[str, list[str]] = {}
    for problem in found.value.problems:
        key, line = problem.hint.splitlines()[-2:]
        pasted.setdefault(key, []).append(line)
    proposed = files.propose(tmp_path / "register.csv").splitlines()
    assert all(line in proposed for lines in pasted.values() for line in lines)
    assert {line.strip() for line in pasted["status:"]} == {
        "Not complete: open", "closure requested: submitted for closure",
        '"He said: \\"closed\\"": to do', '"unknown": to do', "Under review: to do",
    }  # fmt: skip
    mapping = "\n".join(line for key, lines in pasted.items() for line in (key, *lines))
    mapping = mapping.replace("Observation: to do", "Observation: AFI").replace("to do", "open")
    items = read(tmp_path, yaml=mapping + "\n").items
    assert [item.status for item in items] == [
        "open", "submitted for closure", "open", "open", "open",
    ]  # fmt: skip
    assert [item.type for item in items][:2] == ["recommendation", "AFI"]


def test_to_do_left_in_place_is_an_error(tmp_path: Path) -> None:
    rows = [(*ROWS[0][:5], "Under review", "", "")]
    text = csv_text(rows, HEADINGS)
    with pytest.raises(ValueError, match=r"to do|Input should be"):
        read(tmp_path, csv=text, yaml="status:\n  Under review: to do\n")


@pytest.mark.parametrize("status", ["Current position", "Status (O/C)", "Open/Closed"])
def test_headings_that_may_mean_something_else_are_proposed_and_not_read(
    tmp_path: Path, status: str
) -> None:
    headings = ("HMICFRS Ref", "Report", "Rec/AFI", "Text", "Made", status, "Note", "Closed")
    text = csv_text([(*row[:6], "", row[7]) for row in ROWS], headings)
    with pytest.raises(Problems) as found:
        read(tmp_path, csv=text)
    (problem,) = found.value.problems
    assert problem.message == "no column is known to hold: reference, status"
    proposed = files.propose(tmp_path / "register.csv")
    for line in ("reference: HMICFRS Ref", "type: Rec/AFI", f"status: {status}"):
        assert f"\n  {line}\n" in proposed
    register = read(tmp_path, yaml=proposed)
    assert [item.reference for item in register.items] == ["R1", "R2", "R3"]
    assert [item.type for item in register.items] == ["recommendation", "AFI", "AFI"]
    assert [item.status for item in register.items] == ["open", "submitted for closure", "closed"]


def test_a_csv_file_has_no_sheet_to_propose_for(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(csv_text(ROWS, HEADINGS), encoding="utf-8")
    with pytest.raises(Problems) as found:
        files.propose(tmp_path / "register.csv", "Items")
    assert [one.message for one in found.value.problems] == ["a CSV file has no sheets"]


def test_dates_of_a_tracker_are_proposed_and_not_listed_as_not_used(tmp_path: Path) -> None:
    likely = {
        "text": "Recommendation wording", "made": "Published on", "target": "Original deadline",
        "revised": "Revised deadline", "closed": "Date completed", "rating": "BRAG",
        "owner": "Portfolio lead",
    }  # fmt: skip
    headings = ("Reference", "Report", "Status", *likely.values())
    (tmp_path / "register.csv").write_text(",".join(headings) + "\n", encoding="utf-8")
    proposed = files.propose(tmp_path / "register.csv")
    assert "not_used" not in proposed
    for ours, heading in likely.items():
        assert f"\n  {ours}: {heading}\n" in proposed


@pytest.mark.parametrize("heading", ["Status (RAG)", "Implementation status", "Position"])
def test_headings_that_may_be_of_the_status_are_proposed(tmp_path: Path, heading: str) -> None:
    (tmp_path / "register.csv").write_text(f"Reference,Report,{heading}\n", encoding="utf-8")
    proposed = files.propose(tmp_path / "register.csv")
    assert f"\n  status: {heading}\n" in proposed
    assert "not_used" not in proposed


def test_a_heading_that_can_mean_one_thing_goes_before_one_that_may(tmp_path: Path) -> None:
    headings = ("HMICFRS Ref", *HEADINGS, "Current position")
    text = csv_text([("H1", *row, "In hand") for row in ROWS], headings)
    register = read(tmp_path, csv=text)
    assert [item.reference for item in register.items] == ["R1", "R2", "R3"]
    proposed = files.propose(tmp_path / "register.csv")
    assert "\n  reference: Reference\n" in proposed
    assert "\n  status: Status\n" in proposed
