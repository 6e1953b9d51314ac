"""Hostile files are refused in our words, in bounded time and memory, and reach nothing.

Below are those that once did otherwise, and those that people are known to try; many
more are made up by `hostile.py`, in bounded form here and by the thousand in `make soak`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter, ValidationError

import hostile
from jacpaper.facts.value_types import AgendaItem
from jacpaper.problems import Problems
from jacpaper.writers import web
from jacpaper.writers.pdf import writer
from rezip import change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Project

CASES = 30
# At the PDF's door a case takes seconds: those below are for it, and `make soak` has more.
QUICK = {
    "dates", "Markdown", "reader", "inputs", "template", "style sheet", "house style", "manifest",
}  # fmt: skip
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
_SVG += '<image href="file:///etc/passwd" width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[hostile.Rooms]:
    signal.signal(signal.SIGPROF, hostile.too_long)
    yield hostile.Rooms(tmp_path_factory.mktemp("rooms"), meeting=0)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def test_spoilt_files_are_taken_or_refused_at_every_door() -> None:
    """In a process of its own, so that its memory can be bounded."""
    done = subprocess.run(
        [sys.executable, hostile.__file__, str(CASES), "7", *QUICK],
        capture_output=True,
        text=True,
        check=True,
    )
    tallies = {door: Counter(tally) for door, tally in json.loads(done.stdout).items()}
    print(f"spoilt files: {done.stdout}")  # noqa: T201 - how many were tried
    assert {*tallies} == QUICK
    for door, tally in tallies.items():
        # Were all refused, or all taken, the door would test nothing.
        # CSS forgives much.
        wanted = {"taken"} if door == "style sheet" else {"taken", "refused"}
        assert wanted <= tally.keys() <= {"taken", "refused"}, door
        assert tally.total() == CASES


@pytest.mark.parametrize("piece", hostile.PIECES, ids=lambda piece: ascii(piece)[:30])
def test_whatever_a_title_says_it_is_refused_or_shown(rooms: hostile.Rooms, piece: str) -> None:
    for which, path in enumerate(rooms.inputs):
        if path.name != "reports.yaml":
            continue
        whole = rooms.doors["inputs"].originals[which]
        for said in (json.dumps(piece), piece):
            start = whole.index(b"title: ") + len("title: ")
            rest = whole[whole.index(b"\n", start) :]
            content = whole[:start] + said.encode("utf-8", "surrogatepass") + rest
            hostile.attempt(rooms.doors["inputs"], content, which)


@pytest.mark.parametrize("piece", hostile.TEMPLATE_PIECES, ids=lambda piece: ascii(piece)[:40])
def test_a_template_cannot_reach_out_of_its_folder(rooms: hostile.Rooms, piece: str) -> None:
    door = rooms.doors["template"]
    (whole,) = door.originals
    hostile.attempt(door, whole.replace(b"<p>Name:", f"{piece}\n<p>Name:".encode()), 0)


class TestStyleSheets:
    @pytest.mark.parametrize(
        "css",
        [
            "@import 'x.css';",
            "@IMPORT 'x.css';",
            "@im\\70ort 'x.css';",
            "p { background: url(http://127.0.0.1:9/x) }",
            "p { background: URL(x.png) }",
            "p { background: u\\72l(x.png) }",
            "p { background: url('x.png') }",
            "p { content: '/*'; background: url(x.png); quotes: '*/' }",
            "@media screen { p { background: image-set('x.png' 1x) } }",
            "p { background: -webkit-image-set('x.png' 1x) }",
            "@font-face { font-family: X; src: src('x.ttf') }",
            "p { --x: url(x.png) }",
        ],
    )
    def test_the_web_page_names_no_other_file(self, rooms: hostile.Rooms, css: str) -> None:
        content = rooms.doors["style sheet"].originals[1] + css.encode()
        with (
            hostile.replaced(rooms.template.path / "screen.css", content),
            pytest.raises(Problems, match=r"screen.css:[0-9]+: error: the web page is one file"),
        ):
            web.styles(hostile.fresh(rooms.template))

    def test_what_only_looks_like_a_file_is_let_be(self, rooms: hostile.Rooms) -> None:
        css = "/* url(x.png) */ p::after { content: 'url(x.png) @import' } h1 { background:"
        css += " url( 'data:image/png;base64,AA' ), url(data:image/png;base64,AA) }"
        content = rooms.doors["style sheet"].originals[1] + css.encode()
        assert hostile.attempt(rooms.doors["style sheet"], content, 1)

    @pytest.mark.parametrize(
        "css",
        [
            "@import url(file:///etc/passwd);",
            "@import 'http://127.0.0.1:9/x.css';",
            f"p {{ background: url('data:image/svg+xml,{_SVG}') }}",
            "p { background: url(pipe) }",
            "p { background: url(fonts/../../../inputs/committee.yaml) }",
            "p { background: url('//127.0.0.1:9/x.png') }",
            "p { background: url('file://127.0.0.1/etc/passwd') }",
            "p { background: url('ftp://127.0.0.1:9/x.png') }",
            "p { background: url('%2e%2e/%2e%2e/inputs/committee.yaml') }",
            "p::after { content: url(file:///etc/passwd) }",
            "@font-face { font-family: House; src: url(file:///etc/passwd) }",
        ],
    )
    def test_the_pdf_reads_no_other_file(self, rooms: hostile.Rooms, css: str) -> None:
        pipe = rooms.template.path / "pipe"
        if not pipe.exists():
            os.mkfifo(pipe)
        content = css.encode() + rooms.doors["PDF's style sheet"].originals[0]
        with (
            hostile.replaced(rooms.template.path / "paper.css", content),
            pytest.raises(Problems, match=r"template's folder|house font cannot be loaded"),
        ):
            writer.write(rooms.document, hostile.fresh(rooms.template))

    def test_what_weasyprint_stumbles_over_is_named(self, rooms: hostile.Rooms) -> None:
        door = rooms.doors["PDF's style sheet"]
        content = b":root { --x: calc(-) } p { width: var(--x) }\n" + door.originals[0]
        with (
            hostile.replaced(rooms.template.path / "paper.css", content),
            pytest.raises(Problems, match=r"paper.css:1:[0-9]+: error: WeasyPrint cannot follow"),
        ):
            writer.write(rooms.document, hostile.fresh(rooms.template))


class TestHouseStyle:
    def test_a_bomb_is_not_unpacked(self, project: Project) -> None:
        with zipfile.ZipFile(
            project.template / "house-style.docx", "a", zipfile.ZIP_DEFLATED
        ) as archive:
            archive.writestr("word/media/bomb.png", bytes(60_000_000))
        said = project.run_here("check").stderr
        assert "house-style.docx: error: the house style unpacks to more than 50 MB" in said

    @pytest.mark.parametrize(
        ("part", "old", "new"),
        [
            ("_rels/.rels", "<Relationships", "<Nothing/><Relationships"),
            ("word/styles.xml", '<w:sz w:val="', '<w:sz w:val="x'),
            ("[Content_Types].xml", "core-properties+xml", "nothing+xml"),
        ],
    )
    def test_a_damaged_part_is_no_fault_of_ours(
        self, project: Project, part: str, old: str, new: str
    ) -> None:
        change(project.template / "house-style.docx", part, lambda xml: xml.replace(old, new))
        done = project.run_here("build", "--only", "docx")
        assert done.returncode in (0, 1), done.stderr

    def test_styles_that_lead_nowhere_are_named(self, project: Project) -> None:
        """Found by `make soak`."""
        style = project.template / "house-style.docx"
        part = "word/_rels/document.xml.rels"
        change(style, part, lambda xml: xml.replace("relationships/styles", "relationships/style"))
        done = project.run_here("build", "--only", "docx")
        assert "house-style.docx: error: the house style is no Word file that can be" in done.stderr
        assert done.returncode == 1

    def test_one_bit_wrong_is_noticed(self, project: Project) -> None:
        path = project.template / "house-style.docx"
        content = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            content[archive.getinfo("word/document.xml").header_offset + 60] ^= 4
        path.write_bytes(content)
        assert "the house style is not a Word file" in project.run_here("check").stderr


@pytest.mark.parametrize(
    "item",
    [
        "../../x", "..\\x", "5/../../x", "1" * 300, "\u0665", "-", "...", "", "(a)", "5(", "5()",
        "5(../x)", "5(a", "5)a(", "5 (a)", "5(a)\n",
    ],
)  # fmt: skip
def test_an_agenda_item_cannot_name_another_file(item: str) -> None:
    with pytest.raises(ValidationError, match="is not an agenda item"):
        TypeAdapter(AgendaItem).validate_python(item)


@pytest.mark.parametrize("name", ["paper.yaml", "reports.yaml"])
def test_a_pipe_is_not_waited_for(project: Project, name: str) -> None:
    project.input(name).unlink()
    os.mkfifo(project.input(name))
    assert f"{name}: error: this is not a file" in project.run_here("check").stderr


def test_what_html_has_no_end_for_is_named(project: Project) -> None:
    project.edit(project.template / "paper.html.j2", "<p>Name:", "<![x\n<p>Name:")
    done = project.run_here("check")
    assert "paper.html.j2:" in done.stderr
    # Newer Pythons take it for a comment that ends at the next >, as browsers do.
    said = ("<![ does not belong in a paper", "</p> closes nothing that is open")
    assert any(words in done.stderr for words in said)
    assert done.returncode == 1


class TestManifest:
    @pytest.mark.parametrize(
        "told",
        [
            {"meeting": "2025-13-11", "outputs": {}, "sources": {}, "versions": {}},
            {"meeting": 1, "outputs": {}, "sources": {}, "versions": {}},
            {"meeting": "2025-12-11", "outputs": [], "sources": {}, "versions": {}},
            {"meeting": "2025-12-11", "outputs": {"../../x": ""}, "sources": {}, "versions": {}},
            {"meeting": "2025-12-11", "outputs": {"x" * 999: ""}, "sources": {}, "versions": {}},
            {"meeting": "2025-12-11", "outputs": {}, "sources": {"x": 1}, "versions": {}},
            {"meeting": "2025-12-11", "outputs": {}, "sources": {"x" * 999: ""}, "versions": {}},
            [[]],
        ],
    )
    def test_one_that_no_build_wrote_is_refused(self, project: Project, told: object) -> None:
        project.out.mkdir(parents=True)
        (project.out / "manifest.json").write_text(json.dumps(told))
        done = project.run_here("verify", project.out)
        assert done.returncode == 3
        assert "manifest.json cannot be read" in done.stderr

    def test_a_file_name_cannot_steer_the_terminal(self, project: Project) -> None:
        assert project.run_here("build", "--only", "html").returncode == 0
        (project.folder / "inputs" / "\x1b[2Jx\u202e.txt").touch()
        said = project.run_here("verify", project.out).stderr
        assert "inputs/\\x1b[2Jx\\u202e.txt is new" in said
