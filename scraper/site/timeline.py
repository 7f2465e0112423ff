"""The page of one chain: a resolution and those that extend, modify, end, use or recall it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import Response

from scraper.database import relations
from scraper.database.landing import NothingThere
from scraper.models import Pinpoint
from scraper.render import timeline_chart
from scraper.render.timeline import (
    ON_PAGE,
    Chain,
    acts_beside,
    list_choices,
    read_chain,
    read_chosen,
    strongest,
    to_json,
    write,
    written,
)
from scraper.site import responses, urls
from scraper.site.params import page_number
from scraper.site.resolution_pages import not_found

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def show_timeline(datasette: Datasette, request: Request) -> Response:
    """The timeline of a resolution as a page or as data; other spellings of its address lead there."""
    address = urls.read("/" + request.url_vars["what"])
    if address is None or address.suffix not in ("", "json"):
        return await not_found(datasette, request, NothingThere("This address does not read as a resolution."))
    place, suffix = Pinpoint(address.place.number, address.place.year), address.suffix
    asked = read_chosen(request.args.get("show") or "")
    try:
        chain = await responses.ask(datasette, lambda conn: read_chain(conn, place, asked))
    except NothingThere as error:
        return await not_found(datasette, request, error, suffix)
    if (request.scope.get("route_path") or request.path) != write(place.number, suffix):
        return responses.move(datasette, write(place.number, suffix), request.query_string)
    if suffix:
        return responses.data(datasette, to_json(chain, responses.base_of(datasette, request)))
    return await _show_page(datasette, request, chain)


async def _show_page(datasette: Datasette, request: Request, chain: Chain) -> Response:
    number, pages = page_number(request), max(1, -(-len(chain.rows) // ON_PAGE))
    if number > pages:
        said = f"There is no page {number} of this timeline; it has {pages}."
        return await not_found(datasette, request, NothingThere(said))
    root = responses.root_of(datasette)
    rows = chain.rows[(number - 1) * ON_PAGE : number * ON_PAGE]
    context = {
        "chain": chain,
        "lives": [(one, acts_beside(chain, one)) for one in chain.lives] if number == 1 else [],
        "record": chain.record,
        "choices": list_choices(chain, root),
        "picture": timeline_chart.draw_chain(chain.record, strongest(chain.rows), root),
        "rows": await responses.ask(datasette, lambda conn: relations.quote(conn, rows)),
        "page": number,
        "pages": pages,
        "show": written(chain),
        "canonical": responses.origin_of(datasette, request) + root + chain.address,
    }
    return await responses.page(datasette, request, "timeline.html", context)
