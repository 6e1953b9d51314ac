"""A picture in Word: SVG for versions of Word that support it, PNG for all others.

It is inline and never floats, so that it stays between its caption and the next block. Screen
readers read its text alternative.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from jacpaper.problems import Problem, Problems
from jacpaper.writers.word import ooxml

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.picture import Picture
    from jacpaper.writers.word.ooxml import Xml

# PNG pixels for each point of the page: 216 dots per inch.
_DOTS = 3
# The height of an enlarged picture that fits a landscape page with its caption: 138 mm, in points.
_MOST_HEIGHT = 391
# A picture takes a tenth of a second, and comes again in large print and in what has changed since.
_MOST_DRAWN = 32
_drawn: dict[tuple[object, ...], bytes] = {}
_FONTS = ("fonts/Arimo-Regular.ttf", "fonts/Arimo-Bold.ttf")
# The extension in which Word 2016 and later find the SVG: [MS-ODRAWXML] 2.18.1, svgBlip.
_SVG = """\
<a:ext xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip
 xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 r:embed="{}"/></a:ext>"""
_EXTENSIONS = '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'


def run(  # noqa: PLR0913 - the properties of a picture
    word: Any,
    picture: Picture,
    folder: TemplateFolder,
    *,
    name: str,
    number: int,
    most: int,
    zoom: float = 1,
) -> Xml:
    """Return a run with the picture.

    `name` is its name in Word's list of objects, such as Figure 1, and `number` its id, unique
    among the document's pictures; `most` is the largest width, in twips. It is enlarged by
    `zoom`, as far as there is room.
    """
    width = min(picture.width * zoom, most / 20)
    if zoom > 1:
        width = min(width, _MOST_HEIGHT * picture.width / picture.height)
    inline = word.part.new_pic_inline(io.BytesIO(png(picture, folder)), width=Pt(width))
    for side in ("distT", "distB", "distL", "distR"):  # otherwise LibreOffice indents it
        inline.set(side, "0")
    properties = inline.docPr
    properties.set("id", str(number))
    properties.set("name", name)
    properties.set("descr", picture.words)
    blip = inline.xpath(".//a:blip")[0]
    extensions = parse_xml(_EXTENSIONS)
    extensions.append(parse_xml(_SVG.format(_svg_part(word, picture))))
    blip.append(extensions)
    return ooxml.element("r", ooxml.element("drawing", inline))


def png(picture: Picture, folder: TemplateFolder) -> bytes:
    """Return the picture as PNG, with the fonts of the template's folder only.

    Raises:
        Problems: a missing font; without it, text would silently be left out.
    """
    import resvg_py  # noqa: PLC0415 - only papers with pictures need it

    missing = [name for name in _FONTS if not (folder.path / name).is_file()]
    if missing:
        fault = "the font is missing, and Word's pictures are drawn with it"
        raise Problems(Problem(folder.place(name), fault) for name in missing)
    fonts = [folder.path / name for name in _FONTS]
    svg, width = picture.svg("Arimo"), round(picture.width * _DOTS)
    key = (svg, width, *(hashlib.sha256(path.read_bytes()).digest() for path in fonts))
    if drawn := _drawn.get(key):
        return drawn
    drawn = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            dpi=96,  # so that resvg takes points as its units
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in fonts],
        )
    )
    if len(_drawn) >= _MOST_DRAWN:
        _drawn.clear()
    _drawn[key] = drawn
    return drawn


def _svg_part(word: Any, picture: Picture) -> str:
    """Add the picture as SVG, in a font that Word has, and return the relationship id."""
    package = word.part.package
    name = package.next_partname("/word/media/figure%d.svg")
    part = Part(name, "image/svg+xml", picture.svg("Arial").encode(), package)
    relationship: str = word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return relationship
