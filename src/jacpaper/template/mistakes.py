"""Whatever goes wrong in a template, told at its file and line."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError

from jacpaper.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder


@contextmanager
def mistakes_at_their_lines(folder: TemplateFolder, template: str) -> Iterator[None]:
    """Turn whatever goes wrong in a template, or in one that it includes, into a problem.

    Raises:
        Problems: at the file and line that went wrong.
    """
    try:
        yield
    except Problems:
        raise
    except TemplateNotFound as error:
        place = folder.place(str(error.name))
        raise Problems([Problem(place, "the template is missing")]) from None
    except TemplateSyntaxError as error:
        place = folder.place(error.name or template, error.lineno)
        raise Problems([Problem(place, error.message or "this is not valid Jinja")]) from None
    except UnicodeDecodeError:
        place = folder.place(template)
        raise Problems([Problem(place, "the template is not saved as UTF-8")]) from None
    except Exception as error:  # noqa: BLE001 - an expression in a template may raise anything
        message, _, hint = str(error).partition("; ")
        problem = Problem(
            _line_that_failed(error, folder, template), message or type(error).__name__, hint
        )
        raise Problems([problem]) from None


def _line_that_failed(error: Exception, folder: TemplateFolder, template: str) -> Place:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(f"{folder.shown}/"):
            name = frame.filename.removeprefix(f"{folder.shown}/")
            return folder.place(name, frame.lineno or 0)
    return folder.place(template)
