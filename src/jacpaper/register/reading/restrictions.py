"""The words by which people say that something is not for the public: headings, cells, texts.

A heading such as `Confidential` asks by itself whether it marks items. One such as `Handling
officer`, in which the word goes with another, asks only where the cells below look like marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.register.reading.forbidding import INTERNAL, NOT_FOR, NOT_TO_BE, ORDER, forbids
from jacpaper.register.reading.mark_words import (
    LONGEST_BARE,
    MARKS,
    apart,
    is_misspelt_mark,
    may_mark,
    maybe_marked,
)
from jacpaper.text.comparing import comparable, in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from jacpaper.register.reading.tables import Value

# What a cell of the column says: an exempt item, or one for the public.
BARE_YES = frozenset(
    ("yes", "y", "true", "x", "1", "\u2713", "\u2714", "\u2611", "ie", "ydy", "ydyw", "oes")
)
BARE_NO = frozenset(("no", "n", "false", "0", "nac ydy", "nac ydyw", "nac oes", "nage"))
YES = BARE_YES | {
    "exempt", "restricted", "confidential", "private", "sensitive", "secret", "part 2", "part ii",
    "part two", "not for publication", "not public", "closed session", "official-sensitive",
    "official sensitive", "p&c", "private and confidential", "private & confidential",
}  # fmt: skip
NO = BARE_NO | {
    "public", "not exempt", "not restricted", "not confidential", "not sensitive", "not private",
    "unrestricted", "part 1", "part i", "part one", "for publication",
}  # fmt: skip
FIGURES = frozenset(("0", "1"))

_PART = r"p(?:art|t) (?:[12ab]|ii?|one|two)"
# Of an agenda, the one that the public does not see.
_PART_2 = r"p(?:art|t) ?(?:2|b|ii|two)"
# In Welsh, also where the letter before another word changes, as in `yn gyfrinachol`. Eithriad is
# an exception of any kind.
_WELSH = (
    r"h?eithriedig|(?:c|g|ch)yfrinachol|(?:c|g|ch)yfyngedig|swyddogol sensitif"
    r"|rhan (?:2|ii|dau)|(?:nid|ddim) i w (?:gyhoeddi|rannu|ryddhau)"
    r"|peidiwch a (?:chyhoeddi|rhannu)|(?:sesiwn|rhan) (?:g|ch)aeedig|atodlen 12a"
)
_SENTENCES = re.compile(r"[.;!?\n]")
# Words that mark items by themselves, and words that may, by what the cells say.
_STRONG = (
    r"\w*exempt\w*|\w*restrict\w*|\w*confiden(?!ce\b)\w*|in confidence|\w*sensitiv\w*"
    r"|public(?:ly)? (?:text|wording)|(?:text|wording) for (?:the )?public"
    r"|\w*privat\w*|\w*redact\w*|\w*withh[eo]ld\w*|embargo\w*|secret|secrecy|unpublish\w*"
    rf"|protective\w* mark\w*|{_PART}|12a|sched(?:ule)? ?12a?|para(?:graph)?s? [1-7]|in camera"
    r"|(?:open )?closed (?:session|part)|closed (?:item|paper|session|part)s?"
    r"|eyes only|below the line|internal (?:only|use)"
    rf"|gsc|gpms|nfp|pink|publishable|{ORDER}|{NOT_FOR}|{NOT_TO_BE}|{_WELSH}"
    r"|(?:declassif|classif)\w*|official sensitive"
)
_WEAK = (
    r"\w*disclos\w*|\w*protectiv\w*|circulat\w*|handling\w*|caveat\w*|marking\w*|security|official"
    r"|foia?|public|release\w*|releasable|covert|pii|schedule 12|p and c"
)
_ANY_WORDS = re.compile(rf"\b(?:(?P<strong>{_STRONG})|{_WEAK})\b")
# What explains a title, which is short without it.
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# Words that leave a mark what it is, as in `Is this item exempt (Y/N)`.
_NEUTRAL = (
    "y|n|yes|no|x|is|it|this|be|been|can|may|for|from|of|the|an?|or|and|to|in|not|non|by|as|items?"
    "|papers?|reports?|sessions?|status|flag(?:ged)?|mark(?:er|ed)?|category|type|info(?:rmation)?"
    "|paragraphs?|paras?|act|lga|1972|reasons?|grounds?|publication|publish(?:ed|ing)?|under|only"
    "|part|section|s|government|whether|if|held|version|full|[1-7]|tick|agenda"
    "|until|till|before|after|date|ends?|expir(?:es|y)|lifted|review|text|wording"
)
# Words that are near one of these are misspelt.
_SPELT = (
    "exempt", "exempted", "exemption", "restricted", "restriction", "confidential", "private",
    "sensitive", "sensitivity", "classification", "classified", "protective",
)  # fmt: skip
# A publication is as a rule the report, unless the heading asks whether there may be one.
_ABOUT_PUBLISHING = re.compile(r"\bpubli(?:sh|cation)")
_WHETHER = (
    r"\b(?:not|no|non|for|can|may|be|suitable|ok|consent|approved|status)\b"
    # What came after a publication is another matter, as in `56 days after publication`.
    r"|^publish(?:able)? (?:only )?(?:from|after)\b"
    r"|^(?:publication|to be published) (?:from|after)$"
)
# Over rows, a title that has nothing else says that they are not published.
_NOT_PUBLISHED = re.compile(
    r"(?:\b(?:that|which|are|must|should|will) )*\b(?:not|no|non|cannot|never)"
    r" (?:(?:yet|to|be|ok|suitable|approved|cleared|for) )*publi(?:sh(?:ed)?|cation)\b"
)
# So does one that names them, and has no verb that tells of a time.
_NAMED_NOT_PUBLISHED = re.compile(
    r"(?:(?!(?:was|were|is|are|has|have|had|when|if)\b)\w+ ){1,5}not (?:yet )?published"
)
# Said of all rows under it.
# So does one that begins so, or names the day of an embargo.
_EMBARGO = re.compile(
    r"^(?:(?:all|these|the) )?(?:items? |reports? )?(?:(?:are|were) )?"
    r"not (?:yet )?(?:to be )?published\b(?! (?:before|between|by|from|in|since)\b)"
    r"|\b(?:to be|not) publi(?:shed|cation) (?:only )?(?:after|before|from|until|till)\b"
    r"|\bpublish (?:only )?(?:after|from)\b|\bonly publi\w+ (?:after|from)\b"
    r"|^publi(?:shed|shable|cation) (?:only )?(?:after|from) \d{1,2} [a-z]+ \d{4}$"
    r"|\bpubli(?:sh|shed|shable|cation) (?:no|false|never)$"
)
_OVER = re.compile(
    rf"\b(?:exempt|restricted|confidential|secret|part (?:2|ii|two)(?! of)|{_WELSH}"
    r"|closed (?:session|part|item)s?"
    r"|not for publication|do not publish)\b"
    r"(?! (?:access|duties|line|powers|post|practice|reporting|team))"
)
_PUBLIC_PART = re.compile(r"\bpart (?:1|i|one)\b(?!.*\bpart (?:2|ii|two)\b)")
_DENIED = re.compile(r"\b(?:not|non|un) ?(?:exempt|restrict|confiden|privat|sensitiv)")
# What was exempt is public by now; other words may say otherwise.
_ENDED = re.compile(
    r"\bno longer (?:exempt|restricted|confidential|private|sensitive|embargoed)"
    r"(?: (?:and|or) (?:exempt|restricted|confidential|private|sensitive|embargoed))*\b"
)
# Items open and closed are all of them.
_STILL = r"(?:current|live|new|ongoing|open|outstanding|overdue|submitted)"
_OF_BOTH = re.compile(
    rf"\b{_STILL}(?: items?)?(?: and| or)? closed items?\b"
    rf"|\bclosed items?(?: and| or)? {_STILL} items?\b"
)
# Whole sentences that say of all items that none is exempt.
_KIND = (
    r"(?:exempt(?:ed)?|restricted|confidential|private|sensitive|secret|withheld|redacted"
    r"|part (?:2|ii|two)|closed|not for publication)"
)
_KINDS = rf"{_KIND}(?: (?:and|n?or) {_KIND})*"
_THINGS = (
    "(?: (?:items?|papers?|reports?|recommendations?|afis?|actions?|entry|entries|rows?|records?"
    "|information|material|section|session))"
)
_WHOLE = "(?:this|the) (?:register|part|section|list|sheet|tracker|table|report|paper|meeting)"
_HERE = rf"(?: (?:(?:in|on|of|within|for) {_WHOLE}|above|below|here|listed|at present|currently))*"
_NONE_IS = re.compile(
    rf"(?:note )?(?:(?:there (?:is|are|was|were)|{_WHOLE} (?:has|contains|holds|includes)) )?"
    rf"(?:currently |at present )?no {_KINDS}{_THINGS}{_HERE}"
    rf"|(?:note )?(?:none|nothing|no(?={_THINGS}))(?: of (?:these|those|them|the(?={_THINGS})))?"
    rf"{_THINGS}?{_HERE} (?:is|are|was|were)(?: currently)?(?: marked| classed)?(?: as)? {_KINDS}"
    r"(?: from (?:publication|disclosure))?"
)
# The title of a section, and that it has no items.
_NONE_BELOW = re.compile(
    rf"(?:part (?:2|ii|two) )?{_KINDS}{_THINGS}?{_HERE} (?:none|nil(?: return)?|0|n a|no items)"
)
# The marking of papers that are for the public, after the name of the scheme that it is of.
_PUBLIC_MARKING = re.compile(
    r"(?:(?:government|security|protective|document|gsc|gpms|classifications?|marking|level"
    r"|status|is) )*"
    r"(?:(?:official ?)?(?:public|open|publishable|may be (?:made public|published|released)"
    r"|(?:(?:approved|cleared|suitable) )?for (?:publication|release|the public))|official"
    r"|(?:not exempt|exempt no)"
    r"|(?:not|un|non) ?(?:protectively )?(?:marked|classified)|none|nil)"
    r"(?: (?:page|version|v)? ?\d+(?: of \d+)?)*"
)
# A title that has one of these, and no words but those of a restriction, begins a section.
_OF_SECTIONS = r"\b(?:items?|papers?|reports?|sessions?|sections?|part|recommendations?)\b"
# A cell that begins so is a mark, whatever follows.
_BEGINS = (
    rf"(?:exempt|restricted|confidential|not for publication|official sensitive|o ?s|{_PART})"
    r"(?:$| (?:\d|para|as|because|by|due|for|from|if|item|pending|see|subject|till|under|until))"
)
# Within a text: capitals, brackets or a first word that mark it. In brackets the word stands
# alone or is explained: (restricted access) and (Part 2) are what a text is about.
_MARKS = "|".join((*MARKS, "official[- ]sensitive"))
_EXPLAINED = (
    r"\s*[^\s\w-]|\s+(?:[\u2013\u2014-]|(?:items?|para\w*|as|because|by|due|from|pending|see|till"
    r"|under|until)\b)"
)
# Things of some kind, as in `WITHHELD numbers` and `REDACTED and unredacted copies`.
_THINGS = r"\s+(?:and\s+un[a-z]+\s+)?(?!as\b|this\b)[a-z]{2,}s\b"
_IN_TEXT = (
    r"\b(?:EXEMPT|RESTRICTED|CONFIDENTIAL|OFFICIAL\s*[-:/\u2013\u2014]?\s*SENSITIVE|SECRET"
    # Before things these say what they are, as in `calls from WITHHELD numbers`.
    rf"|(?:EMBARGOED|REDACTED|WITHHELD)(?!{_THINGS})"
    r"|OFF[- ]?SENS?|(?:COMMERCIAL|STAFF|PERSONNEL)[ -]IN[ -]CONFIDENCE"
    # Of the traffic light protocol; white, green and clear are for more people than ours.
    rf"|TLP\s*[:-]?\s*(?:RED|AMBER|(?i:red|amber)(?!{_THINGS}))"
    r"|EITHRIEDIG|CYFRINACHOL|CYFYNGEDIG)\b|^\W*NFP\b"
    rf"|(?i:[(\[*]\s*(?:(?:{_MARKS})(?={_EXPLAINED})|part (?:2|ii|two)(?=\s*[,:/\u2013\u2014-]"
    r"|\s+(?:items?|papers?|only)\b))[^)\]*]{0,60}[)\]*])"
    rf"|(?i:\[\s*(?:{_MARKS}|part (?:2|ii|two))\b[^\]]{{0,60}}\])"
    rf"|(?i:^\W*(?:{_MARKS})\s*(?:[:|/\u2013\u2014-]|$))"
    r"|(?i:^\W*part (?:2|ii|two)\W*$)"
    r"|(?i:not for publication)"
)
# The sections of the Freedom of Information Act by which something is exempt; others say what
# people may ask for, and by when.
_FOI_SECTION = r"s(?:ec(?:tion)?)? ?(?:2[1-9]|3\d|4[0-4])\b"
_FOI_EXEMPTION = (
    rf"(?:foia?(?: 2000)? (?:exempt(?:ion)?|{_FOI_SECTION})|{_FOI_SECTION} foia?)"
    r"(?!.*\b(?:requests?|team|training)\b).*"
)
_CALLED_SO = "(?:exempt|restricted|confidential|private)"
# These are said of things too, and mark an item where nothing else is in the sentence.
_ALONE = re.compile(r"(?:private|sensitive|secret)(?: (?:pending|till|until)\b.*)?")
# After the last comma of a text other words tell how something is done.
_AFTER_COMMA = re.compile(
    r"(?:exempt(?: information| from (?:publication|disclosure))?|official sensitive|nfp"
    r"|not for publication|private and confidential|in confidence"
    # A service may be so, as in `make the line free, confidential`.
    r"|(?:restricted|confidential)(?= (?:\d|item|para|pending|see|till|under|until)))"
    r"(?: (?:\d|item|para|pending|see|till|under|until).*)?"
)
# No service is so, whatever else is listed.
_OF_NO_SERVICE = r"(?:exempt|nfp)\b"
# Behind these it ends a list of kinds, or of adjectives.
_ONE_OF_KINDS = re.compile(
    r"(?i)\b(?:and|or|nor|public|official|open|sensitive|private|restricted|confidential|secret|safe"
    r"|secure|anonymous|independent|either|neither)\W*$"
)
# What follows an order to keep something out.
_REASON = r"(?:as|because|pending|till|until)\b"
_KEEP = rf"(?:to be )?ke(?:ep|pt) (?:(?:this|it) )?{_CALLED_SO}"
_TREAT = rf"(?:please |to be )?treat(?:ed)? (?:(?:this|it) )?as {_CALLED_SO}"
_TAKE = r"(?:to be )?(?:considered|discussed|taken) in (?:private|(?:closed|private) session)"
_CONTAINS = r"(?:this (?:\w+ )?)?contains (?:exempt|restricted|confidential) information"
_TAKE_OUT = (
    r"(?:please )?(?:(?:redact|withhold)(?: (?:this|(?:in|from) (?:the )?public))?"
    r"|(?:redact|withhold|delete|omit|remove|leave out)(?: this)? (?:before publi\w+"
    r"|(?:in|from|of) (?:the )?public (?:pack|paper|report|version)))"
)
# `Restricted by a lack of staff, the force ...` and `due to` tell of work.
_TELLS_WHY = re.compile(
    rf"(?:this (?:\w+ )?is )?{_CALLED_SO}(?: for\b"
    r"| (?:(?:information|item|items(?= under para)|from (?:publication|disclosure)) )?"
    rf"(?:{_REASON}|by (?:virtue|reason|para)|due to para|para|under\b))"
    rf"|(?:{_KEEP}|{_TREAT}|{_TAKE}|{_TAKE_OUT}) {_REASON}"
    rf"|{_CONTAINS} (?:{_REASON}|by (?:virtue|reason|para)|para|under\b)"
)
# What marks an item wherever it stands apart, as `in_words` has it: alone, or with the reason.
_APART_MARKS = re.compile(
    r"(?:exempt|restricted|confidential|nfp|(?:to be )?redacted|official(?: and)? sensitive"
    r"|(?:strictly|highly) (?:private|confidential|sensitive)|private and confidential|p and c"
    rf"|{NOT_FOR}(?: \w+)?|(?:non|not) public|{ORDER}"
    rf"|do not include in (?:the )?public \w+|{INTERNAL}|sub judice|(?:to be )?withheld"
    rf"|{NOT_TO_BE}|(?:legally|legal) privileged?"
    r"|(?:(?:commercial|staff|personnel) )?in confidence|in camera|closed (?:session|part)"
    r"|(?:exempt|private|confidential|restricted) (?:session|items?|papers?|annexe?|appendix)"
    rf"|exempt information|{_CONTAINS}"
    rf"|(?:under )?embargo(?:ed)?|{_FOI_EXEMPTION}"
    r"|priv and conf|conf(?:id)?"
    r"|(?:law enforcement|commercially|politically|operationally) (?:sensitive|confidential)"
    r"|(?:gpms|gsc|marking|marked|classification|classified) (?:restricted|confidential|secret)"
    r"|not (?:to go )?(?:in|into|in the|into the) public (?:domain|papers?|session|agenda|part)"
    r"|(?:members|chief officers) only|(?:\w+ ){0,3}eyes only|pink papers?|(?:subject to )?lpp"
    rf"|(?:for )?part (?:2|ii|two) of (?:the )?agenda|(?:yn )?(?:{_WELSH}))"
    r"(?: (?:\d|para|as|because|by|due|for|from|if|in|item|pending|see|subject|the|till|under"
    r"|until).*)?"
    r"|this (?:(?:action|afi|entry|finding|item|line|one|recommendation|row|text) )?"
    rf"is {_CALLED_SO}"
    r"(?: (?:as|because|by|from (?:disclosure|publication|the public)|in|pending|till|under|until)"
    r"\b.*)?"
    rf"|(?:{_KEEP}|{_TREAT}|{_TAKE}|{_TAKE_OUT})(?: {_REASON}.*)?"
    # With other words behind it, as in `Restrict the use of force: ...`, it tells what to do.
    r"|restr(?:ict)?"
)
# The part of the agenda, or the paragraph of the law, to which an item belongs. A report may be
# called so, and an item may not.
_OF_ITEMS = (
    r"para(?:graph)?s? [1-7](?: and [1-7])?(?: (?:exempt|items?|of (?:schedule|sched|part) .*))?"
)
# Of these, other words are made too often when they stand in round brackets or begin a text.
_PART_MARKS = re.compile(rf"{_PART_2}(?: (?:items?|papers?|only))?")
# OFFICIAL-SENSITIVE, as people write it in square brackets, alone or in capitals before or after a
# text; elsewhere it may be a person.
_ABBREVIATED = r"o ?s|off(?:icial)? sens?|offsens?"
# A cell with more letters is a text, and no mark.
_LONGEST_MARK = 40
# With fewer words beside a mark, it is a name.
_WORDS_OF_A_TEXT = 3
# A column with more different cells, or longer ones, does not sort items into kinds.
_MOST_KINDS = 5
_LONGEST_KIND = 24


def may_restrict(heading: str) -> bool:
    """Return whether a heading has a word that may say what is not for the public."""
    said = in_words(heading)
    return bool(_ANY_WORDS.search(said)) or _asks_of_publishing(said) or bool(_misspelt(said))


def clearly_restricts(said: str, *, is_cell: bool = False) -> bool:
    """Return whether a heading, or a cell, has words of a restriction and no other.

    In a cell, `public` is such a word too.
    """
    said = in_words(said)
    if is_cell and re.match(_BEGINS, said):
        return True
    if not is_cell and _asks_of_publishing(said):
        return True
    return _is_restricted(said, is_cell=is_cell)


def _is_restricted(said: str, *, is_cell: bool = False) -> bool:
    for word in _misspelt(said):
        said = said.replace(word, "exempt")
    if not (_has_strong(said) or (is_cell and re.search(r"\bpublic\b", said))):
        return False
    return _is_bare(said)


def marks_items(heading: str, cells: Collection[Value | None]) -> bool:
    """Return whether a column, by its heading and cells, may say what is not for the public."""
    if clearly_restricts(heading):
        return True
    filled = {comparable(str(value)) for value in cells if value is not None} - {""}
    if not filled:
        return False
    marks = (one for one in filled if len(one) <= _LONGEST_MARK)
    if filled <= (YES | NO) - FIGURES or any(clearly_restricts(one, is_cell=True) for one in marks):
        return True
    if marked(cells) or any(isinstance(one, str) and forbids(one) for one in cells):
        return True
    return may_restrict(heading) and _sorts_items(heading, filled)


def _sorts_items(heading: str, filled: set[str]) -> bool:
    """Return whether the cells under such a heading are mostly yes and no, or of a few kinds."""
    if 2 * len(filled & (YES | NO)) >= len(filled):
        return True
    is_few = len(filled) <= _MOST_KINDS and max(map(len, filled)) <= _LONGEST_KIND
    return is_few and _is_bare(in_words(heading))


def marks_in(text: str, *, is_title: bool = False) -> Iterator[str]:
    """Yield what in a text says in passing that it is exempt, such as `[Restricted]`.

    `is_title`: it is the title of a report, which may begin with `Part 2:` for its own reasons.
    """
    if not may_mark(text):
        return
    marks = [*dict.fromkeys(found[0] for found in re.finditer(_IN_TEXT, text))]
    pieces = [*dict.fromkeys(_pieces(text, marks, is_title=is_title))]
    # `EXEMPT`, and why, is another mark than the word alone.
    yield from (mark for mark in marks if not any(mark in piece for piece in pieces))
    yield from pieces


def _pieces(text: str, marks: Collection[str], *, is_title: bool) -> Iterator[str]:
    """Yield what stands apart and marks an item, beside what marks it wherever it stands."""
    for line in text.splitlines():
        words = len(line.split())
        for kind, piece in apart(line):
            is_known = any(piece in mark for mark in marks)
            is_alone = piece == line.strip()
            # The title of a report begins or ends with `Part 2` for its own reasons.
            is_outer = kind in ("first", "end") and not is_title
            may_be_part = kind == "square" or is_alone or is_outer
            # Alone, or beside a name, it is what is outstanding, or a sergeant.
            is_beside = words - len(piece.split()) >= _WORDS_OF_A_TEXT
            may_be_short = kind == "square" or (
                is_beside and (is_outer or (kind == "last" and piece.isupper()))
            )
            is_short = may_be_short and bool(re.fullmatch(_ABBREVIATED, in_words(piece)))
            is_of_item = not is_title and bool(re.fullmatch(_OF_ITEMS, in_words(piece)))
            if (
                not is_known
                and not _is_of_work(kind, piece, line)
                and not (kind == "comma" and (is_title or not _ends(piece, line)))
                and (is_short or is_of_item or _is_mark(kind, piece, may_be_part=may_be_part))
            ):
                yield piece


def _is_of_work(kind: str, piece: str, line: str) -> bool:
    """Return whether what stands apart says what the text is about, and marks nothing.

    `Disclosure (FOI section 40): ...` is about requests.
    """
    said, line = in_words(piece), line.strip()
    # A heading ends in a colon; within a sentence it is said of what the sentence asks.
    is_within = kind == "round" and not line.startswith("(") and f"({piece}):" in line
    return is_within and "exempt" not in said and bool(re.fullmatch(_FOI_EXEMPTION, said))


def _ends(piece: str, line: str) -> bool:
    """Return whether a mark ends a text after a comma, and is not one of several kinds."""
    said = in_words(piece)
    if not _AFTER_COMMA.fullmatch(said):
        return False
    if re.match(_OF_NO_SERVICE, said):
        return True
    before = line.rstrip(" .").removesuffix(piece.rstrip(" .")).rstrip(" ,")
    *listed, last = before.split(",")
    return not ((listed and " " not in last.strip()) or _ONE_OF_KINDS.search(before))


def _is_mark(kind: str, piece: str, *, may_be_part: bool) -> bool:
    """Return whether what stands apart marks an item; `may_be_part`: so does `Part 2`."""
    said = in_words(piece)
    if len(said) > LONGEST_BARE and not _TELLS_WHY.match(said):
        return False
    if kind == "sentence" and _ALONE.fullmatch(said):
        return True
    if _APART_MARKS.fullmatch(said) or (may_be_part and _PART_MARKS.fullmatch(said)):
        return True
    return " " not in said and is_misspelt_mark(said)


def stands_over(text: str, longest: int = _LONGEST_MARK) -> bool:
    """Return whether a sheet's name, or a title above rows, says that the rows are exempt."""
    said = _OF_BOTH.sub("items", _ENDED.sub("", in_words(text))).strip()
    if said in NO or _PUBLIC_MARKING.fullmatch(said):
        return False
    if _PUBLIC_PART.search(said) or _DENIED.search(said):
        return False
    if any(_NONE_IS.fullmatch(in_words(one)) for one in _SENTENCES.split(text)):
        rest = (one for one in _SENTENCES.split(text) if not _NONE_IS.fullmatch(in_words(one)))
        return any(stands_over(one, longest) for one in rest)
    is_title = len(_IN_BRACKETS.sub("", text).strip()) <= longest
    if _is_restricted(_NOT_PUBLISHED.sub("exempt", said)) or any(marks_in(text)):
        return True
    if _NAMED_NOT_PUBLISHED.fullmatch(said) or _EMBARGO.search(said):
        return True
    return bool(is_title and _OVER.search(said)) or forbids(text)


def notes_below(text: str) -> bool:
    """Return whether a line below the last item may say that some items above it are exempt.

    The title of a section that has no items, such as `Exempt items` or `Exempt items: none`, says
    nothing of others.
    """
    said = in_words(text)
    if _NONE_BELOW.fullmatch(said):
        return False
    is_section = _is_bare(said) and re.search(_OF_SECTIONS, said)
    return stands_over(text, longest=len(text)) and not is_section


def marked(values: Iterable[Value | None]) -> frozenset[str]:
    """Return those of the cells that have a mark in their text, whatever column they are of."""
    return frozenset(text for text in maybe_marked(values) if any(marks_in(text)))


def _has_strong(said: str) -> bool:
    """Return whether there is a word that marks items by itself."""
    return any(found["strong"] for found in _ANY_WORDS.finditer(said))


def _is_bare(said: str) -> bool:
    """Return whether there is no word but those of a restriction, and neutral ones."""
    return all(re.fullmatch(_NEUTRAL, word) for word in _ANY_WORDS.sub(" ", said).split())


def _asks_of_publishing(said: str) -> bool:
    return bool(_ABOUT_PUBLISHING.search(said) and re.search(_WHETHER, said))


def _misspelt(said: str) -> list[str]:
    import difflib  # noqa: PLC0415 - only where a column is not used

    return [
        word
        for word in said.split()
        if len(word) > 4
        and not _ANY_WORDS.search(word)
        and difflib.get_close_matches(word, _SPELT, n=1, cutoff=0.83)
    ]
