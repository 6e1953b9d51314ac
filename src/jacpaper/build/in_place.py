"""Files put where they belong together, or not at all: what was there before stays.

No system replaces several files at one moment, and a build may be killed between two. So
what is to be replaced is copied aside first, and the folder that holds the copies is called
`.unfinished` until all is done. The next build that finds a folder of that name puts the
old files back. A review that changes inputs does the same in inputs/.

    .partial-*/new     the new files, while they are written
    .unfinished/old    the files as they were
    .unfinished/fresh  the names of those that were not there
    .unfinished/new.sha256  what the new files are, so that nobody's edits are taken for them

A folder of such a name that holds anything else is a person's, and is let be.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import folder_lock, names
from jacpaper.build.sources import digest, digest_of
from jacpaper.problems import MachineError
from jacpaper.project.layout import RESTRICTED, UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jacpaper.build.folder_lock import Say

_PARTIAL = ".partial-"
RECORD_PARTIAL = ".published-"
"""What the name of a record begins with while it is written."""
_DIGESTS = "new.sha256"
_PARTS = {"new", "old", "fresh", _DIGESTS}


class Change(NamedTuple):
    """What is to be changed in a folder; files are named as in `restricted/paper.pdf`."""

    made: Mapping[str, bytes]
    gone: frozenset[str] = frozenset()
    """Files to be removed."""
    copies: Mapping[str, str] = {}
    """Files that a person edited, with the names under which they are kept."""
    unknown: frozenset[str] = frozenset()
    """Those of them that no manifest here names: nobody knows who made them."""


def put_in_place(out: Path, decide: Callable[[], Change], say: Say = folder_lock.nothing) -> Change:
    """Put files where they belong, in one folder, or leave everything as it was.

    `decide` says what is to be changed, from what lies there; it is asked when no other
    build can come between. `say` is told if another one is waited for.

    Raises:
        MachineError: nothing was written.
    """
    with machine_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        with folder_lock.alone(out, say):
            _put_back(out)
            change = decide()
            _refuse_what_is_in_the_way(out, change)
            partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=out))
            try:
                for part in ("new", "old", "fresh"):
                    (partial / part).mkdir()
                for name, content in change.made.items():
                    _write_through(partial / "new" / name, content)
                    _keep_mode(out / name, partial / "new" / name)
                for name, copy in change.copies.items():
                    _set_aside(out / name, partial / "new" / copy)
                listed = [f"{digest(change.made[name])} {name}\n" for name in change.made]
                _write_through(partial / _DIGESTS, "".join(listed).encode())
                _swap(change, partial)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    return change


def restore(out: Path, say: Say = folder_lock.nothing) -> bool:
    """Put the old files back, if a build was killed while it replaced them; tell whether it was.

    Raises:
        MachineError: they cannot be put back.
    """
    if not _is_ours(out / UNFINISHED):
        return False
    with machine_errors(out), folder_lock.alone(out, say):
        return _put_back(out)


def _swap(change: Change, partial: Path) -> None:
    """Replace and remove file by file; until all is done, what was there can be put back."""
    out = partial.parent
    placed = [*change.made, *change.copies.values()]
    for name in (*placed, *change.gone):
        there = (out / name).exists()
        kept = partial / ("old" if there else "fresh") / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        if there:
            _set_aside(out / name, kept)
        else:
            kept.touch()
    unfinished = partial.rename(out / UNFINISHED)
    try:
        for name in placed:
            _make_folder(out, name)
            (unfinished / "new" / name).replace(out / name)
        for name in change.gone:
            _remove(out, name)
        unfinished.rename(partial)
    except BaseException:
        _put_back(out)
        raise


def _put_back(out: Path) -> bool:
    """Undo what is unfinished, and remove what killed builds left; done twice, it is the same.

    Return whether there was something to be undone: another process may have ended it by now.
    """
    unfinished = out / UNFINISHED
    is_killed = _is_ours(unfinished)
    if is_killed:
        _keep_what_was_edited(out, unfinished)
        for name in _files_in(unfinished / "fresh"):
            _remove(out, name)
        for name in _files_in(unfinished / "old"):
            _make_folder(out, name)
            (unfinished / "old" / name).replace(out / name)
        unfinished.rename(tempfile.mkdtemp(prefix=_PARTIAL, dir=out))
    for partial in out.glob(f"{_PARTIAL}*"):
        if _is_ours(partial):
            shutil.rmtree(partial, ignore_errors=True)
    return is_killed


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is one that a build made, and not a person's of such a name."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    name = rf"{re.escape(UNFINISHED)}|{re.escape(_PARTIAL)}[a-z0-9_]{{8}}"
    return bool(re.fullmatch(name, folder.name)) and {*os.listdir(folder)} <= _PARTS  # noqa: PTH208


def _keep_what_was_edited(out: Path, unfinished: Path) -> None:
    """Give another name to what a person changed after the build was killed."""
    listed = unfinished / _DIGESTS
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    new = {name: known for known, _, name in (line.partition(" ") for line in lines)}
    for name in {*_files_in(unfinished / "fresh"), *_files_in(unfinished / "old")} & new.keys():
        there = digest_of(out / name)
        if there and there not in (new[name], digest_of(unfinished / "old" / name)):
            private = names.is_restricted(name)
            (out / name).replace(out / names.for_edited(out, name, restricted=private))


def _files_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def _make_folder(out: Path, name: str) -> None:
    """Make the folder of a file; into that of restricted ones only its owner may look."""
    folder = (out / name).parent
    private = folder.name == RESTRICTED
    if folder != out:
        folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    if private:
        # Some drives know no modes, and the folder may be another's.
        with contextlib.suppress(OSError):
            folder.chmod(0o700)


def _remove(out: Path, name: str) -> None:
    """Remove a file, and its folder if that is left empty."""
    (out / name).unlink(missing_ok=True)
    if "/" in name:
        with contextlib.suppress(OSError):
            (out / name).parent.rmdir()


def _set_aside(path: Path, other: Path) -> None:
    """Give a file a second name, in a folder that is removed again; its mode and times stay.

    Where the drive allows it nothing is copied, however large the file is.
    """
    other.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or not _linked(path, other):
        shutil.copy2(path, other)
    if other.parent.name == RESTRICTED:
        other.chmod(0o600)


def _linked(path: Path, other: Path) -> bool:
    try:
        os.link(path, other)
    except OSError:
        return False
    return True


def _write_through(path: Path, content: bytes) -> None:
    """Write to the disk itself, so that a crash later cannot leave a file half there."""
    private = path.parent.name == RESTRICTED
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_mode(path: Path, other: Path) -> None:
    """Let those read and write a file who could before; of a restricted one that is decided."""
    if path.is_file() and other.parent.name != RESTRICTED:
        shutil.copymode(path, other)


def _refuse_what_is_in_the_way(out: Path, change: Change) -> None:
    """Refuse to replace what is no file, or is open in a word processor."""
    if os.path.lexists(out / UNFINISHED):
        hint = "give it another name; a build keeps its unfinished files in a folder of that name"
        raise MachineError(f"{out / UNFINISHED} was not made by a build", hint)
    needed = {name.rpartition("/")[0] for name in change.made} - {""}
    for name in sorted({RESTRICTED, *needed}):
        folder, what = out / name, "restricted papers" if name == RESTRICTED else "files"
        if folder.is_symlink():
            hint = f"take the link away; {what} are written into a folder of that name"
            raise MachineError(f"{folder} is a link", hint)
        if name in needed and folder.exists() and not folder.is_dir():
            hint = f"give it another name; {what} are written into a folder of that name"
            raise MachineError(f"{folder} is not a folder", hint)
    for name in (*change.made, *change.gone, *change.copies):
        path = out / name
        if os.path.lexists(path) and not path.is_file():
            raise MachineError(f"{path} is not a file", "take it away, then build again")
        # Word and LibreOffice put a file of their own beside one that is open.
        for owner in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
            if (path.parent / owner).exists():
                raise MachineError(
                    f"{path} is open in a word processor",
                    "close it there and try again; if it is not open,"
                    f" delete {path.parent / owner}",
                )


@contextlib.contextmanager
def machine_errors(out: Path) -> Iterator[None]:
    """Say in the user's words why something cannot be written into a folder."""
    try:
        yield
    except PermissionError as error:
        raise MachineError(
            f"{_known(error, out)} cannot be written",
            "is it open in another program, or the folder read-only?",
        ) from None
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise MachineError(f"{_known(error, out)} cannot be written: {reason}") from None


def _known(error: OSError, out: Path) -> Path:
    """Return what an error is about; of a file that only we know, its folder."""
    path = Path(error.filename or out)
    return path.parent if path.name.startswith((_PARTIAL, RECORD_PARTIAL)) else path
