"""Words that every force's papers have, so that they tell nothing of an exempt item."""

from __future__ import annotations

import re

from jacpaper.rules.last_look.spelling import Words, as_words

_ORDINARY = as_words(
    """
    a about against all an and any are as at be been by can do for from has have how if in
    into is it its make more must no not of on or our out so such should than that the their
    them then there these they this those to under up was we were what when where which who
    will with without within would you your january february march april may june july
    august september october november december immediately month year day week quarter date
    force forces police policing chief constable constabulary officer staff officers
    inspector inspectorate superintendent sergeant detective acting temporary deputy
    assistant head lead director manager team teams unit department command group board
    committee service services recommendation recommendations area areas improvement
    improvements afi action actions report reports finding findings item items inspection
    inspections hmicfrs hmic peel recommend review ensure sure improve use using need needs
    work crime crimes custody data culture leadership operations performance training
    workforce victim victims public protection safeguarding vetting finance legal estates
    governance investigation investigations investigating neighbourhood neighbourhoods
    response vulnerability vulnerable people professional standards standard digital
    forensics intelligence strategy planning resources learning development wellbeing ethics
    counter corruption legitimacy effectiveness efficiency serious organised violence
    domestic abuse child children children's offender offenders management prevention
    engagement community communities criminal justice contact control room roads firearms
    equality diversity inclusion technology information recording demand change local
    national regional corporate support evidence supervision quality red amber green blue
    yellow grey black white track off target risk delayed late overdue complete completed
    progress progressing started ongoing high medium low good home office college council
    partners commissioner pcc opcc cps nca nhs npcc mayor ministry government secretary
    prosecution
    """
)
_POSTS = frozenset(
    as_words("acc acpo cc cco cfo coo dcc dci dcs ci di ds insp pc ps supt t hr ict").split()
)
_SAID = frozenset(_ORDINARY.split()) | _POSTS
_LEAST_LETTERS = 10
_LEAST_WORDS = 2


def is_ordinary(name: Words, *, is_acronym: bool = False) -> bool:
    """Return whether a name has ordinary words and figures alone."""
    if is_acronym:  # IT is not it
        return name.strip() in _POSTS
    return all(word in _SAID or word.isdigit() for word in name.split())


def tells(part: Words) -> bool:
    """Return whether a line or sentence would be recognised: it has words that are not ordinary."""
    own = [word for word in part.split() if word not in _SAID and len(word) > 2]
    letters = len(re.sub(r"[\W\d]", "", part))
    return len([one for one in own if not one.isdigit()]) >= _LEAST_WORDS <= len(own) and (
        letters >= _LEAST_LETTERS
    )
