"""Review many papers that were edited at random: `many.py COUNT SEED [FOLDER] [WORKERS] [KIND]`.

KIND is the one kind of edits to make, as in `date_changed`.
`many.py office COUNT SEED` lets LibreOffice edit and save them.
Cases with a fault stay in the folder; `many.py again FOLDER/case-SEED.json` judges one once more.
`many.py table FOLDER...` prints what has come of the cases in some folders so far.
"""

from __future__ import annotations

import gc
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # as pytest does

import judge
import meanwhile
import office_edits
import random_edits
from judge import Paper
from shelf import Shelf
from two_reviewers import Second

Told = dict[str, Any]
# What has come of each case so far, a line each, and which parts of it are kept there.
TOLD = "told.jsonl"
# The share of cases with a second reviewer, and what makes another seed of theirs.
_TWO, _OTHER = 0.2, 500_000_000
_SECOND = "second-"
# Where some changes are left on purpose, or are conflicts, their share is not counted.
_PARTLY = ("some", "two")
_IN_TABLE = ("seed", "take", "fates", "faults", "seconds")


def one_case(paper: Paper, seed: int, folder: Path, only: str = "") -> Told:
    """Edit a paper by a seed, review it, and return what came of it."""
    luck = random.Random(f"case {seed}")  # noqa: S311
    most = 0 if luck.random() < 0.1 else luck.choice([1, 1, 3, 6])
    file = folder / f"edited-{seed}.docx"
    done = random_edits.edited(paper.draft, seed, file, most, only)
    take = luck.choice(["all", "all", "named", "some"])
    also_here = luck.random() < 0.3 and meanwhile.is_stamped(file)
    if not also_here and luck.random() < _TWO and meanwhile.is_stamped(file):
        told = of_two(paper, file, done, folder) | {"seed": seed}
    else:
        told = judged(paper, file, done, take, seed if also_here else 0) | {"seed": seed}
    is_whole = told["take"] not in _PARTLY
    missed = [one for one in told["fates"] if one[3] and one[2] != "taken" and is_whole]
    if told["faults"] or missed or told["odd"]:
        (folder / f"case-{seed}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
    else:
        file.unlink()
    return told


def judged(
    paper: Paper, file: Path, done: list[random_edits.Edit], take: str, here: int = 0
) -> Told:
    """Judge a review; `here` is a number by which the inputs were changed since the draft."""
    luck = random.Random(f"here {here}")  # noqa: S311
    own = meanwhile.change(paper.files, luck) if here else None
    came = judge.Case(paper, file, done, own).judge(take)
    return _told(paper, done, take, came) | {"here": here}


def of_two(paper: Paper, file: Path, done: list[random_edits.Edit], folder: Path) -> Told:
    """Judge a second reviewer's copy, after all that can be is taken from the first one's."""
    second = folder / f"{_SECOND}{file.name}"
    seed = int(file.stem.rpartition("-")[2]) + _OTHER
    others = random_edits.edited(paper.draft, seed, second, 3)
    told = _of_both(paper, (file, second), (done, others))
    if not told["faults"]:
        second.unlink()
    return told


def _of_both(
    paper: Paper, files: tuple[Path, Path], edits: tuple[list[random_edits.Edit], ...]
) -> Told:
    first = judge.Case(paper, files[0], edits[0])
    came = first.judge("all")
    if came.faults or not first.made or not meanwhile.is_stamped(files[1]):
        return _told(paper, edits[0], "all", came)
    came = Second(paper, files[1], edits[1], edits[0], first.made).judge("all")
    before = {"first": [one.fields() for one in edits[0]]}
    return _told(paper, edits[1], "two", came) | before


def _told(paper: Paper, done: list[random_edits.Edit], take: str, came: judge.Judged) -> Told:
    return {
        "project": paper.project.name,
        "meeting": paper.meeting,
        "item": paper.item,
        "take": take,
        "edits": [one.fields() for one in done],
        "fates": [(one.kind, one.level, fate, typed) for one, fate, typed in came.fates],
        "faults": came.faults,
        "odd": came.odd,
        "changes": came.changes,
        "seconds": round(came.seconds, 2),
    }


def _some(numbers: list[int], folder: Path, worker: int, only: str = "") -> list[Told]:
    """Run some cases in this process."""
    own = folder / f"worker-{worker}"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    shelf, told = Shelf(own), []
    for seed in numbers:
        told.append(one_case(shelf.drawn(seed), seed, folder, only))
        with (folder / TOLD).open("a", encoding="utf-8") as file:
            file.write(json.dumps({key: told[-1][key] for key in _IN_TABLE}) + "\n")
        where = f"{told[-1]['project']} {told[-1]['meeting']}"
        for fault in told[-1]["faults"]:
            _say(f"seed {seed} {where}: {fault}")
    return told


def many(count: int, first: int, folder: Path, workers: int = 1, only: str = "") -> list[Told]:
    """Run `count` cases with seeds from `first` on; failing ones stay in the folder.

    `only` is the kind of all edits, if there is to be one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(range(first, first + count))
    if workers == 1:
        return _some(seeds, folder, 0, only)
    with ProcessPoolExecutor(workers) as pool:
        shares = [pool.submit(_some, seeds[at::workers], folder, at, only) for at in range(workers)]
        return [one for share in shares for one in share.result()]


def by_office(count: int, first: int, folder: Path) -> list[Told]:
    """Review papers that LibreOffice itself edited and saved; in two steps, as it starts slowly."""
    shelf, lines, made = Shelf(folder), list[str](), []
    for seed in range(first, first + count):
        paper = shelf.drawn(seed)
        draft, file = folder / f"draft-{seed}.docx", folder / f"edited-{seed}.docx"
        shutil.copy(paper.draft, draft)
        orders, done = office_edits.orders(draft, seed, file)
        lines += orders
        made.append((seed, draft, file, done))
    office_edits.Office(folder).run(lines)
    told = []
    for seed, draft, file, done in made:
        paper = shelf.drawn(seed)._replace(draft=draft)
        told.append(judged(paper, file, done, "all") | {"seed": seed})
        case = folder / f"case-{seed}.json"
        case.write_text(json.dumps(told[-1], indent=1, ensure_ascii=False))
        for fault in told[-1]["faults"]:
            _say(f"seed {seed} {paper.project.name} {paper.meeting}: {fault}")
    return told


def again(case: Path, folder: Path) -> list[str]:
    """Judge a case once more that was kept, with the file as it was edited then."""
    told = json.loads(case.read_text())
    name, meeting = (
        (told["project"], told["meeting"]) if "project" in told else told["paper"].split(" ")
    )
    paper = Shelf(folder).paper(name, meeting, item=told.get("item", ""))
    file = case.with_name(f"edited-{told['seed']}.docx")
    done = [random_edits.Edit(**one) for one in told["edits"]]
    if "first" in told:
        first = [random_edits.Edit(**one) for one in told["first"]]
        second = file.with_name(f"{_SECOND}{file.name}")
        return list(_of_both(paper, (file, second), (first, done))["faults"])
    return list(judged(paper, file, done, told["take"], told.get("here", 0))["faults"])


def table(told: list[Told]) -> str:
    """Return a table of kinds of edits and what became of them."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for case in told:
        if case["take"] in _PARTLY:
            continue
        for kind, _, fate, typed in case["fates"]:
            counts[kind, fate, typed] += 1
    fates = ("taken", "by name", "refused", "left", "WRONG")
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
    if arguments[0] == "office":
        with tempfile.TemporaryDirectory() as folder:
            _say(table(by_office(int(arguments[1]), int(arguments[2]), Path(folder).resolve())))
        return
    if arguments[0] == "table":
        files = (Path(folder) / TOLD for folder in arguments[1:])
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
        _say(table([json.loads(line) for line in lines]))
        return
    gc.set_threshold(100_000)  # a tenth less time
    count, first, *rest = arguments
    at = Path(rest[0] if rest else tempfile.mkdtemp())
    workers = int(rest[1]) if len(rest) > 1 else 1
    _say(f"cases are kept in {at}")
    only = rest[2] if len(rest) > 2 else ""
    _say(table(many(int(count), int(first), at, workers, only)))


if __name__ == "__main__":
    _main(sys.argv[1:])
