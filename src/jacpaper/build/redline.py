"""A paper beside its redline: what changed since an older paper, marked in all formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build.prepare import prepare
from jacpaper.language import english
from jacpaper.problems import Place, Problem, Problems
from jacpaper.project.layout import has_record, looked_back_on
from jacpaper.tree import redline
from jacpaper.tree.document import SINCE, VERSION, Redline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jacpaper.build.manifest import Compared
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element


class Older(NamedTuple):
    """The text that a paper is compared with.

    Its public part must say nothing that is exempt by now: what is gone is printed too.
    """

    day: date | None
    """That of the meeting whose paper it is; None: it is an earlier version of the same paper."""
    public: Element | None
    restricted: Element | None = None
    file: Compared | None = None
    """The Word file that it was read from, if it was."""
    warnings: tuple[Problem, ...] = ()

    def documents(self, paper: Document) -> Iterator[Document]:
        """Yield the redline of a paper, and that of its restricted appendix if both have one."""
        if self.public:
            yield _compared(paper, self.public, self)
        if paper.restricted and self.restricted:
            yield _compared(paper.restricted, self.restricted, self)


def of_paper(day: date, paper: Document) -> Older:
    """Return the paper of an earlier meeting."""
    return Older(day, paper.body, paper.restricted.body if paper.restricted else None)


def of_meeting(project: Path, meeting: date, day: date) -> Older:
    """Return the paper of an earlier meeting, as its inputs and the register of today make it.

    What was public then and is exempt now is left out, or is an error of that paper where
    somebody typed it: its rules look for it, as they do in any paper.

    Raises:
        Problems: there is no such paper, or it has errors.
    """
    known = looked_back_on(project, meeting)
    if day not in known:
        fault = f"there is no paper of this day before that of {meeting.isoformat()}"
        dates = ", ".join(one.isoformat() for one in known)
        hint = f"compare with one of {dates}" if known else "leave out --changes-since"
        raise Problems([Problem(Place(f"inputs/{day.isoformat()}"), fault, hint)])
    try:
        paper, _ = prepare(project, day)
    except Problems as problems:
        errors = [one for one in problems.problems if one.severity == "error"]
        if has_record(project, day) and all(map(_is_other, errors)):
            raise Problems([_no_longer_as_published(errors[0])]) from None
        fault = "this older paper, which is to be compared with, has errors (they are listed too)"
        hint = "mend them, or build without --changes-since"
        first = Problem(Place(f"inputs/{day.isoformat()}"), fault, hint)
        raise Problems([first, *problems.problems]) from None
    return of_paper(day, paper)


def _is_other(error: Problem) -> bool:
    from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

    return still_final.is_other(error)


def _no_longer_as_published(error: Problem) -> Problem:
    """Return the error of a final paper that is in order, but cannot be made again.

    What differs is told; to reopen the paper, as that error advises, would be wrong here.
    """
    fault = f"this older paper can no longer be made as it was published: {error.message}"
    differs = error.hint.splitlines()[:-1]
    mend = "build without --changes-since, and leave that paper as it is; if somebody edited one of"
    hint = "\n".join([*differs, f"{mend} its own files, put that back"])
    return error._replace(message=fault, hint=hint)


def _compared(paper: Document, text: Element, older: Older) -> Document:
    names = {
        "day": english.long_date(older.day) if older.day else "",
        "meeting": paper.header["meeting date"],
        "title": paper.header["title"],
    }
    keys = ("since", "title") if older.day else ("since version", "title version")
    since, title = (english.CHANGES[key].format(**names) for key in keys)
    name = older.day.isoformat() if older.day else VERSION
    return paper._replace(
        body=redline.merge(text, paper.body),
        redline=Redline(since, title, english.CHANGES, f"{SINCE}{name}"),
        restricted=None,
    )
