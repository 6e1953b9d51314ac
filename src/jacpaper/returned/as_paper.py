"""The text of a Word file as a paper's tree, whatever people did to it in Word.

What the template is forbidden (ragged tables, links that lead nowhere, numbers without a section)
may stand in such a file. It is put right here without a word lost, so that the tree can be compared
with a paper and written again.
"""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING

from jacpaper.returned.unprocessed import put_back
from jacpaper.text import addresses
from jacpaper.tree import numbering
from jacpaper.tree.elements import TEXT_BLOCKS, Element
from jacpaper.tree.picture import Picture
from jacpaper.tree.reader import trim

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from jacpaper.language.interface import Language

_ID = re.compile(r"[A-Za-z][\w.-]*")
# Points: wide and high enough for a line of words.
_WIDTH, _HEIGHT = 400, 40
Child = Element | str


def as_paper(read: Element, paper: Element, language: Language) -> Element:
    """Return what a Word file says as a numbered tree like that of a paper; neither is changed.

    What a Word file does not tell is taken from the paper where it has the same words: drawings,
    the language of words, and kinds of quotes. Spaces are folded, as those of every paper are.
    """
    body = deepcopy(read)
    for table in [*body.find("table")]:
        _straighten(table)
    trim(body)
    put_back(body, paper)
    body.children = [*_with_content(body)]
    known = {link.attributes["href"] for link in paper.find("a")}
    known = {address for address in known if not address.startswith("#")}
    known |= {f"#{one.attributes['id']}" for one in body.elements if "id" in one.attributes}
    _rewrite(body, lambda link: _leads_somewhere(link, known))
    _name_targets(body)
    _put_in_sections(body)
    _put_languages(body, paper)
    _put_pictures(body, paper, language)
    return numbering.number(body, language)


def _straighten(table: Element) -> None:
    """Give a table one header row, and each row as many cells."""
    _, head, body = table.elements
    rows = [row for row in table.find("tr") if any(row.elements)]
    width = max((len(row.children) for row in rows), default=0)
    for number, row in enumerate(rows):
        row.children += [Element("td") for _ in range(width - len(row.children))]
        for cell in row.elements if not number else ():
            cell.tag = "th"
    head.children, body.children = [*rows[:1]], [*rows[1:]]


def _with_content(body: Element) -> Iterator[Element]:
    """Yield the blocks that have something in them; a list without its empty items."""
    for block in body.elements:
        if block.tag in ("ul", "ol"):
            block.children = [item for item in block.elements if item.text]
        if block.tag == "table":
            is_there = any(block.find("tr"))
        else:
            is_there = bool(block.children) if block.tag != "figure" else any(block.find("img"))
        if is_there:
            yield block


def _leads_somewhere(link: Element, known: Collection[str]) -> bool:
    """Tell whether a link leads to a block that is there, or where people read that it does."""
    address = link.attributes.get("href", "")
    return bool(link.text.strip()) and (address in known or not addresses.fault(address))


def _rewrite(element: Element, is_link: Callable[[Element], bool]) -> None:
    """Leave of a link that leads nowhere its words."""
    made: list[Child] = []
    for child in element.children:
        if isinstance(child, Element):
            _rewrite(child, is_link)
            if child.tag == "a" and not is_link(child):
                made += child.children
                continue
        made.append(child)
    element.children = _joined(made)


def _joined(children: Iterable[Child]) -> list[Child]:
    """Return children with the texts that follow one another as one."""
    made: list[Child] = []
    for child in children:
        if isinstance(child, str) and made and isinstance(made[-1], str):
            made[-1] += child
        else:
            made.append(child)
    return made


def _name_targets(body: Element) -> None:
    """Keep an id where a link leads to it, once, and as one that every format can hold."""
    links = [link for link in body.find("a") if link.attributes["href"].startswith("#")]
    wanted = {link.attributes["href"][1:] for link in links}
    names: dict[str, str] = {}
    for block in body.elements:
        name = block.attributes.pop("id", "")
        if name in wanted and name not in names:
            plain = name if _ID.fullmatch(name) else f"word-{len(names)}"
            block.attributes["id"] = names[name] = plain
    for link in links:
        link.attributes["href"] = f"#{names[link.attributes['href'][1:]]}"


def _put_in_sections(body: Element) -> None:
    """Take its number off what stands in no numbered section; 1.1.1 before any 1.1 becomes 1.1."""
    numbered = has_paragraph = False
    for block in body.elements:
        if block.tag == "h2":
            numbered, has_paragraph = not block.class_name, False
        elif block.class_name in ("paragraph", "sub-paragraph"):
            if not numbered:
                del block.attributes["class"]
            elif not has_paragraph:
                block.attributes["class"] = "paragraph"
            has_paragraph = numbered


def _put_languages(body: Element, paper: Element) -> None:
    """Mark the words of other languages that the paper marks: a Word file tells it otherwise."""
    known = {
        span.text: span.attributes.get("lang", "")
        for span in paper.find("span")
        if not any(span.elements)
    }
    if not known:
        return
    words = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in known))
    for block in body.find(*TEXT_BLOCKS):
        _mark(block, words, known)


def _mark(element: Element, words: re.Pattern[str], known: dict[str, str]) -> None:
    made: list[Child] = []
    for child in element.children:
        if isinstance(child, Element):
            if child.tag != "a":
                _mark(child, words, known)
            made.append(child)
            continue
        end = 0
        for found in words.finditer(child):
            made += [
                child[end : found.start()],
                Element("span", {"lang": known[found[0]]}, [found[0]]),
            ]
            end = found.end()
        made.append(child[end:])
    element.children = [child for child in made if child]


def _put_pictures(body: Element, paper: Element, language: Language) -> None:
    """Give each picture the paper's drawing with the same words, or else one that says it is gone.

    A drawing of the file could hold anything, so it is not taken over.
    """
    known = {one.picture.words: one.picture for one in paper.find("img") if one.picture}
    for image in body.find("img"):
        words, image.description = image.description, ""
        image.picture = known.get(words) or _no_picture(words, language)


def _no_picture(words: str, language: Language) -> Picture:
    said = escape(language.CHANGES["no picture"])
    drawing = (
        f'<rect x="1" y="1" width="{_WIDTH - 2}" height="{_HEIGHT - 2}" fill="none"'
        f' stroke="#505a5f"/><text x="12" y="25" fill="#0b0c0c">{said}</text>'
    )
    return Picture(drawing, words, _WIDTH, _HEIGHT)
