"""Pairs of papers of any words: the newer one is the older one, edited, or has nothing of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from jacpaper.language import english
from jacpaper.problems import Place
from jacpaper.tree import numbering
from jacpaper.tree.picture import Picture
from jacpaper.tree.reader import parse

if TYPE_CHECKING:
    from jacpaper.tree.elements import Element

PICTURES = {
    name: Picture(f"<path d='{name}'/>", f"A chart of {name}", 10, 10) for name in ("a", "b")
}
_WORDS = (
    "a",
    "the",
    "force",
    "Constabulary",
    "2025.",
    "2026.",
    "(AFIs)",
    "<b>",
    "5\u00a0days",
    "“so”",
)
_FORMS = ("{}", "{}", "{}", '<a href="https://a.org/">{}</a>', "<em>{}</em>", "<strong>{}</strong>")
sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
# One part of a paper: its blocks, as HTML, with {} for the number in its ids.
Part = str


@st.composite
def _mixed(draw: st.DrawFn) -> str:
    parts = [
        draw(st.sampled_from(_FORMS)).format(escape(draw(sentences), quote=False))
        for _ in range(draw(st.integers(1, 3)))
    ]
    return draw(st.sampled_from((" ", ", ", ""))).join(parts)


@st.composite
def _tables(draw: st.DrawFn) -> Part:
    columns = draw(st.integers(1, 3))
    kinds = ("th", *[draw(st.sampled_from(("td", 'td class="number"', 'td class="red"')))] * 2)

    def row() -> str:
        cells = (f"<{kind}>{draw(_mixed())}</{kind[:2]}>" for kind in kinds[:columns])
        return f"<tr>{''.join(cells)}</tr>"

    head = "".join(f"<th>{draw(sentences).replace('<b>', 'b')}</th>" for _ in range(columns))
    rows = "".join(row() for _ in range(draw(st.integers(1, 4))))
    return (
        f'<table id="t{{}}"><caption>Of all</caption><thead><tr>{head}</tr></thead>'
        f'<tbody>{rows}</tbody></table><p>See <a href="#t{{}}"></a>.</p>'
    )


@st.composite
def _parts(draw: st.DrawFn) -> Part:
    match draw(st.sampled_from(("p", "p", "p", "h2", "h3", "list", "table", "table", "figure"))):
        case "p":
            name = draw(st.sampled_from(("", ' class="paragraph"')))
            return f"<p{name}>{draw(_mixed())}</p>"
        case "h2":
            how = draw(
                st.sampled_from(("", ' data-page="landscape"', ' class="appendix" id="h{}"'))
            )
            return f"<h2{how}>{draw(sentences).replace('<b>', 'b')}</h2>"
        case "h3":
            return f"<h3>{draw(sentences).replace('<b>', 'b')}</h3>"
        case "list":
            tag = draw(st.sampled_from(("ul", "ol")))
            items = "".join(f"<li>{one}</li>" for one in draw(_several(_mixed())))
            return f"<{tag}>{items}</{tag}>"
        case "table":
            return draw(_tables())
        case _:
            name = draw(st.sampled_from((*PICTURES,)))
            return f'<figure><figcaption>Charts</figcaption><img src="{name}"></figure>'


def _several(what: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(what, min_size=1, max_size=4)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Element, Element]:
    """Return two numbered papers."""
    old = draw(st.lists(_parts(), min_size=1, max_size=8))
    new = [*old]
    if draw(st.booleans()):
        new = draw(st.lists(_parts(), min_size=1, max_size=8))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(new) - 1))
        match draw(st.sampled_from(("add", "take", "change", "move", "edit"))):
            case "add":
                new.insert(at, draw(_parts()))
            case "take" if len(new) > 1:
                del new[at]
            case "move":
                new.insert(draw(st.integers(0, len(new))), new.pop(at))
            case "edit":
                new[at] = new[at].replace("2025.", "2026.").replace("force", "forces")
            case _:
                new[at] = draw(_parts())
    return paper(old), paper(new)


def paper(parts: list[Part]) -> Element:
    """Return a numbered paper of some parts."""
    inside = "".join(part.replace("{}", str(number)) for number, part in enumerate(parts))
    html = f'<h1>A paper</h1><h2 id="first">One</h2><p class="paragraph">It begins.</p>{inside}'
    html = html.replace('class="paragraph"', "") if 'class="appendix"' in html else html
    body = parse(f"<title>A</title>{html}", Place("paper.html.j2"), Place, PICTURES)
    body.children.remove(next(body.find("title")))
    return numbering.number(body, english)
