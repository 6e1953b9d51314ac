"""Slips of the pen in YAML that its parser takes for something else, or misplaces.

The lines are looked at before they are parsed: each slip is named where it was typed, with
what to type instead. Lines of a block text (under `key: |`) are text; all others are structure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    _Look = Callable[[Sequence[str], int], "Slip | None"]

# What Word and web pages put in front of the items of a list, and YAML knows nothing of.
# Arrows, boxes, geometric shapes, ticks and small pictures are ranges within brackets.
_DOTS = "\u2022\u2023\u2043\u00b7\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1\u27a2\u27a4"
BULLETS = (
    f"\u2190-\u21ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff{_DOTS}\u2756\u2713"
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_OPENING_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a"
_CLOSING_QUOTES = "\u201c\u201d\u201f\u2018\u2019"
# Spaces that look like the one that YAML knows.
_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

_BLOCK = r"(?P<before> *(?:- +)*+)(?:[^\s#'\"\[{][^#]*?: +)?[|>][-+0-9]{0,2} *(?:#.*)?"
_KEY = r"(?P<before> *(?:- +)*+)(?P<key>[A-Za-z0-9_]+):(?P<value> .*)?"
_ITEM = r"(?P<before> *(?:- +)++)(?P<value>.*)"
# A key that no space follows; an address and a time are none.
_NO_SPACE = r" *(?:- +)*+([a-z][a-z_0-9]*):(?=[^\s/\d:])"
_CONFLICTS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_ONE_HYPHEN = 'type one hyphen and a space in its place: "- "'
_QUOTED = r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'"


class Slip(NamedTuple):
    """One slip: line and column count from 0."""

    line: int
    column: int
    message: str
    hint: str


def slips(lines: Sequence[str], keys: Collection[str] = ()) -> Iterator[Slip]:
    """Yield at most one slip a line, in the order of the lines; `keys` are those of the file."""
    texts = lines_of_texts(lines, keys)
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        if not bare or (bare[0] == "#" and number not in texts):
            continue
        opening = texts.get(number)
        is_plain = line.isascii() and "\t" not in line and "<!--" not in line
        if opening is not None:
            looks = () if is_plain and "#" not in line else _IN_TEXTS
            found = _in_text(line, bare, number, lines[opening], opening)
        else:
            looks = _IN_PLAIN_STRUCTURE if is_plain else _IN_STRUCTURE
            found = None
        at = line.find(":")
        if at >= 0 and (line[at + 1 : at + 2] in ("", " ")) == (opening is not None):
            found = found or _key(line, number, keys, in_text=opening is not None)
        if at >= 0 and opening is None:
            found = found or _no_colon(line, number, keys)
        for look in () if found else looks:
            if found := look(lines, number):
                break
        if found:
            yield found


def _in_text(line: str, bare: str, number: int, opened: str, opening: int) -> Slip | None:
    """Find an item of a list in a text whose lines are joined."""
    if bare[0] not in "-*0123456789" or not re.match(r"(?:[-*]|\d{1,2}[.)]) +\S", bare):
        return None
    if not re.search(r"(?:^|[ -])>[-+\d]{0,2} *(?:#.*)?$", opened):
        return None
    message = "this item of a list would run on from the line above, for > joins lines"
    hint = f"write | in place of > in line {opening + 1}"
    return Slip(number, len(line) - len(bare), message, hint)


def conflicts(lines: Sequence[str]) -> Iterator[Slip]:
    """Yield the lines that a merge of two versions has left."""
    message = "two versions of this file were put together here, and one must be chosen"
    hint = "keep the lines of one, and delete those of the other"
    hint += " and the lines that begin with <<<<<<<, ======= and >>>>>>>"
    for number, line in enumerate(lines):
        if line.startswith(_CONFLICTS):
            yield Slip(number, 0, message, hint)


def _key(line: str, number: int, keys: Collection[str], *, in_text: bool) -> Slip | None:
    """Find a key of the file in a text, where it would be printed, or without its space."""
    before, _, after = line.partition(":")
    indent = before.strip(" ")
    key = indent.removeprefix("- ").lstrip(" ")
    if key not in keys:
        return None
    column = len(before) - len(key)
    if in_text:
        message = f'"{key}:" is inside a text here, and would be printed'
        hint = "if it is a key, begin it in the column of the key that the text belongs to;\n"
        hint += f"if it belongs to the text, write {key}\\:"
        return Slip(number, column, message, hint)
    if after.startswith("//") or not after[0].isprintable() or after[0].isspace():
        return None
    told = f'no space follows the colon after "{key}"'
    return Slip(number, len(before) + 1, told, f"put a space after it: {key}: {after.strip()}")


def _no_colon(line: str, number: int, keys: Collection[str]) -> Slip | None:
    """Find a key of the file that no colon follows, before a bracket or quote that has one."""
    found = re.match(r" *(?:- +)*+([a-z][a-z_0-9]*) +(?=[\"'{\[].*: )", line)
    if not found or found[1] not in keys:
        return None
    message = f'no colon follows "{found[1]}"'
    hint = f"write {found[1]}: {line[found.end() :].strip()}"
    return Slip(number, found.end(1), message, hint)


def lines_of_texts(lines: Sequence[str], keys: Collection[str] = ()) -> dict[int, int]:
    """Return the numbers of the lines that are text of a block, each with that of its opening.

    A key of the file that stands left of a text's first line ends it, where YAML sees a mistake.
    """
    found: dict[int, int] = {}
    opened = 0
    least = None  # Text is indented further than the key or dash that it belongs to.
    first = -1
    for number, line in enumerate(lines):
        if least is not None:
            bare = line.lstrip(" ")
            indent = len(line) - len(bare)
            if not bare or bare.isspace():
                found[number] = opened
                continue
            if indent > least and (
                indent >= first or line.partition(":")[0].strip(" ") not in keys
            ):
                first = first if first >= 0 else indent
                found[number] = opened
                continue
            least = None
        if (">" in line or "|" in line) and (opening := re.fullmatch(_BLOCK, line.rstrip())):
            before = opening["before"]
            is_item = line[len(before) :][:1] in "|>"
            least = before.rindex("-") if is_item and "-" in before else len(before)
            first, opened = -1, number
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _odd_space(lines: Sequence[str], number: int) -> Slip | None:
    """Find a no-break space, or another that looks alike, where YAML needs a plain one."""
    if lines[number].isprintable():  # none of these spaces is
        return None
    pattern = (
        rf"[ {_ODD_SPACES}]*(?:-[ {_ODD_SPACES}]+)*(?:\w+:(?=[ {_ODD_SPACES}]))?[ {_ODD_SPACES}]*"
    )
    before = re.match(pattern, lines[number])
    odd = re.search(rf"[{_ODD_SPACES}]", before[0]) if before else None
    if not odd:
        return None
    name = "a no-break space" if odd[0] == "\u00a0" else "a space of another kind"
    message = f"{name} (U+{ord(odd[0]):04X}) stands where a plain space must"
    return Slip(
        number, odd.start(), message, "delete it and type a space; it is often pasted in unseen"
    )


def _tab(lines: Sequence[str], number: int) -> Slip | None:
    if "\t" not in lines[number]:
        return None
    found = re.match(r" *(?:-(?: +-)*|(?:- +)*+\w+:)(?=\t)", lines[number])
    if not found:
        return None
    after = "the dash" if found[0].endswith("-") else "the colon"
    return Slip(number, found.end(), f"a tab is used after {after}", "type a space in its place")


def _comment(lines: Sequence[str], number: int) -> Slip | None:
    """Find a note as web pages have it."""
    column = lines[number].find("<!--")
    if column < 0 or re.match(r"\s*#", lines[number]):
        return None
    return Slip(
        number, column, "<!-- begins no note here, and would be printed", "begin notes with #"
    )


def _list_mark(lines: Sequence[str], number: int) -> Slip | None:
    """Find an item that begins with another mark than `- `."""
    if lines[number].lstrip(" ")[:1].isascii():
        return None
    found = re.match(rf" *([{BULLETS}{DASHES}\uf0b7\uf0a7])(?=\s*\S)", lines[number])
    if not found:
        return None
    message = f"{_named(found[1])} begins no item of a list here"
    return Slip(number, found.start(1), message, 'type a plain hyphen and a space: "- "')


def _second_mark(lines: Sequence[str], number: int) -> Slip | None:
    """Find an item that begins with `- ` and with the mark that Word gave it."""
    if lines[number].lstrip(" -")[:1].isascii():
        return None
    found = re.match(rf" *(?:- +)+([{_DOTS}{DASHES}])(?=\s)", lines[number])
    if not found:
        return None
    message = f"{_named(found[1])} follows the dash, and would be printed"
    return Slip(number, found.start(1), message, "delete it")


def _no_space_after_dash(lines: Sequence[str], number: int) -> Slip | None:
    line = lines[number]
    bare = line.lstrip(" ")
    after = bare[1:2]
    if bare[:1] != "-" or not after or after == "." or after.isspace() or after.isdigit():
        return None
    column = len(line) - len(bare) + 1
    if after == "-":
        if bare.startswith("---") or not bare[2:].strip():
            return None
        return Slip(number, column, "a second hyphen follows the dash", _ONE_HYPHEN)
    return Slip(number, column, "no space follows the dash", 'an item begins with "- "')


def _numbered(lines: Sequence[str], number: int) -> Slip | None:
    """Find an item with a number, a letter or an asterisk in the place of its dash."""
    bare = lines[number].lstrip(" ")
    if bare[0] not in "(*+" and not (bare[1:2] in (".", ")") or bare[2:3] in (".", ")")):
        return None
    found = re.match(r" *(\d{1,2}[.)]|[a-z][.)]|\([a-z\d]{1,3}\)|[*+])(?= +\S)", lines[number])
    if not found or re.search(r":( |$)", lines[number]):
        return None
    return Slip(number, found.start(1), f"{found[1]} begins no item of a list here", _ONE_HYPHEN)


def _no_space_after_colon(lines: Sequence[str], number: int) -> Slip | None:
    line = lines[number]
    after = line[line.find(":") + 1 :][:1] if ":" in line else " "
    if after.isdigit() and (year := re.fullmatch(r" *((?:2[01]\d\d)):(-?\d+) *(#.*)?", line)):
        message = f'no space follows the colon after "{year[1]}"'
        return Slip(number, year.start(2), message, f"put a space after it: {year[1]}: {year[2]}")
    found = None if after in " /:" or after.isdigit() else re.match(_NO_SPACE, line)
    if not found or ("- " in found[0] and not _goes_on_with_a_key(lines, number)):
        return None
    message = f'no space follows the colon after "{found[1]}"'
    return Slip(number, found.end(), message, f"put a space after it: {found[1]}: ...")


def _goes_on_with_a_key(lines: Sequence[str], number: int) -> bool:
    """True if the next line is a key that stands under the first word of this item."""
    item = re.match(_ITEM, lines[number])
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    key = re.fullmatch(_KEY, below.rstrip())
    if not item or not key or "-" in key["before"]:
        return False
    return len(item["before"]) == _indent(below)


def _value(lines: Sequence[str], number: int) -> Slip | None:
    """Find a value that begins with a mark to which YAML gives a meaning of its own."""
    line = lines[number].rstrip()
    if not _may_begin_with_a_mark(line):
        return None
    found = re.fullmatch(_KEY, line) or re.fullmatch(_ITEM, line)
    given = (found["value"] or "").strip() if found else ""
    if not found or not given or given[0] not in _MARKS:
        return None
    column = line.rindex(given, found.start("value"))
    for problem in (_curly_quotes, _indicator, _after_quote):
        if told := problem(given):
            return Slip(number, column, *told)
    return None


def _comma_in_number(lines: Sequence[str], number: int) -> Slip | None:
    """Find a number with a comma within brackets, where a comma ends it."""
    line = lines[number]
    found = re.search(r"[\[{:,] *(\d{1,3}(?:,\d{3})+) *(?=[,\]}])", line) if "{" in line else None
    if not found or re.search(r"[\[{:,] *[\"'][^\"']*$", line[: found.start(1)]):
        return None
    plain = found[1].replace(",", "")
    message = f"within brackets a comma ends a number: {found[1]} is read as several"
    return Slip(number, found.start(1), message, f"write {plain}")


def _no_space_within_braces(lines: Sequence[str], number: int) -> Slip | None:
    """Find a key within braces that no space follows: YAML takes it and its value for one key."""
    line = lines[number]
    if "{" not in line:
        return None
    bare = re.sub(_QUOTED, lambda quoted: "-" * len(quoted[0]), line)
    found = re.search(r"\{(?:[^{}\[\]]*,)? *([a-z\d][a-z_\d]*):([^\s/:,{}\[\]]+)(?= *[,}])", bare)
    if not found:
        return None
    message = f'no space follows the colon after "{found[1]}"'
    hint = f"put a space after it: {found[1]}: {line[found.start(2) : found.end(2)]}"
    return Slip(number, found.start(2), message, hint)


def _no_comma_within_braces(lines: Sequence[str], number: int) -> Slip | None:
    """Find a key within braces that no comma parts from the value before it."""
    line = lines[number]
    if "{" not in line:
        return None
    bare = re.sub(rf"{_QUOTED}|\s#.*", lambda part: "-" * len(part[0]), line)
    found = re.search(r"[{,] *\w+: +(?=\S)([^,{}\[\]:]*[^\s,{}\[\]:]) +([a-z]\w*): ", bare)
    if not found or "{" not in bare[: found.start(1)]:
        return None
    before, key = line[found.start(1) : found.end(1)], found[2]
    if len(before.split()) > 3:  # rather a text with a colon in it
        return None
    message = f'no comma stands before "{key}"'
    return Slip(number, found.start(2), message, f"write one: {before}, {key}: ...")


def _may_begin_with_a_mark(line: str) -> bool:
    """Tell at a look whether the value of a line may be one that `_value` finds."""
    values = (line.partition(": ")[2].strip(), line.lstrip("- "))
    return any(value[:1] in _MARKS and not _is_quoted(value) for value in values if value)


def _is_quoted(value: str) -> bool:
    """Tell whether a value is one text in straight quotes, without another quote in it."""
    return value[0] in "\"'" and value[-1] == value[0] and value.count(value[0]) == 2


def _curly_quotes(given: str) -> tuple[str, str] | None:
    if given[0] not in _OPENING_QUOTES:
        return None
    bare = re.sub(r"\s+#.*$", "", given)
    if len(bare) < 2 or bare[-1] not in _CLOSING_QUOTES:
        return None
    inner = bare[1:-1]
    if re.search(f"[{_OPENING_QUOTES}]", re.sub(r"(?<=\w)\u2019(?=\w)", "", inner)):
        return None  # several quotations in one text
    hint = f"type straight quotes: {_in_quotes(inner)}; if these are to be printed, put"
    hint += f" straight ones around them: {_in_quotes(bare)}"
    return "these quotes are curly: they end no text, and would be printed", hint


# Marks to which YAML gives a meaning: how a value begins in which they were meant as text, and
# what a value is in which they were not.
_REFUSED_IF = {
    "%": "",
    "@": "",
    "`": "",
    ",": "",
    "-": r"- |-$",
    "?": r"\? |\?$",
    "]": r"\](?!\s*[,\]}#]|\s*$)",
    "}": r"\}(?!\s*[,\]}#]|\s*$)",
    "[": rf"\[(?:{_QUOTED}|[^\[\]])*+\]\s*[^\s#,\]}}]",
    "{": rf"\{{(?:{_QUOTED}|[^{{}}])*+\}}\s*[^\s#,\]}}]",
}
_KEPT_IF = {
    "*": r"\*[\w-]+",
    "&": r"&[\w-]+(\s*[\[{].*)?",
    "|": r"\|[-+0-9]{0,2}\s*(#.*)?",
    ">": r">[-+0-9]{0,2}\s*(#.*)?",
}


def _indicator(given: str) -> tuple[str, str] | None:
    mark = given[0]
    if mark in _REFUSED_IF:
        is_refused = bool(re.match(_REFUSED_IF[mark], given))
    else:
        is_refused = mark in _KEPT_IF and not re.fullmatch(_KEPT_IF[mark], given)
    if not is_refused:
        return None
    message = f"a text cannot begin with {mark}, which has a meaning of its own here"
    if given == "-":
        hint = (
            "if there is nothing to say, write 0 for a number, none for a list, or delete the line"
        )
        return message, f'{hint};\nif it is to be printed, put it in quotes: "-"'
    if re.match(r"[|>][-+]?\s", given):
        bare = given.lstrip("|>-+ ")
        hint = f"write the text on the lines below, indented; or without the mark: {bare}"
        return (
            message,
            f"{hint}\nif it is to be printed, put all of it in quotes: {_in_quotes(given)}",
        )
    return message, f"put all of it in quotes: {_in_quotes(given)}"


def _after_quote(given: str) -> tuple[str, str] | None:
    """Find text that goes on after the quotes around its beginning."""
    if given[0] not in "\"'":
        return None
    # Two quotes are one of the text, also where that goes on in the next line.
    found = re.match(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*+\'', given)
    rest = given[found.end() :] if found else ""
    if not found or not rest.strip() or re.match(r"\s+#|\s*[,:\]}]", rest):
        return None
    message = "the text begins with a quote and goes on after it is closed"
    bare = re.sub(r"(?<=\w)'(?=\w)", "", given)
    if bare[0] == bare[-1] == "'" and bare.count("'") == 2:
        given = given[1:-1]  # only its apostrophes are in the way
    return message, f"put all of it in quotes of its own: {_in_quotes(given)}"


def _in_quotes(text: str) -> str:
    """Return the text as a YAML scalar in quotes, as few of them doubled as can be."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _note_in_text(lines: Sequence[str], number: int) -> Slip | None:
    found = re.match(r" *(?=#)", lines[number])
    if not found:
        return None
    hint = "move the note above the key of the text; if it is to be printed, write \\#"
    return Slip(number, found.end(), "inside a text, a line with # is no note: it is printed", hint)


def _list_mark_in_text(lines: Sequence[str], number: int) -> Slip | None:
    """Find a pasted list; a dash may also begin a line of a sentence that was broken there."""
    if lines[number].lstrip(" ")[:1].isascii():
        return None
    found = re.match(rf" *([{BULLETS}\uf0b7\uf0a7]|[{DASHES}](?=\s))", lines[number])
    if not found:
        return None
    before = lines[number - 1].strip()
    begins = not before or before[-1:] in ":|>" or before[0] == found[1]
    if found[1] in DASHES and not begins:
        return None
    message = f"{_named(found[1])} begins no item of a list here"
    return Slip(number, found.start(1), message, 'type a plain hyphen and a space: "- "')


def _named(mark: str) -> str:
    words = {"\u2013": "an en dash", "\u2014": "an em dash", "\u2212": "a minus sign"}
    if mark in words:
        return f"{words[mark]} ({mark})"
    if mark in DASHES:
        return f"a hyphen of another kind (U+{ord(mark):04X})"
    return f"a bullet ({mark})" if mark.isprintable() else f"a bullet of Word (U+{ord(mark):04X})"


# What a value begins with if it is one that `_value` finds.
_MARKS = frozenset(f"*&%@`|>-?[{{]}},\"'{_OPENING_QUOTES}")
_IN_PLAIN_STRUCTURE: tuple[_Look, ...] = (
    _no_space_after_dash,
    _numbered,
    _comma_in_number,
    _no_space_within_braces,
    _no_comma_within_braces,
    _no_space_after_colon,
    _value,
)
_LIST_MARKS: tuple[_Look, ...] = (_list_mark, _second_mark)
_IN_STRUCTURE: tuple[_Look, ...] = (_odd_space, _tab, _comment, *_LIST_MARKS, *_IN_PLAIN_STRUCTURE)
_IN_TEXTS: tuple[_Look, ...] = (_comment, _note_in_text, _list_mark_in_text, _second_mark)
