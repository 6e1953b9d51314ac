"""What was published: the record that `jacpaper finalise` makes of a final paper.

It lies in the meeting's folder, which the officer may share, so no exempt item can be read in
it: they are counted together, and nothing else is said of them. A hash of one alone would not
hide it, since a reference or a status is soon guessed. The hashes of whole files, the register
and the restricted paper, are safe: they also cover the texts of the exempt items, which nobody
can guess who does not know them.
"""

from typing import Annotated

from pydantic import Field

from jacpaper.facts.date_types import ExactDate, Year
from jacpaper.facts.status import Cleared
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import (
    CellWords,
    Count,
    Label,
    ListOf,
    Mark,
    OrUnknown,
    Status,
)

# As they are, to the letter.
FileName = Annotated[str, Mark.CODE]
Digest = Annotated[str, Mark.CODE, Field(pattern=r"^[0-9a-f]{64}$|^$")]


class PublishedYear(StrictModel):
    """The row of a report year in the paper's table."""

    open: Count
    """How many were open."""
    new: Count | None = None
    """How many came in."""
    closed: Count | None = None
    """How many were closed."""
    reopened: Count | None = None
    """How many were opened again."""
    adjusted: Annotated[int, Field(ge=-9999, le=9999)] | None = None
    """How many were added or taken off for any other reason."""


class PublishedFigures(StrictModel):
    """The open recommendations and AFIs, as the paper printed them."""

    as_at: CellWords
    """The day they were counted, or `unknown`."""
    total: Count
    """How many were open in all."""
    years: dict[Year, PublishedYear] = Field(default={})
    """The rows of the table, by report year."""


class PublishedCause(StrictModel):
    """A cause of concern that the paper told of."""

    name: CellWords
    """Its name."""
    open_recommendations: OrUnknown[Count]
    """How many of its recommendations were open."""


class PublishedItem(StrictModel):
    """A public item of the register, as it was on the day of the counts."""

    reference: CellWords
    """Its reference."""
    status: Status
    """Its status on that day."""
    made: ExactDate
    """The day it was made."""
    target: ExactDate | None = None
    """Its first target date, if it is exact."""
    revised: ExactDate | None = None
    """The target date that took its place, if it is exact."""
    target_words: CellWords | None = None
    """What the register had in place of an exact first date."""
    revised_words: CellWords | None = None
    """What it had in place of an exact date that took its place."""
    closed: ExactDate | None = None
    """The day it was closed, if it was by then."""


class PublishedRegister(StrictModel):
    """The items of the register that were open on the day of the counts, or on the last one."""

    exempt: Count
    """How many of them are exempt; nothing else is recorded of those."""
    items: ListOf[PublishedItem] = ()
    """All others."""


class Judged(StrictModel):
    """What a validator said of an output."""

    output: Label
    """The output."""
    judge: Label
    """The validator, and its version."""
    standard: Label
    """The standard it looked for."""
    faults: Annotated[int, Field(ge=0)]
    """How many faults it found."""


class Reopened(StrictModel):
    """That the paper may be changed again, after it was final."""

    on: ExactDate
    """The day on which it was reopened."""
    why: CellWords
    """The reason."""


class Earlier(StrictModel):
    """A paper that was final before, and was reopened."""

    finalised: ExactDate
    """The day on which it became final."""
    words: Digest
    """The SHA-256 of its words."""
    outputs: dict[FileName, Digest]
    """Its files, with their SHA-256."""
    reopened: Reopened
    """When and why it was reopened."""


class PublishedFile(StrictModel):
    """What was published. `jacpaper finalise` writes it, and nobody edits it."""

    meeting: ExactDate
    """The meeting whose paper it is."""
    finalised: ExactDate
    """The day on which the paper became final."""
    cleared: Cleared | None = None
    """When and by whom it was cleared, if paper.yaml said so."""
    item: Label
    """The number on the agenda."""
    title: CellWords
    """The paper's title."""
    period_until: CellWords
    """The last day that the paper is about, as exact as it was given."""
    figures: PublishedFigures
    """The open recommendations and AFIs."""
    causes_of_concern: OrUnknown[ListOf[PublishedCause]] = ()
    """The causes of concern, or `unknown`; left out: there were none."""
    register_items: PublishedRegister | None = None
    """The register's items, where inputs/ had a register."""
    sentences: ListOf[CellWords] = ()
    """The paper's headings, paragraphs and list items; those of the public paper alone."""
    words: Digest
    """The SHA-256 of all words of the public paper."""
    restricted_words: Digest | None = None
    """The SHA-256 of all words of the restricted paper, if there was one."""
    outputs: dict[FileName, Digest]
    """The files that were published, with their SHA-256."""
    sources: dict[FileName, Digest]
    """What they were made from, with its SHA-256."""
    values: dict[FileName, Digest]
    """The SHA-256 of what each of the meeting's files said, without comments and order."""
    versions: dict[Label, Label]
    """What they were made with."""
    program: Digest
    """The SHA-256 of jacpaper's own code."""
    judged: ListOf[Judged] = ()
    """What validators said of the files, if `jacpaper prove` had asked them."""
    reopened: Reopened | None = None
    """That the paper is not final any more, but may be changed."""
    earlier: ListOf[Earlier] = ()
    """What was final before, oldest first."""
    record: Digest
    """The SHA-256 of all that stands above, by which an edit is noticed."""
