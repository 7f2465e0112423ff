"""Other wordings of the same words: near copies, found by the rare words they share, seen to be near by alignment."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from scraper.database.wordings import WordCounts, near_wordings
from scraper.trace.align import find_densest, find_window
from scraper.trace.changes import Rewording, Word, compare, is_slip
from scraper.trace.uses import Use, uses_of
from scraper.wording import fold, locate_words

CANDIDATES = 600
"""So many wordings that share rare words with the question are looked at."""

MOST_CELLS = 400_000
"""So much is aligned for one question, in words of it times words of texts, the likeliest first."""

LONG = 60
"""A question of more words is compared as a whole clause is, without looking for the best window."""

ALIKE = 0.4
"""Whole clauses are near copies where of all runs of three words that either has so many are in both."""

MOST_VARIANTS = 150
"""So many other wordings are told, those that are used most; of boilerplate there are hundreds."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording with its uses, oldest first, and its words as printed in the first of them."""

    words: tuple[Word, ...]
    text: str
    uses: tuple[Use, ...]

    @staticmethod
    def of_phrase(phrase: Sequence[str], uses: Sequence[Use]) -> Variant:
        """The words that were asked for, as printed where they stand first."""
        words = [printed.word for printed in locate_words(uses[0].text)]
        start = next(i for i in range(len(words)) if words[i : i + len(phrase)] == list(phrase))
        return _print(uses, (start, start + len(phrase)))

    def with_uses(self, uses: Sequence[Use]) -> Variant:
        """The same with some of its uses."""
        return replace(self, uses=tuple(uses))

    def changes_from(self, earlier: Variant) -> tuple[Rewording, ...]:
        """What was changed to make this wording of an earlier one."""
        return compare(earlier.words, self.words)

    def differs_by_slips(self, asked: Sequence[str]) -> bool:
        """Whether it is what was asked but for letters that were misread."""
        own = [word.folded for word in self.words]
        different = [(one, two) for one, two in zip(own, asked, strict=False) if one != two]
        return len(own) == len(asked) and bool(different) and all(is_slip(one, two) for one, two in different)


def nearest_earlier(variants: Sequence[Variant]) -> list[int | None]:
    """For each which one before it shares most of its words; of equals most pairs of words; of equals the latest."""
    folded = [[word.folded for word in one.words] for one in variants]
    bags, pairs = _number(folded), _number([list(pairwise(words)) for words in folded])
    nearest: list[int | None] = []
    for i in range(len(variants)):
        scored = [_alike(bags[i], bags[j]) for j in range(i)]
        best = max(scored, default=0.0)
        equals = [j for j, score in enumerate(scored) if score == best]
        nearest.append(max(equals, key=lambda j: (_alike(pairs[i], pairs[j]), j), default=None))
    return nearest


def _number(sets: Sequence[Sequence[Hashable]]) -> list[int]:
    """Each set as a number with a bit for each of its members: many are compared with each other."""
    bits: dict[Hashable, int] = {}
    return [sum({bits.setdefault(member, 1 << len(bits)) for member in members}) for members in sets]


def _alike(one: int, two: int) -> float:
    return 2 * (one & two).bit_count() / ((one.bit_count() + two.bit_count()) or 1)


@dataclass(frozen=True, slots=True)
class NearCopies:
    """The wordings that are near copies, those with equal words together, and where in each these words stand."""

    groups: Mapping[tuple[str, ...], Sequence[int]]
    windows: Mapping[int, tuple[int, int]]
    complete: bool


def find_near_copies(
    conn: sqlite3.Connection, asked: Sequence[str], words: WordCounts, least: float, whole: bool, verbatim: Set[int]
) -> NearCopies:
    """The near copies of what was asked; `verbatim` are the wordings that have it word for word.

    `least` is the share of the question that must be found in a row; `whole` compares whole clauses, or what two have
    in common, and not the part that is nearest. Rows of tables are left out.
    """
    windows: dict[int, tuple[int, int]] = {}
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    cells = 0
    compared = _Compared(asked, least, whole or len(asked) > LONG)
    near = near_wordings(conn, words, CANDIDATES, 0 if compared.whole else least)
    for one in near:
        if one.wording in verbatim or cells > MOST_CELLS:
            continue
        own = fold(one.text).split()
        window, cost = compared.window(own)
        cells += cost
        if window and tuple(own[slice(*window)]) != tuple(asked):
            windows[one.wording] = window
            groups[tuple(own[slice(*window)])].append(one.wording)
    complete = len(near) < CANDIDATES and cells <= MOST_CELLS and len(groups) <= MOST_VARIANTS
    return NearCopies(groups, windows, complete)


class _Compared:
    """A question, ready to be compared with many texts."""

    def __init__(self, asked: Sequence[str], least: float, whole: bool) -> None:
        self.asked, self.least, self.whole = asked, least, whole
        self.bag, self.shingles = frozenset(asked), shingles(asked)

    def window(self, words: Sequence[str]) -> tuple[tuple[int, int] | None, int]:
        """Where in these words a near copy stands, None for nowhere; and what finding that cost."""
        if self.whole:
            return self._share(words), 0
        if len(self.bag.intersection(words)) < self.least * len(self.bag):
            return None, 0
        found = find_window(self.asked, words, self.least)
        cost = len(self.asked) * min(len(words), 2 * len(self.asked))
        return ((found.start, found.end) if found.score >= self.least else None), cost

    def _share(self, words: Sequence[str]) -> tuple[int, int] | None:
        """All of a text that is alike as a whole, or the part of it that is, with enough of the question in it."""
        own = shingles(words)
        shared = len(own & self.shingles)
        if shared >= ALIKE * len(own | self.shingles):
            return 0, len(words)
        if shared < self.least * len(self.shingles):
            return None
        start, end = self._shared_part(words)
        part = shingles(words[start:end])
        alike = len(part & self.shingles) >= max(ALIKE * len(part | self.shingles), self.least * len(self.shingles))
        return (start, end) if alike else None

    def _shared_part(self, words: Sequence[str]) -> tuple[int, int]:
        """The densest stretch, from the first run of three words in common to the last; and the word that ends it."""
        first, after = find_densest(self.bag, words)
        runs = [i for i in range(first, after - 2) if tuple(words[i : i + 3]) in self.shingles]
        if not runs:
            return first, after
        start, end = runs[0], runs[-1] + 3
        return start, end + (end < len(words) and words[end - 1] != self.asked[-1])


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every run of three words; of fewer words all of them."""
    return frozenset(zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else frozenset([tuple(words)])


def read_variants(conn: sqlite3.Connection, near: NearCopies) -> list[Variant]:
    """A variant for each group of near copies with equal words; those that are used most."""
    by_wording: defaultdict[int, list[Use]] = defaultdict(list)
    for use in uses_of(conn, near.windows):
        by_wording[use.wording or 0].append(use)
    gathered = [
        sorted((use for wording in wordings for use in by_wording[wording]), key=lambda use: use.order)
        for wordings in near.groups.values()
    ]
    most = sorted(filter(None, gathered), key=lambda uses: (-len(uses), uses[0].order))[:MOST_VARIANTS]
    return [_print(uses, near.windows[uses[0].wording or 0]) for uses in most]


_OPENS = re.compile(r"(?:^|[.!?:;“\"(\n])\s*$")


def _print(uses: Sequence[Use], window: tuple[int, int]) -> Variant:
    """A window of words as printed in the first of its uses."""
    text = uses[0].text
    places = locate_words(text)[slice(*window)]
    begin = places[0].start
    words = [
        Word(
            one.word,
            text[one.start : one.end],
            text[one.start].isupper() and not _OPENS.search(text[max(0, one.start - 4) : one.start]),
            (one.start - begin, one.end - begin),
        )
        for one in places
    ]
    shown = text[places[0].start : places[-1].end]
    closing = ")" if shown.count("(") > shown.count(")") and text[places[-1].end :].startswith(")") else ""
    return Variant(tuple(words), shown + closing, tuple(uses))
