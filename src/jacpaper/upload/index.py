"""The index page: every file of the folder, with its size and its pages, as a web page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.pack.gathering import WEB_PAGE
from jacpaper.problems import Place, Problem, Problems
from jacpaper.project.layout import KINDS, TEMPLATE, UPLOAD, kind_folder, look_of
from jacpaper.template.cache import TemplateCache
from jacpaper.template.compose_item import compose_item
from jacpaper.tree.document import IN_PACK
from jacpaper.upload import names

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.facts.item import ItemFacts
    from jacpaper.tree.document import Document
    from jacpaper.upload.listing import File, Listing, Paper


def page(project: Path, facts: ItemFacts, listing: Listing) -> bytes:
    """Return the index page, made of the template in templates/upload/ and the agenda's facts.

    Raises:
        Problems: mistakes in the template, or there is none.
    """
    folder = kind_folder(project, UPLOAD)
    if not (folder.path / TEMPLATE).exists():
        hint = "copy that folder from a newer jacpaper, or begin a project with `jacpaper init`"
        place = Place(f"{KINDS}/{UPLOAD}/{TEMPLATE}")
        raise Problems([Problem(place, "the template of the index page is missing", hint)])
    cache = TemplateCache(project / "build" / ".compiled")
    agenda, *papers = map(_paper, listing.papers)
    more = {"agenda": agenda, "papers": papers, "packs": _packs(listing)}
    more["hashes"] = _address(names.HASHES)
    document = compose_item(_without_wording(facts), UPLOAD, folder, cache, more=more)
    _lead_to_files(document)
    return WEB_PAGE.write(document, look_of(project, folder)).content


def _without_wording(facts: ItemFacts) -> ItemFacts:
    """Return the facts of the agenda, whose own sentences the index page does not have."""
    return facts._replace(paper=facts.paper.model_copy(update={"wording": {}, "notes": {}}))


def _packs(listing: Listing) -> list[dict[str, Any]]:
    return [{**_of(one.file), **_pages(one.pages)} for one in listing.packs]


def _paper(one: Paper) -> dict[str, Any]:
    return {
        "item": one.item,
        "title": one.title,
        "is_draft": one.is_draft,
        "pdf": _of(one.pdf),
        "web_page": _of(one.web_page) if one.web_page else None,
        **_pages(one.pages),
    }


def _of(file: File) -> dict[str, str]:
    return {"address": _address(file.name), "size": file.size}


def _pages(pages: tuple[int, int]) -> dict[str, int]:
    first, last = pages
    return {"first": first, "last": last, "pages": last - first + 1}


def _address(name: str) -> str:
    """Return the address of a file of the folder, as a template may have it."""
    return f"{IN_PACK}{name}"


def _lead_to_files(document: Document) -> None:
    """Let links lead to the files that lie beside the page."""
    for link in document.body.find("a"):
        link.attributes["href"] = link.attributes.get("href", "").removeprefix(IN_PACK)
