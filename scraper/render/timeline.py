"""One chain in order: a resolution and those that extend, modify, end, use or recall it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from scraper.database import landing, relations, resolutions, threads
from scraper.database.relations import RELATIONS, Referral, Relation
from scraper.database.resolutions import Record
from scraper.database.threads import Thread, ThreadEvent
from scraper.models import Pinpoint
from scraper.pinpoint import address
from scraper.render import links, timeline_chart
from scraper.render.data import referral_json
from scraper.render.life import event_json, say_thread
from scraper.render.references import SAID

ON_PAGE = 60
"""So many rows stand on a page of the table."""

EDITORIAL = (
    "Editorial: read by a program from the verbs of the paragraph that refers, with those words as evidence. "
    "It says what the words say, not what they do in law, and is no legal advice."
)
"""What is said wherever a relation or a basis is shown."""


@dataclass(frozen=True, slots=True)
class RelationChoice:
    """A relation to show or to leave out: how many resolutions it has, and the address with that changed."""

    relation: Relation
    title: str
    count: int
    chosen: bool
    href: str
    mark: Markup


@dataclass(frozen=True, slots=True)
class Chain:
    """A resolution and what others say of it: all of it counted, and what was chosen, oldest first."""

    record: Record
    counts: dict[Relation, int]
    chosen: tuple[Relation, ...]
    rows: tuple[Referral, ...]
    citing: int
    lives: tuple[Thread, ...] = ()

    @property
    def address(self) -> str:
        """Its path."""
        return write(self.record.symbol.number)


def write(number: int, suffix: str = "") -> str:
    """The path of a timeline."""
    return f"/timeline/{number}{'.' + suffix if suffix else ''}"


def read_chosen(text: str) -> tuple[Relation, ...]:
    """The relations an address asks for, in the usual order; () where it names none.

    >>> read_chosen("recalls,extends,nonsense"), read_chosen("all")[0], read_chosen("")
    (('extends', 'recalls'), 'extends', ())
    """
    named = set(text[:200].replace("+", " ").replace(",", " ").split())
    return tuple(relation for relation in RELATIONS if relation in named or "all" in named)


def read_chain(conn: sqlite3.Connection, place: Pinpoint, asked: tuple[Relation, ...]) -> Chain:
    """The chain of a resolution. Raises NothingThere where it is not here."""
    record = resolutions.read_record(conn, landing.land(conn, replace(place, path="")))
    found = relations.read_referrals(conn, place.number, "in")
    counts = relations.count(found)
    chosen = asked or relations.choose(counts)
    lives = tuple(threads.read_thread(conn, slug) for slug in threads.founded_by(conn, place.number))
    rows = relations.in_order(found, chosen)
    return Chain(record, counts, chosen, rows, len({one.symbol for one in found}), lives)


def acts_beside(chain: Chain, thread: Thread) -> tuple[ThreadEvent, ...]:
    """The later acts on a mandate that the resolution founded which name the mandate and not the resolution."""
    told = {one.symbol.number for one in chain.rows}
    first = chain.record.symbol.number
    return tuple(one for one in thread.events if one.symbol.number not in told and one.symbol.number != first)


def written(chain: Chain) -> str:
    """What is chosen, as an address has it; "" where that is what comes unasked."""
    return "" if chain.chosen == relations.choose(chain.counts) else ",".join(chain.chosen)


def list_choices(chain: Chain, root: str) -> tuple[RelationChoice, ...]:
    """Every relation that occurs, with the address where it is shown too, or no longer."""
    made = []
    for relation in RELATIONS:
        on = relation in chain.chosen
        left = tuple(one for one in RELATIONS if (one in chain.chosen) != (one == relation))
        href = links.with_query(root + chain.address, show=written(replace(chain, chosen=left)))
        if chain.counts[relation]:
            made.append(
                RelationChoice(
                    relation, SAID[relation][1], chain.counts[relation], on, href, timeline_chart.draw_mark(relation)
                )
            )
    return tuple(made)


def strongest(rows: Sequence[Referral]) -> tuple[Referral, ...]:
    """Of each resolution what it does most to the one in question, in the order of the rows."""
    kept: dict[int, Referral] = {}
    for one in rows:
        kept.setdefault(one.symbol.number, one)
    return tuple(kept.values())


def to_json(chain: Chain, base: str) -> dict[str, Any]:
    """The chain as data, its words left out: each clause has them at its own address."""
    symbol = chain.record.symbol
    return {
        "symbol": str(symbol),
        "adopted": chain.record.facts.adopted,
        "url": base + address(Pinpoint(symbol.number, symbol.year)),
        "note": EDITORIAL,
        "counts": dict(chain.counts),
        "shown": list(chain.chosen),
        "chain": [referral_json(one, base) for one in chain.rows],
        "mandates": [
            {
                "slug": one.slug,
                "said": say_thread(one),
                "events": [event_json(e, base) for e in acts_beside(chain, one)],
            }
            for one in chain.lives
        ],
    }
