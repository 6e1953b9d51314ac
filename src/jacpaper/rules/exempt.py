"""The rule `exempt`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.rules.rule import Finding, Rule
from jacpaper.rules.texts import place_of
from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.register import Register
    from jacpaper.rules.rule import Case

# A shorter reference, or one of figures alone, would be found everywhere.
_LEAST_REFERENCE = 4
# The only letters that a pattern without case takes for an i, and casefold does not.
_I = str.maketrans("\u0130\u0131", "ii")


def find(case: Case) -> Iterator[Finding]:
    """Look in the composed paper for what only exempt items have."""
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
            place = place_of(case, lambda text: one_of_them.search(_one_space(text)), block.place)
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


def _caseless(text: str) -> str:
    """Return the text in letters that are alike for whatever a pattern takes for alike."""
    return text.translate(_I).casefold()


def _one_space(text: str) -> str:
    return " ".join(text.split())


RULE = Rule(
    id="exempt",
    severity="error",
    says=(
        "No reference or text of an exempt item, and no title of an exempt report, is in the public"
        " paper."
    ),
    why="What a public paper has once said cannot be taken back.",
    source="Local Government Act 1972, section 100A and Schedule 12A",
    example="A report among `reports` whose title is also under `exempt` in register.yaml",
    message="“A newer report” is exempt, and this would print it in the public paper",
    answer="Take the words out, or correct the register.",
    find=find,
)
