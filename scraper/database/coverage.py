"""What the collection holds, from where, what it lacks, and the known problems."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from scraper.database import changes
from scraper.database.browse import list_resolutions, newest, years
from scraper.models import Change, Problem, Symbol


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is here: counts, and the first and the newest resolution."""

    resolutions: int
    clauses: int
    first: Symbol | None
    newest: Symbol | None
    newest_adopted: str | None


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Problems of one code: how many, and the first few of them."""

    code: str
    count: int
    examples: tuple[tuple[Symbol | None, Problem], ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A resolution that should be here and is not, and why."""

    number: int
    year: int | None
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What this collection holds, from where, and what it lacks.

    `changed` is how many differences later versions of the sources' files brought, `changes` the newest of them.
    """

    built: str
    program: str
    specimens: bool
    resolutions: int
    clauses: int
    first: Symbol | None
    newest: Symbol | None
    newest_adopted: str | None
    years: tuple[tuple[int, int], ...]
    qualities: tuple[tuple[str, int], ...]
    upstreams: tuple[tuple[str, str, int], ...]
    absent: tuple[Missing, ...]
    problems: tuple[ProblemKind, ...] = field(default=())
    changes: tuple[tuple[Symbol, Change], ...] = ()
    changed: int = 0

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the resolutions that should be here and are not."""
        return tuple(one.number for one in self.absent)


INVENTED = "Invented documents, for trying the program without a network. Nothing here is real."
"""What is said wherever such documents are shown."""


def is_specimens(conn: sqlite3.Connection) -> bool:
    """Whether the database holds invented documents."""
    row = conn.execute("SELECT specimens FROM build").fetchone()
    return bool(row and row[0])


def built(conn: sqlite3.Connection) -> str:
    """When the database was built, as an ISO date and time."""
    row = conn.execute("SELECT built FROM build").fetchone()
    return str(row[0]) if row else ""


def extent(conn: sqlite3.Connection) -> Extent:
    """How much is here."""
    ends = list_resolutions(conn, "ORDER BY number LIMIT 1") + newest(conn, 1)
    return Extent(
        resolutions=conn.execute("SELECT count(*) FROM resolutions").fetchone()[0],
        clauses=conn.execute("SELECT count(*) FROM clauses").fetchone()[0],
        first=ends[0].symbol if ends else None,
        newest=ends[-1].symbol if ends else None,
        newest_adopted=ends[-1].adopted if ends else None,
    )


_MISSING = "SELECT number, year, title, reason FROM missing ORDER BY number"


def read_coverage(conn: sqlite3.Connection, examples: int = 12) -> Coverage:
    """What is here, from where, what is missing, and the known problems."""
    build = conn.execute("SELECT program, built, specimens FROM build").fetchone()
    much = extent(conn)
    return Coverage(
        built=build["built"],
        program=build["program"],
        specimens=bool(build["specimens"]),
        resolutions=much.resolutions,
        clauses=much.clauses,
        first=much.first,
        newest=much.newest,
        newest_adopted=much.newest_adopted,
        years=years(conn),
        qualities=_pairs(conn, "SELECT text_quality, count(*) FROM resolutions GROUP BY 1 ORDER BY 2 DESC, 1"),
        upstreams=_upstreams(conn),
        absent=tuple(Missing(*row) for row in conn.execute(_MISSING)),
        problems=_problem_kinds(conn, examples),
        changes=_newest_changes(conn, examples),
        changed=conn.execute("SELECT count(*) FROM changes").fetchone()[0],
    )


def _newest_changes(conn: sqlite3.Connection, count: int) -> tuple[tuple[Symbol, Change], ...]:
    years = dict(conn.execute("SELECT number, year FROM resolutions WHERE number IN (SELECT resolution FROM changes)"))
    return tuple((Symbol(change.number, years[change.number]), change) for change in changes.newest(conn, count))


def _pairs(conn: sqlite3.Connection, sql: str) -> tuple[tuple[str, int], ...]:
    return tuple((row[0], row[1]) for row in conn.execute(sql))


def _upstreams(conn: sqlite3.Connection) -> tuple[tuple[str, str, int], ...]:
    rows = conn.execute(
        "SELECT upstream, gives, count(DISTINCT resolution) FROM sources GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def _problem_kinds(conn: sqlite3.Connection, examples: int) -> tuple[ProblemKind, ...]:
    rows = conn.execute(
        "SELECT p.code, p.message, p.path, p.resolution, r.year FROM problems AS p"
        " LEFT JOIN resolutions AS r ON r.number = p.resolution ORDER BY p.code, p.resolution, p.id"
    )
    kinds: dict[str, list[tuple[Symbol | None, Problem]]] = {}
    for code, message, path, number, year in rows:
        symbol = Symbol(number, year) if year is not None else None
        kinds.setdefault(code, []).append((symbol, Problem(code, message, path)))
    made = (ProblemKind(code, len(found), tuple(found[:examples])) for code, found in kinds.items())
    return tuple(sorted(made, key=lambda kind: (-kind.count, kind.code)))
