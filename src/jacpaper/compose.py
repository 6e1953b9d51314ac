"""A `Paper` and a template become a `Document`: properties, and the numbered tree.

The template is Jinja in a sandbox, with autoescape, and every misspelt name is
an error. Each literal start tag is given the template's file and line while it
is read, so that whatever is wrong with the outcome can be said where its author
can mend it.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from jacpaper import dates, figures, light_markdown, tree
from jacpaper.problems import Place, Problem, Problems, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from jinja2.lexer import TokenStream
    from jinja2.parser import Parser
    from jinja2.runtime import Context, Macro

    from jacpaper.model import Paper
    from jacpaper.tree import Element

TEMPLATE = "paper.html.j2"


@dataclass(frozen=True)
class Document:
    """What the writers translate: the tree, and what stands around it.

    `header` holds the words that headers and footers may use, by the names
    they have in house-style.docx.
    """

    title: str
    author: str
    date: date
    header: dict[str, str]
    body: Element
    language: str = "en-GB"


def compose(paper: Paper, folder: Path, shown: str) -> Document:
    """Fill in the template of the folder; `shown` is the folder's name in problems.

    Raises:
        Problems: mistakes in the template, and wording for sentences it does not have.
    """
    environment = _environment(folder, shown)
    with _mistakes(environment, shown):
        template = environment.get_template(TEMPLATE)
        _check_wording(paper, environment)
        html = template.render(_context(paper))
    body = tree.number(tree.parse(html, f"{shown}/{TEMPLATE}"))
    title = next(body.find("title"))
    body.children.remove(title)
    return Document(
        title=title.text,
        author=paper.committee.force.name,
        date=paper.meeting,
        header={
            "committee": paper.committee.committee.name,
            "meeting date": dates.long(paper.meeting),
            "item": paper.paper.item,
            "title": paper.paper.title,
            "marking": paper.paper.marking or "",
        },
        body=body,
    )


def _context(paper: Paper) -> dict[str, Any]:
    """Return the names that the template may use; its first lines list them."""
    return {
        "meeting": paper.meeting,
        "last_meeting": paper.last_meeting,
        "force": paper.committee.force,
        "committee": paper.committee.committee,
        "oversight": paper.committee.oversight,
        "contact_officer": paper.committee.contact_officer,
        **dict(paper.paper),
        "last_meeting": paper.last_meeting,  # noqa: F601
        "reports": paper.reports.reports,
        "counts": paper.counts,
        "previous": paper.previous,
        "open": figures.open_table(paper.previous.open, paper.counts.open),
        "since_last_meeting": paper.inspections.since_last_meeting,
        "forthcoming": paper.inspections.forthcoming,
    }
