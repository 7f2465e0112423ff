"""References between resolutions on a page: grouped by what they do, with the words that do it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from scraper.database import relations
from scraper.database.relations import RELATIONS, Direction, Referral, Relation
from scraper.models import Mark, Symbol
from scraper.render.html import draw_words

SAID: dict[Relation, tuple[str, str]] = {
    "extends": ("Extends or renews", "Extend or renew it"),
    "modifies": ("Modifies", "Modify it"),
    "terminates": ("Ends", "End it, or part of it"),
    "requests": ("Makes requests under", "Make requests under it"),
    "recalls": ("Recalls", "Recall it"),
    "other": ("Other references to", "Other references"),
}
"""Each relation in words: of one resolution that refers, as a heading over what it refers to; and of those that refer
to one."""

SHOWN = 8
"""So many of one relation stand on a resolution's own page; the rest in its timeline."""

ENTRY_WEIGHT = 620
"""About the bytes of a reference with its words, as HTML."""

OWN_WEIGHT = 3_000
"""What the counts and headings weigh, which are there however little room there is."""

MOST_WEIGHT = 14_000
"""What the references may weigh on a page that is light itself."""


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """References of one relation: how many there are, and the newest of them."""

    relation: Relation
    title: str
    count: int
    shown: tuple[Referral, ...]


@dataclass(frozen=True, slots=True)
class References:
    """What stands on a resolution's page of its references out and in; `citing` and `cited` count resolutions."""

    symbol: Symbol
    outward: tuple[RelationGroup, ...] = ()
    inward: tuple[RelationGroup, ...] = ()
    cited: int = 0
    citing: int = 0


def read_references_of(conn: sqlite3.Connection, symbol: Symbol, room: int) -> References:
    """The references of a resolution, as many with their words as fit into `room` bytes of a page."""
    out, into = (relations.read_referrals(conn, symbol.number, way) for way in ("out", "in"))
    entries = max(0, min(room - OWN_WEIGHT, MOST_WEIGHT)) // ENTRY_WEIGHT
    lists = [*_grouped(out), *_grouped(into)]
    each = _share(entries, [len(one) for one in lists])
    return References(
        symbol,
        _groups(conn, out, each, "out"),
        _groups(conn, into, each, "in"),
        len({one.symbol for one in out}),
        len({one.symbol for one in into}),
    )


def _grouped(referrals: Sequence[Referral]) -> list[list[Referral]]:
    return [[one for one in referrals if one.relation == relation] for relation in RELATIONS]


def _share(entries: int, lengths: Sequence[int]) -> int:
    """How many of each list can be shown, so that all together are at most `entries`."""
    return max(
        (each for each in range(SHOWN + 1) if sum(min(each, length) for length in lengths) <= entries), default=0
    )


def _groups(
    conn: sqlite3.Connection, referrals: Sequence[Referral], each: int, direction: Direction
) -> tuple[RelationGroup, ...]:
    made = []
    for relation, of_kind in zip(RELATIONS, _grouped(referrals), strict=True):
        if of_kind:
            shown = relations.quote(conn, of_kind[:each])
            made.append(RelationGroup(relation, SAID[relation][direction == "in"], len(of_kind), shown))
    return tuple(made)


# The words

_AROUND = 70


def draw_referral(one: Referral, around: int = _AROUND) -> Markup:
    """The words of a clause from those that show the relation to the citation, which are set off.

    What is far from both is left out. Where the words that show it stand in a clause above, they come first.
    """
    text = one.text
    evidence = _find_evidence(one)
    first, last = min(one.start, evidence[0]), max(one.end, evidence[1])
    start = _word_start(text, first - around // 4)
    end = _word_end(text, last + around // 4)
    pieces = [(start, end)]
    between = (min(one.end, evidence[1]), max(one.start, evidence[0]))
    if between[1] - between[0] > 3 * around:
        pieces = [(start, _word_end(text, between[0] + around)), (_word_start(text, between[1] - around), end)]
    marks = (Mark("bold", one.start, one.end), Mark("italic", *evidence))
    drawn = Markup(" … ").join(_draw_piece(text, piece, marks) for piece in pieces)
    above = Markup("<em>{}</em> … ").format(one.evidence) if one.evidence and evidence[0] == evidence[1] else Markup("")
    return above + ("… " if start and not above else "") + drawn + (" …" if end < len(text) else "")


def _find_evidence(one: Referral) -> tuple[int, int]:
    """Where the words that show the relation stand: the last before the citation, or else the first after it."""
    at = one.text.rfind(one.evidence, 0, one.start) if one.evidence else -1
    if at < 0 and one.evidence:
        at = one.text.find(one.evidence, one.end)
    return (at, at + len(one.evidence)) if at >= 0 else (one.start, one.start)


def _draw_piece(text: str, piece: tuple[int, int], marks: Sequence[Mark]) -> Markup:
    start, end = piece
    inside = tuple(
        Mark(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start)
        for mark in marks
        if mark.start < end and start < mark.end
    )
    return draw_words(text[start:end], inside)


def _word_start(text: str, at: int) -> int:
    """The beginning of the word that stands at `at`."""
    return text.rfind(" ", 0, at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    found = text.find(" ", at) if at < len(text) else -1
    return found if found >= 0 else len(text)
