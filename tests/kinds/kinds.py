"""A small kind of paper, as its keeper would write it, and an item of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from conftest import MEETING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

FACTS = """\
about: The force's strategic risks.
keys:
  risks:
    type: list
    about: The risks, highest first.
    keys:
      name: {type: line, about: What may happen.}
      likelihood: {type: count, least: 1, most: 5, about: From 1 to 5.}
      direction: {type: choice, choices: [up, down, level]}
      cost: {type: money, optional: true}
  outlook: {type: text, optional: true}
"""
COST = '{{ ", %s" | format(risk.cost | in_figures) if risk.cost }}'
TEMPLATE = """\
<title>{{ title }}</title>
<p class="agenda-item">Agenda item {{ item }}</p>
<h1>{{ title }}</h1>
<h2>Risks</h2>
<p class="paragraph">
  {% wording held %}
  The {{ force.name }} holds {{ risks | count | counted("risk", "risks") }}.
  {% endwording %}
</p>
{% if risks %}
<ul>
{% for risk in risks %}
<li>{{ risk.name }}: {{ risk.likelihood }}, {{ risk.direction }}COST</li>
{% endfor %}
</ul>
{% endif %}
{{ outlook | paragraphs("paragraph") }}
{% for note in notes.values() %}
<p class="paragraph">{{ note | inline }}</p>
{% endfor %}
""".replace("COST", COST)
ITEM = """\
kind: risk-register
item: "07"
title: Strategic risks
risks:
  - name: Loss of data
    likelihood: 2
    direction: up
    cost: £1.2 million
  - {name: Fleet, likelihood: 1, direction: level}
outlook: |
  It is *calm*.
"""
FILE = f"inputs/{MEETING}/items/risks.yaml"


def kind(project: Project, template: str = TEMPLATE, facts: str | None = FACTS) -> Path:
    """Make the kind in a project; return its folder."""
    folder = project.folder / "templates" / "risk-register"
    folder.mkdir(exist_ok=True)
    (folder / "paper.html.j2").write_text(template, encoding="utf-8")
    if facts is not None:
        (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    return folder


def item(project: Project, text: str = ITEM, name: str = "risks") -> Path:
    """Write an item of the kind; return its file."""
    path = project.folder / "inputs" / MEETING / "items" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(**changes: object) -> str:
    """Return the item with other values of some keys; None: without them."""
    data = yaml.safe_load(ITEM) | changes
    kept = {key: value for key, value in data.items() if value is not None}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)


def said(project: Project) -> list[str]:
    """Return what `check` says of items and templates, a line each, without hints."""
    done = project.run_here("check", "--format", "line")
    return [
        line
        for line in done.stdout.splitlines()
        if "/items" in line or line.startswith("templates/") if ": hint:" not in line
    ]  # fmt: skip
