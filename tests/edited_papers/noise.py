"""What Word and other programs strew about a file, which means nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import word_file
from accepted import W
from word_file import W14, WordFile, element

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Xml = Any


def add(word: WordFile, luck: random.Random) -> list[str]:
    """Add some kinds of noise to a file, and return their names."""
    chosen = [one for one in KINDS if luck.random() < 0.4]
    for one in chosen:
        one(word, luck)
    return [one.__name__ for one in chosen]


def runs_cut(word: WordFile, luck: random.Random) -> None:
    for paragraph in word.body.iter(f"{W}p"):
        text = word_file.said(paragraph)
        for _ in range(luck.randint(0, 3)):
            if len(text) > 3:
                word_file.cut(paragraph, 0, luck.randint(1, len(text) - 1))


def rsids(word: WordFile, luck: random.Random) -> None:
    for one in word.body.iter(f"{W}r", f"{W}p"):
        if luck.random() < 0.4:
            one.set(f"{W}rsidR", f"00{luck.randrange(16**6):06X}")


def proof_marks(word: WordFile, luck: random.Random) -> None:
    for paragraph in word.body.iter(f"{W}p"):
        runs = [one for one in word_file.live_runs(paragraph) if one.getparent() is paragraph]
        if runs and luck.random() < 0.5:
            one = luck.choice(runs)
            one.addprevious(element("proofErr", type="spellStart"))
            one.addnext(element("proofErr", type="spellEnd"))


def languages(word: WordFile, luck: random.Random) -> None:
    for paragraph in word.body.iter(f"{W}p"):
        for one in word_file.live_runs(paragraph):
            if luck.random() < 0.3:
                _looks(one, element("lang", val=luck.choice(["en-US", "en-GB", "cy-GB"])))


def complex_script(word: WordFile, luck: random.Random) -> None:
    """Add sizes of letters for scripts that the text does not have, as LibreOffice does."""
    for paragraph in word.body.iter(f"{W}p"):
        for one in word_file.live_runs(paragraph):
            if luck.random() < 0.3:
                _looks(one, element("szCs", val="24"))


def _looks(one: Xml, mark: Xml) -> None:
    """Add to the looks of a run, where Word wants it: last, but before a tracked change."""
    looks = one.find(f"{W}rPr")
    if looks is None:
        looks = element("rPr")
        one.insert(0, looks)
    order = ["lang"] if mark.tag == f"{W}lang" else ["lang", "szCs"]
    if any(looks.find(f"{W}{name}") is not None for name in order):
        return
    change = looks.find(f"{W}rPrChange")
    if change is not None:
        change.addprevious(mark)
    else:
        looks.append(mark)


_SMART = str.maketrans({"\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2018": "'"})


def quotes(word: WordFile, luck: random.Random) -> None:
    """Make some quotation marks straight, and some curly."""
    for one in word.body.iter(f"{W}t"):
        text = one.text or ""
        if luck.random() < 0.5:
            text = text.translate(_SMART)
        elif luck.random() < 0.5:
            text = re.sub(r"(?<=\w)'", "\u2019", text)
        one.text = text


def no_break_spaces(word: WordFile, luck: random.Random) -> None:
    for one in word.body.iter(f"{W}t"):
        if luck.random() < 0.3 and one.text:
            places = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", one.text)]
            for at in luck.sample(places, min(len(places), 2)):
                one.text = f"{one.text[:at]}\u00a0{one.text[at + 1 :]}"


def go_back(word: WordFile, luck: random.Random) -> None:
    """Word marks where one was last."""
    paragraph = luck.choice([one for one in word.body.iter(f"{W}p") if word_file.live_runs(one)])
    paragraph.append(element("bookmarkStart", id="8000", name="_GoBack"))
    paragraph.append(element("bookmarkEnd", id="8000"))


_NAMING = (
    b"pStyle", b"rStyle", b"tblStyle", b"basedOn", b"next", b"link", b"styleLink", b"numStyleLink",
)  # fmt: skip


def styles_renamed(word: WordFile, luck: random.Random) -> None:
    """Other programs give styles other ids; the names stay."""
    suffix = luck.choice(["1", "x", "_20"])
    named = re.compile(rb'(w:(?:styleId|%s w:val)=")([^"]+)"' % b" w:val|".join(_NAMING))
    for name, content in word.parts.items():
        if re.fullmatch(r"word/(styles|numbering|header\d|footer\d)\.xml", name):
            word.parts[name] = named.sub(rb"\g<1>\g<2>" + suffix.encode() + b'"', content)
    for one in word.body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        one.set(f"{W}val", str(one.get(f"{W}val")) + suffix)


def ids_removed(word: WordFile, luck: random.Random) -> None:
    for one in word.body.iter(f"{W}p"):
        if luck.random() < 0.9:
            one.attrib.pop(f"{W14}paraId", "")


def page_breaks(word: WordFile, luck: random.Random) -> None:
    for paragraph in word.body.iter(f"{W}p"):
        runs = word_file.live_runs(paragraph)
        if runs and luck.random() < 0.1:
            runs[0].find(f"{W}t").addprevious(element("lastRenderedPageBreak"))


def stamp_removed(word: WordFile, luck: random.Random) -> None:
    """Some programs drop the parts they do not know."""
    if luck.random() < 0.5:
        return
    gone = [name for name in word.parts if name.startswith(("customXml/", "docProps/custom"))]
    for name in gone:
        del word.parts[name]
    for one in list(word.links):
        if "customXml" in (one.get("Target") or ""):
            word.links.remove(one)
    types = word.parts["[Content_Types].xml"].decode()
    types = re.sub(r'<Override PartName="/(customXml|docProps/custom)[^>]*/>', "", types)
    word.parts["[Content_Types].xml"] = types.encode()
    rels = word.parts["_rels/.rels"].decode()
    rels = re.sub(r"<Relationship [^>]*docProps/custom[^>]*/>", "", rels)
    word.parts["_rels/.rels"] = rels.encode()


KINDS: tuple[Callable[[WordFile, random.Random], None], ...] = (
    runs_cut, rsids, proof_marks, languages, complex_script, quotes, no_break_spaces, go_back,
    page_breaks, ids_removed, stamp_removed, styles_renamed,
)  # fmt: skip
