"""The words of a piece of XML that is taken as a whole, and small questions about elements."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.returned.package import Xml

_TEXT = ("t", "delText")
_ENDS = ("p", "tr", "br", "cr")


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def name_of(element: Xml) -> str:
    """Return an element's name without its namespace; of a comment or instruction, nothing."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def words(element: Xml | None) -> str:
    """Return all words below an element, paragraphs on lines of their own."""
    if element is None:
        return ""
    return "".join(_words(element)).strip()


def _words(element: Xml) -> Iterator[str]:
    name = name_of(element)
    if name in _TEXT:
        yield element.text or ""
    elif name == "tab":
        yield "\t"
    elif name == "AlternateContent":
        for one in chosen(element):
            yield from _words(one)
        return
    for one in element:
        yield from _words(one)
    if name in _ENDS:
        yield "\n"


def chosen(alternate: Xml) -> Iterator[Xml]:
    """Yield the one of several forms of the same content that is read: the first."""
    forms = [one for one in alternate if name_of(one) in ("Choice", "Fallback")]
    yield from [one for one in forms if len(one)][:1]


def has_text_box(element: Xml) -> bool:
    """Tell whether there is a text box with words in an element."""
    return any(name_of(one) in ("txbxContent", "txbx", "textbox") and words(one)
               for one in element.iter())  # fmt: skip


def picture_words(element: Xml) -> str:
    """Return the text alternative of a picture, or else its name."""
    for one in element.iter():
        if name_of(one) == "docPr":
            return str(one.get("descr") or one.get("title") or one.get("name") or "")
        if name_of(one) == "shape" and (told := one.get("alt")):
            return str(told)
    return ""


def symbol(element: Xml) -> str:
    """Return the letter that a symbol stands for; a private one if its font alone knows it."""
    told = next((code for name, code in element.attrib.items() if name.endswith("}char")), "")
    try:
        return chr(int(told, 16)).encode().decode()
    except (ValueError, OverflowError):  # a UnicodeError is a ValueError
        return "\ufffd"
