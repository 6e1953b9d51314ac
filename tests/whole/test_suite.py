"""Every test file is run: pytest passes some folders over because of their names."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    import pytest


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    passed_over = request.config.getini("norecursedirs")
    files = [path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")]
    folders = {part for path in files for part in path.parts[:-1]}
    assert "build" in folders
    assert not {one for one in folders for pattern in passed_over if fnmatch(one, pattern)}
