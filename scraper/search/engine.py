"""One search from what was typed to what is shown."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from scraper import query as queries
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.models import Pinpoint
from scraper.pinpoint import address
from scraper.query import Query
from scraper.search.corpus import Corpus, corpus_of
from scraper.search.facets import Tally, list_facets
from scraper.search.fallback import look_up_or_relax, other_queries
from scraper.search.highlight import (
    FoundUnit,
    cut_snippet,
    list_above,
    load_units,
    overlap,
    pinpoint,
    small_index,
    spans_in,
)
from scraper.search.jump import as_mention, find_document, find_place
from scraper.search.limits import Limit
from scraper.search.ranking import MANY, newest_first, rank
from scraper.search.results import Answer, Order, Result, Span

MAX_SIZE = 500

FOR_RANKING = 0.9
"""By when of the time of a search the order must be found; what is left is for the words marked on the page."""


def search(
    conn: sqlite3.Connection,
    text: str,
    *,
    page: int = 1,
    size: int = 20,
    order: Order = "relevance",
    group: bool = False,
    limit: Limit | None = None,
) -> Answer:
    """Search the database for what was typed. No text is an error; a page beyond the last is the last.

    `group` gives one result, its best, for each resolution; `limit` is the time it may take, two seconds from now where
    nothing else is said. Raises nothing of its own; sqlite3.Error where the database cannot be read.
    """
    corpus = corpus_of(conn)
    limit = limit or Limit(conn)
    found = look_up_or_relax(conn, corpus, as_mention(corpus, queries.read(text)), limit)
    asked, counted = found.asked, found.counted
    per_resolution = Counter(map(CLAUSES_PER_DOCUMENT.__rfloordiv__, counted.hits))
    ranked = limit.attempt(lambda: rank(conn, corpus, asked.tree, counted.hits, order), FOR_RANKING)
    said = _tell(counted, order, weighed=ranked is not None)
    ranked = newest_first(counted.hits) if ranked is None else ranked
    also = {number: many - 1 for number, many in per_resolution.items()} if group else {}
    listed = _one_each(ranked) if group else ranked
    size = min(max(size, 1), MAX_SIZE)
    pages = -(-len(per_resolution if group else counted.hits) // size)
    page = min(max(page, 1), max(pages, 1))
    shown = list(islice(listed, (page - 1) * size, page * size))
    place, notes = find_place(conn, corpus, asked.place)
    place = place or find_document(conn, text)
    return Answer(
        query=text, read_as=asked.read_as, ignored=asked.ignored, notes=(*notes, *found.notes, *said),
        expansions=asked.expansions, place=place, total=len(counted.hits), resolutions=len(per_resolution),
        page=page, pages=pages, size=size, order=order, group=group,
        results=_results(conn, corpus, asked, shown, also),
        facets=list_facets(corpus, counted, asked, per_resolution), years=tuple(sorted(counted.counts["year"].items())),
        did_you_mean=() if counted.hits else limit.attempt(lambda: other_queries(conn, corpus, asked)) or (),
        complete=found.complete,
    )  # fmt: skip


def _one_each(ranked: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for unit in ranked:
        number = unit // CLAUSES_PER_DOCUMENT
        if number not in seen:
            seen.add(number)
            yield unit


def _tell(counted: Tally, order: Order, *, weighed: bool) -> tuple[str, ...]:
    if order == "relevance" and len(counted.hits) > MANY:
        return (f"More than {MANY:,} paragraphs were found, too many to rank: they are listed newest first.",)
    if weighed or order != "relevance" or not counted.hits:
        return ()
    return ("There was no time left to weigh what was found: it is listed newest first.",)


def _results(
    conn: sqlite3.Connection, corpus: Corpus, asked: Query, page: Sequence[int], also: Mapping[int, int]
) -> tuple[Result, ...]:
    if not page:
        return ()
    units = load_units(conn, page)
    spans: dict[int, list[Span]] = {}
    if asked.tree is not None:
        with small_index(((i, unit.heading, unit.text) for i, unit in units.items()), asked.tree) as index:
            spans = spans_in(index, asked.tree)
    chosen = pinpoint(units, spans, asked.tree)
    return tuple(_result(corpus, unit, units[unit], chosen[unit], spans.get(unit, []), also) for unit in page)


def _result(
    corpus: Corpus, unit_id: int, unit: FoundUnit, chosen: int, spans: Sequence[Span], also: Mapping[int, int]
) -> Result:
    number = unit_id // CLAUSES_PER_DOCUMENT
    facts, clause = corpus.facts[number], unit.clauses[chosen]
    full = unit.text[clause.start : clause.end]
    matches = tuple(
        (max(start, clause.start) - clause.start, min(end, clause.end) - clause.start)
        for start, end in spans
        if overlap(clause, (start, end))
    )
    snippet, inside = cut_snippet(full, matches)
    above = list_above(unit.clauses, chosen)
    heading = next(filter(None, [clause.heading, *(one.heading for one in reversed(above)), unit.heading]), "")
    return Result(
        symbol=facts.symbol, number=number, year=facts.year, path=clause.path, label=clause.label, part=unit.part,
        verb=clause.verb, text=clause.text, full_text=full,
        url=address(Pinpoint(number, facts.year, clause.path)), heading=heading, title=facts.title,
        adopted=facts.adopted, chapter_vii=corpus.cells[corpus.cell_of[unit_id]].chapter_vii,
        text_quality=facts.quality,
        matches=matches, snippet=snippet, snippet_matches=inside,
        above=tuple((one.label, one.text) for one in above), also=also.get(number, 0),
    )  # fmt: skip
