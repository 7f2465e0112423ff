"""A server in a process of its own, for trials: started, asked, measured, stopped."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RUN = """
import sys
from pathlib import Path
from scraper.site.server import open_door, run
run(open_door(Path(sys.argv[1]), sql=True), '127.0.0.1', int(sys.argv[2]))
"""


@contextmanager
def serving(database: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`unsc serve` over a database; the port, and the process, which is stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", RUN, str(database), str(port)])
    try:
        _wait(port)
        yield port, process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def _wait(port: int) -> None:
    for _ in range(300):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    sys.exit("The site did not start.")


def ask(port: int, path: str) -> int | str:
    """The status of an answer that was read to its end, or what went wrong."""
    return fetch(port, path)[0]


def fetch(port: int, path: str) -> tuple[int | str, bytes]:
    """Status and body of an answer, on a connection of its own; for a status, what went wrong where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__, b""
    finally:
        connection.close()


def memory(pid: int) -> str:
    """What a process has in memory now, and had at most."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return "unknown"
    now, most = (int(re.search(rf"{name}:\s+(\d+)", status)[1]) // 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[index]
    return f"{now} MB, at most {most} MB"


def temporary(pid: int) -> float:
    """Megabytes of the process's open files that have no name any more: SQLite's temporary ones."""
    size = 0
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                if os.readlink(file).endswith("(deleted)"):
                    size += os.stat(file).st_size
    return size / 1e6
