"""Every rule fires where it should, at its line, and lets pass what it should.

cases/<rule>.yaml shows this for one rule. Each case changes the small paper in
inputs/2025-12-11: in the file `in`, `replace` becomes `by`, and the same again for `and`.
`says` are the problems that `jacpaper check --format line` then prints, without the folder,
and `mend` is the hint of each; a case that says nothing is one that the rule lets pass.
With `register: true` inputs/ has register.yaml too, with the same figures. With `published:
true` the last paper is final, and published.yaml has what was recorded of it. `also` names other
rules that have something to say of the same change, which their own cases show.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import create_model

from conftest import MEETING, ROOT, Project, read_yaml, run
from jacpaper.build.prepare import prepare
from jacpaper.facts.value_types import Label, Line
from jacpaper.hmicfrs.files import PaperFile
from jacpaper.hmicfrs.load import load
from jacpaper.hmicfrs.rules.case import Case
from jacpaper.hmicfrs.rules.table import RULES
from jacpaper.problems import Problem, Problems
from jacpaper.rules import table, wording

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.rules.rule import Rule

HERE = ROOT / "tests" / "rules"
# How reports.yaml answers for the first report's comments.
UNKNOWN_COMMENTS = (
    "    comments_published: unknown # the last day for them comes before this meeting\n"
)
CASES: dict[str, list[dict[str, Any]]] = {
    path.stem: read_yaml(path) for path in sorted((HERE / "cases").iterdir())
}


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """Return a small series of two invented papers, in which no rule finds anything."""
    shutil.copytree(HERE / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    return Project(tmp_path)


def found_in(project: Project, meeting: str = MEETING) -> tuple[Problem, ...]:
    try:
        return prepare(project.folder, date.fromisoformat(meeting))[1]
    except Problems as found:
        return found.problems


@pytest.mark.parametrize(
    ("rule", "case"),
    [
        pytest.param(rule, case, id=f"{rule}-{number}")
        for rule, cases in CASES.items()
        for number, case in enumerate(cases)
    ],
)
def test_a_rule_finds_this_and_no_more(small: Project, rule: str, case: dict[str, Any]) -> None:
    if case.get("register"):
        shutil.copy2(HERE / "register.yaml", small.folder / "inputs")
    if case.get("published"):
        shutil.copy2(HERE / "published.yaml", small.folder / "inputs" / "2025-09-25")
    for change in (case, case.get("and")):
        if change:
            small.edit(small.input(change["in"]), change["replace"], change["by"])
    found = [
        problem
        for problem in found_in(small)
        if problem.rule not in case.get("also", "").split(", ")
        and (problem.severity != "hint" or rule == problem.rule)
    ]
    # The template's lines move with its words.
    said = [re.sub(r"(?<=html\.j2):\d+", "", one.line) for one in found]
    assert [line.removeprefix(f"inputs/{MEETING}/") for line in said] == case["says"]
    assert [one.hint for one in found] == case.get("mend", [])


def test_nothing_is_found_in_the_small_papers(small: Project) -> None:
    assert found_in(small) == ()
    assert found_in(small, "2025-09-25") == ()


def test_every_rule_has_cases_and_every_file_of_cases_a_rule() -> None:
    assert list(CASES) == sorted(rule.id for rule in RULES)


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_is_shown_to_fire_and_to_let_pass(rule: str) -> None:
    fires = [any(f"[{rule}]" in line for line in case["says"]) for case in CASES[rule]]
    assert True in fires
    assert False in fires


@pytest.mark.parametrize(("room", "rule"), [("rules", "reading"), ("hmicfrs/rules", "nil")])
def test_adding_a_rule_is_adding_its_module_and_no_copy_of_one_is_a_rule(
    tmp_path: Path, room: str, rule: str
) -> None:
    package = tmp_path / "jacpaper"
    shutil.copytree(ROOT / "src" / "jacpaper", package, ignore=shutil.ignore_patterns("data"))
    folder = package / room
    text = (folder / f"{rule}.py").read_text(encoding="utf-8")
    new = text.replace(f'id="{rule}"', 'id="zebra"')
    (folder / "zebra.py").write_text(new, encoding="utf-8")
    (folder / f".#{rule}.py").symlink_to("somebody@somewhere:1")  # what Emacs puts there
    (folder / f"{rule} copy.py").write_text(new, encoding="utf-8")
    done = run("rules", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert re.findall(r"^(\S+) \(", done.stdout, re.MULTILINE) == [
        *(rule.id for rule in RULES),
        "zebra",
    ]


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_is_one_module_and_its_example_one_of_its_cases(rule: Rule[Case]) -> None:
    room = "rules" if rule in table.RULES else "hmicfrs.rules"
    assert rule.find.__module__ == f"jacpaper.{room}.{rule.id.replace('-', '_')}"
    lines = [line for case in CASES[rule.id] for line in case["says"]]
    assert any(line.endswith(f": {rule.message} [{rule.id}]") for line in lines)


def test_the_reference_paper_without_its_answers_raises_the_questions(project: Project) -> None:
    counts = project.input("open-counts.yaml")
    text = counts.read_text()
    start, end = text.index("# Answers to what"), text.index("# The last paper's figures")
    counts.write_text(text[:start] + text[end:])
    project.edit(project.input("reports.yaml"), UNKNOWN_COMMENTS, "")
    lines = project.run_here("check", "--format", "line").stdout.splitlines()
    questions = [line.partition(": warning: ")[2] for line in lines if ": hint: " not in line]
    assert questions == [
        (
            "12 came in and 5 items more than in the last paper are open, so 8 closures are not"
            " mentioned (2023: 6, 2025: 2) [implied-closures]"
        ),
        "2024 rose by 1 without a 2024 report [older-year]",
        (
            "comments on “Diverting Children from the Criminal Justice System” were due by"
            " 9 December 2025, 2 days before the meeting [section-55]"
        ),
    ]


def test_the_reference_paper_answers_or_shows_each(project: Project) -> None:
    done = project.run_here("build", "--strict")
    assert done.returncode == 0, done.stderr


def test_an_answer_to_no_rule_is_refused(small: Project) -> None:
    small.edit(
        small.input("reports.yaml"), "    recomm", "    notes: {section55: In time.}\n    recomm"
    )
    (problem,) = found_in(small)
    assert problem.line.endswith(
        'reports.yaml:5:13: error: no rule for this paper is called "section55"'
    )
    assert problem.hint == 'did you mean "section-55"?'


@pytest.mark.parametrize(
    ("file", "replace", "by", "place"),
    [
        ("paper.yaml", "monitoring", "notes: {zzz: No.}\nmonitoring", "paper.yaml:3:9"),
        (
            "paper.yaml",
            "monitoring",
            (
                "causes_of_concern:\n"
                "  - {name: Custody, open_recommendations: 2, notes: {zzz: No.}}\nmonitoring"
            ),
            "paper.yaml:4:54",
        ),
        (
            "inspections.yaml",
            "since_last_meeting: none",
            "since_last_meeting: none\nforthcoming:\n  - {name: PEEL, notes: {zzz: No.}}",
            "inspections.yaml:3:26",
        ),
    ],
)
def test_an_answer_to_no_rule_is_refused_wherever_it_stands(
    small: Project, file: str, replace: str, by: str, place: str
) -> None:
    small.edit(small.input(file), replace, by)
    problem = next(one for one in found_in(small) if "zzz" in one.message)
    assert problem.line.endswith(f'/{place}: error: no rule for this paper is called "zzz"')
    assert problem.hint == "`jacpaper rules` lists them"


def test_addresses_and_names_of_kinds_are_not_read_as_sentences(small: Project) -> None:
    """All that people read is looked at, and nothing else."""
    paper = load(small.folder, date.fromisoformat(MEETING))
    read = {text for text, _ in Case(paper).texts}
    assert "A newer report" in read
    assert "HMICFRS update" in read
    assert not {text for text in read if text.startswith("https:")}
    assert paper.paper.item not in read


def test_a_new_key_is_read_as_words_only_if_its_type_says_so(small: Project) -> None:
    """No list of keys has to know of it."""
    facts = load(small.folder, date.fromisoformat(MEETING))
    name = f"inputs/{MEETING}/paper.yaml"
    source = facts.sources[name]
    data = {**source.data, "reference": "HMICFS of 8th September", "remark": "HMICFS"}
    wide = create_model("Wide", __base__=PaperFile, reference=(Label, ...), remark=(Line, ...))
    wider = facts._replace(
        paper=wide.model_validate(data),
        sources={**facts.sources, name: source._replace(data=data)},
    )
    (found,) = wording.find(Case(wider))
    assert found.message == "HMICFS looks like a misspelling"
    places = [place for text, place in Case(wider).texts if "HMICFS" in text.split()]
    assert places == [found.place]


@pytest.mark.parametrize(
    ("word", "is_slip"),
    [
        ("HMIFCRS", True),  # two letters changed places
        ("HMICFR", True),
        ("HMICFRSXX", True),  # three off
        ("HMICF", False),  # four off: other initials
        ("HMCFR", False),
        ("HMRC", False),
        ("XMICFRS", False),
    ],
)
def test_a_slip_is_three_letters_off_at_most(word: str, *, is_slip: bool) -> None:
    assert wording.is_slip(word, "HMICFRS") == is_slip


@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "li", "th", "td"])
def test_no_part_of_a_paper_may_shout_and_none_is_asked_twice(project: Project, tag: str) -> None:
    words = "QQQ WWW EEE RRR"
    rows = {"th": "<tr><th>1</th></tr>", "td": "<tr><td>1</td></tr>"}
    if tag in rows:
        rows[tag] = f"<tr><{tag}>{words}</{tag}></tr>"
    table = (
        f"<table><caption>Words</caption><thead>{rows['th']}</thead>"
        f"<tbody>{rows['td']}</tbody></table>"
    )
    html = {
        "h2": f"<h2>{words}</h2>",
        "h3": f'<h3 class="paragraph">{words}</h3>',
        "h4": f'<h3 class="paragraph">A part</h3>\n<h4 class="sub-paragraph">{words}</h4>',
        "li": f"<ul>\n<li>{words}</li>\n</ul>",
    }.get(tag, table)
    heading = "<h2>Purpose of report</h2>"
    project.edit(project.template / "paper.html.j2", heading, f"{heading}\n{html}")
    said = "\n".join(problem.line for problem in found_in(project))
    assert f"“{words}” is in capitals [reading]" in said
    assert "QQQ is used before" not in said


@pytest.mark.parametrize("tag", ["p", "li", "th", "td"])
def test_no_part_of_a_paper_may_use_unknown_initials(project: Project, tag: str) -> None:
    words = dict.fromkeys(("p", "li", "th", "td"), "Words") | {tag: "The QQQ of old"}
    html = (
        f"<p>{words['p']}</p>\n<ul><li>{words['li']}</li></ul>\n"
        f"<table><caption>Words</caption><thead><tr><th>{words['th']}</th></tr></thead>"
        f"<tbody><tr><td>{words['td']}</td></tr></tbody></table>"
    )
    heading = "<h2>Purpose of report</h2>"
    project.edit(project.template / "paper.html.j2", heading, f"{heading}\n{html}")
    assert "QQQ is used before" in "\n".join(problem.line for problem in found_in(project))


def test_a_marking_needs_no_long_form(project: Project) -> None:
    marking = '<p class="marking">QQQ</p>'
    template = project.template / "paper.html.j2"
    text = template.read_text(encoding="utf-8")
    start = text.index('<p class="agenda-item">')
    template.write_text(f"{text[:start]}{marking}\n{text[start:]}", encoding="utf-8")
    assert not [problem.line for problem in found_in(project) if "QQQ" in problem.message]


def test_what_the_template_itself_says_is_named_at_its_line(project: Project) -> None:
    found = {
        "in capitals": '<p class="paragraph">NO ONE IS TO SHOUT HERE</p>',
        "long run of italics": "<p>So <em>one two three four five six seven eight nine</em></p>",
        "bold throughout": "<p><strong>As if it were a heading</strong></p>",
        "does not say where": '<p>See <a href="https://example.org/">here</a>.</p>',
        "sentence of 27 words": f"<ul>\n<li>It is{' very' * 24} long.</li>\n</ul>",
    }
    template = project.template / "paper.html.j2"
    heading = "<h2>Purpose of report</h2>"
    project.edit(template, heading, "\n".join([heading, *found.values()]))
    lines = template.read_text(encoding="utf-8").splitlines()
    start = lines.index(heading) + 1
    said = [problem.line for problem in found_in(project)]
    for number, what in enumerate(found, start + 1):
        line = number + (what == "sentence of 27 words")  # the list's own first line
        (one,) = [text for text in said if what in text and "html.j2" in text]
        assert f"paper.html.j2:{line}:" in one


def test_what_the_first_paper_leaves_out_is_missed_there(small: Project) -> None:
    first = small.folder / "inputs" / "2025-09-25" / "paper.yaml"
    text = first.read_text()
    first.write_text(text[: text.index("causes_of_concern")])
    small.input("paper.yaml").unlink()
    lines = [problem.line for problem in found_in(small)]
    assert 'inputs/2025-09-25/paper.yaml:1:1: error: "causes_of_concern" is missing' in lines
    assert f"inputs/{MEETING}/paper.yaml: error: the file is missing" in lines


def test_what_was_closed_needs_the_day_of_the_last_counts(small: Project) -> None:
    shutil.copy2(HERE / "register.yaml", small.folder / "inputs")
    last = small.folder / "inputs" / "2025-09-25" / "open-counts.yaml"
    small.edit(last, "as_at: 2025-09-12", "as_at: unknown")
    asked = "appendices: [{items: open}, {items: closed}]\nmonitoring_phase: scan"
    small.edit(small.input("paper.yaml"), "monitoring_phase: scan", asked)
    (problem,) = (one for one in found_in(small) if one.rule == "shown")
    assert problem.line == (
        f"inputs/{MEETING}/paper.yaml:3:37: error: what was closed since the last paper needs the"
        " day on which that one counted [shown]"
    )
    assert problem.hint == "give previous: {as_at: ...} in open-counts.yaml"


def test_a_year_that_came_to_nothing_is_counted_and_shown_once(small: Project) -> None:
    register = small.input("register.yaml")
    shutil.copy2(HERE / "register.yaml", register)
    still_open, closed = "status: open}", "status: closed, closed: 2025-10-10}"
    text = register.read_text(encoding="utf-8")
    lines = [
        line.replace(still_open, closed) if "made: 2024" in line else line
        for line in text.splitlines()
    ]
    register.write_text("\n".join(lines), encoding="utf-8")
    small.input("open-counts.yaml").write_text("as_at: 2025-11-28\n")
    assert found_in(small) == ()


def test_causes_of_concern_come_from_the_last_paper_that_names_them(small: Project) -> None:
    later = small.folder / "inputs" / "2026-03-26"
    shutil.copytree(small.folder / "inputs" / MEETING, later)
    (later / "reports.yaml").write_text("reports: none\n")
    (later / "open-counts.yaml").write_text(
        "as_at: 2026-03-13\nopen: {2023: 5, 2024: 3, 2025: 7}\n"
    )
    document, warnings = prepare(small.folder, date(2026, 3, 26))
    assert warnings == ()
    said = " ".join(block.text for block in document.body.find("p"))
    assert "One cause of concern is open: Custody, with 2 open recommendations." in said


def test_an_answer_of_the_last_paper_answers_nothing_in_this_one(small: Project) -> None:
    """A list that is carried over comes without its answers: neither silent nor printed again."""
    last = small.folder / "inputs" / "2025-09-25"
    (last / "inspections.yaml").write_text(
        "since_last_meeting: none\n"
        "forthcoming:\n"
        "  - {name: PEEL 2025/27, notification: November 2025, notes: {forthcoming: It is late.}}\n"
    )
    small.edit(last / "paper.yaml", "open_recommendations: 2", "open_recommendations: 0")
    small.edit(last / "paper.yaml", "name: Custody,", "name: Custody, notes: {cause-open: Seen.},")
    document, warnings = prepare(small.folder, date.fromisoformat(MEETING))
    assert [one.line.partition(": ")[2] for one in warnings] == [
        (
            "warning: PEEL 2025/27: November 2025 is before the meeting on 11 December 2025"
            " [forthcoming]"
        ),
        "warning: Custody is said to be open, but none of its recommendations is [cause-open]",
    ]
    said = " ".join(block.text for block in document.body.find("p", "li"))
    assert "formal notification of the inspection in November 2025" in said
    assert "It is late." not in said
    assert "Seen." not in said


class TestFormats:
    def test_json_is_for_programs(self, project: Project) -> None:
        project.edit(project.input("reports.yaml"), "2025-10-15", "2025-10-42")
        done = project.run_here("check", "--format", "json")
        (problem,) = json.loads(done.stdout)
        assert problem["file"] == f"inputs/{MEETING}/reports.yaml"
        assert problem["column"] == 16
        assert problem["severity"] == "error"
        assert problem["message"] == "2025-10-42 is not a date: October 2025 has no day 42"
        assert done.returncode == 1

    def test_line_is_one_line_a_problem(self, project: Project) -> None:
        project.edit(project.input("reports.yaml"), UNKNOWN_COMMENTS, "")
        done = project.run_here("check", "--format", "line")
        question, advice = done.stdout.splitlines()
        assert question.endswith("[section-55]")
        assert advice.endswith("[long-sentences]")
        assert done.returncode == 0

    def test_rules_are_listed_with_their_answers(self, project: Project) -> None:
        said = project.run_here("rules").stdout
        for rule in RULES:
            assert f"{rule.id} ({rule.severity})\n    {rule.says}\n    Why: {rule.why}" in said
            assert f"    Answer: {rule.answer}\n" in said


def test_words_of_an_item_that_says_nothing_are_asked_about_there(small: Project) -> None:
    """Where nearly all say no, an item that says nothing is not decided, and not exempt."""
    text = (HERE / "register.yaml").read_text(encoding="utf-8")
    lines = [
        line if "{reference: E" in line else line.replace("status:", 'exempt: "no", status:')
        for line in text.splitlines(keepends=True)
    ]
    (small.folder / "inputs/register.yaml").write_text("".join(lines), encoding="utf-8")
    errors = [one for one in found_in(small) if one.severity == "error"]
    assert errors
    for one in errors:
        assert one.message.startswith("words of an item that does not say whether it is exempt")
        assert "register.yaml:19" in one.message
        assert one.hint.startswith("say in its row of the register whether the item is exempt")
    settled = "".join(lines).replace("status: open}", 'status: open, exempt: "no"}')
    settled = settled.replace(
        'exempt: "no", status: open, exempt: "no"', 'exempt: "no", status: open'
    )
    (small.folder / "inputs/register.yaml").write_text(settled, encoding="utf-8")
    assert not [one for one in found_in(small) if one.severity == "error"]
