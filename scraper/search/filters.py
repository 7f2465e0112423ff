"""What each filter of the search language does with the corpus, and how its facet divides what was found.

How a filter is typed and told stands in `scraper.query.filter_kinds`, by the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scraper.query import Filter
from scraper.search.corpus import Corpus, plain_verb
from scraper.sources import QUALITIES


@dataclass(frozen=True, slots=True)
class FilterTest:
    """One filter.

    of      what it is asked of: a value of its facet, the verbs of a unit, or a resolution by its number
    test    whether a thing passes one filter; made once a query
    facet   the heading of its facet; "" where it has none
    labels  for a facet of few values: by the key, the value as it is typed and as it is shown
    """

    of: Literal["value", "verbs", "resolution"]
    test: Callable[[Corpus, Filter], Callable[[Any], bool]]
    facet: str = ""
    labels: Mapping[Any, tuple[str, str]] = field(default_factory=dict)


def _between(value: str) -> Callable[[int], bool]:
    first, dots, last = value.partition("..")
    low = int(first) if first else 0
    high = (int(last) if last else 99_999) if dots else low
    return lambda number: low <= number <= high


def _test_number(_corpus: Corpus, one: Filter) -> Callable[[int], bool]:
    return _between(one.value)


def _test_chapter_vii(_corpus: Corpus, one: Filter) -> Callable[[bool], bool]:
    wanted = one.value == "yes"
    return lambda under: under is wanted


def _test_quality(_corpus: Corpus, one: Filter) -> Callable[[str], bool]:
    return lambda quality: quality == one.value


def _test_part(_corpus: Corpus, one: Filter) -> Callable[[str], bool]:
    return lambda part: one.value in (part, "all")


def _test_verb(_corpus: Corpus, one: Filter) -> Callable[[tuple[str, ...]], bool]:
    wanted = f"{plain_verb(one.value) or one.value} "
    return lambda verbs: any(f"{verb} ".startswith(wanted) for verb in verbs)


def _test_title(corpus: Corpus, one: Filter) -> Callable[[int], bool]:
    return lambda number: f" {one.value} " in corpus.facts[number].title_words


def _test_topic(corpus: Corpus, one: Filter) -> Callable[[int], bool]:
    """A whole heading where the words are one, and else every heading that has them."""
    wanted = f" {one.value} "
    if wanted in corpus.topics:
        return lambda number: wanted in corpus.facts[number].topic_words
    return lambda number: any(wanted in words for words in corpus.facts[number].topic_words)


FILTER_TESTS: Mapping[str, FilterTest] = {
    "year": FilterTest("value", _test_number, "Year"),
    "verb": FilterTest("verbs", _test_verb, "Verb"),
    "topic": FilterTest("resolution", _test_topic, "Topic"),
    "ch7": FilterTest(
        "value", _test_chapter_vii, "Chapter VII",
        {True: ("yes", "Under Chapter VII"), False: ("no", "Not under it")},
    ),
    "in": FilterTest(
        "value", _test_part, "Part",
        {"op": ("op", "Operative"), "pp": ("pp", "Preamble"), "annex": ("annex", "Annexes")},
    ),
    "quality": FilterTest(
        "value", _test_quality, "Text",
        {quality: (quality, words.short) for quality, words in QUALITIES.items()},
    ),
    "res": FilterTest("resolution", _test_number),
    "title": FilterTest("resolution", _test_title),
}  # fmt: skip
"""Every filter by its name, in the order in which facets are shown."""
