"""Other wordings of the same words: near copies, found by the rare words they share, seen to be near by alignment."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from scraper.database.wordings import near_wordings
from scraper.trace.align import find_window
from scraper.trace.changes import Rewording, Word, compare, is_slip
from scraper.trace.uses import Use, uses_of
from scraper.wording import fold, locate_words

CANDIDATES = 400
"""So many wordings that share rare words with the question are looked at."""

MOST_CELLS = 400_000
"""So much is aligned for one question, in words of it times words of texts, the likeliest first."""

LONG = 60
"""A question of more words is compared as a whole clause is, without looking for the best window."""

MOST_VARIANTS = 150
"""So many other wordings are told, those that are used most; of boilerplate there are hundreds."""

SHINGLE = 3


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording with its uses, oldest first, and its words as printed in the first of them."""

    words: tuple[Word, ...]
    text: str
    uses: tuple[Use, ...]
    bag: frozenset[str] = field(repr=False)
    pairs: frozenset[tuple[str, str]] = field(repr=False)

    @staticmethod
    def of(words: Sequence[Word], text: str, uses: Sequence[Use]) -> Variant:
        """A variant from its words."""
        folded = [word.folded for word in words]
        return Variant(tuple(words), text, tuple(uses), frozenset(folded), frozenset(pairwise(folded)))

    @staticmethod
    def of_phrase(phrase: Sequence[str], uses: Sequence[Use]) -> Variant:
        """The words that were asked for, as printed where they stand first."""
        words = [printed.word for printed in locate_words(uses[0].text)]
        start = next(i for i in range(len(words)) if words[i : i + len(phrase)] == list(phrase))
        return _print(uses, (start, start + len(phrase)))

    def with_uses(self, uses: Sequence[Use]) -> Variant:
        """The same with some of its uses."""
        return replace(self, uses=tuple(uses))

    def nearest(self, earlier: Sequence[Variant]) -> int | None:
        """Which of the earlier wordings shares most with this one; of equals the latest."""
        scored = ((self._shared(one), i) for i, one in enumerate(earlier))
        return max(scored, default=(0.0, None))[1]

    def _shared(self, other: Variant) -> tuple[float, float]:
        return _alike(self.bag, other.bag), _alike(self.pairs, other.pairs)

    def changes_from(self, earlier: Variant) -> tuple[Rewording, ...]:
        """What was changed to make this wording of an earlier one."""
        return compare(earlier.words, self.words)

    def differs_by_slips(self, asked: Sequence[str]) -> bool:
        """Whether it is what was asked but for letters that were misread."""
        own = [word.folded for word in self.words]
        different = [(one, two) for one, two in zip(own, asked, strict=False) if one != two]
        return len(own) == len(asked) and bool(different) and all(is_slip(one, two) for one, two in different)


def _alike(one: frozenset[object] | frozenset[str], two: frozenset[object] | frozenset[str]) -> float:
    return 2 * len(one & two) / ((len(one) + len(two)) or 1)


def find_variants(
    conn: sqlite3.Connection, asked: Sequence[str], least: float, whole: bool, verbatim: frozenset[int]
) -> tuple[list[Variant], bool]:
    """The other wordings of what was asked, and whether these are all; rows of tables are left out.

    `least` is the share of the question that must be found in a row; `whole` compares whole clauses and not the part of
    them that is nearest.
    """
    near = [one for one in near_wordings(conn, asked, CANDIDATES) if one.wording not in verbatim]
    texts = _texts(conn, [one.first_clause for one in near])
    windows: dict[int, tuple[int, int]] = {}
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    cells = 0
    compared = _Compared(asked, least, whole or len(asked) > LONG)
    for one in near:
        words = fold(texts.get(one.first_clause, "")).split()
        if not words or cells > MOST_CELLS:
            continue
        window, cost = compared.window(words)
        cells += cost
        if window and tuple(words[slice(*window)]) != tuple(asked):
            windows[one.wording] = window
            groups[tuple(words[slice(*window)])].append(one.wording)
    return _gather(conn, groups, windows), cells <= MOST_CELLS and len(groups) <= MOST_VARIANTS


def _texts(conn: sqlite3.Connection, clauses: Sequence[int]) -> dict[int, str]:
    rows = conn.execute(
        "SELECT id, text FROM clauses WHERE id IN (SELECT value FROM json_each(?)) AND kind != 'row'",
        (json.dumps(clauses),),
    )
    return dict(map(tuple, rows))


class _Compared:
    """A question, ready to be compared with many texts."""

    def __init__(self, asked: Sequence[str], least: float, whole: bool) -> None:
        self.asked, self.least, self.whole = asked, least, whole
        self.bag, self.shingles = frozenset(asked), shingles(asked)

    def window(self, words: Sequence[str]) -> tuple[tuple[int, int] | None, int]:
        """Where in these words a near copy stands, None for nowhere; and what finding that cost."""
        if len(self.bag.intersection(words)) < self.least * len(self.bag):
            return None, 0
        if self.whole:
            return ((0, len(words)) if self._is_near(words) else None), 0
        found = find_window(self.asked, words)
        cost = len(self.asked) * min(len(words), 2 * len(self.asked))
        return ((found.start, found.end) if found.score >= self.least else None), cost

    def _is_near(self, words: Sequence[str]) -> bool:
        """Whether enough runs of three words are shared: of those of the question, or of all."""
        own = shingles(words)
        shared = len(own & self.shingles)
        return shared >= self.least * len(self.shingles) or shared >= 0.4 * len(own | self.shingles)


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every run of three words; of fewer words all of them."""
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def _gather(
    conn: sqlite3.Connection, groups: dict[tuple[str, ...], list[int]], windows: dict[int, tuple[int, int]]
) -> list[Variant]:
    """A variant for each group of wordings whose windows are equal; those that are used most."""
    by_wording: defaultdict[int, list[Use]] = defaultdict(list)
    for use in uses_of(conn, windows):
        by_wording[use.wording or 0].append(use)
    gathered = [
        sorted((use for wording in wordings for use in by_wording[wording]), key=lambda use: use.order)
        for wordings in groups.values()
    ]
    most = sorted(gathered, key=lambda uses: (-len(uses), uses[0].order))[:MOST_VARIANTS]
    return [_print(uses, windows[uses[0].wording or 0]) for uses in most]


_OPENS = re.compile(r"(?:^|[.!?:;“\"(\n])\s*$")


def _print(uses: Sequence[Use], window: tuple[int, int]) -> Variant:
    """A window of words as printed in the first of its uses."""
    text = uses[0].text
    places = locate_words(text)[slice(*window)]
    words = [
        Word(
            one.word,
            text[one.start : one.end],
            text[one.start].isupper() and not _OPENS.search(text[max(0, one.start - 4) : one.start]),
        )
        for one in places
    ]
    return Variant.of(words, text[places[0].start : places[-1].end], uses)
