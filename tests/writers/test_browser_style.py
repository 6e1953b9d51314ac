"""The web page's style sheet has what browsers know, to the byte, and nothing else."""

from __future__ import annotations

import pytest

from conftest import ROOT
from jacpaper.writers.browser_style import for_browsers


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("p { string-set: a content(); color: red; }", "p { color: red; }"),
        ("p {\n  color: red;\n  STRING-SET: a content();\n}", "p {\n  color: red;\n}"),
        (
            '@page { margin: 1mm; @top-left { content: "a;}" string(b); color: red } }',
            "@page { margin: 1mm; @top-left { color: red } }",
        ),
        ('@page { @bottom-left { content: "Page " counter(page); } }', None),
        ("/* string-set: a; */ p { content: 'string(a);'; }\n.string-set { color: red; }", None),
        ("@media print { p { color: red } } q { color: url(a;b) }", None),
    ],
)
def test_what_only_weasyprint_knows_is_left_out(style: str, left: str | None) -> None:
    assert for_browsers(style) == (style if left is None else left)


def test_the_house_look_loses_its_running_words_alone() -> None:
    style = (ROOT / "templates" / "hmicfrs-update" / "paper.css").read_text(encoding="utf-8")
    left = for_browsers(style)
    assert "string" in style
    assert "string" not in left
    assert left.count("{") == style.count("{")
    lost = [line for line in style.splitlines() if line.strip() and line not in left]
    assert all("string" in line for line in lost)
