"""What visitors' SQL may do, and how large it may be: put on every connection that it runs on.

By what is allowed, for SQLite has more in it than anyone keeps count of, and more on some systems than on others: where
it is compiled with ENABLE_FTS3_TOKENIZER (Debian's is), `fts3_tokenizer` takes any bytes for an address in memory, and
one statement ends the server.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

FUNCTIONS = frozenset(
    """
    -> ->> abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling char coalesce concat concat_ws cos
    cosh count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank escape_fts
    exp first_value floor glob group_concat hex highlight if ifnull iif instr json json_array json_array_length
    json_error_position json_extract json_insert json_object json_patch json_quote json_remove json_replace
    json_set json_type json_valid julianday lag last_value lead length like likelihood likely ln log log10 log2
    lower ltrim match max median min mod nth_value ntile nullif octet_length percent_rank percentile
    percentile_cont percentile_disc pi pow power quote radians random rank replace round row_number rtrim sign
    sin sinh snippet soundex sqlite_version sqrt strftime string_agg substr substring sum tan tanh time timediff
    total trim trunc typeof unhex unicode unixepoch unlikely upper
    """.split()
)
"""SQLite's own and those of its full-text search, of Datasette `escape_fts`.

Not `printf` and `format`: `printf('%.*c', 900000000, 'x')` runs for seconds and cannot be interrupted, whatever the
longest text is. Not `json_group_array` and `json_group_object`: they gather in memory without a bound (300 MB in a
second), where `group_concat` stops at the longest text.
"""

PRAGMAS = {
    "data_version": False, "database_list": False, "schema_version": False,
    "foreign_key_list": True, "index_info": True, "index_list": True, "index_xinfo": True,
    "table_info": True, "table_xinfo": True,
}  # fmt: skip
"""What Datasette's pages and the full-text search ask, and whether with a value, which the others would set."""

TABLE_FUNCTIONS = frozenset(
    ["json_each", "json_tree", *(f"pragma_{name}" for name, takes_value in PRAGMAS.items() if takes_value)]
)
"""Tables that are in no schema. Not `pragma_database_list`: it tells where the file is on the server's disk."""

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1 << 15,  # twice the longest row (14,841 bytes, a paragraph with all below it)
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,  # an address has 2,000 characters; Datasette adds its own to what it holds
    sqlite3.SQLITE_LIMIT_COLUMN: 100,  # the widest table has 16
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 2_000,  # Datasette names the rows of a page one by one: at most 1,000
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""How large texts and statements may be. The length of texts bounds what a function does in one step, in which it
cannot be interrupted: `instr` of two long texts, and `NEAR` of thousands of words, grow with its square."""

TRIMMED = 100
"""So many characters `trim` looks for: it tries each at each place, and cannot be interrupted meanwhile."""

_ALWAYS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE}


def bound(conn: sqlite3.Connection) -> None:
    """Allow this connection no more than visitors need; to be called once, when the connection is new."""
    tables = _names(conn, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    for name in tables | TABLE_FUNCTIONS:
        conn.execute(f'SELECT * FROM "{name}" LIMIT 0')  # virtual ones are made at their first use: denied later
    for name, trim in (("trim", str.strip), ("ltrim", str.lstrip), ("rtrim", str.rstrip)):
        conn.create_function(name, 2, _bounded(trim), deterministic=True)
    for limit, most in LIMITS.items():
        conn.setlimit(limit, most)
    conn.set_authorizer(_authorizer(tables, _names(conn, "PRAGMA module_list")))


def _names(conn: sqlite3.Connection, sql: str) -> frozenset[str]:
    return frozenset(row[0].lower() for row in conn.execute(sql))


def _authorizer(tables: frozenset[str], modules: frozenset[str]) -> Callable[..., int]:
    known = tables | {"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"} | TABLE_FUNCTIONS

    def may_read(name: str, column: str) -> bool:
        if column or name.startswith("pragma_"):
            return name in known
        return name in known or name not in modules  # a name without a column may be that of a WITH

    def authorize(action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None) -> int:
        if action in _ALWAYS:
            allowed = True
        elif action == sqlite3.SQLITE_READ:
            allowed = may_read((first or "").lower(), second or "")
        elif action == sqlite3.SQLITE_FUNCTION:
            allowed = (second or "").lower() in FUNCTIONS
        else:
            takes_value = PRAGMAS.get((first or "").lower()) if action == sqlite3.SQLITE_PRAGMA else None
            allowed = takes_value is not None and (takes_value or not second)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return authorize


def _bounded(trim: Callable[[str, str], str]) -> Callable[[object, object], str | None]:
    def trimmed(text: object, characters: object) -> str | None:
        if text is None or characters is None:
            return None
        return trim(str(text), str(characters)[:TRIMMED])

    return trimmed
