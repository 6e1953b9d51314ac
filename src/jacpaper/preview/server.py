"""The preview's HTTP routes: its page and what the page requests."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from jacpaper.preview import page
from jacpaper.preview.guard import POLICY
from jacpaper.preview.session import PDF
from jacpaper.returned.package import MOST_BYTES
from jacpaper.writers.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request

    from jacpaper.preview.editor import Editor
    from jacpaper.preview.session import Session
    from jacpaper.writers.formats import Format

_NO_NUMBER = 10**9
_LONGEST_NAME = 200
_ASSETS = {path.name: path.read_bytes() for path in (Path(__file__).parent / "assets").glob("*.*")}
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# A browser's PDF viewer needs its own scripts and styles.
_PDF_POLICY = "frame-ancestors 'self'"


def application(session: Session, editor: Editor, token: str) -> Starlette:
    """Return the preview as an ASGI application."""
    handlers = _Handlers(session, editor, token)
    made = Starlette(
        routes=[
            Route("/", handlers.shell),
            Route("/paper", handlers.paper),
            Route("/pages", handlers.pages),
            Route("/view", handlers.view),
            Route("/events", handlers.events),
            Route("/lines/{version}/{position}", handlers.lines),
            Route("/files/{name}", handlers.file),
            Route("/returned", handlers.give, methods=["POST"]),
            Route("/returned/take", handlers.take, methods=["POST"]),
            Route("/returned/away", handlers.put_away, methods=["POST"]),
            Route("/assets/{name}", handlers.asset),
        ]
    )
    made.router.redirect_slashes = False  # /view/ is no address of ours
    return made


class _Handlers:
    """The request handlers."""

    def __init__(self, session: Session, editor: Editor, token: str) -> None:
        self.session, self.editor, self.token = session, editor, token

    async def shell(self, _: Request) -> Response:
        return HTMLResponse(page.shell(self.session.view, self.editor, self.token))

    async def paper(self, _: Request) -> Response:
        """The paper as the web page renders it, with the preview's marks."""
        html = page.framed(self.session.view)
        digest = hashlib.sha256(page.style_of(html).encode()).digest()
        allowed = f"style-src 'self' 'sha256-{base64.b64encode(digest).decode()}'"
        policy = POLICY.replace("script-src 'self'; style-src 'self'", allowed)
        return HTMLResponse(html, headers={"content-security-policy": policy})

    async def view(self, _: Request) -> Response:
        return JSONResponse(page.parts(self.session.view, self.editor))

    async def events(self, _: Request) -> Response:
        """Announce each new version; a slow browser skips those in between."""

        async def stream() -> AsyncIterator[str]:
            async for version in self.session.versions():
                yield ": still here\n\n" if version is None else f"data: {version}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def lines(self, request: Request) -> Response:
        """The lines behind a block."""
        version, position = (_number(request.path_params[n]) for n in ("version", "position"))
        view = self.session.views.get(version)
        if view is None or view.paper is None or position >= len(view.paper.blocks):
            return _missing()
        block = view.paper.blocks[position]
        shown = [(place, self.session.composer.lines(place)) for place in block.places]
        return HTMLResponse(page.lines(block, shown, self.editor))

    async def pages(self, _: Request) -> Response:
        """The PDF, to look at."""
        return await self._made(PDF, "inline", {"content-security-policy": _PDF_POLICY})

    async def file(self, request: Request) -> Response:
        """The paper in one of the formats, to keep."""
        paper = self.session.view.paper
        for form in FORMATS:
            if paper and request.path_params["name"] == f"{paper.document.stem}.{form.ending}":
                return await self._made(form, "attachment", {})
        return _missing()

    async def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            return _missing()
        return Response(_ASSETS[name], media_type=_TYPES[Path(name).suffix])

    async def give(self, request: Request) -> Response:
        """A Word file that came back; it is kept in memory only."""
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST_BYTES:
                words = "This file is larger than any paper. Give the Word file that came back.\n"
                return PlainTextResponse(words, 413, {"connection": "close"})
        await self.session.give(
            request.query_params.get("name", "")[:_LONGEST_NAME], bytes(content)
        )
        return Response(status_code=204)

    async def take(self, request: Request) -> Response:
        """Changes of the file to be written into the inputs: one by its number, or all."""
        which = request.query_params.get("take", "")
        changes = None if which == "all" else [_number(which)]
        await self.session.take(_number(request.query_params.get("of", "")), changes)
        return Response(status_code=204)

    async def put_away(self, _: Request) -> Response:
        await self.session.put_away()
        return Response(status_code=204)

    async def _made(self, form: Format, how: str, headers: Mapping[str, str]) -> Response:
        found = await self.session.file(form)
        if found is None:
            return HTMLResponse(page.no_file(form, (), "There is no paper yet."), 409)
        name, made = found
        if made.content is None:
            status = 409 if made.problems else 503
            return HTMLResponse(page.no_file(form, made.problems, made.failure), status)
        headers = {"content-disposition": f'{how}; filename="{name}"', **headers}
        return Response(made.content, media_type=form.media_type, headers=headers)


def _number(text: str) -> int:
    """Return a number of an address, as our own pages write it; one that is never there if not."""
    # Python refuses to read thousands of digits, and takes those of other scripts for ours.
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else _NO_NUMBER


def _missing() -> Response:
    return PlainTextResponse("There is nothing here.\n", 404)
