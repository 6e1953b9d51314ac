"""What a template asks of its facts, found without filling it in: names, and keys of names.

What stands for which part of the facts is followed through loops, assignments and includes; where
that cannot be told, as in the arguments of a macro, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateNotFound, nodes

from jacpaper.problems import Problems
from jacpaper.project.layout import TEMPLATE
from jacpaper.template import spoken_of
from jacpaper.template.mistakes import missing_template, mistakes_at_their_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Environment

    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder

# Filters of lists whose entries stay what they are.
_SAME_ENTRIES = (
    "list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique",
)  # fmt: skip


_OF_MACROS = ("caller", "kwargs", "varargs")
# After these a name need not be there.
_MAY_BE_MISSING = ("d", "default", "defined", "undefined")


class Shape(NamedTuple):
    """What is known of a value: the keys it has, and what each entry of it is."""

    name: str = ""
    """What it is called in messages."""
    keys: Mapping[str, Shape] | None = None
    """None: any, or it is not known."""
    entry: Shape | None = None
    choices: tuple[str, ...] = ()
    """The words that it may be; none: any."""
    is_markdown: bool = False


Known = dict[str, Shape]


class Asked(NamedTuple):
    """What does not fit: a key that a value has not, a word that it never is."""

    key: str
    """The key or the word; empty: the value is light Markdown and is printed as plain text."""
    of: Shape
    place: Place


class Asking:
    """Goes through the templates of a folder, from the first one on."""

    def __init__(
        self, folder: TemplateFolder, environment: Environment, facts: Mapping[str, Shape]
    ) -> None:
        self.folder, self.environment, self.facts = folder, environment, facts
        self.names: set[str] = set()
        """All names that the templates use."""
        self.keys: set[str] = set()
        """All keys that they ask for of anything."""
        self.templates: set[str] = set()
        """Those that were gone through."""

    def missing(self) -> Iterator[Asked]:
        """Yield each key that a template asks for and the facts do not have, and what misfits.

        Raises:
            Problems: a template is no template.
        """
        with mistakes_at_their_lines(self.folder, TEMPLATE, self.environment):
            yield from self._in_template(TEMPLATE, dict(self.facts))

    def _in_template(self, name: str, known: Known) -> Iterator[Asked]:
        if name in self.templates or self.environment.loader is None:
            return
        source, _, _ = self.environment.loader.get_source(self.environment, name)
        self.templates.add(name)
        tree = self.environment.parse(source, name)
        # What a template gives a name to may be anything, from the place on where it does.
        assigned = {
            node.name
            for node in tree.find_all(nodes.Name)
            if node.ctx != "load" and node.name not in known
        }
        macros = {node.name for node in tree.find_all(nodes.Macro)}
        given = {one: Shape() for one in {*assigned, *macros, *_imported(tree)}}
        yield from self._in(tree, {**given, **known}, name)

    def _in(self, node: nodes.Node, known: Known, file: str) -> Iterator[Asked]:
        """Yield what is missing in a part of a template, where some names are known."""
        match node:
            case nodes.For():
                yield from self._in_loop(node, known, file)
            case nodes.Assign():
                yield from self._in(node.node, known, file)
                if isinstance(node.target, nodes.Name):
                    known[node.target.name] = self._shape(node.node, known)
            case nodes.Macro() | nodes.CallBlock():
                own = (*_OF_MACROS, *(one.name for one in node.args))
                yield from self._in_each(node.body, {**known, **dict.fromkeys(own, Shape())}, file)
            case nodes.Include() | nodes.Import() | nodes.FromImport():
                if isinstance(node.template, nodes.Const):
                    yield from self._in_other(node, str(node.template.value), known, file)
            case nodes.Test() | nodes.Filter() if node.name in _MAY_BE_MISSING and node.node:
                self._note_names(node.node)
                yield from self._in_each(node.args, known, file)
            case _:
                yield from self._asked(node, known, file)
                yield from self._in_each(node.iter_child_nodes(), known, file)

    def _in_other(self, node: nodes.Node, name: str, known: Known, file: str) -> Iterator[Asked]:
        """Yield what is missing in a template that this one includes or imports."""
        try:
            yield from self._in_template(name, dict(known))
        except TemplateNotFound:
            if not getattr(node, "ignore_missing", False):
                place = self.folder.place(file, node.lineno)
                raise Problems([missing_template(name, place, self.folder)]) from None

    def _in_each(self, parts: Iterable[nodes.Node], known: Known, file: str) -> Iterator[Asked]:
        for part in parts:
            yield from self._in(part, known, file)

    def _in_loop(self, node: nodes.For, known: Known, file: str) -> Iterator[Asked]:
        yield from self._in(node.iter, known, file)
        inner = {**known, "loop": Shape(), **self._bound(node, known)}
        yield from self._in_each([*node.body, *([node.test] if node.test else [])], inner, file)
        yield from self._in_each(node.else_, known, file)

    def _asked(self, node: nodes.Node, known: Known, file: str) -> Iterator[Asked]:
        if isinstance(node, nodes.Output):
            yield from self._printed(node, known, file)
        for key, of in self._misfits(node, known):
            yield Asked(key, of, self.folder.place(file, node.lineno or 0))

    def _printed(self, node: nodes.Output, known: Known, file: str) -> Iterator[Asked]:
        """Yield each text of light Markdown that is printed as plain text."""
        for printed in node.nodes:
            for one in spoken_of.printed_as_it_stands(printed):
                if (of := self._shape(one, known)).is_markdown:
                    yield Asked("", of, self.folder.place(file, one.lineno))

    def _misfits(self, node: nodes.Node, known: Known) -> Iterator[tuple[str, Shape]]:
        """Yield what does not fit in an expression, each with the value that it does not fit."""
        if isinstance(node, nodes.Name) and node.ctx == "load":
            self.names.add(node.name)
            if node.name not in known:
                yield node.name, Shape("", self.facts)
        for key, of in self._keys_asked(node, known):
            self.keys.add(key)
            if of.keys is not None and key not in of.keys:
                yield key, of
        for word, of in self._words_held(node, known):
            if of.choices and word not in of.choices:
                yield word, of

    def _keys_asked(self, node: nodes.Node, known: Known) -> Iterator[tuple[str, Shape]]:
        """Yield the keys that an expression asks for, each with what is to have it."""
        match node:
            case nodes.Getattr():
                yield node.attr, self._shape(node.node, known)
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                yield key, self._shape(node.node, known)
            case nodes.Filter() if node.node is not None:
                entry = self._shape(node.node, known).entry or Shape()
                yield from ((key, entry) for key in spoken_of.keys_in_quotes(node))

    def _words_held(self, node: nodes.Node, known: Known) -> Iterator[tuple[str, Shape]]:
        """Yield the words that an expression holds against a value, each with that."""
        for held, word in spoken_of.words_compared(node):
            yield word, self._shape(held, known)
        if isinstance(node, nodes.Filter) and node.node is not None:
            key, words = spoken_of.words_of_entries(node)
            entry = self._shape(node.node, known).entry or Shape()
            of = (entry.keys or {}).get(key, Shape())
            yield from ((word, of) for word in words)

    def _note_names(self, node: nodes.Node) -> None:
        """Note what a template asks for that may be missing, without asking whether it is."""
        self.names |= {name.name for name in node.find_all(nodes.Name)}
        self.names |= {node.name} if isinstance(node, nodes.Name) else set()
        self.keys |= {one.attr for one in node.find_all(nodes.Getattr)}

    def _bound(self, node: nodes.For, known: Known) -> dict[str, Shape]:
        """Return what the names of a loop stand for."""
        if isinstance(node.target, nodes.Name):
            return {node.target.name: self._shape(node.iter, known).entry or Shape()}
        return {name.name: Shape() for name in node.target.find_all(nodes.Name)}

    def _shape(self, node: nodes.Node, known: Known) -> Shape:
        """Return what is known of an expression's value."""
        match node:
            case nodes.Name():
                return known.get(node.name, Shape())
            case nodes.Getattr(attr=key) | nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return (self._shape(node.node, known).keys or {}).get(key, Shape())
            case nodes.Getitem() if not isinstance(node.arg, nodes.Slice):
                return self._shape(node.node, known).entry or Shape()
            case nodes.Filter() if node.node is not None and node.name in _SAME_ENTRIES:
                return self._shape(node.node, known)
            case nodes.Filter() if node.node is not None and node.name in ("first", "last"):
                return self._shape(node.node, known).entry or Shape()
        return Shape()


def _imported(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.Import, nodes.FromImport)):
        if isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (one if isinstance(one, str) else one[1] for one in node.names)
