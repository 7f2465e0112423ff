"""The addresses that search engines ask for first."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from datasette import Response

from scraper.database import browse
from scraper.database.landing import NothingThere
from scraper.models import Pinpoint
from scraper.render import findable
from scraper.site import responses
from scraper.site.resolution_pages import not_found

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def show_robots(datasette: Datasette, request: Request) -> Response:
    """What robots may read."""
    base = responses.base_of(datasette, request)
    return responses.plain(datasette, findable.to_robots(base, responses.root_of(datasette)))


async def show_llms(datasette: Datasette, request: Request) -> Response:
    """What language models should know."""
    return responses.plain(datasette, findable.to_llms(responses.base_of(datasette, request)), "text/markdown")


async def show_index(datasette: Datasette, request: Request) -> Response:
    """The sitemaps."""
    years = await responses.ask(datasette, browse.years)
    base = responses.base_of(datasette, request)
    return responses.plain(datasette, findable.to_index(base, (year for year, _ in years)), "application/xml")


async def show_sitemap(datasette: Datasette, request: Request) -> Response:
    """The resolutions of a year and their operative paragraphs."""
    year = int(request.url_vars["year"])

    def read(conn: sqlite3.Connection) -> list[Pinpoint]:
        return browse.places_of_year(conn, year)

    places = await responses.ask(datasette, read)
    if not places:
        return await not_found(datasette, request, NothingThere(f"No resolution of {year} is here."))
    text = findable.to_sitemap(responses.base_of(datasette, request), places)
    return responses.plain(datasette, text, "application/xml")
