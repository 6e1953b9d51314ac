"""Packs in several files, and the list of their checksums."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pdfplumber
import pytest

import packs
from conftest import tool
from jacpaper.pack.join import join, page_count
from jacpaper.problems import MachineError, Problems
from jacpaper.upload.checksums import listed
from jacpaper.upload.split import split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jacpaper.pack.parts import Part


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    days = ("2024-12-12", "2025-06-12", "2025-06-26", "2025-12-11")
    return [one.part for one in packs.examples(days=days)]


def largest(parts: list[Part]) -> int:
    """Return a size of files into which each paper fits, and some fit together."""
    return max(len(join([part], packs.ABOUT).content) for part in parts) + 20_000


def test_what_fits_is_the_pack_itself(parts: list[Part]) -> None:
    assert split(parts, packs.ABOUT, 10_000_000) == (join(parts, packs.ABOUT),)


def test_none_is_above_the_size_and_no_paper_is_divided(parts: list[Part]) -> None:
    most = largest(parts)
    found = split(parts, packs.ABOUT, most)
    assert 1 < len(found) < len(parts)
    assert all(len(pack.content) <= most for pack in found)
    names = [name for pack in found for name in pack.first_pages]
    assert names == [part.name for part in parts]


def test_the_numbers_are_those_of_the_one_pack(parts: list[Part]) -> None:
    found = split(parts, packs.ABOUT, largest(parts))
    firsts = {name: page for pack in found for name, page in pack.first_pages.items()}
    assert firsts == join(parts, packs.ABOUT).first_pages
    with pdfplumber.open(io.BytesIO(found[-1].content)) as pdf:
        last = sum(page_count(part.content) for part in parts)
        assert f"Pack page {last}" in pdf.pages[-1].extract_text()
        assert next(pdf.doc.get_page_labels()) == str(next(iter(found[-1].first_pages.values())))


def test_a_part_that_grows_when_it_is_finished_is_not_given_out(parts: list[Part]) -> None:
    most = largest(parts)

    def grown(group: Sequence[Part]) -> Sequence[Part]:
        others = [part for part in parts if part not in group]
        return [*group, *others]

    with pytest.raises(MachineError, match="larger than it was measured"):
        split(parts, packs.ABOUT, most, grown)


def test_each_paper_that_is_too_large_is_named(parts: list[Part]) -> None:
    with pytest.raises(Problems) as caught:
        split(parts, packs.ABOUT, 30_000)
    named = {problem.place.file for problem in caught.value.problems}
    assert {part.name for part in parts if len(part.content) > 35_000} <= named
    assert "files of at most 30 kB are wanted" in str(caught.value)


def test_sha256sum_agrees(tmp_path: Path) -> None:
    files = {"pack.pdf": b"a pack", "07.pdf": b"a paper"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "SHA256SUMS").write_bytes(listed(files))
    check = [tool("sha256sum"), "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "07.pdf: OK\npack.pdf: OK\n"
    (tmp_path / "07.pdf").write_bytes(b"another paper")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1
