"""What a search lists, in order: the hits that are counted, and below few of them what comes close."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from scraper.query import Filter, Query
from scraper.query.plain import read_plain
from scraper.search.above import resolutions_named
from scraper.search.corpus import Corpus, bits
from scraper.search.evidence import gather
from scraper.search.facets import Tally, tally
from scraper.search.fallback import FOR_ALL, Found, look_up_in_time, look_up_or_relax
from scraper.search.limits import Limit
from scraper.search.ranking import MANY, newest_first, rank
from scraper.search.respell import respell
from scraper.search.results import Order, Step
from scraper.search.widening import FEW, LEAST_SHARE, MOST_PREAMBLES, Widened, most_words, order_hits, widen

FOR_RANKING = 0.9
"""By when of the time of a search the order must be found; what is left is for the words marked on the page."""


_IN_PREAMBLE = (Filter("in", "pp"),)


@dataclass(frozen=True, slots=True)
class Asking:
    """How to search: the order, and what not to widen.

    without  runs of words that are to be taken as typed; `*` for all: every word must stand in the paragraph itself
    """

    order: Order = "relevance"
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found.

    found    the query as fitted to the texts, the hits that are counted, notes
    ordered  the hits in order
    below    what comes close, where few have all words, in order
    steps    how a unit was found, unless by `step`
    widened  what the steps after the first know, for a plain query
    named    the resolutions that the query seems to name
    """

    found: Found
    ordered: Iterator[int]
    step: Step = "exact"
    below: Sequence[int] = ()
    steps: Mapping[int, Step] = field(default_factory=dict)
    widened: Widened | None = None
    named: tuple[int, ...] = ()


def list_units(conn: sqlite3.Connection, corpus: Corpus, asked: Query, how: Asking, limit: Limit) -> Listing:
    """Find and order, a plain query in steps and any other exactly as asked."""
    plain = None if "*" in how.without else read_plain(asked, how.without)
    if plain is None:
        return _list_exactly(conn, corpus, look_up_or_relax(conn, corpus, asked, limit), how.order, limit)
    found = look_up_in_time(conn, corpus, asked, limit)
    plain, misspelt = respell(corpus, plain, how.without)
    allowed = _allowed(corpus, asked)
    widened = (
        limit.attempt(lambda: widen(corpus, plain, gather(conn, corpus, plain.wanted), allowed), FOR_ALL)
        if found.complete else None
    )  # fmt: skip
    if widened is None:
        return _list_exactly(conn, corpus, found, how.order, limit)
    found = replace(found, asked=replace(found.asked, expansions=(
        *found.asked.expansions, *plain.expansions(), *misspelt,
    )))  # fmt: skip
    numbers = None if not asked.filters else frozenset(n for n in corpus.facts if _any_allowed(corpus, n, allowed))
    named = resolutions_named(corpus, widened.evidence, numbers)
    return replace(_list_widened(conn, corpus, found, widened, how.order, limit), widened=widened, named=named)


def _list_exactly(conn: sqlite3.Connection, corpus: Corpus, found: Found, order: Order, limit: Limit) -> Listing:
    hits = found.counted.hits
    ranked = limit.attempt(lambda: rank(conn, corpus, found.asked.tree, hits, order), FOR_RANKING)
    notes = _tell(found.counted, order, weighed=ranked is not None)
    return Listing(replace(found, notes=(*found.notes, *notes)), newest_first(hits) if ranked is None else ranked)


def _list_widened(
    conn: sqlite3.Connection, corpus: Corpus, found: Found, widened: Widened, order: Order, limit: Limit
) -> Listing:
    own = _list_exactly(conn, corpus, found, order, limit)
    all_there = sorted({*found.candidates, *widened.all_there})
    both = replace(found, counted=tally(corpus, all_there, found.asked), candidates=all_there)
    hits = both.counted.hits
    if not hits:
        return _list_most_words(conn, corpus, both, widened, order, limit)
    steps: dict[int, Step] = dict.fromkeys(set(hits).difference(own.found.counted.hits), "context")
    if order != "relevance":
        return replace(_list_exactly(conn, corpus, both, order, limit), step="text", steps=steps)
    by_words = list(own.ordered) if len(own.found.counted.hits) <= MANY else []
    ordered = (
        limit.attempt(lambda: order_hits(conn, corpus, widened, found.asked, hits, by_words), FOR_RANKING)
        if len(hits) <= MANY else None
    )  # fmt: skip
    notes = _tell(both.counted, order, weighed=ordered is not None)
    both = replace(both, notes=(*both.notes, *notes))
    if ordered is None:
        return Listing(both, newest_first(hits), "text", steps=steps)
    below = _close(conn, corpus, both, widened, hits) if len(hits) < FEW else []
    return Listing(both, iter(ordered), "text", list(below), steps | dict(_steps_below(corpus, below)))


def _list_most_words(
    conn: sqlite3.Connection, corpus: Corpus, found: Found, widened: Widened, order: Order, limit: Limit
) -> Listing:
    """What has most of the words, where nothing has all of them; the preambles that have all of them first."""
    near = [unit for unit, one in widened.weighed.items() if one.share >= LEAST_SHARE]
    counted = tally(corpus, sorted(near), found.asked)
    preambles = _preambles(conn, corpus, found)
    if order != "relevance":
        listed = list(counted.hits if order == "oldest" else newest_first(counted.hits))
    else:
        listed = list(most_words(conn, corpus, widened, found.asked, preambles))
    notes = ("No paragraph has all of these words: these have most of them.",) if listed else ()
    return Listing(
        replace(found, counted=counted, notes=(*found.notes, *notes)), iter([*preambles, *listed]), "words",
        steps=dict.fromkeys(preambles, "preamble"),
    )  # fmt: skip


def _close(conn: sqlite3.Connection, corpus: Corpus, found: Found, widened: Widened, hits: Sequence[int]) -> list[int]:
    preambles = _preambles(conn, corpus, found)
    return [*preambles, *most_words(conn, corpus, widened, found.asked, [*hits, *preambles])]


def _preambles(conn: sqlite3.Connection, corpus: Corpus, found: Found) -> list[int]:
    """The best preambular paragraphs that have all words, where the query did not say which part it asks for."""
    asked = found.asked
    if any(one.name == "in" for one in asked.filters):
        return []
    units = [unit for unit in found.candidates if corpus.cells[corpus.cell_of[unit]].part == "pp"]
    allowed = tally(corpus, units, replace(asked, filters=(*asked.filters, *_IN_PREAMBLE))).hits
    return list(islice(rank(conn, corpus, asked.tree, allowed, "relevance"), MOST_PREAMBLES))


def _steps_below(corpus: Corpus, below: Sequence[int]) -> Iterator[tuple[int, Step]]:
    for unit in below:
        yield unit, "preamble" if corpus.cells[corpus.cell_of[unit]].part == "pp" else "words"


def _tell(counted: Tally, order: Order, *, weighed: bool) -> tuple[str, ...]:
    if order == "relevance" and len(counted.hits) > MANY:
        return (f"More than {MANY:,} paragraphs were found, too many to rank: they are listed newest first.",)
    if weighed or order != "relevance" or not counted.hits:
        return ()
    return ("There was no time left to weigh what was found: it is listed newest first.",)


def _allowed(corpus: Corpus, asked: Query) -> int:
    """The units that the filters let through, as bits."""
    if not asked.filters:
        return corpus.operative
    return bits((corpus.place_of[unit] for unit in tally(corpus, corpus.ids, asked).hits), len(corpus.ids))


def _any_allowed(corpus: Corpus, number: int, allowed: int) -> bool:
    first, after = corpus.span_of.get(number, (0, 0))
    return bool(allowed >> first & ((1 << (after - first)) - 1))
