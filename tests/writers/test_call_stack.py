"""Python asks the system for the memory of its calls once a paper, not at every other call.

A piece of memory that is mapped anew is a page fault or more at its first use, so page faults
tell how many pieces there were.
"""

from __future__ import annotations

import sys

import pytest

from libraries import python

# The first version that keeps a piece of memory when no call is in it any more.
KEEPS_PIECES = (3, 13)

# The most page faults of a thousand calls at any depth: one of the depths is at a piece's end.
AT_ANY_DEPTH = """
import resource
from jacpaper.writers.pdf.call_stack import roomy

def nothing():
    pass

# Larger than one of `at`, so that it goes beyond a piece at one depth at least.
nothing.__code__ = nothing.__code__.replace(co_stacksize=100)

def at(depth):
    if depth:
        return at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(1000):
        nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

def most():
    return max(map(at, range(400)))

print(most(), roomy(most)())
"""

# The page faults of a paper with the stack that its layout asks for and with a usual one: of the
# second time, as the first one loads fonts.
OF_A_PAPER = """
import gc, resource
from datetime import date
from pathlib import Path
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import template_folder
from jacpaper.writers.pdf import writer

document, _ = prepare(Path("."), date(2025, 12, 11))
folder = template_folder(Path("."))
code = writer._laid_out.__code__
gc.disable()
for size in (code.co_stacksize, 30):
    writer._laid_out.__code__ = code.replace(co_stacksize=size)
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        writer.write(document, folder)
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    print(faults)
"""

gives_pieces_back = pytest.mark.skipif(
    sys.version_info >= KEEPS_PIECES, reason="this Python keeps a piece for the next call"
)


@gives_pieces_back
def test_calls_at_any_depth_map_no_memory() -> None:
    usual, roomy = map(int, python(AT_ANY_DEPTH).split())
    assert usual >= 1000
    assert roomy < 100


@gives_pieces_back
def test_the_layout_of_a_paper_maps_its_stack_once() -> None:
    roomy, usual = map(int, python(OF_A_PAPER).split())
    assert roomy < usual - 400
