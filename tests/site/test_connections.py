"""Connections that are held open: each is closed in time, and no number of them keeps a reader out."""

from __future__ import annotations

import doctest
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import uvicorn

from scraper.site import connections
from scraper.site.connections import HttpConnection

PAGE = b"x" * 100

HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Held: "


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A page, or at /long more than any buffer holds."""
    body = PAGE * 500_000 if scope["path"] == "/long" else PAGE
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


class Quick(HttpConnection):
    """The same protocol in a hurry, for tests that take no longer than they must."""

    most, most_of_one = 20, 5
    request_seconds, answer_seconds, watch_seconds = 1.0, 1.5, 0.05


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off", **{**connections.SETTINGS, "http": Quick})
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started, 20)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def wait_until(happens: Callable[[], bool], seconds: float) -> bool:
    """Whether something happens within so many seconds."""
    deadline = time.monotonic() + seconds
    while not happens() and time.monotonic() < deadline:
        time.sleep(0.02)
    return happens()


def connect(port: int, said: bytes = b"") -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), 5)
    one.sendall(said)
    return one


def is_closed(one: socket.socket) -> bool:
    """Whether the other end has gone; what it may have said before is thrown away."""
    one.setblocking(False)
    try:
        while one.recv(65_536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def read_page(port: int) -> bytes:
    with connect(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") as one:
        said = b""
        while more := one.recv(65_536):
            said += more
    return said


def drip(one: socket.socket, seconds: float) -> bool:
    """Send a byte now and then; whether the other end went away within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            one.sendall(b"x")
        except OSError:
            return True
        if is_closed(one):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("said", [b"", b"G", HALF, b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx"])
def test_a_request_that_does_not_end_is_not_waited_for(port: int, said: bytes) -> None:
    with connect(port, said) as one:
        assert wait_until(lambda: is_closed(one), 10)


def test_bytes_that_come_one_by_one_win_no_time(port: int) -> None:
    body = b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
    for said in (HALF, body):
        with connect(port, said) as one:
            assert drip(one, 10)


def test_nor_do_they_on_a_connection_that_was_answered_before(port: int) -> None:
    with connect(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") as one:
        assert one.recv(1000).startswith(b"HTTP/1.1 200 OK")
        one.sendall(HALF)
        assert drip(one, 10)


def test_a_connection_that_is_used_stays(port: int) -> None:
    with connect(port) as one:
        for _ in range(10):
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            said = b""
            while PAGE not in said:
                said += one.recv(1000)
            time.sleep(0.15)


def test_an_answer_that_nobody_takes_is_given_up(port: int) -> None:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(("127.0.0.1", port))
        one.sendall(b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n")
        watch = select.poll()
        watch.register(one, select.POLLHUP | select.POLLERR)
        assert watch.poll(10_000)


def test_an_answer_that_is_taken_slowly_comes_whole(port: int) -> None:
    with connect(port, b"GET /long HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") as one:
        taken, began = 0, time.monotonic()
        while more := one.recv(1_000_000):
            taken += len(more)
            time.sleep(0.03)
    assert time.monotonic() - began > 1
    assert taken > 500_000 * len(PAGE)


def test_readers_get_in_however_many_connections_wait(port: int) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(connect(port, HALF)) for _ in range(Quick.most * 3)]
        for _ in range(5):
            assert read_page(port).startswith(b"HTTP/1.1 200 OK")
        assert sum(not is_closed(one) for one in held) <= Quick.most


def test_one_client_cannot_take_the_room_of_all(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "origin", lambda client, _proxies: client)
    with ExitStack() as stack:
        held = [stack.enter_context(connect(port, HALF)) for _ in range(Quick.most_of_one * 3)]
        assert read_page(port).startswith(b"HTTP/1.1 200 OK")
        assert sum(not is_closed(one) for one in held) <= Quick.most_of_one


def test_where_all_are_being_answered_one_more_is_told_so(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Quick, "most", 0)
    with connect(port) as one:
        assert one.recv(1000).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("mine.example", False),
    ],
)
def test_who_can_reach_the_site_is_said_where_it_is_not_only_this_machine(host: str, private: bool) -> None:
    assert connections.is_own_machine(host) == private
    for sql in (True, False):
        said = connections.say_reach(host, sql=sql)
        assert bool(said) != private
        if said:
            assert f"Everyone who can reach {host} over the network" in said
            assert ("SQL is off" in said) != sql


def test_the_examples_hold() -> None:
    assert doctest.testmod(connections).failed == 0
