"""The search page's view of an answer."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scraper.lookup import Json
from scraper.models import Symbol
from scraper.site.words import Span

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One clause that was found: its pinpoint, its words or a stretch of them, and where the matches are in these."""

    symbol: Symbol
    path: str
    label: str
    text: str
    hits: tuple[Span, ...]
    heading: str
    adopted: str | None
    title: str
    chapter_vii: bool
    quality: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results."""

    query: str
    read_as: str
    ignored: tuple[tuple[str, str], ...]
    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    years: tuple[tuple[int, int], ...]


def search(conn: sqlite3.Connection, text: str, page: int = 1, order: str = "relevance") -> Found:
    """A stand-in: all words must occur in an operative paragraph."""
    words = re.findall(r"\w+", text.replace("\0", " "))[:20]
    if not words:
        return Found(text, "", (), 0, 1, 1, (), ())
    match = " AND ".join(f'"{word}"' for word in words)
    where = "FROM units_fts JOIN units AS u ON u.id = units_fts.rowid JOIN resolutions AS r ON r.number = u.resolution"
    where += " WHERE units_fts MATCH ? AND u.part = 'op'"
    total = conn.execute(f"SELECT count(*) {where}", (match,)).fetchone()[0]
    years = conn.execute(f"SELECT r.year, count(*) {where} GROUP BY 1 ORDER BY 1", (match,)).fetchall()
    by = "u.id DESC" if order == "newest" else "units_fts.rank"
    rows = conn.execute(
        "SELECT u.id, u.heading, u.text, r.number, r.year, r.adopted, r.title, r.chapter_vii, r.text_quality,"
        f" (SELECT path FROM clauses WHERE id = u.id) AS path {where} ORDER BY {by} LIMIT ? OFFSET ?",
        (match, PER_PAGE, (page - 1) * PER_PAGE),
    ).fetchall()
    find = highlighter(text)
    return Found(
        text,
        f"all of {', '.join(words)}",
        (),
        total,
        page,
        max(1, -(-total // PER_PAGE)),
        tuple(_make_hit(row, find) for row in rows),
        tuple((year, count) for year, count in years),
    )


def _make_hit(row: sqlite3.Row, find: Callable[[str], Sequence[Span]]) -> Hit:
    return Hit(
        Symbol(row["number"], row["year"]), row["path"], "", row["text"], tuple(find(row["text"])), row["heading"],
        row["adopted"], row["title"], bool(row["chapter_vii"]), row["text_quality"],
    )  # fmt: skip


def highlighter(text: str) -> Callable[[str], Sequence[Span]]:
    """Finds the words of a query in a text."""
    words = re.findall(r"\w+", text)[:20]
    if not words:
        return lambda _text: ()
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")", re.IGNORECASE)
    return lambda text: [match.span() for match in pattern.finditer(text)]


def to_json(found: Found) -> Json:
    """As `unsc search --json`."""
    return {
        "query": found.query,
        "read_as": found.read_as,
        "ignored": [{"typed": typed, "why": why} for typed, why in found.ignored],
        "place": None,
        "total": found.total,
        "results": [{"symbol": str(hit.symbol), "path": hit.path, "text": hit.text} for hit in found.hits],
    }
