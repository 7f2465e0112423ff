"""A query as read, and the FTS5 expression that stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

from scraper.fold import Form
from scraper.models import Pinpoint

MAX_NEAR_WAYS = 12
"""So many choices of spelling are tried where words are to be near each other."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase. Any of `ways` will do; `exact` and `prefix` look at words as printed, unstemmed."""

    typed: str
    ways: tuple[Form, ...]
    exact: bool = False
    prefix: bool = False
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """All `terms` within `distance` words of each other, in any order."""

    terms: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """Every one of `items`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `items`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but `item`."""

    item: Node


Node = Term | Near | And | Or | Not


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the whole query: `name:value`, or all but that. Several of one name: any of them will do.

    `value` is normalised: `2014..2016`, `op`, `yes`, `calls upon`.
    """

    name: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something typed that had no effect, and why, in words for the person who typed it."""

    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """`typed` also finds `also`; `undo` is the whole query without that."""

    typed: str
    also: tuple[str, ...]
    kind: Literal["name", "spelling"]
    undo: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read. `text` is what was typed, cleaned; `tree` is None where only filters were typed, or nothing."""

    text: str
    tree: Node | None
    filters: tuple[Filter, ...]
    place: Pinpoint | None
    read_as: str
    ignored: tuple[Ignored, ...] = ()
    expansions: tuple[Expansion, ...] = ()


def is_exact(node: Node) -> bool | None:
    """Which index answers: True the exact one, False the stemmed one, None where both are needed.

    Prefixes go to the exact one too: a stemmed index holds `relat`, so `relatio*` would find nothing in it.
    """
    if isinstance(node, Term):
        return node.exact or node.prefix
    if isinstance(node, Near):
        return any(term.exact or term.prefix for term in node.terms)
    kinds = {is_exact(item) for item in _below(node)}
    return kinds.pop() if len(kinds) == 1 else None


def _below(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Not):
        return (node.item,)
    return node.items if isinstance(node, And | Or) else ()


def indexes(node: Node) -> frozenset[bool]:
    """The indexes that some part of a query needs: True the exact one, False the stemmed one."""
    if isinstance(node, Term | Near):
        return frozenset({bool(is_exact(node))})
    return frozenset().union(*map(indexes, _below(node)))


def looked_for(node: Node) -> Iterator[Term | Near]:
    """The words, phrases and nearnesses whose presence counts: all but what a NOT refuses."""
    if isinstance(node, Term | Near):
        yield node
    elif not isinstance(node, Not):
        for item in _below(node):
            yield from looked_for(item)


def match(node: Node) -> str | None:
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
        found = [match(item) for item in node.items]
        return None if None in found else f"({' OR '.join(filter(None, found))})"
    wanted = [match(item) for item in node.items if not isinstance(item, Not)]
    refused = [match(item.item) for item in node.items if isinstance(item, Not)]
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


def near_ways(near: Near) -> int:
    """How many choices of spelling are tried: few where each means going through nearly every word there is."""
    short = any(term.prefix and len(term.ways[0][-1]) < 3 for term in near.terms)
    return 2 if short else MAX_NEAR_WAYS
