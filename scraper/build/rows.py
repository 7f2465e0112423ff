"""The rows of one resolution: what a parser made of it, laid out as the tables of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.database.ids import clause_id
from scraper.database.rows import (
    BallotRow,
    ChangeRow,
    ClauseRow,
    DocumentRow,
    FootnoteRow,
    MemberRow,
    ProblemRow,
    ResolutionRow,
    Rows,
    SourceRow,
    SponsorRow,
    SubjectOfRow,
    SubjectRow,
    UnitRow,
)  # fmt: skip
from scraper.models import Change, Clause, Parsed, Problem, Resolution, Source


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


def make_rows(parsed: Parsed, sources: Iterable[tuple[str, Source]]) -> Rows:
    """All rows of one resolution. `sources` are pairs of what was taken from a document, and the document."""
    facts, number = parsed.resolution.facts, parsed.resolution.facts.symbol.number
    rows = _clause_rows(number, parsed.resolution.clauses)
    rows.documents = [DocumentRow(number, "resolution", str(facts.symbol), facts.adopted or "", facts.title, True)]
    rows.resolutions = [_resolution_row(parsed.resolution)]
    rows.members = [MemberRow(vote.member) for vote in facts.votes]
    rows.votes = [BallotRow(number, vote.member, vote.vote) for vote in facts.votes]
    rows.sponsors = [SponsorRow(number, sponsor) for sponsor in facts.sponsors]
    rows.subjects = [SubjectRow(subject.name, subject.scheme) for subject in facts.subjects]
    rows.resolution_subjects = [SubjectOfRow(number, *subject) for subject in rows.subjects]
    rows.sources = [SourceRow(number, gives, s.upstream, s.url, s.sha256, s.retrieved) for gives, s in sources]
    rows.problems = problem_rows(number, parsed.problems)
    return rows


def problem_rows(number: int | None, problems: Iterable[Problem]) -> list[ProblemRow]:
    """Rows for problems of a resolution, or, where `number` is None, of a file that belongs to none."""
    return [ProblemRow(number, problem.code, problem.message, problem.path) for problem in problems]


def change_rows(changes: Iterable[Change]) -> list[ChangeRow]:
    """Rows for what later versions of a source's files say otherwise."""
    return [ChangeRow(c.number, c.path, c.what, c.was, c.now, c.noticed, c.upstream, c.file, c.sha256) for c in changes]


def _resolution_row(resolution: Resolution) -> ResolutionRow:
    f = resolution.facts
    return ResolutionRow(
        f.symbol.number, str(f.symbol), f.symbol.year, f.adopted, f.title, f.agenda, f.meeting, f.draft, f.adoption,
        f.votes_for, f.votes_against, f.abstentions, f.chapter_vii, resolution.quality, resolution.opening,
    )  # fmt: skip


def _clause_rows(number: int, clauses: Sequence[Clause]) -> Rows:
    ids = {clause.path: clause_id(number, i) for i, clause in enumerate(clauses)}
    rows, spans = Rows(), list[tuple[int, int, int]]()
    for unit in lay_out(clauses):
        row = UnitRow(clause_id(number, len(spans)), number, unit.part, unit.heading, unit.text)
        rows.units.append(row)
        spans += [(row.id, start, end) for start, end in unit.spans]
    for i, c in enumerate(clauses):
        rows.clauses.append(
            ClauseRow(clause_id(number, i), number, c.part, c.path, c.label, c.level, ids.get(c.parent), i, c.kind,
                      c.heading, c.verb, c.text, _marks(c), *spans[i])
        )  # fmt: skip
        rows.footnotes += [FootnoteRow(clause_id(number, i), m.start, m.value) for m in c.marks if m.kind == "footnote"]
    return rows


def _marks(clause: Clause) -> str:
    """Emphasis and links as JSON: `[["italic", 0, 11, ""], ...]`; footnotes have a table of their own."""
    marks = [(m.kind, m.start, m.end, m.value) for m in clause.marks if m.kind != "footnote"]
    return _to_json(marks) if marks else "[]"


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
