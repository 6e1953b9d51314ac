"""Whether a final paper is still what was published: its words, and the bytes of its files.

Other words are another paper. Other bytes with the same words are one too, if the same program
makes them: then its look was changed. Made by another version of the program or its libraries,
they are let pass, for nobody can go back to the old one for ever; but a file that lies there
as it was published is not written over.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import islice, takewhile, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import manifest, names, sources
from jacpaper.build.manifest import Manifest
from jacpaper.inputs.input_files import InputFiles
from jacpaper.inputs.recorded import recorded
from jacpaper.problems import Place, Problem, Problems
from jacpaper.project.layout import PAPER, PUBLISHED, named, own_folder
from jacpaper.rules import exempt
from jacpaper.text.dates import long
from jacpaper.tree import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.published import PublishedFile
    from jacpaper.rules.rule import AnyCase
    from jacpaper.tree.document import Document

_ANOTHER = "and would become another"
_MOST_NAMED = 8
_MOST_QUOTED = 3
_LONGEST_QUOTED = 90
# How much is quoted before the first letter that differs.
_BEFORE_IT = 30


def differences(project: Path, case: AnyCase) -> Iterator[Problem]:
    """Yield an error if a paper has other words, or another clearance, than were published."""
    published, document = case.facts.published, case.document
    if published is None or published.reopened or document is None:
        return
    status = case.facts.paper.status
    if status not in (published.cleared, "draft"):  # of a draft the words say it
        fault = (
            f"the paper is final since {long(published.finalised)}, and was {_cleared(published)}"
        )
        place = case.facts.value_place(PAPER, "status")
        yield Problem(place, fault, f"put it back, or reopen the paper: {_way(published)}")
    is_public = wording.digest(document) != published.words
    restricted = wording.digest(document.restricted) if document.restricted else None
    is_restricted = restricted != published.restricted_words
    if is_public or is_restricted:
        differing = [
            name
            for name in published.outputs
            if (is_restricted if names.is_restricted(name) else is_public)
        ]
        yield _another(project, published, differing, _quoted(case, published, document))


def is_other(problem: Problem) -> bool:
    """Tell whether a problem is that a final paper would become another one."""
    return problem.message.endswith(_ANOTHER)


def left_as_published(project: Path, meeting: date) -> Mapping[str, str]:
    """Return the files of a final paper that lie in its folder as they were published (digests).

    Raises:
        Problems: the record has errors.
    """
    published = read(project, meeting)
    if published is None or published.reopened:
        return {}
    folder = own_folder(project, meeting)
    return {
        name: digest
        for name, digest in published.outputs.items()
        if sources.digest_of(folder / name) == digest
    }


def other_bytes(
    project: Path, meeting: date, outputs: Mapping[str, bytes], held: Mapping[str, str]
) -> tuple[str, ...]:
    """Return notes if files differ from those published only because of what makes them.

    Those `held` are not written over.

    Raises:
        Problems: they differ although the same program makes them.
    """
    published = read(project, meeting)
    if published is None or published.reopened:
        return ()
    differing = [
        name
        for name, content in outputs.items()
        if name in published.outputs and sources.digest(content) != published.outputs[name]
    ]
    if not differing:
        return ()
    told = _as_manifest(published)
    if (told.versions, told.program) == manifest.makers():
        raise Problems([_another(project, published, differing, [])])
    since = "; ".join(_since(told, project, meeting))
    left = ", ".join(name for name in differing if name in held)
    others = ", ".join(name for name in differing if name not in held)
    day = long(published.finalised)
    notes = (
        left and f"left as published on {day}: {left}; made now, other bytes would be in it",
        others and f"the words are those published on {day}; other bytes are in {others}",
    )
    return tuple(f"{note} ({since})" for note in notes if note)


def is_left_as_published(project: Path, meeting: date) -> bool:
    """Tell whether a paper is final, its own inputs as they were, and its files those published.

    Then files that it shares with other papers may have changed, such as templates: this paper
    stays as it is.

    Raises:
        Problems: the record has errors.
    """
    published = read(project, meeting)
    if published is None or published.reopened:
        return False
    own, folder = f"inputs/{meeting.isoformat()}/", own_folder(project, meeting)
    now = sources.digests(project, meeting)
    names_of_own = {name for name in {*now, *published.sources} if name.startswith(own)}
    return all(now.get(name) == published.sources.get(name) for name in names_of_own) and all(
        sources.digest_of(folder / name) == digest for name, digest in published.outputs.items()
    )


def statement(project: Path, meeting: date) -> str:
    """Return whether a paper without errors is final, in a sentence; nothing: it never was."""
    published = read(project, meeting)
    if published is None:
        return ""
    if published.reopened:
        why = published.reopened.why
        return f"Not final: reopened on {long(published.reopened.on)} ({why})."
    return f"Final: published on {long(published.finalised)}, and still in the same words."


def read(project: Path, meeting: date) -> PublishedFile | None:
    """Return what was recorded of a paper; None: nothing.

    Raises:
        Problems: the record has errors.
    """
    files = InputFiles(project, meeting)
    found = recorded(files, meeting)
    if found is None and files.problems:
        raise Problems(files.problems)
    return found


def _another(
    project: Path, published: PublishedFile, differing: list[str], quoted: list[str]
) -> Problem:
    """Return the error that names what has changed, what would differ, and what to do."""
    told = _as_manifest(published)
    lines = _since(told, project, published.meeting)
    if differing:
        lines.append(f"what would differ: {', '.join(differing)}")
    hint = "\n".join(
        [*lines, *quoted, f"put it back as it was, or reopen the paper: {_way(published)}"]
    )
    fault = f"the paper is final since {long(published.finalised)}, {_ANOTHER}"
    return Problem(Place(named(published.meeting, PUBLISHED)), fault, hint)


def _way(published: PublishedFile) -> str:
    return f'jacpaper reopen {published.meeting} --why "..."'


def _cleared(published: PublishedFile) -> str:
    one = published.cleared
    return f"cleared on {long(one.cleared)} by {one.by}" if one else "not said to be cleared"


def _since(told: Manifest, project: Path, meeting: date) -> list[str]:
    """Say what has changed since a paper was published: its files, and what makes it."""
    changed = [*told.changed_sources(sources.digests(project, meeting), project)]
    lines = changed[:_MOST_NAMED]
    if len(changed) > _MOST_NAMED:
        lines.append(f"and {len(changed) - _MOST_NAMED} more files have changed")
    if told.program != manifest.makers()[1]:
        lines += [*told.other_versions()] or ["jacpaper itself has changed"]
    return lines


def _quoted(case: AnyCase, published: PublishedFile, document: Document) -> list[str]:
    """Return the first sentences that differ; none if they have words of exempt items."""
    found = _other_sentences(published.sentences, wording.sentences(document))
    first = [*islice(found, 2 * _MOST_QUOTED)]
    if exempt.find_in(case, (one.said for one in first)):
        return ["the sentences that differ have words of exempt items, so none is shown"]
    return [f"{one.when}: {_cut(one)}" for one in first]


class _Other(NamedTuple):
    """A sentence that was published, or is there now, and where it begins to differ."""

    when: str
    said: str
    differs_at: int


def _other_sentences(before: tuple[str, ...], now: list[str]) -> Iterator[_Other]:
    """Yield each sentence that was published and is not there now, and each that is new."""
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for was, said in zip_longest(before[first:last], now[start:end], fillvalue=""):
            same = takewhile(lambda pair: pair[0] == pair[1], zip(was, said, strict=False))
            at = len([*same])
            yield from (
                _Other(when, one, at) for when, one in (("published", was), ("now", said)) if one
            )


def _cut(one: _Other) -> str:
    """Return a sentence, or a part of a long one in which that stands which differs."""
    if len(one.said) <= _LONGEST_QUOTED:
        return one.said
    before = one.said.rfind(" ", 0, max(0, one.differs_at - _BEFORE_IT)) + 1
    part = one.said[before : before + _LONGEST_QUOTED]
    is_end = before + _LONGEST_QUOTED >= len(one.said)
    return f"{'...' if before else ''}{part}{'' if is_end else '...'}"


def _as_manifest(published: PublishedFile) -> Manifest:
    return Manifest(
        published.meeting.isoformat(),
        published.outputs,
        published.sources,
        published.versions,
        published.program,
    )
