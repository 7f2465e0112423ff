"""In what order units are listed: by date, or by how much they have to say on what was asked.

Two steps: bm25 over everything found, with what is known of each unit without looking at it; then a closer look at the
best, in an index of just them.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise, product

from scraper import query as queries
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import And, Near, Node, Not, Or, Term
from scraper.search.corpus import Corpus, cursor_of
from scraper.search.highlight import small_index
from scraper.search.matching import INDEX, ask_index, by_index, find
from scraper.search.results import Order

MANY = 5_000
"""Up to so many matches are weighed by relevance; more are listed newest first: weighing says nothing of `the`."""

CLOSER = 60
"""So many of the best are looked at more closely."""

IN_ORDER = 0.6
"""How much more it weighs when all words stand together in the order typed; a share of it for some of the pairs."""

TOGETHER, WITHIN = 1.25, 8
"""They stand within so many words of each other."""

HEADED = 0.4
"""How much more when the heading above has all the words too: that clause is what the heading announces. Or a share."""

TITLED = 0.35
"""How much more when all words typed are in the resolution's title; a share of it for some."""

TWIN = 0.6
"""What each further clause of the same words weighs. Mandates and measures are renewed in the same words year after
year: the newest leads, the others stand back."""

Weighed = tuple[float, int, int]
"""Score (the lower the better), resolution (newer ones are lower), unit."""


def rank(
    conn: sqlite3.Connection, corpus: Corpus, node: Node | None, hits: Sequence[int], order: Order
) -> Iterator[int]:
    """The hits in the order asked for; more than MANY by date whatever was asked."""
    if order == "oldest":
        return iter(hits)
    if order == "newest" or node is None or isinstance(node, Not) or len(hits) > MANY:
        return newest_first(hits)
    scores, weights = _scores(conn, node), _weights(conn, corpus, node, hits)
    weighed = [
        (scores.get(unit, 0.0) * weight, -(unit // CLAUSES_PER_DOCUMENT), unit)
        for unit, weight in zip(hits, weights, strict=True)
    ]
    weighed.sort()
    return (unit for *_, unit in _look_closer(conn, node, weighed))


def newest_first(hits: Sequence[int]) -> Iterator[int]:
    """Newest resolution first, its clauses in their own order. As far as it is asked for: a page of many thousands."""
    end = len(hits)
    while end:
        first = hits[end - 1] // CLAUSES_PER_DOCUMENT * CLAUSES_PER_DOCUMENT
        start = bisect_left(hits, first, 0, end)
        yield from hits[start:end]
        end = start


def _scores(conn: sqlite3.Connection, node: Node) -> dict[int, float]:
    """bm25 of each unit that matches, the better the lower; several indexes add up."""
    scores: dict[int, float] = {}
    for exact, expression in _scored_parts(node):
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


def _scored_parts(node: Node) -> Iterator[tuple[bool, str]]:
    """The indexes and expressions that bm25 is asked for; beside words, a prefix says little and takes long."""
    expression, exact = queries.compile_match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        yield exact, expression
    elif isinstance(node, And | Or):
        items = by_index(node) if isinstance(node, And) else list(node.items)
        telling = [item for item in items if not (isinstance(item, Term) and item.prefix)]
        for item in telling or items:
            yield from _scored_parts(item)


def _weights(conn: sqlite3.Connection, corpus: Corpus, node: Node, hits: Sequence[int]) -> list[float]:
    """By what to multiply the score of each hit, before any is looked at."""
    terms = _plain_terms(node)
    titled = _titled(corpus, terms)
    weights = list(map(corpus.standing.__getitem__, hits))
    if titled:
        weights = [w * titled.get(unit // CLAUSES_PER_DOCUMENT, 1.0) for w, unit in zip(weights, hits, strict=True)]
    if len(terms) > 1 and len(hits) > CLOSER:
        in_a_row = frozenset(corpus.units_in(find(conn, corpus, one_phrase(terms))))
        weights = [w * (1 + IN_ORDER) if unit in in_a_row else w for w, unit in zip(weights, hits, strict=True)]
    return weights


def _plain_terms(node: Node) -> tuple[Term, ...]:
    """The words and phrases that must all be there, where the query is no more than that."""
    if isinstance(node, Term):
        return (node,)
    terms = tuple(item for item in queries.looked_for(node) if isinstance(item, Term)) if isinstance(node, And) else ()
    return terms if len({queries.is_exact(term) for term in terms}) == 1 and not any(t.prefix for t in terms) else ()


def one_phrase(terms: Sequence[Term]) -> Term:
    """The words and phrases in a row, as one phrase."""
    ways = islice(product(*(term.ways[:3] for term in terms)), 12)
    return Term("", tuple(tuple(chain.from_iterable(way)) for way in ways), terms[0].exact, phrase=True)


def _titled(corpus: Corpus, terms: Sequence[Term]) -> dict[int, float]:
    """What a resolution weighs more by its title. Endings are left off, for `sanctions` is to find `sanction`."""
    weights: dict[int, float] = {}
    for term in terms:
        stems = [f" {' '.join(way)[:-2]}" if len(way[-1]) > 5 else f" {' '.join(way)} " for way in term.ways[:6]]
        for number in {number for stem in stems for number in _with_title(corpus, stem)}:
            weights[number] = weights.get(number, 1.0) + TITLED / len(terms)
    return weights


def _with_title(corpus: Corpus, part: str) -> frozenset[int]:
    """The resolutions that have this in their title; remembered, for all titles are looked through."""
    return corpus.titled.of(part, lambda: frozenset(_find_in_titles(corpus, part)))


def _find_in_titles(corpus: Corpus, part: str) -> Iterator[int]:
    at = corpus.titles.find(part)
    while at >= 0:
        which = bisect_right(corpus.title_starts, at)
        yield corpus.title_numbers[which - 1]
        at = corpus.titles.find(part, corpus.title_starts[which]) if which < len(corpus.title_starts) else -1


# ------------------------------------------------------------------------------------------------- a closer look


def _look_closer(conn: sqlite3.Connection, node: Node, weighed: list[Weighed]) -> list[Weighed]:
    best, rest = weighed[:CLOSER], weighed[CLOSER:]
    units = [unit for *_, unit in best]
    rows = load_texts(conn, units)
    factors, again = closer_factors(rows, node, in_order=not rest), begins_again(units, rows)
    looked_at = [(score * factors.get(unit, 1.0) * TWIN ** again[unit], number, unit) for score, number, unit in best]
    return [*sorted(looked_at), *rest]


def load_texts(conn: sqlite3.Connection, units: Sequence[int]) -> list[tuple[int, str, str]]:
    """The id, heading and text of a few units."""
    marks = ", ".join("?" * len(units))
    return cursor_of(conn).execute(f"SELECT id, heading, text FROM units WHERE id IN ({marks})", units).fetchall()


def closer_factors(rows: Sequence[tuple[int, str, str]], node: Node, *, in_order: bool = True) -> dict[int, float]:
    """By what to multiply the score of each of these, for how its words stand.

    In an index of just these: going from one row to the next in that of the database takes ten times as long.
    """
    terms = _plain_terms(node)
    factors: dict[int, float] = {}
    if not terms or not (len(terms) > 1 or any(heading for _, heading, _ in rows)):
        return factors
    exact = bool(queries.is_exact(node))
    if len(terms) == 1:
        rows = [row for row in rows if row[1]]
    with small_index(rows, node) as index:
        gains: dict[int, float] = {}
        for gain, wanted in _signs(terms, in_order=in_order):
            for unit in _ask(index, exact, wanted):
                gains[unit] = gains.get(unit, 0.0) + gain
        factors = {unit: 1.0 + gain for unit, gain in gains.items()}
        if len(terms) > 1:
            for unit in _ask(index, exact, str(queries.compile_match(Near(tuple(terms), WITHIN)))):
                factors[unit] = factors.get(unit, 1.0) * TOGETHER
    return factors


def _signs(terms: Sequence[Term], *, in_order: bool) -> Iterator[tuple[float, str]]:
    """What more a paragraph may have that speaks for it, and how much: each word in its heading, each pair in order."""
    text = " AND ".join(f"(text : ({queries.compile_match(term)}))" for term in terms)
    for term in terms:
        yield HEADED / len(terms), f"(heading : ({queries.compile_match(term)})) AND {text}"
    for pair in pairwise(terms) if in_order else ():
        yield IN_ORDER / (len(terms) - 1), str(queries.compile_match(one_phrase(pair)))


def _ask(index: sqlite3.Connection, exact: bool, expression: str) -> list[int]:
    return list(ask_index(index, INDEX[exact], expression))


_DATES = re.compile(r"\d+ (?: [ ][A-Z][a-z]+ )? (?: [ ]\d+ )?", re.X)
"""Dates and other numbers: `31 January 2015`, `31 January`, `2199`."""

_BEGINNING = 240


def begins_again(units: Sequence[int], rows: Sequence[tuple[int, str, str]]) -> dict[int, int]:
    """For each unit, in order, how many before it begin with the same words, dates and numbers apart.

    `rows` have their id, heading and text.
    """
    beginnings = {unit: _DATES.sub("", text[:_BEGINNING]) for unit, _, text in rows}
    seen: Counter[str] = Counter()
    again: dict[int, int] = {}
    for unit in units:
        again[unit] = seen[beginnings[unit]]
        seen[beginnings[unit]] += 1
    return again
