"""The addresses at which the site has pages and other answers, by kind: what the static edition writes.

A new page has its line here. Not among them are answers that depend on what a reader types (`/search?q=`, `/check`,
`/trace`), Datasette's own pages, and the pages of sub-paragraphs, each of which stands on that of its paragraph.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping

from scraper.database import browse, documents, threads
from scraper.models import Pinpoint
from scraper.pinpoint import document_address, read_document
from scraper.render import links, timeline
from scraper.site import responses
from scraper.site.urls import DOCUMENT_SUFFIXES, SUFFIXES

SINGLE = (
    "/", "/search", "/coverage", "/coverage.json", "/topics", "/force", "/force.json", "/force.csv", "/expiring",
    "/expiring.json", "/expiring.ics", "/opensearch.xml", "/robots.txt", "/llms.txt", "/sitemap.xml",
)  # fmt: skip
"""Pages and files of which there is one."""

Lister = Callable[[sqlite3.Connection], Iterator[str]]


def _single(conn: sqlite3.Connection) -> Iterator[str]:
    yield from SINGLE
    yield from (f"/-/site/{name}" for name in sorted(responses.ASSETS))
    for year, _ in browse.years(conn):
        yield f"/year/{year}"
        yield f"/sitemap-{year}.xml"


def _topics(conn: sqlite3.Connection) -> Iterator[str]:
    slugs = (topic.slug for scheme in browse.TOPICAL for topic in browse.topics(conn, scheme))
    yield from (f"/topic/{slug}" for slug in dict.fromkeys(slugs) if slug)


def _threads(conn: sqlite3.Connection) -> Iterator[str]:
    for slug, _, _ in threads.list_threads(conn):
        yield from (f"/force/{slug}{suffix}" for suffix in ("", ".json", ".csv", ".ics"))


def _places(conn: sqlite3.Connection) -> Iterator[Pinpoint]:
    for year, _ in browse.years(conn):
        yield from browse.places_of_year(conn, year)


def _resolutions(conn: sqlite3.Connection) -> Iterator[str]:
    yield from (links.write(place) for place in _places(conn) if not place.path)


def _data(conn: sqlite3.Connection) -> Iterator[str]:
    yield from (f"{address}.json" for address in _resolutions(conn))


def _forms(conn: sqlite3.Connection) -> Iterator[str]:
    for address in _resolutions(conn):
        yield from (f"{address}.{suffix}" for suffix in SUFFIXES if suffix != "json")
    for address in _documents(conn):
        yield from (f"{address}.{suffix}" for suffix in DOCUMENT_SUFFIXES)


def _paragraphs(conn: sqlite3.Connection) -> Iterator[str]:
    yield from (links.write(place) for place in _places(conn) if place.path)


def _documents(conn: sqlite3.Connection) -> Iterator[str]:
    yield from (
        links.quoted(document_address(symbol)) for symbol in documents.list_symbols(conn) if read_document(symbol)
    )


def _timelines(conn: sqlite3.Connection) -> Iterator[str]:
    yield from (timeline.write(place.number) for place in _places(conn) if not place.path)


KINDS: Mapping[str, Lister] = {
    "lists": _single,
    "resolutions": _resolutions,
    "data": _data,
    "topics": _topics,
    "threads": _threads,
    "documents": _documents,
    "timelines": _timelines,
    "paragraphs": _paragraphs,
    "forms": _forms,
}
"""Every kind, those that a reader needs first before the others."""


def list_addresses(conn: sqlite3.Connection, kind: str) -> tuple[str, ...]:
    """The addresses of a kind, each once, below the root of the site and as they stand in links."""
    return tuple(dict.fromkeys(KINDS[kind](conn)))
