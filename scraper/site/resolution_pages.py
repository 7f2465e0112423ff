"""The pages of resolutions and clauses, and their other forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from datasette import Response

from scraper.cite import records, styles
from scraper.database import landing, resolutions
from scraper.database.landing import NothingThere
from scraper.database.resolutions import Document, Place
from scraper.errors import UnknownStyle
from scraper.models import Pinpoint
from scraper.render import citations, links, plain
from scraper.render.data import found_json
from scraper.render.resolution_page import Shown, clause_values, resolution_values
from scraper.site import responses, urls
from scraper.site.params import page_number, typed_text

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


WHOLE = "unsc.whole"
"""In the scope of a request that no visitor can make: a long text is to be one page."""


async def show_place(datasette: Datasette, request: Request) -> Response:
    """A resolution, a part of one, or a clause, in the form that was asked; or the way to the right address."""
    raw = request.scope.get("route_path") or request.path
    address = urls.read(raw)
    if address is None:
        error = NothingThere("This address does not read as a resolution.")
        return await not_found(datasette, request, error, urls.cut_suffix(raw)[1])
    try:
        place = await responses.ask(datasette, lambda conn: landing.land(conn, address.place))
        if raw != (canonical := links.write(place, address.suffix)):
            return responses.move(datasette, canonical, request.query_string)
        if address.suffix:
            return await _show_form(datasette, request, place, address.suffix)
        if place.path in ("pp", "op"):
            return responses.move(datasette, links.write(Pinpoint(place.number, place.year)) + f"#{place.path}")
        if not resolutions.is_part(place.path):
            return await _show_clause(datasette, request, place)
        return await _show_resolution(datasette, request, place)
    except NothingThere as error:
        return await not_found(datasette, request, error, address.suffix)


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


async def _show_form(datasette: Datasette, request: Request, place: Pinpoint, suffix: str) -> Response:
    base = responses.base_of(datasette, request)
    if suffix == "json":
        value = await responses.ask(datasette, lambda conn: found_json(resolutions.read(conn, place), base))
        return responses.data(datasette, value)
    if suffix == "txt" and (named := request.args.get("style")):
        return await _show_citation(datasette, place, str(named), base)
    write, kind = _FORMS[suffix]
    url = base + links.write(place)
    return responses.plain(
        datasette, await responses.ask(datasette, lambda conn: write(resolutions.read(conn, place), base, url)), kind
    )


async def _show_citation(datasette: Datasette, place: Pinpoint, named: str, base: str) -> Response:
    """The citation alone in the style of `.txt?style=oscola`, a line a form; why not, where it is not offered."""
    try:
        style = styles.read_style(named)
    except UnknownStyle as error:
        return responses.plain(datasette, f"{error}\n", status=400)
    item = await responses.ask(datasette, lambda conn: citations.item(resolutions.read(conn, place), base))
    written = styles.cite_as(item.cited, style.name)
    return responses.plain(datasette, "".join(f"{text}\n" for text in written.values()))


# The pages


async def _show_resolution(datasette: Datasette, request: Request, place: Pinpoint) -> Response:
    asked = str(request.args.get("para") or "").strip(" .").lower()
    if re.fullmatch(r"[a-z0-9]{1,8}", asked):
        return responses.move(datasette, links.write(replace(place, path="")) + f"#op/{asked}")
    shown = _shown(datasette, request)
    values = await responses.ask(datasette, lambda conn: resolution_values(conn, place, shown))
    return await responses.page(datasette, request, "resolution.html", values)


async def _show_clause(datasette: Datasette, request: Request, place: Pinpoint) -> Response:
    shown = _shown(datasette, request)
    values = await responses.ask(datasette, lambda conn: clause_values(conn, place, shown))
    return await responses.page(datasette, request, "clause.html", values)


def _shown(datasette: Datasette, request: Request) -> Shown:
    root, base = responses.root_of(datasette), responses.base_of(datasette, request)
    return Shown(
        page_number(request),
        typed_text(request),
        root,
        base,
        WHOLE in request.scope,
        str(request.args.get("style") or ""),
    )
