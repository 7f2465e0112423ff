"""Writing the database whole: a new file beside the old one, swapped in with `os.replace`.

A reader never sees a half-built database. The builder holds a lock on its new file: one that nobody holds was left by a
build that was killed, and the next one clears it away. Process numbers would not tell, for they are given anew, and a
container has always the same. Nothing in here knows where a text came from or how it was parsed.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from scraper.database.context import write_context
from scraper.database.rows import Rows
from scraper.database.schema import FTS, INDEXES, SCHEMA, SCHEMA_VERSION, VIEWS
from scraper.database.verify import verify
from scraper.database.wordings import write_wordings
from scraper.errors import DatabaseError


@contextmanager
def writing(target: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new, empty database that becomes `target` when the block ends well, and else vanishes.

    Raises DatabaseError where the disk is full or the file cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(target)
    try:
        new, held = _new_file(target)
    except OSError as error:
        raise DatabaseError(f"The database {target} cannot be written: {error.strerror}.") from error
    conn = sqlite3.connect(new)
    try:
        conn.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
            f"PRAGMA user_version = {SCHEMA_VERSION};" + SCHEMA + ";".join(map(_create_index, FTS))
        )
        conn.execute("BEGIN")
        _set_index_memory(conn, WHILE_BUILDING)
        yield conn
        conn.close()
        _flush(new)
        os.replace(new, target)
    except (sqlite3.OperationalError, OSError) as error:
        raise DatabaseError(
            f"The database {target} could not be written: {error}. The old one is unchanged."
        ) from error
    finally:
        conn.close()
        new.unlink(missing_ok=True)
        os.close(held)


def _new_file(target: Path) -> tuple[Path, int]:
    """A new, empty file beside the target, under a name nobody has, and the descriptor that holds its lock."""
    while True:
        new = target.with_name(f"{target.name}.new-{os.getpid()}-{secrets.token_hex(4)}")
        held = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        fcntl.flock(held, fcntl.LOCK_EX)
        if new.exists():  # else another start took it for left over, in the moment before it was locked
            return new, held
        os.close(held)


def clear_leftovers(target: Path) -> None:
    """Remove what killed builds of this database left beside it; what a build at work still holds stays."""
    for left in target.parent.glob(f"{glob.escape(target.name)}.new-*"):
        with suppress(OSError):
            _remove_unless_held(left, left.with_name(JOURNAL.sub("", left.name)))


JOURNAL = re.compile(r"-(?:journal|wal|shm)\Z")


def _remove_unless_held(left: Path, database: Path) -> None:
    """Remove a file of a new database (itself or SQLite's journal of it), unless its builder holds the database."""
    if not database.exists():
        left.unlink(missing_ok=True)
        return
    held = os.open(database, os.O_RDWR)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink(missing_ok=True)
    finally:
        os.close(held)


WHILE_BUILDING, AFTERWARDS = 32 << 20, 1 << 20
"""Bytes of words an index gathers before it writes them out; with more, much less is written and merged twice."""


def _set_index_memory(conn: sqlite3.Connection, size: int) -> None:
    for table in FTS:
        conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {size})")


def _create_index(table: str) -> str:
    """An index whose words stand in another table; Datasette knows it for one by the double quotes round the name."""
    index = FTS[table]
    key = f' content_rowid="{index.key}",' if index.content else ""
    return (
        f'CREATE VIRTUAL TABLE {table} USING fts5({", ".join(index.columns)}, content="{index.content}",'
        f"{key} tokenize='{index.tokenize}'{index.more})"
    )


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


OF_UNITS = tuple(name for name, index in FTS.items() if index.content == "units")

ONCE = {"members", "subjects"}
"""Tables whose rows many resolutions have in common: the first is kept."""

SUBJECTS_OF = (
    "INSERT OR IGNORE INTO resolution_subjects (resolution, subject)"
    " SELECT ?, id FROM subjects WHERE name = ? AND scheme = ?"
)


def insert(conn: sqlite3.Connection, rows: Rows) -> None:
    """Write rows, each table after those it points to, and index the words of units."""
    for table, of_table in rows.tables():
        if of_table:
            conn.executemany(_insertion(table, of_table[0]), of_table)
    words = [(unit.id, unit.heading, unit.text) for unit in rows.units]
    for index in OF_UNITS:
        conn.executemany(f"INSERT INTO {index} (rowid, heading, text) VALUES (?, ?, ?)", words)


def correct_adoption(conn: sqlite3.Connection, number: int, day: str | None, meeting: int | None) -> None:
    """Put another day and meeting in the row of a resolution that is written."""
    conn.execute("UPDATE resolutions SET adopted = ?, meeting = ? WHERE number = ?", (day, meeting, number))
    conn.execute("UPDATE documents SET date = ? WHERE id = ?", (day or "", number))


def _insertion(table: str, row: NamedTuple) -> str:
    """The statement that writes rows like this one, by the names of their columns."""
    if table == "resolution_subjects":
        return SUBJECTS_OF
    columns = ", ".join(f'"{column}"' for column in row._fields)
    verb = "INSERT OR IGNORE" if table in ONCE else "INSERT"
    return f"{verb} INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})"


def finish(conn: sqlite3.Connection, program: str, built: str, *, specimens: bool, accepted: bool = False) -> None:
    """Index, verify and commit: to be called once, last. Raises DatabaseError where a check fails."""
    write_context(conn)
    write_wordings(conn)
    conn.execute("INSERT INTO build VALUES (1, ?, ?, ?, ?, ?)", (program, built, specimens, accepted, digest(conn)))
    for table in FTS:
        conn.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    _set_index_memory(conn, AFTERWARDS)
    conn.execute("COMMIT")
    database = Database(conn)
    for table, column in INDEXES:
        database.table(table).create_index([column])
    for name, sql in VIEWS.items():
        database.create_view(name, sql)
    verify(conn)
    database.analyze()


def digest(conn: sqlite3.Connection) -> str:
    """A SHA-256 of every row but that of `build`, in hexadecimal: equal for equal content, whenever it was built."""
    content = hashlib.sha256()
    for table in re.findall(r"CREATE TABLE (\w+)", SCHEMA):
        if table != "build":
            columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
            row = " || ',' || ".join(f'quote("{column}")' for column in columns)
            content.update(f"{table}\n".encode())
            for (text,) in conn.execute(f"SELECT CAST({row} AS BLOB) FROM {table} ORDER BY rowid"):
                content.update(text + b"\n")
    return content.hexdigest()
