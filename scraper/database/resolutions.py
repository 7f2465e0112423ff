"""Reading resolutions and clauses back, as the models that were written.

Every function takes an open connection whose rows are `sqlite3.Row` (`opening.open_database` and Datasette both give
one), reads, and returns frozen values; nothing here knows of web pages or terminals.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.database import changes
from scraper.database.chapter_vii import Basis, basis_of, read_bases
from scraper.database.ids import CLAUSES_PER_DOCUMENT, clause_range, position_of
from scraper.database.landing import land
from scraper.database.references import Citing, Reference, read_citing, read_references
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
from scraper.titles import short_title


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

    @property
    def short_title(self) -> str:
        """What it is about, by the library's title or else the agenda item; not part of the resolution."""
        return short_title(self.facts.title, self.facts.agenda)


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


def find(conn: sqlite3.Connection, asked: Pinpoint) -> Document | Place:
    """The resolution, the part of one, or the clause that a pinpoint leads to, however loosely it was written.

    Raises NothingThere where it leads nowhere.
    """
    return read(conn, land(conn, asked))


def read(conn: sqlite3.Connection, place: Pinpoint) -> Document | Place:
    """What stands at a place that is here, its year and path as they are here."""
    record = read_record(conn, place)
    if is_part(place.path):
        clauses = read_clauses(conn, place.number, place.path)
        return Document(record, clauses, place.path, read_bases(conn, place.number))
    return _read_place(conn, record, place)


def is_part(path: str) -> bool:
    """Whether the path of a place is that of a whole part, or of the whole resolution; else it is a clause's."""
    return "/" not in path


_RECORD = """
SELECT *, (SELECT max(number) FROM resolutions WHERE number < ?1) AS before,
    (SELECT min(number) FROM resolutions WHERE number > ?1) AS after,
    (SELECT year FROM resolutions WHERE number < ?1 ORDER BY number DESC LIMIT 1) AS year_before,
    (SELECT year FROM resolutions WHERE number > ?1 ORDER BY number LIMIT 1) AS year_after
FROM resolutions WHERE number = ?1
"""


def read_record(conn: sqlite3.Connection, place: Pinpoint) -> Record:
    """The masthead of the resolution that `place`, a place that exists, is in."""
    number = place.number
    row = conn.execute(_RECORD, (number,)).fetchone()
    lists = _read_lists(conn, number)
    return Record(
        facts=_read_facts(row, lists),
        opening=row["opening"],
        quality=row["text_quality"],
        parts=_read_parts(conn, number),
        sources=tuple((gives, Source(*rest)) for gives, *rest in lists["sources"]),
        problems=tuple(Problem(*values) for values in lists["problems"]),
        changes=tuple(Change(*values) for values in lists["changes"]),
        previous=Symbol(row["before"], row["year_before"]) if row["before"] else None,
        following=Symbol(row["after"], row["year_after"]) if row["after"] else None,
    )


_LISTED = f"""
SELECT 'votes' AS list, id, json_array(member, vote) FROM votes WHERE document = ?1
UNION ALL SELECT 'sponsors', id, json_array(sponsor) FROM sponsors WHERE document = ?1
UNION ALL SELECT 'subjects', r.id, json_array(name, scheme) FROM resolution_subjects AS r
    JOIN subjects AS s ON s.id = r.subject WHERE r.resolution = ?1
UNION ALL SELECT 'sources', id, json_array(gives, upstream, url, sha256, retrieved) FROM sources WHERE document = ?1
UNION ALL SELECT 'problems', id, json_array(code, message, path) FROM problems WHERE resolution = ?1
UNION ALL SELECT 'changes', id, json_array({changes.COLUMNS}) FROM changes WHERE resolution = ?1
ORDER BY 1, 2
"""
"""The lists of a masthead and of the foot of a page in one answer."""


def _read_lists(conn: sqlite3.Connection, number: int) -> defaultdict[str, list[list[Any]]]:
    lists: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for of, _, values in conn.execute(_LISTED, (number,)):
        lists[of].append(json.loads(values))
    return lists


def _read_facts(row: sqlite3.Row, lists: Mapping[str, list[list[Any]]]) -> Facts:
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
        votes=tuple(Vote(*values) for values in lists["votes"]),
        subjects=tuple(Subject(*values) for values in lists["subjects"]),
        sponsors=tuple(sponsor for (sponsor,) in lists["sponsors"]),
    )


def _read_parts(conn: sqlite3.Connection, number: int) -> tuple[Part, ...]:
    rows = conn.execute(
        "SELECT p.part, p.clauses, p.characters, c.heading FROM (SELECT part, count(*) AS clauses,"
        " sum(length(text)) AS characters, min(id) AS first FROM clauses WHERE id BETWEEN ? AND ? GROUP BY part) AS p"
        " JOIN clauses AS c ON c.id = p.first ORDER BY p.first",
        clause_range(number),
    )
    return tuple(Part(*row) for row in rows)


def measure(conn: sqlite3.Connection, number: int) -> tuple[Size, ...]:
    """The clauses of a resolution by size, in order of the page."""
    rows = conn.execute(
        "SELECT position, path, level, length(text), heading, coalesce(x.many, 0) FROM clauses LEFT JOIN"
        " (SELECT clause, count(*) AS many FROM citations WHERE clause BETWEEN ? AND ? GROUP BY clause) AS x"
        " ON x.clause = clauses.id WHERE id BETWEEN ? AND ? ORDER BY id",
        clause_range(number) * 2,
    )
    return tuple(Size(*row) for row in rows)


_CLAUSES = (
    "SELECT c.id, c.part, c.path, c.label, c.level, c.heading, c.verb, c.text, c.kind, c.marks,"
    " (SELECT path FROM clauses AS above WHERE above.id = c.parent) AS parent FROM clauses AS c"
)


def read_clauses(
    conn: sqlite3.Connection, number: int, part: str = "", *, first: int = 0, last: int = CLAUSES_PER_DOCUMENT
) -> tuple[Clause, ...]:
    """The clauses of a resolution in order of the page: all, those of one part, those between two positions."""
    start, end = clause_range(number)
    rows = conn.execute(
        f"{_CLAUSES} WHERE c.id BETWEEN ? AND ? AND ? IN ('', c.part) ORDER BY c.id",
        (start + first, min(start + last, end), part),
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


_AROUND = f"""
WITH target AS (SELECT unit, part, document FROM clauses WHERE document = ? AND path = ?)
{_CLAUSES} JOIN target WHERE c.unit = target.unit
    OR c.id = (SELECT max(id) FROM clauses WHERE document = target.document AND id < target.unit
               AND level = 0 AND part = target.part)
    OR c.id = (SELECT min(id) FROM clauses WHERE document = target.document AND id > target.unit
               AND level = 0 AND part = target.part)
ORDER BY c.id
"""
"""The top-level clause that a clause is in, with all below it, and its two neighbours in the same part."""


def _read_place(conn: sqlite3.Connection, record: Record, place: Pinpoint) -> Place:
    rows = conn.execute(_AROUND, (place.number, place.path)).fetchall()
    around = _make_clauses(conn, rows)
    at = next(i for i, clause in enumerate(around) if clause.path == place.path)
    below, id_ = _below(around, at), rows[at]["id"]
    position = position_of(id_)
    previous, following = _siblings(around, at)
    return Place(
        record,
        around[at],
        full_texts((around[at], *below))[0],
        _above(around, at),
        below,
        previous,
        following,
        read_references(conn, place.number, position, position + len(below)),
        read_citing(conn, id_, id_ + len(below)),
        basis_of(read_bases(conn, place.number), place.path),
    )


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


def _siblings(clauses: Sequence[Clause], at: int) -> tuple[Clause | None, Clause | None]:
    """The clauses before and after one under the same parent, among those of its part that stand around it."""
    same = [clause for clause in clauses if clause.parent == clauses[at].parent]
    i = same.index(clauses[at])
    return (same[i - 1] if i else None), (same[i + 1] if i + 1 < len(same) else None)


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
