"""The numbers that Word shows before paragraphs: it counts them itself, and no text has them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

Xml = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbers:
    """Counts the paragraphs of one document, one after the other."""

    def __init__(self, styles: Xml, numbering: Xml) -> None:
        self.styles = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
        self.lists = {one.get(f"{W}numId"): one for one in numbering.iter(f"{W}num")}
        self.levels = {
            (one.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level
            for one in numbering.iter(f"{W}abstractNum")
            for level in one.iter(f"{W}lvl")
        }
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def next(self, paragraph: Xml) -> str:
        """Return the number of the paragraph that follows, as in 3.1; empty if it has none."""
        name, level = self._list_of(paragraph)
        if name not in self.lists:
            return ""
        abstract = _value(self.lists[name], "abstractNumId")
        restarted = self.lists[name].find(f"{W}lvlOverride") is not None
        counts = self.counts[name if restarted else f"all of {abstract}"]
        counts[level] = counts.get(level, 0) + 1
        for below in [one for one in counts if one > level]:
            del counts[below]
        shown = self.levels[abstract, str(level)]
        if _value(shown, "numFmt") != "decimal":
            return ""
        number = re.sub(
            r"%(\d)", lambda found: str(counts.get(int(found[1]) - 1, 1)), _value(shown, "lvlText")
        )
        return number.rstrip(".")

    def _list_of(self, paragraph: Xml) -> tuple[str, int]:
        """Return the list that a paragraph is in, by itself or by its style, and its level."""
        found = paragraph.find(f"{W}pPr/{W}numPr")
        style = self.styles.get(_value(paragraph.find(f"{W}pPr"), "pStyle"))
        while found is None and style is not None:
            found = style.find(f"{W}pPr/{W}numPr")
            style = self.styles.get(_value(style, "basedOn"))
        if found is None:
            return "", 0
        return _value(found, "numId"), int(_value(found, "ilvl") or 0)


def _value(element: Xml, name: str) -> str:
    """Return the value of a child; empty if there is none."""
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val"))
