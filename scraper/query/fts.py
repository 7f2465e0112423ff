"""A query as an expression of FTS5, SQLite's full-text search."""

from __future__ import annotations

from itertools import islice, product

from scraper.query.spelling import Form
from scraper.query.tree import Near, Node, Not, Or, Term, near_ways


def compile_match(node: Node) -> str | None:
    """The FTS5 expression for a node: every word quoted, nothing of the typed text but letters and digits.

    None where FTS5 has no expression for it: its NOT needs something to take away from (`-oil` alone, `gold OR -oil`).
    """
    if isinstance(node, Term):
        return _match_term(node)
    if isinstance(node, Near):
        return _match_near(node)
    if isinstance(node, Not):
        return None
    if isinstance(node, Or):
        found = [compile_match(item) for item in node.items]
        return None if None in found else f"({' OR '.join(filter(None, found))})"
    wanted = [compile_match(item) for item in node.items if not isinstance(item, Not)]
    refused = [compile_match(item.item) for item in node.items if isinstance(item, Not)]
    if not wanted or None in wanted or None in refused:
        return None
    both = " AND ".join(filter(None, wanted))
    both = f"({both})" if len(wanted) > 1 else both
    return f"({both} NOT ({' OR '.join(filter(None, refused))}))" if refused else both


def _quote(way: Form, prefix: bool) -> str:
    return f'"{" ".join(way)}"{" *" if prefix else ""}'


def _match_term(term: Term) -> str:
    ways = [_quote(way, term.prefix) for way in term.ways]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _match_near(near: Near) -> str:
    """NEAR takes no OR inside, so there is one NEAR for each choice of spellings, up to `near_ways`."""
    choices = product(*([_quote(way, term.prefix) for way in term.ways] for term in near.terms))
    ways = [f"NEAR({' '.join(choice)}, {near.distance})" for choice in islice(choices, near_ways(near))]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"
