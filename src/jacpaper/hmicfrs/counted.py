"""The counts of a paper: those typed, and for what was left out those of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from jacpaper.hmicfrs.files import OpenCounts, OpenCountsFile
from jacpaper.inputs.unexpected import possible_register
from jacpaper.problems import Problem
from jacpaper.project.layout import OPEN_COUNTS, meetings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jacpaper.facts.register import Register
    from jacpaper.hmicfrs.paper import LastPaper
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.inputs.kept_register import Kept

COUNTS = OPEN_COUNTS

Counts = TypeVar("Counts", bound=OpenCounts)


class Counter:
    """Counts in the register what a meeting's file leaves out, and notes what cannot be had."""

    def __init__(self, files: InputFiles, kept: Kept) -> None:
        self.files, self.names, self.register = files, kept.names, kept.register

    def opened(self, meeting: date, counts: Counts, *trail: str) -> Counts:
        """Return the counts with what is open on their day; `trail` leads to them in the file."""
        if counts.open is not None:
            return counts
        source = self.files.source(meeting, COUNTS)
        if self.register and counts.day:
            from jacpaper.hmicfrs import from_register  # noqa: PLC0415 - few keep one

            opened = from_register.fill_open(counts, self.register)
            return counts.model_copy(update={"open": opened})
        if self.register:
            fault = "the register can only be counted on a day"
            hint = "give the day, or type what is open under open:"
            place = source.value_place((*trail, "as_at"))
            self.files.problems.append(Problem(place, fault, hint))
        elif not self.names:
            under = f" from {trail[-1]}" if trail else ""
            place = source.key_place(trail)
            problem = Problem(place, f'"open" is missing{under}', self._hint_for_open())
            self.files.problems.append(problem)
        return counts

    def _hint_for_open(self) -> str:
        """Say which file of inputs/ may be the register from which it would be counted."""
        name = possible_register(self.files.project)
        if not name:
            return ""
        return f"it would be counted in a register, but inputs/{name} is not named as one"

    def filled(
        self, meeting: date, counts: OpenCountsFile, previous: OpenCounts | None
    ) -> OpenCountsFile:
        """Return a meeting's counts with all that was left out: what is open, came in and closed.

        A year that has come to 0 since the `previous` counts is shown once.
        """
        opened = self.opened(meeting, counts)
        if self.register is None:
            return opened
        from jacpaper.hmicfrs import from_register  # noqa: PLC0415 - few keep one

        # It is given what was typed, so that it knows what was not.
        return from_register.fill(counts, previous, self.register)

    def printed(self, counts: OpenCountsFile, last: LastPaper | None) -> OpenCounts | None:
        """Return the counts of the last paper as it printed them; None: not known."""
        typed = counts.previous
        if last and not counts.previous_why:
            if typed == "unknown":
                self._not_unknown(last.meeting)
            # What is typed as new may have been made before that paper: it did not have it.
            return as_published(last, {*counts.restated, *(counts.new or ())})
        if typed is None and not self.files.before:
            how = "give the last paper's figures, as in\n"
            how += "previous: {as_at: unknown, open: {2024: 12, 2025: 17}}, or previous: unknown"
            self.files.miss(self.files.meeting, COUNTS, "previous", how)
        if typed is None or typed == "unknown":
            return None
        return self.opened(self.files.meeting, typed, "previous")

    def on_days(self, counts: OpenCounts, previous: OpenCounts | None) -> Register | None:
        """Return the register with the days on which this paper and the last one counted it."""
        if self.register is None:
            return None
        before = previous.day if previous else None
        newest = max([self.files.meeting, *meetings(self.files.project)])
        register = self.register._replace(as_at=counts.day, last_as_at=before, newest=newest)
        if counts.day and any(item.account.revisions for item in register.items):
            # Most registers tell of no revision.
            from jacpaper.register.ledger.as_at import as_at  # noqa: PLC0415 - as above

            return as_at(register, counts.day)
        return register

    def _not_unknown(self, last: date) -> None:
        fault = f"the last paper's figures are known: inputs/{last.isoformat()} gives them"
        hint = "delete the line; if they are not those of the last paper, say so, as in\n"
        hint += "previous: {as_at: unknown, open: {2024: 12, 2025: 17}, why: ...}"
        place = self.files.source(self.files.meeting, COUNTS).value_place(("previous",))
        self.files.problems.append(Problem(place, fault, hint))


def as_published(last: LastPaper, years: Iterable[int]) -> OpenCounts:
    """Return the last paper's counts, those of some years as it was recorded when published.

    The rule `published` asks about all other years that its file gives otherwise by now.
    """
    if last.published is None:
        return last.counts
    said = last.published.figures.years
    recorded = {year: said[year].open if year in said else 0 for year in years}
    there = last.counts.by_year
    if all(there.get(year, 0) == count for year, count in recorded.items()):
        return last.counts
    return last.counts.model_copy(update={"open": {**there, **recorded}})


def put_right(previous: OpenCounts | None, counts: OpenCountsFile) -> OpenCounts | None:
    """Return the counts of the paper before, with the figures that this one restates."""
    if previous is None:
        return None
    mended = dict(previous.open or {})
    mended.update((year, figure.to) for year, figure in counts.restated.items())
    return OpenCounts.model_construct(as_at=previous.as_at, open=mended)
