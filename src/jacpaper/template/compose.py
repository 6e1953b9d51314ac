"""A `Paper` and a template become a `Document`: properties, and the numbered tree.

The template is Jinja in a sandbox, with autoescape, and every misspelt name is
an error. Each literal start tag is given its file and line while the template is
read, so that whatever is wrong with the outcome is said where it can be mended.
"""

from __future__ import annotations

import re
import traceback
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from jinja2 import (
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from jacpaper.figures import arithmetic, charts
from jacpaper.language import english
from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.template import filters
from jacpaper.tree import elements, numbering, reader
from jacpaper.tree.document import PAPER_NAME, RESTRICTED_NAME, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket, BytecodeCache
    from jinja2.lexer import TokenStream
    from jinja2.parser import Parser
    from markupsafe import Markup

    from jacpaper.facts.paper import PaperFacts
    from jacpaper.facts.value_types import Unknown
    from jacpaper.language.interface import Language
    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.picture import Picture

TEMPLATE = "paper.html.j2"
RESTRICTED = "restricted.html.j2"
# Compiled templates in one process: those of several folders, and never without end.
_MOST_KEPT = 50


class Compiled(FileSystemBytecodeCache):
    """Keeps the compiled template from one run to the next, as Python keeps its modules.

    Compiling takes longer than everything else that is composed. `folder` may be missing
    or read-only: then the template is compiled once in each process.
    """

    _kept: ClassVar[dict[tuple[str, str], CodeType]] = {}
    """What this process has compiled or read, by name and text: many projects share a template."""

    def __init__(self, folder: Path) -> None:
        # What is compiled depends on this module too: it marks lines and sentences.
        self.prefix = f"{Path(__file__).stat().st_mtime_ns}-"
        super().__init__(str(folder), f"{self.prefix}%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the compiled template, if there is one."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            with suppress(OSError):
                super().load_bytecode(bucket)
        if bucket.code is not None:
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the compiled template, if that can be, and drop older ones."""
        self._keep(bucket)
        with suppress(OSError):
            folder = Path(self.directory)
            folder.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
            for path in folder.glob("*.cache"):
                if not path.name.startswith(self.prefix):
                    path.unlink()

    def _keep(self, bucket: Bucket) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[bucket.key, bucket.checksum] = cast("CodeType", bucket.code)


class _Loader(FileSystemLoader):
    """Calls a template by its name in the project, so that what is compiled fits them all."""

    def __init__(self, folder: TemplateFolder) -> None:
        super().__init__(folder.path, encoding="utf-8-sig")
        self.shown = folder.shown

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its name, and what tells whether it has changed."""
        source, _, is_current = super().get_source(environment, template)
        return source, f"{self.shown}/{template}", is_current


def compose(
    facts: PaperFacts,
    folder: TemplateFolder,
    compiled: BytecodeCache | None = None,
    trace: Trace | None = None,
    language: Language = english,
) -> Document:
    """Fill in the template for the paper.

    With `trace`, each block of it is followed back to the lines of the inputs. `language`
    has the words that the template leaves to the code; it should be the template's own.

    Raises:
        Problems: mistakes in the template, and wording for sentences it does not have.
    """
    context = _context(facts, language)
    pictures: dict[str, Picture] = context["pictures"]
    environment = _environment(folder, context, trace, language)
    environment.bytecode_cache = compiled

    parser = trace.reader if trace else reader.Parser

    def made(template: str) -> elements.Element:
        with _mistakes(folder):
            found = environment.get_template(template)
            html = trace.render(found, context) if trace else found.render(context)
        parsed = reader.parse(html, folder.place(template), folder.place, pictures, parser)
        return numbering.number(parsed, language)

    body = made(TEMPLATE)
    restricted = made(RESTRICTED) if context["restricted"] else None
    _check_wording(facts, environment)
    document = _document(facts, body, PAPER_NAME, language)
    if restricted is None:
        return document
    return document._replace(restricted=_document(facts, restricted, RESTRICTED_NAME, language))


def _document(facts: PaperFacts, body: elements.Element, name: str, language: Language) -> Document:
    """Return the tree with what stands around it, some of which is in the tree itself."""
    title = next(body.find("title"))
    body.children.remove(title)
    said = {block.class_name: block.text for block in body.find("p") if block.class_name}
    return Document(
        title=title.text,
        author=facts.committee.force.name,
        date=facts.meeting,
        header={
            "committee": facts.committee.committee.name,
            "meeting date": language.long_date(facts.meeting),
            "item": facts.paper.item,
            "title": facts.paper.title,
            "marking": said.get("marking", facts.paper.marking or ""),
        },
        body=body,
        name=name,
        notice=" ".join(said[kind] for kind in ("notice", "reason") if kind in said),
        language=language.CODE,
    )


def _context(facts: PaperFacts, language: Language) -> dict[str, Any]:
    """Return the names that the template may use; its first lines list them."""
    movement = arithmetic.movement(facts.counts, facts.previous, facts.reports)
    trend = arithmetic.trend(facts.series)
    return {
        **dict(facts.paper),
        "pictures": _pictures(facts, movement, trend, language),
        "trend": trend,
        "meeting": facts.meeting,
        "last_meeting": facts.last_meeting,
        "force": facts.committee.force,
        "committee": facts.committee.committee,
        "oversight": facts.committee.oversight,
        "contact_officer": facts.committee.contact_officer,
        "causes_of_concern": [cause for cause in facts.causes_of_concern if not cause.closed],
        "closed_causes_of_concern": [cause for cause in facts.causes_of_concern if cause.closed],
        "reports": facts.reports.reports,
        "items_in_reports": sum(arithmetic.items(report) for report in facts.reports.reports),
        "last_monitoring_phase": facts.last.monitoring_phase if facts.last else None,
        "open": movement,
        "open_columns": facts.counts.columns,
        "open_notes": facts.counts.notes,
        "restated": facts.counts.restated,
        "as_at": _known(facts.counts.as_at),
        "previous_as_at": _known(facts.previous.as_at),
        "since_last_meeting": facts.inspections.since_last_meeting,
        "forthcoming": facts.forthcoming,
        **_of_register(facts, language),
    }


def _of_register(facts: PaperFacts, language: Language) -> dict[str, Any]:
    from jacpaper.template import register  # noqa: PLC0415 - most papers show nothing of one

    return register.shown(facts, language)


def _pictures(
    facts: PaperFacts,
    movement: arithmetic.Movement,
    trend: Sequence[arithmetic.TrendPoint],
    language: Language,
) -> dict[str, Picture]:
    """Return the pictures that the paper is to show, by the names that an img gives as src."""
    made = {}
    if facts.paper.open_by_year_chart == "shown" and movement.rows:
        days = _known(facts.previous.as_at), _known(facts.counts.as_at)
        made["open-by-year"] = charts.open_by_year(movement, *days, language)
    if len(trend) >= arithmetic.LEAST_TREND:
        made["trend"] = charts.trend(trend, language)
    return made


def _known(day: date | Unknown) -> date | None:
    return None if day == "unknown" else day


def _environment(
    folder: TemplateFolder, names: Iterable[str], trace: Trace | None, language: Language
) -> ImmutableSandboxedEnvironment:
    make = trace.environment if trace else ImmutableSandboxedEnvironment
    environment = make(
        loader=_Loader(folder),
        undefined=type("Misspelt", (_Misspelt,), {"names": tuple(names)}),
        autoescape=True,
        # The template is used once: folding its constants takes longer than it saves.
        optimized=False,
        extensions=[_Lines, _Wording],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The sentences that the template names, once parsed, and those this paper has come to.
    environment.extend(wordings=set(), used_wordings=set())
    environment.filters.update(filters.filters(language))
    return environment


class _Lines(Extension):
    """Gives every literal start tag of a template its file and line."""

    _START = re.compile(r"<[a-zA-Z][a-zA-Z0-9]*")

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Rewrite the text between Jinja's own marks; no line is added or lost."""
        for token in stream:
            if token.type == "data":
                marked = self._marked(token.value, token.lineno, stream.name or TEMPLATE)
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

    def parse(self, parser: Parser) -> nodes.Node:
        """Make the tag a call that is given the template's own sentence."""
        line = next(parser.stream).lineno
        name = parser.stream.expect("name").value
        self.environment.wordings.add(name)  # type: ignore[attr-defined]
        sentence = parser.parse_statements(("name:endwording",), drop_needle=True)
        given = nodes.Getitem(nodes.Name("wording", "load"), nodes.Const(name), "load")
        own = self.call_method("_own", [nodes.Const(name), given])
        choice = nodes.If(own, [nodes.Output([own])], [], sentence)
        return choice.set_lineno(line)

    def _own(self, name: str, given: str | Undefined) -> Markup:
        """Return the meeting's own wording of the sentence, or nothing."""
        self.environment.used_wordings.add(name)  # type: ignore[attr-defined]
        return filters.inline(None if isinstance(given, Undefined) else given)


class _Misspelt(StrictUndefined):
    """A name that the paper does not have: an error wherever it is used."""

    __slots__ = ()
    names: tuple[str, ...] = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_obj is missing:
            return f'nothing is called "{name}" here; {did_you_mean(name, self.names)}'
        thing = type(self._undefined_obj)
        fields = getattr(thing, "model_fields", None) or getattr(thing, "__annotations__", {})
        return f'{thing.__name__} has no "{name}"; {did_you_mean(name, list(fields))}'


def _check_wording(facts: PaperFacts, environment: ImmutableSandboxedEnvironment) -> None:
    """Refuse wording for a sentence that the template, or this paper, does not have."""
    used: set[str] = environment.used_wordings  # type: ignore[attr-defined]
    strangers = [name for name in facts.paper.wording if name not in used]
    if not strangers:
        return
    loader = cast("FileSystemLoader", environment.loader)
    for name in loader.list_templates():
        if name.endswith(".j2"):
            environment.parse(loader.get_source(environment, name)[0])
    known: set[str] = environment.wordings  # type: ignore[attr-defined]
    raise Problems(_stranger(facts, name, known) for name in strangers)


def _stranger(facts: PaperFacts, name: str, known: set[str]) -> Problem:
    place = facts.key_place("paper.yaml", "wording", name)
    if name in known:
        return Problem(place, f'the sentence "{name}" is not in this paper', "delete the line")
    hint = did_you_mean(name, known) or f"its sentences are {', '.join(sorted(known))}"
    return Problem(place, f'the template has no sentence called "{name}"', hint)


@contextmanager
def _mistakes(folder: TemplateFolder) -> Iterator[None]:
    """Turn whatever goes wrong in a template into a problem at its file and line."""
    try:
        yield
    except Problems:
        raise
    except TemplateNotFound as error:
        place = folder.place(str(error.name))
        raise Problems([Problem(place, "the template is missing")]) from None
    except TemplateSyntaxError as error:
        place = folder.place(error.name or TEMPLATE, error.lineno)
        raise Problems([Problem(place, error.message or "this is not valid Jinja")]) from None
    except UnicodeDecodeError:
        place = folder.place(TEMPLATE)
        raise Problems([Problem(place, "the template is not saved as UTF-8")]) from None
    except Exception as error:  # noqa: BLE001 - an expression in a template may raise anything
        message, _, hint = str(error).partition("; ")
        problem = Problem(_line_that_failed(error, folder), message or type(error).__name__, hint)
        raise Problems([problem]) from None


def _line_that_failed(error: Exception, folder: TemplateFolder) -> Place:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(f"{folder.shown}/"):
            name = frame.filename.removeprefix(f"{folder.shown}/")
            return folder.place(name, frame.lineno or 0)
    return folder.place(TEMPLATE)
