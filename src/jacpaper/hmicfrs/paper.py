"""All that one paper is made from: the files of its meeting, and what older ones hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.project.layout import INSPECTIONS, OPEN_COUNTS, PAPER, REPORTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.facts.published import PublishedFile
    from jacpaper.facts.register import Register
    from jacpaper.facts.strict_model import StrictModel
    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.files import (
        MonitoringPhase,
        OpenCounts,
        OpenCountsFile,
        PaperFile,
        Period,
        ReportsFile,
    )
    from jacpaper.hmicfrs.inspections_file import Activity, ForthcomingInspection, InspectionsFile
    from jacpaper.hmicfrs.paper_period import PaperPeriod
    from jacpaper.problems import Place, Problem
    from jacpaper.text.dates import When
    from jacpaper.text.yaml_source import Source


class PastFigures(NamedTuple):
    """What a paper says of the open items; `previous` has restated figures put right.

    An older paper's `reports` have what is counted in them, and no words.
    """

    meeting: date
    counts: OpenCountsFile
    previous: OpenCounts | None
    """None: not known."""
    reports: ReportsFile
    period: PaperPeriod
    brought: Mapping[int, int] = {}
    """Report year: how many recommendations came in with causes of concern."""


class LastPaper(NamedTuple):
    """What the folder of the last meeting says, and this paper follows on from."""

    meeting: date
    period: Period | None
    """As that paper gives it; None: it does not."""
    monitoring_phase: MonitoringPhase | None
    reports: ReportsFile
    counts: OpenCountsFile
    causes_of_concern: tuple[CauseOfConcern, ...] | None
    """None: it says that nobody knows them."""
    held: tuple[Activity, ...]
    forthcoming: tuple[ForthcomingInspection, ...]
    published: PublishedFile | None = None
    """What was recorded when it was published; None: nothing."""


class PaperFacts(NamedTuple):
    """Everything one paper says: the files of a meeting, and what the last one left."""

    meeting: date
    last_meeting: When | None
    """None: not known."""
    period: PaperPeriod
    """The days that the paper is about."""
    committee: CommitteeFile
    paper: PaperFile
    reports: ReportsFile
    counts: OpenCountsFile
    previous: OpenCounts | None
    """The last paper's counts, restated figures put right; None: not known."""
    printed: OpenCounts | None
    """The last paper's counts as it printed them; None: not known."""
    inspections: InspectionsFile
    causes_of_concern: tuple[CauseOfConcern, ...]
    brought: Mapping[int, int]
    """Report year: how many recommendations came in with causes of concern."""
    forthcoming: tuple[ForthcomingInspection, ...]
    not_known: tuple[str, ...] = ()
    """Of `CARRIED_OVER`, the lists of which is said that nobody knows them."""
    given_in: Mapping[str, str] = {}
    """The file that gives each list of `CARRIED_OVER`; empty: none does."""
    newest: LastPaper | None = None
    """The newest older paper that inputs/ has a folder for, though a lost one may be newer."""
    register: Register | None = None
    """None: inputs/ has none."""
    series: tuple[PastFigures, ...] = ()
    """The figures of the last papers, oldest first and this one's last; only for a trend chart."""
    published: PublishedFile | None = None
    """What was recorded when this paper was published; None: nothing."""
    records: Mapping[date, PublishedFile] = {}
    """What was recorded of the older papers that this one looks back on, by meeting."""
    questions: tuple[Problem, ...] = ()
    """What must be asked of how the files were read: warnings and hints."""
    sources: Mapping[str, Source] = {}
    """Where each file's values stand, by the file's name from the project's folder."""

    @property
    def last(self) -> LastPaper | None:
        """The last paper; None: inputs/ has no folder for it, or says that it is lost."""
        return None if self.counts.previous_why else self.newest

    @property
    def head_file(self) -> str:
        """The file that gives the paper's number and title."""
        return PAPER

    @property
    def files(self) -> tuple[tuple[str, StrictModel], ...]:
        """What each of this meeting's files says, by its name."""
        return (
            (PAPER, self.paper),
            (REPORTS, self.reports),
            (OPEN_COUNTS, self.counts),
            (INSPECTIONS, self.inspections),
        )

    def value_place(self, file: str, *trail: str | int) -> Place:
        """Return the place of a value in one of this meeting's files, or the nearest above it."""
        return self._source_of(file).value_place(trail)

    def key_place(self, file: str, *trail: str | int) -> Place:
        """Return the place of a key in one of this meeting's files, or the nearest above it."""
        return self._source_of(file).key_place(trail)

    def written(self, file: str) -> Any:
        """Return what is written in one of this meeting's files, before it became facts."""
        return self._source_of(file).data

    def _source_of(self, file: str) -> Source:
        return self.sources[f"inputs/{self.meeting.isoformat()}/{file}"]
