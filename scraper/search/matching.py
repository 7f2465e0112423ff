"""Which units of the database match a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

from scraper import query as queries
from scraper.query import And, Node, Not, Or
from scraper.search.corpus import cursor_of

INDEX = {False: "units_fts", True: "units_exact"}


def find(conn: sqlite3.Connection, units: Sequence[int], node: Node) -> list[int]:
    """Those of `units` that match, ascending. `units` are all there are between its first and its last, in order."""
    if not units:
        return []
    expression, exact = queries.compile_match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        sql = f"SELECT rowid FROM {INDEX[exact]} WHERE {INDEX[exact]} MATCH ? AND rowid BETWEEN ? AND ?"
        return list(chain.from_iterable(cursor_of(conn).execute(sql, (expression, units[0], units[-1]))))
    if isinstance(node, Not):
        refused = set(find(conn, units, node.item))
        return [unit for unit in units if unit not in refused]
    if isinstance(node, Or):
        return sorted(set().union(*(find(conn, units, item) for item in by_index(node))))
    assert isinstance(node, And)
    return _find_all(conn, units, node)


def _find_all(conn: sqlite3.Connection, units: Sequence[int], node: And) -> list[int]:
    wanted = [item for item in by_index(node) if not isinstance(item, Not)]
    refused = Or(tuple(item.item for item in node.items if isinstance(item, Not)))
    found = find(conn, units, wanted[0]) if wanted else list(units)
    for item in wanted[1:]:
        if found:
            others = set(find(conn, units, item))
            found = [unit for unit in found if unit in others]
    for unwanted in by_index(refused):
        if found:
            others = set(find(conn, units, unwanted))
            found = [unit for unit in found if unit not in others]
    return found


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
