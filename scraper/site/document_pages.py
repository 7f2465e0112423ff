"""The pages of documents that are no resolutions: statements, drafts, resolutions of the General Assembly, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import Response

from scraper.database.documents import read_document
from scraper.database.landing import NothingThere
from scraper.render.data import cited_json
from scraper.render.document_page import as_text, view_document
from scraper.render.links import quoted
from scraper.site import responses, urls
from scraper.site.params import page_number
from scraper.site.resolution_pages import not_found

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def show_document(datasette: Datasette, request: Request) -> Response:
    """What is known of a document, as a page, as text or as data; other spellings of its address lead there."""
    raw = request.scope.get("route_path") or request.path
    address = urls.read_document_address(raw)
    if address is None:
        return await not_found(datasette, request, NothingThere("This address does not read as a document’s symbol."))
    canonical = quoted(address.path)
    try:
        document = await responses.ask(datasette, lambda conn: read_document(conn, address.symbol))
        if raw != canonical:
            return responses.move(datasette, canonical, request.query_string)
        base = responses.base_of(datasette, request)
        if address.suffix == "json":
            return responses.data(datasette, cited_json(document, base))
        if address.suffix == "txt":
            return responses.plain(datasette, as_text(document, base + canonical.removesuffix(".txt")))
        view = view_document(document, page_number(request), responses.root_of(datasette))
    except NothingThere as error:
        return await not_found(datasette, request, error, address.suffix)
    return await responses.page(datasette, request, "document.html", {"view": view, "canonical": base + canonical})
