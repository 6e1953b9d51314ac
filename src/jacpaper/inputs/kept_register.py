"""The register that inputs/ keeps, if it keeps one: no paper may show what is exempt in it."""

from __future__ import annotations

import hashlib
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Problems
from jacpaper.project.layout import REGISTER_MAPPING, REGISTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jacpaper.facts.register import Register
    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.text.yaml_source import Source


class Kept(NamedTuple):
    """What inputs/ keeps as the register."""

    names: tuple[str, ...] = ()
    """Its files; none: there is no register."""
    file: str | None = None
    """The register's name, if register.yaml gives it."""
    register: Register | None = None
    """None: there is none, or it has errors."""


# The names of the register's files and digests of what is in them, after the folder.
Content = tuple[str, ...]
# What the register's files had when it was last read, and what was read: all papers of a meeting
# want it, and it may have thousands of rows.
_LAST: dict[Content, Register] = {}


def kept_register(files: InputFiles) -> Kept:
    """Read the register; what is wrong with it is noted."""
    inputs = files.project / "inputs"
    names = tuple(name for name in REGISTERS if (inputs / name).exists())
    if not names:
        return Kept()
    content = _content(inputs, names)
    mapping = source = file = None
    if REGISTER_MAPPING in names:
        # Imported here, as most forces keep none in inputs/.
        from jacpaper.facts.register_file import RegisterFile  # noqa: PLC0415

        mapping = files.read(RegisterFile, f"inputs/{REGISTER_MAPPING}")
        file = _named_file(files)
        if mapping is None:
            return Kept(names, file)
        source = files.sources[f"inputs/{REGISTER_MAPPING}"]
    named = _content(inputs, (file,)) if file else (str(inputs),)
    wanted = (*names, file) if file else names
    # If its files are as they were when they were last read, so is the register.
    content = (*content, *named[1:]) if content and named else ()
    read = _LAST.get(content)
    try:
        read = read or _read(inputs, names, mapping, source)
    except Problems as found:
        files.problems += found.problems
        return Kept(names, file)
    if content not in _LAST:
        _keep(inputs, wanted, content, read)
    files.problems += read.questions
    return Kept(names, file, read)


def _read(
    inputs: Path, names: Sequence[str], mapping: RegisterFile | None, source: Source | None
) -> Register:
    from jacpaper.register.reading import files as register_files  # noqa: PLC0415 - as above

    others = [name for name in names if name != REGISTER_MAPPING]
    return register_files.read(inputs, others, mapping, source)


def _keep(inputs: Path, names: Sequence[str], content: Content, read: Register) -> None:
    """Keep what was read, unless a file was saved meanwhile: before or after it was read."""
    _LAST.clear()
    if content and content == _content(inputs, names):
        _LAST[content] = read


def _content(inputs: Path, names: Sequence[str]) -> Content:
    """Return what the register's files have; nothing if that cannot be kept.

    Reading such a file says why: it is gone, no file, or larger than any register.
    """
    from jacpaper.register.reading.tables import MAX_BYTES  # noqa: PLC0415 - as above

    found = [str(inputs)]
    for name in names:
        try:
            told = (inputs / name).stat()
            if not S_ISREG(told.st_mode) or told.st_size > MAX_BYTES:
                return ()
            found += name, hashlib.sha256((inputs / name).read_bytes()).hexdigest()
        except (OSError, ValueError):  # of a name with a NUL
            return ()
    return tuple(found)


def _named_file(files: InputFiles) -> str | None:
    """Return the name of the register that register.yaml gives, though it may have errors."""
    source = files.sources.get(f"inputs/{REGISTER_MAPPING}")
    given = source.data.get("file") if source and isinstance(source.data, dict) else None
    return given if isinstance(given, str) else None
