"""A fact in single braces is named where it stands, with what to write; nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

RIGHT = "{{ committee.name }}"


def said(project: Project, new: str) -> str:
    project.edit(project.template / "paper.html.j2", "<p>Name:", f"{new}\n<p>Name:")
    return project.run_here("check").stderr


@pytest.mark.parametrize(
    ("typed", "write"),
    [
        ("<{committee.name}>", RIGHT),
        ("<{ committee.name }>", RIGHT),
        ("<{ { committee.name } }>", RIGHT),
        ("<{ committee.name }}>", RIGHT),
        ("<{committee.name | upper}>", "{{ committee.name | upper }}"),
        ("<{notes['total']}>", "{{ notes['total'] }}"),
        ("{% for one in reports %}<{one.title}>{% endfor %}", "{{ one.title }}"),
        ("{% set mine = 1 %}<{mine}>", "{{ mine }}"),
        ("{% macro m(given) %}<{given}>{% endmacro %}", "{{ given }}"),
        ("{# a comment #} <{ title }>", "{{ title }}"),
        ("{% raw %}{ item }{% endraw %} <{ title }>", "{{ title }}"),
    ],
)
def test_it_is_named_at_its_line_and_column(project: Project, typed: str, write: str) -> None:
    """In each case, < and > mark what is to be named; they are not typed."""
    single = typed[typed.index("<") + 1 : typed.index(">")]
    typed = typed.replace("<", "").replace(">", "")
    found = said(project, f"<p>\n  Words: {typed} and words.\n</p>")
    lines = (project.template / "paper.html.j2").read_text(encoding="utf-8").splitlines()
    line, row = next((n, row) for n, row in enumerate(lines, 1) if row.startswith("  Words: "))
    where = f"templates/hmicfrs-update/paper.html.j2:{line}:{row.index(single) + 1}"
    assert f"{where}: error: {single} would be printed as it stands\n" in found
    assert f"write {write};" in found


def test_what_the_hint_says_mends_it(project: Project) -> None:
    assert "write {{ committee.name }}" in said(project, "<p>{ { committee.name } }</p>")
    path = project.template / "paper.html.j2"
    project.edit(path, "<p>{ { committee.name } }</p>", "<p>{{ committee.name }}</p>")
    assert "error" not in project.run_here("check").stderr
    project.edit(path, "<p>{{ committee.name }}</p>", "<p>{% raw %}{ title }{% endraw %}</p>")
    assert "error" not in project.run_here("check").stderr


@pytest.mark.parametrize(
    "new",
    [
        "<p>{words} of no name, {1, 2} and { }</p>",
        "<p>{{ '{title}' }}</p>",
        "{# {title} #}",
        "<!-- {title} -->",
    ],
)
def test_what_is_no_fact_is_left_alone(project: Project, new: str) -> None:
    assert "error" not in said(project, new)


@pytest.mark.parametrize("text", ["{{ force.name }} is here.", "The {committee.name} is here."])
def test_an_officers_wording_cannot_be_filled_in(project: Project, text: str) -> None:
    paper = project.input("paper.yaml")
    whole = paper.read_text(encoding="utf-8")
    paper.write_text(f'{whole}\nwording:\n  purpose: "{text}"\n', encoding="utf-8")
    line = whole.count("\n") + 3
    done = project.run_here("check")
    assert (
        f'inputs/2025-12-11/paper.yaml:{line}:3: error: the sentence "purpose" has' in done.stderr
    )
    assert "write the words or figures themselves" in done.stderr
    project.edit(paper, text, "The Joint Audit Committee is here.")
    assert project.run_here("check").returncode == 0
