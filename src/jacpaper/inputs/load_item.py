"""The file of a further agenda item becomes `ItemFacts`, or a list of all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.facts.committee import CommitteeFile
from jacpaper.facts.item import ItemFacts, ItemFile
from jacpaper.inputs.input_files import InputFiles
from jacpaper.inputs.kept_register import kept_register
from jacpaper.inputs.privacy_in_words import in_doubt
from jacpaper.inputs.unexpected import unexpected_files
from jacpaper.problems import Problem, Problems, in_order
from jacpaper.project.layout import AGENDA, item_file
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path


def load_item(project: Path, meeting: date, name: str, model: type[ItemFile]) -> ItemFacts:
    """Read and validate what an item's paper draws on; `model` is that of its kind.

    Raises:
        Problems: all mistakes of all files.
    """
    files = InputFiles(project, meeting)
    committee = files.read(CommitteeFile, "inputs/committee.yaml")
    paper = files.of_meeting(model, meeting, item_file(name))
    kept = kept_register(files)
    files.problems += unexpected_files(project, meeting, kept.file)
    if paper:
        files.problems += _cleared_too_late(files, item_file(name), paper)
        files.problems += _private_without_marking(files, item_file(name), paper)
        # The public may see every agenda.
        if name != AGENDA:
            files.problems += in_doubt(name, files.source(meeting, item_file(name)))
    wrong = any(problem.severity == "error" for problem in files.problems)
    if wrong or committee is None or paper is None:
        raise Problems(files.problems)
    return ItemFacts(
        meeting=meeting,
        last_meeting=dates.on(files.before[-1]) if files.before else None,
        committee=committee,
        paper=paper,
        head_file=item_file(name),
        register=kept.register,
        questions=in_order(files.problems),
        sources=files.sources,
    )


def _cleared_too_late(files: InputFiles, file: str, paper: ItemFile) -> Iterator[Problem]:
    status = paper.status
    if status and status != "draft" and status.cleared > files.meeting:
        fault = f"it cannot be cleared after the meeting on {dates.long(files.meeting)}"
        place = files.source(files.meeting, file).value_place(("status", "cleared"))
        yield Problem(place, fault, "correct the date")


def _private_without_marking(files: InputFiles, file: str, paper: ItemFile) -> Iterator[Problem]:
    if paper.private and not paper.marking:
        place = files.source(files.meeting, file).key_place(("private",))
        fault = "a private paper needs a marking, which every page of it has"
        yield Problem(place, fault, "add it, as in marking: OFFICIAL-SENSITIVE")
