"""The rule `unfinished`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.project.layout import COMMITTEE
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.rules.texts import place_of, texts_of
from jacpaper.text import comparing
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.problems import Place
    from jacpaper.rules.rule import AnyCase

_IN_BRACKETS = (
    "insert|enter|add|name|title|date|number|figures?|text|dn|jb|note|check|comment|drafting|todo"
    "|to do|to be|tbc|tba|placeholder|your|x+|n"
)
# What stands for words that are still to come, and what people note for themselves in a text;
# each is looked for in a text, in small letters, that has one of the marks before it. Patterns
# are compiled when they are used: that takes milliseconds.
_PATTERNS = (
    (("tbc", "tba", "tbd", "tbn", "todo", "fixme"), r"\b(?:tb[cadn]|todo|fixme)\b"),
    (("t.b.",), r"\bt\.b\.[cadn]\b\.?"),
    (
        ("(insert", "(enter", "(add", "(date)", "(name)"),
        r"\((?:insert|enter|add)\s[^()]*\)|\((?:date|name)\)",
    ),
    (
        (" follow)", "confirmed)", "inserted)", "added)", "agreed)", "advised)"),
        r"\([^()]*\bto (?:follow|be (?:confirmed|inserted|added|agreed|advised))\)",
    ),
    (("lorem ipsum",), "lorem ipsum"),
    (("click",), r"\bclick (?:or tap |here )+to enter\b.*|\bclick to add \w+"),
    (("placeholder",), r"^\W*placeholder(?: text)?\W*$"),
    (("xx/", "??/"), r"(?<!\S)(?:\d\d?/)?(?:xx|\?\?)/(?:(?:xx|\?\?)/)?(?:xx|\d\d)\d*"),
    (("error!",), r"error! (?:reference source not found|bookmark not defined)\.?"),
    (("yy",), r"\b(?:dd?|xx)[/. -]mm?m?[/. -]yy(?:yy)?\b|\byyyy\b"),
    (("\u00a3x",), r"\u00a3x+(?:\.x+)?(?:[km]|bn)?\b"),
    (("xxx", "xx", "??", "__"), r"(?<![\w./@-])(?:x{2,}|\?{2,}|_{3,})(?![\w/@-])"),
    (
        ("#",),
        r"#(?:ref!|n/a|name\?|value!|div/0!|null!|num!|spill!|calc!|field!)|#{4,}|(?<=\s)#(?=\s).*",
    ),
    (("//",), r"(?:(?<=\s)|^)//(?=\s).*"),
    # What a template would fill in, and nothing fills in here.
    (("{{", "{%"), r"\{\{[^{}]*\}\}|\{%[^{}]*%\}"),
    (
        ("[", "<", "{"),
        rf"[\[<{{]+\s*(?:(?:{_IN_BRACKETS})(?=[\s:\]>}}])|\?|\.{{2,}}|\u2026|[\u25cf\u2022\u25aa_])[^\[\]<>{{}}]*[\]>}}]+(?!\()",
    ),
)
# Between paragraphs, and between the items of a list.
_BETWEEN_PARTS = r"\n\s*\n|\n(?=[-*] )"
_WHOLE = (
    r"(?i)\s*(?:[-*] )?(?:to do|n/k|\?+|\.{3,}|\u2026|your text here|\(blank\)|\[\s*\]"
    r"|(?:\S+ ){0,3}to (?:follow|be (?:named|given|confirmed|advised|announced|inserted|added"
    r"|updated|determined|agreed)))\s*\.?\s*"
)
_NOTE = r"(?:#\s|//|[\[<{]+\s*(?i:dn|note|check|comment|drafting)\b)"
# One of these is in every such text.
_SIGNS = ("to do", "to follow", "to be ", "n/k", "?", "..", "\u2026", "your text", "(blank)", "[")
# What is left out of a quotation.
_ELLIPSIS = r"\[(?:\.{2,}|\u2026)\]"
_LONGEST = 40
_SHORT = 80


def find(case: AnyCase) -> Iterator[Finding]:
    """Look at what was typed, and then for what the paper prints besides.

    A note answers for the words that it has, and for no others.
    """
    note = case.facts.paper.notes.get("unfinished", "")
    for words, finding in _found(case):
        if not _is_said(words, note):
            yield finding


def _is_said(words: str, note: str) -> bool:
    """Return whether a note has the words; their brackets and other marks may be left out."""
    sought = comparing.words(words)
    if not sought:
        return words in note
    said = comparing.words(note)
    return any(said[n : n + len(sought)] == sought for n in range(len(said)))


def _found(case: AnyCase) -> Iterator[tuple[str, Finding]]:
    met: set[str] = set()
    asked = {(one.place.file, one.place.line) for one in case.facts.questions}
    typed = (*case.texts, *_committee(case))
    printed = {block.text.strip(): block.place for block in case.blocks}
    search = _Search([*(text for text, _ in typed), *printed])
    for text, place in typed:
        for words in search.placeholders(text):
            met.add(words)
            found = _finding(case, case.near(place, words), words)
            if found.place[:2] not in asked:  # as what is marked as still to do
                yield words, found
    shown = {text: place for text, place in printed.items() if search.placeholders(text)}
    yield from _printed(case, shown, met, search)


def _printed(
    case: AnyCase, shown: Mapping[str, Place], met: set[str], search: _Search
) -> Iterator[tuple[str, Finding]]:
    """Look for what the register, or the template, has printed; `shown` are texts of the paper."""
    kept = case.facts.register
    rows: dict[str, list[Place]] = {}
    found: set[str] = set()
    for item in kept.items if kept and shown else ():
        for text in texts_of(item):
            if item.place and not item.exempt and text in shown:
                found.add(text)
                for words in search.placeholders(text):
                    rows.setdefault(words, []).append(item.place)
    for words, places in rows.items():
        yield words, _finding(case, places[0], words, len(places))
    met |= {*rows}  # a block may have them among other words
    for text, place in shown.items():
        if text not in found:
            for words in search.placeholders(text):
                if _is_new(words, met):
                    is_there = re.compile(re.escape(words)).search
                    yield words, _finding(case, place_of(case, is_there, place), words)


def _is_new(words: str, met: set[str]) -> bool:
    """True for words that no typed text has; in the paper, a note has the words after it, too."""
    return not any(one in words or words in one for one in met)


def _committee(case: AnyCase) -> Iterator[tuple[str, Place]]:
    """Yield the texts of committee.yaml."""
    source = case.facts.sources.get(f"inputs/{COMMITTEE}")
    for trail, place in source.values.items() if source else ():
        if source and isinstance(text := source.at(trail), str):
            yield text, place


class _Search:
    """A search through some texts, with the patterns alone of which one text has a mark."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join([text.lower() for text in texts])
        self.signs = [sign for sign in _SIGNS if sign in whole]
        there = (([mark for mark in marks if mark in whole], one) for marks, one in _PATTERNS)
        self.patterns = [(marks, pattern) for marks, pattern in there if marks]

    def placeholders(self, text: str) -> list[str]:
        """Return the words of a text that stand for others, or are a note to its writer."""
        found: list[str] = []
        lower = text.lower()
        if any(map(lower.__contains__, self.signs)):
            parts = re.split(_BETWEEN_PARTS, text) if "\n" in text else [text]
            short = [part for part in parts if len(part) < _SHORT]
            found += [part.strip("-* \n") for part in short if re.fullmatch(_WHOLE, part)]
        if len(lower) != len(text):  # capitals of a few languages become two small letters
            return found
        for marks, pattern in self.patterns:
            if any(map(lower.__contains__, marks)):
                for one in re.finditer(pattern, lower):
                    words = text[one.start() : one.end()]
                    if not (re.fullmatch(_ELLIPSIS, words) and _is_in_quotes(text, one.start())):
                        found.append(words)
        return [one for one in found if not any(one in other and one != other for other in found)]


def _is_in_quotes(text: str, position: int) -> bool:
    """Return whether what stands at a position is part of a quotation."""
    before, after = text[:position], text[position:]
    pairs = (('"', '"'), ("\u201c", "\u201d"), ("\u2018", "\u2019"), (" '", "'"))
    return any(opening in f" {before}" and closing in after for opening, closing in pairs)


def _finding(case: AnyCase, place: Place, words: str, rows: int = 1) -> Finding:
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."
    if re.match(_NOTE, words):
        message = f"“{short}” looks like a note to yourself, and would be printed"
        hint = "move it to a line above the key, where it begins with #; or delete it"
    else:
        message = f"“{short}” stands for something that is still to be filled in"
        hint = "fill it in, or delete it"
        if words.lower() in ("tbc", "tba", "tbd", "tbn"):
            hint = "fill it in, or write it as words: not yet known"
    if rows > 1:
        message += f" (in {rows} rows, here first)"
    bare = re.sub(r"[\[\]<>{}#*/%]+", " ", words).strip() or words
    example = quoted(f"\u201c{bare}\u201d stands here because ...")
    file = case.facts.head_file
    hint += f";\nif it is meant, say why in {file} with the words themselves, as in\n{_NOTED}"
    return Finding(place, message, f"{hint}{example}}}")


_NOTED = "notes: {unfinished: "

RULE = Rule(
    id="unfinished",
    severity="warning",
    says="Nothing stands in the paper for words that are still to come; no note to oneself does.",
    why="A paper with “TBC” or “[insert date]” in it shows that nobody read it to the end.",
    source=PUBLISHED_PAPERS,
    example="`title: HMICFRS update [insert date]`",
    message="“[insert date]” stands for something that is still to be filled in",
    answer="`notes: {unfinished: ...}` in paper.yaml, with the words that it answers for.",
    find=find,
)
