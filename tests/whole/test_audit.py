"""What is passed on with jacpaper is under licences that allow it, and this would show if not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import audit
import pytest

if TYPE_CHECKING:
    from pathlib import Path


def plant(site: Path, name: str, *lines: str) -> None:
    """Put a package's metadata where this Python finds it."""
    folder = site / f"{name}-1.0.dist-info"
    folder.mkdir()
    head = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0"]
    (folder / "METADATA").write_text("\n".join([*head, *lines, ""]))


def test_every_licence_of_what_it_runs_on_is_allowed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert audit.licences() == []
    said = capsys.readouterr().out
    for name in ("weasyprint", "pydantic", "lxml", "pillow", "resvg-py", "starlette"):
        assert f"\n{name} " in said


def test_what_is_under_the_agpl_is_for_tests_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The PDF reader of one of the test tools: seen for what it is, and not passed on."""
    assert "pymupdf" in audit.locked(audit.DEV)
    assert "pymupdf" not in audit.locked(audit.PAPER) | audit.locked(audit.PREVIEW)
    assert "pikepdf" in audit.locked(audit.PACK)
    assert not audit.allowed(audit.licence("pymupdf") or "")
    audit.licences()
    assert "for tests alone and never passed on: pymupdf." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (["License-Expression: MIT"], True),
        (["License-Expression: GPL-3.0-only OR MIT"], True),
        (["License-Expression: MIT AND AGPL-3.0-only"], False),
        (["License-Expression: AGPL-3.0-or-later", "License: MIT"], False),
        (["License: MIT"], True),
        (["License: Dual Licensed - GNU AFFERO GPL 3.0"], False),
        (["Classifier: License :: OSI Approved :: BSD License"], True),
        (
            [
                "License: MIT",
                "Classifier: License :: OSI Approved :: MIT License",
                "Classifier: License :: OSI Approved :: GNU Affero General Public License v3",
            ],
            False,
        ),
        ([], False),
    ],
)
def test_a_package_is_judged_by_what_it_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: list[str],
    *,
    allowed: bool,
) -> None:
    plant(tmp_path, "planted", *lines)
    (tmp_path / "paper.txt").write_text("planted==1.0 \\\n    --hash=sha256:0\nabsent==2.0\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(audit, "PAPER", tmp_path / "paper.txt")
    monkeypatch.setattr(audit, "PREVIEW", tmp_path / "paper.txt")
    monkeypatch.setattr(audit, "PACK", tmp_path / "paper.txt")
    assert audit.licences() == ([] if allowed else ["planted"])
    said = capsys.readouterr().out
    assert ("<- not on the list" in said) != allowed
    assert "as this machine does not need them: absent." in said


def test_nothing_found_is_no_clean_bill(capsys: pytest.CaptureFixture[str]) -> None:
    skipped = {"name": "jinja2", "skip_reason": "Dependency not found: jinja2"}
    assert audit.tell([skipped, skipped]) == []
    said = capsys.readouterr().out
    assert "not looked up. Dependency not found: jinja2" in said
    assert "0 of" not in said


def test_a_known_fault_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    faulty = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "CVE-2019-10906"}]}
    fine = {"name": "click", "version": "8.4.0", "vulns": []}
    unknown = {"name": "ours", "skip_reason": "not found"}
    assert audit.tell([faulty, fine, unknown]) == ["jinja2"]
    said = capsys.readouterr().out
    assert "CVE-2019-10906" in said
    assert "ours: not looked up" in said
    assert "1 of 2 packages have any." in said
