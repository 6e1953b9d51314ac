"""YAML is read the same by both parsers, and never guessed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jacpaper.problems import Problem, Problems
from jacpaper.text import yaml_reader

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.text.yaml_source import Source

NO_LIBYAML = not hasattr(yaml, "CSafeLoader")


@pytest.fixture(
    params=[
        "SafeLoader",
        pytest.param("CSafeLoader", marks=pytest.mark.skipif(NO_LIBYAML, reason="no libyaml here")),
    ]
)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "PARSER", getattr(yaml, request.param))


def read(tmp_path: Path, text: str | bytes) -> Source:
    path = tmp_path / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return yaml_reader.read(path, "x.yaml")


def problems(tmp_path: Path, text: str | bytes) -> list[str]:
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message}"
        for problem in found_in(tmp_path, text)
    ]


def found_in(tmp_path: Path, text: str | bytes) -> tuple[Problem, ...]:
    try:
        return read(tmp_path, text).problems
    except Problems as found:
        return found.problems


@pytest.mark.usefixtures("_parser")
class TestReading:
    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("yes sir", "yes sir"), ("true", True), ("false", False), ("12", 12), ("-3", -3),
            ("+5", 5),
            ("2025-12-11", "2025-12-11"), ('"05"', "05"), ("'no'", "no"), ("a: b", {"a": "b"}),
            ("[1, x]", [1, "x"]), ("PEEL 2025/27", "PEEL 2025/27"), ("1.10.2", "1.10.2"),
            ("9" * 30, "9" * 30), ("|\n  two\n  lines\n", "two\nlines\n"),
        ],
    )  # fmt: skip
    def test_text_stays_text(self, tmp_path: Path, typed: str, value: Any) -> None:
        separator = "\n  " if ": " in typed else " "
        assert read(tmp_path, f"key:{separator}{typed}\n").data == {"key": value}

    @pytest.mark.parametrize(
        "typed",
        ["yes", "No", "ON", "off", "y", "n", "True", "FALSE", "null", "~", "12:30", "1:30:00",
         "010", "05", "0x1F", "0o17", "1_000", "1.5", "1e3", ".inf", "-.5"],
    )  # fmt: skip
    def test_what_others_would_read_otherwise_must_be_quoted(
        self, tmp_path: Path, typed: str
    ) -> None:
        assert problems(tmp_path, f"key: {typed}\n") == [f"1:6 {typed} can be read in two ways"]
        assert read(tmp_path, f'key: "{typed}"\n').data == {"key": typed}

    def test_every_value_and_key_knows_its_place(self, tmp_path: Path) -> None:
        found = read(tmp_path, "é: ü\nlist:\n  - a: 1\n    b: [x, z]\n")
        assert str(found.value_place(("list", 0, "b", 1))) == "x.yaml:4:12"
        assert str(found.key_place(("list", 0, "b"))) == "x.yaml:4:5"
        assert str(found.value_place(("é",))) == "x.yaml:1:4"
        assert str(found.value_place(("list", 0, "missing"))) == "x.yaml:3:5", "nearest above"
        assert found.value_place(("list", 0, "b", 1)).excerpt == "    b: [x, z]"

    def test_windows_line_ends_and_a_byte_order_mark_are_no_matter(self, tmp_path: Path) -> None:
        found = read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
        assert found.data == {"a": 1, "b": 2}
        assert str(found.key_place(("b",))) == "x.yaml:2:1"

    def test_all_problems_of_a_file_are_found_in_one_go(self, tmp_path: Path) -> None:
        assert problems(tmp_path, "a: no\nb:\nc: 010\na: 1\nd: !x z\n") == [
            "1:4 no can be read in two ways",
            "2:3 nothing is given here",
            "3:4 010 can be read in two ways",
            '4:1 "a" is given twice',
            "5:4 the tag !x is not used here",
        ]

    def test_a_file_that_is_wrong_all_over_is_given_up(self, tmp_path: Path) -> None:
        assert len(problems(tmp_path, "- no\n" * 1000)) == yaml_reader.MAX_PROBLEMS

    def test_depth_is_limited_before_the_parser_suffers(self, tmp_path: Path) -> None:
        for nest in ("[" * 100_000, "- " * 100_000, "{a: " * 50_000):
            assert "nested more than 20 deep" in problems(tmp_path, nest)[-1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(text=st.text(alphabet="ab:-[]{}#&*!|>'\"%@` \n\t0150noé\u2028\x85\x07", max_size=40))
def test_any_text_is_data_or_problems_at_places(tmp_path: Path, text: str) -> None:
    found = found_in(tmp_path, text)
    assert all(problem.place.line >= 1 for problem in found)
    assert all(str(problem).startswith("x.yaml:") for problem in found)


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("a: {b: Two, three were merged.}\n", 13, 'in quotes: "Two, three were merged."'),
        ("a: {b: Two, three, four., c: 1}\n", 13, 'in quotes: "Two, three, four."'),
        ("a: {b: 'Two', three}\n", 15, "put a text that has commas in quotes"),
    ],
)
def test_a_comma_that_cuts_a_text_within_braces_is_named(text: str, column: int, hint: str) -> None:
    with pytest.raises(Problems) as stopped:
        yaml_reader.read_text(text, "x.yaml")
    (found,) = stopped.value.problems
    assert found.message.startswith("within braces a comma ends a text")
    assert (found.place.line, found.place.column) == (1, column)
    assert found.hint.endswith(hint)


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("a: &x\n  b: 1\nc: 2\n", 4, "an anchor (&name) is not used here"),
        ("a:\n  <<: {b: 1}\n", 3, "a merge (<<) is not used here"),
    ],
)
def test_anchors_and_merges_are_named_as_such(text: str, at: int, said: str) -> None:
    with pytest.raises(Problems) as stopped:
        yaml_reader.read_text(text, "x.yaml")
    (found,) = stopped.value.problems
    assert (found.message, found.place.column) == (said, at)
