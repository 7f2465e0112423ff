"""What visitors ask of Datasette's own pages, SQL of their own among it: few at a time, no more than fits a page."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database, QueryInterrupted, Results
from datasette.tracer import get_task_id, trace
from datasette.utils.asgi import Base400

from scraper.errors import DatabaseError

if TYPE_CHECKING:
    from pathlib import Path

    from datasette.app import Datasette

    from scraper.site.pools import Pool

T = TypeVar("T")

WAITING, PATIENCE = 60, 3.0
"""How many requests may ask at once, and how many seconds one waits for a thread; beyond, it is told to come back.

Statements that are soon done never wait so long: 32 readers of Datasette's pages are all answered.
"""

MOST_CELLS, MOST_BYTES = 20_000, 8_000_000
"""How large an answer may be: a page of 1,000 rows of the widest table (16 columns), or of the longest texts.

The page is written where all pages are: one of a million cells would keep readers waiting for half a minute.
"""


BUSY = "Too many people are asking the database just now. Try again in a few seconds."


class Unavailable(DatabaseError, Base400):  # type: ignore[misc]  # Datasette has no types
    """The database cannot be asked just now. Datasette writes a traceback to the log for what is no Base400."""

    status = 503


class VisitorsDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """The database as Datasette's own pages ask it: over a pool of connections, with bounds."""

    def __init__(self, ds: Datasette, path: Path, pool: Pool, *, is_mutable: bool, hash: str) -> None:
        """Over connections that are prepared for visitors. `hash` names the build, for those who download it."""
        super().__init__(ds, path=str(path), is_mutable=is_mutable)
        self._pool = pool
        self._asking: Counter[int | None] = Counter()
        self.cached_hash = hash
        self.cached_size = path.stat().st_size

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function on a connection. Raises Unavailable where too many wait already.

        Counted by request: a table's page asks for its facets side by side.
        """
        request = get_task_id()
        if request not in self._asking and len(self._asking) >= WAITING:
            raise Unavailable(BUSY)
        self._asking[request] += 1
        try:
            return await self._in_turn(fn)
        finally:
            self._asking[request] -= 1
            self._asking += Counter()  # drops those at nothing

    async def _in_turn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        begun = False

        def begin(conn: sqlite3.Connection) -> T:
            nonlocal begun
            begun = True
            return fn(conn)

        answer = asyncio.ensure_future(self._pool.ask(begin))
        await asyncio.wait({answer}, timeout=PATIENCE)
        if not begun:
            answer.cancel()
            raise Unavailable(BUSY)
        return await answer

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """As Datasette's, within the bounds; a visitor's mistake is told to the visitor and not to the log."""
        most = self._most_rows(page_size or self.ds.page_size) if truncate else None
        limit = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)

        def run(conn: sqlite3.Connection) -> Results:
            # Closed at once: the garbage collector would close it in whatever thread it runs in, a reader's, and wait
            # there for the connection, which by then runs the next visitor's statement.
            with _interrupted_after(limit / 1000, conn), closing(conn.cursor()) as cursor:
                try:
                    rows = _fetch(cursor.execute(sql, params if params is not None else {}), most)
                except sqlite3.OperationalError as error:
                    if error.args == ("interrupted",):
                        raise QueryInterrupted(error, sql, params) from error
                    raise
                truncated = most is not None and len(rows) > most
                return Results(rows[:most], truncated, cursor.description)

        with trace("sql", database=self.name, sql=sql.strip(), params=params):
            return await self.execute_fn(run)

    def _most_rows(self, page_size: int) -> int | None:
        most = self.ds.max_returned_rows
        return (most + 1 if most == page_size else most) or None  # one more tells that there is a next page


@contextmanager
def _interrupted_after(seconds: float, conn: sqlite3.Connection) -> Iterator[None]:
    """A limit of time, by the clock. Datasette counts steps of SQLite's machine, of which one in a full-text search can
    take milliseconds: `NEAR` of 8,000 words ran for a minute and a half instead of five seconds.
    """
    done = Event()

    def interrupt() -> None:
        pause = seconds
        while not done.wait(pause):  # again and again, for one that comes before the first step is forgotten
            conn.interrupt()
            pause = 0.1

    watch = Thread(target=interrupt)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()  # or it might interrupt who has the connection next


def _fetch(cursor: sqlite3.Cursor, most: int | None) -> list[sqlite3.Row]:
    """The rows, up to one more than `most`. Raises OperationalError where they are too many for a page."""
    rows: list[sqlite3.Row] = []
    size = 0
    for row in cursor:
        rows.append(row)
        size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
        if size > MOST_BYTES or len(rows) * len(row) > MOST_CELLS:
            raise sqlite3.OperationalError("The answer is too large for a page. Ask for fewer rows or columns.")
        if most is not None and len(rows) > most:
            break
    return rows
