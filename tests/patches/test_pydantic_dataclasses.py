"""pydantic's dataclasses are what they are, but those that nothing uses have no methods yet."""

from __future__ import annotations

from libraries import python

QUICK = "from jacpaper.patches import pydantic_dataclasses\npydantic_dataclasses.quicken()\n"


def test_schemas_and_errors_are_what_they_are_with_all_methods_generated() -> None:
    code = """
import json
from typing import Annotated
import annotated_types, pydantic
from jacpaper.facts import (committee, register_file)
from jacpaper.hmicfrs import files, inspections_file
for model in (
    committee.CommitteeFile, files.PaperFile, files.ReportsFile, files.OpenCountsFile,
    inspections_file.InspectionsFile, register_file.RegisterFile,
):
    print(json.dumps(model.model_json_schema(), sort_keys=True))
class Model(pydantic.BaseModel, strict=True):
    number: Annotated[int, pydantic.Field(ge=1, le=5)]
    words: Annotated[tuple[str, ...], annotated_types.Len(1, 2)]
    alias: str = pydantic.Field(validation_alias=pydantic.AliasChoices("one", "two"))
print(repr(Model(number=1, words=("a",), two="b")))
try:
    Model(number=6, words=(), two=1)
except pydantic.ValidationError as error:
    print(error)
"""
    assert python(QUICK + code) == python(code)


def test_every_dataclass_of_theirs_answers_as_before() -> None:
    code = """
import dataclasses, inspect, json
import annotated_types, pydantic, pydantic.aliases, pydantic.functional_validators, pydantic.types
from pydantic import json_schema
from pydantic._internal import _decorators, _fields
print(annotated_types.Timezone.__match_args__)
told = []
for module in (
    annotated_types, pydantic.aliases, pydantic.functional_validators, pydantic.types,
    json_schema, _decorators, _fields,
):
    for name, cls in vars(module).items():
        if isinstance(cls, type) and dataclasses.is_dataclass(cls):
            fields = [(field.name, field.type, field.kw_only) for field in dataclasses.fields(cls)]
            told.append((name, fields, cls.__match_args__, str(inspect.signature(cls))))
print(len(told) > 30, told)
one, same, other = (annotated_types.Interval(ge=number) for number in (1, 1, 2))
print(one == same, one == other, hash(one) == hash(same), one, [*one])
print(dataclasses.replace(one, le=7), isinstance(one, annotated_types.GroupedMetadata))
try:
    one.ge = 2
except dataclasses.FrozenInstanceError as error:
    print(error)
try:
    annotated_types.Interval(1)
except TypeError as error:
    print(error)
class Narrow(annotated_types.MinLen):
    def __init__(self):
        super().__init__(3)
print(Narrow(), Narrow().min_length)
"""
    assert python(QUICK + code) == python(code)


def test_a_class_that_nothing_uses_has_no_methods_yet() -> None:
    code = "import annotated_types\nprint('__repr__' in vars(annotated_types.Timezone))\n"
    assert python(QUICK + code) == "False\n"
    assert python(code) == "True\n"


def test_the_dataclasses_of_others_are_made_at_once() -> None:
    code = """
import dataclasses
before = dataclasses.dataclass
from jacpaper.patches import pydantic_dataclasses
pydantic_dataclasses.quicken()
print(dataclasses.dataclass is before)
other = dataclasses.make_dataclass("other", ["number"])
made = pydantic_dataclasses._later(type("Made", (), {"__annotations__": {"number": int}}))
print("__eq__" in vars(other), "__eq__" in vars(made), made(1))
"""
    assert python(code) == "True\nTrue True Made(number=1)\n"
