"""`new` carries each key of the model or resets it on purpose, and its folder can be built."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from conftest import ROOT, run_here
from jacpaper.build.prepare import prepare
from jacpaper.facts.front_matter import Implications
from jacpaper.hmicfrs import next_meeting
from jacpaper.hmicfrs.causes import CauseOfConcern
from jacpaper.hmicfrs.files import Appendix, MonitoringPhase, OpenCountsFile, PaperFile, ReportsFile
from jacpaper.hmicfrs.further_counts import OpenBy, ReportCounts
from jacpaper.hmicfrs.inspections_file import Fieldwork, ForthcomingInspection, InspectionsFile
from jacpaper.hmicfrs.load import load
from jacpaper.project.layout import meetings
from jacpaper.text import light_markdown, yaml_slips

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIDSHIRE = ROOT / "examples" / "midshire"
PAPERS = [(ROOT, day) for day in meetings(ROOT)] + [(MIDSHIRE, day) for day in meetings(MIDSHIRE)]
# What the next paper has too, and what its officer must give anew.
CARRIED: dict[type[BaseModel], set[str]] = {
    PaperFile: {
        "item", "title", "marking", "monitoring_phase", "causes_of_concern", "section_55",
        "open_by_year_chart", "open_items_by", "ledger", "appendices", "trend_chart", "report_of",
        "report_to", "report_for", "recommendation_to_committee", "implications",
        "background_papers", "other_format", "key_points",
    },
    MonitoringPhase: {"phase", "since"},
    Implications: {"financial", "legal", "equality", "risk"},
    OpenCountsFile: {"open", "columns", "open_by", "by_report"},
    OpenBy: {"status", "rating"},
    ReportCounts: {"report", "published", "made", "closed", "open", "last_reported"},
    InspectionsFile: {"forthcoming"},
    ReportsFile: set(),
    CauseOfConcern: {
        "name", "raised", "raised_by", "accelerated", "on_portal", "recommendations",
        "open_recommendations", "year", "text",
    },
    Appendix: {"items", "title", "themes", "owners", "reports"},
    ForthcomingInspection: {
        "name", "evidence_window_opens", "notification", "fieldwork", "text",
    },
    Fieldwork: {"starts", "lasts"},
}  # fmt: skip
# The files of a meeting.
FILES = (PaperFile, OpenCountsFile, InspectionsFile, ReportsFile)
RESET: dict[type[BaseModel], set[str]] = {
    # Of one paper alone: what it adds, answers, and words differently, and whether it is cleared;
    # the folder gives the day.
    PaperFile: {"background", "notes", "wording", "last_meeting", "period", "status"},
    OpenCountsFile: {
        "as_at", "new", "closed", "reopened", "adjusted", "notes", "restated", "previous",
    },
    InspectionsFile: {"since_last_meeting"},
    ReportsFile: {"reports"},
    MonitoringPhase: {"why"},
    CauseOfConcern: {"closed", "notes"},
    ForthcomingInspection: {"notes"},
}  # fmt: skip


def carried_models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model, and those that what is carried of it is made of."""
    yield model
    for key in CARRIED.get(model, ()):
        for part in models_in(model.model_fields[key].annotation):
            yield from carried_models(part)


def models_in(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from models_in(part)


def test_it_is_decided_for_each_key_of_the_whole_model() -> None:
    reached = {model for file in FILES for model in carried_models(file)}
    assert reached == set(CARRIED)
    for model in reached:
        carried, reset = CARRIED[model], RESET.get(model, set())
        fault = f"{model.__name__}: put each key into CARRIED or into RESET, in this file"
        assert carried | reset == set(model.model_fields), fault
        assert not carried & reset, fault


@pytest.mark.parametrize(("project", "day"), PAPERS, ids=[f"{p.name}-{d}" for p, d in PAPERS])
def test_it_can_be_built_as_it_is(tmp_path: Path, project: Path, day: date) -> None:
    shutil.copytree(project / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(project / "templates")
    for later in meetings(project):
        if later > day:
            shutil.rmtree(tmp_path / "inputs" / later.isoformat())
    following = day + timedelta(days=91)
    done = run_here("new", following.isoformat(), "--project", tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document, _ = prepare(tmp_path, following)
    assert document.body.children
    last, begun = load(tmp_path, day), load(tmp_path, following)
    for key in CARRIED[PaperFile] - {"causes_of_concern"}:
        assert getattr(begun.paper, key) == getattr(last.paper, key), key
    assert begun.counts.columns == last.counts.columns
    open_before = {year: count for year, count in last.counts.by_year.items() if count}
    assert begun.counts.by_year == open_before or "open" not in begun.written("open-counts.yaml")


FULL_PAPER = """\
item: "05"
title: HMICFRS update
marking: "OFFICIAL: SENSITIVE"
monitoring_phase: engage
section_55: shown
open_by_year_chart: shown
trend_chart: shown
causes_of_concern:
  - name: Investigations
    open_recommendations: 2
    accelerated: true
    year: 2024
    text: |
      What one does - or does not do - matters more than what anybody writes down at length
      on paper, as in this sentence.
report_of: Chief Constable
report_to: "Police: and Crime Commissioner"
report_for: discussion
recommendation_to_committee: |
  That the Committee:

  - notes the report
  - asks for the next
implications:
  financial: none
  legal: "There are *two*: both old."
  equality: |
    One.

    Two.
  risk: It falls.
background_papers:
  - "[PEEL](https://hmicfrs.justiceinspectorates.gov.uk/): the report"
  - "Yes"
other_format: "Write to: us."
key_points: [next, open, We look forward to it.]
"""
FULL_COUNTS = """\
columns: totals
open_by:
  status: {In progress: 50, "Signed off: board": 3}
  rating: {Red: 0, "No": 53}
by_report:
  - {report: "Custody: again", published: June 2009, made: 9, closed: 4, open: 5}
  - {report: PEEL, published: 2024-05-01, open: 5, last_reported: spring 2025}
"""
FULL_INSPECTIONS = """\
since_last_meeting: none
forthcoming:
  - name: Custody
    evidence_window_opens: March 2027
    notification: April 2027
    fieldwork: {starts: May 2027, lasts: 2 weeks}
    text: "We are told - and believe -\\n\\n- one\\n- two\\n\\nand more."
  - name: Firearms
    fieldwork: {starts: February 2026}
    text: They will look at licences.
"""


def test_what_is_carried_is_as_it_was(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    folder = tmp_path / "inputs" / "2025-12-11"
    before = (folder / "paper.yaml").read_text(encoding="utf-8")
    (line,) = (one for one in before.splitlines() if one.startswith("last_meeting"))
    (folder / "paper.yaml").write_text(f"{FULL_PAPER}{line}\n", encoding="utf-8")
    (folder / "inspections.yaml").write_text(FULL_INSPECTIONS, encoding="utf-8")
    counts = (folder / "open-counts.yaml").read_text(encoding="utf-8")
    (folder / "open-counts.yaml").write_text(f"{counts}\n{FULL_COUNTS}", encoding="utf-8")
    done = run_here("new", "2026-03-26", "--project", tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    last, begun = (load(tmp_path, date.fromisoformat(d)) for d in ("2025-12-11", "2026-03-26"))
    for key in CARRIED[PaperFile] - {"causes_of_concern", "key_points"}:
        if key not in ("open_items_by", "ledger", "appendices"):  # another test has a register
            assert getattr(last.paper, key) != PaperFile.model_fields[key].default, key
        if key not in ("recommendation_to_committee", "implications", "other_format"):
            assert getattr(begun.paper, key) == getattr(last.paper, key), key
    assert begun.paper.key_points == ("next", "open")
    for key in ("open_by", "by_report"):
        assert getattr(last.counts, key)
        assert getattr(begun.counts, key) == getattr(last.counts, key), key
    for key in CARRIED[CauseOfConcern] - {"text"}:
        old, new = last.causes_of_concern[0], begun.causes_of_concern[0]
        assert getattr(new, key) == getattr(old, key), key
    assert begun.counts.columns == "totals"
    assert begun.forthcoming[0].model_copy(update={"text": None}) == last.forthcoming[0].model_copy(
        update={"text": None}
    )

    def words(text: str | None) -> list[str]:
        return (text or "").split()

    old_words, new_words = last.paper.implications, begun.paper.implications
    for key in Implications.model_fields:
        assert words(getattr(new_words, key)) == words(getattr(old_words, key)), key
    for key in ("recommendation_to_committee", "other_format"):
        old, new = getattr(last.paper, key), getattr(begun.paper, key)
        assert light_markdown.to_html(new) == light_markdown.to_html(old)
    assert words(begun.causes_of_concern[0].text) == words(last.causes_of_concern[0].text)
    assert words(begun.forthcoming[0].text) == words(last.forthcoming[0].text)
    assert "They will look at licences." in (
        tmp_path / "inputs" / "2026-03-26" / "inspections.yaml"
    ).read_text(encoding="utf-8")
    prepare(tmp_path, date(2026, 3, 26))


@pytest.mark.parametrize("words", range(1, 40))
def test_no_word_of_a_sentence_becomes_the_mark_of_a_list(words: int) -> None:
    """Whatever word comes to stand at the beginning of a line."""
    last = load(ROOT, meetings(ROOT)[-1])
    text = " ".join(["so"] * words + ["- a", "1. b", "+ c", "# d", "> e", "– f", "* g"] * 12)  # noqa: RUF001
    cause = CauseOfConcern(name="Custody", open_recommendations=1, text=text)
    begun = next_meeting.begin(last._replace(causes_of_concern=(cause,)), date(2026, 3, 26))
    (read,) = yaml.safe_load(begun.files["paper.yaml"])["causes_of_concern"]
    assert read["text"].split() == text.split()
    light_markdown.check_line(read["text"])
    assert not list(yaml_slips.slips(begun.files["paper.yaml"].splitlines()))
