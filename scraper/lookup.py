"""Reading the database back: a resolution, a clause, the lists one browses by.

Every function takes an open connection whose rows are `sqlite3.Row` (`db.open_database` and Datasette both give one),
reads, and returns frozen values; nothing here knows of web pages or terminals. What `db.insert` wrote comes back
as the same `models.Resolution`, clause for clause and mark for mark.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from scraper import changes
from scraper.basis import Basis, basis_of, read_bases
from scraper.db import CLAUSES_PER_RESOLUTION
from scraper.errors import NotFound
from scraper.models import (
    Change,
    Clause,
    Facts,
    Mark,
    Pinpoint,
    Problem,
    Quality,
    Resolution,
    Source,
    Subject,
    Symbol,
    Vote,
)
from scraper.pinpoint import Located, Shelf, address, locate, official_address, say_path

Json = dict[str, Any]


class NothingThere(NotFound):
    """The reference reads well and nothing stands there. `nearest` are the right ones closest to it, best first."""

    def __init__(self, message: str, nearest: Sequence[Pinpoint] = ()) -> None:
        """Keep the sentence for people and the places for links."""
        super().__init__(message)
        self.nearest = tuple(nearest)


@dataclass(frozen=True, slots=True)
class Record:
    """A resolution without its clauses: the masthead's facts, where they are from, what is wrong, what changed there.

    `parts` are the parts it has, in order of the page, each with the number of characters and clauses in it.
    `previous` and `following` are its neighbours in this collection, not always the next number.
    """

    facts: Facts
    opening: str
    quality: Quality
    parts: tuple[Part, ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    previous: Symbol | None = None
    following: Symbol | None = None

    @property
    def symbol(self) -> Symbol:
        """Its symbol."""
        return self.facts.symbol


@dataclass(frozen=True, slots=True)
class Part:
    """The preamble, the operative part or an annex: its name in paths, and its size."""

    name: str
    clauses: int
    characters: int
    heading: str


@dataclass(frozen=True, slots=True)
class Document:
    """A resolution with its clauses, or, where `part` is set, the clauses of that part alone.

    `bases` are the words of the resolution by which clauses of it are adopted under Chapter VII.
    """

    record: Record
    clauses: tuple[Clause, ...]
    part: str = ""
    bases: tuple[Basis, ...] = ()

    @property
    def pinpoint(self) -> Pinpoint:
        """Where it stands."""
        return Pinpoint(self.record.symbol.number, self.record.symbol.year, self.part)

    @property
    def resolution(self) -> Resolution:
        """The whole as the model has it."""
        return Resolution(self.record.facts, self.record.opening, self.clauses, self.record.quality)

    def to_json(self, base: str = "") -> Json:
        """The masthead's facts and `clauses`; `base` is put before every address (`https://example.org`)."""
        symbol = self.record.symbol
        texts = full_texts(self.clauses)
        clauses = [clause_json(symbol, c, text, base) for c, text in zip(self.clauses, texts, strict=True)]
        return {
            **record_json(self.record, base),
            "url": base + address(self.pinpoint),
            "chapter_vii_bases": [{**basis.to_json(), "paragraphs": list(basis.paragraphs)} for basis in self.bases],
            "clauses": clauses,
        }


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in `text[start:end]` of a clause that leads to a place here; `path` is "" for a whole resolution.

    `relation` is how it is meant, with the words that show it; "" where that is not told.
    """

    clause: str
    start: int
    end: int
    raw: str
    symbol: Symbol
    path: str
    relation: str = ""
    evidence: str = ""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A clause that cites another, where in its words it does, and how that is meant."""

    symbol: Symbol
    path: str
    text: str
    start: int
    end: int
    relation: str = ""
    evidence: str = ""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One clause where it stands: those above it (outermost first), those below, its neighbours at its level.

    `cites` are the citations in it and below it that lead somewhere here, `cited_by` the clauses that cite it or what
    is below it, newest first. `basis` are the words by which it is adopted under Chapter VII.
    """

    record: Record
    clause: Clause
    full_text: str
    above: tuple[Clause, ...] = ()
    below: tuple[Clause, ...] = ()
    previous: Clause | None = None
    following: Clause | None = None
    cites: tuple[Reference, ...] = ()
    cited_by: tuple[Citing, ...] = ()
    basis: Basis | None = None

    @property
    def pinpoint(self) -> Pinpoint:
        """Where it stands."""
        return Pinpoint(self.record.symbol.number, self.record.symbol.year, self.clause.path)

    def to_json(self, base: str = "") -> Json:
        """`symbol`, `path`, `label`, `text`, `full_text`, `url` and what else is known of the clause."""
        symbol = self.record.symbol
        return {
            **clause_json(symbol, self.clause, self.full_text, base),
            "adopted": self.record.facts.adopted,
            "text_quality": self.record.quality,
            "official": official_address(symbol),
            "chapter_vii_basis": self.basis.to_json() if self.basis else None,
            "below": [c.path for c in self.below],
            "cites": [
                {
                    "path": r.clause,
                    "start": r.start,
                    "end": r.end,
                    "raw": r.raw,
                    **_target_json(r.symbol, r.path, base),
                    **_relation_json(r),
                }
                for r in self.cites
            ],
            "cited_by": [{**_target_json(c.symbol, c.path, base), **_relation_json(c)} for c in self.cited_by],
            "changes": [
                changes.to_json(change)
                for change in self.record.changes
                if f"{change.path}/".startswith(f"{self.clause.path}/")
            ],
            "sources": [source_json(gives, source) for gives, source in self.record.sources],
        }


@dataclass(frozen=True, slots=True)
class Size:
    """A clause by its size alone: what a long resolution is cut into pages by."""

    position: int
    path: str
    level: int
    characters: int
    heading: str
    citations: int = 0

    @property
    def part(self) -> str:
        """The part it stands in."""
        return self.path.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line in a list of resolutions."""

    symbol: Symbol
    adopted: str | None
    title: str
    agenda: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject heading with the number of resolutions under it; `slug` is its name in addresses."""

    slug: str
    name: str
    resolutions: int


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

    def to_json(self) -> Json:
        """The same as plain data."""
        return {
            "built": self.built,
            "program": self.program,
            "specimens": self.specimens,
            "resolutions": self.resolutions,
            "clauses": self.clauses,
            "first": str(self.first) if self.first else None,
            "newest": str(self.newest) if self.newest else None,
            "newest_adopted": self.newest_adopted,
            "years": {str(year): count for year, count in self.years},
            "text_quality": dict(self.qualities),
            "sources": [{"upstream": u, "gives": g, "resolutions": n} for u, g, n in self.upstreams],
            "missing": list(self.missing),
            "reasons": {str(one.number): one.reason for one in self.absent},
            "problems": {kind.code: kind.count for kind in self.problems},
            "changed": self.changed,
            "changes": [{"symbol": str(symbol), **changes.to_json(change)} for symbol, change in self.changes],
            "not_taken": [
                {"symbol": str(symbol) if symbol else None, "message": problem.message}
                for kind in self.problems
                if kind.code in ("version-refused", "rows-gone")
                for symbol, problem in kind.examples
            ],
        }


# One resolution, one clause


def find(conn: sqlite3.Connection, place: Pinpoint) -> Document | Place:
    """The resolution, the part of one, or the clause that a pinpoint leads to, however loosely it was written.

    Raises NothingThere where it leads nowhere.
    """
    right = land(conn, place)
    record = read_record(conn, right)
    if right.path in ("", *(part.name for part in record.parts)):
        clauses = read_clauses(conn, right.number, right.path)
        return Document(record, clauses, right.path, read_bases(conn, right.number))
    return _read_place(conn, record, right)


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
            until = f"until its file changed on {changes.say_day(change.noticed)}"
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
        year = self.conn.execute("SELECT year FROM resolutions WHERE number = ?", (number,)).fetchone()
        paths = self.conn.execute("SELECT path FROM clauses WHERE resolution = ? ORDER BY id", (number,))
        return Shelf(year[0], {path: None for (path,) in paths}) if year else None

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


def read_record(conn: sqlite3.Connection, place: Pinpoint) -> Record:
    """The masthead of the resolution that `place`, a place that exists, is in."""
    row = conn.execute("SELECT * FROM resolutions WHERE number = ?", (place.number,)).fetchone()
    return _read_record(conn, row)


def _read_record(conn: sqlite3.Connection, row: sqlite3.Row) -> Record:
    number = row["number"]
    return Record(
        facts=_read_facts(conn, row),
        opening=row["opening"],
        quality=row["text_quality"],
        parts=_read_parts(conn, number),
        sources=_read_sources(conn, number),
        problems=_read_problems(conn, number),
        changes=changes.of_resolution(conn, number),
        previous=_neighbour(conn, "number < ? ORDER BY number DESC", number),
        following=_neighbour(conn, "number > ? ORDER BY number", number),
    )


def _read_facts(conn: sqlite3.Connection, row: sqlite3.Row) -> Facts:
    number = (row["number"],)
    votes = conn.execute("SELECT member, vote FROM votes WHERE resolution = ? ORDER BY id", number)
    sponsors = conn.execute("SELECT sponsor FROM sponsors WHERE resolution = ? ORDER BY id", number)
    subjects = conn.execute(
        "SELECT name, scheme FROM resolution_subjects AS r JOIN subjects AS s ON s.id = r.subject"
        " WHERE r.resolution = ? ORDER BY r.id",
        number,
    )
    return Facts(
        symbol=Symbol(row["number"], row["year"]),
        adopted=row["adopted"],
        meeting=row["meeting"],
        adoption=row["adoption"],
        title=row["title"],
        agenda=row["agenda"],
        draft=row["draft"],
        votes_for=row["votes_for"],
        votes_against=row["votes_against"],
        abstentions=row["abstentions"],
        chapter_vii=None if row["chapter_vii"] is None else bool(row["chapter_vii"]),
        votes=tuple(Vote(*vote) for vote in votes),
        subjects=tuple(Subject(*subject) for subject in subjects),
        sponsors=tuple(sponsor for (sponsor,) in sponsors),
    )


def _read_parts(conn: sqlite3.Connection, number: int) -> tuple[Part, ...]:
    rows = conn.execute(
        "SELECT p.part, p.clauses, p.characters, c.heading FROM (SELECT part, count(*) AS clauses,"
        " sum(length(text)) AS characters, min(id) AS first FROM clauses WHERE id BETWEEN ? AND ? GROUP BY part) AS p"
        " JOIN clauses AS c ON c.id = p.first ORDER BY p.first",
        _ids(number),
    )
    return tuple(Part(*row) for row in rows)


def _ids(number: int) -> tuple[int, int]:
    """The first and last id a clause of this resolution can have: they are laid out by number and position."""
    return number * CLAUSES_PER_RESOLUTION + 1, (number + 1) * CLAUSES_PER_RESOLUTION


def _read_sources(conn: sqlite3.Connection, number: int) -> tuple[tuple[str, Source], ...]:
    rows = conn.execute(
        "SELECT gives, upstream, url, sha256, retrieved FROM sources WHERE resolution = ? ORDER BY id", (number,)
    )
    return tuple((gives, Source(*rest)) for gives, *rest in rows)


def _read_problems(conn: sqlite3.Connection, number: int) -> tuple[Problem, ...]:
    rows = conn.execute("SELECT code, message, path FROM problems WHERE resolution = ? ORDER BY id", (number,))
    return tuple(Problem(*row) for row in rows)


def _neighbour(conn: sqlite3.Connection, which: str, number: int) -> Symbol | None:
    row = conn.execute(f"SELECT number, year FROM resolutions WHERE {which} LIMIT 1", (number,)).fetchone()
    return Symbol(*row) if row else None


def measure(conn: sqlite3.Connection, number: int) -> tuple[Size, ...]:
    """The clauses of a resolution by size, in order of the page."""
    rows = conn.execute(
        "SELECT position, path, level, length(text), heading, coalesce(x.many, 0) FROM clauses LEFT JOIN"
        " (SELECT clause, count(*) AS many FROM citations WHERE clause BETWEEN ? AND ? GROUP BY clause) AS x"
        " ON x.clause = clauses.id WHERE id BETWEEN ? AND ? ORDER BY id",
        _ids(number) * 2,
    )
    return tuple(Size(*row) for row in rows)


_CLAUSES = (
    "SELECT c.id, c.part, c.path, c.label, c.level, c.heading, c.verb, c.text, c.kind, c.marks,"
    " (SELECT path FROM clauses AS above WHERE above.id = c.parent) AS parent FROM clauses AS c"
)


def read_clauses(
    conn: sqlite3.Connection, number: int, part: str = "", *, first: int = 0, last: int = CLAUSES_PER_RESOLUTION
) -> tuple[Clause, ...]:
    """The clauses of a resolution in order of the page: all, those of one part, those between two positions."""
    start, _ = _ids(number)
    rows = conn.execute(
        f"{_CLAUSES} WHERE c.id BETWEEN ? AND ? AND ? IN ('', c.part) ORDER BY c.id",
        (start + first, start + min(last, CLAUSES_PER_RESOLUTION - 1), part),
    ).fetchall()
    return _make_clauses(conn, rows)


def _make_clauses(conn: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[Clause, ...]:
    if not rows:
        return ()
    notes: dict[int, list[Mark]] = {}
    found = conn.execute(
        "SELECT clause, position, text FROM footnotes WHERE clause BETWEEN ? AND ? ORDER BY id",
        (rows[0]["id"], rows[-1]["id"]),
    )
    for clause, position, text in found:
        notes.setdefault(clause, []).append(Mark("footnote", position, position, text))
    return tuple(_make_clause(row, notes.get(row["id"], ())) for row in rows)


def _make_clause(row: sqlite3.Row, notes: Iterable[Mark]) -> Clause:
    marks = [*(Mark(*mark) for mark in json.loads(row["marks"])), *notes]
    return Clause(
        part=row["part"],
        path=row["path"],
        label=row["label"],
        level=row["level"],
        parent=row["parent"] or "",
        heading=row["heading"],
        verb=row["verb"],
        text=row["text"],
        kind=row["kind"],
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))),
    )


def _read_place(conn: sqlite3.Connection, record: Record, place: Pinpoint) -> Place:
    row = conn.execute(
        "SELECT c.id, c.path, c.position, c.unit, unit_start, unit_end, substr(u.text, unit_start + 1,"
        " unit_end - unit_start) AS full_text FROM clauses AS c JOIN units AS u ON u.id = c.unit"
        " WHERE c.resolution = ? AND c.path = ?",
        (place.number, place.path),
    ).fetchone()
    unit = _make_clauses(conn, conn.execute(f"{_CLAUSES} WHERE c.unit = ? ORDER BY c.id", (row["unit"],)).fetchall())
    at = next(i for i, clause in enumerate(unit) if clause.path == row["path"])
    below, position = _below(unit, at), row["position"]
    previous, following = _siblings(conn, place.number, unit, at)
    return Place(
        record,
        unit[at],
        row["full_text"],
        _above(unit, at),
        below,
        previous,
        following,
        read_references(conn, place.number, position, position + len(below)),
        _read_citing(conn, row["id"], row["id"] + len(below)),
        basis_of(read_bases(conn, place.number), row["path"]),
    )


def read_references(conn: sqlite3.Connection, number: int, first: int, last: int) -> tuple[Reference, ...]:
    """The citations that lead somewhere here in the clauses at positions `first` to `last`, in order of the page.

    "This resolution", where it says no more than that, leads nowhere else and is left out.
    """
    before, _ = _ids(number)
    rows = conn.execute(
        "SELECT c.path, x.start, x.\"end\", x.raw, r.number, r.year, coalesce(t.path, ''),"
        " x.relation, x.evidence, x.until FROM citations AS x"
        " JOIN clauses AS c ON c.id = x.clause JOIN resolutions AS r ON r.number = x.target"
        " LEFT JOIN clauses AS t ON t.id = x.target_clause WHERE x.clause BETWEEN ? AND ?"
        " AND (x.target != c.resolution OR x.target_clause IS NOT NULL) ORDER BY x.clause, x.start, x.id",
        (before + first, before + min(last, CLAUSES_PER_RESOLUTION - 1)),
    )
    return tuple(
        Reference(path, start, end, raw, Symbol(target, year), *rest)
        for path, start, end, raw, target, year, *rest in rows
    )


def _read_citing(conn: sqlite3.Connection, first: int, last: int) -> tuple[Citing, ...]:
    rows = conn.execute(
        'SELECT r.number, r.year, c.path, c.text, min(x.start), x."end", x.relation, x.evidence, x.until'
        " FROM citations AS x"
        " JOIN clauses AS c ON c.id = x.clause JOIN resolutions AS r ON r.number = c.resolution"
        " WHERE x.target_clause BETWEEN ? AND ? GROUP BY c.id ORDER BY r.number DESC, c.position",
        (first, last),
    )
    return tuple(Citing(Symbol(row[0], row[1]), *row[2:]) for row in rows)


def _above(clauses: Sequence[Clause], at: int) -> tuple[Clause, ...]:
    by_path = {clause.path: clause for clause in clauses}
    above: list[Clause] = []
    parent = clauses[at].parent
    while parent in by_path:
        above.insert(0, by_path[parent])
        parent = by_path[parent].parent
    return tuple(above)


def _below(clauses: Sequence[Clause], at: int) -> tuple[Clause, ...]:
    end = at + 1
    while end < len(clauses) and clauses[end].level > clauses[at].level:
        end += 1
    return tuple(clauses[at + 1 : end])


def _siblings(
    conn: sqlite3.Connection, number: int, unit: Sequence[Clause], at: int
) -> tuple[Clause | None, Clause | None]:
    clause = unit[at]
    if clause.level:
        same = [c for c in unit if c.parent == clause.parent]
        i = same.index(clause)
        return (same[i - 1] if i else None), (same[i + 1] if i + 1 < len(same) else None)
    return (
        _beside(conn, number, clause, "< {} ORDER BY c.position DESC"),
        _beside(conn, number, clause, "> {} ORDER BY c.position"),
    )


def _beside(conn: sqlite3.Connection, number: int, clause: Clause, which: str) -> Clause | None:
    here = "(SELECT position FROM clauses WHERE resolution = ? AND path = ?)"
    rows = conn.execute(
        f"{_CLAUSES} WHERE c.resolution = ? AND c.level = 0 AND c.part = ? AND c.position {which.format(here)} LIMIT 1",
        (number, clause.part, number, clause.path),
    ).fetchall()
    return _make_clauses(conn, rows)[0] if rows else None


# Lists


def newest(conn: sqlite3.Connection, count: int) -> list[Listed]:
    """The resolutions with the highest numbers, newest first."""
    return _listed(conn, "ORDER BY number DESC LIMIT ?", count)


def of_year(conn: sqlite3.Connection, year: int) -> list[Listed]:
    """The resolutions of one year, in order of their numbers."""
    return _listed(conn, "WHERE year = ? ORDER BY number", year)


def _listed(conn: sqlite3.Connection, which: str, *values: object) -> list[Listed]:
    rows = conn.execute(f"SELECT number, year, adopted, title, agenda FROM resolutions {which}", values)
    return [Listed(Symbol(row[0], row[1]), row[2], row[3], row[4]) for row in rows]


def years(conn: sqlite3.Connection) -> tuple[tuple[int, int], ...]:
    """Each year with the number of resolutions of it that are here."""
    return tuple((y, n) for y, n in conn.execute("SELECT year, count(*) FROM resolutions GROUP BY year ORDER BY year"))


TOPICAL = ("UNBIS Thesaurus", "S/70")
"""The library's lists that name what a resolution is about; the others name bodies and repeat titles."""


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
    return mine[0][1], _listed(conn, where, *(subject for subject, _ in mine))


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
    ends = _listed(conn, "ORDER BY number LIMIT 1") + newest(conn, 1)
    return Extent(
        resolutions=conn.execute("SELECT count(*) FROM resolutions").fetchone()[0],
        clauses=conn.execute("SELECT count(*) FROM clauses").fetchone()[0],
        first=ends[0].symbol if ends else None,
        newest=ends[-1].symbol if ends else None,
        newest_adopted=ends[-1].adopted if ends else None,
    )


_MISSING = "SELECT number, year, title, reason FROM missing ORDER BY number"


def coverage(conn: sqlite3.Connection, examples: int = 12) -> Coverage:
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


# JSON and plain text


def full_texts(clauses: Sequence[Clause]) -> list[str]:
    """For each clause its words with everything below it, one clause a line, labels and inner headings kept."""
    lines = [_line(clause) for clause in clauses]
    texts = []
    for i, clause in enumerate(clauses):
        below = _below(clauses, i)
        texts.append("\n".join([clause.text, *lines[i + 1 : i + 1 + len(below)]]))
    return texts


def _line(clause: Clause) -> str:
    words = f"{clause.label} {clause.text}" if clause.label else clause.text
    return f"{clause.heading}\n{words}" if clause.heading else words


def clause_json(symbol: Symbol, clause: Clause, full_text: str, base: str) -> Json:
    """A clause as `show` gives it."""
    place = Pinpoint(symbol.number, symbol.year, clause.path)
    return {
        "symbol": str(symbol),
        "path": clause.path,
        "label": clause.label,
        "text": clause.text,
        "full_text": full_text,
        "url": base + address(place),
        "part": clause.part,
        "kind": clause.kind,
        "parent": clause.parent or None,
        "heading": clause.heading,
        "verb": clause.verb,
        "footnotes": [{"position": m.start, "text": m.value} for m in clause.marks if m.kind == "footnote"],
    }


def record_json(record: Record, base: str) -> Json:
    """The masthead's facts."""
    facts = record.facts
    return {
        "number": facts.symbol.number,
        "symbol": str(facts.symbol),
        "year": facts.symbol.year,
        "adopted": facts.adopted,
        "title": facts.title,
        "agenda": facts.agenda,
        "meeting": facts.meeting,
        "draft": facts.draft,
        "adoption": facts.adoption,
        "votes_for": facts.votes_for,
        "votes_against": facts.votes_against,
        "abstentions": facts.abstentions,
        "votes": {vote.member: vote.vote for vote in facts.votes},
        "chapter_vii": facts.chapter_vii,
        "subjects": [{"name": s.name, "scheme": s.scheme} for s in facts.subjects],
        "sponsors": list(facts.sponsors),
        "text_quality": record.quality,
        "opening": record.opening,
        "official": official_address(facts.symbol),
        "sources": [source_json(gives, source) for gives, source in record.sources],
        "problems": [{"code": p.code, "message": p.message, "path": p.path} for p in record.problems],
        "changes": [changes.to_json(change) for change in record.changes],
        "previous": base + _whole(record.previous) if record.previous else None,
        "next": base + _whole(record.following) if record.following else None,
    }


def _whole(symbol: Symbol) -> str:
    return address(Pinpoint(symbol.number, symbol.year))


def _target_json(symbol: Symbol, path: str, base: str) -> Json:
    return {"symbol": str(symbol), "target": path, "url": base + address(Pinpoint(symbol.number, symbol.year, path))}


def _relation_json(one: Reference | Citing) -> Json:
    """How a citation is meant; nothing where that is not told, as of a paragraph of the same resolution."""
    return {"relation": one.relation, "evidence": one.evidence, "until": one.until} if one.relation else {}


def source_json(gives: str, source: Source) -> Json:
    """Where something was taken from, and what."""
    return {
        "gives": gives,
        "upstream": source.upstream,
        "url": source.url,
        "sha256": source.sha256,
        "retrieved": source.retrieved,
    }
