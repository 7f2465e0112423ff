"""From the raw store to the database: the one place that runs the whole chain, offline and deterministic."""

from __future__ import annotations

import gc
import multiprocessing
import os
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
    documents = [d for d in store.documents("unxml") if d.name.endswith(".xml")]
    progress.start("Reading documents", len(documents))
    with _without_garbage_collection():
        readings = list(_read_all(documents, progress))
        progress.done()
        progress.start("Writing the database", None)
        chosen = _choose(readings)
        refused = [(r.document, r.refused) for r in readings if r.refused]
        with db.writing(target) as conn:
            db.insert(conn, _join(r.rows for _, r in sorted(chosen.items()) if r.rows))
            db.insert(conn, {"problems": [row for d, why in refused for row in _refusal(d, why)]})
            db.finish(conn, __version__, datetime.now(UTC).isoformat(timespec="seconds"), specimens=specimens)
    progress.done()
    return Built(len(chosen), tuple((document.name, why) for document, why in refused))


class _without_garbage_collection:  # noqa: N801
    """A build makes millions of small values and no cycles worth looking for; the collector would cost a fifth."""

    def __enter__(self) -> None:
        self.was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.was_enabled:
            gc.enable()


# -- reading -------------------------------------------------------------------------------------------------------


def _read_all(documents: Sequence[RawDocument], progress: Progress) -> Iterator[Reading]:
    """Read documents, on all cores where there are many; the order is that of the documents."""
    batches = [documents[i : i + BATCH] for i in range(0, len(documents), BATCH)]
    if len(documents) <= FEW or (os.cpu_count() or 1) == 1:
        results = map(_read_batch, batches)
        for batch in results:
            progress.advance(len(batch))
            yield from batch
        return
    with ProcessPoolExecutor(mp_context=_context(), initializer=gc.disable) as pool:
        for batch in pool.map(_read_batch, batches):
            progress.advance(len(batch))
            yield from batch


def _context() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux), for it starts at once; the platform's own way elsewhere."""
    return multiprocessing.get_context("fork" if os.uname().sysname == "Linux" else None)


def _read_batch(documents: Sequence[RawDocument]) -> list[Reading]:
    return [_read(document) for document in documents]


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


def _choose(readings: Iterable[Reading]) -> dict[int, Reading]:
    """One reading a number. Of two files, the one that stands in the folder of its own year; both are named.

    2193 to 2195 (2014) stand in the folders of 2014 and of 2015; 2464 (2019) twice in one.
    """
    by_number: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.symbol:
            by_number[reading.symbol.number].append(reading)
    return {number: _choose_one(found) for number, found in by_number.items()}


def _choose_one(found: Sequence[Reading]) -> Reading:
    if len(found) == 1:
        return found[0]
    best = max(found, key=lambda r: (r.symbol is not None and f"{r.symbol.year}/" in r.document.name, r.document.name))
    assert best.symbol is not None
    assert best.rows is not None
    number = best.symbol.number
    for other in found:
        if other is not best:
            problem = Problem("two-files", f"{other.document.name} holds it too, {_compare(best, other)}")
            best.rows["problems"] += db.problem_rows(number, [problem])
    return best


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


def _refusal(document: RawDocument, why: str) -> list[tuple[object, ...]]:
    code, _, message = why.partition(": ")
    return db.problem_rows(None, [Problem(code, f"{document.name}: {message}")])
