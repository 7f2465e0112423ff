"""The pages: each takes a request and gives an answer. What they show is asked of `database` and `search`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from datasette import Response

from scraper import query as queries
from scraper import search
from scraper.database import browse, coverage, threads
from scraper.database.landing import NothingThere
from scraper.database.refreshes import read_refresh
from scraper.render import feeds, findable, search_page
from scraper.render.charts import draw_years
from scraper.render.data import coverage_json
from scraper.site import opened, responses
from scraper.site.params import page_number, typed_text
from scraper.site.resolution_pages import not_found
from scraper.sources import SUBJECTS_SINCE

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


# Home and lists


async def show_home(datasette: Datasette, request: Request) -> Response:
    """The box, examples, the newest resolutions, years and topics."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {
            "newest": browse.newest(conn, 8),
            "years": browse.years(conn),
            "topics": browse.topics(conn)[:36],
            "extent": coverage.extent(conn),
        }

    context = await responses.ask(datasette, read)
    root = responses.root_of(datasette)
    context["picture"] = draw_years(context["years"], lambda year: f"{root}/year/{year}", room=292)
    return await responses.page(datasette, request, "home.html", context)


NEW_IN_FEED = 30
"""So many resolutions stand in the feed of new ones."""


async def show_new(datasette: Datasette, request: Request) -> Response:
    """The newest resolutions as a feed."""
    listed, built = await responses.ask(
        datasette, lambda conn: (browse.newest(conn, NEW_IN_FEED), coverage.built(conn))
    )
    base = responses.base_of(datasette, request)
    feed = feeds.to_feed("New Security Council resolutions", listed, f"{base}/new.atom", base, built)
    return responses.plain(datasette, feed, "application/atom+xml")


async def show_year(datasette: Datasette, request: Request) -> Response:
    """The resolutions of a year."""
    year = int(request.url_vars["year"])

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {"listed": browse.of_year(conn, year), "years": browse.years(conn), "year": year}

    context = await responses.ask(datasette, read)
    if not context["listed"]:
        return await not_found(datasette, request, NothingThere(f"No resolution of {year} is here."))
    root = responses.root_of(datasette)
    context["picture"] = draw_years(context["years"], lambda y: f"{root}/year/{y}", year)
    context |= {"title": f"Resolutions of {year}", "total": len(context["listed"])}
    return await responses.page(datasette, request, "list.html", context)


async def show_topic(datasette: Datasette, request: Request) -> Response:
    """The resolutions the library has put under a subject, and where there are any the older ones named like it."""
    slug = request.url_vars["slug"]

    def read(conn: sqlite3.Connection) -> tuple[str, list[browse.Listed], bool]:
        name, listed = browse.of_topic(conn, slug)
        return name, listed, browse.is_in_older_title(conn, name)

    try:
        name, listed, older = await responses.ask(datasette, read)
        context = _on_page(listed, page_number(request), ON_PAGE, f"/topic/{slug}")
    except NothingThere as error:
        return await not_found(datasette, request, error)
    words = " ".join(queries.spelling.words(name))
    context |= {"title": name, "topic": words, "older": queries.write_filter("title", words, OLDER) if older else ""}
    return await responses.page(datasette, request, "list.html", context)


OLDER = f"year:..{SUBJECTS_SINCE - 1}"
"""Resolutions that have no subjects."""

ON_PAGE = 150
"""So many resolutions stand on a page of a list."""

TOPICS_ON_PAGE = 500
"""So many topics stand on a page of theirs."""


def _on_page(items: Sequence[object], number: int, size: int, path: str) -> dict[str, Any]:
    """One page of a list, for a template. Raises NothingThere where it has no such page."""
    pages = max(1, -(-len(items) // size))
    if number > pages:
        raise NothingThere(f"There is no page {number} of this list; it has {pages}.")
    return {
        "listed": items[(number - 1) * size : number * size],
        "total": len(items),
        "page": number,
        "pages": pages,
        "path": path,
    }


async def show_coverage(datasette: Datasette, request: Request) -> Response:
    """What is here, from where, what is missing, known problems."""
    found = await responses.ask(datasette, coverage.read_coverage)
    refresh = read_refresh(opened.build_of(datasette).path)
    if request.url_vars.get("suffix"):
        return responses.data(datasette, coverage_json(found) | {"refresh": asdict(refresh) if refresh else None})
    root = responses.root_of(datasette)
    picture = draw_years(found.years, lambda year: f"{root}/year/{year}")
    base = responses.base_of(datasette, request)
    contact = (datasette.plugin_config("unsc-resolutions") or {}).get("contact", "")
    return await responses.page(
        datasette,
        request,
        "coverage.html",
        {
            "coverage": found,
            "picture": picture,
            "refresh": refresh,
            "canonical": f"{base}/coverage",
            "linked": findable.to_dataset(base, found),
            "contact": contact,
        },
    )


async def show_topics(datasette: Datasette, request: Request) -> Response:
    """Every topic."""
    try:
        context = _on_page(
            await responses.ask(datasette, browse.topics), page_number(request), TOPICS_ON_PAGE, "/topics"
        )
    except NothingThere as error:
        return await not_found(datasette, request, error)
    return await responses.page(datasette, request, "topics.html", context)


# Search


async def show_search(datasette: Datasette, request: Request) -> Response:
    """The results of a search, or with nothing typed how to search. Whatever is typed, an answer, never an error."""
    asked = _asked(datasette, request)
    suffix = request.url_vars.get("suffix") or ""
    if suffix:
        return await _search_form(datasette, request, asked, suffix)
    found, life = await responses.ask(
        datasette, lambda conn: (search_page.answer(conn, asked), _life_asked(conn, asked))
    )
    context = {
        "found": found,
        "asked": asked,
        "typed": asked.text,
        "empty": search_page.is_empty(asked),
        "view": search_page.view(asked, found),
        "undo": search_page.undo_links(asked, found),
        "close_said": search.CLOSE_SAID,
        "life": life,
    }
    return await responses.page(datasette, request, "search.html", context)


def _life_asked(conn: Any, asked: search_page.Asked) -> threads.Thread | None:
    """The mandate or measure that a search asks until when it runs, on its first page."""
    slug = search.asked_thread(conn, asked.text) if asked.page == 1 else None
    return threads.read_thread(conn, slug) if slug else None


def _asked(datasette: Datasette, request: Request) -> search_page.Asked:
    names = ("q", "page", "order", "group", "without")
    return search_page.read_asked({name: request.args.get(name) or "" for name in names}, responses.root_of(datasette))


async def _search_form(datasette: Datasette, request: Request, asked: search_page.Asked, suffix: str) -> Response:
    origin = responses.origin_of(datasette, request)
    if suffix == "csv":
        rows, stopped = await responses.ask(datasette, lambda conn: search_page.all_results(conn, asked))
        return responses.plain(datasette, search_page.to_csv(rows, origin + asked.root, stopped), "text/csv")
    if suffix == "atom":
        newest = replace(asked, page=1, order="newest")
        found, built = await responses.ask(
            datasette, lambda conn: (search_page.answer(conn, newest), coverage.built(conn))
        )
        return responses.plain(datasette, search_page.to_atom(found, asked, origin, built), "application/atom+xml")
    found = await responses.ask(datasette, lambda conn: search_page.answer(conn, asked))
    return responses.data(datasette, search.to_json(found))


async def suggest(datasette: Datasette, request: Request) -> Response:
    """Completions for a browser's search field, in the form browsers ask for."""
    typed = typed_text(request)
    found = await responses.ask(datasette, lambda conn: search.suggest(conn, typed))
    return responses.data(datasette, [typed, list(found)], kind="application/x-suggestions+json")


async def describe_search(datasette: Datasette, request: Request) -> Response:
    """The description by which a browser can add this search."""
    base = responses.base_of(datasette, request)
    return responses.plain(datasette, search_page.to_opensearch(base), "application/opensearchdescription+xml")
