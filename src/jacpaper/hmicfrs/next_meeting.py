"""The next meeting's folder, begun from the last one's, and the very first one: valid at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jacpaper.facts.committee import bank_holidays_of
from jacpaper.figures.working_days import bank_holidays, publication_day
from jacpaper.hmicfrs import arithmetic, called, optional_keys
from jacpaper.hmicfrs.carried import carry_over
from jacpaper.hmicfrs.period import cut_off
from jacpaper.hmicfrs.yaml_parts import block, items, listed
from jacpaper.project.layout import INSPECTIONS, OPEN_COUNTS, PAPER, REPORTS
from jacpaper.text.dates import on
from jacpaper.text.yaml_writer import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.files import Appendix
    from jacpaper.hmicfrs.inspections_file import ForthcomingInspection
    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.text.dates import When

_PAPER = """\
# yaml-language-server: $schema=../../schemas/paper.schema.json
# This meeting's paper as a whole. The date of the meeting is the folder's name.

item: {item} # to do: the number on the agenda, in quotes
title: {title}{marking}{status}
{last_meeting}
{phase}
# The causes of concern that are open, or: none. As in:
#   - name: Investigations
#     open_recommendations: 2
#     text: What the Committee should know of it, in one paragraph.
# One that was closed is kept once more, with open_recommendations: 0 and closed: DATE
causes_of_concern:{causes}

# More for the background section, if any. Leave an empty line between
# paragraphs; each gets its own number.
# background: |
#   We are preparing for ...

{section_55}# Pictures, shown or left out: what is open by report year, beside the last
# paper's figures; the totals of the last papers, from the third on
open_by_year_chart: {open_by_year_chart}
trend_chart: {trend_chart}

# From inputs/register.csv or .xlsx, if there is one: tables of what is open, by any of
# report, type, status, age, due date, rating, reach, theme, cause of concern; how target
# dates were kept, by any view that docs/ledger.md explains; and appendices, lists of the
# items that are open, were closed since the last paper, or are late
{open_items_by}
{ledger}
{appendices}

# At the head and foot of the paper, if the committee wants it: whose report it is, to whom
# and for what (decision, discussion, assurance, information or noting), what the Committee is
# recommended to do, implications, background papers, how to ask for another format, and key points
{front_matter}

# To word a sentence of the template differently this time, name it here:
# wording:
#   purpose: To tell members about ...
# or leave it out:
#   purpose: left out
"""

_NO_TABLES = "# open_items_by: [type, age, due date]"
_NO_LEDGER = "# ledger: [moved, overdue, in time, owner, oldest]"
_NO_APPENDICES = "# appendices: [{items: open}, {items: closed}]"

_REPORTS = """\
# yaml-language-server: $schema=../../schemas/reports.schema.json
# The inspection reports published {since}, oldest first. One that
# is only followed up has followed_up: true and is not counted as new.
# Copy titles and {many} from the report as they are; leave out
# what a report does not have. For each report, uncomment and fill in:
#
# reports:
#   - title: "As on its cover: in quotes if it has a colon"
#     published: {example}
#     inspection_type: thematic
#     url: https://{site}/...
#     summary: |
#       What was inspected, and our part in it.
#     recommendations: {{made: 6, applicable: 4, addressed_to: chief constables}}
#     areas_for_improvement:
#       - The first, in the report's words
#     grades:
#       Area inspected: good

reports: none # to do
"""

_COUNTS = """\
# yaml-language-server: $schema=../../schemas/open-counts.schema.json
# Recommendations and {short}{held}, together, by the
# year of the report they come from. The previous figures come from the last
# paper; totals, what came in and what was closed are worked out. If you know
# better, say so:
#   new: {{2026: 12}}
#   closed: {{2024: 6}}
#   adjusted: {{2024: 1}}    # added, or with a minus taken off, for another reason
# and answer what the check asks, by year or total:
#   notes: {{2024: One was reopened after review.}}
{from_register}
as_at: {as_at} # to do: the day they were counted, as in {example}
{open}{columns}{further}{previous}"""

_OPEN = """\
open: # to do: {these}
{years}
"""

_NOTHING_OPEN = """\
open: none # to do: nothing was open in the last paper
"""

_FROM_REGISTER = """\
#
# inputs/ has a register: give the day, delete the figures below, and all of them
# are counted there.
"""
_ALL_FROM_REGISTER = """\
#
# inputs/ has a register: what is open is counted there, on the day that is given.
"""

_INSPECTIONS = """\
# yaml-language-server: $schema=../../schemas/inspections.schema.json
# Inspections since the last meeting, and those to come.
#
# Dates may be as exact as they are known: 2026-07-06, July 2026, early January
# 2026, week commencing 2025-09-08, June to July 2026.

# Those that took place {since}, or: none
since_last_meeting:{held}

# Those to come, soonest first, or: none. As in:
#   - name: PEEL 2025/27
#     evidence_window_opens: week commencing 2025-09-08
#     notification: early January 2026
#     fieldwork: {{starts: July 2026, lasts: 2 weeks}}
forthcoming:{forthcoming}
"""

# Nobody has said yet that none took place.
_NONE_HELD = " none # to do"

# What only a first meeting asks for: the folder before it answers for any other.
_LAST_MEETING = """
# When the Committee last met, as in 2025-09-25, or unknown. The folder of the
# next meeting need not say it: this folder's name is the date.
last_meeting: unknown # to do
"""
_PREVIOUS = """
# The last paper's figures. Only here, as inputs/ has no folder for that meeting.
previous:
  as_at: unknown # to do
  open: # to do: these are invented
    {last_year}: 3
    {year}: 5
"""


@dataclass(frozen=True)
class NewMeeting:
    """A folder to write, and what there is to do by when."""

    files: Mapping[str, str]
    deadlines: tuple[tuple[date, str], ...]
    since: str
    """After what its period begins, as in after 12 September 2025."""


def begin(last: PaperFacts, meeting: date) -> NewMeeting:
    """Return the next meeting's files, made from the last paper's facts."""
    over = carry_over(last.forthcoming)
    held = [one for one in over if one.begins and one.begins.last < meeting]
    kept = [one for one in over if one not in held]
    since = _since(last)
    return NewMeeting(
        files={
            PAPER: _PAPER.format(
                item=f'"{last.paper.item}"',
                title=scalar(last.paper.title),
                marking=f"\nmarking: {scalar(last.paper.marking)}" if last.paper.marking else "",
                status=_status(last),
                last_meeting="",
                phase=_phase(last),
                causes=_list_of(
                    last, "causes_of_concern", map(_cause, carry_over(last.causes_of_concern))
                ),
                section_55=called.section_55(last.paper.section_55, last.committee),
                open_by_year_chart=last.paper.open_by_year_chart,
                trend_chart=last.paper.trend_chart,
                open_items_by=listed("open_items_by", last.paper.open_items_by) or _NO_TABLES,
                ledger=listed("ledger", last.paper.ledger) or _NO_LEDGER,
                appendices=_appendices(last.paper.appendices) or _NO_APPENDICES,
                front_matter=optional_keys.front_matter(last.paper),
            ),
            REPORTS: _REPORTS.format(
                since=f"{since}, where the last paper ended",
                example=_first_of_month(meeting),
                **called.names_of(last.committee),
            ),
            OPEN_COUNTS: _counts(last, meeting),
            INSPECTIONS: _INSPECTIONS.format(
                since=f"{since}, where the last paper ended",
                held=items(_held(one, one.begins) for one in held if one.begins)
                if held
                else _NONE_HELD,
                forthcoming=_list_of(last, "forthcoming", (_to_come(one, meeting) for one in kept)),
            ),
        },
        deadlines=tuple(sorted(_deadlines(last, meeting))),
        since=since,
    )


def first(meeting: date) -> Mapping[str, str]:
    """Return the files of the first meeting of all: invented figures, and what to fill in."""
    return {
        PAPER: _PAPER.format(
            item='"1"',
            title="HMICFRS update",
            marking="",
            status="",
            last_meeting=_LAST_MEETING,
            phase="monitoring_phase: scan # to do: scan (the default phase) or engage\n",
            causes=" none # to do",
            section_55=called.section_55("shown"),
            open_by_year_chart="left out",
            trend_chart="left out",
            open_items_by=_NO_TABLES,
            ledger=_NO_LEDGER,
            appendices=_NO_APPENDICES,
            front_matter=optional_keys.NO_FRONT_MATTER,
        ),
        REPORTS: _REPORTS.format(
            since="since the last paper", example=_first_of_month(meeting), **called.USUAL
        ),
        OPEN_COUNTS: _COUNTS.format(
            **called.USUAL,
            example=_first_of_month(meeting),
            from_register="",
            as_at="unknown",
            open=_OPEN.format(
                these="these are invented", years=f"  {meeting.year - 1}: 3\n  {meeting.year}: 5"
            ),
            columns="",
            further="",
            previous=_PREVIOUS.format(last_year=meeting.year - 1, year=meeting.year),
        ),
        INSPECTIONS: _INSPECTIONS.format(
            since="since the last meeting", held=_NONE_HELD, forthcoming=" none # to do"
        ),
    }


def _since(last: PaperFacts) -> str:
    """Say after what the next period begins: what the last paper was too early for is in it."""
    ended = cut_off(last.meeting, last.paper.period, last.counts)
    until = ended.until or on(ended.meeting)
    # Where the end is not exact, what lies in doubt is in the next period.
    return f"after {until}" if until.day else f"since {until}"


def _counts(last: PaperFacts, meeting: date) -> str:
    """Return the counts: the last paper's figures, or those of the register where it is shown."""
    years = {year: count for year, count in last.counts.by_year.items() if count}
    # What is shown of a register is shown as it is on a day.
    is_shown = bool(last.register and (last.paper.open_items_by or last.paper.appendices))
    figures = _NOTHING_OPEN
    if years:
        figures = _OPEN.format(
            these="these are the last paper's figures",
            years="\n".join(f"  {year}: {count}" for year, count in years.items()),
        )
    from_register = _FROM_REGISTER if last.register else ""
    return _COUNTS.format(
        **called.names_of(last.committee),
        example=_first_of_month(meeting),
        from_register=_ALL_FROM_REGISTER if is_shown else from_register,
        as_at=_day_after_last_count(last, meeting) if is_shown else "unknown",
        open="" if is_shown else figures,
        columns="columns: totals\n" if last.counts.columns == "totals" else "",
        further=optional_keys.further_counts(last.counts, with_open_by=not is_shown),
        previous="",
    )


def _day_after_last_count(last: PaperFacts, meeting: date) -> str:
    """Return the first of the meeting's month, or the meeting's own day if that is too early."""
    first = meeting.replace(day=1)
    too_early = last.counts.as_at != "unknown" and first <= last.counts.as_at.last
    return (meeting if too_early else first).isoformat()


def _first_of_month(meeting: date) -> str:
    return meeting.replace(day=1).isoformat()


def _deadlines(last: PaperFacts, meeting: date) -> Iterator[tuple[date, str]]:
    """Yield what falls before the meeting: the paper's own day, and section 55 days."""
    days = last.committee.clear_working_days
    holidays = bank_holidays(meeting, bank_holidays_of(last.committee))
    yield (
        publication_day(meeting, days, holidays),
        f"the paper goes out, {days} clear working days before the meeting",
    )
    if last.committee.section_55 == "does not apply":
        return
    for report in last.reports.reports:
        due = arithmetic.section_55_day(report.published)
        day, known = due.first, "" if due.day else " at the earliest"
        if day < last.meeting <= due.last:
            day, known = due.last, " at the latest"
        asked = report.section_55 and not report.followed_up and not report.comments_published
        if asked and last.meeting <= day < meeting:
            yield day, f"comments on “{report.title}” are due{known} (section 55)"


def _appendices(appendices: Iterable[Appendix]) -> str:
    """Return the appendices as they were, each on a line; nothing if there are none."""
    lines = []
    for one in appendices:
        parts = [f"items: {one.items}", f"title: {quoted(one.title)}" if one.title else ""]
        parts += [listed(key, getattr(one, key)) for key in ("themes", "owners", "reports")]
        lines.append(f"  - {{{', '.join(filter(None, parts))}}}")
    return "\n".join(["appendices:", *lines]) if lines else ""


def _list_of(last: PaperFacts, key: str, found: Iterator[list[str]]) -> str:
    """Return a list that is carried over: its items, or a word where nobody knows or it is nil."""
    return " unknown" if key in last.not_known else items(found)


def _status(last: PaperFacts) -> str:
    """Return that this is a draft, where the last paper had a status or became final."""
    if not last.paper.status and not last.published:
        return ""
    return "\nstatus: draft # once it is cleared: {cleared: DATE, by: POST}"


def _phase(last: PaperFacts) -> str:
    """Return the line of the phase of monitoring, which stays as it is; why it was is not said."""
    given, monitoring = last.paper.monitoring_phase, last.committee.monitoring
    if given is None or monitoring == "none":
        return ""
    default, *others = monitoring.phases
    names = [f"{default.name.lower()} ({default.described})", *(one.name.lower() for one in others)]
    since = f"{{phase: {given.phase}, since: {given.since}}}" if given.since else given.phase
    return f"monitoring_phase: {since} # {' or '.join(names)}, or unknown\n"


def _cause(cause: CauseOfConcern) -> list[str]:
    lines = [f"name: {scalar(cause.name)}"]
    lines += [f"raised: {cause.raised}"] if cause.raised else []
    lines += [f"raised_by: {scalar(cause.raised_by)}"] if cause.raised_by else []
    if cause.recommendations is not None:
        lines.append(f"recommendations: {cause.recommendations}")
    lines.append(f"open_recommendations: {cause.open_recommendations}")
    if not cause.on_portal:
        lines.append("on_portal: false # to do: is it by now?")
    if cause.accelerated:
        lines.append("accelerated: true")
    if cause.year:
        lines.append(f"year: {cause.year}")
    return lines + (block("text", cause.text) if cause.text else [])


def _held(inspection: ForthcomingInspection, starts: When) -> list[str]:
    """Return an inspection as one that took place; what was said of it before is no longer so."""
    lines = [f"name: {scalar(inspection.name)} # to do: did it take place?", f"when: {starts}"]
    text = block("text", inspection.text) if inspection.text else []
    return lines + [f"# {line}".rstrip() for line in text]


def _to_come(inspection: ForthcomingInspection, meeting: date) -> list[str]:
    lines = [f"name: {scalar(inspection.name)}"]
    if inspection.evidence_window_opens:
        lines.append(f"evidence_window_opens: {inspection.evidence_window_opens}")
    if inspection.notification == "unknown":
        lines.append("notification: unknown")
    if when := inspection.notice:
        past = when.last < meeting
        note = " # this has passed: was notice given?" if past else ""
        lines.append(f"{'# ' if past else ''}notification: {when}{note}")
    if inspection.fieldwork:
        lasts = inspection.fieldwork.lasts
        lines.append("fieldwork:")
        lines.append(f"  starts: {inspection.fieldwork.starts}")
        lines += [f"  lasts: {lasts}"] if lasts else []
    return lines + (block("text", inspection.text) if inspection.text else [])
