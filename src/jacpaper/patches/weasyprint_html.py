"""WeasyPrint with our pages read by Python's own parser of XML, in a twentieth of tinyhtml5's time.

tinyhtml5 reads whatever is called HTML. Our pages are written by `writers/web.py` and are XML but
for a few elements that have no end tag. What is not XML for another reason is left to tinyhtml5.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from jacpaper.patches.sources import are_known, replaced

if TYPE_CHECKING:
    from io import StringIO

# WeasyPrint 69.0 and 70.0, which call `tinyhtml5.parse` and take the tree that it returns.
KNOWN = {"__init__.py": {0xB3020AC8, 0xFE20D4F3}}
_WITHOUT_END_TAG = re.compile(r"<((?:meta|col)\b[^>]*)>")
# In HTML this is part of an attribute, in XML it is a space.
_BREAK_IN_ATTRIBUTE = re.compile(r'="[^"<]*[\t\n\r]')


def read_as_xml() -> contextlib.AbstractContextManager[None]:
    """Make a `weasyprint.HTML` from a string within this block."""
    if not are_known("weasyprint", KNOWN):
        return contextlib.nullcontext()
    import tinyhtml5  # noqa: PLC0415 - only where a PDF is made

    parse = tinyhtml5.parse

    def parse_as_xml(page: StringIO, **options: Any) -> Any:
        text = page.read()
        if not _BREAK_IN_ATTRIBUTE.search(text):
            with contextlib.suppress(ET.ParseError, ValueError):
                return ET.fromstring(_WITHOUT_END_TAG.sub(r"<\1/>", text))  # noqa: S314 - our own
        page.seek(0)
        return parse(page, **options)

    return replaced(vars(tinyhtml5), {"parse": parse_as_xml})
