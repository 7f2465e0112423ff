"""What a reference typed alone leads to, and what to look for below it: the clauses that speak of that resolution."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from scraper import lookup
from scraper.models import Pinpoint
from scraper.query import Query, Term
from scraper.search.answer import Place
from scraper.search.corpus import Corpus, cursor_of


def find_place(
    conn: sqlite3.Connection, corpus: Corpus, asked: Pinpoint | None
) -> tuple[Place | None, tuple[str, ...]]:
    """The place, and what there is to say where the reference leads nowhere, or not quite where it says."""
    if asked is None:
        return None, ()
    facts = corpus.facts.get(asked.number)
    if facts is None:
        return None, (f"Resolution {asked.number} is not in this collection.",)
    notes = []
    if asked.year not in (None, facts.year):
        notes.append(f"Resolution {asked.number} was adopted in {facts.year}, not in {asked.year}.")
    path, label, text, full_text = _read_clause(conn, asked) or ("", "", "", "")
    if asked.path and not path:
        notes.append(f"{facts.symbol} has no {lookup.say_path(asked.path)}.")
    url = lookup.address(Pinpoint(asked.number, facts.year, path))
    return Place(facts.symbol, path, label, text, full_text, url, facts.title), tuple(notes)


def _read_clause(conn: sqlite3.Connection, asked: Pinpoint) -> tuple[str, str, str, str] | None:
    """Path, label, own words and all words of a clause; only the path where it is a part, such as an annex."""
    found: tuple[str, str, str, str] | None = cursor_of(conn).execute(
        "SELECT c.path, c.label, c.text, substr(u.text, c.unit_start + 1, c.unit_end - c.unit_start)"
        " FROM clauses c JOIN units u ON u.id = c.unit WHERE c.resolution = ? AND c.path = ?"
        " UNION ALL SELECT part, '', '', '' FROM units WHERE resolution = ? AND part = ? LIMIT 1",
        (asked.number, asked.path, asked.number, asked.path),
    ).fetchone()  # fmt: skip
    return found


def speak_of(corpus: Corpus, asked: Query) -> Query:
    """A reference read with the year it lacks: `S/RES/242` is looked for as `242 (1967)` and `resolution 242`.

    A number typed bare stays a number: `500` may be troops.
    """
    if asked.place is None or asked.text.isdecimal() or asked.place.number not in corpus.facts:
        return asked
    number, year = str(asked.place.number), str(corpus.facts[asked.place.number].year)
    return replace(asked, tree=Term(asked.text, ((number, year), ("resolution", number)), phrase=True))
