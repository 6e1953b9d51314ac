"""Our paper as the inputs make it now, and as they would make it with some edits."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from jacpaper.build.prepare import prepare
from jacpaper.kinds.choose import kind_of
from jacpaper.problems import Problems
from jacpaper.project.layout import PAPER, item_file
from jacpaper.returned.whose import shared
from jacpaper.template.cache import TracedCache
from jacpaper.trace.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from types import TracebackType

    from jacpaper.problems import Problem
    from jacpaper.returned.paper import ReturnedPaper
    from jacpaper.tree.document import Document


class Composed(NamedTuple):
    """A paper, what the checks say of it, and where its words came from."""

    document: Document
    problems: tuple[Problem, ...]
    trace: Trace
    carried_over: Mapping[str, str]
    """The lists that it takes from an older paper, and the meeting's file that gives each."""


class Papers:
    """Makes papers from a copy of the inputs, so that what is tried is never written.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.
    """

    def __init__(self, project: Path, meeting: date, item: str = "") -> None:
        self.project, self.meeting, self.item = project, meeting, item
        self._stack = ExitStack()
        self._compiled = TracedCache(project / "build" / ".compiled-traced")
        self._tried: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        self._copy = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copytree(self.project / "inputs", self._copy / "inputs")
        templates = (self.project / "templates").resolve()
        (self._copy / "templates").symlink_to(templates, target_is_directory=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def head_file(self) -> str:
        """The file that gives the paper's title and wording, from the meeting's folder."""
        return item_file(self.item) if self.item else PAPER

    def content(self, file: str) -> bytes:
        """Return a file of the inputs as it is."""
        return (self.project / file).read_bytes()

    def made(self, edited: Mapping[str, bytes] | None = None) -> Composed:
        """Return the paper, with other contents of some files.

        Raises:
            Problems: what is wrong with the inputs then.
        """
        contents = edited or {}
        for file in {*contents, *self._tried}:
            content = contents.get(file)
            (self._copy / file).write_bytes(self.content(file) if content is None else content)
        self._tried = dict(contents)
        trace = Trace()
        trace.compiled = self._compiled
        document, problems = prepare(self._copy, self.meeting, self.item, trace=trace)
        carried_over = kind_of(self._copy, self.meeting, self.item).carried_over
        return Composed(document, problems, trace, carried_over)


def likeliest(project: Path, meeting: date, items: Iterable[str], returned: ReturnedPaper) -> str:
    """Return which item's paper has the most of its words in a file that does not say whose it is.

    Empty: that of paper.yaml.
    """
    shares: dict[str, float] = {}
    for item in ("", *items):
        with suppress(Problems), Papers(project, meeting, item) as papers:
            shares[item] = shared(papers.made().document.body, returned)
    return max(shares, key=lambda item: shares[item], default="")
