"""From the raw store to the database: the one place that runs the whole chain, offline and deterministic.

For each number the best text that there is: the UN's XML, texts corrected by hand, text layers of the UN's PDFs, PDFs.
A lesser source is read only where the better ones give nothing. What other sources tell of it (votes, dates) is merged
in by `scraper.merge`, and reviewed corrections are made before anything is read. Where a source's file has changed,
`scraper.history` says which of its versions is believed, before anything else is planned.

A database that would be worse than the one in place (`scraper.compare`) does not take its place unless a person accepts
that. What is accepted is remembered in the store, so that the next build, of the same store, gives the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.process
import os
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from scraper import __version__, compare, db, history, link
from scraper.errors import NotAResolution, UnscError
from scraper.history import Settled
from scraper.merge import Record, merge
from scraper.models import Change, Parsed, Problem, Quality, Source, Symbol
from scraper.overrides import Correction, OverrideError, Overrides, correct, read_overrides
from scraper.parse import akn, text
from scraper.parse.lines import count_words
from scraper.parse.members import read_member
from scraper.pdf import read_pdf
from scraper.resources import resource
from scraper.upstream import Progress, RawDocument, RawStore, Silent
from scraper.upstream.listing import Listed
from scraper.upstream.votes import VoteRow

BATCH = 40
"""Numbers a worker reads at a time: enough to make the way to it and back cheap."""

FEW = 60
"""With no more numbers than this, starting workers takes longer than reading."""

Item = TypeVar("Item")
Made = TypeVar("Made")

Known = Mapping[str, int]
"""In how many texts the words that lines break stand whole: see `lines.count_words`."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is there for one number: its documents in order of precedence, corrections, and other sources' records."""

    number: int
    documents: tuple[RawDocument, ...]
    known: Known = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one raw document turned out to hold: a resolution's rows, or the reason why there are none."""

    document: RawDocument
    symbol: Symbol | None = None
    rows: db.Rows | None = None
    citing: tuple[link.CitingClause, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one task: the reading that was chosen, those that belong to another number, and the refused documents."""

    chosen: Reading | None
    strays: tuple[Reading, ...]
    refused: tuple[Reading, ...]


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
    with db.writing(target) as conn:
        written = _write_all(conn, plan, progress)
        progress.done()
        progress.start("Checking the database", None)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        db.finish(conn, __version__, now, specimens=specimens, accepted=accept)
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


# -- planning ------------------------------------------------------------------------------------------------------

QUALITIES: Mapping[str, Quality] = {"unxml": "xml", "gold": "corrected", "zenodo": "text-layer", "ods": "pdf"}
"""Sources of texts, the best first, and how good their texts are."""

PRECEDENCE = tuple(QUALITIES)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read, by number; which numbers the Council lists; the votes on drafts that were not adopted.

    changes   what later versions of the sources' files brought
    problems  what is to be told of versions that are not believed, by resolution (None where of none)
    doubted   the digests of the versions that a person has to accept
    """

    tasks: tuple[Task, ...]
    listed: Mapping[int, Listed] = field(default_factory=dict)
    drafts: tuple[VoteRow, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[tuple[int | None, Problem], ...] = ()
    doubted: frozenset[str] = frozenset()


def has_texts(store: RawStore) -> bool:
    """Whether there is any text to build from."""
    return any(next(store.documents(upstream), None) is not None for upstream in PRECEDENCE)


def make_plan(store: RawStore, overrides: Overrides, *, accept: bool = False) -> Plan:
    """Look through the store. Raises WrongContent where the table of votes cannot be read."""
    accepted = store.accepted()
    lines = [
        versions
        for upstream in PRECEDENCE
        for versions in history.lineages(store, upstream)
        if not versions[-1].name.endswith(".json")
    ]
    everything = {version.sha256 for versions in lines for version in versions}
    settled = settle_all(lines, everything if accept else accepted)
    by_number = _by_number(one.document for one in settled)
    ballots, listed = history.read_votes(store, accepted), history.read_list(store, accepted)
    doubted = {*(digest for one in settled for digest in one.doubted), ballots.doubted, listed.doubted} - {""}
    if accept and doubted:
        ballots, listed = history.read_votes(store, accepted | doubted), history.read_list(store, accepted | doubted)
    records = _records(ballots.rows, listed.rows)
    known = _known_words(by_number.values())
    tasks = (
        Task(
            number,
            tuple(found),
            {} if found[0].upstream == "unxml" else known,
            tuple(overrides.get(number, ())),
            tuple(records.get(number, ())),
        )
        for (number, _), found in sorted(by_number.items())
    )
    of_lists = ((None, problem) for problem in (*ballots.problems, *listed.problems))
    return Plan(
        tuple(tasks),
        {item.number: item for item in listed.rows},
        tuple(row for row in ballots.rows if row.number is None),
        (*(change for one in settled for change in one.changes), *ballots.changes),
        (*(problem for one in settled for problem in one.problems()), *of_lists),
        frozenset(doubted),
    )


def _records(ballots: Iterable[VoteRow], listed: Iterable[Listed]) -> Mapping[int, Sequence[Record]]:
    """What the table of votes and the Council's list tell of each resolution; the table is believed first."""
    records: dict[int, list[Record]] = defaultdict(list)
    for row in ballots:
        if row.number is not None:
            records[row.number].append(_record_of_vote(row))
    for item in listed:
        day = item.adopted.isoformat() if item.adopted else None
        records[item.number].append(Record("listing", day, item.title))
    return records


def settle_all(lines: Sequence[Sequence[RawDocument]], accepted: Container[str]) -> list[Settled]:
    """Of each document the version that is believed, in their order; `lines` are all versions of each."""
    known: Known = {}
    if any(len(versions) > 1 and versions[-1].upstream != "unxml" for versions in lines):
        known = _known_words(_by_number(versions[-1] for versions in lines).values())
    judge = partial(_settle, known=known, accepted=accepted)
    judged = chain.from_iterable(_spread(judge, [versions for versions in lines if len(versions) > 1]))
    return [next(judged) if len(versions) > 1 else Settled(versions[0]) for versions in lines]


def _settle(versions: Sequence[RawDocument], known: Known, accepted: Container[str]) -> Settled:
    return history.settle(versions, lambda document: _parse(document, Task(0, (), known))[0], accepted)


def _by_number(documents: Iterable[RawDocument]) -> dict[tuple[int, str], list[RawDocument]]:
    """Documents by the resolution they should hold, or, where that is not known, each by itself."""
    by_number: dict[tuple[int, str], list[RawDocument]] = defaultdict(list)
    for document in documents:
        by_number[(document.number, "") if document.number else (0, document.name)].append(document)
    return by_number


def _known_words(found: Iterable[list[RawDocument]]) -> Known:
    """How the corpus writes the words that its typed lines break, by the texts that have no XML beside them."""
    texts = [d for documents in found if documents[0].upstream != "unxml" for d in documents if d.upstream != "ods"]
    return count_words(document.read().decode("utf-8", "replace") for document in texts)


def _record_of_vote(row: VoteRow) -> Record:
    ballots = tuple(type(vote)(read_member(vote.member), vote.vote) for vote in row.votes)
    return Record(
        "votes", row.date, row.title, row.votes_for, row.votes_against, row.abstentions, ballots, row.notes
    )  # fmt: skip


# -- reading -------------------------------------------------------------------------------------------------------


def _spread(act: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[list[Made]]:
    """What `act` makes of each item, batch by batch, on all cores where there is much; in order.

    It goes on while what came before is being used. `act` must be a function of this module, or a partial of one.
    """
    ranges = [(i, i + BATCH) for i in range(0, len(items), BATCH)]
    if len(items) <= FEW or not _can_spread():
        _take_work(act, items)
        yield from map(_work_on, ranges)
        return
    with ProcessPoolExecutor(mp_context=_context(), initializer=_take_work, initargs=(act, items)) as pool:
        yield from pool.map(_work_on, ranges)


_work: tuple[Callable[[Any], Any], Sequence[Any]] = (repr, ())


def _take_work(act: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """In a worker: all items, which a forked process has for nothing; it is then told which of them are its own."""
    global _work
    _work = act, items
    gc.disable()
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """A killed build must not leave its workers waiting for ever, with the lock on its file in their hands."""
    parent.join()
    os._exit(1)


def _can_spread() -> bool:
    """Whether processes can share work here: not on one core, nor where a user may make no semaphore.

    That is so in a container whose /dev/shm is closed to all but root.
    """
    try:
        _context().Lock()
    except (OSError, ImportError):
        return False
    return (os.cpu_count() or 1) > 1


def _context() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux), for it starts at once; the platform's own way elsewhere."""
    return multiprocessing.get_context("fork" if os.uname().sysname == "Linux" else None)


def _work_on(chosen: tuple[int, int]) -> list[Any]:
    act, items = _work
    return [act(item) for item in items[slice(*chosen)]]


def _do(task: Task) -> Outcome:
    """Read documents in order of precedence until one source has the number."""
    strays: list[Reading] = []
    refused: list[Reading] = []
    for upstream in PRECEDENCE:
        held: list[Reading] = []
        for document in task.documents:
            if document.upstream != upstream:
                continue
            for reading in _read(document, task):
                if reading.symbol is None:
                    refused.append(reading)
                else:
                    (held if reading.symbol.number == task.number else strays).append(reading)
        if held:
            return Outcome(_choose(held), tuple(strays), tuple(refused))
    return Outcome(None, tuple(strays), tuple(refused))


def _read(document: RawDocument, task: Task) -> list[Reading]:
    """Parse one document and make its rows; a document that is no resolution is named, never raised."""
    try:
        found, made = _parse(document, task)
    except OverrideError:
        raise
    except NotAResolution as error:
        return [Reading(document, refused=f"not-a-resolution: {error}")]
    except UnscError as error:
        return [Reading(document, refused=f"unreadable: {error}")]
    return [_make_reading(document, parsed, task, made) for parsed in found]


def _parse(document: RawDocument, task: Task) -> tuple[list[Parsed], tuple[Problem, ...]]:
    """Everything a document holds, with the corrections meant for its source made before it is read."""
    data = document.read()
    if document.upstream == "unxml":
        if not task.corrections:
            return [akn.parse(data)], ()
        words, made = correct(data.decode("utf-8"), document.upstream, task.corrections)
        return [akn.parse(words.encode())], made
    words = read_pdf(data) if document.upstream == "ods" else text.read_text(data)
    words, made = correct(words, document.upstream, task.corrections)
    return text.parse(words, QUALITIES[document.upstream], task.known), made


def _make_reading(document: RawDocument, parsed: Parsed, task: Task, made: tuple[Problem, ...]) -> Reading:
    symbol = parsed.resolution.facts.symbol
    records = task.records if symbol.number == task.number else ()
    merged, taken = merge(parsed, records)
    source = Source(document.upstream, document.url, document.sha256, document.retrieved)
    sources = [("text", source)]
    if parsed.resolution.facts.votes:
        sources.append(("votes", source))
    sources += [(gives, Source(upstream, "", "", "")) for gives, upstream in taken]
    rows = db.make_rows(merged, sources)
    clauses = merged.resolution.clauses
    rows["bases"] = link.basis_rows(symbol, clauses)
    differing = link.compare_flag(merged.resolution.facts.chapter_vii, clauses, rows["bases"])
    rows["problems"] += db.problem_rows(symbol.number, (*made, *differing))
    return Reading(document, symbol, rows, tuple(link.find(symbol, clauses)))


# -- choosing and writing ------------------------------------------------------------------------------------------


def _choose(found: Sequence[Reading]) -> Reading:
    """Of two files, the one that stands in the folder of its own year; both are named.

    2193 to 2195 (2014) stand in the folders of 2014 and of 2015; 2464 (2019) twice in one.
    """
    best = max(found, key=_fitness)
    for other in found:
        if other is not best and best.rows and other.rows and best.symbol:
            problem = Problem("two-files", f"{other.document.name} holds it too, {_compare(best, other)}")
            best.rows["problems"] += db.problem_rows(best.symbol.number, [problem])
    return best


def _fitness(reading: Reading) -> tuple[bool, str]:
    in_its_year = reading.symbol is not None and f"{reading.symbol.year}/" in reading.document.name
    return (in_its_year, reading.document.name)


def _compare(best: Reading, other: Reading) -> str:
    assert best.rows is not None
    assert other.rows is not None
    same = best.rows["units"] == other.rows["units"]
    return "with the same words" if same else "with other words; the file in the folder of its year was taken"


@dataclass(slots=True)
class _Written:
    """What has been written so far, and what has to wait for the rest."""

    conn: sqlite3.Connection
    places: link.Places = field(default_factory=link.Places)
    citing: list[link.CitingClause] = field(default_factory=list)
    strays: dict[int, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    refused: list[Reading] = field(default_factory=list)

    def write(self, readings: Sequence[Reading]) -> None:
        """Write resolutions, and remember their places and citations."""
        rows = _join(reading.rows for reading in readings if reading.rows)
        db.insert(self.conn, rows)
        self.places.add(rows)
        for reading in readings:
            self.citing += reading.citing

    def take(self, outcome: Outcome) -> None:
        """Keep what a task left over."""
        self.refused += outcome.refused
        for reading in outcome.strays:
            if reading.symbol:
                self.strays[reading.symbol.number].append(reading)


def _write_all(conn: sqlite3.Connection, plan: Plan, progress: Progress) -> Built:
    """Write resolutions as they are read, then what needs them all: strays, citations, what is missing."""
    written = _Written(conn)
    for batch in _spread(_do, plan.tasks):
        progress.advance(len(batch))
        written.write([outcome.chosen for outcome in batch if outcome.chosen])
        for outcome in batch:
            written.take(outcome)
    _write_strays(written)
    numbers = set(written.places.years)
    changes = [change for change in plan.changes if change.number in numbers]
    db.insert(conn, {"changes": db.change_rows(changes)})
    db.insert(conn, {"problems": [row for number, told in plan.problems for row in db.problem_rows(number, [told])]})
    db.insert(conn, {"problems": [row for reading in written.refused for row in _refusal(reading)]})
    db.insert(conn, {"citations": list(link.resolve_all(written.citing, written.places))})
    db.insert(conn, _draft_rows(plan.drafts))
    db.insert(conn, {"missing": _missing_rows(plan, numbers, written.refused)})
    kept = tuple(problem.message for _, problem in plan.problems)
    return Built(len(numbers), tuple((r.document.name, r.refused) for r in written.refused), kept, len(changes))


def _write_strays(written: _Written) -> None:
    """Texts that only a file of another name holds; where a file of the right name was there, that was taken."""
    for number, found in sorted(written.strays.items()):
        if number in written.places.years:
            problems = [Problem("two-files", f"{r.document.name} holds it too; its name says otherwise") for r in found]
            db.insert(written.conn, {"problems": db.problem_rows(number, problems)})
        else:
            written.write([_choose(found)])


def _join(many: Iterable[db.Rows]) -> db.Rows:
    """The rows of several resolutions by table, so that each table is written in one go."""
    joined: db.Rows = defaultdict(list)
    for rows in many:
        for table, of_one in rows.items():
            joined[table] += of_one
    return joined


def _refusal(reading: Reading) -> list[tuple[object, ...]]:
    code, _, message = reading.refused.partition(": ")
    return db.problem_rows(None, [Problem(code, f"{reading.document.name}: {message}")])


def _draft_rows(drafts: Sequence[VoteRow]) -> db.Rows:
    """Drafts that were vetoed or had no majority, the oldest first."""
    rows: db.Rows = defaultdict(list)
    for i, row in enumerate(reversed(drafts), 1):
        counts = (row.votes_for, row.votes_against, row.abstentions, row.vetoes)
        rows["drafts"].append((i, row.document, row.date, row.outcome, row.title, *counts))
        rows["members"] += [(read_member(vote.member),) for vote in row.votes]
        rows["draft_votes"] += [(i, read_member(vote.member), vote.vote) for vote in row.votes]
    return rows


def _missing_rows(plan: Plan, numbers: set[int], refused: Sequence[Reading]) -> list[tuple[object, ...]]:
    """The numbers that are not here and should be: those the Council lists, or the gaps; with the reason."""
    expected = set(plan.listed) or (set(range(min(numbers), max(numbers))) if numbers else set())
    reasons: dict[int, str] = {}
    for reading in refused:
        if reading.document.number:
            message = reading.refused.partition(": ")[2]
            reasons[reading.document.number] = f"{reading.document.name} could not be used: {message}"
    rows: list[tuple[object, ...]] = []
    for number in sorted(expected - numbers):
        item = plan.listed.get(number)
        year, title = (item.year, item.title) if item else (None, "")
        rows.append((number, year, title, reasons.get(number, "no source that was fetched has its text")))
    return rows
