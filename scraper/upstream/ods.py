"""documents.un.org, the Official Document System: one PDF by its symbol.

A symbol is looked up at an address that answers with a redirect to the file. What was seen of it:

* sometimes the redirect comes as text with status 200: `Found. Redirecting to /doc/UNDOC/...`;
* the path is upper case, and may answer an HTML page where its lower-case form answers the PDF;
* a document that is not there leads to `/error`, or to a page with status 200: the first bytes decide, nothing else;
* a blank must not be written `+`, so the address is put together by hand, with no blank in it;
* now and then a neighbouring document comes, so the symbol must stand at the head of the PDF's own text;
* look-ups take 6 to 31 seconds, and more than four at a time bring 503: two at a time, a second apart.

Before 1994 its PDFs are scans of yearbook pages with several resolutions on each: they are not asked for.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit, urlunsplit

from scraper.errors import HostStopped, NotFound, UpstreamError, WrongContent
from scraper.pdf import read_pdf
from scraper.upstream.checks import Check, check_pdf, is_html
from scraper.upstream.fetch import Fetcher
from scraper.upstream.github import Run
from scraper.upstream.headers import LONGEST, resolve
from scraper.upstream.raw import RawStore, now
from scraper.upstream.report import FetchReport
from scraper.upstream.rows import Number, read_note

FIRST_YEAR = 1994
WORKERS = 2

PER_RUN = 12
"""Look-ups in one run of `all` or `new`: the newest, and the three that the XML lacks, are fewer; the host is slow."""

NOTE = "ods-absent"
"""The numbers that were not there, each with the day of asking."""

ABSENT_FOR = 30
"""Days for which a number that was not there is not asked for again, unless by its number."""

SYMBOL = re.compile(r"S/RES/\s*(\d{1,4})\s*\(\s*(\d{4})\s*\)", re.A)

PLAIN_REDIRECT = re.compile(rb"\AFound\. Redirecting to (\S+)\s*\Z")

PAGES_LOOKED_AT = 2


class _NotThere(Exception):
    """The system has no document of this symbol."""


@dataclass(frozen=True, slots=True)
class _LookUp:
    number: int
    year: int
    url: str = ""
    data: bytes = b""
    error: UpstreamError | None = None


def lookup_url(number: int, year: int) -> str:
    """Where a resolution's English PDF is asked for."""
    return f"https://documents.un.org/api/symbol/access?s=S/RES/{number}({year})&l=en&t=pdf"


def file_name(number: int, year: int) -> str:
    """The name under which it is kept."""
    return f"S_RES_{number}({year}).pdf"


def choose(store: RawStore, years: Mapping[int, int]) -> tuple[dict[int, int], int]:
    """Which of these numbers (each with its year) one run of `all` or `new` looks for, and how many are left for later.

    The newest first; those that were not there when asked for lately are passed over.
    """
    absent = absent_lately(store)
    asked = sorted((n for n, year in years.items() if year >= FIRST_YEAR and n not in absent), reverse=True)
    return {number: years[number] for number in asked[:PER_RUN]}, len(asked[PER_RUN:])


def fetch_pdfs(run: Run, years: Mapping[int, int]) -> FetchReport:
    """Fetch the PDFs of these numbers, each with its year. Raises no UpstreamError: what failed is in the report."""
    asked = {number: year for number, year in years.items() if year >= FIRST_YEAR}
    report = FetchReport()
    if not asked:
        return report
    run.progress.start("Looking for PDFs", len(asked))
    for found in _look_up_all(run.fetcher, asked):
        report += _keep(run, found)
        run.progress.advance()
    run.progress.done()
    return replace(report, failed=tuple(dict.fromkeys(report.failed)))


def absent_lately(store: RawStore) -> set[int]:
    """The numbers that had no PDF when asked for in the last weeks."""
    since = (datetime.now(UTC) - timedelta(days=ABSENT_FOR)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {number for number, asked in _asked_before(store).items() if asked >= since}


def _asked_before(store: RawStore) -> dict[int, str]:
    return read_note(store.note(NOTE), dict[Number, str])


def _look_up_all(fetcher: Fetcher, years: Mapping[int, int]) -> Iterator[_LookUp]:
    """Look the numbers up, a few at a time, in the order of their coming.

    The threads are daemons, so that a person who breaks off does not wait for a host that takes its time.
    """
    asked: SimpleQueue[int] = SimpleQueue()
    found: SimpleQueue[_LookUp | Exception] = SimpleQueue()
    for number in years:
        asked.put(number)

    def work() -> None:
        with suppress(Empty):
            while True:
                number = asked.get_nowait()
                found.put(_look_up(fetcher, number, years[number]))

    for _ in range(WORKERS):
        threading.Thread(target=work, daemon=True).start()
    for _ in years:
        one = found.get()
        if isinstance(one, Exception):
            raise one
        yield one


def _look_up(fetcher: Fetcher, number: int, year: int) -> _LookUp | Exception:
    """What came of one number; an error that nobody expects is handed on, to be raised where it is seen."""
    try:
        url, data = fetch_pdf(fetcher, number, year)
    except _NotThere:
        return _LookUp(number, year)
    except UpstreamError as error:
        return _LookUp(number, year, error=error)
    except NotFound as error:
        return _LookUp(number, year, error=UpstreamError(str(error)))
    except Exception as error:
        return error
    return _LookUp(number, year, url, data)


def _keep(run: Run, found: _LookUp) -> FetchReport:
    if isinstance(found.error, HostStopped):
        return FetchReport(failed=(str(found.error),))
    if found.error is not None:
        return FetchReport(failed=(f"S/RES/{found.number} ({found.year}): {found.error}",))
    if not found.data:
        absent = _asked_before(run.store) | {found.number: now()}
        run.store.write_note(NOTE, {str(number): asked for number, asked in absent.items()})
        return FetchReport()
    name = file_name(found.number, found.year)
    put = run.store.put("ods", name, found.data, url=found.url, number=found.number)
    return FetchReport(fetched=1) if put else FetchReport(already=1)


def fetch_pdf(fetcher: Fetcher, number: int, year: int) -> tuple[str, bytes]:
    """The address and the bytes of a resolution's PDF.

    Raises _NotThere where the system has none, WrongContent where another document keeps coming, UpstreamError.
    """

    def check(data: bytes) -> None:
        check_pdf(data)
        if (found := symbol_in_pdf(data)) != (number, year):
            other = f"S/RES/{found[0]} ({found[1]})" if found else "a document without a symbol"
            raise WrongContent(f"{other} came in its place")

    answer = fetcher.get(lookup_url(number, year), lambda data: None, follow=False)
    location = answer.location
    if not location and (plain := PLAIN_REDIRECT.match(answer.body[:LONGEST])):
        location = resolve(answer.url, plain[1].decode("ascii", "replace"))
    if not location and answer.body.startswith(b"%PDF"):
        check(answer.body)
        return answer.url, answer.body
    if not location or urlsplit(location).path == "/error":
        raise _NotThere
    return _fetch_file(fetcher, location, check)


def _fetch_file(fetcher: Fetcher, location: str, check: Check) -> tuple[str, bytes]:
    lower = lower_path(location)
    if lower != location:
        first = fetcher.get(location, lambda data: None if is_html(data) else check(data))
        if not is_html(first.body):
            return first.url, first.body
    answer = fetcher.get(lower, check)
    return answer.url, answer.body


def lower_path(url: str) -> str:
    """The same address with its path in lower case."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.lower()))


def symbol_in_pdf(data: bytes) -> tuple[int, int] | None:
    """The first resolution's symbol in the text of the first two pages, where the masthead has it.

    Raises WrongContent for a PDF that cannot be opened: broken, locked with a password, or beyond a limit.
    """
    for page in read_pdf(data).split("\f")[:PAGES_LOOKED_AT]:
        if found := SYMBOL.search(page):
            return int(found[1]), int(found[2])
    return None
