"""What a kind's facts.yaml may say, and what its template may ask of it, told at its line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import kinds

if TYPE_CHECKING:
    from conftest import Project

FACTS = "templates/risk-register/facts.yaml"
PAPER = "templates/risk-register/paper.html.j2"

WRONG_FACTS = {
    "no type": (
        ("{type: line, about: What may happen.}", "{about: What may happen.}"),
        f'{FACTS}:7:7: error: "type" is missing from name',
    ),
    "a misspelt type": (
        ("type: line,", "type: lines,"),
        f'{FACTS}:7:20: error: "lines" is not one of line, paragraph, text, code, count, number',
    ),
    "a misspelt word": (
        ("optional: true}", "optionl: true}"),
        f'{FACTS}:10:27: error: "optionl" is not known here',
    ),
    "a choice of nothing": (
        (", choices: [up, down, level]", ""),
        f"{FACTS}:9:19: error: a choice needs its words",
    ),
    "choices of no choice": (
        ("type: text", "choices: [good, bad], type: text"),
        f"{FACTS}:11:13: error: only a choice has choices",
    ),
    "a list of nothing": (
        ("outlook: {type: text", "outlook: {type: list"),
        f"{FACTS}:11:13: error: a list is of something, or has keys",
    ),
    "a key of every item": (
        ("outlook: {", "title: {"),
        f'{FACTS}:11:3: error: "title" is a key of every item, or a name that every template has',
    ),
    "a word of templates": (
        ("outlook: {", "loop: {"),
        f'{FACTS}:11:3: error: "loop" means something else in templates or in the program',
    ),
    "a name with a hyphen": (
        ("cost: {", "net-cost: {"),
        f'{FACTS}:10:7: error: "net-cost" cannot be a key: small letters, figures and _ alone',
    ),
    "least of a text": (
        ("{type: text,", "{type: text, least: 1,"),
        f"{FACTS}:11:25: error: a text has no least",
    ),
    "least above most": (
        ("least: 1, most: 5", "least: 6, most: 5"),
        f"{FACTS}:8:33: error: this is more than most",
    ),
    "a count below nothing": (
        ("least: 1, most: 5", "least: -1, most: 5"),
        f"{FACTS}:8:33: error: the least of a count is 0 or more",
    ),
    "a list of no entries": (
        ("type: list\n", "type: list\n    most: 0\n"),
        f"{FACTS}:5:5: error: the most of a list is 1 or more",
    ),
    "a true or false that may be a word": (
        ("outlook: {type: text,", "outlook: {type: true or false, or: unknown,"),
        f"{FACTS}:11:34: error: unknown would count as true in a template",
    ),
    "a choice that is a word for nothing": (
        ("[up, down, level]", "[up, down, none], or: none"),
        f"{FACTS}:9:60: error: none is one of the choices too",
    ),
    "one for each of nothing that is there": (
        ("outlook: {type: text,", "outlook: {type: list, of: line, one_for_each: riks,"),
        f"{FACTS}:11:49: error: this names no list that is known here",
    ),
    "one for each, of a text": (
        ("outlook: {type: text,", "outlook: {type: text, one_for_each: risks,"),
        f"{FACTS}:11:39: error: this names no list that is known here",
    ),
    "one for each of itself": (
        ("outlook: {type: text,", "outlook: {type: list, of: line, one_for_each: outlook,"),
        f"{FACTS}:11:49: error: this names no list that is known here",
    ),
    "only if, of no choice": (
        ("cost: {type: money,", "cost: {type: money, only_if: {likelihood: [up]},"),
        f'{FACTS}:10:49: error: there is no choice "likelihood" beside this',
    ),
    "only if, with a word that the choice never is": (
        ("cost: {type: money,", "cost: {type: money, only_if: {direction: [Up]},"),
        f'{FACTS}:10:48: error: "direction" is never "Up"',
    ),
    "only if, of what must be there": (
        ("likelihood: {type: count,", "likelihood: {type: count, only_if: {direction: [up]},"),
        f"{FACTS}:8:42: error: only_if is for a value that may be left out",
    ),
    "not after, of no date": (
        ("cost: {type: money,", "cost: {type: money, not_after: meeting,"),
        f"{FACTS}:10:38: error: only a date or when comes before or after another",
    ),
    "not before what is no date": (
        ("outlook: {type: text,", "outlook: {type: date, not_before: risks,"),
        f"{FACTS}:11:37: error: this names no date that is known here",
    ),
    "each once, of no key of the entries": (
        ("type: list\n", "type: list\n    each_once: nmae\n"),
        f'{FACTS}:5:16: error: no entry of this list has a key "nmae"',
    ),
    "each once, of what is no list": (
        ("outlook: {type: text,", "outlook: {type: text, each_once: name,"),
        f"{FACTS}:11:36: error: each_once is for a list whose entries have keys",
    ),
    "nothing about it": (
        ("about: The force's strategic risks.\n", ""),
        f'{FACTS}:1:1: error: "about" is missing',
    ),
    "no YAML": (
        ("about: The force", "about: [The force"),
        f"{FACTS}:1:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_FACTS)
def test_a_description_that_is_none(project: Project, name: str) -> None:
    (old, new), expected = WRONG_FACTS[name]
    assert old in kinds.FACTS
    kinds.kind(project, facts=kinds.FACTS.replace(old, new, 1))
    found = kinds.said(project)
    assert found
    assert found[0].startswith(expected), found


WRONG_TEMPLATES = {
    "a name": (
        ("{{ outlook |", "{{ outlok |"),
        f'{PAPER}:17: error: nothing is called "outlok" here',
    ),
    "a key in a loop": (
        ("{{ risk.name }}", "{{ risk.nmae }}"),
        f'{PAPER}:13: error: risks has no "nmae"',
    ),
    "a key of what is assigned": (
        ("<ul>", "{% set first = risks | first %}{{ first.owner }}<ul>"),
        f'{PAPER}:11: error: risks has no "owner"',
    ),
    "a key of the force": (
        ("{{ force.name }}", "{{ force.nam }}"),
        f'{PAPER}:7: error: force has no "nam"',
    ),
    "in a branch that no item has reached": (
        ("<ul>", "{% if false %}{{ nothing }}{% endif %}<ul>"),
        f'{PAPER}:11: error: nothing is called "nothing" here',
    ),
    "a key of a filter": (
        ("<ul>", '{{ risks | sort(attribute="nmae") | count }}<ul>'),
        f'{PAPER}:11: error: risks has no "nmae"',
    ),
    "a key by which entries are picked": (
        ("<ul>", '{{ risks | selectattr("cots") | list | count }}<ul>'),
        f'{PAPER}:11: error: risks has no "cots"',
    ),
    "a key of a chart": (
        ("<ul>", '<figure><img src="{{ risks | bars("name", "likelyhood") }}"></figure><ul>'),
        f'{PAPER}:11: error: risks has no "likelyhood"',
    ),
    "a key in brackets": (
        ("{{ risk.name }}", '{{ risk["nmae"] }}'),
        f'{PAPER}:13: error: risks has no "nmae"',
    ),
    "a word that a choice never is": (
        ("{{ risk.name }}", '{{ risk.name if risk.direction == "Up" }}'),
        f'{PAPER}:13: error: direction is never "Up"',
    ),
    "a word among others": (
        ("{{ risk.name }}", '{{ risk.name if risk.direction in ("up", "donw") }}'),
        f'{PAPER}:13: error: direction is never "donw"',
    ),
    "a word of a test": (
        ("{{ risk.name }}", '{{ risk.name if risk.direction is equalto "upp" }}'),
        f'{PAPER}:13: error: direction is never "upp"',
    ),
    "a word by which entries are picked": (
        ("<ul>", '{{ risks | selectattr("direction", "equalto", "uo") | list | count }}<ul>'),
        f'{PAPER}:11: error: direction is never "uo"',
    ),
    "light Markdown as plain text": (
        ('{{ outlook | paragraphs("paragraph") }}', "<p>{{ outlook if outlook }}</p>"),
        f"{PAPER}:17: error: the *marks* of outlook would be printed as they stand",
    ),
    "light Markdown in capitals": (
        ('{{ outlook | paragraphs("paragraph") }}', "<p>\n{{ 'So: ' ~ outlook | upper }}</p>"),
        f"{PAPER}:18: error: the *marks* of outlook would be printed as they stand",
    ),
    "a filter that there is not": (
        ("{{ title }}</h1>", "{{ title | uper }}</h1>"),
        f"{PAPER}:3: error: No filter named 'uper'.",
    ),
    "a part that there is not": (
        ("<ul>", '<ul>\n{% include "contact-detail.html.j2" %}'),
        f"{PAPER}:12: error: the template is missing: contact-detail.html.j2",
    ),
    "an import of what there is not": (
        ("<ul>", '<ul>{% import "parts.html.j2" as parts %}'),
        f"{PAPER}:11: error: the template is missing: parts.html.j2",
    ),
    "no Jinja": (
        ("{% endfor %}", "{% endfr %}"),
        f"{PAPER}:14: error: Encountered unknown tag 'endfr'.",
    ),
}


@pytest.mark.parametrize("name", WRONG_TEMPLATES)
def test_a_template_that_asks_for_what_there_is_not(project: Project, name: str) -> None:
    """Though no meeting has an item of the kind."""
    (old, new), expected = WRONG_TEMPLATES[name]
    kinds.kind(project, kinds.TEMPLATE.replace(old, new, 1))
    found = kinds.said(project)
    assert [one for one in found if one.startswith(expected)], found


RIGHT_TEMPLATES = {
    "a macro": "{% macro shown(risk) %}{{ risk.anything }}{% endmacro %}",
    "what may be missing": "{% if other is defined %}{{ other | default('') }}{% endif %}",
    "two names in a loop": "{% for key, value in wording.items() %}{{ key }}{% endfor %}",
    "a namespace": "{% set total = namespace(of=0) %}{% set total.of = 1 %}{{ total.of }}",
    "the loop itself": "{% for risk in risks if risk.cost %}{{ loop.index }}{% endfor %}",
    "a choice": '{% for risk in risks if risk.direction in ("up", "level") %}{% endfor %}',
    "light Markdown within": "<p>{{ outlook | inline }}{{ outlook | default('') | inline }}</p>",
    "a chart": '{% set _ = risks | bars("name", "likelihood") %}',
    "a part that may be missing": '{% include "own.html.j2" ignore missing %}',
    "a part that is shared": '{% include "contact-details.html.j2" %}',
}


@pytest.mark.parametrize("name", RIGHT_TEMPLATES)
def test_a_template_that_asks_for_nothing_else(project: Project, name: str) -> None:
    kinds.kind(project, f"{kinds.TEMPLATE}{RIGHT_TEMPLATES[name]}")
    assert kinds.said(project) == []


def test_what_a_template_never_asks_for(project: Project) -> None:
    """In facts.yaml, and in an item: what is typed is said, or named as not said."""
    kinds.kind(project, kinds.TEMPLATE.replace('{{ outlook | paragraphs("paragraph") }}', ""))
    assert kinds.said(project) == [
        f'{FACTS}:11:3: warning: the template never asks for "outlook"',
    ]
    kinds.item(project, f"{kinds.ITEM}implications: {{financial: none}}\n")
    never = "the template of this kind never asks for"
    assert kinds.said(project) == [
        f'{kinds.FILE}:10:1: warning: {never} "outlook": the paper does not say it',
        f'{kinds.FILE}:12:1: warning: {never} "implications": the paper does not say it',
        f'{FACTS}:11:3: warning: the template never asks for "outlook"',
    ]


def test_a_key_in_quotes_is_asked_for(project: Project) -> None:
    """As the figures of a chart are."""
    chart = '<figure><img src="{{ risks | bars("name", "likelihood") }}"></figure>'
    kinds.kind(project, kinds.TEMPLATE.replace("{{ risk.likelihood }}", "it") + chart)
    assert kinds.said(project) == []


def test_a_chart_of_what_entries_do_not_have(project: Project) -> None:
    """Where the list is one that the template makes, nothing can be told beforehand."""
    made = '{% set made = [{"name": "One", "score": 1}] %}'
    chart = '<figure><img src="{{ made | bars("name", "scroe") }}"></figure>'
    kinds.kind(project, f"{kinds.TEMPLATE}{made}{chart}")
    kinds.item(project)
    (found,) = kinds.said(project)
    assert found.startswith(f'{PAPER}:21: error: an entry of this list has no "scroe"'), found


VALUES = {
    "number": ("12", '"12.5"', "many"),
    "money": ("£1,250.50", "£3 million", "£1.005"),
    "date": ("2025-12-11", "11 December 2025", "December"),
    "when": ("early January 2026", "2025", "soon"),
    "link": ("https://example.org/a", "https://example.org", "example.org"),
    "true or false": ("true", "false", '"yes"'),
    "code": ("R/12", "none of them", "[1]"),
    "paragraph": ("One *word*.", "Two.", '"# A heading"'),
    "count": ("0", "9999", "-1"),
}

PRINTED = {
    "date": "value | date",
    "true or false": '"it is" if value else "it is not"',
    "paragraph": "value | inline",
}


@pytest.mark.parametrize("type_", VALUES)
def test_each_type_takes_what_it_is_for(project: Project, type_: str) -> None:
    *right, wrong = VALUES[type_]
    printed = PRINTED.get(type_, "value")
    kinds.kind(
        project,
        f"<title>{{{{ title }}}}</title><h1>{{{{ title }}}}</h1><p>{{{{ {printed} }}}}</p>",
        f"about: One value.\nkeys: {{value: {{type: {type_}}}}}\n",
    )
    head = 'kind: risk-register\nitem: "07"\ntitle: Values\n'
    for value in right:
        kinds.item(project, f"{head}value: {value}\n")
        assert not [one for one in kinds.said(project) if "error" in one], value
    kinds.item(project, f"{head}value: {wrong}\n")
    (found,) = [one for one in kinds.said(project) if "error" in one]
    assert found.startswith(f"{kinds.FILE}:4:"), found


def test_a_word_may_stand_for_a_value(project: Project) -> None:
    facts = kinds.FACTS.replace("cost: {type: money,", "cost: {type: money, or: unknown,")
    facts = facts.replace("type: list\n", "type: list\n    or: none\n")
    kinds.kind(project, kinds.TEMPLATE.replace(kinds.COST, "{{ risk.cost if risk.cost }}"), facts)
    kinds.item(project, kinds.ITEM.replace("£1.2 million", "unknown"))
    assert kinds.said(project) == []
    kinds.item(project, kinds.changed(risks="none", notes=None))
    assert kinds.said(project) == []
    kinds.item(project, kinds.changed(risks="nil"))
    assert kinds.said(project) == [
        f'{kinds.FILE}:4:8: error: "nil" is not how a nil return is written'
    ]


def test_fractions_that_a_template_rounds_are_printed(project: Project) -> None:
    fractions = "{{ (10 / 3) | round(1) }}, {{ 10 / 4 }}, {{ 0.125 }}, {{ '%.2f' | format(2 / 3) }}"
    kinds.kind(
        project, kinds.TEMPLATE.replace("{% endwording %}", f"{fractions}{{% endwording %}}")
    )
    kinds.item(project)
    assert project.run_here("build", "--item", "07", "--only", "txt").returncode == 0
    (path,) = (project.folder / "build").glob("*/agenda-item-07-*.txt")
    assert "3.3, 2.5, 0.125, 0.67" in path.read_text(encoding="utf-8")


NOT_SHOWN = {
    "what is left out": ("{{ note }}", "nothing is given here, and None would be printed"),
    "what is left out, in a text": ("{{ 'See ' ~ note }}", "nothing is given here"),
    "what is left out, in capitals": ("{{ note | upper }}", "nothing is given here"),
    "what is left out, in a list": ("{{ [note, note] | join(', ') }}", "nothing is given here"),
    "what is left out, in a form": ("{{ '%s' | format(note) }}", "nothing is given here"),
    "what is left out, as a figure": ("{{ note | int }}", "nothing is given here"),
    "true or false": ("{{ agreed }}", "True would be printed"),
    "what is unknown, as a figure": (
        "{{ cost | in_figures }}",
        '| in_figures prints a number, and not "unknown"',
    ),
    "what is unknown, in a sentence": (
        "{{ cost | counted('pound', 'pounds') }}",
        '| counted prints a number, and not "unknown"',
    ),
    "what is left out, as a day": ("{{ note | date }}", "| date prints a date, and not nothing"),
    "true, as an amount": ("{{ agreed | money }}", '| money prints a number, and not "True"'),
    "a day": ("{{ day }}", "a date is printed in words"),
    "a fraction": ("{{ 10 / 3 }}", "a number with 16 decimals would be printed"),
    "what is not rounded but half of it": ("{{ 10 / 3 | round(1) }}", "a number with 16 decimals"),
    "a fraction of which the text does not say how many decimals": (
        "{{ '%s' | format(10 / 3) }}",
        "a number with 16 decimals",
    ),
    "a fraction as a text": ("{{ (10 / 3) | string }}", "a number with 16 decimals"),
    "a fraction in a text": ("{{ 'Some ' ~ 2 / 3 }}", "a number with 16 decimals would be printed"),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_no_paper_shows_as_it_is(project: Project, name: str) -> None:
    """A word of the program's own, such as None, in place of a fact."""
    printed, expected = NOT_SHOWN[name]
    kinds.kind(
        project,
        f"<title>{{{{ title }}}}</title>\n<h1>{{{{ title }}}}</h1>\n<p>{printed}</p>"
        "{{ note if note }}{{ cost if cost == 'unknown' }}"
        "{{ day | date if agreed and not agreed }}",
        "about: Values.\nkeys:\n  note: {type: line, optional: true}\n  day: {type: date}\n"
        "  agreed: {type: true or false}\n  cost: {type: count, or: unknown}\n",
    )
    kinds.item(
        project,
        'kind: risk-register\nitem: "07"\ntitle: Values\nday: 2025-12-01\nagreed: true\n'
        "cost: unknown\n",
    )
    (found,) = kinds.said(project)
    assert found.startswith(f"{PAPER}:3: error: {expected}"), found


def test_a_copy_of_the_update_is_no_kind(project: Project) -> None:
    """Who changes the wording may keep the old one beside it."""
    kept = project.template.with_name("hmicfrs-update-old")
    shutil.copytree(project.template, kept)
    assert project.run_here("check").returncode == 0
