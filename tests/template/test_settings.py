"""What committee.yaml calls things is what the paper calls them; what is unknown is not printed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

import readers
from conftest import MEETING
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.hmicfrs.rules import table
from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.template.cache import TemplateCache
from jacpaper.writers import text

if TYPE_CHECKING:
    from typing import Any

    from conftest import Project

DAY = date.fromisoformat(MEETING)
# Every name that belongs to an inspectorate, its findings, its phases or a law.
OF_ENGLAND = re.compile(
    r"HMICFRS|Majesty|Fire & Rescue|AFIs?\b|areas? for improvement|Scan\b|Engage\b|section 55",
    re.IGNORECASE,
)
SCOTLAND: dict[str, Any] = {
    "inspectorate": {
        "name": "HM Inspectorate of Constabulary in Scotland", "short": "HMICS",
        "sites": ["hmics.scot"],
    },
    "lesser_finding": {
        "one": "area for development", "many": "areas for development", "short": "AFD",
    },
    "monitoring": "none",
    "section_55": "does not apply",
    "force": {"name": "Caledonia Constabulary", "short": "the Constabulary"},
    "committee": {"name": "Audit Panel", "short": "the Panel"},
    "oversight": {"board": "Assurance Board", "led_by": "unknown", "meets": "quarterly"},
    "contact_officer": {"name": "Inspector A. Other", "title": "Liaison Officer"},
}  # fmt: skip
REPORT = {
    "title": "Custody in the north", "published": "2025-11-03", "on_portal": False,
    "url": "https://www.hmics.scot/publications/custody", "areas_for_improvement": ["Records"],
    "recommendations": {"made": 2, "applicable": 1},
}  # fmt: skip


def give(project: Project, name: str, **values: Any) -> None:
    """Replace keys of a file; None: delete them."""
    path = project.input(name)
    data = yaml.safe_load(path.read_text(encoding="utf-8")) | values
    kept = {key: value for key, value in data.items() if value is not None}
    path.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")


def paper_of(project: Project) -> str:
    """Return the words of the paper, in one line."""
    document = compose(
        load(project.folder, DAY),
        template_folder(project.folder),
        TemplateCache(project.folder / "compiled"),
    )
    return readers.one_space(text.text(document))


def scottish(project: Project) -> None:
    give(project, "committee.yaml", **SCOTLAND)
    give(
        project, "paper.yaml", monitoring_phase=None, section_55=None, causes_of_concern="none",
        background=None, title="Update on inspections", open_by_year_chart="shown",
    )  # fmt: skip
    give(project, "reports.yaml", reports=[REPORT])
    give(project, "open-counts.yaml", notes=None, open={2024: 3}, previous={
        "as_at": "2025-09-12", "open": {2024: 4},
    })  # fmt: skip
    give(project, "inspections.yaml", since_last_meeting="none", forthcoming="none")


def test_a_paper_of_another_inspectorate_has_no_word_of_the_first(project: Project) -> None:
    scottish(project)
    said = paper_of(project)
    assert not OF_ENGLAND.findall(said)
    for sentence in (
        (
            "work of HM Inspectorate of Constabulary in Scotland (HMICS) in Caledonia Constabulary"
            " (the Constabulary). It gives members of the Audit Panel (the Panel)"
        ),
        "The Constabulary has no open cause of concern.",
        "Recommendations, causes of concern and areas for development",
        "with 2 recommendations and areas for development (AFDs) for the Constabulary.",
        "One area for development was given to the force:",
        "What the report asks for is not yet among the open items below.",
        (
            "the recommendations and AFDs that are open. The Assurance Board oversees this work and"
            " meets quarterly."
        ),
        "No recommendations or AFDs came in",
        "Previous Panel paper",
    ):
        assert sentence in said, sentence


def test_its_rules_have_no_word_of_the_first_either(project: Project) -> None:
    scottish(project)
    give(project, "reports.yaml", reports=[REPORT | {
        "url": "https://hmicfrs.justiceinspectorates.gov.uk/x", "summary": "AFD's of HMISC.",
        "published": "2025-09-30",
    }])  # fmt: skip
    found = table.check(load(project.folder, DAY))
    said = [one.message for one in found]
    assert "hmicfrs.justiceinspectorates.gov.uk is not the site of an inspectorate" in said
    assert "AFD's has an apostrophe" in said
    assert "HMISC looks like a misspelling" in said
    assert {"write HMICS", "write AFDs"} <= {one.hint for one in found}
    assert not [one for one in found if one.rule == "section-55"]


def test_section_55_is_not_shown_where_it_does_not_apply(project: Project) -> None:
    give(project, "committee.yaml", section_55="does not apply")
    assert "cannot be shown" in refused(project)
    give(project, "paper.yaml", section_55=None)
    assert "Police Act" not in paper_of(project)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("scan", "(WMP) is in the default phase of HMICFRS monitoring, Scan."),
        ("engage", "(WMP) is in the enhanced phase of HMICFRS monitoring, Engage."),
        (
            {"phase": "engage", "since": "May 2025", "why": "It asked for more."},
            (
                "(WMP) has been in the enhanced phase of HMICFRS monitoring, Engage, since May"
                " 2025. It asked for more."
            ),
        ),
    ],
)
def test_the_phase_is_said_as_far_as_it_is_known(
    project: Project, given: Any, sentence: str
) -> None:
    give(project, "paper.yaml", monitoring_phase=given)
    assert sentence in paper_of(project)


def test_an_unknown_phase_is_not_said_and_the_force_is_named_elsewhere(project: Project) -> None:
    give(project, "paper.yaml", monitoring_phase="unknown")
    said = paper_of(project)
    assert "monitoring" not in said
    assert "Services (HMICFRS) in West Midlands Police (WMP). It gives" in said


def test_phases_are_those_of_committee_yaml(project: Project) -> None:
    phases = [{"name": "Routine", "is": "the usual phase"}, {"name": "Close", "is": "the other"}]
    give(project, "committee.yaml", monitoring={"phases": phases})
    assert '"scan" is not one of routine, close, unknown' in refused(project)
    give(project, "paper.yaml", monitoring_phase="routine")
    assert "is in the usual phase of HMICFRS monitoring, Routine." in paper_of(project)
    give(project, "paper.yaml", monitoring_phase={"phase": "routine", "since": "May 2026"})
    assert "the phase begins after the meeting on 11 December 2025" in refused(project)
    give(project, "paper.yaml", monitoring_phase=None)
    assert '"monitoring_phase" is missing' in refused(project)
    give(project, "committee.yaml", monitoring="none")
    assert "monitoring" not in paper_of(project)
    give(project, "paper.yaml", monitoring_phase="routine")
    assert "there are no phases of monitoring" in refused(project)


@pytest.mark.parametrize(
    ("oversight", "sentence"),
    [
        ("unknown", "HMICFRS portal. 3.3"),
        (
            {"board": "the Board", "led_by": "unknown", "meets": "unknown"},
            "portal. The Board oversees this work. 3.3",
        ),
        (
            {"board": "Board", "led_by": "Head of Crime", "meets": "unknown"},
            "The Head of Crime directs this work through the Board. 3.3",
        ),
        (
            {
                "board": "Board",
                "meets": "monthly",
                "led_by": "Deputy Chief Constable and the Assistant Chief Constables",
            },
            (
                "This work is directed by the Deputy Chief Constable and the Assistant Chief"
                " Constables through the Board, which meets monthly. 3.3"
            ),
        ),
    ],
)
def test_of_oversight_only_what_is_known_is_said(
    project: Project, oversight: Any, sentence: str
) -> None:
    give(project, "committee.yaml", oversight=oversight)
    assert sentence in paper_of(project)


@pytest.mark.parametrize("article", ["the", "The"])
def test_a_force_may_be_called_with_its_article(project: Project, article: str) -> None:
    give(project, "committee.yaml", force={"name": f"{article} Kent Constabulary", "short": "KC"})
    give(project, "paper.yaml", key_points=["came in", "causes of concern"])
    give(project, "paper.yaml", causes_of_concern="none")
    said = paper_of(project)
    assert " for the Kent Constabulary (paragraph" in said
    assert " The Kent Constabulary has no open cause of concern (paragraph" in said
    assert " The Kent Constabulary (KC) is in the default phase" in said


def test_a_name_may_have_its_short_form_in_brackets(project: Project) -> None:
    give(project, "committee.yaml", committee={"name": "Audit Panel (AP)", "short": "AP"})
    assert "gives members of the Audit Panel (AP) oversight" in paper_of(project)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Revisit letter", "This revisit letter was published"),
        ("Interim report (phase 1)", "This interim report (phase 1) was published"),
        ("Accelerated cause of concern", "This accelerated cause of concern report was published"),
        ("Terms of reference", "These terms of reference were published"),
        (
            "National Child Protection Inspection",
            "This National Child Protection Inspection report",
        ),
        ("Value for Money", "This Value for Money report"),
        ("Emergency response", "This Emergency response report was published"),
        ("Response policing inspection", "This response policing inspection report was published"),
        (
            "Thematic inspection of the police response to burglary",
            "This thematic inspection of the police response to burglary report was published",
        ),
        (
            "Police response to burglary",
            "This police response to burglary report was published",
        ),
        ("Super-complaint response", "This super-complaint response was published"),
        ("Joint response to a letter", "This joint response to a letter was published"),
        ("Consultation response", "This consultation response was published"),
        ("Response to a super-complaint", "This response to a super-complaint was published"),
        ("Letter to the chief constable", "This letter to the chief constable was published"),
        ("Report on a consultation", "This report on a consultation was published"),
        (
            "Terms of reference for an inspection",
            "These terms of reference for an inspection were published",
        ),
    ],
)
def test_a_kind_of_report_goes_on_in_its_sentence(project: Project, typed: str, said: str) -> None:
    path = project.input("reports.yaml")
    project.edit(path, "inspection_type: progress report", f"inspection_type: {typed}")
    assert said in paper_of(project)


def test_who_took_part_in_what_was_no_inspection(project: Project) -> None:
    path = project.input("reports.yaml")
    project.edit(path, "inspection_type: joint\n", "inspection_type: super-complaint\n")
    assert "HMI Probation took part in the investigation too." in paper_of(project)


def test_unknown_lists_are_said_to_be_unknown(project: Project) -> None:
    give(project, "inspections.yaml", since_last_meeting="unknown", forthcoming="unknown")
    give(project, "paper.yaml", causes_of_concern="unknown")
    said = paper_of(project)
    assert "It is not known whether WMP has an open cause of concern." in said
    assert "It is not known whether there has been inspection activity since the last" in said
    assert "It is not known which inspections are to come." in said
    for untrue in ("No inspection is expected", "no inspections", "no inspection activity"):
        assert untrue not in said


@pytest.mark.parametrize("name", ["Custody in spring 2027", "JTAI (January 2026)", "Vetting, Q2"])
def test_what_the_name_of_an_inspection_says_is_known(project: Project, name: str) -> None:
    give(project, "inspections.yaml", forthcoming=[{"name": name}])
    assert "No date for it is known" not in paper_of(project)


@pytest.mark.parametrize(
    "name",
    [
        "Early intervention and prevention", "Early help", "Late-night economy",
        "Mid and West Wales", "Winter pressures",
        "Police response to disorder in July and August 2024",
    ],
)  # fmt: skip
def test_a_name_may_have_words_that_tell_no_time_to_come(project: Project, name: str) -> None:
    give(project, "inspections.yaml", forthcoming=[{"name": name}])
    assert "No date for it is known" in paper_of(project)


def test_of_an_inspection_only_what_is_known_is_said(project: Project) -> None:
    one = {"name": "Visit", "notification": "unknown", "fieldwork": {"starts": "unknown"}}
    give(project, "inspections.yaml", forthcoming=[one])
    said = (
        "Forthcoming inspection activity 4.2.1 Visit No date for it is known yet. Contact officer"
    )
    assert said in paper_of(project)
    one["fieldwork"] = {"starts": "unknown", "lasts": "2 weeks"}
    give(project, "inspections.yaml", forthcoming=[one])
    assert "The inspection itself will last 2 weeks." in paper_of(project)


CAUSES = [
    ({"open_recommendations": 1}, "One cause of concern is open: Custody, with one open"),
    ({"open_recommendations": "unknown"}, "One cause of concern is open: Custody. 2.3"),
    ({"open_recommendations": 5, "recommendations": 5}, "with all 5 of its recommendations open."),
    ({"open_recommendations": 1, "recommendations": 5}, "with one of its 5 recommendations open."),
    ({"open_recommendations": 0, "recommendations": 5}, "with none of its 5 recommendations open"),
    ({"open_recommendations": 1, "recommendations": 1}, "with its recommendation open."),
    ({"open_recommendations": "unknown", "recommendations": 3}, "Custody, with 3 recommendations."),
    (
        {"open_recommendations": 2, "raised": "May 2025", "raised_by": "a letter from HMICFRS"},
        "It was raised in May 2025 by a letter from HMICFRS.",
    ),
    (
        {"open_recommendations": 2, "raised_by": "Custody in the north"},
        "It was raised in the report “Custody in the north”.",
    ),
    (
        {"open_recommendations": 2, "accelerated": True, "on_portal": False},
        (
            "accelerated cause of concern is open: Custody, with 2 open recommendations. Its"
            " recommendations are not on the HMICFRS portal yet, and not among the open items"
        ),
    ),
    (
        {"open_recommendations": 1, "recommendations": 1, "on_portal": False},
        "recommendation open. Its recommendation is not on the HMICFRS portal yet, and not among",
    ),
]


@pytest.mark.parametrize(("cause", "sentence"), CAUSES)
def test_a_cause_of_concern_is_told_as_far_as_it_is_known(
    project: Project, cause: dict[str, Any], sentence: str
) -> None:
    give(project, "reports.yaml", reports=[REPORT])
    give(project, "paper.yaml", causes_of_concern=[{"name": "Custody", **cause}])
    assert sentence in paper_of(project)


@pytest.mark.parametrize(
    ("accelerated", "sentence"),
    [
        (0, "4 causes of concern are open:"),
        (1, "4 causes of concern are open, one of them accelerated:"),
        (4, "4 causes of concern are open, all of them accelerated:"),
    ],
)
def test_several_causes_of_concern_have_one_sentence_and_a_list(
    project: Project, accelerated: int, sentence: str
) -> None:
    names = ("Custody", "Crime", "Victims", "Children")
    give(project, "paper.yaml", causes_of_concern=[
        {"name": name, "open_recommendations": number, "accelerated": number < accelerated}
        for number, name in enumerate(names)
    ])  # fmt: skip
    said = paper_of(project)
    assert f"2.2 {sentence}" in said
    assert "2.3 Since" in said
    assert "cause of concern is open" not in said
    assert "Crime, with one open recommendation." in said


def test_a_closed_cause_is_told_once_more(project: Project) -> None:
    give(project, "paper.yaml", causes_of_concern=[
        {"name": "Custody", "raised": "2025-01-06", "open_recommendations": 0,
         "closed": "November 2025"},
    ])  # fmt: skip
    said = paper_of(project)
    assert "WMP has no open cause of concern." in said
    assert (
        "cause of concern Custody, raised on 6 January 2025, was closed in November 2025." in said
    )


@pytest.mark.parametrize(
    ("cause", "came"),
    [
        ({"accelerated": True, "year": 2025}, True),
        ({"raised": "October 2025", "raised_by": "a letter"}, True),
        ({"raised": "October 2025", "raised_by": "a letter", "on_portal": False}, False),
        # The report brings them, and is counted already.
        ({"raised": "2025-11-03", "raised_by": "Custody in the north"}, False),
        ({"year": 2025}, False),
    ],
)
def test_a_new_cause_of_concern_brings_its_recommendations(
    project: Project, cause: dict[str, Any], *, came: bool
) -> None:
    give(project, "reports.yaml", reports=[REPORT])
    give(project, "paper.yaml", last_meeting="2025-09-25", causes_of_concern=[
        {"name": "Custody", "open_recommendations": 4, **cause},
    ])  # fmt: skip
    give(project, "open-counts.yaml", as_at="2025-11-28", open={2024: 3, 2025: 4}, notes=None,
         previous={"as_at": "2025-09-12", "open": {2024: 3}})  # fmt: skip
    said = paper_of(project)
    assert ("4 recommendations and AFIs came in" in said) == came
    assert ("added by adjustment" in said) != came


def test_what_was_not_on_the_portal_comes_in_once_it_is(project: Project) -> None:
    last = project.input("paper.yaml").parent
    older = last.with_name("2025-09-25")
    older.mkdir()
    for path in last.iterdir():
        (older / path.name).write_bytes(path.read_bytes())
    cause = {"name": "Custody", "accelerated": True, "year": 2025, "open_recommendations": 4}
    give(project, "paper.yaml", last_meeting=None, causes_of_concern=[cause])
    give(project, "reports.yaml", reports="none")
    give(project, "open-counts.yaml", as_at="2025-11-28", open={2025: 6}, notes=None, previous=None)
    for on_portal, new in ((False, "4 recommendations and AFIs"), (True, "No recommendations")):
        earlier = yaml.safe_load((older / "paper.yaml").read_text())
        earlier["causes_of_concern"] = [cause | {"on_portal": on_portal}]
        (older / "paper.yaml").write_text(yaml.safe_dump(earlier))
        (older / "reports.yaml").write_text("reports: none\n")
        (older / "open-counts.yaml").write_text(
            f"as_at: 2025-09-12\nopen: {{2025: {6 if on_portal else 2}}}\nprevious: unknown\n"
        )
        assert new in paper_of(project)


def test_names_of_sites_are_hosts(project: Project) -> None:
    sites = ["https://www.hmics.scot"]
    give(project, "committee.yaml", inspectorate={"name": "A", "short": "B", "sites": sites})
    assert "is not the name of a site; write it as hmics.scot" in refused(project).replace(
        "\n", "; "
    )


def refused(project: Project) -> str:
    with pytest.raises(Problems) as raised:
        load(project.folder, DAY)
    return "\n".join(f"{one.message}\n{one.hint}" for one in raised.value.problems)
