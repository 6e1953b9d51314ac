"""What a hint says to write, written so and no otherwise, settles what was asked.

Each case of tests/inputs/bad_inputs.yaml and tests/rules/cases whose hint says what to type is
mended by that text alone, by the table below, which reads hints as a person would. Then the
project is checked again: the same must not be said of the same file.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import MEETING, ROOT, Project, read_yaml
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


def without(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(found[1], "")


def in_place_of(at: Line, problem: Problem, found: re.Match[str]) -> None:
    mark = re.split('["\u201c\u201d]', problem.message)[1]
    at.put(at.rest, at.rest.replace(mark, found[1]))


def spaced(at: Line, problem: Problem, _: re.Match[str]) -> None:
    at.put(at.rest, at.rest.replace(problem.message.split('"')[1], " "))


def line_of_key(at: Line, _: Problem, __: re.Match[str]) -> None:
    lines = at.lines
    del lines[at.number - 1]
    at.path.write_text("\n".join(lines), encoding="utf-8")


def key_and_value(at: Line, problem: Problem, found: re.Match[str]) -> None:
    """Delete the line, or within braces the key with its value."""
    lines = at.lines
    line = lines[at.number - 1]
    if "{" not in line:
        line_of_key(at, problem, found)
        return
    key = line[: (problem.place.column or 0) - 1].split()[-1]
    lines[at.number - 1] = re.sub(rf"(, )?{re.escape(key)} [^,}}]+", "", line)
    at.path.write_text("\n".join(lines), encoding="utf-8")


def added(at: Line, _: Problem, found: re.Match[str]) -> None:
    text = at.path.read_text(encoding="utf-8").rstrip("\n")
    at.path.write_text(f"{text}\n{found[1]}\n", encoding="utf-8")


def of_paper(at: Line, _: Problem, found: re.Match[str]) -> None:
    inputs = next(one for one in at.path.parents if one.name == "inputs")
    paper = inputs / MEETING / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(f"notes: {{{found[1]}: It is as it is.}}\n{text}", encoding="utf-8")


def of_words(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Add to the note of paper.yaml that answers for words by having them."""
    inputs = next(one for one in at.path.parents if one.name == "inputs")
    paper = inputs / MEETING / "paper.yaml"
    first, rest = paper.read_text(encoding="utf-8").split("\n", 1)
    answer: str = yaml.safe_load(found[1])
    if first.startswith("notes: {unfinished: "):
        answer = f"{yaml.safe_load(first)['notes']['unfinished']} {answer}"
    else:
        rest = f"{first}\n{rest}"
    line = f"notes: {{unfinished: {json.dumps(answer, ensure_ascii=False)}}}"
    paper.write_text(f"{line}\n{rest}", encoding="utf-8")


def note(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Put a note under the item of the list."""
    into_item(at, f"notes: {{{found[1]}: It is as it is.}}")


def into_item(at: Line, answer: str) -> None:
    """Put a key into an item of a list, in the style in which the item is written."""
    lines = at.lines
    number = at.number - 1
    while not re.match(r" *- ", lines[number]) and "[{" not in lines[number]:
        number -= 1
    inline = lines[number].rfind("{name", 0, at.column) if number == at.number - 1 else -1
    key, _, answer_inside = answer.partition(": {")
    if answer_inside and f"{key}: {{" in lines[number]:  # it has one already
        old = f"{key}: {{"
        lines[number] = lines[number].replace(old, f"{old}{answer_inside.rstrip('}')}, ", 1)
    elif "- {" in lines[number]:
        lines[number] = lines[number].replace("- {", f"- {{{answer}, ", 1)
    elif inline >= 0:
        lines[number] = f"{lines[number][: inline + 1]}{answer}, {lines[number][inline + 1 :]}"
    else:
        indent = " " * (lines[number].index("- ") + 2)
        lines.insert(number + 1, indent + answer)
    at.path.write_text("\n".join(lines), encoding="utf-8")


def of_counts(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Put an answer under its year, or `total`, into open-counts.yaml."""
    path = at.path.with_name("open-counts.yaml")
    put_in(path, "notes", f"{found[1]}: It is as it is.")


def put_in(path: Path, key: str, pair: str) -> None:
    """Put a pair under a key of a file, which may have it already, in braces or line by line."""
    text = path.read_text(encoding="utf-8")
    if re.search(rf"^{key}: \{{", text, re.MULTILINE):
        text = re.sub(rf"^{key}: \{{", f"{key}: {{{pair}, ", text, flags=re.MULTILINE)
    elif re.search(rf"^{key}:\n", text, re.MULTILINE):
        text = re.sub(rf"^{key}:\n", f"{key}:\n  {pair}\n", text, flags=re.MULTILINE)
    else:
        text = f"{text.rstrip()}\n{key}: {{{pair}}}\n"
    path.write_text(text.replace("{, ", "{").replace(", }", "}"), encoding="utf-8")


def adjusted(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Write the adjustment, in place of one that is there, and why."""
    text = at.path.read_text(encoding="utf-8")
    for key in ("adjusted", "notes"):
        given = re.search(rf"^{key}: \{{.*\}}$", text, re.MULTILINE)
        if given:
            left = re.sub(rf"\b{found[1]}: [^,}}]*(, )?", "", given[0])
            text = text.replace(given[0], left)
    at.path.write_text(text, encoding="utf-8")
    put_in(at.path, "adjusted", f"{found[1]}: {found[2]}")
    put_in(at.path, "notes", f"{found[1]}: It is as it is.")


def closed(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Write the closures, whose line may be there already with others."""
    for pair in found[1].split(", "):
        put_in(at.path.with_name("open-counts.yaml"), "closed", pair)


def of_committee(at: Line, _: Problem, found: re.Match[str]) -> None:
    inputs = next(one for one in (at.path, *at.path.parents) if (one / "inputs").is_dir())
    path = inputs / "inputs" / "committee.yaml"
    text = path.read_text(encoding="utf-8")
    if "initials: [" in text:
        text = text.replace("initials: [", f"initials: [{found[1]}, ")
    else:
        text = f"{text.rstrip()}\ninitials: [{found[1]}]\n"
    path.write_text(text, encoding="utf-8")


def under_item(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Put a key under the item of the list in which the place is."""
    into_item(at, found[1].replace("...", "It is as it is."))


def without_key(at: Line, _: Problem, found: re.Match[str]) -> None:
    lines = at.lines
    kept = [line for line in lines if not line.strip().startswith(f"{found[1]}:")]
    if kept == lines:
        kept = [re.sub(rf", {found[1]}: [^,}}]+", "", line) for line in lines]
    at.path.write_text("\n".join(kept), encoding="utf-8")


def at_nought(at: Line, _: Problem, found: re.Match[str]) -> None:
    put_in(at.path, "open", f"{found[1]}: 0")


def restated(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Delete what stands under `previous`, and restate the figure."""
    text = at.path.read_text(encoding="utf-8")
    text = re.sub(r"^previous:.*\n(  .*\n)*", "", text, flags=re.MULTILINE)
    at.path.write_text(text, encoding="utf-8")
    put_in(at.path, "restated", found[1].replace("...", "It was counted wrongly."))


def no_since(at: Line, problem: Problem, _: re.Match[str]) -> None:
    said = re.match("\u201csince (.*?)\u201d", problem.message)
    assert said
    text = at.path.read_text(encoding="utf-8")
    at.path.write_text(re.sub(rf"[Ss]ince {said[1]}", f"In {said[1]}", text), encoding="utf-8")


def kept_once_more(at: Line, problem: Problem, found: re.Match[str]) -> None:
    """Write the cause again, closed on a day of the paper's period."""
    said = re.search(r"the cause of concern (.*) was open", problem.message)
    assert said
    cause = f"- {{name: {said[1]}, {found[1]}, closed: 2025-10-01}}"
    text = at.path.read_text(encoding="utf-8")
    text = re.sub(r"^causes_of_concern: none$", "causes_of_concern:", text, flags=re.MULTILINE)
    at.path.write_text(
        re.sub(
            r"^causes_of_concern:$", rf"causes_of_concern:\n  {cause}", text, flags=re.MULTILINE
        ),
        encoding="utf-8",
    )


def letter_s(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put("http://", found[1])


def name_of_word(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(at.token, found[1])


def words(at: Line, problem: Problem, found: re.Match[str]) -> None:
    """Write other words for those that the message names."""
    said = re.match(
        r"(?:the date )?[\u201c]?(.*?)[\u201d]? (?:looks|has an|is not how|is in figures)",
        problem.message,
    )
    assert said
    lines = at.lines
    index = next(n for n in range(at.number - 1, len(lines)) if said[1] in lines[n])
    lines[index] = lines[index].replace(said[1], found[1])
    at.path.write_text("\n".join(lines), encoding="utf-8")


def at_the_end(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(at.rest, at.rest + found[1])


def capital(at: Line, _: Problem, found: re.Match[str]) -> None:
    lines, word = at.lines, found[1]
    typed = word[0].lower() + word[1:]
    lines[at.number - 1] = lines[at.number - 1].replace(typed, word, 1)
    at.path.write_text("\n".join(lines), encoding="utf-8")


def capital_after_stop(at: Line, problem: Problem, found: re.Match[str]) -> None:
    before = problem.message.split("\u201c")[1].split()[0]
    text = at.path.read_text(encoding="utf-8")
    stopped = rf"({re.escape(before)}\s+){found[1].lower()}"
    at.path.write_text(re.sub(stopped, rf"\1{found[1]}", text), encoding="utf-8")


def its_days(at: Line, _: Problem, found: re.Match[str]) -> None:
    lines = at.lines
    line = re.sub(r"starts: [^,}]+", f"starts: {found[1]}, {found[2]}", lines[at.number - 1])
    lines[at.number - 1] = line
    at.path.write_text("\n".join(lines), encoding="utf-8")


def no_full_stop(at: Line, _: Problem, found: re.Match[str]) -> None:  # noqa: ARG001
    at.put(at.token, at.token.rstrip().removesuffix("."))


def one_mark(at: Line, _: Problem, found: re.Match[str]) -> None:  # noqa: ARG001
    lines = at.lines
    lines[at.number - 1] = re.sub(r"[,;:.] *([,;.])", r"\1", lines[at.number - 1], count=1)
    at.path.write_text("\n".join(lines), encoding="utf-8")


def key_of_paper(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Write a line of its own into paper.yaml."""
    at.path.write_text(f"{found[1]}\n{at.path.read_text(encoding='utf-8')}", encoding="utf-8")


def line_of_paper(at: Line, _: Problem, found: re.Match[str]) -> None:
    """Write a line of its own into paper.yaml, where the problem is in another file."""
    path = at.path.with_name("paper.yaml")
    path.write_text(f"{found[1]}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def shorter(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(at.rest, at.rest[: -int(found[1])])


def space(at: Line, _: Problem, __: re.Match[str]) -> None:
    at.put("", " ")


def bar_above(at: Line, _: Problem, found: re.Match[str]) -> None:
    lines = at.lines
    lines[at.number - 2] += f" {found[1]}"
    at.path.write_text("\n".join(lines), encoding="utf-8")


def last_day(at: Line, _: Problem, found: re.Match[str]) -> None:
    at.put(at.token, found[1] or found[2])


FOLLOWED: dict[str, Callable[[Line, Problem, re.Match[str]], None]] = {
    r"write (\S+) if it is a number": value,
    r'write true or false, or put it in quotes if the word is meant: ("\w+")': value,
    r"write it without quotes: (\S+)": value,
    r"write the post alone: (.*)": whole_value,
    r"write (-?\d+|true|false|shown|left out)": value,
    r'put it in quotes(?: if it is meant as it stands)?: (".*")': value,
    r'put text that holds ": " in quotes: (".*")': whole_value,
    r"put all of it in quotes: (.*)": whole_value,
    r"type straight quotes: (\"[^\"]*\").*": whole_value,
    r'did you mean "([^"]*)"\?': value,
    r"delete (\S+) at its start": without,
    r"write (\S+)(?: or \S+)? in its place": in_place_of,
    r"write (.+) in its place: only texts and summaries have emphasis": in_place_of,
    r"write a space or a comma in its place": spaced,
    r"(?:write it as|write) (\d{4}-\d\d-\d\d) or .*": value,
    r"write (\d+(?: \w+ \d{4})? to \d+ \w+ \d{4})": value,
    r"write it as (\d+ MB) or .*": value,
    r"put (\S) at its end, as in .*": at_the_end,
    r"delete it(?:; it is often pasted.*| and type the text again.*)": letter,
    r"delete it": letter,
    r"type (\S)": misread,
    r"fill it in, or (delete the line) with its key": line_of_key,
    r"where there is none, (delete it) with its key": line_of_key,
    r"to say nothing, delete the key with its value": key_and_value,
    r"(?s)correct one of the figures, or write adjusted: \{(\d{4}): (-?\d+)\}, and why.*": adjusted,
    r"say so, as in closed: \{(.*)\}, or answer with notes: \{total: \.\.\.\}": closed,
    r"(?s).*say why with notes: \{(\d{4}): \.\.\.\}": of_counts,
    r"if none is open now, write (\d{4}): 0; .*": at_nought,
    r"(delete the line); a year at 0 is shown once": line_of_key,
    r"(delete this line)": line_of_key,
    r"correct the year, or (delete the note)": line_of_key,
    r"write (week commencing .*)": value,
    r"(?s)at its first use, write .* add\ninitials: \[(\w+)\] in committee\.yaml": of_committee,
    r"(?s)correct the words, write (period: \{.*?\}),\nor answer .*": key_of_paper,
    r"write from: (\d+)": value,
    r"write from: (\d{4}-\d\d-\d\d), or answer with .*": value,
    r"(?s)delete previous: .*write restated: \{(\d{4}: \{.*?\})\};.*": restated,
    r"(?s)correct the date, or say why the report is listed with (late: \.\.\.)(?:,.*)?": under_item,  # noqa: E501
    r"delete (followed_up), if the report is new": without_key,
    r"delete (why|since); what members should know of it can stand in background": without_key,
    r"delete (grade_counts), or delete grades": without_key,
    r"write the word \"(none)\" for a nil return": whole_value,
    r"(?s)keep it once more with (open_recommendations: 0) and closed: DATE.*": kept_once_more,
    r"write (\d{1,2} [A-Z][a-z]+ \d{4})(?:, if the day comes first)?": words,
    r"write (https://).* in place of http://.*": letter_s,
    r"if it is left over from an older paper, .* or write it without \u201csince\u201d": no_since,
    r"if they are the same, write (.*), or answer in paper\.yaml .*": name_of_word,
    r"(?s).*say why in paper\.yaml with the words themselves, as in\nnotes: \{unfinished: (\".*\")\}": of_words,  # noqa: E501
    r"(?s).*or answer in paper\.yaml with\nnotes: \{([\w-]+): \.\.\.\}": of_paper,
    r"(?s).*(?:answer|say why) with\s+notes: \{([a-z][\w-]+): \.\.\.\}(?: under (?:the (?:cause|report)|it))?": note,  # noqa: E501
    r"complete the list, .* or write (grades_given: in part)": under_item,
    r"(?s).*in paper\.yaml with notes: \{([\w-]+): \.\.\.\}": of_paper,
    r"(?s).*notes: \{([\w-]+): \.\.\.\} in paper\.yaml": of_paper,
    r".*notes: \{([\w-]+): \.\.\.\} under the (?:report|cause of concern|inspection)": note,
    r"copy the report's address .* notes: \{([\w-]+): \.\.\.\}": note,
    r"write (HMICFRS|AFIs|\d+ [A-Z][a-z]+)": words,
    r"(?s)put it back: \d{4}: (\d+)[;,] .*": value,
    r"put it back: (?:as_at: (\S+?)|period: \{to: (\S+)\})(?:, or run .*)?": last_day,
    r"write (draft), or .*": value,
    r"make the title.* shorter by (\d+) letters?": shorter,
    r"write (\{cleared: .*\})": value,
    r"(delete the line)": line_of_key,
    r"put a space after it: \w+: .*": space,
    r"write key: value; if it is a text, write (\|) behind .*": bar_above,
    r"or write (shown)": value,
    r"put (\.) at its end": at_the_end,
    r"delete it here; joint_with names the others": line_of_key,
    r"take the full stop away": no_full_stop,
    r"delete one of the two marks": one_mark,
    r"if it takes place on all these days, write starts: (\S+) and (lasts: \d+ days)": its_days,
    r"begin it with a capital letter: (\S+)": capital,
    r"begin with a capital letter: (\S+);\nor take .*": capital_after_stop,
    r"to print it, write (section_55: shown) in paper\.yaml": line_of_paper,
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


def add_files(inputs: Path, case: dict[str, Any]) -> None:
    """Add what a case of a rule has beside the small papers."""
    if case.get("register"):
        shutil.copy2(RULES / "register.yaml", inputs)
    if case.get("published"):
        shutil.copy2(RULES / "published.yaml", inputs / "2025-09-25")


def spoilt(tmp_path: Path) -> Iterator[Project]:
    """Yield a project for each of the cases, with its mistake in it."""
    for number, case in enumerate(read_yaml(ROOT / "tests/inputs/bad_inputs.yaml")):
        if case["in"].endswith(".yaml") and case["name"] != "not UTF-8":
            project = laid_out(tmp_path / f"b{number}", ROOT / "inputs")
            path = project.input(case["in"])
            if "holds" in case:
                path.write_text(case["holds"], encoding="utf-8")
            else:
                project.edit(path, case["replace"], case["by"])
            yield project
    for file in sorted((RULES / "cases").iterdir()):
        for number, case in enumerate(read_yaml(file)):
            if case["says"]:
                project = laid_out(tmp_path / f"{file.stem}{number}", RULES / "inputs")
                add_files(project.folder / "inputs", case)
                change: Any
                for change in (case, case.get("and")):
                    if change:
                        project.edit(project.input(change["in"]), change["replace"], change["by"])
                yield project


# Hints that leave it to whoever reads them what to write: no text can be taken from them.
JUDGED = (
    "", r"known here: .*", r"known: .*", r"none of them has one", r"correct .*", r"complete .*",
    r"it first stands on line \d+; keep one of them", r"write the earlier date first",
    r"write (2 weeks|10 or|10 if|the text out|it in other|it in small|it as 2025|which).*",
    r"write a line for .*", r"fill it in",
    r"fill it in, or write \w+: unknown in place of all its keys",
    r"copy it whole, .*", r"take .*", r"make it one list", r"close the quote", r"indent with .*",
    r"delete (columns: totals|it, or, with|one of them|the line ---|them, unless).*",
    r"line keys up, .*",
    r"delete it where it is too much",
    r"write the name", r"write it in one line: .*",
    r"put text that holds .*", r"one a line, .*", r"look the grade up .*", r"give .*", r"add .*",
    r"name what it leads to.*", r"screen readers cannot .*", r"emphasise 8 words at the most",
    r"open the link, and copy .*", r"write it as name@.*",
    r"put it back(?:, or run .*)?; what is so by now belongs in .*", r"put it back as it was.*",
    r"if it is closed, write when, .*",
    r"consider splitting .*", r"there is no such day; .*", r"inputs/ has no folder for a .*",
)  # fmt: skip


def test_what_a_hint_says_can_be_done_and_helps(tmp_path: Path) -> None:
    """Every hint is followed, or leaves it to the reader: no new one is left out."""
    followed: dict[str, int] = {}
    for project in spoilt(tmp_path):
        shutil.copytree(project.folder / "inputs", project.folder / "as-it-was")
        before = problems_of(project)
        for problem in before:
            assert_is_known(problem)
            shutil.rmtree(project.folder / "inputs")
            shutil.copytree(project.folder / "as-it-was", project.folder / "inputs")
            if pattern := follow(project, problem):
                followed[pattern] = followed.get(pattern, 0) + 1
                said = f"{project.folder.name}: {problem}"
                after = problems_of(project)
                assert identity(problem) not in map(identity, after), said
                new = [one for one in after if identity(one) not in map(identity, before)]
                assert leads_out(project, new, before), f"{said}\nthen: {new}"
    assert sum(followed.values()) >= 150
    assert len(followed) >= 25


def assert_is_known(problem: Problem) -> None:
    patterns = [*FOLLOWED, *JUDGED]
    found = any(re.fullmatch(pattern, problem.hint, re.DOTALL) for pattern in patterns)
    assert found, f"add the form of this hint to FOLLOWED or JUDGED: {problem}"
    # Every question can be answered, but for words that only their author can find.
    if problem.severity == "warning" and problem.rule not in ("reading", "wording"):
        can_answer = any(re.fullmatch(pattern, problem.hint) for pattern in FOLLOWED)
        assert can_answer, f"the hint of a warning says how to answer it: see FOLLOWED: {problem}"


def identity(problem: Problem) -> tuple[str, str]:
    return problem.place.file, problem.message


def leads_out(project: Project, new: list[Problem], before: tuple[Problem, ...]) -> bool:
    """True if what a hint brings up, if anything, is settled by its own hints in turn.

    A hint that names a choice of the reader's leads no further.
    """
    for _ in range(5):
        new = [one for one in new if one.severity != "hint"]
        if not new:
            return True
        if not follow(project, new[0]):
            return any(re.fullmatch(pattern, new[0].hint, re.DOTALL) for pattern in JUDGED)
        known = [identity(one) for one in before]
        new = [one for one in problems_of(project) if identity(one) not in known]
    return False


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
