"""What a register hides, leaves unnamed or marks in doubt is settled by a person, not guessed.

Each hint is followed to the letter, and then nothing more is asked.
"""

from __future__ import annotations

import re
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jacpaper.problems import Problem, Problems
from jacpaper.register.reading import forbidding, noted, restrictions
from jacpaper.register.reading.mark_words import apart, may_mark
from jacpaper.register.reading.restrictions import may_restrict
from jacpaper.text.comparing import in_words
from registers import HEADINGS, ROWS, csv_text, read, workbook, yaml_text
from rezip import change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jacpaper.facts.register import Register


def marked(*cells: Any, heading: str = "Exempt") -> str:
    """Return a register with one more column, that holds these cells."""
    rows = [(*row, cell) for row, cell in zip(ROWS, cells, strict=True)]
    return csv_text(rows, (*HEADINGS, heading))


def asked(folder: Path, **files: str) -> tuple[Problem, ...]:
    """Return all that is asked of a register, or wrong with it."""
    try:
        return read(folder, **files).questions
    except Problems as found:
        return found.problems


def advice(problem: Problem, key: str) -> str:
    """Return what a hint says to write in register.yaml: a key, and the lines under it."""
    lines = re.findall(rf"^({key}:(?: .*|(?:\n  .*)+))$", problem.hint, re.MULTILINE)
    assert len(lines) == 1, problem.hint
    return f"{lines[0]}\n"


def exempt(register: Register) -> list[bool]:
    return [item.exempt for item in register.items]


@pytest.mark.parametrize(
    "name", ["Exempt (Y/N)", "Sensitive", "Part II", "Pink paper", "Exmpt", "?!"]
)
def test_a_column_that_may_be_a_restriction_is_settled_either_way(
    tmp_path: Path, name: str
) -> None:
    cells = ("Yes", "No", "Confidential") if name == "?!" else ("Yes", "No", "No")
    (problem,) = asked(tmp_path, csv=marked(*cells, heading=name))
    assert problem.severity == "error"
    assert str(problem.place) == "inputs/register.csv:1:I"
    found = read(tmp_path, yaml=advice(problem, "columns"))
    assert exempt(found) == [True, False, name == "?!"]
    assert found.questions == ()
    found = read(tmp_path, yaml=advice(problem, "not_used"))
    assert exempt(found) == [False, False, False]
    assert found.questions == ()


def test_a_restriction_left_out_of_columns_is_added_to_them(tmp_path: Path) -> None:
    given = "columns:\n  reference: Reference\n  report: Report\n  text: Text\n  made: Made\n"
    given += "  status: Status\n  closed: Closed\n"
    rest = "not_used: [Type, Status date]\n"
    (problem,) = asked(tmp_path, csv=marked("yes", "no", ""), yaml=given + rest)
    found = read(tmp_path, yaml=given + f"{problem.hint.splitlines()[1]}\n" + rest)
    assert exempt(found) == [True, False, False]
    assert found.questions == ()
    assert asked(tmp_path, yaml=given + advice(problem, "not_used")) == ()


def test_a_second_column_beside_the_first_is_asked_about(tmp_path: Path) -> None:
    rows = [(*row, "no", "yes") for row in ROWS]
    text = csv_text(rows, (*HEADINGS, "Exempt", "Restricted"))
    (problem,) = asked(tmp_path, csv=text)
    assert problem.message.startswith('"Restricted" may say which items are not for publication')
    assert asked(tmp_path, yaml=advice(problem, "not_used")) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Exempt", "EXEMPTION", "Is_Exempt", "Restricted?", "Confidential item", "Confidental",
        "Part 2", "part two", "Part IIa item", "Not for publication", "Suitable for publication",
        "Can be published", "Public", "Public / private", "Sensitivity", "Protective marking",
        "Security", "Pink", "In private", "GSC", "Government classification", "Redacted version",
        "Handling caveat", "Schedule 12A paragraph", "FOI", "Withheld",
    ],
)  # fmt: skip
def test_words_of_restrictions_are_known(name: str) -> None:
    assert may_restrict(name) != (name == "Part IIa item")


@pytest.mark.parametrize(
    "name",
    [
        "Publication date", "HMICFRS publication", "Report", "Comments", "Update", "Owner",
        "Secretariat lead", "Part", "Closed", "Date opened", "Priority", "Evidence", "Department",
    ],
)  # fmt: skip
def test_other_headings_are_no_restriction(name: str) -> None:
    assert not may_restrict(name)


def test_what_is_not_used_is_named_once_and_answered(tmp_path: Path) -> None:
    rows = [(*row, "x y", "", "z") for row in ROWS]
    text = csv_text(rows, (*HEADINGS, "Comments", "Blank", ""))
    (problem,) = asked(tmp_path, csv=text)
    assert problem.severity == "hint"
    assert problem.message == "no use is made of 3 columns: Comments, Blank, column K"
    assert asked(tmp_path, yaml=advice(problem, "not_used")) == ()


@pytest.mark.parametrize(
    "said",
    [
        ("31/03/2026", "TBC", ""), ("2026-03-31", "", ""), ("March 2026", "Q4 2025/26", "n/a"),
        ("1 May 2026", "see below", ""), ("w/c 2 March 2026", "ongoing", ""),
    ],
)  # fmt: skip
def test_dates_that_nothing_reads_are_asked_about(tmp_path: Path, said: tuple[str, ...]) -> None:
    """By them an item may be late or not: a paper without them would say what is not so."""
    (problem,) = asked(tmp_path, csv=marked(*said, heading="New due date"))
    assert problem.severity == "warning"
    assert problem.message == '"New due date" holds dates, and nothing reads it'
    assert asked(tmp_path, yaml=advice(problem, "not_used")) == ()


def test_dates_are_read_where_register_yaml_says_what_they_are(tmp_path: Path) -> None:
    (problem,) = asked(tmp_path, csv=marked("31/03/2030", "", "", heading="New due date"))
    found = read(tmp_path, yaml=advice(problem, "columns"))
    assert found.items[0].revised == date(2030, 3, 31)
    assert found.questions == ()


def test_what_is_said_of_dates_is_not_said_of_other_columns(tmp_path: Path) -> None:
    rows = [(*row, "30/06/2026", "x y") for row in ROWS]
    dates, words = asked(tmp_path, csv=csv_text(rows, (*HEADINGS, "New deadline", "Comments")))
    assert words.message == "no use is made of 1 column: Comments"
    (left,) = asked(tmp_path, yaml=advice(dates, "not_used"))
    assert left.message == words.message
    # What is said of both stands in one list.
    assert asked(tmp_path, yaml=advice(words, "not_used")) == ()


def test_several_columns_of_dates_are_asked_about_together(tmp_path: Path) -> None:
    rows = [(*row, "30/06/2026", "1 May 2026", "2 May 2026") for row in ROWS]
    headings = (*HEADINGS, "New deadline", "Seen by the board", "Last updated")
    dates, words = asked(tmp_path, csv=csv_text(rows, headings))
    assert dates.message == '"New deadline", "Seen by the board" hold dates, and nothing reads them'
    assert words.message == "no use is made of 1 column: Last updated"
    assert asked(tmp_path, yaml=advice(words, "not_used")) == ()


@pytest.mark.parametrize(
    "said",
    [("2025", "2026", "2024"), ("2025/26", "2024/25", ""), ("46112", "1", ""), ("", "-", "n/a")],
)
def test_years_and_numbers_are_no_dates(tmp_path: Path, said: tuple[str, ...]) -> None:
    problems = asked(tmp_path, csv=marked(*said, heading="Plan"))
    assert {one.severity for one in problems} <= {"hint"}


def test_a_heading_under_not_used_is_there_and_is_not_used(tmp_path: Path) -> None:
    text = marked("x", "y", "z", heading="Comments")
    (problem,) = asked(tmp_path, csv=text, yaml="not_used: [Coments, Comments]\n")
    assert problem.message == 'the register has no column "Coments"'
    assert problem.hint == 'did you mean "Comments"?'
    assert str(problem.place) == "inputs/register.yaml:1:12"
    mapping = "columns: {owner: Comments}\nnot_used: [Comments]\n"
    (problem,) = asked(tmp_path, yaml=mapping)
    assert problem.message == '"Comments" is used: it is our owner'


def test_what_is_not_used_is_not_guessed_to_be_one_of_ours(tmp_path: Path) -> None:
    text = marked("x", "y", "z", heading="Theme")
    assert [item.theme for item in read(tmp_path, csv=text).items] == ["x", "y", "z"]
    found = read(tmp_path, yaml="not_used: [Theme]\n")
    assert [item.theme for item in found.items] == ["", "", ""]
    assert found.questions == ()


def test_a_key_of_an_item_that_is_none_of_ours_is_named(tmp_path: Path) -> None:
    rows = [(*row, "Yes") for row in ROWS]
    (problem,) = asked(tmp_path, yaml=yaml_text(rows, (*HEADINGS, "Confidential")))
    assert problem.severity == "error"
    assert problem.place.file == "inputs/register.yaml"
    assert problem.place.line == 1


@pytest.mark.parametrize("word", ["TBC", "-", "n/a", "none", "?", "see DCC", "...", "Yes please"])
def test_a_cell_that_is_neither_yes_nor_no_counts_as_exempt_and_is_asked_about(
    tmp_path: Path, word: str
) -> None:
    text = marked(word, "no", word)
    found = read(tmp_path, csv=text)
    assert exempt(found) == [True, False, True]
    (problem,) = found.questions
    assert problem.severity == "warning"
    assert problem.message == f"“{word}” is neither yes nor no (in 2 rows, here first)"
    assert str(problem.place) == "inputs/register.csv:2:I"
    found = read(tmp_path, yaml=advice(problem, "exempt"))
    assert exempt(found) == [False, False, False]
    assert found.questions == ()


def test_a_long_remark_instead_of_yes_is_not_quoted(tmp_path: Path) -> None:
    rows = [("R1", "A report", "AFI", "Do (exempt, as it names the zorblaxian)", *ROWS[0][4:])]
    text = csv_text([(*rows[0], "")], (*HEADINGS, "Exempt"))
    text += csv_text([(*ROWS[1], "yes, as it names the zorblaxian")]).partition("\n")[2]
    found = read(tmp_path, csv=text)
    assert exempt(found) == [True, True]
    assert len(found.questions) == 2
    assert "zorblaxian" not in "\n".join(map(str, found.questions))


def test_a_blank_cell_is_public(tmp_path: Path) -> None:
    found = read(tmp_path, csv=marked("yes", "", "\u00a0"))
    assert exempt(found) == [True, False, False]
    assert found.questions == ()


def test_a_blank_cell_among_many_that_say_no_counts_as_exempt_and_is_asked_about(
    tmp_path: Path,
) -> None:
    """Whoever answers for every item has not decided yet."""
    rows = [(f"R{number}", *ROWS[0][1:]) for number in range(6)]
    answers = ["No", "no", "Yes", "No", "No", ""]

    def text(answers: list[str]) -> str:
        cells = [(*row, answer) for row, answer in zip(rows, answers, strict=True)]
        return csv_text(cells, (*HEADINGS, "Exempt"))

    found = read(tmp_path, csv=text(answers))
    assert exempt(found) == [False, False, True, False, False, True]
    (problem,) = found.questions
    assert problem.message == "this is blank, where 4 say no"
    assert [item.is_undecided for item in found.items] == [False] * 5 + [True]
    assert str(problem.place) == "inputs/register.csv:7:I"
    assert problem.hint.endswith("write yes or no in the cell")
    for answer in ("yes", "no"):
        assert read(tmp_path, csv=text([*answers[:-1], answer])).questions == ()
    found = read(tmp_path, csv=text([*answers[:4], "", ""]))
    assert (exempt(found)[4:], found.questions) == ([False, False], ())


@pytest.mark.parametrize("text", ["Do this (exempt)", "Do this. Exempt under paragraph 7."])
def test_a_blank_cell_of_an_item_with_a_mark_is_asked_about_for_its_mark(
    tmp_path: Path, text: str
) -> None:
    """It is not undecided: the item says that it is exempt."""
    rows = [(f"R{number}", *ROWS[0][1:], "no") for number in range(6)]
    rows[5] = ("R5", "A report", "AFI", text, *ROWS[0][4:], "")
    found = read(tmp_path, csv=csv_text(rows, (*HEADINGS, "Exempt")))
    assert exempt(found) == [False] * 5 + [True]
    assert not any(item.is_undecided for item in found.items)
    (problem,) = found.questions
    assert "xempt" in problem.message
    assert "nothing else says whether it is exempt" in problem.message
    settled = read(
        tmp_path, yaml=advice(problem, "exempt"), csv=csv_text(rows, (*HEADINGS, "Exempt"))
    )
    assert [one.message for one in settled.questions] == ["this is blank, where 5 say no"]


def test_an_item_of_a_yaml_file_says_yes_or_no_in_quotes(tmp_path: Path) -> None:
    item = ITEMS.removeprefix("items:\n").partition("  - reference: R2")[0]
    no = '    exempt: "no"\n'
    several = [item.replace("R1", f"R{number}") + no for number in range(2, 10)]
    text = f"items:\n{item}{''.join(several)}"
    found = read(tmp_path, yaml=text)
    assert exempt(found) == [True] + [False] * 8
    (problem,) = found.questions
    assert problem.message == "this item does not say whether it is exempt, where 8 say no"
    assert problem.hint.endswith('add to the item exempt: "yes" or exempt: "no", with the quotes')
    settled = read(tmp_path, yaml=text.replace(item, item + no, 1))
    assert (exempt(settled), settled.questions) == ([False] * 9, ())
    # Where few say it, whoever says nothing means no.
    found = read(tmp_path, yaml=f"items:\n{item}{several[0]}")
    assert (exempt(found), found.questions) == ([False, False], ())


def test_private_is_exempt_and_public_is_not(tmp_path: Path) -> None:
    mapping = "columns: {exempt: Public/private}\n"
    text = marked("Private", "Public", "", heading="Public/private")
    found = read(tmp_path, csv=text, yaml=mapping)
    assert exempt(found) == [True, False, False]
    assert found.questions == ()


def test_yes_under_a_heading_that_asks_whether_it_is_public_is_asked_about(tmp_path: Path) -> None:
    text = marked("Yes", "No", "Private", heading="Publish?")
    found = read(tmp_path, csv=text, yaml="columns: {exempt: Publish?}\n")
    assert exempt(found) == [True, True, True]
    assert [one.message for one in found.questions] == [
        f"“{word}” may mean either, public or exempt, under this heading" for word in ("Yes", "No")
    ]
    settled = 'columns: {exempt: Publish?}\nexempt: {words: {"yes": public, "no": exempt}}\n'
    found = read(tmp_path, yaml=settled)
    assert exempt(found) == [False, True, True]
    assert found.questions == ()


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Web", ("N", "Y")), ("Disclosure", ("No", "Yes")), ("On the internet", ("No", "Yes")),
     ("Shown to members", ("No", "Yes")), ("Cyhoeddus", ("Nac ydy", "Ydy"))],
)  # fmt: skip
def test_yes_and_no_are_asked_about_where_a_heading_may_ask_what_is_shown(
    tmp_path: Path, heading: str, cells: tuple[str, str]
) -> None:
    text = marked(*cells, "private", heading=heading)
    found = read(tmp_path, csv=text, yaml=f"columns: {{exempt: {heading}}}\n")
    assert exempt(found) == [True, True, True]
    assert len(found.questions) == 2


def test_a_mark_in_a_text_counts_and_is_answered_in_the_mapping(tmp_path: Path) -> None:
    rows = [("R1", "A report", "AFI", "[Restricted] Do", "2024-03-01", "open", "", ""), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert exempt(found) == [True, False, False]
    (problem,) = found.questions
    assert "Do" not in problem.message + problem.place.excerpt
    assert exempt(read(tmp_path, yaml=advice(problem, "exempt"))) == [False, False, False]


@pytest.mark.parametrize("answer", ["no", "public", "Part 1"])
def test_a_mark_in_a_text_counts_beside_a_cell_that_says_the_opposite(
    tmp_path: Path, answer: str
) -> None:
    rows = [("R1", "A report", "AFI", "[Restricted] Do", "2024-03-01", "open", "", ""), *ROWS[1:]]
    said = csv_text([(*row, answer) for row in rows], (*HEADINGS, "Exempt"))
    found = read(tmp_path, csv=said)
    assert exempt(found) == [True, False, False]
    (problem,) = found.questions
    assert problem.message == "this has the mark “[Restricted]”, and its row says that it is public"
    assert "take out the mark, or say what the word means" in problem.hint
    assert read(tmp_path, csv=said.replace("[Restricted] ", "")).questions == ()
    settled = read(tmp_path, csv=said, yaml=advice(problem, "exempt"))
    assert (exempt(settled), settled.questions) == ([False, False, False], ())


OF_LAW = "Exempt under paragraph 7 of Schedule 12A to the Act"


@pytest.mark.parametrize("word", ["Exempt", "exempt", "EXEMPT"])
@pytest.mark.parametrize(
    "text", [f"Do this. {OF_LAW}.", f"{OF_LAW}, as it says where we are weak. Do", OF_LAW.upper(),
             f"Do this, {OF_LAW.replace('Exempt', 'EXEMPT')}"],
)  # fmt: skip
def test_a_word_that_is_settled_settles_no_longer_mark_with_it(
    tmp_path: Path, text: str, word: str
) -> None:
    rows = [
        (f"R{number}", "A report", "AFI", said, *ROWS[0][4:])
        for number, said in enumerate((f"Do it. {word}. Go on", text))
    ]
    settled = f"exempt:\n  words: {{{word}: public}}\n"
    found = read(tmp_path, csv=csv_text(rows), yaml=settled)
    assert exempt(found) == [False, True]
    (problem,) = found.questions
    assert "“exempt” in it" in problem.message.lower()
    said = str(problem).lower()
    assert "words:" not in said
    assert "schedule" not in said
    assert "weak" not in said
    # All of it may be settled.
    settled = f'exempt: {{words: {{{word}: public, "{OF_LAW}": public}}}}\n'
    if text.startswith("Do this. "):
        found = read(tmp_path, csv=csv_text(rows), yaml=settled)
        assert (exempt(found), found.questions) == ([False, False], ())


@pytest.mark.parametrize("kind", ["with a column", "without", "items of yaml"])
def test_what_is_said_of_a_longer_mark_settles_it(tmp_path: Path, kind: str) -> None:
    rows = [("R1", "A report", "AFI", f"Do this. {OF_LAW}.", *ROWS[0][4:]), *ROWS[1:]]
    with_column = csv_text([(*row, "") for row in rows], (*HEADINGS, "Exempt"))
    given = {
        "with a column": {"csv": with_column},
        "without": {"csv": csv_text(rows)},
        "items of yaml": {"yaml": yaml_text(rows, HEADINGS)},
    }[kind]
    found = read(tmp_path, **given)
    assert exempt(found) == [True, False, False]
    (problem,) = found.questions
    ways = {
        "with a column": "write yes in its row",
        "without": "add a column Exempt, with yes in its row",
        "items of yaml": 'add to the item exempt: "yes", with the quotes',
    }
    assert f"if it is, {ways[kind]}; if not, take the mark out of the text" in problem.hint
    cells = [(*row, cell) for row, cell in zip(rows, ("yes", "", ""), strict=True)]
    yes = (
        {"yaml": given["yaml"].replace('"R1", ', '"R1", "exempt": "yes", ')}
        if kind == "items of yaml"
        else {"csv": csv_text(cells, (*HEADINGS, "Exempt"))}
    )
    settled = read(tmp_path, **yes)
    assert (exempt(settled), settled.questions) == ([True, False, False], ())
    out = {name: text.replace(f" {OF_LAW}.", "") for name, text in given.items()}
    settled = read(tmp_path, **out)
    assert (exempt(settled), settled.questions) == ([False, False, False], ())


@pytest.mark.parametrize("mark", ["EXEMPT under paragraph 7", "Exempt until May"])
def test_a_mark_that_says_more_is_another_in_capitals_too(tmp_path: Path, mark: str) -> None:
    rows = [("R1", "A report", "AFI", f"Do this. {mark}.", *ROWS[0][4:])]
    found = read(tmp_path, csv=csv_text(rows), yaml="exempt: {words: {EXEMPT: public}}\n")
    assert exempt(found) == [True]
    (problem,) = found.questions
    assert problem.message.startswith(f"this has the mark “{mark}”")
    settled = read(tmp_path, yaml=advice(problem, "exempt"))
    assert (exempt(settled), settled.questions) == ([False], ())


@pytest.mark.parametrize("form", ["{}. Do", "Do this. {}.", "Do this. {}. Go on", "Do this - {}"])
def test_the_full_stop_of_para_ends_no_mark(tmp_path: Path, form: str) -> None:
    """Else every paragraph of the Act would be settled by one."""
    said = form.format("Exempt under para. 3 of Sched. 12A to the Act")
    rows = [("R1", "A report", "AFI", said, *ROWS[0][4:])]
    found = read(tmp_path, csv=csv_text(rows))
    assert exempt(found) == [True]
    (problem,) = found.questions
    assert "“Exempt” in it" in problem.message
    assert "words:" not in problem.hint


def test_a_longer_mark_beside_a_no_is_settled_by_no_word(tmp_path: Path) -> None:
    rows = [("R1", "A report", "AFI", f"{OF_LAW}. Do", *ROWS[0][4:], "no")]
    text = csv_text(rows, (*HEADINGS, "Exempt"))
    found = read(tmp_path, csv=text, yaml="exempt: {words: {Exempt: public}}\n")
    assert exempt(found) == [True]
    (problem,) = found.questions
    assert problem.message.endswith("and its row says that it is public")
    assert problem.hint.endswith("if it is, write that in its row; if not, take out the mark")


@pytest.mark.parametrize(
    "piece",
    [" ", ",", ", ", "exempt, ", "a, para ", ". a", "; ", "12A ", "12a.a", "exempt 12a, ", "! a;",
     "this is ", "contains ", "withhold ", " - exempt", ": a", "! para.para", "! para. para.",
     "! EXEMPT. exempt", "! abcd"],
)  # fmt: skip
def test_no_text_takes_long_to_look_for_marks(piece: str) -> None:
    for text in (piece * 6000, f"Exempt, {piece * 6000}x", f"Exempt 12a under {piece * 6000}"):
        began = time.process_time()
        list(restrictions.marks_in(text))
        assert time.process_time() - began < 1


MARKS = (
    "Exempt", "Exmept", "RESTRCITED", "confidental", "Closed session", "NFP", "not public",
    "OFFICIAL - SENSITIVE", "OFFICIAL: SENSITIVE", "Commercial in confidence", "withheld",
    "Legally privileged", "Not for public release", "do not publish", "embargoed until April",
    "Private and confidential", "internal only", "exempt as it names an officer", "sub judice",
    "P&C", "P & C", "Private & Confidential", "Priv and Conf", "Confid.", "Restrict", "Restr.",
    "Para 3", "paragraph 7", "Paras 1 and 2", "Paragraph 3 of Schedule 12A", "redact",
    "to be redacted", "Withhold", "to be withheld", "TLP:RED", "TLP: Amber", "FOIA s.31",
    "s24 FOI exemption", "FOI exempt", "JAC members\u2019 eyes only", "private annex",
    "NOT FOR JAC PUBLIC PACK",
)  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "form",
    ["{}: Do this", "Do this [{}]", "Do this ({})", "Do this - {}", "Do\nthis\n{}", "{}",
     "Do this. {}"],
)  # fmt: skip
def test_a_mark_counts_wherever_it_stands_apart(tmp_path: Path, form: str, mark: str) -> None:
    rows = [("R1", "A report", "AFI", form.format(mark), *ROWS[0][4:]), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert exempt(found) == [True, False, False]
    (problem,) = found.questions
    assert problem.severity == "warning"
    if "\nexempt:\n" in problem.hint:
        settled = read(tmp_path, yaml=advice(problem, "exempt"))
        assert (exempt(settled), settled.questions) == ([False, False, False], ())


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Text", "Join the NFP by June"), ("Text", "Raise the INCREASE IN CONFIDENCE"),
        ("Text", "Publish the plan (not yet published)"),
        ("Text", "Keep the Code of Ethics (Part 1)"),
        ("Text", "Part 1: do this at once"), ("Owner", "Supt Smith (OS)"), ("Owner", "OS"),
        ("Owner", "Sgt Jones - OS"),
    ],
)  # fmt: skip
def test_ordinary_words_mark_no_item(tmp_path: Path, column: str, said: str) -> None:
    headings = (*HEADINGS, "Owner")
    rows = [
        tuple(
            said if name == column and number == 0 else value
            for name, value in zip(headings, (*row, "DCC"), strict=True)
        )
        for number, row in enumerate(ROWS)
    ]
    found = read(tmp_path, csv=csv_text(rows, headings))
    assert (exempt(found), found.questions) == ([False, False, False], ())


@pytest.mark.parametrize(
    "said", ["Spoke to the confidential reporting line", "Ask the restricted access team"]
)
def test_a_comment_about_something_confidential_marks_no_item(said: str) -> None:
    assert not noted.says_exempt((3, 4, said))


def test_a_word_is_settled_under_the_key_that_is_there(tmp_path: Path) -> None:
    given = "exempt:\n  reason: Because of a trial.\n"
    (problem,) = read(tmp_path, csv=marked("TBC", "no", ""), yaml=given).questions
    assert "under its key exempt" in problem.hint
    under = advice(problem, "exempt").removeprefix("exempt:\n")
    settled = read(tmp_path, csv=marked("TBC", "no", ""), yaml=given + under)
    assert (exempt(settled), settled.questions) == ([False, False, False], ())


@pytest.mark.parametrize(
    "text",
    [
        "Part 2: Do this", "Part II - Do this", "PART 2\u2013Do this",
        "Do this (Part II)", "O-S: do this at once",
        "OS - do this", "Do this - O/S", "(Conf.) Do this",
        "NFP Do this", "OFFSEN: do this", "OFF-SEN Do this", "Exempt under paragraph 7. Do this",
        "Do not publish! Do this", "Not for the public paper. Do this", "LPP: do this",
        "Law enforcement sensitive: do this", "GPMS Restricted: do this", "Members only: do this",
        "COMMERCIAL IN CONFIDENCE Do this", "For Part 2 of the agenda. Do this",
        "Not in public domain: do this", "Not to go in the public paper: do this",
        "EITHRIEDIG: gwnewch hyn", "CYFRINACHOL - gwnewch hyn", "Rhan 2: gwnewch hyn",
        "EMBARGOED Do this", "WITHHELD. Do this", "Do this, REDACTED by the DCC",
        "Withhold. Do this", "(FOI s.31) Do this", "Do this (FOI s.31 law enforcement)",
        "Section 40 FOIA applies: do this", "FOIA 2000 s.31: do this",
        "WITHHELD until May: do this", "Gwnewch hyn (yn gyfrinachol)",
        "Nid i\u2019w gyhoeddi: gwnewch hyn",
    ],
)  # fmt: skip
def test_a_mark_counts_before_or_after_a_text(tmp_path: Path, text: str) -> None:
    rows = [("R1", "A report", "AFI", text, *ROWS[0][4:]), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert exempt(found) == [True, False, False]
    (problem,) = found.questions
    if "\nexempt:\n" in problem.hint:
        settled = read(tmp_path, yaml=advice(problem, "exempt"))
        assert (exempt(settled), settled.questions) == ([False, False, False], ())


@pytest.mark.parametrize(
    "text",
    ["Do this with partners (as in part 2)", "OS maps: use them", "Do this off-site: now",
     "Sgt O. S. Smith should do this", "Heb eithriad, gwnewch hyn", "Publish a note. Do this",
     "Members should do this only with care", "Do not, as now, wait! Do this"],
)  # fmt: skip
def test_ordinary_beginnings_and_ends_mark_nothing(tmp_path: Path, text: str) -> None:
    rows = [("R1", "A report", "AFI", text, *ROWS[0][4:]), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert (exempt(found), found.questions) == ([False, False, False], ())


@pytest.mark.parametrize("heading", ["Owner", "Addressee"])
def test_a_mark_counts_in_a_column_of_names(tmp_path: Path, heading: str) -> None:
    (problem,) = asked(tmp_path, csv=marked("DCC (restricted)", "DCC", "ACC", heading=heading))
    assert "this has the mark “(restricted)”" in problem.message


@pytest.mark.parametrize(
    "title",
    ["Eitemau eithriedig", "Cyfrinachol", "Rhan 2", "Yn gyfrinachol",
     "Confidential items (press and public excluded)"],
)  # fmt: skip
def test_a_title_above_rows_may_be_in_welsh_or_explained(tmp_path: Path, title: str) -> None:
    found = read(tmp_path, csv=csv_text([ROWS[0], (title,), *ROWS[1:]]))
    assert exempt(found) == [False, True, True]


@pytest.mark.parametrize(
    "name", ["exempt-register", "Register OFFICIAL-SENSITIVE", "Part II register", "x restricted"]
)
def test_the_name_of_the_file_counts_for_all_items(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.csv").write_text(csv_text(ROWS), encoding="utf-8")
    found = read(tmp_path, yaml=f"file: {name}.csv\n")
    assert exempt(found) == [True, True, True]
    (problem,) = found.questions
    settled = read(tmp_path, yaml=f"file: {name}.csv\n{advice(problem, 'exempt')}")
    assert (exempt(settled), settled.questions) == ([False, False, False], ())


def test_yes_and_no_may_be_in_welsh(tmp_path: Path) -> None:
    found = read(tmp_path, csv=marked("Ydy", "Nac ydy", ""))
    assert (exempt(found), found.questions) == ([True, False, False], ())


@pytest.mark.parametrize("title", ["Part 2: leadership", "Para 3: the law", "Part II - Do this"])
def test_a_report_may_be_called_part_2(tmp_path: Path, title: str) -> None:
    rows = [("R1", title, *ROWS[0][2:]), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert (exempt(found), found.questions) == ([False, False, False], ())


@pytest.mark.parametrize("word", ["P&C", "Private & confidential"])
def test_private_and_confidential_is_a_yes(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, csv=marked(word, "no", ""))
    assert (exempt(found), found.questions) == ([True, False, False], ())


@pytest.mark.parametrize("mark", ["Part-2", "Pt. 2", "pt2", "Part II", "O-S", "OS"])
def test_a_short_mark_counts_in_square_brackets(tmp_path: Path, mark: str) -> None:
    rows = [("R1", "A report", "AFI", f"Do this [{mark}]", *ROWS[0][4:]), *ROWS[1:]]
    assert exempt(read(tmp_path, csv=csv_text(rows))) == [True, False, False]


@pytest.mark.parametrize("mark", [*MARKS, "OS", "O-S", "Confidential: staff", "Do this [Exempt]"])
def test_a_column_that_nothing_reads_is_asked_about_for_one_mark_in_it(
    tmp_path: Path, mark: str
) -> None:
    (problem,) = asked(tmp_path, csv=marked(mark, "", "seen by the DCC", heading="Update"))
    assert problem.severity == "error"
    assert problem.message.startswith('"Update" may say which items')
    assert asked(tmp_path, yaml=advice(problem, "not_used")) == ()


FORBIDDEN = (
    "Please do not share outside the force", "Seen by the DCC. Don\u2019t circulate yet",
    "Draft, not to be shared", "This must not be published before the trial",
    "The names were given in confidence", "For internal use", "Agreed; not for onward circulation",
    "Sent to the DCC (internal only)", "It should not be disclosed", "To be taken in private",
    "Gone to closed session of JAC", "It was discussed in private at the JAC",
    "To be taken in closed session on 12 March", "Kept for the private part of the JAC agenda",
)  # fmt: skip


@pytest.mark.parametrize("said", FORBIDDEN)
def test_a_column_that_nothing_reads_is_asked_about_where_a_cell_forbids_to_show_it(
    tmp_path: Path, said: str
) -> None:
    (problem,) = asked(tmp_path, csv=marked("", said, "", heading="Comments"))
    assert problem.severity == "error"
    assert problem.message.startswith('"Comments" may say which items')
    assert said not in str(problem)
    assert asked(tmp_path, yaml=advice(problem, "not_used")) == ()
    assert restrictions.notes_below(said)
    assert restrictions.stands_over(said)


@pytest.mark.parametrize(
    "said",
    [
        "Forces do not share intelligence well", "Victims do not publish statements",
        "A rise in confidence", "The internal audit was used", "Not for the force to answer",
        "It is not to be expected before May", "The plan must not be late", "To be published",
        "The hearing was in private", "Victims are seen in private rooms", "For private partners",
        "People are searched in a private part of the custody suite",
        "Ask children in private sessions about their care",
        "Concerns were discussed in private with the chief constable",
    ],
)  # fmt: skip
def test_what_others_do_not_share_forbids_nothing(tmp_path: Path, said: str) -> None:
    (problem,) = asked(tmp_path, csv=marked("", said, "", heading="Comments"))
    assert problem.severity == "hint"
    assert not forbidding.forbids(said)


@pytest.mark.parametrize(
    "text",
    [
        "Review of the sector", "Restrict access: doors", "Restrict the use of force: do",
        "Vetting \u2013 part 2", "Public: contact",
        "Public protection (public)", "Closed circuit television - CCTV", "Sensitive policing",
        "Use private rooms (see part 2 of the plan)", "Private hire: licensing", "Internal audit",
        "Build confidence (in confidence-building work)", "Restricted duties", "Legal - services",
        "Not for HMICFRS [see R2]", "Closed: 3 March 2024", "Excerpt", "Publication scheme",
        "Restructured", "Do not record", "In confidence building", "Withholding of medication",
        "Vetting (restricted access)", "Departmental [OSU]", "Para 3.14: do this",
        "Withhold the names: do this", "Requests (FOIA s.10)", "Requests under FOI: answer them",
        "TLP: teach it", "Redaction: do it better", "Closed questions: ask fewer (custody)",
        "Trace calls from WITHHELD numbers", "REDACTED and unredacted copies: keep both",
        "Do this. Read paragraph 3", "Do as told. See paragraph 3.", "Do this. See part 2.",
        "Do this. This is exempt custody work", "This item is exempt from VAT: do it",
        "Keep private rooms: two are needed",
        "Keep EMBARGOED reports safe", "TLP: red ratings", "Read TLP amber ratings",
        "FOI section 31 requests - the force should answer in time",
        "Disclosure (FOI section 40): train staff", "FOI exemption training: begin it",
        "Reports published before 2018", "HMICFRS reports published after the last meeting",
        "Do as told (see para 3)", "Paragraph 31: do this", "Part 3: leadership", "P&L: a review",
    ],
)  # fmt: skip
def test_ordinary_words_mark_nothing(tmp_path: Path, text: str) -> None:
    rows = [("R1", text, "AFI", text, *ROWS[0][4:]), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert (exempt(found), found.questions) == ([False, False, False], ())


class TestNames:
    """A name in register.yaml that no row has."""

    @pytest.mark.parametrize(
        "title",
        ["Firearms \u2013 \u2018Targeting\u2019 it", "firearms -  'targeting' it.",
         "Firearms\u00a0\u2014 'Targeting' it"],
    )  # fmt: skip
    def test_a_report_matches_however_its_title_is_typed(self, tmp_path: Path, title: str) -> None:
        rows = [("R1", "Firearms - 'Targeting' it", *ROWS[0][2:]), ROWS[1]]
        found = read(tmp_path, csv=csv_text(rows), yaml=f'exempt: {{reports: ["{title}"]}}\n')
        assert exempt(found) == [True, False]
        assert found.questions == ()

    def test_a_report_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        (problem,) = asked(
            tmp_path, csv=csv_text(ROWS), yaml="exempt: {reports: [Anoter report]}\n"
        )
        assert str(problem.place) == "inputs/register.yaml:1:20"
        assert problem.severity == "error"
        assert problem.hint == (
            "did you mean the report of inputs/register.csv:4? then write it as that row has it"
        )
        assert "Anoter" not in str(problem)

    def test_a_report_whose_rows_are_all_left_out_is_there(self, tmp_path: Path) -> None:
        rows = [*ROWS, ("R4", "Old report", "AFI", "x", "2024-03-01", "Gone", "", "")]
        mapping = "status: {Gone: left out}\nexempt: {reports: [Old report]}\n"
        assert asked(tmp_path, csv=csv_text(rows), yaml=mapping) == ()

    def test_a_word_that_no_row_has_today_is_named(self, tmp_path: Path) -> None:
        rows = [(*row, "On track") for row in ROWS]
        mapping = "status: {Paused: open}\nratings: {on track: green, Late: red}\n"
        found = asked(tmp_path, csv=csv_text(rows, (*HEADINGS, "RAG")), yaml=mapping)
        assert [(one.line.partition(": ")[2], one.hint) for one in found] == [
            (
                "hint: no row of the register has “Paused” today",
                "if it may come back, leave the line; else delete it",
            ),
            (
                "warning: no row of the register has “on track” today",
                'did you mean "On track"?',
            ),
            (
                "hint: no row of the register has “Late” today",
                "if it may come back, leave the line; else delete it",
            ),
        ]


class TestHidden:
    """What Excel does not show."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet = book.add_worksheet("Items")
        for number, row in enumerate([(*HEADINGS, "Exempt"), *((*row, "no") for row in ROWS)]):
            for column, value in enumerate(row):
                if value:
                    sheet.write(number, column, value)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(8, 8, None, None, {"hidden": True})
        book.close()
        return tmp_path

    def test_rows_and_columns_are_asked_about(self, folder: Path) -> None:
        rows, columns = asked(folder)
        assert rows.line == (
            "inputs/register.xlsx:Items:3: warning: 1 row is hidden, as by a filter; this one"
        )
        assert columns.line == ("inputs/register.xlsx:Items:1:I: warning: 1 column is hidden: I")
        answer = "hidden_rows: read\nhidden_columns: read\n"
        assert asked(folder, yaml=answer) == ()
        assert len(read(folder).items) == 3

    def test_they_can_be_left_out(self, folder: Path) -> None:
        found = read(folder, yaml="hidden_rows: left out\nhidden_columns: left out\n")
        assert [item.reference for item in found.items] == ["R1", "R3"]
        assert found.questions == ()

    def test_a_sheet_that_hides_nothing_is_not_asked_about(self, tmp_path: Path) -> None:
        workbook(tmp_path / "register.xlsx", {"Items": [HEADINGS, *ROWS]})
        assert asked(tmp_path) == ()


def test_no_message_about_an_exempt_row_quotes_it(tmp_path: Path) -> None:
    row = ("Zorblax", "A report", "AFI", "Do the frandle", "2024-03-01", "open", "", "", "yes")
    twice = csv_text([row, row], (*HEADINGS, "Exempt"))
    wrong = csv_text([(*row[:6], "squonch", "", "yes")], (*HEADINGS, "Exempt"))
    for text in (twice, wrong):
        said = "\n".join(map(str, asked(tmp_path, csv=text)))
        assert "error" in said
        assert not any(word in said for word in ("Zorblax", "frandle", "squonch"))


class TestInDoubt:
    """Other ways to say what is not for the public: none is taken for public in silence."""

    @pytest.mark.parametrize("name", ["Publish", "Audience", "For the web", "Exmept", "Hide"])
    def test_a_column_of_yes_and_no_is_asked_about_whatever_it_is_called(
        self, tmp_path: Path, name: str
    ) -> None:
        (problem,) = asked(tmp_path, csv=marked("Yes", "", "No", heading=name))
        assert problem.severity == "error"
        assert problem.message.startswith(f'"{name}" may say which items')
        assert asked(tmp_path, yaml=advice(problem, "not_used")) == ()

    def test_a_column_of_figures_is_not(self, tmp_path: Path) -> None:
        (problem,) = asked(tmp_path, csv=marked("1", "0", "1", heading="Days late"))
        assert problem.severity == "hint"

    @pytest.mark.parametrize("name", ["Part 1", "Not exempt", "Non-exempt", "Releasable", "Public"])
    def test_bare_words_under_a_heading_of_what_is_public_are_exempt(
        self, tmp_path: Path, name: str
    ) -> None:
        mapping = f"columns: {{exempt: {name}}}\n"
        found = read(tmp_path, csv=marked("Yes", "No", "private", heading=name), yaml=mapping)
        assert exempt(found) == [True, True, True]
        assert [question.severity for question in found.questions] == ["warning", "warning"]
        settled = marked("public", "private", "private", heading=name)
        found = read(tmp_path, csv=settled, yaml=mapping)
        assert (exempt(found), found.questions) == ([False, True, True], ())

    def test_a_blank_cell_under_such_a_heading_is_exempt(self, tmp_path: Path) -> None:
        mapping = "columns: {exempt: OK to publish}\n"
        text = marked("public", "", "", heading="OK to publish")
        found = read(tmp_path, csv=text, yaml=mapping)
        assert exempt(found) == [False, True, True]
        (question,) = found.questions
        assert str(question.place) == "inputs/register.csv:3:I"
        assert "this is blank" in question.message
        assert "write private or public in the cell" in question.hint

    @pytest.mark.parametrize("said", ["", "no"])
    def test_a_reason_without_a_yes_counts_and_is_asked_about(
        self, tmp_path: Path, said: str
    ) -> None:
        rows = [(*ROWS[0], said, "names an officer"), (*ROWS[1], "no", "-"), (*ROWS[2], "", "n/a")]
        text = csv_text(rows, (*HEADINGS, "Exempt", "Exempt reason"))
        found = read(tmp_path, csv=text)
        assert exempt(found) == [True, False, False]
        (question,) = found.questions
        assert str(question.place) == "inputs/register.csv:2:I"
        assert "names an officer" not in f"{question.message}{question.hint}"
        assert "write yes in the cell, or delete the reason" in question.hint
        rows[0] = (*ROWS[0], "yes", "names an officer")
        found = read(tmp_path, csv=csv_text(rows, (*HEADINGS, "Exempt", "Exempt reason")))
        assert (exempt(found), found.questions) == ([True, False, False], ())

    def test_a_reason_alone_says_what_is_exempt(self, tmp_path: Path) -> None:
        found = read(tmp_path, csv=marked("paragraph 7", "", "", heading="Exempt reason"))
        assert (exempt(found), found.questions) == ([True, False, False], ())

    @pytest.mark.parametrize("sheet", ["Exempt items", "PART 2", "Restricted"])
    def test_the_name_of_a_sheet_counts_and_is_settled_either_way(
        self, tmp_path: Path, sheet: str
    ) -> None:
        workbook(tmp_path / "register.xlsx", {sheet: [HEADINGS, *ROWS]})
        found = read(tmp_path)
        assert exempt(found) == [True, True, True]
        (question,) = found.questions
        assert f"“{sheet}” stands over this row" in question.message
        for meaning in ("public", "exempt"):
            mapping = f"exempt: {{words: {{{sheet}: {meaning}}}}}\n"
            found = read(tmp_path, yaml=mapping)
            assert exempt(found) == [meaning == "exempt"] * 3
            assert found.questions == ()

    def test_so_does_what_stands_above_the_headings(self, tmp_path: Path) -> None:
        rows = [("OFFICIAL-SENSITIVE tracker",), HEADINGS, *ROWS]
        workbook(tmp_path / "register.xlsx", {"Open": rows})
        found = read(tmp_path)
        assert exempt(found) == [True, True, True]
        mapping = "exempt: {words: {OFFICIAL-SENSITIVE tracker: public}}\n"
        found = read(tmp_path, yaml=mapping)
        assert (exempt(found), found.questions) == ([False, False, False], ())

    @pytest.mark.parametrize("sheet", ["Not restricted", "Non-exempt", "Part 1", "Open"])
    def test_other_sheets_are_public(self, tmp_path: Path, sheet: str) -> None:
        workbook(tmp_path / "register.xlsx", {sheet: [HEADINGS, *ROWS]})
        found = read(tmp_path)
        assert (exempt(found), found.questions) == ([False, False, False], ())


class TestExcel:
    """What a workbook says otherwise than by the text of a cell."""

    @staticmethod
    def book(folder: Path, change: Callable[[Any, Any], None]) -> None:
        import xlsxwriter

        made = xlsxwriter.Workbook(str(folder / "register.xlsx"))
        sheet = made.add_worksheet("Items")
        for number, row in enumerate([(*HEADINGS, "Exempt"), *((*row, "no") for row in ROWS)]):
            sheet.write_row(number, 0, [value or None for value in row])
        change(made, sheet)
        made.close()

    def test_a_formula_that_was_never_worked_out_is_no_no(self, tmp_path: Path) -> None:
        self.book(tmp_path, lambda _, sheet: sheet.write_formula(1, 8, '=IF(A2="R1","Yes","No")'))
        found = read(tmp_path)
        assert exempt(found) == [True, False, False]
        (problem,) = found.questions
        assert problem.message == "“0 of a formula” is neither yes nor no"
        found = read(tmp_path, yaml=advice(problem, "exempt"))
        assert (exempt(found), found.questions) == ([False, False, False], ())

    def test_what_a_formula_came_to_counts(self, tmp_path: Path) -> None:
        self.book(tmp_path, lambda _, sheet: sheet.write_formula(1, 8, '="Yes"', None, "Yes"))
        found = read(tmp_path)
        assert (exempt(found), found.questions) == ([True, False, False], ())

    @pytest.mark.parametrize("answer", ["read", "left out"])
    def test_rows_that_are_struck_through_are_asked_about(
        self, tmp_path: Path, answer: str
    ) -> None:
        def strike(made: Any, sheet: Any) -> None:
            sheet.write_row(2, 0, [*ROWS[1], "yes"], made.add_format({"font_strikeout": True}))

        self.book(tmp_path, strike)
        (problem,) = asked(tmp_path)
        assert problem.line == (
            "inputs/register.xlsx:Items:3: warning: 1 row is struck through; this one"
        )
        assert f"struck_rows: {answer}" in problem.hint
        found = read(tmp_path, yaml=f"struck_rows: {answer}\n")
        assert found.questions == ()
        assert len(found.items) == (3 if answer == "read" else 2)
        # What is exempt stays so when it is left out.
        assert [one.reference for one in found.withheld] == (["R2"] if answer != "read" else [])

    @pytest.mark.parametrize(
        ("where", "said"),
        [
            ("header", '&L&"Arial,Bold"&12OFFICIAL-SENSITIVE&CPage &P of &N'),
            ("footer", "&C&KFF0000Not for publication"),
            ("footer", "&CP&&C"),
            ("keywords", "police; OFFICIAL-SENSITIVE"),
            ("category", "Restricted"),
            ("status", "Exempt"),
            ("label", "OFFICIAL-SENSITIVE"),
            ("textbox", "Items in red are exempt"),
            ("textbox", "OFFICIAL-SENSITIVE"),
        ],
    )
    def test_a_marking_outside_the_cells_counts_for_all_items(
        self, tmp_path: Path, where: str, said: str
    ) -> None:
        def mark(made: Any, sheet: Any) -> None:
            sheet.write_column(1, 8, [" "] * len(ROWS))
            if where in ("header", "footer"):
                getattr(sheet, f"set_{where}")(said)
            elif where == "textbox":
                sheet.insert_textbox("L2", said)
            elif where == "label":
                made.set_custom_property("MSIP_Label_x_Name", said)
            else:
                made.set_properties({where: said})

        self.book(tmp_path, mark)
        found = read(tmp_path)
        assert exempt(found) == [True, True, True]
        (problem,) = found.questions
        assert "stands in a text box, a header, a footer or the properties" in problem.message
        settled = read(tmp_path, yaml=advice(problem, "exempt"))
        assert (exempt(settled), settled.questions) == ([False, False, False], ())

    def test_other_headers_and_properties_ask_nothing(self, tmp_path: Path) -> None:
        def mark(made: Any, sheet: Any) -> None:
            sheet.write_column(1, 8, [" "] * len(ROWS))
            sheet.set_header("&LOFFICIAL&CRegister of &A&R&D")
            sheet.insert_textbox("L2", "Sort by due date before the board")
            made.set_properties({"title": "HMICFRS register", "comments": "For the committee"})

        self.book(tmp_path, mark)
        assert asked(tmp_path) == ()

    def test_cells_that_are_struck_through_are_asked_about(self, tmp_path: Path) -> None:
        def strike(made: Any, sheet: Any) -> None:
            sheet.write_string(2, 3, "Do two", made.add_format({"font_strikeout": True}))

        self.book(tmp_path, strike)
        for mapping in ("comments: not used\n", "struck_rows: read\n"):
            (problem,) = asked(tmp_path, yaml=mapping)
            assert problem.line == (
                "inputs/register.xlsx:Items:3:D: warning: 1 cell is struck through in rows that"
                " are not; this one"
            )
        assert asked(tmp_path, yaml=advice(problem, "struck_cells")) == ()

    @pytest.mark.parametrize("inline", [False, True])
    def test_words_that_are_struck_through_in_a_cell_are_asked_about(
        self, tmp_path: Path, *, inline: bool
    ) -> None:
        def strike(made: Any, sheet: Any) -> None:
            off = made.add_format({"font_strikeout": True})
            sheet.write_rich_string(2, 3, "Do two ", off, "and three", ".")

        self.book(tmp_path, strike)
        if inline:  # as other programs write texts
            runs = "<is><r><t>Do two </t></r><r><rPr><strike/></rPr><t>and three</t></r></is>"
            change(
                tmp_path / "register.xlsx",
                "xl/worksheets/sheet1.xml",
                lambda xml: re.sub(
                    r'<c r="D3"[^>]*>.*?</c>', f'<c r="D3" t="inlineStr">{runs}</c>', xml
                ),
            )
        (problem,) = asked(tmp_path)
        assert problem.line == (
            "inputs/register.xlsx:Items:3:D: warning: words are struck through in 1 cell,"
            " in this one"
        )
        assert asked(tmp_path, yaml=advice(problem, "struck_cells")) == ()

    def test_a_format_that_strikes_nothing_through_asks_nothing(self, tmp_path: Path) -> None:
        self.book(tmp_path, lambda made, sheet: sheet.write_rich_string(
            2, 3, "Do two ", made.add_format({"font_strikeout": True}), "and three"))  # fmt: skip
        change(
            tmp_path / "register.xlsx",
            "xl/sharedStrings.xml",
            lambda xml: xml.replace("<strike/>", '<strike val="0"/>'),
        )
        assert asked(tmp_path) == ()

    def test_comments_are_named_and_asked_about_if_one_may_restrict(self, tmp_path: Path) -> None:
        self.book(tmp_path, lambda _, sheet: sheet.write_comment("D3", "Ask Jane"))
        (problem,) = asked(tmp_path)
        assert problem.line == (
            "inputs/register.xlsx:Items:3:D: hint: 1 cell has a comment, which nothing reads"
        )
        assert asked(tmp_path, yaml=advice(problem, "comments")) == ()
        (tmp_path / "register.yaml").unlink()
        self.book(tmp_path, lambda _, sheet: sheet.write_comment("D4", "Confidential: zorblax"))
        (problem,) = asked(tmp_path)
        assert problem.severity == "warning"
        assert str(problem.place) == "inputs/register.xlsx:Items:4:D"
        assert "zorblax" not in str(problem)

    @pytest.mark.parametrize(
        ("cell", "text", "expected"),
        [
            ("D3", "Jane: exempt, para 7", [False, True, False]),
            ("A4", "This must not be published before the trial", [False, False, True]),
            ("A1", "Items in red are restricted", [True, True, True]),
            ("D3", "Eithriedig", [False, True, False]),
            ("D3", "Jane: ask the security team about the public survey", [False] * 3),
        ],
    )
    def test_what_a_comment_says_is_exempt_counts_until_it_is_settled(
        self, tmp_path: Path, cell: str, text: str, expected: list[bool]
    ) -> None:
        def note(_: Any, sheet: Any) -> None:
            sheet.write_column(1, 8, [" "] * len(ROWS))
            sheet.write_comment(cell, text)

        self.book(tmp_path, note)
        found = read(tmp_path)
        assert exempt(found) == expected
        (problem,) = (one for one in found.questions if one.severity == "warning")
        assert ("counts as exempt" in problem.hint) == any(expected)
        assert exempt(read(tmp_path, yaml=advice(problem, "comments"))) == [False, False, False]


def test_a_0_among_other_words_is_asked_about(tmp_path: Path) -> None:
    found = read(tmp_path, csv=marked("yes", "0", "no"))
    assert exempt(found) == [True, True, False]
    (problem,) = found.questions
    assert exempt(read(tmp_path, yaml=advice(problem, "exempt"))) == [True, False, False]
    (tmp_path / "register.yaml").unlink()
    found = read(tmp_path, csv=marked("1", "0", ""))
    assert (exempt(found), found.questions) == ([True, False, False], ())


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Public contact", ("Jane Doe", "Ann Other", "")),
        ("Private Office lead", ("Jane", "Ann", "Jane")),
        ("Handling officer", ("PC Doe", "PC Other", "PC Doe")),
        ("Sensitive policing", ("stops", "searches", "")),
        ("Confidence level", ("High", "Low", "Low")),
        ("Marking scheme", ("Gold", "Silver", "Gold")),
        ("Disclosure", ("Late disclosure to the defence in nine cases", "Early", "No unit")),
        ("FOI ref", ("FOI-2025-1", "FOI-2025-2", "")),
        ("Team", ("Public Protection", "Private Office", "Information Security")),
        ("Parking", ("Restructured", "Open space", "")),
        ("Public survey text", ("Sent", "Held", "")),
        ("56 days after publication", ("26 April", "3 May", "")),
        ("Response due after publication", ("26 April", "3 May", "")),
        ("Progress before publication", ("Some", "Much", "")),
        ("Date from publication", ("26 April", "3 May", "")),
    ],
)
def test_a_heading_about_something_else_asks_nothing(
    tmp_path: Path, name: str, cells: tuple[str, ...]
) -> None:
    (problem,) = asked(tmp_path, csv=marked(*cells, heading=name))
    assert problem.severity == "hint"
    assert problem.message == f"no use is made of 1 column: {name}"


@pytest.mark.parametrize(
    "name",
    [
        "Exempt (Y/N)", "Confidential", "Part 2", "Not for publication", "Restricted item",
        "Public/private", "Sched 12A", "Para 7", "Is this exempt?", "Confidental", "Exempt until",
        "Date exempted", "Exemption review date", "Publish after", "Redacted text",
        "Not to be published before", "Publish from", "Publication after",
        "Public wording", "Text for public paper", "Open/closed session",
    ],
)  # fmt: skip
def test_a_heading_that_can_mean_nothing_else_asks_whatever_is_below(
    tmp_path: Path, name: str
) -> None:
    (problem,) = asked(tmp_path, csv=marked("Jane Doe", "", "a long remark", heading=name))
    assert problem.severity == "error"
    assert problem.message.startswith(f'"{name}" may say which items')


@pytest.mark.parametrize(
    "text",
    [
        "Reports published before 2018", "Reports published before and after April 2020",
        "Made after the report was published", "Reports from before publication",
        "Reports for publication", "The report was not published in Welsh",
        "Made when the report was not yet published", "Reports from 2018: not published in Welsh",
        "Actions that may be delayed until publication", "Suitable for publication",
    ],
)  # fmt: skip
def test_what_was_published_over_rows_or_in_a_note_is_public(text: str) -> None:
    assert not restrictions.stands_over(text)
    assert not noted.says_exempt((3, 4, text))


@pytest.mark.parametrize(
    "text",
    [
        "Not published", "Reports not yet published", "HMICFRS reports not yet published",
        "Draft - not published", "Not suitable for publication",
        "Not to be published before May", "Unpublished reports", "Items that cannot be published",
    ],
)  # fmt: skip
def test_what_is_not_published_over_rows_is_not_public(text: str) -> None:
    assert restrictions.stands_over(text)


@pytest.mark.parametrize("name", ["Handling officer", "Disclosure", "Sensitive policing"])
@pytest.mark.parametrize("cells", [("yes", "no", ""), ("1", "0", "0"), ("x", "", "see DCC")])
def test_a_heading_about_something_else_asks_above_yes_and_no(
    tmp_path: Path, name: str, cells: tuple[str, ...]
) -> None:
    (problem,) = asked(tmp_path, csv=marked(*cells, heading=name))
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "title",
    ["Serious crime (Part 2)", "Review of (restricted access) areas", "Part 2: the response",
     "Work with the private sector (private prisons)"],
)  # fmt: skip
def test_prose_with_words_of_restrictions_is_no_mark(tmp_path: Path, title: str) -> None:
    rows = [("R1", title, *ROWS[0][2:]), *ROWS[1:]]
    found = read(tmp_path, csv=csv_text(rows))
    assert (exempt(found), found.questions) == ([False, False, False], ())


class TestRowsThatAreNoItems:
    """Titles of sections, totals and headings among the items."""

    def test_they_are_named_and_not_read(self, tmp_path: Path) -> None:
        rows = [("Custody and detention",), ROWS[0], HEADINGS, *ROWS[1:], ("Total: 3",)]
        found = read(tmp_path, csv=csv_text(rows))
        assert [item.reference for item in found.items] == ["R1", "R2", "R3"]
        assert exempt(found) == [False, False, False]
        assert [one.line for one in found.questions] == [
            f"inputs/register.csv:{row}: hint: this row is no item but {what}, so it is not read"
            for row, what in ((2, "a title"), (4, "the headings again"), (7, "a total"))
        ]

    def test_a_title_that_says_exempt_counts_for_what_is_below_it(self, tmp_path: Path) -> None:
        rows = [ROWS[0], ("Part 2 items",), ROWS[1], ("Custody",), ROWS[2]]
        found = read(tmp_path, csv=csv_text(rows))
        assert exempt(found) == [False, True, True]
        (question,) = (one for one in found.questions if one.severity == "warning")
        assert "“Part 2 items” stands over this row" in question.message
        found = read(tmp_path, yaml=advice(question, "exempt"))
        assert exempt(found) == [False, False, False]
        (tmp_path / "register.yaml").unlink()
        found = read(tmp_path, csv=csv_text([("Exempt",), ROWS[0], ("Public",), *ROWS[1:]]))
        assert exempt(found) == [True, False, False]

    @pytest.mark.parametrize(
        "note",
        [
            "Note: R2 is not for publication",
            "Exempt items are in red",
            "OFFICIAL-SENSITIVE",
            "Items that are shaded red in this register are exempt from publication",
        ],
    )
    def test_a_note_below_all_items_may_be_about_any_of_them(
        self, tmp_path: Path, note: str
    ) -> None:
        found = read(tmp_path, csv=csv_text([*ROWS, (), ("Custody",), (note,)]))
        assert exempt(found) == [True, True, True]
        (question,) = (one for one in found.questions if one.severity == "warning")
        assert question.line.startswith("inputs/register.csv:7: warning")
        assert f"“{note}” stands below the items" in question.message
        found = read(tmp_path, yaml=advice(question, "exempt"))
        assert exempt(found) == [False, False, False]
        cells = [(*row, "no") for row in ROWS]
        (tmp_path / "register.yaml").unlink()
        found = read(tmp_path, csv=csv_text([*cells, (note,)], (*HEADINGS, "Exempt")))
        assert exempt(found) == [False, False, False]

    @pytest.mark.parametrize("title", ["Part 2 items", "Exempt items", "Closed session", "Part 1"])
    def test_the_title_of_an_empty_section_is_about_no_item(
        self, tmp_path: Path, title: str
    ) -> None:
        found = read(tmp_path, csv=csv_text([*ROWS, (title,)]))
        assert exempt(found) == [False, False, False]

    def test_an_item_that_lacks_everything_else_is_still_wrong(self, tmp_path: Path) -> None:
        found = asked(tmp_path, csv=csv_text([*ROWS, ("R4",)]))
        assert [one.severity for one in found] == ["error"]


@pytest.mark.parametrize("title", ["Not exempt", "Unrestricted", "Part 1", "For publication"])
def test_a_title_that_denies_it_makes_no_row_exempt(tmp_path: Path, title: str) -> None:
    workbook(tmp_path / "register.xlsx", {"Items": [(title,), HEADINGS, *ROWS]})
    found = read(tmp_path)
    assert (exempt(found), found.questions) == ([False, False, False], ())


@pytest.mark.parametrize(
    "title", ["Restricted tracker of Midshire", "Tracker, part 2, for members"]
)
def test_a_title_that_says_so_among_other_words_makes_its_rows_exempt(
    tmp_path: Path, title: str
) -> None:
    workbook(tmp_path / "register.xlsx", {"Items": [(title,), HEADINGS, *ROWS]})
    assert exempt(read(tmp_path)) == [True, True, True]


def test_words_of_a_heading_that_are_joined_are_read_apart(tmp_path: Path) -> None:
    (problem,) = asked(tmp_path, csv=marked("a", "b", "c", heading="NotForPublication"))
    assert problem.severity == "error"


@given(st.from_regex(restrictions._IN_TEXT))
def test_no_text_with_a_mark_is_passed_over(text: str) -> None:
    """Whatever the pattern finds, the quick look before it lets through."""
    assert may_mark(text)


@given(
    st.from_regex(restrictions._APART_MARKS, fullmatch=True),
    st.sampled_from(("{}", "[{}]", "Do ({})", "{}: do", "Do - {}")),
)
def test_no_mark_that_stands_apart_is_passed_over(mark: str, form: str) -> None:
    text = form.format(mark)
    said = (in_words(piece) for line in text.splitlines() for _, piece in apart(line))
    assert may_mark(text) or not any(map(restrictions._APART_MARKS.fullmatch, said))


@pytest.mark.parametrize(
    "text",
    ["Conf", "conf as it names an officer: do", "Do this (conf due to an inquest)", "Do - CONF"],
)
def test_the_short_form_of_confidential_is_a_mark(tmp_path: Path, text: str) -> None:
    rows = [("R1", "A report", "AFI", text, *ROWS[0][4:]), *ROWS[1:]]
    assert exempt(read(tmp_path, csv=csv_text(rows))) == [True, False, False]


@given(
    st.from_regex(restrictions._APART_MARKS, fullmatch=True),
    st.sampled_from(("{}", "[{}]", "Do this ({})", "{}: do this", "Do this - {}")),
    st.sampled_from((" ", "  ", "-", "/", "_", "\u00a0", "\u2011", ". ", "\u00b7")),
)
def test_no_cell_with_a_mark_is_passed_over(mark: str, form: str, blank: str) -> None:
    """Whatever is found in a text, the quick look through a whole column lets through."""
    text = form.format(mark.replace(" ", blank))
    assert any(restrictions.marks_in(text)) == (text in restrictions.marked([text]))


@given(st.from_regex(restrictions._IN_TEXT))
def test_no_cell_with_a_mark_in_its_text_is_passed_over(text: str) -> None:
    assert any(restrictions.marks_in(text)) == (text in restrictions.marked([text]))


@pytest.mark.parametrize(
    "mark",
    ["in-camera", "Members-only", "sub-judice", "eyes\u2011only", "p. and c.", "sub  judice"],
)
def test_hyphens_and_spaces_leave_a_mark_what_it_is(tmp_path: Path, mark: str) -> None:
    rows = [("R1", "A report", "AFI", f"Do this ({mark})", *ROWS[0][4:]), *ROWS[1:]]
    assert exempt(read(tmp_path, csv=csv_text(rows))) == [True, False, False]


PUBLIC_MARKINGS = (
    "Classification: OFFICIAL", "GSC: OFFICIAL", "Protective marking: OFFICIAL", "Unclassified",
    "Not Protectively Marked", "Not classified", "OFFICIAL - for publication", "OFFICIAL",
    "Government Security Classification: Official", "Protective Marking - NOT PROTECTIVELY MARKED",
    "Security classification: none", "Classification: OFFICIAL, version 2",
)  # fmt: skip
RESTRICTED_MARKINGS = (
    "OFFICIAL-SENSITIVE", "OFFICIAL - SENSITIVE", "Official Sensitive: personal",
    "OFFICIAL - RESTRICTED", "Classification: OFFICIAL-SENSITIVE", "GSC: OFFICIAL (exempt)",
    "OFFICIAL - not for publication", "Unclassified; part 2 items exempt", "Classified",
)  # fmt: skip


@pytest.mark.parametrize("said", [*PUBLIC_MARKINGS, *RESTRICTED_MARKINGS])
def test_the_usual_marking_of_public_papers_restricts_nothing(tmp_path: Path, said: str) -> None:
    import xlsxwriter

    made = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
    sheet = made.add_worksheet("Items")
    for number, row in enumerate([HEADINGS, *ROWS]):
        sheet.write_row(number, 0, [value or None for value in row])
    sheet.set_header(f"&C{said}")
    made.close()
    found = read(tmp_path)
    is_restricted = said in RESTRICTED_MARKINGS
    assert exempt(found) == [is_restricted] * 3
    assert len(found.questions) == is_restricted
    (tmp_path / "register.xlsx").unlink()
    found = read(tmp_path, csv=csv_text([*ROWS, (said,)]))
    assert exempt(found) == [is_restricted] * 3


@pytest.mark.parametrize(
    "note",
    [
        "No items are exempt", "There are no confidential items in this register", "Part 2: nil",
        "None of these is confidential", "Part 2: exempt items (none)", "Exempt items: nil",
        "Note: none of these items is exempt from publication.", "Restricted items - none",
        "No item above is exempt or confidential. There are no restricted papers.",
        "This register contains no exempt information",
    ],
)  # fmt: skip
def test_a_note_that_nothing_is_exempt_makes_no_item_so(tmp_path: Path, note: str) -> None:
    found = read(tmp_path, csv=csv_text([*ROWS, (), (note,)]))
    assert exempt(found) == [False, False, False]
    assert [one.severity for one in found.questions] == ["hint"]


@pytest.mark.parametrize(
    "note",
    [
        "No items are exempt except R2", "No exempt items may be published: see R1",
        "No items are confidential. R3 is exempt", "None of the exempt items is shown in red",
        "Exempt items: none but R1", "No items are exempt; please do not share",
    ],
)  # fmt: skip
def test_a_note_that_some_are_exempt_is_not_taken_to_deny_it(tmp_path: Path, note: str) -> None:
    found = read(tmp_path, csv=csv_text([*ROWS, (), (note,)]))
    assert exempt(found) == [True, True, True]


def test_what_denies_it_above_the_headings_makes_no_item_exempt(tmp_path: Path) -> None:
    for title, is_exempt in (("No items are exempt", False), ("Exempt items: none", True)):
        workbook(tmp_path / "register.xlsx", {"Items": [(title,), HEADINGS, *ROWS]})
        assert exempt(read(tmp_path)) == [is_exempt] * 3


@pytest.mark.parametrize(
    "rows",
    [
        (*ROWS, ("Items R1 and R2 are exempt",)),
        (ROWS[0], ("Items R1 and R2 are exempt",), *ROWS[1:]),
    ],
)
def test_an_answer_about_a_title_among_or_below_the_items_is_used(
    tmp_path: Path, rows: tuple[Any, ...]
) -> None:
    found = read(tmp_path, csv=csv_text(rows))
    (question,) = (one for one in found.questions if one.severity == "warning")
    found = read(tmp_path, yaml=advice(question, "exempt"))
    assert exempt(found) == [False, False, False]
    assert [one.message for one in found.questions] == [
        "this row is no item but a title, so it is not read"
    ]
    (tmp_path / "register.csv").write_text(csv_text(ROWS), encoding="utf-8")
    *_, last = read(tmp_path).questions
    assert last.message.startswith("no row of the register has “Items R1 and R2 are exempt”")


@pytest.mark.parametrize(
    "said",
    [
        "The forms changed; they should not be released before a risk assessment",
        "A dashboard for internal use by supervisors went live",
        "Information given in confidence by victims is now logged",
        "It cannot be shared between systems", "This is not another force",
        "Do not forget to share", "They may not be released on bail",
    ],
)  # fmt: skip
def test_ordinary_text_of_a_force_forbids_nothing(tmp_path: Path, said: str) -> None:
    (problem,) = asked(tmp_path, csv=marked("", said, "", heading="Comments"))
    assert problem.severity == "hint"


@pytest.mark.parametrize(
    "said",
    [
        "Not to be shared", "Do not publish", "Internal use only", "In confidence", "Never publish",
        "Seen; it cannot be shared", "This cannot be shared outside the force", "doNotShare",
        "This must not be released", "It cannot be shared, as the trial is near",
        "A dashboard, for internal use, went live", "DON\u2019T SHARE", "Please don`t share",
        "They cannot be shared with members", "Do n\u00adot publish",
        "Told in confidence, by staff",
    ],
)  # fmt: skip
def test_what_forbids_to_show_something_is_still_seen(tmp_path: Path, said: str) -> None:
    (problem,) = asked(tmp_path, csv=marked("", said, "", heading="Comments"))
    assert problem.severity == "error"


@given(
    st.from_regex(forbidding._FORBIDS)
    | st.from_regex(forbidding._FORBIDS_AT_END)
    | st.from_regex(forbidding._TAKEN_IN_PRIVATE)
)
def test_no_text_that_forbids_is_passed_over(text: str) -> None:
    """Whatever the patterns find, the quick look before them lets through."""
    assert forbidding.may_forbid(text)


ITEMS = "items:\n" + "".join(
    f"  - reference: R{number}\n    report: A report\n    type: AFI\n    text: Do this\n"
    "    made: 2024-03-01\n    status: open\n"
    for number in (1, 2)
)


@pytest.mark.parametrize(
    "text",
    [
        ITEMS.replace("type: AFI", "type: AFI  # exempt", 1),
        ITEMS.replace(
            "  - reference: R1", "  # Not for publication: ask the DCC.\n  - reference: R1"
        ),
        ITEMS.replace("    text: Do this", "    # OFFICIAL-SENSITIVE\n    text: Do this", 1),
    ],
)
def test_a_note_at_an_item_counts_until_the_item_says_whether_it_is_exempt(
    tmp_path: Path, text: str
) -> None:
    found = read(tmp_path, yaml=text)
    assert exempt(found) == [True, False]
    (problem,) = found.questions
    assert str(problem.place).startswith("inputs/register.yaml:")
    for answer, is_exempt in (("yes", True), ("no", False)):
        assert f'\nexempt: "{answer}"' in problem.hint
        line = f'    status: open\n    exempt: "{answer}"\n'
        settled = read(tmp_path, yaml=text.replace("    status: open\n", line, 1))
        assert (exempt(settled), settled.questions) == ([is_exempt, False], ())


@pytest.mark.parametrize(
    "text",
    [
        "# What is exempt is said below.\n" + ITEMS,
        "# Made after the last report was published.\n" + ITEMS,
        "# Exempt items: none\n# Not for publication: none\n" + ITEMS,
        ITEMS.replace("type: AFI", "type: AFI  # private: no", 1),
        ITEMS.replace("type: AFI", "type: AFI  # made after the report was published", 1),
        ITEMS + "# Exempt items: none.\nstatus: {open: open}\n",
        ITEMS.replace("type: AFI", "type: AFI  # see the public report, section 3", 1),
        ITEMS.replace("text: Do this", "text: |\n      Do this # 2\n    # not exempt", 1),
    ],
)
def test_other_notes_say_nothing_of_an_item(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, yaml=text)
    assert (exempt(found), found.questions) == ([False, False], ())


@pytest.mark.parametrize(
    "note",
    [
        "OFFICIAL-SENSITIVE: this register is not for publication", "Not for publication",
        "All of this is confidential. Do not share outside the force", "Exempt items",
    ],
)  # fmt: skip
def test_a_note_above_the_items_counts_for_all_that_do_not_say_no(
    tmp_path: Path, note: str
) -> None:
    text = f"# {note}\n{ITEMS}"
    found = read(tmp_path, yaml=text)
    assert exempt(found) == [True, True]
    (problem,) = found.questions
    assert problem.message == "a note above the items may say that they are not for publication"
    assert problem.place.line == 1
    line = '    status: open\n    exempt: "no"\n'
    assert exempt(read(tmp_path, yaml=text.replace("    status: open\n", line, 1))) == [False, True]
    settled = read(tmp_path, yaml=text.replace("    status: open\n", line))
    assert (exempt(settled), settled.questions) == ([False, False], ())
    settled = read(tmp_path, yaml=ITEMS)
    assert (exempt(settled), settled.questions) == ([False, False], ())


@pytest.mark.parametrize(
    "head",
    [
        "# exempt: yes means not for publication\n",
        "types: {Rec: recommendation}  # RESTRICTED to recommendations\n",
    ],
)
def test_a_note_that_explains_a_key_counts_for_none(tmp_path: Path, head: str) -> None:
    assert exempt(read(tmp_path, yaml=head + ITEMS)) == [False, False]
