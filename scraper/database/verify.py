"""Whether a database that was written is consistent: foreign keys, the file, and both full-text indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from scraper.database.schema import FTS
from scraper.errors import DatabaseError


def verify(conn: sqlite3.Connection) -> None:
    """Raise DatabaseError unless foreign keys, the file and both indexes are whole. What was written is committed.

    The checks run side by side on connections of their own, which need no locks, for nobody writes.
    """
    file = Path(conn.execute("PRAGMA database_list").fetchone()[2])
    checks = [partial(_verify_index, file, table) for table in FTS] + [partial(_verify_file, file)]
    with ThreadPoolExecutor(len(checks)) as pool:
        for check in [pool.submit(check) for check in checks]:
            check.result()


@contextmanager
def _connect(file: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(f"{file.resolve().as_uri()}?nolock=1", uri=True)
    try:
        yield conn
    finally:
        conn.close()


def _verify_file(file: Path) -> None:
    with _connect(file) as conn:
        if bad := conn.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseError(f"The database is inconsistent: a row of {bad[0]} points to no row of {bad[2]}.")
        if (said := conn.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise DatabaseError(f"The database is damaged: {said}. Build it again with: unsc build")


def _verify_index(file: Path, table: str) -> None:
    with _connect(file) as conn:
        try:
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"The search index {table} does not agree with the clauses: {error}.") from error
