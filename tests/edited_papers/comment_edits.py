"""Comments in the margin of a Word file, with replies and whether they are done."""

from __future__ import annotations

import word_file
from random_edits import AUTHORS, Desk, Edit
from word_file import element

_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="w14 w15"'
)
_SAID = ("Did it? Check with the child protection lead.", "Is this still right?", "Agreed.")


def comment(desk: Desk) -> bool:
    """Comment on some words, now and then with a reply, and perhaps resolved."""
    found = [one for one in desk.paragraphs(least=20) if word_file.live_runs(one)]
    if not found:
        return False
    paragraph = desk.luck.choice(found)
    runs = [one for one in word_file.live_runs(paragraph) if one.getparent() is paragraph]
    if not runs:
        return False
    replies = desk.luck.choice([0, 0, 1])
    done = desk.luck.choice(["0", "1"])
    numbers = [str(number) for number in range(replies + 1)]
    first, last = runs[0], runs[-1]
    for number in numbers:
        first.addprevious(element("commentRangeStart", id=number))
        mark = element("r")
        mark.append(element("commentReference", id=number))
        last.addnext(mark)
        last.addnext(element("commentRangeEnd", id=number))
    said = [desk.luck.choice(_SAID) for _ in numbers]
    desk.word.parts["word/comments.xml"] = _comments(said).encode()
    desk.word.parts["word/commentsExtended.xml"] = _extended(numbers, done).encode()
    _declare(desk)
    told = Edit("comment", "comment", AUTHORS[0].name, "", said[0])
    told.before = told.after = word_file.said(paragraph)
    desk.edits.append(told)
    return True


def _comments(said: list[str]) -> str:
    parts = [
        f'<w:comment w:id="{number}" w:author="{AUTHORS[number % 2].name}" w:initials="JW" '
        f'w:date="2025-12-03T10:0{number}:00Z"><w:p w14:paraId="1A00000{number}">'
        f"<w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        for number, text in enumerate(said)
    ]
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><w:comments {_NAMES}>{''.join(parts)}</w:comments>"
    )


def _extended(numbers: list[str], done: str) -> str:
    parts = []
    for number in numbers:
        parent = ' w15:paraIdParent="1A000000"' if number != "0" else ""
        parts.append(f'<w15:commentEx w15:paraId="1A00000{number}"{parent} w15:done="{done}"/>')
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><w15:commentsEx {_NAMES}>{''.join(parts)}"
        "</w15:commentsEx>"
    )


def _declare(desk: Desk) -> None:
    desk.word.relation(_COMMENTS, "comments.xml")
    desk.word.relation(_EXTENDED, "commentsExtended.xml")
    types = desk.word.parts["[Content_Types].xml"].decode()
    new = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_MAIN}.{part}+xml"/>'
        for part in ("comments", "commentsExtended")
    )
    changed = types.replace("</Types>", f"{new}</Types>")
    desk.word.parts["[Content_Types].xml"] = changed.encode()
