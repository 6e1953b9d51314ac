"""A cause of concern, which is raised, open and closed."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from jacpaper.facts.date_types import NOT_KNOWN, When
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import Count, Line, Notes, OneParagraph, OrUnknown, Quoted


def _closed(value: object) -> object:
    """A cause that is known to be closed would be printed as open if the key was deleted."""
    if str(value).strip().lower() in NOT_KNOWN:
        raise ValueError(
            f'"{value}" is no date; if it is closed, write when, as exact as you know: the year'
            " will do; if it is open, delete this line"
        )
    return value


class CauseOfConcern(StrictModel):
    """A cause of concern that is open, or was closed in this paper's period."""

    name: Quoted
    """The subject that the inspectorate gave it, as in Investigations."""
    raised: When | None = None
    """When it was raised, as exact as it is known."""
    raised_by: Line | None = None
    """What raised it, as in a letter to the chief constable; or a listed report, by its title."""
    accelerated: bool = False
    """True if it was raised before the report came out."""
    on_portal: bool = True
    """False while its recommendations are not on the portal, and so not among the open items."""
    recommendations: OrUnknown[Count] | None = None
    """How many recommendations it was raised with, if it is to be said; or `unknown`."""
    open_recommendations: OrUnknown[Count]
    """How many of its recommendations are open, or `unknown`."""
    year: Annotated[int, Field(ge=2000, le=2199)] | None = None
    """The year of the report that raised it; default: that of `raised`."""
    closed: Annotated[When, BeforeValidator(_closed)] | None = None
    """When it was closed, as exact as it is known; it is then shown once more, as closed; default:
    it is open."""
    text: OneParagraph | None = None
    """What the Committee should know of it, in one paragraph."""
    notes: Notes = {}
    """Answers to warnings, by the rule's id; printed with the cause."""

    @property
    def report_year(self) -> int | None:
        """The year that its recommendations count for; None: not known."""
        is_exact = self.raised and self.raised.first.year == self.raised.last.year
        return self.year or (self.raised.first.year if self.raised and is_exact else None)

    @property
    def made(self) -> int | None:
        """How many recommendations it was raised with; None: not known."""
        return None if self.recommendations == "unknown" else self.recommendations

    @property
    def still_open(self) -> int | None:
        """How many of its recommendations are open; None: not known."""
        return None if self.open_recommendations == "unknown" else self.open_recommendations
