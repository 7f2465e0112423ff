"""The database: its schema as data, writing it whole, verifying it, opening it.

A build writes a new file beside the old one and swaps it in with `os.replace`; a reader never sees a half-built
database. The builder holds a lock on its new file: one that nobody holds was left by a build that was killed, and the
next one clears it away. Process numbers would not tell, for they are given anew, and a container has always the same.
Nothing in here knows where a text came from or how it was parsed.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import json
import os
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from scraper.errors import DatabaseError
from scraper.models import Change, Clause, Parsed, Problem, Resolution, Source

SCHEMA_VERSION = 6
"""Stands in `PRAGMA user_version`; a database with another number is rebuilt, never migrated."""

CLAUSES_PER_RESOLUTION = 10_000
"""A clause's id is `number * 10000 + position + 1`, so it stays the same from build to build."""

SCHEMA = """
CREATE TABLE build (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    program TEXT NOT NULL,
    built TEXT NOT NULL,
    specimens INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE resolutions (
    number INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL,
    adopted TEXT,
    title TEXT NOT NULL,
    agenda TEXT NOT NULL,
    meeting INTEGER,
    draft TEXT NOT NULL,
    adoption TEXT NOT NULL,
    votes_for INTEGER,
    votes_against INTEGER,
    abstentions INTEGER,
    chapter_vii INTEGER,
    text_quality TEXT NOT NULL,
    opening TEXT NOT NULL
) STRICT;

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    part TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE clauses (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    part TEXT NOT NULL,
    path TEXT NOT NULL,
    label TEXT NOT NULL,
    level INTEGER NOT NULL,
    parent INTEGER REFERENCES clauses (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    heading TEXT NOT NULL,
    verb TEXT NOT NULL,
    text TEXT NOT NULL,
    marks TEXT NOT NULL,
    unit INTEGER NOT NULL REFERENCES units (id),
    unit_start INTEGER NOT NULL,
    unit_end INTEGER NOT NULL,
    UNIQUE (resolution, path)
) STRICT;

CREATE TABLE footnotes (
    id INTEGER PRIMARY KEY,
    clause INTEGER NOT NULL REFERENCES clauses (id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE citations (
    id INTEGER PRIMARY KEY,
    clause INTEGER NOT NULL REFERENCES clauses (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    raw TEXT NOT NULL,
    kind TEXT NOT NULL,
    symbol TEXT NOT NULL,
    target INTEGER REFERENCES resolutions (number),
    target_clause INTEGER REFERENCES clauses (id),
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    relation TEXT NOT NULL,
    evidence TEXT NOT NULL,
    until TEXT
) STRICT;

CREATE TABLE bases (
    clause INTEGER PRIMARY KEY REFERENCES clauses (id),
    stands_in INTEGER NOT NULL REFERENCES clauses (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    reach TEXT NOT NULL
) STRICT;

CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE votes (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    member TEXT NOT NULL REFERENCES members (name),
    vote TEXT NOT NULL CHECK (vote IN ('for', 'against', 'abstaining', 'not voting')),
    UNIQUE (resolution, member)
) STRICT;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    date TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('vetoed', 'lack of majority')),
    title TEXT NOT NULL,
    votes_for INTEGER,
    votes_against INTEGER,
    abstentions INTEGER,
    vetoes INTEGER NOT NULL
) STRICT;

CREATE TABLE draft_votes (
    id INTEGER PRIMARY KEY,
    draft INTEGER NOT NULL REFERENCES drafts (id),
    member TEXT NOT NULL REFERENCES members (name),
    vote TEXT NOT NULL CHECK (vote IN ('for', 'against', 'abstaining', 'not voting')),
    UNIQUE (draft, member)
) STRICT;

CREATE TABLE sponsors (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    sponsor TEXT NOT NULL
) STRICT;

CREATE TABLE subjects (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    scheme TEXT NOT NULL,
    UNIQUE (name, scheme)
) STRICT;

CREATE TABLE resolution_subjects (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    subject INTEGER NOT NULL REFERENCES subjects (id),
    UNIQUE (resolution, subject)
) STRICT;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    gives TEXT NOT NULL,
    upstream TEXT NOT NULL,
    url TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    retrieved TEXT NOT NULL
) STRICT;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    path TEXT NOT NULL,
    what TEXT NOT NULL,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    noticed TEXT NOT NULL,
    upstream TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE missing (
    number INTEGER PRIMARY KEY,
    year INTEGER,
    title TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    resolution INTEGER,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    path TEXT NOT NULL
) STRICT;
"""

INDEXES = (
    ("units", "resolution"),
    ("clauses", "unit"),
    ("resolutions", "year"),
    ("resolution_subjects", "subject"),
    ("footnotes", "clause"),
    ("citations", "clause"),
    ("citations", "target"),
    ("citations", "target_clause"),
    ("problems", "resolution"),
    ("changes", "resolution"),
)
"""What is looked up by other columns than the key: table and column."""

VIEWS = {
    "citing": """
        SELECT c.resolution, r.symbol, r.adopted, c.path, x.target AS cited,
               coalesce(t.symbol, x.symbol) AS cited_symbol, d.path AS cited_path, x.relation, x.evidence, x.until,
               substr(c.text, max(1, x.start - 119), x."end" - max(0, x.start - 120) + 120) AS words
        FROM citations AS x JOIN clauses AS c ON c.id = x.clause JOIN resolutions AS r ON r.number = c.resolution
        LEFT JOIN resolutions AS t ON t.number = x.target LEFT JOIN clauses AS d ON d.id = x.target_clause
        WHERE x.relation != ''
    """,
}
"""For people who ask the database themselves: who says what of which resolution, one row a citation.

Asked by number (`resolution`, `cited`) it is quick, for these have an index; by symbol it reads every citation.
"""

FTS = {
    "units_fts": "porter unicode61 remove_diacritics 2",
    "units_exact": "unicode61 remove_diacritics 2",
}
"""Full-text indexes over units (external content): the stemmed one, and the exact one lawyers need."""


PREFIXES = {"units_exact": ", prefix='1'"}
"""Prefixes are looked for in the exact index; those of one letter, the slowest, have an index of their own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A top-level clause with everything below it as one text: the unit of search.

    `spans` has, for each clause in it, where its words (with all below it) stand in `text`.
    """

    heading: str
    part: str
    text: str
    spans: tuple[tuple[int, int], ...]


def lay_out(clauses: Sequence[Clause]) -> list[Unit]:
    """Join each top-level clause with all below it, in order, one clause a line, labels and inner headings kept.

    The top clause's own label and heading are left out of the text: `5.` is not among the words of paragraph 5.
    """
    tops = [i for i, clause in enumerate(clauses) if clause.level == 0] + [len(clauses)]
    return [_join(clauses[first:after]) for first, after in pairwise(tops)]


def _join(clauses: Sequence[Clause]) -> Unit:
    text, starts = clauses[0].text, [0]
    for clause in clauses[1:]:
        before = "\n".join(filter(None, [clause.heading, clause.label]))
        text += f"\n{before} " if clause.label else f"\n{before}\n" if before else "\n"
        starts.append(len(text))
        text += clause.text
    ends = [0] * len(clauses)
    open_: list[int] = []
    for i, clause in enumerate(clauses):
        while open_ and clauses[open_[-1]].level >= clause.level:
            open_.pop()
        open_.append(i)
        for above in open_:
            ends[above] = starts[i] + len(clause.text)
    return Unit(clauses[0].heading, clauses[0].part, text, tuple(zip(starts, ends, strict=True)))


@contextmanager
def writing(target: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new, empty database that becomes `target` when the block ends well, and else vanishes.

    Raises DatabaseError where the disk is full or the file cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(target)
    try:
        new, held = _new_file(target)
    except OSError as error:
        raise DatabaseError(f"The database {target} cannot be written: {error.strerror}.") from error
    conn = sqlite3.connect(new)
    try:
        conn.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
            f"PRAGMA user_version = {SCHEMA_VERSION};" + SCHEMA + ";".join(map(_create_index, FTS))
        )
        conn.execute("BEGIN")
        _set_index_memory(conn, WHILE_BUILDING)
        yield conn
        conn.close()
        _flush(new)
        os.replace(new, target)
    except (sqlite3.OperationalError, OSError) as error:
        raise DatabaseError(
            f"The database {target} could not be written: {error}. The old one is unchanged."
        ) from error
    finally:
        conn.close()
        new.unlink(missing_ok=True)
        os.close(held)


def _new_file(target: Path) -> tuple[Path, int]:
    """A new, empty file beside the target, under a name nobody has, and the descriptor that holds its lock."""
    while True:
        new = target.with_name(f"{target.name}.new-{os.getpid()}-{secrets.token_hex(4)}")
        held = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        fcntl.flock(held, fcntl.LOCK_EX)
        if new.exists():  # else another start took it for left over, in the moment before it was locked
            return new, held
        os.close(held)


def clear_leftovers(target: Path) -> None:
    """Remove what killed builds of this database left beside it; what a build at work still holds stays."""
    for left in target.parent.glob(f"{glob.escape(target.name)}.new-*"):
        with suppress(OSError):
            _remove_unless_held(left, left.with_name(JOURNAL.sub("", left.name)))


JOURNAL = re.compile(r"-(?:journal|wal|shm)\Z")


def _remove_unless_held(left: Path, database: Path) -> None:
    """Remove a file of a new database (itself or SQLite's journal of it), unless its builder holds the database."""
    if not database.exists():
        left.unlink(missing_ok=True)
        return
    held = os.open(database, os.O_RDWR)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink(missing_ok=True)
    finally:
        os.close(held)


WHILE_BUILDING, AFTERWARDS = 32 << 20, 1 << 20
"""Bytes of words an index gathers before it writes them out; with more, much less is written and merged twice."""


def _set_index_memory(conn: sqlite3.Connection, size: int) -> None:
    for table in FTS:
        conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {size})")


def _create_index(table: str) -> str:
    """An index whose words stand in `units`; Datasette knows it for one by the double quotes round the name."""
    return (
        f'CREATE VIRTUAL TABLE {table} USING fts5(heading, text, content="units", content_rowid="id",'
        f" tokenize='{FTS[table]}'{PREFIXES.get(table, '')})"
    )


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


Rows = dict[str, list[tuple[object, ...]]]
"""Rows to be written, by table: plain values, so that another process can make them."""

INSERTS = {
    "resolutions": "INSERT INTO resolutions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "units": "INSERT INTO units VALUES (?, ?, ?, ?, ?)",
    "clauses": "INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "footnotes": "INSERT INTO footnotes (clause, position, text) VALUES (?, ?, ?)",
    "citations": (
        'INSERT INTO citations (clause, start, "end", raw, kind, symbol, target, target_clause, status, reason,'
        " relation, evidence, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "bases": "INSERT INTO bases VALUES (?, ?, ?, ?, ?, ?)",
    "members": "INSERT OR IGNORE INTO members (name) VALUES (?)",
    "votes": "INSERT INTO votes (resolution, member, vote) VALUES (?, ?, ?)",
    "drafts": "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "draft_votes": "INSERT INTO draft_votes (draft, member, vote) VALUES (?, ?, ?)",
    "sponsors": "INSERT INTO sponsors (resolution, sponsor) VALUES (?, ?)",
    "subjects": "INSERT OR IGNORE INTO subjects (name, scheme) VALUES (?, ?)",
    "resolution_subjects": (
        "INSERT OR IGNORE INTO resolution_subjects (resolution, subject)"
        " SELECT ?, id FROM subjects WHERE name = ? AND scheme = ?"
    ),
    "sources": ("INSERT INTO sources (resolution, gives, upstream, url, sha256, retrieved) VALUES (?, ?, ?, ?, ?, ?)"),
    "changes": (
        "INSERT INTO changes (resolution, path, what, was, now, noticed, upstream, file, sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "missing": "INSERT INTO missing VALUES (?, ?, ?, ?)",
    "problems": "INSERT INTO problems (resolution, code, message, path) VALUES (?, ?, ?, ?)",
}
"""How each table is written, in the order in which they can be."""


def make_rows(parsed: Parsed, sources: Iterable[tuple[str, Source]]) -> Rows:
    """All rows of one resolution. `sources` are pairs of what was taken from a document, and the document."""
    facts, number = parsed.resolution.facts, parsed.resolution.facts.symbol.number
    subjects = [(s.name, s.scheme) for s in facts.subjects]
    return {
        "resolutions": [_resolution_row(parsed.resolution)],
        **_clause_rows(number, parsed.resolution.clauses),
        "members": [(v.member,) for v in facts.votes],
        "votes": [(number, v.member, v.vote) for v in facts.votes],
        "sponsors": [(number, sponsor) for sponsor in facts.sponsors],
        "subjects": list(subjects),
        "resolution_subjects": [(number, *subject) for subject in subjects],
        "sources": [(number, gives, s.upstream, s.url, s.sha256, s.retrieved) for gives, s in sources],
        "problems": problem_rows(number, parsed.problems),
    }


def problem_rows(number: int | None, problems: Iterable[Problem]) -> list[tuple[object, ...]]:
    """Rows for problems of a resolution, or, where `number` is None, of a file that belongs to none."""
    return [(number, p.code, p.message, p.path) for p in problems]


def change_rows(changes: Iterable[Change]) -> list[tuple[object, ...]]:
    """Rows for what later versions of a source's files say otherwise."""
    return [(c.number, c.path, c.what, c.was, c.now, c.noticed, c.upstream, c.file, c.sha256) for c in changes]


def _resolution_row(resolution: Resolution) -> tuple[object, ...]:
    f = resolution.facts
    return (
        f.symbol.number, str(f.symbol), f.symbol.year, f.adopted, f.title, f.agenda, f.meeting, f.draft, f.adoption,
        f.votes_for, f.votes_against, f.abstentions, f.chapter_vii, resolution.quality, resolution.opening,
    )  # fmt: skip


def _clause_rows(number: int, clauses: Sequence[Clause]) -> Rows:
    first = number * CLAUSES_PER_RESOLUTION + 1
    ids = {clause.path: first + i for i, clause in enumerate(clauses)}
    spans: list[tuple[int, int, int]] = []
    units: list[tuple[object, ...]] = []
    for unit in lay_out(clauses):
        unit_id = first + len(spans)
        units.append((unit_id, number, unit.part, unit.heading, unit.text))
        spans += [(unit_id, start, end) for start, end in unit.spans]
    rows: list[tuple[object, ...]] = [
        (first + i, number, c.part, c.path, c.label, c.level, ids.get(c.parent), i, c.kind, c.heading, c.verb,
         c.text, _marks(c), *spans[i]) for i, c in enumerate(clauses)
    ]  # fmt: skip
    notes: list[tuple[object, ...]] = [
        (first + i, m.start, m.value) for i, c in enumerate(clauses) for m in c.marks if m.kind == "footnote"
    ]
    return {"units": units, "clauses": rows, "footnotes": notes}


def _marks(clause: Clause) -> str:
    """Emphasis and links as JSON: `[["italic", 0, 11, ""], ...]`; footnotes have a table of their own."""
    marks = [(m.kind, m.start, m.end, m.value) for m in clause.marks if m.kind != "footnote"]
    return _to_json(marks) if marks else "[]"


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def insert(conn: sqlite3.Connection, rows: Rows) -> None:
    """Write rows, each table after those it points to, and index their words."""
    for table, statement in INSERTS.items():
        if rows.get(table):
            conn.executemany(statement, rows[table])
    words = [(row[0], row[3], row[4]) for row in rows.get("units", ())]
    for table in FTS:
        conn.executemany(f"INSERT INTO {table} (rowid, heading, text) VALUES (?, ?, ?)", words)


def finish(conn: sqlite3.Connection, program: str, built: str, *, specimens: bool, accepted: bool = False) -> None:
    """Index, verify and commit: to be called once, last. Raises DatabaseError where a check fails."""
    conn.execute("INSERT INTO build VALUES (1, ?, ?, ?, ?, ?)", (program, built, specimens, accepted, digest(conn)))
    for table in FTS:
        conn.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    _set_index_memory(conn, AFTERWARDS)
    conn.execute("COMMIT")
    database = Database(conn)
    for table, column in INDEXES:
        database.table(table).create_index([column])
    for name, sql in VIEWS.items():
        database.create_view(name, sql)
    verify(conn)
    database.analyze()


def digest(conn: sqlite3.Connection) -> str:
    """A SHA-256 of every row but that of `build`, in hexadecimal: equal for equal content, whenever it was built."""
    content = hashlib.sha256()
    for table in re.findall(r"CREATE TABLE (\w+)", SCHEMA):
        if table != "build":
            columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
            row = " || ',' || ".join(f'quote("{column}")' for column in columns)
            content.update(f"{table}\n".encode())
            for (text,) in conn.execute(f"SELECT CAST({row} AS BLOB) FROM {table} ORDER BY rowid"):
                content.update(text + b"\n")
    return content.hexdigest()


def verify(conn: sqlite3.Connection) -> None:
    """Raise DatabaseError unless foreign keys, the file and both indexes are whole. What was written is committed.

    The checks run side by side on connections of their own, which need no locks, for nobody writes.
    """
    file = Path(conn.execute("PRAGMA database_list").fetchone()[2])
    checks = [partial(_verify_index, file, table) for table in FTS] + [partial(_verify_file, file)]
    with ThreadPoolExecutor(len(checks)) as pool:
        for check in [pool.submit(check) for check in checks]:
            check.result()


@contextmanager
def _beside(file: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(f"{file.resolve().as_uri()}?nolock=1", uri=True)
    try:
        yield conn
    finally:
        conn.close()


def _verify_file(file: Path) -> None:
    with _beside(file) as conn:
        if bad := conn.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseError(f"The database is inconsistent: a row of {bad[0]} points to no row of {bad[2]}.")
        if (said := conn.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise DatabaseError(f"The database is damaged: {said}. Build it again with: unsc build")


def _verify_index(file: Path, table: str) -> None:
    with _beside(file) as conn:
        try:
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"The search index {table} does not agree with the clauses: {error}.") from error


class Connection(sqlite3.Connection):
    """A connection for reading that knows which file it reads, whatever has taken the file's name since."""

    file: Identity


class Identity(NamedTuple):
    """What tells one file from another that takes its place, or from itself before it was written to."""

    device: int
    inode: int
    size: int
    written: int


def identify(path: Path) -> Identity | None:
    """The file that has this name now; None where there is none."""
    try:
        now = path.stat()
    except OSError:
        return None
    return Identity(now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)


def open_database(path: Path) -> Connection:
    """Open for reading. Raises DatabaseError where there is none, or it is not one of this version's."""
    return _open(path, "mode=ro")


def open_together(path: Path, count: int) -> list[Connection]:
    """So many connections to one and the same file, which any thread may use, one at a time.

    Opened one by one as they are needed they would not be: a build may put another file in its place between two, and
    the same address then has two answers. Raises DatabaseError as `open_database` does.
    """
    for _ in range(10):
        before = identify(path)
        opened = [_open(path, "immutable=1") for _ in range(count)]
        if before == identify(path):
            return opened
        for conn in opened:
            conn.close()
    raise DatabaseError(f"{path} is being replaced again and again. Wait until the build is done.")


def _open(path: Path, how: str) -> Connection:
    file = identify(path)
    if file is None or not path.is_file():
        raise DatabaseError(f"There is no database at {path}. Make one with: unsc fetch all, then unsc build")
    with damage_told(path):
        uri = f"{path.resolve().as_uri()}?{how}"
        conn = sqlite3.connect(uri, uri=True, factory=Connection, check_same_thread=False)
        conn.file = file
        conn.row_factory = sqlite3.Row
        version = conn.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        conn.close()
        raise DatabaseError(f"{path} was built by another version of unsc. Build it again with: unsc build")
    return conn


DAMAGE = {
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_NOTADB: "is not a database",
    sqlite3.SQLITE_IOERR: "cannot be read",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
}
"""What SQLite says of a file that is not what a build wrote; the more exact codes are these with more bits."""

_LOST = ("no such table", "vtable constructor failed", "Could not decode")
"""How errors begin that have no code of their own where part of the file was overwritten or is missing."""


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged file into a DatabaseError with a sentence; other errors are let through."""
    try:
        yield
    except sqlite3.Error as error:
        said = DAMAGE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if said is None and str(error).startswith(_LOST):
            said = "is damaged"
        if said is None:
            raise
        raise DatabaseError(f"{path} {said}: {error}. Build it again with: unsc build") from error
