"""What light Markdown cannot show, and would print as marks or otherwise than it was meant.

Headings, tables, quotes, HTML, footnotes, code; marks of lists that are none here; lists that
begin or go on by accident, because a line of text was broken there. A backslash before a mark
makes it text, so none of this is found where there is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.yaml_slips import BULLETS, DASHES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Texts without any of these, and without a mark at the beginning of a line, have nothing that is
# looked for. Patterns are compiled when they are used: that takes milliseconds.
_SUSPECT = frozenset("*_[]<>`|~=\t#\u2022\u25aa\u25cf\u25e6")
_ESCAPED = r"\\[!-/:-@\[-`{-~]"
_ITEM = r"(?P<before> *(?:(?P<mark>[-+*])|(?P<number>\d{1,9})[.)])(?: +(?=\S)|\s*$))"
_TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|code|del|div|em|font|h[1-6]|head|hr|html|i|iframe|img"
    "|ins|li|ol|p|pre|s|script|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr"
    "|u|ul"
)
_LETTERED = r"\s*(\([a-z\d]{1,5}\)|(?:[a-z]|[ivx]{2,5})[.)]|\d+(?:\.\d+)+[.)])\s+\S"
_MARKED = rf"\s*([{BULLETS}]|[{DASHES}](?=\s))"
_AS_IT_STANDS = "if it is to be printed, write a backslash before it"

# What is looked for in each line that has one of the letters: letters, pattern, message, hint.
_LINES = (
    ("#", r"\s*#{1,6}(?:\s|$)", "a heading cannot be shown inside a text",
     rf"make it a sentence; {_AS_IT_STANDS}: \#"),
    ("-*_=", r"\s*(?:(?:- ?){3,}|(?:\* ?){3,}|_{3,}|={2,}|-{2,})\s*$",
     "a line across cannot be shown", "delete it"),
    ("|\t", r"\s*\||\s*:?-{2,}:?\s*\|[-:|\s]*$|[^\t]*\S\t+\S[^\t]*\t+\S",
     "a table cannot be shown inside a text", "write it as sentences or as a list"),
    (">", r"\s*>", "a quotation cannot be set apart inside a text",
     rf"put it in quotation marks; {_AS_IT_STANDS}: \>"),
    ("`~", r"\s*(?:```|~~~)", "program text cannot be shown", "delete the marks"),
    ("[", r"\s*[-*+] \[[ xX]\]\s", "boxes to tick cannot be shown",
     'begin each item with "- " alone'),
    ("[", r"\s*\[[^\]]+\]:\s", "addresses of links cannot be listed apart",
     "write the address behind the words, as in [words](https://...)"),
)  # fmt: skip
_WITHIN = (
    ("<", rf"</?(?:{_TAGS})\b[^<>]*>", "HTML would be printed as it stands",
     rf"write **strong** or *emphasis*, or delete it; {_AS_IT_STANDS}: \<"),
    ("!", r"!\[[^\]]*\]\(", "a picture cannot be shown inside a text", "delete it"),
    ("^", r"\[\^[^\]\s]+\]", "a footnote cannot be shown",
     "write its words in the text, in brackets"),
    ("[", r"\[[^\[\]]+\]\[[^\[\]]*\]", "this link would be printed as it stands",
     "write the address behind the words, as in [words](https://...)"),
    ("[", r"\[[^\[\]]+\]\s+\((?:https?:|mailto:|www\.)", "this link would be printed as it stands",
     "delete the space between its brackets"),
    ("{", r"(?<!\])\{\s*lang\s*=", "this marks no language, and would be printed as it stands",
     rf"write the words in brackets before it, as in [words]{{lang=cy}}; {_AS_IT_STANDS}: \{{"),
    ("`", r"`", "a ` would be printed", rf"type ' in its place; {_AS_IT_STANDS}: \`"),
    ("~", r"~~", "struck-out words would be printed with their marks", "delete the words"),
    ("\u2022\u25aa\u25cf\u25e6", r"(?<=\s)[\u2022\u25aa\u25cf\u25e6](?=\s)",
     "the items of this list would run together",
     'put each on a line of its own that begins with "- "'),
)  # fmt: skip
_LIST_HINT = (
    "if it is a list, leave an empty line above it;\nif not, put the first word of this line at the"
    " end of the line above, or write a backslash before the mark"
)
_LIST_IN_A_PARAGRAPH = "this line begins a list in the middle of a paragraph", _LIST_HINT
_LOST_IN_AN_ITEM = (
    "this line is read as part of the item above it",
    "if it belongs to the item, indent it by two more spaces; if not, leave an empty line above it",
)


class UnshownError(ValueError):
    """A text that light Markdown cannot show; line and column count from 0."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class _Found(NamedTuple):
    line: int
    column: int
    message: str
    hint: str


def masked(text: str) -> str:
    """Return the text with each mark after a backslash made a full stop, as long as before."""
    return re.sub(_ESCAPED, "..", text) if "\\" in text else text


def check(text: str) -> None:
    """Refuse what would be printed otherwise than it was meant.

    Raises:
        UnshownError: the first such place, with what to write.
    """
    if _SUSPECT.isdisjoint(text) and not any(map(_may_be_marked, text.split("\n"))):
        return
    lines = masked(text).split("\n")
    for found in sorted([*_marks(lines), *_lists(lines)])[:1]:
        raise UnshownError(f"{found.message}; {found.hint}", found.line, found.column)


def _may_be_marked(line: str) -> bool:
    """Tell at a look whether a line may begin with the mark of a list."""
    word = line.lstrip().partition(" ")[0]
    if not word or word.isalpha():
        return False
    return not word[0].isalnum() or word[-1] in ".)"


def _marks(lines: Sequence[str]) -> Iterator[_Found]:
    for number, line in enumerate(lines):
        letters = {*line}
        for needed, pattern, *told in _LINES:
            if not letters.isdisjoint(needed) and re.match(pattern, line):
                yield _Found(number, len(line) - len(line.lstrip()), *told)
        for needed, pattern, *told in _WITHIN:
            if not letters.isdisjoint(needed) and (found := re.search(pattern, line)):
                yield _Found(number, found.start(), *told)
        found = _mark(line)
        if found and _begins(lines, number, found[1]):
            message = f"{found[1]} begins no item of a list here"
            hint = 'begin each item with a hyphen and a space, "- ", or with 1., 2., 3.'
            if found[1].isascii():
                escaped = found[1] if found[1][0] == "(" else f"{found[1][:-1]}\\{found[1][-1]}"
                hint += f"; {_AS_IT_STANDS}: {escaped.replace('(', chr(92) + '(')}"
            yield _Found(number, found.start(1), message, hint)


def _mark(line: str) -> re.Match[str] | None:
    """Return what a line begins with if that is a mark of a list, but none of light Markdown."""
    word = next(iter(line.split(maxsplit=1)), "")
    if word.isascii() and not word.endswith((".", ")")):
        return None
    return re.match(_MARKED, line) or re.match(_LETTERED, line)


def _begins(lines: Sequence[str], number: int, mark: str) -> bool:
    """True if a line begins a list or goes on with it; a sentence may be broken at a dash, too.

    One line alone that begins with letters, such as `c. 50 officers`, is a sentence.
    """
    before = lines[number - 1].strip() if number else ""
    if not before and re.match(r"\(?[a-z]", mark):
        return any(re.match(_LETTERED, line) for line in lines[number + 1 :])
    same = _mark(before)
    return (
        not before or before[-1] in ":;" or bool(same and same[1][:1].isalnum() == mark.isalnum())
    )


def _lists(lines: Sequence[str]) -> Iterator[_Found]:
    """Find lists that begin or go on by accident, as CommonMark reads them."""
    column = -1  # Where the text of the present item begins; -1: in no list.
    expected: list[int] = []
    is_blank = True
    before = ""
    for number, line in enumerate(lines):
        if not line.strip():
            is_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = re.match(_ITEM, line)
        if item and indent < max(column, 4):
            if column < 0 and not is_blank and not before.endswith(":"):
                if item["mark"] or item["number"] == "1":
                    yield _Found(number, indent, *_LIST_IN_A_PARAGRAPH)
                continue
            if item["mark"] == "+":
                hint = r'begin each item with "- "; if it is to be printed, write \+'
                yield _Found(number, indent, "+ begins no item of a list here", hint)
            yield from _number(number, indent, item["number"], expected)
            column = len(item["before"])
        elif column >= 0 and indent < column:
            if not is_blank:
                yield _Found(number, indent, *_LOST_IN_AN_ITEM)
            column, expected = -1, []
        is_blank, before = False, line.rstrip()


def _number(line: int, column: int, typed: str | None, expected: list[int]) -> Iterator[_Found]:
    """Find a number that is out of turn; a list may have 1 for each item, too."""
    if typed is None:
        expected.clear()
        return
    given = [*expected, int(typed)]
    expected.append(int(typed))
    if given[0] == 1 and given != [1] * len(given) and given != list(range(1, len(given) + 1)):
        message = f"{typed} is out of turn: this item would be printed as number {len(given)}"
        hint = f"write {len(given)}; if it is the end of a sentence, put it at the end of the line"
        yield _Found(line, column, message, f"{hint} above")
        expected[:] = range(1, len(given) + 1)
