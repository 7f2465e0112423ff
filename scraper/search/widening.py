"""A plain query in steps: all words in a paragraph, then over it, then in the preamble, then most words.

Where few paragraphs have all words, what has most of them is listed below, and said so: nobody who typed one word too
many is told that there is nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from math import sqrt
from operator import and_, or_

from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import And, Query, Term
from scraper.query.plain import Plain
from scraper.search.corpus import Corpus, cursor_of
from scraper.search.evidence import PLACE_SAID, Evidence, places_in
from scraper.search.matching import find
from scraper.search.ranking import CLOSER, MANY, TWIN, begins_again, closer_factors, one_phrase
from scraper.search.weighing import Weighed, lean, stand, weigh

FEW = 8
"""Where fewer have all words, what has most of them follows."""

MOST_PREAMBLES = 3

LEAST_SHARE = 1 / 3
"""So much of a query a paragraph must have, or have over it, to be listed among those with most words."""

ENOUGH = 10
"""From so many on, the order by words alone and the order by weight are merged; under it the weight decides."""

ROW = 4
"""So many words in a row as some paragraph has them are a quotation: the order by words alone leads."""


@dataclass(frozen=True, slots=True)
class Widened:
    """What a plain query finds beyond the paragraphs that have all its words.

    plain     the query as read
    evidence  where each thing that it looks for stands
    weighed   by unit, the best by weight
    places    the places in `ids` of the units that have all words, own or over them
    """

    plain: Plain
    evidence: tuple[Evidence, ...]
    weighed: Mapping[int, Weighed] = field(default_factory=dict)
    all_there: tuple[int, ...] = ()

    def missing(self, corpus: Corpus, unit: int) -> tuple[str, ...]:
        """The things looked for that a unit has neither itself nor over it, as typed."""
        place, number = corpus.place_of[unit], unit // CLAUSES_PER_DOCUMENT
        return tuple(
            wanted.typed
            for wanted, one in zip(self.plain.wanted, self.evidence, strict=True)
            if not one.weight_at(place, number)
        )

    def elsewhere(self, corpus: Corpus, unit: int) -> tuple[tuple[str, str], ...]:
        """The things looked for that stand over a unit, or in other words in it, and where."""
        place, number = corpus.place_of[unit], unit // CLAUSES_PER_DOCUMENT
        told = []
        for wanted, one in zip(self.plain.wanted, self.evidence, strict=True):
            if not one.own >> place & 1 and one.weight_at(place, number):
                column = "other" if one.other >> place & 1 else one.over[number][1]
                told.append((wanted.typed, PLACE_SAID[column]))
        return tuple(told)


def widen(corpus: Corpus, plain: Plain, evidence: tuple[Evidence, ...], allowed: int) -> Widened:
    """Find what has all of it, own or over it, and weigh the best of what is in `allowed` (bits)."""
    everywhere = reduce(and_, (one.everywhere for one in evidence))
    own = reduce(or_, (one.own | one.other for one in evidence))
    weighed = stand(corpus, evidence, weigh(corpus, evidence, allowed))
    weighed = lean(weighed, plain.leans)
    all_there = tuple(corpus.ids[place] for place in places_in(everywhere & own))
    return Widened(plain, evidence, {corpus.ids[one.place]: one for one in weighed}, all_there)


def order_hits(
    conn: sqlite3.Connection, corpus: Corpus, found: Widened, asked: Query, hits: Sequence[int], by_words: Sequence[int]
) -> list[int]:
    """The hits that have all words, in order; `by_words` are those with all of them their own, in their own order.

    Where the words typed stand in a row somewhere, or name no place, mission, date or known thing and ask nothing, the
    order by words leads and the rest follows.
    """
    by_weight = _by_weight(conn, corpus, found, asked, hits)
    if len(hits) > MANY or _words_lead(conn, corpus, found.plain, asked):
        own = set(by_words)
        return [*by_words, *(unit for unit in by_weight if unit not in own)]
    return by_weight if len(hits) < ENOUGH else _merge(by_words, by_weight)


def _words_lead(conn: sqlite3.Connection, corpus: Corpus, plain: Plain, asked: Query) -> bool:
    names_something = plain.asks or any(
        one.named or one.dated or one.places or corpus.is_name(one.words) for one in plain.wanted
    )
    return not names_something or _stand_in_a_row(conn, corpus, asked)


def _stand_in_a_row(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> bool:
    items = asked.tree.items if isinstance(asked.tree, And) else ()
    terms = [item for item in items if isinstance(item, Term)]
    return len(terms) >= ROW and bool(find(conn, corpus.ids, one_phrase(terms)))


def _merge(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Two orders as one: what stands high in both comes first."""
    ranks = [{unit: rank for rank, unit in enumerate(order)} for order in (one, other)]

    def score(unit: int) -> float:
        return sum(1 / (3 + rank[unit]) for rank in ranks if unit in rank)

    return sorted(dict.fromkeys(chain(one, other)), key=lambda unit: -score(unit))


def _by_weight(
    conn: sqlite3.Connection, corpus: Corpus, found: Widened, asked: Query, units: Sequence[int]
) -> list[int]:
    """Units by weight, those with words close together a little higher, and what repeats others further back."""
    held = set(units)
    weighed = [unit for unit in found.weighed if unit in held]
    rest = [unit for unit in reversed(units) if unit not in found.weighed]
    if asked.tree is None or not weighed:
        return [*weighed, *rest]
    best = weighed[:CLOSER]
    rows = load_texts(conn, best)
    near, again = closer_factors(rows, asked.tree), begins_again(best, rows)

    def weight(unit: int) -> float:
        return found.weighed[unit].weight * sqrt(near.get(unit, 1.0)) * float(TWIN ** again[unit])

    return [*sorted(best, key=lambda unit: -weight(unit)), *weighed[CLOSER:], *rest]


def load_texts(conn: sqlite3.Connection, units: Sequence[int]) -> list[tuple[int, str, str]]:
    """The id, heading and text of some units."""
    marks = ", ".join("?" * len(units))
    return cursor_of(conn).execute(f"SELECT id, heading, text FROM units WHERE id IN ({marks})", units).fetchall()


def most_words(
    conn: sqlite3.Connection, corpus: Corpus, found: Widened, asked: Query, but: Sequence[int]
) -> Iterator[int]:
    """The units with most of the words, the best first, without those in `but`."""
    left_out = set(but)
    units = [unit for unit, one in found.weighed.items() if unit not in left_out and one.share >= LEAST_SHARE]
    return iter(_by_weight(conn, corpus, found, asked, units))
