"""A picture pasted as text is refused where it stands, before it takes minutes to lay out."""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

BYTES = bytes(range(250)) * 600
PICTURE = base64.b64encode(BYTES).decode()
# As mail programs and `base64` write it: a line has 76 letters.
IN_LINES = base64.encodebytes(BYTES).decode().replace("\n", "\n  ")
AS_TEXT = "it looks like a picture or file pasted as text; delete it"


def background(project: Project, text: str) -> None:
    paper = project.input("paper.yaml")
    rest = re.sub(r"background: .\n(  .*\n|\n)+", "", paper.read_text(encoding="utf-8"))
    paper.write_text(f"{rest}background: >\n  Some words.\n  And {text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        (PICTURE[:60_000], "a word of 60,000 letters", AS_TEXT),
        (PICTURE, "a word of 200,000 letters", AS_TEXT),
        (f"**{'a' * 250}**{'b' * 250}", "a word of 504 letters", AS_TEXT),
        (IN_LINES[:60_000], "letters in words that are longer than a line", AS_TEXT),
        ("a" + "\u00a0" * 100_000 + "b", "a word of 100,002 letters", "no-break spaces"),
        ("https://a.org/" + "b" * 2000, "a word of 2,014 letters", "give shorter addresses"),
        ("é" * 501, "a word of 501 letters", "put spaces between its parts"),
    ],
)
def test_it_is_named_at_its_line_and_column(
    project: Project, text: str, said: str, hint: str
) -> None:
    background(project, text)
    started = time.monotonic()
    done = project.run_here("build")
    assert time.monotonic() - started < 30
    assert done.returncode == 1
    assert not project.out.exists()
    lines = project.input("paper.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, one in enumerate(lines, 1) if one.startswith("  And "))
    first, *_, last = done.stderr.splitlines()[:-1]
    assert first.startswith(f"inputs/2025-12-11/paper.yaml:{line}:7: error: ")
    assert said in first
    assert hint in last


def test_deleting_it_mends_the_paper(project: Project) -> None:
    background(project, PICTURE)
    assert project.run_here("check").returncode == 1
    background(project, "more.")
    assert project.run_here("check").returncode == 0


def test_an_escape_does_not_hide_it(project: Project) -> None:
    paper = project.input("paper.yaml")
    project.edit(paper, "title: HMICFRS update", 'title: "HMICFRS ' + "a\\x62" * 300 + '"')
    assert "a word of 600 letters" in project.run_here("check").stderr


@pytest.mark.parametrize("text", ["x" * 500, "https://a.org/" + "b" * 1985])
def test_the_longest_words_pass(project: Project, text: str) -> None:
    background(project, f"{text}.")
    assert project.run_here("check").returncode == (0 if text[0] == "h" else 1)
    background(project, text)
    assert project.run_here("check").returncode == 0


def test_a_template_that_makes_one(project: Project) -> None:
    template = project.template / "paper.html.j2"
    project.edit(template, "<p>Name:", '<p>{{ "b" * 501 }}</p>\n<p>Name:')
    said = project.run_here("check").stderr
    assert re.match(r"templates/.*/paper\.html\.j2:\d+: error: a word of 501 letters\n", said)


def test_a_cell_of_the_register() -> None:
    from jacpaper.register.reading import cells

    with pytest.raises(ValueError, match=r"^a word of 20,000 letters; it looks like a picture"):
        cells.text(PICTURE[:20_000])
