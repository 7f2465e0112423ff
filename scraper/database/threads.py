"""What stands and until when, read back: threads with their events and spells, and what runs out between two days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from scraper.database.landing import NothingThere
from scraper.dates import last_day
from scraper.models import Pinpoint, Symbol


@dataclass(frozen=True, slots=True)
class ThreadEvent:
    """One act on a thread, with its words; `place` is the clause, or the resolution where no one clause is known."""

    id: int
    symbol: Symbol
    path: str
    act: str
    effect: str
    until: str
    until_how: str
    base: str
    condition: str
    partial: bool
    text: str
    start: int
    end: int

    @property
    def place(self) -> Pinpoint:
        """Where its words stand."""
        return Pinpoint(self.symbol.number, self.symbol.year, self.path)


@dataclass(frozen=True, slots=True)
class ThreadSpell:
    """A time in which a thread stood; days are ISO, `until` "" where no end is set, or a month."""

    begin: str
    until: str
    state: str
    closed_by: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A mandate, measure or body.

    doubts  sentences
    succeeds, followed_by, parts  slugs and names of other threads
    """

    id: int
    slug: str
    name: str
    kind: str
    parent: str
    names: tuple[str, ...]
    events: tuple[ThreadEvent, ...]
    spells: tuple[ThreadSpell, ...]
    doubts: tuple[str, ...]
    note: str = ""
    succeeds: tuple[str, str] | None = None
    followed_by: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a thread stands on a day, by the spell that holds it, and the event that set its end."""

    slug: str
    name: str
    kind: str
    begin: str
    until: str
    state: str
    event: ThreadEvent


_EVENTS = """
SELECT e.id, r.number, r.year, coalesce(c.path, ''), e.act, e.effect, e.until, e.until_how, e.base, e.condition,
       e.partial, coalesce(c.text, ''), e.start, e."end"
FROM events AS e JOIN resolutions AS r ON r.number = e.resolution LEFT JOIN clauses AS c ON c.id = e.clause
"""
_KNOWN = (
    _EVENTS.replace("SELECT e.id", "SELECT t.slug, e.id").replace("AS e", "AS e JOIN threads AS t ON t.id = e.thread")
    + "WHERE e.effect <= ? AND (NOT e.partial OR e.act = 'extends') ORDER BY e.id"
)
_STANDING = """
SELECT t.slug, t.name, t.kind, s.begin, s.until, s.state, s.closed_by
FROM spells AS s JOIN threads AS t ON t.id = s.thread
"""


def _event(row: Sequence[Any]) -> ThreadEvent:
    more: tuple[Any, ...] = (*row[3:10], bool(row[10]), *row[11:])
    return ThreadEvent(row[0], Symbol(row[1], row[2]), *more)


def newest_day(conn: sqlite3.Connection) -> str:
    """The ISO day of the newest resolution, "" where there is none: what is said of later days is what it left."""
    return str(conn.execute("SELECT coalesce(max(adopted), '') FROM resolutions").fetchone()[0])


def find_slug(conn: sqlite3.Connection, asked: str) -> str:
    """The thread that is meant by a slug or a name. Raises NothingThere where there is none."""
    plain = " ".join(asked.split()).lower()
    sql = (
        "SELECT t.slug FROM threads AS t LEFT JOIN thread_names AS n ON n.thread = t.id"
        " WHERE t.slug = ? OR lower(n.name) = ? OR lower(t.name) = ? ORDER BY t.founded DESC LIMIT 1"
    )
    row = conn.execute(sql, (plain.replace(" ", "-"), plain, plain)).fetchone()
    if not row:
        raise NothingThere(f"Nothing whose life is followed here is called {asked.strip()[:80]!r}.")
    return str(row[0])


def slugs_of_clause(conn: sqlite3.Connection, place: Pinpoint) -> tuple[str, ...]:
    """The threads that a clause, or any clause of a resolution, acts on."""
    sql = (
        "SELECT DISTINCT t.slug FROM events AS e JOIN threads AS t ON t.id = e.thread"
        " LEFT JOIN clauses AS c ON c.id = e.clause WHERE e.resolution = ? AND (? = '' OR c.path = ?) ORDER BY t.id"
    )
    return tuple(row[0] for row in conn.execute(sql, (place.number, place.path, place.path)))


def read_thread(conn: sqlite3.Connection, slug: str) -> Thread:
    """The whole life of a thread. Raises NothingThere where there is no such thread."""
    sql = (
        "SELECT t.id, t.slug, t.name, t.kind, coalesce(p.slug, ''), t.note, s.slug, s.name FROM threads AS t"
        " LEFT JOIN threads AS p ON p.id = t.parent LEFT JOIN threads AS s ON s.id = t.succeeds WHERE t.slug = ?"
    )
    row = conn.execute(sql, (slug,)).fetchone()
    if not row:
        raise NothingThere(f"Nothing whose life is followed here is called {slug[:80]!r}.")
    one = (row[0],)
    return Thread(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        tuple(r[0] for r in conn.execute("SELECT name FROM thread_names WHERE thread = ? ORDER BY id", one)),
        tuple(_event(r) for r in conn.execute(_EVENTS + "WHERE e.thread = ? ORDER BY e.id", one)),
        tuple(
            ThreadSpell(*r)
            for r in conn.execute("SELECT begin, until, state, closed_by FROM spells WHERE thread = ? ORDER BY id", one)
        ),
        tuple(r[0] for r in conn.execute("SELECT message FROM doubts WHERE thread = ? ORDER BY id", one)),
        row[5],
        (row[6], row[7]) if row[6] else None,
        _others(conn, "succeeds", row[0]),
        _others(conn, "parent", row[0]),
    )


def _others(conn: sqlite3.Connection, column: str, thread: int) -> tuple[tuple[str, str], ...]:
    """Slug and name of the threads that have this one in a column."""
    return tuple(
        (row[0], row[1])
        for row in conn.execute(f"SELECT slug, name FROM threads WHERE {column} = ? ORDER BY id", (thread,))
    )


def standing(conn: sqlite3.Connection, day: str = "", kind: str = "") -> tuple[Standing, ...]:
    """What stands on an ISO day, by kind and end; without a day, what the newest resolution left standing.

    A spell whose beginning or end cannot be told is among it, with its state.
    """
    on = day or newest_day(conn)
    sql = _STANDING + "WHERE s.begin <= :day AND (:kind = '' OR t.kind = :kind) ORDER BY t.kind, t.id, s.id"
    rows = [row for row in conn.execute(sql, {"day": on, "kind": kind}) if not row[4] or on <= _held_to(row)]
    latest = {row[0]: row for row in rows}
    found = _with_events(conn, list(latest.values()))
    return tuple(sorted(_as_known(conn, found, on), key=lambda one: (one.state in NO_END, one.kind)))


NO_END = ("open", "unknown", "suspended")
"""States in which no day can be told: what has one stands before it in a list."""


def _as_known(conn: sqlite3.Connection, found: Sequence[Standing], day: str) -> Iterator[Standing]:
    """The same as it was known on that day: later resolutions moved its end, or set one."""
    known: dict[str, list[ThreadEvent]] = {}
    for slug, *row in conn.execute(_KNOWN, (day,)):
        known.setdefault(slug, []).append(_event(row))
    for one in found:
        events = known.get(one.slug, [])
        told = [event for event in events if event.until and last_day(event.until) >= day and event.act != "ends"]
        if one.state == "suspended" or one.event.effect <= day:
            yield replace(one, state="stands") if one.state in ("lapsed", "ended") else one
        elif told:
            yield replace(one, until=told[-1].until, state="stands", event=told[-1])
        else:
            last = next((event for event in reversed(events) if event.act == "founds"), (*events, one.event)[-1])
            state = "open" if len(events) == 1 and last.until_how in ("none", "open") else "unknown"
            yield replace(one, until="", state=state, event=last)


def _held_to(row: Sequence[Any]) -> str:
    """The last day of a spell; one that words end stands no longer on the day of its end."""
    last = last_day(row[4])
    return (date.fromisoformat(last) - timedelta(1)).isoformat() if row[5] == "ended" else last


def _with_events(conn: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> tuple[Standing, ...]:
    marks = ", ".join("?" * len(rows))
    found = conn.execute(_EVENTS + f"WHERE e.id IN ({marks})", [row[6] for row in rows])
    events = {one.id: one for one in map(_event, found)}
    return tuple(Standing(row[0], row[1], row[2], row[3], row[4], row[5], events[row[6]]) for row in rows)


def expiring(conn: sqlite3.Connection, begin: str, end: str) -> tuple[Standing, ...]:
    """What runs out between two ISO days, by its end; an end that a later resolution moved is not among it."""
    sql = _STANDING + "WHERE s.until != '' AND s.state IN ('stands', 'lapsed') ORDER BY s.until, t.id"
    latest = [row for row in conn.execute(sql) if begin <= last_day(row[4]) <= end]
    return _with_events(conn, sorted(latest, key=lambda row: (last_day(row[4]), row[0])))


@dataclass(frozen=True, slots=True)
class Done:
    """What a clause did to a thread, and by which clause that was followed: its place is None where by none."""

    slug: str
    name: str
    act: str
    until: str
    until_how: str
    partial: bool
    following: Pinpoint | None


_DONE = """
SELECT t.slug, t.name, e.act, e.until, e.until_how, e.partial, r.number, r.year, coalesce(c.path, '')
FROM events AS e JOIN threads AS t ON t.id = e.thread
LEFT JOIN events AS n ON n.id = (
    SELECT min(x.id) FROM events AS x WHERE x.thread = e.thread AND x.id > e.id AND x.resolution > e.resolution)
LEFT JOIN resolutions AS r ON r.number = n.resolution LEFT JOIN clauses AS c ON c.id = n.clause
WHERE e.clause = (SELECT id FROM clauses WHERE document = ? AND path = ?) ORDER BY e.id
"""


def done_by(conn: sqlite3.Connection, place: Pinpoint) -> tuple[Done, ...]:
    """What a clause does to threads."""
    return tuple(
        Done(row[0], row[1], row[2], row[3], row[4], bool(row[5]), Pinpoint(*row[6:9]) if row[6] else None)
        for row in conn.execute(_DONE, (place.number, place.path))
    )


@dataclass(frozen=True, slots=True)
class DoneHere:
    """What a resolution did to a thread, and the paragraphs that say so."""

    done: Done
    paths: tuple[str, ...]


_DONE_HERE = """
SELECT t.slug, t.name, e.act, e.until, e.until_how, e.partial, coalesce(c.path, '')
FROM events AS e JOIN threads AS t ON t.id = e.thread LEFT JOIN clauses AS c ON c.id = e.clause
WHERE e.resolution = ? ORDER BY t.id, e.id
"""


def done_in(conn: sqlite3.Connection, number: int) -> tuple[DoneHere, ...]:
    """What a resolution does to threads: each act once, with every paragraph that does it."""
    found: dict[tuple[str, str, str, bool], tuple[Done, list[str]]] = {}
    for slug, name, act, until, how, partial, path in conn.execute(_DONE_HERE, (number,)):
        done = Done(slug, name, act, until, how, bool(partial), None)
        found.setdefault((slug, act, until, bool(partial)), (done, []))[1].append(path)
    return tuple(DoneHere(done, tuple(filter(None, paths))) for done, paths in found.values())


def founded_by(conn: sqlite3.Connection, number: int) -> tuple[str, ...]:
    """The slugs of the threads that a resolution founded, those that are a part of another left out."""
    sql = "SELECT slug FROM threads WHERE founded = ? AND parent IS NULL ORDER BY id"
    return tuple(row[0] for row in conn.execute(sql, (number,)))


def names_in(conn: sqlite3.Connection, low: str) -> tuple[tuple[str, str], ...]:
    """The names that a text in lower case holds, each with its thread: the longest first, then the one founded last."""
    sql = (
        "SELECT lower(n.name), t.slug, t.founded FROM thread_names AS n JOIN threads AS t ON t.id = n.thread"
        " WHERE instr(:low, lower(n.name)) UNION ALL SELECT lower(name), slug, founded FROM threads"
        " WHERE instr(:low, lower(name))"
    )
    found = sorted(conn.execute(sql, {"low": low}), key=lambda row: (-len(row[0]), -row[2]))
    return tuple((row[0], row[1]) for row in found)


def list_threads(conn: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Every thread: its slug, its name and its kind, by kind and name."""
    return tuple((row[0], row[1], row[2]) for row in conn.execute("SELECT slug, name, kind FROM threads ORDER BY 3, 2"))
