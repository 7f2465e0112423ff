"""From the raw store to the database: the one place that runs the whole chain, offline and deterministic."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scraper import __version__, db
from scraper.errors import NotAResolution, UnscError
from scraper.models import Parsed, Problem, Source, Symbol
from scraper.parse import akn
from scraper.upstream import Progress, RawDocument, RawStore, Silent

BATCH = 40
"""Documents a worker reads at a time: enough to make the way to it and back cheap."""

FEW = 60
"""With no more documents than this, starting workers takes longer than reading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one raw document turned out to hold: a resolution's rows, or the reason why there are none."""

    document: RawDocument
    symbol: Symbol | None = None
    rows: db.Rows | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: how many resolutions, and which files gave none, with the reason."""

    resolutions: int
    refused: tuple[tuple[str, str], ...]


def build(store: RawStore, target: Path, *, specimens: bool = False, progress: Progress | None = None) -> Built:
    """Read every document of the store and write the database, whole or not at all.

    Raises DatabaseError where it cannot be written or does not pass its own checks.
    """
    progress = progress or Silent()
    documents = _documents(store)
    progress.start("Reading documents", len(documents))
    with _without_garbage_collection(), db.writing(target) as conn:
        written = _write_all(conn, documents, progress)
        progress.done()
        progress.start("Checking the database", None)
        db.finish(conn, __version__, datetime.now(UTC).isoformat(timespec="seconds"), specimens=specimens)
    progress.done()
    return written


def _write_all(conn: sqlite3.Connection, documents: Sequence[list[RawDocument]], progress: Progress) -> Built:
    """Write resolutions as they are read. A file that holds another number than its name says waits for the end."""
    numbers: set[int] = set()
    refused: list[tuple[str, str]] = []
    strays: dict[int, list[Reading]] = defaultdict(list)
    for batch in _read_all(documents):
        progress.advance(sum(len(found) for found in batch))
        chosen = []
        for found in batch:
            refused += [(r.document.name, r.refused) for r in found if r.refused]
            held = [r for r in found if r.symbol and r.symbol.number == r.document.number]
            for reading in found:
                if reading.symbol and reading not in held:
                    strays[reading.symbol.number].append(reading)
            if held:
                chosen.append(_choose(held))
        db.insert(conn, _join(r.rows for r in chosen if r.rows))
        numbers |= {r.symbol.number for r in chosen if r.symbol}
    numbers |= _write_strays(conn, strays, numbers)
    db.insert(conn, {"problems": [row for name, why in refused for row in _refusal(name, why)]})
    return Built(len(numbers), tuple(refused))


def _write_strays(conn: sqlite3.Connection, strays: dict[int, list[Reading]], numbers: set[int]) -> set[int]:
    """Resolutions that only files named otherwise hold; where a file of the right name was there, that was taken."""
    for number, found in sorted(strays.items()):
        if number in numbers:
            problems = [Problem("two-files", f"{r.document.name} holds it too; its name says otherwise") for r in found]
            db.insert(conn, {"problems": db.problem_rows(number, problems)})
        elif rows := _choose(found).rows:
            db.insert(conn, rows)
    return set(strays)


class _without_garbage_collection:  # noqa: N801
    """A build makes millions of small values and no cycles worth looking for; the collector would cost a fifth."""

    def __enter__(self) -> None:
        self.was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.was_enabled:
            gc.enable()


# -- reading -------------------------------------------------------------------------------------------------------


def _documents(store: RawStore) -> list[list[RawDocument]]:
    """The documents to be read, those of one number together, in order of the numbers."""
    by_number: dict[tuple[int, str], list[RawDocument]] = defaultdict(list)
    for document in store.documents("unxml"):
        if document.name.endswith(".xml"):
            by_number[(document.number, "") if document.number else (0, document.name)].append(document)
    return [by_number[key] for key in sorted(by_number)]


def _read_all(documents: Sequence[list[RawDocument]]) -> Iterator[list[list[Reading]]]:
    """Read documents batch by batch, on all cores where there are many, while those before are being written."""
    batches = [documents[i : i + BATCH] for i in range(0, len(documents), BATCH)]
    if len(documents) <= FEW or (os.cpu_count() or 1) == 1:
        yield from map(_read_batch, batches)
        return
    with ProcessPoolExecutor(mp_context=_context(), initializer=gc.disable) as pool:
        yield from pool.map(_read_batch, batches)


def _context() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux), for it starts at once; the platform's own way elsewhere."""
    return multiprocessing.get_context("fork" if os.uname().sysname == "Linux" else None)


def _read_batch(batch: Sequence[list[RawDocument]]) -> list[list[Reading]]:
    return [[_read(document) for document in documents] for documents in batch]


def _read(document: RawDocument) -> Reading:
    """Parse one document and make its rows; a document that is no resolution is named, never raised."""
    try:
        parsed = akn.parse(document.read())
    except NotAResolution as error:
        return Reading(document, refused=f"not-a-resolution: {error}")
    except UnscError as error:
        return Reading(document, refused=f"unreadable: {error}")
    return Reading(document, parsed.resolution.facts.symbol, db.make_rows(parsed, _sources(document, parsed)))


def _sources(document: RawDocument, parsed: Parsed) -> list[tuple[str, Source]]:
    source = Source(document.upstream, document.url, document.sha256, document.retrieved)
    return [("text", source), ("votes", source)] if parsed.resolution.facts.votes else [("text", source)]


# -- choosing and joining ------------------------------------------------------------------------------------------


def _choose(found: Sequence[Reading]) -> Reading:
    """One reading a number. Of two files, the one that stands in the folder of its own year; both are named.

    2193 to 2195 (2014) stand in the folders of 2014 and of 2015; 2464 (2019) twice in one.
    """
    best = max(found, key=_fitness)
    for other in found:
        if other is not best and best.rows and other.rows and best.symbol:
            problem = Problem("two-files", f"{other.document.name} holds it too, {_compare(best, other)}")
            best.rows["problems"] += db.problem_rows(best.symbol.number, [problem])
    return best


def _fitness(reading: Reading) -> tuple[bool, bool, str]:
    in_its_year = reading.symbol is not None and f"{reading.symbol.year}/" in reading.document.name
    return (reading.rows is not None, in_its_year, reading.document.name)


def _compare(best: Reading, other: Reading) -> str:
    assert best.rows is not None
    assert other.rows is not None
    same = best.rows["units"] == other.rows["units"]
    return "with the same words" if same else "with other words; the file in the folder of its year was taken"


def _join(many: Iterable[db.Rows]) -> db.Rows:
    """The rows of all resolutions by table, so that each table is written in one go."""
    joined: db.Rows = defaultdict(list)
    for rows in many:
        for table, of_one in rows.items():
            joined[table] += of_one
    return joined


def _refusal(name: str, why: str) -> list[tuple[object, ...]]:
    code, _, message = why.partition(": ")
    return db.problem_rows(None, [Problem(code, f"{name}: {message}")])
