"""Projects whose papers are reviewed: the examples, and workspaces drawn by a number."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

from judge import Paper, called

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# The workspaces are those of another folder of tests.
sys.path.append(str(HERE.parent / "reading_back"))

_SOURCES = {
    "reference": ROOT,
    "midshire": ROOT / "examples" / "midshire",
    "caledonia": ROOT / "examples" / "caledonia",
}


def _built(project: Path, meeting: str, draft: Path) -> Paper:
    """Build a paper, and keep its Word file as the draft that was sent."""
    code, out, err = called("build", meeting, "--only", "docx", "--project", str(project))
    if code:
        raise AssertionError(f"{project} {meeting}: {out}{err}")
    folder = project / "build" / meeting
    draft.parent.mkdir(exist_ok=True, parents=True)
    shutil.copy(next(folder.glob("agenda-item-*-update*.docx")), draft)
    return Paper(project, meeting, draft)


def _laid_out(name: str, folder: Path) -> Path:
    """Copy the inputs of an example, or draw a workspace by its number, and return the project."""
    import workspaces
    import yaml_style

    project = folder / name
    shutil.rmtree(project, ignore_errors=True)
    if name in _SOURCES:
        shutil.copytree(
            _SOURCES[name] / "inputs",
            project / "inputs",
            ignore=shutil.ignore_patterns("items", "agenda.yaml"),
        )
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
        self.made: dict[tuple[str, str], Paper] = {}

    def paper(self, name: str, meeting: str = "", number: int = 0) -> Paper:
        """Return a paper of a project, with its inputs as they were; by its meeting or a number."""
        old = self.folder / name
        build = old / "build"
        kept = self.folder / f"{name}-build"
        if build.exists():
            build.rename(kept)
        project = _laid_out(name, self.folder)
        if kept.exists():
            kept.rename(project / "build")
        meetings = sorted(one.name for one in (project / "inputs").glob("20*"))
        chosen = meeting or meetings[number % len(meetings)]
        if (name, chosen) not in self.made:
            draft = self.folder / "drafts" / f"{name}-{chosen}.docx"
            self.made[name, chosen] = _built(project, chosen, draft)
        return self.made[name, chosen]

    def drawn(self, seed: int) -> Paper:
        """Return the paper of a case."""
        luck = random.Random(f"paper {seed}")  # noqa: S311
        if luck.random() < 0.5:
            for name in [one.name for one in self.folder.glob("drawn-*")]:
                shutil.rmtree(self.folder / name)
            return self.paper(f"drawn-{seed}", number=luck.randrange(4))
        name = luck.choice(["reference", "midshire", "midshire", "caledonia"])
        return self.paper(name, number=luck.randrange(6))
