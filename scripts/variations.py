"""The facts of the papers that `sentences` composes: each differs from the usual one in a way.

A paper is the data of its files by their paths in inputs/. Texts that an officer would type
stand in brackets.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Facts = dict[str, Any]

THIS, LAST, OLDER = "2025-12-11", "2025-09-25", "2025-06-26"
NUMBERS = (0, 1, 2, 12)
_URL = "https://hmicfrs.justiceinspectorates.gov.uk/publications/"
_COMMITTEE = {
    "force": {"name": "Midshire Police", "short": "MIP"},
    "committee": {"name": "Joint Audit Committee", "short": "JAC"},
    "oversight": {"board": "Board", "led_by": "Deputy Chief Constable", "meets": "monthly"},
    "contact_officer": {"name": "(name)", "title": "(post)"},
}
_NEW = {"title": "(report)", "published": "2025-11-03", "url": _URL}


def paper(committee: Facts | None = None, others: Facts | None = None, **given: Any) -> Facts:
    """Return the usual paper with what is given in place of its own.

    `given` has what is in the files of the meeting, by `of_paper`, `reports`, `counts` and
    `inspections`; `others` are more files.
    """
    is_first = f"{LAST}/paper.yaml" not in (others or {})
    of_paper = {"item": "5", "title": "HMICFRS update", "monitoring_phase": "scan"}
    of_paper |= {"causes_of_concern": "none", "section_55": "left out"}
    counts: Facts = {"as_at": "2025-11-28", "open": {2025: 3}}
    if is_first:
        of_paper["last_meeting"] = LAST
        counts["previous"] = {"as_at": "2025-09-12", "open": {2025: 3}}
    inspections = {"since_last_meeting": "none", "forthcoming": "none"}
    made = {
        "committee.yaml": _COMMITTEE | (committee or {}),
        f"{THIS}/paper.yaml": of_paper | given.get("of_paper", {}),
        f"{THIS}/reports.yaml": {"reports": given.get("reports", "none")},
        f"{THIS}/open-counts.yaml": counts | given.get("counts", {}),
        f"{THIS}/inspections.yaml": inspections | given.get("inspections", {}),
    }
    left_out = {
        name: {key: value for key, value in data.items() if value is not None}
        for name, data in made.items()
    }
    return left_out | (others or {})


def of(day: str, facts: Facts) -> Facts:
    """Return the files of a paper as those of another day."""
    return {
        name.replace(THIS, day): data for name, data in facts.items() if name != "committee.yaml"
    }


def all_of_them() -> Iterator[Facts]:
    """Yield every paper."""
    yield from _of_settings()
    yield from _of_phases()
    yield from _of_causes()
    yield from _of_inspections()
    yield from _of_periods()
    yield from _of_reports()
    yield from _of_grades()
    yield from _of_comments()
    yield from _of_counts()
    yield from _of_trends()
    yield from _of_registers()
    yield from _of_front_matter()
    yield from _of_key_points()
    yield from _of_further_counts()


def _of_settings() -> Iterator[Facts]:
    yield paper()
    yield paper(
        {
            "force": {"name": "Midshire Constabulary", "short": "the Constabulary"},
            "committee": {"name": "Audit Panel", "short": "the Panel"},
            "inspectorate": {"name": "the Inspectorate of Policing", "short": "the Inspectorate"},
            "oversight": "unknown",
        },
        of_paper={"marking": "(marking)"},
        reports=[_NEW | {"on_portal": False, "areas_for_improvement": ["(area)"]}],
    )
    posts = (
        "unknown",
        "Deputy Chief Constable",
        "(post) and the (post)",
        "(post), (name)",
        "(posts)",
    )
    for led_by, meets in product(posts, ("unknown", "monthly")):
        yield paper({"oversight": {"board": "Board", "led_by": led_by, "meets": meets}})


def _of_phases() -> Iterator[Facts]:
    for before, now in product(("scan", "engage"), repeat=2):
        last = of(LAST, paper(of_paper={"monitoring_phase": before}))
        yield paper(of_paper={"monitoring_phase": now}, others=last)
    since = {"phase": "engage", "since": "September 2025", "why": "(Reason.)"}
    yield paper(of_paper={"monitoring_phase": since})
    yield paper(of_paper={"monitoring_phase": "unknown", "notes": {"nil": "(Note.)"}})


def _of_causes() -> Iterator[Facts]:
    counts = {"open": {2025: 99}}

    def of_causes(*causes: Facts, **committee: Any) -> Facts:
        named = [{"name": f"(subject {n})"} | one for n, one in enumerate(causes, 1)]
        reports = [_NEW | {"recommendations": {"made": 12, "applicable": 12}}]
        return paper(
            committee, of_paper={"causes_of_concern": named}, reports=reports, counts=counts
        )

    for number in (*NUMBERS, "unknown"):
        yield of_causes({"open_recommendations": number})
        yield of_causes({"open_recommendations": number, "recommendations": 12})
    for made, left in ((0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)):
        yield of_causes({"open_recommendations": left, "recommendations": made})
    for many, accelerated in ((1, 1), (2, 0), (2, 1), (2, 2), (12, 0), (12, 2), (12, 12)):
        yield of_causes(
            *({"open_recommendations": 1, "accelerated": n < accelerated} for n in range(many))
        )
    one = {"open_recommendations": 2}
    yield of_causes(one | {"raised": "2025-05-06"})
    yield of_causes(one | {"raised": "May 2025", "raised_by": "(a letter)"})
    yield of_causes(one | {"raised_by": "(report)", "text": "(Text.)"})
    yield of_causes(one | {"on_portal": False, "notes": {"cause-open": "(Note.)"}})
    yield of_causes(one | {"on_portal": False}, inspectorate={"name": "(name)", "short": "NMI"})
    yield of_causes({"open_recommendations": 1, "recommendations": 1, "on_portal": False})
    closed = {"open_recommendations": 0, "closed": "2025-11-20", "text": "(Text.)"}
    yield of_causes(closed, closed | {"raised": "May 2024", "closed": "November 2025"})
    by_letter = {"accelerated": True, "raised_by": "(a letter)"}
    for number in (*NUMBERS, "unknown"):
        yield of_causes(closed | {"recommendations": number})
        yield of_causes(closed | by_letter | {"recommendations": number})
    by_report = {"raised_by": "(report)"}
    for raised in ({}, {"raised": "2025-05-06"}, {"raised": _NEW["published"]}):
        yield of_causes(one | by_report | raised | {"accelerated": True})
        yield of_causes(closed | by_report | raised | {"accelerated": True, "recommendations": 2})
        yield of_causes(closed | by_report | raised)
    yield paper(of_paper={"causes_of_concern": "unknown"})


def _of_inspections() -> Iterator[Facts]:
    held = {"name": "(inspection)", "when": "October 2025", "text": "(Text.)"}
    come = {"name": "(inspection)"}
    for number in NUMBERS:
        several = [held] * number or "none"
        yield paper(inspections={"since_last_meeting": several})
        yield _undated(inspections={"since_last_meeting": several})
        period = {"period": {"from": "2025-09-13", "to": "2025-11-28"}}
        yield paper(of_paper=period, inspections={"since_last_meeting": several})
    yield paper(inspections={"since_last_meeting": "unknown", "forthcoming": "unknown"})
    dates = ("2025-11-03", "2026-01-05", "early January 2026", "w/c 2026-01-05", "winter 2025/26")
    for when in (*dates, "2026-01-05 to 2026-01-16", "June and July 2026", "2026", "unknown"):
        known = {} if when == "unknown" else {"evidence_window_opens": when}
        for lasts in ({}, {"lasts": "1 day"}, {"lasts": "2 weeks"}):
            one = come | known | {"notification": when, "fieldwork": {"starts": when} | lasts}
            one |= {"text": "(Text.)", "notes": {"forthcoming": "(Note.)"}}
            yield paper(inspections={"forthcoming": [one, come]})


def _undated(**given: Any) -> Facts:
    """Return a paper of which nobody knows when it begins."""
    counts = {"as_at": "unknown", "previous": "unknown"}
    of_paper = {"last_meeting": "unknown"} | given.pop("of_paper", {})
    return paper(of_paper=of_paper, counts=counts, **given)


def _of_periods() -> Iterator[Facts]:
    yield paper(of_paper={"period": {"to": "2025-11-28"}, "last_meeting": "unknown"})
    yield paper(of_paper={"period": {"from": "2025-09-13"}}, counts={"as_at": "unknown"})
    for first in ("2025-09-13", "2025-11-03"):
        yield paper(of_paper={"period": {"from": first}}, counts={"as_at": "November 2025"})
    yield paper(of_paper={"last_meeting": {"day": "2025-09-25", "why": "(Reason.)"}})
    yield paper(of_paper={"last_meeting": "September 2025"})
    yield paper(others=of(LAST, paper()))
    yield paper(of_paper={"last_meeting": LAST, "background": "(One.)\n\n(Two.)"})


# What is published beside reports.
_NO_REPORTS = ("consultation", "terms of reference")


def _of_reports() -> Iterator[Facts]:
    for number, period in product(NUMBERS, (None, {"from": "2025-09-13", "to": "2025-11-28"})):
        yield paper(of_paper={"period": period}, reports=[_NEW] * number or "none")
    for number in NUMBERS:
        yield _undated(reports=[_NEW] * number or "none")
        yield paper(reports=[_NEW | _areas(number)])
    for number in NUMBERS[1:]:
        late = _NEW | {"published": "2025-08-04", "late": "(Reason.)"}
        followed_up = _NEW | {"published": "June 2024", "followed_up": True}
        later = _NEW | {"published": "2025-12-02", "late": "(Reason.)"}
        for one in (late, followed_up, later):
            yield paper(reports=[one] * number)
    for made, left in ((0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (12, 0), (12, 2), (12, 12)):
        for texts in ({}, {"texts": ["(Recommendation.)"] * left} if left else {}):
            asked = {"made": made, "applicable": left, "addressed_to": "chief constables"} | texts
            yield paper(reports=[_NEW | {"recommendations": asked}])
    kinds = ("PEEL", "progress report", "revisit letter", "joint", "terms of reference", "response")
    for kind in kinds:
        yield paper(reports=[_NEW | {"inspection_type": kind, "subtitle": "(Subtitle)"}])
    together = (["(inspectorate A)"], ["(inspectorate A)", "(inspectorate B)"])
    for others, kind in product(together, ("joint", "super-complaint", *_NO_REPORTS)):
        one = {
            "joint_with": others,
            "inspection_type": kind,
            "force_specific": "complaint" not in kind,
        }
        yield paper(reports=[_NEW | one | {"followed_up": kind == "terms of reference"}])
    for number in NUMBERS[1:]:
        noted = [{"name": "(initiative)", "text": "(does this)."}] * number
        yield paper(reports=[_NEW | {"initiatives": noted, "summary": "(Summary.)"}])
    yield paper(reports=[_NEW | _areas(2) | {"on_portal": False, "notes": {"links": "(Note.)"}}])


def _areas(number: int) -> Facts:
    return {"areas_for_improvement": ["(area)"] * number} if number else {}


def _of_grades() -> Iterator[Facts]:
    names = [f"(area {number})" for number in range(1, 13)]
    before = {"cycle": "2023/25", "grades": dict.fromkeys(names, "adequate")}
    for number, grade in product(NUMBERS[1:], ("good", "adequate", "requires improvement")):
        grades = dict.fromkeys(names, "adequate") | dict.fromkeys(names[:number], grade)
        graded = _NEW | {"grades": grades, "cycle": "2023/25"}
        yield paper(reports=[graded | {"previous_grades": before}])
        if number != NUMBERS[-1]:
            yield paper(reports=[graded | {"previous_grades": before, "grades_given": "in part"}])
    for number, grade in product(NUMBERS[1:], ("good", "not graded", "narrative only")):
        graded = _NEW | {"grades": dict.fromkeys(names[:number], grade), "cycle": "2025/27"}
        yield paper(reports=[graded | {"previous_grades": before}, graded])
    every = ("outstanding", "good", "good", "adequate", "requires improvement", "inadequate")
    mixed = dict(zip(names, (*every, "not inspected"), strict=False))
    yield paper(reports=[_NEW | {"grades": mixed}])
    fewer = {"cycle": "2023/25", "grades": {names[0]: "good"}}
    yield paper(reports=[_NEW | {"grades": mixed, "cycle": "2023/25", "previous_grades": fewer}])


def _of_comments() -> Iterator[Facts]:
    shown = {"section_55": "shown"}
    days = ("2025-10-15", "2025-10-16", "2025-10-17", "2025-10-18", "2025-10-19", "2025-10-28")
    for published in (*days, "2025-10-04", "2025-10-05", "November 2025"):
        yield paper(of_paper=shown, reports=[_NEW | {"published": published}])
    comments = ("2025-11-03", "2025-12-10", "2025-12-20", "December 2025", "unknown")
    for published, made in product(("2025-10-01", "2025-10-28", "November 2025"), comments):
        report = _NEW | {"published": published, "comments_published": made}
        yield paper(of_paper=shown, reports=[report])


def _of_counts() -> Iterator[Facts]:
    for new, closed in product(NUMBERS, repeat=2):
        yield _counted(20, new=new, closed=closed)
        yield _counted(closed, new=new, closed=closed)
    for number in NUMBERS[1:]:
        yield _counted(12, new=1, reopened=number)
        yield _counted(12, new=1, adjusted=number)
        yield _counted(12, new=1, reopened=1, adjusted=-number)
        yield paper(counts={"open": {2025: number}, "previous": "unknown"})
        yield paper(counts={"columns": "totals", "open": {2025: number}})
        report = _NEW | _areas(number)
        yield paper(counts={"open": {2025: 3}, "notes": {2025: "(Note.)"}}, reports=[report])
    for was, to, now in ((4, 3, 3), (4, 3, 4), (3, 4, 3), (1, 2, 12), (1, 0, 0), (1, 0, 1)):
        restated = {2025: {"from": was, "to": to, "why": "(Reason.)"}}
        before = {"as_at": "2025-09-12", "open": {2025: was}}
        yield paper(counts={"open": {2025: now}, "restated": restated, "previous": before})
    yield paper(counts={"open": "none", "previous": "unknown", "notes": {"total": "(Note.)"}})
    why = {"as_at": "unknown", "open": {2025: 4}, "why": "(Reason.)"}
    for columns in ("movement", "totals"):
        chart = {"open_by_year_chart": "shown"}
        yield paper(of_paper=chart, counts={"previous": why, "columns": columns})
    yield paper(of_paper={"open_by_year_chart": "shown"}, counts={"previous": "unknown"})


def _counted(before: int, **given: int) -> Facts:
    signs = {"new": 1, "closed": -1, "reopened": 1, "adjusted": 1}
    now = before + sum(signs[key] * number for key, number in given.items())
    counts = {"open": {2025: now}, "previous": {"as_at": "2025-09-12", "open": {2025: before}}}
    return paper(counts=counts | {key: {2025: number} for key, number in given.items()})


def _of_trends() -> Iterator[Facts]:
    def older(day: str, counts: Facts) -> Facts:
        return of(day, paper(of_paper={"last_meeting": None}, counts=counts | {"previous": None}))

    first = of(OLDER, paper(of_paper={"last_meeting": "unknown"}, counts={"as_at": "2025-06-06"}))
    shown = {"trend_chart": "shown"}
    usual = {"open": {2025: 5}, "as_at": "2025-09-12"}
    moved = usual | {"adjusted": {2025: 1}, "reopened": {2025: 1}, "closed": {2025: 0}}
    put_right = {"restated": {2025: {"from": 5, "to": 4, "why": "(Reason.)"}}}
    for before, now in (({}, {}), (moved, {}), ({}, put_right), (moved, put_right)):
        between = older(LAST, usual | before)
        yield paper(of_paper=shown, counts=now, others=first | between)


def _of_registers() -> Iterator[Facts]:
    sides = ["report", "type", "status", "age", "due date", "rating", "reach", "theme"]
    shown = {
        "open_items_by": [*sides, "cause of concern"],
        "appendices": [
            {"items": "open"}, {"items": "closed"}, {"items": "open", "themes": ["(theme)"]},
            {"items": "closed", "owners": ["(owner)"], "title": "(Title)"},
            {"items": "open", "themes": ["(theme)"], "owners": ["(owner)"]},
        ],
    }  # fmt: skip
    for number, exempt in product(NUMBERS, (0, 1, 2)):
        kinds = ("open", "closed", "AFI")
        items = [item(f"({kind} {n})", kind) for kind in kinds for n in range(number)]
        items += [item(f"(exempt {n})", "open", exempt=True) for n in range(exempt)]
        items += [item(f"(closed, exempt {n})", "closed", exempt=True) for n in range(exempt)]
        if not items:
            continue
        figures: Facts = {"open": {2025: 5}} if number == 1 else {"open": None}
        if number == 1 and exempt == 0:
            figures["notes"] = {2022: "(Why.)", 2025: "(Why.)"}
        register = {"items": items, "ratings": {"Red": "red"}}
        if exempt == 1:
            register["exempt"] = {"reason": "(Reason.)", "paragraph": "(Paragraph 7)"}
        yield with_register(shown, register, figures)
    counted: Facts = {"open": None}
    for themes in ((1,), (1, 2), (1, 1, 2)):
        items = [
            item(f"(item {n})", "open", theme=f"(theme {theme})", report=f"(report {theme})")
            for n, theme in enumerate(themes)
        ]
        yield with_register(shown, {"items": items}, counted)
    unknown = dict.fromkeys(("type", "theme", "force_specific"))
    for kind, number in product(("open", "AFI"), NUMBERS[1:]):
        items = [item(f"({kind} {n})", kind) for n in range(number)]
        yield with_register(shown, {"items": [*items, item("(?)", "open", **unknown)]}, counted)
    items = [item(f"({n})", "open", **unknown) for n in (1, 2)]
    chosen = shown | {"appendices": [{"items": "open"}]}
    yield with_register(chosen, {"items": items}, counted)
    hidden = [item(f"({n})", "closed", exempt=True, exempt_reason=f"(Reason {n}.)") for n in (1, 2)]
    yield with_register(shown, {"items": [*hidden, item("(item)", "open")]}, counted)
    yield with_register(shown, {"items": [item("(item)", "open", exempt=True)]}, counted)
    for more in ({}, {"closed": "2025-11-20", "open_recommendations": 0}):
        cause = {"name": "(subject)", "accelerated": True, "open_recommendations": 1} | more
        named = shown | {"causes_of_concern": [cause | {"raised_by": "(old report)"}]}
        old = item("(item)", "open", report="(old report)")
        yield with_register(named, {"items": [old]}, counted)


def _of_front_matter() -> Iterator[Facts]:
    fronts: tuple[Facts, ...] = (
        {"report_of": "Chief Constable"},
        {"report_to": "Police and Crime Commissioner"},
        {"report_of": "the Chief Constable", "report_for": "noting"},
        {"report_for": "decision", "report_to": "(body)"},
    )
    for front in fronts:
        yield paper(of_paper=front)
    texts = dict.fromkeys(("financial", "legal", "equality", "risk"), "(Text.)")
    for asked_for, implied in (("(Text.)", texts), ("to (do it)", dict.fromkeys(texts, "none"))):
        reach = {"telephone": "01234 567890", "email": "a@midshire.example"}
        officer = _COMMITTEE["contact_officer"] | reach
        asked = {"recommendation_to_committee": asked_for, "other_format": "(How.)"}
        yield paper({"contact_officer": officer}, of_paper=asked | {"implications": implied})
    for asked_for in ("do it", "- to do it\n- to do more", "- do it\n- do more"):
        yield paper(of_paper={"recommendation_to_committee": asked_for})
    for number in NUMBERS:
        papers = [f"(paper {n})" for n in range(number)] or "none"
        yield paper(of_paper={"background_papers": papers})


def _of_key_points() -> Iterator[Facts]:
    shown = {"key_points": "shown"}
    for number in NUMBERS:
        causes = [{"name": f"(subject {n})", "open_recommendations": 1} for n in range(number)]
        come = [{"name": f"(inspection {n})"} for n in range(number)]
        given: dict[str, Any] = {
            "of_paper": shown | {"causes_of_concern": causes or "none"},
            "reports": [_NEW] * number or "none",
            "inspections": {"forthcoming": come or "none"},
        }
        for before in NUMBERS:
            previous = {"as_at": "2025-09-12", "open": {2025: before}}
            yield paper(counts={"open": {2025: number}, "previous": previous}, **given)
        restated = {2025: {"from": 4, "to": 3, "why": "(Reason.)"}}
        printed = {"as_at": "2025-09-12", "open": {2025: 4}}
        counts = {"open": {2025: number + 2}, "restated": restated, "previous": printed}
        yield paper(counts=counts, **given)
        yield paper(of_paper=shown, reports=[_NEW | _areas(number)])
        yield _undated(of_paper=shown, reports=[_NEW] * number or "none")
        items = [item(f"(item {n})", "AFI") for n in range(number)] or [item("(item)", "open")]
        late = shown | {"open_items_by": ["due date"]}
        exempt = [item("(exempt)", "open", exempt=True)]
        for kept in (items, items + exempt):
            yield with_register(late, {"items": kept}, {"open": None})
    unknown = shown | {"causes_of_concern": "unknown"}
    yield paper(of_paper=unknown, inspections={"forthcoming": "unknown"})
    soon = [{"name": "(inspection)", "fieldwork": {"starts": "June to July 2026"}}]
    yield paper(of_paper={"key_points": ["next", "(Text.)"]}, inspections={"forthcoming": soon})
    soon = [{"name": "(other inspection)"}, *soon]
    yield paper(of_paper={"key_points": ["next"]}, inspections={"forthcoming": soon})


def _of_further_counts() -> Iterator[Facts]:
    for number in NUMBERS:
        words = {"(word)": number, "(other word)": 12 - number}
        counts = {"open": {2025: 12}, "open_by": {"status": words, "rating": words}}
        yield paper(counts=counts)
        yield paper(counts=counts, others=of(LAST, paper(counts=counts)))
        for closed, others in ((0, 0), (1, 0), (2, 0), (12, 0), (0, 1), (0, 2), (0, 12)):
            one = {"report": "(report)", "published": "June 2024", "open": number}
            told = one | {"made": number + closed, "closed": closed, "last_reported": "May 2025"}
            open_now = {"open": {2024: number, 2025: others}}
            yield paper(counts=open_now | {"by_report": [told]})
            yield paper(counts=open_now | {"by_report": [one, told | {"open": 0}]})
        counted: Facts = {"good": number, "adequate": 1} if number else {}
        if number != 1:
            without = ("not graded", "narrative only", "not inspected")
            counted |= dict.fromkeys(without, number or 1)
        for given in ("in full", "in part"):
            report = _NEW | {"grade_counts": counted, "grades_given": given}
            listed = _NEW | {"grades": {"(area)": "good"}, "grades_given": given}
            yield paper(reports=[report, listed])
        yield paper(
            reports=[_NEW | {"grades": {"(area)": "not graded"}, "grades_given": "in part"}]
        )


def with_register(shown: Facts, register: Facts, figures: Facts) -> Facts:
    """Return a paper that shows something of a register."""
    made = paper(of_paper=shown, counts=figures, others={"register.yaml": register})
    previous = figures.get("previous", {"as_at": "2025-09-12", "open": {2025: 3}})
    made[f"{THIS}/open-counts.yaml"]["previous"] = previous
    return made


def item(reference: str, kind: str, **other: Any) -> Facts:
    """Return an item of the register: open, closed, or an open AFI that is due."""
    usual = {
        "reference": reference, "report": "(report)", "text": "(Text)", "made": "2025-03-03",
        "status": "closed" if kind == "closed" else "open", "owner": "(owner)",
        "type": "AFI" if kind == "AFI" else "recommendation", "theme": "(theme)",
        "force_specific": "no",
    }  # fmt: skip
    if kind == "closed":
        usual["closed"] = "2025-10-10"
    if kind == "AFI":
        usual |= {
            "made": "2022-03-03", "target": "2023-03-03", "revised": "2024-03-03",
            "rating": "Red", "force_specific": "yes", "cause_of_concern": "(subject)",
        }  # fmt: skip
    return {key: value for key, value in (usual | other).items() if value is not None}
