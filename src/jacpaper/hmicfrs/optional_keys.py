"""What `new` carries on of keys that many papers do not have: front matter and further counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.facts.sentence_types import KEY_POINTS
from jacpaper.hmicfrs.yaml_parts import block
from jacpaper.text.yaml_writer import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.facts.front_matter import Implications
    from jacpaper.hmicfrs.files import OpenCountsFile, PaperFile
    from jacpaper.hmicfrs.further_counts import ReportCounts

NO_FRONT_MATTER = """\
# report_of: Chief Constable
# report_to: Police and Crime Commissioner
# report_for: noting
# recommendation_to_committee: That the Committee notes this report.
# implications: {financial: none, legal: none, equality: none, risk: none}
# background_papers: none
# other_format: To ask for large print or another format, write to ...
# key_points: shown"""

_STILL_SO = " # to do: is this still so?"
_LAST_FIGURES = " # to do: these are the last paper's figures"


def front_matter(paper: PaperFile) -> str:
    """Return the front matter as the last paper has it; examples if it has none.

    Key points of the officer's own words told of the last period, and are left out.
    """
    words = {key: getattr(paper, key) for key in ("report_of", "report_to", "report_for")}
    lines = [f"{key}: {scalar(value)}" for key, value in words.items() if value]
    if paper.recommendation_to_committee:
        key = "recommendation_to_committee"
        lines += block(key, paper.recommendation_to_committee, _STILL_SO)
    if paper.implications:
        lines += _implications(paper.implications)
    if paper.background_papers is not None:
        papers = [f"  - {scalar(one)}" for one in paper.background_papers]
        lines += [f"background_papers:{'' if papers else ' none'}{_STILL_SO}", *papers]
    if paper.other_format:
        lines += block("other_format", paper.other_format)
    if points := [point for point in paper.key_points if point in KEY_POINTS]:
        shown = "shown" if tuple(points) == KEY_POINTS else f"[{', '.join(points)}]"
        lines.append(f"key_points: {shown}")
    return "\n".join(lines) or NO_FRONT_MATTER


def further_counts(counts: OpenCountsFile, *, with_open_by: bool) -> str:
    """Return the counts by status or rating, and by report, as the last paper has them.

    Those by status and rating are left out where they would not add up to what is open.
    """
    lines: list[str] = []
    given = counts.open_by if with_open_by else None
    kinds = {"status": given.status, "rating": given.rating} if given else {}
    if any(kinds.values()):
        lines.append(f"open_by:{_LAST_FIGURES}")
    for kind, named in kinds.items():
        lines += _named(kind, named) if named else []
    if counts.by_report:
        lines.append(f"by_report:{_LAST_FIGURES}")
        lines += [line for one in counts.by_report for line in _report(one)]
    return "".join(f"{line}\n" for line in lines)


def _implications(given: Implications) -> Iterator[str]:
    yield f"implications:{_STILL_SO}"
    for key, text in given:
        if text == "none":
            yield f"  {key}: none"
        elif text:
            yield from (f"  {line}".rstrip() for line in block(key, text))


def _named(kind: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield f"  {kind}:"
    yield from (f"    {scalar(name)}: {count}" for name, count in counts.items())


def _report(one: ReportCounts) -> Iterator[str]:
    yield f"  - report: {scalar(one.report)}"
    for key in ("published", "made", "closed", "open", "last_reported"):
        value = getattr(one, key)
        if value is not None:
            yield f"    {key}: {value}"
