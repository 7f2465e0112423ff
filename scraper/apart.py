"""Work on untrusted bytes in a process of its own, so that what breaks it, or makes it eat memory or time, costs one
error.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from scraper.errors import WrongContent

SECONDS = 20
MEMORY = 256_000_000
"""What the process may take on top of what it starts with."""

_FAILED, _DONE = b"!", b"="


def work_apart(work: Callable[..., bytes], *given: bytes | str, most: int, failing: str) -> bytes:
    """What `work`, a function of a module, makes of what it is given.

    Raises WrongContent as it does; and, in a sentence that begins with `failing` ("This PDF broke its reader, or took
    it"), where it dies, has no answer in SECONDS, or one of more than `most` bytes.
    """
    context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_answer, args=(work, given, sender), daemon=True)  # type: ignore[attr-defined]
    worker.start()
    sender.close()
    try:
        answer: bytes | None = receiver.recv_bytes(most + 1) if receiver.poll(SECONDS) else None
    except (EOFError, OSError):
        answer = None
    finally:
        worker.kill()
        worker.join()
        receiver.close()
    if answer is None:
        raise WrongContent(f"{failing} more than {SECONDS} seconds or {MEMORY // 1_000_000} MB.")
    if answer.startswith(_FAILED):
        raise WrongContent(answer[1:].decode())
    return answer[1:]


def _may_fork() -> bool:
    """Whether a process may fork: on Linux, and where no other thread holds a lock that the new one would wait for."""
    return sys.platform == "linux" and threading.active_count() == 1


def _answer(work: Callable[..., bytes], given: tuple[bytes | str, ...], sender: Connection) -> None:
    """In the process: `=` and what came of the work, or `!` and a sentence."""
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says when it dies helps nobody
    _limit_memory()
    try:
        sender.send_bytes(_DONE + work(*given))
    except WrongContent as error:
        sender.send_bytes(_FAILED + str(error).encode())


def _limit_memory() -> None:
    """Where the system knows how much this process has (Linux), hold it to MEMORY more."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
