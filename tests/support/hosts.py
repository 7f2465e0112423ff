"""A small web server that stands for all hosts, for tests of what asks them.

`Hosts.says(url, reply, ...)` sets what an address answers: the replies in turn, the last one for ever. A reply is the
body (bytes), a status (int), a Reply, or a function of the request's headers that makes one.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """One answer; `cut` sends that many bytes of the body and hangs up.

    `raw` is sent as it is in place of all this, and then `drip`, a byte every tenth of a second, over and over.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    raw: bytes = b""
    drip: bytes = b""


Said = bytes | int | Reply | Callable[[Mapping[str, str]], Reply]


class Hosts:
    """The server; `asked` has each request's real address in order, `seen` its headers."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Said]] = {}
        self.asked: list[str] = []
        self.seen: list[Mapping[str, str]] = []
        self.lock = threading.Lock()
        self.mirror = ""

    def says(self, url: str, *replies: Said) -> None:
        self.replies[url] = list(replies)

    def documents_asked(self) -> list[str]:
        return [url for url in self.asked if not url.endswith("/robots.txt")]

    def answer(self, url: str, headers: Mapping[str, str]) -> Reply:
        with self.lock:
            self.asked.append(url)
            self.seen.append(headers)
            queue = self.replies.get(url, [404])
            said = queue.pop(0) if len(queue) > 1 else queue[0]
        if callable(said):
            said = said(headers)
        if isinstance(said, int):
            said = Reply(status=said)
        return Reply(said) if isinstance(said, bytes) else said


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hosts: Hosts

    def do_GET(self) -> None:
        reply = self.hosts.answer("https:/" + self.path, {k.lower(): v for k, v in self.headers.items()})
        if reply.raw:
            self.send_raw(reply)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.status == 304:
            return
        self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
        if reply.cut is not None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    def send_raw(self, reply: Reply) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.write(reply.raw)
            for byte in itertools.islice(itertools.cycle(reply.drip), 300):
                time.sleep(0.1)
                self.wfile.write(bytes([byte]))

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that hangs up is no error here."""


@contextlib.contextmanager
def hosts_running() -> Iterator[Hosts]:
    """A server that runs while the block does."""
    hosts = Hosts()
    server = Server(("127.0.0.1", 0), type("BoundHandler", (Handler,), {"hosts": hosts}))
    hosts.mirror = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield hosts
    finally:
        server.shutdown()
        server.server_close()
