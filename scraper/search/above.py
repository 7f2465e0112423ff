"""Resolutions that a plain query seems to name: by title, popular name, day, agenda item or subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log

from scraper.query import Filter, Query
from scraper.search.corpus import Corpus
from scraper.search.evidence import Evidence
from scraper.search.facets import passing
from scraper.search.sets import all_bits
from scraper.search.weighing import stand, weigh_these

MOST = 3
"""Never more of them above the paragraphs."""

SHARE = 0.75
"""So much of the query must stand in title, names, day, agenda and subjects of a resolution."""

BEST_PARAGRAPHS = 2

_COLUMNS = ("title", "day", "topics", "popular")


def resolutions_named(corpus: Corpus, evidence: Sequence[Evidence], filters: Sequence[Filter]) -> tuple[int, ...]:
    """The numbers of the resolutions named that pass the filters, the likeliest first."""
    total = sum(one.rarity for one in evidence)
    held: defaultdict[int, float] = defaultdict(float)
    for one in evidence:
        for number, (weight, column) in one.over.items():
            if column in _COLUMNS and (column == "day" or not one.dated):
                held[number] += one.rarity * (1.0 if weight > 0.5 else 0.9)
    named = [number for number, share in held.items() if share >= SHARE * total and number in corpus.span_of]
    if filters:  # any paragraph of it must pass
        allowed = passing(corpus, Query("", None, tuple(filters), None, ""))
        named = [number for number in named if allowed & all_bits(*corpus.span_of[number])]
    return tuple(sorted(named, key=lambda n: (-held[n] * held[n] * _cited(corpus, n), -n))[:MOST])


def _cited(corpus: Corpus, number: int) -> float:
    return 1 + log(1 + corpus.cited.get(number, 0))


def best_paragraphs(corpus: Corpus, evidence: Sequence[Evidence], number: int) -> list[int]:
    """The one or two heaviest operative paragraphs of a resolution."""
    first, after = corpus.span_of[number]
    places = [place for place in range(first, after) if corpus.operative >> place & 1]
    weighed = stand(corpus, evidence, weigh_these(corpus, evidence, places))
    return [corpus.ids[one.place] for one in weighed[:BEST_PARAGRAPHS]]
