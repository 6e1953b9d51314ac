"""Our papers in one pack: numbered through, bookmarked, linked and heard as each by itself."""

from __future__ import annotations

import ctypes
import io
import re
import subprocess
from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import outloud
import pdfplumber
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from weasyprint import HTML

import heard
import judges
import packs
import readers
import validators
from conftest import ROOT, tool
from jacpaper.pack import fonts
from jacpaper.pack.join import join, page_count
from jacpaper.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pdfplumber.pdf import PDF

    from jacpaper.pack.parts import Pack, Part


class Made(NamedTuple):
    """A pack on disk, and the papers that it was made of."""

    pack: Pack
    path: Path
    papers: list[packs.Example]

    @property
    def parts(self) -> list[Part]:
        return [one.part for one in self.papers]


# Of three forces, of two to four pages: test_long_pack has many pages.
DAYS = ("2025-06-12", "2025-06-26", "2025-12-11")


@pytest.fixture(scope="module", params=["PDF/UA-1", "PDF/UA-2"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a pack of papers of all our examples; of PDF/UA-2 without the first one."""
    papers = list(packs.examples(request.param, DAYS))
    assert len(papers) == 4
    papers = papers[1:] if request.param == "PDF/UA-2" else papers
    pack = join([one.part for one in papers], packs.ABOUT)
    path = tmp_path_factory.mktemp("pack") / "pack.pdf"
    path.write_bytes(pack.content)
    return Made(pack, path, papers)


@pytest.fixture(scope="module")
def shown(made: Made) -> Iterator[PDF]:
    """Open the pack once: what is on a page is kept when it is asked for."""
    with pdfplumber.open(made.path) as pdf:
        yield pdf


def is_2(made: Made) -> bool:
    return made.pack.content.startswith(b"%PDF-2.0")


def pages_of(made: Made) -> Iterator[tuple[Part, int, int]]:
    """Yield each part with the numbers of its first and last page in the pack."""
    first = 1
    for part in made.parts:
        last = first + page_count(part.content) - 1
        yield part, first, last
        first = last + 1


class TestNumbers:
    def test_each_page_is_called_what_is_printed_at_its_foot(self, shown: PDF) -> None:
        labels = shown.doc.get_page_labels()  # without an end
        for number, (page, label) in enumerate(zip(shown.pages, labels, strict=False), 1):
            foot = page.crop((0, page.height - 52, page.width, page.height)).extract_text()
            assert f"Pack page {number} " in f"{foot} ", number
            assert label == str(number)

    def test_the_first_pages_are_those_of_the_titles(self, made: Made, shown: PDF) -> None:
        firsts = {part.name: first for part, first, _ in pages_of(made)}
        assert made.pack.first_pages == firsts
        for one in made.papers:
            words = shown.pages[firsts[one.part.name] - 1].extract_text()
            assert " ".join(one.part.title.split()[:3]) in words

    def test_the_number_touches_nothing_else(self, shown: PDF) -> None:
        for page in shown.pages:
            ours = [char for char in page.chars if "PACKNO" in char["fontname"]]
            assert len(ours) >= len("Pack page 1")
            box = (min(c["x0"] for c in ours) - 6, min(c["top"] for c in ours) - 6,
                   max(c["x1"] for c in ours) + 6, max(c["bottom"] for c in ours))  # fmt: skip
            there = page.within_bbox((0, box[1], box[2], page.height), strict=False).chars
            assert len(there) == len(ours)
            assert box[3] < page.height

    def test_a_number_is_an_artifact(self, shown: PDF) -> None:
        for page in shown.pages:
            ours = [char for char in page.chars if "PACKNO" in char["fontname"]]
            assert {(char["tag"], char["mcid"]) for char in ours} == {("Artifact", None)}

    def test_numbers_may_begin_later(self, made: Made) -> None:
        pack = join(made.parts[:2], packs.ABOUT, first_page=41)
        assert list(pack.first_pages.values()) == [41, 41 + page_count(made.parts[0].content)]
        with pdfplumber.open(io.BytesIO(pack.content)) as pdf:
            assert next(pdf.doc.get_page_labels()) == "41"
            assert "Pack page 41" in pdf.pages[0].extract_text()


class TestTags:
    def test_all_papers_are_heard_one_after_the_other(self, made: Made) -> None:
        bodies = [one.document.body for one in made.papers]
        said = [line for body in bodies for line in heard.written_in_pdf(body)]
        assert heard.pdf_to_pdfminer(made.path) == said

    def test_another_reader_hears_the_same_of_a_few(self, made: Made, tmp_path: Path) -> None:
        """Its time grows with the square of the pages, so these are the shortest papers."""
        few = sorted(made.papers, key=lambda one: page_count(one.part.content))[:2]
        (tmp_path / "few.pdf").write_bytes(join([one.part for one in few], packs.ABOUT).content)
        bodies = [one.document.body for one in few]
        shown = [line for body in bodies for line in heard.written_in_pdf(body, pictures=False)]
        assert heard.pdf_to_poppler(tmp_path / "few.pdf") == shown

    def test_each_paper_is_one_part_with_one_heading_of_the_first_level(self, made: Made) -> None:
        document = readers.pdf_structure(made.path)
        assert document.type == "Document"
        kids = [kid for kid in document.kids if isinstance(kid, readers.Tag)]
        assert [kid.type for kid in kids] == ["Part"] * len(made.parts)
        for part, tag in zip(made.parts, kids, strict=True):
            assert [title.text for title in tag.find("H1")] == [part.title]

    def test_chromiums_reader_finds_the_same_order_of_tags(self, made: Made) -> None:
        alone = [kind for part in made.parts for kind in kinds(part.content)]
        assert kinds(made.pack.content) == alone
        assert len(alone) > 50 * len(made.parts)

    def test_every_mark_and_link_finds_its_tag(self, made: Made) -> None:
        with pikepdf.open(made.path) as pdf:
            numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
            keys = [int(key) for key in numbers[::2]]
            assert keys == sorted(set(keys))
            owners: dict[Any, Any] = dict(zip(keys, numbers[1::2], strict=True))
            for page in pdf.pages:
                marks = owners.pop(page.obj.StructParents)
                assert all("/P" in one for one in marks if one is not None)
                for link in page.obj.get("/Annots", ()):
                    assert owners.pop(link.StructParent).S == "/Link"
            assert not owners


def kinds(content: bytes) -> list[str]:
    """Return the types of the tags of each page but those of whole papers, as PDFium has them."""
    found: list[str] = []
    document = pypdfium2.PdfDocument(content)
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            _add_kinds(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), found)
        pdfium.FPDF_StructTree_Close(tree)
    document.close()
    return [kind for kind in found if kind not in ("Document", "Part")]


def _add_kinds(tag: Any, found: list[str]) -> None:
    name = ctypes.create_string_buffer(100)
    size = pdfium.FPDF_StructElement_GetType(tag, name, 100)
    found.append(name.raw[: size - 2].decode("utf-16-le"))
    for index in range(pdfium.FPDF_StructElement_CountChildren(tag)):
        if child := pdfium.FPDF_StructElement_GetChildAtIndex(tag, index):
            _add_kinds(child, found)


class TestBookmarks:
    def test_each_paper_has_one_and_each_of_its_headings_below_it(self, made: Made) -> None:
        found = [(level, title) for level, title, _ in bookmarks(made.pack.content)]
        expected = []
        for part in made.parts:
            expected.append((0, f"Item {part.item}: {part.title}"))
            expected += [(1, title) for level, title, _ in bookmarks(part.content) if level == 1]
        assert found == expected
        assert len(found) > 3 * len(made.parts)

    def test_they_lead_to_the_pages_of_their_headings(self, made: Made) -> None:
        found = [page for _, _, page in bookmarks(made.pack.content)]
        expected = []
        for part, first, _ in pages_of(made):
            expected.append(first - 1)
            headings = (page for level, _, page in bookmarks(part.content) if level == 1)
            expected += [first - 1 + page for page in headings]
        assert found == expected


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    """Return the level, title and page of each bookmark, as PDFium finds them."""
    document = pypdfium2.PdfDocument(content)
    found = [(one.level, one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    document.close()
    return found


class TestLinks:
    def test_those_within_a_paper_lead_where_they_led(self, made: Made) -> None:
        found = places(made.pack.content)
        expected = []
        for part, first, _ in pages_of(made):
            expected += [
                (page + first - 1, target + first - 1, height)
                for page, target, height in places(part.content)
            ]
        assert found == expected
        assert len(found) > len(made.parts)

    def test_those_to_the_web_stay(self, made: Made) -> None:
        def addresses(content: bytes) -> list[str]:
            return re.findall(r"/URI \((http.*)\)", plain(content).decode("latin-1"))

        expected = [address for part in made.parts for address in addresses(part.content)]
        assert Counter(addresses(made.pack.content)) == Counter(expected)
        assert len(expected) > len(made.parts)

    @pytest.mark.parametrize(
        ("address", "leads_to"),
        [
            ("{stem}.pdf", True),
            ("{stem}.html", True),
            ("file:///somewhere/{stem}.docx", True),
            ("https://example.org/{stem}.pdf", False),
            ("something-else.pdf", False),
        ],
    )
    def test_those_to_another_papers_file_lead_to_its_page(
        self, made: Made, address: str, *, leads_to: bool
    ) -> None:
        one, other = made.parts[:2]
        address = address.format(stem=other.name.removesuffix(".pdf"))
        one = one._replace(content=readdressed(one.content, address))
        pack = join([one, other], packs.ABOUT)
        target = pack.first_pages[other.name] - 1
        between = [page for here, page, _ in places(pack.content) if here < target <= page]
        assert between == [target] * leads_to
        assert (address.encode() in plain(pack.content)) is not leads_to


def plain(content: bytes) -> bytes:
    """Return a file in which nothing is compressed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        file = io.BytesIO()
        pdf.save(
            file,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return file.getvalue()


def readdressed(content: bytes, address: str) -> bytes:
    """Return a paper whose first link to the web leads to another address."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        links = (link for page in pdf.pages for link in page.obj.get("/Annots", ()))
        link = next(one for one in links if "/URI" in one.get("/A", pikepdf.Dictionary()))
        link.A.URI = pikepdf.String(address)
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def places(content: bytes) -> list[tuple[int, int, float]]:
    """Return the page of each link within the file, and the page and height that it leads to."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for number, page in enumerate(document):
        links = pdfium.FPDFPage_GetAnnotCount(page.raw)
        for index in range(links):
            link = pdfium.FPDFAnnot_GetLink(pdfium.FPDFPage_GetAnnot(page.raw, index))
            place = pdfium.FPDFLink_GetDest(document.raw, link)
            if place:
                view = pypdfium2.PdfDest(place, document)
                found.append((number, view.get_index(), round(view.get_view()[1][1], 2)))
    document.close()
    return found


class TestTheFile:
    def test_it_is_the_same_each_time(self, made: Made) -> None:
        assert join(made.parts, packs.ABOUT).content == made.pack.content

    def test_it_keeps_the_standards_of_its_papers(self, made: Made) -> None:
        if is_2(made):
            assert judges.verapdf_2([made.path]) == []
        else:
            assert judges.verapdf([made.path]) == []

    def test_other_validators_find_nothing(self, made: Made, tmp_path: Path) -> None:
        subprocess.run([tool("qpdf"), "--check", made.path], check=True, capture_output=True)
        if is_2(made):
            return
        two = tmp_path / "two.pdf"
        two.write_bytes(join(made.parts[:2], packs.ABOUT).content)
        assert validators.in_pdf(two) == []
        # The title blocks of three papers look to it like a running header.
        found = outloud.check(str(made.path)).findings
        assert {one.rule for one in found} <= {"PAG-001"}
        assert all("Agenda item" in str(one.evidence) for one in found)

    def test_it_says_what_it_is(self, made: Made) -> None:
        with pikepdf.open(made.path) as pdf:
            about = packs.ABOUT
            assert str(pdf.Root.Lang) == about.language
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            metadata = pdf.Root.Metadata.read_bytes().decode()
            assert f">{about.title}<" in metadata
            assert f">{about.author}<" in metadata
            assert "<xmp:CreateDate>2026-03-26</xmp:CreateDate>" in metadata
            if not is_2(made):
                assert pdf.docinfo["/Title"] == about.title
                assert pdf.docinfo["/CreationDate"] == "D:20260326"

    def test_no_stream_ends_in_a_return_that_could_be_taken_for_the_lines(self, made: Made) -> None:
        assert b"\r\nendstream" not in made.pack.content

    def test_papers_of_two_standards_claim_none(self) -> None:
        papers = [next(packs.examples(claim)).part for claim in ("PDF/UA-1", "PDF/UA-2")]
        papers[1] = papers[1]._replace(name="other.pdf")
        assert b"<pdfuaid:part>" not in join(papers, packs.ABOUT).content

    def test_papers_share_their_colours(self, made: Made) -> None:
        with pikepdf.open(made.path) as pdf:
            spaces = [page.obj.Resources.ColorSpace.srgb for page in pdf.pages]
            assert {space[1].objgen for space in spaces} == {
                pdf.Root.OutputIntents[0].DestOutputProfile.objgen
            }

    def test_papers_share_their_fonts_with_every_letter_as_it_was(self, made: Made) -> None:
        with pikepdf.open(made.path) as pdf:
            shared = fonts_of(pdf)
        assert {name: len(files) for name, files in shared.items()} == dict.fromkeys(shared, 1)
        for part in made.parts:
            with pikepdf.open(io.BytesIO(part.content)) as pdf:
                for name, (own,) in fonts_of(pdf).items():
                    (whole,) = shared[name]
                    assert letters(own).items() <= letters(whole).items(), (part.name, name)


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, list[bytes]]:
    """Return the files of the fonts that pages use by the numbers of letters, each once."""
    found: dict[str, dict[Any, bytes]] = {}
    for page in pdf.pages:
        for font in page.obj.Resources.Font.as_dict().values():
            for descendant in font.get("/DescendantFonts", ()):
                one = descendant.FontDescriptor
                files = found.setdefault(str(one.FontName), {})
                files[one.FontFile2.objgen] = one.FontFile2.read_bytes()
    return {name: [*files.values()] for name, files in found.items()}


def letters(content: bytes) -> dict[int, tuple[Any, ...]]:
    """Return the outline and the width of each letter of a font that has either, by its number."""
    font = TTFont(io.BytesIO(content))
    drawn = font.getGlyphSet()
    found = {}
    for number, name in enumerate(font.getGlyphOrder()):
        pen = RecordingPen()
        drawn[name].draw(pen)
        if pen.value or drawn[name].width:
            found[number] = (drawn[name].width, tuple(pen.value))
    return found


def test_fonts_of_one_name_with_other_letters_stay_apart(made: Made) -> None:
    """As where a kind of paper has a look of its own, with a newer version of the font."""
    first, second, third = made.parts[-3:]
    with pikepdf.open(io.BytesIO(second.content)) as pdf:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.as_dict().values():
                _move_letters(font.DescendantFonts[0].FontDescriptor)
        file = io.BytesIO()
        pdf.save(file)
    other = second._replace(content=file.getvalue())
    with pikepdf.open(io.BytesIO(join([first, other, third], packs.ABOUT).content)) as pdf:
        together = fonts_of(pdf)
    with pikepdf.open(io.BytesIO(other.content)) as pdf:
        for name, (own,) in fonts_of(pdf).items():
            assert len(together[name]) == 2, name
            assert own in together[name]


def _move_letters(descriptor: Any) -> None:
    """Move each letter a little, once."""
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    if font["head"].fontRevision == 9:
        return
    font["head"].fontRevision = 9
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if glyph.numberOfContours > 0:
            glyph.coordinates.translate((1, 0))
    file = io.BytesIO()
    font.save(file)
    descriptor.FontFile2.write(file.getvalue())


def test_two_papers_of_one_name_are_refused(made: Made) -> None:
    with pytest.raises(Problems) as caught:
        join([made.parts[0]] * 2, packs.ABOUT)
    assert "two papers of the pack have this name" in str(caught.value)


def test_a_mark_over_a_letter_stays_where_it_was() -> None:
    """It has no width; where it begins is left of where it is set."""
    face = (ROOT / "templates/hmicfrs-update/fonts/Arimo-Regular.ttf").as_uri()
    style = f"<style>@font-face{{font-family:A;src:url({face})}} p{{font-family:A}}</style><p>"
    # The hyphen has a late number, so the font of the first is the longer one.
    made = [HTML(string=style + text).write_pdf() for text in ("ABC 2025\u201126", "n\u0304 x")]
    together = pikepdf.Pdf.new()
    for one in made:
        together.pages.extend(pikepdf.open(io.BytesIO(one)).pages)
    part = SimpleNamespace(own=True)
    papers: Any = [SimpleNamespace(pages=[page.obj], part=part) for page in together.pages]
    own = [fonts_of(pikepdf.open(io.BytesIO(one))) for one in made]
    fonts.keep_once(together, papers)
    (shared,) = {one for files in fonts_of(together).values() for one in files}
    for files in own:
        for (file,) in files.values():
            assert letters(file).items() <= letters(shared).items()
