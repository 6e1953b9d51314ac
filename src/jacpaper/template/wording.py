"""Sentences that a meeting words otherwise: each must be one that its paper has."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.project.layout import PAPER

if TYPE_CHECKING:
    from jinja2 import FileSystemLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from jacpaper.facts.paper import PaperFacts


def check_wording(facts: PaperFacts, environment: ImmutableSandboxedEnvironment) -> None:
    """Refuse wording for a sentence that the template, or this paper, does not have.

    Raises:
        Problems: each such sentence, at its key in paper.yaml.
    """
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


def _unknown_sentence(facts: PaperFacts, name: str, known: set[str]) -> Problem:
    place = facts.key_place(PAPER, "wording", name)
    if name in known:
        return Problem(place, f'the sentence "{name}" is not in this paper', "delete the line")
    hint = did_you_mean(name, known) or f"its sentences are {', '.join(sorted(known))}"
    return Problem(place, f'the template has no sentence called "{name}"', hint)
