"""Refuse requests to the preview that do not come from its own pages.

A foreign page could let its own host name resolve to 127.0.0.1 (DNS rebinding), so the Host
header must be ours. It could send requests from the reader's browser, so an Origin or
Sec-Fetch-Site header of another site is refused. The content security policy lets our pages
load only our own files.

What writes needs more: the Origin header, which browsers send with every POST, and the token
that only this preview's page has. An older tab, of a preview of another project, has another.
"""

from __future__ import annotations

from secrets import compare_digest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'"
)
_METHODS = ("GET", "HEAD")
# What may be sent to.
SENDING = ("/returned", "/returned/take", "/returned/away")
_OLDER = "This page is of an earlier preview. Load it again."
TOKEN = "x-jacpaper-token"  # noqa: S105 - the name of a header


class Guard:
    """ASGI middleware: answers requests for the preview's own pages, and refuses all others."""

    def __init__(self, app: App, port: int, token: str) -> None:
        self.token = token.encode()
        self.app = app
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on to the application."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def sent(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                more = {**HEADERS, "content-security-policy": POLICY}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in more.items()
                        if name.encode() not in given
                    ),
                ]
            await send(message)

        if scope["type"] != "http":
            return  # the preview uses no web sockets
        if refusal := self._refusal(scope):
            await _refuse(sent, *refusal)
        else:
            await self.app(scope, receive, sent)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = given.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 421, "The preview answers to 127.0.0.1 and localhost only."
        origins = {f"http://{host}" for host in self.hosts}
        if not set(given.get("origin", [])) <= origins:
            return 403, "The preview answers its own pages only."
        if not set(given.get("sec-fetch-site", [])) <= {"same-origin", "none"}:
            return 403, "The preview answers its own pages only."
        if scope["method"] == "POST" and scope["path"] in SENDING:
            return None if self._may_send(given) else (403, _OLDER)
        if scope["method"] not in _METHODS:
            return 405, "The preview can only be read."
        return None

    def _may_send(self, given: dict[str, list[str]]) -> bool:
        tokens = given.get(TOKEN, [])
        has_token = len(tokens) == 1 and compare_digest(tokens[0].encode(), self.token)
        return has_token and len(given.get("origin", [])) == 1


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{words}\n".encode()})
