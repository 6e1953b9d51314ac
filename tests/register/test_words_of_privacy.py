"""Words that say that something is not for the public, and words that are near to them."""

from __future__ import annotations

import pytest

from jacpaper.register.reading.forbidding import forbids
from jacpaper.register.reading.mark_words import shortened
from jacpaper.register.reading.restrictions import marks_in, stands_over
from jacpaper.register.reading.whole_papers import asks_public_out, says_so
from jacpaper.text.yaml_notes import denies


@pytest.mark.parametrize(
    "text",
    [
        "Withheld - commercial. Do this", "Withheld: commercial. Do this",
        "EMBARGOED to 9 June 2026. Do this", "WITHHELD at the request of the CPS",
        "WITHHELD following legal advice", "TLP: Amber strict", "REDACTED",
        "Improve covert tactics (FOIA s31) by March", "FOIA s31 prejudice to law enforcement",
        "To be considered in private at the December meeting", "For private session please",
        "To be considered in private by members", "Taken in the private sessions",
        "To be considered in private because it names suppliers",
        "Reported in closed session, September 2025", "Redact: do this", "Withhold: do this",
        "Redact before publication: do this", "Please redact. Do this", "This item is exempt. Do",
        "Do this. This is exempt.", "Do this. Do not publish.", "Do this! Not public",
        "Not to be made public: do this", "Do not make public. Do this", "Keep confidential. Do it",
        "Do this (commercially confidential)", "Do this (under embargo)", "Do this. Exempt. Go on.",
        "Do this. This is exempt under paragraph 7 of Schedule 12A to the Act.",
        "This item is confidential because a trial of two officers is still to come. Do this.",
        "Do this. Exempt: paragraph 7", "Do this. Confidential - a trial is to come",
        "Do this. Restricted (see the DCC).", "Do this. Treat as confidential.", "Do this. Private",
        "Do this. Private until the trial ends", "Do this, exempt", "Do this, that and it, exempt",
        "Do this, restricted until May 2026.", "Do this {exempt}", "Do this <restricted>",
        "By 31 March 2026, the force should do this, exempt",
        "Do this (taken in private)", "Do this (to be considered in private)", "Do this: exempt",
        "Do this. Omit from the public paper.", "Do this. Remove before publication",
        "Treat it as exempt. Do this",
        "Exempt information under paragraph 7 of Schedule 12A to the Local Government Act 1972.",
        "Do! Exempt information under paragraph 7 of Schedule 12A to the Local Government Act.",
        "Do this, exempt, paragraph 7.", "Do this, exempt, paragraph 7 of Schedule 12A to the Act.",
        "Do this. Treat as confidential until the trial has ended.",
        "Do this. Keep confidential until the trial of both officers has ended.",
        "Do that. Discussed in private because the trial of both officers is still to come.",
        "Improve vetting, training, exempt under paragraph 7", "Improve vetting, training, NFP.",
        "Do this, private and confidential", "Do this, in confidence", "Do this, exempt. ",
        "Do this. Exempt from publication under paragraph 3 of Schedule 12A",
        "Do this. Contains exempt information", "This item contains exempt information. Do this",
        "Exempt; see note. Do this", "Do this. Exempt; see note.",
        "Do this. Delete before publication",
        "Do this. Withhold from the public version until the trial of both officers has ended",
        f"Exempt under paragraph 7 of Schedule 12A, as it says where {'we are weak, and ' * 5}. Do",
        f"Do. Exempt under paragraph 7 of Schedule 12A, as it says where {'we are weak, ' * 6}",
        "Do this (exempt under paragraph 7 of Schedule 12A to the Local Government Act 1972).",
        "Do this - exempt under paragraph 7 of Schedule 12A to the Local Government Act 1972",
        "Exempt by virtue of paragraph 7 of Part 1 of Schedule 12A. Do this",
    ],
)  # fmt: skip
def test_a_text_that_may_be_confidential_is_noticed(text: str) -> None:
    assert any(marks_in(text)) or forbids(text)


@pytest.mark.parametrize(
    ("mark", "quoted"),
    [
        ("Exempt", "Exempt"),
        ("Exempt under paragraph 7 of Schedule 12A", "Exempt"),
        ("This is exempt as it names an officer", "This is exempt"),
        ("do not publish until 12 March", "do not publish"),
        ("This recommendation is confidential because a trial is to come", "confidential"),
    ],
)
def test_of_a_long_mark_messages_quote_the_words_that_mark(mark: str, quoted: str) -> None:
    assert shortened(mark) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "Trace calls from WITHHELD numbers", "Make REDACTED and unredacted copies",
        "Disclosure (FOI section 40): train staff", "Sort papers into public, restricted",
        "Offer a line that is safe, confidential", "Be open, independent, confidential",
        "Record the name, address, restricted",
        "Check vehicles, exempt from tax", "Make its line for staff free, confidential.",
        "Restricted by a lack of analysts, the force does not understand demand. Mend this",
        "Confidential by default, the reporting line is not used enough",
        "Restricted due to a lack of money, the force has no analysts of its own",
        "The line should be: safe; confidential; and free",
        "Make it free, safe, private, restricted",
        "Confidential information about victims is not kept safe. Mend this",
        "Restricted items under lock and key were missing in three custody suites. Mend this",
        "Restricted items in custody should be kept under lock and key.", "Use forms {name}",
        "Explain it. Private interviews are needed. Do it", "Do this. Restricted (light) duties",
        "Do this. Confidential (hotline) reports are missed.", "See <help@example.org>",
        "Do this. This recommendation is restricted in scope to forces with suites of their own.",
        "FOI section 31 requests - the force should answer in time",
        "TLP: red ratings are explained",
        "People are searched in a private part of the custody suite",
        "Ask children in private sessions about their care",
        "Concerns were discussed in private with the chief constable",
    ],
)  # fmt: skip
def test_a_text_about_such_work_is_not(text: str) -> None:
    assert not any(marks_in(text))
    assert not forbids(text)


@pytest.mark.parametrize(
    "title",
    [
        "Closed items", "Open and closed session items", "Not published yet",
        "Public and closed items", "No longer restricted, but exempt",
        "Not yet published: PEEL 2025", "Items were not published",
        "To be published after 5 January 2026", "Published from 5 January 2026",
        "Publish only after 5 January", "May be published: no", "Publish: no",
    ],
)  # fmt: skip
def test_a_title_that_says_when_or_that_nothing_is_published(title: str) -> None:
    assert stands_over(title)


@pytest.mark.parametrize(
    "title",
    [
        "Open and closed items", "Open/closed items", "New, open and closed items",
        "Open items / closed items", "Closed items and open items", "Live and closed items",
        "Open, submitted and closed items", "Items no longer exempt or restricted",
        "Reports published before 2018",
        "Reports published before and after April 2020",
        "HMICFRS reports published after the last meeting",
        "Published after 2018",
        "Made after the report was published",
    ],
)  # fmt: skip
def test_a_title_that_says_when_reports_came_out(title: str) -> None:
    assert not stands_over(title)


@pytest.mark.parametrize(
    "asked",
    [
        "to treat this report as confidential", "to take this report as an exempt item",
        "to take the next item in Part 2", "to go into Part 2", "to keep this report restricted",
        "to take the item under exempt business", "to consider the confidential appendix",
        "to agree that the report is not published", "to consider item 9 in private.",
        "to treat the report on the grant as restricted", "to keep the report confidential to us",
        "to treat this report on reserves as confidential",
    ],
)  # fmt: skip
def test_a_recommendation_that_keeps_the_public_out(asked: str) -> None:
    assert asks_public_out(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "to approve the annual governance statement for publication.",
        "to agree that the accounts can be published",
        "to note the report",
        "to note that it may be restricted to staff.",
        "to treat the grant income as restricted",
        "to hold the balance as a restricted reserve",
        "to keep the confidential reporting line",
        "to note that exempt business rates were paid",
    ],
)
def test_a_recommendation_that_does_not(asked: str) -> None:
    assert not asks_public_out(asked)


@pytest.mark.parametrize(
    ("note", "is_private"),
    [
        ("No longer exempt", False), ("Items that are no longer confidential", False),
        ("No longer restricted since May", False),
        ("Exempt items, and those no longer confidential", True),
        ("No longer exempt under paragraph 3: exempt under paragraph 7", True),
    ],
)  # fmt: skip
def test_what_is_no_longer_exempt_is_public(note: str, is_private: bool) -> None:  # noqa: FBT001
    assert stands_over(note, longest=len(note)) == is_private


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ("This report is confidential and must not be shared.", True),
        ("This report is therefore exempt.", True),
        ("This appendix is marked as restricted", True),
        ("This road is therefore restricted.", False),
        ("This report is marked as read.", False),
    ],
)
def test_a_sentence_by_which_a_paper_calls_itself_private(said: str, is_found: bool) -> None:  # noqa: FBT001
    assert bool(says_so(said)) == is_found


def test_only_a_no_to_a_restriction_says_that_there_is_none() -> None:
    assert all(map(denies, ("private: no", "Exempt items: none", "exempt: no  # all public")))
    assert not any(map(denies, ("Publish: no", "OK to publish: no", "Private: on legal advice")))
