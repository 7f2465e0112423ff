"""From the units of a page to its results: the deepest clause that holds the match, and what to say of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.models import Pinpoint
from scraper.pinpoint import address
from scraper.query import Node, Or
from scraper.search.above import best_paragraphs
from scraper.search.corpus import Corpus
from scraper.search.highlight import (
    FoundUnit,
    cut_snippet,
    list_above,
    load_units,
    overlap,
    pinpoint,
    point_at_most,
    small_index,
    spans_in,
)
from scraper.search.listing import Listing
from scraper.search.results import NamedResolution, Result, Span
from scraper.search.widening import Widened


def show_results(
    conn: sqlite3.Connection, corpus: Corpus, listing: Listing, page: Sequence[int], also: Mapping[int, int]
) -> tuple[Result, ...]:
    """The results of a page; `also` has, where they are grouped, how many more each resolution has."""
    if not page:
        return ()
    units, tree, widened = load_units(conn, page), listing.found.asked.tree, listing.widened
    spans: dict[int, list[Span]] = {}
    chosen: dict[int, int] = dict.fromkeys(page, 0)
    if widened is not None:
        spans, chosen = _find_most(units, widened)
    whole = [unit for unit in page if widened is None or (unit not in listing.steps and listing.step == "text")]
    if tree is not None and whole:
        of_whole = {unit: units[unit] for unit in whole}
        with small_index(((i, unit.heading, unit.text) for i, unit in of_whole.items()), tree) as index:
            own = spans_in(index, tree)
        spans, chosen = spans | own, chosen | pinpoint(of_whole, own, tree)
    return tuple(_result(corpus, listing, unit, units[unit], chosen[unit], spans.get(unit, []), also) for unit in page)


def _find_most(units: Mapping[int, FoundUnit], widened: Widened) -> tuple[dict[int, list[Span]], dict[int, int]]:
    """Where the words of a plain query, or other words for them, stand; and the clause of each unit that has most."""
    things: list[Node] = [Or((one.node, *one.other_nodes())) for one in widened.plain.wanted]
    with small_index(((i, unit.heading, unit.text) for i, unit in units.items()), Or(tuple(things))) as index:
        found = [spans_in(index, thing) for thing in things]
        spans = spans_in(index, Or(tuple(things)))
    chosen = {unit: point_at_most(of.clauses, [one.get(unit, []) for one in found]) for unit, of in units.items()}
    return spans, chosen


def _result(
    corpus: Corpus,
    listing: Listing,
    unit_id: int,
    unit: FoundUnit,
    chosen: int,
    spans: Sequence[Span],
    also: Mapping[int, int],
) -> Result:
    number = unit_id // CLAUSES_PER_DOCUMENT
    facts, clause, widened = corpus.facts[number], unit.clauses[chosen], listing.widened
    full = unit.text[clause.start : clause.end]
    matches = tuple(
        (max(start, clause.start) - clause.start, min(end, clause.end) - clause.start)
        for start, end in spans
        if overlap(clause, (start, end))
    )
    snippet, inside = cut_snippet(full, matches)
    above = list_above(unit.clauses, chosen)
    heading = next(filter(None, [clause.heading, *(one.heading for one in reversed(above)), unit.heading]), "")
    step = listing.steps.get(unit_id, listing.step)
    widens = widened if step in ("context", "words") else None
    return Result(
        symbol=facts.symbol, number=number, year=facts.year, path=clause.path, label=clause.label, part=unit.part,
        verb=clause.verb, text=clause.text, full_text=full,
        url=address(Pinpoint(number, facts.year, clause.path)), heading=heading, title=facts.title,
        adopted=facts.adopted, chapter_vii=corpus.cells[corpus.cell_of[unit_id]].chapter_vii,
        text_quality=facts.quality,
        matches=matches, snippet=snippet, snippet_matches=inside,
        above=tuple((one.label, one.text) for one in above), also=also.get(number, 0),
        step=step,
        missing=widens.missing(corpus, unit_id) if widens else (),
        from_context=widens.elsewhere(corpus, unit_id) if widens else (),
    )  # fmt: skip


def show_named(conn: sqlite3.Connection, corpus: Corpus, listing: Listing) -> tuple[NamedResolution, ...]:
    """The resolutions that the query seems to name, each with its best paragraphs."""
    if not listing.named or listing.widened is None:
        return ()
    best = best_paragraphs(listing.widened.weighed, listing.named)
    units = load_units(conn, [unit for of in best.values() for unit in of])
    return tuple(
        NamedResolution(
            facts.symbol, number, facts.title, facts.adopted, address(Pinpoint(number, facts.year)),
            tuple((of.clauses[0].path, of.clauses[0].label, of.text) for of in map(units.__getitem__, best[number])),
        )
        for number in listing.named
        for facts in [corpus.facts[number]]
    )  # fmt: skip
