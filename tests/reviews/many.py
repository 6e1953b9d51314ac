"""Review many papers that were edited at random: `many.py COUNT SEED`, and a table of what came."""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class Paper(NamedTuple):
    project: Path
    meeting: str
    draft: Path


def papers(folder: Path) -> list[Paper]:
    """Lay out all projects in a folder, build their papers, and return them."""
    import judge

    found = []
    for name, source in (
        ("reference", ROOT),
        ("midshire", ROOT / "examples" / "midshire"),
        ("caledonia", ROOT / "examples" / "caledonia"),
    ):
        project = folder / name
        shutil.copytree(source / "inputs", project / "inputs")
        shutil.copytree(ROOT / "templates", project / "templates")
        shutil.copytree(project / "inputs", folder / f"{name}-inputs")
        for one in sorted((project / "inputs").glob("20*")):
            code, out, err = judge.called(
                "build", one.name, "--only", "docx", "--project", str(project)
            )
            assert not code, f"{out}{err}"
            built = next((project / "build" / one.name).glob("agenda-item-*.docx"))
            draft = folder / "drafts" / f"{name}-{built.name}-{one.name}.docx"
            draft.parent.mkdir(exist_ok=True)
            shutil.copy(built, draft)
            found.append(Paper(project, one.name, draft))
    return found


def one_case(paper: Paper, seed: int, folder: Path) -> dict[str, object]:
    """Edit a paper by a seed, review it, and return what came of it."""
    import edits
    import judge

    luck = random.Random(f"case {seed}")
    most = 0 if luck.random() < 0.1 else luck.choice([1, 1, 3, 6])
    file = folder / f"edited-{seed}.docx"
    done = edits.edited(paper.draft, seed, file, most)
    fresh = paper.project.parent / f"{paper.project.name}-inputs"
    shutil.rmtree(paper.project / "inputs")
    shutil.copytree(fresh, paper.project / "inputs")
    take = luck.choice(["all", "all", "named", "some"])
    case = judge.Case(paper.project, paper.meeting, paper.draft, file, done)
    judged = case.judge(take)
    fates = [(one.kind, one.level, fate, typed) for one, fate, typed in judged.fates]
    told = {
        "seed": seed,
        "paper": f"{paper.project.name} {paper.meeting}",
        "take": take,
        "edits": [one.fields() for one in done],
        "fates": fates,
        "faults": judged.faults,
        "odd": judged.odd,
        "changes": judged.changes,
    }
    missed = [one for one in fates if one[3] and one[2] not in ("taken",) and take != "some"]
    if not judged.faults and not missed and not judged.odd:
        file.unlink()
    else:
        (folder / f"case-{seed}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
    return told


def _some(numbers: list[int], folder: Path, worker: int) -> list[dict[str, object]]:
    """Run some cases in this process."""
    sys.path[:0] = [str(HERE)]
    own = folder / f"worker-{worker}"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    all_papers = papers(own)
    told = []
    for seed in numbers:
        paper = random.Random(f"paper {seed}").choice(all_papers)
        told.append(one_case(paper, seed, folder))
        for fault in told[-1]["faults"]:  # type: ignore[attr-defined]
            print(f"seed {seed} {told[-1]['paper']}: {fault}", flush=True)
    return told


def many(count: int, first: int, folder: Path, workers: int = 1) -> list[dict[str, object]]:
    """Run `count` cases with seeds from `first` on; failing ones stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(range(first, first + count))
    if workers == 1:
        return _some(seeds, folder, 0)
    with ProcessPoolExecutor(workers) as pool:
        shares = [pool.submit(_some, seeds[at::workers], folder, at) for at in range(workers)]
        return [one for share in shares for one in share.result()]


def table(told: list[dict[str, object]]) -> str:
    """Return a table of kinds of edits and what became of them."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for case in told:
        if case["take"] == "some":
            continue
        for kind, _, fate, typed in case["fates"]:  # type: ignore[attr-defined]
            counts[kind, fate, typed] += 1
    fates = ("taken", "refused", "left", "WRONG")
    rows = [f"{'':20}" + "".join(f"{fate:>9}" for fate in fates) + "   of typed text: taken of all"]
    for kind in sorted({kind for kind, _, _ in counts}):
        row = [sum(counts[kind, fate, typed] for typed in (True, False)) for fate in fates]
        typed = sum(counts[kind, fate, True] for fate in fates)
        share = f"{counts[kind, 'taken', True]} of {typed}" if typed else ""
        rows.append(f"{kind:20}" + "".join(f"{number:9}" for number in row) + f"   {share}")
    faults = sum(len(case["faults"]) for case in told)  # type: ignore[arg-type]
    rows.append(f"{len(told)} reviews, {faults} faults")
    return "\n".join(rows)


def again(case: Path, folder: Path) -> list[str]:
    """Judge a case once more that was kept, with the file as it was edited then."""
    import edits
    import judge

    told = json.loads(case.read_text())
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paper = next(
        one for one in papers(folder) if f"{one.project.name} {one.meeting}" == told["paper"]
    )
    file = case.with_name(f"edited-{told['seed']}.docx")
    done = [edits.Edit(**one) for one in told["edits"]]
    return judge.Case(paper.project, paper.meeting, paper.draft, file, done).judge(told["take"]).faults


if __name__ == "__main__" and sys.argv[1] == "again":
    print("\n".join(again(Path(sys.argv[2]), Path(tempfile.mkdtemp()) / "again")) or "no fault")
elif __name__ == "__main__":
    wanted, start, *rest = sys.argv[1:]
    at = Path(rest[0] if rest else "/tmp/reviews-many")  # noqa: S108 - where the reader looks for it
    print(table(many(int(wanted), int(start), at, int(rest[1]) if len(rest) > 1 else 1)))
