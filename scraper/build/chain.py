"""From the raw store to the database: the one place that runs the whole chain, offline and deterministic.

For each number the best text that there is: the UN's XML, texts corrected by hand, text layers of the UN's PDFs, PDFs.
A lesser source is read only where the better ones give nothing. What other sources tell of it (votes, dates) is merged
in by `build.merge`, and reviewed corrections are made before anything is read. Where a source's file has changed,
`build.history` says which of its versions is believed, before anything else is planned.

A database that would be worse than the one in place (`build.compare`) does not take its place unless a person accepts
that. What is accepted is remembered in the store, so that the next build, of the same store, gives the same.
"""

from __future__ import annotations

import gc
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from scraper import __version__
from scraper.build import compare, link, misread
from scraper.build.life import life_rows
from scraper.build.order import Adoption, put_in_order
from scraper.build.overrides import read_overrides
from scraper.build.parallel import spread
from scraper.build.plan import Plan, make_plan
from scraper.build.read import Outcome, Reading, choose, read_task
from scraper.build.rows import change_rows, problem_rows
from scraper.build.task import Task
from scraper.database import write
from scraper.database.ids import FIRST_OTHER
from scraper.database.rows import BallotRow, DocumentRow, DraftRow, MemberRow, MissingRow, ResolutionRow, Rows
from scraper.lifecycle.mandates import read_mandates
from scraper.models import Problem
from scraper.parse.members import read_member
from scraper.pinpoint import draft_symbol
from scraper.resources import resource
from scraper.sources import BY_NAME
from scraper.upstream import Progress, RawDocument, RawStore, Silent
from scraper.upstream.unxml import number_in_name
from scraper.upstream.votes import VoteRow


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    resolutions  how many
    refused      which files gave none, with the reason
    kept         versions of files that were not taken, a sentence each
    changes      how many differences later versions of files brought
    """

    resolutions: int
    refused: tuple[tuple[str, str], ...]
    kept: tuple[str, ...] = ()
    changes: int = 0


def build(
    store: RawStore, target: Path, *, specimens: bool = False, accept: bool = False, progress: Progress | None = None
) -> Built:
    """Read the store and write the database, whole or not at all.

    With `accept` a person vouches for what has changed: versions that give reason for doubt are believed, and what
    would be worse than the database in place takes its place. Raises WorseDatabase where that is not so and it would;
    DatabaseError where it cannot be written or does not pass its own checks, OverrideError where a reviewed correction
    no longer applies, WrongContent where the table of votes cannot be read.
    """
    progress = progress or Silent()
    with _without_garbage_collection():
        plan = make_plan(store, read_overrides(resource("overrides")), accept=accept)
        if accept:
            store.accept(plan.doubted)
        return _write(plan, target, specimens, accept, progress)


def _write(plan: Plan, target: Path, specimens: bool, accept: bool, progress: Progress) -> Built:
    progress.start("Reading documents", len(plan.tasks))
    with write.writing(target) as conn:
        written = _write_all(conn, plan, progress)
        progress.done()
        progress.start("Checking the database", None)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        write.finish(conn, __version__, now, specimens=specimens, accepted=accept)
        progress.done()
        if not accept:
            compare.refuse_worse(target, conn)
    return written


class _without_garbage_collection:  # noqa: N801
    """A build makes millions of small values and no cycles worth looking for; the collector would cost a fifth."""

    def __enter__(self) -> None:
        self.was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.was_enabled:
            gc.enable()


@dataclass(slots=True)
class _Written:
    """What has been written so far, and what has to wait for the rest."""

    conn: sqlite3.Connection
    places: link.Places = field(default_factory=link.Places)
    citing: list[link.CitingClause] = field(default_factory=list)
    resolutions: list[ResolutionRow] = field(default_factory=list)
    strays: dict[int, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    refused: list[Reading] = field(default_factory=list)
    spelt: dict[int, str] = field(default_factory=dict)
    typed: list[misread.Text] = field(default_factory=list)

    def write(self, readings: Sequence[Reading]) -> None:
        """Write resolutions, and remember their places and citations."""
        rows = Rows()
        for reading in readings:
            rows.extend(reading.rows or Rows())
        write.insert(self.conn, rows)
        self.places.add(rows)
        self.resolutions += rows.resolutions
        for reading in readings:
            self.citing += reading.citing
            self._keep_words(reading)

    def _keep_words(self, reading: Reading) -> None:
        """Keep the words, and the clauses of what was read from paper, until all are there to be compared."""
        assert reading.symbol is not None
        number = reading.symbol.number
        self.spelt[number] = reading.spelt
        if reading.rows and BY_NAME[reading.document.upstream].form != "xml":
            rows = reading.rows.clauses
            self.typed += [misread.Text(number, row.path, row.text) for row in rows if row.kind != "row"]

    def take(self, outcome: Outcome) -> None:
        """Keep what a task left over."""
        self.refused += outcome.refused
        for reading in outcome.strays:
            if reading.symbol:
                self.strays[reading.symbol.number].append(reading)


def _write_all(conn: sqlite3.Connection, plan: Plan, progress: Progress) -> Built:
    """Write resolutions as they are read, then what needs them all: strays, citations, what is missing."""
    written = _Written(conn)
    for batch in spread(read_task, plan.tasks):
        progress.advance(len(batch))
        written.write([outcome.chosen for outcome in batch if outcome.chosen])
        for outcome in batch:
            written.take(outcome)
    _write_strays(written)
    _put_in_order(written, plan.tasks)
    _tell_misread(written)
    numbers = set(written.places.years)
    changes = change_rows(change for change in plan.changes if change.number in numbers)
    told = [row for number, problem in plan.problems for row in problem_rows(number, [problem])]
    refused = [(reading.document, reading.refused) for reading in written.refused if reading.refused]
    for document, problem in refused:
        told += problem_rows(None, [replace(problem, message=f"{document.name}: {problem.message}")])
    missing = _missing_rows(plan, numbers, _why_not(plan.tasks, refused))
    write.insert(conn, Rows(changes=changes, problems=told, missing=missing))
    _write_documents(written, plan.drafts)
    write.insert(conn, life_rows(conn, read_mandates(resource("mandates.toml"))))
    kept = tuple(problem.message for _, problem in plan.problems)
    return Built(len(numbers), tuple((document.name, why.message) for document, why in refused), kept, len(changes))


def _put_in_order(written: _Written, tasks: Sequence[Task]) -> None:
    """Correct the days and meetings that break the order of the numbers, and tell each."""
    others = {task.number: tuple((r.upstream, r.adopted) for r in task.records if r.adopted) for task in tasks}
    adoptions = [
        Adoption(row.number, row.adopted, row.meeting, others.get(row.number, ()))
        for row in sorted(written.resolutions, key=lambda row: row.number)
    ]
    for one in put_in_order(adoptions):
        write.correct_adoption(written.conn, one.number, one.day, one.meeting)
        write.insert(written.conn, Rows(problems=problem_rows(one.number, [one.problem])))


def _tell_misread(written: _Written) -> None:
    """A problem for each word and sign that must have been misread."""
    told = misread.find_misread(written.typed, written.spelt)
    rows = [row for number, problem in told for row in problem_rows(number, [problem])]
    write.insert(written.conn, Rows(problems=rows))


def _write_documents(written: _Written, drafts: Sequence[VoteRow]) -> None:
    """The drafts, the documents that are only cited, and every citation with the document it is of."""
    rows, places = _draft_rows(drafts), written.places
    for draft in rows.documents:
        places.documents.setdefault(draft.symbol, draft.id)
    rows.extend(link.citation_rows(written.citing, places, FIRST_OTHER + len(rows.documents)))
    write.insert(written.conn, rows)


def _write_strays(written: _Written) -> None:
    """Texts that only a file of another name holds; where a file of the right name was there, that was taken."""
    for number, found in sorted(written.strays.items()):
        if number in written.places.years:
            problems = [Problem("two-files", f"{r.document.name} holds it too; its name says otherwise") for r in found]
            write.insert(written.conn, Rows(problems=problem_rows(number, problems)))
        else:
            written.write([choose(found)])


def _draft_rows(drafts: Sequence[VoteRow]) -> Rows:
    """Drafts that were vetoed or had no majority, the oldest first.

    One that has no symbol bears that of the record of its meeting (`S/PV.45`), which several can have. What was voted
    on can be more than the symbol says: `S/10805/Rev.1 (as amended)`.
    """
    rows = Rows()
    for id_, row in enumerate(reversed(drafts), FIRST_OTHER):
        ballots = [BallotRow(id_, read_member(vote.member), vote.vote) for vote in row.votes]
        counts = (row.votes_for, row.votes_against, row.abstentions, row.vetoes)
        rows.documents.append(DocumentRow(id_, "draft", draft_symbol(row.document), row.date, row.title, False))
        rows.drafts.append(DraftRow(id_, row.document, row.outcome, *counts))
        rows.members += [MemberRow(ballot.member) for ballot in ballots]
        rows.votes += ballots
    return rows


def _why_not(tasks: Sequence[Task], refused: Sequence[tuple[RawDocument, Problem]]) -> Mapping[int | None, str]:
    """Why documents whose names give a number do not hold it: another resolution's text, or none that can be read."""
    reasons: dict[int | None, str] = {
        named: f"{document.name} holds the text of resolution {task.number} instead"
        for task in tasks
        for document in task.documents
        if task.number and (named := number_in_name(document.name)) not in (None, task.number)
    }
    for document, problem in refused:
        if document.number:
            reasons[document.number] = f"{document.name} could not be used: {problem.message}"
    return reasons


def _missing_rows(plan: Plan, numbers: set[int], reasons: Mapping[int | None, str]) -> list[MissingRow]:
    """The numbers that are not here and should be: those the Council lists, or the gaps; with the reason."""
    expected = set(plan.listed) or (set(range(min(numbers), max(numbers))) if numbers else set())
    rows = []
    for number in sorted(expected - numbers):
        item = plan.listed.get(number)
        year, title = (item.year, item.title) if item else (None, "")
        rows.append(MissingRow(number, year, title, reasons.get(number, "no source that was fetched has its text")))
    return rows
