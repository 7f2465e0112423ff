"""The page and data of a history: `/trace?q=` for words, `/S/RES/.../op/1/trace` for those of a clause."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from datasette import Response

from scraper.database.landing import NothingThere
from scraper.render import links
from scraper.render import trace as rendering
from scraper.render.charts import draw_years
from scraper.site import responses, urls
from scraper.site.resolution_pages import not_found
from scraper.trace.history import History, Question, Within, question_of, trace
from scraper.trace.uses import BadQuestion

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def show_trace(datasette: Datasette, request: Request) -> Response:
    """Where the words of an address or of its clause come from; as a page, JSON or CSV."""
    suffix, raw = request.url_vars.get("suffix") or "", request.url_vars.get("place") or ""
    typed = request.args.get("q") or ""

    def read(conn: sqlite3.Connection) -> History:
        address = urls.read(raw) if raw else None
        asked = question_of(conn, address.place) if address else Question(typed)
        within = request.args.get("in") or "all"
        known = within if within in ("pp", "op", "annex", "all") else "all"
        return trace(conn, replace(asked, within=cast(Within, known)))

    context: dict[str, Any] = {
        "typed": typed,
        "history": None,
        "said": [],
        "held": "",
        "error": "",
        "data": "",
        "picture": "",
    }
    try:
        history = await responses.ask(datasette, read)
    except NothingThere as error:
        return await not_found(datasette, request, error, suffix)
    except BadQuestion as error:
        if suffix:
            return responses.data(datasette, {"ok": False, "status": 400, "error": str(error)}, 400)
        context["error"] = str(error) if typed or raw else ""
        return await responses.page(datasette, request, "trace.html", context, 400 if context["error"] else 200)
    base = responses.base_of(datasette, request)
    if suffix == "json":
        return responses.data(datasette, rendering.to_json(history, base))
    if suffix == "csv":
        return responses.plain(datasette, rendering.to_csv(history, base), "text/csv")
    context |= _shown(history, typed, raw, responses.root_of(datasette))
    return await responses.page(datasette, request, "trace.html", context)


def _shown(history: History, typed: str, raw: str, root: str) -> dict[str, Any]:
    """What the page shows of a history: sentences, the picture of its years, wordings, its data."""
    phrase = f'"{history.question.text[:200]}"'
    years = [(int(year), count) for year, count in history.years.items()]
    return {
        "history": history,
        "said": list(rendering.say_history(history)),
        "held": rendering.say_held(history.held),
        "wordings": rendering.draw_wordings(history),
        "picture": draw_years(years, lambda year: links.with_query(f"{root}/search", q=f"{phrase} year:{year}")),
        "data": root + raw + "/trace.json" if raw else links.with_query(f"{root}/trace.json", q=typed),
    }
