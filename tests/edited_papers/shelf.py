"""Projects whose papers are reviewed: the examples, and workspaces drawn by a number."""

from __future__ import annotations

import random
import shutil
import sys
from datetime import date
from pathlib import Path

from judge import Paper, built

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# The workspaces are those of another folder of tests.
sys.path.append(str(HERE.parent / "reading_back"))

_SOURCES = {
    "reference": ROOT,
    "midshire": ROOT / "examples" / "midshire",
    "caledonia": ROOT / "examples" / "caledonia",
}

# The share of cases that are of a further item's paper.
_ITEMS = 0.2


def _built(paper: Paper) -> Paper:
    """Build a paper, and keep its Word file as the draft that was sent."""
    code, out, err = built(paper)
    if code:
        raise AssertionError(f"{paper.project} {paper.meeting} {paper.item}: {out}{err}")
    paper.draft.parent.mkdir(exist_ok=True, parents=True)
    shutil.copy(paper.word(), paper.draft)
    return paper


def _laid_out(name: str, folder: Path) -> Path:
    """Copy the inputs of an example, or draw a workspace by its number, and return the project.

    The name of an example with a number after it is that example with a further item, drawn.
    """
    import drawn_items
    import workspaces
    import yaml_style

    project = folder / name
    shutil.rmtree(project, ignore_errors=True)
    example, _, number = name.partition("-")
    if example in _SOURCES:
        is_left_out = shutil.ignore_patterns(
            *([] if number == "items" else ["items"]), "agenda.yaml"
        )
        shutil.copytree(_SOURCES[example] / "inputs", project / "inputs", ignore=is_left_out)
        if number.isdecimal():
            meeting = max((project / "inputs").glob("20*"))
            luck = random.Random(name)  # noqa: S311
            item = drawn_items.drawn(luck, date.fromisoformat(meeting.name))
            (meeting / "items").mkdir()
            text = yaml_style.typed(item, luck)
            (meeting / "items" / "drawn.yaml").write_bytes(text.encode())
    else:
        drawn = workspaces.make(int(name.removeprefix("drawn-")))
        for path, value in drawn.files.items():
            target = project / "inputs" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            luck = random.Random(f"{name} {path}")  # noqa: S311
            text = value if isinstance(value, str) else yaml_style.typed(value, luck)
            target.write_bytes(text.encode())
    (project / "templates").symlink_to(ROOT / "templates")
    return project


class Shelf:
    """The projects of one process, and the papers made from them, each built once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[tuple[str, str, str], Paper] = {}

    def paper(self, name: str, meeting: str = "", number: int = 0, item: str = "") -> Paper:
        """Return a paper of a project, with its inputs as they were; by its meeting or a number.

        That of a further item is of the newest meeting.
        """
        old = self.folder / name
        build = old / "build"
        kept = self.folder / f"{name}-build"
        if build.exists():
            build.rename(kept)
        project = _laid_out(name, self.folder)
        if kept.exists():
            kept.rename(project / "build")
        meetings = sorted(one.name for one in (project / "inputs").glob("20*"))
        chosen = meeting or meetings[-1 if item else number % len(meetings)]
        if (name, chosen, item) not in self.made:
            draft = self.folder / "drafts" / f"{name}-{chosen}-{item}.docx"
            self.made[name, chosen, item] = _built(Paper(project, chosen, draft, item))
        return self.made[name, chosen, item]

    def drawn(self, seed: int) -> Paper:
        """Return the paper of a case."""
        for name in [one.name for one in self.folder.glob("*-*[0-9]")]:
            shutil.rmtree(self.folder / name)
        of_item = random.Random(f"item {seed}")  # noqa: S311
        if of_item.random() < _ITEMS:
            return self._item(seed, of_item)
        luck = random.Random(f"paper {seed}")  # noqa: S311
        if luck.random() < 0.5:
            return self.paper(f"drawn-{seed}", number=luck.randrange(4))
        name = luck.choice(["reference", "midshire", "midshire", "caledonia"])
        return self.paper(name, number=luck.randrange(6))

    def _item(self, seed: int, luck: random.Random) -> Paper:
        """Return the paper of a further item, one of Midshire's or a drawn one."""
        if luck.random() < 0.25:
            return self.paper("midshire-items", item=luck.choice(["treasury", "internal-audit"]))
        return self.paper(f"{luck.choice([*_SOURCES])}-{seed}", item="drawn")
