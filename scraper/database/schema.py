"""The schema of the database as data: tables, what is indexed, views, and the full-text indexes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scraper.database.ids import FIRST_OTHER

SCHEMA_VERSION = 12
"""Stands in `PRAGMA user_version`; a database with another number is rebuilt, never migrated."""

_OF_DOCUMENT = f"""document INTEGER NOT NULL REFERENCES documents (id),
    resolution INTEGER GENERATED ALWAYS AS (CASE WHEN document < {FIRST_OTHER} THEN document END) VIRTUAL
        REFERENCES resolutions (number)"""
"""What a row belongs to; `resolution` is NULL for every other kind, so that asking by it never gives a failed draft."""

SCHEMA = f"""
CREATE TABLE build (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    program TEXT NOT NULL,
    built TEXT NOT NULL,
    specimens INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('resolution', 'statement', 'draft', 'assembly', 'other')),
    symbol TEXT NOT NULL,
    date TEXT NOT NULL,
    title TEXT NOT NULL,
    held INTEGER NOT NULL
) STRICT;

-- a draft was voted on paragraph by paragraph, sixteen times on one day: S/3502
CREATE UNIQUE INDEX documents_once ON documents (kind, symbol, date) WHERE kind != 'draft';

CREATE TABLE resolutions (
    number INTEGER PRIMARY KEY REFERENCES documents (id),
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
    {_OF_DOCUMENT},
    part TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE wordings (
    id INTEGER PRIMARY KEY,
    first_clause INTEGER NOT NULL REFERENCES clauses (id),
    clauses INTEGER NOT NULL,
    resolutions INTEGER NOT NULL
) STRICT;

CREATE TABLE wording_words (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    wordings INTEGER NOT NULL
) STRICT;

CREATE TABLE clauses (
    id INTEGER PRIMARY KEY,
    {_OF_DOCUMENT},
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
    wording INTEGER REFERENCES wordings (id),
    UNIQUE (document, path)
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
    document INTEGER REFERENCES documents (id),
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
    {_OF_DOCUMENT},
    member TEXT NOT NULL REFERENCES members (name),
    vote TEXT NOT NULL CHECK (vote IN ('for', 'against', 'abstaining', 'not voting')),
    UNIQUE (document, member)
) STRICT;

CREATE TABLE drafts (
    document INTEGER PRIMARY KEY REFERENCES documents (id),
    written TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('vetoed', 'lack of majority')),
    votes_for INTEGER,
    votes_against INTEGER,
    abstentions INTEGER,
    vetoes INTEGER NOT NULL
) STRICT;

CREATE TABLE sponsors (
    id INTEGER PRIMARY KEY,
    {_OF_DOCUMENT},
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
    {_OF_DOCUMENT},
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

CREATE TABLE context (
    number INTEGER PRIMARY KEY REFERENCES resolutions (number),
    title TEXT NOT NULL,
    day TEXT NOT NULL,
    topics TEXT NOT NULL,
    names TEXT NOT NULL
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

-- what stands, until when, and by which words

CREATE TABLE threads (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    founded INTEGER NOT NULL,
    clause INTEGER REFERENCES clauses (id),
    parent INTEGER REFERENCES threads (id),
    succeeds INTEGER REFERENCES threads (id),
    note TEXT NOT NULL,
    reviewed INTEGER NOT NULL
) STRICT;

CREATE TABLE thread_names (
    id INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL REFERENCES threads (id),
    name TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER
) STRICT;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL REFERENCES threads (id),
    resolution INTEGER NOT NULL REFERENCES resolutions (number),
    clause INTEGER REFERENCES clauses (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('founds', 'extends', 'suspends', 'reimposes', 'ends')),
    effect TEXT NOT NULL,
    until TEXT NOT NULL,
    until_how TEXT NOT NULL,
    base TEXT NOT NULL,
    condition TEXT NOT NULL,
    partial INTEGER NOT NULL
) STRICT;

CREATE TABLE spells (
    id INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL REFERENCES threads (id),
    begin TEXT NOT NULL,
    until TEXT NOT NULL,
    opened_by INTEGER NOT NULL REFERENCES events (id),
    closed_by INTEGER NOT NULL REFERENCES events (id),
    state TEXT NOT NULL CHECK (state IN ('stands', 'suspended', 'open', 'lapsed', 'ended', 'unknown'))
) STRICT;

CREATE TABLE doubts (
    id INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL REFERENCES threads (id),
    event INTEGER NOT NULL REFERENCES events (id),
    code TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
"""

INDEXES = (
    ("documents", "symbol"),
    ("documents", "date"),
    ("units", "resolution"),
    ("clauses", "resolution"),
    ("votes", "resolution"),
    ("sponsors", "document"),
    ("sources", "document"),
    ("citations", "document"),
    ("clauses", "unit"),
    ("clauses", "wording"),
    ("resolutions", "year"),
    ("resolution_subjects", "subject"),
    ("footnotes", "clause"),
    ("citations", "clause"),
    ("citations", "target"),
    ("citations", "target_clause"),
    ("problems", "resolution"),
    ("changes", "resolution"),
    ("thread_names", "thread"),
    ("events", "thread"),
    ("events", "clause"),
    ("events", "resolution"),
    ("spells", "thread"),
    ("doubts", "thread"),
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

STEMMED, EXACT = "porter unicode61 remove_diacritics 2", "unicode61 remove_diacritics 2"
"""How words are cut: in any of their forms, and as printed, which lawyers need."""


class FullText(NamedTuple):
    """A full-text index: the table with its content ("" where it keeps none) and its columns, how words are cut, more.

    One without content (see the table `wordings`) tells in which rows a word stands, and neither where nor how often.
    """

    content: str
    columns: tuple[str, ...]
    tokenize: str
    key: str = "id"
    more: str = ""


FTS: Mapping[str, FullText] = {
    "units_fts": FullText("units", ("heading", "text"), STEMMED),
    "units_exact": FullText("units", ("heading", "text"), EXACT, more=", prefix='1'"),
    "context_fts": FullText("context", ("title", "day", "topics", "names"), STEMMED, key="number"),
    "wordings_fts": FullText("", ("text",), EXACT, more=", detail=none, columnsize=0"),
}
"""All indexes. Prefixes are looked for in the exact one; those of one letter, the slowest, have their own index."""
