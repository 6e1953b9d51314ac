"""The standards that the PDF claims to keep, put into WeasyPrint's hands.

WeasyPrint can claim one of them. Here all are claimed in one file, in metadata that agree:
PDF/UA-1 with PDF/A-2a, or PDF/UA-2 with WTPDF and PDF/A-4, which are of PDF 2.0.
"""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint.pdf

from jacpaper.writers.pdf.metadata import CLAIMS, packet

if TYPE_CHECKING:
    from jacpaper.writers.pdf.metadata import Claim

_PROPERTIES = {"pdf_identifier": True, "output_intent": "srgb", "pdf_tags": True}
# To be printed (PDF 32000-1, 12.5.3), as PDF/A-2, 6.3.2 asks of every annotation.
_PRINT = 4


def fit() -> bool:
    """Tell whether WeasyPrint's own variants have the form that ours has."""
    function, properties = weasyprint.pdf.VARIANTS["pdf/a-2a"]
    return callable(function) and properties.keys() == {"pdf_version", *_PROPERTIES}


def register() -> None:
    """Make the variants known to WeasyPrint."""
    for claim in CLAIMS.values():
        properties = {"pdf_version": claim.version, **_PROPERTIES}
        weasyprint.pdf.VARIANTS[claim.variant] = (partial(_finish, claim), properties)


def _finish(claim: Claim, pdf: Any, document: Any, *_: Any) -> None:
    """Finish the PDF as the standards ask; all but the first are a WeasyPrint variant's."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = _PRINT
    # Pages are called what is printed on them: 1, 2, 3.
    labels = pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
    # Not compressed, so that every program can read what the file is.
    kind = {"Type": "/Metadata", "Subtype": "/XML"}
    packet = pydyf.Stream([_packet(claim, pdf, document.metadata)], kind)
    pdf.add_object(packet)
    pdf.catalog["Metadata"] = packet.reference
    if not claim.has_info:
        pdf.info.clear()
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            item.compress = not _would_end_in_a_return(item)


def ends_in_a_return(written: bytes) -> bool:
    """Tell whether a stream of the finished file ends as `_would_end_in_a_return` says.

    The objects in one stream and the table of objects are made last of all: only they can.
    """
    *last, _ = written.rsplit(b"\nendstream", 2)
    return any(part.endswith(b"\r") for part in last)


def add_spare(pdf: Any, number: int) -> None:
    """Add so many empty objects, by which the table of objects is another one."""
    for _ in range(number):
        pdf.add_object(pydyf.Dictionary())


def _would_end_in_a_return(stream: Any) -> bool:
    """Tell whether the last byte of a stream, compressed, is a carriage return.

    With the new line after it some programs take it for the end of the line,
    and find the stream a byte too short. It is the last byte of the checksum
    (RFC 1950), so once in 256 streams it happens, and no other way of
    compressing helps.
    """
    stream.compress = False
    content = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    stream.compress = True
    return zlib.adler32(content) & 0xFF == ord("\r")


def _packet(claim: Claim, pdf: Any, metadata: Any) -> bytes:
    return packet(
        claim,
        title=metadata.title,
        author=", ".join(metadata.authors),
        description=metadata.description,
        language=metadata.lang,
        created=metadata.created,
        modified=metadata.modified,
        generator=metadata.generator,
        producer=pdf.info["Producer"].string,
    )
