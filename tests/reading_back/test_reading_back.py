"""What finished papers say is read back and held against their raw inputs, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import documents
import pytest
import raw_facts
import reader
import spoken
import workspaces

from conftest import ROOT, tool

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(4)
"""The generated workspaces of `make test`; `make soak` reads thousands."""


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_papers_say_only_what_their_inputs_bear(tmp_path: Path, seed: int) -> None:
    workspace = workspaces.make(seed)
    found = spoken.untrue(workspace, tmp_path)
    assert not found, f"{found}\n{spoken.smallest(workspace, tmp_path)}"


EXAMPLES = sorted(path.parent.relative_to(ROOT) for path in ROOT.glob("examples/*/inputs"))


@pytest.mark.parametrize("project", ["", *EXAMPLES], ids=str)
def test_the_papers_here_say_only_what_their_inputs_bear(tmp_path: Path, project: str) -> None:
    workspace = workspaces.Workspace.read(ROOT / project)
    assert not spoken.untrue(workspace, tmp_path, ("html",))


def test_a_pdf_says_what_its_page_says(tmp_path: Path) -> None:
    tool("pdftotext")
    workspace = workspaces.Workspace.read(ROOT)
    assert not spoken.untrue(workspace, tmp_path, ("pdf", "html"))
    (page,), (pdf,) = tmp_path.glob("out/*/*.html"), tmp_path.glob("out/*/*.pdf")
    said = documents.pdf_letters(pdf)
    for block in documents.page(page):
        for text in (block.text, *(cell for row in block.rows for cell in row)):
            if block.kind != "picture":
                assert documents.letters(text) in said


def test_a_sentence_with_a_figure_that_no_pattern_knows_is_a_fault(tmp_path: Path) -> None:
    workspace = workspaces.Workspace.read(ROOT)
    workspace.write(tmp_path, spoken.TEMPLATES)
    (facts,) = raw_facts.papers(tmp_path)
    for text in ("Crime fell by 4%.", "Three forces took part.", "It was better in May."):
        found = reader.read_blocks(facts, [documents.Block("p", text)], "made up")
        assert "no pattern knows this sentence" in {one.why for one in found}


def test_an_exempt_item_named_in_the_public_paper_is_a_fault(tmp_path: Path) -> None:
    workspace = workspaces.Workspace.read(ROOT / "examples" / "midshire")
    workspace.write(tmp_path, spoken.TEMPLATES)
    facts = raw_facts.papers(tmp_path)[-1]
    exempt = next(item["Reference"] for item in facts.register.rows if item.exempt)
    for block in (
        documents.Block("p", f"This leaves {exempt}."),
        documents.Block("table", rows=(("Reference",), (exempt,))),
    ):
        found = reader.read_blocks(facts, [block], ".html")
        assert f"the exempt item {exempt} is in the public paper" in {one.why for one in found}
