"""Many papers: all of them, once each, whatever becomes of one of them or of a process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import JACPAPER, MEETING, ROOT, Project, run, run_here
from jacpaper.build import many_papers
from jacpaper.problems import MachineError
from libraries import python

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = ROOT / "tests" / "rules" / "inputs"
MIDSHIRE = ROOT / "examples" / "midshire"


# So many that they are not all made before they are interrupted.
MANY = 6


def forces(folder: Path, count: int) -> list[Project]:
    """Lay out projects with small papers, of which each is another force's."""
    made = []
    for number in range(count):
        project = Project(folder / f"force-{number:02}")
        shutil.copytree(ROOT / "templates", project.folder / "templates")
        shutil.copytree(SMALL, project.folder / "inputs")
        committee = project.input("committee.yaml")
        project.edit(committee, "Midshire Police", f"Invented Police {number}")
        made.append(project)
    return made


def names(projects: list[Project]) -> list[str]:
    return [str(project.folder) for project in projects]


@pytest.fixture
def midshire(tmp_path: Path) -> Path:
    """Return the first three meetings of the series; the third has an item of the newest."""
    folder = tmp_path / "midshire"
    later = shutil.ignore_patterns("2025-09-25", "2025-12-11", "2026-03-26")
    shutil.copytree(MIDSHIRE / "inputs", folder / "inputs", ignore=later)
    item = MIDSHIRE / "inputs/2026-03-26/items/treasury.yaml"
    (folder / "inputs/2025-06-26/items").mkdir()
    shutil.copy(item, folder / "inputs/2025-06-26/items")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def test_all_meetings_of_a_project_then_only_what_has_changed(midshire: Path) -> None:
    done = run("build", "--all", cwd=midshire)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "4 papers: 4 built.\n"
    assert len([*midshire.glob("build/*/*-update.pdf")]) == 3
    alone = midshire / "alone"
    assert run("build", "2025-06-26", "--out", alone, cwd=midshire).returncode == 0
    assert len([*alone.glob("agenda-item-*")]) == 6
    for path in alone.glob("agenda-item-*"):
        assert path.read_bytes() == (midshire / "build/2025-06-26" / path.name).read_bytes()

    newest = midshire / "inputs/2025-06-26/reports.yaml"
    newest.write_text(f"{newest.read_text()}# a comment\n", encoding="utf-8")
    next(midshire.glob("build/2025-03-20/*.docx")).unlink()
    done = run("build", "--all", cwd=midshire)
    assert done.stdout == "4 papers: 2 built, 2 up to date already.\n"


def test_the_newest_papers_of_many_forces_of_which_one_is_wrong(tmp_path: Path) -> None:
    projects = forces(tmp_path, 4)
    projects[1].edit(projects[1].input("reports.yaml"), "2025-11-03", "2025-11-42")
    (projects[2].template / "house-style.docx").unlink()
    done = run("build", "--projects", *names(projects), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == "4 papers: 2 built, 2 with problems in their files.\n"
    assert f"force-01 {MEETING}:\n    inputs/{MEETING}/reports.yaml:3:16: error:" in done.stderr
    assert "the house style is missing" in done.stderr
    assert [sorted(project.outputs()) for project in projects] == [
        [".docx", ".html", ".pdf"], [], [], [".docx", ".html", ".pdf"],
    ]  # fmt: skip


def test_a_template_compiled_for_one_project_names_its_line_in_another(tmp_path: Path) -> None:
    good, wrong = forces(tmp_path, 2)
    for project in (good, wrong):
        template = project.template / "paper.html.j2"
        heading = "<h2>Purpose of report</h2>"
        project.edit(template, heading, f'{heading}\n{{{{ nothing if item == "99" }}}}')
    wrong.edit(wrong.input("paper.yaml"), '"5"', '"99"')
    done = run("build", "--projects", *names([good, wrong]), "--jobs", "1", cwd=tmp_path)
    assert done.stdout == "2 papers: 1 built, 1 with problems in their files.\n"
    lines = (wrong.template / "paper.html.j2").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "nothing if" in text)
    assert f"templates/hmicfrs-update/paper.html.j2:{line}: error: nothing is called" in done.stderr
    assert "{{ nothing if item" in done.stderr


def test_a_machine_that_cannot_is_told_from_files_that_are_wrong(tmp_path: Path) -> None:
    (project,) = forces(tmp_path, 1)
    project.out.mkdir(parents=True)
    (project.out / ".~lock.agenda-item-5-hmicfrs-update.docx#").touch()
    done = run("build", "--projects", *names([project]), "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout == "1 paper: 1 failed.\n"
    assert "is open in a word processor" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--all", "--out", "x"], "write whole papers into build/"),
        (["--all", "--only", "pdf"], "write whole papers into build/"),
        (["--all", MEETING], "write whole papers into build/"),
        (["--projects", "."], "has no folder named by a meeting's date"),
        ([MEETING, "2026-03-26"], 'one meeting at a time; what is "2026-03-26"?'),
        (["tomorrow"], '"tomorrow" is not a date such as 2025-12-11'),
    ],
)
def test_wrong_use_is_named(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run_here("build", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    threads = Path(f"/proc/{process}/task")
    found = " ".join((thread / "children").read_text() for thread in threads.iterdir())
    return [int(child) for child in found.split()]


def building(process: int) -> list[int]:
    """Return the processes that build papers: copies of one that its owner has started."""
    (original,) = (
        child
        for child in children(process)
        if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes()
    )
    return children(original)


def test_a_process_that_builds_papers_begins_with_all_that_it_needs(tmp_path: Path) -> None:
    (project,) = forces(tmp_path, 1)
    code = f"""
import sys
from datetime import date
from pathlib import Path
from jacpaper.build import many_papers, ready
before = {{*sys.modules}}
task = many_papers.Task(Path({str(project.folder)!r}), date.fromisoformat({MEETING!r}))
assert many_papers.build_one(task).state == "built"
print(sorted(name for name in {{*sys.modules}} - before if "jacpaper" in name))
"""
    # Small ones that are imported where they are called
    assert python(code) == "['jacpaper.writers.pdf.spaces', 'jacpaper.writers.time_limit']\n"


def started(projects: list[Project], tmp_path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [JACPAPER, "build", "--jobs", "2", "--projects", *names(projects)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_the_first(projects: list[Project]) -> None:
    end = time.time() + 60
    while time.time() < end and not any(project.outputs() for project in projects):
        time.sleep(0.02)


def test_a_process_that_dies_loses_nothing(tmp_path: Path) -> None:
    projects = forces(tmp_path, 4)
    process = started(projects, tmp_path)
    wait_for_the_first(projects)
    os.kill(building(process.pid)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert all(len(project.outputs()) == 3 for project in projects)
    built, _, rest = out.partition(" built")
    told = int(built.split()[-1]) + (int(rest.split()[1]) if "up to date" in rest else 0)
    assert out.startswith("4 papers: ")
    assert told == 4


def test_interrupted_and_begun_again_it_does_what_is_left(tmp_path: Path) -> None:
    projects = forces(tmp_path, MANY)
    process = started(projects, tmp_path)
    wait_for_the_first(projects)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    whole = [project for project in projects if (project.out / "manifest.json").exists()]
    assert 0 < len(whole) < MANY
    done = run("build", "--projects", *names(projects), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"{MANY} papers: {MANY - len(whole)} built, {len(whole)} up to date already.\n"
    )


def test_a_paper_that_kills_its_process_is_given_up_and_the_others_are_not(tmp_path: Path) -> None:
    projects = forces(tmp_path, 3)
    # A library that takes the whole process with it, for one of the papers.
    stand_in = tmp_path / "stand-in"
    stand_in.mkdir()
    (stand_in / "sitecustomize.py").write_text(
        "import os, pathlib\n"
        "opened = pathlib.Path.open\n"
        "def deadly(path, *how, **more):\n"
        "    if 'force-01' in str(path) and path.name == 'house-style.docx': os._exit(9)\n"
        "    return opened(path, *how, **more)\n"
        "pathlib.Path.open = deadly\n"
    )
    # In a process of its own: one that has built papers before copies the process it has for that.
    code = f"""
import os
from datetime import date
from pathlib import Path
from jacpaper.build import many_papers
os.environ["PYTHONPATH"] = {str(stand_in)!r}
tasks = [
    many_papers.Task(Path(name), date.fromisoformat({MEETING!r}))
    for name in {[str(project.folder) for project in projects]!r}
]
for outcome in many_papers.build_all(tasks, many_papers.processes(1), 1):
    print(outcome.task.project.name, outcome.state)
"""
    outcomes = dict(line.split() for line in python(code).splitlines())
    assert outcomes["force-01"] == "failed"
    assert set(outcomes) == {"force-00", "force-01", "force-02"}


@pytest.mark.filterwarnings("ignore")
class TestCluster:
    @pytest.fixture
    def cluster(self) -> Iterator[Any]:
        distributed = pytest.importorskip("distributed")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster:
            yield cluster

    def test_a_worker_killed_midway_loses_nothing_and_nothing_is_done_twice(
        self, cluster: Any, tmp_path: Path
    ) -> None:
        projects = forces(tmp_path, 3)
        process = subprocess.Popen(
            [JACPAPER, "build", "--scheduler", cluster.scheduler_address,
             "--projects", *names(projects)],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        wait_for_the_first(projects)
        os.kill(next(iter(cluster.workers.values())).process.pid, signal.SIGKILL)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out.startswith("3 papers: ")
        assert all(len(project.outputs()) == 3 for project in projects)

    def test_no_scheduler_is_said(self, tmp_path: Path) -> None:
        projects = forces(tmp_path, 1)
        done = run(
            "build", "--scheduler", "tcp://127.0.0.1:9", "--projects", *names(projects),
            cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 3
        assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
        assert "Traceback" not in done.stderr


def test_without_a_terminal_nothing_but_words_is_printed(tmp_path: Path) -> None:
    projects = forces(tmp_path, 1)
    done = run("build", "--projects", *names(projects), cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr
    assert sys.executable not in done.stderr


def test_a_cluster_needs_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MachineError) as refused:
        many_papers.cluster("127.0.0.1:9")
    assert refused.value.hint == "pip install 'jacpaper[cluster]'"
