"""Compiled templates, kept while the process runs; all traces share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

# Enough for several projects' folders.
_MOST_KEPT = 50


class Remembered(BytecodeCache):
    """Keeps compiled templates while the process runs, by name and text; all traces share them."""

    _kept: ClassVar[dict[tuple[str, str], CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over the code of a template that was compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[bucket.key, bucket.checksum] = bucket.code
