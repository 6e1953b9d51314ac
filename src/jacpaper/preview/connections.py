"""Close connections that ask for nothing, so that slow or idle clients hold nobody up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

# Seconds that a connection may be open without a whole request. A browser opens a new one
# whenever it needs one.
PATIENCE = 10
# Seconds in which a request follows where a browser opened the connection.
_NEW = 1
# More connections than any browser opens. One more closes the oldest of those that wait.
MOST = 100


class Connection(H11Protocol):
    """An HTTP connection that is closed if it brings no request, or others need its place."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock, and close another connection if there are too many."""
        super().connection_made(transport)
        self.waiting_since = self.loop.time()
        self.clock = self.loop.call_later(PATIENCE, self._look)
        # Several may come at once, before those that were closed are forgotten.
        others = [one for one in self.connections if isinstance(one, Connection)]
        others = [one for one in others if one is not self and not one.transport.is_closing()]
        if len(others) >= MOST:
            min(others, key=Connection.order_of_closing).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self.clock.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Give the rest of a request, whose head has come, as long as the head."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self.waiting_since = self.loop.time()

    def on_response_complete(self) -> None:
        """Wait for the next request from now on."""
        super().on_response_complete()
        self.waiting_since = self.loop.time()

    @property
    def is_waiting(self) -> bool:
        """True if no answer is being given: the request has not come, or not all of it."""
        cycle = self.cycle
        return cycle is None or cycle.response_complete or cycle.more_body

    def order_of_closing(self) -> tuple[bool, float]:
        """Return what sorts first those that have long waited, then the oldest of all."""
        is_new = self.loop.time() - self.waiting_since < _NEW
        return not self.is_waiting or is_new, self.waiting_since

    def _look(self) -> None:
        """Close the connection if it has waited too long, even where nobody reads what it says."""
        left = PATIENCE - (self.loop.time() - self.waiting_since) if self.is_waiting else PATIENCE
        if left <= 0:
            self.transport.abort()
        else:
            self.clock = self.loop.call_later(left, self._look)
