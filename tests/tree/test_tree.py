"""What the tree holds no writer has to doubt: all else in a template is refused, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jacpaper.problems import Place, Problems
from jacpaper.tree.reader import parse

if TYPE_CHECKING:
    from jacpaper.tree.elements import Element

TITLES = "<title>A paper</title><h1>A paper</h1>"
HEAD = "<caption>C</caption><thead><tr><th>A</th></tr></thead>"
DATA_HEAD = "<caption>C</caption><thead><tr><td>A</td></tr></thead>"


def tree(html: str) -> Element:
    return parse(html, Place("paper.html.j2", 7), Place)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h1>One</h1>", "a paper has exactly one <title>"),
        ("<title>One</title>", "a paper has exactly one <h1>"),
        (f"{TITLES}<title>Two</title>", "a paper has exactly one <title>"),
        (f"{TITLES}<h1>Two</h1>", "a paper has exactly one <h1>"),
        (f"{TITLES}<!doctype html>", "<!doctype html> does not belong in a paper"),
        (f"{TITLES}<p/>", "<p> is empty"),
        (f"{TITLES}<ul></ul>", "<ul> has no items"),
        (f"{TITLES}<p>See</i>", "<p> is closed by </i>"),
        (f"{TITLES}</ul>", "</ul> closes nothing that is open"),
        (
            f'{TITLES}<p><a href="ftp://x.gov.uk">it</a></p>',
            'the link address "ftp://x.gov.uk" must start with https:// or #',
        ),
        (
            f'{TITLES}<p>See <a href="https://x.gov.uk"> </a></p>',
            "the link to https://x.gov.uk has no words to click on",
        ),
        (
            f'{TITLES}<h2 data-page="upright">A</h2><p>A</p>',
            'data-page can only be "landscape"',
        ),
        (
            f"{TITLES}<table><caption>C</caption><tbody><tr><td>1</td></tr></tbody></table>",
            "a table is made of <caption>, <thead> and <tbody>, in this order",
        ),
        (
            f"{TITLES}<table>{DATA_HEAD}<tbody></tbody></table>",
            "a table has one header row, all of it <th>",
        ),
        (f"{TITLES}<table>{HEAD}<tbody></tbody></table>", "the table has no rows"),
        (
            f"{TITLES}<table>{HEAD}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "this row has 2 cells where the first row has 1",
        ),
    ],
)
def test_what_no_paper_holds_is_refused_at_its_line(html: str, said: str) -> None:
    with pytest.raises(Problems) as refused:
        tree(html)
    assert [problem.message for problem in refused.value.problems][:1] == [said]
    assert {problem.place for problem in refused.value.problems} == {Place("paper.html.j2", 7)}


def test_space_that_no_reader_sees_is_folded_away() -> None:
    paper = tree(f"{TITLES}<p>\n  One <em>two </em>  three\n  <strong>four  </strong> </p>")
    assert [block.text for block in paper.find("p")] == ["One two three four"]
