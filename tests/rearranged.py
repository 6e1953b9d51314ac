"""Files whose own parts stand in the wrong places; shared by the tests and `make soak`.

hostile.py spoils bytes; here each file stays YAML, XML, CSS or a table, and holds nothing
but its own parts and those of its neighbours. Each case ends in a paper, or in problems with
a place. Anything else is a fault: another exception, more than ten seconds of work, or more
than 1 GiB of memory.

    python tests/rearranged.py CASES SEED KIND...   tries so many of each, and prints the counts
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from lxml import etree

import hostile
from hostile import FAULT, ROOT, harmless, quiet
from jacpaper.build.prepare import prepare
from jacpaper.problems import MachineError, Problems
from jacpaper.project import layout
from jacpaper.writers import legibility, text, web
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import writer as word
from jacpaper.writers.word.house_style import HOUSE_STYLE
from registers import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document

SECONDS = 10
MEMORY = 1 << 30
# One case in so many lays out a PDF, which takes seconds.
PDF_EVERY = 25
Luck = random.Random
Made = tuple[Path, bytes]

# Tokens that are put in: what templates and style sheets are made of.
_TOKENS = json.loads((ROOT / "tests" / "rearranged.json").read_text(encoding="utf-8"))


class Kind(NamedTuple):
    """How a file is rearranged, and what is then done with the project."""

    rearrange: Callable[[Luck], Made]
    use: Callable[[Workspace, Luck], None]


class Workspace:
    """A project with a register, which is an Excel file in some, and one of its meetings."""

    def __init__(self, folder: Path, meeting: int = -1, *, excel: bool = False) -> None:
        self.project = folder
        shutil.copytree(ROOT / "examples" / "midshire" / "inputs", folder / "inputs")
        shutil.copytree(ROOT / "templates", folder / "templates")
        self.inputs = folder / "inputs"
        self.meeting = layout.meetings(folder)[meeting]
        self.template = layout.template_folder(folder)
        self.register = self.inputs / "register.csv"
        if excel:
            rows = table(self.register.read_bytes())
            self.register.unlink()
            self.register = self.inputs / "register.xlsx"
            workbook(self.register, {"Register": rows})
            mapping = self.inputs / "register.yaml"
            mapping.write_text(
                mapping.read_text().replace("file: register.csv", "file: register.xlsx")
            )

    def prepared(self) -> Document:
        """Read, compose and check the paper, as `check` does."""
        document, problems = prepare(self.project, self.meeting)
        harmless(problems)
        return document

    def folder(self) -> TemplateFolder:
        return hostile.fresh(self.template)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


# What is done with the project


def read(workspace: Workspace, _: Luck) -> None:
    """Make what is quick: whatever is in the inputs, every writer has to hold it."""
    for document in workspace.prepared().papers:
        assert web.write(document, workspace.folder()).content
        assert text.write(document, workspace.folder()).content
        made = word.write(document, workspace.folder()).content
        assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


def look(workspace: Workspace, luck: Luck) -> None:
    folder = workspace.folder()
    harmless(list(legibility.problems(folder)))
    document = workspace.prepared()
    web.write(document, folder)
    if luck.randrange(PDF_EVERY) == 0:
        harmless(pdf.write(document, folder).warnings)


# How files are rearranged


class Trees:
    """YAML files with subtrees of each other: a list where a text was, a key of another file."""

    def __init__(self, workspace: Workspace) -> None:
        self.files = sorted(workspace.inputs.rglob("*.yaml"))
        self.trees = {p: yaml.safe_load(p.read_bytes()) for p in self.files}
        self.parts = [one for tree in self.trees.values() for one in self.below(tree)]
        self.newest = [p for p in self.files if p.parent.name in ("inputs", str(workspace.meeting))]

    def below(self, tree: Any) -> Iterator[tuple[Any, Any]]:
        """Yield each list or mapping, with each of its keys."""
        keys: Sequence[Any] = ()
        if isinstance(tree, (dict, list)):
            keys = [*tree] if isinstance(tree, dict) else range(len(tree))
        for key in keys:
            yield tree, key
            yield from self.below(tree[key])

    def rearrange(self, luck: Luck) -> Made:
        path = luck.choice(
            (luck.choice(self.newest), luck.choice(self.newest), luck.choice(self.files))
        )
        tree = deepcopy(self.trees[path])
        for _ in range(luck.choice((1, 1, 2, 3))):
            places = list(self.below(tree))
            if not places:
                break
            holder, key = luck.choice(places)
            other, their_key = luck.choice(luck.choice((self.parts, places)))
            match luck.randrange(5):
                case 0 | 1:
                    holder[key] = deepcopy(other[their_key])
                case 2 if isinstance(holder, dict):
                    holder[their_key] = deepcopy(holder.pop(key))
                case 3 if isinstance(holder, list):
                    holder.append(deepcopy(holder[key]))
                case _:
                    del holder[key]
        return path, yaml.safe_dump(tree, sort_keys=False, allow_unicode=True).encode()


class Tokens:
    """Text files with tokens of their language put in, taken out and moved."""

    def __init__(
        self, paths: Sequence[Path], cut: Callable[[str], list[str]], more: list[str]
    ) -> None:
        self.texts = {path: cut(path.read_text(encoding="utf-8")) for path in paths}
        self.tokens = [token for tokens in self.texts.values() for token in tokens if token.strip()]
        self.more = more

    def rearrange(self, luck: Luck) -> Made:
        path = luck.choice(list(self.texts))
        tokens = list(self.texts[path])
        for _ in range(luck.choice((1, 1, 2, 4))):
            place = luck.randrange(len(tokens))
            new = [
                luck.choice(luck.choice((self.more, self.tokens)))
                for _ in range(luck.randint(1, 3))
            ]
            match luck.randrange(4):
                case 0:
                    tokens[place] = " ".join(new)
                case 1:
                    other = luck.randrange(len(tokens))
                    tokens[place], tokens[other] = tokens[other], tokens[place]
                case _:
                    tokens.insert(place, f" {' '.join(new)} ")
        return path, "".join(tokens).encode()


def template_tokens(text: str) -> list[str]:
    return re.findall(r"\{[{%#]-?|-?[}%#]\}|</?\w+|\w+|\s+|.", text)


def style_tokens(text: str) -> list[str]:
    """Return the tokens; brackets are tokens of their own."""
    return re.findall(r"/\*.*?\*/|[@#.:-]*[\w-]+|\s+|.", text, re.DOTALL)


class Elements:
    """A zip of XML with elements repeated, moved and removed, and values exchanged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.xml = [name for name in self.parts if name.endswith((".xml", ".rels"))]

    def rearrange(self, luck: Luck) -> Made:
        name = luck.choice(self.xml)
        root = etree.fromstring(self.parts[name])
        for _ in range(luck.choice((1, 1, 2, 5))):
            elements = list(root.iter("*"))
            one, other = luck.choice(elements), luck.choice(elements)
            self.change(one, other, luck)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for part, content in self.parts.items():
                archive.writestr(part, etree.tostring(root) if part == name else content)
        return self.path, made.getvalue()

    def change(self, one: Any, other: Any, luck: Luck) -> None:
        parent = one.getparent()
        match luck.randrange(6):
            case 0:
                mine, theirs = dict(one.attrib), dict(other.attrib)
                one.attrib.clear()
                one.attrib.update(theirs)
                other.attrib.clear()
                other.attrib.update(mine)
            case 1 if one.attrib and other.attrib:
                one.set(luck.choice(list(one.attrib)), luck.choice(other.attrib.values()))
            case 2:
                one.text, other.text = other.text, one.text
            case 3 if parent is not None:
                parent.insert(luck.randint(0, len(parent)), deepcopy(one))
            case 4 if parent is not None:
                parent.remove(one)
            case _ if one not in [other, *other.iterancestors()]:
                other.append(one)


class Cells:
    """A table with cells moved between columns, and headings changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = table(path.read_bytes())
        self.heading = max(range(5), key=lambda number: sum(map(bool, self.rows[number])))

    def rearrange(self, luck: Luck) -> Made:
        rows = deepcopy(self.rows)
        for _ in range(luck.choice((1, 1, 2, 9))):
            row, other = luck.choice(rows), luck.choice(rows)
            place, their_place = luck.randrange(len(row)), luck.randrange(len(other))
            if luck.randrange(2) and place < len(other):  # of the same column: it may be right
                their_place = place
            match luck.randrange(5):
                case 0:
                    row[place], other[their_place] = other[their_place], row[place]
                case 1:
                    row[place] = other[their_place]
                case 2:
                    heads = rows[self.heading]
                    if place < len(heads):
                        heads[place] = luck.choice((luck.choice(heads), "", heads[place] + "s"))
                case 3:
                    rows.insert(luck.randrange(len(rows)), list(row))
                case _:
                    row[place:] = row[place + 1 :] + row[place : place + 1]
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return self.path, out.getvalue().encode()


def kinds(folder: Path) -> dict[str, tuple[Workspace, Kind]]:
    """Return every kind, with the project whose file it rearranges.

    For inputs, that has the longest paper, of the last meeting; for the template's files a short
    one, of the second.
    """
    plain, excel = Workspace(folder / "csv"), Workspace(folder / "xlsx", excel=True)
    short = Workspace(folder / "short", 1)
    sheets = [short.template.path / name for name in ("paper.css", "screen.css")]
    templates = [short.template.path / layout.TEMPLATE, *short.template.path.glob("*.j2")]
    trees = Trees(plain)
    return {
        "subtrees": (plain, Kind(trees.rearrange, read)),
        "template tokens": (
            short,
            Kind(Tokens(templates, template_tokens, _TOKENS["template"]).rearrange, read),
        ),
        "style tokens": (
            short,
            Kind(Tokens(sheets, style_tokens, _TOKENS["style sheet"]).rearrange, look),
        ),
        "Word elements": (short, Kind(Elements(short.template.path / HOUSE_STYLE).rearrange, read)),
        "Excel elements": (excel, Kind(Elements(excel.register).rearrange, read)),
        "cells": (plain, Kind(Cells(plain.register).rearrange, read)),
    }


def outcome(workspace: Workspace, kind: Kind, made: Made, luck: Luck) -> str:
    """Use the project with the file in it; return what came of it, and put the old one back."""
    path, content = made
    before = path.read_bytes()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        path.write_bytes(content)
        kind.use(workspace, luck)
    except Problems as found:
        harmless(found.problems)
        return "refused"
    except MachineError as error:
        quiet(str(error))
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        path.write_bytes(before)
    return "taken"


def main(cases: int, seed: int, names: Sequence[str]) -> dict[str, Counter[str]]:
    """Try so many cases of each kind, and return what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, hostile.too_long)
    tallies: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        all_kinds = kinds(Path(folder))
        for name in names or all_kinds:
            tally = tallies[name] = Counter()
            workspace, kind = all_kinds[name]
            for number in range(cases):
                luck = random.Random(f"{name} {seed} {number}")  # noqa: S311 - found again
                made = kind.rearrange(luck)
                try:
                    tally[outcome(workspace, kind, made, luck)] += 1
                except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
                    frame = traceback.extract_tb(error.__traceback__)[-1]
                    where = f"{Path(frame.filename).name}:{frame.lineno}"
                    fault = f"{type(error).__name__} at {where}: {str(error)[:150]!r}"
                    tally[f"{FAULT}: {fault} (case {number}, seed {seed})"] += 1
    return tallies


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]), indent=1))  # noqa: T201
