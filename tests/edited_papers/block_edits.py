"""Edits of whole paragraphs, items of lists and rows of tables."""

from __future__ import annotations

import copy
import re
from typing import Any

import vocabulary
import word_file
from accepted import W
from random_edits import SENTENCE, Desk, Doing, Edit, name_of, style
from word_file import W14, Author, element, mark_paragraph, properties, run, strike, wrap

Xml = Any
_BODY = ("Paragraph", "Continuation")


def _prose(desk: Desk) -> list[Xml]:
    """Return the paragraphs of text in the body that can be added to, moved and deleted."""
    return [
        one
        for one in desk.paragraphs(least=10, cells=False)
        if style(one) in _BODY and one.find(f"{W}pPr/{W}sectPr") is None
    ]


def _items(desk: Desk) -> list[Xml]:
    return [one for one in desk.paragraphs(cells=False) if style(one).startswith("List")]


def _next(one: Xml) -> Xml:
    after = one.getnext()
    return after if after is not None and after.tag == f"{W}p" else None


def _added(desk: Desk, above: Xml, text: str, author: Author | None) -> Xml:
    """Add a paragraph after another one, and return it."""
    new = element("p")
    look = above.find(f"{W}pPr")
    if look is not None:
        new.append(copy.deepcopy(look))
    new.append(run(text))
    above.addnext(new)
    if author:
        wrap(desk.word, new[-1], "ins", author)
        # Who presses Enter at the end of a paragraph inserts the mark of that one; who pastes a
        # paragraph, that of the new one.
        mark_paragraph(desk.word, desk.luck.choice([above, new]), "ins", author)
    return new


def _tell(
    desk: Desk, kind: str, author: Author | None, words: tuple[str, str],
    around: tuple[str, str] = ("", ""),
) -> None:  # fmt: skip
    """Tell of an edit of whole blocks, which stand around it before and after."""
    before, after = around if any(around) else words
    level = kind.split(maxsplit=1)[0].removesuffix("s")
    desk.edits.append(Edit(kind, level, name_of(author), *words, before, after))


def _deleted(desk: Desk, one: Xml, author: Author | None) -> None:
    if author is None:
        one.getparent().remove(one)
        return
    for part in word_file.live_runs(one):
        strike(desk.word, part, author)
    mark_paragraph(desk.word, one, "del", author)


def paragraph_added(desk: Desk) -> bool:
    found = _prose(desk)
    if not found:
        return False
    above, author = desk.luck.choice(found), desk.author()
    text = vocabulary.sentence(desk.luck)
    if desk.luck.random() < 0.3:
        text += " " + vocabulary.sentence(desk.luck)
    old = word_file.said(above)
    desk.touched += [above, _added(desk, above, text, author)]
    _tell(desk, "paragraph added", author, ("", text), (old, f"{old}\n{text}"))
    return True


def paragraph_deleted(desk: Desk) -> bool:
    found = [one for one in _prose(desk) if _next(one) is not None]
    if not found:
        return False
    one, author = desk.luck.choice(found), desk.author()
    text = word_file.said(one)
    _deleted(desk, one, author)
    desk.touched += [one]
    _tell(desk, "paragraph deleted", author, (text, ""))
    return True


def paragraph_split(desk: Desk) -> bool:
    found = [
        (one, match.end())
        for one in _prose(desk)
        for match in re.finditer(rf"{SENTENCE} (?=[A-Z])", word_file.said(one))
    ]
    if not found:
        return False
    (one, at), author = desk.luck.choice(found), desk.author()
    before = word_file.said(one)
    if any(part.getparent() is not one for part in word_file.live_runs(one)):
        return False
    word_file.replace(desk.word, one, (at - 1, at), "", author)
    rest = word_file.cut(one, at - 1, len(before))
    second = element("p")
    look = one.find(f"{W}pPr")
    if look is not None:
        second.append(copy.deepcopy(look))
    second.extend(rest)
    one.addnext(second)
    if author:
        mark_paragraph(desk.word, one, "ins", author)
    desk.touched += [one, second]
    after = f"{word_file.said(one)}\n{word_file.said(second)}"
    _tell(desk, "paragraph split", author, (before, after))
    return True


def paragraphs_joined(desk: Desk) -> bool:
    free = _prose(desk)
    pairs = [
        (one, after)
        for one in free
        for after in free
        if _next(one) is after and style(one) == style(after)
    ]
    if not pairs:
        return False
    (one, after), author = desk.luck.choice(pairs), desk.author()
    old = f"{word_file.said(one)}\n{word_file.said(after)}"
    new = old.replace("\n", " ")
    end = len(word_file.said(one))
    word_file.replace(desk.word, one, (end, end), " ", author)
    if author:
        mark_paragraph(desk.word, one, "del", author)
    else:
        one.extend([part for part in after if part.tag != f"{W}pPr"])
        after.getparent().remove(after)
    desk.touched += [one, after]
    _tell(desk, "paragraphs joined", author, (old, new))
    return True


def _moved(desk: Desk, one: Xml, after: Xml, author: Author | None) -> None:
    """Move a paragraph to after another one."""
    if author is None:
        after.addnext(one)
        return
    new = copy.deepcopy(one)
    for mark in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    new.attrib.pop(f"{W14}paraId", "")
    after.addnext(new)
    as_move = desk.luck.random() < 0.5
    into, out = ("moveTo", "moveFrom") if as_move else ("ins", "del")
    for part in word_file.live_runs(new):
        wrap(desk.word, part, into, author)
    for part in word_file.live_runs(one):
        strike(desk.word, part, author, out)
    mark_paragraph(desk.word, new, into, author)
    mark_paragraph(desk.word, one, out, author)
    if as_move:
        _ranges(desk, one, new, author)
    desk.touched += [new]


def _ranges(desk: Desk, one: Xml, new: Xml, author: Author) -> None:
    name = f"move{desk.word.number()}"
    for paragraph, tag in ((one, "moveFrom"), (new, "moveTo")):
        number = desk.word.number()
        start = element(
            f"{tag}RangeStart", id=number, name=name, author=author.name, date=author.day
        )
        properties(paragraph).addnext(start)
        paragraph.append(element(f"{tag}RangeEnd", id=number))


def paragraph_moved(desk: Desk) -> bool:
    return _swapped(desk, _prose(desk), "paragraph")


def item_moved(desk: Desk) -> bool:
    return _swapped(desk, _items(desk), "item")


def _swapped(desk: Desk, free: list[Xml], level: str) -> bool:
    pairs = [
        (one, after)
        for one in free
        for after in free
        if _next(one) is after and style(one) == style(after)
    ]
    if not pairs:
        return False
    (one, after), author = desk.luck.choice(pairs), desk.author()
    text, other = word_file.said(one), word_file.said(after)
    _moved(desk, one, after, author)
    desk.touched += [one, after]
    orders = f"{text}\n{other}", f"{other}\n{text}"
    _tell(desk, f"{level} moved", author, (text, text), orders)
    return True


def item_added(desk: Desk) -> bool:
    found = _items(desk)
    if not found:
        return False
    above, author = desk.luck.choice(found), desk.author()
    text = vocabulary.item(desk.luck)
    old = word_file.said(above)
    desk.touched += [above, _added(desk, above, text, author)]
    _tell(desk, "item added", author, ("", text), (old, f"{old}\n{text}"))
    return True


def item_deleted(desk: Desk) -> bool:
    found = [one for one in _items(desk) if _next(one) is not None]
    if not found:
        return False
    one, author = desk.luck.choice(found), desk.author()
    text = word_file.said(one)
    _deleted(desk, one, author)
    desk.touched += [one]
    _tell(desk, "item deleted", author, (text, ""))
    return True


def item_changed(desk: Desk) -> bool:
    found = _items(desk)
    if not found:
        return False
    one, author = desk.luck.choice(found), desk.author()
    before, new = word_file.said(one), vocabulary.item(desk.luck)
    word_file.replace(desk.word, one, (0, len(before)), new, author)
    desk.tell("item changed", author, one, (before, before, new))
    return True


def _rows(desk: Desk) -> list[Xml]:
    """Return the rows under the head of tables, whose cells nobody has edited."""
    return [
        row
        for row in desk.word.body.iter(f"{W}tr")
        if row.find(f"{W}trPr/{W}tblHeader") is None
        and not any(row is other for other in desk.touched)
        and not any(one is other for one in row.iter(f"{W}p") for other in desk.touched)
    ]


def _row_text(row: Xml) -> str:
    cells = ("\n".join(word_file.said(one) for one in cell.iter(f"{W}p"))
             for cell in row.iter(f"{W}tc"))  # fmt: skip
    return " | ".join(cells)


def row_added(desk: Desk) -> bool:
    rows = _rows(desk)
    if not rows:
        return False
    above, author = desk.luck.choice(rows), desk.author()
    new = copy.deepcopy(above)
    for one in new.iter(f"{W}p"):
        old = word_file.said(one)
        number = old.replace(",", "").isdecimal()
        said = vocabulary.another_number(old, desk.luck) if number else vocabulary.item(desk.luck)
        one.attrib.pop(f"{W14}paraId", "")
        one[:] = [*one.iterfind(f"{W}pPr"), run(said)]
        if author:
            wrap(desk.word, one[-1], "ins", author)
            mark_paragraph(desk.word, one, "ins", author)
    if author:
        _mark_row(desk, new, "ins", author)
    above.addnext(new)
    desk.touched += [above, new, *new.iter(f"{W}p"), *above.iter(f"{W}p")]
    _tell(desk, "row added", author, ("", _row_text(new)))
    return True


def _mark_row(desk: Desk, row: Xml, tag: str, author: Author) -> None:
    looks = row.find(f"{W}trPr")
    if looks is None:
        looks = element("trPr")
        row.insert(0, looks)
    looks.append(desk.word.change(tag, author))


def row_deleted(desk: Desk) -> bool:
    rows = _rows(desk)
    if not rows:
        return False
    row, author = desk.luck.choice(rows), desk.author()
    text = _row_text(row)
    if author is None:
        row.getparent().remove(row)
    else:
        for one in row.iter(f"{W}p"):
            for part in word_file.live_runs(one):
                strike(desk.word, part, author)
        _mark_row(desk, row, "del", author)
    desk.touched += [row, *row.iter(f"{W}p")]
    _tell(desk, "row deleted", author, (text, ""))
    return True


def cell_changed(desk: Desk) -> bool:
    rows = _rows(desk)
    if not rows:
        return False
    row, author = desk.luck.choice(rows), desk.author()
    cells = [one for one in row.iter(f"{W}p") if word_file.said(one)]
    if not cells:
        return False
    cell, before = desk.luck.choice(cells), _row_text(row)
    old = word_file.said(cell)
    number = old.isdecimal()
    new = vocabulary.another_number(old, desk.luck) if number else vocabulary.item(desk.luck)
    word_file.replace(desk.word, cell, (0, len(old)), new, author)
    desk.touched += [row, cell]
    words = Edit("cell changed", "row", name_of(author), old, new, before, _row_text(row))
    desk.edits.append(words)
    return True


BLOCKS: tuple[Doing, ...] = (
    paragraph_added, paragraph_deleted, paragraph_split, paragraphs_joined, paragraph_moved,
    item_added, item_added, item_deleted, item_moved, item_changed, row_added, row_deleted,
    cell_changed,
)  # fmt: skip
