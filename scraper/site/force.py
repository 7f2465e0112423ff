"""The pages on what stands and until when: what stands on a day, the life of a thread, what runs out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from datasette import Response

from scraper.database import threads
from scraper.database.landing import NothingThere
from scraper.render import life, life_feed
from scraper.site import responses
from scraper.site.resolution_pages import not_found

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

WITHIN = 180
"""So many days ahead stand on the page of what runs out, unless others are asked for."""

MOST_DAYS = 3660


def _day(request: Request, name: str) -> str:
    """An ISO day of the query string, "" where none, or no day, is given."""
    try:
        return date.fromisoformat((request.args.get(name) or "").strip()[:10]).isoformat()
    except ValueError:
        return ""


async def show_force(datasette: Datasette, request: Request) -> Response:
    """What stands, by kind, on the day that is asked or that of the newest resolution."""
    asked, suffix = _day(request, "on"), request.url_vars.get("suffix") or ""

    def read(conn: Any) -> dict[str, Any]:
        day = asked or threads.newest_day(conn)
        found = threads.standing(conn, day) if day else ()
        return {"day": day, "found": found, "threads": threads.list_threads(conn) if not suffix else ()}

    values = await responses.ask(datasette, read)
    base = responses.base_of(datasette, request)
    if suffix == "json":
        return responses.data(datasette, life.standing_json(values["found"], base, on=values["day"]))
    if suffix == "csv":
        return responses.plain(datasette, life.standing_csv(values["found"]), "text/csv")
    values["kinds"] = list(dict.fromkeys(one[2] for one in values["threads"]))
    return await responses.page(datasette, request, "force.html", values | {"canonical": f"{base}/force"})


async def show_thread(datasette: Datasette, request: Request) -> Response:
    """The life of one thread, as a page or in another form; another name of it leads to its address."""
    slug, suffix = request.url_vars["slug"], request.url_vars.get("suffix") or ""

    def read(conn: Any) -> tuple[threads.Thread, tuple[threads.Standing, ...], str]:
        thread = threads.read_thread(conn, threads.find_slug(conn, slug))
        day = threads.newest_day(conn)
        standing = threads.standing(conn, day) if suffix == "ics" else ()
        return thread, tuple(one for one in standing if one.slug == thread.slug and one.until), day

    try:
        thread, ends, day = await responses.ask(datasette, read)
    except NothingThere as error:
        return await not_found(datasette, request, error, suffix)
    if thread.slug != slug:
        return responses.move(datasette, f"/force/{thread.slug}" + (f".{suffix}" if suffix else ""))
    base = responses.base_of(datasette, request)
    if suffix == "json":
        return responses.data(datasette, life.thread_json(thread, base))
    if suffix == "csv":
        return responses.plain(datasette, life.thread_csv([thread]), "text/csv")
    if suffix == "ics":
        return responses.plain(datasette, life.calendar(ends, base).decode(), "text/calendar")
    values = {"thread": thread, "picture": life.draw_life(thread, day), "canonical": f"{base}/force/{slug}"}
    return await responses.page(datasette, request, "thread.html", values)


async def show_expiring(datasette: Datasette, request: Request) -> Response:
    """What runs out, from the day of the newest resolution on, or between the days that are asked."""
    suffix = request.url_vars.get("suffix") or ""
    begin, end = _day(request, "from"), _day(request, "to")

    def read(conn: Any) -> dict[str, Any]:
        first = begin or threads.newest_day(conn) or date.today().isoformat()
        day = date.fromisoformat(first)
        last = end or (min(day, date.max - timedelta(MOST_DAYS)) + timedelta(WITHIN)).isoformat()
        return {"first": first, "last": last, "found": threads.expiring(conn, first, last)}

    values = await responses.ask(datasette, read)
    base = responses.base_of(datasette, request)
    if suffix == "json":
        days = {"from": values["first"], "to": values["last"]}
        return responses.data(datasette, life.standing_json(values["found"], base, **days))
    if suffix == "csv":
        return responses.plain(datasette, life.standing_csv(values["found"]), "text/csv")
    if suffix == "ics":
        return responses.plain(datasette, life.calendar(values["found"], base).decode(), "text/calendar")
    if suffix == "atom":
        feed = life_feed.expiring_feed(values["found"], base, f"{base}/expiring.atom")
        return responses.plain(datasette, feed, "application/atom+xml")
    return await responses.page(datasette, request, "expiring.html", values | {"canonical": f"{base}/expiring"})
