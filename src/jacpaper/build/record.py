"""The record of a paper that becomes final: its figures, words and files, as plain data.

Everything in it is of the public paper, or a hash of a whole file: see `facts.published`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jacpaper.build import conformance
from jacpaper.project.layout import PUBLISHED
from jacpaper.tree import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jacpaper.build.manifest import Manifest
    from jacpaper.facts.any_paper import AnyPaper
    from jacpaper.tree.document import Document

Data = dict[str, Any]


def record(  # noqa: PLR0913, PLR0917 - each is one thing that is recorded
    facts: AnyPaper,
    of_kind: tuple[Data, Data],
    document: Document,
    told: Manifest,
    folder: Path,
    day: date,
) -> Data:
    """Return the record of a paper that becomes final on a day.

    `of_kind` is what its kind records; `told` the manifest of its outputs, which are in `folder`.
    """
    figures, values = of_kind
    paper = facts.paper
    made: Data = {"meeting": facts.meeting.isoformat(), "finalised": day.isoformat()}
    if paper.status and paper.status != "draft":
        made["cleared"] = {"cleared": paper.status.cleared.isoformat(), "by": paper.status.by}
    made |= {
        "item": paper.item,
        "title": paper.title,
        **figures,
        "sentences": wording.sentences(document),
        "words": wording.digest(document),
        "restricted_words": wording.digest(document.restricted) if document.restricted else None,
        "outputs": dict(told.outputs),
        "sources": dict(told.sources),
        "values": values,
        "versions": dict(told.versions),
        "program": told.program,
        "judged": list(_judged(folder, told)),
        "earlier": _earlier(facts.written(PUBLISHED)) if facts.published else None,
    }
    return {key: value for key, value in made.items() if value not in (None, [], {})}


def _judged(folder: Path, told: Manifest) -> Iterator[Data]:
    """Yield what validators said of these outputs, without the words of their findings.

    Those would quote the paper, and one of them may be the restricted one.
    """
    for name, digests in conformance.digests_in(folder).items():
        if not digests.items() <= told.outputs.items():
            continue
        found = json.loads((folder / name).read_bytes())["outputs"]
        for output, judged in sorted(found.items()):
            for one in judged["verdicts"]:
                judge = f"{one['judge']} {one['version']}"
                faults = len(one["findings"])
                yield {
                    "output": output, "judge": judge, "standard": one["standard"],
                    "faults": faults,
                }  # fmt: skip


def _earlier(before: Data) -> list[Data]:
    kept = {"finalised", "words", "outputs", "reopened"}
    return [*before.get("earlier", ()), {key: before[key] for key in before if key in kept}]
