"""What a plain query finds beyond the paragraphs that have all its words, and in what order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, islice
from math import sqrt
from operator import and_, or_

from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import Query, Term, spelling
from scraper.query.plain import Plain
from scraper.search import ranking
from scraper.search.corpus import Corpus
from scraper.search.evidence import PLACE_SAID, Evidence
from scraper.search.matching import find
from scraper.search.weighing import MOST_WEIGHED, Weighed, lean, stand, weigh, weigh_these

ENOUGH = 10
"""From so many on, the order by words alone and the order by weight are merged; under it the weight decides."""

LOOKED_AT = 100
"""Of many hits so many of each kind are weighed: the first by words alone, the most cited, the newest with words over
them."""

ROW = 4
"""So many words in a row as some paragraph has them are a quotation: the order by words alone leads."""


@dataclass(frozen=True, slots=True)
class Widened:
    """A plain query, where each thing that it looks for stands, and the units that have all of them (bits)."""

    plain: Plain
    evidence: tuple[Evidence, ...]
    all_there: int

    def missing(self, corpus: Corpus, unit: int) -> tuple[str, ...]:
        """The things looked for that a unit has neither itself nor over it, as typed."""
        place, number = corpus.place_of[unit], unit // CLAUSES_PER_DOCUMENT
        pairs = zip(self.plain.wanted, self.evidence, strict=True)
        return tuple(wanted.typed for wanted, one in pairs if not one.weight_at(place, number))

    def elsewhere(self, corpus: Corpus, unit: int) -> tuple[tuple[str, str], ...]:
        """The things looked for that stand over a unit, or in other words in it, and where."""
        place, number = corpus.place_of[unit], unit // CLAUSES_PER_DOCUMENT
        told = []
        for wanted, one in zip(self.plain.wanted, self.evidence, strict=True):
            if not one.is_own(place) and one.weight_at(place, number):
                told.append((wanted.typed, PLACE_SAID["other" if one.is_other(place) else one.over[number][1]]))
        return tuple(told)


def widen(plain: Plain, evidence: tuple[Evidence, ...]) -> Widened:
    """Find what has all of it, own or over it, at least one thing itself."""
    everywhere = reduce(and_, (one.everywhere for one in evidence))
    own = reduce(or_, (one.own | one.other for one in evidence))
    return Widened(plain, evidence, everywhere & own)


def words_lead(conn: sqlite3.Connection, corpus: Corpus, plain: Plain, asked: Query) -> bool:
    """Whether the order by words alone leads: no place, mission, date or known thing is named and nothing asked, or the
    words typed stand in a row somewhere."""
    names_something = plain.asks or any(
        one.named or one.dated or one.places or corpus.is_name(one.words) for one in plain.wanted
    )
    if not names_something:
        return True
    return stand_in_a_row(conn, corpus, asked)


def stand_in_a_row(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> bool:
    """Whether some text has all the words typed, four or more, in a row."""
    row = spelling.words(asked.text)
    return len(row) >= ROW and bool(find(conn, corpus, Term("", (row,), phrase=True)))


def order_by_both(
    conn: sqlite3.Connection, corpus: Corpus, found: Widened, asked: Query, hits: Sequence[int], by_words: Iterable[int]
) -> Iterator[int]:
    """The hits in an order made of two: by words alone, of which `by_words` is it, and by weight."""
    leading = list(by_words)
    if len(hits) < ENOUGH:
        return iter(order_by_weight(conn, corpus, found, asked, hits))
    own, cited = set(leading), corpus.cited_units
    most_cited = sorted(hits, key=lambda unit: -cited.get(unit, 0))[:LOOKED_AT]
    over = islice((unit for unit in reversed(hits) if unit not in own), LOOKED_AT)
    weighed = order_by_weight(conn, corpus, found, asked, [*{*leading[:LOOKED_AT], *most_cited, *over}])
    ranks = [{unit: rank for rank, unit in enumerate(order)} for order in (leading, weighed)]

    def score(unit: int) -> float:
        return sum(1 / (3 + rank[unit]) for rank in ranks if unit in rank)

    merged = sorted(dict.fromkeys(chain(leading, weighed)), key=lambda unit: -score(unit))
    held = set(merged)
    return chain(merged, (unit for unit in reversed(hits) if unit not in held))


def order_by_weight(
    conn: sqlite3.Connection, corpus: Corpus, found: Widened, asked: Query, units: Sequence[int]
) -> list[int]:
    """Units by weight, at most as many as are weighed, then the others, the newest first."""
    some, rest = units[-MOST_WEIGHED:], units[:-MOST_WEIGHED]
    places = [corpus.place_of[unit] for unit in some]
    weighed = stand(corpus, found.evidence, weigh_these(corpus, found.evidence, places))
    return [*_look_closer(conn, corpus, asked, lean(weighed, found.plain.leans)), *reversed(rest)]


def most_words(conn: sqlite3.Connection, corpus: Corpus, found: Widened, asked: Query, allowed: int) -> list[int]:
    """The units in `allowed` (bits) with most of the words, the best first."""
    weighed = stand(corpus, found.evidence, weigh(corpus, found.evidence, allowed))
    return _look_closer(conn, corpus, asked, lean(weighed, found.plain.leans))


def _look_closer(conn: sqlite3.Connection, corpus: Corpus, asked: Query, weighed: Sequence[Weighed]) -> list[int]:
    """The units, those with words close together a little higher, and what repeats others further back."""
    weights = {corpus.ids[one.place]: one.weight for one in weighed}
    best, rest = list(weights)[: ranking.CLOSER], list(weights)[ranking.CLOSER :]
    if asked.tree is None or not best:
        return best + rest
    rows = ranking.load_texts(conn, best)
    near, again = ranking.closer_factors(rows, asked.tree), ranking.begins_again(best, rows)

    def weight(unit: int) -> float:
        return weights[unit] * sqrt(near.get(unit, 1.0)) * float(ranking.TWIN ** again[unit])

    return [*sorted(best, key=lambda unit: -weight(unit)), *rest]
