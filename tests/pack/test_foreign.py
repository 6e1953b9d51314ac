"""Other people's PDFs in a pack: shown as they are, heard as far as they can be, nothing active."""

from __future__ import annotations

import hashlib
import io
import random
import re
import subprocess
import zlib
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

import canaries
import foreign
import packs
import readers
from conftest import tool
from jacpaper.pack.join import join
from jacpaper.pack.parts import Part
from jacpaper.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.pack.parts import Pack

NAME = "audit-letter.pdf"


@pytest.fixture(scope="module")
def own() -> Part:
    return next(packs.examples()).part


@pytest.fixture(scope="module")
def chrome(chromium: Browser) -> bytes:
    return foreign.printed(chromium)


def part(content: bytes, name: str = NAME) -> Part:
    return Part(name, "8", "Audit letter", content, own=False)


def packed(*contents: bytes) -> Pack:
    names = [NAME, *(f"other-{number}.pdf" for number in range(1, len(contents)))]
    return join([part(*one) for one in zip(contents, names, strict=True)], packs.ABOUT)


def plain(content: bytes) -> bytes:
    """Return a file in which nothing is compressed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return foreign.saved(
            pdf,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )


def said(pack: Pack) -> list[str]:
    assert {note.severity for note in pack.notes} <= {"warning"}
    return [note.message for note in pack.notes if note.place.file == NAME]


def refused(content: bytes) -> str:
    with pytest.raises(Problems) as caught:
        packed(content)
    (problem,) = caught.value.problems
    assert problem.place.file == NAME
    assert problem.hint
    assert " object at 0x" not in problem.hint
    return problem.message


def texts(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def checked(pack: Pack, path: Path) -> Path:
    path.write_bytes(pack.content)
    subprocess.run([tool("qpdf"), "--check", path], check=True, capture_output=True)
    return path


class TestTagged:
    def test_its_tags_are_kept(self, own: Part, chrome: bytes, tmp_path: Path) -> None:
        pack = join([own, part(chrome), own._replace(name="last.pdf")], packs.ABOUT)
        document = readers.pdf_structure(checked(pack, tmp_path / "pack.pdf"))
        first, letter, last = (kid for kid in document.kids if isinstance(kid, readers.Tag))
        assert [tag.text for tag in letter.find("H1", "H2", "TH", "TD")] == [
            "Annual audit letter", "Fees", "Year", "Fee", "2025", "41", "Thanks",
        ]  # fmt: skip
        assert letter.text.endswith("End.")
        assert len(list(letter.find("Link"))) == 2
        assert first.text == last.text
        assert said(pack) == []

    def test_its_tables_headers_are_its_own(self, chrome: bytes) -> None:
        pack = packed(chrome, chrome)
        with pikepdf.open(io.BytesIO(pack.content)) as pdf:
            names = list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]
            assert len(set(map(str, names))) == len(names) >= 4
            assert list(map(bytes, names)) == sorted(map(bytes, names))
            assert {str(name).partition(": ")[0] for name in names} == {NAME, "other-1.pdf"}
        words = plain(pack.content).decode("latin-1")
        named = re.findall(r"/Headers \[ \((.+?)\)", words)
        assert len(named) == 4
        assert set(named) <= set(map(str, names))

    def test_its_bookmarks_stand_below_its_title(self, chrome: bytes) -> None:
        document = pypdfium2.PdfDocument(packed(chrome).content)
        found = [(one.level, one.get_title()) for one in document.get_toc()]
        document.close()
        assert found == [(0, "Item 8: Audit letter"), (1, "Fees"), (1, "Thanks")]

    def test_its_links_within_and_to_the_web_work(self, chrome: bytes) -> None:
        with pikepdf.open(io.BytesIO(packed(chrome).content)) as pdf:
            links = list(pdf.pages[0].obj.Annots)
            assert [str(link.A.URI) for link in links if "/A" in link] == ["https://example.org/"]
            assert [link.Dest[0].objgen for link in links if "/Dest" in link] == [
                pdf.pages[1].obj.objgen
            ]

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda root: root.K.K[0].__setattr__("K", Array([root.K])),
            lambda root: root.__setattr__("ParentTree", Dictionary()),
            lambda root: root.__setattr__("ParentTree", Array([1])),
            lambda root: root.__setattr__("K", Dictionary(S=1)),
            lambda root: deep(root, 300),
        ],
    )
    def test_a_tree_that_cannot_be_followed_counts_as_none(
        self, chrome: bytes, spoil: Callable[[Any], Any], tmp_path: Path
    ) -> None:
        with pikepdf.open(io.BytesIO(chrome)) as pdf:
            spoil(pdf.Root.StructTreeRoot)
            pack = packed(foreign.saved(pdf))
        assert any("it has no tags" in one for one in said(pack))
        path = checked(pack, tmp_path / "pack.pdf")
        (letter,) = readers.pdf_structure(path).kids
        assert isinstance(letter, readers.Tag)
        assert "Annual audit letter" in letter.text

    def test_own_types_become_the_standard_ones(self, tmp_path: Path) -> None:
        pdf = foreign.drawn(1)
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"/Heading <</MCID 0>> BDC BT /F 9 Tf (A) Tj ET EMC")
        page.StructParents = 7
        tag = pdf.make_indirect(Dictionary(S=Name.Heading, K=0, Pg=page, C=Name.Wide))
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(
                K=tag, RoleMap=Dictionary(Heading=Name.Title1, Title1=Name.H1),
                ClassMap=Dictionary(Wide=Dictionary(O=Name.Layout, SpaceAfter=5)),
                ParentTree=Dictionary(Kids=Array([Dictionary(Nums=Array([7, Array([tag])]))])),
            )
        )  # fmt: skip
        pack = packed(foreign.saved(pdf))
        (letter,) = readers.pdf_structure(checked(pack, tmp_path / "pack.pdf")).kids
        assert isinstance(letter, readers.Tag)
        (heading,) = letter.find("H1")
        assert heading.text == "A"
        assert heading.entries["A"][0]["SpaceAfter"] == 5
        assert said(pack) == []


def deep(root: Any, depth: int) -> None:
    """Hang a chain of so many elements below the first."""
    tag = root.K
    for _ in range(depth):
        tag.K = Array([Dictionary(S=Name.Div, K=Array())])
        tag = tag.K[0]


class TestUntagged:
    def test_its_words_are_heard_page_by_page_and_that_is_said(self, tmp_path: Path) -> None:
        pack = packed(foreign.saved(foreign.drawn(3)))
        (letter,) = readers.pdf_structure(checked(pack, tmp_path / "pack.pdf")).kids
        assert isinstance(letter, readers.Tag)
        assert [tag.text for tag in letter.find("P")] == [
            f"Words of page {number} by someone elseIts foot" for number in (1, 2, 3)
        ]
        assert said(pack) == [
            "it has no tags: screen readers get its words, but no headings, lists or tables"
        ]

    def test_a_scan_is_said_to_be_one(self, tmp_path: Path) -> None:
        pack = packed(foreign.scanned())
        (letter,) = readers.pdf_structure(checked(pack, tmp_path / "pack.pdf")).kids
        assert isinstance(letter, readers.Tag)
        (figure,) = letter.find("Figure")
        assert figure.entries["Alt"] == b"Page 1 of 1 of Audit letter, a picture without words."
        assert "its page 1 has no words, only a picture" in said(pack)

    @pytest.mark.parametrize(
        "content", [b"q", b"Q", b"EMC", b"/Span <</MCID 5>> BDC EMC", b"1 0 0 1 300 300 cm Q"]
    )
    def test_content_that_is_not_even_disturbs_no_number(self, content: bytes) -> None:
        pack = packed(foreign.saved(foreign.drawn(2, content=content)))
        with pdfplumber.open(io.BytesIO(pack.content)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                ours = [char for char in page.chars if "PACKNO" in char["fontname"]]
                assert "".join(char["text"] for char in ours) == f"Pack page {number}"
                assert ours[0]["x0"] == pytest.approx(57, abs=1)
                assert ours[0]["y0"] == pytest.approx(6.5, abs=1)
                assert "Words of page" in page.extract_text()

    def test_pages_without_tags_in_a_tagged_file_are_named(self, chrome: bytes) -> None:
        with pikepdf.open(io.BytesIO(chrome)) as pdf, foreign.drawn(1) as more:
            pdf.pages.extend(more.pages)
            pack = packed(foreign.saved(pdf))
        assert said(pack) == ["its page 3 has no tags: screen readers get their words last"]

    def test_a_pack_with_it_claims_no_standard(self, own: Part) -> None:
        pack = join([own, part(foreign.saved(foreign.drawn()))], packs.ABOUT)
        assert b"<pdfuaid:part>" not in pack.content
        assert b"<pdfaid:part>" not in pack.content


class TestNumbers:
    @pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450])
    @pytest.mark.parametrize(
        "boxes",
        [
            {},
            {"CropBox": (30, 40, 500, 800)},
            {"MediaBox": (595, 842, 0, 0)},
            {"MediaBox": (-100, -200, 1100, 1484)},
            {"MediaBox": (0, 0, 2384, 3370)},
            {"MediaBox": (0, 0, 200, 150)},
            {"MediaBox": (0, 0, 595, 842), "CropBox": (-50, -50, 9000, 9000)},
        ],
    )
    def test_they_are_at_the_foot_of_what_is_seen(self, turned: int, boxes: dict[str, Any]) -> None:
        content = foreign.saved(foreign.drawn(1, boxes=boxes, Rotate=turned))
        before, after = (pypdfium2.PdfDocument(one) for one in (content, packed(content).content))
        (wide, high), (width, height) = before[0].get_size(), after[0].get_size()
        scale = min(wide, high) / 595.28
        assert (width, height) == pytest.approx((wide, high + 26 * scale), rel=0.01)
        text = after[0].get_textpage()
        found = text.search("Pack page 1").get_next()
        assert found
        picture = after[0].render(scale=72 / 72).to_numpy()
        foot = picture[int(height - 26 * scale) + 1 :, :, 0]
        assert foot.min() < 128 < foot.max() or scale < 0.5
        above = pypdfium2.PdfDocument(content)[0].render(scale=1).to_numpy()[:, :, 0]
        rows = min(above.shape[0], int(high)) - 1
        assert abs(above[:rows].astype(int) - picture[:rows, : above.shape[1], 0]).mean() < 1
        before.close()
        after.close()

    def test_print_at_the_very_foot_is_not_covered(self) -> None:
        (page,) = texts(packed(foreign.saved(foreign.drawn(1))).content)
        assert page.splitlines()[-2:] == ["Its foot", "Pack page 1"]

    def test_what_was_cropped_away_is_not_uncovered(self) -> None:
        content = foreign.saved(foreign.drawn(1, boxes={"CropBox": (0, 50, 595, 842)}))
        document = pypdfium2.PdfDocument(packed(content).content)
        picture = document[0].render(scale=2).to_numpy()[:, :, 0]
        strip = picture[-2 * 25 :, (2 * 160) :]
        assert strip.min() == 255
        document.close()


class TestNothingActive:
    @pytest.mark.parametrize(
        ("spoil", "message"),
        [
            (lambda pdf: pdf.Root.__setattr__("OpenAction", foreign.script()), ""),
            (
                lambda pdf: pdf.Root.__setattr__("Names", Dictionary(JavaScript=Dictionary(
                    Names=Array([String("a"), pdf.make_indirect(foreign.script())])))),
                "its scripts are left out of the pack",
            ),
            (
                lambda pdf: pdf.pages[0].obj.__setattr__(
                    "AA", Dictionary(O=pdf.make_indirect(foreign.script()))),
                "its scripts are left out of the pack",
            ),
            (
                lambda pdf: foreign.annotated(
                    pdf, Subtype=Name.Link, A=foreign.script()),
                "its scripts are left out of the pack",
            ),
            (
                lambda pdf: foreign.annotated(pdf, Subtype=Name.Link, A=Dictionary(
                    S=Name.Launch, F=String("planted.exe"))),
                "",
            ),
            (
                lambda pdf: foreign.annotated(pdf, Subtype=Name.Link, A=Dictionary(
                    S=Name.URI, URI=String("javascript:planted"))),
                "",
            ),
            (
                lambda pdf: foreign.annotated(
                    pdf, Subtype=Name.FileAttachment, Contents=String("planted")),
                "1 comment in it is left out of the pack",
            ),
            (
                lambda pdf: foreign.annotated(pdf, Subtype=Name.Text, Contents=String("planted")),
                "1 comment in it is left out of the pack",
            ),
            (
                lambda pdf: foreign.annotated(
                    pdf, Subtype=Name.FreeText, F=2, AP=foreign.look(pdf, b"(planted) Tj")),
                "1 comment in it is left out of the pack",
            ),
            (
                lambda pdf: pdf.attachments.__setitem__("a.txt", pikepdf.AttachedFileSpec(
                    pdf, b"planted", filename="planted.txt", description="",
                    mime_type="text/plain", creation_date="", mod_date="")),
                "its attached files are left out of the pack",
            ),
            (
                lambda pdf: pdf.pages[0].obj.__setattr__(
                    "PieceInfo", Dictionary(X=Dictionary(Private=String("planted")))),
                "",
            ),
        ],
    )  # fmt: skip
    def test_what_is_planted_is_left_out_and_that_is_said(
        self, spoil: Callable[[pikepdf.Pdf], Any], message: str
    ) -> None:
        pdf = foreign.drawn()
        spoil(pdf)
        content = foreign.saved(pdf)
        assert b"planted" in plain(content)
        pack = packed(content)
        assert b"planted" not in plain(pack.content)
        assert b"JavaScript" not in plain(pack.content)
        untagged = "it has no tags: screen readers get its words, but no headings, lists or tables"
        dead = "1 link in it leads to another file or to nothing: it does not work here"
        assert untagged in said(pack)
        assert sorted({*said(pack)} - {untagged, dead}) == [message] * bool(message)
        assert "Words of page 1" in texts(pack.content)[0]

    def test_what_a_page_does_not_use_is_left_out(self) -> None:
        """As in a page cut out of a longer file, which shares that file's pictures and fonts."""

        def spoil(pdf: pikepdf.Pdf) -> None:
            form = pdf.make_stream(b"BT /F 12 Tf (planted) Tj ET")
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
            pdf.pages[0].obj.Resources.XObject = Dictionary(Other=form)

        content = foreign.spoiled(spoil)
        assert b"planted" in plain(content)
        assert b"planted" not in plain(packed(content).content)

    def test_cropped_edges_are_warned_of(self) -> None:
        words = b" BT /F 12 Tf 60 100 Td (Cut off) Tj ET"
        pdf = foreign.drawn(2, content=words)
        pdf.pages[1].obj.CropBox = Array([0, 300, 595, 842])
        pack = packed(foreign.saved(pdf))
        assert "its page 2 has cropped edges: what is there can still be read" in said(pack)
        pdf.pages[1].obj.CropBox = Array([0, 0.5, 595, 841.5])
        assert not [one for one in said(packed(foreign.saved(pdf))) if "cropped" in one]

    def test_links_to_nowhere_are_counted(self) -> None:
        def spoil(pdf: pikepdf.Pdf) -> None:
            for _ in range(2):
                foreign.annotated(pdf, Subtype=Name.Link, Dest=String("nowhere"))

        found = said(packed(foreign.spoiled(spoil)))
        assert "2 links in it lead to another file or to nothing: they do not work here" in found

    def test_a_tag_does_not_bring_it_back(self, chrome: bytes) -> None:
        with pikepdf.open(io.BytesIO(chrome)) as pdf:
            link = pdf.pages[0].obj.Annots[0]
            link.A = Dictionary(S=Name.Launch, F=String("planted"))
            content = foreign.saved(pdf)
        pack = packed(content)
        assert b"planted" not in plain(pack.content)

    def test_filled_in_fields_and_stamps_stay_on_the_page(self) -> None:
        def fill(pdf: pikepdf.Pdf) -> None:
            field = foreign.annotated(
                pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String("planted"),
                AP=foreign.look(pdf), AA=Dictionary(K=foreign.script()),
            )  # fmt: skip
            pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

        pack = packed(foreign.spoiled(fill))
        document = pypdfium2.PdfDocument(pack.content)
        pixel = document[0].render(scale=1, rev_byteorder=True).to_numpy()[842 - 700, 100]
        assert tuple(pixel[:3]) == (230, 0, 0)
        document.close()
        for word in (b"planted", b"/AcroForm", b"/Widget"):
            assert word not in plain(pack.content)

    def test_a_signature_is_said_to_be_lost(self) -> None:
        content = foreign.spoiled(
            lambda pdf: pdf.Root.__setattr__("AcroForm", Dictionary(SigFlags=3, Fields=Array()))
        )
        assert "its digital signature does not hold in a pack" in said(packed(content))


def photograph(**options: Any) -> bytes:
    """Return a photograph as a camera writes it: with its place, a comment, and more after it."""
    picture = Image.effect_mandelbrot((64, 64), (-2, -1.5, 1, 1.5), 50).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "planted place"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"planted words", **options)
    return file.getvalue() + b"a planted film"


def shown(content: bytes) -> str:
    """Return a hash of the pixels of the photograph on a first page."""
    document = pypdfium2.PdfDocument(content)
    (photo,) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    pixels = photo.get_bitmap().to_numpy()
    assert len({*pixels.tobytes()}) > 20
    document.close()
    return hashlib.sha256(pixels.tobytes()).hexdigest()


class TestPhotographs:
    @pytest.mark.parametrize(
        "options",
        [{}, {"progressive": True}, {"quality": 100, "icc_profile": b"colours"},
         {"restart_marker_blocks": 2}],
    )  # fmt: skip
    def test_what_a_camera_wrote_is_left_out_and_the_picture_stays(
        self, options: dict[str, Any]
    ) -> None:
        content = foreign.with_photograph(photograph(**options))
        pack = packed(content)
        assert content.count(b"planted") == 3
        assert b"planted" not in plain(pack.content)
        assert (b"colours" in plain(pack.content)) == ("icc_profile" in options)
        assert shown(pack.content) == shown(content)

    @pytest.mark.parametrize("end", [b"", b"\xff", b"\xff\xff", b"\xff\xe1\x00"])
    def test_one_that_ends_too_soon_is_shown_as_far_as_it_goes(self, end: bytes) -> None:
        content = foreign.with_photograph(photograph()[:1500] + end)
        pack = packed(content)
        assert b"planted" not in plain(pack.content)
        assert shown(pack.content) == shown(content)

    @pytest.mark.parametrize(
        "content", [b"", b"\xff", b"\xff\xd8", b"no photograph", photograph()[:2] + b"\0" * 50]
    )
    def test_one_that_is_none_harms_nothing(self, content: bytes) -> None:
        (page,) = texts(packed(foreign.with_photograph(content)).content)
        assert page.startswith("Words of page 1")

    def test_one_in_other_filters_is_unpacked(self) -> None:
        filters = Array([Name.ASCIIHexDecode, Name.FlateDecode, Name.DCTDecode])
        packed_in = zlib.compress(photograph()).hex().encode() + b">"
        content = foreign.with_photograph(packed_in, filters=filters)
        pack = packed(content)
        assert b"planted" not in plain(pack.content)
        assert shown(pack.content) == shown(content)

    @pytest.mark.parametrize("kind", [b"JFIF\0", b"JFXX\0"])
    def test_its_small_picture_goes(self, kind: bytes) -> None:
        rest = {b"JFIF\0": b"\1\1\0\0\1\0\1\2\2planted bits", b"JFXX\0": b"\x10planted bits"}
        segment = kind + rest[kind]
        made = photograph()
        head = made[:2] + b"\xff\xe0" + (len(segment) + 2).to_bytes(2) + segment
        content = foreign.with_photograph(b"\n" + head + made[2:])
        assert b"planted" not in plain(packed(content).content)

    def test_a_list_of_one_filter_is_one_too(self) -> None:
        filters = Array([Name.DCTDecode])
        content = foreign.with_photograph(photograph(), filters=filters)
        assert b"planted" not in plain(packed(content).content)


SHORTENED = """<!DOCTYPE html><html lang="en-GB"><title>Audit</title><h1>Annual audit letter</h1>
<p>See <a href="#plantedname">below</a>.</p><ul><li>One</li>
<li style="break-before:page">Planted point</li></ul>
<h2 id="plantedname">Planted heading</h2>
<svg role="img" aria-label="Planted picture" width="90" height="90"><rect width="50" height="50"/>
</svg><table><tr><th>Planted year</th></tr><tr><td>2025</td></tr></table></html>"""


@pytest.fixture(scope="module")
def shortened(chromium: Browser) -> bytes:
    with pikepdf.open(io.BytesIO(foreign.printed(chromium, SHORTENED))) as pdf:
        del pdf.pages[1]
        return foreign.saved(pdf)


class TestPagesTakenOut:
    """A program that takes a page out of a file may leave all that leads to it, and so the page."""

    def test_no_word_of_them_comes_back(self, shortened: bytes, tmp_path: Path) -> None:
        assert canaries.found(["planted heading", "planted picture"], shortened) == {
            "planted heading", "planted picture",
        }  # fmt: skip
        pack = packed(shortened)
        assert canaries.found(["planted"], pack.content) == set()
        assert said(pack) == [
            "1 link in it leads to another file or to nothing: it does not work here"
        ]
        with pikepdf.open(checked(pack, tmp_path / "pack.pdf")) as pdf:
            assert len([one for one in pdf.objects if is_of(one, "/Page")]) == 1
            assert "/IDTree" not in pdf.Root.StructTreeRoot

    def test_nor_of_tags_that_no_longer_say_on_which_page(self, shortened: bytes) -> None:
        """As programs leave them that take the page itself out of the file."""
        with pikepdf.open(io.BytesIO(shortened)) as pdf:
            there = pdf.pages[0].obj.objgen
            for one in [*pdf.objects]:
                if isinstance(one, Dictionary) and "/Pg" in one and one.Pg.objgen != there:
                    del one["/Pg"]
            pack = packed(foreign.saved(pdf))
        assert canaries.found(["planted"], pack.content) == set()

    def test_what_is_left_keeps_its_tags(self, shortened: bytes, tmp_path: Path) -> None:
        path = checked(packed(shortened), tmp_path / "pack.pdf")
        (letter,) = readers.pdf_structure(path).kids
        assert isinstance(letter, readers.Tag)
        assert [tag.text for tag in letter.find("H1", "P", "LI")] == [
            "Annual audit letter", "See below.", "One",
        ]  # fmt: skip
        assert not [*letter.find("Figure", "Table", "H2")]


def is_of(one: Any, kind: str) -> bool:
    return isinstance(one, Dictionary) and one.get("/Type") == kind


class TestRefused:
    def test_what_needs_a_password(self) -> None:
        locked = pikepdf.Encryption(owner="a", user="b")
        content = foreign.saved(foreign.drawn(), encryption=locked)
        assert refused(content).endswith("it needs a password")

    def test_what_is_encrypted(self) -> None:
        locked = pikepdf.Encryption(owner="a", user="")
        content = foreign.saved(foreign.drawn(), encryption=locked)
        assert refused(content).endswith("it is encrypted")

    @pytest.mark.parametrize(
        "content",
        [b"", b"no PDF at all", b"%PDF-1.7\n", foreign.saved(foreign.drawn())[:300]],
    )
    def test_what_is_damaged(self, content: bytes) -> None:
        assert refused(content).endswith("it is damaged, or no PDF")

    def test_what_has_a_page_without_size(self) -> None:
        content = foreign.saved(foreign.drawn(boxes={"MediaBox": (0, 0, 0, 842)}))
        assert refused(content).endswith("it is damaged, or no PDF")

    def test_what_has_no_page_or_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from jacpaper.pack import opening

        assert "it has 0 pages" in refused(foreign.saved(pikepdf.new()))
        monkeypatch.setattr(opening, "_MOST_PAGES", 2)
        assert "it has 3 pages, not between 1 and 2" in refused(foreign.saved(foreign.drawn(3)))

    def test_what_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from jacpaper.pack import opening

        monkeypatch.setattr(opening, "MOST_BYTES", 500)
        assert "it is larger than 0 MB" in refused(foreign.saved(foreign.drawn()))

    @pytest.mark.parametrize(
        ("spoil", "message"),
        [
            (lambda pdf: pdf.Root.__setattr__("Collection", Dictionary()), "portfolio"),
            (
                lambda pdf: pdf.Root.__setattr__(
                    "AcroForm", Dictionary(XFA=pdf.make_stream(b"<xdp/>"))),
                "a form (XFA)",
            ),
            (lambda pdf: foreign.annotated(pdf, Subtype=Name.Redact), "marked to be redacted"),
            (
                lambda pdf: pdf.Root.__setattr__("OCProperties", Dictionary(
                    OCGs=Array([Dictionary()]), D=Dictionary(OFF=Array([Dictionary()])))),
                "it has 1 layer that is not shown",
            ),
        ],
    )  # fmt: skip
    def test_what_hides_something(self, spoil: Callable[[pikepdf.Pdf], Any], message: str) -> None:
        assert message in refused(foreign.spoiled(spoil))

    def test_one_damaged_file_among_good_ones_is_named(self, own: Part) -> None:
        with pytest.raises(Problems) as caught:
            join([own, part(b"%PDF")], packs.ABOUT)
        assert [problem.place.file for problem in caught.value.problems] == [NAME]


def test_a_damaged_file_that_can_be_mended_is_taken_and_that_is_said() -> None:
    content = foreign.saved(foreign.drawn())
    pack = packed(content.replace(b"startxref", b"startxxxx"))
    assert "it is damaged in places, and was mended" in said(pack)
    assert "Words of page 2" in texts(pack.content)[1]


@pytest.mark.parametrize("seed", range(60))
def test_a_corrupted_file_is_taken_or_refused_but_never_breaks_the_pack(
    chrome: bytes, seed: int, tmp_path: Path
) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    with pikepdf.open(io.BytesIO(chrome)) as pdf:
        content = bytearray(plain(foreign.saved(pdf)))
    for _ in range(dice.choice([1, 5, 30])):
        content[dice.randrange(len(content))] = dice.randrange(256)
    try:
        pack = packed(bytes(content))
    except Problems:
        return
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack.content)
    done = subprocess.run([tool("qpdf"), "--check", path], capture_output=True, check=False)
    assert done.returncode in (0, 3), done.stderr
