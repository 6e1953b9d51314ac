"""A new folder, written whole or not at all."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write a folder's files, by their names in it; one that is there is never touched.

    Raises:
        FileExistsError: the folder is there already.
    """
    if folder.exists():
        raise _is_there(folder)
    partial = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        for name, text in files.items():
            (partial / name).parent.mkdir(exist_ok=True)
            (partial / name).write_text(text, encoding="utf-8")
        partial.chmod(0o755)
        partial.rename(folder)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):  # another command made it meanwhile
            raise _is_there(folder) from None
        raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _is_there(folder: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "is there already", str(folder))
