"""A row of each table, by the names of its columns; a column that has no name here is made by SQLite.

`Rows` gathers them. They are plain values, so that they can be made in one process and written in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from scraper.models import Ballot, DocumentKind, Kind, Quality


class DocumentRow(NamedTuple):
    """A document: a resolution, whose id is its number, a draft, or one that is only cited (`held` is 0)."""

    id: int
    kind: DocumentKind
    symbol: str
    date: str
    title: str
    held: bool


class ResolutionRow(NamedTuple):
    """The masthead's facts of a resolution."""

    number: int
    symbol: str
    year: int
    adopted: str | None
    title: str
    agenda: str
    meeting: int | None
    draft: str
    adoption: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    chapter_vii: bool | None
    text_quality: Quality
    opening: str


class UnitRow(NamedTuple):
    """A top-level clause with everything below it as one text: the unit of search."""

    id: int
    document: int
    part: str
    heading: str
    text: str


UNNUMBERED = 0x7FFFFF
"""Stands for the number of a wording until all are counted; as wide as any, so that no row has to grow."""


class ClauseRow(NamedTuple):
    """A clause; `unit_start` to `unit_end` is where its words, with all below it, stand in the text of its unit."""

    id: int
    document: int
    part: str
    path: str
    label: str
    level: int
    parent: int | None
    position: int
    kind: Kind
    heading: str
    verb: str
    text: str
    marks: str
    unit: int
    unit_start: int
    unit_end: int
    wording: int = UNNUMBERED


class FootnoteRow(NamedTuple):
    """A footnote, at the position of its mark in the clause's text."""

    clause: int
    position: int
    text: str


class CitationRow(NamedTuple):
    """One place that a clause cites: the document it is in, and, where that is a resolution here, the very clause."""

    clause: int
    start: int
    end: int
    raw: str
    kind: str
    symbol: str
    document: int | None
    target: int | None
    target_clause: int | None
    status: str
    reason: str
    relation: str
    evidence: str
    until: str | None


class BasisRow(NamedTuple):
    """That a clause is adopted under Chapter VII, by words that stand in a clause of the same resolution."""

    clause: int
    stands_in: int
    start: int
    end: int
    evidence: str
    reach: str


class MemberRow(NamedTuple):
    """The name of a member of the Council."""

    name: str


class BallotRow(NamedTuple):
    """One member's vote on a document."""

    document: int
    member: str
    vote: Ballot


class DraftRow(NamedTuple):
    """How a vote on a draft ended that was not adopted; `written` is what was voted on, as the table of votes says."""

    document: int
    written: str
    outcome: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    vetoes: int


class SponsorRow(NamedTuple):
    """One who proposed a document."""

    document: int
    sponsor: str


class SubjectRow(NamedTuple):
    """A subject heading of a list."""

    name: str
    scheme: str


class SubjectOfRow(NamedTuple):
    """That a resolution has a subject heading, which is looked up by its name."""

    resolution: int
    name: str
    scheme: str


class SourceRow(NamedTuple):
    """What was taken for a document from which file of which source."""

    document: int
    gives: str
    upstream: str
    url: str
    sha256: str
    retrieved: str


class ChangeRow(NamedTuple):
    """What a later version of a source's file says otherwise."""

    resolution: int
    path: str
    what: str
    was: str
    now: str
    noticed: str
    upstream: str
    file: str
    sha256: str


class MissingRow(NamedTuple):
    """A resolution that should be here and is not."""

    number: int
    year: int | None
    title: str
    reason: str


class ProblemRow(NamedTuple):
    """Something that had to be repaired or is contradicted; `resolution` is None for a file that holds none."""

    resolution: int | None
    code: str
    message: str
    path: str


class ThreadRow(NamedTuple):
    """A mandate, measure or body whose life is followed."""

    id: int
    slug: str
    name: str
    kind: str
    founded: int
    clause: int | None
    parent: int | None
    succeeds: int | None
    note: str
    reviewed: bool


class ThreadNameRow(NamedTuple):
    """What texts call a thread, from one resolution to another: a name is borne by one thread at a time."""

    thread: int
    name: str
    first: int
    last: int | None


class EventRow(NamedTuple):
    """One act of a resolution on a thread; `clause` is None where no one paragraph of it is known."""

    id: int
    thread: int
    resolution: int
    clause: int | None
    start: int
    end: int
    act: str
    effect: str
    until: str
    until_how: str
    base: str
    condition: str
    partial: bool


class SpellRow(NamedTuple):
    """A time in which a thread stood, between two events."""

    thread: int
    begin: str
    until: str
    opened_by: int
    closed_by: int
    state: str


class DoubtRow(NamedTuple):
    """What a reader should know of a thread's chain."""

    thread: int
    event: int
    code: str
    message: str


@dataclass(slots=True)
class Rows:
    """Rows to be written, a list for each table, in the order in which the tables can be written."""

    documents: list[DocumentRow] = field(default_factory=list)
    resolutions: list[ResolutionRow] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    clauses: list[ClauseRow] = field(default_factory=list)
    footnotes: list[FootnoteRow] = field(default_factory=list)
    citations: list[CitationRow] = field(default_factory=list)
    bases: list[BasisRow] = field(default_factory=list)
    members: list[MemberRow] = field(default_factory=list)
    drafts: list[DraftRow] = field(default_factory=list)
    votes: list[BallotRow] = field(default_factory=list)
    sponsors: list[SponsorRow] = field(default_factory=list)
    subjects: list[SubjectRow] = field(default_factory=list)
    resolution_subjects: list[SubjectOfRow] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
    changes: list[ChangeRow] = field(default_factory=list)
    missing: list[MissingRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)
    threads: list[ThreadRow] = field(default_factory=list)
    thread_names: list[ThreadNameRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    spells: list[SpellRow] = field(default_factory=list)
    doubts: list[DoubtRow] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Take in the rows of another."""
        for table, rows in other.tables():
            getattr(self, table).extend(rows)

    def tables(self) -> Iterator[tuple[str, Sequence[NamedTuple]]]:
        """Each table's name with its rows, in the order in which they can be written."""
        for table in fields(self):
            yield table.name, getattr(self, table.name)
