"""What rules say of the papers before this one, and of the lists taken over from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.carried import CARRIED_OVER
from jacpaper.text.dates import long, on

if TYPE_CHECKING:
    from jacpaper.hmicfrs.paper import LastPaper, PaperFacts
    from jacpaper.text.dates import When


def paper_before(facts: PaperFacts) -> str:
    """Return what the newest older paper is called: the last one, unless that is lost."""
    if facts.last is None and facts.newest:
        return f"the paper for {long(facts.newest.meeting)}"
    return "the last paper"


def counted_on(last: LastPaper) -> When:
    """Return when the last paper was counted, as exact as it is known, or else its meeting."""
    return on(last.meeting) if last.counts.as_at == "unknown" else last.counts.as_at


def how_to_change(facts: PaperFacts, key: str) -> str:
    """Return how to change a list of `CARRIED_OVER` that is an older paper's; else nothing."""
    own = f"inputs/{facts.meeting.isoformat()}/{CARRIED_OVER[key]}"
    given = facts.given_in.get(key, own)
    if given == own:
        return ""
    return f";\nfor that, copy {key} from {given} to {CARRIED_OVER[key]}"
