"""The page that checks a document: pasted, held against the database, and forgotten."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any

from datasette import Response

from scraper.check import Report, check_document
from scraper.check.documents import to_text
from scraper.cite.styles import STYLES
from scraper.errors import UnknownStyle, WrongContent
from scraper.render import check
from scraper.site import responses
from scraper.site.failures import Refused
from scraper.site.forms import LONGEST_FILE, LONGEST_TEXT, MOST_UPLOADED, Posted

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SECONDS = 8
"""So long the quotations of one document are looked for: others wait for their pages."""

SEND = "Send the text to check with POST, in the field “text” of a form, or as a file in the field “file”."

POSTED = "unsc_posted"
"""Where the middleware leaves the form that was sent."""

AT_ONCE = 2
"""So many files are read at the same time, each in a process of its own."""

_reading = asyncio.Semaphore(AT_ONCE)


async def show_check(datasette: Datasette, request: Request) -> Response:
    """The form, and, where a text was sent, what was found in it; as JSON at `/check.json`."""
    posted: Posted = request.scope.get(POSTED) or Posted({})
    text, style = posted.fields.get("text", ""), posted.fields.get("style", "un")
    text = (await _read_file(posted) if posted.data else text).replace("\r\n", "\n")
    base = responses.base_of(datasette, request)

    def read(conn: sqlite3.Connection) -> Report:
        return check_document(text, conn, file=posted.name, site=base, style=style, seconds=SECONDS)

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
        "report": report, "findings": findings, "text": "" if posted.data else text, "name": posted.name,
        "most": LONGEST_TEXT, "megabytes": MOST_UPLOADED // 1_000_000, "longest": LONGEST_FILE,
        "style": style, "styles": STYLES, "canonical": f"{base}/check", "drawn": check.draw_checked(text, findings),
    }  # fmt: skip
    shown = await responses.page(datasette, request, "check.html", context)
    return _unkept(shown) if report else shown


async def _read_file(posted: Posted) -> str:
    """The text of the file that was sent, read in a process of its own. Raises Refused for none, or too long a one."""
    try:
        async with _reading:
            text = await asyncio.to_thread(to_text, posted.data, posted.name)
    except WrongContent as error:
        raise Refused(422, str(error)) from error
    if len(text) > LONGEST_FILE:
        raise Refused(413, f"This document is too long: {LONGEST_FILE:,} characters of a file are checked at once.")
    return text


def _unkept(response: Response) -> Response:
    """What was found in somebody's document is nobody else's, and is kept nowhere."""
    response.headers["cache-control"] = "no-store"
    return response
