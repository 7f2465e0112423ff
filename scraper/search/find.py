"""Which units of the database match a query, and in what order."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product

from scraper import query as queries
from scraper.db import CLAUSES_PER_RESOLUTION
from scraper.query import And, Near, Node, Not, Or, Term
from scraper.search.answer import Order
from scraper.search.corpus import Corpus, cursor_of

MANY = 5_000
"""Up to so many matches are weighed by relevance; more are listed newest first: weighing says nothing of `the`."""

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
    wanted = [item for item in _by_index(node) if not isinstance(item, Not)]
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


def _by_index(node: And) -> list[Node]:
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


def rank(
    conn: sqlite3.Connection, corpus: Corpus, node: Node | None, hits: Sequence[int], order: Order
) -> Iterator[int]:
    """The hits in the order asked for; more than MANY by date whatever was asked."""
    if order == "oldest":
        return iter(hits)
    if order == "newest" or node is None or isinstance(node, Not) or len(hits) > MANY:
        return _newest_first(hits)
    scores, weights = _scores(conn, node), _weights(conn, corpus, node, hits)
    weighed = [(scores.get(unit, 0.0) * weights[unit], -(unit // CLAUSES_PER_RESOLUTION), unit) for unit in hits]
    weighed.sort()
    return (unit for *_, unit in _part_twins(conn, weighed))


def _newest_first(hits: Sequence[int]) -> Iterator[int]:
    """Newest resolution first, its clauses in their own order. As far as it is asked for: a page of many thousands."""
    end = len(hits)
    while end:
        first = hits[end - 1] // CLAUSES_PER_RESOLUTION * CLAUSES_PER_RESOLUTION
        start = bisect_left(hits, first, 0, end)
        yield from hits[start:end]
        end = start


def _scores(conn: sqlite3.Connection, node: Node) -> dict[int, float]:
    """bm25 of each unit that matches, the better the lower; several indexes add up."""
    scores: dict[int, float] = {}
    for exact, expression in _weighable(node):
        table = INDEX[exact]
        found = cursor_of(conn).execute(
            f"SELECT rowid, bm25({table}) FROM {table} WHERE {table} MATCH ?", (expression,)
        )
        if not scores:
            scores = dict(found)
        else:
            for unit, score in found:
                scores[unit] = scores.get(unit, 0.0) + score
    return scores


def _weighable(node: Node) -> Iterator[tuple[bool, str]]:
    expression, exact = queries.match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        yield exact, expression
    elif isinstance(node, And):
        for item in _by_index(node):
            yield from _weighable(item)
    elif isinstance(node, Or):
        for item in node.items:
            yield from _weighable(item)


# ----------------------------------------------------------------------------- what bm25 does not know of the field

IN_ORDER = 1.6
"""The words stand together, in the order typed."""

TOGETHER = 1.25
"""The words stand within TOGETHER_WITHIN words of each other."""

TOGETHER_WITHIN = 8

HEADED = 1.5
"""The heading above says it, and the clause too: the one under it that it is about."""

OPERATIVE = 1.15
"""What the Council decides, before what it recalls."""

TITLED = 0.35
"""How much more a clause weighs when all words typed are in its resolution's title; a share of it for some."""


def _weights(conn: sqlite3.Connection, corpus: Corpus, node: Node, hits: Sequence[int]) -> dict[int, float]:
    """By what to multiply the score of each hit."""
    terms = _plain_terms(node)
    in_order: set[int] = set()
    together: set[int] = set()
    if len(terms) > 1 and len(hits) > 1:
        in_order.update(find(conn, corpus.ids, _in_order(terms)))
        together.update(find(conn, corpus.ids, Near(terms, TOGETHER_WITHIN)))
    titled, headed = _titled(corpus, terms), _headed(conn, node)
    operative = {code for code, cell in enumerate(corpus.cells) if cell.part == "op"}
    return {
        unit: (1.0 + titled.get(unit // CLAUSES_PER_RESOLUTION, 0.0))
        * (IN_ORDER if unit in in_order else TOGETHER if unit in together else 1.0)
        * (HEADED if unit in headed else 1.0)
        * (OPERATIVE if corpus.cell_of[unit] in operative else 1.0)
        for unit in hits
    }


def _headed(conn: sqlite3.Connection, node: Node) -> frozenset[int]:
    """The units that match by their heading alone, and by their text alone."""
    expression, exact = queries.match(node), queries.is_exact(node)
    if expression is None or exact is None:
        return frozenset()
    both = f"(heading : ({expression})) AND (text : ({expression}))"
    sql = f"SELECT rowid FROM {INDEX[exact]} WHERE {INDEX[exact]} MATCH ?"
    return frozenset(chain.from_iterable(cursor_of(conn).execute(sql, (both,))))


def _plain_terms(node: Node) -> tuple[Term, ...]:
    """The words and phrases that must all be there, where the query is no more than that."""
    if isinstance(node, Term):
        return (node,)
    terms = tuple(item for item in queries.looked_for(node) if isinstance(item, Term)) if isinstance(node, And) else ()
    return terms if len({queries.is_exact(term) for term in terms}) == 1 and not any(t.prefix for t in terms) else ()


def _in_order(terms: Sequence[Term]) -> Term:
    ways = islice(product(*(term.ways[:3] for term in terms)), 24)
    return Term("", tuple(tuple(chain.from_iterable(way)) for way in ways), terms[0].exact, phrase=True)


def _titled(corpus: Corpus, terms: Sequence[Term]) -> dict[int, float]:
    """What a resolution gains by its title. Endings are left off, for `sanctions` is to find `sanction`."""
    gains: dict[int, float] = {}
    for term in terms:
        stems = [f" {' '.join(way)[:-2]}" if len(way[-1]) > 5 else f" {' '.join(way)} " for way in term.ways]
        for number, words in corpus.titles:
            if any(stem in words for stem in stems):
                gains[number] = gains.get(number, 0.0) + TITLED / len(terms)
    return gains


# ------------------------------------------------------------------------------------------------- the same again

TWINS_AMONG = 100
"""Among so many of the best, a clause that only says again what one before it says goes further down."""

TWIN = 0.6
"""What the score of each further clause of the same words is multiplied with."""

_NO_DIGITS = str.maketrans("", "", "0123456789")
_MONTHS = re.compile("January|February|March|April|May|June|July|August|September|October|November|December")

Weighed = tuple[float, int, int]


def _part_twins(conn: sqlite3.Connection, weighed: list[Weighed]) -> list[Weighed]:
    """Mandates and measures are renewed in the same words year after year: the newest leads, the others stand back."""
    best, rest = weighed[:TWINS_AMONG], weighed[TWINS_AMONG:]
    marks = ", ".join("?" * len(best))
    texts = cursor_of(conn).execute(f"SELECT id, text FROM units WHERE id IN ({marks})", [unit for *_, unit in best])
    of_unit = {unit: _MONTHS.sub("", text.translate(_NO_DIGITS)) for unit, text in texts}
    seen: Counter[str] = Counter()
    parted: list[Weighed] = []
    for score, number, unit in best:
        parted.append((score * TWIN ** seen[of_unit[unit]], number, unit))
        seen[of_unit[unit]] += 1
    return [*sorted(parted), *rest]
