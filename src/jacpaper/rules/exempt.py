"""The rules on what a paper shows of the register, and on what must not be in it at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.problems import did_you_mean
from jacpaper.rules.rule import Finding
from jacpaper.rules.texts import texts
from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.files import Appendix
    from jacpaper.facts.register import Register
    from jacpaper.problems import Place
    from jacpaper.rules.rule import Case

FILE = "paper.yaml"
# What an appendix may be narrowed to, and what an item calls it.
_CHOICES = {"themes": "theme", "owners": "owner", "reports": "report"}
# A shorter reference, or one of figures alone, would be found everywhere.
_LEAST_REFERENCE = 4
# The only letters that a pattern without case takes for an i, and casefold does not.
_I = str.maketrans("\u0130\u0131", "ii")


def shown(case: Case) -> Iterator[Finding]:
    """What a paper asks of the register can be counted, and is in it."""
    choice, kept = case.facts.paper, case.facts.register
    for key in ("open_items_by", "appendices"):
        if not getattr(choice, key):
            continue
        place = case.facts.key_place(FILE, key)
        if kept is None:
            hint = "add inputs/register.csv or inputs/register.xlsx, or delete the line"
            yield Finding(place, f'"{key}" needs a register, and inputs/ has none', hint)
        elif kept.as_at is None:
            hint = "give as_at in open-counts.yaml"
            yield Finding(place, f'"{key}" needs the day on which items are counted', hint)
    if kept:
        for index, one in enumerate(choice.appendices):
            yield from _appendix(case, kept, index, one)


def _appendix(case: Case, kept: Register, index: int, one: Appendix) -> Iterator[Finding]:
    trail = ("appendices", index)
    if one.items == "closed" and kept.as_at and kept.last_as_at is None:
        fault = "what was closed since the last paper needs the day on which that one counted"
        place = case.facts.value_place(FILE, *trail, "items")
        yield Finding(place, fault, "give previous: {as_at: ...} in open-counts.yaml")
    for key, name in _CHOICES.items():
        known = sorted({getattr(item, name) for item in kept.items if not item.exempt} - {""})
        for position, wanted in enumerate(getattr(one, key)):
            if wanted not in known:
                place = case.facts.value_place(FILE, *trail, key, position)
                fault = f"no item of the register that may be named has the {name} “{wanted}”"
                hint = did_you_mean(wanted, known) or (
                    f"known: {', '.join(known[:8])}" if known else "none of them has one"
                )
                yield Finding(place, fault, hint)


def exempt(case: Case) -> Iterator[Finding]:
    """No reference, text or report title of exempt items is in the public paper."""
    kept = case.facts.register
    if kept is None or case.document is None:
        return
    blocks = [(block, _one_space(block.text)) for block in case.document.body.find(*TEXT_BLOCKS)]
    # Only what is there at all is looked for as words: a pattern of every secret takes long.
    whole = _caseless("\n".join(text for _, text in blocks))
    secrets = [secret for secret in _secrets(kept) if _caseless(secret) in whole]
    if not secrets:
        return
    one_of_them = re.compile(
        "|".join(rf"(?<!\w){re.escape(secret)}(?!\w)" for secret in secrets), re.IGNORECASE
    )
    for block, text in blocks:
        if found := one_of_them.search(text):
            place = _typed(case, one_of_them) or block.place
            fault = f"“{found[0][:60]}” is exempt, and this would print it in the public paper"
            yield Finding(place, fault, "take it out, or correct the register")


def _secrets(register: Register) -> list[str]:
    """Return what only exempt items have: the longest first, so that it is named whole."""
    public = {_one_space(item.text).lower() for item in register.items if not item.exempt}
    secrets = set(register.exempt_reports)
    for item in register.items:
        if item.exempt:
            if _one_space(item.text).lower() not in public:
                secrets.add(item.text)
            if len(item.reference) >= _LEAST_REFERENCE and not item.reference.isdigit():
                secrets.add(item.reference)
    return sorted(map(_one_space, secrets), key=lambda secret: (-len(secret), secret))


def _typed(case: Case, pattern: re.Pattern[str]) -> Place | None:
    """Return where in this meeting's files the words were typed; None if they came otherwise."""
    found = (place for text, place in texts(case) if pattern.search(_one_space(text)))
    return next(found, None)


def _caseless(text: str) -> str:
    """Return the text in letters that are alike for whatever a pattern takes for alike."""
    return text.translate(_I).casefold()


def _one_space(text: str) -> str:
    return " ".join(text.split())
