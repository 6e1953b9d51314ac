"""One preview from start to end: watch the files, compose anew, tell whoever looks."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from jacpaper.preview.view import Composer, View, next_view
from jacpaper.preview.worker import Made, Worker
from jacpaper.problems import in_order
from jacpaper.project.layout import template_folder
from jacpaper.writers.formats import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date
    from pathlib import Path

    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Format

# What is shown page by page.
PDF = BY_ENDING["pdf"]
# Milliseconds: how long to wait for more saves once one came, and at most.
_STEP, _AT_MOST = 15, 60
# Seconds without a save after which the PDF is made, though nobody has asked.
PAUSE = 2.0
# How many moments a browser that lags behind may still ask about.
_KEPT = 20
# Milliseconds between looks at whether the watched folders are still the same ones.
_LOOK = 500


class Session:
    """The state of a preview, and the tasks that refresh it after every save."""

    def __init__(self, project: Path, meeting: date | None) -> None:
        self.project = project
        self.composer = Composer(project, meeting)
        self.worker = Worker()
        self.view = View()
        self.views: OrderedDict[int, View] = OrderedDict()
        self.made: dict[Format, tuple[Document, Made]] = {}
        self.making = asyncio.Lock()
        self.begun = asyncio.Event()
        self.saved = asyncio.Event()
        self.published = asyncio.Condition()
        self.ended = asyncio.Event()
        self.readers = 0

    async def run(self) -> None:
        """Compose whenever something is saved, until cancelled."""
        await self._compose()
        self.begun.set()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch())
            tasks.create_task(self._keep_up())

    async def end(self) -> None:
        """Let go of every browser."""
        self.ended.set()
        async with self.published:
            self.published.notify_all()

    async def versions(self) -> AsyncIterator[int | None]:
        """Yield the newest version, now and after every change; None now and then in between."""
        seen = -1
        self.readers += 1
        try:
            while not self.ended.is_set():
                if self.view.version != seen:
                    seen = self.view.version
                    yield seen
                    continue
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(15), self.published:
                        await self.published.wait()
                    continue
                yield None
        finally:
            self.readers -= 1

    async def file(self, form: Format) -> tuple[str, Made] | None:
        """Return the last good paper's name and file in a format, made now if need be."""
        paper = self.view.paper
        if paper is None:
            return None
        name = f"{paper.document.stem}.{form.ending}"
        return name, await self._make(form, paper.document)

    async def _make(self, form: Format, document: Document) -> Made:
        async with self.making:
            of, made = self.made.get(form, (None, None))
            if made is None or of is not document:
                folder = template_folder(self.project)
                made = await asyncio.to_thread(self.worker.make, form, document, folder)
                if not made.failure:
                    self.made[form] = (document, made)
            return made

    async def _watch(self) -> None:
        """Notice every save: files changed, replaced, added, removed; folders too."""
        from watchfiles import awatch  # noqa: PLC0415 - only the preview has it

        polling: bool | None = None
        while True:
            there = self._watched()
            try:
                changes = awatch(
                    *there,
                    step=_STEP,
                    debounce=_AT_MOST,
                    rust_timeout=_LOOK,
                    yield_on_timeout=True,
                    force_polling=polling,
                )
                async for change in changes:
                    if change:
                        self.saved.set()
                    # A folder that was removed or put in another's place is watched anew.
                    if self._watched() != there:
                        break
            except OSError:
                await asyncio.sleep(_LOOK / 1000)
            except RuntimeError:  # more folders are watched than the system allows
                polling = True
            self.saved.set()

    def _watched(self) -> dict[Path, int]:
        """Return the folders to watch that exist, each with what tells it from a new one."""
        named = [self.project / "inputs", self.project / "templates"]
        # The template may stand elsewhere, by a link.
        folders = {*named, template_folder(self.project).path}
        found = {folder: folder.stat().st_ino for folder in sorted(folders) if folder.is_dir()}
        return found or {self.project: 0}

    async def _keep_up(self) -> None:
        """Compose after every save; after a pause, see whether the PDF can be made."""
        while True:
            try:
                async with asyncio.timeout(PAUSE):
                    await self.saved.wait()
            except TimeoutError:
                await self._after_pause()
                await self.saved.wait()
            self.saved.clear()
            await self._compose()

    async def _compose(self) -> None:
        made = time.strftime("%H:%M:%S")
        view = await asyncio.to_thread(next_view, self.view, self.composer, made)
        if view.broken and self.saved.is_set():
            return  # perhaps half saved: the next save says more
        await self._publish(view)

    async def _after_pause(self) -> None:
        view = self.view
        if view.paper is None or view.broken or not self.readers:
            return
        made = await self._make(PDF, view.paper.document)
        more = in_order([*view.problems, *made.problems])
        if self.view is view and more != view.problems:
            await self._publish(replace(view, version=view.version + 1, problems=more))

    async def _publish(self, view: View) -> None:
        self.view = view
        self.views[view.version] = view
        while len(self.views) > _KEPT:
            self.views.popitem(last=False)
        async with self.published:
            self.published.notify_all()
