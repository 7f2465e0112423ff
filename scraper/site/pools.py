"""Connections to one file of the database, each used by one question at a time, in threads of their own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from queue import Empty, LifoQueue
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class Pool:
    """A few connections and as many threads. One that is used again has the pages of the file it read last at hand."""

    def __init__(self, connections: Sequence[sqlite3.Connection], executor: Executor) -> None:
        """Take over connections that any thread may use, and an executor of no more threads than there are of them."""
        self._all = tuple(connections)
        self._executor = executor
        self._lock = Lock()
        self._closed = False
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        for conn in connections:
            self._idle.put(conn)

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """What the question answers, run in a thread of the pool; what it raises is raised."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._answer, question)

    def _answer(self, question: Callable[[sqlite3.Connection], T]) -> T:
        conn = self._idle.get()
        try:
            return question(conn)
        finally:
            self._give_back(conn)

    def _give_back(self, conn: sqlite3.Connection) -> None:
        with self._lock:
            if self._closed:
                conn.close()
            else:
                self._idle.put(conn)

    def close(self) -> None:
        """Interrupt what is under way and close every connection, each as soon as nobody uses it; never waits.

        Closing one that runs would wait for its statement, and all of Python with it.
        """
        with self._lock:
            self._closed = True
            for conn in self._all:
                with suppress(sqlite3.ProgrammingError):
                    conn.interrupt()
            with suppress(Empty):
                while True:
                    self._idle.get_nowait().close()
        self._executor.shutdown(wait=False)
