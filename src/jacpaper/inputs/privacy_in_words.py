"""What a paper's own words say of its privacy, where it does not say whether it is private."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jacpaper.problems import Problem
from jacpaper.register.reading.forbidding import may_forbid
from jacpaper.register.reading.mark_words import may_mark, name_may_mark
from jacpaper.text.yaml_notes import denies, notes
from jacpaper.text.yaml_source import place_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Source

Trail = tuple[str | int, ...]
_KEY = "private"
_MARKING: Trail = ("marking",)
_TITLE: Trail = ("title",)
_ASKED: Trail = ("recommendation_to_committee",)
# Words without which no sentence says so.
_IN_SENTENCES = re.compile(
    r"exempt|confidential|restricted|not\s+(?:to\s+)?be\s+(?:made|publ|print|shar|rel|circ|disc)",
    re.IGNORECASE,
)
# Words without which no recommendation asks that the public leave.
_IN_ASKING = re.compile(
    r"exclu|leave|withdraw|private|closed|exempt|confiden|restrict|part (?:2|ii|two|b)\b|publi",
    re.IGNORECASE,
)
# A line of the file that a # takes out.
_IS_KEY = re.compile(
    r"private: *[\"']?(?:true|false|yes|no|on|off)[\"']?\s*(?:#.*)?", re.IGNORECASE
)


def in_doubt(name: str, source: Source) -> Iterator[Problem]:
    """Yield a problem where an item's words say that the public is out, and no key does.

    `name` is that of its file, which may say so too. One problem is enough: one line settles all.
    """
    if _KEY in source.data:
        return
    if said := next(_marks(name, source), None):
        place, mark = said
        fault = f"its words “{mark}” may say that it is not for the public, and it is made for the"
        hint = "if the public may not see it, add a line private: true, with a marking, and say why"
        hint += " on the agenda; if the public may see it, add\nprivate: false"
        # The line may have what nobody may read, and messages go to logs.
        yield Problem(place._replace(excerpt=""), f"{fault} public", hint)


def _marks(name: str, source: Source) -> Iterator[tuple[Place, str]]:
    """Yield what says so, with where it stands; notes too, which whoever typed them reads."""
    texts = [*_texts((), source.data)]
    noted = [
        note
        for note in notes(source.lines)
        if not (_IS_KEY.fullmatch(note.said) or denies(note.said))
    ]
    names = [name, *(text for trail, text in texts if trail == _TITLE)]
    may_say = any(trail == _MARKING or may_mark(text) for trail, text in texts)
    may_say = may_say or any(may_mark(note.said) or may_forbid(note.said) for note in noted)
    may_say = may_say or any(
        _IN_SENTENCES.search(text) or (trail == _ASKED and _IN_ASKING.search(text))
        for trail, text in texts
    )
    if not may_say and not any(map(name_may_mark, names)):
        return
    # Only papers that may have a mark need its patterns, which take long to compile.
    from jacpaper.register.reading.whole_papers import (  # noqa: PLC0415
        asks_public_out,
        mark_of,
        marking_restricts,
        name_restricts,
        note_restricts,
        says_so,
        title_restricts,
    )

    if said := name_restricts(name):
        yield source.value_place(_TITLE), said
    for trail, text in texts:
        if trail == _MARKING and marking_restricts(text):
            yield source.value_place(trail), text
        elif mark := title_restricts(text) if trail == _TITLE else mark_of(text, is_prose=True):
            yield source.value_place(trail), mark
        elif said := says_so(text) or (asks_public_out(text) if trail == _ASKED else ""):
            yield source.value_place(trail), said
    for note in noted:
        if mark := note_restricts(note.said):
            yield place_at(source.file, source.lines, note.line, note.column), mark


def _texts(trail: Trail, data: Any) -> Iterator[tuple[Trail, str]]:
    """Yield every text of a file, with where it stands."""
    if isinstance(data, str):
        yield trail, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts((*trail, key), value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts((*trail, index), value)
