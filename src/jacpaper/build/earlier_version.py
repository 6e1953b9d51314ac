"""An earlier version of a paper, from a Word file that went out: what a redline can start from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.build.manifest import place_of
from jacpaper.build.redline import Older
from jacpaper.kinds.choose import kind_of
from jacpaper.language import english
from jacpaper.problems import Place, Problem, Problems
from jacpaper.project.layout import PAPER, item_file, items
from jacpaper.returned.as_paper import as_paper
from jacpaper.returned.paper import text_blocks
from jacpaper.returned.read import read
from jacpaper.returned.whose import name_alike, refuse_other_meeting, refuse_other_paper, shared
from jacpaper.rules import exempt, letters
from jacpaper.rules.rule import AnyCase
from jacpaper.text.characters import too_long, unprintable
from jacpaper.tree.document import RESTRICTED_NAME
from jacpaper.tree.elements import VOCABULARY
from jacpaper.writers.word.look import first_identifier, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jacpaper.returned.paper import ReturnedPaper, Stamp
    from jacpaper.rules.rule import Rule
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

# In a redline, as many paragraphs that are gone may stand before the first one of the paper.
_MOST_BEFORE = 10_000
_FURNITURE = ("a header", "a footer")


def of_file(project: Path, paper: Document, file: Path) -> Older:
    """Return the text of a Word file, its changes accepted, as an earlier version of a paper.

    The file is the paper's or its restricted appendix's, and is compared with that alone.

    Raises:
        Problems: it is no such file, or the public paper's has words that are exempt by now.
        MachineError: it cannot be read.
    """
    shown = str(file)
    returned = read(file, shown)
    _refuse_other_meeting(returned.stamp, paper, shown)
    _refuse_item(returned.stamp, items(project, paper.date), shown)
    own = _is_own(returned.stamp, paper)
    restricted = _restricted(returned, paper, shown, own=own)
    ours = restricted or paper
    if not own:
        refuse_other_paper(ours.body, returned, shown)
    name_alike(ours.body, returned.accepted)
    text = as_paper(returned.accepted, ours.body, english)
    _check(project, ours._replace(body=text, restricted=None), shown, is_public=not restricted)
    return Older(
        None,
        public=None if restricted else text,
        restricted=text if restricted else None,
        file={"file": place_of(file, project), "sha256": returned.digest},
        warnings=tuple(_warnings(returned, shown, own=own)),
    )


def _refuse_other_meeting(stamp: Stamp | None, paper: Document, shown: str) -> None:
    hint = "give a Word file of this paper that went out"
    if stamp and stamp.meeting < paper.date.isoformat():
        hint = f"to compare with the paper of that meeting: --changes-since {stamp.meeting}"
    refuse_other_meeting(stamp, paper.date, shown, hint)


def _refuse_item(stamp: Stamp | None, names: Sequence[str], shown: str) -> None:
    if stamp and stamp.paper in names:
        fault = f"this is the paper of {item_file(stamp.paper)}, and not of {PAPER}"
        hint = f"changes since an earlier version are marked in the paper of {PAPER} alone; what"
        hint += f" was changed in this file is shown by: jacpaper review {shown}"
        raise Problems([Problem(Place(shown), fault, hint)])


def _is_own(stamp: Stamp | None, paper: Document) -> bool:
    """Tell whether the stamp is that of this force's paper: its paragraphs are numbered so."""
    if stamp is None or not stamp.blocks:
        return False
    first = first_identifier(paper.author, paper.date, stamp.paper)
    return any(
        identifier(first, position) == stamp.blocks[0].paragraph for position in range(_MOST_BEFORE)
    )


def _restricted(
    returned: ReturnedPaper, paper: Document, shown: str, *, own: bool
) -> Document | None:
    """Return the restricted appendix if the file is one of it.

    A file that does not say what it is counts as one if it has as many words of that as of the
    paper.

    Raises:
        Problems: the paper has no restricted appendix any more.
    """
    ours = paper.restricted
    is_told = returned.stamp is not None and returned.stamp.paper.startswith(RESTRICTED_NAME)
    if is_told and ours is None:
        fault = "this is a restricted appendix, and the paper has none now"
        hint = "without one there is nothing that it may be compared with"
        raise Problems([Problem(Place(shown), fault, hint)])
    if is_told or own or ours is None:
        return ours if is_told else None
    return ours if shared(ours.body, returned) >= shared(paper.body, returned) else None


def _check(project: Path, document: Document, shown: str, *, is_public: bool) -> None:
    """Refuse what must not be printed, or cannot: what is gone is printed in a redline too.

    Raises:
        Problems: each of them, after which number of the file's text it stands.
    """
    labels = _labels(document.body, shown)
    found = [*_unprintable(document.body)]
    rules = [letters.RULE, *([exempt.RULE] if is_public else [])]
    kind = kind_of(project, document.date, "")
    case = AnyCase(kind.load(), document, kind.folder, kind.look)
    found += [problem for rule in rules for problem in _of_rule(rule, case)]
    if found:
        raise Problems(_placed(problem, labels, shown) for problem in found)


def _of_rule(rule: Rule[AnyCase], case: AnyCase) -> Iterator[Problem]:
    for one in rule.find(case):
        if (one.severity or rule.severity) == "error":
            yield Problem(one.place, one.message, one.hint, rule=rule.id)


def _unprintable(body: Element) -> Iterator[Problem]:
    for block in text_blocks(body):
        for odd in unprintable(block.text)[:1]:
            yield Problem(block.place, f"{odd} that no paper can hold", odd.hint)
        if long := too_long(block.text, laid_out=True):
            yield Problem(block.place, *long[1:])


def _labels(body: Element, shown: str) -> list[str]:
    """Let each block's place count it; return the last number of the paper up to each of them."""
    labels = ["the top"]
    for position, block in enumerate(body.find(*VOCABULARY), 1):
        block.place = Place(shown, position)
        labels.append(block.number.rstrip(".") or labels[-1])
    return labels


def _placed(problem: Problem, labels: list[str], shown: str) -> Problem:
    """Return a problem at the file as a whole: its lines are those of Word's pages."""
    if problem.place.file != shown:
        return problem
    at = f"at {labels[problem.place.line]}: " if problem.place.line else ""
    return problem._replace(place=Place(shown), message=f"{at}{problem.message}")


def _warnings(returned: ReturnedPaper, shown: str, *, own: bool) -> Iterator[Problem]:
    if not own:
        fault = "nothing in this file says that it is this paper; most of its words are the same"
        hint = "make sure that it is the version that went out"
        yield Problem(Place(shown), fault, hint, "warning")
    left = Counter(
        one.what
        for one in returned.unplaced
        if one.accepted is None and (own or one.what not in _FURNITURE)
    )
    if left:
        named = [f"{what} ({count})" if count > 1 else what for what, count in left.items()]
        fault = f"not compared, as a paper has no place for it: {', '.join(named)}"
        hint = f"`jacpaper review {shown}` shows what it says"
        yield Problem(Place(shown), fault, hint, "warning")
