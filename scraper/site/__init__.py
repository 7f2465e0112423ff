"""The public site, a Datasette plugin: its hooks. It comes with the installation, through an entry point.

Datasette swallows some of what goes wrong while it loads a plugin, so this stays a package (in a single module it would
find neither templates nor static files), and whatever it needs is loaded here, loudly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Generator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from datasette import Response, hookimpl
from markupsafe import Markup

from scraper import problems, search, sources
from scraper import query as queries
from scraper.database import coverage
from scraper.errors import DatabaseError
from scraper.models import Pinpoint, Symbol
from scraper.pinpoint import official_address, say_path
from scraper.render import changes, display, html, life, links, plain, references, search_page, sections, timeline_chart
from scraper.site import (
    bounds,
    checking,
    document_pages,
    failures,
    findable,
    force,
    interface,
    middleware,
    opened,
    pages,
    resolution_pages,
    responses,
    timeline,
    trace,
    urls,
)
from scraper.site.failures import Refused
from scraper.titles import ease_capitals, is_cut, short_title

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment

F = TypeVar("F", bound=Callable[..., Any])


def _hook(function: F) -> F:
    """Datasette's mark for a hook, with its type kept."""
    marked: F = hookimpl(function)
    return marked


Routes = list[tuple[str, Callable[..., Awaitable[Response]]]]


async def _show_asset(request: Request) -> Response:
    return responses.asset(request.url_vars["name"]) or Response.text("There is no such file.\n", status=404)


async def _show_closed() -> Response:
    """Of Datasette's pages about itself (paths on the disk, versions, threads) none is for visitors."""
    raise Refused(404, "There is no page at this address: what the server says of itself is not public.")


async def _to_path_without_slash(datasette: Datasette, request: Request) -> Response:
    path = request.scope.get("route_path") or request.path
    return responses.move(datasette, "/" + path.strip("/"), request.query_string)


ROUTES: Routes = [
    (r"/$", pages.show_home),
    (r"/search(?:\.(?P<suffix>json|csv|atom))?$", pages.show_search),
    (r"/suggest$", pages.suggest),
    (r"/check(?:\.(?P<suffix>json))?$", checking.show_check),
    (r"/api$", interface.show_interface),
    (r"/openapi\.json$", interface.show_openapi),
    (r"/new\.atom$", pages.show_new),
    (r"/opensearch\.xml$", pages.describe_search),
    (r"/robots\.txt$", findable.show_robots),
    (r"/llms\.txt$", findable.show_llms),
    (r"/sitemap\.xml$", findable.show_index),
    (r"/sitemap-(?P<year>\d{4})\.xml$", findable.show_sitemap),
    (r"/coverage(?:\.(?P<suffix>json))?$", pages.show_coverage),
    (r"/year/(?P<year>\d{4})$", pages.show_year),
    (r"/topics$", pages.show_topics),
    (r"/topic/(?P<slug>[a-z0-9-]{1,300})$", pages.show_topic),
    (r"/(?:search|coverage|topics|api|year/\d{4}|topic/[a-z0-9-]{1,300})/+$", _to_path_without_slash),
    (r"/force(?:\.(?P<suffix>json|csv))?$", force.show_force),
    (r"/force/(?P<slug>[^/]{1,300}?)(?:\.(?P<suffix>json|csv|ics))?$", force.show_thread),
    (r"/expiring(?:\.(?P<suffix>json|csv|ics|atom))?$", force.show_expiring),
    (r"/timeline/(?P<what>.+)$", timeline.show_timeline),
    (r"/trace(?:\.(?P<suffix>json|csv|txt))?$", trace.show_trace),
    (r"(?P<place>/S/RES/[^/]{1,40}/[^?]{1,300})/trace(?:\.(?P<suffix>json|csv|txt))?$", trace.show_trace),
    (r"/-/site/(?P<name>[a-z.-]+)$", _show_asset),
    (r"/-/(?!static/[\w.-]{1,100}$)", _show_closed),
    (urls.LIKELY, resolution_pages.show_place),
    (urls.DOCUMENT, document_pages.show_document),
]
"""Our pages, and what is closed. Each pattern takes time in proportion to the length of the address."""


@_hook
def register_routes() -> Routes:
    """Our pages. Datasette's own stay under the database's name and under `/-/`."""
    return ROUTES


@_hook
def asgi_wrapper(datasette: Datasette) -> Callable[..., Any]:
    """One layer in front of every page."""
    return middleware.wrap(datasette)


@_hook
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Read now what every answer needs to know, and what the search keeps in memory: no reader waits for it."""

    async def warm() -> None:
        await responses.make_shell(datasette)
        with suppress(DatabaseError):
            await opened.warm(datasette)

    return warm


@_hook
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Visitors' SQL is bounded wherever it can run; `_internal` and `_memory` are Datasette's own, and in memory."""
    if database not in ("_internal", "_memory"):
        bounds.bound(conn)


_IN_WORDS = {
    "describe": plain.describe,
    "excerpt": plain.excerpt,
    "say_adopted": plain.say_adopted,
    "say_seven": sections.say_seven,
    "short_title": short_title,
}
"""What templates say of a resolution in a line."""


@_hook
def prepare_jinja2_environment(env: Environment) -> None:
    """Functions for templates, so that none of them computes."""
    env.filters["cap"] = display.capitalize_first
    env.globals.update(
        _IN_WORDS,
        is_cut=is_cut,
        say_since=queries.say_since,
        say_date=display.say_date,
        say_name=ease_capitals,
        say_count=display.say_count,
        say_resolution=display.say_resolution,
        say_path=say_path,
        say_ranges=display.say_ranges,
        name_sheet=sections.name_sheet,
        official=official_address,
        qualities={quality: words.label for quality, words in sources.QUALITIES.items()},
        reaches=display.REACHES,
        invented=coverage.INVENTED,
        origins=sources.BY_NAME,
        problem_code=problems.describe,
        draw_citing=html.draw_citing,
        draw_excerpt=html.draw_excerpt,
        draw_referral=references.draw_referral,
        draw_mark=timeline_chart.draw_mark,
        say_governed=sections.say_governed,
        say_change=changes.say,
        list_gone=sections.list_gone,
        name_result=search_page.name_result,
        say_difference=search.say_difference,
        with_query=links.with_query,
        language=queries.LANGUAGE,
        draw_inline=html.draw_inline,
        place_path=_place_path,
        place_of=links.write,
        say_end=life.say_end,
        say_thread=life.say_thread,
        say_done=life.say_done,
        words_of=life.words_of,
        life_told=life.TOLD,
    )


def _place_path(symbol: Symbol, path: str = "", suffix: str = "") -> Markup:
    """The canonical path of a place, for templates."""
    return Markup(links.write(Pinpoint(symbol.number, symbol.year, path), suffix).replace("&", "&amp;"))


@_hook
def render_cell(datasette: Datasette, value: object, column: str, table: str | None) -> Markup | None:
    """In Datasette's tables a resolution's symbol leads to its page."""
    if column != "symbol" or table != "resolutions" or (place := urls.read(f"/{value}")) is None:
        return None
    return Markup('<a href="{}">{}</a>').format(responses.root_of(datasette) + links.write(place.place), value)


@_hook
def extra_template_vars(datasette: Datasette) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What the frame of every page needs, Datasette's own included."""

    async def extra() -> dict[str, Any]:
        return {"site": await responses.make_shell(datasette)}

    return extra


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Generator[None, Any, None]:
    """What goes wrong is told in our frame, in a sentence.

    Around Datasette's own handler, which would print a traceback for every error that it does not know, whoever else
    answers.
    """
    outcome = yield
    outcome.force_result([lambda: failures.tell(datasette, request, exception)])
