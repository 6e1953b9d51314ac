"""What building a paper needs, imported: processes that build papers begin as copies of one.

Nothing is read here but code: letters that were loaded cannot be shared by processes.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from jacpaper.kinds import choose
from jacpaper.patches import pydantic_core_types, pydantic_dataclasses
from jacpaper.problems import MachineError
from jacpaper.writers.formats import BY_DEFAULT

# Before anything imports pydantic
pydantic_core_types.quicken()
pydantic_dataclasses.quicken()
for _name in (
    "jacpaper.build.prepare",
    "jacpaper.writers.legibility",
    *(form.writer for form in BY_DEFAULT),
):
    import_module(_name)
choose.import_all()
# Where no PDF can be made, the build of each paper says so.
with suppress(MachineError):
    import_module("jacpaper.writers.pdf.engine").load()
