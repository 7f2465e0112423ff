"""Where words stand: clauses by their wording, each with its resolution and day, oldest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scraper.database.wordings import WordCounts, quote
from scraper.errors import UnscError
from scraper.models import Pinpoint, Symbol
from scraper.pinpoint.paths import is_annex
from scraper.wording import fold, words

MOST_COMMON = 12_000
"""Words of which the rarest stands in more wordings than this are nobody's language: `of the` is in half of all."""


class BadQuestion(UnscError):
    """What was typed cannot be traced: a single word, a whole resolution, a book."""

    exit_code = 2


ASKED_FOR = 8
"""So many words of a phrase, the rarest, are looked for in the index; all of it is then compared with the texts."""


@dataclass(frozen=True, slots=True)
class Use:
    """A clause that has the words. `runs_into` is the item in which a sentence goes on that the clause begins."""

    clause: int
    symbol: Symbol
    path: str
    part: str
    day: str
    agenda: str
    quality: str
    kind: str
    wording: int | None
    text: str
    runs_into: str = ""

    @property
    def place(self) -> Pinpoint:
        """Where it stands."""
        return Pinpoint(self.symbol.number, self.symbol.year, self.path)

    @property
    def in_body(self) -> bool:
        """Whether it stands in the resolution itself and not in an annex."""
        return not is_annex(self.part)

    @property
    def order(self) -> tuple[str, int]:
        """By day (by the year where that is not known), then by number and place."""
        return self.day, self.clause


_USE = """
SELECT c.id, r.number, r.year, c.path, c.part, coalesce(r.adopted, CAST(r.year AS TEXT)) AS day, r.agenda,
    r.text_quality, c.kind, c.wording, c.text, c.unit, c.parent
FROM clauses AS c JOIN resolutions AS r ON r.number = c.resolution
"""


def _read_use(row: sqlite3.Row, runs_into: str = "") -> Use:
    symbol = Symbol(row["number"], row["year"])
    return Use(
        row["id"], symbol, row["path"], row["part"], row["day"], row["agenda"], row["text_quality"], row["kind"],
        row["wording"], row["text"], runs_into,
    )  # fmt: skip


def uses_of(conn: sqlite3.Connection, wordings: Iterable[int]) -> list[Use]:
    """The clauses that have one of these wordings, oldest first."""
    asked = json.dumps(list(wordings))
    rows = conn.execute(f"{_USE} WHERE c.wording IN (SELECT value FROM json_each(?))", (asked,))
    return sorted(map(_read_use, rows), key=lambda use: use.order)


def find_uses(conn: sqlite3.Connection, folded: str, words: WordCounts) -> list[Use]:
    """The clauses that have these folded words in a row, oldest first.

    Raises BadQuestion where all of the words are too common.
    """
    counts = words.counts
    if not counts or not all(counts.values()):
        return []
    if min(counts.values()) > MOST_COMMON:
        raise BadQuestion("These words stand nearly everywhere. Add one that says more.")
    rarest = sorted(counts, key=lambda word: (counts[word], word))[:ASKED_FOR]
    rows = conn.execute(
        f"{_USE} WHERE c.wording IN (SELECT rowid FROM wordings_fts WHERE wordings_fts MATCH ?)",
        (" AND ".join(map(quote, rarest)),),
    )
    phrase = f" {folded} "
    has: dict[int, bool] = {}
    found = []
    for row in rows:
        wording = row["wording"]
        if wording not in has:
            has[wording] = phrase in f" {fold(row['text'])} "
        if has[wording]:
            found.append(_read_use(row))
    return sorted(found, key=lambda use: use.order)


MOST_UNITS = 400
"""In so many paragraphs with all words a sentence is looked for that runs from one clause into another."""


def find_across(conn: sqlite3.Connection, text: str, folded: str) -> list[Use]:
    """Clauses in which a phrase begins that goes on in an item below; the item's label may be typed or not."""
    asked = sorted(set(words(text)), key=lambda word: (-len(word), word))[:ASKED_FOR]
    if len(asked) < 2:
        return []
    match = " AND ".join(map(quote, asked))
    rows = conn.execute(
        f"{_USE} WHERE c.unit IN (SELECT x.rowid FROM units_exact AS x WHERE units_exact MATCH ? AND EXISTS"
        " (SELECT 1 FROM clauses AS i WHERE i.unit = x.rowid AND i.level > 0) LIMIT ?) ORDER BY c.id",
        (f"text : ({match})", MOST_UNITS),
    ).fetchall()
    found = {use.clause: use for use in _across(rows, f" {folded} ")}
    return sorted(found.values(), key=lambda use: use.order)


def _across(rows: Sequence[sqlite3.Row], phrase: str) -> Iterator[Use]:
    by_clause = {row["id"]: row for row in rows}
    asked = frozenset(phrase.split())
    begun = {id_: fold(row["text"]) for id_, row in by_clause.items() if _last_word(row["text"]) in asked}
    for row in rows:
        if (head := begun.get(row["parent"])) is None:
            continue
        item, label = fold(row["text"]), fold(row["path"].rpartition("/")[2])
        inside = any(phrase in f" {text} " for text in (head, item))
        if not inside and any(phrase in f" {head} {way} " for way in (item, f"{label} {item}")):
            yield _read_use(by_clause[row["parent"]], row["path"])


def _last_word(text: str) -> str:
    """The last word of a text: without it a phrase does not run on behind the text."""
    return fold(" ".join(text.split()[-4:])).rpartition(" ")[2]


def keep(
    uses: Iterable[Use], within: str, years: tuple[int | None, int | None] = (None, None), agenda: str = ""
) -> list[Use]:
    """Those in a part (`pp`, `op`, `annex`, `all`), of these years (both counted in), under an agenda item."""
    fits: Callable[[Use], bool] = {
        "pp": lambda use: use.part == "pp",
        "op": lambda use: use.part == "op",
        "annex": lambda use: not use.in_body,
    }.get(within, lambda _use: True)
    (first, last), named = years, fold(agenda)
    return [
        use
        for use in uses
        if fits(use) and (first or 0) <= use.symbol.year <= (last or 9999) and (not named or named in fold(use.agenda))
    ]
