"""A quotation in the box that no paragraph has as typed: where it stands, or what comes nearest."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.database.ids import document_of
from scraper.models import Pinpoint
from scraper.pinpoint import address
from scraper.query import Query
from scraper.quotation.conventions import read_quotation
from scraper.quotation.find import Passage, find_quoted
from scraper.search.corpus import Corpus
from scraper.search.highlight import FoundUnit, cut_snippet, list_above, load_units
from scraper.search.listing import Listing
from scraper.search.results import Difference, Result

FEWEST = 4
"""A quotation has so many words at least: fewer are a term, which is searched for."""

PASTED = 8
"""So many words without quotation marks, of which no paragraph has all, may be a sentence that was pasted."""

LIKE = 0.8
"""So much of a sentence without quotation marks must stand in a paragraph for it to be taken for one."""

LONGEST = 3_000
"""So many characters of what was typed are read as a quotation."""

SHOWN = 10
"""So many paragraphs at most are shown for one quotation."""

WHOLE = "No paragraph has these words as typed. Word for word, but for what quoting allows:"
NEAREST = "No paragraph has exactly these words. The nearest, with what is different:"
IN_PREAMBLE = "No operative paragraph has these words. A preamble or an annex has:"

_MARKED = re.compile(r"[\"“”„«»‘]([^\"“”„«»]{12,})")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What was found of a quotation: the results, the best first, and a sentence on them."""

    results: tuple[Result, ...]
    said: str


def find_quotation(conn: sqlite3.Connection, corpus: Corpus, asked: Query, listing: Listing) -> Quoted | None:
    """The paragraphs that a quotation is of; None where what was typed is none, or is found as typed already."""
    text, marked = _quotation_in(asked, listing)
    quotation = read_quotation(text[:LONGEST])
    if len(quotation.words) < FEWEST:
        return None
    found = find_quoted(conn, quotation)[:SHOWN]
    if not found or (not marked and found[0].comparison.score < LIKE):
        return None
    exactly = [one for one in found if one.comparison.verdict != "differs"]
    shown = exactly or found[:3]
    said = NEAREST if not exactly else IN_PREAMBLE if found[0].comparison.verdict == "verbatim" else WHOLE
    return Quoted(_results(conn, corpus, shown), said)


def _quotation_in(asked: Query, listing: Listing) -> tuple[str, bool]:
    """The words that were typed as a quotation, and whether in its marks; "" where paragraphs have them as typed."""
    found = listing.found.counted.hits and listing.step not in ("context", "words")
    if asked.filters or asked.place is not None or found:
        return "", False
    marked = _MARKED.search(asked.text)
    if marked:
        words = marked[1].strip(" ’")
        return (words, True) if 2 * len(words) > len(asked.text) else ("", False)
    return (asked.text, False) if len(asked.text.split()) >= PASTED else ("", False)


def _results(conn: sqlite3.Connection, corpus: Corpus, found: Sequence[Passage]) -> tuple[Result, ...]:
    units = load_units(conn, [one.unit for one in found])
    return tuple(_result(corpus, one, units[one.unit]) for one in found)


def _result(corpus: Corpus, found: Passage, unit: FoundUnit) -> Result:
    number = document_of(found.unit)
    facts = corpus.facts[number]
    at = next(i for i, clause in enumerate(unit.clauses) if clause.path == found.path)
    clause, above = unit.clauses[at], list_above(unit.clauses, at)
    matches = ((found.start, found.end),)
    snippet, inside = cut_snippet(found.text, matches)
    return Result(
        symbol=facts.symbol, number=number, year=facts.year, path=clause.path, label=clause.label, part=unit.part,
        verb=clause.verb, text=clause.text, full_text=found.text,
        url=address(Pinpoint(number, facts.year, clause.path)), heading=clause.heading or unit.heading,
        title=facts.title, adopted=facts.adopted,
        chapter_vii=corpus.is_under_chapter_vii(found.unit), text_quality=facts.quality,
        matches=matches, snippet=snippet, snippet_matches=inside,
        above=tuple((one.label, one.text) for one in above), step="quotation", verdict=found.comparison.verdict,
        differences=tuple(Difference(c.kind, c.quoted, c.printed) for c in found.comparison.changes),
    )  # fmt: skip
