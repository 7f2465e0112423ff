"""What stands and until when: the acts of all operative clauses, put into threads, as rows."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from scraper.database.rows import DoubtRow, EventRow, Rows, SpellRow, ThreadNameRow, ThreadRow
from scraper.lifecycle.assign import OperativeParagraph, put_into_threads
from scraper.lifecycle.chain import Life, follow
from scraper.lifecycle.mandates import Mandate

_CLAUSES = """
SELECT c.id, c.resolution, r.adopted, c.path, c.text, coalesce(p.text, ''), r.title || char(10) || r.agenda
FROM clauses AS c JOIN resolutions AS r ON r.number = c.resolution LEFT JOIN clauses AS p ON p.id = c.parent
WHERE c.part = 'op' AND r.adopted IS NOT NULL ORDER BY c.id
"""
_CITES = "SELECT clause, target, target_clause, start FROM citations WHERE target IS NOT NULL ORDER BY id"


def life_rows(conn: sqlite3.Connection, mandates: Sequence[Mandate]) -> Rows:
    """The rows of all threads that have an event, from a database whose clauses and citations are written."""
    cites: dict[int, list[tuple[int, int | None, int]]] = defaultdict(list)
    for clause, target, target_clause, start in conn.execute(_CITES):
        cites[clause].append((target, target_clause, start))
    paragraphs = [
        OperativeParagraph(one, number, day, path, text, above, subject, tuple(cites.get(one, ())))
        for one, number, day, path, text, above, subject in conn.execute(_CLAUSES)
    ]
    days = dict(map(tuple, conn.execute("SELECT number, adopted FROM resolutions WHERE adopted IS NOT NULL")))
    today = max(days.values(), default="")
    events = put_into_threads(paragraphs, mandates, days)
    rows = Rows()
    ids = {one.slug: i for i, one in enumerate((one for one in mandates if events.get(one.slug)), 1)}
    for one in mandates:
        if one.slug in ids:
            _add(rows, one, follow(events[one.slug], today), ids)
    return rows


def _add(rows: Rows, mandate: Mandate, life: Life, ids: dict[str, int]) -> None:
    thread, first = ids[mandate.slug], len(rows.events) + 1
    clause = next((one.clause for one in life.events if one.does == "founds" and one.number == mandate.founded), None)
    parent = ids.get(mandate.parent)
    rows.threads.append(
        ThreadRow(thread, mandate.slug, name_of(mandate), mandate.kind, mandate.founded, clause, parent, True)
    )
    rows.thread_names += [ThreadNameRow(thread, name) for name in mandate.names]
    for i, one in enumerate(life.events):
        p = one.period
        rows.events.append(
            EventRow(first + i, thread, one.number, one.clause, one.start, one.end, one.does, one.effect, p.until,
                     p.how, p.base, one.condition, one.partial)
        )  # fmt: skip
    rows.spells += [
        SpellRow(thread, one.begin, one.until, first + one.opened_by, first + one.closed_by, one.state)
        for one in life.spells
    ]
    rows.doubts += [DoubtRow(thread, first + max(0, one.event), one.code, one.message) for one in life.doubts]


def name_of(mandate: Mandate) -> str:
    """What a thread is called where it has a page: its first name, or its kind and what it is about."""
    if mandate.names:
        return mandate.names[0]
    kind = {"sanctions measure": "Measures", "committee": "Committee", "expert panel": "Expert panel"}[mandate.kind]
    return f"{kind} on {mandate.about[0]} ({mandate.founded})"
