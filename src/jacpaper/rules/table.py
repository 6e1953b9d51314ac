"""The rules that the figures and words of a paper obey, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Problem, did_you_mean, in_order
from jacpaper.rules import counts, register, reports
from jacpaper.rules.exempt import exempt, shown
from jacpaper.rules.grades import grades
from jacpaper.rules.reading import LONGEST_SENTENCE, long_sentences, reading
from jacpaper.rules.rule import Case, Rule
from jacpaper.rules.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.paper import PaperFacts
    from jacpaper.facts.value_types import Notes
    from jacpaper.tree.document import Document

_ARITHMETIC = "arithmetic"
_SERIES = "the last paper"
_PAPERS = "published papers of several forces, where it went wrong"

RULES = (
    Rule(
        "totals", "error", "Totals are worked out, never typed.", _PAPERS,
        "Delete the total.", counts.totals,
    ),
    Rule(
        "previous-matches", "error",
        "The previous column is the last paper's, year by year, unless a figure is restated.",
        _SERIES, "`restated: {2023: {from: 17, to: 16, why: ...}}` in open-counts.yaml.",
        counts.previous_matches,
    ),
    Rule(
        "movement", "error",
        "Where closures are given: previous + new - closed + reopened + adjusted = now.",
        _ARITHMETIC, "Correct a figure, or give `adjusted: {2024: 1}`.", counts.movement,
    ),
    Rule(
        "register", "warning",
        "Figures that are typed are those of the register, and its dates are in order.",
        "the register, where inputs/ has one",
        "`notes: {2024: ...}` in open-counts.yaml, or `notes: {register: ...}` in paper.yaml.",
        register.register,
    ),
    Rule(
        "shown", "error",
        "What the paper is to show of the register is in it, and can be counted.",
        "the register, where inputs/ has one",
        "Correct `open_items_by` or `appendices` in paper.yaml, or give the missing day.", shown,
    ),
    Rule(
        "exempt", "error",
        "No reference or text of an exempt item, and no title of an exempt report, is in the public"
        " paper.",
        "Local Government Act 1972, section 100A and Schedule 12A",
        "Take the words out, or correct the register.", exempt,
    ),
    Rule(
        "implied-closures", "warning",
        "Closures that only the arithmetic shows are mentioned; a rise is explained.", _PAPERS,
        "`closed: {2023: 6}`, or `notes: {total: ...}` in open-counts.yaml.",
        counts.implied_closures,
    ),
    Rule(
        "new-by-year", "warning",
        "What came in for a year is what the listed reports of that year bring.", _ARITHMETIC,
        "`notes: {2025: ...}` in open-counts.yaml, or `on_portal: false` under a report.",
        counts.new_by_year,
    ),
    Rule(
        "applicable", "error",
        "No more recommendations apply than were made, and a list has as many as its count.",
        _ARITHMETIC, "Correct the figures.", reports.applicable,
    ),
    Rule(
        "in-period", "warning",
        "Reports were published after the last meeting and by the day of the counts.", _PAPERS,
        "`late: ...` under the report, with the reason.", reports.in_period,
    ),
    Rule(
        "periods-join", "warning",
        "Consecutive papers meet: no report twice, no day of counting out of order.", _SERIES,
        "`notes: {periods-join: ...}` in paper.yaml or under the report.", counts.periods_join,
    ),
    Rule(
        "grades", "warning",
        "Grades are complete, exist in their cycle and are compared within it (errors); inadequate"
        " comes with a cause of concern, and no area is forgotten.",
        "the inspectorate's grades; five tiers since PEEL 2021/22",
        "`notes: {grades: ...}` under the report.", grades,
    ),
    Rule(
        "cause-open", "warning",
        "A cause of concern is open if and only if one of its recommendations is, and does not"
        " vanish.", _PAPERS,
        "`closed: DATE`, or `notes: {cause-open: ...}` under the cause or in paper.yaml.",
        reports.cause_open,
    ),
    Rule(
        "older-year", "warning",
        "A year without a new report only falls, and is shown once at 0 before it goes.", _PAPERS,
        "`notes: {2024: ...}` in open-counts.yaml.", counts.older_year,
    ),
    Rule(
        "section-55", "warning",
        "The last day for the policing body's comments does not pass unmentioned.",
        "Police Act 1996, section 55: within 56 days beginning with the day of publication",
        "`comments_published: DATE` or `notes: {section-55: ...}` under the report, or"
        " `section_55: shown` in paper.yaml.", reports.section_55,
    ),
    Rule(
        "forthcoming", "warning",
        "What is forthcoming is still to come, a week commences on a Monday, and nothing announced"
        " is forgotten.", _PAPERS,
        "`notes: {forthcoming: ...}` under the inspection or in paper.yaml.", reports.forthcoming,
    ),
    Rule(
        "nil", "error", "A nil return is said: `none`, not an empty list.", _PAPERS,
        "Write `none`.", reports.nil,
    ),
    Rule(
        "links", "warning", "A report's link is https and leads to an inspectorate.", _PAPERS,
        "`notes: {links: ...}` under the report.", reports.links,
    ),
    Rule(
        "wording", "warning",
        "HMICFRS is spelt right, AFIs has no apostrophe, dates are in words, initials are expanded"
        " at first use, no “since” is stale.",
        "GOV.UK style guide", "Change the words.", wording,
    ),
    Rule(
        "reading", "warning",
        "Links make sense alone, no bold paragraph poses as a heading, capitals and italics are"
        " for few words.", "WCAG 2.2, 1.3.1 and 2.4.4; GOV.UK style guide", "Change the words.",
        reading,
    ),
    Rule(
        "long-sentences", "hint",
        f"A sentence has {LONGEST_SENTENCE} words at the most. Only `make check` says so.",
        "GOV.UK style guide", "None is needed.", long_sentences,
    ),
)  # fmt: skip


def check(facts: PaperFacts, document: Document | None = None) -> tuple[Problem, ...]:
    """Return all that the rules find in a paper, in the order of files and lines."""
    case = Case(facts, document)
    found = [
        Problem(
            finding.place,
            finding.message,
            finding.hint,
            finding.severity or rule.severity,
            rule.id,
        )
        for rule in RULES
        for finding in rule.find(case)
    ]
    return in_order([*found, *_unknown_notes(facts)])


def _unknown_notes(facts: PaperFacts) -> Iterator[Problem]:
    """An answer to a rule that there is not would be printed, and answer nothing."""
    ids = [rule.id for rule in RULES]
    held: list[tuple[str, tuple[str | int, ...], Notes]] = [("paper.yaml", (), facts.paper.notes)]
    for index, cause in enumerate(facts.causes_of_concern):
        held.append(("paper.yaml", ("causes_of_concern", index), cause.notes))
    for index, report in enumerate(facts.reports.reports):
        held.append(("reports.yaml", ("reports", index), report.notes))
    for index, inspection in enumerate(facts.forthcoming):
        held.append(("inspections.yaml", ("forthcoming", index), inspection.notes))
    for file, trail, notes in held:
        for note in notes:
            if note not in ids:
                place = facts.key_place(file, *trail, "notes", note)
                hint = did_you_mean(note, ids) or "`jacpaper rules` lists them"
                yield Problem(place, f'no rule is called "{note}"', hint)
