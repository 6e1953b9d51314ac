"""PDFs of other makers, as tests draw them: plain, turned, scanned, tagged, hostile."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

A4 = (0, 0, 595, 842)
TEXT = "Words of page {} by someone else"
HTML = """<!DOCTYPE html><html lang="en-GB"><title>Audit</title>
<h1>Annual audit letter</h1><p>Our opinion is <a href="https://example.org/">unqualified</a>.</p>
<h2>Fees</h2><table><tr><th>Year</th><th>Fee</th></tr><tr><td>2025</td><td>41</td></tr></table>
<h2>Thanks</h2><p>We thank <a href="#end">all</a>.</p><p style="break-before:page" id="end">End.</p>
</html>"""


def drawn(
    pages: int = 2, *, boxes: dict[str, Any] | None = None, content: bytes = b"", **entries: Any
) -> pikepdf.Pdf:
    """Return an open PDF of so many pages without tags: a line at the top, one at the very foot."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(A4[2], A4[3]))
        text = TEXT.format(number).encode()
        page.obj.Contents = pdf.make_stream(
            b"BT /F 12 Tf 60 700 Td (%s) Tj 0 -690 Td (Its foot) Tj ET " % text + content
        )
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        for key, value in ({"MediaBox": A4} | (boxes or {}) | entries).items():
            page.obj[f"/{key}"] = Array(value) if isinstance(value, tuple) else value
    return pdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **options)
    return file.getvalue()


def spoiled(spoil: Callable[[pikepdf.Pdf], Any], pages: int = 2) -> bytes:
    """Return a plain PDF to which something was done."""
    pdf = drawn(pages)
    spoil(pdf)
    return saved(pdf)


def scanned() -> bytes:
    """Return a PDF whose one page is a picture."""
    pdf = drawn(1)
    image = pdf.make_stream(b"\x00\x80\xff\x40")
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 2, "Height": 2,
        "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8,
    }.items():  # fmt: skip
        image[f"/{key}"] = value
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(Scan=image))
    page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
    return saved(pdf)


def with_photograph(content: bytes, *, filters: Any = Name.DCTDecode) -> bytes:
    """Return a PDF of one page with a JPEG of 64 by 64 pixels on it."""
    pdf = drawn(1)
    photo = pdf.make_stream(b"")
    photo.write(content, filter=filters)
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 64, "Height": 64,
        "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8,
    }.items():  # fmt: skip
        photo[f"/{key}"] = value
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Photo=photo)
    page.Contents = pdf.make_stream(
        b"BT /F 12 Tf 60 700 Td (Words of page 1) Tj ET q 400 0 0 400 60 200 cm /Photo Do Q"
    )
    return saved(pdf)


def printed(chromium: Browser, html: str = HTML) -> bytes:
    """Return a web page as Chromium prints it: tagged, with bookmarks."""
    sheet = chromium.new_page()
    sheet.set_content(html)
    content = sheet.pdf(tagged=True, outline=True, format="A4")
    sheet.close()
    return content


def annotated(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    """Add an annotation to the first page and return it."""
    one = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([60, 690, 200, 715]), **entries))
    page = pdf.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(one)
    return one


def script(words: str = "app.alert('planted')") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(words))


def look(pdf: pikepdf.Pdf, words: bytes = b"0.9 0 0 rg 0 0 140 25 re f") -> Any:
    """Return the appearance of an annotation."""
    stream = pdf.make_stream(words)
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, 140, 25])
    return Dictionary(N=stream)
