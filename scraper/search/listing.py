"""What a search lists, in order: the hits that are counted, and below few of them what comes close."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from scraper.query import Filter, Query
from scraper.query.plain import read_plain
from scraper.search.above import resolutions_named
from scraper.search.corpus import Corpus
from scraper.search.evidence import gather
from scraper.search.facets import Tally, passing, tally
from scraper.search.fallback import FOR_ALL, Found, look_up_in_time, look_up_or_relax
from scraper.search.limits import Limit
from scraper.search.ranking import MANY, newest_first, rank
from scraper.search.respell import respell
from scraper.search.results import Order, Step
from scraper.search.widening import Widened, most_words, order_by_both, order_by_weight, widen, words_lead

FOR_RANKING = 0.9
"""By when of the time of a search the order must be found; what is left is for the words marked on the page."""

FEW = 8
"""Where fewer have all words, what has most of them follows."""

MOST_PREAMBLES = 3

NO_TIME = "There was no time left to weigh what was found: it is listed newest first."

_IN_PREAMBLE = (Filter("in", "pp"),)


EVERY_WORD = "*"
"""Among what is to be taken as typed: all of it."""


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
    before   preambular paragraphs that have all words, on the first page before the hits
    below    what comes close, where few have all words, after the last of the hits
    own      the hits that have all words themselves, for a plain query
    step     how the hits were found, but for those of a plain query that are not among `own`
    widened  what the steps after the first know, for a plain query
    named    the resolutions that the query seems to name
    """

    found: Found
    ordered: Iterator[int]
    before: Sequence[int] = ()
    below: Sequence[int] = ()
    own: frozenset[int] = frozenset()
    step: Step = "exact"
    widened: Widened | None = None
    named: tuple[int, ...] = ()

    def step_of(self, unit: int) -> Step:
        """How one of the units was found."""
        if unit in self.before:
            return "preamble"
        if unit in self.below:
            return "words"
        return "context" if self.step == "text" and unit not in self.own else self.step


def list_units(conn: sqlite3.Connection, corpus: Corpus, asked: Query, how: Asking, limit: Limit) -> Listing:
    """Find and order, a plain query in steps and any other exactly as asked."""
    plain = None if EVERY_WORD in how.without else read_plain(asked, how.without)
    if plain is None:
        return _list_exactly(conn, corpus, look_up_or_relax(conn, corpus, asked, limit), how.order, limit)
    found = look_up_in_time(conn, corpus, asked, limit)
    plain, misspelt = respell(corpus, plain, how.without)
    widened = limit.attempt(lambda: widen(plain, gather(conn, corpus, plain.wanted)), FOR_ALL)
    if widened is None or not found.complete:
        return _list_exactly(conn, corpus, found, how.order, limit)
    added = (*found.asked.expansions, *plain.expansions(), *misspelt)
    found = replace(found, asked=replace(found.asked, expansions=added))
    steps = _Steps(conn, corpus, found, widened, how.order, limit)
    return replace(steps.all(), widened=widened, named=resolutions_named(corpus, widened.evidence, asked.filters))


def _list_exactly(conn: sqlite3.Connection, corpus: Corpus, found: Found, order: Order, limit: Limit) -> Listing:
    hits = found.counted.hits
    ranked = limit.attempt(lambda: rank(conn, corpus, found.asked.tree, hits, order), FOR_RANKING)
    notes = _tell(found.counted, order, weighed=ranked is not None)
    return Listing(replace(found, notes=(*found.notes, *notes)), newest_first(hits) if ranked is None else ranked)


@dataclass(frozen=True, slots=True)
class _Steps:
    """A plain query, to be listed in steps; `found` is what has all words itself."""

    conn: sqlite3.Connection
    corpus: Corpus
    found: Found
    widened: Widened
    order: Order
    limit: Limit

    def all(self) -> Listing:
        """All words, its own or over it; below few of these what has most."""
        own, both = self.found.counted.hits, self._with_context()
        hits = both.counted.hits
        if not hits:
            return self._list_most_words()
        if self.order != "relevance" or len(hits) > MANY:
            listing = _list_exactly(self.conn, self.corpus, both, self.order, self.limit)
        else:
            ordered = self.limit.attempt(lambda: self._order(hits, own), FOR_RANKING)
            notes = _tell(both.counted, self.order, weighed=ordered is not None)
            listing = Listing(replace(both, notes=(*both.notes, *notes)), ordered or newest_first(hits))
        listing = replace(listing, own=frozenset(own), step="text" if own else "context")
        return self._with_close(listing) if self.order == "relevance" and len(hits) < FEW else listing

    def _with_context(self) -> Found:
        """What has all words, itself or over it."""
        found = self.found
        candidates = found.candidates | self.widened.all_there
        if candidates == found.candidates:
            return found
        return replace(found, counted=tally(self.corpus, candidates, found.asked), candidates=candidates)

    def _order(self, hits: Sequence[int], own: Sequence[int]) -> Iterator[int]:
        asked = self.found.asked
        by_words = rank(self.conn, self.corpus, asked.tree, own, "relevance")
        if not words_lead(self.conn, self.corpus, self.widened.plain, asked):
            return order_by_both(self.conn, self.corpus, self.widened, asked, hits, by_words)
        held = set(own)
        return chain(by_words, self._in_turn([unit for unit in hits if unit not in held]))

    def _in_turn(self, units: Sequence[int]) -> Iterator[int]:
        """By weight, which is found only when somebody looks so far down."""
        if units:
            yield from order_by_weight(self.conn, self.corpus, self.widened, self.found.asked, units)

    def _with_close(self, listing: Listing) -> Listing:
        before, hits = self._preambles(), set(listing.found.counted.hits)
        close = self.limit.attempt(self._most_words, FOR_RANKING) or ()
        return replace(listing, below=[*before, *(unit for unit in close if unit not in hits)])

    def _list_most_words(self) -> Listing:
        """What has most of the words, where nothing has all of them; preambles that have all of them first."""
        near = self.limit.attempt(self._most_words, FOR_RANKING) or []
        found = replace(self.found, counted=tally(self.corpus, self.corpus.bits_of(near), self.found.asked))
        listed = iter(near)
        if self.order != "relevance":
            listed = iter(found.counted.hits) if self.order == "oldest" else newest_first(found.counted.hits)
        return Listing(found, listed, before=self._preambles(), step="words")

    def _most_words(self) -> list[int]:
        asked = self.found.asked
        return most_words(self.conn, self.corpus, self.widened, asked, passing(self.corpus, asked))

    def _preambles(self) -> list[int]:
        """The best preambular paragraphs that have all words, where the query did not say which part it asks for."""
        asked = self.found.asked
        if any(one.name == "in" for one in asked.filters):
            return []
        preambles = passing(self.corpus, replace(asked, filters=(*asked.filters, *_IN_PREAMBLE)))
        allowed = self.corpus.units_in(self.found.candidates & preambles)
        return list(islice(rank(self.conn, self.corpus, asked.tree, allowed, "relevance"), MOST_PREAMBLES))


def _tell(counted: Tally, order: Order, *, weighed: bool) -> tuple[str, ...]:
    if order == "relevance" and len(counted.hits) > MANY:
        return (f"More than {MANY:,} paragraphs were found, too many to rank: they are listed newest first.",)
    if weighed or order != "relevance" or not counted.hits:
        return ()
    return (NO_TIME,)
