"""Resolutions that a plain query seems to name: by title, popular name, day, agenda item or subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.search.corpus import Corpus
from scraper.search.evidence import Evidence
from scraper.search.weighing import Weighed

MOST = 3
"""Never more of them above the paragraphs."""

SHARE = 0.75
"""So much of the query must stand in title, names, day, agenda and subjects of a resolution."""

BEST_PARAGRAPHS = 2

_COLUMNS = ("title", "topics", "popular")


def resolutions_named(corpus: Corpus, evidence: Sequence[Evidence], allowed: frozenset[int] | None) -> tuple[int, ...]:
    """The numbers of the resolutions named, the likeliest first; `allowed` are those that pass the filters."""
    total = sum(one.rarity for one in evidence)
    held: defaultdict[int, float] = defaultdict(float)
    for one in evidence:
        for number, (weight, column) in one.over.items():
            if column in _COLUMNS:
                held[number] += one.rarity * (1.0 if weight > 0.5 else 0.9)
    named = [n for n, share in held.items() if share >= SHARE * total and (allowed is None or n in allowed)]
    return tuple(sorted(named, key=lambda n: (-held[n] * _cited(corpus, n), -n))[:MOST])


def _cited(corpus: Corpus, number: int) -> float:
    return 1 + log(1 + corpus.cited.get(number, 0))


def best_paragraphs(weighed: Mapping[int, Weighed], numbers: Sequence[int]) -> dict[int, list[int]]:
    """The one or two heaviest units of each of these resolutions."""
    best: dict[int, list[int]] = {number: [] for number in numbers}
    for unit in weighed:
        found = best.get(unit // CLAUSES_PER_DOCUMENT)
        if found is not None and len(found) < BEST_PARAGRAPHS:
            found.append(unit)
    return best
