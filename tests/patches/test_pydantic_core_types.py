"""pydantic's schemas are the same without the types that describe them."""

from __future__ import annotations

from libraries import python

QUICK = "from jacpaper.patches import pydantic_core_types\npydantic_core_types.quicken()\n"
SCHEMAS = """
import json
from jacpaper.facts import (committee, register_file)
from jacpaper.hmicfrs import files, inspections_file
import pydantic_core.core_schema as core
for model in (
    committee.CommitteeFile, files.PaperFile, files.ReportsFile, files.OpenCountsFile,
    inspections_file.InspectionsFile, register_file.RegisterFile,
):
    model.model_rebuild()
    print(str(model.__pydantic_core_schema__).count("'type'"))
    print(json.dumps(model.model_json_schema(), sort_keys=True))
print(core.str_schema(min_length=1), core.is_instance_schema(int))
"""


def test_schemas_are_what_they_are_with_typed_dictionaries() -> None:
    assert python(QUICK + SCHEMAS) == python(SCHEMAS)


def test_typing_has_its_typed_dictionaries_again() -> None:
    code = """
import typing, typing_extensions
print(type(typing.TypedDict("A", {"a": int})))
print(typing_extensions.TypedDict("B", {"b": int}).__total__)
"""
    assert python(QUICK + code) == python(code)


def test_the_module_is_made_of_plain_dictionaries() -> None:
    code = "import pydantic_core.core_schema as core\nprint(core.CoreConfig.__mro__[1].__name__)\n"
    assert python(QUICK + code) == "_PlainDict\n"
    assert python(code) != "_PlainDict\n"


def test_a_module_that_cannot_do_with_them_is_imported_as_it_is() -> None:
    code = """
import sys
from jacpaper.patches import pydantic_core_types
def refuse(cls, **_):
    raise TypeError("these are not typed")
pydantic_core_types._PlainDict.__init_subclass__ = classmethod(refuse)
pydantic_core_types.quicken()
import pydantic
class Model(pydantic.BaseModel):
    number: int
print(Model(number=1), hasattr(sys.modules["pydantic_core.core_schema"].CoreConfig, "__total__"))
"""
    assert python(code) == "number=1 True\n"
