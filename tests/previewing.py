"""A preview of a project, started as a user would, and a real browser that looks at it."""

from __future__ import annotations

import re
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, ConsoleMessage, Frame, Locator, Page, Request, expect

from conftest import JACPAPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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


class Shown:
    """A page that shows a preview, as a reader sees it; what goes wrong in it is kept."""

    def __init__(self, browser: Browser, address: str, width: int = 1280) -> None:
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800})
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._requested)
        self.page.goto(address)
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
    place.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = place.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
    assert found["passes"]
    return [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]
