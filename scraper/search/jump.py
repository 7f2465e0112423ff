"""What a reference typed alone leads to, and what to look for below it: the clauses that speak of that resolution."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import NamedTuple

from scraper.cite.find import find_citations
from scraper.database import documents, landing
from scraper.database.landing import NothingThere
from scraper.models import Pinpoint
from scraper.pinpoint import address, document_address, read_document
from scraper.query import Query, Term, read
from scraper.query.plain import ASKING, LITTLE, says_exactly
from scraper.search.corpus import Corpus, cursor_of
from scraper.search.results import JumpPlace


def find_place(
    conn: sqlite3.Connection, corpus: Corpus, asked: Pinpoint | None
) -> tuple[JumpPlace | None, tuple[str, ...]]:
    """The place, and what there is to say where the reference leads nowhere, or not quite where it says.

    What leads to no paragraph leads to its resolution; a wrong year to the right one.
    """
    if asked is None:
        return None, ()
    found = landing.locate_here(conn, asked)
    facts = corpus.facts.get(asked.number)
    if facts is None:
        return None, (found.reason,)
    place = found.place or (found.nearest[0] if found.status == "year does not fit" else Pinpoint(asked.number))
    path, label, text, full_text = _read_clause(conn, place) or ("", "", "", "")
    url = address(Pinpoint(asked.number, facts.year, path))
    said = (found.reason,) if found.reason else ()
    return JumpPlace(facts.symbol, path, label, text, full_text, url, facts.title), said


def find_document(conn: sqlite3.Connection, typed: str) -> JumpPlace | None:
    """The document that is no resolution whose symbol is all that was typed, where there is a page of it."""
    symbol = read_document(typed)
    try:
        found = documents.read_document(conn, symbol) if symbol else None
    except NothingThere:
        return None
    if found is None:
        return None
    said = f"{len(found.citing)} paragraphs refer to it" if len(found.citing) != 1 else "1 paragraph refers to it"
    return JumpPlace(found.symbol.text, "", "", "", "", document_address(found.symbol.text), said)


def _read_clause(conn: sqlite3.Connection, asked: Pinpoint) -> tuple[str, str, str, str] | None:
    """Path, label, own words and all words of a clause; only the path where it is a part, such as an annex."""
    found: tuple[str, str, str, str] | None = cursor_of(conn).execute(
        "SELECT c.path, c.label, c.text, substr(u.text, c.unit_start + 1, c.unit_end - c.unit_start)"
        " FROM clauses c JOIN units u ON u.id = c.unit WHERE c.document = ? AND c.path = ?"
        " UNION ALL SELECT part, '', '', '' FROM units WHERE resolution = ? AND part = ? LIMIT 1",
        (asked.number, asked.path, asked.number, asked.path),
    ).fetchone()  # fmt: skip
    return found


class Spoken(NamedTuple):
    """A reference with words around it: the place, and the words that say something besides."""

    place: Pinpoint
    words: str


def read_spoken(corpus: Corpus, asked: Query) -> Spoken | None:
    """The one resolution here that a plain query names among other words: `UNSCR 1325 women`; None where it is none."""
    if asked.place is not None or asked.filters:
        return None
    found = [one for one in find_citations(asked.text) if one.kind == "resolution" and one.number in corpus.facts]
    if len({one.number for one in found}) != 1 or found[0].number is None:
        return None
    rest = asked.text[: found[0].start] + " " + asked.text[found[0].end :]
    if says_exactly(rest):
        return None
    idle = LITTLE | ASKING | {"resolution", "resolutions", "paragraph", "say", "says", "mean"}
    words = " ".join(word for word in rest.strip(" ?!.,").split() if word.lower().strip("?!.,") not in idle)
    return Spoken(Pinpoint(found[0].number, found[0].year, next(iter(found[0].paths), "")), words)


def within(asked: Query, spoken: Spoken) -> Query:
    """The same question of that resolution alone, all of its parts."""
    return replace(read(f"res:{spoken.place.number} in:all {spoken.words}"), text=asked.text, read_as=asked.read_as)


def as_mention(corpus: Corpus, asked: Query) -> Query:
    """A reference read with the year it lacks: `S/RES/242` is looked for as `242 (1967)` and `resolution 242`.

    A number typed bare stays a number: `500` may be troops.
    """
    if asked.place is None or asked.text.isdecimal() or asked.place.number not in corpus.facts:
        return asked
    number, year = str(asked.place.number), str(corpus.facts[asked.place.number].year)
    return replace(asked, tree=Term(asked.text, ((number, year), ("resolution", number)), phrase=True))
