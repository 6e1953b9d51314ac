"""Where a paper stands before it is published: a draft, or cleared by a chief officer."""

from typing import Annotated, Any

from jacpaper.facts.date_types import ExactDate
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import DRAFT, Line, OrDraft, Prepared

_AS_IN = "{cleared: 2025-12-03, by: Deputy Chief Constable}"


class Cleared(StrictModel):
    """The paper was agreed as it is, so that it can be published."""

    cleared: ExactDate
    """The day on which it was agreed."""
    by: Line
    """The chief officer who agreed it: a post, as in Deputy Chief Constable."""


def _status(value: Any) -> Any:
    if isinstance(value, dict) or value == DRAFT:
        return value
    if value in ("final", "published"):
        raise ValueError("a paper becomes final by `jacpaper finalise`; delete the line")
    if value == "cleared":
        raise ValueError(f"this does not say when and by whom; write {_AS_IN}")
    raise ValueError(f'"{value}" is not a status; write {DRAFT}, or {_AS_IN}')


Status = Annotated[OrDraft[Cleared], Prepared(_status)]
