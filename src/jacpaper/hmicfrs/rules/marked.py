"""The rule `marked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import PAPER
from jacpaper.register.reading.forbidding import may_forbid
from jacpaper.register.reading.mark_words import may_mark
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.yaml_notes import notes
from jacpaper.text.yaml_source import place_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.problems import Place

# From notes that `jacpaper new` writes; without these they need none of the patterns of marks.
_OURS = (
    "closed: {", "paragraphs", "(with an empty line between), *emphasis*",
    "Leave an empty line between",
)  # fmt: skip


def find(case: Case) -> Iterator[Finding]:
    """Look at the marking, and at every text and note typed for this meeting.

    A further item can say that it is private, and is not made until it does; this paper cannot.
    """
    if "marked" in case.facts.paper.notes:
        return
    for mark, place in _marks(case):
        yield Finding(
            # The line may have what nobody may read, and messages go to logs.
            place._replace(excerpt=""),
            f"“{mark}” may say that something is not for the public, and this paper is",
            "take out what is not for the public, and the mark; an item of the register can be"
            " exempt, and a paper in items/ private; or answer in paper.yaml with"
            " notes: {marked: ...}",
        )


def _marks(case: Case) -> Iterator[tuple[str, Place]]:
    marking = case.facts.paper.marking or ""
    texts, noted = list(case.texts), list(_notes(case))
    may_say = any(may_mark(text) for text, _ in texts)
    may_say = may_say or any(_note_may_mark(text) or may_forbid(text) for text, _ in noted)
    if not marking and not may_say:
        return
    # Only papers that may have a mark need its patterns, which take long to compile.
    from jacpaper.register.reading.whole_papers import (  # noqa: PLC0415
        mark_of,
        marking_restricts,
        note_restricts,
    )

    if marking_restricts(marking):
        yield marking, case.facts.value_place(PAPER, "marking")
    for text, place in texts:
        if mark := mark_of(text, is_prose=True):
            yield mark, place
    for text, place in noted:
        if mark := note_restricts(text):
            yield mark, place


def _note_may_mark(note: str) -> bool:
    """Tell whether a note may have a mark, beside what `jacpaper new` writes into every file."""
    for ours in _OURS:
        note = note.replace(ours, "")
    return may_mark(note)


def _notes(case: Case) -> Iterator[tuple[str, Place]]:
    """Yield what stands behind a # in the files of the meeting: it tells what its author knew."""
    folder = f"inputs/{case.facts.meeting.isoformat()}/"
    for file, source in case.facts.sources.items():
        if file.startswith(folder):
            for note in notes(source.lines):
                yield note.said, place_at(file, source.lines, note.line, note.column)


RULE = Rule(
    id="marked",
    severity="warning",
    says=(
        "Neither its marking nor a text of the paper, or a note in its files, says that it is not"
        " for the public."
    ),
    why="The paper is published; whatever it shows is public from then on.",
    source=PUBLISHED_PAPERS,
    example="`marking: OFFICIAL-SENSITIVE`",
    message="“OFFICIAL-SENSITIVE” may say that something is not for the public, and this paper is",
    answer="Take it out, or say with `notes: {marked: ...}` in `paper.yaml` why it stands there.",
    find=find,
)
