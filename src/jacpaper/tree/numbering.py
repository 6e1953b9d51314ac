"""Number sections, paragraphs, tables, figures and appendices; resolve references to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.tree.elements import CAPTIONED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.language.interface import Language
    from jacpaper.tree.elements import Element


def number(body: Element, language: Language) -> Element:
    """Number what has a number in place, fill in references, and describe tables.

    Raises:
        Problems: numbers without a section, references to nothing.
    """
    problems = list(_number_blocks(body))
    for label, tag in ((language.TABLE, "caption"), (language.FIGURE, "figcaption")):
        # A table that was typed into a Word file may have an empty one, and then no number.
        captions = (caption for caption in body.find(tag) if caption.children)
        for count, caption in enumerate(captions, 1):
            caption.number = f"{label} {count}"
    appendices = (heading for heading in body.find("h2") if heading.class_name == "appendix")
    for count, heading in enumerate(appendices, 1):
        heading.number = f"{language.APPENDIX} {_letters(count)}"
    for table in body.find("table"):
        _, header, rows = table.elements
        names = [cell.text for cell in next(header.elements).elements]
        table.description = language.table_size(names, len(list(rows.elements)))
    problems += _resolve_references(body, language)
    if problems:
        raise Problems(problems)
    return body


def _number_blocks(body: Element) -> Iterator[Problem]:
    section = paragraph = sub_paragraph = 0
    numbered = False
    for block in body.elements:
        if block.tag == "h2":
            numbered = not block.class_name
            if numbered:
                section, paragraph, sub_paragraph = section + 1, 0, 0
                block.number = f"{section}."
        elif block.class_name == "paragraph":
            paragraph, sub_paragraph = paragraph + 1, 0
            block.number = f"{section}.{paragraph}"
        elif block.class_name == "sub-paragraph":
            sub_paragraph += 1
            block.number = f"{section}.{paragraph}.{sub_paragraph}"
        else:
            continue
        if block.class_name not in ("unnumbered", "appendix") and not numbered:
            yield Problem(block.place, "this is numbered, but stands in no numbered section")
        if block.class_name == "sub-paragraph" and not paragraph:
            yield Problem(
                block.place,
                "a sub-paragraph (1.1.1) needs a paragraph (1.1) before it in its section",
            )


def _resolve_references(body: Element, language: Language) -> Iterator[Problem]:
    """Give each `<a href="#id"></a>` its words, such as Table 1 or paragraph 3.1."""
    targets = {block.attributes["id"]: block for block in body.elements if "id" in block.attributes}
    for link in body.find("a"):
        address = link.attributes["href"]
        if not address.startswith("#"):
            continue
        target = targets.get(address[1:])
        if target is None:
            hint = did_you_mean(address[1:], targets)
            yield Problem(link.place, f'nothing in this paper has id="{address[1:]}"', hint)
            continue
        words = _reference_words(target, language)
        if not link.text and not words:
            fault = f'id="{address[1:]}" has no number to refer to'
            yield Problem(link.place, fault, "write the words of the link between <a> and </a>")
        elif not link.text:
            link.children = [words]
        link.is_reference = link.text == words


def _letters(count: int) -> str:
    """Return A to Z for 1 to 26, then AA, BB and so on, as Word counts."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _reference_words(target: Element, language: Language) -> str:
    """Return Table 1, Appendix A, section 3 or paragraph 3.1; nothing if it has no number."""
    if target.tag in CAPTIONED:
        return next(target.find(CAPTIONED[target.tag])).number
    if target.class_name == "appendix" or not target.number:
        return target.number
    if target.tag == "h2":
        return f"{language.SECTION} {target.number.rstrip('.')}"
    return f"{language.PARAGRAPH} {target.number}"
