"""The preview's own page around the paper: makes its HTML and escapes all texts in it."""

from __future__ import annotations

import hashlib
from html import escape
from typing import TYPE_CHECKING

from jacpaper.preview import returned_page
from jacpaper.preview.editor import opening
from jacpaper.problems import counted
from jacpaper.returned.package import MOST_BYTES
from jacpaper.text import dates
from jacpaper.writers.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.preview.editor import Editor
    from jacpaper.preview.view import Block, View
    from jacpaper.problems import Place, Problem, Severity
    from jacpaper.writers.formats import Format

_GRAVEST_FIRST: tuple[Severity, ...] = ("error", "warning", "hint")


def shell(view: View, editor: Editor, token: str) -> str:
    """Return the whole page, as it is before its script runs; `token` lets it send."""
    part = parts(view, editor)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{part["title"]}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/preview.css">
<script src="/assets/preview.js" defer></script>
</head>
<body data-version="{part["version"]}" data-token="{escape(token)}">
<a class="skip" href="#paper">Skip to the paper</a>
<a class="skip" href="#problems">Skip to the problems</a>
<header>
<div class="names">
<h1 id="heading">{part["heading"]}</h1>
</div>
<p id="status" role="status">{part["status"]}</p>
</header>
<nav aria-label="The paper">
<ul class="views">
<li><a href="/paper" target="paper" aria-current="true">Paper</a></li>
<li><a href="/pages" target="paper">PDF, page by page</a></li>
</ul>
<div id="since">{part["since"]}</div>
<ul id="downloads">{part["downloads"]}</ul>
</nav>
<main>
<iframe id="paper" name="paper" title="The paper" src="/paper"></iframe>
<div class="beside">
<section id="problems" aria-labelledby="problems-heading" tabindex="-1">{part["problems"]}</section>
<section id="returned" aria-labelledby="returned-heading" data-most="{MOST_BYTES}">
{part["returned"]}
</section>
<section id="lines" aria-labelledby="lines-heading">
<h2 id="lines-heading" tabindex="-1">Lines behind the paper</h2>
<p class="hint">Click any paragraph, list item or row of a table to see the lines that made it.
With the keyboard: tab into the paper, move with the arrow keys, press Enter.</p>
</section>
</div>
</main>
<noscript><p class="hint">Without scripts, reload this page to see what you saved.</p></noscript>
</body>
</html>
"""


def parts(view: View, editor: Editor) -> dict[str, str | int | bool]:
    """Return what a save changes on the page: HTML, by the id of the element it replaces."""
    return {
        "version": view.version,
        "broken": view.broken,
        "title": f"{'Mend: ' if view.broken else ''}{_title(view)}",
        "heading": _title(view),
        "status": _status(view),
        "since": _since(view),
        "downloads": _downloads(view),
        "problems": _problems(view, editor),
        "returned": returned_page.section(view, editor),
        "main": _between(framed(view), "main"),
        "look": _look(view),
    }


def framed(view: View) -> str:
    """Return the paper's page, with the style sheet for the preview's marks."""
    look = f'<link rel="stylesheet" href="/assets/frame.css" data-look="{_look(view)}">\n</head>'
    if view.paper is None:
        return (
            '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
            f"<title>No paper yet</title>{look}<body><main><p>No paper can be made yet."
            " Mend the problems, and it appears here.</p></main></body></html>"
        )
    return view.paper.page.replace("</head>", look, 1)


def lines(
    block: Block, shown: Iterable[tuple[Place, list[tuple[int, str]]]], editor: Editor
) -> str:
    """Return the lines behind a block, each place with a link that opens the editor."""
    items = "\n".join(
        f"<li>{opening(place, editor)}{_listing(found, place.line)}</li>" for place, found in shown
    )
    name = f'<h2 id="lines-heading" tabindex="-1">Lines behind {escape(block.label)}</h2>'
    return f'{name}\n<ol class="places">\n{items}\n</ol>'


def no_file(form: Format, problems: Iterable[Problem], failure: str) -> str:
    """Return a page that says why there is no file in a format."""
    items = "".join(f"<pre>{escape(str(problem))}</pre>" for problem in problems)
    what = escape(form.name)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<title>No {what}</title><link rel="stylesheet" href="/assets/preview.css"></head>'
        f'<body class="plain"><main><h1>The {what} could not be made</h1>'
        f"<pre>{escape(failure)}</pre>{items}</main></body></html>"
    )


def style_of(html: str) -> str:
    """Return the content of a page's style element."""
    return _between(html, "style")


def _between(html: str, tag: str) -> str:
    """Return the content of the first element with this tag, which is not nested in itself."""
    return html.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]


def _look(view: View) -> str:
    """Return a digest of the template's styles: if it changes, the frame must be reloaded."""
    style = style_of(view.paper.page) if view.paper else ""
    return hashlib.sha256(style.encode()).hexdigest()[:16]


def _title(view: View) -> str:
    if view.paper is None:
        return "Preview"
    title = view.paper.document.header["title"]
    return escape(f"Preview: {title}, {dates.long(view.paper.meeting)}")


def _status(view: View) -> str:
    if view.paper is None and view.broken:
        return f"No paper yet. Saved {view.made}"
    if view.broken:
        late = '<strong class="error">Not up to date</strong>'
        return f"{late} The last good paper is shown. Saved {view.made}"
    return f"Up to date. Saved {view.made}"


def _since(view: View) -> str:
    if view.paper is None:
        return ""
    changes, last = view.paper.changes, escape(view.paper.last)
    if not last[:1].isdigit():
        return f'<p class="hint">Nothing to compare with: {last}.</p>'
    new, changed, gone = changes.counts
    return (
        '<label><input type="checkbox" id="since-switch"> '
        f"Since the last paper, {last}</label>"
        f'<span class="counts"> {new} new, {changed} changed, {gone} gone</span>'
    )


def _downloads(view: View) -> str:
    if view.paper is None:
        return ""
    name = escape(view.paper.document.stem)
    good = " (last good)" if view.broken else ""
    return "".join(
        f'<li><a href="/files/{name}.{form.ending}" download>'
        f"Download {escape(form.name)}{good}</a></li>"
        for form in FORMATS
    )


def _problems(view: View, editor: Editor) -> str:
    problems = sorted(view.problems, key=lambda problem: _GRAVEST_FIRST.index(problem.severity))
    said = [problem.severity for problem in problems]
    counts = ", ".join(
        counted(number, word) for word in _GRAVEST_FIRST if (number := said.count(word))
    )
    heading = f'<h2 id="problems-heading">{counts[:1].upper()}{counts[1:] or "No problems"}</h2>'
    if not problems:
        return f'{heading}\n<p class="hint">Nothing is wrong, and nothing is doubtful.</p>'
    items = "\n".join(_problem(problem, view, editor) for problem in problems)
    return f"{heading}\n<ul>\n{items}\n</ul>"


def _problem(problem: Problem, view: View, editor: Editor) -> str:
    word = problem.severity.capitalize()
    hint = f'<p class="mend">{escape(problem.hint)}</p>' if problem.hint else ""
    line = problem.place.excerpt.strip()
    excerpt = _listing([(problem.place.line, line[:200])], 0) if line else ""
    position = view.block_of(problem)
    show = (
        f'<button type="button" class="show" data-show="{position}">Show in the paper</button>'
        if position is not None
        else ""
    )
    message = problem.message[:1].upper() + problem.message[1:]
    return (
        f'<li class="{problem.severity}"><p><strong>{word}</strong> {escape(message)}</p>'
        f"{excerpt}{hint}<p>{opening(problem.place, editor)} {show}</p></li>"
    )


def _listing(shown: list[tuple[int, str]], marked: int) -> str:
    if not shown:
        return ""
    rows = "".join(
        f'<span class="line{" first" if number == marked else ""}">'
        f'<span class="number" aria-hidden="true">{number}</span>{escape(text) or " "}</span>'
        for number, text in shown
    )
    return f"<pre><code>{rows}</code></pre>"
