"""Which units of the database match a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial, reduce
from itertools import chain
from operator import or_

from scraper import query as queries
from scraper.query import And, Node, Not, Or
from scraper.search.corpus import Corpus, cursor_of
from scraper.search.sets import all_bits

INDEX = {False: "units_fts", True: "units_exact"}


def find(conn: sqlite3.Connection, corpus: Corpus, node: Node, within: tuple[int, int] | None = None) -> int:
    """The units of the database that match, as bits; `within` limits them to places from one to before another.

    What an index answers over all units is remembered.
    """
    if within is None:
        return find_by(partial(_remembered, conn, corpus), all_bits(0, len(corpus.ids)), node)
    first, after = within
    ends = corpus.ids[first], corpus.ids[after - 1]

    def ask(table: str, expression: str) -> int:
        return corpus.bits_of(ask_index(conn, table, expression, ends))

    return find_by(ask, all_bits(first, after), node)


def find_by(ask: Callable[[str, str], int], every: int, node: Node) -> int:
    """The rows that match, as bits, of `every` row there is; `ask` has an index, by its name, answer an expression."""
    expression, exact = queries.compile_match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        return ask(INDEX[exact], expression)
    if isinstance(node, Not):
        return every & ~find_by(ask, every, node.item)
    if isinstance(node, Or):
        return reduce(or_, (find_by(ask, every, item) for item in by_index(node)), 0)
    assert isinstance(node, And)
    found = every
    for item in by_index(node):
        if found:
            found &= find_by(ask, every, item)
    return found


def ask_index(
    conn: sqlite3.Connection, table: str, expression: str, ends: tuple[int, int] | None = None
) -> Iterator[int]:
    """The ids of the rows that an index finds, all or those from one to another, ascending."""
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ?" + (" AND rowid BETWEEN ? AND ?" if ends else "")
    return chain.from_iterable(cursor_of(conn).execute(sql, (expression, *(ends or ()))))


def _remembered(conn: sqlite3.Connection, corpus: Corpus, table: str, expression: str) -> int:
    def make() -> int:
        return corpus.bits_of(ask_index(conn, table, expression))

    return corpus.matches.of((table, expression), make)


def by_index(node: And | Or) -> list[Node]:
    """The items, what one index can answer put together: two questions instead of many."""
    groups: dict[bool, list[Node]] = {}
    others: list[Node] = []
    for item in node.items:
        exact = queries.is_exact(item)
        if isinstance(item, Not) or exact is None or queries.compile_match(item) is None:
            others.append(item)
        else:
            groups.setdefault(exact, []).append(item)
    joined: list[Node] = [type(node)(tuple(group)) if len(group) > 1 else group[0] for group in groups.values()]
    return joined + others
