"""The pages: each takes a request and gives an answer. What they show is asked of `lookup` and `search`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from datasette import Response

from scraper import lookup, search
from scraper.cite import export
from scraper.lookup import Document, NothingThere, Place
from scraper.models import Clause, Pinpoint
from scraper.site import addresses, citing, forms, respond, searching, sheets
from scraper.site.addresses import Address
from scraper.site.names import say_resolution
from scraper.site.pictures import draw_years
from scraper.site.sheets import Sheet
from scraper.site.views import (
    Highlight,
    draw_clauses,
    draw_vote_view,
    list_contents,
    list_topics,
    no_highlight,
    view_place,
)
from scraper.site.words import Notes

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LONGEST_QUERY = 4_000
"""More of what was typed is not looked at."""


def _typed(request: Request) -> str:
    return (request.args.get("q") or "")[:LONGEST_QUERY]


def _page_number(request: Request) -> int:
    asked = (request.args.get("page") or "").strip()
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) < 100_000 and len(asked) < 9 else 1


# Resolutions and clauses


async def show_place(datasette: Datasette, request: Request) -> Response:
    """A resolution, a part of one, or a clause, in the form that was asked; or the way to the right address."""
    raw = request.scope.get("route_path") or request.path
    address = addresses.read(raw)
    if address is None:
        return await not_found(datasette, request, NothingThere("This address does not read as a resolution."))
    try:
        record = await respond.ask(datasette, lambda conn: lookup.find_record(conn, address.place))
    except NothingThere as error:
        return await not_found(datasette, request, error, address.suffix)
    place = Pinpoint(record.symbol.number, record.symbol.year, address.place.path)
    if raw != (canonical := addresses.write(place, address.suffix)):
        return await _move_if_there(datasette, request, place, canonical, address.suffix)
    try:
        if address.suffix:
            return await _show_form(datasette, request, Address(place, address.suffix))
        if place.path and not any(part.name == place.path for part in record.parts):
            return await _show_clause(datasette, request, place)
        return await _show_resolution(datasette, request, record, place)
    except NothingThere as error:
        return await not_found(datasette, request, error, address.suffix)


async def _move_if_there(
    datasette: Datasette, request: Request, place: Pinpoint, canonical: str, suffix: str
) -> Response:
    """A permanent redirect, but never to an address where nothing stands."""
    if place.path:
        try:
            await respond.ask(datasette, lambda conn: lookup.find(conn, place))
        except NothingThere as error:
            return await not_found(datasette, request, error, suffix)
    return respond.move(datasette, canonical, request.query_string)


_FORMS: dict[str, tuple[Callable[[Document | Place, str, str], str], str]] = {
    "txt": (lambda found, _base, url: forms.as_text(found, url), "text/plain"),
    "md": (lambda found, _base, url: forms.as_markdown(found, url), "text/markdown"),
    "ris": (lambda found, base, _url: export.ris(citing.item(found, base)), "application/x-research-info-systems"),
    "bib": (lambda found, base, _url: export.bibtex(citing.item(found, base)), "application/x-bibtex"),
}


async def _show_form(datasette: Datasette, request: Request, address: Address) -> Response:
    found = await respond.ask(datasette, lambda conn: lookup.find(conn, address.place))
    base = respond.origin_of(datasette, request) + respond.root_of(datasette)
    url = base + addresses.write(address.place)
    if address.suffix == "json":
        return respond.data(datasette, found.to_json(base))
    write, kind = _FORMS[address.suffix]
    return respond.plain(datasette, write(found, base, url), kind)


async def _show_resolution(datasette: Datasette, request: Request, record: lookup.Record, place: Pinpoint) -> Response:
    root = respond.root_of(datasette)

    typed = _typed(request)

    def read(conn: sqlite3.Connection) -> tuple[tuple[Sheet, ...], Sheet | None, tuple[Clause, ...], Highlight]:
        units = lookup.read_units(conn, place.number)
        every = sheets.cut(units)
        mine = sheets.cut_part(units, place.path) if place.path else tuple(s for s in every if not s.part)
        page = _page_number(request)
        sheet = mine[page - 1] if page <= len(mine) else None
        clauses = lookup.read_clauses(conn, place.number, first=sheet.first, last=sheet.last) if sheet else ()
        find = searching.mark_clauses(typed, clauses) if typed else no_highlight
        return (mine if place.path else every), sheet, clauses, find

    every, sheet, clauses, find = await respond.ask(datasette, read)
    if sheet is None:
        raise NothingThere(f"{say_resolution(record.symbol)} has no such page.", [place])
    if place.path in ("pp", "op"):
        return respond.move(datasette, addresses.write(Pinpoint(place.number, place.year)) + f"#{place.path}")
    notes = Notes()
    sections = draw_clauses(record, clauses, notes, find, root)
    base = respond.origin_of(datasette, request) + root
    found = Document(record, clauses, place.path)
    context = {
        "record": record,
        "part": place.path,
        "sections": sections,
        "contents": list_contents(sections),
        "sheet": sheet,
        "sheets": every,
        "notes": notes,
        "vote": draw_vote_view(record),
        "topics": list_topics(record),
        "typed": typed,
        "canonical": base + addresses.write(place),
        "citations": citing.cite(found, base),
        "tags": export.meta_tags(citing.item(found, base)),
    }
    return await respond.page(datasette, request, "resolution.html", context)


async def _show_clause(datasette: Datasette, request: Request, pinpoint: Pinpoint) -> Response:
    found = await respond.ask(datasette, lambda conn: lookup.find(conn, pinpoint))
    if isinstance(found, Document):
        raise NothingThere("This is a part, not a clause.")
    root = respond.root_of(datasette)
    base = respond.origin_of(datasette, request) + root
    notes = Notes()
    typed = _typed(request)
    find = searching.mark_clauses(typed, (found.clause, *found.below)) if typed else no_highlight
    context = {
        "record": found.record,
        "place": found,
        "view": view_place(found, notes, find, root),
        "notes": notes,
        "typed": typed,
        "canonical": base + addresses.write(pinpoint),
        "citations": citing.cite(found, base),
        "tags": export.meta_tags(citing.item(found, base)),
        "problems": [p for p in found.record.problems if p.path == pinpoint.path],
    }
    return await respond.page(datasette, request, "clause.html", context)


async def not_found(datasette: Datasette, request: Request, error: NothingThere, suffix: str = "") -> Response:
    """A 404 that names the nearest right address, as a page or, where data was asked for, as data."""
    root = respond.root_of(datasette)
    near = [(place, root + addresses.write(place)) for place in error.nearest]
    if suffix == "json" or request.path.endswith(".json"):
        places = [{"symbol": f"S/RES/{p.number} ({p.year})", "path": p.path, "url": url} for p, url in near]
        return respond.data(datasette, {"ok": False, "status": 404, "error": str(error), "nearest": places}, 404)
    if suffix:
        origin = respond.origin_of(datasette, request)
        lines = [str(error), *(f"Nearest: {origin}{url}" for _, url in near)]
        return respond.plain(datasette, "\n".join(lines) + "\n", status=404)
    return await respond.page(datasette, request, "missing.html", {"error": str(error), "nearest": near}, 404)


# Home and lists


async def show_home(datasette: Datasette, request: Request) -> Response:
    """The box, examples, the newest resolutions, years and topics."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {
            "newest": lookup.newest(conn, 8),
            "years": lookup.years(conn),
            "topics": lookup.topics(conn)[:36],
            "coverage": lookup.coverage(conn),
        }

    context = await respond.ask(datasette, read)
    root = respond.root_of(datasette)
    context["picture"] = draw_years(context["years"], lambda year: f"{root}/year/{year}", room=292)
    return await respond.page(datasette, request, "home.html", context)


async def show_year(datasette: Datasette, request: Request) -> Response:
    """The resolutions of a year."""
    year = int(request.url_vars["year"])

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {"listed": lookup.of_year(conn, year), "years": lookup.years(conn), "year": year}

    context = await respond.ask(datasette, read)
    if not context["listed"]:
        return await not_found(datasette, request, NothingThere(f"No resolution of {year} is here."))
    root = respond.root_of(datasette)
    context["picture"] = draw_years(context["years"], lambda y: f"{root}/year/{y}", year)
    context["title"] = f"Resolutions of {year}"
    return await respond.page(datasette, request, "list.html", context)


async def show_topic(datasette: Datasette, request: Request) -> Response:
    """The resolutions the library has put under a subject."""
    slug = request.url_vars["slug"]
    try:
        name, listed = await respond.ask(datasette, lambda conn: lookup.of_topic(conn, slug))
    except NothingThere as error:
        return await not_found(datasette, request, error)
    return await respond.page(datasette, request, "list.html", {"listed": listed, "title": name, "topic": True})


async def show_coverage(datasette: Datasette, request: Request) -> Response:
    """What is here, from where, what is missing, known problems."""
    found = await respond.ask(datasette, lookup.coverage)
    if request.url_vars.get("suffix"):
        return respond.data(datasette, found.to_json())
    root = respond.root_of(datasette)
    picture = draw_years(found.years, lambda year: f"{root}/year/{year}")
    return await respond.page(datasette, request, "coverage.html", {"coverage": found, "picture": picture})


async def show_topics(datasette: Datasette, request: Request) -> Response:
    """Every topic."""
    topics = await respond.ask(datasette, lookup.topics)
    return await respond.page(datasette, request, "topics.html", {"topics": topics})


# Search


async def show_search(datasette: Datasette, request: Request) -> Response:
    """The results of a search, or with nothing typed how to search. Whatever is typed, an answer, never an error."""
    asked = _asked(datasette, request)
    suffix = request.url_vars.get("suffix") or ""
    if suffix:
        return await _search_form(datasette, request, asked, suffix)
    found = await respond.ask(datasette, lambda conn: searching.answer(conn, asked))
    context = {
        "found": found,
        "asked": asked,
        "typed": asked.text,
        "view": searching.view(asked, found),
        "undo": searching.undo_links(asked, found),
        "feed": asked.link(suffix="atom"),
    }
    return await respond.page(datasette, request, "search.html", context)


def _asked(datasette: Datasette, request: Request) -> searching.Asked:
    names = ("q", "page", "order", "group")
    return searching.read_asked({name: request.args.get(name) or "" for name in names}, respond.root_of(datasette))


async def _search_form(datasette: Datasette, request: Request, asked: searching.Asked, suffix: str) -> Response:
    origin = respond.origin_of(datasette, request)
    if suffix == "csv":
        rows = await respond.ask(datasette, lambda conn: searching.all_results(conn, asked))
        return respond.plain(datasette, searching.to_csv(rows, origin + asked.root), "text/csv")
    if suffix == "atom":
        newest = replace(asked, page=1, order="newest")
        found, built = await respond.ask(datasette, lambda conn: (searching.answer(conn, newest), lookup.built(conn)))
        return respond.plain(datasette, searching.to_atom(found, asked, origin, built), "application/atom+xml")
    found = await respond.ask(datasette, lambda conn: searching.answer(conn, asked))
    return respond.data(datasette, search.to_json(found))


async def suggest(datasette: Datasette, request: Request) -> Response:
    """Completions for a browser's search field, in the form browsers ask for."""
    typed = _typed(request)
    found = await respond.ask(datasette, lambda conn: search.suggest(conn, typed))
    return respond.data(datasette, [typed, list(found)], kind="application/x-suggestions+json")


async def describe_search(datasette: Datasette, request: Request) -> Response:
    """The description by which a browser can add this search."""
    base = respond.origin_of(datasette, request) + respond.root_of(datasette)
    return respond.plain(datasette, searching.to_opensearch(base), "application/opensearchdescription+xml")
