"""Named tuples are the same without a look into the types of their fields."""

from __future__ import annotations

from libraries import python

QUICK = "from jacpaper.patches import named_tuples\nnamed_tuples.quicken()\n"
ASKED = """
import importlib, pickle, pkgutil, typing
import jacpaper
names = {found.name for found in pkgutil.walk_packages(jacpaper.__path__, "jacpaper.")}
for module in map(importlib.import_module, sorted(names - {"jacpaper.__main__"})):
    for name, made in sorted(vars(module).items()):
        is_tuple = isinstance(made, type) and issubclass(made, tuple)
        if not is_tuple or made.__module__ != module.__name__:
            continue
        print(made, made._fields, sorted(made._field_defaults), made.__doc__, made.__bases__)
        one = made(*range(len(made._fields)))
        assert pickle.loads(pickle.dumps(one)) == one
        try:
            print(typing.get_type_hints(made))
        except NameError as error:  # a type that is imported for mypy alone
            print(error)
"""
# What `typing` makes of a text stands for it, where a text would have done.
HAS_TEXTS = """
from jacpaper.problems import Place
print({type(one).__name__ for one in Place.__annotations__.values()})
"""
OTHERS = """
from typing import NamedTuple
class Other(NamedTuple):
    number: "int" = 1
print({type(one).__name__ for one in Other.__annotations__.values()}, Other())
try:
    class Wrong(NamedTuple):
        text: "1 +"
except SyntaxError as error:
    print(error)
"""


def test_all_of_ours_are_what_they_are_without_it() -> None:
    with_it, without = python(QUICK + ASKED), python(ASKED)
    assert with_it == without
    assert len(with_it.splitlines()) > 300


def test_their_types_stay_texts() -> None:
    assert python(QUICK + HAS_TEXTS) == "{'str'}\n"
    assert python(HAS_TEXTS) == "{'ForwardRef'}\n"


def test_those_of_others_are_made_as_ever() -> None:
    said = python(QUICK + OTHERS)
    assert said == python(OTHERS)
    assert said.startswith("{'ForwardRef'} Other(number=1)\nForward reference must be")


def test_a_typing_that_makes_them_in_another_way_stays_as_it_is() -> None:
    code = """
import typing
def another(typename, fields, annotate, module, defaults=()):
    return None
typing._make_nmtuple = another
"""
    assert python(code + QUICK + "print(typing._make_nmtuple is another)\n") == "True\n"
