"""What the filters of a query let through, and how that divides by year, verb, topic, part ..."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, compress, repeat
from operator import and_
from typing import Any, TypeVar

from scraper import query as queries
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import Filter, Query, spelling
from scraper.search.corpus import Cell, Corpus
from scraper.search.filters import FILTER_TESTS
from scraper.search.results import Facet, Value
from scraper.titles import ease_capitals

FACET_VALUES = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """The units that pass every filter, and for each kind of filter how many would pass but for it."""

    hits: list[int]
    counts: dict[str, Counter[Any]]


def _tests(corpus: Corpus, asked: Query) -> dict[str, Callable[[Cell], bool]]:
    """For each kind of filter on cells that is asked for whether one passes; the parts are limited in any case."""
    chosen = queries.parts(asked)
    tests: dict[str, Callable[[Cell], bool]] = {"in": lambda cell: cell.part in chosen}
    for name, kind in FILTER_TESTS.items():
        of_name = [one for one in asked.filters if one.name == name]
        if kind.of == "cell" and name != "in" and of_name:
            tests[name] = _combine(of_name, partial(kind.test, corpus))
    return tests


def _combine(filters: Sequence[Filter], test: Callable[[Filter], Callable[[T], bool]]) -> Callable[[T], bool]:
    """Any of those that ask, and none of those that refuse."""
    wanted = [test(one) for one in filters if not one.negated]
    refused = [test(one) for one in filters if one.negated]

    def passes(thing: T) -> bool:
        return (not wanted or any(asks(thing) for asks in wanted)) and not any(asks(thing) for asks in refused)

    return passes


def _resolutions_that_pass(corpus: Corpus, filters: Sequence[Filter]) -> set[int] | None:
    """The resolutions left by the filters that are asked of resolutions, or None where there are none of these."""
    left: set[int] | None = None
    for name, kind in FILTER_TESTS.items():
        of_name = [one for one in filters if one.name == name]
        if kind.of == "resolution" and of_name:
            passes = _combine(of_name, partial(kind.test, corpus))
            left = {number for number in (corpus.facts if left is None else left) if passes(number)}
    return left


def tally(corpus: Corpus, found: Sequence[int], asked: Query) -> Tally:
    """The hits, and the counts of every facet but topics. What runs over every unit found runs in C."""
    allowed = _resolutions_that_pass(corpus, asked.filters)
    if allowed is not None:
        found = [unit for unit in found if unit // CLAUSES_PER_DOCUMENT in allowed]
    cells = list(map(corpus.cell_of.__getitem__, found))
    verbs = list(map(corpus.verbs_of.__getitem__, found))
    speaks: Iterable[bool] = repeat(True)
    if of_name := [one for one in asked.filters if one.name == "verb"]:
        passes = _combine(of_name, partial(FILTER_TESTS["verb"].test, corpus))
        good_verbs = {code: passes(corpus.verbs[code]) for code in set(verbs)}
        speaks = [good_verbs[code] for code in verbs]
    counts, good = _count_cells(corpus, set(cells), Counter(compress(cells, speaks)), asked)
    fits = list(map(good.__getitem__, cells))
    counts["verb"] = _count_verbs(corpus, Counter(compress(verbs, fits)))
    return Tally(list(compress(found, map(and_, fits, speaks))), counts)


def _count_cells(
    corpus: Corpus, codes: Iterable[int], cells: Mapping[int, int], asked: Query
) -> tuple[dict[str, Counter[Any]], dict[int, bool]]:
    """Counts by year, part, Chapter VII and quality; and which cells pass every filter."""
    tests = _tests(corpus, asked)
    keys = {name: kind.key for name, kind in FILTER_TESTS.items() if kind.key}
    counts: dict[str, Counter[Any]] = {name: Counter() for name in keys}
    good: dict[int, bool] = {}
    for code in codes:
        cell = corpus.cells[code]
        failed = [name for name, test in tests.items() if not test(cell)]
        good[code] = not failed
        many = cells.get(code, 0)
        for name in failed if len(failed) == 1 else () if failed else counts:
            if many and name in counts:
                counts[name][keys[name](cell)] += many
    return counts, good


def _count_verbs(corpus: Corpus, sets: Mapping[int, int]) -> Counter[str]:
    """How many units have each verb, by its first word."""
    counts: dict[str, int] = {}
    for code, many in sets.items():
        for first in corpus.first_words[code]:
            counts[first] = counts.get(first, 0) + many
    return Counter(counts)


def list_facets(corpus: Corpus, counted: Tally, asked: Query, per_resolution: Counter[int]) -> tuple[Facet, ...]:
    """All facets, each with its commonest values; `per_resolution` has the number of hits in each resolution."""
    counts = counted.counts | {"topic": _count_topics(corpus, per_resolution)}
    return tuple(
        Facet(name, kind.facet, tuple(_values(corpus, name, counts[name], asked)))
        for name, kind in FILTER_TESTS.items()
        if kind.facet
    )


def _count_topics(corpus: Corpus, per_resolution: Counter[int]) -> Counter[str]:
    """How many hits are in resolutions on each topic."""
    topics = [(corpus.facts[number].topics, many) for number, many in per_resolution.items()]
    once = Counter(chain.from_iterable(of for of, many in topics))
    for of, many in topics:
        if many > 1:
            for topic in of:
                once[topic] += many - 1
    return once


def _values(corpus: Corpus, name: str, counts: Counter[Any], asked: Query) -> Iterator[Value]:
    """The commonest values, and the chosen ones in any case, so that each can be taken back."""
    rest, labels = queries.without_filter(asked.text, name), FILTER_TESTS[name].labels
    chosen = {one.value for one in asked.filters if one.name == name and not one.negated}
    common = dict(counts.most_common(FACET_VALUES))
    if chosen:
        common |= {key: many for key, many in counts.items() if _written(name, key) in chosen}
    for key, many in common.items():
        if labels and key not in labels:
            continue
        value, label = labels[key] if labels else (str(key), _labelled(corpus, name, str(key)))
        selected = bool(chosen) and _written(name, key) in chosen
        yield Value(value, label, many, rest if selected else queries.write_filter(name, value, rest), selected)


def _written(name: str, key: Any) -> str:
    """A value as a filter as read has it."""
    if labels := FILTER_TESTS[name].labels:
        return labels.get(key, ("", ""))[0]
    return " ".join(spelling.words(key)) if name == "topic" else str(key)


def _labelled(corpus: Corpus, name: str, key: str) -> str:
    if name == "verb":
        return corpus.verb_labels.get(key, key)
    return ease_capitals(key)
