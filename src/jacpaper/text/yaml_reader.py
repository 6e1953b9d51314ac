"""YAML as people type it: strict, and every value knows its place.

YAML guesses: `no` is false, `12:30` is 750, `010` is 8. This reader does not.
Text stays text, numbers are whole numbers, `true` and `false` are the only
booleans, and whatever another program would read otherwise is a problem to be
settled with quotes. It works on the parser's events, so a file can be refused
for its size, depth or aliases before anything is built from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from jacpaper.patches import patterns
from jacpaper.problems import Place, Problem, Problems
from jacpaper.text.characters import plain_minus, too_long, unprintable, without_ligatures
from jacpaper.text.decoding import decoded
from jacpaper.text.divided import divided
from jacpaper.text.mojibake import misread
from jacpaper.text.yaml_slips import conflicts, lines_of_texts, slips
from jacpaper.text.yaml_source import Source, Trail, place_at
from jacpaper.text.yaml_writer import quoted

with patterns.compiled_when_used("yaml"):
    import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jacpaper.text.yaml_slips import Slip

MAX_DEPTH = 20
_TOO_DEEP = f"lists and keys are nested more than {MAX_DEPTH} deep"
# What PyYAML says from 6.0.4 on, of a thousand brackets, before it says what they hold.
_GIVES_UP = "maximum nesting depth"
# Beyond this a file is not mistyped but something else altogether.
MAX_PROBLEMS = 100

# libyaml's parser is ten times faster; the pure one gives the same events.
PARSER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NO_KEYS: Mapping[str, bool] = {}

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
# What YAML 1.1 or 1.2 programs read as something other than the text typed.
_AMBIGUOUS = re.compile(
    r"""(?ix)
      yes | no | on | off | y | n | true | false | null | ~
    | [-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?      # 12:30 in base 60
    | [-+]?0[0-9_]+ | 0[xob][0-9a-f_]+           # 010 in base 8
    | [-+]?[0-9][0-9_]*_[0-9_]*
    | [-+]?(\.[0-9]+|[0-9]+\.[0-9]*)(e[-+]?[0-9]+)? | [-+]?[0-9]+e[-+]?[0-9]+
    | [-+]?\.(inf|nan)
    """,
)
# A note on something to do; within quotes there are none.
_TO_DO = r"^(?:[^\"'#]|\"[^\"]*\"|'[^']*')*?(?P<note>(?<!\S)#+ *(?i:to[ -]?do)\b)"
# As editors count lines. The parser knows other ends of lines, which are refused before.
_LINE_BREAK = re.compile("\r\n|[\n\r]")

# The parser's words, and what they mean to whoever typed the file.
_SYNTAX = (
    (_GIVES_UP, _TOO_DEEP, ""),
    (
        "mapping values are not allowed",
        "there is a colon too many, or a line is indented too far",
        'put text that holds ": " in quotes, as in title: "Part one: the start"',
    ),
    ("could not find expected ':'", "a key is not followed by a colon", "write key: value"),
    ("while scanning a quoted scalar", "a quote is opened and never closed", "close the quote"),
    (
        "unknown escape character",
        "after this backslash comes no letter that may follow one in double quotes",
        "type two backslashes, or put the text in single quotes",
    ),
    (
        "cannot start any token",
        "this character cannot begin a text",
        "put the whole text in quotes",
    ),
    (
        "expected",
        "the indentation does not match the lines above, or a bracket or quote is not closed",
        "line keys up, close brackets, and put text that holds quotes in quotes of the other kind",
    ),
)


def read(path: Path, shown: str, keys: Mapping[str, bool] = _NO_KEYS) -> Source:
    """Read one YAML file; `shown` is the name its problems carry.

    `keys` are all that the file may have, each with whether it has a list of items with keys.

    Raises:
        Problems: the file cannot be read as YAML at all.
    """
    return read_text(decoded(path, shown), shown, keys)


def read_text(text: str, shown: str, keys: Mapping[str, bool] = _NO_KEYS) -> Source:
    """Read what is decoded already; all else is as in `read`."""
    lines = _LINE_BREAK.split(text)
    if any(mark in text for mark in ("<<<<<<<", "=======", ">>>>>>>")) and (
        found := _told(conflicts(lines), shown, lines)
    ):
        raise Problems(found)
    slipped = _told(slips(lines, keys), shown, lines)
    if odd := _odd_letters(text, lines, shown):
        named = {problem.place.line for problem in odd}
        raise Problems([*odd, *(one for one in slipped if one.place.line not in named)])
    builder = _Builder(shown, lines)
    try:
        data = builder.build(text)
    except yaml.MarkedYAMLError as error:
        # What the parser says of a slip is said elsewhere, and in other words.
        known = [] if _GIVES_UP in str(error) else slipped or _broken(lines, keys, shown)
        raise Problems(known or [*builder.problems, _syntax_problem(error, shown, lines)]) from None
    if slipped or not builder.readable:
        if not builder.anchored:
            slipped = slipped or _run_on(builder.run_on, _broken(lines, keys, shown))
        named = {problem.place.line for problem in slipped}
        others = (one for one in builder.problems if one.place.line not in named)
        raise Problems([*slipped, *others])
    problems = (*builder.problems, *_to_do(text, lines, shown))
    doubtful = frozenset(builder.doubtful)
    return Source(shown, data, builder.values, builder.keys, problems, doubtful, tuple(lines))


def _to_do(text: str, lines: list[str], shown: str) -> Iterator[Problem]:
    """Yield a question for each note that says that something is still to do."""
    if not any(words in text for words in ("to do", "TO DO", "to-do", "todo", "TODO")):
        return
    texts = lines_of_texts(lines)
    for number, line in enumerate(lines):
        if "#" in line and number not in texts and (found := re.search(_TO_DO, line)):
            hint = "do what it says, and delete the note from the # on"
            place = place_at(shown, lines, number, found.start("note"))
            yield Problem(place, "this is still to do", hint, "warning")


def _told(found: Iterable[Slip], shown: str, lines: list[str]) -> list[Problem]:
    return [
        Problem(place_at(shown, lines, slip.line, slip.column), slip.message, slip.hint)
        for slip in found
    ]


def _run_on(run_on: list[Problem], broken: list[Problem]) -> list[Problem]:
    """Return what to say of texts that go on in the next line: why they do, if that is known."""
    named = {problem.place.line for problem in run_on}
    return [one for one in broken if one.place.line not in named] or run_on


def _broken(lines: list[str], keys: Mapping[str, bool], shown: str) -> list[Problem]:
    """Return what breaks the structure of a file, at the lines where it was typed."""
    from jacpaper.text import yaml_structure  # noqa: PLC0415 - most files are whole

    return _told(yaml_structure.faults(lines, keys), shown, lines)


def _odd_letters(text: str, lines: list[str], shown: str) -> list[Problem]:
    """Return a problem for each letter that no paper can hold or that was read wrongly."""
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for number, line in enumerate(lines) if misread(text) else ():
        for one in misread(line):
            message = f"{one.letters} stands here for {one.meant}"
            message = message if one.meant else f"{one.letters} is the rest of a letter"
            message += ": the text was saved in one encoding and read in another"
            hint = f"type {one.meant}" if one.meant else "type the letter that was meant"
            for position in range(one.position, one.position + len(one.letters)):
                found[number, position] = (message, hint) if position == one.position else ("", "")
    for number, line in enumerate(lines) if unprintable(text) else ():
        for odd in unprintable(line):
            told = f"{odd} that no paper can hold"
            found.setdefault((number, odd.position), (told, odd.hint))
    for number, line in enumerate(lines) if "_x" in text else ():
        for code in re.finditer("_x[0-9A-Fa-f]{4}_", line):
            message = f"{code[0]} is how Excel writes a character that cannot be seen"
            found[number, code.start()] = message, "delete it"
    return [
        Problem(place_at(shown, lines, line, column), *told)
        for (line, column), told in found.items()
        if told[0]
    ]


class _Builder:
    """Turns the parser's events into data, noting places and problems as it goes."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file, self.lines = file, lines
        self.problems: list[Problem] = []
        self.values: dict[Trail, Place] = {}
        self.keys: dict[Trail, Place] = {}
        self.run_on: list[Problem] = []
        """Texts without quotes that go on in the next line."""
        self.doubtful: set[Place] = set()
        self.readable = True
        self.anchored = False
        """Anchors stand where the lines below a key would be taken for badly indented."""

    def build(self, text: str) -> Any:
        events = iter(yaml.parse(text, Loader=PARSER))
        data: Any = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.values:
                    self._complain(event, "a second document begins here", "delete the line ---")
                    break
                data = self._value(next(events), events, ())
        if not self.values:
            raise Problems([Problem(Place(self.file, 1, 1), "the file holds nothing but comments")])
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], trail: Trail) -> Any:
        self.values[trail] = self._place(event)
        if len(trail) > MAX_DEPTH:
            self._complain(event, _TOO_DEEP)
            raise Problems(self.problems)
        if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
            self.anchored = True
            hint = "write the text out wherever it is wanted, and delete the &name"
            self._complain(event, "an anchor (&name) is not used here", hint)
        if tag := getattr(event, "tag", None):
            self._complain(event, f"the tag {tag} is not used here", "delete it")
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return list(self._items(events, trail))
            case yaml.MappingStartEvent():
                return self._mapping(events, trail, is_in_braces=bool(event.flow_style))
            case _:
                self._complain(
                    event,
                    "an alias (*name) stands for text elsewhere in the file",
                    "write the text out here; if a * was meant, put the text in quotes",
                )
                return None

    def _items(self, events: Iterator[yaml.Event], trail: Trail) -> Iterator[Any]:
        for index, event in enumerate(events):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._value(event, events, (*trail, index))

    def _mapping(
        self, events: Iterator[yaml.Event], trail: Trail, *, is_in_braces: bool
    ) -> dict[str | int, Any]:
        mapping: dict[str | int, Any] = {}
        lost_dash = cut = False
        before: yaml.Event | None = None
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events)
            value = next(events)
            if is_in_braces and before and self._is_cut(event, value):
                if not cut:
                    self._cut_text(event, before)
                cut = True
                continue
            before = value
            if key in mapping:
                if not lost_dash:
                    lost_dash = self._twice(event, trail, key, first=next(iter(mapping)))
            else:
                self.keys[*trail, key] = self._place(event)
            mapping[key] = self._value(value, events, (*trail, key))
        return mapping

    def _is_cut(self, key: yaml.Event, value: yaml.Event) -> bool:
        """True if what is read as a key within braces has no colon behind it."""
        start, end = key.end_mark, value.start_mark
        if not isinstance(value, yaml.ScalarEvent) or value.value or not start or not end:
            return False
        return start.line == end.line and ":" not in self.lines[end.line][start.column : end.column]

    def _cut_text(self, event: yaml.Event, before: yaml.Event) -> None:
        """Refuse a text within braces that a comma cuts in two."""
        hint = "put a text that has commas in quotes"
        begun, mark = before.start_mark, event.start_mark
        if isinstance(before, yaml.ScalarEvent) and begun and mark and begun.line == mark.line:
            rest = self.lines[begun.line][begun.column :]
            whole = re.match(r"[^{}\[\]\"']*?(?=\s*(?:[{}\[\]]|,\s*\w+:\s|$))", rest)
            if whole and len(whole[0]) > mark.column - begun.column:
                hint = f"put all of it in quotes: {quoted(whole[0])}"
        message = "within braces a comma ends a text, and what follows it here is no key with a"
        self._complain(event, f"{message} colon", hint)

    def _twice(self, event: yaml.Event, trail: Trail, key: str | int, first: str | int) -> bool:
        """Refuse a key that is given twice; return whether another item may begin with it."""
        before = self.keys[*trail, key]
        hint = f"it first stands on line {before.line}; keep one of them"
        begins = key == first and bool(trail) and isinstance(trail[-1], int)
        begins = begins and before.excerpt.lstrip(" ").startswith("- ")
        if begins:
            dash = before.excerpt.index("-")
            hint = 'if another item begins here, put "- " before it, with the dash in column'
            hint += f" {dash + 1}: - {key}: ...\nif not, give it once: {hint}"
        self._complain(event, f'"{key}" is given twice', hint)
        return begins

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event]) -> str | int:
        if isinstance(event, yaml.ScalarEvent):
            key = self._scalar(event)
            if key == "<<" and event.style in (None, ""):
                hint = "write out each key and value that it would bring in"
                self._complain(event, "a merge (<<) is not used here", hint)
            return key if type(key) is int else str(key)
        self._complain(event, "a key must be one word or number")
        self._value(event, events, ("",))
        return ""

    def _scalar(self, event: yaml.ScalarEvent) -> str | int | bool | None:
        text = without_ligatures(event.value)
        for odd in unprintable(text)[:1]:
            fault = f"{odd} that no paper can hold"
            self._doubt(event, fault, "take the escape out of the text")
        if found := too_long(text):
            word, fault, hint = found
            self._doubt(event, fault, hint, self._word_place(event, word))
        self._find_divided_word(event)
        # A plain scalar's style is None in one parser and "" in the other.
        if event.style not in (None, ""):
            return text
        if text in ("true", "false"):
            return text == "true"
        if not text:
            hint = "fill it in, or delete the line with its key"
            if note := self._note_behind(event):
                hint = f"what follows # is a note; if it is the text, put it in quotes: {note}"
            self._doubt(event, "nothing is given here", hint)
            return None
        if self._swallowed(event):
            hint = f'if the # belongs to the text, put all of it in quotes: "{text} #..."'
            self._doubt(event, "what follows # here is a note and is left out", hint)
        if _INTEGER.fullmatch(text):
            return int(text) if len(text) < 20 else text
        self._see_whether_it_goes_on(event)
        if _AMBIGUOUS.fullmatch(text):
            self.doubtful.add(self._place(event))
            self._doubt(event, f"{text} can be read in two ways", _settled(text))
        return text

    def _see_whether_it_goes_on(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text without quotes over several lines: mostly, they are meant apart."""
        start, end = event.start_mark, event.end_mark
        if not start or not end or end.line <= start.line:
            return
        number = next(n for n in range(start.line + 1, end.line + 1) if self.lines[n].strip())
        line = self.lines[number]
        column = len(line) - len(line.lstrip())
        if line.lstrip().startswith("- "):
            message = "this is read as part of the item above, for it is indented further"
            hint = "begin it in the same column as the other items"
        else:
            message = "this line is read as part of the text in the line above"
            hint = "if it belongs there, write the text as a block: | where it begins, and under it"
            hint += " all of its lines, indented"
            if self.lines[start.line][: start.column].strip(" -") == "":
                hint = "if it belongs there, write all of it in one line"
            hint += ';\nif it is an item of its own, begin it with "- "'
        self.readable = False
        self.run_on.append(Problem(place_at(self.file, self.lines, number, column), message, hint))

    def _swallowed(self, event: yaml.ScalarEvent) -> bool:
        """True if a # with no space after it follows the text: `HMICFRS #4 update`."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark and mark.line < len(self.lines) else ""
        return "#" in rest and bool(re.match(r" *#[^ #]", rest))

    def _note_behind(self, event: yaml.ScalarEvent) -> str:
        """Return in quotes the text with # that stands where nothing is given; empty: none."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark and mark.line < len(self.lines) else ""
        found = re.match(r" *(#[^ #].*)", rest)
        return quoted(found[1].strip()) if found else ""

    def _find_divided_word(self, event: yaml.ScalarEvent) -> None:
        """Refuse a word of which the rest stands in the next line of a text."""
        first = cast("yaml.Mark", event.start_mark).line
        last = cast("yaml.Mark", event.end_mark).line
        if first == last:
            return
        if not cast("yaml.Mark", event.end_mark).column:  # a block ends with the line's end
            last -= 1
        if found := divided(self.lines, first, last):
            fault = "this word would be printed in two parts, with a space after its hyphen"
            place = place_at(self.file, self.lines, *found)
            self._doubt(event, fault, "put the whole word on one line", place)

    def _complain(self, event: yaml.Event, message: str, hint: str = "") -> None:
        """Note a mistake that leaves the structure of the file in doubt."""
        self.readable = False
        self._doubt(event, message, hint)

    def _doubt(
        self, event: yaml.Event, message: str, hint: str = "", place: Place | None = None
    ) -> None:
        """Note a mistake in one value; the rest of the file can still be checked."""
        self.problems.append(Problem(place or self._place(event), message, hint))
        if len(self.problems) == MAX_PROBLEMS:
            raise Problems(self.problems)

    def _place(self, event: yaml.Event) -> Place:
        mark = cast("yaml.Mark", event.start_mark)  # only events made by hand have none
        return place_at(self.file, self.lines, mark.line, mark.column)

    def _word_place(self, event: yaml.Event, word: str) -> Place:
        """Return the place of a word within a text of several lines, or else of the text."""
        first = cast("yaml.Mark", event.start_mark).line
        last = cast("yaml.Mark", event.end_mark).line
        for number, line in enumerate(self.lines[first : last + 1], first):
            if (column := line.find(word)) >= 0:
                return place_at(self.file, self.lines, number, column)
        return self._place(event)


def _settled(text: str) -> str:
    if text.lower() in ("yes", "no", "on", "off", "y", "n", "true", "false"):
        return f'write true or false, or put it in quotes if the word is meant: "{text}"'
    if (number := whole_number(text)) is not None:
        return f'write {number} if it is a number, or in quotes if it is a text: "{text}"'
    return f'put it in quotes if it is meant as it stands: "{text}"'


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is meant to be: 1,800, 1_1, 0x0B, 18.0; None: none."""
    bare = re.sub(r"(?<=\d)[,_ ](?=\d)", "", plain_minus(text.strip()))
    if re.fullmatch(r"[-+]?[0-9]{1,9}(\.0*)?", bare):
        return int(bare.partition(".")[0])
    if re.fullmatch(r"(?i)0[xob][0-9a-f]{1,8}", bare):
        try:
            return int(bare, 0)
        except ValueError:
            return None
    return None


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, lines: list[str]) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    message, hint = next(
        ((message, hint) for words, message, hint in _SYNTAX if words in said),
        (f"this is not valid YAML: {(error.problem or said).strip()}", ""),
    )
    # An unclosed quote is noticed at the end of the file; it was opened elsewhere.
    if "never closed" in message and error.context_mark:
        mark = error.context_mark
    if mark is None:
        return Problem(Place(file), message, hint)
    return Problem(place_at(file, lines, mark.line, mark.column), message, hint)
