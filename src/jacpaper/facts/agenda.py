"""The agenda of a meeting, as agenda.yaml holds it: what it deals with, in order."""

import re
from typing import Annotated, Any

from pydantic import Field

from jacpaper.facts.committee import ContactOfficer
from jacpaper.facts.sentence_types import ReportFor, Wording
from jacpaper.facts.status import Status
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import (
    DRAFT,
    AgendaItem,
    Checked,
    Line,
    ListOf,
    Mark,
    Notes,
    OneParagraph,
    Prepared,
)

NO_PAPER = "none"
_SAID_FOR_NONE = (
    r"(?:(?:none|no|n/a|na|nil|not applicable|no papers?)$"
    r"|(?:slides|verbal|oral|presentation|tabled|to be tabled|(?:paper )?to follow)\b(?!.*\.pdf$))"
)
_NO_REASON = ("true", "false", "yes", "no", "y", "n", "on", "off", "private", "x", "1", "0")
_FILE = r"(papers/)?\w[\w .()-]{0,150}\.(pdf|PDF)"


def _paper(text: str) -> Any:
    if text == NO_PAPER or re.fullmatch(_FILE, text, re.ASCII):
        return text
    if re.match(_SAID_FOR_NONE, text.strip(" .").lower()):
        raise ValueError(
            f"{text!r} is not the name of a file; if the item has no paper, write none"
        )
    if re.fullmatch(r"(papers/)?[^/\\]+\.(pdf|PDF)", text):
        raise ValueError(
            f"{text!r}: a paper's name begins with a letter or figure, and has only letters"
            " without accents, figures, spaces and . - _ ( ), at most 150; rename the file, as in"
            " papers/audit-plan.pdf"
        )
    raise ValueError(
        f"{text!r} is neither a PDF of this meeting nor none; write it as papers/audit-plan.pdf,"
        " or leave the line out if the paper is one of yours"
    )


def _reason(value: Any) -> Any:
    """Refuse yes and the like, with quotes or without: the agenda would print the word."""
    if str(value).strip().rstrip(".").casefold() in _NO_REASON:
        raise ValueError(
            "the agenda prints why the public is out; write the reason as a sentence, as in"
            "\nprivate: Paragraph 7 of Schedule 12A applies.\nor delete the line if the item is"
            " for the public"
        )
    return value


Reason = Annotated[OneParagraph, Prepared(_reason)]
OtherPaper = Annotated[
    str,
    Checked(_paper, type="string", pattern=f"^(none|{_FILE})$", examples=["papers/letter.pdf"]),
    Mark.CODE,
]


class AgendaEntry(StrictModel):
    """An item of the meeting."""

    item: AgendaItem
    """Its number, in quotes, as in "07". The paper with this number is found by it."""
    title: Line
    """What it is called on the agenda."""
    presenter: Line | None = None
    """Who presents it, as in Chief Finance Officer."""
    purpose: ReportFor | None = None
    """What the Committee is asked to do."""
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    """How many minutes it is given."""
    paper: OtherPaper | None = None
    """Left out if it has a paper of this meeting: that with its number. Otherwise the name of
    another's PDF in the meeting's folder, as in papers/external-audit.pdf, or `none`."""
    private: Reason | None = None
    """Why it is taken without the public; printed. Its paper goes into the restricted pack."""


class AgendaFile(StrictModel):
    """The agenda of the meeting, and so the order of its pack."""

    items: ListOf[AgendaEntry]
    """The items, in order."""
    title: Line = "Agenda"
    """The title of the agenda."""
    time: Line | None = None
    """When the meeting begins, as in 10.00 am."""
    place: Line | None = None
    """Where it takes place."""
    marking: Line | None = None
    """A protective marking to print on every page, as in OFFICIAL."""
    status: Status | None = None
    """`draft`: every page says so, and so do the names of the files. Or the day on which it was
    cleared, and by whom."""
    contact_officer: ContactOfficer | None = None
    """Whom members may ask about the meeting, if it is another than in committee.yaml."""
    other_format: OneParagraph | None = None
    """How to ask for the agenda in another format, such as large print."""
    notes: Notes = {}
    """Answers to warnings about the agenda, by the rule's id; printed in it."""
    wording: dict[str, Wording] = {}
    """Sentences of the template to word differently this time, by their names in it: light
    Markdown, of several paragraphs if need be; or `left out`."""

    @property
    def item(self) -> str:
        """Nothing: the agenda has no number on itself."""
        return ""

    @property
    def is_draft(self) -> bool:
        """True if it says that it is a draft."""
        return self.status == DRAFT

    @property
    def private(self) -> bool:
        """False: the public may see what a meeting deals with."""
        return False
