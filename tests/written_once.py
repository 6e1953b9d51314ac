"""The same paper with the same look is the same file, so tests need not lay it out twice.

Much of what tests compute in their own process is the layout of papers that another test has had
laid out already. What runs in a process of its own is written anew. So are the papers of tests of
the writers and of changes to libraries, of those that change something inside the program
(`monkeypatch`), and of those marked `anew`, which hold two files of one paper against each other.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from typing import TYPE_CHECKING

from jacpaper.writers.formats import Format, Written

if TYPE_CHECKING:
    import pytest

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document

_KEPT = 400  # of a hundred kilobytes each
_COSTLY = frozenset({"docx", "pdf"})
_ALWAYS_ANEW = frozenset({"writers", "patches"})
_write = Format.write
_written: OrderedDict[bytes, Written] = OrderedDict()


def begin(item: pytest.Item) -> None:
    """Let the papers of a test be found among those that were written before, if they may be."""
    must_write = (
        item.path.parent.name in _ALWAYS_ANEW
        or "monkeypatch" in getattr(item, "fixturenames", ())
        or item.get_closest_marker("anew")
    )
    Format.write = _write if must_write else _write_or_find  # type: ignore[assignment, method-assign]


def _write_or_find(form: Format, document: Document, folder: TemplateFolder) -> Written:
    if form.ending.rpartition(".")[2] not in _COSTLY:
        return _write(form, document, folder)
    key = _key(form, document, folder)
    if key not in _written:
        _written[key] = _write(form, document, folder)
        if len(_written) > _KEPT:
            _written.popitem(last=False)
    _written.move_to_end(key)
    return _written[key]


def _key(form: Format, document: Document, folder: TemplateFolder) -> bytes:
    """Return a digest of all that a file is made of: the paper, and the folder with its look."""
    made_of = hashlib.sha256(pickle.dumps((form, document, folder.shown)))
    for path in sorted(folder.path.rglob("*")):
        if path.is_file():
            made_of.update(f"{path.relative_to(folder.path)}".encode())
            made_of.update(hashlib.sha256(path.read_bytes()).digest())
    return made_of.digest()
