"""How long a search may take.

SQLite looks at the clock as it works, so that no search holds a thread of a server for long, whatever was typed. A
stage that is stopped answers nothing; its caller shows what the stages before it have found, and says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

SECONDS = 2.0
"""The costliest search found takes 1.2 seconds where nothing else runs; the usual one some milliseconds."""

STEPS = 500
"""So many instructions of SQLite pass between two looks at the clock. An index reads a page of its own in a few."""


class Limit:
    """The time of one search on one connection."""

    def __init__(
        self, conn: sqlite3.Connection, seconds: float = SECONDS, clock: Callable[[], float] = monotonic
    ) -> None:
        """It runs from now on; `clock` tells seconds and never goes back."""
        self.seconds = seconds
        self._conn, self._clock, self._start = conn, clock, clock()

    def attempt(self, question: Callable[[], T], share: float = 1.0) -> T | None:
        """The answer, or None where that share of the time is over before there is one.

        Raises what `question` raises, but for the error by which it is stopped.
        """
        until = self._start + share * self.seconds
        if self._clock() >= until:
            return None
        self._conn.set_progress_handler(lambda: self._clock() >= until, STEPS)
        try:
            return question()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return None
        finally:
            self._conn.set_progress_handler(None, 0)
