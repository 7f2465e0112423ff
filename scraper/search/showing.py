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
    find_spans,
    join_spans,
    list_above,
    load_units,
    overlap,
    pinpoint,
    point_at_most,
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
    whole = {unit: of for unit, of in units.items() if listing.step_of(unit) in ("exact", "text", "preamble")}
    rest = {unit: of for unit, of in units.items() if unit not in whole}
    spans = find_spans(conn, whole, tree) if tree is not None and whole else {}
    chosen = pinpoint(whole, spans, tree)
    if widened is not None and rest:
        more, pointed = _find_most(conn, rest, widened)
        spans, chosen = spans | more, chosen | pointed
    return tuple(_result(corpus, listing, unit, units[unit], chosen[unit], spans.get(unit, []), also) for unit in page)


def _find_most(
    conn: sqlite3.Connection, units: Mapping[int, FoundUnit], widened: Widened
) -> tuple[dict[int, list[Span]], dict[int, int]]:
    """Where the words of a plain query, or other words for them, stand; and the clause of each unit that has most."""
    things: list[Node] = [Or((one.node, *one.other_nodes())) for one in widened.plain.wanted]
    found = [find_spans(conn, units, thing) for thing in things]
    spans = {unit: join_spans(span for one in found for span in one.get(unit, ())) for unit in units}
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
    step = listing.step_of(unit_id)
    widens = widened if step in ("context", "words") else None
    return Result(
        symbol=facts.symbol, number=number, year=facts.year, path=clause.path, label=clause.label, part=unit.part,
        verb=clause.verb, text=clause.text, full_text=full,
        url=address(Pinpoint(number, facts.year, clause.path)), heading=heading, title=facts.title,
        adopted=facts.adopted, chapter_vii=corpus.is_under_chapter_vii(unit_id),
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
    best = {number: best_paragraphs(corpus, listing.widened.evidence, number) for number in listing.named}
    units = load_units(conn, [unit for of in best.values() for unit in of])
    return tuple(
        NamedResolution(
            facts.symbol, number, facts.title, facts.adopted, address(Pinpoint(number, facts.year)),
            tuple((of.clauses[0].path, of.clauses[0].label, of.text) for of in map(units.__getitem__, best[number])),
        )
        for number in listing.named
        for facts in [corpus.facts[number]]
    )  # fmt: skip
