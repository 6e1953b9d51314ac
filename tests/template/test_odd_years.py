"""Papers of odd forces and odd years read well: nothing open, dates known by the week, and more.

Small papers, each written out here; the right words were worked out by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import yaml

from jacpaper.problems import Problems
from small_papers import made, report, write

if TYPE_CHECKING:
    from pathlib import Path

FIRST: dict[str, Any] = {"last_meeting": "2025-09-25"}
NOTHING: dict[str, Any] = {"open": "none", "previous": "unknown"}
UNKNOWN: dict[str, Any] = {"oversight": "unknown"}


def test_with_no_board_and_nothing_open_nothing_is_said_of_the_work(tmp_path: Path) -> None:
    paper = made(tmp_path, committee=UNKNOWN, paper=FIRST, counts=NOTHING)
    assert "continues to work" not in paper.words
    assert "3.2 No recommendations or AFIs are open." in paper.words


def test_what_is_worded_of_the_work_stands_even_so(tmp_path: Path) -> None:
    worded = FIRST | {"wording": {"oversight": "We look for a board."}}
    paper = made(tmp_path, committee=UNKNOWN, paper=worded, counts=NOTHING)
    assert "3.2 We look for a board." in paper.words


def test_the_work_is_the_force_s(tmp_path: Path) -> None:
    paper = made(tmp_path, paper=FIRST, counts=NOTHING)
    force = "the force\N{RIGHT SINGLE QUOTATION MARK}s"
    assert f"Deputy Chief directs {force} work on inspections through" in paper.words


def test_reports_have_numbers_of_their_own_where_the_sentence_above_is_left_out(
    tmp_path: Path,
) -> None:
    left_out = FIRST | {"wording": {"reports_published": "left out"}}
    paper = made(tmp_path, paper=left_out, reports=[report("A thematic", "2025-10-20")])
    assert "3.1 A thematic This report was published" in paper.words


def test_they_are_part_of_what_is_left_of_it(tmp_path: Path) -> None:
    left_out = FIRST | {"wording": {"reports_published": "left out"}}
    late = report("A thematic", "2025-08-20", late="It was missed.")
    paper = made(tmp_path, paper=left_out, reports=[late])
    assert "3.1 One older report is listed. 3.1.1 A thematic" in paper.words


def test_since_is_followed_by_a_week_in_words(tmp_path: Path) -> None:
    week = "week commencing 2025-09-08"
    phase = {"monitoring_phase": {"phase": "scan", "since": week}}
    counts = {"previous": {"as_at": week, "open": {2025: 5}}}
    paper = made(tmp_path, paper=FIRST | phase, counts=counts)
    assert "Since the week commencing 8 September 2025, no reports have" in paper.words
    assert "monitoring, Scan, since the week commencing 8 September 2025." in paper.words


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("May and June 2025", "in May or June 2025"),
        ("2025-06-02 to 2025-06-05", "between 2 and 5 June 2025"),
        ("June 2025", "in June 2025"),
    ],
)
def test_what_happens_on_one_day_is_not_said_of_two(tmp_path: Path, when: str, said: str) -> None:
    causes = [
        {"name": "Ash", "raised": when, "open_recommendations": 1},
        {"name": "Elm", "raised": when, "open_recommendations": 0, "closed": when},
    ]
    late = report("A thematic", when, late="It was missed.", comments_published=when)
    paper = made(tmp_path, reports=[late | {"section_55": True}],
                 paper=FIRST | {"causes_of_concern": causes, "section_55": "shown"})  # fmt: skip
    assert f"It was raised {said}." in paper.words
    assert f"Elm, raised {said}, was closed {said}." in paper.words
    assert f"This report was published {said}." in paper.words
    assert f"published its comments {said}" in paper.words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Monthly", "monthly"), ("Every six weeks", "every six weeks"), ("Tuesdays", "Tuesdays"),
     ("In May and November", "in May and November"), ("on Mondays", "on Mondays"),
     ("Six-weekly", "six-weekly"), ("Monthly (first Tuesday)", "monthly (first Tuesday)"),
     ("Every Tuesday", "every Tuesday"), ("Half-yearly", "half-yearly")],
)  # fmt: skip
def test_how_often_the_board_meets_goes_on_within_the_sentence(
    tmp_path: Path, typed: str, printed: str
) -> None:
    board = {"board": "Inspection Board", "led_by": "unknown", "meets": typed}
    paper = made(tmp_path, committee={"oversight": board}, paper=FIRST)
    assert f"and meets {printed}." in paper.words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Thematic", "thematic report"), ("Joint inspection", "joint inspection report"),
     ("PEEL", "PEEL report"), ("National Child Protection Inspection",
      "National Child Protection Inspection report"), ("Prevent", "Prevent report"),
     ("Progress report", "progress report"), ("Super-complaint", "super-complaint report"),
     ("Child protection", "child protection report"),
     ("Joint thematic (with HMI Probation)", "joint thematic (with HMI Probation) report")],
)  # fmt: skip
def test_the_type_of_an_inspection_goes_on_within_the_sentence(
    tmp_path: Path, typed: str, printed: str
) -> None:
    paper = made(
        tmp_path, paper=FIRST, reports=[report("A report", "2025-10-01", inspection_type=typed)]
    )
    assert f"This {printed} was published" in paper.words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("All chief constables", "all chief constables"), ("The Home Office", "the Home Office"),
     ("The Chief Constable", "the Chief Constable"), ("Chief constables", "chief constables"),
     ("Chief Constables and PCCs", "Chief Constables and PCCs"), ("Forces", "forces"),
     ("Police and Crime Commissioners", "Police and Crime Commissioners"),
     ("Police and crime commissioners", "police and crime commissioners"),
     ("Police Scotland", "Police Scotland"), ("Police forces", "police forces"),
     ("A chief constable", "a chief constable"), ("Other forces", "other forces"),
     ("AFIs of others", "AFIs of others"), ("Local policing bodies", "local policing bodies")],
)  # fmt: skip
def test_to_whom_recommendations_are_addressed_goes_on_within_the_sentence(
    tmp_path: Path, typed: str, printed: str
) -> None:
    asked = {"made": 2, "applicable": 1, "addressed_to": typed}
    paper = made(
        tmp_path, paper=FIRST, reports=[report("A report", "2025-10-01", recommendations=asked)]
    )
    assert f"of which one is applicable to {printed}." in paper.words


@pytest.mark.parametrize(
    ("grade", "said"), [("good", "one was graded good"), ("not graded", "none was graded")]
)
def test_grades_that_are_some_of_them_are_not_said_to_be_all(
    tmp_path: Path, grade: str, said: str
) -> None:
    given = {"grades": {"Custody": grade}, "grades_given": "in part"}
    paper = made(tmp_path, paper=FIRST, reports=[report("A report", "2025-10-01", **given)])
    assert f"are listed here. Of the areas listed, {said} (Table 1)." in paper.words


def test_a_committee_s_name_may_have_its_article(tmp_path: Path) -> None:
    named = {"committee": {"name": "the Audit Panel", "short": "the Panel"}}
    paper = made(tmp_path, committee=named, paper=FIRST)
    assert "It gives members of the Audit Panel (the Panel) oversight" in paper.words


def test_a_chart_beside_a_paper_without_a_day_is_described_in_whole_words(tmp_path: Path) -> None:
    write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"},
          counts={"as_at": "unknown"})  # fmt: skip
    paper = made(tmp_path, paper={"open_by_year_chart": "shown"}, counts={"previous": None})
    assert "by report year, in the last paper and now, 28 November 2025." in paper.words


class TestLostPaper:
    """The last paper is lost: the folder before it is of an older one, and not what is compared."""

    OLDER: ClassVar[dict[str, Any]] = {
        "paper": {"last_meeting": "2025-06-26", "monitoring_phase": "engage"},
        "counts": {"as_at": "2025-09-05", "open_by": {"status": {"Begun": 5}}},
    }
    LOST: ClassVar[dict[str, Any]] = {
        "open": {2025: 3}, "open_by": {"status": {"Begun": 3}},
        "previous": {"as_at": "2025-10-31", "open": {2025: 4}, "why": "That paper is lost."},
    }  # fmt: skip

    def test_counts_by_status_are_not_set_beside_an_older_paper_s(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-09-25", **self.OLDER)
        paper = made(tmp_path, counts=self.LOST)
        assert "Status Number open ------ ----------- Begun 3" in paper.words

    def test_the_phase_is_not_said_to_have_changed_since(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-09-25", **self.OLDER)
        paper = made(tmp_path, counts=self.LOST)
        assert "Midshire Police (MIP) is in the default phase" in paper.words

    def test_what_it_had_open_does_not_put_right_the_older_one(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-06-26", paper={"last_meeting": "2025-03-20"},
              counts={"as_at": "2025-06-05"})  # fmt: skip
        write(tmp_path, "2025-09-25",
              counts={"as_at": "2025-09-05", "open": {2025: 6}, "previous": None})  # fmt: skip
        paper = made(tmp_path, paper={"trend_chart": "shown"}, counts=self.LOST)
        assert "25 September 2025: 6 open, 0 came in" in paper.words
        assert "put right" not in paper.words

    def test_its_causes_of_concern_are_not_held_against_these(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-09-25", **self.OLDER)
        causes = [{"name": "Ash", "raised": "2024", "open_recommendations": 1}]
        paper = made(tmp_path, counts=self.LOST, paper={"causes_of_concern": causes})
        assert not [one for one in paper.found if "cause-history" in one]


def test_what_nobody_knew_of_the_last_paper_s_causes_did_not_come_in_since(tmp_path: Path) -> None:
    write(tmp_path, "2025-09-25", counts={"as_at": "2025-09-05"},
          paper={"last_meeting": "2025-06-26", "causes_of_concern": "unknown"})  # fmt: skip
    causes = [
        {"name": "Ash", "accelerated": True, "year": 2025, "open_recommendations": 1},
        {"name": "Elm", "raised": "2024", "open_recommendations": 1},
    ]
    paper = made(tmp_path, paper={"causes_of_concern": causes}, counts={"previous": None})
    assert "No recommendations or AFIs came in and none was closed" in paper.words
    assert not [one for one in paper.found if "cause-history" in one]


class TestToldTooEarly:
    """A report that the last paper listed, though it came out after that paper's counts."""

    EARLY = report("A thematic", "2025-09-20", late="It is not counted yet.")

    def last(self, folder: Path) -> None:
        write(folder, "2025-09-25", paper={"last_meeting": "2025-06-26"},
              counts={"as_at": "2025-09-05"}, reports=[self.EARLY])  # fmt: skip

    def test_it_is_asked_for_since_its_items_come_in_now(self, tmp_path: Path) -> None:
        self.last(tmp_path)
        paper = made(tmp_path, counts={"previous": None, "open": {2025: 7}})
        asked = "came out in this paper's period, on 20 September 2025, and is listed in the last"
        assert any(asked in one for one in paper.found)

    def test_listed_again_it_is_not_asked_about_and_is_counted(self, tmp_path: Path) -> None:
        self.last(tmp_path)
        counts = {"previous": None, "open": {2025: 7}, "closed": {}}
        paper = made(tmp_path, counts=counts, reports=[report("A thematic", "2025-09-20")])
        assert paper.found == []
        assert "one report was published, with 2 recommendations" in paper.words
        assert "2 recommendations and AFIs came in and none was closed" in paper.words

    def test_it_can_be_answered(self, tmp_path: Path) -> None:
        self.last(tmp_path)
        paper = made(tmp_path, counts={"previous": None},
                     paper={"notes": {"periods-join": "It was withdrawn."}})  # fmt: skip
        assert not [one for one in paper.found if "periods-join" in one]


def test_an_inspection_that_the_last_paper_told_of_is_asked_about(tmp_path: Path) -> None:
    held = {"since_last_meeting": [{"name": "Custody", "when": "autumn 2025"}]}
    write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"},
          counts={"as_at": "2025-09-05"}, inspections=held)  # fmt: skip
    paper = made(tmp_path, counts={"previous": None}, inspections=held)
    assert "Custody was in the last paper already [periods-join]" in paper.found


def test_a_cause_that_was_closed_is_asked_about_where_it_comes_back(tmp_path: Path) -> None:
    closed = {"name": "Ash", "open_recommendations": 0, "closed": "2025-08-01"}
    write(tmp_path, "2025-09-25", counts={"as_at": "2025-09-05"},
          paper={"last_meeting": "2025-06-26", "causes_of_concern": [closed]})  # fmt: skip
    paper = made(tmp_path, counts={"previous": None}, paper={"causes_of_concern": [closed]})
    said = "Ash was shown as closed in the last paper, and is listed as closed again"
    assert f"{said} [cause-history]" in paper.found


def test_a_cause_is_raised_and_made_of_what_the_last_paper_said(tmp_path: Path) -> None:
    then = {"name": "Ash", "raised": "2024", "open_recommendations": 2, "recommendations": 3}
    write(tmp_path, "2025-09-25", counts={"as_at": "2025-09-05"},
          paper={"last_meeting": "2025-06-26", "causes_of_concern": [then]})  # fmt: skip
    now = then | {"raised": "2023", "recommendations": 4, "year": 2025}
    paper = made(tmp_path, counts={"previous": None}, paper={"causes_of_concern": [now]})
    assert "Ash was raised in 2023, where the last paper has 2024 [cause-history]" in paper.found
    said = "Ash has 4 recommendations, where the last paper has 3 [cause-history]"
    assert said in paper.found


def test_recommendations_of_a_cause_that_came_in_need_no_report(tmp_path: Path) -> None:
    cause = {"name": "Ash", "raised": "2025-10-01", "accelerated": True, "open_recommendations": 2}
    counts = {"open": {2025: 7}, "closed": {}}
    paper = made(tmp_path, paper=FIRST | {"causes_of_concern": [cause]}, counts=counts)
    assert "2 recommendations and AFIs came in" in paper.words
    assert paper.found == []


def test_counts_by_status_are_not_asked_for_where_nothing_is_open(tmp_path: Path) -> None:
    write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"},
          counts={"as_at": "2025-09-05", "open_by": {"status": {"Begun": 5}}})  # fmt: skip
    paper = made(tmp_path, counts={"previous": None, "open": "none", "closed": {2025: 5}})
    assert paper.found == []


def test_open_items_are_said_to_come_from_the_reports_that_have_some(tmp_path: Path) -> None:
    reports = [
        {"report": "A", "published": "2025-05-01", "open": 5},
        {"report": "B", "published": "2025-06-01", "open": 0},
    ]
    paper = made(tmp_path, paper=FIRST, counts={"by_report": reports})
    assert "5 recommendations and AFIs from one report are open (Table 2)." in paper.words


class TestNotRecorded:
    """Where the register does not say it of every item, neither does the paper."""

    ITEMS: ClassVar[list[dict[str, Any]]] = [
        {"reference": "A1", "text": "Do one thing.", "theme": "Crime"},
        {"reference": "A2", "text": "Do two things.", "type": "AFI"},
        {"reference": "A3", "text": "Do three things.", "force_specific": "yes"},
    ]

    def words(self, folder: Path, *, are_themes_known: bool = True) -> str:
        kept = {"report": "Alpha", "made": "2025-01-10", "status": "Open"}
        items = [kept | item for item in self.ITEMS]
        for item in items if not are_themes_known else ():
            item.pop("theme", None)
        register = {"items": items, "status": {"Open": "open"}, "types": {"AFI": "AFI"}}
        (folder / "inputs").mkdir()
        (folder / "inputs" / "register.yaml").write_text(yaml.safe_dump(register))
        asked = {"open_items_by": ["type", "reach", "theme"]}
        previous = {"as_at": "2025-09-12", "open": {2025: 3}}
        counts = {"open": None, "previous": previous}
        return made(folder, paper=FIRST | asked, counts=counts).words

    def test_no_item_is_said_to_be_of_another_type(self, tmp_path: Path) -> None:
        said = "No open items are known to be recommendations and one is known to be an area for"
        assert said in self.words(tmp_path)

    def test_no_item_is_said_to_be_made_to_others(self, tmp_path: Path) -> None:
        said = "One item is known to have been made to this force alone"
        assert said in self.words(tmp_path)

    def test_not_recorded_is_no_theme(self, tmp_path: Path) -> None:
        said = "what the open items are about: one theme; the theme of 2 is not recorded."
        assert said in self.words(tmp_path)

    def test_there_may_be_none_at_all(self, tmp_path: Path) -> None:
        said = "what the open items are about; the theme of 3 is not recorded."
        assert said in self.words(tmp_path, are_themes_known=False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("to note the report", "2.1 Members are recommended to note the report."),
        ("The Committee is asked to note it.", "2.1 The Committee is asked to note it."),
        ("approve the plan.", "2.1 Members are recommended to approve the plan."),
        # What is no verb that is known stands as it was typed.
        ("that the report be noted", "2.1 that the report be noted"),
        ("for information", "2.1 for information"),
    ],
)
def test_what_is_recommended_is_a_sentence(tmp_path: Path, typed: str, said: str) -> None:
    paper = made(tmp_path, paper=FIRST | {"recommendation_to_committee": typed})
    assert f"What members are asked to do {'-' * 35} {said}" in paper.words


def test_closed_items_without_a_day_of_the_last_paper_are_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    item = {"reference": "A1", "text": "Do it.", "report": "Alpha", "made": "2025-01-10"}
    register = {"items": [item | {"status": "Open"}], "status": {"Open": "open"}}
    (tmp_path / "inputs" / "register.yaml").write_text(yaml.safe_dump(register))
    asked = FIRST | {"appendices": [{"items": "closed"}]}
    try:
        found = made(tmp_path, paper=asked, counts={"open": None, "previous": "unknown"}).found
    except Problems as problems:
        found = [one.message for one in problems.problems]
    said = "what was closed since the last paper needs the day on which that one counted [shown]"
    assert found == [said]
