"""The rule `published`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.period import until
from jacpaper.hmicfrs.rules import recorded_items
from jacpaper.hmicfrs.rules.came_late import said_as_new, with_register
from jacpaper.inputs.recorded import when
from jacpaper.problems import Place, counted
from jacpaper.project.layout import OPEN_COUNTS, PAPER, named
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.facts.published import PublishedCause, PublishedFile
    from jacpaper.facts.value_types import Unknown
    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.paper import LastPaper
    from jacpaper.hmicfrs.rules.case import Case

_BACK = "put it back"
_ID = "published"


def find(case: Case) -> Iterator[Finding]:
    """Hold what older meetings' files say by now against what was recorded as published."""
    found: list[Finding] = []
    last = case.facts.last
    published = last.published if last else None
    if last and published:
        figures = [*_figures(case, last, published)]
        # What explains figures that differ is named there.
        found += figures or recorded_items.asked(case, published, _ID)
        found += recorded_items.no_more_exempt(case, published)
        found += recorded_items.without_date(case, published, _ID)
        found += _days(case, last, published)
        found += _causes(case, last, published)
    found += _trend(case)
    found += _recounted(case)
    named_already = {one.place.file for one in found}
    yield from found
    yield from (one for one in _files(case) if one.place.file not in named_already)


def _figures(case: Case, last: LastPaper, published: PublishedFile) -> Iterator[Finding]:
    """Compare the open counts, which are this paper's previous column."""
    there = last.counts.by_year
    said = {year: row.open for year, row in published.figures.years.items()}
    restated = case.facts.counts.restated
    is_typed = ("open",) in case.facts.sources[named(last.meeting, OPEN_COUNTS)].keys
    as_new = said_as_new(case.facts)
    compared = recorded_items.compared(case, published)
    for year in sorted({*there, *said}):
        was, now = said.get(year, 0), there.get(year, 0)
        if was == now or (year in restated and restated[year].was == was):
            continue
        if year in as_new and not is_typed:
            continue
        late = ""
        if is_typed:
            place = _place(case, last, OPEN_COUNTS, "open", year)
            fault = f"published for {year}: {was}; the file now says {now}"
            back = f"{_BACK}: {year}: {was}"
        else:
            place = _place(case, last, OPEN_COUNTS, "as_at")
            fault = f"published for {year}: {was}; the register now counts {now} for that day"
            back = f"correct the register{recorded_items.why(compared, year, was, now)}"
            late = _late(case, was, now)
        day = case.facts.meeting
        hint = f"{back}{_or_finalise(last, published)}"
        hint += f"; if {now} is right, write in inputs/{day}/{OPEN_COUNTS}\n"
        hint += f"restated: {{{year}: {{from: {was}, to: {now}, why: ...}}}}{late}"
        yield Finding(place, fault, hint)


def _or_finalise(last: LastPaper, published: PublishedFile) -> str:
    """Say what records the last paper anew, if it is reopened."""
    if not published.reopened:
        return ""
    return f", or run `jacpaper finalise {last.meeting}` when it is right"


def _late(case: Case, was: int, now: int) -> str:
    """Say what to write where the last paper was right, and the register has more by now."""
    every = with_register(case.facts)
    if now < was or not every:
        return ""
    years = ", ".join(f"{year}: {count}" for year, count in every.items())
    return (
        f"\nor, if {counted(now - was, 'item')} made before that day came in after it, as on the"
        f" portal, write\nnew: {{{years}}}\nor, if it was closed and is open again, say so in the"
        " register's history, as in\nclosed 10 January 2025; reopened 2 March 2025"
    )


def _days(case: Case, last: LastPaper, published: PublishedFile) -> Iterator[Finding]:
    """Compare the day of counting, and the end of the period."""
    was, now = published.figures.as_at, when(last.counts.as_at)
    if was != now:
        place = _place(case, last, OPEN_COUNTS, "as_at")
        fault = f"published as the day of the counts: {was}; the file now says {now}"
        yield Finding(place, fault, f"{_BACK}: as_at: {was}{_or_finalise(last, published)}")
        return
    was, now = published.period_until, until(last.meeting, last.period, last.counts)
    if was != now:
        place = _place(case, last, PAPER, "period", "to")
        fault = f"published as the end of the period: {was}; the file now says {now}"
        hint = f"{_BACK}: period: {{to: {was}}}{_or_finalise(last, published)}"
        yield Finding(place, fault, hint)


def _causes(case: Case, last: LastPaper, published: PublishedFile) -> Iterator[Finding]:
    """Compare the causes of concern by name, with how much of each was open."""
    was = _of_record(published.causes_of_concern)
    now = _of_file(last.causes_of_concern)
    place = _place(case, last, PAPER, "causes_of_concern")
    hint = f"{_BACK}{_or_finalise(last, published)}"
    hint += f"; what is so by now belongs in inputs/{case.facts.meeting}/{PAPER}"
    if was is None or now is None:
        if was is not now:
            fault = f"published of the causes of concern: {_listed(was)}; by now: {_listed(now)}"
            yield Finding(place, fault, hint)
        return
    for name in [*was, *(one for one in now if one not in was)]:
        if was.get(name) != now.get(name):
            fault = f"published of the cause of concern {name}: {_open(was.get(name))};"
            fault += f" the file now says {_open(now.get(name))}"
            yield Finding(place, fault, hint)


def _trend(case: Case) -> Iterator[Finding]:
    """Compare the open counts of the papers before the last one, where a trend shows them."""
    last = case.facts.last
    for past in case.facts.series:
        published = case.facts.records.get(past.meeting)
        if published is None or (last and past.meeting == last.meeting):
            continue
        said = {year: row.open for year, row in published.figures.years.items()}
        there = past.counts.by_year
        for year in sorted({*said, *there}):
            was, now = said.get(year, 0), there.get(year, 0)
            if was != now:
                source = case.facts.sources[named(past.meeting, OPEN_COUNTS)]
                fault = f"published for {year}: {was}; by now it is {now}, and the trend shows it"
                hint = f"{_BACK}, or correct the register"
                if published.reopened:
                    hint += f", or run `jacpaper finalise {past.meeting}` when it is right"
                yield Finding(source.value_place(("open", year)), fault, hint)


def _recounted(case: Case) -> Iterator[Finding]:
    """Compare what this paper counts in the register with what it had, if it is reopened.

    It may be reopened for a word alone, and the register has gone on since.
    """
    published = case.facts.published
    if published is None or not published.reopened or "open" in case.facts.written(OPEN_COUNTS):
        return
    said = {year: row.open for year, row in published.figures.years.items()}
    there = case.facts.counts.by_year
    for year in sorted({*said, *there}):
        was, now = said.get(year, 0), there.get(year, 0)
        if was == now or year in case.facts.counts.notes:
            continue
        fault = f"published for {year}: {was}; the register now counts {now} for that day"
        hint = "its other figures may have changed too: build it from the register as it was"
        hint += f"\nthen, or say why with notes: {{{year}: ...}}"
        place = case.facts.value_place(OPEN_COUNTS, "as_at")
        yield Finding(place, fault, hint, "warning")


def _files(case: Case) -> Iterator[Finding]:
    """Compare all else that files say from which this paper takes something."""
    if not case.facts.records:
        return
    from jacpaper.hmicfrs.record import of_values  # noqa: PLC0415 - most papers have no record

    for day, published in case.facts.records.items():
        for name, known in published.values.items():
            source = case.facts.sources.get(named(day, name))
            if source is None or of_values(name, source.data) == known:
                continue
            fault = (
                f"this file says something else than when the paper of {long(day)} was published"
            )
            hint = f"{_BACK} as it was"
            if published.reopened:
                hint += f", or run `jacpaper finalise {day}` when it is right"
            yield Finding(Place(named(day, name)), fault, hint)


def _of_record(
    causes: tuple[PublishedCause, ...] | Unknown,
) -> Mapping[str, int | Unknown] | None:
    if causes == "unknown":
        return None
    return {one.name: one.open_recommendations for one in causes}


def _of_file(causes: tuple[CauseOfConcern, ...] | None) -> Mapping[str, int | Unknown] | None:
    return None if causes is None else {one.name: one.open_recommendations for one in causes}


def _listed(causes: Mapping[str, int | Unknown] | None) -> str:
    return "unknown" if causes is None else ", ".join(causes) or "none"


def _open(count: int | Unknown | None) -> str:
    if count is None:
        return "nothing"
    return f"{count if count == 'unknown' else counted(count, 'recommendation')} open"


def _place(case: Case, last: LastPaper, file: str, *trail: str | int) -> Place:
    return case.facts.sources[named(last.meeting, file)].value_place(trail)


RULE = Rule(
    id=_ID,
    severity="error",
    says="The files of older meetings still say what was published, where `jacpaper finalise`"
    " recorded it; the register still has what was open then, and nothing that was exempt is"
    " public without a word of it.",
    why="The previous column, and what is said of the last paper, must be what members have.",
    source=LAST_PAPER,
    example="A figure of the last meeting's open-counts.yaml that was changed afterwards",
    message="published for 2024: 4; the file now says 3",
    answer="Put it back, or `restated: {2024: {from: 4, to: 3, why: ...}}` in open-counts.yaml;"
    " of items that are gone, `notes: {published: ...}` in paper.yaml.",
    find=find,
)
