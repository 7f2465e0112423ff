"""Reading back what changed in the sources' files: each difference with what stood there before."""

from __future__ import annotations

import sqlite3

from scraper.models import Change

COLUMNS = "resolution, path, what, was, now, noticed, upstream, file, sha256"


def of_resolution(conn: sqlite3.Connection, number: int) -> tuple[Change, ...]:
    """What changed in a resolution, in the order in which it came."""
    rows = conn.execute(f"SELECT {COLUMNS} FROM changes WHERE resolution = ? ORDER BY id", (number,))
    return tuple(Change(*row) for row in rows)


def newest(conn: sqlite3.Connection, count: int) -> tuple[Change, ...]:
    """The changes that came last, newest first."""
    rows = conn.execute(f"SELECT {COLUMNS} FROM changes ORDER BY noticed DESC, id LIMIT ?", (count,))
    return tuple(Change(*row) for row in rows)
