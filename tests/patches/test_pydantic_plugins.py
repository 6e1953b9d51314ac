"""pydantic looks for no plugins, and imports nothing that would."""

from __future__ import annotations

from libraries import python

CHECK = """
import atexit, sys
atexit.register(lambda: print(*{"importlib.metadata", "email"} & {*sys.modules}))
from jacpaper.cli.main import main
main(["check", "2025-12-11", "--project", "examples/midshire"], standalone_mode=False)
"""


def test_nothing_is_imported_that_looks_for_them() -> None:
    # The name by which pydantic asks for them is its own: if it asks elsewhere, this says so.
    assert python(CHECK).splitlines()[-1] == ""


def test_models_are_what_they_are_with_the_search() -> None:
    disabled = "from jacpaper.patches import pydantic_plugins\npydantic_plugins.disable()\n"
    code = """
import pydantic
class Model(pydantic.BaseModel, strict=True):
    number: int
print(Model.model_json_schema(), Model(number=1))
try:
    Model(number="1")
except pydantic.ValidationError as error:
    print(error)
"""
    assert python(disabled + code) == python(code)


def test_what_another_pydantic_asks_for_comes_from_the_real_module() -> None:
    code = """
from jacpaper.patches import pydantic_plugins
pydantic_plugins.disable()
import pydantic
from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP, get_plugins
class Model(pydantic.BaseModel):
    number: int
print(PYDANTIC_ENTRY_POINT_GROUP, get_plugins(), get_plugins("new argument"), Model(number=1))
"""
    assert python(code) == "pydantic () () number=1\n"


def test_a_pydantic_without_that_module_is_left_as_it_is() -> None:
    code = """
import sys
from jacpaper.patches import pydantic_plugins
pydantic_plugins.disable()
from pydantic.plugin import _schema_validator
def without_plugins(schema, *_, **__):
    return _schema_validator.SchemaValidator(schema)
_schema_validator.create_schema_validator = without_plugins
import pydantic
class Model(pydantic.BaseModel):
    number: int
print(Model(number=1))
"""
    assert python(code) == "number=1\n"
