"""Facts in single braces, which would be printed as they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

from jacpaper.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment

    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder

# { committee.name }, {committee.name | upper } and { { committee.name } }.
_BRACES = r"\{\s*(?:\{\s*)?((\w+)(?:\.\w+|\[[^]{}\n]*\])*(?:\s*\|[^{}\n]*?)?)\s*\}(?:\s*\})?"
# In a text, a brace that could begin them; `{{`, `{%` and `{#` are Jinja's own.
_MAY_BEGIN = r"(?<!\{)\{(?![{%#])"
_COMMENT = r"(?s)<!--.*?(-->|\Z)"
_OF_JINJA = ("caller", "kwargs", "loop", "self", "varargs")


class SingleBraces:
    """Looks for braces in a template around what it has a name for."""

    def __init__(self, folder: TemplateFolder, names: Iterable[str]) -> None:
        self.folder = folder
        self.names = {*names, *_OF_JINJA}

    def __call__(
        self, environment: Environment, template: nodes.Template, source: str, name: str
    ) -> None:
        """Refuse single braces around a name.

        Raises:
            Problems: each of them, at its line and column.
        """
        if not re.search(_MAY_BEGIN, source):
            return
        known = self.names | {*_named_in(template)}
        found = []
        for line, text in _texts(environment, source):
            for braces in re.finditer(_BRACES, text):
                if braces[2] in known:
                    number = line + text.count("\n", 0, braces.start())
                    place = self.folder.place(name, number)
                    column = place.excerpt.find(braces[0].partition("\n")[0]) + 1
                    found.append(_problem(place._replace(column=column), braces))
        if found:
            raise Problems(found)


def _texts(environment: Environment, source: str) -> Iterator[tuple[int, str]]:
    """Yield each text between Jinja's marks and its first line; no comments, no raw text."""
    raw = False
    for line, kind, text in environment.lexer.tokeniter(source, None):
        if kind in ("raw_begin", "raw_end"):
            raw = kind == "raw_begin"
        elif kind == "data" and not raw:
            yield line, re.sub(_COMMENT, lambda comment: "\n" * comment[0].count("\n"), text)


def _named_in(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that the template itself gives: to values, macros, their arguments."""
    for node in tree.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        if (isinstance(node, nodes.Name) and node.ctx != "load") or isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (one if isinstance(one, str) else one[1] for one in node.names)


def _problem(place: Place, braces: re.Match[str]) -> Problem:
    shown = " ".join(braces[0].split())
    return Problem(
        place,
        f"{shown} would be printed as it stands",
        f"write {{{{ {braces[1].strip()} }}}}; braces that are meant to be printed stand between"
        " {% raw %} and {% endraw %}",
    )
