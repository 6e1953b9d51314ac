"""How a register tells of the dates that were moved: columns, plain words, records of papers."""

from __future__ import annotations

import shutil
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from conftest import ROOT
from jacpaper.build import final, one_paper
from jacpaper.build.prepare import prepare
from jacpaper.facts.account import NO_ACCOUNT, Target
from jacpaper.facts.published import PublishedItem
from jacpaper.facts.register import Item, Register
from jacpaper.register.ledger.as_at import as_at
from jacpaper.register.ledger.recorded import with_records
from jacpaper.register.ledger.revisions import months_between, months_moved, revisions
from jacpaper.register.reading import cells, files
from jacpaper.register.reading.date_history import date_history, part_by_part
from jacpaper.register.reading.one_move import FORM
from jacpaper.writers.formats import BY_ENDING
from registers import csv_text, read, wrong

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.facts.published import PublishedFile

HEADINGS = (
    "Reference", "Report", "Text", "Made", "Status", "Target", "Revised", "Date history",
    "Revised on", "Reason moved", "Explanation", "Next step", "Submitted on", "Evidence on",
)  # fmt: skip
TOLD = "31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training"


def row(**said: str) -> list[str]:
    usual = {
        "Reference": "R1", "Report": "A report", "Text": "Do this", "Made": "2025-01-10",
        "Status": "open",
    }  # fmt: skip
    given = usual | {heading.replace("_", " "): words for heading, words in said.items()}
    return [given.get(heading, "") for heading in HEADINGS]


def item(folder: Path, **said: str) -> Item:
    return read(folder, csv=csv_text([row(**said)], HEADINGS)).items[0]


def faults(folder: Path, **said: str) -> list[str]:
    return wrong(folder, csv=csv_text([row(**said)], HEADINGS))


class TestPlainWords:
    def test_each_part_of_a_move(self) -> None:
        (move,) = date_history(FORM)
        assert move.before.last == date(2026, 3, 31)
        assert move.after.last == date(2026, 6, 30)
        assert move.made.last == date(2026, 3, 3)
        assert move.reason == "awaiting training"

    @pytest.mark.parametrize(
        "written",
        [
            "from 31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training",
            "31/03/2026 was revised to 30/06/26 on 2026-03-03: awaiting training",
            "31 Mar 2026 extended to 30 Jun 2026  on 3 Mar 2026:awaiting training",
            "\n31 March 2026 postponed to 30 June 2026 on 3 March 2026: awaiting training;\n",
            "Moved from 31 March 2026 to 30 June 2026 on 3 March 2026 (awaiting training)",
            "3 March 2026: date moved from 31/03/2026 to 30/06/2026 - awaiting training",
            "03/03/26 - moved from 31 March 2026 to 30 June 2026: awaiting training",
            "On 3 March 2026, moved from 31 March 2026 to 30 June 2026: awaiting training",
            "1. Target date of 31/03/26 was put back until 30/06/26 on 03/03/26: awaiting training",
            "31/03/2026 -> 30/06/2026 on 03/03/2026 \u2013 awaiting training",
            "\u2022 31/03/2026 \u2192 30/06/2026 on 03/03/2026 (awaiting training)",
            "31 March 2026 MOVED TO 30 June 2026 on 3 March 2026: awaiting training",
        ],
    )
    def test_other_ways_to_write_the_same(self, written: str) -> None:
        assert date_history(written) == date_history(FORM)

    def test_dates_are_as_exact_as_known(self) -> None:
        (move,) = date_history("Q4 2025/26 moved to spring 2026 in February 2026")
        assert move.before == Target(date(2026, 3, 31), "Q4 2025/26", date(2026, 1, 1))
        assert move.after == Target(date(2026, 5, 31), "spring 2026", date(2026, 3, 1))
        assert move.made == Target(date(2026, 2, 28), "February 2026", date(2026, 2, 1))
        (move,) = date_history("March 2026 moved to TBC")
        assert (move.after, move.made) == (Target(None, "TBC"), Target(None))

    def test_a_reason_may_have_signs_of_its_own(self) -> None:
        told = date_history(f"{TOLD}; one trainer left: she retired\n{FORM}; and more")
        assert [one.reason for one in told] == [
            "awaiting training; one trainer left: she retired", "awaiting training; and more",
        ]  # fmt: skip

    def test_a_period_may_be_moved_from(self) -> None:
        (move,) = date_history("Moved from June to July 2026 to August 2026")
        assert (move.before.words, move.after.words) == ("June to July 2026", "August 2026")
        (move,) = date_history("moved to June - July 2026")
        assert move.after.words == "June - July 2026"

    @pytest.mark.parametrize("reason", ["n/a", "TBC", "None.", "-"])
    def test_no_reason_is_none(self, reason: str) -> None:
        for told in (f"moved to 30 June 2026: {reason}", FORM.replace("awaiting training", reason)):
            assert date_history(told)[0].reason == ""

    def test_a_reason_may_speak_of_moving(self) -> None:
        reason = "the supplier moved to a new site in 2025, so the plan was changed to 12 weeks"
        assert date_history(f"moved to 30 June 2026: {reason}")[0].reason == reason

    @pytest.mark.parametrize(
        "reason",
        [
            "awaiting training, 30 June 2026 moved to 30 September 2026 on 9 June 2026",
            "awaiting training. Moved to 30 September 2026",
            "awaiting training, then extended again until Q3 2026/27",
            "awaiting training - 30/06/2026 -> 30/09/2026", "slipped to TBC",
            "put back to mid July 2026",
            "training, later moved from 30th June 2026",
        ],
    )  # fmt: skip
    def test_a_move_within_a_reason_is_not_lost(self, reason: str) -> None:
        for told in (f"moved to 30 June 2026: {reason}", FORM.replace("awaiting training", reason)):
            with pytest.raises(cells.UnreadableError, match="tells of a move"):
                date_history(told)

    @pytest.mark.parametrize(
        "written", ["", "n/a", "none", "Not moved", "No changes", None, "NULL", "Not set"]
    )
    def test_nothing_was_moved(self, written: str | None) -> None:
        assert date_history(written) == ()

    @pytest.mark.parametrize(
        "written",
        [
            "moved",
            f"{TOLD}; 30 June 2026 mvoed to 30 July 2026 on 9 June 2026",
            f"{TOLD}; slipped again on 9 June 2026",
            "31 March 2026 moved to soon on 3 March 2026",
            "31 February 2026 moved to 30 June 2026 on 3 March 2026",
            "31 March 2026 moved to 30 June 2026 on TBC",
            "31 March 2026 moved to 30 June 2026 on 3 March 2026 on 4 March 2026",
            "March 2026: moved to 30 June 2026 in April 2026",
            "moved from spring 2026 to summer 2026 to autumn 2026",
            "31 March 2026 moved to 30 June 2026 (training) on 3 March 2026",
            "31 March 2026 moved to 30 June 2026 as agreed on 3 March 2026",
            "June 2026 -> July 2026 -> August 2026",
            "3. March 2026 moved to June 2026",
            "Agreed: moved to 30 June 2026",
            "TBC",
        ],
    )
    def test_what_may_be_a_move_is_never_lost(self, written: str) -> None:
        with pytest.raises(cells.UnreadableError):
            date_history(written)

    def test_a_date_alone_may_be_the_revised_one(self) -> None:
        for written in ("31 March 2026", "31/03/2026", "Q4 2025/26"):
            with pytest.raises(cells.UnreadableError) as told:
                date_history(written)
            assert "if the column has the revised date alone, it is our revised" in told.value.hint

    def test_a_cell_beyond_measure_is_read_at_once(self) -> None:
        for piece in ("2026 moved to 2026 on ", "a moved to ", "2026 ", ": ", " on in "):
            with pytest.raises(cells.UnreadableError):
                date_history(piece * 3_000)


class TestColumns:
    def test_a_history_fills_in_both_dates(self, tmp_path: Path) -> None:
        found = item(tmp_path, Date_history=f"{TOLD}; moved to TBC on 9 June 2026")
        assert (found.target, found.revised) == (date(2026, 3, 31), None)
        assert (found.revised_words, found.due) == ("TBC", date(2026, 3, 31))
        assert [one.before.last for one in revisions(found)] == [
            date(2026, 3, 31), date(2026, 6, 30),
        ]  # fmt: skip

    def test_two_dates_are_a_move_with_its_day_and_reason(self, tmp_path: Path) -> None:
        found = item(
            tmp_path, Target="2026-03-31", Revised="June 2026", Revised_on="March 2026",
            Reason_moved="awaiting training", Explanation="Too few trainers", Next_step="Train",
            Submitted_on="1 May 2026", Evidence_on="2 May 2026",
        )  # fmt: skip
        (move,) = revisions(found)
        assert (move.made.first, move.made.last) == (date(2026, 3, 1), date(2026, 3, 31))
        assert move.reason == "awaiting training"
        assert (found.account.explanation, found.account.next_step) == ("Too few trainers", "Train")
        assert found.account.submitted == Target(date(2026, 5, 1))
        assert found.account.evidence == Target(date(2026, 5, 2))
        assert months_moved(found) == 3

    @pytest.mark.parametrize("told", [FORM, f"{FORM}; 30 June 2026 moved to TBC on 9 June 2026: x"])
    @pytest.mark.parametrize(
        "changed",
        [
            ("", ""), (": ", ":"), (": awaiting", ":  awaiting"), ("training", "training "),
            ("training", "training;"), ("training", "training; and more"),
            (" moved to ", "\tmoved to "),
            ("training", "tr\xe4ining"), (" on ", "  on "), ("31 March", "31\xa0March"),
            ("30 June 2026 on", "June 2026 on"), ("31 March 2026", "31/03/26"), (" on ", " in "),
            ("training", "training: 2 of 3 on leave"), ("; ", ";"), ("; ", "; ; "), ("; ", "\n"),
        ],
    )  # fmt: skip
    def test_the_fast_way_and_the_slow_one_read_the_same(
        self, told: str, changed: tuple[str, str]
    ) -> None:
        said = told.replace(*changed) if changed[0] else told
        slow = part_by_part(said, month_first=False)
        assert date_history(said) == slow
        assert slow

    def test_what_was_done_is_as_exact_as_known(self, tmp_path: Path) -> None:
        found = item(tmp_path, Submitted_on="in March 2026", Evidence_on="Q4 2025/26").account
        assert found.submitted == Target(date(2026, 3, 31), "March 2026", date(2026, 3, 1))
        assert found.evidence == Target(date(2026, 3, 31), "Q4 2025/26", date(2026, 1, 1))
        assert item(tmp_path, Submitted_on="not known").account.submitted == Target(None)

    def test_words_for_nothing_say_nothing(self, tmp_path: Path) -> None:
        found = item(
            tmp_path, Target="2026-03-31", Revised="2026-06-30", Reason_moved="n/a",
            Explanation="None", Next_step="TBC",
        )  # fmt: skip
        assert (found.account.texts, revisions(found)[0].reason) == ((), "")

    @pytest.mark.parametrize("words", ["-", "n/a", "None", "not set"])
    def test_an_owner_may_be_nobody(self, tmp_path: Path, words: str) -> None:
        text = csv_text([[*row(), words], [*row(Reference="R2"), "TBC"]], (*HEADINGS, "Owner"))
        assert [one.owner for one in read(tmp_path, csv=text).items] == ["", "TBC"]

    @pytest.mark.parametrize("words", ["-", "N/A", "None", "not known", "Not recorded"])
    @pytest.mark.parametrize("ours", ["Addressee", "Owner", "Theme", "Rating", "Cause_of_concern"])
    def test_words_for_nothing_are_no_name(self, tmp_path: Path, ours: str, words: str) -> None:
        text = csv_text([[*row(), words]], (*HEADINGS, ours.replace("_", " ")))
        assert getattr(read(tmp_path, csv=text).items[0], ours.lower()) == ""

    def test_a_rating_may_be_called_so(self, tmp_path: Path) -> None:
        text = csv_text([[*row(), "N/A"]], (*HEADINGS, "Rating"))
        kept = read(tmp_path, csv=text, yaml="ratings: {N/A: grey}\n")
        assert [one.rating for one in kept.items] == ["N/A"]

    @pytest.mark.parametrize("words", ["No", "n", "FALSE", "0"])
    def test_no_cause_of_concern_may_be_said(self, tmp_path: Path, words: str) -> None:
        text = csv_text([[*row(), words]], (*HEADINGS, "Cause of concern"))
        assert read(tmp_path, csv=text).items[0].cause_of_concern == ""

    @pytest.mark.parametrize("words", ["Yes", "Y", "TRUE", "x"])
    def test_a_cause_of_concern_has_a_name(self, tmp_path: Path, words: str) -> None:
        text = csv_text([[*row(), words]], (*HEADINGS, "Cause of concern"))
        (fault,) = wrong(tmp_path, csv=text)
        assert f"“{words}” does not say which cause of concern" in fault
        kept = read(tmp_path, csv=text, yaml="not_used: [Cause of concern]\n")
        assert [one.cause_of_concern for one in kept.items] == [""]

    def test_a_history_may_say_nothing(self, tmp_path: Path) -> None:
        text = csv_text([[*row(), "n/a"]], (*HEADINGS, "History"))
        assert len(read(tmp_path, csv=text).items[0].changes) == 1

    def test_two_dates_alone_are_a_move(self, tmp_path: Path) -> None:
        found = item(tmp_path, Target="2026-03-31", Revised="2026-06-30")
        assert len(revisions(found)) == 1
        assert not revisions(item(tmp_path, Target="2026-03-31", Revised="2026-03-31"))

    @pytest.mark.parametrize(
        ("said", "column", "fault"),
        [
            (
                {"Target": "2026-06-30", "Date_history": TOLD}, "H",
                "its history begins with 31 March 2026, but its target date is 30 June 2026",
            ),
            (
                {"Revised": "2026-07-31", "Date_history": TOLD}, "H",
                "its history ends with 30 June 2026, but its revised date is 31 July 2026",
            ),
            (
                {"Date_history": f"{TOLD}; 1 July 2026 moved to 2 July 2026"}, "H",
                "it was moved from 1 July 2026, but the move before this ends with 30 June 2026",
            ),
            (
                {"Date_history": f"{TOLD}; moved to 2 July 2026 on 2 March 2026"}, "H",
                "its date was moved on 2 March 2026, before the move of 3 March 2026",
            ),
            (
                {"Date_history": TOLD, "Made": "2026-03-04"}, "H",
                "its date was moved on 3 March 2026, before it was made on 4 March 2026",
            ),
            (
                {"Date_history": "moved to 2 July 2026; moved to TBC on 3 March 2026",
                 "Made": "2026-03-04"}, "H",
                "its date was moved on 3 March 2026, before it was made on 4 March 2026",
            ),
            (
                {"Date_history": "31/03/2026 moved to 31 March 2026"}, "H",
                "its date was moved to 31 March 2026, which it was already",
            ),
            (
                {"Submitted_on": "December 2024"}, "M",
                "it was submitted (December 2024) before it was made on 10 January 2025",
            ),
            ({"Submitted_on": "ongoing"}, "M", "“ongoing” is not a date"),
            ({"Evidence_on": "when done"}, "N", "“when done” is not a date"),
            (
                {"Date_history": TOLD, "Revised_on": "2026-03-04"}, "I",
                "its date was moved on 3 March 2026, as its history has it, and on 4 March 2026",
            ),
            (
                {"Date_history": TOLD, "Revised_on": "February 2026"}, "I",
                "its date was moved on 3 March 2026, as its history has it, and in February 2026",
            ),
            (
                {"Date_history": TOLD, "Reason_moved": "leave"}, "J",
                "its history gives another reason for this",
            ),
            (
                {"Target": "2026-03-31", "Revised_on": "2026-03-04"}, "I",
                "the day on which its date was moved is given, but not to which date",
            ),
            (
                {"Reason_moved": "leave"}, "J",
                "a reason why its date was moved is given, but not to which date",
            ),
            ({"Date_history": "soon"}, "H", "“soon” is not a move of a date"),
            ({"Submitted_on": "soon"}, "M", "“soon” is not a date"),
        ],
    )  # fmt: skip
    def test_what_does_not_agree_is_named_at_its_cell(
        self, tmp_path: Path, said: dict[str, str], column: str, fault: str
    ) -> None:
        assert faults(tmp_path, **said) == [f"inputs/register.csv:2:{column}: error: {fault}"]

    def test_what_an_exempt_item_says_is_not_quoted(self, tmp_path: Path) -> None:
        rows = [[*row(Date_history="9 locks mvoed to 3 doors"), "yes"]]
        (said,) = wrong(tmp_path, csv=csv_text(rows, (*HEADINGS, "Exempt")))
        assert said.endswith("error: this is not a move of a date")

    @pytest.mark.parametrize("ours", ["Explanation", "Next_step", "Date_history", "Reason_moved"])
    def test_a_mark_in_passing_makes_it_exempt(self, tmp_path: Path, ours: str) -> None:
        said = {"Target": "2026-03-31", "Revised": "2026-06-30", ours: "EXEMPT: two locks"}
        if ours == "Date_history":
            said = {ours: f"{TOLD} EXEMPT: see paragraph seven"}
        assert item(tmp_path, **said).exempt

    def test_the_month_comes_first_where_register_yaml_says_so(self, tmp_path: Path) -> None:
        text = csv_text(
            [row(Date_history="03/31/2026 moved to 06/30/2026 on 03/04/2026")], HEADINGS
        )
        found = read(tmp_path, csv=text, yaml="month_first: [date_history]\n").items[0]
        assert found.account.revisions[0].made.last == date(2026, 3, 4)


def made(**given: Any) -> Item:
    usual: dict[str, Any] = {
        "reference": "R1", "report": "A report", "report_year": 2025, "text": "Do this",
        "made": date(2025, 1, 10), "status": "open", "status_words": "Open",
        "changes": (date(2025, 1, 10),),
    }  # fmt: skip
    return Item(**usual | given)


class TestTime:
    def test_what_was_moved_afterwards_is_not_known_yet(self, tmp_path: Path) -> None:
        found = item(tmp_path, Date_history=f"{TOLD}; moved to 30 September 2026 on 9 June 2026")
        register = Register((found,), newest=date(2026, 5, 1))
        (then,) = as_at(register, date(2026, 3, 3)).items
        assert (then.due, len(then.account.revisions)) == (date(2026, 6, 30), 1)
        (before,) = as_at(register, date(2026, 3, 2)).items
        assert (before.due, before.revised, before.account.revisions) == (
            date(2026, 3, 31), None, (),
        )  # fmt: skip
        assert as_at(register, date(2026, 6, 9)).items == (found,)
        assert as_at(register, date(2026, 3, 2)).ahead == ((found, date(2026, 6, 9)),)

    def test_a_move_after_one_that_is_not_known_yet_is_not_known_either(
        self, tmp_path: Path
    ) -> None:
        found = item(tmp_path, Date_history=f"{TOLD}; moved to 30 September 2026")
        (then,) = as_at(Register((found,)), date(2026, 3, 2)).items
        assert (then.due, then.account.revisions) == (date(2026, 3, 31), ())

    @pytest.mark.parametrize(
        ("first", "last", "months"),
        [
            (date(2026, 1, 31), date(2026, 2, 28), 1), (date(2026, 1, 31), date(2026, 2, 27), 0),
            (date(2026, 1, 31), date(2026, 3, 31), 2), (date(2025, 3, 31), date(2025, 9, 30), 6),
            (date(2025, 3, 31), date(2025, 9, 29), 5), (date(2024, 2, 29), date(2025, 2, 28), 12),
            (date(2026, 3, 31), date(2026, 1, 31), -2), (date(2025, 12, 1), date(2026, 1, 1), 1),
        ],
    )  # fmt: skip
    def test_full_months(self, first: date, last: date, months: int) -> None:
        assert months_between(first, last) == months


R1 = {"reference": "R1", "status": "open", "made": "2025-01-10"}


def records(*said: tuple[str, dict[str, Any]]) -> dict[date, PublishedFile]:
    return {
        date.fromisoformat(day): cast(
            "PublishedFile",
            SimpleNamespace(
                figures=SimpleNamespace(as_at=day),
                register_items=SimpleNamespace(items=[PublishedItem.model_validate(R1 | one)]),
            ),
        )
        for day, one in said
    }


class TestRecords:
    """A register that has today's date alone tells what moved since a paper was recorded."""

    NOW = date(2026, 3, 6)

    def moved(self, found: Item, *said: tuple[str, dict[str, Any]]) -> Item:
        return with_records(Register((found,), as_at=self.NOW), records(*said)).items[0]

    def test_a_date_that_was_written_over(self) -> None:
        found = made(target=date(2026, 6, 30))
        told = self.moved(
            found,
            ("2025-09-12", {"target": "2025-12-31"}),
            ("2025-11-28", {"target": "2026-03-31"}),
        )
        assert (told.target, told.revised) == (date(2025, 12, 31), date(2026, 6, 30))
        first, second = told.account.revisions
        assert first.recorded
        assert first.made == Target(date(2025, 11, 28), "", date(2025, 9, 13))
        assert second.made == Target(self.NOW, "", date(2025, 11, 29))

    def test_a_revised_date_that_was_written_over(self) -> None:
        found = made(target=date(2025, 12, 31), revised=date(2026, 6, 30))
        told = self.moved(found, ("2025-11-28", {"target": "2025-12-31", "revised": "2026-03-31"}))
        assert [one.after.last for one in told.account.revisions] == [
            date(2026, 3, 31), date(2026, 6, 30),
        ]  # fmt: skip
        assert told.account.revisions[1].made.begins == date(2025, 11, 29)

    def test_words_are_recorded_too(self) -> None:
        found = made(target=date(2026, 6, 30))
        told = self.moved(found, ("2025-11-28", {"target_words": "TBC"}))
        assert (told.target_words, told.due) == ("TBC", date(2026, 6, 30))

    def test_what_did_not_move_stays_as_it_was(self) -> None:
        found = made(target=date(2026, 6, 30))
        assert self.moved(found, ("2025-11-28", {"target": "2026-06-30"})) is found
        exempt = found._replace(exempt=True)
        assert self.moved(exempt, ("2025-11-28", {"target": "2026-03-31"})) is exempt


def test_a_register_with_todays_dates_tells_what_moved_since_a_paper_was_final(
    tmp_path: Path,
) -> None:
    """The paper of September is recorded; the date of B1 is then written over in the register."""
    inputs = tmp_path / "inputs"
    shutil.copytree(ROOT / "tests/rules/inputs", inputs)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    text = (ROOT / "tests/rules/register.yaml").read_text(encoding="utf-8")
    b1 = "text: Do B1, made: 2024-06-06, status: open"
    last, meeting = date(2025, 9, 25), date(2025, 12, 11)
    register = inputs / "register.yaml"
    register.write_text(text.replace(b1, f"{b1}, target: March 2026"), encoding="utf-8")
    one_paper.build(tmp_path, last, (BY_ENDING["txt"],))
    final.finalise(tmp_path, last, date(2025, 9, 18))
    register.write_text(text.replace(b1, f"{b1}, target: 2026-06-30"), encoding="utf-8")
    paper = inputs / str(meeting) / "paper.yaml"
    paper.write_text(f"{paper.read_text(encoding='utf-8')}ledger: [moved]\n", encoding="utf-8")
    document, asked = prepare(tmp_path, meeting)
    said = " ".join(" ".join(block.text.split()) for block in document.body.find("p"))
    assert "As far as is recorded, one open item has had its date moved, once (Table 2)." in said
    assert "It was moved after 12 September 2025." in said
    assert "The date that was put off furthest is 3 months later than at first." in said
    assert [one.message for one in asked] == ["the date was moved without a reason: B1"]


def test_headings_that_plainly_say_so_are_proposed_and_not_read(tmp_path: Path) -> None:
    likely = {
        "History of dates": "date_history", "Reason for extension": "reason_moved",
        "Reason for delay": "explanation", "Next steps": "next_step",
        "Date submitted": "submitted_on", "Extension agreed on": "revised_on",
        "Evidence date": "evidence_on",
    }  # fmt: skip
    headings = (*HEADINGS[:5], *likely)
    rows = [[*row()[:5], "soon", *("",) * 6]]
    (tmp_path / "register.csv").write_text(csv_text(rows, headings), encoding="utf-8")
    proposed = files.propose(tmp_path / "register.csv")
    for heading, ours in likely.items():
        assert f"\n  {ours}: {heading}\n" in proposed
    assert read(tmp_path, csv=csv_text(rows, headings)).items[0].account == NO_ACCOUNT
