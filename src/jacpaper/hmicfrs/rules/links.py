"""The rule `links`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jacpaper.project.layout import REPORTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = REPORTS


def find(case: Case) -> Iterator[Finding]:
    """Look at the address of each report."""
    sites = case.facts.committee.inspectorate.sites
    for index, report in enumerate(case.facts.reports.reports):
        address = urlsplit(report.url)
        host = address.hostname or ""
        place = case.facts.value_place(FILE, "reports", index, "url")
        if "links" in report.notes:
            continue
        if address.scheme != "https":
            yield Finding(
                place,
                "the address does not start with https://",
                "write https:// in place of http://, or answer with notes: {links: ...}",
            )
        elif not any(host == known or host.endswith(f".{known}") for known in sites):
            yield Finding(
                place,
                f"{host} is not the site of an inspectorate",
                "copy the report's address from its inspectorate; if it is that, name it in"
                " committee.yaml under\ninspectorate: sites, or answer with notes: {links: ...}",
            )


RULE = Rule(
    id="links",
    severity="warning",
    says="A report's link is https and leads to an inspectorate.",
    why="Members follow the link to read the report itself, where its inspectorate published it.",
    source=PUBLISHED_PAPERS,
    example="`url: https://hmicfrs.example.org/publications/a-newer-report/`",
    message="hmicfrs.example.org is not the site of an inspectorate",
    answer="`notes: {links: ...}` under the report.",
    find=find,
)
