"""Who may know whom: data flows one way, and each outside library has one door."""

from __future__ import annotations

import ast
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

HOUSE = ROOT / "src" / "jacpaper"

# The rooms from top to bottom: each knows only those above it.
ORDER = (
    "problems",
    "patches",
    "language",
    "text",
    "project",
    "tree",
    "facts",
    "figures",
    "register",
    "inputs",
    "trace",
    "template",
    "rules",
    "hmicfrs",
    "kinds",
    "writers",
    "returned",
    "judges",
    "build",
    "pack",
    "upload",
    "review",
    "preview",
    "start",
    "cli",
)

# The modules that may import each library.
DOORS = {
    "_cffi_backend": {"patches.weasyprint_declarations"},
    "cffi": {"patches.weasyprint_declarations"},
    "click": {
        "cli.begin",
        "cli.build",
        "cli.check",
        "cli.items",
        "cli.kinds",
        "cli.main",
        "cli.many_papers",
        "cli.pack",
        "cli.preview",
        "cli.prove",
        "cli.review",
        "cli.publish",
        "cli.shared",
        "cli.upload",
    },
    "distributed": {"build.many_papers"},
    "docx": {
        "patches.docx_package",
        "writers.word.allowed",
        "writers.word.enlarge",
        "writers.word.fields",
        "writers.word.headers",
        "writers.word.leftovers",
        "writers.word.ooxml",
        "writers.word.pages",
        "writers.word.picture",
        "writers.word.revisions",
        "writers.word.stamp",
        "writers.word.tracked",
        "writers.word.words",
        "writers.word.writer",
    },
    "fontTools": {"pack.fonts", "pack.page_numbers", "project.house_fonts"},
    "holidays": {"figures.working_days"},
    "jinja2": {
        "hmicfrs.compose",
        "hmicfrs.kind",
        "kinds.agenda",
        "kinds.from_folder",
        "kinds.kind",
        "template.asked",
        "template.braces",
        "template.cache",
        "template.compose_item",
        "template.counted_syntax",
        "template.environment",
        "template.fill_in",
        "template.filters",
        "template.meter",
        "template.mistakes",
        "template.reach",
        "template.sandbox",
        "template.spoken_of",
        "template.standard_filters",
        "template.wording",
        "trace.noting",
        "trace.remembered",
        "trace.trace",
    },
    "lxml": {"returned.package", "writers.word.stamp"},
    "markdown_it": {"text.light_markdown"},
    "markupsafe": {
        "template.environment",
        "template.filters",
        "template.sandbox",
        "template.standard_filters",
        "trace.noting",
    },
    "pikepdf": {
        "pack.active",
        "pack.binding",
        "pack.bookmarks",
        "pack.boxes",
        "pack.description",
        "pack.fonts",
        "pack.foreign",
        "pack.foreign_tags",
        "pack.foreign_tree",
        "pack.library",
        "pack.links",
        "pack.opening",
        "pack.page_content",
        "pack.page_links",
        "pack.page_numbers",
        "pack.papers",
        "pack.photographs",
        "pack.sharing",
        "pack.tags",
    },
    "pydantic": {
        "build.final",
        "facts.agenda",
        "facts.committee",
        "facts.editor_schema",
        "facts.published",
        "facts.register_file",
        "facts.strict_model",
        "facts.value_types",
        "facts.walk",
        "hmicfrs.causes",
        "hmicfrs.files",
        "hmicfrs.inspections_file",
        "inputs.input_files",
        "kinds.asks",
        "kinds.described",
        "kinds.description",
    },
    "pydantic_core": {
        "facts.amounts",
        "facts.date_types",
        "facts.value_types",
        "inputs.validation",
    },
    "pydyf": {
        "patches.pydyf_streams",
        "writers.pdf.claims",
        "writers.pdf.pdf_2",
        "writers.pdf.tags",
    },
    "resvg_py": {"writers.word.picture"},
    "rich": {"cli.many_papers"},
    "starlette": {"preview.server"},
    "tinycss2": {
        "writers.browser_style",
        "writers.colours",
        "writers.legibility",
    },
    "tinyhtml5": {"patches.weasyprint_html"},
    "uvicorn": {"preview.connections", "preview.serve"},
    "watchfiles": {"preview.session"},
    "weasyprint": {
        "patches.weasyprint_backgrounds",
        "patches.weasyprint_declarations",
        "patches.weasyprint_letters",
        "patches.weasyprint_lines",
        "patches.weasyprint_pages",
        "writers.pdf.claims",
        "writers.pdf.engine",
        "writers.pdf.tags",
        "writers.pdf.spaces",
        "writers.pdf.writer",
    },
    "yaml": {"text.yaml_edit_nodes", "text.yaml_reader"},
}


def module_of(path: Path) -> str:
    """Return a source's dotted name below jacpaper; a package's `__init__` has the package's."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {module_of(path): path for path in HOUSE.rglob("*.py")}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, *, top_level_only: bool = False) -> tuple[str, ...]:
    """Return the dotted names that a source imports, ours as jacpaper.room.module."""
    return tuple(_imported(parsed(path), top_level_only=top_level_only))


def _imported(tree: ast.Module, *, top_level_only: bool) -> Iterator[str]:
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = whole.removeprefix("jacpaper.") in SOURCES
                yield whole if is_module else node.module


def ours(path: Path) -> set[str]:
    """Return the modules of ours that a source imports, as in text.dates."""
    names = set(imports(path))
    return {name.removeprefix("jacpaper.") for name in names if name.startswith("jacpaper.")}


def outer(names: Iterable[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room(module) for module in SOURCES} - {"", "__main__"} == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_a_room_knows_only_those_above_it(name: str) -> None:
    above = set(ORDER[: ORDER.index(name) + 1])
    for module, path in SOURCES.items():
        if room(module) == name:
            below = {other for other in ours(path) if room(other) not in above}
            assert not below, module


def test_no_two_modules_know_each_other() -> None:
    """Within a room too, what a module imports never leads back to it."""
    known = {module: ours(path) & set(SOURCES) - {module} for module, path in SOURCES.items()}
    while free := [module for module, others in known.items() if not others]:
        for module in free:
            del known[module]
        for others in known.values():
            others.difference_update(free)
    assert not known


def test_a_room_says_what_it_is_for_and_does_nothing_when_it_is_entered() -> None:
    for name in ORDER:
        path = HOUSE / name / "__init__.py"
        if path.exists():
            (docstring,) = parsed(path).body
            assert isinstance(docstring, ast.Expr), name


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_comes_in_by_its_own_door(library: str) -> None:
    users = {module for module, path in SOURCES.items() if library in outer(imports(path))}
    assert users == DOORS[library]


def test_no_other_library_is_used() -> None:
    for path in SOURCES.values():
        strangers = outer(imports(path)) - set(DOORS) - sys.stdlib_module_names - {"jacpaper"}
        assert not strangers, path


def test_slow_libraries_are_imported_late() -> None:
    late = {"weasyprint", "docx", "markdown_it", "fontTools", "holidays", "pikepdf"}
    for module in (
        "cli.main",
        "cli.shared",
        "build.one_paper",
        "hmicfrs.compose",
        "hmicfrs.load",
        "inputs.load_item",
        "text.light_markdown",
        "pack.join",
        "start.new_kind",
        "writers.pdf.writer",
    ):
        assert not outer(imports(SOURCES[module], top_level_only=True)) & late, module


def test_only_the_command_line_prints_and_exits() -> None:
    for module, path in SOURCES.items():
        names = {
            node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call)
        }
        assert room(module) == "cli" or not names & {"print", "echo", "exit", "_exit"}, module


# Rooms that make papers of every kind and do not name its inspectorate.
ROOMS_FOR_EVERY_PAPER = ("cli", "inputs", "template", "build", "preview", "start", "review")


def test_the_update_is_one_kind_among_others() -> None:
    """Whoever makes papers of every kind reaches what is special to it by one door alone."""
    known = {
        module: sorted(other for other in ours(path) if room(other) == "hmicfrs")
        for module, path in SOURCES.items()
        if room(module) != "hmicfrs"
    }
    doors = {module: others for module, others in known.items() if others}
    assert doors == {
        "kinds.choose": ["hmicfrs.kind", "hmicfrs.next_meeting", "hmicfrs.rules.table"]
    }


@pytest.mark.parametrize("name", ROOMS_FOR_EVERY_PAPER)
def test_rooms_for_every_paper_do_not_name_its_inspectorate(name: str) -> None:
    for module, path in SOURCES.items():
        if room(module) == name:
            assert "hmicfrs" not in path.read_text(encoding="utf-8").lower(), module
