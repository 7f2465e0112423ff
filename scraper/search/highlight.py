"""Where in a unit the words stand: the deepest clause that holds the match, and the part of it worth showing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex

from scraper import query as queries
from scraper.database.schema import FTS
from scraper.query import And, Near, Node, Or, Term
from scraper.search.corpus import cursor_of
from scraper.search.matching import INDEX, ask_index, find_by
from scraper.search.results import Span
from scraper.search.sets import all_bits, bits, places_in

SNIPPET = 320

MOST_CHARACTERS = 100_000
"""So much of a text is looked through for words to mark: seven times the longest paragraph there is. FTS5 copies all it
has marked so far with each mark."""


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause of a unit; `start` and `end` say where its words, with all below, stand in the unit's text."""

    path: str
    label: str
    level: int
    heading: str
    verb: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit of search and its clauses, in order."""

    part: str
    heading: str
    text: str
    clauses: tuple[FoundClause, ...]


def load_units(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, FoundUnit]:
    """These units, by id."""
    marks = ", ".join("?" * len(ids))
    clauses: dict[int, list[FoundClause]] = {}
    for unit, *rest in cursor_of(conn).execute(
        "SELECT unit, path, label, level, heading, verb, text, unit_start, unit_end FROM clauses"
        f" WHERE unit IN ({marks}) ORDER BY id",
        ids,
    ):
        clauses.setdefault(unit, []).append(FoundClause(*rest))
    rows = cursor_of(conn).execute(f"SELECT id, part, heading, text FROM units WHERE id IN ({marks})", ids)
    return {unit: FoundUnit(part, heading, text, tuple(clauses[unit])) for unit, part, heading, text in rows}


_ON, _OFF = f"\ufdd0{token_hex(4)}", f"\ufdd1{token_hex(4)}"
"""Mark the matches on their way out of FTS5: no text can hold what is drawn anew by each process."""


def find_spans(conn: sqlite3.Connection, units: Mapping[int, FoundUnit], node: Node) -> dict[int, list[Span]]:
    """Where in some units of the database the words looked for stand; overlapping ones joined.

    The index of the database goes straight to a unit, but for prefixes, of which it would look through all each time.
    """
    if any(_has_prefix(leaf) for leaf in queries.looked_for(node)):
        with small_index(((i, unit.heading, unit.text) for i, unit in units.items()), node) as index:
            return spans_in(index, node)
    return spans_in(conn, node, tuple(units))


def _has_prefix(leaf: Term | Near) -> bool:
    return leaf.prefix if isinstance(leaf, Term) else any(term.prefix for term in leaf.terms)


def spans_in(index: sqlite3.Connection, node: Node, among: Sequence[int] | None = None) -> dict[int, list[Span]]:
    """Where in the texts of an index, or in some of them, the words looked for stand; overlapping ones joined."""
    few = "" if among is None else f" AND rowid IN ({', '.join('?' * len(among))})"
    spans: dict[int, list[Span]] = {}
    for exact, table in INDEX.items():
        leaves = tuple(leaf for leaf in queries.looked_for(node) if queries.is_exact(leaf) is exact)
        if leaves:
            sql = f"SELECT rowid, highlight({table}, 1, '{_ON}', '{_OFF}') FROM {table} WHERE {table} MATCH ?{few}"
            for row, marked in cursor_of(index).execute(sql, (queries.compile_match(Or(leaves)), *(among or ()))):
                spans.setdefault(row, []).extend(_unmark(marked))
    return {row: join_spans(found) for row, found in spans.items()}


def _unmark(marked: str) -> Iterator[Span]:
    before, *pieces = marked.split(_ON)
    at = len(before)
    for piece in pieces:
        inside, _, after = piece.partition(_OFF)
        yield at, at + len(inside)
        at += len(inside) + len(after)


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def pinpoint(units: Mapping[int, FoundUnit], spans: Mapping[int, list[Span]], node: Node | None) -> dict[int, int]:
    """For each unit which of its clauses to point at (its index in the unit): the deepest that holds the match.

    A clause holds the match when its own words and those below it answer the whole query. Where several do that do not
    stand within each other, the one above them all is the answer; where none does but all together, the paragraph.
    """
    places: dict[int, list[Span]] = {}
    unclear: dict[int, list[int]] = {}
    for unit, found in spans.items():
        clauses = units[unit].clauses
        touched = [i for i, clause in enumerate(clauses) if any(overlap(clause, span) for span in found)]
        if len(touched) > 1 and isinstance(node, And | Near):
            unclear[unit] = touched
        else:
            places[unit] = found
    if unclear and node is not None:
        places |= _places_that_hold(units, unclear, node)
    return {unit: _deepest(units[unit].clauses, places.get(unit, [])) for unit in units}


def point_at_most(clauses: Sequence[FoundClause], found: Sequence[Sequence[Span]]) -> int:
    """The deepest clause of a unit with as many of the things looked for as the unit has; `found` has their spans.

    Where several have them that do not stand within each other, the one above them all.
    """
    things = [
        {i for i, spans in enumerate(found) if any(overlap(clause, span) for span in spans)} for clause in clauses
    ]
    holding = [i for i, held in enumerate(things) if held == things[0]]
    inner = [i for i in holding if not any(_is_within(clauses[j], clauses[i]) for j in holding if j != i)]
    if len(inner) == 1 or not things[0]:
        return inner[0] if things[0] else 0
    return _deepest(clauses, [(clauses[i].start, clauses[i].end) for i in inner])


def _is_within(one: FoundClause, other: FoundClause) -> bool:
    return other.start <= one.start and one.end <= other.end and one.level > other.level


def overlap(clause: FoundClause, span: Span) -> bool:
    """Whether any of the span is in the clause."""
    return clause.start < span[1] and span[0] < clause.end


def _deepest(clauses: Sequence[FoundClause], spans: Sequence[Span]) -> int:
    """The deepest clause that holds all spans; the paragraph itself where there are none, or no other does."""
    if not spans:
        return 0
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    holding = [i for i, clause in enumerate(clauses) if clause.start <= first and last <= clause.end]
    return max(holding, key=lambda i: (clauses[i].level, i), default=0)


def _places_that_hold(
    units: Mapping[int, FoundUnit], touched: Mapping[int, Sequence[int]], node: Node
) -> dict[int, list[Span]]:
    """The innermost clauses that answer the whole query, by asking an index of just them."""
    rows: list[tuple[int, int, Span, str, str]] = []
    for unit, indexes in touched.items():
        for i in indexes:
            clause = units[unit].clauses[i]
            heading = f"{units[unit].heading} {clause.heading}"
            rows.append((unit, i, (clause.start, clause.end), heading, units[unit].text[clause.start : clause.end]))
            if clause.text and len(clause.text) < clause.end - clause.start:
                own = (clause.start, clause.start + len(clause.text))
                rows.append((unit, i, own, heading, clause.text))
    with small_index(((i, heading, text) for i, (*_, heading, text) in enumerate(rows)), node) as index:
        answering = find_by(lambda *asked: bits(ask_index(index, *asked), len(rows)), all_bits(0, len(rows)), node)
    found: dict[int, list[Span]] = {}
    for unit, _, span, _, _ in [rows[i] for i in places_in(answering)]:
        found.setdefault(unit, []).append(span)
    return {unit: _innermost(spans) for unit, spans in found.items()}


def _innermost(spans: Sequence[Span]) -> list[Span]:
    """Spans that hold no other of them."""
    return [
        one for one in spans if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in spans)
    ]


@contextmanager
def small_index(texts: Iterable[tuple[int, str, str]], node: Node) -> Iterator[sqlite3.Connection]:
    """An index in memory of a few (row, heading, text), by the very rules of the database.

    FTS5 looks through all of a prefix again for each row it is asked to highlight; here it has those few rows only.
    """
    conn = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        rows = [(row, heading, text[:MOST_CHARACTERS]) for row, heading, text in texts]
        for exact in queries.indexes(node):
            table = INDEX[exact]
            conn.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(heading, text, tokenize='{FTS[table].tokenize}')")
            conn.executemany(f"INSERT INTO {table} (rowid, heading, text) VALUES (?, ?, ?)", rows)
        yield conn
    finally:
        conn.close()


def list_above(clauses: Sequence[FoundClause], chosen: int) -> list[FoundClause]:
    """The clauses over the chosen one, the paragraph first."""
    level = clauses[chosen].level
    above: list[FoundClause] = []
    for clause in reversed(clauses[:chosen]):
        if clause.level < level:
            above.insert(0, clause)
            level = clause.level
    return above


def cut_snippet(text: str, matches: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """At most about SNIPPET characters of `text` around where most matches stand, with the matches that are in it.

    Cut between words, an ellipsis where something was left out.
    """
    if len(text) <= SNIPPET:
        return text, tuple(matches)
    first = _best_start(matches)
    start = _word_start(text, max(0, min(first - SNIPPET // 4, len(text) - SNIPPET)))
    end = _word_end(text, min(len(text), start + SNIPPET))
    end = start + len(text[start:end].rstrip())
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((max(s, start) + shift, min(e, end) + shift) for s, e in matches if s < end and e > start)
    return f"{before}{text[start:end]}{after}", inside


def _best_start(matches: Sequence[Span]) -> int:
    """The match from which on most others stand within a snippet."""

    def others(span: Span) -> int:
        return sum(span[0] <= start <= span[0] + SNIPPET * 3 // 4 for start, _ in matches)

    return max(matches[:50], key=lambda span: (others(span), -span[0]))[0] if matches else 0


def _word_start(text: str, at: int) -> int:
    if not at:
        return 0
    blank = text.find(" ", at - 1, at + 40)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", at - 40, at + 1)
    return blank if blank > 0 else at
