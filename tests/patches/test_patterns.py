"""Patterns of libraries are compiled when they are used, and match what they always match."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from libraries import changed, python

if TYPE_CHECKING:
    from pathlib import Path

IMPORTED = """
import re
before = re.compile
from jacpaper.text import yaml_reader
import yaml
assert re.compile is before
print(isinstance(yaml.reader.Reader.NON_PRINTABLE, re.Pattern))
"""
# The parser in Python, which has a use for them.
READ = """
assert yaml.reader.Reader.NON_PRINTABLE.search("a\\x07")
assert not yaml.reader.Reader.NON_PRINTABLE.search("a")
made = yaml.load("{a: 1.5, b: 2025-12-11, c: yes, d: 0x1f}", yaml.SafeLoader)
print(*made.values())
"""
VALUES = "1.5 2025-12-11 True 31"
CHECK = """
from jacpaper.cli.main import main
main(["check", "--project", "examples/midshire", "--format", "json"], standalone_mode=False)
"""


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    assert python(IMPORTED + READ).splitlines() == ["False", VALUES]


@pytest.mark.parametrize("name", ["constructor.py", "reader.py", "resolver.py"])
def test_another_pyyaml_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    environment = changed("yaml", tmp_path, {name: ("", "# changed\n")})
    assert python(IMPORTED + READ, **environment).splitlines() == ["True", VALUES]


JINJA = """
import re
before = re.compile
from jacpaper.template import cache
import jinja2
assert re.compile is before
print(isinstance(jinja2.lexer.name_re, re.Pattern))
text = "{{ 'a_\\u00e9' ~ (0x1f + 1_0.5e1) }} {% set b = 'ab cd' %}{{ b | title }} "
text += "{{ 'see https://x.uk' | urlize }} {{ {'a': 'b'} | xmlattr }}"
print(jinja2.Template(text).render())
"""


def test_a_pattern_of_jinja_is_compiled_when_it_is_used() -> None:
    at_once = python("import jinja2\n" + JINJA).splitlines()
    assert at_once[0] == "True"
    assert python(JINJA).splitlines() == ["False", *at_once[1:]]


@pytest.mark.parametrize("name", ["_identifier.py", "filters.py", "lexer.py", "utils.py"])
def test_another_jinja_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    environment = changed("jinja2", tmp_path, {name: ("", "# changed\n")})
    assert python(JINJA, **environment).splitlines()[0] == "True"


def test_patterns_of_others_are_compiled_at_once() -> None:
    code = "import re\nfrom jacpaper.patches import patterns\n"
    code += "with patterns.compiled_when_used('yaml'):\n    found = re.compile('a')\n"
    assert python(code + "print(isinstance(found, re.Pattern))") == "True\n"


def test_a_check_says_the_same(tmp_path: Path) -> None:
    environment = changed("yaml", tmp_path, {"reader.py": ("", "# changed\n")})
    assert python(CHECK) == python(CHECK, **environment)
