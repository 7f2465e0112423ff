"""The pages of resolutions and clauses, and their other forms."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette import Response

from scraper.cite import records
from scraper.database import landing, references, resolutions
from scraper.database.chapter_vii import Basis, read_bases
from scraper.database.landing import NothingThere
from scraper.database.resolutions import Document, Place, Record, Size, read_found, read_place
from scraper.models import Clause, Pinpoint, Symbol
from scraper.render import citations, links, pagination, plain, search_page
from scraper.render.data import found_json
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
    no_highlight,
    view_place,
)
from scraper.site import responses, urls
from scraper.site.params import page_number, typed_text

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def show_place(datasette: Datasette, request: Request) -> Response:
    """A resolution, a part of one, or a clause, in the form that was asked; or the way to the right address."""
    raw = request.scope.get("route_path") or request.path
    address = urls.read(raw)
    if address is None:
        return await not_found(datasette, request, NothingThere("This address does not read as a resolution."))
    try:
        place, record = await responses.ask(datasette, lambda conn: _land(conn, address.place))
        if raw != (canonical := links.write(place, address.suffix)):
            return responses.move(datasette, canonical, request.query_string)
        if address.suffix:
            return await _show_form(datasette, request, record, place, address.suffix)
        if place.path in ("pp", "op"):
            return responses.move(datasette, links.write(record_place(record)) + f"#{place.path}")
        if place.path and not any(part.name == place.path for part in record.parts):
            return await _show_clause(datasette, request, record, place)
        return await _show_resolution(datasette, request, record, place)
    except NothingThere as error:
        return await not_found(datasette, request, error, address.suffix)


def _land(conn: sqlite3.Connection, asked: Pinpoint) -> tuple[Pinpoint, Record]:
    place = landing.land(conn, asked)
    return place, resolutions.read_record(conn, place)


def record_place(record: Record) -> Pinpoint:
    """The place of the whole resolution."""
    return Pinpoint(record.symbol.number, record.symbol.year)


async def not_found(datasette: Datasette, request: Request, error: NothingThere, suffix: str = "") -> Response:
    """A 404 that names the nearest right address, as a page or, where data was asked for, as data."""
    root = responses.root_of(datasette)
    near = [(place, root + links.write(place)) for place in error.nearest]
    if suffix == "json" or request.path.endswith(".json"):
        places = [{"symbol": f"S/RES/{p.number} ({p.year})", "path": p.path, "url": url} for p, url in near]
        return responses.data(datasette, {"ok": False, "status": 404, "error": str(error), "nearest": places}, 404)
    if suffix:
        origin = responses.origin_of(datasette, request)
        lines = [str(error), *(f"Nearest: {origin}{url}" for _, url in near)]
        return responses.plain(datasette, "\n".join(lines) + "\n", status=404)
    return await responses.page(datasette, request, "missing.html", {"error": str(error), "nearest": near}, 404)


# Other forms

_FORMS: dict[str, tuple[Callable[[Document | Place, str, str], str], str]] = {
    "txt": (lambda found, _base, url: plain.as_text(found, url), "text/plain"),
    "md": (lambda found, _base, url: plain.as_markdown(found, url), "text/markdown"),
    "ris": (lambda found, base, _url: records.ris(citations.item(found, base)), "application/x-research-info-systems"),
    "csl.json": (
        lambda found, base, _url: records.csl_json(citations.item(found, base)),
        "application/vnd.citationstyles.csl+json",
    ),
    "bib": (lambda found, base, _url: records.bibtex(citations.item(found, base)), "application/x-bibtex"),
}


async def _show_form(datasette: Datasette, request: Request, record: Record, place: Pinpoint, suffix: str) -> Response:
    base = responses.base_of(datasette, request)
    if suffix == "json":
        value = await responses.ask(datasette, lambda conn: found_json(read_found(conn, record, place), base))
        return responses.data(datasette, value)
    write, kind = _FORMS[suffix]
    url = base + links.write(place)
    return responses.plain(
        datasette, await responses.ask(datasette, lambda conn: write(read_found(conn, record, place), base, url)), kind
    )


# A resolution, or a part of one


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


def _open(conn: sqlite3.Connection, record: Record, place: Pinpoint, number: int, typed: str) -> Opened:
    sizes = resolutions.measure(conn, place.number)
    every = pagination.cut(sizes)
    mine = tuple(sheet for sheet in every if not sheet.part)
    if place.path:
        every = mine = pagination.cut_part([size for size in sizes if size.part == place.path], place.path)
    sheet = _choose(mine, number, place)
    plain = resolutions.read_clauses(conn, place.number, first=sheet.first, last=sheet.last)
    clauses = link_clauses(plain, references.read_references(conn, place.number, sheet.first, sheet.last))
    above = _above(conn, record, place, clauses[0]) if clauses and clauses[0].level else ()
    find = search_page.mark_clauses(typed, clauses) if typed else no_highlight
    bases = read_bases(conn, place.number)
    web = _read_web(conn, Symbol(place.number, place.year or 0), sheet, sizes) if not place.path else None
    return Opened(sheet, every, clauses, above, find, bases, web)


def _read_web(conn: sqlite3.Connection, symbol: Symbol, sheet: Sheet, sizes: Sequence[Size]) -> References | None:
    """The references of a resolution, on the first of its pages; few of their words where that is long itself."""
    if sheet.page > 1:
        return None
    return read_references_of(conn, symbol, pagination.room_left(sizes[sheet.first : sheet.last + 1]))


def _above(conn: sqlite3.Connection, record: Record, place: Pinpoint, first: Clause) -> tuple[Clause, ...]:
    return read_place(conn, record, Pinpoint(place.number, place.year, first.path)).above


def _choose(pages: Sequence[Sheet], number: int, place: Pinpoint) -> Sheet:
    if number > len(pages):
        raise NothingThere(f"There is no page {number} of this; it has {len(pages)}.", [place])
    return pages[number - 1]


async def _show_resolution(datasette: Datasette, request: Request, record: Record, place: Pinpoint) -> Response:
    typed, number = typed_text(request), page_number(request)
    opened = await responses.ask(datasette, lambda conn: _open(conn, record, place, number, typed))
    notes = Notes()
    drawn = draw_clauses(record, opened.clauses, notes, opened.find, responses.root_of(datasette))
    sections = mark_basis(drawn, opened.bases)
    context = {
        "record": record,
        "part": place.path,
        "above": draw_above(record, opened.above, responses.root_of(datasette)),
        "sections": sections,
        "contents": list_contents(sections),
        "sheet": opened.sheet,
        "sheets": opened.every,
        "notes": notes,
        "vote": draw_vote_view(record),
        "topics": list_topics(record),
        "bases": opened.bases,
        "typed": typed,
        "web": opened.web,
        **_citing(datasette, request, Document(record, opened.clauses, place.path)),
    }
    return await responses.page(datasette, request, "resolution.html", context)


def _citing(datasette: Datasette, request: Request, found: Document | Place) -> dict[str, Any]:
    """The address, the citations and the metadata of what a page shows."""
    base = responses.base_of(datasette, request)
    return {
        "canonical": base + links.write(found.pinpoint),
        "citations": citations.cite(found, base),
        "tags": records.meta_tags(citations.item(found, base)),
        "linked": records.json_ld(citations.item(found, base)),
    }


# A clause


async def _show_clause(datasette: Datasette, request: Request, record: Record, pinpoint: Pinpoint) -> Response:
    found = await responses.ask(datasette, lambda conn: read_place(conn, record, pinpoint))
    pages = pagination.cut_part(_sizes(found), pinpoint.path)
    sheet = _choose(pages, page_number(request), pinpoint)
    shown = link_clauses((found.clause, *found.below)[sheet.first : sheet.last + 1], found.cites)
    typed, notes = typed_text(request), Notes()
    find = search_page.mark_clauses(typed, shown) if typed else no_highlight
    context = {
        "record": record,
        "place": found,
        "sheet": sheet,
        "sheets": pages,
        "view": view_place(found, shown, notes, find, responses.root_of(datasette)),
        "notes": notes,
        "typed": typed,
        **_citing(datasette, request, found),
    }
    return await responses.page(datasette, request, "clause.html", context)


def _sizes(found: Place) -> list[Size]:
    cites = Counter(reference.clause for reference in found.cites)
    return [
        Size(i, clause.path, clause.level, len(clause.text), clause.heading, cites[clause.path])
        for i, clause in enumerate((found.clause, *found.below))
    ]
