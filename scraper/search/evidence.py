"""Where each thing that a plain query looks for stands: in paragraphs, in other words for it, and over paragraphs.

Sets of units are bits, as `scraper.search.sets` has them. They are remembered for each build of the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from math import log
from operator import or_

from scraper import query as queries
from scraper.query import And, Node, Not, Or
from scraper.query.plain import Wanted
from scraper.search.corpus import Corpus, cursor_of
from scraper.search.matching import find
from scraper.search.sets import span_bits

COMMON = 6_000
"""The units of a word that stands in more are not gone through one by one: it tells little."""

OVER: Mapping[str, float] = {"title": 0.8, "day": 0.8, "topics": 0.5, "names": 0.3}
"""What a word over a paragraph weighs, by where it stands: the columns of the table `context`."""

PLACE_SAID: Mapping[str, str] = {
    "title": "in the title of the resolution",
    "day": "in the date of the resolution",
    "topics": "in its agenda item or subjects",
    "names": "in its headings or the names of its preamble",
    "popular": "a popular name of it",
    "other": "in other words",
}
"""In words, where a word was found that the paragraph does not have."""

DAY_ELSEWHERE = 0.8
"""What a year or a month weighs in a paragraph: whoever types one means the day of adoption."""

OTHER_WORDS = 0.75
"""What other words for a measure weigh."""

NAMED = 1.6
"""What names of places and missions weigh more: they are the last to be given up."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one thing looked for stands.

    own, other  the units that have it in their own words, or in other words for it, as bits by their places in `ids`,
                and the same as bytes, for asking of one
    over        by resolution, what it weighs there, and in which column of the context
    rarity      how much it tells: the rarer, the more
    """

    own: int
    other: int
    own_bytes: bytes
    other_bytes: bytes
    over: Mapping[int, tuple[float, str]]
    everywhere: int
    rarity: float
    common: bool
    dated: bool

    def is_own(self, place: int) -> bool:
        """Whether a unit has it in its own words."""
        return bool(self.own_bytes[place >> 3] >> (place & 7) & 1)

    def is_other(self, place: int) -> bool:
        """Whether a unit has it in other words."""
        return bool(self.other_bytes[place >> 3] >> (place & 7) & 1)

    def weight_at(self, place: int, number: int) -> float:
        """What it weighs in a unit: 1 in its own words, less in others or over it, 0 where it is missing."""
        over = self.over[number][0] if number in self.over else 0.0
        if self.is_own(place):
            return max(over, DAY_ELSEWHERE) if self.dated else 1.0
        return max(over, OTHER_WORDS) if self.is_other(place) else over


def gather(conn: sqlite3.Connection, corpus: Corpus, wanted: Sequence[Wanted]) -> tuple[Evidence, ...]:
    """The evidence for each thing looked for, in order."""
    return tuple(corpus.evidence.of(one, partial(_look, conn, corpus, one)) for one in wanted)


def _look(conn: sqlite3.Connection, corpus: Corpus, wanted: Wanted) -> Evidence:
    also = wanted.other_nodes()
    own = 0 if wanted.replaced else _units(conn, corpus, wanted.node)
    other = reduce(or_, (_units(conn, corpus, node) for node in also), 0) & ~own
    over = _over(conn, wanted, also)
    for number, path in wanted.places:
        if number in corpus.facts:
            over[number] = (OVER["title"], "popular")
        own |= corpus.bits_of(_unit_of(conn, number, path))
    counts = [units.bit_count() for units in (own, other)]
    rarity = max(_rarity(corpus, many) for many in counts if many or not any(counts))
    size = len(corpus.ids) // 8 + 1
    spans = (corpus.span_of[number] for number in over)
    return Evidence(
        own, other, own.to_bytes(size, "little"), other.to_bytes(size, "little"), over,
        own | other | span_bits(spans, len(corpus.ids)),
        rarity * (NAMED if wanted.named or corpus.is_name(wanted.words) else 1.0),
        sum(counts) > COMMON,
        wanted.dated,
    )  # fmt: skip


def _units(conn: sqlite3.Connection, corpus: Corpus, node: Node) -> int:
    """The units that answer a query of words, in the stemmed index or the exact one; none where it is neither's."""
    if queries.compile_match(node) is None or queries.is_exact(node) is None:
        return 0
    return find(conn, corpus, node)


def _over(conn: sqlite3.Connection, wanted: Wanted, also: Sequence[Node]) -> dict[int, tuple[float, str]]:
    """By resolution the best place over its paragraphs where the thing stands; other words count in titles alone."""
    found: dict[int, tuple[float, str]] = {}
    columns = sorted(OVER.items(), key=lambda one: (one[0] == "day" and wanted.dated, one[1]))
    for column, weight in columns:
        for number in _in_context(conn, column, wanted.node):
            found[number] = (1.0 if wanted.dated and column == "day" else weight, column)
    for number in {number for node in also for number in _in_context(conn, "title", node)}:
        weight = OVER["title"] * OTHER_WORDS
        if found.get(number, (0.0, ""))[0] < weight:
            found[number] = (weight, "title")
    return found


def _unit_of(conn: sqlite3.Connection, number: int, path: str) -> set[int]:
    rows = cursor_of(conn).execute("SELECT unit FROM clauses WHERE document = ? AND path = ?", (number, path))
    return {unit for (unit,) in rows}


def _in_context(conn: sqlite3.Connection, column: str, node: Node) -> Iterator[int]:
    expression = queries.compile_match(node)
    if expression and not isinstance(node, Not):
        rows = cursor_of(conn).execute(
            "SELECT rowid FROM context_fts WHERE context_fts MATCH ?", (_in_column(column, node),)
        )
        yield from (number for (number,) in rows)


def _in_column(column: str, node: Node) -> str:
    """The expression with every word looked for in one column: FTS5 takes a column before brackets too."""
    if isinstance(node, And | Or):
        joint = " AND " if isinstance(node, And) else " OR "
        return f"({joint.join(_in_column(column, item) for item in node.items)})"
    return f"({column} : {queries.compile_match(node)})"


def _rarity(corpus: Corpus, units: int) -> float:
    """As bm25 has it; what stands nowhere tells as much as what stands in five units."""
    units = units or 5
    return log(1 + (len(corpus.ids) - units + 0.5) / (units + 0.5))
