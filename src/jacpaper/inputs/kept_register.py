"""The register that inputs/ keeps, if it keeps one: no paper may show what is exempt in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Problems
from jacpaper.project.layout import REGISTER_MAPPING, REGISTERS

if TYPE_CHECKING:
    from jacpaper.facts.register import Register
    from jacpaper.inputs.input_files import InputFiles


class Kept(NamedTuple):
    """What inputs/ keeps as the register."""

    names: tuple[str, ...] = ()
    """Its files; none: there is no register."""
    file: str | None = None
    """The register's name, if register.yaml gives it."""
    register: Register | None = None
    """None: there is none, or it has errors."""


def kept_register(files: InputFiles) -> Kept:
    """Read the register; what is wrong with it is noted."""
    inputs = files.project / "inputs"
    names = tuple(name for name in REGISTERS if (inputs / name).exists())
    if not names:
        return Kept()
    # Most forces keep none in inputs/, so its readers are imported here.
    from jacpaper.facts.register_file import RegisterFile  # noqa: PLC0415
    from jacpaper.register.reading import files as register_files  # noqa: PLC0415

    mapping = source = file = None
    if REGISTER_MAPPING in names:
        mapping = files.read(RegisterFile, f"inputs/{REGISTER_MAPPING}")
        file = _named_file(files)
        if mapping is None:
            return Kept(names, file)
        source = files.sources[f"inputs/{REGISTER_MAPPING}"]
    others = [name for name in names if name != REGISTER_MAPPING]
    try:
        read = register_files.read(inputs, others, mapping, source)
    except Problems as found:
        files.problems += found.problems
        return Kept(names, file)
    files.problems += read.questions
    return Kept(names, file, read)


def _named_file(files: InputFiles) -> str | None:
    """Return the name of the register that register.yaml gives, though it may have errors."""
    source = files.sources.get(f"inputs/{REGISTER_MAPPING}")
    given = source.data.get("file") if source and isinstance(source.data, dict) else None
    return given if isinstance(given, str) else None
