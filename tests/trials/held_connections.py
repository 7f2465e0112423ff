"""Hold connections of a running site in every wrong way, and ask pages meanwhile.

    python tests/trials/held_connections.py [--data DIR] [--half 200] [--flood 1100]

Serves the database of DIR with `unsc serve` on a free port. For each way (half a request; a byte of it a second; many
connections that send nothing; an answer that is never read; a body that never ends) it prints how many connections
are still open after 5, 15 and 45 seconds, and how long a reader's pages took meanwhile. One machine holds both ends, so
the files that a process may open are raised here and left as they are for the server.
"""

from __future__ import annotations

import argparse
import resource
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import hostile_values
from hostile_values import Request, ask

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Held: "


def connect(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), 3)
    except OSError:
        return None


def hold(port: int, count: int, said: bytes) -> list[socket.socket]:
    """So many connections, each with something sent."""
    held = [one for _ in range(count) if (one := connect(port)) is not None]
    for one in held:
        send(one, said)
    return held


def send(one: socket.socket, said: bytes) -> None:
    try:
        one.sendall(said)
    except OSError:
        return


def still_open(held: Sequence[socket.socket], reads: bool) -> int:
    """How many the server has not closed; where answers are not read, only a reset tells."""
    watch = select.poll()
    for one in held:
        watch.register(one, select.POLLHUP | select.POLLERR | (select.POLLRDHUP if reads else 0))
    return len(held) - len(watch.poll(0))


def observe(port: int, held: Sequence[socket.socket], drip: bytes, reads: bool) -> str:
    """Ask a page ten times a second, and count at 5, 15 and 45 seconds what is still open."""
    began, times, failed, left = time.monotonic(), [], 0, []
    next_drip = began
    for moment in (5, 15, 45):
        while time.monotonic() < began + moment:
            answer = ask(port, Request("/S/RES/2249(2015)"), timeout=5)
            times.append(answer.seconds)
            failed += answer.status != 200
            if drip and time.monotonic() >= next_drip:
                next_drip += 1
                for one in held:
                    send(one, drip)
            time.sleep(0.1)
        left.append(still_open(held, reads))
    ms = f"{statistics.median(times) * 1000:.0f} ms, worst {max(times) * 1000:.0f}"
    return f"open after 5, 15, 45 s: {left[0]}, {left[1]}, {left[2]} of {len(held)}; reader: {ms}, {failed} failed"


def never_read(port: int, count: int) -> list[socket.socket]:
    """Connections that ask for the whole database and take none of it."""
    held = []
    for _ in range(count):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(("127.0.0.1", port))
        send(one, b"GET /unsc.db HTTP/1.1\r\nHost: localhost\r\n\r\n")
        held.append(one)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--half", type=int, default=200)
    parser.add_argument("--flood", type=int, default=1_100)
    given = parser.parse_args()
    body = b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
    ways: dict[str, tuple[Callable[[int], list[socket.socket]], bytes, bool]] = {
        f"half a request, {given.half} times": (lambda port: hold(port, given.half, HEAD), b"", True),
        f"a byte a second, {given.half} times": (lambda port: hold(port, given.half, HEAD), b"x", True),
        f"nothing sent, {given.flood} times": (lambda port: hold(port, given.flood, b""), b"", True),
        "an answer never read, 50 times": (lambda port: never_read(port, 50), b"", False),
        "a body without end, 50 times": (lambda port: hold(port, 50, body), b"x", True),
    }
    for way, (begin, drip, reads) in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            server, port = started(given.data, Path(folder) / "log")
            held = begin(port)
            print(f"{way}: {observe(port, held, drip, reads)}", flush=True)
            for one in held:
                one.close()
            stop(server)


def started(data: Path, log: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The server with the usual 1,024 files; this process with more."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
    server, port = hostile_values.serve(data, log)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    return server, port


def stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    main()
