"""A format is one line in one table: all else takes what it needs from there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from conftest import MEETING, ROOT, Project, lay_out
from jacpaper.build.prepare import prepare
from jacpaper.language import english
from jacpaper.project.layout import template_folder
from jacpaper.tree import redline
from jacpaper.tree.document import Document, Redline
from jacpaper.tree.elements import Element
from jacpaper.writers.formats import BY_DEFAULT, BY_ENDING, FORMATS, Format, Written

if TYPE_CHECKING:
    from pathlib import Path

NAME = "agenda-item-05-hmicfrs-update"
# A further format, and its writer.
LINE = '    Format("rtf", "rich & old", "application/rtf", "rich_text"),\n'
WRITER = """\
from jacpaper.writers.formats import Written


def write(document, folder):
    return Written(f"{{\\\\rtf1 {document.title}}}".encode())
"""


def test_each_format_has_an_ending_and_a_writer_of_its_own() -> None:
    assert [form.ending for form in FORMATS] == [*BY_ENDING]
    assert [form.ending for form in BY_DEFAULT] == ["docx", "pdf", "html"]
    assert len({form.writer for form in FORMATS}) == len(FORMATS)
    for form in FORMATS:
        assert callable(import_module(form.writer).write)


def test_a_writer_that_tracks_no_changes_gets_words_around_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else what is gone would stand there as if it were said."""
    told: list[str] = []

    def write(document: Document, _: object) -> Written:
        told.append(document.body.text)
        return Written(b"")

    writer = ModuleType("plain_writer")
    vars(writer)["write"] = write
    monkeypatch.setitem(sys.modules, writer.__name__, writer)
    paper = prepare(ROOT, date.fromisoformat(MEETING))[0]
    old, new = (
        Element("body", children=[Element("p", children=[said])])
        for said in ("The cat sat down.", "The dog sat down.")
    )
    says = Redline("Changes since an older paper", "A paper", english.CHANGES)
    changed = paper._replace(body=redline.merge(old, new), redline=says)
    folder = template_folder(ROOT)
    Format("x", "a format", "text/plain", writer.__name__).write(changed, folder)
    Format("x", "a format", "text/plain", writer.__name__, tracks_changes=True).write(
        changed, folder
    )
    deleted, added = (english.CHANGES[name] for name in ("deleted", "added"))
    assert f"{deleted}cat" in told[0]
    assert f"{added}dog" in told[0]
    assert deleted not in told[1]


def test_the_modules_that_use_formats_name_none() -> None:
    """What is left of endings by hand is what one format alone has."""
    source = ROOT / "src" / "jacpaper"
    for folder in ("build", "cli", "preview"):
        for path in (source / folder).glob("*.py"):
            named = re.findall(rf'"({"|".join(BY_ENDING)})"', path.read_text(encoding="utf-8"))
            assert named == (["pdf"] if path.name == "session.py" else []), path


@dataclass(frozen=True)
class Extended:
    """A project, and a jacpaper with one format more."""

    project: Project
    code: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": f"{self.code / 'src'}:{self.code}"}

    def run(self, *arguments: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "jacpaper", *arguments],
            cwd=self.project.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    code = tmp_path_factory.mktemp("code")
    ignored = shutil.ignore_patterns("__pycache__", "workspace")
    shutil.copytree(ROOT / "src", code / "src", ignore=ignored)
    (code / "rich_text.py").write_text(WRITER)
    table = code / "src" / "jacpaper" / "writers" / "formats.py"
    text = table.read_text(encoding="utf-8")
    last = max(re.findall(r"^    Format\(.*\),\n", text, re.MULTILINE), key=text.index)
    table.write_text(text.replace(last, last + LINE), encoding="utf-8")
    return Extended(lay_out(tmp_path_factory.mktemp("project")), code)


class TestOneFormatMore:
    def test_is_in_the_help(self, extended: Extended) -> None:
        said = " ".join(extended.run("build", "--help").split())
        assert "rtf (rich & old)" in said
        assert "default: docx,pdf,html,rtf" in said

    def test_is_built_alone_and_in_the_manifest_and_verified(self, extended: Extended) -> None:
        said = extended.run("build", "--only", "rtf")
        assert f"    {NAME}  .rtf\n" in said
        out = extended.project.out
        title = "HMICFRS update: Joint Audit Committee, 11 December 2025"
        assert (out / f"{NAME}.rtf").read_text() == f"{{\\rtf1 {title}}}"
        assert [*json.loads((out / "manifest.json").read_text())["outputs"]] == [f"{NAME}.rtf"]
        assert "byte for byte" in extended.run("verify", out)

    def test_is_made_with_all_others_and_missed_by_all_when_it_is_gone(
        self, extended: Extended
    ) -> None:
        assert extended.run("build", "--all") == "1 paper: 1 built.\n"
        assert sorted(extended.project.outputs()) == [".docx", ".html", ".pdf", ".rtf"]
        assert extended.run("build", "--all") == "1 paper: 1 up to date already.\n"
        (extended.project.out / f"{NAME}.rtf").unlink()
        assert extended.run("build", "--all") == "1 paper: 1 built.\n"
        assert ".rtf" in extended.project.outputs()

    def test_is_missed_by_all_where_a_jacpaper_without_it_built(self, extended: Extended) -> None:
        shutil.rmtree(extended.project.out)
        assert extended.project.run("build").returncode == 0
        assert sorted(extended.project.outputs()) == [".docx", ".html", ".pdf"]
        assert extended.run("build", "--all") == "1 paper: 1 built.\n"
        assert ".rtf" in extended.project.outputs()

    def test_is_offered_by_the_preview(self, extended: Extended) -> None:
        asked = (
            "from datetime import date\n"
            "from pathlib import Path\n"
            "from jacpaper.preview import editor, page, view\n"
            f"composer = view.Composer(Path(), date.fromisoformat('{MEETING}'))\n"
            "seen = view.next_view(view.View(), composer, '')\n"
            "print(page.parts(seen, editor.Editor(Path()))['downloads'])\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", asked],
            cwd=extended.project.folder,
            env=extended.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        link = f'<a href="/files/{NAME}.rtf" download>Download rich &amp; old</a>'
        assert link in done.stdout
