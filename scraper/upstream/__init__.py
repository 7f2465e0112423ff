"""Everything that knows the outside: fetching from the hosts, importing from disk, and the store of what came.

Texts are taken from the best source that has them, in this order: the UN's XML; texts corrected by hand; text layers of
the UN's PDFs; PDFs of the Official Document System. Where a better source could not be asked, a lesser one is not taken
in its place: the number is reported, and another run brings it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from scraper.errors import UnsafeArchive, UpstreamError, WrongContent
from scraper.upstream import unxml
from scraper.upstream.archives import Member, read_members
from scraper.upstream.fetch import Fetcher
from scraper.upstream.github import Run
from scraper.upstream.raw import RawDocument, RawStore, StoreError
from scraper.upstream.recognise import IMPORTED, recognise
from scraper.upstream.report import Progress, Report, Silent, Skipped
from scraper.upstream.selection import Selection, read_selection

__all__ = [
    "Fetcher",
    "Progress",
    "RawDocument",
    "RawStore",
    "Report",
    "Selection",
    "Silent",
    "Skipped",
    "StoreError",
    "fetch",
    "import_paths",
    "read_selection",
]

ROUNDS = 3
"""How often a run comes back to what failed, with a pause before each time."""

Task = Callable[[Run], Report]


def fetch(store: RawStore, what: Selection, fetcher: Fetcher, progress: Progress) -> Report:
    """Fetch what is asked for into the store, and report.

    What is there already is not fetched again; what fails is reported and the rest done. Raises StoreError where the
    store cannot be written or another run is at work in it.
    """
    with store.lock():
        damaged = store.drop_damaged()
        run = Run(store, fetcher, progress)
        if what.everything or what.new:
            report = _in_rounds(run, [unxml.fetch_all])
        else:
            report = _in_rounds(run, [lambda run: _fetch_selected(run, what)])
    return Report(sentences=tuple(f"{name} was damaged in the store, and dropped." for name in damaged)) + report


def _in_rounds(run: Run, tasks: Sequence[Task]) -> Report:
    """Do each task; come back, twice at most, to those that left something undone which may still be had."""
    finished, left = Report(), list(tasks)
    for after_round in range(1, ROUNDS + 1):
        reports = [(task, _attempt(task, run)) for task in left]
        again = run.fetcher.worth_another_round() and after_round < ROUNDS
        left = [task for task, report in reports if report.failed] if again else []
        for task, report in reports:
            counted = replace(report, already=report.already if after_round == 1 else 0)
            finished += replace(counted, missing=(), failed=(), sentences=()) if task in left else counted
        if not left:
            break
        run.fetcher.rest(after_round)
    return finished


def _attempt(task: Task, run: Run) -> Report:
    try:
        return task(run)
    except (UpstreamError, UnsafeArchive) as error:
        run.progress.done()
        return Report(failed=(str(error),))


def _fetch_selected(run: Run, what: Selection) -> Report:
    dated = _numbers_of_dates(run, what.dates) if what.dates else frozenset()
    wanted = what.numbers | dated
    there = wanted & (numbers_in(run.store) - unxml.incomplete_numbers(run.store))
    wanted -= there
    report = Report(already=len(there))
    for fetch_numbers in (unxml.fetch_numbers,):
        if not wanted or report.failed:
            break
        report += _without_already(fetch_numbers(run, wanted))
        wanted -= numbers_in(run.store)
    if report.failed:
        return report
    missing = tuple(sorted(wanted))
    return report + Report(missing=missing, sentences=tuple(f"Resolution {n}: no source has it." for n in missing))


def _without_already(report: Report) -> Report:
    return Report(fetched=report.fetched, failed=report.failed, sentences=report.sentences)


def numbers_in(store: RawStore) -> frozenset[int]:
    """The resolutions of which the store has a text."""
    return frozenset(document.number for document in store.documents() if document.number is not None)


def _numbers_of_dates(run: Run, spans: Iterable[tuple[date, date]]) -> frozenset[int]:
    """The resolutions adopted in these spans of days, by the UN's records of the years."""
    years = {year for first, last in spans for year in range(first.year, last.year + 1)}
    unxml.fetch_records(run, {year for year in years if year >= unxml.FIRST_YEAR})
    return frozenset(
        record.number
        for record in unxml.records(run.store)
        if record.adopted and any(first <= record.adopted <= last for first, last in spans)
    )


# -- from disk -------------------------------------------------------------------------------------------------


def import_paths(store: RawStore, paths: Sequence[Path], progress: Progress) -> Report:
    """Take resolutions from files, folders, zip and tar archives into the store; tell what was not taken, and why.

    Raises StoreError where the store cannot be written or another run is at work in it.
    """
    report = Report()
    with store.lock():
        for path in paths:
            report += _import_path(store, path, progress)
        store.flush()
    return report


def _import_path(store: RawStore, path: Path, progress: Progress) -> Report:
    report = Report()
    if not path.exists():
        return Report(failed=(f"{path} does not exist.",))
    progress.start(f"Importing {path.name}", None)
    try:
        known = {(document.upstream, document.sha256) for document in store.documents()}
        for member in read_members(path.resolve()):
            report += _import_member(store, path, member, known)
            progress.advance()
    except UnsafeArchive as error:
        report += Report(failed=(str(error),))
    except OSError as error:
        report += Report(failed=(f"{path} cannot be read: {error.strerror}.",))
    progress.done()
    return report


def _import_member(store: RawStore, path: Path, member: Member, known: set[tuple[str, str]]) -> Report:
    if member.data is None:
        return Report(skipped=(Skipped(member.name, member.reason),))
    found = recognise(_full_name(path, member), member.data)
    if isinstance(found, str):
        return Report(skipped=(Skipped(member.name, found),))
    digest = hashlib.sha256(member.data).hexdigest()
    if found.name.startswith(IMPORTED) and (found.upstream, digest) in known:
        return Report(already=1)
    try:
        put = store.put(
            found.upstream, found.name, member.data, url=found.url, number=found.number, via="import", sync=False
        )
    except WrongContent as error:
        return Report(skipped=(Skipped(member.name, str(error)),))
    return Report(fetched=1) if put else Report(already=1)


def _full_name(path: Path, member: Member) -> str:
    """Where the file stands: of one on disk the folders above it may tell what it is, too."""
    full = path.resolve()
    if full.is_dir():
        return f"{full.as_posix()}/{member.name}"
    return full.as_posix() if member.name == full.name else member.name
