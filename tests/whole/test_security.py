"""What SECURITY.md claims of templates and of the network; and that its other claims have tests."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path

# Says on standard error whenever Python is about to look up or call another machine.
LISTENING = """
import sys

def hear(event, arguments):
    asked = event == "urllib.Request" and not arguments[0].startswith("file:")
    if asked or event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print("NETWORK", event, arguments, file=sys.stderr)

sys.addaudithook(hear)
"""
BUILD = "from jacpaper.cli.main import main\nmain(['build'])"


def listened(code: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LISTENING + code],
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr


class TestTheTemplate:
    @pytest.mark.parametrize(
        ("expression", "said"),
        [
            ("{{ ''.__class__.__mro__ }}", 'str has no "__class__"'),
            ("{{ force.__init__.__globals__ }}", 'Force has no "__init__"'),
            ("{{ force.model_validate.__func__ }}", 'Force has no "model_validate"'),
            ("{{ '{0.__class__}'.format(force) }}", 'str has no "format"'),
            (
                "{{ force.parse_raw('cos.', proto='pickle') }}",
                'Force has no "parse_raw"',
            ),
            ("{{ force.parse_file('/etc/hostname').name }}", 'Force has no "parse_file"'),
            ("{{ [force] | map(attribute='parse_raw') | first }}", 'Force has no "parse_raw"'),
            ("{{ force | attr('parse_raw') }}", "No filter named 'attr'"),
            ("{{ meeting.strftime('%Y') }}", 'date has no "strftime"'),
            ("{{ open.total._replace(new=99).new }}", 'YearMovement has no "_replace"'),
            ("{{ open.total.count(1) }}", 'YearMovement has no "count"'),
            ("{{ force.name.format }}", 'str has no "format"'),
            ("{{ force.name.upper }}", "a Method cannot be printed"),
            ("{{ reports }}", "a list cannot be printed as it is"),
            ("{{ reports.__add__((1,)) }}", 'tuple has no "__add__"'),
            ("{{ notes.update(x='y') }}", 'dict has no "update"'),
            ("{{ cycler.__init__.__globals__.os.system('true') }}", 'nothing is called "cycler"'),
            ("{% for one in range(10 ** 9) %}{% endfor %}", "Range too big"),
            ("{% include '../../inputs/committee.yaml' %}", "the template is missing"),
            ("{% include '/etc/hostname' %}", "the template is missing"),
            ("{% import 'os' as os %}", "the template is missing"),
        ],
    )
    def test_cannot_get_at_the_program_or_at_other_files(
        self, project: Project, expression: str, said: str
    ) -> None:
        project.edit(
            project.template / "paper.html.j2", "<h2>Purpose", f"{expression}\n<h2>Purpose"
        )
        done = project.run_here("build", "--only", "html")
        assert done.returncode == 1, done.stderr
        assert said in done.stderr
        assert not project.outputs()

    def test_escapes_what_the_inputs_say(self, project: Project) -> None:
        """Even where a template gives a value to an attribute or leaves out every filter."""
        project.edit(project.input("paper.yaml"), "title: HMICFRS", 'title: "<q onclick=x>HMICFRS')
        project.edit(project.input("paper.yaml"), "q onclick=x>HMICFRS update", 'q onclick=x>"')
        assert project.run_here("build", "--only", "html").returncode == 0
        page = project.outputs()[".html"].decode()
        assert "&lt;q onclick=x&gt;" in page
        assert "<q onclick" not in page


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\x9b"])
def test_what_turns_or_breaks_text_unseen_is_refused(project: Project, letter: str) -> None:
    project.edit(project.input("paper.yaml"), "title: HMICFRS", f"title: HMICFRS{letter}")
    done = project.run_here("check")
    assert done.returncode == 1
    assert f"(U+{ord(letter):04X})" in done.stderr
    assert letter not in done.stderr


class TestTheNetwork:
    def test_can_be_heard(self, tmp_path: Path) -> None:
        code = "import socket\nsocket.socket().connect_ex(('127.0.0.1', 9))"
        assert "NETWORK socket.connect" in listened(code, tmp_path)

    def test_is_not_used_by_a_build(self, project: Project) -> None:
        assert "NETWORK" not in listened(BUILD, project.folder)
        assert set(project.outputs()) == {".docx", ".pdf", ".html"}

    @pytest.mark.parametrize(
        "css",
        [
            "@import url(http://127.0.0.1:9/x.css);",
            "@font-face { font-family: House; src: url(http://127.0.0.1:9/x.ttf) }",
            "p { background: url(//127.0.0.1:9/x.png) }",
            "p::before { content: url(https://127.0.0.1:9/x.svg) }",
        ],
    )
    def test_is_not_used_for_a_style_sheet(self, project: Project, css: str) -> None:
        sheet = project.template / "paper.css"
        sheet.write_text(f"{css}\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
        said = listened(BUILD, project.folder)
        assert "error" in said
        assert "NETWORK" not in said
        assert not project.outputs()


def test_every_test_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]*test_\w+\.py)(?:::(\w+))?`", page)
    assert len(named) > 20
    for file, name in named:
        tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
        defined = {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        assert not name or name in defined, f"{file} has no {name}"


def test_every_case_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    cases = (ROOT / "tests" / "inputs" / "bad_inputs.yaml").read_text(encoding="utf-8")
    named = re.findall(r"“([^”]+)” in `bad_inputs\.yaml`", page)
    assert named
    for case in named:
        assert f"\n- name: {case}\n" in cases, case
