"""What a paragraph or a run is, from its style, its numbering and its look.

Programs give styles other identifiers and keep their names, so names count. Where a name is lost
as well, the outline level and the numbering tell a heading, a list or a numbered paragraph.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.returned.pieces import PLAIN, Look, Shape
from jacpaper.writers.word.house_style import BLOCK_STYLES, INLINE_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.returned.package import Xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# What each name of a style stands for; of several with one style, the first.
_KINDS = {name.lower(): kind for kind, name in reversed(BLOCK_STYLES.items())} | {
    "title": "h1",
    "normal": "p",
    "standard": "p",
    "body text": "p",
    "text body": "p",
    "list paragraph": "p",
    "table contents": "td",
}
_OFF = ("0", "false", "off", "none")
_NO_NUMBER = "0"
_RAISED = ("superscript", "subscript")
_RIGHT = ("right", "end")
_LISTS = ("ul", "ol")
_PARAGRAPHS = ("paragraph", "sub-paragraph")


class _Style(NamedTuple):
    name: str
    base: str
    numbering: tuple[str, str] | None
    outline: str
    look: tuple[bool | None, bool | None, bool | None]
    """Bold, italic, hidden: None where it does not say."""


class Looks:
    """The styles and numberings of a file."""

    def __init__(self, styles: Xml | None, numbering: Xml | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._by_default = ""
        for one in () if styles is None else styles.iter(f"{W}style"):
            name = one.get(f"{W}styleId", "")
            self._styles[name] = _style(one)
            if one.get(f"{W}type") == "paragraph" and is_on(one.get(f"{W}default", "0")):
                self._by_default = name
        self._numbering = numbering
        self._shapes: dict[tuple[str, tuple[str, str] | None, str, bool], Shape] = {}
        self._runs: dict[str, tuple[bool, bool, bool]] = {}

    def shape(self, properties: Xml | None) -> Shape:
        """Return what a paragraph with these properties is."""
        style, numbering, outline, right = self._by_default, None, "", False
        if properties is not None:
            style = value(properties, "pStyle") or style
            numbering = _numbering(properties)
            outline = value(properties, "outlineLvl")
            right = value(properties, "jc") in _RIGHT
        key = (style, numbering, outline, right)
        if key not in self._shapes:
            self._shapes[key] = self._shape(*key)
        return self._shapes[key]

    def look(self, properties: Xml | None) -> tuple[Look, bool]:
        """Return how a run looks, and whether it is hidden."""
        if properties is None or not len(properties):
            return PLAIN, False
        strong, em, hidden = self._run(value(properties, "rStyle"))
        by_style = strong
        struck = lit = raised = False
        for one in properties:
            name = one.tag
            if name == f"{W}b":
                strong = on(one)
            elif name == f"{W}i":
                em = on(one)
            elif name == f"{W}vanish":
                hidden = on(one)
            elif name in (f"{W}strike", f"{W}dstrike"):
                struck = struck or on(one)
            elif name == f"{W}highlight":
                lit = on(one)
            elif name == f"{W}vertAlign":
                raised = one.get(f"{W}val") in _RAISED
        return Look(strong, em, struck, lit, by_style and strong, raised), hidden

    def hides(self, properties: Xml | None) -> bool:
        """Tell whether the style of a paragraph with these properties hides its words."""
        style = self._by_default
        if properties is not None:
            style = value(properties, "pStyle") or style
        return self._run(style)[2]

    def _run(self, style: str) -> tuple[bool, bool, bool]:
        """Return whether a style makes its words strong, emphasised and hidden."""
        if not style:
            return False, False, False
        if style not in self._runs:
            chain = list(self._chain(style))
            names = [one.name for one in chain]
            strong, em, hidden = (
                next((one.look[place] for one in chain if one.look[place] is not None), False)
                for place in range(3)
            )
            self._runs[style] = (
                bool(strong) or INLINE_STYLES["strong"].lower() in names,
                bool(em) or INLINE_STYLES["em"].lower() in names,
                bool(hidden),
            )
        return self._runs[style]

    def _chain(self, style: str) -> Iterator[_Style]:
        """Yield a style and those that it is based on."""
        met: set[str] = set()
        while style in self._styles and style not in met:
            met.add(style)
            yield self._styles[style]
            style = self._styles[style].base

    def _shape(
        self,
        style: str,
        direct: tuple[str, str] | None,
        outline: str,
        right: bool,  # noqa: FBT001 - a key of the cache
    ) -> Shape:
        chain = list(self._chain(style))
        kind = next((_KINDS[one.name] for one in chain if one.name in _KINDS), "")
        if not kind or (kind == "p" and not chain[:1]):
            kind = _by_identifier(style) or kind
        outline = outline or next((one.outline for one in chain if one.outline), "")
        inherited = next((one.numbering for one in chain if one.numbering), None)
        numbering = _joined(direct, inherited)
        counted = self._counted(numbering)
        if kind in ("", "p") and outline in ("0", "1", "2", "3"):
            kind = f"h{int(outline) + 1}"
            kind = "h2.unnumbered" if kind == "h2" and not counted else kind
        if kind == "td" and right:
            kind = "td.number"
        return _numbered(
            kind or "p", counted, self._restart(numbering), is_direct=direct is not None
        )

    def _counted(self, numbering: tuple[str, str] | None) -> str:
        """Return what a numbering counts: section, paragraph, sub-paragraph, ol, ul or nothing."""
        if numbering is None or numbering[0] == _NO_NUMBER:
            return ""
        levels = self._levels.get(numbering[0], {})
        form, text = levels.get(numbering[1], ("", ""))
        if form == "bullet":
            return "ul"
        parts = len(re.findall(r"%\d", text))
        if parts in (2, 3):
            return "paragraph" if parts == 2 else "sub-paragraph"
        legal = any(len(re.findall(r"%\d", other)) == 2 for _, other in levels.values())
        if form in ("", "none"):
            return ""
        return "section" if legal and numbering[1] == "0" else "ol"

    def _restart(self, numbering: tuple[str, str] | None) -> str:
        """Return what tells a numbered list from the one before it: one that begins anew."""
        return numbering[0] if numbering and numbering[0] in self._restarted else ""

    @cached_property
    def _nums(self) -> dict[str, str]:
        """The numId of each numbering with its abstractNumId."""
        if self._numbering is None:
            return {}
        return {
            num.get(f"{W}numId", ""): value(num, "abstractNumId")
            for num in self._numbering.iter(f"{W}num")
        }

    @cached_property
    def _restarted(self) -> frozenset[str]:
        if self._numbering is None:
            return frozenset()
        return frozenset(
            num.get(f"{W}numId", "")
            for num in self._numbering.iter(f"{W}num")
            if next(num.iter(f"{W}startOverride"), None) is not None
        )

    @cached_property
    def _levels(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Form and text of each level, by numId and level."""
        if self._numbering is None:
            return {}
        abstract: dict[str, dict[str, tuple[str, str]]] = {
            one.get(f"{W}abstractNumId", ""): {
                level.get(f"{W}ilvl", ""): (value(level, "numFmt"), value(level, "lvlText"))
                for level in one.iter(f"{W}lvl")
            }
            for one in self._numbering.iter(f"{W}abstractNum")
        }
        return {number: abstract.get(name, {}) for number, name in self._nums.items()}


def value(parent: Xml, child: str) -> str:
    """Return the value of a child, or nothing."""
    found: Any = parent.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}val", "")


def on(element: Xml) -> bool:
    """Tell whether a property is switched on."""
    return is_on(element.get(f"{W}val", "1"))


def is_on(told: str) -> bool:
    """Tell whether a value stands for yes."""
    return told not in _OFF


def _style(one: Xml) -> _Style:
    looks: list[bool | None] = [None, None, None]
    runs = one.find(f"{W}rPr")
    if runs is not None:
        for place, name in enumerate(("b", "i", "vanish")):
            found = runs.find(f"{W}{name}")
            looks[place] = None if found is None else on(found)
    paragraph = one.find(f"{W}pPr")
    return _Style(
        value(one, "name").lower(),
        value(one, "basedOn"),
        None if paragraph is None else _numbering(paragraph),
        "" if paragraph is None else value(paragraph, "outlineLvl"),
        (looks[0], looks[1], looks[2]),
    )


def _numbering(properties: Xml) -> tuple[str, str] | None:
    """Return numId and level as properties give them; either may be empty."""
    found = properties.find(f"{W}numPr")
    return None if found is None else (value(found, "numId"), value(found, "ilvl"))


def _joined(
    direct: tuple[str, str] | None, inherited: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Return the numbering of a paragraph: its own, filled up from its style."""
    if direct is None and inherited is None:
        return None
    number, level = direct or ("", "")
    inherited = inherited or ("", "")
    return number or inherited[0], level or inherited[1] or "0"


def _by_identifier(style: str) -> str:
    """Return what the identifier of a style stands for, if it looks like the style's name."""
    plain = re.sub(r"[^a-z0-9]", "", style.lower())
    return next((kind for name, kind in _KINDS.items() if _plain(name) == plain), "")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name)


def _numbered(kind: str, counted: str, restart: str, *, is_direct: bool) -> Shape:
    """Return the shape of a kind of paragraph that has this numbering."""
    tag, _, class_name = kind.partition(".")
    if tag in ("h3", "h4"):
        return Shape(tag, counted if counted in _PARAGRAPHS else "")
    if tag == "h2" and is_direct:
        return Shape("h2", "" if counted else "unnumbered")
    if tag in _LISTS:
        counted = counted or ("" if is_direct else tag)
    elif tag != "p" or class_name not in ("", *_PARAGRAPHS):
        return Shape(tag, class_name)
    if counted in _LISTS:
        return Shape("li", counted, restart if counted == "ol" else "")
    if counted in _PARAGRAPHS:
        return Shape("p", counted)
    return Shape("p", "" if is_direct else class_name)
