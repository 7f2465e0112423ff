"""What each paragraph weighs for a plain query: how much of it is met, where, and how often the paragraph is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import Literal

from scraper.search.corpus import Corpus
from scraper.search.evidence import OTHER_WORDS, Evidence, number_at

MOST_WEIGHED = 300
"""So many of the best by the plain sum are weighed in full."""

ALL_OWN = 0.6
"""How much more a paragraph weighs that has every word as typed."""

HELD_OVER, OVER_SHARE = 0.2, 0.8
"""How much more where the title, names and date of its resolution hold so much of the query."""

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
    total = sum(one.rarity for one in evidence)
    telling = [one for one in evidence if not one.common] or list(evidence)
    over_weight, over_share = _sum_over(telling)
    gained: defaultdict[int, float] = defaultdict(float)
    for one in telling:
        _add(corpus, one, gained)
    best = nlargest(
        MOST_WEIGHED,
        (
            (gain + over_weight.get(number := number_at(corpus, place), 0.0) + over_share.get(number, 0.0), place)
            for place, gain in gained.items()
            if among >> place & 1
        ),
    )
    return [_in_full(corpus, evidence, place, total) for _, place in best]


def _sum_over(evidence: Sequence[Evidence]) -> tuple[dict[int, float], dict[int, float]]:
    """By resolution, what stands over its paragraphs: by weight, and what share of the words."""
    weight: defaultdict[int, float] = defaultdict(float)
    share: defaultdict[int, float] = defaultdict(float)
    for one in evidence:
        for number, (over, _) in one.over.items():
            weight[number] += one.rarity * over
            share[number] += one.rarity
    return weight, share


def _add(corpus: Corpus, one: Evidence, gained: defaultdict[int, float]) -> None:
    """What each unit gains by having one thing itself, beyond what stands over it."""
    for places, own in ((one.own_places, 1.0), (one.other_places, OTHER_WORDS)):
        for place in places:
            over = one.over.get(number_at(corpus, place))
            gained[place] += one.rarity * (max(0.0, own - over[0]) if over else own + 1.0)


def _in_full(corpus: Corpus, evidence: Sequence[Evidence], place: int, total: float) -> Weighed:
    number = number_at(corpus, place)
    weights = [one.weight_at(place, number) for one in evidence]
    held = sum(one.rarity * weight for one, weight in zip(evidence, weights, strict=True))
    share = sum(one.rarity for one, weight in zip(evidence, weights, strict=True) if weight) / total
    return Weighed(place, max(LEAST, held / total - (1 - share)), share)


def stand(corpus: Corpus, evidence: Sequence[Evidence], weighed: Sequence[Weighed]) -> list[Weighed]:
    """The same with the standing of each paragraph in its weight, the heaviest first."""
    return sorted(
        (Weighed(one.place, one.weight * _standing(corpus, evidence, one.place), one.share) for one in weighed),
        key=lambda one: (-one.weight, -one.place),
    )


def _standing(corpus: Corpus, evidence: Sequence[Evidence], place: int) -> float:
    unit, number = corpus.ids[place], number_at(corpus, place)
    total = sum(one.rarity for one in evidence)
    over = sum(one.rarity for one in evidence if one.over.get(number, (0.0, ""))[0] >= OVER_SHARE)
    factor = 1.0 + ALL_OWN * all(one.own >> place & 1 for one in evidence)
    factor *= 1.0 + HELD_OVER * (over >= OVER_SHARE * total)
    factor *= 1.0 + 0.1 * log(1 + corpus.cited_units.get(unit, 0))
    factor *= 1.0 + 0.03 * log(1 + corpus.cited.get(number, 0))
    factor *= 1.0 + 0.4 / (1 + place - corpus.first_operative.get(number, place))
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
