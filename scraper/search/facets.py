"""What the filters of a query let through, and how that divides by year, verb, topic, part ..."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import chain, compress, count
from operator import and_, or_
from typing import Any, TypeVar

from scraper import query as queries
from scraper.query import Filter, Query, spelling
from scraper.search.corpus import FACETS_HELD, Corpus
from scraper.search.filters import FILTER_TESTS
from scraper.search.results import Facet, Value
from scraper.search.sets import bits, span_bits
from scraper.titles import ease_capitals

FACET_VALUES = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """The units that pass every filter, and for each kind of filter how many would pass but for it."""

    hits: list[int]
    counts: dict[str, Counter[Any]]


def passing(corpus: Corpus, asked: Query) -> int:
    """The units that every filter of a query lets through, whatever its words, as bits."""
    return reduce(and_, _let_through(corpus, asked).values())


def _let_through(corpus: Corpus, asked: Query) -> dict[str, int]:
    """For each kind of filter that is asked for the units that it lets through; the parts are limited in any case."""
    chosen = queries.parts(asked)
    through = {"in": _union(units for part, units in corpus.held["in"].items() if part in chosen)}
    for name in FILTER_TESTS:
        of_name = tuple(one for one in asked.filters if one.name == name)
        if name != "in" and of_name:  # asked several times in one search
            through[name] = corpus.matches.of(of_name, partial(_find_passing, corpus, of_name))
    return through


def _find_passing(corpus: Corpus, of_name: Sequence[Filter]) -> int:
    """The units that filters of one kind let through."""
    name = of_name[0].name
    kind = FILTER_TESTS[name]
    return _UNITS[kind.of](corpus, name, _combine(of_name, partial(kind.test, corpus)))


def _with_value(corpus: Corpus, name: str, passes: Callable[[Any], bool]) -> int:
    return _union(units for value, units in corpus.held[name].items() if passes(value))


def _with_verbs(corpus: Corpus, _name: str, passes: Callable[[tuple[str, ...]], bool]) -> int:
    good = list(map(passes, corpus.verbs))
    speaks = map(good.__getitem__, corpus.verbs_of)
    return bits(compress(count(), speaks), len(corpus.ids))


def _of_resolutions(corpus: Corpus, _name: str, passes: Callable[[int], bool]) -> int:
    return span_bits((span for number, span in corpus.span_of.items() if passes(number)), len(corpus.ids))


_UNITS: Mapping[str, Callable[[Corpus, str, Callable[[Any], bool]], int]] = {
    "value": _with_value,
    "verbs": _with_verbs,
    "resolution": _of_resolutions,
}


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _combine(filters: Sequence[Filter], test: Callable[[Filter], Callable[[T], bool]]) -> Callable[[T], bool]:
    """Any of those that ask, and none of those that refuse."""
    wanted = [test(one) for one in filters if not one.negated]
    refused = [test(one) for one in filters if one.negated]

    def passes(thing: T) -> bool:
        return (not wanted or any(asks(thing) for asks in wanted)) and not any(asks(thing) for asks in refused)

    return passes


def tally(corpus: Corpus, found: int, asked: Query) -> Tally:
    """Of the units found, as bits, those that pass; and the counts of every facet but topics."""
    through = _let_through(corpus, asked)
    counts = {}
    for name in FACETS_HELD:
        but_for_it = reduce(and_, (units for other, units in through.items() if other != name), found)
        shares = ((value, (but_for_it & units).bit_count()) for value, units in corpus.held[name].items())
        counts[name] = Counter({value: many for value, many in shares if many})
    return Tally(corpus.units_in(reduce(and_, through.values(), found)), counts)


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
    alike: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    for number, many in per_resolution.items():
        alike[many].append(corpus.facts[number].topics)
    counts: Counter[str] = Counter()
    for many, topics in alike.items():
        for topic, times in Counter(chain.from_iterable(topics)).items():
            counts[topic] += many * times
    return counts


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
