"""Wordings: the words of a clause as folded text, each once, however many clauses have it; and which come near others.

The table `wordings` counts them. Its index keeps no text and no positions: it tells which wordings have a word, so that
near copies of a sentence are found by the rare words they share. The words themselves are those of the first clause.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import log

from scraper.wording import fold

RAREST = 12
"""So many words of a question are looked for; what shares none of its rarest is no near copy of it."""

_POSTINGS = "SELECT rowid AS id, ? AS weight FROM wordings_fts WHERE wordings_fts MATCH ?"

MOST_POSTINGS = 20_000
"""So many places of words are read for a question, the rarest words first: common words alone find nothing near."""


@dataclass(slots=True)
class _Wording:
    """A wording while it is being counted."""

    number: int
    first: int
    clauses: int = 0
    documents: set[int] = field(default_factory=set)


def write_wordings(conn: sqlite3.Connection) -> None:
    """Fill the table `wordings` from the clauses, index it, and put its number into every clause.

    The oldest clause comes first: by the day of adoption (by the year where that is not known), then by number.
    """
    found: dict[str, _Wording] = {}
    of_clause: dict[int, int | None] = {}
    for clause, document, text in _clauses(conn):
        folded = fold(text)
        if not folded:
            of_clause[clause] = None
            continue
        wording = found.setdefault(folded, _Wording(len(found) + 1, clause))
        wording.clauses += 1
        wording.documents.add(document)
        of_clause[clause] = wording.number
    conn.executemany(
        "INSERT INTO wordings VALUES (?, ?, ?, ?)",
        ((one.number, one.first, one.clauses, len(one.documents)) for one in found.values()),
    )
    conn.executemany(
        "INSERT INTO wordings_fts (rowid, text) VALUES (?, ?)", ((one.number, text) for text, one in found.items())
    )
    numbers = ((of_clause[clause], clause) for clause in sorted(of_clause))
    conn.executemany("UPDATE clauses SET wording = ? WHERE id = ?", numbers)


def _clauses(conn: sqlite3.Connection) -> Iterator[tuple[int, int, str]]:
    """Id, document and text of every clause, the oldest resolution first."""
    when = "SELECT number FROM resolutions ORDER BY coalesce(adopted, CAST(year AS TEXT)), number"
    others = "SELECT id FROM documents WHERE held AND kind != 'resolution' ORDER BY date, id"
    for (document,) in [*conn.execute(when), *conn.execute(others)]:
        clauses = conn.execute("SELECT id, text FROM clauses WHERE document = ? ORDER BY id", (document,))
        yield from ((clause, document, text) for clause, text in clauses)


@dataclass(frozen=True, slots=True)
class NearWording:
    """A wording that shares rare words with a question: its number, its first clause, and how much it shares.

    `shared` is 1 where it has every word that was looked for, each weighed by how rare it is.
    """

    wording: int
    first_clause: int
    shared: float


def near_wordings(conn: sqlite3.Connection, words: Sequence[str], limit: int) -> list[NearWording]:
    """The wordings that come nearest to these folded words by the rarest of them, at most `limit`, best first.

    They are candidates: whether one is a near copy has to be seen by its words. Takes bounded time, whatever is asked.
    """
    counts = count_wordings(conn, words)
    chosen = _rarest(counts)
    if not chosen:
        return []
    total = max(2, conn.execute("SELECT max(id) FROM wordings").fetchone()[0])
    weights = {word: log(1 + total / counts[word]) for word in chosen}
    each = " UNION ALL ".join([_POSTINGS] * len(weights))
    values = [value for word, weight in weights.items() for value in (weight, quote(word))]
    rows = conn.execute(
        f"SELECT n.id, w.first_clause, n.weight FROM (SELECT id, sum(weight) AS weight FROM ({each}) GROUP BY id"
        " ORDER BY 2 DESC, 1 LIMIT ?) AS n JOIN wordings AS w ON w.id = n.id ORDER BY n.weight DESC, n.id",
        [*values, limit],
    )
    whole = sum(weights.values())
    return [NearWording(id_, first, weight / whole) for id_, first, weight in rows]


def _rarest(counts: Mapping[str, int]) -> list[str]:
    """The rarest words that are known, so many that reading where they stand takes bounded time."""
    chosen: list[str] = []
    read = 0
    for word in sorted((word for word, count in counts.items() if count), key=lambda word: (counts[word], word)):
        read += counts[word]
        if len(chosen) == RAREST or (chosen and read > MOST_POSTINGS):
            break
        chosen.append(word)
    return chosen


def count_wordings(conn: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """In how many wordings each of these folded words stands."""
    with suppress(sqlite3.OperationalError):  # it is there already, or there is no room for it
        conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.wording_words USING fts5vocab(main, wordings_fts, row)")
    asked = "SELECT doc FROM temp.wording_words WHERE term = ?"
    return {word: (conn.execute(asked, (word,)).fetchone() or (0,))[0] for word in dict.fromkeys(words)}


def quote(word: str) -> str:
    """A folded word as FTS5 reads it as itself."""
    return f'"{word}"'
