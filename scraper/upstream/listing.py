"""main.un.org: the Council's own list of all resolutions, which tells of those newer than every other source.

One page holds every year: an accordion of `dl > dt` (the year) and `dd > table > tr > td`, with two cells a row in old
years (symbol, title) and three later (symbol, date, title). Its slips, as they are known: the links of two rows lead
astray (571, 1107), so the number is read from the cell's text; the bracket before the year is missing in one (1331);
1960 and 1964 stand twice; 2013 has a row of headings; some rows are not closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree, html

from scraper.errors import WrongContent
from scraper.upstream.content import check_html
from scraper.upstream.days import read_day
from scraper.upstream.github import Run
from scraper.upstream.raw import RawStore
from scraper.upstream.report import Report

URL = "https://main.un.org/securitycouncil/en/content/resolutions-0"
NAME = "resolutions-0.html"

SYMBOL = re.compile(
    r"""
    S/RES/ \s* (?P<number> \d [\d\s]* )   # S/RES/2249   S/RES/11 07
    \(? (?P<year> \d{4} ) (?!\d)          # (2015)       2000)
    """,
    re.X | re.A,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: the resolution, the day of its adoption where the row tells it, and its title."""

    number: int
    year: int
    adopted: date | None
    title: str


def fetch_listing(run: Run) -> Report:
    """Fetch the page, on condition that it has changed. Raises UpstreamError; 403 is reported, not worked around."""
    there = run.store.find("listing", NAME)
    answer = run.fetcher.get(URL, check_listing, headers=if_changed(there.headers if there else {}))
    if answer.status == 304:
        return Report(already=1)
    put = run.store.put("listing", NAME, answer.body, url=URL, headers=answer.kept_headers())
    return Report(fetched=1) if put else Report(already=1)


def if_changed(headers: object) -> dict[str, str]:
    """What to ask with, so that a host need not send again what is here."""
    kept = headers if isinstance(headers, dict) else {}
    asked = {"If-None-Match": kept.get("etag", ""), "If-Modified-Since": kept.get("last-modified", "")}
    return {name: value for name, value in asked.items() if value}


def check_listing(data: bytes) -> None:
    """Raise WrongContent for a page on which no resolution is listed: none is never the right answer here."""
    check_html(data)
    if next(iter(read_listing(data)), None) is None:
        raise WrongContent("no resolution is listed on the page")


def read_listing(data: bytes) -> Iterator[Listed]:
    """The rows of the page, each resolution once, in the page's order. Never raises; an unreadable row is left out."""
    try:
        page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError):
        return
    seen: set[int] = set()
    for row in page.iter("tr"):
        listed = _read_row([_words(cell) for cell in row if cell.tag in ("td", "th")])
        if listed is not None and listed.number not in seen:
            seen.add(listed.number)
            yield listed


def _read_row(cells: list[str]) -> Listed | None:
    symbol = SYMBOL.search(cells[0]) if len(cells) > 1 else None
    if symbol is None:
        return None
    number = int(re.sub(r"\s", "", symbol["number"]))
    adopted = read_day(cells[1]) if len(cells) > 2 else None
    return Listed(number, int(symbol["year"]), adopted, cells[-1])


def _words(cell: html.HtmlElement) -> str:
    return " ".join("".join(cell.itertext()).split())


def listed(store: RawStore) -> Iterator[Listed]:
    """The rows of the page in the store, then those that only an earlier version of it has: none is forgotten."""
    seen: set[int] = set()
    for versions in store.history("listing"):
        for version in reversed(versions):
            rows = [row for row in read_listing(version.read()) if row.number not in seen]
            seen.update(row.number for row in rows)
            yield from rows
