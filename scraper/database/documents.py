"""Documents that are no resolutions here: what is known of each, and which paragraphs refer to it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scraper.database.landing import NothingThere
from scraper.database.references import Citing
from scraper.models import DocumentKind, DocumentSymbol, Symbol, Vote


@dataclass(frozen=True, slots=True)
class Draft:
    """A vote on a draft that was not adopted: ISO date, what it was about, how it ended and the votes.

    `written` is what was voted on, as the table of votes says: `S/10805/Rev.1 (as amended)`.
    """

    date: str
    title: str
    outcome: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    vetoes: int
    votes: tuple[Vote, ...]
    written: str = ""


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document by its symbol, with the paragraphs that refer to it, the newest resolution first.

    resolutions  how many resolutions these paragraphs are in
    drafts       the votes on it, for a draft; several for a meeting record that stands for drafts without a symbol
    date         ISO; "" where it is not known
    previous, following   those of its kind whose date is next to its own; None where its date is not known
    """

    symbol: DocumentSymbol
    citing: tuple[Citing, ...]
    resolutions: int
    drafts: tuple[Draft, ...] = ()
    date: str = ""
    previous: DocumentSymbol | None = None
    following: DocumentSymbol | None = None


def read_document(conn: sqlite3.Connection, symbol: DocumentSymbol) -> CitedDocument:
    """What is known of a document. Raises NothingThere where no resolution here cites it and no vote is known."""
    rows = conn.execute("SELECT id, kind, date, title FROM documents WHERE symbol = ? ORDER BY id", (symbol.text,))
    found = [(row[0], row[1], row[2], row[3]) for row in rows if row[1] != "resolution"]
    if not found:
        raise NothingThere(
            f"No resolution here refers to {symbol}. This site holds the texts of resolutions of the Security Council,"
            " and lists the other documents that they cite."
        )
    citing, resolutions = _read_citing(conn, [id_ for id_, *_ in found])
    drafts = tuple(_read_draft(conn, id_, date, title) for id_, kind, date, title in found if kind == "draft")
    kind: DocumentKind = "draft" if drafts else found[0][1]
    date = found[0][2]
    read = DocumentSymbol(kind, symbol.text)
    previous, following = (_read_neighbour(conn, read, date, *way) for way in (("<", "DESC"), (">", "ASC")))
    return CitedDocument(read, citing, resolutions, drafts, date, previous, following)


def _read_neighbour(
    conn: sqlite3.Connection, of: DocumentSymbol, date: str, side: str, order: str
) -> DocumentSymbol | None:
    """The one of its kind that comes before or after in time; those of one day go by their ids."""
    if not date:
        return None
    row = conn.execute(
        f"SELECT symbol FROM documents WHERE kind = :kind AND date != '' AND symbol != :symbol AND (date, id) {side}"
        " (:date, (SELECT min(id) FROM documents WHERE kind = :kind AND symbol = :symbol))"
        f" ORDER BY date {order}, id {order} LIMIT 1",
        {"kind": of.kind, "symbol": of.text, "date": date},
    ).fetchone()
    return DocumentSymbol(of.kind, row[0]) if row else None


def _read_citing(conn: sqlite3.Connection, ids: list[int]) -> tuple[tuple[Citing, ...], int]:
    marks = ", ".join("?" * len(ids))
    rows = conn.execute(
        'SELECT r.number, r.year, c.path, c.text, min(x.start), x."end" FROM citations AS x'
        " JOIN clauses AS c ON c.id = x.clause JOIN resolutions AS r ON r.number = c.document"
        f" WHERE x.document IN ({marks}) GROUP BY c.id ORDER BY r.number DESC, c.position",
        ids,
    ).fetchall()
    return tuple(Citing(Symbol(row[0], row[1]), *row[2:]) for row in rows), len({row[0] for row in rows})


def _read_draft(conn: sqlite3.Connection, document: int, date: str, title: str) -> Draft:
    counts = "outcome, votes_for, votes_against, abstentions, vetoes, written"
    row = conn.execute(f"SELECT {counts} FROM drafts WHERE document = ?", (document,)).fetchone()
    votes = conn.execute("SELECT member, vote FROM votes WHERE document = ? ORDER BY id", (document,))
    outcome, for_, against, abstaining, vetoes, written = row
    cast = tuple(Vote(*vote) for vote in votes)
    return Draft(date, title, outcome, for_, against, abstaining, vetoes, cast, written)


def list_symbols(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The symbols of all documents that have a page, in order."""
    rows = conn.execute("SELECT DISTINCT symbol FROM documents WHERE kind != 'resolution' AND symbol != '' ORDER BY 1")
    return tuple(symbol for (symbol,) in rows)
