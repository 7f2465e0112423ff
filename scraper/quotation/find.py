"""Looking for the paragraphs that a quotation is of: word for word, or nearly."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from scraper.database.ids import clause_range, document_of
from scraper.models import Symbol
from scraper.query import spelling
from scraper.quotation import conventions
from scraper.quotation.conventions import Comparison, Lexeme, Quotation

RUN = 4
"""So many words in a row are looked for together: one word altered leaves the runs beside it."""

MOST_RUNS, MOST_RARE = 10, 8
"""So many runs of a quotation are looked for, and where none is found so many of its longest words."""

MOST_READ = 60
"""So many paragraphs are read word by word for one quotation."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that has the words of a quotation, or nearly.

    unit             the id of the numbered paragraph, with all its items, or of the preambular one
    symbol, adopted  of its resolution
    path, verb       of the deepest clause that has all that is quoted, and the word that leads it
    start, end       what is quoted, in that clause's own text, or, where it runs over its items, in all of its words
    text             those words
    """

    unit: int
    symbol: Symbol
    adopted: str | None
    path: str
    verb: str
    text: str
    start: int
    end: int
    comparison: Comparison


def find_quoted(
    conn: sqlite3.Connection, quotation: Quotation, within: Iterable[int] = (), *, nearly: bool = True
) -> list[Passage]:
    """The paragraphs that a quotation is of, the best first: word for word, with what quoting allows, nearly.

    `within` are numbers of resolutions that are read whole, however their words stand there. Of several alike the
    oldest is first. At most MOST_READ paragraphs are read besides. Without `nearly`, what has none of its runs of words
    is not looked for.
    """
    if not quotation.words:
        return []
    wanted = set(within)
    found: list[Passage] = []
    read: set[int] = set()
    for step, units in enumerate(islice(_candidates(conn, quotation, wanted), None if nearly else 3)):
        found += _compare_all(conn, quotation, [unit for unit in units if unit not in read])
        read.update(units)
        exactly = {one.symbol.number for one in found if one.comparison.verdict != "differs"}
        if exactly and (not wanted or exactly & wanted or step):
            break
        if step and any(one.symbol.number in wanted and one.comparison.score >= NEARLY for one in found):
            break
    return sorted(found, key=_rank)


NEARLY = 0.75
"""Where so much of a quotation stands in a resolution that is read whole, it is looked for nowhere else."""


def _candidates(conn: sqlite3.Connection, quotation: Quotation, within: Iterable[int]) -> Iterator[list[int]]:
    """The units that may have it, in rounds: its whole segments; those within; some of its runs; some of its words."""
    yield _ask(conn, _whole(quotation), MOST_READ, "rowid")
    yield _units_within(conn, within)
    yield _ask(conn, _runs(quotation), MOST_READ)
    yield _ask(conn, _rare(quotation), MOST_READ)


LONGEST_PHRASE = 60
"""So many words of a segment are looked for as one phrase."""


def _whole(quotation: Quotation) -> str:
    """Its segments, all of them, as phrases."""
    phrases = [" ".join(_indexed(quotation, segment)[:LONGEST_PHRASE]) for segment in quotation.segments]
    return " AND ".join(f'"{phrase}"' for phrase in phrases if phrase)


_RANKS = {"verbatim": 0, "allowed": 1, "differs": 2}


def _rank(found: Passage) -> tuple[int, float, int, str, int, str]:
    """Those word for word first, with fewer changes; then those that have most; the oldest of several alike."""
    told = found.comparison
    changed = sum(change.kind != "label" for change in told.changes) if told.verdict != "differs" else 0
    annexed = found.path.startswith("annex")
    return _RANKS[told.verdict], -told.score, changed + annexed, found.adopted or "", found.symbol.number, found.path


def _units_within(conn: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    return [
        row[0]
        for number in dict.fromkeys(numbers)
        for row in conn.execute("SELECT id FROM units WHERE id BETWEEN ? AND ? ORDER BY id", clause_range(number))
    ]


def _runs(quotation: Quotation) -> str:
    """The quotation's runs of words as a query for FTS5, those with the longest words first; "" for none."""
    runs = [
        segment[at : at + RUN]
        for segment in quotation.segments
        for at in range(0, max(1, len(segment) - RUN + 1), max(1, RUN // 2))
    ]
    runs.sort(key=lambda run: -sum(word.end - word.start for word in run))
    phrases = [" ".join(_indexed(quotation, run)) for run in runs[:MOST_RUNS]]
    return " OR ".join(f'"{phrase}"' for phrase in phrases if phrase)


def _rare(quotation: Quotation) -> str:
    """Its longest words, any of them: the longer, the rarer."""
    words = dict.fromkeys(word for part in quotation.words for word in _indexed(quotation, [part]))
    longest = sorted(words, key=lambda word: -len(word))[:MOST_RARE]
    return " OR ".join(f'"{word}"' for word in longest)


def _indexed(quotation: Quotation, run: Sequence[Lexeme]) -> tuple[str, ...]:
    """The words as the index has them."""
    return tuple(one for word in run for one in spelling.words(_PASTED.sub("", quotation.text[word.start : word.end])))


_PASTED = re.compile(r"[\[\]\u00ad]|-[ \t]*\n[ \t]*")
"""What a word has of brackets, and of the end of a line."""


def _ask(conn: sqlite3.Connection, query: str, most: int, order: str = "rank") -> list[int]:
    """The units that match, those that match best, or the oldest, first."""
    if not query:
        return []
    sql = f"SELECT rowid FROM units_exact WHERE units_exact MATCH ? ORDER BY {order} LIMIT ?"
    return [row[0] for row in conn.execute(sql, (f"text : ({query})", most))]


def _compare_all(conn: sqlite3.Connection, quotation: Quotation, units: Sequence[int]) -> list[Passage]:
    rows = conn.execute(
        "SELECT u.id, u.text FROM units AS u WHERE u.id IN (SELECT value FROM json_each(?))", (json.dumps(list(units)),)
    ).fetchall()
    texts = {row[0]: row[1] for row in rows}
    return [found for unit in units if (found := _compare_unit(conn, quotation, unit, texts[unit]))]


def _compare_unit(conn: sqlite3.Connection, quotation: Quotation, unit: int, text: str) -> Passage | None:
    """The place of a quotation in a paragraph with all its items, whose labels stand between and are no words of it."""
    words, keys = _cut(text)
    own_words = quotation.words
    if sum(word.key in keys or word.stem for word in own_words) < conventions.ENOUGH * len(own_words) - 2:
        return None
    clauses = conn.execute(
        "SELECT path, verb, text, unit_start, unit_end FROM clauses WHERE unit = ? ORDER BY id", (unit,)
    ).fetchall()
    told = conventions.compare(quotation, text, _without(words, _gaps(clauses)))
    if told is None:
        return None
    holding = [clause for clause in clauses if clause[3] <= told.start and told.end <= clause[4]]
    path, verb, _, start, end = holding[-1] if holding else clauses[0]
    row = conn.execute(
        "SELECT number, year, adopted FROM resolutions WHERE number = ?", (document_of(unit),)
    ).fetchone()
    symbol = Symbol(row[0], row[1])
    return Passage(unit, symbol, row[2], path, verb, text[start:end], told.start - start, told.end - start, told)


@lru_cache(maxsize=2_000)
def _cut(text: str) -> tuple[tuple[Lexeme, ...], frozenset[str]]:
    """The words of a paragraph, and their keys: of several quotations of one text many are of the same paragraphs."""
    words = conventions.cut_words(text)
    return words, frozenset(word.key for word in words)


def _without(words: Sequence[Lexeme], labels: Sequence[tuple[int, int]]) -> Sequence[Lexeme]:
    """The words that are in none of the labels, both in order."""
    if not labels:
        return words
    left: list[Lexeme] = []
    at = 0
    for word in words:
        while at < len(labels) and labels[at][1] <= word.start:
            at += 1
        if at == len(labels) or word.start < labels[at][0]:
            left.append(word)
    return left


def _gaps(clauses: Sequence[sqlite3.Row]) -> list[tuple[int, int]]:
    """What stands before each item in the text of a paragraph: the end of what is before, and its own beginning."""
    ends = [clause[3] + len(clause[2]) for clause in clauses]
    found = []
    for i, clause in enumerate(islice(clauses, 1, None), 1):
        before = max((end for end in ends[:i] if end <= clause[3]), default=0)
        found.append((before, clause[3]))
    return found
