"""The values that the pages of resolutions and clauses show: made from the database, without a server."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scraper.cite import records
from scraper.database import references, relations, resolutions, threads
from scraper.database.chapter_vii import Basis, read_bases
from scraper.database.landing import NothingThere
from scraper.database.resolutions import Document, Place, Size
from scraper.models import Clause, Pinpoint, Symbol
from scraper.render import citations, links, pagination, search_page
from scraper.render.html import Notes
from scraper.render.pagination import Sheet
from scraper.render.references import References, read_references_of
from scraper.render.sections import (
    Highlight,
    draw_above,
    draw_clauses,
    draw_vote_view,
    link_clauses,
    list_contents,
    list_topics,
    mark_basis,
    mark_later,
    no_highlight,
    view_place,
)  # fmt: skip
from scraper.trace.first import find_origin


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page is asked for: the page of a long text, the words of a search that led here, and how addresses begin.

    root  before the addresses of links: "", or the path below which the site stands
    base  before an address that must be whole: `https://example.org`
    whole whether a long text is one page
    style the style of citation that comes first, "" for the usual one
    """

    page: int = 1
    typed: str = ""
    root: str = ""
    base: str = ""
    whole: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of a resolution as read: its clauses, all pages there are, and what finds a reader's words in it.

    `above` is what the first of its clauses stands under, for a page that begins within a paragraph. `web` has the
    references out and in, on the first page of a whole resolution, as far as there is room for their words.
    """

    sheet: Sheet
    every: tuple[Sheet, ...]
    clauses: tuple[Clause, ...]
    above: tuple[Clause, ...]
    find: Highlight
    bases: tuple[Basis, ...]
    web: References | None


def _open(conn: sqlite3.Connection, place: Pinpoint, shown: Shown) -> Opened:
    sizes, typed = resolutions.measure(conn, place.number), shown.typed
    every = pagination.one_sheet(sizes) if shown.whole else pagination.cut(sizes)
    mine = tuple(sheet for sheet in every if not sheet.part)
    if place.path:
        every = mine = pagination.cut_part([size for size in sizes if size.part == place.path], place.path)
    sheet = _choose(mine, shown.page, place)
    plain = resolutions.read_clauses(conn, place.number, first=sheet.first, last=sheet.last)
    clauses = link_clauses(plain, references.read_references(conn, place.number, sheet.first, sheet.last))
    above = _above(conn, place, clauses[0]) if clauses and clauses[0].level else ()
    find = search_page.mark_clauses(typed, clauses) if typed else no_highlight
    bases = read_bases(conn, place.number)
    web = _read_web(conn, Symbol(place.number, place.year or 0), sheet, sizes) if not place.path else None
    return Opened(sheet, every, clauses, above, find, bases, web)


def _read_web(conn: sqlite3.Connection, symbol: Symbol, sheet: Sheet, sizes: Sequence[Size]) -> References | None:
    """The references of a resolution, on the first of its pages; few of their words where that is long itself."""
    if sheet.page > 1:
        return None
    return read_references_of(conn, symbol, pagination.room_left(sizes[sheet.first : sheet.last + 1]))


def _above(conn: sqlite3.Connection, place: Pinpoint, first: Clause) -> tuple[Clause, ...]:
    found = resolutions.read(conn, Pinpoint(place.number, place.year, first.path))
    return found.above if isinstance(found, Place) else ()


def _choose(pages: Sequence[Sheet], number: int, place: Pinpoint) -> Sheet:
    if number > len(pages):
        raise NothingThere(f"There is no page {number} of this; it has {len(pages)}.", [place])
    return pages[number - 1]


def resolution_values(conn: sqlite3.Connection, place: Pinpoint, shown: Shown) -> dict[str, Any]:
    """What the page of a resolution, or of a part of one, shows. Raises NothingThere where it has no such page."""
    record, opened, notes = resolutions.read_record(conn, place), _open(conn, place, shown), Notes()
    drawn = draw_clauses(record, opened.clauses, notes, opened.find, shown.root)
    sections = mark_later(mark_basis(drawn, opened.bases), relations.read_later(conn, place.number))
    return {
        "record": record,
        "part": place.path,
        "above": draw_above(record, opened.above, shown.root),
        "sections": sections,
        "contents": list_contents(sections),
        "sheet": opened.sheet,
        "sheets": opened.every,
        "notes": notes,
        "vote": draw_vote_view(record),
        "topics": list_topics(record),
        "bases": opened.bases,
        "typed": shown.typed,
        "web": opened.web,
        "done": threads.done_in(conn, record.symbol.number) if not place.path and shown.page == 1 else (),
        **_citing(Document(record, opened.clauses, place.path), shown),
    }


def clause_values(conn: sqlite3.Connection, place: Pinpoint, shown: Shown) -> dict[str, Any]:
    """What the page of a clause shows. Raises NothingThere where it has no such page."""
    found = resolutions.read(conn, place)
    assert isinstance(found, Place)
    sizes = _sizes(found)
    pages = pagination.one_sheet(sizes) if shown.whole else pagination.cut_part(sizes, place.path)
    sheet = _choose(pages, shown.page, place)
    clauses = link_clauses((found.clause, *found.below)[sheet.first : sheet.last + 1], found.cites)
    notes = Notes()
    find = search_page.mark_clauses(shown.typed, clauses) if shown.typed else no_highlight
    return {
        "record": found.record,
        "place": found,
        "sheet": sheet,
        "sheets": pages,
        "view": view_place(found, clauses, notes, find, shown.root),
        "notes": notes,
        "typed": shown.typed,
        "done": threads.done_by(conn, found.pinpoint),
        "origin": find_origin(conn, found.clause.text) if found.clause.kind != "row" else None,
        "vote": draw_vote_view(found.record),
        **_citing(found, shown),
    }


def _sizes(found: Place) -> list[Size]:
    cites = Counter(reference.clause for reference in found.cites)
    return [
        Size(i, clause.path, clause.level, len(clause.text), clause.heading, cites[clause.path])
        for i, clause in enumerate((found.clause, *found.below))
    ]


def _citing(found: Document | Place, shown: Shown) -> dict[str, Any]:
    """The address, the citations and the metadata of what a page shows; the style that is asked for comes first."""
    base = shown.base
    return {
        "canonical": base + links.write(found.pinpoint),
        "citations": sorted(citations.cite(found, base), key=lambda one: one.name != shown.style),
        "tags": records.meta_tags(citations.item(found, base)),
        "linked": records.json_ld(citations.item(found, base)),
    }
