"""What a force calls things, as the comments in a new folder have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.facts.committee import UK_SITES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.facts.committee import CommitteeFile

_SECTION_55 = """\
# Whether the paper says by when the policing body's comments on each report are
# due (section 55 of the Police Act 1996): shown or left out
section_55: {shown}

"""
_HMICFRS = "hmicfrs.justiceinspectorates.gov.uk/publications"
# Where nothing says otherwise, as in the first folder of all.
USUAL: Mapping[str, str] = {
    "many": "areas for improvement",
    "short": "AFIs",
    "held": " held open on the HMICFRS portal",
    "site": _HMICFRS,
}


def names_of(committee: CommitteeFile) -> Mapping[str, str]:
    """Return what stands in for each of `USUAL`."""
    portal, sites = committee.inspectorate.portal, committee.inspectorate.sites
    return {
        "many": committee.lesser_finding.many,
        "short": f"{committee.lesser_finding.short}s",
        "held": " that are open" if portal == "none" else f" held open on the {portal}",
        "site": _HMICFRS if sites == UK_SITES else sites[0],
    }


def section_55(shown: str, committee: CommitteeFile | None = None) -> str:
    """Return the lines on section 55; none where it does not apply."""
    if committee and committee.section_55 == "does not apply":
        return ""
    return _SECTION_55.format(shown=shown)
