"""Rules about the open recommendations and AFIs, by report year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.figures import arithmetic
from jacpaper.rules.rule import Finding, counted
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.files import OpenCounts
    from jacpaper.rules.rule import Case

FILE = "open-counts.yaml"


def totals(case: Case) -> Iterator[Finding]:
    """A total that is typed can be wrong; one that is worked out cannot."""
    counts = case.facts.counts
    for trail, part in ((("open",), counts), (("previous", "open"), counts.previous)):
        if part and "total" in part.open:
            yield Finding(
                case.facts.key_place(FILE, *trail, "total"),
                f"the total is worked out: it is {sum(arithmetic.by_year(part).values())}",
                "delete this line",
            )


def previous_matches(case: Case) -> Iterator[Finding]:
    """What the last paper said stays said, or is restated for all to see."""
    facts, counts = case.facts, case.facts.counts
    told = facts.last.counts if facts.last else counts.previous
    if told is None:
        return
    said = arithmetic.by_year(told)
    for year, figure in counts.restated.items():
        if said.get(year, 0) != figure.was:
            yield Finding(
                facts.value_place(FILE, "restated", year, "from"),
                f"the last paper said {said.get(year, 0)} for {year}, not {figure.was}",
                f"write from: {said.get(year, 0)}",
            )
    if facts.last and counts.previous:
        yield from _differences(case, counts.previous, facts.last.counts)


def _differences(case: Case, typed: OpenCounts, told: OpenCounts) -> Iterator[Finding]:
    facts = case.facts
    ours, theirs = arithmetic.by_year(typed), arithmetic.by_year(told)
    for year in sorted({*ours, *theirs}):
        before, now = theirs.get(year, 0), ours.get(year, 0)
        if before != now and year not in facts.counts.restated:
            yield Finding(
                facts.value_place(FILE, "previous", "open", year),
                f"the last paper said {before} for {year}, not {now}",
                "delete previous: the figures come from the last meeting's folder. If the last"
                f" paper was wrong,\nwrite restated: {{{year}: {{from: {before}, to: {now},"
                " why: ...}}",
            )


def movement(case: Case) -> Iterator[Finding]:
    """Previous + new - closed + reopened + adjusted = now, for every year."""
    facts, counts = case.facts, case.facts.counts
    if "closed" not in facts.written(FILE):
        return
    given = counts.adjusted or {}
    for row in arithmetic.movement(counts, facts.previous, facts.reports).rows:
        adjusted = given.get(row.year, 0)
        made = row.now - row.adjusted + adjusted
        if made != row.now:
            sign = f", +{row.reopened} reopened" if row.reopened else ""
            sign += f" {adjusted:+d} adjusted" if adjusted else ""
            yield Finding(
                facts.value_place(FILE, "open", row.year),
                f"{row.year}: {row.previous} in the last paper, +{row.new} new, -{row.closed}"
                f" closed{sign} make {made}, but {row.now} are said to be open",
                f"mend one of the figures, or write adjusted: {{{row.year}: {row.adjusted:+d}}}",
            )


def implied_closures(case: Case) -> Iterator[Finding]:
    """Closures that only the arithmetic shows are work that nobody is told of."""
    facts, counts = case.facts, case.facts.counts
    implied = arithmetic.unmentioned_closures(counts, facts.previous, facts.reports)
    closures = sum(implied.values())
    if closures <= 0:  # unexplained rises hide closures of other years
        closures = sum(count for count in implied.values() if count > 0)
    if "total" not in counts.notes and any(count > 0 for count in implied.values()):
        total = arithmetic.movement(counts, facts.previous, facts.reports).total
        change = f"{abs(total.change)} {'more' if total.change > 0 else 'fewer'}"
        given = ", ".join(f"{year}: {count}" for year, count in implied.items() if count > 0)
        years = ", ".join(f"{year}: {count}" for year, count in implied.items())
        yield Finding(
            facts.key_place(FILE, "open"),
            f"{total.new} came in and {change if total.change else 'as many'} are open"
            f"{' than' if total.change else ' as'} in the last paper, so"
            f" {counted(closures, 'closure is', 'closures are')} not mentioned ({years})",
            f"say so, as in closed: {{{given}}}, or answer with notes: {{total: ...}}",
        )
    listed = {report.published.year for report in facts.reports.reports}
    for year, count in implied.items():
        if count < 0 and year in listed and year not in counts.notes:
            yield Finding(
                facts.value_place(FILE, "open", year),
                f"{year} rose by {-count} more than the listed reports explain",
                f"correct the figures, or say why with notes: {{{year}: ...}}",
            )


def new_by_year(case: Case) -> Iterator[Finding]:
    """What came in is what the listed reports brought."""
    facts, counts = case.facts, case.facts.counts
    if counts.new is None:
        return
    listed = arithmetic.new_by_year(facts.reports)
    for year in sorted({*counts.new, *listed}):
        given, brought = counts.new.get(year, 0), listed.get(year, 0)
        if given != brought and year not in counts.notes:
            yield Finding(
                facts.value_place(FILE, "new", year),
                f"{given} came in for {year}, but the reports of {year} listed here bring"
                f" {brought}",
                "a report may be missing, or not be on the portal yet (on_portal: false);"
                f"\nor say why with notes: {{{year}: ...}}",
            )


def older_year(case: Case) -> Iterator[Finding]:
    """A year without a report should only fall, and is shown once at 0 before it goes."""
    facts, counts = case.facts, case.facts.counts
    before, now = arithmetic.by_year(facts.previous), arithmetic.by_year(counts)
    listed = {report.published.year for report in facts.reports.reports}
    for year in sorted({*before, *now} - listed - set(counts.notes)):
        rise = now.get(year, 0) - before.get(year, 0) - (counts.reopened or {}).get(year, 0)
        if rise > 0 and not (counts.adjusted or {}).get(year):
            yield Finding(
                facts.key_place(FILE, "open", year),
                f"{year} rose by {rise} without a {year} report",
                f"correct the figure, or say why with notes: {{{year}: ...}}",
            )
        elif before.get(year) and year not in now:
            yield Finding(
                facts.key_place(FILE, "open"),
                f"{year} had {before[year]} open in the last paper and is not mentioned",
                f"if none is open now, write {year}: 0; it is shown once and then left out",
            )
        elif year in now and not now[year] and not before.get(year):
            yield Finding(
                facts.key_place(FILE, "open", year),
                f"{year} was at 0 in the last paper already",
                "delete the line; a year at 0 is shown once",
            )


def periods_join(case: Case) -> Iterator[Finding]:
    """Consecutive papers meet: nothing is counted twice, and nothing falls between them."""
    facts = case.facts
    answered = "periods-join" in facts.paper.notes
    now, before = facts.counts.as_at, facts.previous.as_at
    if now != "unknown" and before != "unknown" and now <= before and not answered:
        yield Finding(
            facts.value_place(FILE, "as_at"),
            f"the counts are as at {long(now)}, which is not after the last paper's {long(before)}",
            "correct the date, or answer in paper.yaml with notes: {periods-join: ...}",
        )
    if now != "unknown" and now > facts.meeting and not answered:
        yield Finding(
            facts.value_place(FILE, "as_at"),
            f"the counts are as at {long(now)}, after the meeting on {long(facts.meeting)}",
            "correct the date, or answer in paper.yaml with notes: {periods-join: ...}",
        )
    told = {report.url for report in facts.last.reports.reports} if facts.last else set()
    for index, report in enumerate(facts.reports.reports):
        if report.url in told and "periods-join" not in report.notes:
            yield Finding(
                facts.value_place("reports.yaml", "reports", index, "url"),
                f"“{report.title}” was in the last paper already",
                "delete it, or say why with notes: {periods-join: ...} under the report",
            )
