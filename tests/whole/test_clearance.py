"""docs/clearance.md: every command on the page is run, and says what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest

from conftest import ROOT, WITHOUT_ITEMS, invoked
from word_edits import WordEdits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = ROOT / "docs" / "clearance.md"
MIDSHIRE = ROOT / "examples" / "midshire"
DRAFT = "build/2026-03-26/agenda-item-6.1-hmicfrs-update-draft.docx"
CHANGES = DRAFT.replace("-draft", "-changes-since-earlier-version-draft")
_TIMES = (
    (r"before-review-\d{4}-\d\d-\d\d-\d{6}", "before-review-2026-03-17-101500"),
    (r"final since \d{1,2} \w+ \d{4}", "final since 19 March 2026"),
)


class Step(NamedTuple):
    """A command and what it says, or an edit of a file."""

    command: str
    shown: str
    file: str = ""


def steps(page: str) -> Iterator[Step]:
    """Yield what the page's indented blocks do, in order.

    A block with lines that begin with + or - edits the file that was named last.
    """
    file, block = "", list[str]()
    for line in [*page.split("\n"), "end"]:
        is_inside = line.startswith("    ") or (not line and block)
        if block and (not is_inside or line.startswith("    $ ")):
            yield step(block, file)
            block = []
        if is_inside:
            block.append(line.removeprefix("    "))
        elif named := re.findall(r"`(inputs/[\w/.-]+\.yaml)`", line):
            file = named[-1]


def step(block: list[str], file: str) -> Step:
    first, *rest = "\n".join(block).rstrip().split("\n")
    if first.startswith("$ "):
        return Step(first.removeprefix("$ "), "\n".join(rest))
    assert re.search("^[+-]", "\n".join(block), re.MULTILINE), f"neither command nor edit: {block}"
    return Step("", "\n".join([first, *rest]), file)


def edit(path: Path, changed: str) -> None:
    """Make an edit that is shown like a diff; its old lines must be there once."""
    lines = changed.split("\n")
    old, new = (
        "".join(f"{line[1:]}\n" for line in lines if line[:1] in marks) for marks in (" -", " +")
    )
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} no longer holds {old!r} once"
    path.write_text(text.replace(old, new), encoding="utf-8")


def send_back(folder: Path) -> None:
    """Make the two files that come back of the draft."""
    (folder / "returned").mkdir()
    dcc = WordEdits(folder / DRAFT, "Deputy Chief Constable", "2026-03-16")
    dcc.track("one of six forces", "one of seven forces")
    dcc.type("26 February 2026", "27 February 2026")
    dcc.track("came back to what they", "looked again at what they")
    dcc.type("2 grades have become better", "3 grades have become better")
    dcc.comment("40 of our crime records", "40 of how many? Ask the crime registrar.")
    dcc.save(folder / "returned" / "dcc.docx")
    cfo = WordEdits(folder / DRAFT, "Chief finance officer", "2026-03-17")
    cfo.track("efficiency and legitimacy", "efficiency, legitimacy and use of money")
    cfo.track("came back to what they", "returned to what they")
    cfo.save(folder / "returned" / "cfo.docx")


def send_back_again(folder: Path) -> None:
    """Make the file that comes back of the second draft, which has tracked changes of its own."""
    again = WordEdits(folder / CHANGES, "Deputy Chief Constable", "2026-03-18")
    again.track("what they had found", "what they found")
    again.save(folder / "returned" / "dcc-again.docx")


def said(command: str, folder: Path) -> str:
    """Return what a command says, with the times of the page."""
    program, *arguments = shlex.split(command)
    if program == "jacpaper":
        text = invoked(*arguments, cwd=folder).output
    else:
        text = subprocess.check_output(["/bin/sh", "-c", command], cwd=folder, text=True)
    for pattern, fixed in _TIMES:
        text = re.sub(pattern, fixed, text)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def walked(page: str, folder: Path) -> Iterator[tuple[Step, str]]:
    """Do what the page says; yield each command with what it says."""
    shutil.copytree(MIDSHIRE / "inputs", folder / "inputs", ignore=WITHOUT_ITEMS)
    shutil.copytree(ROOT / "templates", folder / "templates")
    for step in steps(page):
        if step.file:
            edit(folder / step.file, step.shown)
            continue
        if "returned/" in step.command and not (folder / "returned").exists():
            send_back(folder)
        if "returned/dcc-again.docx" in step.command:
            send_back_again(folder)
        yield step, said(step.command, folder)


def test_every_command_says_what_the_page_shows(tmp_path: Path) -> None:
    commands = []
    for step, text in walked(PAGE.read_text(encoding="utf-8"), tmp_path):
        assert text == step.shown, step.command
        commands.append(step.command.removeprefix("jacpaper ").split()[0])
    assert set(commands) == {"build", "review", "finalise", "new", "mkdir"}
    assert len(commands) == 15


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        (["FILE=a b.docx"], ["review", "a b.docx"]),
        (["FILE=a.docx", "TAKE=3,5"], ["review", "a.docx", "--take", "3,5"]),
        (["FILE=a.docx", "TAKE=all"], ["review", "a.docx", "--take", "all"]),
        (["FILE=a.docx", "MEETING=2025-12-11"], ["review", "a.docx", "2025-12-11"]),
    ],
)
def test_make_review_calls_it(tmp_path: Path, given: list[str], arguments: list[str]) -> None:
    program = tmp_path / "jacpaper"
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    # Run by `make test`, this has make's own choice of the meeting in its environment.
    environment = {name: value for name, value in os.environ.items() if name != "MEETING"}
    done = subprocess.run(
        ["make", "--no-print-directory", "review", f"BIN={tmp_path}", *given],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == arguments, done.stderr


def test_make_review_asks_for_the_file() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "review"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "make review FILE=" in done.stdout
