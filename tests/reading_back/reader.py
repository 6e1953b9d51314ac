"""Reads a finished paper back: each sentence, cell and picture against the raw facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import cause_sentences  # noqa: F401
import days
import documents
import front_sentences  # noqa: F401
import inspection_sentences  # noqa: F401 - each of these adds its sentences to the patterns
import ledger_sentences
import opening_sentences  # noqa: F401
import register_sentences  # noqa: F401
import report_sentences  # noqa: F401
import restricted_sentences
import tables
import total_sentences  # noqa: F401
from patterns import MASK, PATTERNS, SUSPECT, compiled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from patterns import Pattern
    from raw_facts import Facts

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
# Keys whose values are no text of their own: words of a list, or part of the template's sentence.
_NOT_MASKED = {
    "short", "led_by", "meets", "board", "inspection_type", "joint_with", "addressed_to", "url",
    "monitoring_phase", "item", "section_55", "open_by_year_chart", "trend_chart", "items",
    "open_items_by", "columns", "grades", "last_meeting", "as_at", "when", "starts", "lasts",
    "cycle", "notification", "evidence_window_opens", "published", "since", "raised", "phase",
    "is", "closed", "status", "marking", "report_for", "report_of", "report_to", "oversight",
    "force", "inspectorate",
    "lesser_finding", "monitoring", "day", "grade_counts", "open_by", "period", "grades_given",
    "paragraph", "ledger",
}  # fmt: skip


# Words of the inputs that stand for something else.
_WORDS = ("none", "unknown", "left out", "shown", "came in", "open", "causes of concern", "late",
          "next")  # fmt: skip


RESTRICTED = ", restricted"
"""How the name of a restricted paper begins, after its meeting."""


class Untrue(NamedTuple):
    """A sentence that the facts do not bear, or that this reader does not know."""

    paper: str
    sentence: str
    why: str


@dataclass
class Place:
    """Where the reader is in a paper, and what it has met there."""

    facts: Facts
    texts: list[str]
    heading: str = ""
    """The words of the last heading."""
    report: dict[str, Any] = field(default_factory=dict)
    """The report whose heading was met last."""
    inspection: dict[str, Any] = field(default_factory=dict)
    activity: dict[str, Any] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)
    """The blocks by their numbers, where the format shows these."""
    captions: dict[str, str] = field(default_factory=dict)
    """The captions of tables and figures, by their labels."""
    cause: dict[str, Any] = field(default_factory=dict)
    """The cause of concern that was told of last."""
    caption: str = ""
    """The caption met last, without its label."""
    items: list[str] = field(default_factory=list)
    """The items of the list that follows."""
    appendix: int = -1
    rows: list[dict[str, str]] = field(default_factory=list)
    """The table met last: a row as its cells by the headings of their columns."""

    def text(self, mask: str) -> str:
        """Return the text that a mask stands for."""
        return self.texts[int(mask.strip("«»"))]

    def unmasked(self, said: str) -> str:
        """Return words with the texts in place of their masks."""
        return re.sub(MASK, lambda found: self.text(found[0]), said)


def read(facts: Facts, path: Path) -> list[Untrue]:
    """Return what is untrue in one output of a paper, and note in the facts what it printed.

    A PDF is held against the web page beside it.
    """
    edges = Edges.of(facts, path)
    if path.suffix == ".pdf":
        return list(_pages(edges, path))
    name = f"{RESTRICTED}{path.suffix}" if path.parent.name == "restricted" else path.suffix
    found = read_blocks(facts, documents.read(path), name)
    return [*found, *_around(edges, path)] if path.suffix == ".docx" else found


class Edges(NamedTuple):
    """What stands at the head and the foot of each page of a paper."""

    paper: str
    draft: str
    head: str
    """What the first page says in its title block instead."""
    foot: str

    @classmethod
    def of(cls, facts: Facts, path: Path) -> Edges:
        """Return what should stand there in one output of a paper."""
        committee, day = facts.names["committee_name"], days.printed(facts.meeting)
        head, marking = f"{committee}, {day} Agenda item {facts.paper['item']}", facts.marking
        if path.parent.name == "restricted":
            head = f"{restricted_sentences.notice_of(facts)} {head}"
            marking = restricted_sentences.marking_of(facts)
        draft = "Draft" if facts.paper.get("status") == "draft" else ""
        return cls(f"{facts.meeting}{path.suffix}", draft, head, f"{marking} Page".strip())


def _around(edges: Edges, path: Path) -> Iterator[Untrue]:
    """Yield the headers and footers of a Word file that are not those of this paper."""
    right = {
        "header": f"{edges.draft} {edges.head}".strip(),
        "footer": f"{edges.foot} PAGE of NUMPAGES",
    }
    for part, words in right.items():
        for said in documents.around(path, part) ^ {words}:
            yield Untrue(edges.paper, said, f"the {part} should be: {words}")


def _pages(edges: Edges, path: Path) -> Iterator[Untrue]:
    """Yield the pages of a PDF without their header and footer, and what the web page has alone."""
    pages = documents.pdf_pages(path)
    said = ""
    for number, page in enumerate(pages, 1):
        foot = f"{edges.foot} {number} of {len(pages)}"
        around = f"{edges.head} {foot} {edges.draft}" if number > 1 else foot
        if not page.endswith(right := documents.letters(around)):
            yield Untrue(
                edges.paper, page[-len(right) :], f"page {number} should end with: {around}"
            )
        said += page.removesuffix(right)
    for block in documents.page(path.with_suffix(".html")):
        for text in (block.text, *(cell for row in block.rows for cell in row)):
            if block.kind != "picture" and documents.letters(text) not in said:
                yield Untrue(edges.paper, text, "the page says it, and the PDF does not")


def read_blocks(facts: Facts, blocks: list[documents.Block], name: str) -> list[Untrue]:
    """Return what is untrue in the blocks of a paper."""
    return _Reading(facts, blocks, name).untrue()


class _Reading:
    def __init__(self, facts: Facts, blocks: list[documents.Block], ending: str) -> None:
        self.blocks = blocks
        self.paper = f"{facts.meeting}{ending}"
        self.restricted = ending.startswith(RESTRICTED)
        self.names = tuple(facts.names.items())
        masked = {text for file in _inputs(facts) for text in _texts(file)}
        self.place = Place(facts, sorted(masked, key=lambda text: (-len(text), text)))
        self.place.numbered = {one.number: one.text for one in blocks if one.number}
        for block in blocks:
            if block.kind == "caption" and ": " in block.text:
                label, caption = block.text.split(": ", 1)
                self.place.captions[label] = caption

    def untrue(self) -> list[Untrue]:
        found: list[Untrue] = []
        for index, block in enumerate(self.blocks):
            if block.kind == "table":
                for said, why in tables.check(self.place, block.rows):
                    found.append(Untrue(self.paper, self.place.unmasked(said), why))
                continue
            if block.kind != "li":
                self.place.items = self._items_after(index)
            masked = self.mask(block.text)
            self._note(block.kind, masked)
            found += self.sentences(masked)
        return found + [Untrue(self.paper, "", why) for why in self.as_a_whole()]

    def as_a_whole(self) -> Iterator[str]:
        """Yield what is not in the paper and should be, or the other way round."""
        if self.restricted:
            yield from restricted_sentences.missing(self.place, self.blocks)
        else:
            yield from tables.missing(self.place, self.blocks)
            yield from ledger_sentences.missing(self.place, self.blocks)
            yield from restricted_sentences.told_openly(self.place.facts, self.blocks)

    def _items_after(self, index: int) -> list[str]:
        items = []
        for block in self.blocks[index + 1 :]:
            if block.kind != "li":
                break
            items.append(self.mask(block.text))
        return items

    def _note(self, kind: str, masked: str) -> None:
        """Note where the reader is now."""
        if kind == "h":
            self.place.heading = masked
            self.place.report = self._named(self.place.facts.reports, "title", masked)
            self.place.inspection = self._named(self.place.facts.forthcoming, "name", masked)
            self.place.activity = self._named(self.place.facts.activities, "name", masked)
            self.place.appendix += masked.startswith("Appendix ")
        elif kind == "caption" and ": " in masked:
            self.place.caption = masked.split(": ", 1)[1]

    def _named(self, chosen: list[dict[str, Any]] | None, key: str, masked: str) -> dict[str, Any]:
        said = self.place.unmasked(masked)
        return next((one for one in chosen or [] if documents.folded(one[key]) == said), {})

    def mask(self, text: str) -> str:
        """Put a number in place of each text of the inputs, the longest first."""
        for index, given in enumerate(self.place.texts):
            text = text.replace(given, f"«{index}»")
        return text

    def held(self, pattern: Pattern, groups: dict[str, str]) -> list[str]:
        """Return why a sentence is untrue; one of what the inputs have nothing of is untrue too."""
        try:
            return list(pattern.check(self.place, groups))
        except (LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
            return [f"the inputs have nothing of this here: {error!r}"]

    def sentences(self, left: str) -> list[Untrue]:
        """Check the sentences of a block, one after the other."""
        found: list[Untrue] = []
        while left := left.strip():
            for pattern in PATTERNS:
                if met := compiled(pattern.written, self.names).match(left):
                    said = self.place.unmasked(met[0])
                    groups = {name: words for name, words in met.groupdict().items() if words}
                    found += [Untrue(self.paper, said, why) for why in self.held(pattern, groups)]
                    left = left[met.end() :]
                    break
            else:
                cut = re.match(rf"(?:{MASK}[.,;]?(?=\s|$)|.*?(?:[.?!:](?=\s|$)|$))", left)
                assert cut
                alone = re.sub(MASK, "", cut[0])
                if SUSPECT.search(alone):
                    said = self.place.unmasked(cut[0])
                    found.append(Untrue(self.paper, said, "no pattern knows this sentence"))
                left = left[cut.end() :]
        return found


def _inputs(facts: Facts) -> list[Any]:
    """Return the data of all files whose texts this paper may print."""
    chain = [facts, *facts.earlier]
    found: list[Any] = [facts.committee, {"reason": facts.register_file.get("exempt")}]
    for one in chain:
        found += [one.paper, one.inspections, {"reports": one.reports}, one.counts]
    return found


def _texts(value: Any, key: str = "") -> list[str]:
    """Return all texts in data, paragraph by paragraph, as they are printed."""
    if isinstance(value, dict):
        told = ("monitoring_phase", "last_meeting")
        return [text for name, one in value.items()
                if key == "wording" or name not in _NOT_MASKED
                or (name in told and isinstance(one, dict))
                for text in _texts(one, name)]  # fmt: skip
    if isinstance(value, list):
        return [text for one in value for text in _texts(one, key)]
    if not isinstance(value, str) or value in _WORDS:
        return []
    parts = re.split(r"\n\s*\n|\n(?=\s*[-*•] |\s*\d+\. )", value)
    plain = (
        documents.folded(_LINK.sub(r"\1", re.sub(r"^\s*([-*•]|\d+\.) ", "", one))) for one in parts
    )
    return [one for text in plain if (one := text.replace("*", "")) and len(one) > 3]
