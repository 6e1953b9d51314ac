"""The JSON Schema by which an editor completes and checks a file while one types."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from pydantic import BaseModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(model: type[BaseModel], parts: Iterable[ModuleType]) -> dict[str, Any]:
    """Return the schema of a file's model, with what the docstrings of the modules `parts` say."""
    made = model.model_json_schema()
    described = docstrings(parts)
    for part, title in [(made, model.__name__)] + [
        (part, title) for title, part in made.get("$defs", {}).items()
    ]:
        for key, value in part.get("properties", {}).items():
            said = described.get((title, key), value.pop("description", ""))
            part["properties"][key] = {"description": said, **tidy(value)}
    return {"$schema": _DIALECT, **made}


def tidy(part: Any) -> Any:
    """Return a part without pydantic's titles and nulls: a key is left out, never null."""
    if isinstance(part, list):
        return [tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: tidy(value) for key, value in part.items() if key != "title"}
    if kept.get("default", "") in (None, [], {}):
        del kept["default"]
    choices = [choice for choice in kept.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        kept |= choices[0]
    elif choices:
        kept["anyOf"] = choices
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept


def docstrings(parts: Iterable[ModuleType]) -> dict[tuple[str, str], str]:
    """Return the text under each key of the model, by class and key as written in YAML.

    Of the modules, later ones come after those whose classes they inherit from.
    """
    parts = tuple(parts)
    found: dict[tuple[str, str], str] = {}
    classes = {
        node.name: node
        for part in parts
        for node in ast.parse(inspect.getsource(part)).body
        if isinstance(node, ast.ClassDef)
    }
    for name, node in classes.items():
        for base in (getattr(base, "id", "") for base in node.bases):
            found |= {(name, key): text for (owner, key), text in found.items() if owner == base}
        owner = next(vars(part)[name] for part in parts if name in vars(part))
        fields = getattr(owner, "model_fields", {})
        for before, after in zip(node.body, node.body[1:], strict=False):
            key = getattr(getattr(before, "target", None), "id", "")
            if key in fields and isinstance(after, ast.Expr):
                found[name, fields[key].alias or key] = ast.literal_eval(after.value)
    return found
