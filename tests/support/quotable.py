"""A paragraph of the specimens that is good to quote."""

from __future__ import annotations

from typing import NamedTuple

from scraper.database.opening import Connection


class Quotable(NamedTuple):
    """A long operative paragraph without marks, and its first words."""

    number: int
    year: int
    path: str
    words: list[str]


def find_quotable(conn: Connection) -> Quotable:
    """The first that there is."""
    number, year, path, text = conn.execute(
        "SELECT c.resolution, r.year, c.path, c.text FROM clauses AS c"
        " JOIN resolutions AS r ON r.number = c.resolution"
        " WHERE c.part = 'op' AND c.path GLOB 'op/[0-9]' AND c.text NOT GLOB '*[“”()‘’]*' AND length(c.text) > 120"
        " ORDER BY c.id LIMIT 1"
    ).fetchone()
    return Quotable(number, year, path, text.rstrip(".;:").split()[:16])
