"""How the text of a resolution in the database was read: the file it is from, and every step of its parser."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, compress, groupby

from scraper.build.overrides import correct, read_overrides
from scraper.build.plan import known_words
from scraper.database.landing import land
from scraper.errors import NotFound
from scraper.models import Clause, Pinpoint, Problem
from scraper.parse.builder import Piece
from scraper.parse.explain import SourceLine, Steps, explain
from scraper.parse.text import read_text
from scraper.pinpoint import say_path
from scraper.pinpoint.paths import is_within
from scraper.resources import resource
from scraper.sources import BY_NAME
from scraper.upstream import RawDocument, RawStore


@dataclass(frozen=True, slots=True)
class Explained:
    """The steps of one resolution, or of what became one of its paragraphs; `place` says which, in words."""

    place: str
    upstream: str
    file: str
    lines: tuple[SourceLine, ...]
    pieces: tuple[Piece, ...]
    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...]


def explain_place(conn: sqlite3.Connection, store: RawStore, asked: Pinpoint) -> Explained:
    """Read the file again from which a place was built, and keep every step.

    Raises NothingThere where the reference leads nowhere, NotFound where the file is no longer in the raw store, or no
    longer holds the resolution.
    """
    place = land(conn, asked)
    document = _find_document(conn, store, place.number)
    steps, corrected = _read_again(document, store, place.number)
    name = f"Resolution {place.number} ({place.year})"
    whole = Explained(
        f"{name}, {say_path(place.path)}" if place.path else name,
        document.upstream,
        document.name,
        steps.lines,
        steps.pieces,
        steps.parsed.resolution.clauses,
        (*corrected, *steps.parsed.problems),
    )
    return _only(whole, place.path, steps.parsed.resolution.opening) if place.path else whole


def _find_document(conn: sqlite3.Connection, store: RawStore, number: int) -> RawDocument:
    row = conn.execute(
        "SELECT upstream, sha256 FROM sources WHERE document = ? AND gives = 'text'", (number,)
    ).fetchone()
    found = (document for document in store.documents(row[0]) if document.sha256 == row[1]) if row else iter(())
    document = next(found, None)
    if document is None:
        raise NotFound(f"The file from which resolution {number} was read is no longer in {store.root}.")
    return document


def _read_again(document: RawDocument, store: RawStore, number: int) -> tuple[Steps, tuple[Problem, ...]]:
    """The steps of a resolution, and what a person corrected in the words of its file, as `build.read` does it."""
    data, is_xml = document.read(), BY_NAME[document.upstream].form == "xml"
    corrected: tuple[Problem, ...] = ()
    if corrections := read_overrides(resource("overrides")).get(number, ()):
        text = data.decode("utf-8") if is_xml else read_text(data)
        text, corrected = correct(text, document.upstream, corrections)
        data = text.encode()
    found = explain(data, "xml") if is_xml else explain(data, "text", known_words(store))
    for steps in found:
        if steps.parsed.resolution.facts.symbol.number == number:
            return steps, corrected
    raise NotFound(f"{document.name} was read otherwise when the database was built. Build it again with: unsc build")


# -- only what became one paragraph ---------------------------------------------------------------------------------


def _only(whole: Explained, path: str, opening: str) -> Explained:
    """Of the steps of a resolution those of one paragraph with everything below it."""
    text, start, end = _letters(opening), 0, 0
    for clause in whole.clauses:
        before = len(text)
        text += _letters(f"{clause.heading}{clause.label}{clause.text}")
        if is_within(clause.path, path):
            start, end = (start if end else before), len(text)

    def became_it(texts: Sequence[str]) -> list[bool]:
        rows = [list(filter(None, map(_letters, words.split()))) for words in texts]
        return [low < end and high > start for low, high in find_spans(rows, text)]

    marked = BY_NAME[whole.upstream].form != "xml"  # a rule is the name of one, not of an element
    lines = became_it(["" if marked and line.rule else line.words for line in whole.lines])
    pieces = became_it([f"{piece.printed or piece.label} {piece.text}" for piece in whole.pieces])
    return replace(
        whole,
        lines=tuple(compress(whole.lines, lines)),
        pieces=tuple(compress(whole.pieces, pieces)),
        clauses=tuple(clause for clause in whole.clauses if is_within(clause.path, path)),
        problems=tuple(problem for problem in whole.problems if is_within(problem.path, path)),
    )


def _letters(words: str) -> str:
    """Letters and digits alone, which no step changes where it joins lines or mends a word broken at a line's end."""
    return re.sub(r"[\W_]+", "", words)


Span = tuple[int, int]

LONG = (12, 6, 3, 1)
"""So many letters at least have strings by which others are placed, in the first round, the second ..."""


def find_spans(rows: Sequence[Sequence[str]], text: str) -> list[Span]:
    """Where each row of words stands in a text, without blanks, that holds most of them, in their order.

    A row that the text has in other words stands where those do that it shares with it; one of which it has none gets
    what its neighbours leave: of no width where they adjoin.

    >>> rows = [["Head"], ["3.", "Calls"], ["upon1", "all;"], ["4,"], ["Asks"]]
    >>> find_spans(rows, "3.Callsuponall;4.Asks")
    [(0, 0), (0, 7), (11, 15), (15, 17), (17, 21)]
    """
    found: dict[int, Span] = {}
    _place(["".join(row) for row in rows], text, (0, len(rows)), (0, len(text)), LONG, found)
    spans = _fill(found, len(rows), len(text))
    lost = [(at, word) for at, row in enumerate(rows) if at not in found for word in row]
    words: dict[int, Span] = {}
    for (low, high), run in groupby(range(len(lost)), lambda place: spans[lost[place][0]]):
        inside = list(run)
        _place([word for _, word in lost], text, (inside[0], inside[-1] + 1), (low, high), LONG, words)
    for place in sorted(words):
        at = lost[place][0]
        found[at] = (found.get(at, words[place])[0], words[place][1])
    return _fill(found, len(rows), len(text))


def _fill(found: Mapping[int, Span], count: int, end: int) -> list[Span]:
    """The spans that were found; of the others the room between their neighbours."""
    ends = accumulate((found[at][1] if at in found else 0 for at in range(count)), max)
    starts = accumulate((found[at][0] if at in found else end for at in reversed(range(count))), min)
    rooms = zip(ends, reversed(list(starts)), strict=True)
    return [found.get(at, room) for at, room in enumerate(rooms)]


def _place(
    strings: Sequence[str], text: str, rows: Span, room: Span, lengths: Sequence[int], found: dict[int, Span]
) -> None:
    """Place those of the strings in `rows` that stand once in the `room` of the text; between them, then, the rest."""
    if not lengths or rows[0] == rows[1] or room[0] == room[1]:
        return
    counts = Counter(strings[rows[0] : rows[1]])
    once = [at for at in range(*rows) if len(strings[at]) >= lengths[0] and counts[strings[at]] == 1]
    starts = [(at, text.find(strings[at], *room)) for at in once]
    alone = [(at, start) for at, start in starts if start >= 0 and text.find(strings[at], start + 1, room[1]) < 0]
    low, bottom = rows[0], room[0]
    for at, start in _longest_rise(alone):
        end = start + len(strings[at])
        if start < bottom:
            continue
        found[at] = (start, end)
        _place(strings, text, (low, at), (bottom, start), lengths[1:], found)
        low, bottom = at + 1, end
    _place(strings, text, (low, rows[1]), (bottom, room[1]), lengths[1:], found)


def _longest_rise(pairs: Sequence[Span]) -> list[Span]:
    """The longest selection, in order, in which the second of each pair goes up."""
    ends: list[int] = []  # of the selections of each length so far, the least last value
    lasts: list[int] = []  # ... and which pair that is
    before: list[int] = []  # of each pair, the one before it in the longest selection that ends with it
    for at, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        before.append(lasts[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        lasts[length : length + 1] = [at]
    chosen: list[Span] = []
    at = lasts[-1] if lasts else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
