"""Which item of the register is meant by each that was recorded when a paper became final."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jacpaper.facts.published import PublishedItem
    from jacpaper.facts.register import Item


def meant(recorded: Iterable[PublishedItem], items: Iterable[Item]) -> Mapping[str, Item]:
    """Return the items that were recorded and are there, by their recorded references.

    Where references begin again in each report, one that was alone then has its report beside it
    once another report has it too, or the other way round. It is the same item if it was made on
    the same day.
    """
    certain: dict[str, Item] = {}
    on_its_day: dict[tuple[str, date], Item] = {}
    for item in items:
        # With its report, or where none begin again, a reference stands for one item for ever.
        bare, whole = sorted((item.also or item.reference, item.reference), key=len)
        certain[whole] = item
        on_its_day[bare, item.made] = item
    found = ((one, certain.get(one.reference)) for one in recorded)
    either = (
        (one.reference, item or on_its_day.get((one.reference, one.made))) for one, item in found
    )
    return {reference: item for reference, item in either if item}
