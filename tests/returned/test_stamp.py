"""The stamp: it says what the file was made from, shows nothing, and gives nothing away."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from returned_papers import outline, papers, reference, typed
from word_files import DOCUMENT, changed, entries, zipped

from conftest import MEETING, ROOT, run_here
from jacpaper.project.layout import template_folder
from jacpaper.returned.paper import text_blocks
from jacpaper.returned.read import read
from jacpaper.tree.elements import Element
from jacpaper.writers.word import writer
from jacpaper.writers.word.look import looks_of

if TYPE_CHECKING:
    from pathlib import Path

STAMP = "customXml/item1.xml"
MIDSHIRE = ROOT / "examples" / "midshire"
BUILD = ("build", "2026-03-26", "--item", "6.1", "--only", "docx")
"""The paper of Midshire that has exempt items."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the paper with exempt items, and return the folder of its files."""
    out: Path = tmp_path_factory.mktemp("built")
    done = run_here(*BUILD, "--out", out, cwd=MIDSHIRE)
    assert done.returncode == 0, done.stderr
    return out


def test_sources_are_those_of_the_manifest(tmp_path: Path) -> None:
    done = run_here("build", MEETING, "--only", "docx", "--out", tmp_path, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.glob("*.docx")
    (manifest,) = tmp_path.glob(".jacpaper-*.json")
    stamp = read(path).stamp
    assert stamp is not None
    assert stamp.sources == json.loads(manifest.read_text())["sources"]
    for name, digest in stamp.sources.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest


@pytest.mark.anew
def test_a_build_writes_the_same_bytes_twice(built: Path, tmp_path: Path) -> None:
    done = run_here(*BUILD, "--out", tmp_path, cwd=MIDSHIRE)
    assert done.returncode == 0, done.stderr
    paths = sorted(path.relative_to(built) for path in built.rglob("*.docx"))
    assert len(paths) == 2
    for path in paths:
        assert (built / path).read_bytes() == (tmp_path / path).read_bytes()


def test_the_public_stamp_knows_nothing_of_exempt_items(built: Path) -> None:
    """Its blocks are its own, and no digest of the register tells who guesses what it says."""
    (public,) = built.glob("*.docx")
    (restricted,) = (built / "restricted").glob("*.docx")
    told, exempt = read(public), read(restricted)
    assert told.stamp is not None
    assert exempt.stamp is not None
    own = {
        hashlib.sha256(typed(block.text).encode()).hexdigest()[:16]
        for block in text_blocks(told.accepted)
    }
    assert {one.digest for one in told.stamp.blocks} == own
    assert not [name for name in told.stamp.sources if "register" in name]
    assert {"inputs/register.csv", "inputs/register.yaml"} <= set(exempt.stamp.sources)
    digest = hashlib.sha256((MIDSHIRE / "inputs" / "register.csv").read_bytes()).hexdigest()
    raw = b"".join(entries(public.read_bytes()).values())
    assert digest.encode() not in raw
    assert digest.encode() in b"".join(entries(restricted.read_bytes()).values())


def test_the_stamp_has_no_words_of_the_paper() -> None:
    for document, word in papers().values():
        text = entries(word)[STAMP].decode()
        values = re.findall(r' (\w+)="([^"]*)"', text)
        assert {name for name, _ in values} - {"looks"} == {
            *("xmlns", "version", "encoding", "standalone", "meeting", "paper"),
            *("id", "kind", "sha256"),
        }
        assert all(re.fullmatch("[0-9a-f]{16}", value) for name, value in values if name == "looks")
        assert re.sub(r"<[^>]*>", "", text).strip() == ""
        assert document.title not in text


def test_identifiers_are_unique_and_such_as_word_takes() -> None:
    met: list[str] = []
    for _, word in papers().values():
        found = re.findall(r' w14:paraId="([^"]*)"', entries(word)[DOCUMENT].decode())
        assert len(found) == entries(word)[DOCUMENT].decode().count("<w:p ")
        assert len(set(found)) == len(found)
        assert all(re.fullmatch("[0-9A-F]{8}", one) for one in found)
        assert all(0 < int(one, 16) < 0x80000000 for one in found)
        met += found[:1]
    assert len(set(met)) == len(met)


def test_a_house_style_that_never_heard_of_identifiers(tmp_path: Path) -> None:
    """Its document has neither their namespace nor a list of what to ignore."""
    template = tmp_path / "templates" / "hmicfrs-update"
    shutil.copytree(template_folder(ROOT).path, template)
    style = template / "house-style.docx"
    plain = re.compile(r' (?:xmlns:w1?4|xmlns:wp14|xmlns:mc|mc:Ignorable)="[^"]*"')
    keep = ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    style.write_bytes(
        changed(
            DOCUMENT,
            lambda text: plain.sub(lambda one: one[0] if one[0] == keep else "", text),
            style.read_bytes(),
        )
    )
    document = reference().document
    word = writer.write(document, template_folder(tmp_path)).content
    root = re.search(r"<w:document[^>]*>", entries(word)[DOCUMENT].decode())
    assert root
    assert 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"' in root[0]
    assert 'mc:Ignorable="w14"' in root[0]
    told = read(word)
    assert outline(told.accepted) == outline(document.body)
    assert told.accepted_from == tuple(range(len(told.accepted_from)))


def test_where_a_program_drops_the_part_the_property_says_which_paper_it_is() -> None:
    parts = entries(reference().word)
    del parts[STAMP]
    stamp = read(zipped(parts)).stamp
    assert stamp is not None
    assert (stamp.version, stamp.meeting, stamp.paper) == (1, MEETING, "hmicfrs-update")
    assert date.fromisoformat(stamp.meeting) == reference().document.date
    assert (stamp.blocks, stamp.sources) == ((), {})
    del parts["docProps/custom.xml"]
    told = read(zipped(parts))
    assert told.stamp is None
    assert {one.what for one in told.unplaced} == {"a footer", "a header"}


def test_blocks_are_known_by_their_identifiers_when_their_words_have_changed() -> None:
    word = changed(DOCUMENT, lambda text: text.replace(" areas were graded", " were graded", 1))
    told = read(word)
    assert told.accepted_from == tuple(range(len(told.accepted_from)))
    gone = read(changed(DOCUMENT, lambda text: re.sub(r' w14:paraId="\w+"', "", text)))
    assert outline(gone.accepted) == outline(reference().document.body)
    texts = [block.text for block in text_blocks(gone.accepted)]
    assert gone.accepted_from == tuple(
        n if texts.count(text) == 1 else None for n, text in enumerate(texts)
    )
    assert None in gone.accepted_from


@pytest.mark.parametrize(
    "content", [b"<stamp", b"\xff\xfe\x00", b'<stamp xmlns="urn:jacpaper:stamp:1"/>']
)
def test_a_part_that_is_no_stamp_of_ours_is_passed_over(content: bytes) -> None:
    stamp = read(zipped({**entries(reference().word), STAMP: content})).stamp
    assert stamp is not None
    assert (stamp.meeting, stamp.blocks) == (MEETING, ())


def test_looks_are_of_emphasis_and_addresses_however_a_run_is_cut() -> None:
    def block(*children: Element | str) -> Element:
        return Element("p", {}, list(children))

    plain = block("Two forces, see 2.1.")
    bold = block(Element("strong", {}, ["Two forces"]), ", see 2.1.")
    cut = block(Element("strong", {}, ["Two "]), Element("strong", {}, ["forces"]), ", see 2.1.")
    inside = block("Two forces, see ", Element("a", {"href": "#p"}, ["2.1"]), ".")
    links = [block(Element("a", {"href": f"https://{name}.org"}, ["Two"])) for name in "ab"]
    assert looks_of(plain) == looks_of(inside) == ""
    assert looks_of(bold) == looks_of(cut)
    assert len({looks_of(one) for one in (plain, bold, *links)}) == 4
