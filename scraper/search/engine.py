"""One search from what was typed to what is shown."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from scraper import query as queries
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import Query
from scraper.search.corpus import Corpus, corpus_of
from scraper.search.facets import list_facets
from scraper.search.fallback import other_queries
from scraper.search.jump import Spoken, as_mention, find_document, find_place, read_spoken, within
from scraper.search.limits import Limit
from scraper.search.listing import EVERY_WORD, NO_TIME, Asking, Listing, list_units
from scraper.search.quotations import Quoted, find_quotation
from scraper.search.results import Answer, Order
from scraper.search.showing import show_named, show_results
from scraper.search.widening import stand_in_a_row

MAX_SIZE = 500

FILLED = 20
"""A page with few hits is filled up to so many with what comes close."""

LARGEST_KEPT = 50
"""Answers with more results are not kept: they are asked for once, by machines, and weigh much."""


def search(
    conn: sqlite3.Connection,
    text: str,
    *,
    page: int = 1,
    size: int = 20,
    order: Order = "relevance",
    group: bool = False,
    without: Iterable[str] = (),
    limit: Limit | None = None,
) -> Answer:
    """Search the database for what was typed. No text is an error; a page beyond the last is the last.

    `group` gives one result, its best, for each resolution; `without` has words that are to be taken as typed, where a
    plain query would be widened, and `*` takes all so; `limit` is the time it may take, two seconds from now where
    nothing else is said. What was asked lately is not looked for again. Raises nothing of its own; sqlite3.Error where
    the database cannot be read.
    """
    corpus = corpus_of(conn)
    how = Asking(order, frozenset(without))
    asked = (text, page, size, how, group)
    kept: Answer | None = corpus.answers.get(asked)
    if kept is not None:
        return kept
    found = _answer(conn, corpus, *asked, limit or Limit(conn))
    if found.complete and NO_TIME not in found.notes and len(found.results) <= LARGEST_KEPT:
        corpus.answers.keep(asked, found)
    return found


def _answer(
    conn: sqlite3.Connection,
    corpus: Corpus,
    text: str,
    page: int,
    size: int,
    how: Asking,
    group: bool,
    limit: Limit,
) -> Answer:
    read = queries.read(text)
    spoken = read_spoken(corpus, read)
    listing = _list_within(conn, corpus, read, spoken, how, limit) if spoken and spoken.words else None
    listing = listing or list_units(conn, corpus, as_mention(corpus, read), how, limit)
    asked, counted = listing.found.asked, listing.found.counted
    if not (spoken or page > 1 or how.without) and (
        quoted := limit.attempt(lambda: find_quotation(conn, corpus, read, listing))
    ):
        return _answer_quoted(text, asked, quoted, size, how.order, group)
    per_resolution = Counter(map(CLAUSES_PER_DOCUMENT.__rfloordiv__, counted.hits))
    also = {number: many - 1 for number, many in per_resolution.items()} if group else {}
    size = min(max(size, 1), MAX_SIZE)
    pages = -(-len(per_resolution if group else counted.hits) // size)
    page = min(max(page, 1), max(pages, 1))
    shown = _cut_page(listing, page, size, last=page >= pages, group=group)
    place, notes = find_place(conn, corpus, spoken.place if spoken else read.place)
    place = place or find_document(conn, text)
    return Answer(
        query=text, read_as=asked.read_as, ignored=asked.ignored,
        notes=(*notes, *listing.found.notes, *_tell_since(asked)),
        expansions=asked.expansions, place=place, total=len(counted.hits), in_resolutions=len(per_resolution),
        page=page, pages=pages, size=size, order=how.order, group=group,
        results=show_results(conn, corpus, listing, shown, also),
        facets=list_facets(corpus, counted, asked, per_resolution), years=tuple(sorted(counted.counts["year"].items())),
        did_you_mean=() if shown else limit.attempt(lambda: other_queries(conn, corpus, asked)) or (),
        complete=listing.found.complete, step=listing.step, resolutions=show_named(conn, corpus, listing),
        without=tuple(sorted(how.without)),
    )  # fmt: skip


def _answer_quoted(text: str, asked: Query, quoted: Quoted, size: int, order: Order, group: bool) -> Answer:
    """The paragraphs that a quotation is of, or the nearest, as an answer of one page."""
    results = quoted.results
    return Answer(
        query=text, read_as=asked.read_as, ignored=(), notes=(quoted.said,), expansions=(), place=None,
        total=len(results), in_resolutions=len({result.number for result in results}), page=1, pages=1, size=size,
        order=order, group=group, results=results, facets=(), years=(), did_you_mean=(), step="quotation",
    )  # fmt: skip


def _list_within(
    conn: sqlite3.Connection, corpus: Corpus, asked: Query, spoken: Spoken, how: Asking, limit: Limit
) -> Listing | None:
    """What the resolution named has of the other words; None where none of its paragraphs has all of them."""
    if EVERY_WORD in how.without or stand_in_a_row(conn, corpus, asked):
        return None
    listing = list_units(conn, corpus, within(asked, spoken), how, limit)
    if not listing.found.counted.hits or listing.step == "words":
        return None
    note = f"Looked for “{spoken.words}” in resolution {spoken.place.number}."
    return replace(listing, found=replace(listing.found, notes=(*listing.found.notes, note)), named=())


def _tell_since(asked: queries.Query) -> Iterator[str]:
    """For each filter that asks for what only later resolutions have, that it does."""
    values = {one.name: one.value for one in asked.filters}
    return filter(None, (queries.say_since(name, value) for name, value in values.items()))


def _cut_page(listing: Listing, page: int, size: int, *, last: bool, group: bool) -> list[int]:
    """The units of a page: what goes before the first of the hits, the hits, after the last as much else as fits."""
    ordered = _one_each(listing.ordered) if group else listing.ordered
    hits = list(islice(ordered, (page - 1) * size, page * size))
    before = listing.before if page == 1 else ()
    below = islice(
        _one_each(chain(hits, listing.below)) if group else chain(hits, listing.below), len(hits), min(size, FILLED)
    )
    return [*before, *hits, *(below if last else ())]


def _one_each(ranked: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for unit in ranked:
        number = unit // CLAUSES_PER_DOCUMENT
        if number not in seen:
            seen.add(number)
            yield unit
