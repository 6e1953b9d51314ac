"""What committee.yaml holds: who we are, and what the things of the paper are called here."""

from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field

from jacpaper.facts.amounts import FileSize
from jacpaper.facts.sentence_types import Email
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import (
    Host,
    Label,
    Line,
    LineOrUnknown,
    ListOf,
    OrNone,
    OrUnknown,
    Term,
)

BankHolidays = Literal["England and Wales", "Scotland", "Northern Ireland"]

# Where inspectorates publish; a report may also be on a host below one of these.
UK_SITES = (
    "justiceinspectorates.gov.uk",
    "gov.uk",
    "gov.scot",
    "gov.wales",
    "cjini.org",
    "criminaljusticeinspectorates.gov.uk",
)


class Force(StrictModel):
    """The police force."""

    name: Line
    """In full, as in Midshire Police."""
    short: Line
    """What it is called after the first mention, as in MIP or the Constabulary."""


class Committee(StrictModel):
    """The committee that gets the paper."""

    name: Line
    """In full, as in Joint Audit Committee."""
    short: Line
    """What it is called after the first mention, as in JAC or the Panel."""


class Inspectorate(StrictModel):
    """The inspectorate that inspects the force."""

    name: Line
    """In full, as in HM Inspectorate of Constabulary in Scotland."""
    short: Line
    """What it is called after the first mention, as in HMICS."""
    sites: ListOf[Host] = UK_SITES
    """Where it publishes, and others whose reports are listed, as in hmics.scot; default: the
    sites of the inspectorates of the United Kingdom."""
    portal: OrNone[Line] = "none"
    """What its record of open items is called, as in HMICFRS portal, or `none`."""


class LesserFinding(StrictModel):
    """What inspectors find beside recommendations; with these it is counted open."""

    one: Line
    """One of them, as in area for development."""
    many: Line
    """Several of them, as in areas for development."""
    short: Line
    """One of them in short, as in AFD; several get an s."""


class Phase(StrictModel):
    """One of the ways in which the inspectorate monitors forces."""

    model_config = ConfigDict(**StrictModel.model_config, populate_by_name=False)

    name: Line
    """What it is called, as in Scan."""
    described: Line = Field(alias="is")
    """What it is, as in the default phase."""


class Monitoring(StrictModel):
    """How the inspectorate monitors forces."""

    phases: ListOf[Phase]
    """Its phases, the default one first."""


class ContactOfficer(StrictModel):
    """Whom members may ask."""

    name: Line
    """Rank or style and name."""
    title: Line
    """The post held."""
    telephone: Term | None = None
    """As members would dial it."""
    email: Email | None = None
    """As members would write to it."""


class Oversight(StrictModel):
    """Who in the force sees that the inspectorate's findings are acted on."""

    board: Line
    """The board's name."""
    led_by: LineOrUnknown
    """The post that leads it, with its initials if they are used, or `unknown`."""
    meets: LineOrUnknown
    """How often, as in monthly or every six weeks, or `unknown`."""


class Upload(StrictModel):
    """What the system takes to which a meeting's papers are uploaded."""

    largest_file: FileSize
    """How large a file may be, as in 10 MB or 500 kB. A pack that is larger is uploaded in
    parts."""


# Defaults as the file would have them: the checker of the file reads them with the rest.
_HMICFRS = {
    "name": "His Majesty\N{RIGHT SINGLE QUOTATION MARK}s Inspectorate of Constabulary"
    " and Fire & Rescue Services",
    "short": "HMICFRS",
    "portal": "HMICFRS portal",
}
_AREA_FOR_IMPROVEMENT = {
    "one": "area for improvement",
    "many": "areas for improvement",
    "short": "AFI",
}
_SCAN_AND_ENGAGE = {
    "phases": [
        {"name": "Scan", "is": "the default phase"},
        {"name": "Engage", "is": "the enhanced phase"},
    ]
}


def _read(written: dict[str, Any]) -> Any:
    return Field(default_factory=lambda: written, validate_default=True)


class CommitteeFile(StrictModel):
    """Who we are: seldom changed, the same for every meeting."""

    force: Force
    """The police force."""
    committee: Committee
    """The committee that gets the paper."""
    inspectorate: Inspectorate = _read(_HMICFRS)
    """The inspectorate that inspects the force; default: HMICFRS."""
    lesser_finding: LesserFinding = _read(_AREA_FOR_IMPROVEMENT)
    """What inspectors find beside recommendations; default: areas for improvement (AFIs)."""
    monitoring: OrNone[Monitoring] = _read(_SCAN_AND_ENGAGE)
    """How the inspectorate monitors forces, or `none`; default: Scan (the default phase) and
    Engage (the enhanced phase)."""
    section_55: Literal["applies", "does not apply"] = "applies"
    """Whether section 55 of the Police Act 1996 applies: the policing body must comment on each
    report. If it does not, nothing is asked or said of it."""
    oversight: OrUnknown[Oversight]
    """The force's own board for inspection matters, or `unknown`."""
    contact_officer: ContactOfficer
    """Whom members may ask."""
    clear_working_days: Annotated[int, Field(ge=0, le=30)] = 5
    """How many clear working days before the meeting papers go out."""
    bank_holidays: BankHolidays | None = None
    """Whose bank holidays are no working days; default: those of Scotland or Northern Ireland
    where the force or its inspectorate is called after it, or else of England and Wales."""
    upload: Upload | None = None
    """What the system takes to which papers are uploaded; default: files of any size."""
    initials: ListOf[Label] = ()
    """Initials that members know, as in MARAC: no paper is asked to write them out."""
    pdf: Literal["PDF/UA-1", "PDF/UA-2"] = "PDF/UA-1"
    """The standard of accessibility that the PDF keeps: PDF/UA-1 with PDF/A-2a, which every
    program knows, or PDF/UA-2 with WTPDF and PDF/A-4, of PDF 2.0; default: PDF/UA-1."""


def bank_holidays_of(committee: CommitteeFile) -> BankHolidays:
    """Return whose bank holidays the committee keeps, as given or as names say it."""
    if committee.bank_holidays:
        return committee.bank_holidays
    names = f"{committee.force.name}, {committee.inspectorate.name}"
    whose: tuple[BankHolidays, ...] = get_args(BankHolidays)
    return next((one for one in whose if one in names), "England and Wales")
