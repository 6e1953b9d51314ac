"""Counts that are kept beside those by report year: by status or rating, and by report."""

from typing import Annotated

from jacpaper.facts.date_types import When
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import Count, Line, Prepared, distinct

CountsByWord = Annotated[dict[Line, Count], Prepared(distinct)]


class OpenBy(StrictModel):
    """What is open, divided in ways that no register in inputs/ can count."""

    status: CountsByWord = {}
    """The force's own word for where items stand: how many; as in In progress: 130."""
    rating: CountsByWord = {}
    """How the force rates its progress: how many; as in Red: 3."""


class ReportCounts(StrictModel):
    """What became of the recommendations and AFIs of one report."""

    report: Line
    """Its title."""
    published: When
    """When it came out, as exact as is known."""
    made: Count | None = None
    """How many recommendations and AFIs it made to the force, if that is known."""
    closed: Count | None = None
    """How many of them are closed, if that is known."""
    open: Count
    """How many of them are open."""
    last_reported: When | None = None
    """When the Committee was last told of it, as exact as is known."""
