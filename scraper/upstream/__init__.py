"""Everything that knows the outside: fetching from the hosts, importing from disk, and the store of what came.

Texts are taken from the best source that has them, in the order of `scraper.sources`. Where a better source could not
be asked, a lesser one is not taken in its place: the number is reported, and another run brings it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from scraper.errors import UnsafeArchive, UpstreamError, WrongContent
from scraper.sources import TEXTS
from scraper.terminal import in_one_line
from scraper.upstream import cr_unsc, listing, ods, unxml, votes
from scraper.upstream.archives import Member, read_members
from scraper.upstream.detect import IMPORTED, detect
from scraper.upstream.fetch import Fetcher
from scraper.upstream.github import Run
from scraper.upstream.raw import RawDocument, RawStore, StoreError
from scraper.upstream.reach import why_nobody_answers
from scraper.upstream.report import FetchReport, Progress, Silent, Skipped, first_few
from scraper.upstream.retry import attempt, in_rounds
from scraper.upstream.selection import HIGHEST, Selection, read_selection

__all__ = [
    "FetchReport",
    "Fetcher",
    "Known",
    "Progress",
    "RawDocument",
    "RawStore",
    "Selection",
    "Silent",
    "Skipped",
    "StoreError",
    "fetch",
    "first_few",
    "import_paths",
    "known_resolutions",
    "numbers_in",
    "read_selection",
    "why_nobody_answers",
]


def fetch(store: RawStore, what: Selection, fetcher: Fetcher, progress: Progress) -> FetchReport:
    """Fetch what is asked for into the store, and report.

    What is there already is not fetched again; what fails is reported and the rest done. Raises StoreError where the
    store cannot be written or another run is at work in it.
    """
    with store.lock():
        damaged, before = store.repair(), _earlier(store)
        run = Run(store, fetcher, progress)
        if what.everything or what.new:
            report = _fetch_everything(run)
        else:
            report = in_rounds(run, [lambda run: _fetch_selected(run, what)])
        report += FetchReport(sentences=tuple(run.remarks))
        if report.fetched:
            store.flush()
            report += FetchReport(sentences=tuple(left_out(store)))
        if not report.failed:
            store.clear_scratch()
    if report.failed and (why := fetcher.why_unreachable()):
        report = replace(report, failed=(why,), sentences=())
    return (_say_repaired(damaged) + report + _say_replaced(_earlier(store) - before)).without_repeats()


def _say_repaired(damaged: Sequence[str]) -> FetchReport:
    return FetchReport(sentences=tuple(f"{name} was damaged in the store, and dropped." for name in damaged))


def _earlier(store: RawStore) -> set[tuple[str, str, int]]:
    """The versions of documents that were replaced so far."""
    found = ((upstream, store.earlier(upstream)) for upstream in store.upstreams())
    return {(u, name, one.version) for u, by_name in found for name, versions in by_name.items() for one in versions}


def _say_replaced(replaced: Collection[tuple[str, str, int]]) -> FetchReport:
    """That documents came with other bytes than before: what that means is told by the build, which can read them."""
    names = [in_one_line(name) for name in sorted(f"{upstream}/{name}" for upstream, name, _ in replaced)]
    if not names:
        return FetchReport()
    said = f"Changed since they last came: {first_few(names)}."
    return FetchReport(sentences=(f"{said} What was there before is kept; unsc build says what is taken.",))


def _fetch_everything(run: Run) -> FetchReport:
    """All sources; then PDFs for what none of them has, if those with texts could all be asked."""
    texts = in_rounds(run, [task for name in TEXTS if (task := FETCHERS[name].everything)])
    about = in_rounds(run, [task for name, each in FETCHERS.items() if name not in TEXTS and (task := each.everything)])
    if texts.failed:
        return texts + about
    years = {known.number: known.year for known in known_resolutions(run.store).values()}
    chosen, later = ods.choose(run.store, _without(years, numbers_in(run.store)))
    pdfs = in_rounds(run, [lambda run: ods.fetch_pdfs(run, _still_wanted(run.store, chosen))])
    return texts + about + pdfs + FetchReport(sentences=tuple(_say_absent(run.store, years, later)))


def _still_wanted(store: RawStore, years: Mapping[int, int]) -> dict[int, int]:
    return _without(years, numbers_in(store) | ods.absent_lately(store))


def _say_absent(store: RawStore, years: Mapping[int, int], later: int) -> Iterator[str]:
    if absent := len(years.keys() - numbers_in(store)):
        yield f"Of {len(years):,} resolutions known, {absent:,} have no text here; unsc status names them."
    if later:
        yield f"{later:,} of them may have a PDF that was not looked for yet; unsc fetch new looks for some more."


def _without(years: Mapping[int, int], numbers: Collection[int]) -> dict[int, int]:
    return {number: year for number, year in years.items() if number not in numbers}


# -- numbers and dates -----------------------------------------------------------------------------------------


def _fetch_selected(run: Run, what: Selection) -> FetchReport:
    report = FetchReport()
    wanted = set(what.numbers)
    if what.dates:
        report, dated = _numbers_of_dates(run, what.dates)
        wanted |= dated
    there = wanted & (numbers_in(run.store) - unxml.incomplete_numbers(run.store))
    report += FetchReport(already=len(there))
    return report + _fetch_numbers(run, wanted - there)


def _fetch_numbers(run: Run, wanted: set[int]) -> FetchReport:
    """Ask the sources in turn for what is still wanted; stop where one fails, so that no lesser one takes its place."""
    report = FetchReport()
    unlisted: tuple[int, ...] = ()
    first, *others = (step for name in TEXTS if (step := FETCHERS[name].numbers))
    for step in (first, _ask_the_list, *others):
        if not wanted or report.failed:
            break
        report += replace(attempt(partial(step, run, wanted), run), already=0)
        wanted = wanted - numbers_in(run.store)
        if step is _ask_the_list:
            unlisted = _unlisted(run.store, wanted)
            wanted = wanted - set(unlisted)
    if not report.failed:
        report += _say_missing(run.store, sorted(wanted), unlisted)
    return report


def _ask_the_list(run: Run, numbers: set[int]) -> FetchReport:
    """Bring the Council's own list, by which a number that does not exist costs no further request."""
    if max(numbers) < unxml.FIRST:
        return FetchReport()
    try:
        return replace(listing.fetch_listing(run), fetched=0)
    except UpstreamError as error:
        return FetchReport(sentences=(str(error),))


def _unlisted(store: RawStore, numbers: set[int]) -> tuple[int, ...]:
    """The numbers beyond the end of the Council's list; none where it could not be had."""
    newest = max((listed.number for listed in listing.listed(store)), default=HIGHEST)
    return tuple(sorted(number for number in numbers if number > newest))


def _fetch_pdfs(run: Run, numbers: set[int]) -> FetchReport:
    known = known_resolutions(run.store)
    if numbers - known.keys():
        listing.fetch_listing(run)
        known = known_resolutions(run.store)
    return ods.fetch_pdfs(run, {n: known[n].year for n in numbers if n in known})


@dataclass(frozen=True, slots=True)
class Fetching:
    """How a source of `scraper.sources` is fetched.

    everything  all that it has; None for one that is only asked number by number, for what no other has
    numbers     the texts of these numbers; None for one that has no texts
    """

    everything: Callable[[Run], FetchReport] | None
    numbers: Callable[[Run, set[int]], FetchReport] | None


FETCHERS: Mapping[str, Fetching] = {
    "unxml": Fetching(unxml.fetch_all, unxml.fetch_numbers),
    "gold": Fetching(cr_unsc.fetch_gold, cr_unsc.fetch_gold_numbers),
    "zenodo": Fetching(cr_unsc.fetch_texts, cr_unsc.fetch_texts_numbers),
    "ods": Fetching(None, _fetch_pdfs),
    "votes": Fetching(votes.fetch_votes, None),
    "listing": Fetching(listing.fetch_listing, None),
}


def _say_missing(store: RawStore, nowhere: Sequence[int], unlisted: Sequence[int]) -> FetchReport:
    newest = max((listed.number for listed in listing.listed(store)), default=0)
    sentences = tuple(f"Resolution {n} is not on the Council's list, which ends with {newest}." for n in unlisted)
    return FetchReport(missing=(*nowhere, *unlisted), sentences=sentences)


def _numbers_of_dates(run: Run, spans: Sequence[tuple[date, date]]) -> tuple[FetchReport, set[int]]:
    """The resolutions adopted in these spans of days: by the UN's records, its list, and the table of votes."""
    years = {year for first, last in spans for year in range(first.year, last.year + 1)}
    report = FetchReport()
    if max(years) >= unxml.FIRST_YEAR:
        report += attempt(partial(unxml.fetch_records, run, years), run)
    if min(years) < unxml.FIRST_YEAR:
        report += attempt(partial(votes.fetch_votes, run), run)
    if max(years) >= date.today().year - 1:
        report += attempt(partial(listing.fetch_listing, run), run)
    known = known_resolutions(run.store).values()
    dated = {(k.number, k.adopted) for k in known if k.adopted}
    return replace(report, already=0), {n for n, day in dated if any(first <= day <= last for first, last in spans)}


def numbers_in(store: RawStore) -> frozenset[int]:
    """The resolutions of which the store has a text."""
    return frozenset(document.number for document in store.documents() if document.number is not None)


@dataclass(frozen=True, slots=True)
class Known:
    """A resolution that some source knows of, whether its text is here or not."""

    number: int
    year: int
    adopted: date | None
    title: str


def known_resolutions(store: RawStore) -> dict[int, Known]:
    """All resolutions that the UN's records, the Council's list and the table of votes in the store know of.

    Where they disagree the UN's records count, then its list. Raises WrongContent where a document is damaged.
    """
    known: dict[int, Known] = {}
    for row in votes.voted(store):
        if row.number is not None:
            day = date.fromisoformat(row.date)
            known[row.number] = Known(row.number, _year_in(row.document, day), day, row.title)
    for listed in listing.listed(store):
        before = known.get(listed.number)
        known[listed.number] = Known(
            listed.number, listed.year, listed.adopted or (before.adopted if before else None), listed.title
        )  # fmt: skip
    for record in (record for year in unxml.records(store) for record in year):
        before = known.get(record.number)
        known[record.number] = Known(
            record.number, record.year, record.adopted or (before.adopted if before else None),
            before.title if before else "",
        )  # fmt: skip
    return dict(sorted(known.items()))


def left_out(store: RawStore) -> Iterator[str]:
    """Which rows of the tables in the store were left out because they do not fit, and why; a sentence each.

    Raises WrongContent where a document is damaged.
    """
    yield from votes.voted(store).sentences()
    yield from listing.listed(store).sentences()
    for year in unxml.records(store):
        yield from year.sentences()


def _year_in(document: str, adopted: date) -> int:
    """The year in the symbol, which is that of adoption."""
    found = unxml.SYMBOL.search(document)
    return int(found[2]) if found else adopted.year


# -- from disk -------------------------------------------------------------------------------------------------


def import_paths(store: RawStore, paths: Sequence[Path], progress: Progress) -> FetchReport:
    """Take resolutions from files, folders, zip and tar archives into the store; tell what was not taken, and why.

    Raises StoreError where the store cannot be written or another run is at work in it.
    """
    with store.lock():
        report, before = _say_repaired(store.repair()), _earlier(store)
        for path in paths:
            report += _import_path(store, path, progress)
        store.flush()
        report += _say_replaced(_earlier(store) - before)
        if report.fetched:
            report += FetchReport(sentences=tuple(left_out(store)))
        return report


def _import_path(store: RawStore, path: Path, progress: Progress) -> FetchReport:
    report = FetchReport()
    if not path.exists():
        return FetchReport(failed=(f"{path} does not exist.",))
    progress.start(f"Importing {path.name}", None)
    try:
        known = {(document.upstream, document.sha256) for document in store.documents()}
        for member in read_members(path.resolve()):
            report += _import_member(store, path, member, known)
            progress.advance()
    except UnsafeArchive as error:
        report += FetchReport(failed=(str(error),))
    except OSError as error:
        report += FetchReport(failed=(f"{path} cannot be read: {error.strerror}.",))
    progress.done()
    return report


def _import_member(store: RawStore, path: Path, member: Member, known: set[tuple[str, str]]) -> FetchReport:
    if member.data is None:
        return _skip(member, member.reason)
    found = detect(_full_name(path, member), member.data)
    if isinstance(found, str):
        return _skip(member, found)
    digest = hashlib.sha256(member.data).hexdigest()
    if found.name.startswith(IMPORTED) and (found.upstream, digest) in known:
        return FetchReport(already=1)
    try:
        put = store.put(
            found.upstream, found.name, member.data, url=found.url, number=found.number, via="import", sync=False
        )
    except WrongContent as error:
        return _skip(member, str(error))
    return FetchReport(fetched=1) if put else FetchReport(already=1)


def _skip(member: Member, reason: str) -> FetchReport:
    return FetchReport(skipped=(Skipped(in_one_line(member.name), in_one_line(reason)),))


def _full_name(path: Path, member: Member) -> str:
    """Where the file stands: of one on disk the folders above it may tell what it is, too."""
    full = path.resolve()
    if full.is_dir():
        return f"{full.as_posix()}/{member.name}"
    return full.as_posix() if member.name == full.name else member.name
