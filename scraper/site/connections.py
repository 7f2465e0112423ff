"""The connections of `unsc serve`: none waits for ever, and no number of them keeps readers out.

uvicorn bounds only how long a connection may be idle after its first answer. 200 connections that sent half a request
stayed for ever, and 1,100 took every file the process may open, so that no reader got in. Here a client has ten
seconds to send a request, must take its answer at a pace, and where there is no room left the connections that wait
longest give way. Neither hypercorn 0.18 nor granian 2.8 bounds the number of connections or the time an answer takes,
so this is uvicorn's own protocol with a watch over it.

A proxy in front should hold the same limits, for it meets the clients: nginx `client_header_timeout 10s;
keepalive_timeout 5s; send_timeout 30s; client_max_body_size 1k; limit_conn` by `$binary_remote_addr`; Caddy `servers {
timeouts { read_header 10s; idle 5s; write 10m } }`. Name a proxy that is not on this machine in FORWARDED_ALLOW_IPS.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Collection
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 10
"""So long may a client take to send a request, from the first moment or the last answer to its last byte."""

ANSWER_SECONDS, ANSWER_BYTES = 30, 30_000
"""In every so many seconds a client takes at least so many bytes of an answer, or the rest: 1 kB a second."""

WATCH_SECONDS = 1
"""How often a connection is looked at."""

BACKLOG = 128
"""So many connections are accepted in one go, before any of them is counted."""


def most_connections(files: int) -> int:
    """How many connections there may be at once where the process may open so many files.

    Room is left for the connections of one go and for the database.

    >>> most_connections(1024), most_connections(256), most_connections(-1)
    (768, 128, 1000)
    """
    return min(1_000, max(files - 2 * BACKLOG, files // 2)) if files > 0 else 1_000


class HttpConnection(H11Protocol):
    """uvicorn's connection, watched."""

    most = most_connections(os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else 512)
    """Connections of all clients."""

    most_of_one = 100
    """Connections of one client; a proxy's and those from this machine are not counted, each may stand for many."""

    request_seconds: float = REQUEST_SECONDS
    answer_seconds: float = ANSWER_SECONDS
    watch_seconds: float = WATCH_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch, once there is room."""
        super().connection_made(transport)
        self.waits_since = self.taken_at = self.loop.time()
        self.unsent = 0
        self.origin = origin(self.client[0] if self.client else "", self.config.forwarded_allow_ips)
        self.watch = self.loop.call_later(self.watch_seconds, self._look)
        everyone = cast("set[HttpConnection]", self.connections)
        mine = [one for one in everyone if one.origin == self.origin] if self.origin else []
        if not (self._find_room(everyone, self.most) and self._find_room(mine, self.most_of_one)):
            transport.write(_NO_ROOM)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no longer."""
        self.watch.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """An answer is written; the time for the next request begins."""
        self.waits_since = self.loop.time()
        super().on_response_complete()

    def resume_writing(self) -> None:
        """The client took what was waiting for it."""
        self.taken_at = self.loop.time()
        super().resume_writing()

    @property
    def waits(self) -> bool:
        """Whether it is the client's turn: to send a request, or to take an answer."""
        return self.cycle is None or self.cycle.response_complete or self.flow.write_paused

    def _look(self) -> None:
        """Close the connection if its client takes too long."""
        now = self.loop.time()
        asked = self.cycle is not None and not self.cycle.response_complete
        if self._is_stuck(now):
            self._drop()
        elif not asked and now - self.waits_since > self.request_seconds:
            self.transport.close()  # what is not taken yet is still sent, under this watch
        self.watch = self.loop.call_later(self.watch_seconds, self._look)

    def _drop(self) -> None:
        """Close at once, with a reset: otherwise the kernel keeps what was not taken."""
        self.connections.discard(self)
        with suppress(OSError):
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()

    def _is_stuck(self, now: float) -> bool:
        left = self.transport.get_write_buffer_size()
        if left == 0 or left <= self.unsent - ANSWER_BYTES:
            self.unsent, self.taken_at = left, now
        self.unsent = max(self.unsent, left)
        return left > 0 and now - self.taken_at > self.answer_seconds

    def _find_room(self, among: Collection[HttpConnection], most: int) -> bool:
        """Whether one more is not too many; if it is, an eighth of those that wait give way, the longest first.

        Those that still take an answer come last. Not one at a time: sorting them for each of a flood would be slow.
        """
        if len(among) <= most:
            return True
        waiting = sorted(
            (one for one in among if one.waits and one is not self),
            key=lambda one: (one.transport.get_write_buffer_size() > 0, one.waits_since),
        )
        for one in waiting[: len(waiting) // 8 + 1]:
            one._drop()
        return bool(waiting)


_AT_ONCE = struct.pack("ii", 1, 0)

_NO_ROOM = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\nretry-after: 5\r\n"
    b"connection: close\r\n\r\nToo many readers are here at once. Try again in a few seconds.\n"
)


def origin(client: str, proxies: list[str] | str | None) -> str:
    """What a client's connections are counted under: its address, or its network in IPv6; "" where not counted.

    >>> origin("192.0.2.7", "127.0.0.1"), origin("::ffff:192.0.2.7", None), origin("2001:db8::7:1", None)
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64')
    >>> origin("127.0.0.1", None), origin("10.0.0.9", "10.0.0.0/8"), origin("192.0.2.7", "*"), origin("", None)
    ('', '', '', '')
    """
    try:
        read = ip_address(client)
    except ValueError:
        return ""
    address = (read.ipv4_mapped if isinstance(read, IPv6Address) else None) or read
    named = proxies.split(",") if isinstance(proxies, str) else proxies or []
    if address.is_loopback or any(_covers(proxy.strip(), address) for proxy in named):
        return ""
    return str(address if address.version == 4 else ip_network((int(address), 64), strict=False))


def _covers(proxy: str, address: IPv4Address | IPv6Address) -> bool:
    try:
        return proxy == "*" or address in ip_network(proxy, strict=False)
    except ValueError:
        return False


def is_own_machine(host: str) -> bool:
    """Whether only this machine can ask an address: then its owner is the only visitor.

    >>> is_own_machine("127.0.0.1"), is_own_machine("localhost"), is_own_machine("0.0.0.0")
    (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def say_reach(host: str, *, sql: bool) -> str:
    """What it means to serve on this address, in a few sentences; "" where only this machine can reach it."""
    if is_own_machine(host):
        return ""
    asking = ", and ask it in SQL, within bounds" if sql else "; SQL is off"
    return (
        f"Everyone who can reach {host} over the network can read this site, unencrypted{asking}."
        " For the public, keep --host 127.0.0.1 and put a proxy with TLS in front of it."
    )


SETTINGS: dict[str, Any] = {"http": HttpConnection, "ws": "none", "backlog": BACKLOG, "server_header": False}
"""What uvicorn is to be told."""
