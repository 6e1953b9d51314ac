"""Marks of other programs within a text: HTML, and what lists of SharePoint put around a choice.

In: a text. Out: the first such mark, which would be printed as it stands.
"""

from __future__ import annotations

import re
from html import unescape

from jacpaper.text.characters import unprintable

_TAG = (
    r"(?i)</?(?:a|b|br|div|em|font|h[1-6]|i|li|ol|p|span|strong|table|td|tr|u|ul)"
    r"(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>"
)
# Between two things: without these, their words would be one.
_APART = r"(?i)</?(?:br|div|h[1-6]|li|ol|p|table|td|tr|ul)\b|;#"
_CHOICE = r"^\d{1,6};#(?=\D)|^;#(?=.*;#)|;#\d{1,6};#"


def entity(text: str) -> str:
    """Return the first thing that web pages have in place of a letter, such as &amp;."""
    if "&" not in text:
        return ""
    found = re.finditer(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,}\d*);", text)
    return next((one[0] for one in found if unescape(one[0]) != one[0]), "")


def in_place_of(mark: str) -> str:
    """Return what to do about a mark."""
    meant = unescape(mark)
    if meant == '"':
        return "write \u201c or \u201d in its place"
    if meant.isspace():
        return "write a space in its place"
    if re.match(_APART, mark):
        return "write a space or a comma in its place"
    if meant in ("", mark) or not meant.isprintable() or unprintable(meant):
        return "delete it"
    return f"write {meant} in its place"


def mark(text: str) -> str:
    """Return the first mark of any of these programs, such as <br> and 12;#."""
    if "<" in text and (found := re.search(_TAG, text)):
        return found[0]
    if ";#" in text and (found := re.search(_CHOICE, text)):
        return found[0]
    return entity(text)
