"""The part of the preview's page that shows a Word file that came back: makes its HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from jacpaper.preview.editor import opening
from jacpaper.problems import harmless_lines, letters
from jacpaper.review import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.preview.editor import Editor
    from jacpaper.preview.returned import Returned
    from jacpaper.preview.view import View
    from jacpaper.problems import Problem
    from jacpaper.returned.paper import Comment
    from jacpaper.review.changes import Change, Verdict
    from jacpaper.review.review import Review

_VERDICTS: dict[Verdict, str] = {
    "take": "Can be taken",
    "by name": "Can be taken, but only by its own button",
    "refused": "Cannot be taken",
    "conflict": "A conflict",
    "by hand": "Left to do by hand",
}


def section(view: View, editor: Editor) -> str:
    """Return what stands in the side panel: the review of a file, or how to give one."""
    if view.returned is None:
        return (
            '<h2 id="returned-heading">A Word file that came back</h2>'
            '<p class="hint">Drop it anywhere on this page, or choose it. What was changed in it'
            " is then shown at its paragraphs, and can be taken into the inputs.</p>"
            f'<p class="acts">{_chooser("Choose a Word file")}</p>'
        )
    return "\n".join(_section(view.returned, view, editor))


def _section(returned: Returned, view: View, editor: Editor) -> Iterator[str]:
    focus = "" if returned.said else " data-focus"
    name = _text(returned.name)
    yield f'<h2 id="returned-heading" tabindex="-1"{focus}>Came back: {name}</h2>'
    if returned.said:
        first, *others = (_text(line) for line in returned.said)
        yield f'<p class="said" tabindex="-1" data-focus>{" ".join([first, *others])}</p>'
    found = returned.review
    if returned.problems:
        yield f"<ul>{''.join(_problem(one) for one in returned.problems)}</ul>"
    elif not returned.is_current:
        late = "once the mistakes are mended" if view.broken else "now"
        yield f'<p class="hint">It is compared with the paper {late}.</p>'
    elif found is not None:
        totals = told.totals(found).capitalize()
        same = "" if found.changes else " The paper says what this file says."
        yield f'<p><strong class="found">{totals}.</strong>{same} {_text(told.since(found))}</p>'
    yield f'<p class="acts">{_take_all(returned)}{_chooser("Another file")}'
    yield '<button type="button" data-send="/returned/away">Close</button></p>'
    if found is not None:
        yield from _review(found, returned, editor)


def _text(words: str) -> str:
    """Return words that are not ours, so that they can be no markup and hide nothing."""
    return escape(harmless_lines(words))


def _take_all(returned: Returned) -> str:
    number = len(returned.review.takable()) if returned.review else 0
    if not number:
        return ""
    words = (
        "Take the one that can be taken" if number == 1 else f"Take the {number} that can be taken"
    )
    return _take(returned, "all", words)


def _take(returned: Returned, which: str, words: str) -> str:
    off = "" if returned.is_current else " disabled"
    way = f"/returned/take?of={returned.number}&amp;take={which}"
    return f'<button type="button" class="take" data-send="{way}"{off}>{words}</button>'


def _chooser(words: str) -> str:
    return f'<label class="choose">{words}<input type="file" accept=".docx"></label>'


def _problem(problem: Problem) -> str:
    hint = f'<p class="mend">{_text(problem.hint)}</p>' if problem.hint else ""
    message = _text(problem.message[:1].upper() + problem.message[1:])
    return f'<li class="error"><p class="found"><strong>Error</strong> {message}</p>{hint}</li>'


def _review(found: Review, returned: Returned, editor: Editor) -> Iterator[str]:
    if found.changes:
        cards = "\n".join(_change(one, returned, editor) for one in found.changes)
        yield f"<h3>Changes</h3>\n<ol>{cards}</ol>"
    if found.comments:
        cards = "\n".join(
            _comment(number, label, comment, returned.comment_blocks.get(number))
            for number, (label, comment) in enumerate(found.comments)
        )
        yield f"<h3>Comments</h3>\n<ol>{cards}</ol>"
    if found.unplaced:
        told_of = (_text(f"{one.what}: {one.text}") for one in found.unplaced)
        items = "".join(f"<li>{one}</li>" for one in told_of)
        yield f"<h3>Not compared</h3>\n<ul>{items}</ul>"


def _card(kind: str, name: str, at: int | None, label: str, content: str) -> str:
    """Return an item of a list; by its attributes the script marks the block in the paper."""
    home = f' data-at="{at}" data-name="{name}" data-label="{label}"' if at is not None else ""
    return f'<li id="returned-{name}" tabindex="-1" class="{kind}"{home}>{content}</li>'


def _head(name: str, words: Iterable[str], origin: str) -> str:
    said = ", ".join(filter(None, words))
    said = _text(said[:1].upper() + said[1:])
    more = _text(origin)
    return f'<p class="head"><strong>{name}. {said}</strong> <span class="hint">{more}</span></p>'


def _change(change: Change, returned: Returned, editor: Editor) -> str:
    at = returned.change_blocks.get(change.number)
    name, verdict = str(change.number), _VERDICTS[change.verdict]
    acts = [opening(change.place, editor)] if change.place.file else []
    acts += [_show(at)] if at is not None else []
    if change.verdict in ("take", "by name"):
        acts.append(_take(returned, name, f"Take{_heard(f' change {name}')}"))
    words = _conflict(change) if change.verdict == "conflict" else f"<p>{_words(change)}</p>"
    why = _text(told.reason(change))
    hint = ". Edit the line yourself" if change.verdict == "conflict" else ""
    content = (
        f"{_head(name, (change.label, told.KINDS[change.kind]), told.origin(change))}{words}"
        f'<p><strong class="verdict">{verdict}</strong>{why}{hint}.</p>'
        f'<p class="acts">{" ".join(acts)}</p>'
    )
    kind = change.verdict.replace(" ", "-")
    return _card(kind, name, at, f"Change {name}: {verdict.lower()}", content)


def _comment(number: int, label: str, comment: Comment, at: int | None) -> str:
    name = letters(number + 1).lower()
    about = f"“{comment.words}”" if comment.words else ""
    state = "done" if comment.resolved else "open"
    head = _head(name, (label, about), f"by {comment.who or 'somebody'}, {state}")
    replies = "".join(
        f"<p><strong>{_text(one.who or 'Somebody')}</strong> answered: {_text(one.text)}</p>"
        for one in comment.replies
    )
    show = f'<p class="acts">{_show(at)}</p>' if at is not None else ""
    content = f"{head}<p>{_text(comment.text)}</p>{replies}{show}"
    return _card("comment", name, at, f"Comment {name}", content)


def _show(position: int) -> str:
    return f'<button type="button" data-show="{position}">Show in the paper</button>'


def _words(change: Change) -> str:
    """Return the words of a change, marked for eye and ear."""
    shown = told.excerpt(change)
    old, new = _marked("del", "taken out", shown.old), _marked("ins", "put in", shown.new)
    form = told.FORMAT if change.edit is not None and change.old == change.new else ""
    return f"{_text(shown.before)}{old}{new}{form}{_text(shown.after)}"


def _marked(tag: str, heard: str, words: str) -> str:
    if not words.strip():
        return ""
    return f"{_heard(f' {heard}: ')}<{tag}>{_text(words)}</{tag}>{_heard('; ')}"


def _heard(words: str) -> str:
    """Return words for screen readers only."""
    return f'<span class="heard">{words}</span>'


def _conflict(change: Change) -> str:
    here, there = (one.text if one else "(gone)" for one in (change.ours, change.theirs))
    texts = (
        ("When sent", change.draft or "(not in the file: it was typed over)"),
        ("Here now", here),
        ("In Word", there),
    )
    items = (f"<div><dt>{name}</dt><dd>{_text(text)}</dd></div>" for name, text in texts)
    return f"<dl>{''.join(items)}</dl>"
