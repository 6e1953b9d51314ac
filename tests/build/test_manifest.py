"""The same inputs make the same bytes, wherever and whenever; the manifest tells what did not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import bench
import pytest

from conftest import JACPAPER, MEETING, Project, lay_out, tool
from jacpaper import __version__
from jacpaper.build import in_memory, manifest, one_paper
from jacpaper.problems import MachineError
from jacpaper.writers.formats import BY_ENDING
from libraries import python

if TYPE_CHECKING:
    from pathlib import Path

NAME = "agenda-item-05-hmicfrs-update"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay_out(tmp_path_factory.mktemp("built"))
    # A picture too: Word's is drawn from the house fonts.
    paper = project.input("paper.yaml")
    paper.write_text(f"{paper.read_text()}\nopen_by_year_chart: shown\n", encoding="utf-8")
    assert project.run_here("build").returncode == 0
    return project


def elsewhere(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which everything is different that may differ."""
    fonts = tmp_path / "no-fonts.conf"
    fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>')
    home = tmp_path / "another home"
    home.mkdir()
    return {
        "PATH": os.environ["PATH"],
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "12345",
        "HOME": str(home),
        "USER": "someone-else",
        "FONTCONFIG_FILE": str(fonts),
        "SOURCE_DATE_EPOCH": "1",
    }


def test_the_same_bytes_on_another_machine_in_another_year(built: Project, tmp_path: Path) -> None:
    another = lay_out(tmp_path / "Größe & co")
    another.input("paper.yaml").write_bytes(built.input("paper.yaml").read_bytes())
    done = subprocess.run(
        [tool("faketime"), "2031-02-28 23:59:30", JACPAPER, "build", "--project", another.folder],
        cwd=tmp_path,
        env=elsewhere(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert another.outputs() == built.outputs()
    manifests = [(project.out / "manifest.json").read_bytes() for project in (built, another)]
    assert manifests[0] == manifests[1]


def test_the_manifest_names_what_came_out_and_what_went_in(built: Project) -> None:
    told = json.loads((built.out / "manifest.json").read_text())
    assert told["meeting"] == MEETING
    for kind, folder in (("outputs", built.out), ("sources", built.folder)):
        for name, digest in told[kind].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert told["outputs"].keys() == {f"{NAME}.docx", f"{NAME}.pdf", f"{NAME}.html"}
    for needed in ("inputs/committee.yaml", f"inputs/{MEETING}/reports.yaml"):
        assert needed in told["sources"]
    assert "templates/hmicfrs-update/house-style.docx" in told["sources"]
    makers = ("jinja2", "pydyf", "python-docx", "resvg-py", "weasyprint")
    assert told["versions"] == {"jacpaper": __version__} | {name: version(name) for name in makers}


def test_versions_are_found_without_a_mail_reader_or_else_with_it(tmp_path: Path) -> None:
    """What is first on the path counts, as it does for Python, and in whatever form it is."""
    code = """
import sys
from jacpaper.build import manifest
print(manifest.makers()[0], "importlib.metadata" in sys.modules)
"""
    usual, with_reader = python(code).rsplit(maxsplit=1)
    assert with_reader == "False"
    other = tmp_path / "pydyf-9.8.dist-info"
    other.mkdir()
    told = tmp_path / "pydyf.egg-info"
    for place, reader in ((other / "METADATA", "False"), (told, "True")):
        place.write_text("Metadata-Version: 2.1\nName: pydyf\nVersion: 9.8\n\nVersion: 0\n")
        expected = usual.replace(version("pydyf"), "9.8")
        assert python(code, PYTHONPATH=str(tmp_path)).rsplit(maxsplit=1) == [expected, reader]
        shutil.rmtree(other, ignore_errors=True)


def test_a_paper_comes_from_the_last_twelve_and_no_older_one(tmp_path: Path) -> None:
    """However long the archive is, a paper takes no longer; what it carries forward is not old."""
    project = Project(bench.archive(tmp_path, 15))
    days = sorted(path.name for path in project.folder.glob("inputs/2*"))
    newest = project.folder / "inputs" / days[14] / "paper.yaml"
    assert project.run_here("build", days[14]).returncode == 0
    told = json.loads((project.folder / "build" / days[14] / "manifest.json").read_text())
    looked_back_on = {name.split("/")[1] for name in told["sources"] if name.count("/") == 2}
    assert looked_back_on & set(days) == set(days[1:])

    for day in (days[10], days[0]):
        said = "causes_of_concern: none\n"
        project.edit(project.folder / "inputs" / day / "paper.yaml", said, "")
    first = project.folder / "inputs" / days[1] / "paper.yaml"
    first.write_text(f"{first.read_text()}causes_of_concern: none\n", encoding="utf-8")
    said = project.run_here("check", days[14]).stderr
    assert f'inputs/{days[14]}/paper.yaml:1:1: error: "causes_of_concern" is missing' in said
    assert "none of the last 12 papers gives it; name them, or write none" in said
    newest.write_text(f"{newest.read_text()}causes_of_concern: none\n", encoding="utf-8")
    assert project.run_here("check", days[14]).returncode == 0


class TestVerify:
    @pytest.fixture
    def copy(self, built: Project, tmp_path: Path) -> Project:
        subprocess.run(["cp", "-r", f"{built.folder}/.", tmp_path / "copy"], check=True)
        return Project(tmp_path / "copy")

    def said(self, project: Project) -> list[str]:
        done = project.run_here("verify", project.out)
        assert done.returncode == 1
        head, *reasons = done.stderr.splitlines()
        assert head == f"build/{MEETING} is not what the inputs make:"
        return [reason.strip() for reason in reasons]

    def test_says_so_when_nothing_has_changed(self, copy: Project) -> None:
        # Files of editors, and the next meeting's folder, are no part of this paper.
        copy.input(".reports.yaml.swp").touch()
        later = copy.folder / "inputs" / "2026-03-26"
        later.mkdir()
        (later / "paper.yaml").write_text("not yet a paper")
        done = copy.run_here("verify", f"build/{MEETING}")
        assert done.stdout == f"build/{MEETING} is what the inputs make, byte for byte.\n"
        assert done.returncode == 0

    def test_sees_a_changed_output_and_a_missing_one(self, copy: Project) -> None:
        with (copy.out / f"{NAME}.docx").open("ab") as file:
            file.write(b" ")
        (copy.out / f"{NAME}.pdf").unlink()
        assert self.said(copy) == [
            f"{NAME}.docx was changed after it was built",
            f"{NAME}.pdf is missing",
        ]

    def test_sees_a_changed_input_and_what_comes_of_it(self, copy: Project) -> None:
        copy.edit(copy.input("open-counts.yaml"), "2025: 27", "2025: 28")
        reasons = self.said(copy)
        assert reasons[0] == f"inputs/{MEETING}/open-counts.yaml has changed since"
        assert reasons[1:] == [
            f"{NAME}{suffix} comes out differently when it is made again"
            for suffix in (".docx", ".html", ".pdf")
        ]

    def test_a_comment_changes_the_file_and_not_the_paper(self, copy: Project) -> None:
        reports = copy.input("reports.yaml")
        reports.write_text(f"{reports.read_text()}# a comment\n", encoding="utf-8")
        assert self.said(copy) == [f"inputs/{MEETING}/reports.yaml has changed since"]

    def test_sees_another_template_and_another_version(self, copy: Project) -> None:
        (copy.template / "logo.svg").touch()
        (copy.template / "fonts" / "OFL.txt").unlink()
        told = copy.out / "manifest.json"
        now = version("weasyprint")
        told.write_text(told.read_text().replace(f'"weasyprint": "{now}"', '"weasyprint": "60.0"'))
        reasons = self.said(copy)
        assert reasons[:2] == [
            "templates/hmicfrs-update/fonts/OFL.txt is gone",
            "templates/hmicfrs-update/logo.svg is new",
        ]
        assert "weasyprint 60.0" in reasons[2]
        assert f"weasyprint {now}" in reasons[2]

    def test_tells_files_that_are_gone_from_those_that_are_not_used_any_more(
        self, copy: Project
    ) -> None:
        name = f"inputs/{MEETING}/notes.yaml"
        told = manifest.Manifest(MEETING, {}, {name: "1", "inputs/older.yaml": "2"}, {})
        (copy.folder / name).touch()
        reasons = [*told.changed_sources({}, copy.folder)]
        assert reasons == [f"{name} is not used any more", "inputs/older.yaml is gone"]

    @pytest.mark.parametrize("content", [None, "{}", "not json", '{"meeting": 1}'])
    def test_a_folder_without_a_manifest_is_named(self, copy: Project, content: str | None) -> None:
        told = copy.out / "manifest.json"
        told.unlink()
        if content is not None:
            told.write_text(content)
        done = copy.run_here("verify", f"build/{MEETING}")
        assert done.returncode == 3
        assert "manifest.json" in done.stderr
        assert "Traceback" not in done.stderr


def test_inputs_changed_meanwhile_make_no_paper(project: Project) -> None:
    reports = project.input("reports.yaml")
    stop = threading.Event()

    def keep_saving() -> None:
        text = reports.read_text(encoding="utf-8")
        while not stop.is_set():
            text += "#"
            reports.write_text(text, encoding="utf-8")
            time.sleep(0.02)

    saving = threading.Thread(target=keep_saving)
    saving.start()
    try:
        done = project.run_here("build")
    finally:
        stop.set()
        saving.join()
    assert done.returncode in (1, 3)
    assert not project.outputs()
    assert "Nothing was written." in done.stderr


@pytest.mark.parametrize("turned", ["a file", "a link to a folder"])
def test_inputs_changed_and_changed_back_meanwhile_make_no_paper(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turned: str
) -> None:
    """The paper would be made of words that are in no file before the build, and in none after."""
    paper = project.input("paper.yaml")
    folder = paper.parent
    if turned == "a link to a folder":
        for name in ("A", "B"):
            shutil.copytree(folder, tmp_path / name)
        shutil.rmtree(folder)
        folder.symlink_to(tmp_path / "A")
        project.edit(tmp_path / "B" / "paper.yaml", "title: HMICFRS update", "title: Another title")
    text, times = paper.read_text(encoding="utf-8"), paper.stat()
    make = in_memory.make

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        if turned == "a file":
            project.edit(paper, "title: HMICFRS update", "title: ANOTHER update")
        else:
            folder.unlink()
            folder.symlink_to(tmp_path / "B")
        made = make(*arguments, **options)
        if turned == "a file":
            paper.write_text(text, encoding="utf-8")
            os.utime(paper, ns=(times.st_atime_ns, times.st_mtime_ns))
        else:
            folder.unlink()
            folder.symlink_to(tmp_path / "A")
        (page,) = made.outputs.values()
        assert b"another" in page.lower()
        return made

    monkeypatch.setattr(in_memory, "make", meanwhile)
    with pytest.raises(MachineError, match="changed while the paper was being made"):
        one_paper.build(project.folder, date.fromisoformat(MEETING), [BY_ENDING["html"]])
    assert not project.outputs()
    monkeypatch.undo()
    assert one_paper.build(project.folder, date.fromisoformat(MEETING), [BY_ENDING["html"]]).files
