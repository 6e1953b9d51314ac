"""The compiled template, kept from one run to the next."""

from __future__ import annotations

import marshal
import pickle
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from jacpaper.patches import patterns

with patterns.compiled_when_used("jinja2"):
    from jinja2 import FileSystemBytecodeCache
    from jinja2.bccache import bc_magic

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

# Compiled templates kept in one process: enough for several projects' folders.
_MOST_KEPT = 50


class TemplateCache(FileSystemBytecodeCache):
    """Keeps the compiled template from one run to the next, as Python keeps its modules.

    Compiling takes longer than all the rest of filling in a template. `folder` may be missing
    or read-only: then the template is compiled once in each process.
    """

    _kept: ClassVar[dict[tuple[str, str], CodeType]] = {}
    """What this process has compiled or read, by name and text: many projects share a template."""

    _packages: ClassVar[tuple[str, ...]] = ("template",)
    """What is compiled depends on the extensions too, and so on these packages."""

    def __init__(self, folder: Path) -> None:
        code = Path(__file__).parents[1]
        files = [path for package in self._packages for path in (code / package).glob("*.py")]
        newest = max(path.stat().st_mtime_ns for path in files)
        self.prefix = f"{newest}-"
        super().__init__(str(folder), f"{self.prefix}%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the compiled template, if there is one."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            with suppress(OSError, EOFError, ValueError, TypeError):
                self._read(bucket)
        if bucket.code is not None:
            self._keep(bucket)

    def _read(self, bucket: Bucket) -> None:
        """Read the file that Jinja wrote, in one go: Jinja reads it letter by letter."""
        content = Path(self._get_cache_filename(bucket)).read_bytes()
        head = bc_magic + pickle.dumps(bucket.checksum, 2)
        if content.startswith(head):
            bucket.code = marshal.loads(content[len(head) :])  # noqa: S302 - written by us

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the compiled template, if the folder allows it, and remove older ones."""
        self._keep(bucket)
        with suppress(OSError):
            folder = Path(self.directory)
            folder.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
            for path in folder.glob("*.cache"):
                if not path.name.startswith(self.prefix):
                    path.unlink()

    def _keep(self, bucket: Bucket) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[bucket.key, bucket.checksum] = cast("CodeType", bucket.code)


class TracedCache(TemplateCache):
    """Keeps templates that note what they read, in a folder of their own."""

    _kept: ClassVar[dict[tuple[str, str], CodeType]] = {}
    _packages = ("template", "trace")
