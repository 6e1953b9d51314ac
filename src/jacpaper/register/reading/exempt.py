"""What a register says of what is not for the public: in its headings, and in its cells.

Nothing is taken to be public because it is marked in an unexpected way: a heading that may be
a restriction must be settled, and a cell that is neither yes nor no counts as yes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.problems import Problem, counted
from jacpaper.text.comparing import alike, comparable
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jacpaper.facts.register_file import ExemptItems
    from jacpaper.problems import Place
    from jacpaper.register.reading.tables import Value

# What a cell of the column says: an exempt item, or one for the public.
_BARE_YES = frozenset(("yes", "y", "true", "x", "1", "\u2713", "\u2714", "\u2611"))
_BARE_NO = frozenset(("no", "n", "false", "0"))
_YES = _BARE_YES | {
    "exempt", "restricted", "confidential", "private", "sensitive", "secret", "part 2", "part ii",
    "part two", "not for publication", "not public", "closed session", "official-sensitive",
    "official sensitive",
}  # fmt: skip
_NO = _BARE_NO | {
    "public", "not exempt", "not restricted", "not confidential", "not sensitive", "not private",
    "unrestricted", "part 1", "part i", "part one", "for publication",
}  # fmt: skip
_BARE = _BARE_YES | _BARE_NO
# Beginnings of the words by which people call a restriction; those found within words too.
_WITHIN = "exempt|restrict|confiden|sensitiv|classif|privat|protectiv|redact|withh[eo]ld|disclos"
_STARTS = "embargo|circulat|handling|caveat|marking|secrecy|security|official|unpublish"
_WHOLE = (
    "public|publishable|secret|gsc|gpms|nfp|foia?|pink|12a|schedule 12|in camera|part [12ab]"
    "|pt (?:2|ii)|part ii?|part one|part two|closed (?:session|part|item|paper)s?|eyes only"
    "|release|releasable|internal (?:only|use)|below the line|covert|pii"
    "|do not (?:share|publish|print|release|circulate)"
)
_MAY_BE = f"{_WITHIN}|\\b(?:{_STARTS})|\\b(?:{_WHOLE})\\b"
# Words that are near one of these are misspelt.
_SPELT = (
    "exempt", "exempted", "exemption", "restricted", "restriction", "confidential", "private",
    "sensitive", "sensitivity", "classification", "classified", "protective", "marking",
)  # fmt: skip
# A publication is as a rule the report, unless the heading asks whether there may be one.
_ABOUT_PUBLISHING = re.compile(r"\bpubli(?:sh|cation)")
_WHETHER = re.compile(r"\b(?:not|no|non|for|can|may|be|from|suitable|ok|consent|approved|status)\b")
# Yes in such a column means that an item is public.
_REVERSED = re.compile(r"\b(?:public(?:ly|ation)?|publish\w*|disclosable|open|releas(?:e|able))\b")
_NO_RESTRICTION = re.compile(
    r"\b(?:not|non|un)[ -]*(?:exempt|restrict|confiden|sensitiv|privat|classif)"
    r"|\bpart (?:1|i|one)\b(?!.*\bpart (?:2|ii|two)\b)"
)
_NOT_REVERSED = re.compile(r"\b(?:not|non|no|private|from)\b|exempt|restrict|confiden|sensitiv")
# Said of a whole sheet, by its name.
_OF_SHEET = re.compile(
    r"\b(?<!not )(?<!non )(?:exempt|restricted|confidential|private|secret|part (?:2|ii|two)"
    r"|closed (?:session|part|item)s?|not for publication|do not publish)\b"
)
# What people type where there is no reason to give.
_NO_REASON = {"", "-", "n/a", "na", "none", "nil", "not applicable"}
# Within a text: capitals, brackets or a first word that mark it.
_MARKS = "exempt|restricted|confidential|private|sensitive|secret|official[- ]sensitive"
_IN_TEXT = (
    r"\b(?:EXEMPT|RESTRICTED|CONFIDENTIAL|OFFICIAL[- ]SENSITIVE|SECRET)\b"
    rf"|(?i:[(\[*]\s*(?:{_MARKS}|part (?:2|ii|two))\b[^)\]*]{{0,60}}[)\]*])"
    rf"|(?i:^\W*(?:{_MARKS}|part (?:2|ii|two))\s*(?:[:|/\u2013\u2014-]|$))"
    r"|(?i:not for publication)"
)
# A longer mark is a text.
_LONGEST = 24
# One of these is in every such mark.
_STEMS = (
    "exempt", "restricted", "confidential", "private", "sensitive", "secret", "part 2", "part ii",
    "part two", "not for publication",
)  # fmt: skip


def may_restrict(heading: str) -> bool:
    """Return whether a heading, or a cell of a few words, may say what is not for the public."""
    said = " ".join(re.findall(r"[^\W_]+", alike(heading)))
    if re.search(_MAY_BE, said):
        return True
    if _ABOUT_PUBLISHING.search(said) and _WHETHER.search(said):
        return True
    import difflib  # noqa: PLC0415 - only where a column is not used

    return any(
        difflib.get_close_matches(word, _SPELT, n=1, cutoff=0.83)
        for word in said.split()
        if len(word) > 4
    )


def says_yes_or_no(values: Iterable[Value | None]) -> bool:
    """Return whether all cells of a column, but blank ones, say yes or no; figures do not."""
    filled = {comparable(str(value)) for value in values if value is not None} - {""}
    return bool(filled) and filled <= (_YES | _NO) - {"0", "1"}


class Marks:
    """Decides row by row what is exempt, and keeps what must be asked of it."""

    def __init__(
        self, given: ExemptItems | None, heading: str, sheet: str = "", above: Iterable[str] = ()
    ) -> None:
        """`above` are the texts that stand above the row of headings."""
        words = given.words if given else {}
        self.words = {comparable(word): meaning == "exempt" for word, meaning in words.items()}
        self.reports = {comparable(title) for title in given.reports} if given else set()
        folded = alike(heading)
        self.is_reversed = bool(
            _NO_RESTRICTION.search(folded)
            or (_REVERSED.search(folded) and not _NOT_REVERSED.search(folded))
        )
        said = " ".join(re.findall(r"[^\W_]+", alike(sheet)))
        self.over_all = [sheet] if _OF_SHEET.search(said) else []
        self.over_all += [text for text in above if re.search(_IN_TEXT, text)]
        # Words that leave in doubt whether an item is exempt: where first, and how often.
        self.unclear: dict[tuple[str, str], tuple[Place, int]] = {}

    def of_cell(self, said: str, place: Callable[[], Place]) -> bool | None:
        """Return whether a cell says that its item is exempt; None: it is blank.

        What is neither yes nor no counts as yes, and is asked about. So does a blank cell in a
        column that says what is public.
        """
        if _is_blank(said):
            if not self.is_reversed:
                return None
            self._ask("", place, "blank")
            return True
        found = self.is_yes(said)
        if found is None:
            self._ask(said, place, "column")
        return found is not False

    def is_yes(self, said: str) -> bool | None:
        """Return what a cell says; a blank one as a rule says no; None: neither."""
        word = comparable(said)
        if word in self.words:
            return self.words[word]
        if _is_blank(said):
            return None if self.is_reversed else False
        if not (self.is_reversed and word in _BARE):
            if word in _YES:
                return True
            if word in _NO:
                return False
        return None

    def of_report(self, report: str) -> bool:
        """Return whether register.yaml says that all items of a report are exempt."""
        return comparable(report) in self.reports

    def of_reasons(self, reasons: Iterable[str]) -> bool:
        """Return whether a reason is given why an item is exempt."""
        return any(comparable(one) not in _NO_REASON | _NO for one in reasons)

    def ask_of_reason(self, said: str, place: Callable[[], Place]) -> None:
        """Keep the question why there is a reason, if the cell does not say yes."""
        self._ask(said, place, "reason")

    def of_all(self, place: Callable[[], Place]) -> bool:
        """Return whether all items are exempt by what stands over them: on the sheet, above."""
        for text in self.over_all:
            meaning = self.words.get(comparable(text))
            if meaning is None:
                self._ask(text, place, "all")
            if meaning is not False:
                return True
        return False

    def of_text(self, said: str, place: Callable[[], Place]) -> bool:
        """Return whether a cell of another column says in passing that its item is exempt."""
        for found in re.finditer(_IN_TEXT, said):
            mark = found[0] if len(found[0]) <= _LONGEST else found[0].split()[0]
            meaning = self.words.get(comparable(mark))
            if meaning is None:
                self._ask(mark, place, "text")
            if meaning is not False:
                return True
        return False

    def questions(self) -> list[Problem]:
        """Return a warning for each word that leaves in doubt whether an item is exempt."""
        return [
            self._question(said, place, times, where)
            for (said, where), (place, times) in self.unclear.items()
        ]

    def _ask(self, said: str, place: Callable[[], Place], where: str) -> None:
        met = self.unclear.get((said, where))
        self.unclear[said, where] = (met[0], met[1] + 1) if met else (place(), 1)

    def _question(self, said: str, place: Place, times: int, where: str) -> Problem:
        rows = f" (in {times:,} rows, here first)" if times > 1 else ""
        if where == "reason":
            fault = f"a reason why it is exempt is given, but the cell says “{said or 'nothing'}”"
            fault, words = f"{fault}{rows}", ""
        elif where == "blank":
            fault, words = f"this is blank, under a heading that says what is public{rows}", ""
        elif where == "all":
            fault = f"“{said}” stands over the whole table, and no cell says whether this is exempt"
            fault, words = f"{fault}{rows}", said
        elif len(said) > _LONGEST:  # it may tell what is exempt, and messages go to logs
            fault, words = f"this is neither yes nor no{rows}", ""
        elif where == "text":
            words = said
            fault = f"this has the mark “{said}”, and no column says whether it is exempt{rows}"
        elif self.is_reversed and comparable(said) in _BARE:
            words = said
            fault = f"“{said}” may mean either, public or exempt, under this heading{rows}"
        else:
            fault, words = f"“{said}” is neither yes nor no{rows}", said
        many = "it counts" if times == 1 else f"these {counted(times, 'item')} count"
        hint = f"until that is settled {many} as exempt; "
        if where in ("column", "blank", "reason"):
            hint += f"write {'private or public' if self.is_reversed else 'yes or no'} in the cell"
        if where == "reason":
            hint = hint.replace("yes or no", "yes").replace("private or public", "private")
            hint += ", or delete the reason"
        if words:
            hint += ", or " if hint.endswith("cell") else ""
            hint += "say what the word means in inputs/register.yaml, as in\n"
            hint += f"exempt: {{words: {{{quoted(words)}: public}}}}"
        excerpt = place.excerpt if where == "column" and words else ""
        return Problem(place._replace(excerpt=excerpt), fault, hint, "warning")


def discreet(message: str) -> str:
    """Return a message about an exempt item without what it quotes."""
    return re.sub("\u201c[^\u201d]*\u201d", "this", message)


def _is_blank(said: str) -> bool:
    return not said.strip()


def maybe_marked(values: Iterable[Value | None]) -> frozenset[Value | None]:
    """Return those of the cells that may have a mark in their text; others need no look."""
    distinct = [value for value in set(values) if isinstance(value, str)]
    texts = [value.lower() for value in distinct]
    whole = "\n".join(texts)
    there = [stem for stem in _STEMS if stem in whole]
    return frozenset(
        value
        for value, text in zip(distinct, texts, strict=True)
        if any(stem in text for stem in there)
    )
