"""Read a style sheet of the template's folder, in one place for all that need its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder

# Room for a few small pictures as data: addresses.
_MOST_BYTES = 5_000_000
# tinycss2, WeasyPrint and our own readers follow brackets by recursion.
_DEEPEST = 50
_CLOSING = {"(": ")", "[": "]", "{": "}"}
# Comments and strings are skipped: brackets in them open nothing.
_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | \\. | [][(){}]""",
    re.DOTALL | re.VERBOSE,
)


def read(folder: TemplateFolder, name: str) -> str:
    """Return the text of a style sheet.

    Raises:
        Problems: it is missing, no file, too large, not UTF-8, or nested too deeply.
    """
    path = folder.path / name
    place = Place(f"{folder.shown}/{name}")
    if not path.exists():
        raise Problems([Problem(place, "the style sheet is missing")])
    # A pipe would be waited for, and a device may have no end.
    if not path.is_file():
        hint = "put a style sheet there, as a plain file"
        raise Problems([Problem(place, "the style sheet is not a file", hint)])
    try:
        if path.stat().st_size > _MOST_BYTES:
            fault = f"the style sheet is larger than {_MOST_BYTES // 1_000_000} MB"
            raise Problems([Problem(place, fault, "are there large pictures in it?")])
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        hint = "in the editor, choose Save with encoding, then UTF-8"
        raise Problems([Problem(place, "the style sheet is not saved as UTF-8", hint)]) from None
    except OSError as error:
        fault = f"the style sheet cannot be read: {error.strerror}"
        raise Problems([Problem(place, fault)]) from None
    if line := _line_nested_too_deeply(text):
        fault = f"brackets are nested more than {_DEEPEST} deep"
        hint = "is a closing bracket missing above?"
        raise Problems([Problem(folder.place(name, line), fault, hint)])
    return text


def _line_nested_too_deeply(text: str) -> int | None:
    """Return the line on which brackets are nested too deeply, or None."""
    closing: list[str] = []
    for found in _TOKEN.finditer(text):
        if found[0] in _CLOSING:
            closing.append(_CLOSING[found[0]])
        elif closing and found[0] == closing[-1]:
            closing.pop()
        if len(closing) > _DEEPEST:
            return text.count("\n", 0, found.start()) + 1
    return None
