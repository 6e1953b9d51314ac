"""The names that a template may use, and the facts and figures behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.hmicfrs import arithmetic, divided

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jacpaper.facts.register import Register
    from jacpaper.facts.value_types import Total, Unknown
    from jacpaper.hmicfrs.files import Appendix
    from jacpaper.hmicfrs.further_counts import OpenBy
    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.language.interface import Language
    from jacpaper.register.counting.profile import Listing, Profile
    from jacpaper.register.ledger.ledger import Ledger
    from jacpaper.text.dates import When
    from jacpaper.tree.picture import Picture

_NOTHING: dict[str, Any] = {
    "register": None, "open_items_by": (), "appendices": (), "restricted": None, "ledger": (),
    "in_ledger": None, "register_explained": False,
}  # fmt: skip


class KnownReport(NamedTuple):
    """A report that a cause of concern names: listed here or in the last paper, or registered."""

    title: str
    published: When | None
    """When it came out; None: only the register knows it, whose days may be others."""


def context(facts: PaperFacts, language: Language) -> dict[str, Any]:
    """Return the names that the template may use; its first lines list them."""
    movement = arithmetic.movement(
        facts.counts, facts.previous, facts.reports, facts.period, facts.brought
    )
    reports = arithmetic.listed(facts.reports, facts.period)
    trend = arithmetic.trend(facts.series)
    applies = facts.committee.section_55 == "applies"
    lesser = facts.committee.lesser_finding.short
    section_55 = facts.paper.section_55 if applies else "left out"
    of_register, typed = _of_register(facts, language), facts.paper.last_meeting
    pictures = _pictures(facts, movement, trend, language)
    if ledger := of_register["in_ledger"]:
        pictures |= _of_ledger(ledger, facts, language)
    return {
        **dict(facts.paper),
        "pictures": pictures,
        "trend": trend,
        "meeting": facts.meeting,
        "last_meeting": facts.last_meeting and _exact(facts.last_meeting),
        "met_on": _known(typed.day) if typed else None,
        "met_without": typed.why if typed else None,
        "period": facts.period,
        "period_is_said": facts.paper.period is not None,
        "force": facts.committee.force,
        "committee": facts.committee.committee,
        "inspectorate": facts.committee.inspectorate,
        "lesser_finding": facts.committee.lesser_finding,
        "oversight": facts.committee.oversight,
        "section_55": section_55,
        "afi": lesser,
        "afis": f"{lesser}s",
        **_phases(facts),
        "contact_officer": facts.committee.contact_officer,
        "causes_of_concern": [cause for cause in facts.causes_of_concern if not cause.closed],
        "closed_causes_of_concern": [cause for cause in facts.causes_of_concern if cause.closed],
        "reports": facts.reports.reports,
        "known_reports": _known_reports(facts),
        "listed_reports": reports,
        "items_in_reports": sum(arithmetic.items(report) for report in reports.new),
        "open": movement,
        "open_columns": facts.counts.columns,
        "open_by": divided.divisions(facts.counts.open_by, _last_open_by(facts)),
        "by_report": facts.counts.by_report,
        "by_report_totals": divided.report_totals(facts.counts.by_report),
        "open_notes": facts.counts.notes,
        "restated": facts.counts.restated,
        "as_at": _exact(facts.counts.as_at),
        "previous_as_at": _exact(facts.previous.as_at) if facts.previous else None,
        "previous_why": facts.counts.previous_why,
        "printed": _printed(facts),
        "since_last_meeting": facts.inspections.since_last_meeting,
        "held_in_period": [one for one in facts.inspections.held if facts.period.has(one.when)],
        "not_known": facts.not_known,
        "forthcoming": facts.forthcoming,
        **of_register,
    }


def _known_reports(facts: PaperFacts) -> tuple[KnownReport, ...]:
    """Return the reports by whose titles a cause of concern may be said to be raised.

    A cause is carried on from paper to paper, and the report that raised it is listed in one.
    """
    found: dict[str, When | None] = {one.title: one.published for one in facts.reports.reports}
    for report in facts.last.reports.reports if facts.last else ():
        found.setdefault(report.title, report.published)
    for item in facts.register.items if facts.register else ():
        if not item.exempt:
            found.setdefault(item.report, None)
    raised_by = {cause.raised_by for cause in facts.causes_of_concern}
    return tuple(KnownReport(*one) for one in found.items() if one[0] in raised_by)


def _last_open_by(facts: PaperFacts) -> OpenBy | None:
    return facts.last.counts.open_by if facts.last else None


def _phases(facts: PaperFacts) -> dict[str, Any]:
    """Return the phase of monitoring now and in the last paper; None: unknown, or no phases."""
    monitoring = facts.committee.monitoring
    phases = () if monitoring == "none" else monitoring.phases
    known = {one.name.lower(): one for one in phases}
    now, last = facts.paper.monitoring_phase, facts.last and facts.last.monitoring_phase
    return {
        "phase": known.get(now.phase) if now else None,
        "last_phase": known.get(last.phase) if last else None,
        "default_phase": phases[0] if phases else None,
    }


def _of_register(facts: PaperFacts, language: Language) -> dict[str, Any]:
    """Return the register's names for templates; nothing is shown that cannot be counted.

    The rule `shown` reports what cannot be. If this paper shows anything of the register,
    the exempt items have a paper of their own, unless there are none.
    """
    register, choice = facts.register, facts.paper
    if register is None or register.as_at is None or not _shows_register(facts):
        return _NOTHING
    from jacpaper.register.counting.profile import Profile  # noqa: PLC0415 - most papers show nothing

    lesser = facts.committee.lesser_finding
    profile = Profile(register, register.as_at, register.last_as_at, language, lesser)
    ledger = _ledger(register, register.as_at, profile) if choice.has_ledger else None
    restricted = profile.restricted
    return {
        "register": profile,
        "register_explained": _is_explained(facts, profile),
        "open_items_by": choice.open_items_by,
        "appendices": [_appendix(one, profile, ledger) for one in choice.appendices],
        "restricted": restricted if restricted.open or restricted.closed else None,
        "ledger": choice.ledger,
        "in_ledger": ledger,
    }


def _is_explained(facts: PaperFacts, profile: Profile) -> bool:
    """Return whether each year in which the register has another figure has a note."""
    typed, held, notes = facts.counts.by_year, profile.years, facts.counts.notes
    differing = {year for year in {*typed, *held} if typed.get(year, 0) != held.get(year, 0)}
    return "total" in notes or differing <= notes.keys()


def _shows_register(facts: PaperFacts) -> bool:
    choice = facts.paper
    return bool(choice.open_items_by or choice.appendices or choice.ledger)


def _ledger(register: Register, day: date, profile: Profile) -> Ledger:
    from jacpaper.register.ledger.ledger import Ledger  # noqa: PLC0415 - few papers ask for it

    return Ledger(register, day, profile.colour)


def _appendix(one: Appendix, profile: Profile, ledger: Ledger | None) -> Listing:
    """Return a list of items; exceptions are those of the ledger, narrowed as any other list."""
    return profile.listing(
        one.items,
        title=one.title or "",
        among=ledger.exceptions if ledger and one.items == "exceptions" else (),
        theme=one.themes,
        owner=one.owners,
        report=one.reports,
    )


def _of_ledger(ledger: Ledger, facts: PaperFacts, language: Language) -> dict[str, Picture]:
    """Return the pictures of the ledger that the paper asks for."""
    from jacpaper.figures import ledger_charts  # noqa: PLC0415 - few papers ask for it

    asked, quarters = facts.paper.ledger, ledger.quarters.rows
    made: dict[str, Picture] = {}
    if "flow" in asked:
        rows = [(one.when, one.opened, one.closed) for one in quarters]
        made["flow"] = ledger_charts.flow(rows, language)
    if "planned" in asked:
        rows = [(one.when, one.planned, one.closed) for one in quarters]
        made["planned"] = ledger_charts.planned(rows, language)
    ages = ledger.ages
    if "ages" in asked and 0 < len(ages.ratings) <= ledger_charts.MOST_SHADES:
        names = [one or language.ROWS["not_recorded"] for one in ages.ratings]
        bands = [(language.ROWS[row.key], row.counts) for row in ages.rows]
        made["ages"] = ledger_charts.ages(names, bands, language)
    return made


def _pictures(
    facts: PaperFacts,
    movement: arithmetic.Movement,
    trend: Sequence[arithmetic.TrendPoint],
    language: Language,
) -> dict[str, Picture]:
    """Return the pictures that the paper is to show, by the names that an img gives as src."""
    made: dict[str, Picture] = {}
    has_bars = facts.paper.open_by_year_chart == "shown" and movement.rows
    has_trend = len(trend) >= arithmetic.LEAST_TREND
    if not (has_bars or has_trend):
        return made
    from jacpaper.hmicfrs import charts  # noqa: PLC0415 - most papers have none

    lesser = facts.committee.lesser_finding.short
    if has_bars:
        before = _known(facts.previous.as_at) if facts.previous else None
        made["open-by-year"] = charts.open_by_year(
            movement,
            before,
            _known(facts.counts.as_at),
            language,
            lesser,
            is_put_right=bool(facts.counts.restated),
        )
    if has_trend:
        made["trend"] = charts.trend(trend, language, lesser)
    return made


def _printed(facts: PaperFacts) -> dict[int | Total, int]:
    """Return what the last paper printed by report year and in all, where that was put right."""
    if facts.printed is None or facts.previous is None:
        return {}
    was, to = facts.printed.by_year, facts.previous.by_year
    printed: dict[int | Total, int] = {
        year: was.get(year, 0) for year in {*was, *to} if was.get(year, 0) != to.get(year, 0)
    }
    if sum(was.values()) != sum(to.values()):
        printed["total"] = sum(was.values())
    return printed


def _exact(when: When | Unknown) -> date | When | None:
    """Return a day where it is known exactly, since a template may compare days."""
    return None if when == "unknown" else when.day or when


def _known(day: When | Unknown) -> When | None:
    return None if day == "unknown" else day
