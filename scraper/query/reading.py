"""From what was typed to a query."""

from __future__ import annotations

from dataclasses import replace

from scraper.cite.find import read_references
from scraper.errors import BadReference
from scraper.models import Pinpoint
from scraper.query import spelling
from scraper.query.describe import say
from scraper.query.parser import MAX_TERMS, ParseState, read_all
from scraper.query.tokens import cut, join_names
from scraper.query.tree import Ignored, Query, Term

MAX_CHARACTERS = 4_000
"""So much is read of a text: two pages."""

LONGEST_REFERENCE = 200


def read(text: str) -> Query:
    """Read what was typed. Never raises; what has no meaning is listed in `ignored`, with the reason.

    At most MAX_CHARACTERS characters, MAX_TERMS words and MAX_DEPTH brackets deep are read.
    """
    cleaned = " ".join(spelling.clean(text[: 2 * MAX_CHARACTERS]).split())
    used = cleaned[:MAX_CHARACTERS]
    reading = ParseState(used, join_names(cut(used)))
    if len(cleaned) > len(used) or len(text) > 2 * MAX_CHARACTERS:
        reading.ignore(cleaned[len(used) :] or "…", f"only the first {MAX_CHARACTERS:,} characters are read")
    filtered = any(token.kind == "filter" for token in reading.tokens)
    place = None if filtered else read_place(used)
    tree = _spoken_of(used, place) if place else read_all(reading)
    if reading.dropped:
        reading.ignore(" ".join(reading.dropped), f"at most {MAX_TERMS} words are looked for")
    if reading.untold:
        reading.ignored.append(Ignored("…", f"{reading.untold} more pieces like these"))
    query = Query(used, tree, tuple(dict.fromkeys(reading.filters)), place, "", tuple(reading.ignored),
                  tuple(reading.expansions))  # fmt: skip
    return replace(query, read_as=say(query))


def read_place(text: str) -> Pinpoint | None:
    """The resolution or clause that the whole text refers to, or None where it is no reference typed alone.

    Of several (`2249 paras. 1 and 5`) the first.
    """
    if len(text) > LONGEST_REFERENCE or not any(character.isdecimal() for character in text):
        return None
    try:
        reference = read_references(text)
    except BadReference:
        return None
    return Pinpoint(reference.number, reference.year, next(iter(reference.paths), ""))


def _spoken_of(text: str, place: Pinpoint) -> Term:
    """What to look for where a reference was typed: the clauses that speak of that resolution."""
    number = str(place.number)
    return Term(text, ((number, str(place.year)) if place.year else (number,),), phrase=bool(place.year))
