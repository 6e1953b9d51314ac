"""Build many papers at once, in processes that are used again; a failure stops no other paper.

The work goes to a `concurrent.futures` executor: processes of this machine, or
the workers of a Dask cluster that see the same folders. What is up to date is
left alone, so that a run that was interrupted does only what is left.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jacpaper.build import one_paper
from jacpaper.problems import MachineError, Problems, harmless
from jacpaper.project.layout import has_record

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import date
    from pathlib import Path

# A process is replaced after so many papers: whatever a library never gives back is given back.
_PAPERS_A_PROCESS = 100
# A paper during which a process died is tried again so often: it may have been another's fault.
_ATTEMPTS = 3
# So many are handed out at once for each process: enough to keep it busy, few to lose.
_AHEAD = 2

State = Literal["built", "unchanged", "final", "problems", "failed"]
STATES: dict[State, str] = {
    "built": "built",
    "unchanged": "up to date already",
    "final": "final, and left as published",
    "problems": "with problems in their files",
    "failed": "failed",
}


@dataclass(frozen=True)
class Task:
    """A paper to build: its project's folder and its meeting."""

    project: Path
    meeting: date
    item: str = ""
    """The name of a further agenda item; empty: the paper of paper.yaml."""

    def __str__(self) -> str:
        """Return how a person would name it."""
        item = f" {self.item}" if self.item else ""
        return f"{self.project.resolve().name} {self.meeting.isoformat()}{item}"


@dataclass(frozen=True)
class Outcome:
    """What became of a task; `said` is why it failed, or what a person should know."""

    task: Task
    state: State
    warnings: int = 0
    said: str = ""


def build_all(
    tasks: Iterable[Task],
    executor: Callable[[], Iterator[futures.Executor]],
    width: int,
    *,
    strict: bool = False,
) -> Iterator[Outcome]:
    """Yield what became of each task, as they are done.

    `executor` opens one (as a context manager does), `width` is how many tasks
    it works on at once. One that breaks is opened anew, and what was in it is
    handed out again.
    """
    left = list(reversed([*tasks]))
    attempts: dict[Task, int] = {}
    open_executor = contextmanager(executor)
    while left:
        with open_executor() as pool:
            lost = yield from _run(left, pool, width * _AHEAD, strict=strict)
        for task in lost:
            attempts[task] = attempts.get(task, 0) + 1
            if attempts[task] < _ATTEMPTS:
                left.append(task)
            else:
                said = f"the process that built it died {_ATTEMPTS} times; is memory short?"
                yield Outcome(task, "failed", said=said)


def _run(
    left: list[Task], pool: futures.Executor, most: int, *, strict: bool
) -> Generator[Outcome, None, list[Task]]:
    """Work off the tasks until there are none, or the pool breaks; return those lost in it."""
    out: dict[futures.Future[Outcome], Task] = {}
    try:
        while left or out:
            while left and len(out) < most:
                task = left.pop()
                out[pool.submit(build_one, task, strict=strict)] = task
            done, _ = futures.wait(out, return_when=futures.FIRST_COMPLETED)
            for future in done:
                outcome = future.result()
                del out[future]
                yield outcome
    except BrokenProcessPool:
        return [*out.values()]
    return []


def build_one(task: Task, *, strict: bool = False) -> Outcome:
    """Build a paper, unless it is up to date; never raise what concerns this paper alone."""
    state: State = "built"
    said, warnings = "", 0
    try:
        if _is_final(task):
            return Outcome(task, "final")
        built = one_paper.build(
            task.project,
            task.meeting,
            item=task.item,
            strict=strict,
            side_by_side=False,
            if_needed=True,
        )
        if built.unchanged:
            state = "unchanged"
        else:
            warnings = len(built.warnings)
            said = "\n".join(map(harmless, built.notes))
            if built.not_made:
                state, said = "failed", "\n".join(filter(None, (said, str(built.not_made))))
    except Problems as problems:
        state, said = "problems", str(problems)
    except MachineError as error:
        state, said = "failed", str(error)
    except Exception as error:  # noqa: BLE001 - a fault with one paper is no reason to stop
        state, said = "failed", f"a fault of jacpaper: {type(error).__name__}: {error}"
    return Outcome(task, state, warnings, said)


def _is_final(task: Task) -> bool:
    """Tell whether a paper is final and as published, though shared files may have changed."""
    if task.item or not has_record(task.project, task.meeting):
        return False
    from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

    return still_final.is_left_as_published(task.project, task.meeting)


def width_here() -> int:
    """Return how many papers this machine can build at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(width: int) -> Callable[[], Iterator[futures.Executor]]:
    """Return what opens that many processes of this machine."""

    def opened() -> Iterator[futures.Executor]:
        pool = futures.ProcessPoolExecutor(
            width,
            mp_context=_context(),
            max_tasks_per_child=_PAPERS_A_PROCESS,
        )
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)

    return opened


def _context() -> Any:
    """Return how processes are started: on Linux as copies of one that has imported all.

    Elsewhere a system library may not bear to be copied.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["jacpaper.build.ready"])
    return context


def cluster(address: str) -> tuple[Callable[[], Iterator[futures.Executor]], int]:
    """Return what opens a Dask cluster's executor, and how many tasks it works on at once.

    Its workers must see the projects under the same names, and have jacpaper.

    Raises:
        MachineError: Dask is not installed, or no scheduler answers at the address.
    """
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError:
        hint = "pip install 'jacpaper[cluster]'"
        raise MachineError("building on a cluster needs Dask distributed", hint) from None
    try:
        client: Any = distributed.Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise MachineError(f"no Dask scheduler answers at {address}", str(error)) from None

    def opened() -> Iterator[futures.Executor]:
        # A worker that dies is Dask's own affair: it gives its tasks to another.
        yield client.get_executor(pure=False, retries=_ATTEMPTS)

    return opened, max(1, sum(client.nthreads().values()))
