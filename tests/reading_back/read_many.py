"""Read the papers of many generated workspaces back: `read_many.py COUNT SEED [FOLDER]`.

Prints as JSON how many workspaces were read and what was untrue in them, each with its number:
`workspaces.make(number)` makes it again, or `workspaces.with_ledger(number)` if it is a ledger, and
`spoken.smallest` finds what it needs of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import spoken
import workspaces

PDF_OF = 10
"""Of every so many workspaces one has PDF files too."""
LEDGER_OF = 2
"""Every so many workspaces one shows all of its ledger."""
NAMED = 3
"""How many of the complaints about a workspace are printed."""


def main() -> None:
    """Read so many workspaces, one after the other."""
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + count):
            project = Path(folder)  # one for all, as templates are compiled once in it
            formats = spoken.FORMATS if number % PDF_OF else spoken.WITH_PDF
            is_ledger = number % LEDGER_OF == 1
            make = workspaces.with_ledger if is_ledger else workspaces.make
            found = spoken.untrue(make(number), project, formats)
            tally["read"] += 1
            kind = "ledger" if is_ledger else "workspace"
            for one in found[:NAMED]:
                tally[f"{kind} {number}: {one.paper}: {one.sentence} ({one.why})"] += 1
    sys.stdout.write(json.dumps(tally))


if __name__ == "__main__":
    main()
