"""What committee reports have at their head and foot beside their subject; all of it optional."""

from jacpaper.facts.sentence_types import KeyPoints, ReportFor, TextOrNone
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import Line, NilOr, OneParagraph, Text


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

    report_of: Line | None = None
    """The post whose report it is, as in Chief Constable."""
    report_to: Line | None = None
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
