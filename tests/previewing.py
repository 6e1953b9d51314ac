"""A preview of a project, started as a user would, and a real browser that looks at it."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, ConsoleMessage, Frame, Locator, Page, Request, expect

import validators
from conftest import JACPAPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from conftest import Project

expect.set_options(timeout=15_000)


@dataclass
class Preview:
    """A preview that runs, and where."""

    process: subprocess.Popen[str]
    said: str
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def end(self) -> tuple[int, str]:
        """End it with Ctrl-C; return its exit code and what else it said."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=20)
        return self.process.returncode, rest


@contextmanager
def preview(
    folder: Path, *arguments: str, port: int = 8850, program: Sequence[str] = (str(JACPAPER),)
) -> Iterator[Preview]:
    """Start a preview of the project in the folder, and end it afterwards."""
    process = subprocess.Popen(
        [*program, "preview", "--port", str(port), *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = ""
        assert process.stdout
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", said)):
            line = process.stdout.readline()
            assert line, said
            said += line
        yield Preview(process, said, int(found[1]))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


class Kept:
    """A preview that several tests look at, each of which finds the files as they were at first."""

    def __init__(self, running: Preview, project: Project) -> None:
        self.running, self.project = running, project
        self.files = self._files()
        self.shown = self._shown()

    def put_back(self) -> None:
        """Put all files back, and wait until the preview shows no others and no Word file."""
        shutil.rmtree(self.project.folder / "build", ignore_errors=True)
        for path in self._files().keys() - self.files.keys():
            path.unlink()
        for path, content in self.files.items():
            if path.read_bytes() != content:
                path.write_bytes(content)
        ours = re.search('data-token="([^"]+)"', self._answer(""))
        assert ours
        address = self.running.address.rstrip("/")
        sent = {"X-Jacpaper-Token": ours[1], "Origin": address, "Sec-Fetch-Site": "same-origin"}
        self._answer("returned/away", sent, "POST")
        end = time.monotonic() + 20
        while self._shown() != self.shown:
            assert time.monotonic() < end, "the preview does not show the files as they were"
            time.sleep(0.02)

    def _shown(self) -> tuple[str, str]:
        return self._answer("paper"), json.loads(self._answer("view"))["problems"]

    def _files(self) -> dict[Path, bytes]:
        return {one: one.read_bytes() for one in self.project.folder.rglob("*") if one.is_file()}

    def _answer(
        self, name: str, sent: Mapping[str, str] = MappingProxyType({}), method: str = "GET"
    ) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.running.port, timeout=20)
        connection.request(method, f"/{name}", headers=dict(sent))
        said = connection.getresponse().read().decode()
        connection.close()
        return said


class Shown:
    """A page that shows a preview, as a reader sees it; what goes wrong in it is kept."""

    def __init__(self, browser: Browser, address: str, width: int = 1280) -> None:
        self.address = address
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800})
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._requested)
        self._load()

    def anew(self, address: str = "", width: int = 1280) -> Shown:
        """Look again, as in a new page, which would take a browser three times as long."""
        self.address = address or self.address
        self.wrong.clear()
        self.asked.clear()
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        self._load()
        return self

    def leave(self) -> None:
        """Show nothing, so that no preview has a reader; what goes wrong by that is not kept."""
        wrong = [*self.wrong]
        self.page.goto("about:blank")
        self.wrong[:] = wrong

    def _load(self) -> None:
        self.page.goto(self.address)
        self.block("").first.wait_for()

    @property
    def frame(self) -> Frame:
        frame = self.page.frame("paper")
        assert frame
        return frame

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    @property
    def problems(self) -> Locator:
        return self.page.locator("#problems").locator("li.error, li.warning")

    @property
    def lines(self) -> Locator:
        return self.page.locator("#lines .open")

    def block(self, text: str) -> Locator:
        return self.frame.locator("[data-block]", has_text=text)

    def says(self, text: str) -> None:
        """Wait until the paper says so."""
        expect(self.block(text).first).to_be_visible()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def _requested(self, request: Request) -> None:
        self.asked.append(request.url)


def axe(place: Frame) -> list[tuple[str, str]]:
    """Return what axe finds in a frame: the rule and the element."""
    found = validators.axe(place, {})
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]
