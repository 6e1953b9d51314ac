"""The commands that list kinds and begin one, and the kinds that are there to use."""

from __future__ import annotations

import csv
import re
import shutil
from typing import TYPE_CHECKING

import pytest

import kinds
import readers
from conftest import ROOT, Project, run_here

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = ("internal-audit-update", "report")


def test_the_kinds_are_listed_with_what_is_wrong_with_them(project: Project) -> None:
    kinds.kind(project)
    done = project.run_here("kinds")
    assert done.returncode == 0, done.stderr
    listed = [line.split()[0] for line in done.stdout.splitlines()]
    assert listed == [*SHIPPED, "risk-register"]
    assert done.stdout.endswith("risk-register          The force's strategic risks.\n")
    kinds.kind(project, facts=kinds.FACTS.replace("type: list", "type: lsit"))
    done = project.run_here("kinds")
    assert done.returncode == 1
    assert 'facts.yaml:4:11: error: "lsit" is not one of' in done.stderr


def test_a_kind_is_begun_that_builds_at_once(project: Project) -> None:
    assert project.run_here("new", "--kind", "fleet-review").returncode == 0
    folder = project.folder / "templates" / "fleet-review"
    assert kinds.said(project) == []
    example = (folder / "example.yaml").read_text(encoding="utf-8")
    kinds.item(project, example, "fleet")
    done = project.run_here("build", "--item", "99", "--only", "html")
    assert done.returncode == 0, done.stderr
    lines = [line.text for line in readers.html_lines(project.out / "agenda-item-99-fleet.html")]
    assert "2 matters are listed in Table 1 and drawn in Figure 1: 15 in all." in lines
    schema = project.folder / "schemas" / "kinds" / "fleet-review.schema.json"
    before = schema.read_bytes()
    facts = folder / "facts.yaml"
    project.edit(facts, "about: What it is called.", "about: Its name.")
    assert project.run_here("kinds", "--schemas").returncode == 0
    assert schema.read_bytes() == before.replace(b"What it is called.", b"Its name.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a meeting, as in 2026-03-26, or a kind with --kind"),
        (["2030-01-01", "--kind", "x"], "name a meeting, as in 2026-03-26, or a kind with --kind"),
        (["--kind", "Risk Register"], '"Risk Register" cannot be the name of a kind'),
        (["--kind", "../x"], '"../x" cannot be the name of a kind'),
        (["--kind", "shared"], '"shared" cannot be the name of a kind'),
        (["--kind", "report"], "templates/report is there already; it is left as it is"),
    ],
)
def test_a_kind_that_cannot_be_begun(project: Project, arguments: list[str], said: str) -> None:
    before = sorted(project.folder.rglob("*"))
    done = project.run_here("new", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(project.folder.rglob("*")) == before


def test_items_are_carried_on_to_the_next_meeting(project: Project) -> None:
    facts = kinds.FACTS.replace("cost: {type: money", "due: {type: date")
    kinds.kind(
        project, kinds.TEMPLATE.replace(kinds.COST, "{{ risk.due | date if risk.due }}"), facts
    )
    text = kinds.ITEM.replace("cost: £1.2 million", "due: 2025-12-31")
    kinds.item(project, text.replace("title:", "status: draft\ntitle:"))
    done = project.run_here("new", "2026-03-26")
    assert done.returncode == 0, done.stderr
    assert "    items/risks.yaml\n" in done.stdout
    path = project.folder / "inputs" / "2026-03-26" / "items" / "risks.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[2].startswith("status: draft # once it is cleared")
    assert "    due: 2025-12-31 # to do: is this still so?" in lines
    assert lines[lines.index("risks:") - 1].startswith("# to do: these are the last paper's facts")
    done = project.run_here("check", "2026-03-26", "--format", "line")
    assert done.returncode == 0, done.stdout
    found = [line for line in done.stdout.splitlines() if "items/risks.yaml" in line]
    assert len(found) == 2
    assert all("this is still to do" in line for line in found)


def test_the_kinds_that_are_there_say_what_the_facts_bear(tmp_path: Path) -> None:
    midshire = ROOT / "examples" / "midshire"
    out = tmp_path / "out"
    for number in ("7", "8"):
        done = run_here(
            "build", "--project", midshire, "--item", number, "--only", "txt", "--strict",
            "--out", out, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    said = {path.stem: readers.one_space(path.read_text(encoding="utf-8")) for path in out.iterdir()
            if path.suffix == ".txt"}  # fmt: skip
    audit, treasury = said["agenda-item-7-internal-audit"], said["agenda-item-8-treasury"]
    assert "has 5 audits. 2 have a final report, and one has not started." in audit
    assert "4 recommendations were open. 2 were overdue; the date of one had been moved." in audit
    assert "Total 2 3 3" in audit
    assert "Name: Morgan Ashdown Title: Head of Internal Audit" in audit
    assert "Name: Chief Inspector Rowan Thistlewood" in treasury
    assert "One final report gives limited assurance or none: Property and evidence" in audit
    assert "Total £13,750,000 £13,500,000" in treasury
    assert (
        "[Bar chart. Debt Management Office: 4,000,000; Local authorities: 6,500,000;" in treasury
    )


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("substantial", "or none: Property and evidence stores. One other opinion is not known."),
        ("limited", "No final report is known to give limited assurance, or none: one opinion is"),
        ("(?:substantial|limited)", "assurance, or none: 2 opinions are not known."),
    ],
)
def test_an_opinion_that_is_left_out_is_not_taken_for_a_good_one(
    tmp_path: Path, left_out: str, says: str
) -> None:
    midshire = ROOT / "examples" / "midshire"
    for name in ("inputs", "templates"):
        shutil.copytree(midshire / name, tmp_path / name)
    file = tmp_path / "inputs" / "2026-03-26" / "items" / "internal-audit.yaml"
    text = re.sub(rf"    opinion: {left_out}\n", "", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    done = run_here("build", "--item", "7", "--only", "txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    paper = next((tmp_path / "build" / "2026-03-26").glob("*internal-audit*.txt"))
    assert says in readers.one_space(paper.read_text(encoding="utf-8"))


def test_no_paper_of_an_item_has_words_of_exempt_items(tmp_path: Path) -> None:
    """Whatever the kind: the register's exempt items are looked for in every paper."""
    midshire = ROOT / "examples" / "midshire"
    for name in ("inputs", "templates"):
        shutil.copytree(midshire / name, tmp_path / name)
    with (tmp_path / "inputs/register.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    first = next(index for index, line in enumerate(lines) if line[0] == "Ref")
    rows = [dict(zip(lines[first], line, strict=False)) for line in lines[first + 1 :]]
    reference = next(row["Ref"] for row in rows if row["Exempt"] == "yes")
    path = tmp_path / "inputs/2026-03-26/items/treasury.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Nothing was borrowed", f"See {reference}. Nothing was borrowed"))
    done = run_here("check", "--format", "line", cwd=tmp_path)
    assert done.returncode == 1
    found = [line for line in done.stdout.splitlines() if "[exempt]" in line]
    assert len(found) == 1
    assert found[0].startswith("inputs/2026-03-26/items/treasury.yaml:")
    assert reference not in found[0]
    # Nor has the name of its files, which is that of the item's own file.
    path.unlink()
    named = path.with_name(f"see-{reference.lower()}.yaml")
    named.write_text(text, encoding="utf-8")
    done = run_here("check", "--format", "line", cwd=tmp_path)
    (of_name,) = [line for line in done.stdout.splitlines() if "[exempt]" in line]
    assert of_name.startswith(f"inputs/2026-03-26/items/{named.name}:")


def test_counts_of_an_audit_that_are_left_out_are_not_known(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "midshire" / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    project = Project(tmp_path)
    project.edit(tmp_path / "inputs/2026-03-26/items/internal-audit.yaml", "    medium: 0\n", "")
    done = project.run_here("build", "2026-03-26", "--item", "7", "--only", "txt")
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "build" / "2026-03-26").glob("*.txt")
    said = readers.one_space(path.read_text(encoding="utf-8"))
    assert "Payroll 0 Not known 2" in said
    assert "Total 2 Not known 3" in said
