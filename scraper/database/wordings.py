"""Wordings: the words of a clause as folded text, each once, however many clauses have it; and which come near others.

The table `wordings` counts them. Its index keeps no text and no positions: it tells which wordings have a word, so that
near copies of a sentence are found by the rare words they share. The words themselves are those of the first clause.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, log

from scraper.wording import fold

RAREST = 10
"""So many words of a question are looked for; what shares none of its rarest is no near copy of it."""

MOST_POSTINGS = 8_000
"""So many places of words are read for a question, the rarest words first: common words alone find nothing near."""

LEAST_SHARED = 0.2
"""What shares less, of the words looked for and weighed by how rare they are, is never a near copy."""


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
    _count_words(conn)
    numbers = ((of_clause[clause], clause) for clause in sorted(of_clause))
    conn.executemany("UPDATE clauses SET wording = ? WHERE id = ?", numbers)


def _count_words(conn: sqlite3.Connection) -> None:
    """Keep in how many wordings each word stands: to count that takes as long as the word is common."""
    conn.execute("CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab(main, wordings_fts, row)")
    conn.execute("INSERT INTO wording_words (word, wordings) SELECT term, doc FROM temp.indexed_words ORDER BY term")
    conn.execute("DROP TABLE temp.indexed_words")


def _clauses(conn: sqlite3.Connection) -> Iterator[tuple[int, int, str]]:
    """Id, document and text of every clause, the oldest resolution first."""
    when = "SELECT number FROM resolutions ORDER BY coalesce(adopted, CAST(year AS TEXT)), number"
    others = "SELECT id FROM documents WHERE held AND kind != 'resolution' ORDER BY date, id"
    for (document,) in [*conn.execute(when), *conn.execute(others)]:
        clauses = conn.execute("SELECT id, text FROM clauses WHERE document = ? ORDER BY id", (document,))
        yield from ((clause, document, text) for clause, text in clauses)


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many wordings each word of a question stands, of how many."""

    counts: Mapping[str, int]
    wordings: int


@dataclass(frozen=True, slots=True)
class NearWording:
    """A wording that shares rare words with a question: its number, its first clause and the text of that.

    `shared` is 1 where it has every word that was looked for, each weighed by how rare it is.
    """

    wording: int
    first_clause: int
    shared: float
    text: str


_NEAR = """
SELECT n.id, w.first_clause, n.weight, c.text
FROM (
    SELECT id, sum(weight) AS weight FROM ({each}) GROUP BY id HAVING sum(weight) >= ? AND count(*) >= ?
    ORDER BY 2 DESC, 1 LIMIT ?
) AS n JOIN wordings AS w ON w.id = n.id JOIN clauses AS c ON c.id = w.first_clause
WHERE c.kind != 'row' ORDER BY n.weight DESC, n.id
"""

_POSTINGS = "SELECT rowid AS id, ? AS weight FROM wordings_fts WHERE wordings_fts MATCH ?"


def near_wordings(conn: sqlite3.Connection, words: WordCounts, limit: int, least: float = 0) -> list[NearWording]:
    """The wordings that come nearest to these words by the rarest of them, at most `limit`, best first.

    They are candidates: whether one is a near copy has to be seen by its words; what cannot have the share `least` of
    them is left out, as are rows of tables. Takes bounded time, whatever is asked.
    """
    chosen = _rarest(words.counts)
    if not chosen:
        return []
    weights = {word: log(1 + words.wordings / words.counts[word]) for word in chosen}
    values = [value for word, weight in weights.items() for value in (weight, quote(word))]
    each = " UNION ALL ".join([_POSTINGS] * len(weights))
    whole = sum(weights.values())
    unseen = sum(count > 0 for count in words.counts.values()) - len(chosen)
    needed = ceil(least * len(words.counts)) - unseen
    rows = conn.execute(_NEAR.format(each=each), [*values, LEAST_SHARED * whole, needed, limit])
    return [NearWording(id_, first, weight / whole, text) for id_, first, weight, text in rows]


def _rarest(counts: Mapping[str, int]) -> list[str]:
    """The rarest words that are known, so many that reading where they stand takes bounded time.

    Those without figures come first: the days and symbols of a sentence are what its near copies do not have.
    """
    chosen: list[str] = []
    read = 0
    known = [word for word, count in counts.items() if count]
    for word in sorted(known, key=lambda word: (any(map(str.isdigit, word)), counts[word], word)):
        read += counts[word]
        if len(chosen) == RAREST or (chosen and read > MOST_POSTINGS):
            break
        chosen.append(word)
    return chosen


def count_wordings(conn: sqlite3.Connection, words: Sequence[str]) -> WordCounts:
    """In how many wordings each of these folded words stands."""
    rows = conn.execute(
        "SELECT word, wordings, (SELECT max(id) FROM wordings) FROM wording_words"
        " WHERE word IN (SELECT value FROM json_each(?))",
        (json.dumps(list(words)),),
    ).fetchall()
    known = {word: count for word, count, _ in rows}
    return WordCounts({**dict.fromkeys(words, 0), **known}, rows[0][2] if rows else 0)


def quote(word: str) -> str:
    """A folded word as FTS5 reads it as itself."""
    return f'"{word}"'
