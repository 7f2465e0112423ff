"""The page that checks a document: pasted, held against the database, and forgotten."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from datasette import Response

from scraper.check import Report, check_document
from scraper.cite.styles import STYLES
from scraper.errors import UnknownStyle
from scraper.render import check
from scraper.site import responses
from scraper.site.failures import Refused

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SECONDS = 8
"""So long the quotations of one document are looked for: others wait for their pages."""

SEND = "Send the text to check with POST, in the field “text” of a form."

POSTED = "unsc_posted"
"""Where the middleware leaves the fields of a form that was sent."""


async def show_check(datasette: Datasette, request: Request) -> Response:
    """The form, and, where a text was sent, what was found in it; as JSON at `/check.json`."""
    posted: dict[str, str] = request.scope.get(POSTED) or {}
    text, style = posted.get("text", ""), posted.get("style", "un")
    base = responses.base_of(datasette, request)

    def read(conn: sqlite3.Connection) -> Report:
        return check_document(text, conn, site=base, style=style, seconds=SECONDS)

    try:
        report = await responses.ask(datasette, read) if text.strip() else None
    except UnknownStyle as error:
        raise Refused(400, str(error)) from error
    if request.url_vars.get("suffix") == "json":
        if report is None:
            raise Refused(400, SEND)
        return _unkept(responses.data(datasette, report.as_dict()))
    findings = check.list_findings(report) if report else []
    context: dict[str, Any] = {
        "report": report, "findings": findings, "text": text, "style": style, "styles": STYLES,
        "canonical": f"{base}/check", "drawn": check.draw_checked(text, findings),
    }  # fmt: skip
    shown = await responses.page(datasette, request, "check.html", context)
    return _unkept(shown) if report else shown


def _unkept(response: Response) -> Response:
    """What was found in somebody's document is nobody else's, and is kept nowhere."""
    response.headers["cache-control"] = "no-store"
    return response
