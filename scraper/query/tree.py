"""A query as read: words, phrases and what joins them, with the filters aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scraper.models import Pinpoint
from scraper.query.spelling import Form

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
    """`typed` also finds `also`; `undo` is the whole query without that.

    Of what only plain queries are widened by, `undo` is "", and `without` is what to leave out of the next search.
    """

    typed: str
    also: tuple[str, ...]
    kind: Literal["name", "spelling", "measure", "popular", "foreign", "demonym", "misspelt"]
    undo: str
    without: str = ""


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


def near_ways(near: Near) -> int:
    """How many choices of spelling are tried: few where each means going through nearly every word there is."""
    short = any(term.prefix and len(term.ways[0][-1]) < 3 for term in near.terms)
    return 2 if short else MAX_NEAR_WAYS
