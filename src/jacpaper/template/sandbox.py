"""Jinja's sandbox, made narrower: listed names, listed filters, and no more than a paper needs.

Whatever a template does with a value comes by here: attributes, items, calls, operators,
filters and tests; what else it does, by way of `counted_syntax`.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from jacpaper.template import counted_syntax, reach, standard_filters
from jacpaper.template.meter import MOST_TURNS, Meter, check_bits, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import nodes
    from jinja2.runtime import Context

GLOBALS = ("namespace", "range")
TESTS = (
    "!=", "<", "<=", "==", ">", ">=", "boolean", "defined", "divisibleby", "eq", "equalto",
    "escaped", "even", "false", "float", "ge", "greaterthan", "gt", "in", "integer", "iterable",
    "le", "lessthan", "lower", "lt", "mapping", "ne", "none", "number", "odd", "sequence",
    "string", "true", "undefined", "upper",
)  # fmt: skip
_CALLED = (Macro, LoopContext, BlockReference, Undefined)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates reach what `reach` lists, and are counted by `meter`."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(self, **options: Any) -> None:
        options["extensions"] = [*options["extensions"], counted_syntax.Counting]
        self.meter = Meter()
        super().__init__(**options, finalize=self._printed)
        self.check: Callable[[Sandbox, nodes.Template, str, str], None] | None = None
        """Looks at each template of the folder: its syntax tree, its text, its name."""
        self.rewrite: Callable[[nodes.Template], nodes.Template] | None = None
        """Changes the syntax tree of each template before it is compiled."""
        self.globals = {name: self.globals[name] for name in GLOBALS}
        tests: Mapping[str, Any] = self.tests
        counted: dict[str, Any] = {
            name: standard_filters.weighed(tests[name], self.meter) for name in TESTS
        }
        self.tests = counted
        self.filters = {}
        for name, function in standard_filters.filters(self.meter).items():
            self.add_filter(name, function)

    def add_filter(
        self, name: str, function: Callable[..., Any], *, of_text: bool | None = None
    ) -> None:
        """Let templates use a filter.

        `of_text` says that all it is given must be text, a number or a date; default: it is not
        among the standard filters of lists.
        """
        if of_text is None:
            of_text = name not in standard_filters.OF_LISTS
        self.filters[name] = standard_filters.counted(name, function, self.meter, of_text=of_text)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute`, if it is listed, or the item of a dict that is called so."""
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()  # noqa: SLF001 - as Jinja's own code does it
        try:
            return self._attribute(obj, attribute)
        except AttributeError:
            if isinstance(obj, reach.INDEXED):
                return self._item(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return `obj[argument]`, or the attribute that is called so, if it is listed."""
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()  # noqa: SLF001
        self.meter.weigh(argument)  # to look it up in a dict
        if isinstance(obj, reach.INDEXED):
            found = self._item(obj, argument)
            if not isinstance(found, Undefined):
                return found
        if isinstance(argument, str):
            try:
                return self._attribute(obj, str(argument))
            except AttributeError:
                pass
        return self.undefined(obj=obj, name=argument)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called: a listed method, a macro, a block, `loop`, a global."""
        if type(obj) is MethodType and isinstance(obj.__self__, Extension):
            return obj(*args)  # what Jinja adds by name, for callables that want its context
        self.meter.turn()
        if not self.is_safe_callable(obj):
            raise TypeError(f"a {type(obj).__name__} cannot be called here")
        self.meter.weigh(*args, *kwargs.values())
        called = obj
        if isinstance(obj, reach.Method):
            called = obj.bound
            self.meter.weigh(obj.of)
            if called.__name__ == "split":
                called = _split(called)
        found = context.call(called, *args, **kwargs)
        # What a macro or block makes has been counted part by part.
        return found if isinstance(found, Markup) else self.meter.made(found)

    def is_safe_callable(self, obj: Any) -> bool:
        """True for what Jinja makes of templates, for listed methods and for globals."""
        if isinstance(obj, (*_CALLED, reach.Method)):
            return True
        return any(obj is one for one in self.globals.values())

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return what an operator makes, unless it is more than a paper needs."""
        self.meter.turn()
        if operator == "*":
            self._check_product(left, right)
        elif operator == "**":
            self._check_power(left, right)
        elif operator == "%" and isinstance(left, str):
            parts = right.values() if isinstance(right, dict) else right
            self.meter.format(left, parts if isinstance(right, dict | tuple) else (right,))
        return self.meter.made(super().call_binop(context, operator, left, right))

    def concat(self, parts: Iterable[str]) -> str:
        """Return the parts of a text in one, as Jinja makes the whole of a template or macro."""
        return "".join(self.meter.parts(parts))

    def _printed(self, value: Any) -> Any:
        return self.meter.made(shown(value))

    def _attribute(self, obj: Any, name: str) -> Any:
        if isinstance(obj, TemplateModule) and not name.startswith("_"):
            return vars(obj)[name] if name in vars(obj) else self.undefined(obj=obj, name=name)
        return reach.attribute(obj, name)

    def _item(self, obj: Any, key: Any) -> Any:
        try:
            return obj[key]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=key)

    def _check_product(self, left: Any, right: Any) -> None:
        if isinstance(left, int) and isinstance(right, int):
            check_bits(left.bit_length() + right.bit_length())
            return
        for text, number in ((left, right), (right, left)):
            if isinstance(number, int) and isinstance(text, str):
                self.meter.write(len(text) * max(number, 0))
            elif isinstance(number, int) and isinstance(text, list | tuple):
                self.meter.turn(len(text) * max(number, 0))

    def _check_power(self, left: Any, right: Any) -> None:
        if isinstance(left, int) and isinstance(right, int):
            check_bits(left.bit_length() * max(right, 0))

    def _parse(self, source: str, name: str | None, _: str | None) -> nodes.Template:
        template = counted_syntax.parsed(self, source, name)
        if self.check and name:
            self.check(self, template, source, name)
        return template

    def _generate(self, source: nodes.Template, *rest: Any, **named: Any) -> str:
        rewritten = self.rewrite(source) if self.rewrite else source
        return super()._generate(counted_syntax.counted(rewritten), *rest, **named)


def _split(split: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Return a text's own `split`, which makes no more parts than can be counted."""

    def bounded(sep: str | None = None, maxsplit: int = -1) -> list[str]:
        return split(sep, MOST_TURNS if maxsplit < 0 else min(maxsplit, MOST_TURNS))

    return bounded
