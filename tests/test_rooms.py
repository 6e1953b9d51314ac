"""Who may know whom: data flows one way, and each outside library has one door."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUSE = ROOT / "src" / "jacpaper"


def room_of(path: Path) -> str:
    """Return a source's dotted name below jacpaper; a package's face goes by its folder's."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


SOURCES = {room_of(path): path for path in HOUSE.rglob("*.py")}

# Each room, and the rooms that it may import: only ever those above it.
ROOMS: dict[str, set[str]] = {
    "__init__": set(),
    "characters": set(),
    "problems": set(),
    "dates": set(),
    "light_markdown": {"characters"},
    "picture": set(),
    "wake": set(),
    "source": {"characters", "problems"},
    "template_folder": {"problems"},
    "project": {"template_folder"},
    "kinds": {"characters", "dates", "light_markdown"},
    "register.items": {"kinds", "problems"},
    "model": {"kinds"},
    "paper": {"kinds", "model", "problems", "register.items", "source"},
    "figures": {"kinds", "model", "paper"},
    "register.model": {"kinds", "model"},
    "register.counts": {"register.items"},
    "register.differences": {"dates", "kinds", "model", "register.counts", "register.items"},
    "register.tables": {"problems", "source"},
    "register.xlsx": {"problems", "register.tables"},
    "register.cells": {"characters", "dates", "register.tables"},
    "register.mapping": {
        "characters", "problems", "register.model", "register.tables", "source",
    },
    "register.reading": {
        "characters", "dates", "kinds", "problems", "register.cells", "register.items",
        "register.mapping", "register.model", "register.tables",
    },
    "register": set(),
    "register.files": {
        "problems", "register.items", "register.mapping", "register.model", "register.reading",
        "register.tables", "register.xlsx", "source",
    },
    "charts": {"dates", "figures", "picture"},
    "tree": {"picture", "problems"},
    "tree_reader": {"characters", "picture", "problems", "tree"},
    "register.profile": {"kinds", "register.counts", "register.items"},
    "register.shown": {"paper", "register.profile"},
    "numbering": {"problems", "tree"},
    "origins": {"dates", "model", "paper", "problems", "source"},
    "trace": {"origins", "paper", "problems", "tree", "tree_reader"},
    "invalid": {"model", "problems", "source"},
    "load": {
        "dates", "invalid", "model", "paper", "problems", "project", "register.differences",
        "register.files", "register.items", "register.model", "source",
    },
    "filters": {"dates", "figures", "kinds", "light_markdown", "model"},
    "document": {"tree"},
    "compose": {
        "charts", "dates", "document", "figures", "filters", "kinds", "model", "numbering",
        "paper", "picture", "problems", "register.shown", "template_folder", "trace", "tree",
        "tree_reader",
    },
    "rules.rule": {"document", "paper", "problems"},
    "rules.counts": {"dates", "figures", "model", "rules.rule"},
    "rules.register": {
        "dates", "register.counts", "register.differences", "register.items", "rules.rule",
    },
    "rules.grades": {"figures", "kinds", "model", "rules.rule"},
    "rules.reports": {"dates", "figures", "model", "rules.rule"},
    "rules.texts": {"problems", "rules.rule"},
    "rules.exempt": {"model", "problems", "register.items", "rules.rule", "rules.texts", "tree"},
    "rules.wording": {"dates", "problems", "rules.rule", "rules.texts"},
    "rules.reading": {"problems", "rules.rule", "rules.texts", "tree"},
    "rules": {
        "document", "kinds", "paper", "problems", "rules.counts", "rules.exempt", "rules.grades",
        "rules.reading", "rules.register", "rules.reports", "rules.rule", "rules.wording",
    },
    "house_style": {"problems", "template_folder"},
    "look": {"house_style", "problems", "template_folder"},
    "ooxml": set(),
    "columns": {"tree"},
    "prepare": {
        "compose", "document", "house_style", "load", "problems", "project", "rules", "trace",
    },
    "web": {"__init__", "columns", "document", "problems", "template_folder", "tree"},
    "pdf_tags": {"problems"},
    "pdf_claims": set(),
    "pdf_pace": set(),
    "pdf_wake": {"pdf_claims", "pdf_pace", "pdf_tags", "problems", "wake"},
    "pdf": {"document", "pdf_claims", "pdf_wake", "problems", "template_folder", "tree", "web"},
    "word_picture": {"ooxml", "picture", "problems", "template_folder"},
    "word_pages": {"ooxml"},
    "word_headers": {"house_style", "ooxml", "problems", "template_folder"},
    "word": {
        "columns", "document", "house_style", "numbering", "ooxml", "problems", "template_folder",
        "tree", "word_headers", "word_pages", "word_picture",
    },
    "pdf_process": {"document", "pdf", "pdf_wake", "problems", "template_folder"},
    "in_place": {"problems"},
    "manifest": {"__init__", "problems", "project"},
    "build": {
        "document", "in_place", "look", "manifest", "pdf", "pdf_process", "prepare", "problems",
        "project", "template_folder", "web", "wake", "word",
    },
    "preview.since": {"tree"},
    "preview.marks": {"preview.since", "tree"},
    "preview.view": {
        "document", "prepare", "preview.marks", "preview.since", "problems", "project", "trace",
        "tree", "web",
    },
    "preview.worker": {"build", "document", "problems", "template_folder"},
    "preview.session": {
        "build", "document", "preview.view", "preview.worker", "problems", "project",
    },
    "preview.page": {"build", "dates", "preview.view", "problems"},
    "preview.guard": set(),
    "preview.server": {"build", "preview.guard", "preview.page", "preview.session"},
    "preview": {
        "preview.guard", "preview.page", "preview.server", "preview.session", "problems",
    },
    "many": {"build", "manifest", "problems", "project"},
    "cli_many": {"many", "project"},
    "new": {"dates", "figures", "kinds", "model", "paper"},
    "workspace": {"new"},
    "cli": {
        "__init__", "build", "cli_many", "dates", "load", "new", "prepare", "preview",
        "preview.page", "problems", "project", "register.files", "rules", "wake", "workspace",
    },
}  # fmt: skip

DOORS = {
    "_cffi_backend": {"pdf_wake"},
    "cffi": {"pdf_wake"},
    "click": {"cli", "cli_many"},
    "distributed": {"many"},
    "docx": {"ooxml", "word", "word_headers", "word_pages", "word_picture"},
    "fontTools": {"pdf"},
    "holidays": {"new"},
    "jinja2": {"compose", "trace", "wake"},
    "markdown_it": {"light_markdown"},
    "markupsafe": {"compose", "filters", "trace"},
    "pydantic": {"invalid", "kinds", "load", "model", "register.model", "wake"},
    "pydantic_core": {"invalid", "kinds"},
    "pydyf": {"pdf_claims", "pdf_pace", "pdf_tags"},
    "rich": {"cli_many"},
    "starlette": {"preview.server"},
    "tinycss2": {"look", "pdf_pace", "web"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview.session"},
    "weasyprint": {"pdf", "pdf_claims", "pdf_pace", "pdf_tags", "pdf_wake"},
    "resvg_py": {"word_picture"},
    "yaml": {"source", "wake"},
}


def imports(path: Path, *, top_level_only: bool = False) -> Iterator[str]:
    """Yield the dotted names that a source imports, ours as jacpaper.room."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = node.module.removeprefix("jacpaper").strip(".")
            if not node.module.startswith("jacpaper"):
                yield node.module
                continue
            for alias in node.names:
                room = f"{inside}.{alias.name}".strip(".")
                yield f"jacpaper.{room if room in SOURCES else inside or '__init__'}"


def test_every_room_is_on_the_plan() -> None:
    assert set(SOURCES) == set(ROOMS)


def test_the_plan_has_no_way_back() -> None:
    above: set[str] = set()
    for room, may_know in ROOMS.items():
        assert may_know <= above, f"{room} knows a room below it"
        above.add(room)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_knows_only_the_rooms_it_may(room: str) -> None:
    known = {name.removeprefix("jacpaper.") for name in imports(SOURCES[room])} & set(ROOMS)
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
    for room in ("cli", "build", "load", "compose", "light_markdown", "new", "pdf"):
        early = outer(imports(SOURCES[room], top_level_only=True))
        assert not early & {"weasyprint", "docx", "markdown_it", "fontTools", "holidays"}, room


def test_only_the_command_line_prints_and_exits() -> None:
    for room, path in SOURCES.items():
        names = {
            node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert room.startswith("cli") or not names & {"print", "echo", "exit", "_exit"}, room


def outer(names: Iterator[str]) -> set[str]:
    return {name.split(".")[0] for name in names}
