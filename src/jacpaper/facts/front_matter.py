"""What committee reports have at their head and foot beside their subject; all of it optional."""

import re
from typing import Annotated

from jacpaper.facts.sentence_types import KeyPoints, ReportFor, TextOrNone
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import WORDS, Checked, Line, NilOr, OneParagraph, Text

# As in Joint report of the, By the and To.
_LEADS = (
    r"(?i)(?:(?:this |a |the )?(?:is a )?(?:joint )?reports? )?(?:of|by|from|to):? (?:the )?(?=\S)"
)


def _post(text: str) -> str:
    """Refuse what the sentence says itself: This is a report of the Chief Constable to the ..."""
    if found := re.match(_LEADS, text):
        said = text[: found.end()].strip()
        raise ValueError(
            f'the paper says "{said}" itself; write the post alone: {text[found.end() :]}'
        )
    return text


Post = Annotated[Line, Checked(_post, **WORDS)]


class Implications(StrictModel):
    """What the report means for matters that the Committee looks after."""

    financial: TextOrNone | None = None
    """What it costs or saves, or `none`."""
    legal: TextOrNone | None = None
    """Duties and powers that it touches, or `none`."""
    equality: TextOrNone | None = None
    """Whom it touches more than others, or `none`."""
    risk: TextOrNone | None = None
    """Risks that it brings or lessens, or `none`."""


class ReportMatter(StrictModel):
    """What the file of any paper may say of the report as a whole."""

    report_of: Post | None = None
    """The post whose report it is, as in Chief Constable."""
    report_to: Post | None = None
    """To whom it is made, if not to the committee, as in Police and Crime Commissioner."""
    report_for: ReportFor | None = None
    """What the Committee is asked to do with it."""
    recommendation_to_committee: Text | None = None
    """What the Committee is recommended to do, as in: to note the report."""
    implications: Implications | None = None
    """What the report means for money, law, equality and risk."""
    background_papers: NilOr[OneParagraph] | None = None
    """Papers that the report relies on, one a line, or `none`."""
    other_format: OneParagraph | None = None
    """How to ask for the paper in another format, such as large print."""


class FrontMatter(ReportMatter):
    """What paper.yaml may say of the report as a whole."""

    key_points: KeyPoints = ()
    """Sentences at the head, worked out from the facts. `shown`: all of them. Or a list of `came
    in`, `open`, `causes of concern`, `late` and `next` in the order wanted, and of sentences of
    your own; six at most."""
