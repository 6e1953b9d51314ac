"""What templates can get at: all of it declared, whatever they ask for, and none of the machine.

The walk knows nothing of the list in `reach`. It asks as a template does, by expressions that
Jinja compiles, for every name that Python knows of each value, and looks at what comes back.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import deque
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.utils import Namespace
from pydantic import BaseModel

from conftest import ROOT
from jacpaper.hmicfrs import filters
from jacpaper.hmicfrs.context import context
from jacpaper.hmicfrs.load import load
from jacpaper.hmicfrs.origins import copied
from jacpaper.language import english
from jacpaper.project.layout import meetings, template_folder
from jacpaper.template import reach
from jacpaper.template.environment import environment
from jacpaper.trace.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jacpaper.template.sandbox import Sandbox

MIDSHIRE = ROOT / "examples" / "midshire"
OUR_CLASSES = ("Profile", "Ledger")
# Of all papers here it has the most kinds of values.
NEWEST = meetings(MIDSHIRE)[-1]
TEMPLATES = sorted((ROOT / "templates").glob("*/*.j2"))
# Whatever a template may hold: text, numbers, days, and our own facts.
PLAIN = (str, int, float, bool, type(None), date, timedelta, Undefined, reach.Method)
# What Jinja itself makes while it fills in a template.
OF_JINJA = (BlockReference, LoopContext, Macro, Namespace, TemplateModule, TemplateReference)
# Nothing of the machine may be touched while a template is filled in.
TOUCHED = re.compile(
    r"open|exec|compile|import|os\.|subprocess\.|socket\.|pickle\.|ctypes\.|shutil\.|code\.|marshal\."
)

_heard: list[str] | None = None
# What our templates once used, and those of others may still.
OF_OLD_TEMPLATES = {"words_at"}


def _hear(event: str, _: tuple[Any, ...]) -> None:
    if _heard is not None and TOUCHED.match(event):
        _heard.append(event)


sys.addaudithook(_hear)


def harmless(ask: Callable[[], Any]) -> Any:
    """Return what is asked for, or nothing if it is refused; fail if the machine was touched."""
    global _heard  # noqa: PLW0603 - an audit hook cannot be taken away again
    _heard = []
    try:
        found = ask()
        if hasattr(found, "__next__"):
            found = list(found)
    except Exception:  # noqa: BLE001 - refused, in whatever way
        found = None
    finally:
        heard, _heard = _heard, None
    assert not heard, heard
    return found


class Walk:
    """Asks for everything, from the names of a paper on."""

    def __init__(self, jinja: Sandbox, names: dict[str, Any]) -> None:
        self.jinja = jinja
        self.names = names
        self.asked: dict[str, Any] = {}
        self.given: dict[type, set[str]] = {}
        self.met: set[type] = set()
        self.left = deque([value for value in names.values() if not isinstance(value, Undefined)])

    def ask(self, expression: str, **values: Any) -> Any:
        if expression not in self.asked:
            self.asked[expression] = self.jinja.compile_expression(
                expression, undefined_to_none=False
            )
        return harmless(lambda: self.asked[expression](**values))

    def everything(self) -> None:
        while self.left:
            value = self.left.popleft()
            if type(value) in self.met:
                continue
            self.met.add(type(value))
            self.attributes(value)
            self.filters(value)

    def attributes(self, value: Any) -> None:
        for name in {*dir(value), *getattr(value, "__dict__", ())}:
            for expression in (f"x.{name}", "x[name]", "[x] | map(attribute=name) | first"):
                found = self.ask(expression, x=value, name=name)
                if found is None or isinstance(found, Undefined):
                    continue
                self.given.setdefault(type(value), set()).add(name)
                self.take(found)
                if isinstance(found, reach.Method):
                    self.call(value, name)

    def call(self, value: Any, name: str) -> None:
        some: tuple[Any, ...] = (
            {},
            [],
            "a",
            1,
            value,
            value[0] if isinstance(value, tuple) and value else None,
        )
        self.take(self.ask(f"x.{name}()", x=value))
        for one in some:
            self.take(self.ask(f"x.{name}(y)", x=value, y=one))
            self.take(self.ask(f"x.{name}(y, z)", x=value, y=one, z=value))
            self.take(self.ask(f"x.{name}(a=y)", x=value, y=one))

    def filters(self, value: Any) -> None:
        for name in self.jinja.filters:
            self.take(self.ask(f"x | {name}", x=value))
            self.take(self.ask(f"[x] | {name}", x=value))
            for bad in ("__class__", "model_validate", "parse_raw", "_replace", "__init__"):
                self.take(self.ask(f"x | {name}(y)", x=value, y=bad))
                self.take(self.ask(f"[x] | {name}(attribute=y)", x=value, y=bad))
        for name in self.jinja.tests:
            if name.isalpha() and name != "in":
                self.take(self.ask(f"x is {name}", x=value))
                self.take(self.ask(f"x is {name}(x)", x=value))

    def take(self, found: Any) -> None:
        for value in parts(found):
            kind = type(value)
            ours = kind.__module__.startswith("jacpaper.") or hasattr(kind, "_fields")
            assert isinstance(value, (*PLAIN, *OF_JINJA)) or ours, (kind, value)
            self.left.append(value)


def parts(found: Any) -> Iterator[Any]:
    """Yield a value, or what a list or dict is made of; of a long one, the first."""
    if isinstance(found, list | dict | type({}.keys()) | type({}.items()) | type({}.values())) or (
        isinstance(found, tuple) and not hasattr(found, "_fields")
    ):
        for one in list(found.items() if isinstance(found, dict) else found)[:3]:
            yield from parts(one)
    else:
        yield found


def walk(project: Path, meeting: date, trace: Trace | None = None) -> Walk:
    assert difflib  # so that no hint is the first to import it
    facts = load(project, meeting)
    facts = trace.follow(facts, copied) if trace else facts
    names = context(facts, english)
    jinja = environment(template_folder(project), names, trace, english, english.WORDS)
    filters.add(jinja, english)
    made = Walk(jinja, names)
    for value in (*names.values(), *of_jinja(made.jinja)):
        made.take(value)
    return made


def of_jinja(jinja: Sandbox) -> Iterator[Any]:
    """Yield what a template can hold that is of its own making."""
    template = jinja.from_string(
        "{% macro made(x) %}{{ x }}{% endmacro %}{% block b %}{% endblock %}"
    )
    yield from (template.module, template.module.made)  # type: ignore[attr-defined]
    own = template.new_context({})
    yield from (TemplateReference(own), TemplateReference(own)["b"], Namespace(kept=1))
    loop = LoopContext([date(2026, 1, 1), 2, 3], Undefined)
    next(loop)
    yield loop


def declared(kind: type) -> set[str]:
    """The fields that the source of a class declares."""
    return {name for base in kind.__mro__ for name in vars(base).get("__annotations__", ())}


@pytest.mark.parametrize("traced", [False, True])
def test_nothing_but_declared_values_comes_out(*, traced: bool) -> None:
    made = walk(MIDSHIRE, NEWEST, Trace() if traced else None)
    made.everything()
    said = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    used = {*re.findall(r"\.(\w+)", said), *re.findall(r"(\w+)\(\)", said)}
    ours = [kind for kind in made.given if kind.__module__.startswith("jacpaper.")]
    assert sum(issubclass(kind, BaseModel) for kind in ours) >= 5
    for kind in ours:
        if hasattr(kind, "_fields") or issubclass(kind, BaseModel) or kind.__name__ in OUR_CLASSES:
            assert made.given[kind] <= declared(kind) | used | OF_OLD_TEMPLATES, kind
    for kind in made.given:
        assert not {name for name in made.given[kind] if name.startswith("_")}, kind
    assert {*OF_JINJA} <= made.met
    assert {"Breakdown", "Item", "Profile", "Ledger", "Restricted"} <= {
        kind.__name__ for kind in ours
    }


def test_the_walk_notices_an_open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """With Python's own getattr in the place of the list, methods of pydantic come out."""
    monkeypatch.setattr(reach, "attribute", getattr)
    monkeypatch.setattr("jacpaper.template.sandbox.Sandbox.is_safe_callable", lambda *_: True)
    made = walk(MIDSHIRE, NEWEST)
    with pytest.raises(AssertionError):
        made.everything()


def test_every_name_of_ours_is_one_that_a_class_has() -> None:
    from jacpaper.facts.register import Item
    from jacpaper.hmicfrs.arithmetic import ComparedGrade, Movement, YearMovement
    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.divided import Division
    from jacpaper.hmicfrs.inspections_file import ForthcomingInspection
    from jacpaper.hmicfrs.paper_period import PaperPeriod
    from jacpaper.register.counting.breakdown import Breakdown
    from jacpaper.register.counting.profile import Profile, Restricted
    from jacpaper.register.ledger.ages import AgeRow, Ages
    from jacpaper.register.ledger.groups import Groups
    from jacpaper.register.ledger.in_time import Window
    from jacpaper.register.ledger.ledger import Ledger
    from jacpaper.register.ledger.moved import Moved
    from jacpaper.register.ledger.quarters import Quarter, Quarters

    kinds = (
        AgeRow, Ages, Breakdown, CauseOfConcern, ComparedGrade, Division, ForthcomingInspection,
        Groups, Item, Ledger, Moved, Movement, PaperPeriod, Profile, Quarter, Quarters, Restricted,
        Window, YearMovement,
    )  # fmt: skip
    assert {kind.__name__ for kind in kinds} == {*reach.OURS}
    for kind in kinds:
        for name in reach.OURS[kind.__name__]:
            assert name in vars(kind), (kind, name)
