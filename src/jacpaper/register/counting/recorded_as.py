"""Which item of the register is meant by each that was recorded when a paper became final."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from jacpaper.facts.published import PublishedItem
    from jacpaper.facts.register import Item


def meant(recorded: Collection[PublishedItem], items: Iterable[Item]) -> Mapping[str, Item]:
    """Return the items that were recorded and are there, by their recorded references.

    Where references begin again in each report, one that was alone then has its report beside it
    once another report has it too, or the other way round; and the report may have another title by
    now. It is the same item if it was made on the same day, and no other like it.
    """
    certain: dict[str, Item] = {}
    on_its_day: dict[tuple[str, date], Item | None] = {}
    for item in items:
        # With its report, or where none begin again, a reference stands for one item for ever.
        bare, whole = sorted((item.also or item.reference, item.reference), key=len)
        certain[whole] = item
        key = (bare, item.made)
        on_its_day[key] = None if key in on_its_day else item
    found = {one.reference: certain.get(one.reference) for one in recorded}
    taken = {id(item) for item in found.values()}
    for one in recorded:
        now = found[one.reference] or on_its_day.get((one.reference, one.made))
        retitled = on_its_day.get((one.reference.partition(" (")[0], one.made))
        if not now and retitled and retitled.also and id(retitled) not in taken:
            now = retitled
        found[one.reference] = now
        taken.add(id(now))
    return {reference: item for reference, item in found.items() if item}
