"""What a paper has chosen to show of its register, under the names that templates use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jacpaper.facts.paper import PaperFacts
    from jacpaper.language.interface import Language

NOTHING: dict[str, Any] = {
    "register": None, "open_items_by": (), "appendices": (), "restricted": None,
}  # fmt: skip


def shown(facts: PaperFacts, language: Language) -> dict[str, Any]:
    """Return the register's names for templates; nothing is shown that cannot be counted.

    The rule `shown` reports what cannot be. If this paper shows anything of the register,
    the exempt items have a paper of their own, unless there are none.
    """
    register, choice = facts.register, facts.paper
    if (
        register is None
        or register.as_at is None
        or not (choice.open_items_by or choice.appendices)
    ):
        return NOTHING
    from jacpaper.register.counting.profile import Profile  # noqa: PLC0415 - most papers show nothing

    profile = Profile(register, register.as_at, register.last_as_at, language)
    restricted = profile.restricted
    return {
        "register": profile,
        "open_items_by": choice.open_items_by,
        "appendices": [
            profile.listing(
                one.items,
                title=one.title or "",
                theme=one.themes,
                owner=one.owners,
                report=one.reports,
            )
            for one in choice.appendices
        ],
        "restricted": restricted if restricted.open or restricted.closed else None,
    }
