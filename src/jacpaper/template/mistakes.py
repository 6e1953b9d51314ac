"""Whatever goes wrong in a template, told at its file and line."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError

from jacpaper.problems import Problem, Problems, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder

_LONGEST = 300
_OPEN = ("for", "if", "elif", "else", "set", "include", "import", "from", "macro", "call", "filter",
         "with", "raw", "wording")  # fmt: skip
_TAGS = (*_OPEN, *(f"end{tag}" for tag in _OPEN))


@contextmanager
def mistakes_at_their_lines(
    folder: TemplateFolder, template: str, jinja: Environment
) -> Iterator[None]:
    """Turn whatever goes wrong in a template, or in one that it includes, into a problem.

    Raises:
        Problems: at the file and line that went wrong.
    """
    try:
        yield
    except Problems:
        raise
    except TemplateNotFound as error:
        raise Problems([_missing(str(error.name), error, folder)]) from None
    except TemplateSyntaxError as error:
        place = folder.place(error.name or template, error.lineno)
        message = error.message or "this is not valid Jinja"
        raise Problems([Problem(place, message, _how_to_mend(message, jinja))]) from None
    except RecursionError as error:
        # It may run out of room anywhere; the line that went round is the one met most often.
        lines = Counter(_lines_in(error, folder))
        (name, line), _ = (lines or Counter({(template, 0): 1})).most_common(1)[0]
        message = "this calls or includes itself without an end, or is nested too deep"
        raise Problems([Problem(folder.place(name, line), message)]) from None
    except Exception as error:  # noqa: BLE001 - an expression in a template may raise anything
        message, _, hint = str(error).partition("; ")
        message = _shortened(message or type(error).__name__)
        place = _line_that_failed(error, folder, template)
        raise Problems([Problem(place, message, _shortened(hint))]) from None


def _missing(name: str, error: Exception, folder: TemplateFolder) -> Problem:
    """Say that a template is missing, at the line that asks for it."""
    *_, (asking, line) = (name, 0), *_lines_in(error, folder)
    return missing_template(name, folder.place(asking, line), folder, is_first=asking == name)


def missing_template(
    name: str, place: Place, folder: TemplateFolder, *, is_first: bool = False
) -> Problem:
    """Say at its place that a template is missing which another asks for, or the first one."""
    there = sorted({path.name for one in folder.searched for path in one.path.glob("*.j2")})
    told = "" if is_first else f": {_shortened(name)}"
    return Problem(place, f"the template is missing{told}", did_you_mean(name, there))


def _how_to_mend(message: str, jinja: Environment) -> str:
    """Return the name that was meant, or what to type, for what Jinja says of its syntax."""
    if found := re.match("(No filter named|Encountered unknown tag) '([^']*)'", message):
        return did_you_mean(found[2], jinja.filters if found[1].startswith("No") else _TAGS)
    return "type both braces that end it: }}" if message == "unexpected '}'" else ""


def _shortened(text: str) -> str:
    """Return what an error says, which may have a whole value in it."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."


def _line_that_failed(error: Exception, folder: TemplateFolder, template: str) -> Place:
    *_, (name, line) = (template, 0), *_lines_in(error, folder)
    return folder.place(name, line)


def _lines_in(error: Exception, folder: TemplateFolder) -> Iterator[tuple[str, int]]:
    """Yield the templates and lines that were being filled in, the innermost last."""
    # The module traceback would read the lines too, and takes a millisecond to import.
    step = error.__traceback__
    while step:
        file = step.tb_frame.f_code.co_filename
        for one in folder.searched:
            if file.startswith(f"{one.shown}/"):
                yield file.removeprefix(f"{one.shown}/"), step.tb_lineno
        step = step.tb_next
