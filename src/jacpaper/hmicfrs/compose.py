"""The facts of a paper and a template become a `Document`: properties, and the numbered tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import filters
from jacpaper.hmicfrs.context import context
from jacpaper.language import english
from jacpaper.project.layout import TEMPLATE
from jacpaper.template.fill_in import Filler
from jacpaper.template.wording import check_wording
from jacpaper.tree.document import RESTRICTED_NAME, Document, paper_name

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.language.interface import Language
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.trace.trace import Trace

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
    filler = Filler(facts, names, folder, cache, trace, language)
    filters.add(filler.jinja, language)
    inspectorate = language.without_article(facts.committee.inspectorate.short)
    document = filler.document(TEMPLATE, paper_name(inspectorate))
    register = facts.register
    if register and register.has_exempt:
        document = document._replace(has_exempt=True)
    if names["restricted"]:
        exempt = filler.document(RESTRICTED, RESTRICTED_NAME)
        document = document._replace(restricted=exempt)
    check_wording(facts, filler.jinja)
    return document
