"""How resolutions refer to each other: which extend, modify, end, recall one, and what it recalls itself.

Read from the table `citations`, where each citation stands with the way it is meant, told from the verbs of the clause
that has it. Editorial, with the words as evidence; never legal advice.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from scraper.database.ids import clause_range
from scraper.models import Symbol

Relation = Literal["extends", "modifies", "terminates", "requests", "recalls", "other"]
"""The ways to refer to a resolution, those first that do most to it; what each means is told in `cite.relation`."""

RELATIONS: tuple[Relation, ...] = get_args(Relation)

STRONG: tuple[Relation, ...] = ("extends", "modifies", "terminates")
"""What changes how far, or how long, a resolution holds."""

FEW = 3
"""Where fewer resolutions than this do that, the requests made under it are part of the story too."""

Direction = Literal["in", "out"]
"""`in`: what others say of a resolution. `out`: what it says of others."""


@dataclass(frozen=True, slots=True)
class Referral:
    """That one resolution refers to another in one way, in `clauses` of its clauses, of which the first is given.

    symbol, adopted  of the other resolution: the one that refers, or, going out, the one referred to
    path, target     where the words stand, and what they refer to; "" for the whole
    evidence, until  the words that show the relation; the date until when something is extended
    raw              the whole of the citation, `paragraph 8 of resolution 1737 (2006)`
    text             the clause, with the citation in `text[start:end]`; "" until `quote` has read it
    """

    relation: Relation
    symbol: Symbol
    adopted: str | None
    clause: int
    path: str
    target: str
    evidence: str
    until: str | None
    start: int
    end: int
    raw: str
    clauses: int = 1
    text: str = ""


_ROWS = """
SELECT x.relation, r.number, r.year, r.adopted, x.clause, c.path, coalesce(t.path, ''), x.evidence, x.until,
       x.start, x."end", x.raw
FROM citations AS x JOIN clauses AS c ON c.id = x.clause
JOIN resolutions AS r ON r.number = {other} LEFT JOIN clauses AS t ON t.id = x.target_clause
WHERE {which} AND x.relation != '' AND c.document != x.target
ORDER BY r.number DESC, x.clause, x.start, x.id
"""

_WHICH = {
    "in": ("c.resolution", "x.target = :number"),
    "out": ("x.target", "x.clause BETWEEN :first AND :last AND x.target IS NOT NULL"),
}


def read_referrals(conn: sqlite3.Connection, number: int, direction: Direction) -> tuple[Referral, ...]:
    """One for each other resolution and relation, those with the highest number first, without the clauses' texts.

    Of several clauses that say the same the one that tells until when is given, or else the first operative one.
    """
    other, which = _WHICH[direction]
    first, last = clause_range(number)
    values = {"number": number, "first": first, "last": last}
    grouped: dict[tuple[int, str], list[Referral]] = {}
    for row in conn.execute(_ROWS.format(other=other, which=which), values):
        one = Referral(row[0], Symbol(row[1], row[2]), *row[3:])
        grouped.setdefault((one.symbol.number, one.relation), []).append(one)
    return tuple(
        replace(min(same, key=_tells_least), clauses=len({one.clause for one in same})) for same in grouped.values()
    )


@dataclass(frozen=True, slots=True)
class LaterChange:
    """That a paragraph of a later resolution extends, modifies or terminates a paragraph: which, and where."""

    relation: Relation
    symbol: Symbol
    path: str


_LATER = """
SELECT t.path, x.relation, r.number, r.year, min(c.id), c.path FROM citations AS x
JOIN clauses AS t ON t.id = x.target_clause JOIN clauses AS c ON c.id = x.clause
JOIN resolutions AS r ON r.number = c.resolution
WHERE x.target = ? AND x.relation IN ('extends', 'modifies', 'terminates') AND r.number > x.target
GROUP BY t.id, x.relation, r.number ORDER BY t.id, r.number, c.id
"""


def read_later(conn: sqlite3.Connection, number: int) -> dict[str, tuple[LaterChange, ...]]:
    """What later resolutions changed in the paragraphs of one, by path, the oldest first; read from their words."""
    found: dict[str, list[LaterChange]] = {}
    for target, relation, later, year, _, path in conn.execute(_LATER, (number,)):
        found.setdefault(target, []).append(LaterChange(relation, Symbol(later, year), path))
    return {path: tuple(changes) for path, changes in found.items()}


def _tells_least(one: Referral) -> tuple[bool, bool, int, int]:
    """Orders referrals of one kind, the most telling first."""
    return (one.until is None, not one.path.startswith("op/"), one.clause, one.start)


def quote(conn: sqlite3.Connection, referrals: Sequence[Referral]) -> tuple[Referral, ...]:
    """The same with the texts of their clauses."""
    marks = ", ".join("?" * len(referrals))
    rows = conn.execute(f"SELECT id, text FROM clauses WHERE id IN ({marks})", [one.clause for one in referrals])
    texts = dict(map(tuple, rows))
    return tuple(_widen(replace(one, text=texts[one.clause])) for one in referrals)


def _widen(one: Referral) -> Referral:
    """With the span of the whole citation, where a list of paragraphs was read one by one."""
    start = one.text.rfind(one.raw, 0, one.start + len(one.raw))
    holds = 0 <= start <= one.start and one.end <= start + len(one.raw)
    return replace(one, start=start, end=start + len(one.raw)) if holds else one


def count(referrals: Iterable[Referral]) -> dict[Relation, int]:
    """How many resolutions there are of each relation, every relation named."""
    counts = Counter(one.relation for one in referrals)
    return {relation: counts[relation] for relation in RELATIONS}


def choose(counts: dict[Relation, int]) -> tuple[Relation, ...]:
    """What is shown of a chain where nobody has asked: what is strong, and the next weaker while that is little.

    1267 (1999) is extended by no words of its own number, and asked for in 47 resolutions.
    """
    chosen: list[Relation] = list(STRONG)
    for relation in RELATIONS[len(STRONG) :]:
        if sum(counts[one] for one in chosen) >= (FEW if relation == "requests" else 1):
            break
        chosen.append(relation)
    return tuple(chosen)


def in_order(referrals: Iterable[Referral], chosen: Iterable[Relation]) -> tuple[Referral, ...]:
    """Those of the chosen relations, the oldest first; of one resolution the strongest first."""
    kept = set(chosen)
    return tuple(
        sorted(
            (one for one in referrals if one.relation in kept),
            key=lambda one: (one.adopted or f"{one.symbol.year}", one.symbol.number, RELATIONS.index(one.relation)),
        )
    )
