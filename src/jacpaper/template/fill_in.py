"""A template filled in with the names it is given becomes a tree, and a tree a `Document`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.template.environment import environment
from jacpaper.template.mistakes import mistakes_at_their_lines
from jacpaper.tree import numbering, reader
from jacpaper.tree.document import Document
from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import BytecodeCache

    from jacpaper.facts.any_paper import AnyPaper
    from jacpaper.language.interface import Language
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.template.sandbox import Sandbox
    from jacpaper.trace.trace import Trace


class Filler:
    """Fills in the templates of one folder for one paper; `names` are those they may use.

    With `trace`, each block is followed back to the lines of the inputs.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a template is filled in with
        self,
        facts: AnyPaper,
        names: Mapping[str, Any],
        folder: TemplateFolder,
        cache: BytecodeCache | None,
        trace: Trace | None,
        language: Language,
    ) -> None:
        self.facts, self.names, self.folder = facts, names, folder
        self.trace, self.language = trace, language
        words = {**language.WORDS, "AFI": facts.committee.lesser_finding.short}
        self.jinja: Sandbox = environment(folder, names, trace, language, words)
        self.jinja.bytecode_cache = cache

    def document(self, template: str, file_name: str) -> Document:
        """Return the numbered tree that a template makes, with what stands around it.

        Raises:
            Problems: mistakes in the template.
        """
        body = numbering.number(self._filled_in(template), self.language)
        return _document(self.facts, body, file_name, self.language)

    def _filled_in(self, template: str) -> Element:
        """Return the tree, still without numbers."""
        folder, trace = self.folder, self.trace
        with mistakes_at_their_lines(folder, template, self.jinja):
            found = self.jinja.get_template(template)
            html = trace.render(found, self.names) if trace else found.render(self.names)
        parser = trace.reader if trace else reader.Parser
        whole = folder.place(template)
        return reader.parse(html, whole, folder.place, self.names["pictures"], parser)


def _document(facts: AnyPaper, body: Element, file_name: str, language: Language) -> Document:
    """Return the tree with what stands around it, some of which is in the tree itself."""
    title = next(body.find("title"))
    body.children.remove(title)
    draft = language.DRAFT if facts.paper.is_draft else ""
    if draft:  # whatever the template is: no page of a draft may lack it
        place = facts.value_place(facts.head_file, "status")
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
