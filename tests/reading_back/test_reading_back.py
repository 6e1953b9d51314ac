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


@pytest.fixture(scope="module")
def exempt_draft(tmp_path_factory: pytest.TempPathFactory) -> raw_facts.Facts:
    """A marked draft whose register has exempt items alone, with its restricted appendix."""
    tool("pdftotext")
    project = tmp_path_factory.mktemp("exempt")
    given = workspaces.make(328)
    (paper,) = (one for name, one in given.files.items() if name.endswith("paper.yaml"))
    assert (paper["status"], paper["marking"]) == ("draft", "OFFICIAL")
    assert not spoken.untrue(given, project, spoken.WITH_PDF)
    (facts,) = raw_facts.papers(project)
    return facts


def outputs(facts: raw_facts.Facts, ending: str) -> list[Path]:
    found = sorted((facts.folder / "out").rglob(f"*.{ending}"))
    assert len(found) == 2
    return found


@pytest.mark.parametrize(
    "change", [{"marking": "SECRET"}, {"status": "cleared"}, {"item": "17"}], ids=str
)
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_another_head_or_foot_of_a_page_is_a_fault(
    exempt_draft: raw_facts.Facts,
    ending: str,
    change: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exempt_draft, "paper", exempt_draft.paper | change)
    for path in outputs(exempt_draft, ending):
        is_restricted = path.parent.name == "restricted"
        found = [one for one in reader.read(exempt_draft, path) if "should" in one.why]
        assert bool(found) != (is_restricted and "marking" in change), found


def test_words_that_a_pdf_lacks_are_a_fault(exempt_draft: raw_facts.Facts) -> None:
    paper, _ = outputs(exempt_draft, "pdf")
    page = paper.with_suffix(".html")
    was = page.read_text(encoding="utf-8")
    page.write_text(was.replace("Contact officer", "Another officer"), encoding="utf-8")
    found = [one.sentence for one in reader.read(exempt_draft, paper)]
    page.write_text(was, encoding="utf-8")
    assert found == ["Another officer"]


def test_key_points_lead_to_the_paragraphs_that_word_numbers_so(tmp_path: Path) -> None:
    workspace = workspaces.Workspace.read(ROOT)
    workspace.files[f"{workspace.meetings[0]}/paper.yaml"]["key_points"] = "shown"
    workspace.write(tmp_path, spoken.TEMPLATES)
    (facts,) = raw_facts.papers(tmp_path)
    assert spoken.of_paper(facts, tmp_path, spoken.FORMATS) == []
    word, page = (
        documents.read(path)
        for ending in ("docx", "html")
        for path in tmp_path.glob(f"out/*/*.{ending}")
    )
    numbers = [(one.number, one.text) for one in page if one.number]
    assert [(one.number, one.text) for one in word if one.number] == numbers
    other = [one._replace(number=f"9{one.number}") if one.number else one for one in word]
    assert any("is about something else" in one.why for one in reader.read_blocks(facts, other, ""))


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
