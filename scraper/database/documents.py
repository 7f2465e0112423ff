"""Documents that are no resolutions here: what is known of each, and which paragraphs refer to it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scraper.database.landing import NothingThere
from scraper.database.references import Citing
from scraper.models import DocumentKind, DocumentSymbol, Symbol, Vote


@dataclass(frozen=True, slots=True)
class Draft:
    """A vote on a draft that was not adopted: ISO date, what it was about, how it ended and the votes."""

    date: str
    title: str
    outcome: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    vetoes: int
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document by its symbol, with the paragraphs that refer to it, the newest resolution first.

    resolutions  how many resolutions these paragraphs are in
    drafts       the votes on it, for a draft; several for a meeting record that stands for drafts without a symbol
    """

    symbol: DocumentSymbol
    citing: tuple[Citing, ...]
    resolutions: int
    drafts: tuple[Draft, ...] = ()


def read_document(conn: sqlite3.Connection, symbol: DocumentSymbol) -> CitedDocument:
    """What is known of a document. Raises NothingThere where no resolution here cites it and no vote is known."""
    rows = conn.execute("SELECT id, kind, date, title FROM documents WHERE symbol = ? ORDER BY id", (symbol.text,))
    found = [(row[0], row[1], row[2], row[3]) for row in rows if row[1] != "resolution"]
    if not found:
        raise NothingThere(
            f"No resolution here refers to {symbol}. This site holds the texts of resolutions of the Security Council,"
            " and lists the other documents that they cite."
        )
    kinds: list[DocumentKind] = [kind for _, kind, _, _ in found]
    citing, resolutions = _read_citing(conn, [id_ for id_, *_ in found])
    drafts = tuple(_read_draft(conn, id_, date, title) for id_, kind, date, title in found if kind == "draft")
    kind = "draft" if "draft" in kinds else kinds[0]
    return CitedDocument(DocumentSymbol(kind, symbol.text), citing, resolutions, drafts)


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
    counts = "outcome, votes_for, votes_against, abstentions, vetoes"
    row = conn.execute(f"SELECT {counts} FROM drafts WHERE document = ?", (document,)).fetchone()
    votes = conn.execute("SELECT member, vote FROM votes WHERE document = ? ORDER BY id", (document,))
    return Draft(date, title, row[0], row[1], row[2], row[3], row[4], tuple(Vote(*vote) for vote in votes))
