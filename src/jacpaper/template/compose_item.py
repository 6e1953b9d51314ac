"""The facts of a further agenda item, and the template of its kind, become a `Document`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.figures import charts
from jacpaper.language import english
from jacpaper.project.layout import TEMPLATE
from jacpaper.template import reach
from jacpaper.template.fill_in import Filler
from jacpaper.template.wording import check_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import BytecodeCache

    from jacpaper.facts.item import ItemFacts
    from jacpaper.language.interface import Language
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.document import Document
    from jacpaper.tree.picture import Picture


# What a template has of committee.yaml, and what else it has beside the keys of the item.
OF_COMMITTEE = (
    "force", "committee", "inspectorate", "lesser_finding", "oversight", "contact_officer",
)  # fmt: skip
OTHERS = ("meeting", "last_meeting", "afi", "afis", "pictures")

_BARS = 'write | bars("the key of a bar\'s name", "the key of its figure")'


def names_of(facts: ItemFacts) -> dict[str, Any]:
    """Return the names that the template of an item may use: its keys, and who we are."""
    committee, last = facts.committee, facts.last_meeting
    lesser = committee.lesser_finding.short
    own = facts.paper.contact_officer
    return {
        **dict(facts.paper),
        "meeting": facts.meeting,
        "last_meeting": last.day if last else None,
        **{name: getattr(committee, name) for name in OF_COMMITTEE},
        **({"contact_officer": own} if own else {}),
        "afi": lesser,
        "afis": f"{lesser}s",
        "pictures": {},
    }


def _bars(pictures: dict[str, Picture], language: Language) -> Callable[..., str]:
    """Return the filter that draws a bar chart, and gives the name by which an img shows it."""

    def bars(rows: Iterable[Any], name: str, value: str | int) -> str:
        """Draw a bar for each row; `name` and `value` are the keys of its name and its figure."""
        drawn = charts.bars([(str(_part(row, name)), _part(row, value)) for row in rows], language)
        called = f"bars-{len(pictures) + 1}"
        pictures[called] = drawn
        return called

    return bars


def _part(row: Any, key: str | int) -> Any:
    """Return a part of a row: its key, or a key of that and a position in it, as in figures.0."""
    try:
        for step in str(key).split("."):
            if step.isdecimal() and isinstance(row, list | tuple):
                row = row[int(step)]
            else:
                row = row[step] if isinstance(row, dict) else reach.attribute(row, step)
    except (AttributeError, LookupError):
        raise LookupError(f'an entry of this list has no "{key}"; {_BARS}') from None
    return row


def compose_item(  # noqa: PLR0913, PLR0917 - as in `compose`
    facts: ItemFacts,
    name: str,
    folder: TemplateFolder,
    cache: BytecodeCache | None = None,
    trace: Trace | None = None,
    language: Language = english,
    more: Mapping[str, Any] = {},
) -> Document:
    """Fill in the template of an item's kind; `name` is what its files are called.

    `more` are names that it may use beside those that every template has.

    Raises:
        Problems: mistakes in the template, and wording for sentences it does not have.
    """
    names = {**names_of(facts), **more}
    filler = Filler(facts, names, folder, cache, trace, language)
    filler.jinja.add_filter("bars", _bars(names["pictures"], language), of_text=False)
    document = filler.document(TEMPLATE, name)
    check_wording(facts, filler.jinja)
    # Who has the paper could otherwise try out what the register says of exempt items.
    has_exempt = bool(facts.register and facts.register.has_exempt)
    return document._replace(has_exempt=has_exempt, private=facts.paper.private)
