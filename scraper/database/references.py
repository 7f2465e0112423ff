"""What clauses cite, and which clauses cite them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scraper.database.ids import clause_range
from scraper.models import DocumentSymbol, Symbol


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in `text[start:end]` of a clause that leads to a place here; `path` is "" for a whole resolution.

    `relation` is how it is meant, with the words that show it; "" where that is not told.
    """

    clause: str
    start: int
    end: int
    raw: str
    symbol: Symbol | DocumentSymbol
    path: str
    relation: str = ""
    evidence: str = ""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A clause that cites another, where in its words it does, and how that is meant."""

    symbol: Symbol
    path: str
    text: str
    start: int
    end: int
    relation: str = ""
    evidence: str = ""
    until: str | None = None


def read_references(conn: sqlite3.Connection, number: int, first: int, last: int) -> tuple[Reference, ...]:
    """The citations that lead to a page here in the clauses at positions `first` to `last`, in order of the page.

    "This resolution", where it says no more than that, leads nowhere else and is left out.
    """
    start, end = clause_range(number)
    rows = conn.execute(
        "SELECT c.path, x.start, x.\"end\", x.raw, d.id, d.kind, d.symbol, r.year, coalesce(t.path, ''),"
        " x.relation, x.evidence, x.until FROM citations AS x"
        " JOIN clauses AS c ON c.id = x.clause JOIN documents AS d ON d.id = x.document"
        " LEFT JOIN resolutions AS r ON r.number = x.target LEFT JOIN clauses AS t ON t.id = x.target_clause"
        " WHERE x.clause BETWEEN ? AND ? AND (x.document != c.document OR x.target_clause IS NOT NULL)"
        " ORDER BY x.clause, x.start, x.id",
        (start + first, min(start + last, end)),
    )
    return tuple(
        Reference(path, start, end, raw, Symbol(id_, year) if year else DocumentSymbol(kind, symbol), *rest)
        for path, start, end, raw, id_, kind, symbol, year, *rest in rows
    )


def read_citing(conn: sqlite3.Connection, first: int, last: int) -> tuple[Citing, ...]:
    """The clauses that cite one of the clauses with ids `first` to `last`, the newest resolution first."""
    rows = conn.execute(
        'SELECT r.number, r.year, c.path, c.text, min(x.start), x."end", x.relation, x.evidence, x.until'
        " FROM citations AS x"
        " JOIN clauses AS c ON c.id = x.clause JOIN resolutions AS r ON r.number = c.document"
        " WHERE x.target_clause BETWEEN ? AND ? GROUP BY c.id ORDER BY r.number DESC, c.position",
        (first, last),
    )
    return tuple(Citing(Symbol(row[0], row[1]), *row[2:]) for row in rows)
