"""What each paragraph weighs for a plain query: how much of it is met, where, and how often the paragraph is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import Literal

from scraper.search.corpus import Corpus
from scraper.search.evidence import OTHER_WORDS, Evidence
from scraper.search.sets import places_in

MOST_WEIGHED = 300
"""So many of the best by the plain sum are weighed in full."""

ALL_OWN = 0.6
"""How much more a paragraph weighs that has every word as typed."""

HELD_OVER, OVER_SHARE = 0.2, 0.8
"""How much more where the title, names and date of its resolution hold so much of the query."""

LEAST_SHARE = 1 / 3
"""So much of a query a paragraph must have, or have over it, to be listed among those with most words."""

LEAST = 0.01
"""What a paragraph weighs at least, which misses more than it has."""

LEAN = 0.35
"""How much more the oldest or newest of the best weighs, where the query leans to it; less for each further one."""

LEANING = 100

ROUTINE = 0.7
"""What paragraphs weigh that stand in most resolutions, and that look back."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit by its place in `ids`, what it weighs, and what share of the query is met in it or over it."""

    place: int
    weight: float
    share: float


def weigh(corpus: Corpus, evidence: Sequence[Evidence], among: int) -> list[Weighed]:
    """The heaviest of the units in `among` (bits), each with at least one word of its own; not yet by its standing.

    A word counts by its rarity times the best place where it stands; a missing word takes its share away twice.
    """
    telling = [one for one in evidence if not one.common] or list(evidence)
    over = _sum_over(telling)
    gained: defaultdict[int, float] = defaultdict(float)
    for one in telling:
        _add(corpus.numbers, one, gained)
    allowed, numbers = among.to_bytes(len(corpus.ids) // 8 + 1, "little"), corpus.numbers
    sums = [
        (gain + over.get(numbers[place], 0.0), place)
        for place, gain in gained.items()
        if allowed[place >> 3] >> (place & 7) & 1
    ]
    best = (place for _, place in nlargest(MOST_WEIGHED, sums))
    return [one for one in weigh_these(corpus, evidence, best) if one.share >= LEAST_SHARE]


def weigh_these(corpus: Corpus, evidence: Sequence[Evidence], places: Iterable[int]) -> list[Weighed]:
    """What each of some units weighs, by their places in `ids`."""
    total = sum(one.rarity for one in evidence)
    return [_in_full(evidence, place, corpus.numbers[place], total) for place in places]


def _sum_over(evidence: Sequence[Evidence]) -> dict[int, float]:
    """By resolution, what stands over its paragraphs: its weight, and the share that is not missing."""
    held: defaultdict[int, float] = defaultdict(float)
    for one in evidence:
        for number, (over, _) in one.over.items():
            held[number] += one.rarity * (over + 1.0)
    return held


def _add(numbers: Sequence[int], one: Evidence, gained: defaultdict[int, float]) -> None:
    """What each unit gains by having one thing itself, beyond what stands over it."""
    over, rarity = one.over, one.rarity
    for places, own in ((places_in(one.own), 1.0), (places_in(one.other), OTHER_WORDS)):
        alone = rarity * (own + 1.0)
        for place in places:
            held = over.get(numbers[place])
            gained[place] += rarity * max(0.0, own - held[0]) if held else alone


def _in_full(evidence: Sequence[Evidence], place: int, number: int, total: float) -> Weighed:
    held = share = 0.0
    for one in evidence:
        if weight := one.weight_at(place, number):
            held += one.rarity * weight
            share += one.rarity
    return Weighed(place, max(LEAST, (held + share) / total - 1), share / total)


def stand(corpus: Corpus, evidence: Sequence[Evidence], weighed: Sequence[Weighed]) -> list[Weighed]:
    """The same with the standing of each paragraph in its weight, the heaviest first."""
    total = sum(one.rarity for one in evidence)
    return sorted(
        (Weighed(one.place, one.weight * _standing(corpus, evidence, one.place, total), one.share) for one in weighed),
        key=lambda one: (-one.weight, -one.place),
    )


def _standing(corpus: Corpus, evidence: Sequence[Evidence], place: int, total: float) -> float:
    unit, number = corpus.ids[place], corpus.numbers[place]
    over = sum(one.rarity for one in evidence if number in one.over and one.over[number][0] >= OVER_SHARE)
    factor = 1.0 + ALL_OWN * all(one.is_own(place) for one in evidence)
    factor *= 1.0 + HELD_OVER * (over >= OVER_SHARE * total)
    factor *= 1.0 + 0.1 * log(1 + corpus.cited_units.get(unit, 0))
    factor *= 1.0 + 0.03 * log(1 + corpus.cited.get(number, 0))
    factor *= 1.0 + 0.4 / (1 + max(0, place - corpus.first_operative.get(number, place)))
    return factor * (ROUTINE if unit in corpus.routine else 1.0)


def lean(weighed: Sequence[Weighed], towards: Literal["", "oldest", "newest"]) -> list[Weighed]:
    """The best with more weight for the oldest or the newest of them."""
    best, rest = list(weighed[:LEANING]), list(weighed[LEANING:])
    if not towards or len(best) < 2:
        return [*best, *rest]
    by_age = sorted((one.place for one in best), reverse=towards == "newest")
    gain: Mapping[int, float] = {place: LEAN * (1 - rank / (len(best) - 1)) for rank, place in enumerate(by_age)}
    leaned = [Weighed(one.place, one.weight * (1 + gain[one.place]), one.share) for one in best]
    return [*sorted(leaned, key=lambda one: (-one.weight, -one.place)), *rest]
