"""Change the YAML of a paper that is with its reviewers, as its writers do."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import yaml_spans

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable
    from pathlib import Path

# A word that no paper has, so that it is known again.
WORD = "notwithstanding"
_STAMPS = ("customXml/", "docProps/custom")


class Own(NamedTuple):
    """What was changed here: the file, and the word that ours took the place of."""

    file: Path
    word: str


def is_stamped(file: Path) -> bool:
    """True if the Word file still says from what it was made; else our change looks like theirs."""
    with zipfile.ZipFile(file) as archive:
        return all(any(name.startswith(one) for name in archive.namelist()) for one in _STAMPS)


def change(files: Iterable[Path], luck: random.Random) -> Own | None:
    """Replace a word in a text of some files by another one."""
    places = []
    for path in files:
        text = path.read_bytes().decode()
        for one in yaml_spans.values(text):
            if len(one.text) < 40 or "http" in one.text:
                continue
            places += [
                (path, text, one.start + match.start(), one.start + match.end())
                for match in re.finditer(r"(?<= )[a-z]{4,}(?= )", text[one.start : one.end])
            ]
    if not places:
        return None
    path, text, start, end = luck.choice(places)
    path.write_bytes(f"{text[:start]}{WORD}{text[end:]}".encode())
    return Own(path, text[start:end])
