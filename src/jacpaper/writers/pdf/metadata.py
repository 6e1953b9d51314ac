"""What a PDF says of itself: the standards that it keeps, and its XMP metadata.

The metadata of PDF/A-2a must equal the older Info dictionary (6.6.2.3) and describe the words
of PDF/UA, which PDF/A-2 does not know (6.6.2.3.3). A file of PDF/A-4 has no Info dictionary
(6.1.3).
"""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape


class Claim(NamedTuple):
    """Standards that one file keeps together.

    `variant` is the name by which WeasyPrint knows them: with "pdf/a" in it, WeasyPrint makes
    the output intent one of PDF/A. `identification` and `description` are parts of the XMP
    metadata: which standards the file keeps, and what else must be said of them.
    """

    name: str
    """For people."""
    variant: str
    version: str
    """Of PDF itself."""
    identification: str
    description: str
    namespaces: tuple[str, ...]
    """Those of the description, besides what every file names."""
    has_info: bool
    """True if the older Info dictionary is there too."""

    @property
    def said(self) -> tuple[bytes, ...]:
        """What the metadata of a file must have, line by line."""
        return tuple(line.encode() for line in self.identification.splitlines())


_COMMON = ("rdf", "dc", "xmp", "pdf", "pdfaid", "pdfuaid")
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfd": "http://pdfa.org/declarations/",
}
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF {namespaces}>
<rdf:Description rdf:about="">
{identification}
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt>
<rdf:li xml:lang="x-default">{description}</rdf:li>
</rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{modified}</xmp:ModifyDate>
<xmp:CreatorTool>{generator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
{about_them}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
_PDFUA_DESCRIBED = """<rdf:Description rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_WTPDF_DECLARED = """<rdf:Description rdf:about="">
<pdfd:declarations><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo>
</rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo>
</rdf:li>
</rdf:Bag></pdfd:declarations>
</rdf:Description>
"""
CLAIMS = {
    "PDF/UA-1": Claim(
        "PDF/UA-1 and PDF/A-2a",
        "pdf/a-2a and pdf/ua-1",
        "1.7",
        "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
        "<pdfuaid:part>1</pdfuaid:part>",
        _PDFUA_DESCRIBED,
        ("pdfaExtension", "pdfaSchema", "pdfaProperty"),
        has_info=True,
    ),
    "PDF/UA-2": Claim(
        "PDF/UA-2, WTPDF and PDF/A-4",
        "pdf/a-4 and pdf/ua-2",
        "2.0",
        "<pdfaid:part>4</pdfaid:part>\n<pdfaid:rev>2020</pdfaid:rev>\n"
        "<pdfuaid:part>2</pdfuaid:part>\n<pdfuaid:rev>2024</pdfuaid:rev>",
        _WTPDF_DECLARED,
        ("pdfd",),
        has_info=False,
    ),
}
"""What a file claims, by the name that committee.yaml has for it."""


def packet(claim: Claim, **words: str) -> bytes:
    """Return the XMP metadata of a file.

    `words` are title, author, description, language, created, modified, generator and producer.
    """
    used = (*_COMMON, *claim.namespaces)
    return _PACKET.format(
        namespaces=" ".join(f'xmlns:{name}="{_NAMESPACES[name]}"' for name in used),
        identification=claim.identification,
        about_them=claim.description,
        **{name: escape(word) for name, word in words.items()},
    ).encode()
