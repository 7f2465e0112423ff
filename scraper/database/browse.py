"""The lists one browses by: newest, of a year, of a topic."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache

from scraper.database.landing import NothingThere
from scraper.models import Pinpoint, Symbol
from scraper.sources import SUBJECTS_SINCE
from scraper.titles import short_title


@dataclass(frozen=True, slots=True)
class Listed:
    """A line in a list of resolutions."""

    symbol: Symbol
    adopted: str | None
    title: str
    agenda: str

    @property
    def short_title(self) -> str:
        """What it is about, in few words."""
        return short_title(self.title, self.agenda)


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject heading with the number of resolutions under it; `slug` is its name in addresses."""

    slug: str
    name: str
    resolutions: int


def newest(conn: sqlite3.Connection, count: int) -> list[Listed]:
    """The resolutions with the highest numbers, newest first."""
    return list_resolutions(conn, "ORDER BY number DESC LIMIT ?", count)


def of_year(conn: sqlite3.Connection, year: int) -> list[Listed]:
    """The resolutions of one year, in order of their numbers."""
    return list_resolutions(conn, "WHERE year = ? ORDER BY number", year)


def list_resolutions(conn: sqlite3.Connection, which: str, *values: object) -> list[Listed]:
    """Lines for the resolutions that an SQL clause chooses (`WHERE ... ORDER BY ...`); `values` are its parameters."""
    rows = conn.execute(f"SELECT number, year, adopted, title, agenda FROM resolutions {which}", values)
    return [Listed(Symbol(row[0], row[1]), row[2], row[3], row[4]) for row in rows]


def years(conn: sqlite3.Connection) -> tuple[tuple[int, int], ...]:
    """Each year with the number of resolutions of it that are here."""
    return tuple((y, n) for y, n in conn.execute("SELECT year, count(*) FROM resolutions GROUP BY year ORDER BY year"))


def places_of_year(conn: sqlite3.Connection, year: int) -> list[Pinpoint]:
    """The resolutions of a year, each followed by its operative paragraphs, in order."""
    rows = conn.execute(
        "SELECT r.number, c.path FROM resolutions AS r LEFT JOIN clauses AS c"
        " ON c.resolution = r.number AND c.part = 'op' AND c.parent IS NULL WHERE r.year = ? ORDER BY r.number, c.id",
        (year,),
    ).fetchall()
    places: list[Pinpoint] = []
    for number, path in rows:
        if not places or places[-1].number != number:
            places.append(Pinpoint(number, year, ""))
        if path:
            places.append(Pinpoint(number, year, path))
    return places


TOPICAL = ("UNBIS Thesaurus", "S/70")
"""The library's lists that name what a resolution is about; the others name bodies and repeat titles."""


@lru_cache(8192)
def slugify(name: str) -> str:
    """A subject heading as it stands in an address: `ARMS EMBARGO` -> `arms-embargo`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def topics(conn: sqlite3.Connection, scheme: str = "UNBIS Thesaurus") -> list[Topic]:
    """The subject headings of a list, the most used first, then by name."""
    rows = conn.execute(
        "SELECT s.name, count(*) FROM subjects AS s JOIN resolution_subjects AS r ON r.subject = s.id"
        " WHERE s.scheme = ? GROUP BY s.id ORDER BY 2 DESC, 1",
        (scheme,),
    )
    return [Topic(slugify(name), name, count) for name, count in rows]


def of_topic(conn: sqlite3.Connection, slug: str) -> tuple[str, list[Listed]]:
    """The heading a slug stands for and its resolutions, newest first. Raises NothingThere where there is none."""
    names = conn.execute("SELECT id, name FROM subjects").fetchall()
    mine = [(row["id"], row["name"]) for row in names if slugify(row["name"]) == slug]
    if not mine:
        raise NothingThere(f"No resolution here has the subject “{slug[:80]}”.")
    marks = ", ".join("?" * len(mine))
    where = (
        f"WHERE number IN (SELECT resolution FROM resolution_subjects WHERE subject IN ({marks})) ORDER BY number DESC"
    )
    return mine[0][1], list_resolutions(conn, where, *(subject for subject, _ in mine))


def is_in_older_title(conn: sqlite3.Connection, name: str) -> bool:
    """Whether the title of a resolution that is too old to have subjects has the letters of a subject heading."""
    older = "SELECT 1 FROM resolutions WHERE year < ? AND instr(lower(title), lower(?)) LIMIT 1"
    return conn.execute(older, (SUBJECTS_SINCE, name)).fetchone() is not None
