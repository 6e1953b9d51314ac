"""Sentences that a meeting words otherwise: each must be one that its paper has."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jacpaper.problems import Problem, Problems, did_you_mean

if TYPE_CHECKING:
    from jinja2 import FileSystemLoader

    from jacpaper.facts.any_paper import AnyPaper
    from jacpaper.template.sandbox import Sandbox


def check_wording(facts: AnyPaper, environment: Sandbox) -> None:
    """Refuse wording for a sentence that the template, or this paper, does not have, or in braces.

    Raises:
        Problems: each such sentence, at its key in the inputs.
    """
    in_braces = [name for name, text in facts.paper.wording.items() if "{" in text or "}" in text]
    if in_braces:
        raise Problems(_with_braces(facts, name) for name in in_braces)
    used: set[str] = environment.used_wordings  # type: ignore[attr-defined]
    unknown = [name for name in facts.paper.wording if name not in used]
    if not unknown:
        return
    loader = cast("FileSystemLoader", environment.loader)
    for name in loader.list_templates():
        if name.endswith(".j2"):
            environment.parse(loader.get_source(environment, name)[0])
    known: set[str] = environment.wordings  # type: ignore[attr-defined]
    raise Problems(_unknown_sentence(facts, name, known) for name in unknown)


def _with_braces(facts: AnyPaper, name: str) -> Problem:
    return Problem(
        facts.key_place(facts.head_file, "wording", name),
        f'the sentence "{name}" has braces, and what stands in them would not be filled in',
        "write the words or figures themselves; only the template can fill in {{ ... }}",
    )


def _unknown_sentence(facts: AnyPaper, name: str, known: set[str]) -> Problem:
    place = facts.key_place(facts.head_file, "wording", name)
    if name in known:
        return Problem(place, f'the sentence "{name}" is not in this paper', "delete the line")
    hint = did_you_mean(name, known) or f"its sentences are {', '.join(sorted(known))}"
    return Problem(place, f'the template has no sentence called "{name}"', hint)
