"""main.un.org: the Council's own list of all resolutions, which tells of those newer than every other source.

One page holds every year: an accordion of `dl > dt` (the year) and `dd > table > tr > td`, with two cells a row in old
years (symbol, title) and three later (symbol, date, title). Its slips, as they are known: the links of two rows are
wrong (571, 1107), so the number is read from the cell's text; the bracket before the year is missing in one (1331);
1960 and 1964 stand twice; 2013 has a row of headings; some rows are not closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from lxml import etree, html

from scraper.dates import check_year, read_day
from scraper.errors import WrongContent
from scraper.titles import read_title
from scraper.upstream.checks import check_html
from scraper.upstream.github import Run
from scraper.upstream.raw import RawStore
from scraper.upstream.report import FetchReport
from scraper.upstream.rows import Line, Number, TableRows, Year, check_size, fit, read_rows

URL = "https://main.un.org/securitycouncil/en/content/resolutions-0"
NAME = "resolutions-0.html"

LARGEST = 4 << 20
"""Bytes of the page: seven times what it has. Its tree takes forty times as much."""

SYMBOL = re.compile(
    r"""
    S/RES/ \s* (?P<number> \d [\d\s]{0,30} )   # S/RES/2249   S/RES/11 07
    \(? (?P<year> \d{4} ) (?!\d)              # (2015)       2000)
    """,
    re.X | re.A,
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the resolution, the day of its adoption where the row tells it, and its title."""

    number: Number
    year: Year
    adopted: date | None
    title: Line


def fetch_listing(run: Run) -> FetchReport:
    """Fetch the page, on condition that it has changed. Raises UpstreamError; 403 is reported, not worked around."""
    there = run.store.find("listing", NAME)
    answer = run.fetcher.get(URL, check_listing, limit=LARGEST, headers=if_changed(there.headers if there else {}))
    if answer.status == 304:
        return FetchReport(already=1)
    put = run.store.put("listing", NAME, answer.body, url=URL, headers=answer.kept_headers())
    return FetchReport(fetched=1) if put else FetchReport(already=1)


def if_changed(headers: object) -> dict[str, str]:
    """What to ask with, so that a host need not send again what is here."""
    kept = headers if isinstance(headers, dict) else {}
    asked = {"If-None-Match": kept.get("etag", ""), "If-Modified-Since": kept.get("last-modified", "")}
    return {name: value for name, value in asked.items() if value}


def check_listing(data: bytes) -> None:
    """Raise WrongContent for a page on which no resolution is listed: none is never the right answer here."""
    check_html(data)
    if not read_listing(data).kept:
        raise WrongContent("no resolution is listed on the page")


def read_listing(data: bytes) -> TableRows[ListRow]:
    """The rows of the page, each resolution once, in the page's order.

    A row that no build can hold is left out: a number or a year beyond what the Council can have, a day that no
    calendar has or that is of another year than the symbol. Raises WrongContent where most rows are such, or the page
    is too large.
    """
    seen: set[int] = set()

    def read(cells: list[str]) -> ListRow | None:
        listed = _read_row(cells)
        if listed.number in seen:
            return None
        seen.add(listed.number)
        return listed

    return read_rows("the Council's list", _rows(data), read)


def _rows(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The rows that speak of a resolution."""
    check_size(data, "the Council's list", LARGEST)
    try:
        page = html.document_fromstring(data, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return
    for count, row in enumerate(page.iter("tr"), 1):
        cells = [_words(cell) for cell in row if cell.tag in ("td", "th")]
        if len(cells) > 1 and "S/RES/" in cells[0]:
            yield f"row {count}", cells


def _parser() -> html.HTMLParser:
    """Comments go at once: to walk the text between 500,000 of them takes quadratic time."""
    return html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)


def _read_row(cells: list[str]) -> ListRow:
    symbol = SYMBOL.search(cells[0])
    if symbol is None:
        raise ValueError(f"{cells[0][:60]!r} is no symbol of a resolution")
    number, year = int(re.sub(r"\s", "", symbol["number"])), int(symbol["year"])
    adopted = read_day(cells[1]) if len(cells) > 2 else None
    check_year(adopted, year)
    return fit({"number": number, "year": year, "adopted": adopted, "title": read_title(cells[-1]).about}, ListRow)


def _words(cell: html.HtmlElement) -> str:
    return " ".join("".join(cell.itertext()).split())


def listed(store: RawStore) -> TableRows[ListRow]:
    """The rows of the page in the store, then those that only an earlier version of it has: none is forgotten.

    What was left out is told of the newest page alone.
    """
    pages = [read_listing(version.read()) for versions in store.history("listing") for version in reversed(versions)]
    if not pages:
        return TableRows("the Council's list", ())
    rows: dict[int, ListRow] = {}
    for row in chain.from_iterable(pages):
        rows.setdefault(row.number, row)
    return replace(pages[0], kept=tuple(rows.values()))
