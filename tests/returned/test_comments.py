"""Comments: who said what of which words, what was answered, and whether it is done."""

from __future__ import annotations

from word_files import gone, p, r, with_body

from jacpaper.returned.paper import Comment, Span, text_blocks
from jacpaper.returned.read import read


def start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: int) -> str:
    mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeEnd w:id="{number}"/>{mark}'


def said(number: int, *texts: str, who: str = "DCC", last: str = "") -> str:
    names = [""] * (len(texts) - 1) + [f' w14:paraId="{last}"' if last else ""]
    inner = "".join(p(r(text), around=name) for text, name in zip(texts, names, strict=True))
    when = 'w:date="2025-12-03T09:30:00Z" w:initials="D"'
    return f'<w:comment w:id="{number}" w:author="{who}" {when}>{inner}</w:comment>'


def told(body: str, comments: str, extended: str = "") -> tuple[Comment, ...]:
    paper = read(with_body(body, comments=comments, commentsExtended=extended))
    for one in paper.comments:
        if one.accepted and "\n" not in one.words:
            block = text_blocks(paper.accepted)[one.accepted.block]
            assert block.text[one.accepted.start : one.accepted.end] == one.words
    return paper.comments


def test_a_comment_on_words() -> None:
    body = p(r("They "), start(3), r("coinci"), r("ded"), end(3), r(" with it."))
    (comment,) = told(body, said(3, "Did it?", "Check."))
    assert comment == Comment(
        "DCC", "D", "2025-12-03T09:30:00Z", "Did it?\nCheck.",
        resolved=False, words="coincided", accepted=Span(0, 5, 14), original=Span(0, 5, 14),
    )  # fmt: skip


def test_an_answer_and_what_is_done() -> None:
    body = p(start(0), start(1), r("Words"), end(0), end(1)) + p(start(2), r("More"), end(2))
    comments = said(2, "Fine", last="0000000C") + said(0, "Really?", last="0000000A")
    comments += said(1, "Yes", who="Lead", last="0000000B")
    extended = (
        '<w15:commentEx w15:paraId="0000000A" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0000000C" w15:done="1"/>'
    )
    first, second = told(body, comments, extended)
    assert (first.text, first.resolved) == ("Really?", False)
    assert [(one.who, one.text) for one in first.replies] == [("Lead", "Yes")]
    assert (second.text, second.resolved, second.replies) == ("Fine", True, ())


def test_words_of_several_paragraphs() -> None:
    body = p(r("One "), start(0), r("two")) + p(r("three")) + p(r("four"), end(0), r(" five"))
    (comment,) = told(body, said(0, "Long"))
    assert comment.words == "two\nthree\nfour"
    assert comment.accepted == Span(0, 4, 7)


def test_ranges_that_stand_between_paragraphs() -> None:
    body = start(0) + p(r("All of it.")) + '<w:commentRangeEnd w:id="0"/>' + p(r("Not it."))
    (comment,) = told(body, said(0, "Why?"))
    assert comment.words == "All of it."


def test_words_that_are_deleted_and_a_comment_without_words() -> None:
    body = p(
        r("A"), start(0), gone("bc"), end(0), r("d"), '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    first, second = told(body, said(0, "Out?") + said(1, "And here?"))
    assert (first.words, first.accepted, first.original) == ("", Span(0, 1, 1), Span(0, 1, 3))
    assert second.accepted == Span(0, 2, 2)


def test_a_comment_that_stands_nowhere_is_told_last() -> None:
    nowhere, here = said(7, "Lost"), said(0, "Here")
    first, second = told(p(start(0), r("A"), end(0)), nowhere + here)
    assert (first.text, second.text) == ("Here", "Lost")
    assert (second.words, second.accepted, second.original) == ("", None, None)
