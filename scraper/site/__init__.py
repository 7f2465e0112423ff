"""The public site, a Datasette plugin: its hooks. It comes with the installation, through an entry point.

Datasette swallows some of what goes wrong while it loads a plugin, so this stays a package (in a single module it would
find neither templates nor static files), and whatever it needs is loaded here, loudly.
"""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from datasette import Response, hookimpl
from datasette.utils.asgi import Base400
from markupsafe import Markup

from scraper import search
from scraper.errors import DatabaseError
from scraper.models import Pinpoint, Symbol
from scraper.pinpoint import official_address, say_path
from scraper.site import (
    addresses,
    documents,
    forms,
    guard,
    marks,
    names,
    pages,
    referring,
    respond,
    searching,
    timeline,
    views,
    words,
)

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
    return respond.asset(request.url_vars["name"]) or Response.text("There is no such file.\n", status=404)


async def _to_path_without_slash(datasette: Datasette, request: Request) -> Response:
    path = request.scope.get("route_path") or request.path
    return respond.move(datasette, "/" + path.strip("/"), request.query_string)


@_hook
def register_routes() -> Routes:
    """Our pages. Datasette's own stay under the database's name and under `/-/`."""
    return [
        (r"/$", pages.show_home),
        (r"/search(?:\.(?P<suffix>json|csv|atom))?$", pages.show_search),
        (r"/suggest$", pages.suggest),
        (r"/opensearch\.xml$", pages.describe_search),
        (r"/coverage(?:\.(?P<suffix>json))?$", pages.show_coverage),
        (r"/year/(?P<year>\d{4})$", pages.show_year),
        (r"/topics$", pages.show_topics),
        (r"/topic/(?P<slug>[a-z0-9-]{1,300})$", pages.show_topic),
        (r"/(?:search|coverage|topics|year/\d{4}|topic/[a-z0-9-]{1,300})/+$", _to_path_without_slash),
        (r"/timeline/(?P<what>[^?]+?)(?:\.(?P<suffix>json))?/*$", timeline.show_timeline),
        (r"/-/site/(?P<name>[a-z.-]+)$", _show_asset),
        (addresses.LIKELY, documents.show_place),
    ]


@_hook
def asgi_wrapper() -> Callable[..., Any]:
    """Requests that Datasette's own code would stumble over are put right first."""
    return guard.guard


@_hook
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Read now what the search keeps in memory, so that the first reader does not wait for it."""

    async def warm() -> None:
        with suppress(DatabaseError):
            await respond.ask(datasette, search.corpus_of)

    return warm


@_hook
def prepare_jinja2_environment(env: Environment) -> None:
    """Functions for templates, so that none of them computes."""
    env.filters["cap"] = names.begin_large
    env.globals.update(
        say_date=names.say_date,
        say_title=names.say_title,
        say_name=names.ease_capitals,
        say_count=names.say_count,
        say_resolution=names.say_resolution,
        say_path=say_path,
        say_ranges=names.say_ranges,
        name_sheet=views.name_sheet,
        official=official_address,
        say_adopted=forms.say_adopted,
        qualities=names.QUALITIES,
        reaches=names.REACHES,
        upstreams=names.UPSTREAMS,
        draw_citing=words.draw_citing,
        draw_excerpt=words.draw_excerpt,
        draw_referral=referring.draw_referral,
        draw_mark=marks.draw_mark,
        say_governed=views.say_governed,
        name_result=searching.name_result,
        with_query=addresses.with_query,
        place_path=_place_path,
    )


def _place_path(symbol: Symbol, path: str = "", suffix: str = "") -> Markup:
    """The canonical path of a place, for templates."""
    return Markup(addresses.write(Pinpoint(symbol.number, symbol.year, path), suffix).replace("&", "&amp;"))


@_hook
def render_cell(datasette: Datasette, value: object, column: str, table: str | None) -> Markup | None:
    """In Datasette's tables a resolution's symbol leads to its page."""
    if column != "symbol" or table != "resolutions" or (place := addresses.read(f"/{value}")) is None:
        return None
    return Markup('<a href="{}">{}</a>').format(respond.root_of(datasette) + addresses.write(place.place), value)


@_hook
def extra_template_vars(datasette: Datasette) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What the frame of every page needs, Datasette's own included."""

    async def extra() -> dict[str, Any]:
        return {"site": await respond.make_shell(datasette)}

    return extra


@_hook
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """What goes wrong is told in our frame, in a sentence; a surprise is logged, its insides not shown."""

    async def answer() -> Response:
        status, said = _account(exception)
        if status == 500:
            traceback.print_exception(exception)
        if request.path.endswith(".json"):
            return respond.data(datasette, {"ok": False, "status": status, "error": said}, status)
        return await respond.page(datasette, request, "missing.html", {"error": said, "status": status}, status)

    return answer


def _account(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, DatabaseError):
        return 503, str(exception)
    if isinstance(exception, Base400):
        said = str(exception.args[0]) if exception.args else ""
        return exception.status, "There is no page at this address." if said in ("", "404") else said
    status = getattr(exception, "status", 500)
    if status != 500:
        return int(status), str(getattr(exception, "message", exception))
    return 500, "Something went wrong here, and it is written down. Other pages should still work."
