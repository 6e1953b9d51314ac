"""Who may know whom: data flows one way, and each outside library has one door."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = {path.stem: path for path in (ROOT / "src" / "jacpaper").glob("*.py")}

# Each room, and the rooms that it may import: only ever those above it.
ROOMS: dict[str, set[str]] = {
    "__init__": set(),
    "problems": set(),
    "dates": set(),
    "light_markdown": set(),
    "source": {"problems"},
    "template_folder": {"problems"},
    "model": {"dates", "light_markdown", "source"},
    "figures": {"model"},
    "tree": {"problems"},
    "numbering": {"problems", "tree"},
    "load": {"model", "problems", "source"},
    "compose": {
        "dates", "figures", "light_markdown", "model", "numbering", "problems", "template_folder",
        "tree",
    },
    "house_style": {"problems", "template_folder"},
    "ooxml": set(),
    "web": {"__init__", "compose", "problems", "template_folder", "tree"},
    "pdf": {"compose", "problems", "template_folder", "tree", "web"},
    "word": {
        "compose", "house_style", "numbering", "ooxml", "problems", "template_folder", "tree",
    },
    "build": {
        "compose", "house_style", "load", "pdf", "problems", "template_folder", "web", "word",
    },
    "cli": {"__init__", "build", "dates", "load", "problems"},
}  # fmt: skip

DOORS = {
    "click": {"cli"},
    "docx": {"ooxml", "word"},
    "fontTools": {"pdf"},
    "jinja2": {"compose"},
    "markdown_it": {"light_markdown"},
    "markupsafe": {"compose"},
    "pydantic": {"load", "model"},
    "pydantic_core": {"load"},
    "weasyprint": {"pdf"},
    "yaml": {"source"},
}


def imports(path: Path, *, top_level_only: bool = False) -> Iterator[str]:
    """Yield the dotted names that a source imports, ours as jacpaper.room."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "jacpaper":
                yield from (
                    f"jacpaper.{alias.name}" if alias.name in SOURCES else "jacpaper.__init__"
                    for alias in node.names
                )
            else:
                yield node.module


def test_every_room_is_on_the_plan() -> None:
    assert set(SOURCES) == set(ROOMS)


def test_the_plan_has_no_way_back() -> None:
    above: set[str] = set()
    for room, may_know in ROOMS.items():
        assert may_know <= above, f"{room} knows a room below it"
        above.add(room)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_knows_only_the_rooms_it_may(room: str) -> None:
    known = {name.split(".")[1] for name in imports(SOURCES[room]) if name.startswith("jacpaper.")}
    assert known <= ROOMS[room]


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_comes_in_by_its_own_door(library: str) -> None:
    users = {room for room, path in SOURCES.items() if library in outer(imports(path))}
    assert users == DOORS[library]


def test_no_other_library_is_used() -> None:
    import sys

    for path in SOURCES.values():
        strangers = outer(imports(path)) - set(DOORS) - sys.stdlib_module_names - {"jacpaper"}
        assert not strangers, path


def test_slow_libraries_are_imported_late() -> None:
    for room in ("cli", "build", "load", "compose", "light_markdown", "pdf"):
        early = outer(imports(SOURCES[room], top_level_only=True))
        assert not early & {"weasyprint", "docx", "markdown_it", "fontTools"}, room


def test_only_the_command_line_prints_and_exits() -> None:
    for room, path in SOURCES.items():
        names = {
            node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert room == "cli" or not names & {"print", "echo", "exit", "_exit"}, room


def outer(names: Iterator[str]) -> set[str]:
    return {name.split(".")[0] for name in names}
