"""What the preview shows at one moment: the last good paper, its blocks and the problems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jacpaper.build.prepare import prepare
from jacpaper.build.sources import digests
from jacpaper.kinds.find import folders_of, look_folder
from jacpaper.preview import marks, since
from jacpaper.problems import (
    Place,
    Problem,
    Problems,
    harmless,
    in_order,
)
from jacpaper.project.layout import item_file, items, meetings
from jacpaper.project.misnamed import misnamed_meetings
from jacpaper.trace.trace import Trace
from jacpaper.writers import web

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jacpaper.preview.returned import Returned
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

# The most lines shown of one value.
_SHOWN = 12
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")


@dataclass(frozen=True)
class Block:
    """A block of the paper, and the places behind it: of the inputs, then of the template."""

    label: str
    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ShownPaper:
    """A composed paper, and its page with the preview's marks."""

    meeting: date
    document: Document
    blocks: tuple[Block, ...]
    page: str
    changes: since.Changes
    last: str
    """The last paper's date in words, or the reason why there is no comparison."""
    look: TemplateFolder
    """The folder of its style sheets, fonts and house style."""


@dataclass(frozen=True)
class View:
    """What a browser shows. `paper` is the last good one, or None if there was none."""

    version: int = 0
    paper: ShownPaper | None = None
    problems: tuple[Problem, ...] = ()
    made: str = ""
    """The time of day, as in 14:05:33."""
    returned: Returned | None = None
    """The Word file that came back, if one was given."""

    @property
    def broken(self) -> bool:
        """True if the current files make no paper."""
        return any(problem.severity == "error" for problem in self.problems)

    def block_of(self, problem: Problem) -> int | None:
        """Return the position of the block whose place is nearest to the problem's line."""
        if self.paper is None:
            return None
        near = [
            (abs(place.line - problem.place.line), place.line > problem.place.line, position)
            for position, block in enumerate(self.paper.blocks)
            for place in block.places
            if place.file == problem.place.file and place.line
        ]
        return min(near)[2] if near else None


class Composer:
    """Composes the paper at each save, and caches what does not change between saves.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.
    """

    def __init__(self, project: Path, meeting: date | None, item: str = "") -> None:
        self.project, self.meeting, self.item = project, meeting, item
        self.trace, self.last_trace = Trace(), Trace()
        self.last: tuple[object, Element | str] = (None, "")

    def paper(self) -> tuple[ShownPaper, tuple[Problem, ...]]:
        """Return the paper of the current files, and its warnings.

        Raises:
            Problems: mistakes that leave no paper.
        """
        meeting = self._meeting()
        # Hashed before they are read: after a save in between, the stamp is of no later files.
        read = digests(self.project, meeting, self.item)
        document, warnings = prepare(self.project, meeting, self.item, trace=self.trace)
        document = document.made_from(read)
        elements = list(marks.blocks(document.body))
        before, last = self._before(meeting)
        changes, titles = since.Changes(), since.titles(document.body)
        if before:
            changes = since.compare(before, document.body)
            titles |= since.titles(before)
        # The preview has links of its own to skip with.
        marked = document._replace(skip="", body=marks.marked(document.body, changes, titles))
        blocks = tuple(self._block(element) for element in elements)
        look = look_folder(self.project, meeting, self.item)
        page = web.page(marked, web.styles(look))
        return ShownPaper(meeting, document, blocks, page, changes, last, look), warnings

    def folders(self) -> tuple[TemplateFolder, ...]:
        """Return the folders of the paper's template and look, which may be links."""
        known = meetings(self.project)
        meeting = self.meeting or (known[-1] if known else date.max)
        return folders_of(self.project, meeting, self.item)

    def lines(self, place: Place) -> list[tuple[int, str]]:
        """Return the lines of a value: its first, and the indented lines under it."""
        lines = self._file(place.file)
        if not 0 < place.line <= len(lines):
            return [(place.line, place.excerpt)] if place.line else []
        shown = [(place.line, lines[place.line - 1])]
        for number, line in enumerate(lines[place.line : place.line + _SHOWN - 1], place.line + 1):
            if not line.strip() or (place.file.endswith(".yaml") and not _goes_on(shown, line)):
                break
            shown.append((number, line))
        return [(number, harmless(line)) for number, line in shown]

    def _meeting(self) -> date:
        known = meetings(self.project)
        if self.meeting in known:
            return self.meeting
        if self.meeting or not known:
            named = f"inputs/{self.meeting.isoformat()}" if self.meeting else "inputs"
            fault = "the folder is missing" if self.meeting else "there is no meeting's folder here"
            looks = misnamed_meetings(self.project)
            hint = "\n".join(f"inputs/{one.name} looks like one: {one.hint}" for one in looks)
            raise Problems([Problem(Place(named), fault, hint)])
        return known[-1]

    def _before(self, meeting: date) -> tuple[Element | None, str]:
        """Return the tree of the last meeting's paper; recompose only if its files changed."""
        earlier = [day for day in meetings(self.project) if day < meeting]
        if not earlier:
            return None, "inputs/ has no folder for the meeting before this one"
        if self.item and self.item not in items(self.project, earlier[-1]):
            return None, f"the meeting of {earlier[-1]:%Y-%m-%d} has no {item_file(self.item)}"
        stamp = (earlier, self._stamps(meeting))
        if self.last[0] != stamp:
            try:
                document, _ = prepare(self.project, earlier[-1], self.item, trace=self.last_trace)
                self.last = (stamp, document.body)
            except Problems:
                self.last = (stamp, f"the paper of {earlier[-1]:%Y-%m-%d} has errors of its own")
        found = self.last[1]
        if isinstance(found, str):
            return None, found
        return found, f"{earlier[-1].day} {earlier[-1]:%B %Y}"

    def _stamps(self, meeting: date) -> list[tuple[str, int, int]]:
        """Return time and size of every file except those of this meeting."""
        own = self.project / "inputs" / meeting.isoformat()
        paths = [
            path
            for folder in ("inputs", "templates")
            for path in (self.project / folder).rglob("*")
            if own not in path.parents and path.is_file()
        ]
        stats = [(str(path), path.stat()) for path in sorted(paths)]
        return [(path, stat.st_mtime_ns, stat.st_size) for path, stat in stats]

    def _block(self, element: Element) -> Block:
        found = [self._within(place, element.text) for place in self.trace.origins(element)]
        return Block(marks.label(element), element.text, (*found, element.place))

    def _within(self, place: Place, text: str) -> Place:
        """Return the line of a multi-line text where the block's own words begin."""
        if not _BLOCK_SCALAR.search(place.excerpt):
            return place
        lines = self._file(place.file)
        for number, line in enumerate(lines[place.line :], place.line + 1):
            if line.strip() and _indent(line) <= _indent(place.excerpt):
                break
            words = _letters(line)
            if words and _letters(text).startswith(words[:30]):
                return Place(place.file, number, _indent(line) + 1, line)
        return place

    def _file(self, shown: str) -> Sequence[str]:
        """Return the lines of a file in inputs/ or templates/; no lines for any other file."""
        path = (self.project / shown).resolve()
        homes = [(self.project / folder).resolve() for folder in ("inputs", "templates")]
        homes += [one.path for one in self.folders()]
        if not any(path.is_relative_to(home) for home in homes):
            return []
        try:
            return path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            return []


def next_view(view: View, composer: Composer, made: str) -> View:
    """Return the view after a save; problems are shown with the last good paper."""
    try:
        paper, problems = composer.paper()
    except Problems as found:
        return View(view.version + 1, view.paper, found.problems, made)
    except Exception as error:  # noqa: BLE001 - the preview must survive any input
        fault = f"this is a fault of jacpaper, not of your files: {type(error).__name__}: {error}"
        return View(view.version + 1, view.paper, (Problem(Place("jacpaper"), fault),), made)
    return View(view.version + 1, paper, in_order(problems), made)


def _goes_on(shown: list[tuple[int, str]], line: str) -> bool:
    """True if a line of YAML continues the value or paragraph that is shown already."""
    first = shown[0][1]
    if _indent(line) > _indent(first):
        return True
    in_text = not re.match(r"\s*(- )?[^\s:#][^:]*:(\s|$)", first)
    return in_text and _indent(line) == _indent(first) and not line.lstrip().startswith("- ")


def _indent(line: str) -> int:
    """Return the column of a line's first letter; the dash of a list counts as indentation."""
    return len(line) - len(re.sub(r"^ *(- +)*", "", line))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
