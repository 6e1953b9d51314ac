"""The rule `exempt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.rules.rule import AnyCase, Finding, Rule
from jacpaper.tree.document import Document
from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def find(case: AnyCase) -> Iterator[Finding]:
    """Look in the paper, and in all that stands around it, for what only exempt items have."""
    kept = case.facts.register
    if kept is None or case.document is None:
        return
    # Most forces keep no register, so this is imported here.
    from jacpaper.rules.last_look.look import look  # noqa: PLC0415 - as above

    yield from look(case, kept, case.document)


def find_in(case: AnyCase, texts: Iterable[str]) -> list[Finding]:
    """Look in texts that many may read, such as a record or a message, as in a public paper."""
    lines: list[Element | str] = [Element("p", children=[text]) for text in texts]
    alone = Document("", "", case.facts.meeting, {}, Element("body", children=lines), "", "")
    found = find(AnyCase(case.facts, alone, case.folder, case.look))
    return [one for one in found if one.severity is None]


RULE = Rule(
    id="exempt",
    severity="error",
    says=(
        "Nothing that only exempt items have is in the public paper: no reference, no eight"
        " words in a row of a text or reason, no title, owner, theme or cause of concern."
    ),
    why="What a public paper has once said cannot be taken back.",
    source="Local Government Act 1972, section 100A and Schedule 12A",
    example="A report among `reports` whose title is also under `exempt` in register.yaml",
    message=(
        "the title of a report all of whose items are exempt (inputs/register.yaml:20) would be"
        " printed here in the public paper"
    ),
    answer="Take the words out, correct the register, or list them in register.yaml as `harmless`.",
    find=find,
)
