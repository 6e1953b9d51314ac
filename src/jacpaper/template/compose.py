"""The facts of a paper and a template become a `Document`: properties, and the numbered tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.language import english
from jacpaper.project.layout import PAPER
from jacpaper.template.context import context
from jacpaper.template.environment import environment
from jacpaper.template.mistakes import mistakes_at_their_lines
from jacpaper.template.wording import check_wording
from jacpaper.tree import numbering, reader
from jacpaper.tree.document import RESTRICTED_NAME, Document, paper_name
from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import BytecodeCache

    from jacpaper.facts.paper import PaperFacts
    from jacpaper.language.interface import Language
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.template.sandbox import Sandbox
    from jacpaper.trace.trace import Trace

TEMPLATE = "paper.html.j2"
RESTRICTED = "restricted.html.j2"


def compose(
    facts: PaperFacts,
    folder: TemplateFolder,
    cache: BytecodeCache | None = None,
    trace: Trace | None = None,
    language: Language = english,
) -> Document:
    """Fill in the template for a paper; exempt items, if it has any, get a document of their own.

    With `trace`, each block is followed back to the lines of the inputs. `language` has
    the words that the template leaves to the code; it should be the template's own.

    Raises:
        Problems: mistakes in the template, and wording for sentences it does not have.
    """
    names = context(facts, language)
    words = {**language.WORDS, "AFI": facts.committee.lesser_finding.short}
    jinja = environment(folder, names, trace, language, words)
    jinja.bytecode_cache = cache
    body = _filled_in(TEMPLATE, folder, jinja, names, trace)
    inspectorate = language.without_article(facts.committee.inspectorate.short)
    name = paper_name(inspectorate)
    document = _document(facts, numbering.number(body, language), name, language)
    register = facts.register
    if register and (register.exempt_reports or any(item.exempt for item in register.items)):
        document = document._replace(has_exempt=True)
    if names["restricted"]:
        body = _filled_in(RESTRICTED, folder, jinja, names, trace)
        exempt = _document(facts, numbering.number(body, language), RESTRICTED_NAME, language)
        document = document._replace(restricted=exempt)
    check_wording(facts, jinja)
    return document


def _filled_in(
    template: str,
    folder: TemplateFolder,
    jinja: Sandbox,
    names: Mapping[str, Any],
    trace: Trace | None,
) -> Element:
    """Return the tree, still without numbers, that a template makes of the names."""
    with mistakes_at_their_lines(folder, template, jinja):
        found = jinja.get_template(template)
        html = trace.render(found, names) if trace else found.render(names)
    parser = trace.reader if trace else reader.Parser
    return reader.parse(html, folder.place(template), folder.place, names["pictures"], parser)


def _document(facts: PaperFacts, body: Element, file_name: str, language: Language) -> Document:
    """Return the tree with what stands around it, some of which is in the tree itself."""
    title = next(body.find("title"))
    body.children.remove(title)
    draft = language.DRAFT if facts.paper.is_draft else ""
    if draft:  # whatever the template is: no page of a draft may lack it
        place = facts.value_place(PAPER, "status")
        body.children.insert(0, Element("p", {"class": "draft"}, [draft], place))
    printed = {block.class_name: block.text for block in body.find("p") if block.class_name}
    return Document(
        title=title.text,
        author=facts.committee.force.name,
        date=facts.meeting,
        header={
            "committee": printed.get("committee", facts.committee.committee.name),
            "meeting date": printed.get("meeting-date", language.long_date(facts.meeting)),
            "agenda item": printed.get("agenda-item", facts.paper.item),
            "item": facts.paper.item,
            "title": facts.paper.title,
            "marking": printed.get("marking", facts.paper.marking or ""),
        },
        body=body,
        name=file_name,
        notice=" ".join(printed[name] for name in ("notice", "reason") if name in printed),
        language=language.CODE,
        skip=language.SKIP,
        pdf=facts.committee.pdf,
        draft=draft,
    )
