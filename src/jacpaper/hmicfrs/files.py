"""The facts of a paper, as the YAML files hold them: typed, frozen, valid.

One class a file, and one for each thing in it. Facts only: what can be worked
out from them (totals, sentences, last days) is never asked for. The text under
each key says what goes in it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from jacpaper.facts.date_types import (
    Cycle,
    DayOrMore,
    ExactDate,
    KnownWhen,
    OpenByYear,
    When,
    WhenInYear,
    Year,
    YearOrTotal,
)
from jacpaper.facts.front_matter import FrontMatter
from jacpaper.facts.sentence_types import Wording
from jacpaper.facts.status import Status
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import (
    DRAFT,
    AgendaItem,
    Count,
    Grade,
    LedgerView,
    Line,
    ListOf,
    Mark,
    NilOr,
    Notes,
    OneParagraph,
    OpenItemsBy,
    OrAlone,
    OrUnknown,
    Prepared,
    Quoted,
    Shown,
    Term,
    Text,
    Url,
    distinct,
)
from jacpaper.hmicfrs.causes import CauseOfConcern
from jacpaper.hmicfrs.further_counts import OpenBy, ReportCounts

# paper.yaml


class MonitoringPhase(StrictModel):
    """The phase of the inspectorate's monitoring that the force is in."""

    phase: Annotated[str, Mark.CODE]
    """`scan`, `engage`, another phase that committee.yaml names, or `unknown`."""
    since: When | None = None
    """Since when, as exact as it is known."""
    why: OneParagraph | None = None
    """The reason, in one paragraph; printed."""


PhaseNow = Annotated[MonitoringPhase, OrAlone("phase")]


class Appendix(StrictModel):
    """A list of items of the register; of those in what is chosen, if anything is."""

    items: Literal["open", "closed", "exceptions"]
    """`open`: the tracker of open items; `closed`: those closed since the last paper;
    `exceptions`: the open ones that are overdue, rated red or moved twice, with the reason."""
    title: Line | None = None
    """Its heading; default: what the template says."""
    themes: ListOf[Line] = ()
    """Only the items of these themes."""
    owners: ListOf[Line] = ()
    """Only the items of these owners."""
    reports: ListOf[Line] = ()
    """Only the items of these reports."""


class Period(StrictModel):
    """The days that a paper is about, apart from its meeting."""

    first: ExactDate | None = Field(default=None, alias="from")
    """Its first day; default: the day after the last paper's period, or after the day of that
    paper's counts, or after its meeting."""
    last: ExactDate | None = Field(default=None, alias="to")
    """Its last day; default: the day of the counts, or the meeting."""


class LastMeeting(StrictModel):
    """A meeting of the Committee that had no such paper, or whose folder is lost."""

    day: KnownWhen
    """When it was, as exact as it is known, or `unknown`."""
    why: OneParagraph | None = None
    """Why inputs/ has no folder for it; printed. Needed where an older meeting has one."""


class PaperFile(FrontMatter):
    """This meeting's paper as a whole."""

    item: AgendaItem
    """The number on the agenda, in quotes, as in "05"."""
    title: Line
    """The paper's title."""
    marking: Line | None = None
    """A protective marking to print on every page, as in OFFICIAL."""
    status: Status | None = None
    """`draft`: every page says so, and so do the names of the files. Or the day on which a chief
    officer cleared it, and the officer's post; `jacpaper finalise` records what is published."""
    period: Period | None = None
    """The days that the paper is about, if they are to be said or are not the usual ones."""
    last_meeting: DayOrMore[LastMeeting] | None = None
    """When the Committee last met, as exact as it is known, or `unknown`; only if inputs/ has no
    folder for it. With day and why also where it has met since the last folder."""
    monitoring_phase: PhaseNow | None = None
    """`scan` (the default phase), `engage` (enhanced monitoring), another phase that
    committee.yaml names, in small letters, or `unknown`; or since when and why."""
    causes_of_concern: OrUnknown[NilOr[CauseOfConcern]] | None = None
    """The causes of concern that are open, `none` or `unknown`; default: the last paper's,
    without notes."""
    background: Text | None = None
    """More for the background section; each paragraph gets a number."""
    section_55: Shown = "left out"
    """Whether the paper says when comments on each report are due."""
    open_by_year_chart: Shown = "left out"
    """Whether a chart shows what is open by report year, beside what was in the last paper."""
    open_items_by: ListOf[OpenItemsBy] = ()
    """By what to divide the open items of the register, in a table and a sentence each."""
    ledger: ListOf[LedgerView] = ()
    """What to show of the dates of the register's items, in a sentence and a table each: which were
    moved, what was done in time, by whom, how long items stay open."""
    appendices: ListOf[Appendix] = ()
    """Lists of items of the register, in this order: Appendix A, Appendix B and so on."""
    trend_chart: Shown = "left out"
    """Whether a chart and a table show the totals of up to 12 papers; from the third on."""
    notes: Notes = {}
    """Answers to warnings about the paper as a whole, by the rule's id; printed in it."""
    wording: dict[str, Wording] = {}
    """Sentences of the template to word differently this time, by their names in it: light
    Markdown, of several paragraphs if need be; or `left out`."""

    @property
    def has_ledger(self) -> bool:
        """True if it shows anything of the ledger."""
        return bool(self.ledger) or any(one.items == "exceptions" for one in self.appendices)

    @property
    def is_draft(self) -> bool:
        """True if it says that it is a draft."""
        return self.status == DRAFT

    @property
    def causes(self) -> tuple[CauseOfConcern, ...]:
        """The causes of concern that this file gives."""
        given = self.causes_of_concern
        return () if given is None or given == "unknown" else given


# reports.yaml


class Recommendations(StrictModel):
    """How many recommendations a report made, and how many concern the force."""

    made: Count
    """In the whole report."""
    applicable: Count
    """To this force."""
    texts: ListOf[Quoted] = ()
    """The applicable ones, one a line, if they are to be listed."""
    addressed_to: Line = "the force"
    """To whom the applicable ones are addressed, as in chief constables."""


class Initiative(StrictModel):
    """Work of the force that a report spoke well of."""

    name: Line
    """What it is called."""
    text: OneParagraph
    """What it does: words that go on from its name, as in: trains officers. Or a sentence."""


Grades = Annotated[dict[Line, Grade], Prepared(distinct)]
GradeCounts = Annotated[dict[Grade, Annotated[int, Field(ge=1, le=99)]], Prepared(distinct)]


class PreviousGrades(StrictModel):
    """The grades of the force's last report of the same kind."""

    cycle: Cycle
    """The assessment programme they were given in."""
    grades: Grades
    """Each area inspected and its grade then, under the names of the areas now."""


class Report(StrictModel):
    """An inspection report published in the paper's period, or an older one."""

    title: Quoted
    """As on its cover."""
    subtitle: Quoted | None = None
    """As on its cover."""
    published: WhenInYear
    """When it came out, as exact as it is known, within one year."""
    inspection_type: Term | None = None
    """As in PEEL, NCPI, thematic, joint, progress report or revisit."""
    joint_with: ListOf[Line] = ()
    """The other bodies that took part, as in HMI Probation or the Care Quality Commission."""
    force_specific: bool = False
    """True for a report on this force alone."""
    url: Url
    """The report's own page."""
    summary: Text | None = None
    """What was inspected, and our part in it."""
    recommendations: Recommendations | None = None
    """How many were made and are applicable; left out if the report makes none."""
    areas_for_improvement: ListOf[Quoted] = ()
    """Those given to the force, one a line, in the report's own words."""
    cycle: Cycle | None = None
    """The assessment programme, if the report is of one."""
    grades: Grades = {}
    """Each area inspected and its grade."""
    previous_grades: PreviousGrades | None = None
    """The force's grades before these; compared with them in the same programme only."""
    grade_counts: GradeCounts = {}
    """How many areas were given each grade, where the areas are not to be listed."""
    grades_given: Literal["in full", "in part"] = "in full"
    """`in part`: the grades above are only some of those that the report gave."""
    areas_graded: Count | None = None
    """How many areas the report says it graded, to check the list against."""
    on_portal: bool = True
    """False while its recommendations and AFIs are not on the HMICFRS portal yet."""
    followed_up: bool = False
    """True for an older report that is only followed up: it is listed, and not counted as new."""
    late: OneParagraph | None = None
    """Why a report from outside this paper's period is listed; printed."""
    section_55: bool = True
    """False if the policing body need not comment, as on reports of other inspectorates."""
    comments_published: KnownWhen | None = None
    """When the policing body published its comments under section 55, or `unknown`."""
    notes: Notes = {}
    """Answers to warnings, by the rule's id; printed with the report."""
    initiatives: ListOf[Initiative] = ()
    """What the report noted of the force's own work."""


class ReportsFile(StrictModel):
    """The inspection reports of the paper's period, and older ones that it comes back to."""

    reports: NilOr[Report]
    """Oldest first, or `none`."""


# open-counts.yaml


class OpenCounts(StrictModel):
    """Open recommendations and AFIs together, by the year of their report."""

    as_at: KnownWhen
    """The day they were counted, as exact as it is known, or `unknown`."""
    open: OpenByYear | None = None
    """Report year: how many are open, or `none`. The total is worked out. Left out only where
    inputs/ has a register: then they are counted there."""

    @property
    def day(self) -> date | None:
        """The day they were counted, if it is known exactly."""
        return None if self.as_at == "unknown" else self.as_at.day

    @property
    def by_year(self) -> dict[int, int]:
        """The open counts by report year, without a typed total."""
        return {year: count for year, count in (self.open or {}).items() if year != "total"}


class Restated(BaseModel):
    """A figure of the last paper that is now known to have been wrong."""

    model_config = ConfigDict(**StrictModel.model_config, populate_by_name=False)

    was: Count = Field(alias="from")
    """What the last paper said."""
    to: Count
    """What it should have said."""
    why: OneParagraph
    """The reason; printed."""


class PreviousCounts(OpenCounts):
    """What the last paper said of the open recommendations and AFIs."""

    why: OneParagraph | None = None
    """Why they are not those of the last folder in inputs/, as where a paper is lost; printed.
    Needed only where there is such a folder."""


class OpenCountsFile(OpenCounts):
    """The open recommendations and AFIs now, and how they came from the last paper's."""

    new: dict[Year, Count] | None = None
    """Report year: how many came in; default: worked out from the register, or else from the
    listed reports."""
    closed: dict[Year, Count] | None = None
    """Report year: how many were closed; default: worked out from the register, or else from the
    other figures."""
    reopened: dict[Year, Count] | None = None
    """Report year: how many were opened again; default: worked out from the register, or none."""
    adjusted: dict[Year, Annotated[int, Field(ge=-9999, le=9999)]] | None = None
    """Report year: how many were added or, with a minus, taken off for any other reason."""
    notes: dict[YearOrTotal, OneParagraph] = {}
    """Answers to warnings, by report year or `total`; printed under the table."""
    restated: dict[Year, Restated] = {}
    """Report year: a figure of the last paper put right."""
    columns: Literal["movement", "totals"] = "movement"
    """`totals`: the table has the two totals alone, without what came in and closed."""
    open_by: OpenBy | None = None
    """What is open by status or rating, where inputs/ has no register to count it in."""
    by_report: ListOf[ReportCounts] = ()
    """What became of the recommendations and AFIs of each report, oldest report first."""
    previous: OrUnknown[PreviousCounts] | None = None
    """The last paper's, or `unknown` as in a force's first paper; only if inputs/ has no folder
    for that meeting, unless why is given."""

    @property
    def previous_why(self) -> str | None:
        """Why the last paper is not that of the last folder; None: it is, or there is none."""
        return self.previous.why if self.previous and self.previous != "unknown" else None
