"""A list of precedents: places of many resolutions, each cited in one style."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from scraper.cite.cited import Cited, place
from scraper.cite.styles import cite_as
from scraper.models import Pinpoint
from scraper.render.citations import name_annexes
from scraper.trace.uses import Use

_LABELS = """
SELECT c.document, c.path, c.label FROM json_each(?) AS j
JOIN clauses AS c ON c.document = j.value ->> 0 AND c.path = j.value ->> 1
"""

_ANNEXES = """
SELECT c.document, c.part, c.heading FROM (
    SELECT min(id) AS first FROM clauses WHERE document IN (SELECT value FROM json_each(?)) AND part LIKE 'annex%'
    GROUP BY document, part
) JOIN clauses AS c ON c.id = first ORDER BY c.id
"""


def cite_uses(conn: sqlite3.Connection, uses: Sequence[Use], site: str = "") -> list[Cited]:
    """What is to be cited for each use, read for all of them at once; `site` is as in `citations.cited`."""
    labels: defaultdict[int, dict[str, str]] = defaultdict(dict)
    asked = [(number, path) for number, paths in _paths(use.place for use in uses).items() for path in sorted(paths)]
    for number, path, label in conn.execute(_LABELS, (json.dumps(asked),)):
        labels[number][path] = label
    annexes: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    numbers = sorted({use.symbol.number for use in uses if not use.in_body})
    for number, part, heading in conn.execute(_ANNEXES, (json.dumps(numbers),)):
        annexes[number].append((part, heading))
    return [
        Cited(
            use.symbol,
            use.day if use.day[4:] else None,
            (place(use.path, labels[use.symbol.number]),),
            name_annexes(annexes[use.symbol.number]),
            site,
        )
        for use in uses
    ]


def _paths(places: Iterable[Pinpoint]) -> dict[int, set[str]]:
    """The paths of the places of each resolution, and of all that they stand under."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for one in places:
        parts = one.path.split("/")
        found[one.number].update("/".join(parts[: depth + 1]) for depth in range(1, len(parts)))
    return found


def list_precedents(conn: sqlite3.Connection, uses: Sequence[Use], style: str, site: str = "") -> list[str]:
    """A line for each use, in the order given: its citation in a style of `cite.styles.STYLES`."""
    return [cite_as(cited, style)[style] for cited in cite_uses(conn, uses, site)]
