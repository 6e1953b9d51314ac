"""One preview from start to end: watch the files, compose the paper, notify the browsers."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from jacpaper.preview import returned
from jacpaper.preview.view import Composer, View, next_view
from jacpaper.preview.worker import Made, Worker
from jacpaper.problems import in_order
from jacpaper.writers.formats import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date
    from pathlib import Path

    from jacpaper.preview.returned import Returned
    from jacpaper.preview.view import ShownPaper
    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Format

# What is shown page by page.
PDF = BY_ENDING["pdf"]
# Milliseconds: how long to wait for more saves after one, and the longest wait in total.
_STEP, _AT_MOST = 15, 60
# Seconds without a save after which the PDF is made without a request.
PAUSE = 2.0
# How many older views are kept for slow browsers.
_KEPT = 20
# Milliseconds between checks whether the watched folders were replaced.
_LOOK = 500


class Session:
    """The state of a preview, and the tasks that update it when files change."""

    def __init__(
        self,
        project: Path,
        meeting: date | None,
        file: Returned | None = None,
        item: str = "",
    ) -> None:
        self.project, self.item = project, item
        self.returned = file
        self.composer = Composer(project, meeting, item)
        self.worker = Worker()
        self.view = View()
        self.views: OrderedDict[int, View] = OrderedDict()
        self.made: dict[Format, tuple[Document, Made]] = {}
        self.making = asyncio.Lock()
        # Papers are composed one at a time: the one that is shown, and those that a review tries.
        self.composing = asyncio.Lock()
        self.begun = asyncio.Event()
        self.saved = asyncio.Event()
        self.published = asyncio.Condition()
        self.ended = asyncio.Event()
        self.readers = 0

    async def run(self) -> None:
        """Compose the paper at each save, until cancelled."""
        await self._compose()
        self.begun.set()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch())
            tasks.create_task(self._keep_up())

    async def end(self) -> None:
        """End the event stream of every browser."""
        self.ended.set()
        async with self.published:
            self.published.notify_all()

    async def versions(self) -> AsyncIterator[int | None]:
        """Yield the newest version, now and after each change; None as a keep-alive in between."""
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
        """Return the last good paper's name and file in a format; make it if it is not cached."""
        paper = self.view.paper
        if paper is None:
            return None
        name = f"{paper.document.stem}.{form.ending}"
        return name, await self._make(form, paper)

    async def give(self, name: str, content: bytes) -> None:
        """Show what was changed in a Word file that came back, in place of any other."""
        self.returned = await asyncio.to_thread(returned.opened, name, content)
        await self._republish()
        self.saved.set()

    async def take(self, number: int, changes: Sequence[int] | None) -> None:
        """Take changes of the review with this number; None stands for all that can be taken."""
        async with self.composing:
            file, paper = self.returned, self.view.paper
            if file is None or paper is None:
                return
            said: tuple[str, ...] = (returned.CHANGED_MEANWHILE,)
            if file.number == number:
                said = await asyncio.to_thread(
                    returned.take, file, self.project, paper.meeting, changes, self.item
                )
            if self.returned is file:
                self.returned = replace(file, said=said)
        await self._republish()
        self.saved.set()

    async def put_away(self) -> None:
        """Show no returned file."""
        self.returned = None
        await self._republish()

    async def _republish(self) -> None:
        """Publish the view with the returned file as it is now."""
        await self._publish(replace(self.view, version=self.view.version + 1))

    async def _make(self, form: Format, paper: ShownPaper) -> Made:
        document = paper.document
        async with self.making:
            of, made = self.made.get(form, (None, None))
            if made is None or of is not document:
                made = await asyncio.to_thread(self.worker.make, form, document, paper.look)
                if not made.failure:
                    self.made[form] = (document, made)
            return made

    async def _watch(self) -> None:
        """Watch for files and folders that are changed, replaced, added or removed."""
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
                    # If a folder was removed or replaced, start watching again.
                    if self._watched() != there:
                        break
            except OSError:
                await asyncio.sleep(_LOOK / 1000)
            except RuntimeError:  # the system's limit of watched folders is reached
                polling = True
            self.saved.set()

    def _watched(self) -> dict[Path, int]:
        """Return the existing folders to watch, each with its inode number."""
        named = [self.project / "inputs", self.project / "templates"]
        # The template's folder may be a symbolic link.
        folders = {*named, *(one.path for one in self.composer.folders())}
        found = {folder: folder.stat().st_ino for folder in sorted(folders) if folder.is_dir()}
        return found or {self.project: 0}

    async def _keep_up(self) -> None:
        """Compose after each save; after a pause, try whether the PDF can be made."""
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
        async with self.composing:
            view = await asyncio.to_thread(next_view, self.view, self.composer, made)
            if view.broken and self.saved.is_set():
                return  # perhaps half saved: wait for the next save
            if self.returned:
                self.returned = self.returned.outdated()
            await self._publish(replace(view, version=self.view.version + 1))
            await self._review(view)

    async def _review(self, view: View) -> None:
        """Compare the returned file with the paper as it is now."""
        file = self.returned
        if file is None or view.broken or view.paper is None:
            return
        found = await asyncio.to_thread(
            returned.reviewed, file, self.project, view.paper.meeting, self.item
        )
        if self.returned is file:
            self.returned = replace(found, number=self.view.version + 1)
            await self._republish()

    async def _after_pause(self) -> None:
        view = self.view
        if view.paper is None or view.broken or not self.readers:
            return
        made = await self._make(PDF, view.paper)
        more = in_order([*view.problems, *made.problems])
        if self.view is view and more != view.problems:
            await self._publish(replace(view, version=view.version + 1, problems=more))

    async def _publish(self, view: View) -> None:
        self.view = view = replace(view, returned=self.returned)
        self.views[view.version] = view
        while len(self.views) > _KEPT:
            self.views.popitem(last=False)
        async with self.published:
            self.published.notify_all()
