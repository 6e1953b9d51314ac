"""The light Markdown of text fields: paragraphs, lists, strong, emphasis, links, languages.

`[Heddlu Gogledd Cymru]{lang=cy}` marks words of another language, as Pandoc does.
Everything else is text: HTML in it is shown, not obeyed. What a committee
paper cannot carry (a list inside a list, several paragraphs in one item) is
refused with a reason, so that it is known before anything is composed.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from jacpaper.text import addresses, languages, unshown
from jacpaper.text.characters import fold, unprintable
from jacpaper.text.unshown import UnshownError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# A text without any of these is plain paragraphs, and needs no parser.
_MARK = re.compile(r"[*_\[\]<>\\`&]|^\s*([-+]|\d{1,9}[.)])(\s|$)", re.MULTILINE)
_INSIDE_A_WORD = (
    "these marks are read as emphasis inside a word, and would vanish; write a backslash before"
    r" each of them, as in 5\*3\*2"
)
_LANGUAGE = r"\{lang=([^\s{}]+)\}"
_IN_A_LINK = (
    "a language inside a link is not read well aloud; put it around it, as in"
    " [[words](https://...)]{lang=cy}"
)
_WITHOUT_WORDS = {
    "link": "a link here has no words to click on",
    "span": "a language is marked here, and no words; write [words]{lang=cy}",
}
_BREAK = (
    "a backslash at the end of a line begins no new line in a paper; delete it, or leave an empty"
    " line, which begins a new paragraph"
)
_TOOLTIP = "the words in quotes behind an address are shown nowhere; delete them"
_LINK_STARTS = ("https://", "http://", "mailto:")


def is_plain(text: str) -> bool:
    """True if the text is paragraphs that Markdown leaves as they are."""
    return not _MARK.search(text)


def _paragraphs(text: str) -> list[str]:
    return [fold(part) for part in re.split(r"\n\s*\n", text) if part.strip()]


def check(text: str) -> None:
    """Refuse what a paper cannot carry.

    Raises:
        ValueError: with the reason, in the officer's words.
    """
    unshown.check(text)
    if fault := addresses.of_mail(text):
        raise ValueError(fault)
    if not is_plain(text):
        _check_blocks(_parser().parse(text))
        _check_marks(unshown.masked(text))


def check_line(text: str) -> None:
    """Refuse what cannot stand inside a single paragraph.

    Raises:
        ValueError: with the reason, in the officer's words.
    """
    check(text)
    if is_plain(text):
        single = len(_paragraphs(text)) == 1
    else:
        opening = [token.type for token in _parser().parse(text) if token.nesting == 1]
        single = opening == ["paragraph_open"]
    if not single:
        raise ValueError("this must be one paragraph, without a list or a blank line")


def begins_with_list(text: str) -> bool:
    """True if the text's first block is a list."""
    return not is_plain(text) and _parser().parse(text)[0].type.endswith("list_open")


def to_html(text: str) -> str:
    """Return the text as HTML blocks: `<p>`, `<ul>` and `<ol>`, all else escaped."""
    if is_plain(text):
        return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in _paragraphs(text))
    parser = _parser()
    return str(parser.renderer.render(_simplified(parser.parse(text)), parser.options, {}))


def to_inline_html(text: str) -> str:
    """Return the text of one paragraph as HTML, without the `<p>` around it."""
    html = to_html(fold(text)).strip()
    return html.removeprefix("<p>").removesuffix("</p>")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 50 ms that most texts do not need

    rules = ["emphasis", "link", "list", "escape", "entity", "autolink"]
    parser = MarkdownIt("zero", {"html": False}).enable(rules)
    parser.inline.ruler.before("link", "language", _read_language)
    return parser


def _read_language(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """Read words in square brackets with the code of their language behind them."""
    if state.src[state.pos] != "[":
        return False
    first, last = state.pos + 1, state.md.helpers.parseLinkLabel(state, state.pos)
    found = re.compile(_LANGUAGE).match(state.src, last + 1) if last >= 0 else None
    if not found:
        return False
    if not silent:
        most = state.posMax
        state.pos, state.posMax = first, last
        state.push("span_open", "span", 1).attrSet("lang", found[1])
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = most
    state.pos = found.end()
    return True


def _check_blocks(tokens: Sequence[Token]) -> None:
    line = 0
    try:
        for token in _checked(tokens):
            line = token.map[0] if token.map else line
    except ValueError as error:
        raise UnshownError(str(error), line) from None


def _checked(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield each token before it is checked.

    Raises:
        ValueError: a paper cannot carry it.
    """
    lists = paragraphs = 0
    for token in tokens:
        yield token
        if token.type.endswith("list_open"):
            lists += 1
            _check_list(token, lists)
        elif token.type.endswith("list_close"):
            lists -= 1
        elif token.type == "list_item_open":
            paragraphs = 0
        elif token.type == "paragraph_open":
            paragraphs += 1
            if lists and paragraphs > 1:
                raise ValueError("an item of a list must be one paragraph")
        elif token.type == "list_item_close" and not paragraphs:
            raise ValueError("an item of this list is empty")
        elif token.type == "inline":
            _check_inline(token.children or [])


def _check_marks(text: str) -> None:
    """Refuse emphasis inside words, and marks that begin no emphasis and no link."""
    for token in _parser().parse(text):
        children = token.children or []
        first = token.map[0] if token.map else 0
        for before, child, after in _neighbours(children):
            if child.type == "em_open" and before and before.content[-1:].isalnum():
                raise UnshownError(_INSIDE_A_WORD, *_position(text, first, r"(?<=\w)[*_]"))
            if child.type == "em_close" and after and after.content[:1].isalnum():
                raise UnshownError(_INSIDE_A_WORD, *_position(text, first, r"[*_](?=\w)"))
            if child.type == "hardbreak":
                raise UnshownError(_BREAK, *_position(text, first, r"\\$"))
            if child.type == "link_open" and child.attrGet("title"):
                raise UnshownError(_TOOLTIP, *_position(text, first, r"""(?<=\s)["'(].*\)"""))
            if child.type == "text":
                if before and before.type == "span_close" and child.content.startswith("]("):
                    raise UnshownError(_IN_A_LINK, *_position(text, first, r"(?<=\})\]\("))
                _check_text(child.content, text, first)
            code = str(child.attrGet("lang")) if child.type == "span_open" else ""
            if code and (fault := languages.fault(code)):
                raise UnshownError(fault, *_position(text, first, rf"(?<=lang=){re.escape(code)}"))


def _neighbours(tokens: Sequence[Token]) -> Iterator[tuple[Token | None, Token, Token | None]]:
    """Yield each token with the one before it and the one after it."""
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        yield before, token, tokens[index + 1] if index + 1 < len(tokens) else None


def _check_text(words: str, text: str, first: int) -> None:
    """Refuse what is left of emphasis or a link that was not read as one."""
    if found := re.search(r"\]\{|\{\s*lang\s*=", words):
        message = "this marks no language, and would be printed as it stands; write"
        message += " [words]{lang=cy}, without spaces in the braces; if it is to be printed, write"
        message += r" a backslash before the brace: \{"
        raise UnshownError(message, *_position(text, first, re.escape(found[0])))
    if "](" in words:
        message = "this is read as no link, and would be printed as it stands; write"
        message += " [words](https://...), without a space in the address"
        raise UnshownError(message, *_position(text, first, r"\]\("))
    if found := re.search(r"\*\*|__|(?<![^\s(])[*_](?=\w)", words):
        mark = found[0]
        message = f"{mark} would be printed here; put {mark} at the end of the words too, or write"
        message += f" a backslash before it: {''.join(chr(92) + letter for letter in mark)}"
        raise UnshownError(message, *_position(text, first, re.escape(mark)))


def _position(text: str, first: int, pattern: str) -> tuple[int, int]:
    """Return line and column of a pattern, from a line on."""
    for number, line in enumerate(text.split("\n")):
        if number >= first and (found := re.search(pattern, line)):
            return number, found.start()
    return first, 0


def _check_list(token: Token, lists: int) -> None:
    if lists > 1:
        raise ValueError("a list inside a list cannot be shown; make it one list")
    if token.attrGet("start") not in (None, 1):
        raise ValueError(
            "a numbered list starts at 1; if the number is part of the text,"
            r" write it with a backslash, as in 12\. or 2026\."
        )


def _check_inline(children: Sequence[Token]) -> None:
    if not "".join(child.content for child in children).strip():
        raise ValueError("a paragraph here has no words")
    within: list[str] = []
    words = ""
    for token in children:
        for odd in unprintable(token.content)[:1]:
            raise ValueError(f"there is {odd} here that no paper can hold; {odd.hint}")
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.nesting == 1:
            _check_within(kind, within)
            within.append(kind)
            words = ""
            if kind == "link":
                _check_address(str(token.attrGet("href")))
        elif token.nesting == -1:
            within.pop()
            if kind in _WITHOUT_WORDS and not words.strip():
                raise ValueError(_WITHOUT_WORDS[kind])
        else:
            words += token.content


def _check_within(kind: str, within: Sequence[str]) -> None:
    """Refuse what cannot stand within emphasis, a link or words of a language."""
    if kind == "span" in within:
        raise ValueError("words have one language; end one [...]{lang=...} before another")
    if kind in within:
        raise ValueError("emphasis inside emphasis shows no difference; use * or ** once")
    if "link" in within:
        raise ValueError("emphasis inside a link is not read well aloud; put it around it")


def _check_address(address: str) -> None:
    if not address.startswith(_LINK_STARTS):
        raise ValueError(f"the link address {address!r} must start with https://")
    if not address.startswith("mailto:") and (fault := addresses.fault(address)):
        raise ValueError(fault)


def _simplified(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens as a paper shows them.

    An item of a list is its text, with no paragraph in it: PDF/UA wants it so.
    """
    lists = 0
    for token in tokens:
        lists += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        token.hidden = token.hidden or (lists > 0 and token.type.startswith("paragraph"))
    return tokens
