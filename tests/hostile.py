"""Spoilt and hostile files at every door; shared by the tests and `make soak`.

Each door takes bytes, and either takes them for what they are (True) or refuses them in
our words (False). Anything else is a fault: another exception, a problem without a place,
a control character in a message, more than five seconds of work, or the secret in the paper.

    python tests/hostile.py CASES SEED DOOR...   tries so many at each, and prints the counts
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from jacpaper.build import manifest, verify
from jacpaper.hmicfrs import compose, load
from jacpaper.hmicfrs.rules import table
from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.project import layout
from jacpaper.project.template_folder import TemplateFolder
from jacpaper.template.cache import TemplateCache
from jacpaper.text import dates, light_markdown, yaml_reader
from jacpaper.writers import legibility, web
from jacpaper.writers.formats import FORMATS
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import house_style
from jacpaper.writers.word import writer as word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parent.parent
FAULT = "a fault"
SECONDS = 5
MEMORY = 2_000_000_000
# Lies beside the project; no paper may ever hold it.
SECRET = "the key of the safe"  # noqa: S105 - it opens nothing
# What a terminal would obey, and what turns text around.
_OBEYED = {*map(chr, range(32)), *map(chr, range(127, 160)), *"\u061c\u200e\u200f\u202a\u202b"} | {
    *"\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}

# What is put into files: by where it does harm, and beyond measure.
_HOSTILE = json.loads((ROOT / "tests" / "hostile.json").read_text(encoding="utf-8"))
_LONG = {"a": 5000, "9": 400, "-": 400, "*": 300, "[": 300, "{a: ": 60, "- ": 60, "e\u0301": 90}
TEMPLATE_PIECES: tuple[str, ...] = tuple(_HOSTILE["template"])
PIECES = (*_HOSTILE["anywhere"], *(piece * times for piece, times in _LONG.items()))


@dataclass(frozen=True)
class Door:
    """A way into jacpaper: what is spoilt, with what, and what takes it."""

    originals: tuple[bytes, ...]
    enter: Callable[[bytes, int], bool]
    """Takes the bytes, and which of the originals they were made from."""
    pieces: Sequence[str] = PIECES


def spoilt(original: bytes, pieces: Sequence[str], luck: random.Random) -> bytes:
    """Return the bytes with a few things put in, left out, repeated or moved."""
    content = original
    for _ in range(luck.choice((1, 1, 2, 3, 6))):
        start = luck.randint(0, len(content))
        end = min(len(content), start + luck.choice((0, 0, 1, 4, 20, 200)))
        piece = luck.choice(pieces).encode("utf-8", "surrogatepass")
        letter = chr(luck.choice((luck.randrange(0xD800), luck.randrange(128)))).encode()
        raw = luck.randbytes(3) if luck.random() < 0.2 else letter  # seldom: it is no UTF-8
        new = luck.choice((piece, piece, piece, b"", content[start:end] * 2, raw, content[-20:]))
        content = content[:start] + new + content[end:]
    return content


class Rooms:
    """A project to spoil, with a register, and the doors that lead into it.

    Inputs are spoilt of one of its meetings, the last of which has the longest paper; templates
    and styles are used for the shortest, of the first.
    """

    def __init__(self, folder: Path, meeting: int = -1) -> None:
        self.project = folder / "project"
        (folder / "secret.txt").write_text(SECRET)
        shutil.copytree(ROOT / "examples" / "midshire" / "inputs", self.project / "inputs")
        shutil.copytree(ROOT / "templates", self.project / "templates")
        self.meeting = layout.meetings(self.project)[meeting]
        self.template = layout.template_folder(self.project)
        # Templates that are as they were are compiled once, as `check` has it.
        self.compiled = TemplateCache(folder / "compiled")
        self.short = load.load(self.project, layout.meetings(self.project)[0])
        self.document = compose.compose(self.short, self.template, self.compiled)
        self.inputs = sorted(
            path
            for folder in (self.project / "inputs", self.project / "inputs" / str(self.meeting))
            for path in folder.glob("*.[yc][as]*")
        )
        style = self.template.path / house_style.HOUSE_STYLE
        with zipfile.ZipFile(style) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        told = manifest.of(self.meeting, {"a.docx": b""}, {"inputs/a.yaml": ""}).json()
        parts = [(self.template.path / name).read_bytes() for name in ("paper.css", "screen.css")]
        self.doors = {
            "dates": Door((b"early January 2026", b"6 to 17 July 2026", b"2 weeks"), self.dates),
            "Markdown": Door(
                (b"Some *words* and\n\n- a list\n- [a](https://x.y)\n",), self.markdown
            ),
            "reader": Door(tuple(path.read_bytes() for path in self.inputs), self.reader),
            "inputs": Door(tuple(path.read_bytes() for path in self.inputs), self.load),
            "template": Door(
                ((self.template.path / layout.TEMPLATE).read_bytes(),),
                self.compose,
                (*TEMPLATE_PIECES, *PIECES),
            ),
            "style sheet": Door(tuple(parts), self.style_sheet),
            "house style": Door(
                (style.read_bytes(), *self.parts.values()),
                self.house_style,
                (*_HOSTILE["Word"], *PIECES),
            ),
            "PDF's style sheet": Door(tuple(parts[:1]), self.pdf),
            "manifest": Door((told,), self.manifest),
        }

    def dates(self, content: bytes, _: int) -> bool:
        text = content.decode("utf-8", "replace")
        taken = 0
        for parse in (dates.parse, dates.parse_exact, dates.parse_duration):
            with contextlib.suppress(ValueError):
                taken += bool(str(parse(text)))
        return taken > 0

    def markdown(self, content: bytes, _: int) -> bool:
        text = content.decode("utf-8", "replace")
        try:
            light_markdown.check(text)
        except ValueError:
            return False
        html = light_markdown.to_html(text)
        assert "<script" not in html
        assert not {"javascript:", "file:"} & {part[:5] for part in html.split('href="')[1:]}
        return True

    def reader(self, content: bytes, _: int) -> bool:
        path = self.project / "spoilt.yaml"
        path.write_bytes(content)
        with refusing() as refused:
            for parser in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                yaml_reader.PARSER = parser
                harmless(yaml_reader.read(path, "inputs/spoilt.yaml").problems)
        return not refused

    def load(self, content: bytes, which: int) -> bool:
        with replaced(self.inputs[which], content), refusing() as refused:
            paper = load.load(self.project, self.meeting)
            document = compose.compose(paper, self.template, self.compiled)
            harmless(table.check(paper, document))
            assert document.stem == Path(document.stem).name
            assert len(document.stem) < 100
            page = web.write(document, self.template).content.decode()
            assert "<script" not in page
            assert SECRET not in page
        return not refused

    def compose(self, content: bytes, _: int) -> bool:
        with replaced(self.template.path / layout.TEMPLATE, content), refusing() as refused:
            document = compose.compose(self.short, self.template, self.compiled)
            page = web.write(document, self.template).content.decode()
            assert "<script" not in page
            assert SECRET not in page
        return not refused

    def style_sheet(self, content: bytes, which: int) -> bool:
        name = ("paper.css", "screen.css")[which]
        with replaced(self.template.path / name, content), refusing() as refused:
            harmless(legibility.problems(layout.template_folder(self.project)))
            web.write(self.document, self.template)
        return not refused

    def pdf(self, content: bytes, _: int) -> bool:
        with replaced(self.template.path / "paper.css", content), refusing() as refused:
            made, problems = pdf.write(self.document, self.template)
            harmless(problems)
            assert made.startswith(b"%PDF")
        return not refused

    def house_style(self, content: bytes, which: int) -> bool:
        """Take the first original as the whole file, each other as a part of it."""
        path = self.template.path / house_style.HOUSE_STYLE
        if which:
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w") as archive:
                for number, (name, part) in enumerate(self.parts.items(), 1):
                    archive.writestr(name, content if number == which else part)
            content = file.getvalue()
        with replaced(path, content), refusing() as refused:
            house_style.read(self.template)
            harmless(legibility.problems(self.template))
            made = word.write(self.document, self.template).content
            assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
            assert SECRET.encode() not in b"".join(unzipped(made))
        return not refused

    def manifest(self, content: bytes, _: int) -> bool:
        (self.project / manifest.NAME).write_bytes(content)
        with refusing() as refused:
            told = manifest.read(self.project / manifest.NAME)
            assert date.fromisoformat(told.meeting)
            said = [
                *verify._compared(told, self.project, {}),
                *told.changed_sources({}, self.project),
            ]
            said += told.other_versions()
            assert not manifest.is_up_to_date(
                told, self.project, self.project, {}, FORMATS, own=True
            )
            assert all(isinstance(reason, str) for reason in said)
        return not refused


def fresh(folder: TemplateFolder) -> TemplateFolder:
    """Return the folder without the lines it remembers of its files."""
    return TemplateFolder(folder.path, folder.shown)


def unzipped(archive: bytes) -> Iterator[bytes]:
    """Yield what is in the parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        yield from map(file.read, file.namelist())


@contextlib.contextmanager
def replaced(path: Path, content: bytes) -> Iterator[None]:
    """Put the content into the file for a while."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


@contextlib.contextmanager
def refusing() -> Iterator[list[str]]:
    """Take a refusal in our words for an answer, and note it."""
    refused: list[str] = []
    try:
        yield refused
    except Problems as found:
        refused += [problem.message for problem in found.problems]
        harmless(found.problems)
    except MachineError as error:
        refused.append(error.message)
        quiet(str(error))


def quiet(message: str) -> None:
    """See that the message moves no cursor and turns no text around."""
    assert not _OBEYED & {*message.replace("\n", "")}
    assert len(message) < 20_000, "a message nobody can read"


def harmless(problems: Iterator[Problem] | Sequence[Problem]) -> None:
    """See that each problem has a place in a file of the project, and moves no cursor."""
    for problem in problems:
        assert problem.place.file.startswith(("inputs/", "templates/")), problem.place
        quiet(str(problem))


def too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds of work")


def attempt(door: Door, content: bytes, which: int) -> bool:
    """Enter, in bounded time."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return door.enter(content, which)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(cases: int, seed: int, names: Sequence[str]) -> dict[str, Counter[str]]:
    """Try so many cases at each door, and return what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, too_long)
    tallies: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        doors = Rooms(Path(folder)).doors
        for name in names or doors:
            tally = tallies[name] = Counter()
            door = doors[name]
            for number in range(cases):
                luck = random.Random(f"{name} {seed} {number}")  # noqa: S311 - found again
                which = luck.randrange(len(door.originals))
                content = spoilt(door.originals[which], door.pieces, luck)
                try:
                    tally["taken" if attempt(door, content, which) else "refused"] += 1
                except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
                    frame = traceback.extract_tb(error.__traceback__)[-1]
                    where = f"{Path(frame.filename).name}:{frame.lineno}"
                    fault = f"{type(error).__name__} at {where}: {str(error)[:150]!r}"
                    tally[f"{FAULT}: {fault} (case {number}, seed {seed})"] += 1
    return tallies


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]), indent=1))  # noqa: T201
