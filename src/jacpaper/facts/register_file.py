"""What register.yaml holds: how the register is to be read, and what of it is not public."""

from pydantic import Field

from jacpaper.facts.files import StrictModel
from jacpaper.facts.value_types import (
    Colour,
    ItemType,
    Label,
    Line,
    ListOf,
    OneParagraph,
    RegisterCell,
    StatusMeaning,
)


class RegisterColumns(StrictModel):
    """The heading, in the register, of each of our columns. Others are left alone."""

    reference: Label
    """What tells one item from every other."""
    report: Label
    """The title of the report it comes from."""
    report_year: Label | None = None
    """The year of that report; default: the year in which the item was made."""
    type: Label | None = None
    """Recommendation or AFI."""
    text: Label
    """What is asked for."""
    addressee: Label | None = None
    """To whom it is addressed."""
    owner: Label | None = None
    """Who in the force sees to it."""
    made: Label
    """The day it was made, as a rule that of the report."""
    target: Label | None = None
    """The day it should be done by."""
    revised: Label | None = None
    """The day that took the place of the target date."""
    status: Label
    """Where it stands."""
    status_date: Label | None = None
    """Since when it has stood there."""
    closed: Label | None = None
    """The day it was closed; default: the status date of what is closed."""
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
    """Yes: not for the public paper."""
    exempt_reason: Label | None = None
    """Why it is exempt."""
    exempt_paragraph: Label | None = None
    """The paragraph of the Act under which it is exempt."""


class ExemptItems(StrictModel):
    """Items that are not for the public paper, beside those marked in the register."""

    marking: Line | None = None
    """What to print on every page that shows them; default: NOT FOR PUBLICATION."""

    reports: ListOf[Line] = ()
    """The titles of reports all of whose items are exempt."""
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
    columns: RegisterColumns | None = None
    """Ours: the heading in the register; default: our own words, or what plainly means them."""
    status: dict[Label, StatusMeaning] = Field(default={})
    """The register's words for where an item stands, and what each means."""
    types: dict[Label, ItemType] = Field(default={})
    """The register's words for recommendation and AFI."""
    ratings: dict[Label, Colour] = Field(default={})
    """The register's ratings, in the order to show them, each with the colour behind its word."""
    exempt: ExemptItems | None = None
    """What is not for the public paper."""
    items: ListOf[dict[str, RegisterCell]] | None = None
    """The items themselves, where no other file holds them: each with our columns as keys."""
