"""The page and data of a history: `/trace?q=` for words, `/S/RES/.../op/1/trace` for those of a clause."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from datasette import Response

from scraper.cite.styles import STYLES, read_style
from scraper.database.landing import NothingThere
from scraper.errors import UnknownStyle
from scraper.render import links
from scraper.render import trace as rendering
from scraper.render.charts import draw_stacks
from scraper.render.precedents import list_precedents
from scraper.site import responses, urls
from scraper.site.resolution_pages import not_found
from scraper.trace.history import History, Question, question_of, read_years, trace
from scraper.trace.uses import BadQuestion

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

MOST_USES = 100
"""So many uses are listed on the page, and as many precedents; the data has all."""

LONG = 600
"""Longer words are not repeated in the links that narrow a history."""


@dataclass(frozen=True, slots=True)
class AskedTrace:
    """What an address asks for: the path of a clause or words, what they are narrowed to, and a style of citation."""

    place: str
    typed: str
    within: str = "all"
    year: str = ""
    agenda: str = ""
    style: str = "un"
    root: str = ""

    @staticmethod
    def of(place: str, values: Mapping[str, str], root: str) -> AskedTrace:
        """What the query string says; a part that is none is left out. Raises BadQuestion for a style that is none."""
        within = values.get("in", "all")
        try:
            style = read_style(values.get("style", "un")).name
        except UnknownStyle as error:
            raise BadQuestion(str(error)) from error
        return AskedTrace(
            place, values.get("q", ""), within if within in rendering.WITHIN else "all",
            values.get("year", "")[:20], values.get("agenda", "")[:300], style, root,
        )  # fmt: skip

    def link(self, suffix: str = "", **changes: object) -> str:
        """The address of this history with something changed."""
        values: dict[str, object] = {
            "q": "" if self.place else self.typed,
            "in": self.within if self.within != "all" else "",
            "year": self.year,
            "agenda": self.agenda,
            "style": self.style if self.style != "un" else "",
            **changes,
        }
        return links.with_query(f"{self.root}{self.place}/trace{'.' + suffix if suffix else ''}", **values)

    def ask(self, conn: sqlite3.Connection) -> History:
        """Trace it. Raises NothingThere and BadQuestion."""
        address = urls.read(self.place) if self.place else None
        asked = question_of(conn, address.place) if address else Question(self.typed)
        narrowed = replace(asked, within=cast(Any, self.within), years=read_years(self.year), agenda=self.agenda)
        return trace(conn, narrowed)


@dataclass(frozen=True, slots=True)
class Traced:
    """A history, and the precedents that are told of it: all for a file, the newest for a page."""

    history: History
    precedents: list[str]


async def show_trace(datasette: Datasette, request: Request) -> Response:
    """Where the words of an address or of its clause come from; as a page, JSON, CSV or a list of precedents."""
    suffix, raw = request.url_vars.get("suffix") or "", request.url_vars.get("place") or ""
    values = {name: str(request.args.get(name) or "") for name in ("q", "in", "year", "agenda", "style")}
    base = responses.base_of(datasette, request)
    asked = AskedTrace(raw, values["q"], root=responses.root_of(datasette))
    try:
        asked = AskedTrace.of(raw, {name: value for name, value in values.items() if value}, asked.root)

        def read(conn: sqlite3.Connection) -> Traced:
            history = asked.ask(conn)
            newest = history.counted[::-1]
            most = {"": MOST_USES, "txt": None}.get(suffix, 0)
            return Traced(history, list_precedents(conn, newest[:most], asked.style, base))

        traced = await responses.ask(datasette, read)
    except NothingThere as error:
        return await not_found(datasette, request, error, suffix)
    except BadQuestion as error:
        return await _refuse(datasette, request, asked, str(error), suffix)
    if suffix == "json":
        return responses.data(datasette, rendering.to_json(traced.history, base))
    if suffix == "csv":
        return responses.plain(datasette, rendering.to_csv(traced.history, base), "text/csv")
    if suffix == "txt":
        return responses.plain(datasette, "".join(f"{line}\n" for line in traced.precedents))
    return await responses.page(datasette, request, "trace.html", _shown(traced, asked))


async def _refuse(datasette: Datasette, request: Request, asked: AskedTrace, error: str, suffix: str) -> Response:
    """Say why something cannot be traced; the page alone where nothing was asked."""
    if suffix == "json":
        return responses.data(datasette, {"ok": False, "status": 400, "error": error}, 400)
    if suffix:
        return responses.plain(datasette, f"{error}\n", status=400)
    empty = not (asked.typed or asked.place)
    context = {"asked": asked, "history": None, "error": "" if empty else error, "places": rendering.WITHIN}
    return await responses.page(datasette, request, "trace.html", context, 200 if empty else 400)


def _shown(traced: Traced, asked: AskedTrace) -> dict[str, Any]:
    """What the page shows of a history."""
    history = traced.history
    years = rendering.count_by_wording(history)
    repeated = asked if asked.place or len(asked.typed) <= LONG else None
    return {
        "asked": asked,
        "history": history,
        "error": "",
        "said": [rendering.link_uses(history, said, asked.root) for said in rendering.say_history(history)],
        "held": rendering.say_held(history.held),
        "wordings": rendering.draw_wordings(history),
        "years": years,
        "picture": draw_stacks(years.rows, lambda year: asked.link(year=year) if repeated else "#uses"),
        "uses": history.counted[::-1][:MOST_USES],
        "agendas": rendering.list_agendas(history.counted) if repeated else [],
        "places": rendering.WITHIN,
        "styles": STYLES,
        "precedents": traced.precedents,
        "forms": {suffix: asked.link(suffix) for suffix in ("json", "csv", "txt")} if repeated else {},
    }
