"""What programs and people put into Word files: each is read as words of the paper, or named."""

from __future__ import annotations

import re

import pytest
from returned_papers import html, lines, outline, reference
from word_files import (
    DOCUMENT,
    cell,
    changed,
    entries,
    field,
    p,
    r,
    relate,
    row,
    table,
    with_body,
    zipped,
)

from jacpaper.returned.paper import Unplaced
from jacpaper.returned.read import read

NUMBER = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def block(*runs: str) -> str:
    """Return the HTML of a paragraph of these runs; nothing of it may be without a place."""
    paper = read(with_body(p(*runs, style="Continuation")))
    assert paper.unplaced == ()
    (found,) = outline(paper.accepted)
    return found


def unplaced(*runs: str, text: str = "Before and after.", **parts: str) -> tuple[Unplaced, ...]:
    """Return what has no place; the words around it are read."""
    paper = read(with_body(p(r("Before "), *runs, r("and after.")), **parts))
    assert [one.text for one in paper.accepted.elements] == [text]
    return paper.unplaced


NOISE = {
    "runs cut": r("So") + r("me wo") + r("rds"),
    "a spelling mark": r("Some ") + '<w:proofErr w:type="spellStart"/>' + r("words"),
    "a bookmark": '<w:bookmarkStart w:id="9" w:name="_GoBack"/>' + r("Some words"),
    "a language": r("Some ", '<w:lang w:val="en-US"/>') + r("words", "<w:noProof/>"),
    "a smart tag": f'<w:smartTag w:uri="x" w:element="place">{r("Some")}</w:smartTag>{r(" words")}',
    "custom XML": f'<w:customXml w:element="x"><w:customXmlPr/>{r("Some words")}</w:customXml>',
    "a content control": f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Some words')}</w:sdtContent></w:sdt>",
    "a last page break": r("Some ") + "<w:r><w:lastRenderedPageBreak/></w:r>" + r("words"),
    "either of two forms": (
        f'<mc:AlternateContent {MC}><mc:Choice Requires="w14">{r("Some words")}</mc:Choice>'
        f"<mc:Fallback>{r('Some words')}</mc:Fallback></mc:AlternateContent>"
    ),
    "a permission": '<w:permStart w:id="1" w:edGrp="everyone"/>' + r("Some words"),
    "a field of no meaning": field(' QUOTE "x" ', r("Some words")),
    "an index entry": r("Some words") + field(' XE "words" '),
    "a direction": f'<w:bdo w:val="ltr">{r("Some words")}</w:bdo>',
}  # fmt: skip


@pytest.mark.parametrize("noise", NOISE)
def test_noise_means_nothing(noise: str) -> None:
    assert block(NOISE[noise]) == "<p>Some words</p>"


def test_letters_that_are_elements() -> None:
    inner = "<w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:br/><w:cr/>"
    assert block(f"<w:r>{inner}</w:r>", r("c")) == "<p>\ta\u2011b\u00ad\n\nc</p>"


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ('<w:rStyle w:val="Strong"/>', "<strong>x</strong>"),
        ('<w:rStyle w:val="Emphasis"/>', "<em>x</em>"),
        ("<w:b/><w:bCs/>", "<strong>x</strong>"),
        ('<w:i w:val="1"/>', "<em>x</em>"),
        ('<w:rStyle w:val="Strong"/><w:i/>', "<strong><em>x</em></strong>"),
        ('<w:b w:val="0"/>', "x"),
        ('<w:rStyle w:val="Strong"/><w:b w:val="false"/>', "x"),
        ('<w:color w:val="FF0000"/><w:u w:val="single"/>', "x"),
    ],
)
def test_emphasis_by_style_or_by_hand(formats: str, expected: str) -> None:
    assert block(r("x", formats)) == f"<p>{expected}</p>"


def test_bold_says_nothing_where_the_style_of_a_table_is_bold_but_italics_do() -> None:
    head = row(cell("Year"), cell("Open"), mark="<w:tblHeader/>")
    first = f"<w:tc>{p(r('2024', '<w:b/>'), r(' to '), r('2025', '<w:i/>'))}</w:tc>"
    paper = read(with_body(table(head, row(first, cell("3")))))
    assert [html(one) for one in paper.accepted.find("th")][-1] == "<th>2024 to <em>2025</em></th>"


@pytest.mark.parametrize(
    ("look", "before", "last", "expected"),
    [
        ("", "", "<w:b/>", '<tr class="total"><th>All</th><td>5</td></tr>'),
        ("", "<w:b/>", "<w:b/>", "<tr><th>All</th><td><strong>5</strong></td></tr>"),
        ("", "", "", "<tr><th>All</th><td>5</td></tr>"),
        (
            '<w:tblLook w:val="04A0"/>', "", "<w:b/>",
            "<tr><th>All</th><td><strong>5</strong></td></tr>",
        ),
    ],
)  # fmt: skip
def test_a_total_is_known_by_its_letters_where_the_table_has_lost_its_look(
    look: str, before: str, last: str, expected: str
) -> None:
    """As in a file that LibreOffice saved as .odt or .doc, and then as .docx."""
    rows = (
        row(cell("Year"), cell("Open"), mark="<w:tblHeader/>"),
        row(cell("2025"), cell(p(r("5", before), style="TableText"))),
        row(cell("All"), cell(p(r("5", last), style="TableText"))),
    )
    (found,) = read(with_body(table(*rows, look=look))).accepted.elements
    assert html(found).endswith(f"{expected}</tbody></table>")


def test_links_in_all_their_forms() -> None:
    address = "https://example.org/a?b=1"
    parts = entries(with_body(p(f'<w:hyperlink r:id="rIdX99">{r("one")}</w:hyperlink>')))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relate(parts, "word/_rels/document.xml.rels", kind, address, outside=True)
    text = parts["word/_rels/document.xml.rels"].decode()
    name = re.findall(r'Id="(rIdX\d+)"', text)[-1]
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"rIdX99", name.encode())
    assert outline(read(zipped(parts)).accepted) == [
        f'<p class="paragraph"><a href="{address}">one</a></p>'
    ]
    linked = f'<p><a href="{address}">two</a></p>'
    assert block(field(f' HYPERLINK "{address}" \\o "a tip" ', r("t"), r("wo"))) == linked
    simple = f'<w:fldSimple w:instr=" HYPERLINK &quot;{address}&quot; ">{r("two")}</w:fldSimple>'
    assert block(simple) == linked
    assert block(f'<w:hyperlink w:anchor="here">{r("x")}</w:hyperlink>') == (
        '<p><a href="#here">x</a></p>'
    )
    assert block(field(' HYPERLINK \\l "here" ', r("x"))) == '<p><a href="#here">x</a></p>'


def test_references_and_labels_in_the_long_form_of_fields() -> None:
    """As Word writes them once it has updated them, one field in another."""
    long = re.compile(r'<w:fldSimple w:instr="([^"]*)">(.*?)</w:fldSimple>', re.DOTALL)
    spelt = changed(DOCUMENT, lambda text: long.sub(lambda one: field(one[1], one[2]), text))
    assert outline(read(spelt).accepted) == outline(reference().document.body)
    assert block(r("A"), field(" QUOTE ", field(" REF _RefA \\h ", r("Table 9")))) == (
        '<p>A<a href="#_RefA">Table 9</a></p>'
    )
    code = field(" IF  = 3 ", r("shown"))
    half = code.index("<w:r><w:instrText") + 1
    half = code.index("<w:r><w:instrText", half)
    assert block(code[:half] + field(" PAGE ", r("3")) + code[half:]) == "<p>shown</p>"


def test_labels_that_are_no_fields_any_more() -> None:
    plain = re.compile(r'<w:fldSimple w:instr=" SEQ[^"]*">(.*?)</w:fldSimple>', re.DOTALL)
    pasted = changed(DOCUMENT, lambda text: plain.sub(r"\1", text))
    assert lines(read(pasted).accepted) == lines(reference().document.body)
    plainer = changed(DOCUMENT, lambda text: text.replace('"Caption"', '"Continuation"'), pasted)
    assert lines(read(plainer).accepted) == lines(reference().document.body)


def test_styles_with_other_identifiers_are_found_by_name() -> None:
    parts = entries(reference().word)
    for part in ("word/styles.xml", DOCUMENT, "word/numbering.xml"):
        text = parts[part].decode()
        for tag in ("styleId", "pStyle", "rStyle", "basedOn", "next", "link"):
            attribute = "w:styleId=" if tag == "styleId" else f"<w:{tag} w:val="
            text = re.sub(rf'{attribute}"([^"]*)"', rf'{attribute}"a\1x"', text)
        parts[part] = text.replace('w:tblStyle w:val="', 'w:tblStyle w:val="a').encode()
    assert outline(read(zipped(parts)).accepted) == outline(reference().document.body)


def test_without_styles_outline_and_numbering_tell() -> None:
    """As Pages and Google Docs save: names of their own, and numbers at each paragraph."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{level}"><w:name w:val="Kop {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
        for level in range(3)
    )
    numbering = '<w:abstractNum w:abstractNumId="70">' + "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
    ) + (
        '</w:abstractNum><w:abstractNum w:abstractNumId="71"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>'
        '<w:num w:numId="71"><w:abstractNumId w:val="71"/></w:num>'
    )  # fmt: skip
    body = (
        p(r("Title"), style="s0") + p(r("Section"), style="s1", more=NUMBER.format(0, 70))
        + p(r("One"), style="x", more=NUMBER.format(1, 70))
        + p(r("Two"), style="x", more=NUMBER.format(2, 70))
        + p(r("Item"), style="x", more=NUMBER.format(0, 71))
        + p(r("Loose"), style="s1") + p(r("Heading"), style="s2") + p(r("Plain"), style="x")
    )  # fmt: skip
    parts = entries(with_body(body))
    parts["word/styles.xml"] = re.sub(
        rb"<w:style .*</w:style>", styles.encode(), parts["word/styles.xml"], flags=re.DOTALL
    )
    parts["word/numbering.xml"] = re.sub(
        rb"<w:abstractNum .*</w:num>", numbering.encode(), parts["word/numbering.xml"],
        flags=re.DOTALL,
    )  # fmt: skip
    assert lines(read(zipped(parts)).accepted) == [
        "h1: Title", "h2: Section", "p.paragraph: One", "p.sub-paragraph: Two", "li: Item",
        "h2.unnumbered: Loose", "h3: Heading", "p: Plain",
    ]  # fmt: skip


def test_a_number_taken_off_and_a_bullet_put_on_by_hand() -> None:
    off = NUMBER.format(0, 0)
    word = with_body(p(r("Was numbered."), more=off) + p(r("Item"), style="ListBullet", more=off))
    assert lines(read(word).accepted) == ["p: Was numbered.", "p: Item"]
    number = re.search(
        rb'w:styleId="ListBullet".*?w:numId w:val="(\d+)"', entries(word)["word/styles.xml"],
        re.DOTALL,
    )  # fmt: skip
    assert number
    bullet = NUMBER.format(0, number[1].decode())
    word = with_body(p(r("Now an item."), style="Continuation", more=bullet))
    assert outline(read(word).accepted) == ["<ul><li>Now an item.</li></ul>"]


def test_a_table_with_merged_cells_keeps_its_columns() -> None:
    span, down = '<w:gridSpan w:val="2"/>', "<w:vMerge/>"
    word = with_body(
        table(
            row(cell("Year"), cell("Open"), cell("Was")),
            row(cell("All", properties=span), cell("1")),
            row(cell("2025"), cell("two", "lines"), cell("", properties=down)),
        )
    )
    (found,) = read(word).accepted.elements
    assert html(found) == (
        "<table><caption></caption><thead><tr><th>Year</th><th>Open</th><th>Was</th></tr></thead>"
        "<tbody><tr><th>All</th><td></td><td>1</td></tr>"
        "<tr><th>2025</th><td>two\nlines</td><td></td></tr></tbody></table>"
    )


def test_empty_paragraphs_are_no_blocks() -> None:
    word = with_body(p() + p(r("Words")) + p(r("  ")) + "<w:p/>")
    assert lines(read(word).accepted) == ["p.paragraph: Words"]


BOX = "<w:txbxContent>" + p(r("In a box")) + "</w:txbxContent>"
ALTERNATIVES = (
    f'<w:r><mc:AlternateContent {MC}><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing>'
    f"</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
PICTURE = '<w:r><w:drawing><x:docPr xmlns:x="x" descr="A map"/></w:drawing></w:r>'
SHAPE = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="A sheet"/>'
ASKED = f"<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click')}</w:sdtContent>"
TO_FILL = f"<w:sdt>{ASKED}</w:sdt>"
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
ASIDE = {
    "a text box": (ALTERNATIVES, "In a box"),
    "a picture": (PICTURE, "A map"),
    "an embedded object": (f"<w:r><w:object>{SHAPE}</w:object></w:r>", "A sheet"),
    "an equation": (f"<m:oMath {MATH}><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    "hidden text": (r("unseen", "<w:vanish/>"), "unseen"),
    "a field to be filled in": (TO_FILL, "Click"),
    "a field that shows no words": (field(" EQ \\f(1;2) ").replace(SEPARATE, ""), "EQ \\f(1;2)"),
}


@pytest.mark.parametrize("what", ASIDE)
def test_words_without_a_place_are_named(what: str) -> None:
    run, text = ASIDE[what]
    assert unplaced(run) == (Unplaced(what, text),)


def test_notes_are_named() -> None:
    notes = f'<w:footnote w:id="2">{p(r("A source."))}</w:footnote><w:footnote w:id="1"/>'
    assert unplaced('<w:r><w:footnoteReference w:id="2"/></w:r>', footnotes=notes) == (
        Unplaced("a footnote", "A source."),
    )


@pytest.mark.parametrize(
    ("formats", "what"),
    [
        ("<w:strike/>", "struck through by hand"),
        ('<w:highlight w:val="yellow"/>', "highlighted by hand"),
    ],
)
def test_words_marked_by_hand_are_kept_and_named(formats: str, what: str) -> None:
    (found,) = unplaced(r("some ", formats), text="Before some and after.")
    assert found[:2] == (what, "some ")
    assert found.accepted is not None
    assert found.accepted[1:] == (7, 12)


@pytest.mark.parametrize(("said", "is_named"), [("2 ", True), ("st ", False)])
@pytest.mark.parametrize("way", ["superscript", "subscript"])
def test_figures_raised_or_lowered_by_hand_are_named(
    said: str, way: str, *, is_named: bool
) -> None:
    found = unplaced(r(said, f'<w:vertAlign w:val="{way}"/>'), text=f"Before {said}and after.")
    named = [one[:2] for one in found]
    assert named == ([("raised or lowered by hand", said)] if is_named else [])


def test_a_header_that_differs_is_named() -> None:
    header = next(
        name for name, text in entries(reference().word).items()
        if re.match(r"word/(header|footer)\d", name) and b"<w:t" in text
    )  # fmt: skip
    word = changed(
        header, lambda text: re.sub(r"(<w:t[ >][^<]*)</w:t>", r"\1 SECRET</w:t>", text, count=1)
    )
    (found,) = read(word).unplaced
    assert found.what in ("a header", "a footer")
    assert "SECRET" in found.text


def test_what_stands_in_the_text_as_a_table_of_contents_is_named() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    inner = f"<w:sdtContent>{p(r('1 Purpose'))}</w:sdtContent>"
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr>{inner}</w:sdt>"
    paper = read(with_body(contents + p(r("Words."))))
    assert lines(paper.accepted) == ["p.paragraph: Words."]
    assert paper.unplaced == (Unplaced("Word's own table of contents", "1 Purpose"),)
