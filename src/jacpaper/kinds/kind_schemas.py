"""The schema of a kind's items, for editors: from its facts.yaml, and as every item is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jacpaper.facts import committee, editor_schema, front_matter, item, status
from jacpaper.kinds import described

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder

_PARTS = (committee, front_matter, status, item)


def text(folder: TemplateFolder) -> str:
    """Return the schema's text.

    Raises:
        Problems: the kind's facts.yaml is none.
    """
    model = described.model_of(folder)
    made = editor_schema.schema(model, _PARTS)
    of_item = editor_schema.docstrings(_PARTS)
    for key, value in made["properties"].items():
        value["description"] = value["description"] or of_item.get(("ItemFile", key), "")
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
