"""From runs to pieces of text: letters, fields, pictures, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jacpaper.returned.fields import Fields
from jacpaper.returned.looks import W
from jacpaper.returned.marks import Around
from jacpaper.returned.paper import Unplaced
from jacpaper.returned.pieces import PLAIN, Piece
from jacpaper.returned.words import chosen, has_text_box, name_of, picture_words, symbol, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from jacpaper.returned.looks import Looks
    from jacpaper.returned.marks import Marks
    from jacpaper.returned.package import Xml
    from jacpaper.returned.pieces import Paragraph

_LETTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
_NO_BREAK_OF_LINE = ("page", "column")


class Runs:
    """Reads runs into the paragraph `here`; fields may go on from one paragraph to the next."""

    def __init__(self, looks: Looks, marks: Marks, inline: Callable[[Xml, Around], None]) -> None:
        self._looks, self._marks, self._inline = looks, marks, inline
        self.here: Paragraph | None = None
        self.is_hidden = False
        """True if the paragraph's style hides its words."""
        self.fields = Fields()
        self.unplaced: list[Unplaced] = []
        self.notes: list[tuple[str, str]] = []
        """The notes that are referred to: footnote or endnote, and its id."""
        self._read_by_name: dict[str, Callable[[Xml, Piece], None]] = {
            "t": self._text,
            "delText": self._text,
            "br": self._line_break,
            "sym": lambda one, blank: self._add(symbol(one), blank),
            "fldChar": self._turn,
            "instrText": self._code,
            "delInstrText": self._code,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._object,
            "AlternateContent": self._alternate,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
            "commentReference": self._comment,
            "ruby": self._ruby,
        }

    def read(self, run: Xml, around: Around) -> None:
        """Read a run."""
        properties = run.find(f"{W}rPr")
        look, hidden = self._looks.look(properties)
        blank = Piece("", look, look, around.link, around.inserted, around.deleted)
        changed = None
        if properties is not None:
            self._marks.put_on(blank, properties)
            changed = properties.find(f"{W}rPrChange")
        if changed is not None:
            blank.formatted = self._marks.of(changed)
            blank.was = self._looks.look(changed.find(f"{W}rPr"))[0]
        if hidden or (self.is_hidden and look is PLAIN):
            if text := words(run):
                self.put_aside("hidden text", text)
            return
        self._content(run, blank)

    def put_aside(self, what: str, text: str) -> None:
        """Note words that have no place in a paper."""
        self.unplaced.append(Unplaced(what, text))

    def _content(self, run: Xml, blank: Piece) -> None:
        """Read what is in a run; each piece has the looks and marks of the blank one."""
        for one in run:
            name = name_of(one)
            if name in self._read_by_name:
                self._read_by_name[name](one, blank)
            elif name in _LETTERS:
                self._add(_LETTERS[name], blank)

    def _add(self, text: str, blank: Piece) -> None:
        """Add letters with the looks and marks of a blank piece."""
        if not text or self.here is None:
            return
        link, label, field = blank.link, "", self.fields.inner
        if field:
            if not field.is_seen:
                return  # a part of a field's code
            link, label = field.link or link, field.label
        self.here.pieces.append(replace(blank, text=text, link=link, label=label))

    def _text(self, one: Xml, blank: Piece) -> None:
        self._add(one.text or "", blank)

    def _line_break(self, one: Xml, blank: Piece) -> None:
        if one.get(f"{W}type") not in _NO_BREAK_OF_LINE:
            self._add("\n", blank)

    def _turn(self, one: Xml, _: Piece) -> None:
        """Begin a field, its result, or what comes after it."""
        to = one.get(f"{W}fldCharType", "")
        if to == "begin":
            self.fields.begin()
        elif to == "separate":
            self.fields.turn()
        elif to == "end":
            field = self.fields.end()
            if field and field.shows_nothing:
                self.put_aside("a field that shows no words", field.code.strip())

    def _code(self, one: Xml, _: Piece) -> None:
        self.fields.add(one.text or "")

    def _drawing(self, one: Xml, blank: Piece) -> None:
        if has_text_box(one):
            self.put_aside("a text box", words(one))
        elif self.here is not None:
            self.here.pieces.append(replace(blank, picture=picture_words(one)))

    def _object(self, one: Xml, _: Piece) -> None:
        self.put_aside("an embedded object", words(one) or picture_words(one))

    def _alternate(self, one: Xml, blank: Piece) -> None:
        for choice in chosen(one):
            self._content(choice, blank)

    def _note(self, one: Xml, _: Piece) -> None:
        self.notes.append((name_of(one).removesuffix("Reference"), one.get(f"{W}id", "")))

    def _comment(self, one: Xml, _: Piece) -> None:
        if self.here is not None:
            self.here.pieces.append(Piece(point=("comment", one.get(f"{W}id", ""))))

    def _ruby(self, one: Xml, blank: Piece) -> None:
        self.put_aside("letters above a line", words(one.find(f"{W}rt")))
        for base in one.iter(f"{W}rubyBase"):
            self._inline(base, Around(blank.inserted, blank.deleted, blank.link))
