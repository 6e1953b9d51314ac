"""What register.yaml holds: how the register is to be read, and what of it is not public."""

from typing import Literal, Self

from pydantic import Field, model_validator

from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import (
    CellWords,
    Colour,
    DayColumn,
    ItemType,
    Label,
    Line,
    ListOf,
    OneParagraph,
    RegisterCell,
    StatusMeaning,
)

# Whether an item is for the public paper.
ExemptMeaning = Literal["exempt", "public"]
# What to do with what a workbook hides.
Hidden = Literal["read", "left out"]


class RegisterColumns(StrictModel):
    """The heading, in the register, of each of our columns; `not_used` has the others.

    If reference, report, text, made or status is left out, whatever is left out is looked for
    by its heading.
    """

    reference: Label | None = None
    """What tells one item from every other."""
    report: Label | None = None
    """The title of the report it comes from."""
    report_year: Label | None = None
    """The year of that report; default: the year in which the item was made."""
    type: Label | None = None
    """Recommendation or AFI."""
    text: Label | None = None
    """What is asked for."""
    addressee: Label | None = None
    """To whom it is addressed."""
    owner: Label | None = None
    """Who in the force sees to it."""
    made: Label | None = None
    """The day it was made, as a rule that of the report."""
    target: Label | None = None
    """The day it should be done by, or what is known of it, as in March 2026 or ongoing."""
    revised: Label | None = None
    """The day that took the place of the target date."""
    status: Label | None = None
    """Where it stands."""
    status_date: Label | None = None
    """Since when it has stood there."""
    closed: Label | None = None
    """The day it was closed, or the word unknown; default: the status date of what is closed."""
    history: Label | None = None
    """Closings and reopenings, as in closed 10 January 2025; reopened 2 March 2025."""
    theme: Label | None = None
    """What it is about."""
    rating: Label | None = None
    """How it goes, in words."""
    cause_of_concern: Label | None = None
    """The cause of concern whose recommendation it is."""
    force_specific: Label | None = None
    """Yes: made to this force alone; no: to several or all."""
    exempt: Label | None = None
    """Yes: not for the public paper; no, or a blank cell: public. Whatever else it holds counts as
    yes, and is asked about; so does a blank cell where four times as many say no."""
    exempt_reason: Label | None = None
    """Why it is exempt."""
    exempt_paragraph: Label | None = None
    """The paragraph of the Act under which it is exempt."""
    date_history: Label | None = None
    """How its target date was moved, in plain words, as in 31 March 2026 moved to 30 June 2026 on
    3 March 2026: awaiting training; each move on a line of its own or after a semicolon."""
    revised_on: Label | None = None
    """When the revised date was set, as exact as it is known."""
    reason_moved: Label | None = None
    """Why the date was moved to the revised one."""
    explanation: Label | None = None
    """What the owner says of why it is late, or still open."""
    next_step: Label | None = None
    """What comes next."""
    submitted_on: Label | None = None
    """When it was submitted for closure, as exact as it is known; default: its status date, if
    that is where it stands."""
    evidence_on: Label | None = None
    """Since when there is evidence that it was done, as exact as it is known."""


class ExemptItems(StrictModel):
    """Items that are not for the public paper, beside those marked in the register."""

    marking: Line | None = None
    """What to print on every page that shows them; default: NOT FOR PUBLICATION."""

    reports: ListOf[Line] = ()
    """The titles of reports all of whose items are exempt."""
    words: dict[str, ExemptMeaning] = Field(default={})
    """What a cell that is neither yes nor no means, as in "n/a": public."""
    harmless: ListOf[Line] = ()
    """Words that the public paper may have although exempt items have them too, as in Custody."""
    reason: OneParagraph | None = None
    """Why, where the register does not say."""
    paragraph: Line | None = None
    """Under which paragraph of the Act, where the register does not say."""


class RegisterFile(StrictModel):
    """How to read the register of recommendations and AFIs; or, for a short one, its items."""

    file: Label | None = None
    """The register's name in inputs/; default: register.csv or register.xlsx."""
    sheet: Label | None = None
    """The sheet of a workbook that has several."""
    sheets: ListOf[Label] = ()
    """In place of `sheet`: several sheets with the same headings, read one after the other."""
    sheets_left_out: ListOf[Label] = ()
    """Sheets that have the same headings and are not to be read, such as an old copy."""
    columns: RegisterColumns | None = None
    """Ours: the heading in the register; default: our own words, or what plainly means them."""
    month_first: ListOf[DayColumn] = ()
    """Which of our columns have days as 04/25/2025, the month before the day."""
    references: Literal["per report"] | None = None
    """`per report` where references begin again in each report: Rec 1 of one, Rec 1 of another."""
    not_used: ListOf[Label] = ()
    """The headings of columns that are not used here; a column without one is "column K"."""
    hidden_rows: Hidden | None = None
    """Whether rows that a workbook hides, as a filter does, are items; default: you are asked."""
    struck_rows: Hidden | None = None
    """Whether rows that a workbook strikes through are items; default: you are asked."""
    struck_cells: Literal["read"] | None = None
    """`read`: what single cells say counts, though a workbook strikes it or some words through."""
    comments: Literal["not used"] | None = None
    """`not used`: the comments on cells of a workbook say nothing that matters here."""
    hidden_columns: Hidden | None = None
    """Whether columns that a workbook hides are read; default: you are asked."""
    status: dict[CellWords, StatusMeaning] = Field(default={})
    """The register's words for where an item stands, and what each means."""
    types: dict[CellWords, ItemType] = Field(default={})
    """The register's words for recommendation and AFI."""
    ratings: dict[Label, Colour] = Field(default={})
    """The register's ratings, in the order to show them, each with the colour behind its word."""
    exempt: ExemptItems | None = None
    """What is not for the public paper."""
    items: ListOf[dict[str, RegisterCell]] | None = None
    """The items themselves, where no other file holds them: each with our columns as keys."""

    @model_validator(mode="after")
    def _one_key_names_the_sheets(self) -> Self:
        if self.sheet and self.sheets:
            raise ValueError("give sheet or sheets, not both; write all of them under sheets")
        return self
