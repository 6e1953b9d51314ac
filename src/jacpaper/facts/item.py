"""The facts of a further agenda item: one file, of a kind that its keeper has described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from jacpaper.facts.committee import ContactOfficer
from jacpaper.facts.front_matter import ReportMatter
from jacpaper.facts.sentence_types import Wording
from jacpaper.facts.status import Status
from jacpaper.facts.value_types import (
    DRAFT,
    AgendaItem,
    Line,
    ListOf,
    Mark,
    Notes,
    OneParagraph,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.facts.register import Register
    from jacpaper.facts.strict_model import StrictModel
    from jacpaper.problems import Place, Problem
    from jacpaper.text.dates import When
    from jacpaper.text.yaml_source import Source


class ItemFile(ReportMatter):
    """What every further item has, of whatever kind: its number and title, and front matter."""

    kind: Annotated[str, Mark.CODE]
    """The kind of paper: the name of a folder in templates/."""
    item: AgendaItem
    """The number on the agenda, in quotes, as in "07"."""
    title: Line
    """The paper's title."""
    marking: Line | None = None
    """A protective marking to print on every page, as in OFFICIAL."""
    private: bool = False
    """True if the public may not see it: its files go into the folder `restricted`. It then needs
    a marking, and the agenda says why. False: the public may see it, whatever its words say."""
    status: Status | None = None
    """`draft`: every page says so, and so do the names of the files. Or the day on which a chief
    officer cleared it, and the officer's post."""
    contact_officer: ContactOfficer | None = None
    """Whom members may ask about it, if it is another than in committee.yaml."""
    key_points: ListOf[OneParagraph] = ()
    """What members should know first, a sentence or two each."""
    notes: Notes = {}
    """Answers to warnings about the paper, by the rule's id; printed in it."""
    wording: dict[str, Wording] = {}
    """Sentences of the template to word differently this time, by their names in it: light
    Markdown, of several paragraphs if need be; or `left out`."""

    @property
    def is_draft(self) -> bool:
        """True if it says that it is a draft."""
        return self.status == DRAFT


class ItemFacts(NamedTuple):
    """Everything that the paper of a further item says."""

    meeting: date
    last_meeting: When | None
    """None: inputs/ has no folder for it."""
    committee: CommitteeFile
    paper: ItemFile
    head_file: str
    """As in items/internal-audit.yaml."""
    register: Register | None = None
    """Only for its exempt items, which the paper must not show."""
    questions: tuple[Problem, ...] = ()
    """What must be asked of how the files were read: warnings and hints."""
    sources: Mapping[str, Source] = {}
    """Where each file's values stand, by the file's name from the project's folder."""
    given_in: Mapping[str, str] = {}
    """Nothing is carried over."""
    published: None = None
    """What is published of it is not recorded."""

    @property
    def files(self) -> tuple[tuple[str, StrictModel], ...]:
        """What its file says, by its name."""
        return ((self.head_file, self.paper),)

    def value_place(self, file: str, *trail: str | int) -> Place:
        """Return the place of a value in its file, or the nearest above it."""
        return self._source_of(file).value_place(trail)

    def key_place(self, file: str, *trail: str | int) -> Place:
        """Return the place of a key in its file, or the nearest above it."""
        return self._source_of(file).key_place(trail)

    def written(self, file: str) -> Any:
        """Return what is written in its file, before it became facts."""
        return self._source_of(file).data

    def _source_of(self, file: str) -> Source:
        return self.sources[f"inputs/{self.meeting.isoformat()}/{file}"]
