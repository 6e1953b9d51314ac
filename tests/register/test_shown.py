"""What a paper shows of its register: tables, appendices, and exempt items in no public file."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import docx
import lxml.html
import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdftypes import PDFStream, resolve1

import readers
import validators
from conftest import ROOT, WITHOUT_ITEMS, run_here
from jacpaper.build.prepare import prepare
from jacpaper.facts.committee import LesserFinding
from jacpaper.facts.register import Item, Register
from jacpaper.language import english
from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.register.counting.breakdown import NOT_RECORDED
from jacpaper.register.counting.profile import Profile
from jacpaper.writers.pdf import claims, writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

MIDSHIRE = ROOT / "examples" / "midshire"
MEETING = date(2026, 3, 26)
DAY = date(2026, 3, 6)


# The arithmetic


def item(number: int = 1, **facts: Any) -> Item:
    made = facts.pop("made", date(2025, 1, 1))
    given_facts: dict[str, Any] = {
        "reference": f"R-{number}", "report": "A report", "report_year": made.year,
        "text": f"Do {number}", "made": made, "status": "open", "status_words": "Open",
        "changes": (made,),
    } | facts  # fmt: skip
    return Item(**given_facts)


AFI = LesserFinding(one="area for improvement", many="areas for improvement", short="AFI")


def profile(*items: Item, day: date = DAY, last_day: date | None = None, **facts: Any) -> Profile:
    return Profile(Register(items, **facts), day, last_day, english, AFI)


_DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
_OPEN = ["open", "submitted for closure"]
_TEXTS = st.sampled_from(["", "One", "Two", "Three"])


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        changes = tuple(sorted(draw(st.sets(_DAYS, min_size=1, max_size=4))))
        ended = len(changes) % 2 == 0
        found.append(
            item(
                number,
                made=changes[0],
                changes=changes,
                report=draw(_TEXTS) or "None",
                type=draw(st.sampled_from(["recommendation", "AFI", None])),
                status="closed"
                if ended
                else draw(st.sampled_from(["open", "submitted for closure"])),
                status_words=draw(_TEXTS) or "Open",
                theme=draw(_TEXTS),
                rating=draw(_TEXTS),
                target=draw(st.none() | _DAYS),
                revised=draw(st.none() | _DAYS),
                force_specific=draw(st.sampled_from([True, False, None])),
                exempt=draw(st.booleans()),
            )
        )
    return found


@given(items(), _DAYS)
def test_every_table_has_every_open_item_once(found: list[Item], day: date) -> None:
    shown = profile(*found, day=day)
    opened = [one for one in found if one.is_open(day)]
    tables = [getattr(shown, name)() for name in dir(Profile) if name.startswith("by_")]
    assert len(tables) == 8
    for parts in tables:
        assert parts.total == shown.total == len(opened)
        assert parts.restricted == sum(one.exempt for one in opened)


def test_a_theme_or_rating_that_is_written_in_several_ways_is_one() -> None:
    ways = ("Victims", "victims", "Victims ", "Custody")
    shown = profile(*(item(number, theme=one, rating=one) for number, one in enumerate(ways)))
    for parts in (shown.by_theme(), shown.by_rating()):
        assert [(row.key, row.count) for row in parts.rows] == [("Victims", 3), ("Custody", 1)]


def test_the_first_way_is_that_of_the_settings_and_never_of_an_exempt_item() -> None:
    found = [item(1, rating="VICTIMS", exempt=True), item(2, rating="victims")]
    assert profile(*found).by_rating().rows[0].key == "victims"
    shown = profile(*found, ratings={"Victims": "red"}).by_rating().rows
    assert [(row.key, row.count, row.colour) for row in shown] == [("Victims", 1, "red")]


@given(items(), _DAYS, _DAYS)
def test_no_exempt_item_changes_anything_but_its_count(
    found: list[Item], day: date, last_day: date
) -> None:
    public = [one for one in found if not one.exempt]
    with_them = profile(*found, day=day, last_day=last_day)
    without = profile(*public, day=day, last_day=last_day)
    for name in dir(Profile):
        if name.startswith("by_"):
            assert getattr(with_them, name)().rows == getattr(without, name)().rows
    assert with_them.causes() == without.causes()
    assert with_them.oldest() == without.oldest()
    for status in ("open", "closed"):
        assert with_them.listing(status).items == without.listing(status).items


@pytest.mark.parametrize(
    ("made", "band"),
    [
        (DAY, "under_6_months"),
        (date(2025, 9, 7), "under_6_months"),
        (date(2025, 9, 6), "months_6_to_11"),
        (date(2025, 3, 7), "months_6_to_11"),
        (date(2025, 3, 6), "months_12_to_23"),
        (date(2024, 3, 6), "months_24_to_35"),
        (date(2023, 3, 6), "months_36_or_more"),
    ],
)
def test_ages_are_whole_months(made: date, band: str) -> None:
    assert profile(item(made=made)).by_age().count(band) == 1


def test_a_reopened_item_is_as_old_as_its_reopening() -> None:
    one = item(
        made=date(2020, 1, 1), changes=(date(2020, 1, 1), date(2021, 1, 1), date(2026, 1, 1))
    )
    assert profile(one).by_age().count("under_6_months") == 1
    assert profile(one).oldest() == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("target", "revised", "case"),
    [
        (date(2026, 3, 5), None, "overdue_target"),
        (DAY, None, "not_due_yet"),
        (date(2025, 1, 1), date(2026, 3, 5), "overdue_revised"),
        (date(2025, 1, 1), DAY, "past_target_only"),
        (date(2027, 1, 1), date(2028, 1, 1), "not_due_yet"),
        (None, None, "no_date"),
        (None, date(2025, 1, 1), "overdue_revised"),
    ],
)
def test_dates_are_met_or_not(target: date | None, revised: date | None, case: str) -> None:
    shown = profile(item(target=target, revised=revised))
    assert shown.by_due().count(case) == 1
    assert shown.overdue() == case.startswith("overdue")


@pytest.mark.parametrize(
    ("table", "key", "hint"),
    [
        ("by_type", "recomendation", 'did you mean "recommendation"?'),
        ("by_age", "24 to 35 month", 'did you mean "months_24_to_35"?'),
        ("by_reach", "zz", "known: this_force, several_forces, not_recorded"),
        ("by_theme", "Cyber crim", 'did you mean "Cyber crime"?'),
        ("by_status", "Opens", 'did you mean "Open"?'),
        ("by_rating", "Secret", "known: Amber, not_recorded"),
        ("by_report", "Not one (2025)", 'did you mean "One (2025)"?'),
    ],
)
def test_a_key_that_no_row_has_is_refused_with_what_to_write(
    table: str, key: str, hint: str
) -> None:
    shown = profile(
        item(1, theme="Cyber crime", report="One"),
        item(2, theme="Fraud", rating="Secret", exempt=True),
        ratings={"Amber": "amber"},
    )
    with pytest.raises(LookupError) as refused:
        getattr(shown, table)().count(key)
    assert str(refused.value) == f'no row has the key "{key}"; {hint}'


def test_words_of_the_force_that_no_open_item_has_count_none() -> None:
    closed = item(2, theme="Fraud", changes=(date(2025, 1, 1), date(2025, 2, 1)))
    parts = profile(item(1, theme="Cyber crime"), closed).by_theme()
    assert (parts.count("Cyber crime"), parts.count("Fraud")) == (1, 0)
    assert [row.key for row in parts.rows] == ["Cyber crime"]


def test_what_a_force_itself_calls_not_recorded_has_no_second_row() -> None:
    parts = profile(item(1, theme="Not recorded"), item(2)).by_theme()
    assert [row[:3] for row in parts.rows] == [(NOT_RECORDED, "Not recorded", 2)]


@pytest.mark.parametrize(
    ("key", "by", "message", "hint"),
    [
        (
            "months_36_or_more", "months_36_or_mor",
            'no row has the key "months_36_or_mor"', 'did you mean "months_36_or_more"?',
        ),
        (
            "afi", "Area for improvement (AFI)",
            "rows are counted by their keys, not their names",
            'write "afi" for "Area for improvement (AFI)"',
        ),
    ],
)  # fmt: skip
def test_a_template_that_asks_for_no_row_is_told_at_its_line(
    tmp_path: Path, key: str, by: str, message: str, hint: str
) -> None:
    shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs", ignore=WITHOUT_ITEMS)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    path = tmp_path / "templates" / "hmicfrs-update" / "open-items.html.j2"
    text = path.read_text(encoding="utf-8")
    before, _, _ = text.rpartition(f'"{key}"')
    path.write_text(text.replace(f'"{key}"', f'"{by}"'), encoding="utf-8")
    with pytest.raises(Problems) as refused:
        prepare(tmp_path, MEETING)
    (problem,) = refused.value.problems
    line = before.count("\n") + 1
    assert str(problem.place) == f"templates/hmicfrs-update/open-items.html.j2:{line}"
    assert by in problem.place.excerpt
    assert (problem.message, problem.hint) == (message, hint)


def test_ratings_come_in_the_order_of_the_mapping_with_their_colours() -> None:
    rated = [item(number, rating=word) for number, word in enumerate(["Green", "Poor", "Fair", ""])]
    parts = profile(*rated, ratings={"Poor": "red", "Fair": "amber"}).by_rating()
    assert [(row.key, row.colour) for row in parts.rows] == [
        ("Poor", "red"), ("Fair", "amber"), ("Green", "green"), (NOT_RECORDED, ""),
    ]  # fmt: skip


def test_a_chosen_list_does_not_say_how_many_exempt_items_it_leaves_out() -> None:
    shown = profile(item(1, theme="Bombs", exempt=True), item(2, theme="Bombs"), item(3))
    assert shown.listing("open").restricted == 1
    assert shown.listing("open", theme=("Bombs",)).restricted == 0
    assert [one.reference for one in shown.listing("open", theme=("Bombs",)).items] == ["R-2"]


def test_what_was_closed_and_reopened_is_not_listed_as_closed() -> None:
    days = tuple(DAY - timedelta(days=back) for back in (90, 40, 20))
    shown = profile(
        item(1, changes=days), item(2, changes=days[:2]), last_day=DAY - timedelta(days=60)
    )
    closed = shown.listing("closed").items
    assert [one.reference for one in closed] == ["R-2"]
    assert shown.closed_on(closed[0]) == days[1]


# Midshire, which shows all of it


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("midshire")
    done = run_here("build", str(MEETING), "--project", MIDSHIRE, "--out", out, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "restricted-appendix  .docx .pdf .html" in done.stdout
    return out


def outputs(folder: Path, name: str) -> dict[str, Path]:
    return {path.suffix: path for path in folder.rglob(f"agenda-item-*-{name}.*")}


@pytest.mark.parametrize("name", ["hmicfrs-update", "restricted-appendix"])
def test_both_papers_are_valid_and_say_the_same_in_all_formats(
    built: Path, name: str, chromium: Browser
) -> None:
    files = outputs(built, name)
    assert validators.in_pdf(files[".pdf"]) == []
    assert validators.in_word(files[".docx"]) == []
    assert validators.in_web_page(chromium, files[".html"], validators.EACH_LOOK) == []
    document = prepare(MIDSHIRE, MEETING)[0]
    body = next(one for one in document.papers if one.name == name).body
    told = readers.tree_lines(body)
    assert readers.word_lines(files[".docx"]) == told
    assert readers.html_lines(files[".html"]) == told
    tables = list(body.find("table"))
    assert len(list(readers.pdf_structure(files[".pdf"]).find("Table"))) == len(tables)


def test_appendices_are_numbered_and_listed_on_the_front() -> None:
    body = prepare(MIDSHIRE, MEETING)[0].body
    listed = next(body.find("ul"))
    late = "Recommendations and areas for improvement that are late, red or were moved twice"
    assert [entry.text for entry in listed.elements] == [
        "Appendix A: Open recommendations and areas for improvement",
        "Appendix B: Recommendations and areas for improvement closed since the last paper",
        f"Appendix C: {late}",
        "Restricted appendix: a paper of its own, which is not for publication",
    ]
    headings = [block for block in body.find("h2") if block.class_name == "appendix"]
    numbers = [f"Appendix {letter}" for letter in "ABC"]
    assert [heading.number for heading in headings] == numbers


def test_appendices_lie_on_their_side_under_headers_as_wide(built: Path) -> None:
    files = outputs(built, "hmicfrs-update")
    word = docx.Document(str(files[".docx"]))
    upright, wide = word.sections
    assert (wide.page_width, wide.page_height) == (upright.page_height, upright.page_width)
    assert not wide.different_first_page_header_footer
    said = wide.header.paragraphs[0].text
    assert (
        said
        == upright.header.paragraphs[0].text
        == ("Joint Independent Audit Committee, 26 March 2026\tAgenda item 6.1")
    )
    tabs = wide.header.paragraphs[0].paragraph_format.tab_stops
    right = max(tab.position for tab in tabs if tab.alignment is not None)
    sizes = wide.page_width, wide.left_margin, wide.right_margin
    width, *margins = (int(size or 0) for size in sizes)
    assert abs(int(right or 0) - (width - sum(margins))) < 5 * 12700
    with pdfplumber.open(files[".pdf"]) as pdf:
        sides = [page.width > page.height for page in pdf.pages]
        assert sides == sorted(sides)
        assert 2 <= sum(sides) < len(sides)
        assert all("Agenda item 6.1" in page.extract_text() for page in pdf.pages)


def test_a_colour_never_stands_alone(built: Path) -> None:
    page = lxml.html.parse(str(outputs(built, "hmicfrs-update")[".html"])).getroot()
    coloured = page.xpath("//*[@class='red' or @class='amber' or @class='green']")
    assert len(coloured) > 10
    assert all(re.search("At risk|On track", cell.text_content()) for cell in coloured)
    xml = readers.word_xml(outputs(built, "hmicfrs-update")[".docx"])
    assert xml.count("<w:shd ") == len(coloured)


def test_the_restricted_paper_says_why_on_every_page(built: Path) -> None:
    files = outputs(built, "restricted-appendix")
    reason = "These items would tell somebody who plans an attack where we are weak."
    paragraph = "paragraph 7 of Schedule 12A to the Local Government Act 1972"
    with pdfplumber.open(files[".pdf"]) as pdf:
        for page in pdf.pages:
            text = " ".join(page.extract_text().split())
            assert reason in text
            assert paragraph in text
            assert "OFFICIAL-SENSITIVE" in text
    word = docx.Document(str(files[".docx"]))
    for section in word.sections:
        header = section.header.paragraphs[0].text
        assert paragraph in header
        assert reason in header
        assert "OFFICIAL-SENSITIVE" in section.footer.paragraphs[0].text
    assert "MIP-23-030" in files[".html"].read_text(encoding="utf-8")


# Exempt items, with words that nothing else has


SECRET = {
    "reference": "ZQX-77-001", "report": "Quagmire at Zennor Barracks", "text": "Mend the vexillum",
    "addressee": "Wyvernmaster", "owner": "Head of Obfuscation", "theme": "Thaumaturgy",
    "rating": "Gloaming", "status_words": "Cogitating", "cause_of_concern": "Peripeteia",
    "reason": "Because of quiddity", "paragraph": "paragraph 7 of xanthic schedules",
}  # fmt: skip
CLOSED_SECRET = {"reference": "ZQX-77-002", "text": "Polish the astrolabe"}


@pytest.fixture(scope="module")
def with_secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return Midshire's project, with an exempt item open and one lately closed, and build it."""
    project = tmp_path_factory.mktemp("secret")
    shutil.copytree(MIDSHIRE / "inputs", project / "inputs", ignore=WITHOUT_ITEMS)
    (project / "templates").symlink_to(ROOT / "templates")
    register = project / "inputs" / "register.csv"
    text = register.read_text(encoding="utf-8-sig")
    s = SECRET
    whose = f"{s['addressee']},{s['owner']},05/05/2025,05/05/2026"
    about = f"{s['theme']},{s['rating']},{s['cause_of_concern']},yes,"
    common = f"{s['report']},2025,Recommendation"
    opened = f"{s['reference']},{common},{s['text']},{whose},"
    opened += f"06/06/2026,{s['status_words']},06/05/2025,,,{about}"
    closed = f"{CLOSED_SECRET['reference']},{common},{CLOSED_SECRET['text']},{whose},"
    closed += f",Closed,05/01/2026,05/01/2026,,{about}"
    rows = [opened, closed]
    register.write_text(text.rstrip() + "\n" + "\n".join(rows) + "\n", encoding="utf-8-sig")
    mapping = project / "inputs" / "register.yaml"
    said = mapping.read_text(encoding="utf-8")
    said = said.replace("  Not started: open", f"  {s['status_words']}: open\n  Not started: open")
    said = re.sub(r"  reason:.*", f"  reports: [{s['report']}]\n  reason: {s['reason']}", said)
    said = re.sub(r"  paragraph:.*", f"  paragraph: {s['paragraph']}", said)
    mapping.write_text(said, encoding="utf-8")
    done = run_here("build", str(MEETING), "--project", project, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return project


def everything(path: Path) -> Iterator[str]:
    """Yield all that a file holds: its bytes, and what is compressed in it, parts and metadata."""
    content = path.read_bytes()
    yield content.decode("latin-1")
    yield content.decode("utf-8", "ignore")
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                part = archive.read(name).decode("utf-8", "ignore")
                yield name
                yield part
                # Words may be cut into runs.
                yield re.sub(r"<[^>]+>", "", part)
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pdf:
            yield repr(pdf.metadata)
            yield "".join(page.extract_text() for page in pdf.pages)
            for number in {number for xref in pdf.doc.xrefs for number in xref.get_objids()}:
                found = resolve1(pdf.doc.getobj(number))
                data = found.get_data() if isinstance(found, PDFStream) else b""
                yield repr(found)
                yield data.decode("latin-1")
                yield data.decode("utf-16-be", "ignore")
        yield readers.pdf_structure(path).text


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def test_no_word_of_an_exempt_item_is_in_a_public_file(with_secrets: Path) -> None:
    folder = with_secrets / "build" / str(MEETING)
    public = [path for path in folder.iterdir() if "restricted" not in path.name]
    assert {path.suffix for path in public} == {".docx", ".pdf", ".html", ".json"}
    words = {
        without_space(word)
        for said in (*SECRET.values(), *CLOSED_SECRET.values())
        for word in (said, *(one for one in said.split() if len(one) > 6 and one not in
                             ("paragraph", "schedules", "Barracks")))
    }  # fmt: skip
    for path in public:
        for piece in everything(path):
            folded = without_space(piece)
            found = sorted(word for word in words if word in folded)
            assert not found, f"{path.name} has {found}"


def test_every_word_of_an_exempt_item_is_in_the_restricted_paper(with_secrets: Path) -> None:
    """The test above looks where the words would be: it finds them here."""
    folder = with_secrets / "build" / str(MEETING)
    # A tracker has no column for these.
    left = [
        word
        for key, word in SECRET.items()
        if key not in ("addressee", "theme", "cause_of_concern")
    ]
    for path in outputs(folder, "restricted-appendix").values():
        whole = without_space("".join(everything(path)))
        for word in (*left, *CLOSED_SECRET.values()):
            assert without_space(word) in whole, f"{path.name} lacks {word}"


def test_the_public_paper_counts_them(with_secrets: Path) -> None:
    lines = readers.tree_lines(prepare(with_secrets, MEETING)[0].body)
    texts = [line.text for line in lines]
    assert any("Of these, 2 are exempt" in text for text in texts)
    assert any("19 items open on 6 March 2026" in text for text in texts)
    before = readers.tree_lines(prepare(MIDSHIRE, MEETING)[0].body)
    assert any("18 items open on 6 March 2026" in line.text for line in before)


def test_sentences_of_what_is_listed_say_that_exempt_items_are_not_counted(
    with_secrets: Path, tmp_path: Path
) -> None:
    """An exempt item may be overdue, or the oldest: "no item is overdue" would be untrue."""
    said = " ".join(
        line.text for line in readers.tree_lines(prepare(with_secrets, MEETING)[0].body)
    )
    assert "past the revised date or, where there is none, the target date (Table" in said
    assert said.count(", exempt items not counted.") == 7
    assert "The oldest that is not exempt has been open since" in said
    project = tmp_path / "public"
    shutil.copytree(MIDSHIRE / "inputs", project / "inputs", ignore=WITHOUT_ITEMS)
    (project / "templates").symlink_to(ROOT / "templates")
    register = project / "inputs" / "register.csv"
    rows = [*csv.reader(io.StringIO(register.read_text(encoding="utf-8-sig")))]
    (headings,) = (row for row in rows if "Exempt" in row)
    for row in rows[rows.index(headings) + 1 :]:
        for column, heading in enumerate(headings):
            row[column] = "" if "xempt" in heading else row[column]
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    register.write_text(made.getvalue(), encoding="utf-8", newline="")
    said = " ".join(line.text for line in readers.tree_lines(prepare(project, MEETING)[0].body))
    assert "not counted" not in said
    assert "The oldest has been open since" in said


def test_an_exempt_word_that_is_typed_stops_the_build(with_secrets: Path, tmp_path: Path) -> None:
    project = tmp_path / "typed"
    shutil.copytree(with_secrets / "inputs", project / "inputs")
    (project / "templates").symlink_to(ROOT / "templates")
    paper = project / "inputs" / str(MEETING) / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(
        text.replace("background: |\n", "background: |\n  We will mend the\n  vexillum.\n"),
        encoding="utf-8",
    )
    with pytest.raises(Problems) as stopped:
        prepare(project, MEETING)
    (problem,) = (one for one in stopped.value.problems if one.severity == "error")
    assert problem.rule == "exempt"
    assert problem.place.file == f"inputs/{MEETING}/paper.yaml"


def test_the_restricted_paper_goes_when_nothing_is_exempt_any_more(
    with_secrets: Path, tmp_path: Path
) -> None:
    project = tmp_path / "later"
    shutil.copytree(with_secrets, project, symlinks=True)
    folder = project / "build" / str(MEETING)
    assert len(outputs(folder, "restricted-appendix")) == 3
    register = project / "inputs" / "register.csv"
    text = register.read_text(encoding="utf-8-sig")
    register.write_text(text.replace(",yes\n", ",\n"), encoding="utf-8-sig")
    mapping = project / "inputs" / "register.yaml"
    mapping.write_text(
        re.sub(r"  reports: .*\n", "", mapping.read_text(encoding="utf-8")), encoding="utf-8"
    )
    done = run_here("build", str(MEETING), "--only", "docx", "--project", project, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert outputs(folder, "restricted-appendix") == {}
    assert ".docx" in outputs(folder, "hmicfrs-update")


def test_a_table_of_objects_that_ends_in_a_return_is_written_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Once in 256 papers it does, and some validators find the file a byte too short."""
    document = prepare(ROOT, date(2025, 12, 11))[0]
    folder = template_folder(ROOT)
    assert not claims.ends_in_a_return(writer.write(document, folder)[0])
    answers = iter([True, True, False])
    monkeypatch.setattr(claims, "ends_in_a_return", lambda _: next(answers))
    again = tmp_path / "again.pdf"
    again.write_bytes(writer.write(document, folder)[0])
    assert not list(answers)
    assert [one for one in validators.in_pdf(again) if "STREAM-LENGTH" not in one] == []
    monkeypatch.undo()
    objects, table = b"stream\n...\nendstream\n", b"stream\n.\nendstream\nstartxref"
    assert not claims.ends_in_a_return(objects + table)
    assert claims.ends_in_a_return(objects + table.replace(b".\n", b"\r\n"))
    assert claims.ends_in_a_return(objects.replace(b"...\n", b"..\r\n") + table)


# A tracker of many rows: tests/writers/test_pdf_tags.py has a table of more.

TRACKED = 120


def test_a_tracker_of_many_rows_is_one_table(tmp_path: Path) -> None:
    project = tmp_path / "long"
    shutil.copytree(MIDSHIRE / "inputs", project / "inputs", ignore=WITHOUT_ITEMS)
    (project / "templates").symlink_to(ROOT / "templates")
    register = project / "inputs" / "register.csv"
    text = register.read_text(encoding="utf-8-sig")
    rows = "".join(
        f"LONG-{number:04},Whose Bike Is It?,2026,Recommendation,Chief constables should review"
        f" {number} records,chief constables,Head of Crime,12/02/2026,12/02/2027,,In progress,"
        "12/02/2026,,,Investigation,On track,,no,\n"
        for number in range(TRACKED)
    )
    register.write_text(text.rstrip() + "\n" + rows, encoding="utf-8-sig")
    paper = project / "inputs" / str(MEETING) / "paper.yaml"
    said = re.sub(r"(?s)open_items_by.*", "", paper.read_text(encoding="utf-8"))
    paper.write_text(
        said + "appendices:\n  - {items: open, reports: [Whose Bike Is It?]}\n", encoding="utf-8"
    )
    done = run_here("build", str(MEETING), "--only", "docx,pdf", "--project", project, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    files = outputs(project / "build" / str(MEETING), "hmicfrs-update")
    assert validators.in_pdf(files[".pdf"]) == []
    tables = list(readers.pdf_structure(files[".pdf"]).find("Table"))
    long = [table for table in tables if len(list(table.find("TR"))) > TRACKED / 2]
    assert [len(list(table.find("TR"))) for table in long] == [TRACKED + 1]
    assert len(list(long[0].find("THead"))) == 1
    with pdfplumber.open(files[".pdf"]) as pdf:
        assert "Recommendation or AFI" in pdf.pages[-3].extract_text()
    word = docx.Document(str(files[".docx"]))
    last = word.tables[-1]._tbl
    assert len(last.tr_lst) == TRACKED + 1
    assert len(last.xpath(".//w:tblHeader")) == 1


def test_a_text_that_breaks_off_gets_no_full_stop(tmp_path: Path) -> None:
    shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs", ignore=WITHOUT_ITEMS)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    register = tmp_path / "inputs" / "register.csv"
    row = "LONG-1,Whose Bike Is It?,2026,Recommendation,Review records \u2026,chief constables,"
    row += (
        "Head of Crime,12/02/2026,12/02/2027,,In progress,12/02/2026,,,Investigation,On track,,no,"
    )
    text = register.read_text(encoding="utf-8-sig")
    register.write_text(f"{text.rstrip()}\n{row}\n", encoding="utf-8-sig")
    said = prepare(tmp_path, MEETING)[0].body.text
    assert "Review records \u2026 Recommendation of" in said


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("", "which was not counted in the register."),
        ("notes: {2023: One is doubtful.}\n", "which was not counted in the register."),
        ("notes: {2024: One is doubtful.}\n", "in the register: the notes say why."),
        ("notes: {total: One is doubtful.}\n", "in the register: the notes say why."),
    ],
)
def test_notes_on_another_figure_are_named_only_where_there_are_some(
    tmp_path: Path, notes: str, said: str
) -> None:
    small = ROOT / "tests" / "rules"
    shutil.copytree(small / "inputs", tmp_path / "inputs")
    shutil.copy2(small / "register.yaml", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    folder = tmp_path / "inputs" / "2025-12-11"
    counts, paper = folder / "open-counts.yaml", folder / "paper.yaml"
    text = counts.read_text(encoding="utf-8").replace("2024: 3", "2024: 4")
    counts.write_text(text.replace("closed: {2024: 1, ", "closed: {") + notes, encoding="utf-8")
    with paper.open("a", encoding="utf-8") as file:
        file.write("open_items_by: [type]\n")
    lines = readers.tree_lines(prepare(tmp_path, date(2025, 12, 11))[0].body)
    assert said in " ".join(line.text for line in lines)
