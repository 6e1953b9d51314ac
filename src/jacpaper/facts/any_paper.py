"""What there is of every paper of a meeting, of whatever kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.facts.published import PublishedFile
    from jacpaper.facts.register import Register
    from jacpaper.facts.status import Status
    from jacpaper.facts.strict_model import StrictModel
    from jacpaper.problems import Place, Problem
    from jacpaper.text.dates import When
    from jacpaper.text.yaml_source import Source


class Head(Protocol):
    """What the first file of a paper says of it: its number, title and state."""

    @property
    def item(self) -> str:
        """The number on the agenda."""

    @property
    def title(self) -> str:
        """The paper's title."""

    @property
    def marking(self) -> str | None:
        """A protective marking, if it has one."""

    @property
    def status(self) -> Status | None:
        """Whether it is a draft, or who cleared it and when; None: it does not say."""

    @property
    def is_draft(self) -> bool:
        """True if it says that it is a draft."""

    @property
    def notes(self) -> Mapping[str, str]:
        """Answers to warnings, by the rule's id."""

    @property
    def wording(self) -> Mapping[str, str]:
        """Sentences that are worded differently this time, by their names."""


class AnyPaper(Protocol):
    """Everything that one paper says, and where it stands."""

    @property
    def meeting(self) -> date:
        """The day of the meeting."""

    @property
    def last_meeting(self) -> When | None:
        """When the Committee last met; None: not known."""

    @property
    def committee(self) -> CommitteeFile:
        """Who we are."""

    @property
    def paper(self) -> Head:
        """What its first file says."""

    @property
    def head_file(self) -> str:
        """The name of that file, from the meeting's folder."""

    @property
    def register(self) -> Register | None:
        """The register, whose exempt items no public paper may show; None: there is none."""

    @property
    def published(self) -> PublishedFile | None:
        """What was recorded when it was published; None: nothing."""

    @property
    def questions(self) -> Sequence[Problem]:
        """What must be asked of how the files were read: warnings and hints."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Where each file's values stand, by the file's name from the project's folder."""

    @property
    def given_in(self) -> Mapping[str, str]:
        """The files that give what is carried over."""

    @property
    def files(self) -> tuple[tuple[str, StrictModel], ...]:
        """What each of its own files says, by its name."""

    def value_place(self, file: str, *trail: str | int) -> Place:
        """Return the place of a value in one of its files, or the nearest above it."""

    def key_place(self, file: str, *trail: str | int) -> Place:
        """Return the place of a key in one of its files, or the nearest above it."""

    def written(self, file: str) -> Any:
        """Return what is written in one of its files, before it became facts."""
