"""Papers and items of an agenda that say in words of their own that the public is out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from test_pack import AGENDA, agreed

import kinds
from jacpaper.kinds import privacy
from jacpaper.kinds.agenda_in_words import Said, doubts

if TYPE_CHECKING:
    from conftest import Project

OUTLOOK = "outlook: |\n  It is *calm*.\n"
TITLE = "title: Strategic risks"
UNTIL_SETTLED = "may say that it is not for the public, and it is made for the public"
OUT = '  - {item: "6", title: Exclusion of the press and public, paper: none}\n'
BACK = '  - {item: "6.1", title: Return of the public, paper: none}\n'
RISKS = '  - {item: "7"'


def built(project: Project, *more: str) -> str:
    """Return what a build says that is refused, having seen that it made nothing of the item."""
    done = project.run_here("build", "--only", "txt", *more)
    assert done.returncode == 1, done.stdout
    assert not [*project.out.glob("*-risks*.txt")]
    return done.stderr


@pytest.fixture
def meeting(project: Project) -> Project:
    """Return a project with a paper, an item, and an agenda of both."""
    kinds.kind(project)
    kinds.item(project)
    return agreed(project, "".join(AGENDA.splitlines(keepends=True)[:-1]))


@pytest.mark.parametrize(
    "said",
    [
        "title: Strategic risks (Part II)", "title: Strategic risks - exempt",
        'title: "Strategic risks [OFFICIAL-SENSITIVE]"',
        "title: Confidential report on risks",
        "title: Exempt minutes", f"{TITLE}\nmarking: INTERNAL",
        f"{TITLE}\nmarking: OFFICIAL-SENSITIVE",
        f"{TITLE}\nmarking: O-S", f"{TITLE}\nmarking: Restricted", f"{TITLE}\nmarking: PROTECT",
        f"{TITLE}\nmarking: 'TLP:AMBER+STRICT'",
        f"{TITLE}\noutlook: Not for publication by virtue of paragraph 7 of Schedule 12A.",
        f"{TITLE}\noutlook: EXEMPT. There are two.",
        f"{TITLE}\nrecommendation_to_committee: to exclude the press and public from this item.",
        f"{TITLE}\nrecommendation_to_committee: to consider item 9 in private.",
        f"{TITLE}\nrecommendation_to_committee: to take this report in private session.",
        f"{TITLE}\nrecommendation_to_committee: to move into closed session.",
        f"{TITLE}\noutlook: There are two. This paragraph is not to be published.",
        f"{TITLE}\noutlook: This report is exempt under paragraph 7 of Schedule 12A.",
        f"{TITLE}\noutlook: As this report contains exempt information, there are two.",
    ],
)  # fmt: skip
def test_a_paper_that_may_say_so_is_not_made_until_it_is_settled(
    meeting: Project, said: str
) -> None:
    text = kinds.ITEM.replace(OUTLOOK, "").replace(TITLE, said)
    kinds.item(meeting, text)
    for more in ([], ["--item", "07"]):
        assert UNTIL_SETTLED in built(meeting, *more)
    kinds.item(meeting, f"{text}private: false\n")
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr
    assert [*meeting.out.glob("*-risks.txt")]


def test_the_line_that_may_say_so_is_not_quoted(meeting: Project) -> None:
    kinds.item(meeting, kinds.ITEM.replace("It is *calm*.", "EXEMPT. A thaumagrindle."))
    said = built(meeting)
    assert "items/risks.yaml:10:10: error: its words “EXEMPT”" in said
    assert "thaumagrindle" not in said


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("outlook: The thaumagrindle is dear. This paragraph is not to be published, nor sold.",
         "this paragraph is not to be published"),
        ("outlook: As the thaumagrindle is theirs, this report is exempt under paragraph 7.",
         "this report is exempt under"),
        ("recommendation_to_committee: to exclude the press and public, for a thaumagrindle.",
         "exclude the press and public"),
        ("recommendation_to_committee: to exclude the thaumagrindle and its makers, and the public",
         "exclude \u2026 public"),
        ("marking: OFFICIAL  # the thaumagrindle is theirs; do not publish it until 12 March",
         "do not publish"),
    ],
)  # fmt: skip
def test_the_words_that_say_so_are_quoted_without_the_rest(
    meeting: Project, said: str, quoted: str
) -> None:
    kinds.item(meeting, kinds.ITEM.replace(OUTLOOK, "").replace(TITLE, f"{TITLE}\n{said}"))
    done = built(meeting)
    assert f"its words “{quoted}” may say" in done
    assert "thaumagrindle" not in done


@pytest.mark.parametrize(
    "asked",
    [
        "to approve the annual governance statement for publication.",
        "to agree that the accounts can be published.",
        "to note the reports published before and after the last meeting.",
        "to consider how hearings in private cars are paid.",
        "to note that it may be restricted to staff.",
        "to note that no exclusion of the press and public is possible.",
    ],
)
def test_an_ordinary_recommendation_puts_nobody_out(meeting: Project, asked: str) -> None:
    said = f"{TITLE}\nrecommendation_to_committee: {asked}"
    text = "The figures exclude VAT, are restricted to staff, and leave out private hire."
    kinds.item(meeting, kinds.ITEM.replace(TITLE, said).replace("It is *calm*.", text))
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr


def test_the_name_of_its_file_may_say_so(meeting: Project) -> None:
    (meeting.input("items/risks.yaml")).rename(meeting.input("items/exempt-risks.yaml"))
    assert f"its words “exempt risks” {UNTIL_SETTLED}" in built(meeting)


@pytest.mark.parametrize(
    "title",
    ["Whistleblowing and confidential reporting", "Confidential reporting line", "Private equity",
     "Restricted reserves", "Public sector audit",
     "Protecting vulnerable people", "Private finance initiative", "Sensitive policing (covert)",
     "'HMICFRS recommendations: closed items'", "Audit tracker (closed items)",
     "'Engagement: private meeting'"],
)  # fmt: skip
@pytest.mark.parametrize("marking", ["OFFICIAL", "NOT PROTECTIVELY MARKED", "Unclassified"])
def test_ordinary_titles_and_markings_are_for_the_public(
    meeting: Project, title: str, marking: str
) -> None:
    said = f"title: {title}\nmarking: {marking}"
    kinds.item(meeting, kinds.ITEM.replace(TITLE, said))
    agreed(meeting, meeting.input("agenda.yaml").read_text().replace("Strategic risks", title))
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("title", ["Strategic risks (private session)", "Risks (Part II)"])
def test_the_agendas_own_title_may_say_so(meeting: Project, title: str) -> None:
    assert meeting.run_here("build", "--only", "html", "--item", "07").returncode == 0
    agenda = meeting.input("agenda.yaml")
    agreed(meeting, agenda.read_text().replace("Strategic risks", title))
    assert "may say that its paper is not for the public" in built(meeting)
    said = built(meeting, "--item", "07")
    assert "items/risks.yaml:2:7: error: the agenda may say that this paper is private" in said
    assert "delete what was made: build/2025-12-11/agenda-item-07-risks.html" in said
    kinds.item(meeting, kinds.ITEM + "private: false\n")
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "title",
    ["Estates (in private)", "Estates (to be taken in closed session)", "Estates - private",
     "Estates: in private session", "In private: estates", "Estates - closed item",
     "Estates, in private", "Estates (for private session)", "Estates (not in public)",
     "Estates (behind closed doors)"],
)  # fmt: skip
def test_a_title_may_say_that_its_paper_is_taken_in_private(meeting: Project, title: str) -> None:
    kinds.item(meeting, kinds.ITEM.replace(TITLE, f"title: '{title}'"))
    assert UNTIL_SETTLED in built(meeting)


@pytest.mark.parametrize("title", ["Risks (exempt)", "Part II"])
def test_an_agenda_that_cannot_be_read_may_say_so(meeting: Project, title: str) -> None:
    text = meeting.input("agenda.yaml").read_text()
    agreed(meeting, text.replace("Strategic risks", title) + "\t: {")
    assert "cannot be read, and it may say that this paper" in built(meeting, "--item", "07")


def test_what_comes_after_the_public_is_out_is_private_until_it_is_back(meeting: Project) -> None:
    text = meeting.input("agenda.yaml").read_text()
    agreed(meeting, text.replace(RISKS, f"{OUT}{RISKS}"))
    assert "“Exclusion of the press and public”, which stands above it, may say" in built(meeting)
    agreed(meeting, text.replace(RISKS, f"{OUT}{BACK}{RISKS}"))
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("title", "is_out"),
    [
        ("Press and public excluded", True), ("That the press and public be excluded", True),
        ("Press and public to leave the meeting", True), ("Private business", True),
        ("Items to be considered in private", True), ("To exclude the public", True),
        ("Possible exclusion of the press and public", False),
        ("Exclusion of the press and public: none", False), ("Public questions", False),
    ],
)  # fmt: skip
def test_the_public_is_out_in_the_usual_words(title: str, *, is_out: bool) -> None:
    first, paper = doubts([Said(title, paper="none"), Said("Risks")])
    assert (first, bool(paper)) == ("", is_out)


@pytest.mark.parametrize(
    ("between", "is_back"),
    [
        (Said("Public session", paper="none"), True),
        (Said("Press and public readmitted", paper="none"), True),
        (Said("Meeting re-opens to the public", paper="none"), True),
        (Said("End of the private session", paper="none"), True),
        (Said("Part 1 of the PEEL inspection"), False),
        (Said("Resumption of public order training", paper="none", is_private=True), False),
    ],
)
def test_the_public_is_back_by_an_item_without_a_paper(between: Said, *, is_back: bool) -> None:
    out = Said("Exclusion of the press and public", paper="none")
    *_, last = doubts([out, between, Said("Risks")])
    assert bool(last) is not is_back


def test_the_public_is_out_by_an_item_that_is_private_itself(meeting: Project) -> None:
    out = Said("Exclusion of the press and public", paper="none", is_private=True)
    assert [bool(one) for one in doubts([out, Said("Risks")])] == [False, True]
    text = meeting.input("agenda.yaml").read_text()
    training = "title: Resumption of public order training, paper: none, private: Yes."
    for more in (OUT, OUT + f'  - {{item: "6.1", {training}}}\n'):
        agreed(meeting, text.replace(RISKS, f"{more}{RISKS}"))
        assert "may say that this paper is private" in built(meeting, "--item", "07")


def test_the_way_back_that_a_hint_names_is_one(meeting: Project) -> None:
    text = meeting.input("agenda.yaml").read_text()
    agreed(meeting, text.replace(RISKS, f"{OUT}{RISKS}"))
    built(meeting)
    assert "title: Public session\npaper: none" in privacy.hint_in_doubt(date(2025, 12, 11), "")
    session = '  - {item: "6.1", title: Public session, paper: none}\n'
    agreed(meeting, text.replace(RISKS, f"{OUT}{session}{RISKS}"))
    assert meeting.run_here("build", "--only", "txt").returncode == 0


def test_a_mark_with_what_it_hides_is_quoted_by_its_first_word(meeting: Project) -> None:
    kinds.item(meeting, kinds.ITEM.replace("It is *calm*.", "Risks (confidential: of Jane Doe)."))
    said = built(meeting)
    assert "its words “(confidential:” may say" in said
    assert "Jane" not in said


@pytest.mark.parametrize(
    "said",
    [
        "The Police Act 1996 (Part 2).",
        "As in (paragraph 3).",
        "It was Part 2: the vote.",
        "None of this report is exempt under the Act.",
        "This report is restricted to two audits.",
        "This report contains no exempt information.",
        "This item is exempt from VAT.",
        "This section is not to be confused with another.",
        "This report is not exempt.",
    ],
)
def test_prose_may_speak_of_a_part_or_a_paragraph(meeting: Project, said: str) -> None:
    kinds.item(meeting, kinds.ITEM.replace("It is *calm*.", said))
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "letter-EXEMPT.pdf",
        "Part II letter.pdf",
        "restricted.pdf",
        "confidential-legal-advice.pdf",
        "part2.pdf",
    ],
)
def test_the_name_of_anothers_pdf_may_say_so(meeting: Project, name: str) -> None:
    entry = f'  - {{item: "9", title: Letter, paper: {name}}}\n'
    agreed(meeting, meeting.input("agenda.yaml").read_text() + entry)
    meeting.input(name).write_bytes(b"%PDF-1.7")
    done = meeting.run_here("upload")
    assert done.returncode == 1
    assert "may say that its paper is not for the public" in done.stderr
    assert not (meeting.out / "upload").exists()


@pytest.mark.parametrize(
    "note",
    [
        "# PRIVATE - not for publication", "# Embargoed until 12 December", "# (Part II)",
        "# DCC: do not publish until 12 March", "# Discussed with DCC in closed session",
        "# To be taken in closed session", "# keep this out of the public paper",
        "# draft, not for circulation",
    ],
)  # fmt: skip
def test_a_note_in_its_file_may_say_so(meeting: Project, note: str) -> None:
    kinds.item(meeting, f"{note}\n{kinds.ITEM}")
    said = built(meeting)
    assert "items/risks.yaml:1:1: error: its words" in said
    assert UNTIL_SETTLED in said
    kinds.item(meeting, f"{note}\n{kinds.ITEM}private: false\n")
    assert meeting.run_here("build", "--only", "txt").returncode == 0


@pytest.mark.parametrize(
    "note",
    ["# private: true", "# private: no", "# private: 'no'  # the DCC agreed", "# Private: FALSE",
     "# Exempt items: none.", "# Not for publication: nothing", "# marking: none",
     "# spoke to the custody suite about private sessions",
     "# What may be confidential goes elsewhere.", "# to do: the figures"],
)  # fmt: skip
def test_other_notes_in_its_file_say_nothing_of_it(meeting: Project, note: str) -> None:
    kinds.item(meeting, f"{note}\n{kinds.ITEM}")
    assert meeting.run_here("build", "--only", "txt").returncode == 0
