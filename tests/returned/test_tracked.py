"""Tracked changes: two readings of one file, and who changed what at which place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returned_papers import lines
from word_files import BY, OTHER, cell, gone, ins, p, r, row, table, with_body

from jacpaper.returned.paper import Span, text_blocks
from jacpaper.returned.read import read
from libreoffice import saved_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jacpaper.returned.paper import ReturnedPaper, Revision

MARK_NEW, MARK_GONE = f"<w:ins {BY}/>", f"<w:del {BY}/>"
LAST = p(r("The last."))


def told(*body: str) -> ReturnedPaper:
    return read(with_body("".join(body)))


def accepted(paper: ReturnedPaper) -> list[str]:
    return [block.text for block in text_blocks(paper.accepted)]


def original(paper: ReturnedPaper) -> list[str]:
    return [block.text for block in text_blocks(paper.original)]


def words_at(paper: ReturnedPaper, revision: Revision) -> tuple[str | None, str | None]:
    """Return what stands at the places that a revision gives, in both trees."""
    found = []
    for tree, span in (
        (paper.accepted, revision.accepted),
        (paper.original, revision.original),
    ):
        found.append(
            None if span is None else text_blocks(tree)[span.block].text[span.start : span.end]
        )
    return found[0], found[1]


def test_words_inserted_and_deleted() -> None:
    paper = told(p(r("We "), gone("are working"), ins("expect", OTHER), r(" on them.")), LAST)
    assert accepted(paper) == ["We expect on them.", "The last."]
    assert original(paper) == ["We are working on them.", "The last."]
    deleted, inserted = paper.revisions
    assert deleted[:5] == ("deleted", "A. Chief", "2025-12-03T09:30:00Z", "are working", "")
    assert inserted[:5] == ("inserted", "B. Other", "2025-12-04T10:00:00Z", "", "expect")
    assert words_at(paper, deleted) == ("", "are working")
    assert words_at(paper, inserted) == ("expect", "")
    assert deleted.accepted == Span(0, 3, 3)
    assert inserted.original == Span(0, 14, 14)


def test_runs_cut_to_pieces_by_one_person_are_one_change() -> None:
    noise = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="77" w:name="_GoBack"/>'
    paper = told(p(r("A "), ins("new"), noise, ins(" wo"), ins("rd"), r(".")))
    (revision,) = paper.revisions
    assert revision.new == "new word"
    assert words_at(paper, revision) == ("new word", "")


def test_what_one_inserted_and_another_deleted_is_in_neither() -> None:
    both = f"<w:ins {BY}>{gone('perhaps ', OTHER)}</w:ins>"
    paper = told(p(r("We "), both, r("will.")))
    assert accepted(paper) == original(paper) == ["We will."]
    (revision,) = paper.revisions
    assert revision[:5] == ("deleted", "B. Other", "2025-12-04T10:00:00Z", "perhaps ", "")


def test_a_new_paragraph_typed_after_another() -> None:
    """Word marks the end of the one before, and the new one's words."""
    paper = told(p(r("First."), mark=MARK_NEW), p(ins("Second.")), LAST)
    assert accepted(paper) == ["First.", "Second.", "The last."]
    assert original(paper) == ["First.", "The last."]
    (revision,) = paper.revisions
    assert (revision.kind, revision.scope, revision.new) == ("inserted", "paragraph", "Second.\n")
    assert (revision.accepted, revision.original) == (Span(1, 0, 7), Span(1, 0, 0))


def test_a_new_paragraph_with_a_marked_end_of_its_own() -> None:
    paper = told(p(r("First.")), p(ins("Second."), mark=MARK_NEW), LAST)
    assert accepted(paper) == ["First.", "Second.", "The last."]
    assert original(paper) == ["First.", "The last."]
    assert [one.scope for one in paper.revisions] == ["paragraph"]


@pytest.mark.parametrize("way", ["forwards", "backwards"])
def test_a_paragraph_deleted(way: str) -> None:
    marks = (MARK_GONE, "") if way == "backwards" else ("", MARK_GONE)
    item = p(r("An item."), style="ListBullet", mark=marks[0])
    paper = told(item, p(gone("Second."), mark=marks[1]), LAST)
    assert lines(paper.accepted) == ["li: An item.", "p.paragraph: The last."]
    assert lines(paper.original) == [
        "li: An item.",
        "p.paragraph: Second.",
        "p.paragraph: The last.",
    ]
    (revision,) = paper.revisions
    assert (revision.kind, revision.scope, revision.old) == ("deleted", "paragraph", "Second.\n")
    assert revision.original == Span(1, 0, 7)


def test_a_paragraph_split_and_two_joined() -> None:
    paper = told(
        p(r("One half. "), mark=MARK_NEW), p(r("Other half.")),
        p(r("This ends"), mark=MARK_GONE), p(r(" here."))
    )  # fmt: skip
    assert accepted(paper) == ["One half. ", "Other half.", "This ends here."]
    assert original(paper) == ["One half. Other half.", "This ends", " here."]
    split, joined = paper.revisions
    assert (split.kind, split.new, split.scope) == ("inserted", "\n", "words")
    assert (split.accepted, split.original) == (Span(0, 10, 10), Span(0, 10, 10))
    assert (joined.kind, joined.old) == ("deleted", "\n")
    assert (joined.accepted, joined.original) == (Span(2, 9, 9), Span(1, 9, 9))


@pytest.mark.parametrize("way", ["down", "up"])
def test_a_moved_paragraph_is_one_change(way: str) -> None:
    def marked(end: str) -> str:
        name = f"move{end}"
        start = f'<w:{name}RangeStart w:id="5{len(end)}" w:name="move1" w:author="A. Chief"/>'
        words = f"<w:{name} {BY}>{r('It goes.')}</w:{name}>"
        stop = f'<w:{name}RangeEnd w:id="5{len(end)}"/>'
        return p(start, words, stop, mark=f"<w:{name} {BY}/>")

    first, second = ("From", "To") if way == "down" else ("To", "From")
    paper = told(marked(first), p(r("It stays.")), marked(second), LAST)
    moved_on, at_first = ["It stays.", "It goes."], ["It goes.", "It stays."]
    if way == "up":
        moved_on, at_first = at_first, moved_on
    assert accepted(paper) == [*moved_on, "The last."]
    assert original(paper) == [*at_first, "The last."]
    (revision,) = paper.revisions
    assert (revision.kind, revision.scope) == ("moved", "paragraph")
    assert (revision.old, revision.new) == ("It goes.\n", "It goes.\n")
    assert words_at(paper, revision) == ("It goes.", "It goes.")


def test_half_a_move_is_told_as_well() -> None:
    paper = told(p(r("Words "), f"<w:moveFrom {BY}>{r('moved ')}</w:moveFrom>", r("out.")))
    (revision,) = paper.revisions
    assert (revision.kind, revision.old, revision.new) == ("moved", "moved ", "")


def test_formats_that_a_paper_can_show() -> None:
    before = f"<w:rPrChange {BY}><w:rPr/></w:rPrChange>"
    bold = r("bold", f"<w:b/>{before}")
    large = r(" large", f'<w:sz w:val="40"/>{before}')
    paper = told(p(r("In "), bold, large))
    assert [block.children for block in text_blocks(paper.original)] == [["In bold large"]]
    assert [one.text for one in paper.accepted.find("strong")] == ["bold"]
    (revision,) = paper.revisions
    assert (revision.kind, revision.what, revision.new) == ("format", "strong", "bold")
    assert words_at(paper, revision) == ("bold", "bold")


def test_another_style() -> None:
    change = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="Continuation"/></w:pPr></w:pPrChange>'
    paper = told(
        f'<w:p><w:pPr><w:pStyle w:val="Sub-paragraph"/>{change}</w:pPr>{r("Words.")}</w:p>'
    )
    assert lines(paper.accepted) == ["p.sub-paragraph: Words."]
    assert lines(paper.original) == ["p: Words."]
    (revision,) = paper.revisions
    assert revision.what == "p.sub-paragraph, was p"
    assert (revision.scope, revision.new) == ("paragraph", "Words.")


def test_rows_and_cells() -> None:
    head = row(cell("Year"), cell("Open"), mark="<w:tblHeader/>")
    new = row(cell(p(ins("2025"), style="TableText")), cell(p(ins("9"), style="TableNumber")),
              mark=f"<w:ins {BY}/>")  # fmt: skip
    old = row(cell("2023"), cell("1"), mark=f"<w:del {BY}/>")
    changed = row(cell("2024"), cell(p(gone("5"), ins("6"), style="TableNumber")))
    caption = p(r("Open items"), style="Caption")
    paper = told(caption, table(head, old, changed, new), LAST)
    assert accepted(paper) == ["Open items", "Year", "Open", "2024", "6", "2025", "9", "The last."]
    assert original(paper) == ["Open items", "Year", "Open", "2023", "1", "2024", "5", "The last."]
    assert [(one.kind, one.scope, one.old, one.new) for one in paper.revisions] == [
        ("deleted", "row", "2023\t1", ""),
        ("deleted", "words", "5", ""),
        ("inserted", "words", "", "6"),
        ("inserted", "row", "", "2025\t9"),
    ]
    row_gone, _, _, row_new = paper.revisions
    assert (row_gone.accepted, row_gone.original) == (None, Span(3, 0, 4))
    assert (row_new.accepted, row_new.original) == (Span(5, 0, 4), None)


def test_a_tracked_cell_and_a_table_that_is_gone() -> None:
    first = row(cell("Year"), cell("New", properties=f"<w:cellIns {BY}/>"))
    paper = told(table(first), p(r("Between.")), table(row(cell("x"), mark=f"<w:del {BY}/>")))
    assert lines(paper.accepted) == ["caption: ", "th: Year", "th: New", "p.paragraph: Between."]
    assert [one.tag for one in text_blocks(paper.original)].count("th") == 2
    assert [one.scope for one in paper.revisions] == ["cell", "row"]


def test_libreoffice_keeps_what_was_tracked_and_said(tmp_path: Path) -> None:
    """All but which comment answers which: LibreOffice 7.4 does not write it."""
    start, end = '<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/>'
    mark = '<w:r><w:commentReference w:id="3"/></w:r>'
    said = '<w:comment w:id="3" w:author="DCC" w:date="2025-12-03T09:30:00Z" w:initials="D">{}'
    change = f"<w:rPrChange {BY}><w:rPr/></w:rPrChange>"
    row_gone = row(*(cell(p(gone(text), style="TableText")) for text in ("2023", "1")),
                   mark=f"<w:del {BY}/>")  # fmt: skip
    row_new = row(*(cell(p(ins(text), style="TableText")) for text in ("2025", "9")),
                  mark=f"<w:ins {BY}/>")  # fmt: skip
    body = (
        p(r("We "), gone("are working"), ins("expect", OTHER), r(" on them.")),
        p(r("First."), mark=MARK_NEW), p(ins("Second.")),
        p(r("Third."), mark=MARK_GONE), p(gone("Fourth.")), p(r("Fifth.")),
        p(ins("An item"), style="ListBullet", mark=MARK_NEW), p(r("An item"), style="ListBullet"),
        p(r("One half. "), mark=MARK_NEW), p(r("Other half.")),
        p(r("They "), start, r("coincided"), end, mark, r(" with it.")),
        p(r("Open items"), style="Caption"),
        table(row(cell("Year"), cell("Open"), mark="<w:tblHeader/>"), row_gone, row_new),
        p(r("In "), r("bold", f"<w:b/>{change}"), r(" print.")), LAST,
    )  # fmt: skip
    path = tmp_path / "tracked.docx"
    comment = said.format(p(r("Did it?"), around=' w14:paraId="0000000A"')) + "</w:comment>"
    done = '<w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
    path.write_bytes(with_body("".join(body), comments=comment, commentsExtended=done))
    (tmp_path / "after").mkdir()
    (saved,) = saved_again([path], tmp_path / "after")
    before, after = read(path), read(saved)
    assert lines(after.accepted) == lines(before.accepted)
    assert lines(after.original) == lines(before.original)
    assert after.revisions == before.revisions
    assert len(after.revisions) == 9
    assert after.comments == before.comments
    assert after.comments[0].resolved


MARKS = st.sampled_from(["", "", "ins", "del"])
WORDS = st.text("abc .", min_size=1, max_size=4).filter(str.strip)
PARAGRAPHS = st.lists(
    st.tuples(st.lists(st.tuples(MARKS, WORDS), min_size=1, max_size=4), MARKS), max_size=6
)


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
def test_whatever_is_marked_both_readings_and_all_places_agree(
    made: list[tuple[list[tuple[str, str]], str]],
) -> None:
    write: dict[str, Callable[[str], str]] = {"": r, "ins": ins, "del": gone}
    mark = {"": "", "ins": MARK_NEW, "del": MARK_GONE}
    body = [p(*(write[kind](text) for kind, text in runs), mark=mark[end]) for runs, end in made]
    paper = told(*body, LAST)
    runs = [run for paragraph, _ in made for run in paragraph]
    for tree, unseen in ((paper.accepted, "del"), (paper.original, "ins")):
        text = "".join(block.text for block in text_blocks(tree))
        assert text == "".join(text for kind, text in runs if kind != unseen) + "The last."
    for way, kind in (("inserted", "ins"), ("deleted", "del")):
        found = [one for one in paper.revisions if one.kind == way]
        words = "".join(one.new + one.old for one in found).replace("\n", "")
        assert words == "".join(text for one, text in runs if one == kind)
    for one in paper.revisions:
        new, old = words_at(paper, one)
        assert (new or "", old or "") == (one.new.rstrip("\n"), one.old.rstrip("\n"))
