"""Review many papers that were edited at random: `many.py COUNT SEED [FOLDER] [WORKERS]`.

Cases with a fault stay in the folder; `many.py again FOLDER/case-SEED.json` judges one once more.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "reading_back"), str(HERE.parent)]

Told = dict[str, Any]
_SOURCES = {
    "reference": ROOT,
    "midshire": ROOT / "examples" / "midshire",
    "caledonia": ROOT / "examples" / "caledonia",
}


class Paper(NamedTuple):
    """A paper as it was sent: its project, the meeting, and the Word file."""

    project: Path
    meeting: str
    draft: Path


def _built(project: Path, meeting: str, draft: Path) -> Paper:
    """Build a paper, and keep its Word file as the draft that was sent."""
    import judge

    code, out, err = judge.called("build", meeting, "--only", "docx", "--project", str(project))
    if code:
        raise AssertionError(f"{project} {meeting}: {out}{err}")
    folder = project / "build" / meeting
    draft.parent.mkdir(exist_ok=True, parents=True)
    shutil.copy(next(folder.glob("agenda-item-*.docx")), draft)
    return Paper(project, meeting, draft)


def _laid_out(name: str, folder: Path) -> Path:
    """Copy the inputs of an example, or draw a workspace by its number, and return the project."""
    import workspaces
    import yaml_style

    project = folder / name
    shutil.rmtree(project, ignore_errors=True)
    if name in _SOURCES:
        shutil.copytree(_SOURCES[name] / "inputs", project / "inputs")
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


def one_case(paper: Paper, seed: int, folder: Path) -> Told:
    """Edit a paper by a seed, review it, and return what came of it."""
    import word_edits as edits

    luck = random.Random(f"case {seed}")  # noqa: S311
    most = 0 if luck.random() < 0.1 else luck.choice([1, 1, 3, 6])
    file = folder / f"edited-{seed}.docx"
    done = edits.edited(paper.draft, seed, file, most)
    take = luck.choice(["all", "all", "named", "some"])
    told = _judged(paper, file, done, take) | {"seed": seed}
    missed = [one for one in told["fates"] if one[3] and one[2] != "taken" and take != "some"]
    if told["faults"] or missed or told["odd"]:
        (folder / f"case-{seed}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
    else:
        file.unlink()
    return told


def _judged(paper: Paper, file: Path, done: list[Any], take: str) -> Told:
    import judge

    judged = judge.Case(paper.project, paper.meeting, paper.draft, file, done).judge(take)
    return {
        "project": paper.project.name,
        "meeting": paper.meeting,
        "take": take,
        "edits": [one.fields() for one in done],
        "fates": [(one.kind, one.level, fate, typed) for one, fate, typed in judged.fates],
        "faults": judged.faults,
        "odd": judged.odd,
        "changes": judged.changes,
        "seconds": round(judged.seconds, 2),
    }


def _some(numbers: list[int], folder: Path, worker: int) -> list[Told]:
    """Run some cases in this process."""
    own = folder / f"worker-{worker}"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    shelf, told = Shelf(own), []
    for seed in numbers:
        told.append(one_case(shelf.drawn(seed), seed, folder))
        where = f"{told[-1]['project']} {told[-1]['meeting']}"
        for fault in told[-1]["faults"]:
            _say(f"seed {seed} {where}: {fault}")
    return told


def many(count: int, first: int, folder: Path, workers: int = 1) -> list[Told]:
    """Run `count` cases with seeds from `first` on; failing ones stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(range(first, first + count))
    if workers == 1:
        return _some(seeds, folder, 0)
    with ProcessPoolExecutor(workers) as pool:
        shares = [pool.submit(_some, seeds[at::workers], folder, at) for at in range(workers)]
        return [one for share in shares for one in share.result()]


def again(case: Path, folder: Path) -> list[str]:
    """Judge a case once more that was kept, with the file as it was edited then."""
    import word_edits as edits

    told = json.loads(case.read_text())
    name, meeting = (
        (told["project"], told["meeting"]) if "project" in told else told["paper"].split(" ")
    )
    paper = Shelf(folder).paper(name, meeting)
    file = case.with_name(f"edited-{told['seed']}.docx")
    done = [edits.Edit(**one) for one in told["edits"]]
    return list(_judged(paper, file, done, told["take"])["faults"])


def table(told: list[Told]) -> str:
    """Return a table of kinds of edits and what became of them."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for case in told:
        if case["take"] == "some":
            continue
        for kind, _, fate, typed in case["fates"]:
            counts[kind, fate, typed] += 1
    fates = ("taken", "refused", "left", "WRONG")
    rows = [f"{'':20}" + "".join(f"{fate:>9}" for fate in fates) + "   of typed text: taken of all"]
    for kind in sorted({kind for kind, _, _ in counts}):
        row = [sum(counts[kind, fate, typed] for typed in (True, False)) for fate in fates]
        typed = sum(counts[kind, fate, True] for fate in fates)
        share = f"{counts[kind, 'taken', True]} of {typed}" if typed else ""
        rows.append(f"{kind:20}" + "".join(f"{number:9}" for number in row) + f"   {share}")
    at_fault = sum(bool(case["faults"]) for case in told)
    slow = sorted(((case["seconds"], case["seed"]) for case in told), reverse=True)[:3]
    rows.append(f"slowest reviews (seconds, seed): {slow}")
    rows.append(f"{len(told)} reviews, {at_fault} with faults")
    return "\n".join(rows)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _main(arguments: list[str]) -> None:
    if arguments[0] == "again":
        with tempfile.TemporaryDirectory() as folder:
            for name in arguments[1:]:
                faults = again(Path(name), Path(folder).resolve())
                _say("\n  ".join([f"{name}:", *(faults or ["no fault"])]))
        return
    count, first, *rest = arguments
    at = Path(rest[0] if rest else tempfile.mkdtemp())
    workers = int(rest[1]) if len(rest) > 1 else 1
    _say(f"cases are kept in {at}")
    _say(table(many(int(count), int(first), at, workers)))


if __name__ == "__main__":
    _main(sys.argv[1:])
