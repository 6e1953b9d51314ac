"""A meeting's folder of YAML files becomes a `Paper`, or a list of all that is wrong."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from jacpaper.facts.files import (
    CauseOfConcern,
    CommitteeFile,
    InspectionsFile,
    OpenCounts,
    OpenCountsFile,
    PaperFile,
    ReportsFile,
    StrictModel,
)
from jacpaper.facts.paper import LastPaper, PaperFacts, PastFigures
from jacpaper.inputs import validation
from jacpaper.problems import Place, Problem, Problems, did_you_mean
from jacpaper.project.layout import LOOK_BACK, MEETING_FILES, REGISTERS, looked_back_on
from jacpaper.project.layout import REGISTER_MAPPING as MAPPING
from jacpaper.text import dates, yaml_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.register import Register
    from jacpaper.text.yaml_reader import Source

File = TypeVar("File", bound=StrictModel)
Counts = TypeVar("Counts", bound=OpenCounts)

# Those that people would expect to be read as well.
_OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".yml", ".tsv", ".txt")


def load(project: Path, meeting: date) -> PaperFacts:
    """Read and validate every file of a meeting.

    Raises:
        Problems: all mistakes of all files.
    """
    return _Loader(project, meeting).paper()


class _Loader:
    """Reads file after file, and keeps what is wrong with each until all are read."""

    def __init__(self, project: Path, meeting: date) -> None:
        self.project, self.meeting = project, meeting
        self.before = looked_back_on(project, meeting)
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        self.registers = [name for name in REGISTERS if (project / "inputs" / name).exists()]
        self.register: Register | None = None
        self.read: dict[str, StrictModel | None] = {}

    def paper(self) -> PaperFacts:
        self._refuse_strangers()
        committee = self._file(CommitteeFile, "inputs/committee.yaml")
        paper = self._file(PaperFile, self._named(self.meeting, "paper.yaml"))
        reports = self._file(ReportsFile, self._named(self.meeting, "reports.yaml"))
        counts = self._file(OpenCountsFile, self._named(self.meeting, "open-counts.yaml"))
        inspections = self._file(InspectionsFile, self._named(self.meeting, "inspections.yaml"))
        self.register = self._register()
        last = self._last()
        if not (committee and paper and reports and counts and inspections):
            raise Problems(self.problems)
        previous = self._previous(counts, last)
        counts = self._filled(self.meeting, counts, previous)
        made = PaperFacts(
            meeting=self.meeting,
            last_meeting=self._last_meeting(paper),
            committee=committee,
            paper=paper,
            reports=reports,
            counts=counts,
            previous=previous,
            inspections=inspections,
            causes_of_concern=_still_open(
                self._carried(self.meeting, paper, "causes_of_concern"), paper
            ),
            forthcoming=self._carried(self.meeting, inspections, "forthcoming"),
            last=last,
            register=self._on_days(counts, previous),
            series=self._series(paper, PastFigures(self.meeting, counts, previous, reports)),
            sources=self.sources,
        )
        if self.problems:
            raise Problems(self.problems)
        return made

    def _last(self) -> LastPaper | None:
        """Read what the paper before this one left."""
        if not self.before:
            return None
        day = self.before[-1]
        paper = self._file(PaperFile, self._named(day, "paper.yaml"))
        reports = self._file(ReportsFile, self._named(day, "reports.yaml"))
        counts = self._file(OpenCountsFile, self._named(day, "open-counts.yaml"))
        inspections = self._file(InspectionsFile, self._named(day, "inspections.yaml"))
        if not (paper and reports and counts and inspections):
            return None
        return LastPaper(
            meeting=day,
            monitoring_phase=paper.monitoring_phase,
            reports=reports,
            counts=self._opened(day, counts),
            causes_of_concern=self._carried(day, paper, "causes_of_concern"),
            forthcoming=self._carried(day, inspections, "forthcoming"),
        )

    def _carried(self, meeting: date, file: PaperFile | InspectionsFile, key: str) -> Any:
        """Return what a meeting's file says under the key, or the youngest older file with it."""
        given = getattr(file, key)
        name = "paper.yaml" if isinstance(file, PaperFile) else "inspections.yaml"
        for day in reversed([day for day in self.before if day < meeting][-LOOK_BACK:]):
            if given is not None:
                break
            older = self._file(type(file), self._named(day, name))
            given = () if older is None else getattr(older, key)
        if given is None:
            self._missing(meeting, name, key, "name them, or write none")
        return given or ()

    def _last_meeting(self, paper: PaperFile) -> date | None:
        if self.before:
            if paper.last_meeting:
                folder = f"inputs/{self.before[-1].isoformat()}"
                place = self.sources[self._named(self.meeting, "paper.yaml")].key_place
                fault = f'"last_meeting" is not asked for: {folder} gives it'
                self.problems.append(Problem(place(("last_meeting",)), fault, "delete it"))
            return self.before[-1]
        if paper.last_meeting is None:
            how = "write its date, as in\nlast_meeting: 2025-09-25, or last_meeting: unknown"
            self._missing(self.meeting, "paper.yaml", "last_meeting", how)
        if paper.last_meeting == "unknown" or paper.last_meeting is None:
            return None
        if paper.last_meeting >= self.meeting:
            place = self.sources[self._named(self.meeting, "paper.yaml")].value_place
            fault = f"the last meeting is not before this one, {dates.long(self.meeting)}"
            self.problems.append(Problem(place(("last_meeting",)), fault))
        return paper.last_meeting

    def _previous(self, counts: OpenCountsFile, last: LastPaper | None) -> OpenCounts:
        """Return the last paper's counts, restated ones put right."""
        previous = last.counts if last else counts.previous
        if not last and previous:
            previous = self._opened(self.meeting, previous, "previous")
        if previous is None:
            if not self.before:
                how = "give the last paper's figures, as in\n"
                how += "previous: {as_at: unknown, open: {2024: 12, 2025: 17}}"
                self._missing(self.meeting, "open-counts.yaml", "previous", how)
            return OpenCounts.model_construct(as_at="unknown", open={})
        return _put_right(previous, counts)

    def _series(self, paper: PaperFile, present: PastFigures) -> tuple[PastFigures, ...]:
        """Read the figures of the last papers, if they are to be shown; this paper's come last."""
        if paper.trend_chart != "shown":
            return ()
        series: list[PastFigures] = []
        before = None
        # One paper more than is shown: the oldest shown has its previous figures from it.
        for day in self.before[-LOOK_BACK:]:
            counts = self._file(OpenCountsFile, self._named(day, "open-counts.yaml"))
            reports = self._file(ReportsFile, self._named(day, "reports.yaml"), _counted_alone)
            if not (counts and reports):
                return ()
            # The paper before the oldest folder may be gone: nothing says what came in since.
            given = counts.previous and self._opened(day, counts.previous, "previous")
            if previous := before or given:
                right = _put_right(previous, counts)
                counts = self._filled(day, counts, right)
                series.append(PastFigures(day, counts, right, reports))
            before = self._opened(day, counts)
        return (*series, present)[-LOOK_BACK:]

    def _register(self) -> Register | None:
        """Read the register, if inputs/ has one."""
        if not self.registers:
            return None
        from jacpaper.facts.register_file import RegisterFile  # noqa: PLC0415
        from jacpaper.register.reading import files  # noqa: PLC0415 - most forces keep none here

        mapping = None
        if MAPPING in self.registers:
            mapping = self._file(RegisterFile, f"inputs/{MAPPING}")
            if mapping is None:
                return None
        names = [name for name in self.registers if name != MAPPING]
        source = self.sources.get(f"inputs/{MAPPING}")
        try:
            return files.read(self.project / "inputs", names, mapping, source)
        except Problems as found:
            self.problems += found.problems
            return None

    def _opened(self, meeting: date, counts: Counts, *trail: str) -> Counts:
        """Return the counts with what is open, from the register where it was left out."""
        if counts.open:
            return counts
        read = self.sources[self._named(meeting, "open-counts.yaml")]
        if self.register and counts.as_at != "unknown":
            from jacpaper.register.counting import differences  # noqa: PLC0415

            opened = differences.fill_open(counts, self.register)
            return counts.model_copy(update={"open": opened})
        if self.register:
            fault = "the register can only be counted on a day"
            hint = "give the day, or type what is open under open:"
            place = read.value_place((*trail, "as_at"))
            self.problems.append(Problem(place, fault, hint))
        elif not self.registers:
            under = f" from {trail[-1]}" if trail else ""
            fault = f'"open" is missing{under}'
            self.problems.append(Problem(read.key_place(trail), fault))
        return counts

    def _filled(
        self, meeting: date, counts: OpenCountsFile, previous: OpenCounts
    ) -> OpenCountsFile:
        """Return a meeting's counts with what was left out, from the register."""
        opened = self._opened(meeting, counts)
        if self.register is None:
            return opened
        from jacpaper.register.counting import differences  # noqa: PLC0415

        # What was typed, so that it knows what was not: a year that came to 0 is shown once.
        return differences.fill(counts, previous, self.register)

    def _on_days(self, counts: OpenCounts, previous: OpenCounts) -> Register | None:
        """Return the register with the days on which this paper counts it."""
        if self.register is None:
            return None
        now, before = (None if day == "unknown" else day for day in (counts.as_at, previous.as_at))
        return self.register._replace(as_at=now, last_as_at=before)

    def _missing(self, meeting: date, name: str, key: str, how: str) -> None:
        place = self.sources[self._named(meeting, name)].value_place(())
        none = "inputs/ has no folder for a meeting before this one"
        if self.before:
            none = f"none of the last {min(len(self.before), LOOK_BACK)} papers says it"
        hint = f"{none}; {how}"
        self.problems.append(Problem(place, f'"{key}" is missing', hint))

    def _refuse_strangers(self) -> None:
        """A misspelt file name would otherwise only show as a missing file."""
        for path in sorted((self.project / "inputs").glob("register.*")):
            if path.name not in REGISTERS and path.suffix in _OTHER_SHEETS:
                hint = "save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)"
                place = Place(f"inputs/{path.name}")
                self.problems.append(Problem(place, "this form of register is not read", hint))
        for path in sorted((self.project / self._named(self.meeting)).glob("*.y*ml")):
            if path.name not in MEETING_FILES:
                hint = did_you_mean(path.name, MEETING_FILES)
                self.problems.append(
                    Problem(
                        Place(self._named(self.meeting, path.name)),
                        "no paper has a file of this name",
                        hint or f"the files of a meeting are {', '.join(MEETING_FILES)}",
                    )
                )

    def _file(
        self, model: type[File], name: str, part: Callable[[Any], Any] | None = None
    ) -> File | None:
        """Read and validate a file, or a part of it; one read before is not read again."""
        if name not in self.read:
            self.read[name] = self._validated(model, name, part)
        return typing.cast("File | None", self.read[name])

    def _validated(
        self, model: type[File], name: str, part: Callable[[Any], Any] | None
    ) -> File | None:
        try:
            read = yaml_reader.read(self.project / name, name)
        except Problems as found:
            self.problems += found.problems
            return None
        self.sources[name] = read
        self.problems += read.problems
        try:
            return model.model_validate(part(read.data) if part else read.data)
        except ValidationError as error:
            told = {problem.place for problem in read.problems}
            invalidities = validation.problems(error.errors(), model, read)
            self.problems += [one for one in invalidities if one.place not in told]
            return None

    def _named(self, day: date, name: str = "") -> str:
        return "/".join(filter(None, ("inputs", day.isoformat(), name)))


def _still_open(causes: tuple[CauseOfConcern, ...], paper: PaperFile) -> tuple[CauseOfConcern, ...]:
    """Return the causes; of those carried over, the open ones, without answers already given."""
    if paper.causes_of_concern is not None:
        return causes
    return tuple(cause.model_copy(update={"notes": {}}) for cause in causes if not cause.closed)


def _put_right(previous: OpenCounts, counts: OpenCountsFile) -> OpenCounts:
    """Return the counts of the paper before, with the figures that this one restates."""
    mended = dict(previous.open)
    mended.update((year, figure.to) for year, figure in counts.restated.items())
    return OpenCounts.model_construct(as_at=previous.as_at, open=mended)


def _counted_alone(data: Any) -> Any:
    """Return the reports with what is counted in them; a trend need not wait for their words."""
    listed = data.get("reports") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        return data
    counted = {"title", "published", "url", "recommendations", "areas_for_improvement", "on_portal"}
    return {
        "reports": [
            {key: value for key, value in report.items() if key in counted}
            if isinstance(report, dict)
            else report
            for report in listed
        ]
    }
