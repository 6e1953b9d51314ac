"""What a house style holds besides its look is in no paper: every byte is searched.

The house styles are made here with strings and zips, and the papers are read the same way.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from time import process_time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from PIL import Image

from conftest import MEETING
from jacpaper.writers.word import revisions
from libreoffice import libreoffice_pdf, plain_text
from rezip import change
from validators import in_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Project

# Stands in each place that no page shows, and no paper may hold it.
CANARY = "Bloggs"
SERVER = r"\\srv01\users\Bloggs\House.dotx"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = f'xmlns:r="{OFFICE}/relationships"'
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
BY = f'w:id="900" w:author="{CANARY}" w:date="2025-01-01T00:00:00Z"'


class Style:
    """A house style to be filled with leftovers, as parts by their names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def put(self, name: str, content: str | bytes, kind: str = "") -> None:
        """Add a part with its type of content."""
        self.parts[name] = content.encode() if isinstance(content, str) else content
        kind = kind or "application/xml"
        told = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        self.change("[Content_Types].xml", "</Types>", told)

    def change(self, part: str, old: str, new: str) -> None:
        text = self.parts[part].decode()
        assert old in text, f"{part} has no {old}: mend the test"
        self.parts[part] = text.replace(old, new, 1).encode()

    def relate(self, part: str, kind: str, target: str, *, outside: bool = False) -> str:
        """Add a relationship of a part, and return its id."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if part else "_rels/.rels"
        if rels not in self.parts:
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            self.parts[rels] = f'<Relationships xmlns="{space}"></Relationships>'.encode()
        number = f"rIdX{self.parts[rels].count(b'<Relationship ') + 1}"
        mode = ' TargetMode="External"' if outside else ""
        kind = kind if ":" in kind else f"{OFFICE}/relationships/{kind}"
        one = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"{mode}/>'
        self.change(rels, "</Relationships>", f"{one}</Relationships>")
        return number

    def save(self) -> None:
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)


def comments(style: Style) -> None:
    text = f"<w:comments {W}><w:comment {BY}><w:p><w:r><w:t>ask {CANARY}</w:t></w:r></w:p>"
    style.put("word/comments.xml", f"{text}</w:comment></w:comments>", f"{WORD}.comments+xml")
    style.relate("word/document.xml", "comments", "comments.xml")
    style.change(
        "word/header1.xml",
        "</w:p>",
        '<w:commentRangeStart w:id="900"/><w:commentRangeEnd w:id="900"/>'
        '<w:r><w:commentReference w:id="900"/></w:r></w:p>',
    )


def people(style: Style) -> None:
    style.put("word/people.xml", f'<p author="{CANARY}"/>')
    kind = "http://schemas.microsoft.com/office/2011/relationships/people"
    style.relate("word/document.xml", kind, "people.xml")


def notes(style: Style) -> None:
    for kind in ("footnotes", "endnotes"):
        style.put(f"word/{kind}.xml", f"<w:{kind} {W}><w:x>{CANARY}</w:x></w:{kind}>")
        style.relate("word/document.xml", kind, f"{kind}.xml")


def body_picture(style: Style) -> None:
    style.put(f"word/media/{CANARY}.png", PNG + CANARY.encode(), "image/png")
    used = style.relate("word/document.xml", "image", f"media/{CANARY}.png")
    drawn = f'<w:body><w:p><w:r><w:drawing><x r:embed="{used}" {R}/></w:drawing></w:r></w:p>'
    style.change("word/document.xml", "<w:body>", drawn)


def objects(style: Style) -> None:
    kinds = {"oleObject": "embeddings/o.bin", "package": "embeddings/p.xlsx"}
    kinds |= {"aFChunk": "chunk.html", "glossaryDocument": "glossary/g.xml"}
    for kind, name in kinds.items():
        style.put(f"word/{name}", CANARY)
        style.relate("word/document.xml", kind, name)
    style.relate("word/document.xml", "hyperlink", f"file:///{CANARY}/x.docx", outside=True)
    style.relate("word/document.xml", "hyperlink", f"http://{CANARY}.example/", outside=True)


def object_in_header(style: Style) -> None:
    style.put("word/embeddings/h.bin", CANARY)
    used = style.relate("word/header1.xml", "oleObject", "embeddings/h.bin")
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    ole = f'<w:r><w:object><o:OLEObject {office} r:id="{used}"'
    style.change(
        "word/header1.xml", "</w:p>", f"{ole} {R} ProgID='{CANARY}'/></w:object></w:r></w:p>"
    )


def linked_picture(style: Style) -> None:
    used = style.relate("word/header1.xml", "image", f"file:///{CANARY}/logo.png", outside=True)
    drawn = f'<w:r><w:drawing><x r:link="{used}" {R} descr="{CANARY}"/></w:drawing></w:r></w:p>'
    style.change("word/header1.xml", "</w:p>", drawn)


def properties(style: Style) -> None:
    style.put("docProps/custom.xml", f"<Properties><p>{CANARY}</p></Properties>")
    style.relate("", "custom-properties", "docProps/custom.xml")
    more = f"<Company>{CANARY}</Company><Manager>{CANARY}</Manager><Template>{SERVER}</Template>"
    style.change("docProps/app.xml", "</Properties>", f"{more}</Properties>")
    more = f"<cp:contentStatus>{CANARY}</cp:contentStatus><dc:identifier>{CANARY}</dc:identifier>"
    style.change("docProps/core.xml", "</cp:coreProperties>", f"{more}</cp:coreProperties>")


def own_data(style: Style) -> None:
    style.put("customXml/item1.xml", f"<x>{CANARY}</x>")
    style.relate("word/document.xml", "customXml", "../customXml/item1.xml")
    style.put("docMetadata/LabelInfo.xml", f"<x>{CANARY}</x>")
    style.relate(
        "", "http://schemas.microsoft.com/x/classificationlabels", "docMetadata/LabelInfo.xml"
    )


def thumbnail(style: Style) -> None:
    style.put("docProps/thumbnail.png", PNG + CANARY.encode(), "image/png")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    style.relate("", kind, "docProps/thumbnail.png")


def macros(style: Style) -> None:
    style.put("word/vbaProject.bin", CANARY, "application/vnd.ms-office.vbaProject")
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    style.relate("word/document.xml", kind, "vbaProject.bin")


def printer(style: Style) -> None:
    style.put("word/printerSettings/p.bin", CANARY)
    used = style.relate("word/document.xml", "printerSettings", "printerSettings/p.bin")
    style.change(
        "word/document.xml", "<w:titlePg/>", f'<w:titlePg/><w:printerSettings r:id="{used}"/>'
    )


def settings(style: Style) -> None:
    used = style.relate("word/settings.xml", "attachedTemplate", f"file:///{SERVER}", outside=True)
    merge = style.relate("word/settings.xml", "mailMergeSource", f"file:///{SERVER}", outside=True)
    more = (
        f'<w:attachedTemplate r:id="{used}"/><w:mailMerge><w:connectString w:val="{CANARY}"/>'
        f'<w:dataSource r:id="{merge}"/></w:mailMerge><w:docVars><w:docVar w:name="a"'
        f' w:val="{CANARY}"/></w:docVars><w:rsids><w:rsid w:val="00B10665"/></w:rsids>'
        f'<w:documentProtection w:edit="readOnly" w:hash="{CANARY}"/>'
        f'<w:writeProtection w:recommended="1" w:hash="{CANARY}"/>'
        f'<w:newThing w:val="{CANARY}"/><w:footnotePr><w:footnote w:id="-1"/></w:footnotePr>'
    )
    style.change("word/settings.xml", "<w:defaultTabStop", f"{more}<w:defaultTabStop")


def web_settings(style: Style) -> None:
    divs = f'<w:divs><w:div w:id="1" w:x="{CANARY}"/></w:divs><w:allowPNG/>'
    style.change("word/webSettings.xml", "<w:allowPNG/>", divs)


def remarks(style: Style) -> None:
    for part in ("word/theme/theme1.xml", "word/fontTable.xml", "word/webSettings.xml",
                 "word/styles.xml", "word/numbering.xml", "word/header1.xml"):  # fmt: skip
        text = style.parts[part].decode()
        end = text.rindex("</")
        remark = f"<!-- {CANARY} --><?x {CANARY}?>"
        style.parts[part] = f"{text[:end]}{remark}{text[end:]}{remark}".encode()


def fields(style: Style) -> None:
    def run(inside: str) -> str:
        return f"<w:r>{inside}</w:r>"

    marks = [run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")]
    codes = (f'INCLUDETEXT "\\\\\\\\srv\\\\{CANARY}"', f"DOCPROPERTY {CANARY}", f"LINK {CANARY}")
    made = "".join(
        marks[0] + run(f"<w:instrText>{code}</w:instrText>") + marks[1]
        + run(f"<w:t>shown{number}</w:t>") + marks[2]
        for number, code in enumerate(codes)
    )  # fmt: skip
    made += f'<w:fldSimple w:instr="DOCVARIABLE {CANARY}">{run("<w:t>shown3</w:t>")}</w:fldSimple>'
    style.change("word/header1.xml", "</w:p>", f"{made}</w:p>")


def controls(style: Style) -> None:
    inside = "<w:p><w:r><w:t>shown4</w:t></w:r></w:p>"
    made = f'<w:sdt><w:sdtPr><w:alias w:val="{CANARY}"/><w:dataBinding w:xpath="/{CANARY}"'
    made += f' w:storeItemID="x"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
    style.change("word/header1.xml", "</w:hdr>", f"{made}</w:hdr>")


def hidden(style: Style) -> None:
    more = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{CANARY}</w:t></w:r>"
    more += f'<w:permStart w:id="5" w:ed="{CANARY}"/><w:permEnd w:id="5"/>'
    more += f'<w:smartTag w:element="{CANARY}"><w:r><w:t>shown5</w:t></w:r></w:smartTag>'
    style.change("word/header1.xml", "</w:p>", f"{more}</w:p>")


def unused_header(style: Style) -> None:
    kind = f"{WORD}.header+xml"
    for number in (8, 9):
        text = f"<w:hdr {W}><w:p><w:r><w:t>{CANARY}</w:t></w:r></w:p></w:hdr>"
        style.put(f"word/header{number}.xml", text, kind)
    used = style.relate("word/document.xml", "header", "header8.xml")
    style.relate("word/document.xml", "header", "header9.xml")
    old = '<w:headerReference w:type="default"'
    even = f'<w:headerReference w:type="even" r:id="{used}"/>'
    style.change("word/document.xml", old, f"{even}{old}")


def tracked(style: Style) -> None:
    more = (
        f"<w:ins {BY}><w:r><w:rPr><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>"
        f"<w:t>shown6</w:t></w:r></w:ins>"
        f"<w:del {BY}><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>"
        f"<w:moveFrom {BY}><w:r><w:t>{CANARY}</w:t></w:r></w:moveFrom>"
        f"<w:moveTo {BY}><w:r><w:t>shown7</w:t></w:r></w:moveTo></w:p>"
        f"<w:p><w:pPr><w:pStyle w:val='Header'/><w:rPr><w:del {BY}/></w:rPr></w:pPr>"
        "<w:r><w:t>shown8</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='Header'/></w:pPr>"
        "<w:r><w:t>and9</w:t></w:r></w:p>"
    )
    style.change("word/header1.xml", "</w:p>", more)
    change = f"<w:sectPrChange {BY}><w:sectPr/></w:sectPrChange></w:sectPr>"
    style.change("word/document.xml", "</w:sectPr>", change)
    change = f"<w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr>"
    style.change("word/styles.xml", "</w:pPr>", change)


def path_of_a_picture(style: Style) -> None:
    style.put("word/media/logo.png", PNG, "image/png")
    used = style.relate("word/header1.xml", "image", "media/logo.png")
    style.change("word/header1.xml", "</w:p>", f"{drawing(used)}</w:p>")


def drawing(used: str) -> str:
    """Return a picture in the line, as Word writes it, named by where it came from."""
    a = "http://schemas.openxmlformats.org/drawingml/2006"
    path = SERVER.replace("House.dotx", "logo.png")
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{a}/wordprocessingDrawing" distT="0" distB="0"'
        f' distL="0" distR="0"><wp:extent cx="95250" cy="95250"/><wp:docPr id="77" name="{path}"'
        f' descr="{path}"/><a:graphic xmlns:a="{a}/main"><a:graphicData uri="{a}/picture">'
        f'<pic:pic xmlns:pic="{a}/picture"><pic:nvPicPr><pic:cNvPr id="77" name="{path}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{used}" {R}/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="95250" cy="95250"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def keepers_fields(style: Style) -> None:
    names = ("AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME",
             "TEMPLATE", "COMMENTS", "DOCPROPERTY Manager")  # fmt: skip
    shown = f"<w:r><w:t>{CANARY}</w:t></w:r>"
    made = "".join(f'<w:fldSimple w:instr="{name}">{shown}</w:fldSimple>' for name in names)
    for name in names:
        parts = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{name}</w:instrText>",
                 '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{CANARY}</w:t>",
                 '<w:fldChar w:fldCharType="end"/>')  # fmt: skip
        made += "".join(f"<w:r>{part}</w:r>" for part in parts)
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    made += (
        f"<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings=\"xmlns:c='{space}'\""
        f' w:xpath="/c:coreProperties/c:creator" w:storeItemID="x"/></w:sdtPr><w:sdtContent>{shown}'
        "</w:sdtContent></w:sdt><w:r><w:t>shown10</w:t></w:r>"
    )
    style.change("word/header1.xml", "</w:p>", f"{made}</w:p>")


def other_paths(style: Style) -> None:
    paths = (f"/Users/{CANARY}/a.png", f"smb://{CANARY}/a.png", f"file:{CANARY}/a.png",
             f"//{CANARY}/x/a.png", f"/home/{CANARY}/a.png")  # fmt: skip
    v = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    made = "".join(
        f'<w:r><w:pict><v:shape {v} style="width:1pt" alt="{path}" href="{path}"/></w:pict></w:r>'
        for path in paths
    )
    made += f'<w:hyperlink w:anchor="x" w:tooltip="{CANARY}" w:docLocation="{CANARY}">'
    made += "<w:r><w:t>shown11</w:t></w:r></w:hyperlink>"
    style.change("word/header1.xml", "</w:p>", f"{made}</w:p>")


def pictures_remarks(style: Style) -> None:
    remark = b"Author\0" + CANARY.encode()
    chunk = b"tEXt" + remark
    chunk = len(remark).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4)
    png = PNG[:33] + chunk + PNG[33:] + CANARY.encode()
    jpeg = io.BytesIO()
    picture = Image.new("RGB", (8, 8), "red")
    exif = Image.Exif()
    exif[0x013B] = CANARY
    picture.save(jpeg, "JPEG", exif=exif, comment=CANARY.encode())
    for name, content in ((f"{CANARY}.png", png), (f"{CANARY}.jpg", jpeg.getvalue())):
        assert CANARY.encode() in content
        kind = "image/png" if name.endswith("png") else "image/jpeg"
        style.put(f"word/media/{name}", content, kind)
        used = style.relate("word/header1.xml", "image", f"media/{name}")
        style.change("word/header1.xml", "</w:p>", f"{drawing(used)}</w:p>")


def names_and_marks(style: Style) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    made = (
        f'<w:bookmarkStart w:id="901" w:name="{CANARY}"/><w:bookmarkEnd w:id="901"/>'
        f'<w:r w:rsidR="00B10665"><z:x xmlns:z="urn:other">{CANARY}</z:x><w:t>shown12</w:t></w:r>'
        f"<w:r><mc:AlternateContent {mc}><mc:Fallback><w:t>{CANARY}</w:t></mc:Fallback>"
        f"</mc:AlternateContent></w:r><w:r><w:fldChar w:fldCharType='begin'><w:fldData>{CANARY}"
        "</w:fldData></w:fldChar></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    style.change("word/header1.xml", "</w:p>", f"{made}</w:p>")
    style.change("word/theme/theme1.xml", 'name="Office Theme"', f'name="{CANARY}"')
    base = '<w:style w:type="character" w:styleId="{0}"><w:name w:val="{0}"/>'
    more = base.format("Hid") + "<w:rPr><w:vanish/></w:rPr></w:style>"
    more += base.format("Hid2").replace("/>", f'/><w:aliases w:val="{CANARY}"/>')
    more += '<w:basedOn w:val="Hid"/></w:style></w:styles>'
    style.change("word/styles.xml", "</w:styles>", more)
    hidden = f'<w:r><w:rPr><w:rStyle w:val="Hid2"/></w:rPr><w:t>{CANARY}</w:t></w:r></w:p>'
    style.change("word/header1.xml", "</w:p>", hidden)


# What is put into a house style, and the words that its warning names, if a person put it there.
LEFT: dict[Callable[[Style], None], str] = {
    comments: "comments", people: "", notes: "", body_picture: "", properties: "", own_data: "",
    objects: "embedded objects and inserted files", object_in_header: "embedded objects",
    linked_picture: "pictures that are linked", thumbnail: "", macros: "macros", printer: "",
    settings: "a mail merge", web_settings: "", remarks: "", fields: "", controls: "", hidden: "",
    unused_header: "", tracked: "tracked changes", path_of_a_picture: "",
    keepers_fields: "", other_paths: "", pictures_remarks: "", names_and_marks: "",
}  # fmt: skip


def paper_with(project: Project, *leftovers: Callable[[Style], None]) -> tuple[Path, str]:
    """Build with a house style that has these leftovers; return the paper and what was said."""
    style = Style(project.template / "house-style.docx")
    for put in leftovers:
        put(style)
    style.save()
    done = project.run_here("build", "--only", "docx")
    assert done.returncode == 0, done.stderr
    (paper,) = project.out.glob("*.docx")
    return paper, done.stderr


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holders(path: Path) -> list[str]:
    """Return the parts of a file that hold the canary, by content or name."""
    forms = [CANARY.lower().encode(code) for code in ("utf-8", "utf-16-le")] + [b"srv01"]
    return [
        name
        for name, content in unzipped(path).items()
        if CANARY in name or any(form in content.lower() for form in forms)
    ]


@pytest.mark.parametrize("put", LEFT, ids=lambda put: put.__name__)
def test_no_leftover_is_in_the_paper(project: Project, put: Callable[[Style], None]) -> None:
    paper, said = paper_with(project, put)
    assert holders(project.template / "house-style.docx")
    assert holders(paper) == []
    assert in_word(paper) == []
    warned = [line for line in said.splitlines() if "house-style.docx: warning: " in line]
    assert len(warned) == bool(LEFT[put]), said
    assert f"the house style has {LEFT[put]}, which no paper" in said or not LEFT[put]
    assert ("house-style.docx: warning" in project.run_here("check").stderr) == bool(LEFT[put])


def test_what_a_page_shows_stays(project: Project, tmp_path: Path) -> None:
    """All leftovers at once: what they show on a page is still there, in every reader."""
    paper, _ = paper_with(project, *LEFT)
    assert holders(paper) == []
    assert in_word(paper) == []
    header = text_of(unzipped(paper)["word/header1.xml"])
    for number in (0, *range(2, 9), 10, 11, 12):  # 1 is a property of the house style
        assert f"shown{number}" in header
    assert "shown8and9" in header  # the mark between two paragraphs was deleted
    kept = [name for name in unzipped(paper) if name.startswith("word/media/image")]
    assert sorted(name.rpartition(".")[2] for name in kept) == ["jpg", "png"]
    shown = plain_text(libreoffice_pdf(paper, tmp_path))
    assert "shown6shown7" in shown


def text_of(part: bytes) -> str:
    return "".join(ET.fromstring(part).itertext())  # noqa: S314 - our own paper


def test_every_part_is_reached_and_every_reference_has_an_end(project: Project) -> None:
    paper, _ = paper_with(project, *LEFT)
    parts = unzipped(paper)
    targets = set()
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        of = name.replace("_rels/", "").removesuffix(".rels")
        known = set(re.findall(rb'Id="(\w+)"', content))
        used = set(re.findall(rb'r:(?:id|embed|link)="(\w+)"', parts.get(of, b"")))
        assert used <= known, name
        folder = of.rpartition("/")[0]
        for target in re.findall(r'Target="([^"]+)"(?! TargetMode)', content.decode()):
            targets.add(posixpath.normpath(posixpath.join("/", folder, target)).removeprefix("/"))
    assert {n for n in parts if not n.endswith(".rels")} - targets == {"[Content_Types].xml"}


def test_the_hint_can_be_followed(project: Project) -> None:
    """Accept the change and delete the comment, as Word would."""
    before = (project.template / "house-style.docx").read_bytes()
    _, said = paper_with(project, comments, tracked)
    assert "has comments and tracked changes, which no paper takes over" in said
    assert "accept them and delete the rest" in said
    (project.template / "house-style.docx").write_bytes(before)
    assert "house-style" not in project.run_here("check").stderr
    assert MEETING in project.run_here("check").stdout


def test_our_own_house_style_is_taken_over_whole(project: Project) -> None:
    paper, said = paper_with(project)
    assert said == ""
    ours, theirs = unzipped(project.template / "house-style.docx"), unzipped(paper)
    assert ours.keys() - theirs.keys() == set()
    for name in ("word/theme/theme1.xml", "word/fontTable.xml", "word/webSettings.xml"):
        assert ours[name] == theirs[name]


def test_text_after_a_remark_stays(project: Project) -> None:
    style = project.template / "house-style.docx"

    def remark(xml: str) -> str:
        return re.sub(r"(<w:t[^>]*>)(.)", rf"\1<!-- {CANARY} -->\2", xml, count=1)

    change(style, "word/header1.xml", remark)
    before = text_of(unzipped(style)["word/header1.xml"])
    paper, _ = paper_with(project)
    assert holders(paper) == []
    first = re.split(r"[{}]", before)[0]
    assert text_of(unzipped(paper)["word/header1.xml"]).startswith(first)


def test_very_many_of_them_take_a_moment() -> None:
    """Counting places for each would take 14 seconds."""
    many = parse_xml(f"<w:p {W}>{'<w:customXml><w:r/></w:customXml>' * 20_000}</w:p>")
    started = process_time()
    for one in list(many.iter(qn("w:customXml"))):
        revisions.unwrap(one)
    assert process_time() - started < 2
    assert [child.tag for child in many] == [qn("w:r")] * 20_000


def test_the_total_of_pages_of_the_house_style_is_in_no_paper(project: Project) -> None:
    paper, _ = paper_with(project, totals_of_pages)
    footer = unzipped(paper)["word/footer1.xml"]
    shown = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", footer.decode()))
    assert shown == "Page 1 of …; in this section …, …; so far ……, …"
    assert b"88" not in footer
    assert footer.count(b'w:dirty="true"') == 6
    assert in_word(paper) == []
    assert "88" not in plain_text(libreoffice_pdf(paper, project.out))


def totals_of_pages(style: Style) -> None:
    """Word writes such fields in one element, in five, and one within another."""
    shown = "<w:r><w:t>8</w:t></w:r><w:r><w:t>8</w:t></w:r>"
    begin, between, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )

    def said(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    def code(words: str) -> str:
        return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'

    def field(words: str) -> str:
        return f"{begin}{code(words)}{between}{shown}{end}"

    made = said("; in this section ") + field(" SECTIONPAGES ") + said(", ")
    made += f'<w:fldSimple w:instr=" numpages \\* Arabic ">{shown}</w:fldSimple>'
    made += said("; so far ") + f"{begin}{code(' = ')}{field(' NUMPAGES ')}{code(' - 1 ')}{between}"
    made += f"{shown}{end}" + said(", ") + field(" NUMPAGES ")
    style.change("word/footer1.xml", "</w:p>", f"{made}</w:p>")


def test_the_name_that_a_keeper_gave_a_numbering_stays_at_home(project: Project) -> None:
    named, part = re.compile(rb"<w:name [^>]*>"), "word/numbering.xml"
    with zipfile.ZipFile(project.template / "house-style.docx") as style:
        assert named.search(style.read(part))
    assert project.run_here("build", "--only", "docx").returncode == 0
    with zipfile.ZipFile(next(project.out.glob("*.docx"))) as paper:
        assert not named.search(paper.read(part))


def test_the_hint_speaks_of_tracked_changes_only_where_there_are_some(project: Project) -> None:
    _, said = paper_with(project, comments)
    assert "has comments, which no paper takes over\n    take that out in Word\n" in said
