"""A template that asks for too much is a problem at its line, within seconds."""

from __future__ import annotations

from datetime import date
from time import thread_time

import pytest

from conftest import MEETING, Project
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.hmicfrs.origins import copied
from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.template.cache import TemplateCache
from jacpaper.trace.trace import Trace

STEPS = "the template takes more than 1,000,000 steps"
LETTERS = "the texts that the template makes come to more than 50,000,000 letters"
ONE_TEXT = "the template makes a text of more than 10,000,000 letters"
WIDTH = "is more than 1,000"
NUMBER = "this number is larger than any in a paper"
ITSELF = "this calls or includes itself without an end"
PARTS = "more than 1,000,000 parts"
DEEP = "nested too deep"
A_LIST = "{% set a = range(100000) | list %}{% set b = range(100000) | list %}"
SHORT_LIST = A_LIST.replace("100000", "10000")
# So few turns that it is what each turn goes through that counts.
FEW_TURNS = "{% for i in range(3000) if X %}{% endfor %}"
MACRO = "{% macro m(n) %}{% if n %}{{ m(n - 1, varargs, varargs) }}{% endif %}{% endmacro %}"
LONG = "('x y ' * 2500000)"
TWICE = "{% set ns = namespace(x=X) %}{% for i in range(60) %}{% set ns.x = Y %}{% endfor %}"


def twice(start: str, doubled: str) -> str:
    return TWICE.replace("X", start, 1).replace("Y", doubled)


def listed(condition: str) -> str:
    return SHORT_LIST + FEW_TURNS.replace("X", condition)


def fault(project: Project, new: str, trace: Trace | None = None) -> tuple[int, str]:
    """Return the line and message of the one problem that `new` makes; it takes seconds.

    It stands alone in the template, as all others would be compiled anew with a trace.
    """
    template = project.template / "paper.html.j2"
    template.write_text(f"<title>A paper</title>\n{new}\n<p>And more</p>", encoding="utf-8")
    facts = load(project.folder, date.fromisoformat(MEETING))
    facts = trace.follow(facts, copied) if trace else facts
    cache = None if trace else TemplateCache(project.folder / "compiled")
    started = thread_time()
    with pytest.raises(Problems) as raised:
        compose(facts, template_folder(project.folder), cache, trace)
    assert thread_time() - started < 40
    (problem,) = raised.value.problems
    assert problem.place.file.endswith("paper.html.j2")
    return problem.place.line - 2, problem.message


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('{{ "x" * 10**9 }}', LETTERS),
        ('{{ 10**9 * "x" }}', LETTERS),
        ("{{ [1] * 10**9 }}", STEPS),
        ("{{ 10 ** (10 ** 9) }}", NUMBER),
        ("{{ '%1000000000d' % 1 }}", WIDTH),
        ("{{ '%.1000000000f' % 1 }}", WIDTH),
        ("{{ '%*d' % (1000000000, 1) }}", WIDTH),
        ("{{ '%(a)1000000000d' % {'a': 1} }}", WIDTH),
        ("{{ '%1000000000d' | format(1) }}", WIDTH),
        ("{{ 1 | round(-1000000000) }}", "rounded to 20 digits at most"),
        ("{{ ('a' * 10**6) | replace('a', 'b' * 10**6) }}", LETTERS),
        ("{{ range(100000) | join('x' * 10**6) }}", LETTERS),
        ("{{ ('f' * 10**6) | int(0, 16) }}", "a number has 300 figures at most"),
        ("{{ [[1]] | sum(start=[]) }}", "only numbers can be added up"),
        (twice('"xx"', "ns.x ~ ns.x"), LETTERS),
        (twice('"xx"', "ns.x + ns.x"), LETTERS),
        (twice('"xx"', 'ns.x | replace("x", "xx")'), LETTERS),
        (twice('"xx"', '"%s%s" | format(ns.x, ns.x)'), LETTERS),
        (twice('"xx"', "[ns.x, ns.x] | join"), PARTS),
        (twice("[1]", "ns.x + ns.x"), STEPS),
        (twice("9", "ns.x * ns.x"), NUMBER),
        ("{{ [[1], [1]] }}", "a list cannot be printed"),
        (twice("[1]", "[ns.x, ns.x]"), PARTS),
        ("{% for a in range(10**5) %}{% for b in range(10**5) %}{% endfor %}{% endfor %}", STEPS),
        ("{% for a in range(10**5) if range(10**5) | map('abs') | sum < 0 %}{% endfor %}", STEPS),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ITSELF),
        ("{% include 'paper.html.j2' %}", ITSELF),
        (MACRO + "{{ m(60) }}", PARTS),
        (twice("[]", "[ns.x]"), "30 deep"),
        (twice("1", '{"a": ns.x}'), "30 deep"),
        (twice("1", '{"a": ns.x, "b": ns.x}'), PARTS),
        (A_LIST + "{{ [a] * 100 }}", PARTS),
        ("{{ " + LONG + " | list | length }}", STEPS),
        ("{{ " + LONG + " | sort | length }}", STEPS),
        ("{{ " + LONG + " | groupby('x') | length }}", STEPS),
        ("{{ " + LONG + " | title | length }}", STEPS),
        ("{{ " + LONG + " | wordcount }}", STEPS),
        ("{{ " + LONG + ".split() | length }}", STEPS),
        ("{{ " + LONG + ".split(' ') | length }}", STEPS),
        ("{{ ('%(a)s' * 100000) % {'a': 'x' * 1000000} }}", LETTERS),
        ("{{ ('%(a)s' * 100000) | format(a='x' * 1000000) }}", LETTERS),
        ("{{ 0x" + "f" * 300 + " // 3 }}", NUMBER),
        ("{{ 10 ** 200 * 10 ** 90 - 10 ** 400 }}", NUMBER),
        ("{{ " + "9" * 5000 + " - 1 }}", NUMBER),
        ("{% for a in (1,) %}" * 30 + "{% endfor %}" * 30, DEEP),
        ("{% if true %}" * 90 + "{% endif %}" * 90, DEEP),
        ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", DEEP),
        ("{{ " + "[" * 70 + "]" * 70 + " }}", DEEP),
        ("{{ " + "1 + " * 300 + "1 }}", DEEP),
        ("{% include 'house-style.docx' %}", "house-style.docx is no template"),
        ("{{ title[" + LONG + "] }}", 'has no "x y '),
        ("{{ " + LONG + " | words }}", 'has none for "x y '),
    ],
)  # fmt: skip
@pytest.mark.parametrize("traced", [False, True])
def test_too_much_is_a_problem_at_its_line(
    project: Project, new: str, said: str, *, traced: bool
) -> None:
    line, message = fault(project, new, Trace() if traced else None)
    assert said in message
    assert line == 0


@pytest.mark.parametrize(
    "new",
    [
        "{% macro m(n) %}{{ m(n-1) ~ m(n-1) if n else '' }}{% endmacro %}{{ m(99) }}",
        listed("a == b"),
        listed("0.5 in a"),
        listed("a.count(0.5)"),
        listed("a[1:]"),
    ],
)
@pytest.mark.parametrize("traced", [False, True])
def test_steps_that_each_take_long_are_counted(
    project: Project, monkeypatch: pytest.MonkeyPatch, new: str, *, traced: bool
) -> None:
    """With a tenth of the steps, and of what each goes through; the message names the limit."""
    monkeypatch.setattr("jacpaper.template.meter.MOST_TURNS", 100_000)
    line, message = fault(project, new, Trace() if traced else None)
    assert "the template takes more than 100,000 steps" in message
    assert line == 0


@pytest.mark.parametrize("traced", [False, True])
def test_a_text_that_is_too_long_as_a_whole(project: Project, *, traced: bool) -> None:
    """Words of the template itself in a loop; the line of the loop is not known then."""
    new = "{% for a in range(10**5) %}" + "<p>A hundred letters and more</p>" * 5 + "{% endfor %}"
    assert ONE_TEXT in fault(project, new, Trace() if traced else None)[1]


def test_what_takes_too_long_is_stopped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is a short one for the counters and a long one for the clock."""
    monkeypatch.setattr("jacpaper.template.meter.MOST_SECONDS", 1)
    new = "{% for a in range(10**5) if range(10**5) | sum < 0 %}{% endfor %}"
    assert "more than 1 second" in fault(project, new)[1]
