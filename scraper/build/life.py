"""What stands and until when: the acts of all operative clauses, put into threads, as rows."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from scraper.cite.label_lists import read_labels
from scraper.cite.mention import fold
from scraper.database.rows import DoubtRow, EventRow, Rows, SpellRow, ThreadNameRow, ThreadRow
from scraper.lifecycle.assign import OperativeParagraph, put_into_threads
from scraper.lifecycle.chain import Life, follow
from scraper.lifecycle.checks import RejectedDraft, check_drafts, check_titles
from scraper.lifecycle.gaps import MissingText, explain_gaps
from scraper.lifecycle.mandates import Mandate, Names, gather_names
from scraper.pinpoint.symbols import read_symbol

_CLAUSES = """
SELECT c.id, c.resolution, r.adopted, c.path, c.text, coalesce(p.text, '')
FROM clauses AS c JOIN resolutions AS r ON r.number = c.resolution LEFT JOIN clauses AS p ON p.id = c.parent
WHERE c.part = 'op' AND r.adopted IS NOT NULL ORDER BY c.id
"""
_DRAFTS = """
SELECT d.symbol, d.date, d.title, x.outcome FROM drafts AS x JOIN documents AS d ON d.id = x.document
WHERE d.date LIKE '____-__-__' ORDER BY d.date, d.symbol
"""
_PREAMBLES = "SELECT resolution, text FROM clauses WHERE part = 'pp' ORDER BY id"
_CITES = """
SELECT c.clause, coalesce(c.target, 0), c.symbol, coalesce(t.path, ''), c.raw, c.start
FROM citations AS c LEFT JOIN clauses AS t ON t.id = c.target_clause
WHERE c.target IS NOT NULL OR c.symbol LIKE 'S/RES/%' ORDER BY c.id
"""


def life_rows(conn: sqlite3.Connection, mandates: Sequence[Mandate]) -> Rows:
    """The rows of all threads that have an event, from a database whose clauses and citations are written."""
    cites = _read_cites(conn)
    subjects = dict(map(tuple, conn.execute("SELECT number, title || char(10) || agenda FROM resolutions")))
    for number, text in conn.execute(_PREAMBLES):
        subjects[number] += "\n" + text
    paragraphs = [
        OperativeParagraph(one, number, day, path, text, above, subjects[number], tuple(cites.get(one, ())))
        for one, number, day, path, text, above in conn.execute(_CLAUSES)
    ]
    days = dict(map(tuple, conn.execute("SELECT number, adopted FROM resolutions WHERE adopted IS NOT NULL")))
    today = max(days.values(), default="")
    events = put_into_threads(paragraphs, mandates, days)
    rows, names = Rows(), gather_names(mandates)
    ids = {one.slug: i for i, one in enumerate((one for one in mandates if events.get(one.slug)), 1)}
    gone = [MissingText(*row) for row in conn.execute("SELECT number, year, title FROM missing ORDER BY number")]
    by_slug = {one.slug: one for one in mandates}
    titles = dict(map(tuple, conn.execute("SELECT number, title FROM resolutions")))
    drafts = [RejectedDraft(*row) for row in conn.execute(_DRAFTS)]
    lives = {slug: follow(found, today) for slug, found in events.items() if slug in ids}
    ends = _ends(lives.values())
    for one in mandates:
        if one.slug in ids:
            parent = by_slug.get(one.parent)
            life = check_drafts(explain_gaps(lives[one.slug], one, parent, gone), one, parent, drafts)
            _add(rows, one, check_titles(life, titles, ends), ids, names)
    return rows


def _ends(lives: Iterable[Life]) -> dict[int, frozenset[str]]:
    """By resolution the ends that its words set."""
    ends: dict[int, set[str]] = defaultdict(set)
    for life in lives:
        for event in life.events:
            ends[event.number].add(event.period.until)
    return {number: frozenset(found) for number, found in ends.items()}


_BEFORE_RESOLUTION = re.compile(r"\bparagraphs? (.*?) (?:of|in) ", re.I | re.S)


def _read_cites(conn: sqlite3.Connection) -> dict[int, list[tuple[int, str, int]]]:
    """By clause what it cites; of a resolution that is not here the paragraphs as they are written."""
    cites: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for clause, target, symbol, path, raw, start in conn.execute(_CITES):
        read = None if target else read_symbol(symbol)
        number = read.number if read else target
        raw = fold(raw)
        written = _BEFORE_RESOLUTION.match(raw) if not path else None
        labels = read_labels(raw, written.start(1), written.end(1)) if written else []
        paths = [f"op/{'/'.join(label.parts)}" for label in labels] or [path]
        cites[clause] += [one for path in paths if (one := (number, path, start)) not in cites[clause]]
    return cites


def _add(rows: Rows, mandate: Mandate, life: Life, ids: dict[str, int], names: Names) -> None:
    thread, first = ids[mandate.slug], len(rows.events) + 1
    clause = next((one.clause for one in life.events if one.does == "founds" and one.number == mandate.founded), None)
    parent = ids.get(mandate.parent)
    rows.threads.append(
        ThreadRow(
            thread,
            mandate.slug,
            name_of(mandate),
            mandate.kind,
            mandate.founded,
            clause,
            parent,
            ids.get(mandate.succeeds),
            mandate.note,
            True,
        )
    )
    rows.thread_names += [ThreadNameRow(thread, name, *names.borne(mandate, name)) for name in mandate.names]
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
    if mandate.title or mandate.names:
        return mandate.title or mandate.names[0]
    kind = {"sanctions measure": "Measures", "committee": "Committee", "expert panel": "Expert panel"}[mandate.kind]
    return f"{kind} on {mandate.about[0]} ({mandate.founded})"
