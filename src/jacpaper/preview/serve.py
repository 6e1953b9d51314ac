"""The live preview's server, on localhost only."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import secrets
import signal
import socket
from typing import TYPE_CHECKING

import uvicorn

from jacpaper.preview.connections import PATIENCE, Connection
from jacpaper.preview.guard import Guard
from jacpaper.preview.server import application
from jacpaper.preview.session import Session
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from jacpaper.preview.editor import Editor
    from jacpaper.preview.returned import Returned

# How many ports to try, beginning with the requested one.
_PORTS = 20


def run(  # noqa: PLR0913, PLR0917 - what is shown, where, to whom
    editor: Editor,
    meeting: date | None,
    port: int,
    ready: Callable[[str, int], None],
    returned: Returned | None = None,
    item: str = "",
) -> None:
    """Show the paper of a meeting (None: the newest) until interrupted.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.
    `returned` is a Word file that came back, to begin with.
    `ready` is called with the page's address and port once the server answers.

    Raises:
        MachineError: no port is free.
    """
    with _listening(port) as listener:
        session = functools.partial(Session, editor.project.absolute(), meeting, returned, item)
        asyncio.run(_serve(session, editor, listener, ready))


async def _serve(
    begin: Callable[[], Session],
    editor: Editor,
    listener: socket.socket,
    ready: Callable[[str, int], None],
) -> None:
    session = begin()
    port = int(listener.getsockname()[1])
    token = secrets.token_urlsafe()
    server = _Server(
        uvicorn.Config(
            Guard(application(session, editor, token), port, token),
            access_log=False,
            log_level="critical",
            http=Connection,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=PATIENCE,
            ws="none",
        )
    )
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    keeping = asyncio.create_task(session.run())
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        begun = asyncio.create_task(session.begun.wait())
        await asyncio.wait({begun, keeping, serving}, return_when=asyncio.FIRST_COMPLETED)
        ready(f"http://127.0.0.1:{port}/", port)
        waiting = asyncio.create_task(ended.wait())
        await asyncio.wait({waiting, keeping, serving}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    finally:
        server.should_exit = True
        await session.end()
        await asyncio.to_thread(session.worker.close)
        done = keeping.done()
        keeping.cancel()
        await asyncio.wait({keeping, serving})
    if done:
        keeping.result()


class _Server(uvicorn.Server):
    """Does not handle signals: `_serve` does, because it must stop more than the server."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Yield a socket that listens on localhost, on the port or on the next free one."""
    for number in range(port, min(port + _PORTS, 65536)):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", number))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
        else:
            with listener:
                yield listener
            return
    raise MachineError(
        f"no port from {port} to {port + _PORTS - 1} is free", "name another with --port"
    )
