"""Below a request: every wait goes by one clock, and every byte that comes is counted.

The time-outs of requests hold for one wait at a time: a host that sends a byte a second, in its headers, its body or
what comes after a body, is never late. So each read from the socket waits no longer than what the whole request has
left, and stops where more comes than an answer may have, whatever lengths and chunks are stated.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from scraper.errors import UpstreamError
from scraper.upstream.download import OutOfTime, TryFailed, WrongAnswer
from scraper.upstream.headers import read_integer
from scraper.upstream.meter import PIECE, unpack

CONNECT, IDLE = 20.0, 120.0
"""Seconds to connect, and to wait for the next bytes: documents.un.org takes up to half a minute for a look-up."""

ROOM = 8 << 20
"""Bytes an answer may have beside its body: headers, and the marks between chunks."""

BROKEN = (requests.RequestException, HTTPError, OSError, ValueError, EOFError, zlib.error)
"""What a connection or an answer may end in: requests lets some errors of what it stands on through."""


class Budget:
    """What one request may take: seconds on the clock, tries and redirects included, and bytes of an answer."""

    def __init__(self, seconds: float, size: int, idle: float = IDLE) -> None:
        """The clock runs from now; `size` is what the body may have, `idle` the seconds until the next bytes."""
        self.seconds, self._until, self.idle = seconds, time.monotonic() + seconds, idle
        self._most = self._bytes = size + size // 8 + ROOM

    def begin_answer(self) -> None:
        """Another answer is asked for: its bytes are counted anew."""
        self._bytes = self._most

    @property
    def left(self) -> float:
        """Seconds until the time is over."""
        return self._until - time.monotonic()

    def wait(self, longest: float) -> float:
        """How many seconds may be waited now. Raises TimeoutError where none are left."""
        if self.is_late:
            raise TimeoutError("no time is left for this request")
        return min(longest, max(self.left, 0.001))

    def count(self, size: int) -> None:
        """So many bytes have come. Raises OSError where they are too many."""
        self._bytes -= size
        if self._bytes < 0:
            raise OSError("more bytes came than an answer may have")

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        return self.left <= 0

    @property
    def is_spent(self) -> bool:
        """Whether more bytes came than an answer may have."""
        return self._bytes < 0


_budget: ContextVar[Budget] = ContextVar("budget")


@contextmanager
def within(budget: Budget) -> Iterator[None]:
    """Answers that begin while the block runs go by this budget, to their last byte."""
    token = _budget.set(budget)
    try:
        yield
    finally:
        _budget.reset(token)


class _Timed(io.RawIOBase):
    """What comes from a socket, within a budget."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, budget: Budget) -> None:
        self._sock, self._raw, self._budget = sock, raw, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        self._sock.settimeout(self._budget.wait(self._budget.idle))
        size = self._raw.readinto(buffer)
        self._budget.count(size or 0)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp = io.BufferedReader(_Timed(sock, self.fp.detach(), _budget.get()))


class _BudgetedConnection(HTTPConnection):
    response_class = _Response


class _BudgetedSafeConnection(HTTPSConnection):
    response_class = _Response


class _BudgetedPool(HTTPConnectionPool):
    ConnectionCls = _BudgetedConnection


class _BudgetedSafePool(HTTPSConnectionPool):
    ConnectionCls = _BudgetedSafeConnection


class TimedAdapter(HTTPAdapter):
    """What a session of requests sends by, so that answers keep within the budget they are asked for under."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Make the pools of connections, of the kind above."""
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _BudgetedPool, "https": _BudgetedSafePool}

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        """The same where a proxy stands between."""
        manager = super().proxy_manager_for(proxy, **more)
        manager.pool_classes_by_scheme = {"http": _BudgetedPool, "https": _BudgetedSafePool}
        return manager


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """The body, piece by piece; one that was compressed, though we asked for it as it is, is unpacked piece by piece.

    Raises WrongAnswer where it is packed in a way that is not known, zlib.error and EOFError where that is damaged.
    """
    packed = response.raw.stream(PIECE, decode_content=False)
    how = response.headers.get("Content-Encoding", "").strip().lower()
    if how in ("", "identity"):
        return packed
    if how in ("gzip", "x-gzip", "deflate"):
        return unpack(packed)
    raise WrongAnswer("the answer is packed in a way that was not asked for", status=response.status_code)


def read_body(response: requests.Response, limit: int, budget: Budget) -> Iterator[bytes]:
    """The body, bit by bit; raises where it is cut short, too large, or does not come to an end."""
    length, taken = stated_length(response), 0
    if length is not None and length > limit:
        raise UpstreamError(f"{response.url} would be {length:,} bytes; at most {limit:,} are taken.")
    try:
        for chunk in _pieces(response):
            taken += len(chunk)
            if taken > limit or budget.is_spent:
                raise UpstreamError(f"{response.url} sends more than {limit:,} bytes; it is not taken.")
            if budget.is_late:
                raise _out_of_time(budget)
            yield chunk
    except BROKEN as error:
        raise what_failed(error, budget, response.status_code) from error
    if length is not None and response.raw.tell() != length:  # urllib3 checks this itself only since version 2
        raise WrongAnswer(f"the answer was cut short: {response.raw.tell():,} of {length:,} bytes came", status=200)


def what_failed(error: Exception, budget: Budget, status: int = 0) -> TryFailed:
    """What went wrong on the wire, before an answer began (no `status`) or in the midst of it."""
    if budget.is_late:
        return _out_of_time(budget)
    if budget.is_spent:
        return WrongAnswer("the answer has far more bytes than it should", status)
    return WrongAnswer(describe(error), status) if status else TryFailed(describe(error))


def _out_of_time(budget: Budget) -> OutOfTime:
    return OutOfTime(f"the answer was not whole after {budget.seconds:.0f} seconds")


def stated_length(response: requests.Response) -> int | None:
    """The Content-Length; None where there is none that is a number."""
    return read_integer(response.headers.get("Content-Length", ""))


def describe(error: Exception) -> str:
    """What went wrong on the wire, for a person: `the connection is refused`."""
    said = repr(error)
    if "NameResolution" in said or "getaddrinfo" in said or "Name or service" in said:
        return "the name of the host cannot be found (is this machine online?)"
    if "IncompleteRead" in said or isinstance(error, EOFError):
        return "the answer was cut short"
    if "refused" in said:
        return "the connection is refused"
    if isinstance(error, requests.exceptions.SSLError):
        return "the host's certificate is not accepted"
    if isinstance(error, zlib.error):
        return "the answer was packed and is damaged"
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return "the host does not answer in time"
    return "the connection broke off"
