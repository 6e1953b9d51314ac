"""docs/kinds.md, followed to the letter: the kind that it makes checks, completes and builds."""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from typing import TYPE_CHECKING

import readers
from conftest import MEETING, ROOT

if TYPE_CHECKING:
    from conftest import Project

PAGE = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """Return the lines that the page gives for a file."""
    found = re.search(rf"(?s)<!-- {re.escape(name)} -->\n\n(.*?)\n\n(?=\S|   \S)", PAGE)
    assert found, name
    return textwrap.dedent(found[1]) + "\n"


def test_the_kind_of_the_page(project: Project) -> None:
    commands = re.findall(r"(?m)^ +\.venv/bin/jacpaper (.*)$", PAGE)
    begin, *_ = commands
    assert [one.split()[0] for one in commands] == ["new", "kinds", "check", "build"]
    assert project.run_here(*shlex.split(begin)).returncode == 0
    folder = project.folder / "templates" / "risk-register"
    (folder / "facts.yaml").write_text(block("templates/risk-register/facts.yaml"))
    begun = (folder / "paper.html.j2").read_text(encoding="utf-8")
    head, middle, rest = re.split(
        r"(?=<h2>Purpose)|(?={% include \"implications)", begun, maxsplit=2
    )
    assert "matters" in middle
    worded = head + block("templates/risk-register/paper.html.j2") + rest
    (folder / "paper.html.j2").write_text(worded, encoding="utf-8")
    items = project.folder / "inputs" / MEETING / "items"
    items.mkdir()
    given = block(f"inputs/{MEETING}/items/risks.yaml")
    (items / "risks.yaml").write_text(given, encoding="utf-8")
    for command in commands[1:]:
        done = project.run_here(*shlex.split(command))
        assert done.returncode == 0, (command, done.stderr)
    schema = json.loads((project.folder / "schemas/kinds/risk-register.schema.json").read_text())
    assert schema["properties"]["as_at"]["description"] == "The day of the scores."
    page = project.out / "agenda-item-07-risks.html"
    lines = [line.text for line in readers.html_lines(page)]
    said = " ".join(lines)
    assert (
        "On 28 November 2025 the force held 2 strategic risks. One is above the tolerance of 6, as"
        " Figure 1 shows. One has gone up since the last paper."
    ) in said
    assert "Loss of data: 8; Age of the fleet: 6." in page.read_text(encoding="utf-8")
    assert "A second data centre opens in March." in said


def test_each_type_is_on_the_page() -> None:
    from jacpaper.kinds.description import Key

    for name, field in Key.model_fields.items():
        assert f"`{field.alias or name}`" in PAGE
    for name in Key.model_json_schema()["$defs"]["Key"]["properties"]["type"]["enum"]:
        assert f"`{name}`" in PAGE
