"""Opening the database for reading, and saying in a sentence what is wrong with a damaged one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scraper.database.schema import SCHEMA_VERSION
from scraper.errors import DatabaseError


class Connection(sqlite3.Connection):
    """A connection for reading that knows which file it reads, whatever has taken the file's name since."""

    file: Identity


class Identity(NamedTuple):
    """What tells one file from another that takes its place, or from itself before it was written to."""

    device: int
    inode: int
    size: int
    written: int


def identify(path: Path) -> Identity | None:
    """The file that has this name now; None where there is none."""
    try:
        now = path.stat()
    except OSError:
        return None
    return Identity(now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)


def open_database(path: Path) -> Connection:
    """Open for reading. Raises DatabaseError where there is none, or it is not one of this version's."""
    return _open(path, "mode=ro")


def open_together(path: Path, count: int) -> list[Connection]:
    """So many connections to one and the same file, which any thread may use, one at a time.

    Opened one by one as they are needed they would not be: a build may put another file in its place between two, and
    the same address then has two answers. Raises DatabaseError as `open_database` does.
    """
    for _ in range(10):
        before = identify(path)
        opened = [_open(path, "immutable=1") for _ in range(count)]
        if before == identify(path):
            return opened
        for conn in opened:
            conn.close()
    raise DatabaseError(f"{path} is being replaced again and again. Wait until the build is done.")


def _open(path: Path, how: str) -> Connection:
    file = identify(path)
    if file is None or not path.is_file():
        raise DatabaseError(f"There is no database at {path}. Make one with: unsc fetch all, then unsc build")
    with damage_told(path):
        uri = f"{path.resolve().as_uri()}?{how}"
        conn = sqlite3.connect(uri, uri=True, factory=Connection, check_same_thread=False)
        conn.file = file
        conn.row_factory = sqlite3.Row
        version = conn.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        conn.close()
        raise DatabaseError(f"{path} was built by another version of unsc. Build it again with: unsc build")
    return conn


DAMAGE = {
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_NOTADB: "is not a database",
    sqlite3.SQLITE_IOERR: "cannot be read",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
}
"""What SQLite says of a file that is not what a build wrote; the more exact codes are these with more bits."""

_LOST = ("no such table", "vtable constructor failed", "Could not decode")
"""How errors begin that have no code of their own where part of the file was overwritten or is missing."""


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged file into a DatabaseError with a sentence; other errors are let through."""
    try:
        yield
    except sqlite3.Error as error:
        said = DAMAGE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if said is None and str(error).startswith(_LOST):
            said = "is damaged"
        if said is None:
            raise
        raise DatabaseError(f"{path} {said}: {error}. Build it again with: unsc build") from error
