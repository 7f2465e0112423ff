"""When nothing was found: little words let go, and other queries that do find something."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from scraper import query as queries
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import And, Near, Query, Term
from scraper.query.plain import LITTLE
from scraper.search.corpus import Corpus
from scraper.search.facets import Tally, tally
from scraper.search.limits import Limit
from scraper.search.matching import find
from scraper.search.rewrite import is_there, rewrite
from scraper.search.sets import all_bits
from scraper.search.suggest import nearest_word

MOST = 3
"""So many other queries are offered."""

MOST_WORDS = 24
"""So many words of a long query are tried together."""

MOST_TRIED = 10
"""So many are tried for it."""

FOR_ALL, FOR_PARTS = 0.5, 0.75
"""By when of the time of a search all must have been looked through, or as many parts as can be."""

SMALLEST_PART = 16
"""The newest part is one of so many."""


@dataclass(frozen=True, slots=True)
class Found:
    """A query as fitted to the texts, the units it finds, what there is to say of that, and whether these are all.

    `candidates` are the units that match, whatever the filters let through, as bits.
    """

    asked: Query
    counted: Tally
    candidates: int = 0
    notes: tuple[str, ...] = ()
    complete: bool = True


def look_up(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> Found:
    """The units that match and pass every filter. Nothing typed finds nothing; filters alone what they let through."""
    asked = rewrite(conn, corpus, asked)
    candidates = all_bits(0, len(corpus.ids)) if asked.filters else 0
    if asked.tree is not None:
        candidates = find(conn, corpus, asked.tree)
    return Found(asked, tally(corpus, candidates, asked), candidates)


def look_up_in_time(conn: sqlite3.Connection, corpus: Corpus, asked: Query, limit: Limit) -> Found:
    """As `look_up`; where that takes too long, what there is in the newest resolutions, and a note that says so.

    Looked through in parts, each twice as large as the one before: what is found in a part is all that is in it.
    """
    if found := limit.attempt(lambda: look_up(conn, corpus, asked), FOR_ALL):
        return found
    asked = limit.attempt(lambda: rewrite(conn, corpus, asked), FOR_PARTS) or asked
    tree, candidates, since = asked.tree, 0, len(corpus.ids)
    for start, end in _parts(corpus.ids):
        part = limit.attempt(lambda: find(conn, corpus, tree, (start, end)), FOR_PARTS) if tree else None  # noqa: B023
        if part is None:
            break
        candidates, since = candidates | part, start
    notes = (_say_stopped(corpus, since, limit),) if since else ()
    return Found(asked, tally(corpus, candidates, asked), candidates, notes, complete=not since)


def _parts(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where to cut the units into parts that hold whole resolutions, the newest first."""
    end = len(ids)
    size = end // SMALLEST_PART
    while end:
        start = bisect_left(ids, ids[max(0, end - size - 1)] // CLAUSES_PER_DOCUMENT * CLAUSES_PER_DOCUMENT, 0, end)
        yield start, end
        end, size = start, 2 * size


def _say_stopped(corpus: Corpus, since: int, limit: Limit) -> str:
    stopped = f"This search was stopped after {limit.seconds:g} seconds"
    if since == len(corpus.ids):
        return f"{stopped}, before it could look through any resolution. Fewer or rarer words are faster."
    number = corpus.ids[since] // CLAUSES_PER_DOCUMENT
    return (
        f"{stopped}: it looked through the resolutions from {number} on, and older ones may have more."
        " Fewer or rarer words are faster."
    )


def look_up_or_relax(conn: sqlite3.Connection, corpus: Corpus, asked: Query, limit: Limit) -> Found:
    """In time; where nothing is found, without the words that say nothing (`of`, `the`), and with a note."""
    found = look_up_in_time(conn, corpus, asked, limit)
    fewer = _without_little_words(found.asked) if found.complete and not found.counted.hits else None
    if fewer is None:
        return found
    again = limit.attempt(lambda: look_up(conn, corpus, fewer), FOR_ALL)
    if again is None or not again.counted.hits:
        return found
    assert isinstance(found.asked.tree, And)
    left_out = [item.typed for item in found.asked.tree.items if isinstance(item, Term) and _is_little(item)]
    named = " and ".join(f"“{word}”" for word in left_out)
    return replace(again, notes=(f"No paragraph has all of these words; {named} could be left out.",))


def _is_little(term: Term) -> bool:
    return term.ways[0][0] in LITTLE and not (term.phrase or term.exact or term.prefix)


def _without_little_words(asked: Query) -> Query | None:
    if not isinstance(asked.tree, And):
        return None
    kept = tuple(item for item in asked.tree.items if not (isinstance(item, Term) and _is_little(item)))
    if not any(isinstance(item, Term | Near) for item in kept) or len(kept) == len(asked.tree.items):
        return None
    return replace(asked, tree=And(kept) if len(kept) > 1 else kept[0])


# ------------------------------------------------------------------------------------------------- other queries


def other_queries(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> tuple[str, ...]:
    """Queries like this one that do find something: words spelled right, else one word looked for elsewhere or not."""
    if asked.tree is None or asked.place is not None:
        return ()
    spelled = _spelled(conn, corpus, asked)
    if spelled != asked.text and _finds(conn, corpus, spelled):
        return (spelled,)
    asked = queries.read(spelled)
    offered: list[str] = []
    for text in islice(dict.fromkeys(_with_one_changed(corpus, asked)), MOST_TRIED):
        if len(offered) < MOST and _finds(conn, corpus, text):
            offered.append(text)
    if not offered and (text := _most_of_it(conn, corpus, asked)):
        offered.append(text)
    return tuple(offered)


def _most_of_it(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> str:
    """The query with as many of its words as some clause has, the rarest first: for a sentence not quite remembered."""
    terms = [term for term in _terms(asked) if not _is_little(term)]
    kept: list[Term] = []
    text = asked.text
    for term in sorted(terms, key=lambda term: _rarity(corpus, term))[:MOST_WORDS]:
        more = And((*kept, term)) if kept else term
        if look_up(conn, corpus, replace(asked, tree=more)).counted.hits:
            kept.append(term)
    for term in _terms(asked):
        text = text if term in kept else _without(text, term)
    return text if len(kept) > 1 and _finds(conn, corpus, text) else ""


def _rarity(corpus: Corpus, term: Term) -> int:
    return min(corpus.words.get(word, 0) for word in term.ways[0])


def _finds(conn: sqlite3.Connection, corpus: Corpus, text: str) -> bool:
    return bool(look_up(conn, corpus, queries.read(text)).counted.hits)


def _spelled(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> str:
    """The query with each word that no text has replaced by the likeliest that some have."""
    text = asked.text
    for term in _terms(asked):
        for word in term.ways[0]:
            if word not in corpus.words and not term.prefix and not is_there(conn, corpus, (word,)):
                better = nearest_word(corpus.words, word)
                text = re.sub(rf"(?i)\b{re.escape(word)}\b", better, text) if better else text
    return text


def _terms(asked: Query) -> Iterator[Term]:
    for leaf in queries.looked_for(asked.tree) if asked.tree else ():
        yield from leaf.terms if isinstance(leaf, Near) else (leaf,)


def _with_one_changed(corpus: Corpus, asked: Query) -> Iterator[str]:
    """One word looked for in the title instead (`Hudaydah` is the title's, not the clause's); one word left out."""
    terms = [term for term in _terms(asked) if not _is_little(term)]
    if len(terms) < 2:
        return
    for term in terms:
        if f" {' '.join(term.ways[0])} " in corpus.titles:
            yield queries.write_filter("title", term.typed, _without(asked.text, term))
    for term in sorted(terms, key=lambda term: _rarity(corpus, term)):
        yield _without(asked.text, term)


def _without(text: str, term: Term) -> str:
    piece = rf'(?<!\w) (?: exact:\s? )? "? {re.escape(term.typed)} "? \*? (?!\w)'
    left = " ".join(re.sub(piece, " ", text, flags=re.X | re.I).split())
    return re.sub(" ([,;])", r"\1", left)
