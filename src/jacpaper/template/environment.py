"""The environment of templates: the sandbox with our filters and tags, where no name is misspelt.

Each literal start tag is given its file and line while a template is read, so that
whatever is wrong with the outcome is reported where it can be mended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, StrictUndefined, Undefined, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.utils import missing

from jacpaper.problems import did_you_mean
from jacpaper.template import filters, reach
from jacpaper.template.braces import SingleBraces
from jacpaper.template.sandbox import Sandbox
from jacpaper.tree import elements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment
    from jinja2.lexer import TokenStream
    from jinja2.parser import Parser
    from markupsafe import Markup

    from jacpaper.language.interface import Language
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.trace.trace import Trace


def environment(
    folder: TemplateFolder,
    names: Iterable[str],
    trace: Trace | None,
    language: Language,
    words: Mapping[str, str],
) -> Sandbox:
    """Return an environment for the templates of a folder; `names` are those they may use.

    `words` are what the filter of that name prints for each key.

    After rendering, `wordings` of the environment has the sentences that the parsed
    templates name, and `used_wordings` those that this paper has come to.
    """
    known = tuple(names)
    made = Sandbox(
        loader=_Loader(folder),
        undefined=type("Misspelt", (_Misspelt,), {"names": known}),
        autoescape=True,
        # The template is used once: folding its constants takes longer than it saves.
        optimized=False,
        extensions=[_Lines, _Wording, *(trace.extensions if trace else ())],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.extend(wordings=set(), used_wordings=set(), trace=trace)
    made.check = SingleBraces(folder, known)
    made.rewrite = trace.rewritten if trace else None
    for name, function in filters.filters(language, words).items():
        made.add_filter(name, function, of_text=name not in filters.OF_FACTS)
    return made


class _Loader(FileSystemLoader):
    """Calls a template by its name in the project, so that all projects can share a cache."""

    def __init__(self, folder: TemplateFolder) -> None:
        super().__init__([one.path for one in folder.searched], encoding="utf-8-sig")
        self.folder = folder

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its name, and what tells whether it has changed."""
        try:
            source, _, is_current = super().get_source(environment, template)
        except UnicodeDecodeError:
            raise ValueError(f"{template} is no template: it is not saved as UTF-8") from None
        home = self.folder.home_of(template)
        home.has_read(template, source)
        return source, f"{home.shown}/{template}", is_current


class _Lines(Extension):
    """Gives every literal start tag of a template its file and line."""

    _START = re.compile(r"<[a-zA-Z][a-zA-Z0-9]*")

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Rewrite the text between Jinja's own marks; no line is added or lost."""
        for token in stream:
            if token.type == "data":
                marked = self._marked(token.value, token.lineno, stream.name or "")
                yield Token(token.lineno, "data", marked)
            else:
                yield token

    def _marked(self, text: str, first_line: int, name: str) -> str:
        def mark(tag: re.Match[str]) -> str:
            line = first_line + text.count("\n", 0, tag.start())
            return f'{tag[0]} {elements.AT}="{name}:{line}"'

        return self._START.sub(mark, text)


class _Wording(Extension):
    """`{% wording purpose %}...{% endwording %}`: a sentence that a meeting can word itself."""

    tags = {"wording"}  # noqa: RUF012 - as the base class has it

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Make the tag a call that is given the template's own sentence."""
        line = next(parser.stream).lineno
        name = parser.stream.expect("name").value
        self.environment.wordings.add(name)  # type: ignore[attr-defined]
        sentence = parser.parse_statements(("name:endwording",), drop_needle=True)
        given = nodes.Getitem(nodes.Name("wording", "load"), nodes.Const(name), "load")
        own = self.call_method("_own", [nodes.Const(name), given])
        # As the template's own sentence does, it ends with a space before what follows.
        choice = nodes.If(own, [nodes.Output([own, nodes.TemplateData("\n")])], [], sentence)
        choice.set_lineno(line)
        trace = self.environment.trace  # type: ignore[attr-defined]
        return trace.around(name, choice) if trace else choice

    def _own(self, name: str, given: str | Undefined) -> Markup:
        """Return the meeting's own wording of the sentence, or nothing if it has none."""
        self.environment.used_wordings.add(name)  # type: ignore[attr-defined]
        return filters.wording(None if isinstance(given, Undefined) else given)


class _Misspelt(StrictUndefined):
    """A name that the paper does not have: an error wherever it is used."""

    __slots__ = ()
    names: tuple[str, ...] = ()

    @property
    def _undefined_message(self) -> str:
        asked: object = self._undefined_name
        # A key may be anything, and very long.
        name = str(asked)[:80] if isinstance(asked, str | int) else f"a {type(asked).__name__}"
        if self._undefined_obj is missing:
            return f'nothing is called "{name}" here; {did_you_mean(name, self.names)}'
        thing = self._undefined_obj
        if thing is None:
            hint = "a file's name stands in quotes; what may be left out stands after {% if ... %}"
            return f'nothing stands before ".{name}" in this paper; {hint}'
        known = [*reach.names_in(thing), *(thing if isinstance(thing, dict) else ())]
        return f'{type(thing).__name__} has no "{name}"; {did_you_mean(name, map(str, known))}'
