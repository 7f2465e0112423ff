"""Where a reference lands among what the database holds: `pinpoint.locate`, asked of an open database."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.database import changes
from scraper.dates import say_day
from scraper.errors import NotFound
from scraper.models import Pinpoint
from scraper.pinpoint import Located, Shelf, locate, say_path


class NothingThere(NotFound):
    """The reference reads well and nothing stands there. `nearest` are the right ones closest to it, best first."""

    def __init__(self, message: str, nearest: Sequence[Pinpoint] = ()) -> None:
        """Keep the sentence for people and the places for links."""
        super().__init__(message)
        self.nearest = tuple(nearest)


def land(conn: sqlite3.Connection, asked: Pinpoint) -> Pinpoint:
    """The place that is meant, its year and path as they are here. Raises NothingThere, as `pinpoint.locate` tells."""
    found = locate_here(conn, asked)
    if found.place is None:
        raise NothingThere(found.reason, found.nearest)
    return found.place


def locate_here(conn: sqlite3.Connection, asked: Pinpoint) -> Located:
    """Where a reference lands among what the database holds, or held until its file changed."""
    found = locate(Held(conn), asked)
    return _tell_gone(conn, asked, found) if found.status == "no such paragraph" else found


def _tell_gone(conn: sqlite3.Connection, asked: Pinpoint, found: Located) -> Located:
    """The reason, where a paragraph was there before the source's file changed, with its words."""
    for change in reversed(changes.of_resolution(conn, asked.number)):
        if change.path == asked.path and not change.now:
            whole = land(conn, replace(asked, path=""))
            had = f"Resolution {whole.number} ({whole.year}) had {say_path(asked.path)}"
            until = f"until its file changed on {say_day(change.noticed)}"
            said = f"{had} {until}; there stood: “{change.was}”."
            return replace(found, reason=said, nearest=(whole,))
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """What the database behind a connection holds, as `pinpoint.locate` asks for it."""

    conn: sqlite3.Connection

    def shelf(self, number: int) -> Shelf | None:
        """The year and paths of a resolution; None where it is not here."""
        if not 0 <= number < LARGEST:
            return None
        rows = self.conn.execute(
            "SELECT r.year, c.path FROM resolutions AS r LEFT JOIN clauses AS c ON c.document = r.number"
            " WHERE r.number = ? ORDER BY c.id",
            (number,),
        ).fetchall()
        return Shelf(rows[0][0], {path: None for _, path in rows if path}) if rows else None

    def extent(self) -> tuple[int, int, int]:
        """How many resolutions are here, the lowest number and the highest."""
        row = self.conn.execute("SELECT count(*), min(number), max(number) FROM resolutions").fetchone()
        return (row[0], row[1] or 0, row[2] or 0)

    def nearest(self, number: int) -> Pinpoint | None:
        """The resolution with the closest number."""
        row = self.conn.execute(
            "SELECT number, year FROM resolutions ORDER BY abs(number - ?), number LIMIT 1",
            (max(0, min(number, LARGEST)),),
        ).fetchone()
        return Pinpoint(row[0], row[1]) if row else None


LARGEST = 2**31
"""No number of a resolution comes near it, and SQLite takes no number beyond 2**63."""
