"""What a hint says to write, written so and no otherwise, settles what was asked.

Each case of tests/inputs/bad_inputs.yaml and tests/rules/cases whose hint says what to type is
mended by that text alone, by the table below, which reads hints as a person would. Then the
project is checked again: the same must not be said of the same file.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RULES = ROOT / "tests" / "rules"


@dataclass
class Line:
    """The line that a problem names, split where it points."""

    path: Path
    number: int
    column: int

    @property
    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").split("\n")

    def put(self, old: str, new: str) -> None:
        """Replace what stands at the column."""
        lines = self.lines
        line = lines[self.number - 1]
        before, after = line[: self.column - 1], line[self.column - 1 :]
        assert after.startswith(old), (after, old)
        lines[self.number - 1] = before + new + after.removeprefix(old)
        self.path.write_text("\n".join(lines), encoding="utf-8")

    @property
    def rest(self) -> str:
        return self.lines[self.number - 1][self.column - 1 :]

    @property
    def token(self) -> str:
        """The key or value that begins at the column."""
        found = re.match(r'"(?:[^"\\]|\\.)*"|[^:,}\]#]+(?=:( |$))|[^,}\]#]+', self.rest)
        assert found
        return found[0].rstrip()


def value(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(at.token, found[1])


def whole_value(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(at.rest, found[1])


def letter(at: Line, problem: Problem, _: re.Match[str]) -> None:
    code = re.search(r"U\+([0-9A-F]{4,6})", problem.message)
    name = problem.message.split(" ")[0]
    at.put(chr(int(code[1], 16)) if code else name, "")


def misread(at: Line, problem: Problem, found: re.Match[str]) -> None:
    at.put(problem.message.split(" ")[0], found[1])


def line_of_key(at: Line, _: Problem, __: re.Match[str]) -> None:
    lines = at.lines
    del lines[at.number - 1]
    at.path.write_text("\n".join(lines), encoding="utf-8")


def added(at: Line, _: Problem, found: re.Match[str]) -> None:
    text = at.path.read_text(encoding="utf-8").rstrip("\n")
    at.path.write_text(f"{text}\n{found[1]}\n", encoding="utf-8")


def of_paper(at: Line, _: Problem, found: re.Match[str]) -> None:
    inputs = next(one for one in at.path.parents if one.name == "inputs")
    paper = inputs / MEETING / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(f"notes: {{{found[1]}: It is as it is.}}\n{text}", encoding="utf-8")


def note(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Put a note under the item of the list, in the style in which the item is written."""
    lines = at.lines
    number = at.number - 1
    while not re.match(r" *- ", lines[number]) and "[{" not in lines[number]:
        number -= 1
    answer = f"notes: {{{found[1]}: It is as it is.}}"
    inline = lines[number].rfind("{name", 0, at.column) if number == at.number - 1 else -1
    if "- {" in lines[number]:
        lines[number] = lines[number].replace("- {", f"- {{{answer}, ", 1)
    elif inline >= 0:
        lines[number] = f"{lines[number][: inline + 1]}{answer}, {lines[number][inline + 1 :]}"
    else:
        indent = " " * (lines[number].index("- ") + 2)
        lines.insert(number + 1, indent + answer)
    at.path.write_text("\n".join(lines), encoding="utf-8")


def words(at: Line, problem: Problem, found: re.Match[str]) -> None:
    """Write other words for those that the message names."""
    said = re.match(
        r"(?:the date )?[\u201c]?(.*?)[\u201d]? (?:looks|has an|is not how)", problem.message
    )
    assert said
    lines = at.lines
    index = next(n for n in range(at.number - 1, len(lines)) if said[1] in lines[n])
    lines[index] = lines[index].replace(said[1], found[1])
    at.path.write_text("\n".join(lines), encoding="utf-8")


FOLLOWED: dict[str, Callable[[Line, Problem, re.Match[str]], None]] = {
    r"write (\S+) if it is a number": value,
    r'write true or false, or put it in quotes if the word is meant: ("\w+")': value,
    r"write it without quotes: (\S+)": value,
    r"write (-?\d+|true|false|shown|left out)": value,
    r'put it in quotes(?: if it is meant as it stands)?: (".*")': value,
    r'put text that holds ": " in quotes: (".*")': whole_value,
    r"put all of it in quotes: (.*)": whole_value,
    r"type straight quotes: (\"[^\"]*\").*": whole_value,
    r'did you mean "([^"]*)"\?': value,
    r"(?:write it as|write) (\d{4}-\d\d-\d\d) or .*": value,
    r"delete it(?:; it is often pasted.*| and type the text again.*)": letter,
    r"delete it": letter,
    r"type (\S)": misread,
    r"fill it in, or (delete the line) with its key": line_of_key,
    r"correct one of the figures, or write (adjusted: \{.*\})": added,
    r".*in paper\.yaml with notes: \{([\w-]+): \.\.\.\}": of_paper,
    r".*notes: \{([\w-]+): \.\.\.\} in paper\.yaml": of_paper,
    r".*notes: \{([\w-]+): \.\.\.\} under the (?:report|cause of concern|inspection)": note,
    r"copy the report's address .* notes: \{([\w-]+): \.\.\.\}": note,
    r"write (HMICFRS|AFIs|\d+ [A-Z][a-z]+)": words,
}  # fmt: skip


def problems_of(project: Project) -> tuple[Problem, ...]:
    try:
        return prepare(project.folder, date.fromisoformat(MEETING))[1]
    except Problems as found:
        return found.problems


def follow(project: Project, problem: Problem) -> str:
    """Do what the hint says, and return which pattern said so; nothing if it names no text."""
    for pattern, edit in FOLLOWED.items():
        if found := re.fullmatch(pattern, problem.hint):
            if pattern == "delete it" and not problem.message.startswith("_x"):
                continue  # what to delete is more than one letter
            path = project.folder / problem.place.file
            edit(Line(path, problem.place.line, problem.place.column), problem, found)
            return pattern
    return ""


def laid_out(folder: Path, inputs: Path) -> Project:
    shutil.copytree(inputs, folder / "inputs")
    (folder / "templates").symlink_to(ROOT / "templates")
    return Project(folder)


def spoilt(tmp_path: Path) -> Iterator[Project]:
    """Yield a project for each of the cases, with its mistake in it."""
    for number, case in enumerate(
        yaml.safe_load((ROOT / "tests/inputs/bad_inputs.yaml").read_text())
    ):
        if case["in"].endswith(".yaml") and case["name"] != "not UTF-8":
            project = laid_out(tmp_path / f"b{number}", ROOT / "inputs")
            path = project.input(case["in"])
            if "holds" in case:
                path.write_text(case["holds"], encoding="utf-8")
            else:
                project.edit(path, case["replace"], case["by"])
            yield project
    for file in sorted((RULES / "cases").iterdir()):
        for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8"))):
            if case["says"]:
                project = laid_out(tmp_path / f"{file.stem}{number}", RULES / "inputs")
                if case.get("register"):
                    shutil.copy2(RULES / "register.yaml", project.folder / "inputs")
                change: Any
                for change in (case, case.get("and")):
                    if change:
                        project.edit(project.input(change["in"]), change["replace"], change["by"])
                yield project


def test_what_a_hint_says_can_be_done_and_helps(tmp_path: Path) -> None:
    followed: dict[str, int] = {}
    for project in spoilt(tmp_path):
        shutil.copytree(project.folder / "inputs", project.folder / "as-it-was")
        for problem in problems_of(project):
            shutil.rmtree(project.folder / "inputs")
            shutil.copytree(project.folder / "as-it-was", project.folder / "inputs")
            if pattern := follow(project, problem):
                followed[pattern] = followed.get(pattern, 0) + 1
                left = {(one.place.file, one.message) for one in problems_of(project)}
                said = f"{project.folder.name}: {problem}"
                assert (problem.place.file, problem.message) not in left, said
    assert sum(followed.values()) >= 45
    assert len(followed) >= 12


LETTERS = {
    "a zero-width space": "HMICFRS\u200b update", "a soft hyphen": "HMIC\xadFRS update",
    "a byte order mark": "HMICFRS\ufeff update", "a bullet": "HMICFRS \uf0b7update",
    "a misread apostrophe": "HMICFRS\u00e2\u20ac\u2122s update",
    "a misread pound": "HMICFRS \u00c2\u00a31",
    "a code of Excel": "HMICFRS_x000D_ update", "an indicator": "@HMICFRS update",
    "curly quotes": "\u201cHMICFRS update\u201d", "a date as a title": "12:30", "a yes": "Yes",
    "a number": "2025", "a colon": "\n  HMICFRS: update",
}  # fmt: skip


@pytest.mark.parametrize("title", LETTERS.values(), ids=LETTERS)
def test_one_line_is_clean_after_its_hint(tmp_path: Path, title: str) -> None:
    project = laid_out(tmp_path, RULES / "inputs")
    assert problems_of(project) == ()
    separator = "" if title.startswith("\n") else " "
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", f"title:{separator}{title}")
    (problem,) = problems_of(project)
    assert follow(project, problem), problem.hint
    assert problems_of(project) == ()
