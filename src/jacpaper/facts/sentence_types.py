"""Kinds of value of what stands around a paper's subject: wording, key points, front matter."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

# These two modules are one vocabulary; the second has what few keys use.
from jacpaper.facts.value_types import (
    WORDS,
    Checked,
    Mark,
    Prepared,
    as_list,
    one_paragraph,
    text_value,
    unchanged,
)
from jacpaper.text import light_markdown

ReportFor = Literal["decision", "discussion", "assurance", "information", "noting"]
LEFT_OUT = "left out"
# The key points that are worked out from the facts, in their usual order.
KEY_POINTS = ("came in", "open", "causes of concern", "late", "next")
MOST_KEY_POINTS = 6


def _wording(text: str) -> str:
    said = text.strip()
    # Somebody who writes `Left out.` or `None` means no sentence, and would read it in the paper.
    if said != LEFT_OUT and said.rstrip(".").casefold() in ("none", "unknown", LEFT_OUT):
        fault = f'this would print "{said}"; to leave the sentence out, write left out'
        raise ValueError(fault)
    text_value(text)
    if text.strip() != LEFT_OUT and light_markdown.begins_with_list(text):
        raise ValueError("a sentence cannot begin with a list; write some words before it")
    return text


def _text_or_none(text: str) -> str:
    said = text.strip()
    if said != "none" and said.casefold() in ("none", "none.", "n/a", "nil"):
        raise ValueError(f'this would print "{said}"; if there is nothing, write none')
    return "none" if said == "none" else text_value(text)


def _key_points(value: Any) -> Any:
    if value in ("shown", LEFT_OUT):
        return KEY_POINTS if value == "shown" else ()
    if not isinstance(value, list):
        raise ValueError('this should be a list, one "- " an item; or write shown')  # noqa: TRY004
    listed = as_list(value)
    if len(listed) > MOST_KEY_POINTS:
        raise ValueError(f"these are {len(listed)} key points; give {MOST_KEY_POINTS} at most")
    return distinct_items(listed)


def _key_point(text: str) -> str:
    """A name of a point, or a sentence: a misspelt name does not end as one."""
    if text in KEY_POINTS:
        return text
    if not text.rstrip().endswith((".", "?", "!", ")")):
        known = ", ".join(KEY_POINTS)
        raise ValueError(
            f'"{text}" is no key point; known: {known}; end a sentence of your own with a full stop'
        )
    return one_paragraph(text)


def _email(text: str) -> str:
    if text.lower().startswith("mailto:"):
        raise ValueError(f'"{text}" is a link; delete mailto: at its start')
    if text.count("@") > 1:
        raise ValueError("more than one e-mail address is given here; write it as name@police.uk")
    if not re.fullmatch(r"[^\s@<>\"'/:;,]+@[\w-]+(\.[\w-]+)+", text):
        raise ValueError(f'"{text}" is not an e-mail address; write it as name@police.uk')
    return text


def distinct_items(listed: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is listed twice would be said twice."""
    for index, value in enumerate(listed):
        if value in listed[:index]:
            raise ValueError(f'"{value}" is given twice; keep one of them')
    return listed


class _ShownOrSome:
    """Tells the schema that a list may be the word `shown` or `left out` instead."""

    __get_pydantic_core_schema__ = unchanged

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        words = {"enum": ["shown", LEFT_OUT]}
        return {"anyOf": [words, {**handler(core), "minItems": 1, "maxItems": MOST_KEY_POINTS}]}


TextOrNone = Annotated[str, Checked(_text_or_none, type="string", pattern=r"\S"), Mark.PROSE]
# Light Markdown in the place of a sentence, or the words that leave it out.
Wording = Annotated[str, Checked(_wording, **WORDS), Mark.PROSE]
KeyPoint = Annotated[str, Checked(_key_point, **WORDS), Mark.PROSE]
KeyPoints = Annotated[tuple[KeyPoint, ...], Prepared(_key_points), _ShownOrSome()]
Email = Annotated[str, Checked(_email, type="string", pattern=r"^[^\s@]+@[^\s@]+$"), Mark.CODE]
