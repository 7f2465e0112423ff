"""Whether two databases hold the same: every row of every table, but for when and by what they were built.

    python tests/trials/compare_databases.py BEFORE AFTER [--show N] [--without COLUMN ...]

For a change that must change nothing: build the whole corpus with the code before and after, and compare. Prints for
each table how many rows it has and how many stand in one database only, with the first of them; the exit code is 1
where anything differs. Where one row more shifts the numbers of all that follow: `--without id document`.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

BUILT = "build"
"""The table that tells when, and by what, the database was built."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--show", type=int, default=3, metavar="N", help="rows shown of each table that differs")
    parser.add_argument("--without", nargs="+", default=[], metavar="COLUMN", help="columns not compared, in any table")
    asked = parser.parse_args()
    before, after = (open_read_only(path) for path in (asked.before, asked.after))
    differ = list_schema(before) != list_schema(after)
    print(f"schema: {'differs' if differ else 'equal'}")
    for table in sorted(list_tables(before) & list_tables(after) - {BUILT}):
        differ |= compare(before, after, table, asked.show, asked.without)
    sys.exit(differ)


def open_read_only(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        sys.exit(f"There is no database at {path}.")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def list_schema(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    return conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def list_tables(conn: sqlite3.Connection) -> set[str]:
    """Tables and the shadow tables of indexes; what is asked of an index is answered from these."""
    return {
        name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if not is_index(name)
    }


def list_columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, generated ones too."""
    return [row[1] for row in conn.execute(f'PRAGMA table_xinfo("{table}")')]


def is_index(name: str) -> bool:
    """Whether this is an index of texts, which has no rows of its own to compare."""
    return name in ("units_fts", "units_exact")


def compare(
    before: sqlite3.Connection, after: sqlite3.Connection, table: str, show: int, without: Sequence[str] = ()
) -> bool:
    """Whether a table differs in the columns that both have; rows that stand several times count as often."""
    old, new_ones = (list_columns(conn, table) for conn in (before, after))
    both = [column for column in old if column in new_ones and column not in without]
    if not both:
        return False
    if one_sided := sorted(set(old) ^ set(new_ones)):
        print(f"{table}: compared without {', '.join(one_sided)}, which one of the two lacks")
    columns = ", ".join(f'"{column}"' for column in both)
    rows = [Counter(conn.execute(f'SELECT {columns} FROM "{table}"')) for conn in (before, after)]
    gone, new = rows[0] - rows[1], rows[1] - rows[0]
    said = f"{gone.total()} gone, {new.total()} new" if gone or new else "equal"
    print(f"{table}: {rows[0].total():,} rows, {said}")
    for sign, found in (("-", gone), ("+", new)):
        for row in list(found)[:show]:
            print(f"  {sign} {repr(row)[:300]}")
    return bool(gone or new)


if __name__ == "__main__":
    main()
