"""Which units of the database match a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

from scraper import query as queries
from scraper.query import And, Node, Not, Or
from scraper.search.corpus import cursor_of

INDEX = {False: "units_fts", True: "units_exact"}


def find(conn: sqlite3.Connection, everything: Sequence[int], node: Node) -> list[int]:
    """The units that match, ascending."""
    expression, exact = queries.match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        sql = f"SELECT rowid FROM {INDEX[exact]} WHERE {INDEX[exact]} MATCH ?"
        return list(chain.from_iterable(cursor_of(conn).execute(sql, (expression,))))
    if isinstance(node, Not):
        refused = set(find(conn, everything, node.item))
        return [unit for unit in everything if unit not in refused]
    if isinstance(node, Or):
        return sorted(set().union(*(find(conn, everything, item) for item in node.items)))
    assert isinstance(node, And)
    return _find_all(conn, everything, node)


def _find_all(conn: sqlite3.Connection, everything: Sequence[int], node: And) -> list[int]:
    wanted = [item for item in by_index(node) if not isinstance(item, Not)]
    refused = [item.item for item in node.items if isinstance(item, Not)]
    item: Node
    found = find(conn, everything, wanted[0]) if wanted else list(everything)
    for item in wanted[1:]:
        if found:
            others = set(find(conn, everything, item))
            found = [unit for unit in found if unit in others]
    for item in refused:
        if found:
            others = set(find(conn, everything, item))
            found = [unit for unit in found if unit not in others]
    return found


def by_index(node: And) -> list[Node]:
    """What must be there, what one index can answer put together: two questions instead of many."""
    groups: dict[bool, list[Node]] = {}
    others: list[Node] = []
    for item in node.items:
        exact = queries.is_exact(item)
        if isinstance(item, Not) or exact is None or queries.match(item) is None:
            others.append(item)
        else:
            groups.setdefault(exact, []).append(item)
    joined: list[Node] = [And(tuple(group)) if len(group) > 1 else group[0] for group in groups.values()]
    return joined + others


# ------------------------------------------------------------------------------------------------------ the order
