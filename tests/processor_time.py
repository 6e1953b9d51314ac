"""How much processor time each file of tests takes: `make test SLOW=1` lists the slowest."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_BEGUN = pytest.StashKey[float]()
_SECONDS = "processor seconds"
_SHOWN = 25


def used() -> float:
    """Return the seconds that this process and those that it has waited for have computed."""
    return sum(os.times()[:4])


class Meter:
    """A plugin that adds up the seconds of each file, also of tests that workers run."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        item.stash[_BEGUN] = used()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "teardown":
            report.user_properties.append((_SECONDS, used() - item.stash[_BEGUN]))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        seconds: Any = dict(report.user_properties).get(_SECONDS, 0)
        self.files[report.nodeid.partition("::")[0]] += seconds

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section(f"{sum(self.files.values()):.0f} {_SECONDS}")
        for file, seconds in self.files.most_common(_SHOWN):
            terminalreporter.write_line(f"{seconds:7.1f}  {file}")
