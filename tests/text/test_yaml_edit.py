"""Edits of YAML files, by hand: the bytes before and after, to the letter."""

from __future__ import annotations

import contextlib
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from jacpaper.text import yaml_edit_changes, yaml_edit_scalars, yaml_reader
from jacpaper.text.yaml_edit import (
    AddKey,
    CannotEdit,
    Edit,
    Insert,
    Move,
    Remove,
    RenameKey,
    Replace,
    edited,
)
from jacpaper.text.yaml_edit_changes import same

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.text.yaml_edit_changes import Change
    from jacpaper.text.yaml_source import Trail

CAUSES = """\
causes:
  - name: Investigations
    text: |
      Both recommendations concern outcomes. We are working on them ahead of any
      reinspection during the 2025/27 assessment programme of police
      effectiveness, efficiency and legitimacy (PEEL).

      A second paragraph, that nobody wrapped at all because it is short.

      - an item
      - another item
  # the next
  - name: Custody
"""

LISTS = """\
# about the file
plain: [a, b, c] # a note
texts:
  # about the list
  - first

  # about the second
  - "second" # note

  - third
  # below, about nothing
last: 1
"""

# Each with the file before, its edits, and the file after.
CASES: dict[str, tuple[str, list[Edit], str]] = {
    "plain stays plain": (
        "title: HMICFRS update   # a note\n",
        [Edit(("title",), Replace("Another update"))],
        "title: Another update   # a note\n",
    ),
    "an address stays plain": (
        "url: https://a.uk/b\n",
        [Edit(("url",), Replace("https://a.uk/c#d"))],
        "url: https://a.uk/c#d\n",
    ),
    "a date stays as it is written": (
        "published: 2025-10-15\n",
        [Edit(("published",), Replace("2025-10-16"))],
        "published: 2025-10-16\n",
    ),
    "a colon needs quotes": (
        "title: Update\n",
        [Edit(("title",), Replace("Part one: the start"))],
        'title: "Part one: the start"\n',
    ),
    "a word that others read otherwise needs quotes": (
        "title: Update\n",
        [Edit(("title",), Replace("No"))],
        'title: "No"\n',
    ),
    "a text of digits needs quotes": (
        "title: Update\n",
        [Edit(("title",), Replace("12"))],
        'title: "12"\n',
    ),
    "what begins a note needs quotes": (
        "title: Update\n",
        [Edit(("title",), Replace("Update #4 of it"))],
        'title: "Update #4 of it"\n',
    ),
    "single quotes stay": (
        "title: 'It is' # so\n",
        [Edit(("title",), Replace("It's"))],
        "title: 'It''s' # so\n",
    ),
    "double quotes stay, and what is the same in them": (
        'title: "A \\u2019 b c"\n',
        [Edit(("title",), Replace('A \u2019 "x" c'))],
        'title: "A \\u2019 \\"x\\" c"\n',
    ),
    "a number": ("n: 12 # twelve\n", [Edit(("n",), Replace(13))], "n: 13 # twelve\n"),
    "a number in quotes becomes a number": (
        'n: "12"\n',
        [Edit(("n",), Replace(13))],
        "n: 13\n",
    ),
    "true": ("n: false\n", [Edit(("n",), Replace(value=True))], "n: true\n"),
    "a key without a value": (
        "title:   # to come\nnext:\n",
        [Edit(("title",), Replace("Update")), Edit(("next",), Replace("a: b"))],
        'title: Update   # to come\nnext: "a: b"\n',
    ),
    "CRLF, a byte order mark and no newline at the end": (
        "\ufeffa: 1\r\ntext: |\r\n  One.\r\n\r\n  Two.\r\nb: 2",
        [Edit(("text",), Replace("One.\n\nThree.\n")), Edit(("b",), Replace(3))],
        "\ufeffa: 1\r\ntext: |\r\n  One.\r\n\r\n  Three.\r\nb: 3",
    ),
    "only the changed lines of a block": (
        CAUSES,
        [
            Edit(
                ("causes", 0, "text"),
                Replace(
                    "Both recommendations concern outcomes. We are working on them ahead of any\n"
                    "reinspection during the assessment programme of police\n"
                    "effectiveness, efficiency and legitimacy (PEEL).\n\n"
                    "A second paragraph, that nobody wrapped at all because it is short.\n\n"
                    "- an item\n- another item, and a longer one than any line of this block"
                    " can hold in its width\n"
                ),
            )
        ],
        CAUSES.replace(
            """\
      reinspection during the 2025/27 assessment programme of police
      effectiveness, efficiency and legitimacy (PEEL).
""",
            """\
      reinspection during the assessment programme of police effectiveness,
      efficiency and legitimacy (PEEL).
""",
        ).replace(
            "      - another item\n",
            """\
      - another item, and a longer one than any line of this block can hold in
        its width
""",
        ),
    ),
    "a block keeps its mark, its indentation and what is below": (
        "a:\n  t: |2-   # note\n     indented\n    text\n\n\n  # more\n  b: 1\n",
        [Edit(("a", "t"), Replace(" indented\nword"))],
        "a:\n  t: |2-   # note\n     indented\n    word\n\n\n  # more\n  b: 1\n",
    ),
    "spaces in what is unchanged": (
        "t: |\n  One  and a half.  \n\n  Two  and\n  three.\n   \n",
        [Edit(("t",), Replace("One  and a half.  \n\nTwo  and\nfour."))],
        "t: |\n  One  and a half.  \n\n  Two  and\n  four.\n   \n",
    ),
    "a folded block": (
        "t: >-\n  One two\n  three.\n\n  Four.\nb: 1\n",
        [Edit(("t",), Replace("One two three.\nFour five.\nSix."))],
        "t: >-\n  One two\n  three.\n\n  Four five.\n\n  Six.\nb: 1\n",
    ),
    "a block that keeps its blank lines": (
        "t: |+\n  One.\n\n\nb: 1\n",
        [Edit(("t",), Replace("Two.\n"))],
        "t: |+\n  Two.\n\n\nb: 1\n",
    ),
    "a block becomes a number": (
        "t: | # note\n  One.\n  Two.\n\nb: 1\n",
        [Edit(("t",), Replace(4))],
        "t: 4 # note\n\nb: 1\n",
    ),
    "a block that was never wrapped": (
        "t: |\n  " + "long " * 30 + "line.\n",
        [Edit(("t",), Replace("long " * 31 + "line."))],
        "t: |\n  " + "long " * 31 + "line.\n",
    ),
    "a mark and no text": (
        "t: |\nb: 1\n",
        [Edit(("t",), Replace("One."))],
        "t: |\n  One.\nb: 1\n",
    ),
    "a line turns into a block": (
        "a:\n  t: One. # note\n  b: 1\n",
        [Edit(("a", "t"), Replace("One.\n\nTwo."))],
        "a:\n  t: | # note\n    One.\n\n    Two.\n  b: 1\n",
    ),
    "an item turns into a block": (
        "t:\n- One.\n- Two.\n",
        [Edit(("t", 0), Replace("One.\n\n- a\n- b"))],
        "t:\n- |\n  One.\n\n  - a\n  - b\n- Two.\n",
    ),
    "in brackets several paragraphs stay on the line": (
        "t: {a: One., b: 2}\n",
        [Edit(("t", "a"), Replace("One.\n\nTwo."))],
        't: {a: "One.\\n\\nTwo.", b: 2}\n',
    ),
    "in brackets a comma needs quotes": (
        "t: [a, b] # n\n",
        [Edit(("t", 1), Replace("b, c"))],
        't: [a, "b, c"] # n\n',
    ),
    "quotes over several lines": (
        't: "One two three four\n  five six seven\n  eight nine." # n\n',
        [Edit(("t",), Replace("One two three four five 6 seven eight nine."))],
        't: "One two three four\n  five 6 seven eight nine." # n\n',
    ),
    "no line begins with what has a meaning there": (
        f"t: |\n  {'word ' * 14}word\n  word word\n",
        [Edit(("t",), Replace("word " * 14 + "longest - word"))],
        f"t: |\n  {'word ' * 13}word\n  longest - word\n",
    ),
    "a key gets another name": (
        'grades:\n  Responding: good # n\n  "A: b": adequate\n  2025: good\n',
        [
            Edit(("grades", "Responding"), RenameKey("Responding to children")),
            Edit(("grades", "A: b"), RenameKey("C: d")),
            Edit(("grades", 2025), RenameKey(2026)),
            Edit(("grades", 2025), Replace("adequate")),
        ],
        'grades:\n  Responding to children: good # n\n  "C: d": adequate\n  2026: adequate\n',
    ),
    "a key in brackets gets another name": (
        "grades: {a: good, b: bad}\n",
        [Edit(("grades", "a"), RenameKey("a, c"))],
        'grades: {"a, c": good, b: bad}\n',
    ),
    "insert in brackets": (
        LISTS,
        [
            Edit(("plain",), Insert(0, "x")),
            Edit(("plain",), Insert(2, "y, z")),
            Edit(("plain",), Insert(3, "w")),
        ],
        LISTS.replace("[a, b, c]", '[x, a, b, "y, z", c, w]'),
    ),
    "insert first, below the note about the list": (
        LISTS,
        [Edit(("texts",), Insert(0, "zeroth"))],
        LISTS.replace("  - first\n", "  - zeroth\n\n  - first\n"),
    ),
    "insert above a note": (
        LISTS,
        [Edit(("texts",), Insert(1, "between"))],
        LISTS.replace("  - first\n", "  - first\n\n  - between\n"),
    ),
    "insert last": (
        LISTS,
        [Edit(("texts",), Insert(3, "fourth"))],
        LISTS.replace("  - third\n", "  - third\n\n  - fourth\n"),
    ),
    "remove the first": (
        LISTS,
        [Edit(("texts", 0), Remove())],
        LISTS.replace("  - first\n\n", ""),
    ),
    "remove one with its note": (
        LISTS,
        [Edit(("texts", 1), Remove())],
        LISTS.replace('  # about the second\n  - "second" # note\n\n', ""),
    ),
    "remove the last": (
        LISTS,
        [Edit(("texts", 2), Remove())],
        LISTS.replace("\n  - third\n", ""),
    ),
    "remove in brackets": (
        LISTS,
        [Edit(("plain", 0), Remove()), Edit(("plain", 2), Remove())],
        LISTS.replace("[a, b, c]", "[b]"),
    ),
    "remove all in brackets": (
        "a: [x] # n\n",
        [Edit(("a", 0), Remove("none"))],
        "a: none # n\n",
    ),
    "remove all, and the list says so": (
        "a:\n  # about it\n  - x: 1\n    y: 2\n  - x: 2\nb: 1\n",
        [Edit(("a", 0), Remove("none")), Edit(("a", 1), Remove("none"))],
        "a: none\n  # about it\nb: 1\n",
    ),
    "remove all, and leave brackets": (
        "a: # note\n- x\n",
        [Edit(("a", 0), Remove("[]"))],
        "a: [] # note\n",
    ),
    "remove a key": (
        "a: 1\n\n# about b\nb:\n  - x\n  # and more\n\n# about c\nc: 2\n",
        [Edit(("b",), Remove())],
        "a: 1\n\n# about c\nc: 2\n",
    ),
    "a note above several keys stays": (
        "a: 1\n# both\nb: 2\nc: 3\n",
        [Edit(("b",), Remove())],
        "a: 1\n# both\nc: 3\n",
    ),
    "remove the key on the line of the dash": (
        "a:\n  - x: 1\n    y: 2\n",
        [Edit(("a", 0, "x"), Remove())],
        "a:\n  - y: 2\n",
    ),
    "remove a key in brackets": (
        "a: {x: 1, y: 2}\n",
        [Edit(("a", "x"), Remove())],
        "a: {y: 2}\n",
    ),
    "remove at the end without a newline": (
        "a:\r\n  - x\r\n  - y",
        [Edit(("a", 1), Remove())],
        "a:\r\n  - x",
    ),
    "insert at the end without a newline": (
        "a:\r\n  - x\r\n  - y",
        [Edit(("a",), Insert(2, "z"))],
        "a:\r\n  - x\r\n  - y\r\n  - z",
    ),
    "move with its own lines": (
        LISTS,
        [Edit(("texts",), Move(1, 0))],
        LISTS.replace('  # about the second\n  - "second" # note\n\n', "").replace(
            "  - first\n", '  # about the second\n  - "second" # note\n\n  - first\n'
        ),
    ),
    "move in brackets": (
        LISTS,
        [Edit(("plain",), Move(0, 3))],
        LISTS.replace("[a, b, c]", "[b, c, a]"),
    ),
    "a mapping comes in, written as the others are": (
        CAUSES,
        [
            Edit(
                ("causes",),
                Insert(1, {"name": "No", "text": "Short.", "grades": {"a": "b"}, "l": ["x"]}),
            )
        ],
        CAUSES.replace(
            "  # the next\n",
            '  - name: "No"\n    text: |\n      Short.\n    grades:\n      a: b\n    l:\n'
            "      - x\n  # the next\n",
        ),
    ),
    "a mapping in brackets comes in": (
        "a:\n  -   {x: 1, d: b}\n",
        [Edit(("a",), Insert(1, {"x": 2, "d": "c, d"}))],
        'a:\n  -   {x: 1, d: b}\n  -   {x: 2, d: "c, d"}\n',
    ),
    "items follow the quotes of their neighbours": (
        "a:\n- 'x'\n- 'y'\n",
        [Edit(("a",), Insert(1, "it's"))],
        "a:\n- 'x'\n- 'it''s'\n- 'y'\n",
    ),
    "an item comes in where none is": (
        "a: none # n\nb:\n  - x\n",
        [Edit(("a",), Insert(0, {"k": 1, "l": "x"}))],
        "a: # n\n  - k: 1\n    l: x\nb:\n  - x\n",
    ),
    "an item comes into empty brackets": (
        "a: [] # n\n",
        [Edit(("a",), Insert(0, "x"))],
        "a: [x] # n\n",
    ),
    "a key at the end of the file": (
        "a: 1\n\nb: 2\n\n# wording:\n#   purpose: x\n",
        [Edit(("wording",), AddKey("purpose", "To tell members"))],
        "a: 1\n\nb: 2\n\n# wording:\n#   purpose: x\n\nwording:\n  purpose: To tell members\n",
    ),
    "two keys of a mapping that was not there": (
        "a: 1\nb: 2",
        [Edit(("w",), AddKey("x", "1")), Edit(("w",), AddKey("d", "left out"))],
        'a: 1\nb: 2\nw:\n  x: "1"\n  d: left out',
    ),
    "a key at the end of a mapping": (
        "a:\n  b: 1\n  # c: 2\n\n# next\nd: 1\n",
        [Edit(("a",), AddKey("e", ["x", "z"]))],
        "a:\n  b: 1\n  # c: 2\n  e:\n    - x\n    - z\n\n# next\nd: 1\n",
    ),
    "a key in brackets": (
        "a: {b: 1} # n\n",
        [Edit(("a",), AddKey("e", "x, y"))],
        'a: {b: 1, e: "x, y"} # n\n',
    ),
    "a key where nothing is given": (
        "a: # n\nb: 1\n",
        [Edit(("a",), AddKey("c", 1))],
        "a: # n\n  c: 1\nb: 1\n",
    ),
    "everything at once, with the trails of the old file": (
        LISTS,
        [
            Edit(("texts", 0), Remove()),
            Edit(("texts", 1), Replace("2nd")),
            Edit(("texts",), Insert(1, "new")),
            Edit(("texts",), Move(2, 0)),
            Edit(("texts",), RenameKey("words")),
            Edit(("last",), Remove()),
        ],
        """\
# about the file
plain: [a, b, c] # a note
words:
  # about the list
  - third

  - new

  # about the second
  - "2nd" # note
  # below, about nothing
""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_bytes_are_as_expected(name: str) -> None:
    before, edits, after = CASES[name]
    assert edited(before.encode(), "x.yaml", edits).decode() == after


REFUSED: dict[str, tuple[str, list[Edit], str]] = {
    "an alias": ("a: &x one\nb: *x\n", [Edit(("b",), Replace("c"))], "used in two places"),
    "an anchor": ("a: &x one\nb: 1\n", [Edit(("a",), Replace("c"))], "cannot begin with &"),
    "within an anchor": ("a: &x\n  b: 1\n", [Edit(("a", "b"), Replace(2))], "an anchor"),
    "a tag": ("a: !t one\n", [Edit(("a",), Replace("c"))], "the tag !t"),
    "merged keys": ("a:\n  <<: {c: 1}\n  b: 1\n", [Edit(("a", "b"), Replace(2))], "a merge (<<)"),
    "not YAML": ("a: [\n", [Edit(("a",), Replace("c"))], "cannot be read"),
    "no such value": ("a: 1\n", [Edit(("b",), Replace("c"))], "no such value"),
    "a list for a text": ("a: [x]\n", [Edit(("a",), Replace("c"))], "a list stands here"),
    "twice the same": (
        "a: 1\n",
        [Edit(("a",), Replace(2)), Edit(("a",), Replace(3))],
        "two of the changes",
    ),
    "inside what goes": (
        "a:\n  - b: 1\n  - b: 2\n",
        [Edit(("a", 0), Remove()), Edit(("a", 0, "b"), Replace(3))],
        "two of the changes",
    ),
    "moved and gone": (
        "a: [1, 2]\n",
        [Edit(("a",), Move(0, 2)), Edit(("a", 0), Remove())],
        "two of the changes",
    ),
    "a key that is there": ("a: {b: 1}\n", [Edit(("a",), AddKey("b", 2))], "there already"),
    "a name that is there": ("a: 1\nb: 2\n", [Edit(("a",), RenameKey("b"))], "there already"),
    "the only item": ("a:\n  - x\n", [Edit(("a", 0), Remove())], "say what the list becomes"),
    "the only key": ("a:\n  b: 1\n", [Edit(("a", "b"), Remove())], "the only key"),
    "a position too far": ("a: [x]\n", [Edit(("a",), Insert(2, "y"))], "no such position"),
    "a note in brackets": ("a: [x, # n\n  y]\n", [Edit(("a", 1), Remove())], "a note stands"),
    "a list on the line of another": (
        "a:\n  - - x\n    - y\n",
        [Edit(("a", 0, 0), Remove())],
        "on the line of another",
    ),
    "what no paper can hold": (
        "a: x\n",
        [Edit(("a",), Replace("b\x07"))],
        "a control character",
    ),
    "a key of the file inside a text": (
        "t: |\n  One.\n  Two.\ntitle: x\n",
        [Edit(("t",), Replace("One.\n\ntitle: two"))],
        "is inside a text here",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_edited_is_refused(name: str) -> None:
    before, edits, reason = REFUSED[name]
    with pytest.raises(CannotEdit) as refused:
        edited(before.encode(), "x.yaml", edits, {"t": False, "title": False})
    assert reason in refused.value.reason
    assert refused.value.place.file == "x.yaml"
    assert refused.value.place.line > 0


PLACES = [
    path
    for pattern in ("inputs/**/*.yaml", "examples/*/inputs/**/*.yaml")
    for path in sorted(ROOT.glob(pattern))
]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_value_of_a_real_file_replaced_by_itself_leaves_the_file_as_it_is(path: Path) -> None:
    content = path.read_bytes()
    source = yaml_reader.read(path, "x.yaml")
    values = [(trail, source.at(trail)) for trail in source.values]
    edits = [Edit(trail, Replace(value)) for trail, value in values if is_scalar(value)]
    assert edits
    assert edited(content, "x.yaml", edits) == content


@pytest.mark.parametrize("path", PLACES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_word_more_changes_one_run_of_lines(path: Path) -> None:
    content = path.read_bytes()
    source = yaml_reader.read(path, "x.yaml")
    texts = [(trail, source.at(trail)) for trail in source.values]
    for trail, text in [each for each in texts if isinstance(each[1], str)][:12]:
        first, space, rest = text.rstrip("\n").partition(" ")
        after = edited(content, "x.yaml", [Edit(trail, Replace(f"{first} more{space}{rest}"))])
        old, new = content.split(b"\n"), after.split(b"\n")
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
        assert len(changed) == 1
        assert changed[0][2] - changed[0][1] <= text.count("\n") + 1


def is_scalar(value: Any) -> bool:
    return isinstance(value, (str, int))


def test_a_way_of_writing_that_says_something_else_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = ["a: 2\nb: 3\n", "a: 2\nb: 1\nc: 1\n", "a: '2'\nb: 1\n", "b: 1\na: 2\n", "a: [\n"]
    edits = [Edit(("a",), Replace(2))]
    monkeypatch.setattr(yaml_edit_scalars, "replaced", lambda *_: iter(texts))
    with pytest.raises(CannotEdit, match="never closed"):
        edited(b"a: 1\nb: 1\n", "x.yaml", edits)
    texts.append("a: 2 # right\nb: 1\n")
    assert edited(b"a: 1\nb: 1\n", "x.yaml", edits) == b"a: 2 # right\nb: 1\n"


def test_a_block_text_at_the_end_without_a_newline_stays_so() -> None:
    before = "a: 1\nt: |\n  One."
    assert edited(before.encode(), "x.yaml", [Edit(("a",), Replace(2))]) == (b"a: 2\nt: |\n  One.")
    assert edited(before.encode(), "x.yaml", [Edit(("t",), Replace("Two."))]) == (
        b"a: 1\nt: |\n  Two."
    )
    assert edited(before.encode(), "x.yaml", [Edit((), AddKey("b", 2))]) == (
        b"a: 1\nt: |\n  One.\nb: 2"
    )


@pytest.mark.parametrize(
    "before",
    [
        "a: 1\n...\n",
        "--- # first\na: {b, c: 1}\n",
        "? a\n: b\n",
        "{a: 1}\n",
        "- a\n- - b\n  - c\n",
        "a\n",
        "a: [b: c, d]\n",
        "a: >+\n\n\nb: 1\n",
        "a:\n- \n- b\n",
        "a: {b: , c: 1}\n",
        "a: |3\n     x\n    y\n",
        "a: 'x\n\n  y'\n",
    ],
)
def test_odd_files_are_edited_or_refused(before: str) -> None:
    changes: list[Change] = [
        Replace("New"),
        Replace("a: b\n\n- c"),
        Replace(3),
        RenameKey("new"),
        Insert(0, {"a": "b", "c": ["d"]}),
        Move(1, 0),
        Remove("[]"),
        AddKey("z", {"y": 1}),
    ]
    trails: list[Trail] = [(), ("a",), ("a", "b"), ("a", 0), ("a", 1), (0,), (1, 0)]
    for trail in trails:
        for change in changes:
            edits = [Edit(trail, change)]
            with contextlib.suppress(CannotEdit):
                after = edited(before.encode(), "x.yaml", edits)
                data = yaml_reader.read_text(before, "x.yaml").data
                assert same(
                    yaml_edit_changes.after(data, edits),
                    yaml_reader.read_text(after.decode(), "x.yaml").data,
                )
