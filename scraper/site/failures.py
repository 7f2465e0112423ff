"""What goes wrong, told: the status it has, and one sentence as a page, as JSON or as plain text."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from scraper.errors import DatabaseError
from scraper.site import responses
from scraper.site.params import read_page

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

_log = logging.getLogger(__name__)

SURPRISE = "Something went wrong here, and it has been logged. Other pages should still work."
"""What is said of a fault of this program."""

_OF_THE_FILE = {
    sqlite3.SQLITE_INTERNAL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_NOTADB,
}  # fmt: skip
"""What SQLite says when something is wrong with the database or the machine, and not with what was asked."""

_PLAIN = {".csv", ".atom", ".txt", ".md", ".ris", ".bib"}
"""Forms whose readers are programs: they get the sentence without a page around it."""


class Refused(Exception):
    """A request that no page is asked for: its status, a sentence that says what to do, and further headers."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        """Refuse with this."""
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers or {}


async def tell(datasette: Datasette, request: Request, error: Exception) -> Response:
    """The answer to a request that failed.

    What no request should cause is logged: a fault of this program with its place in the code, a database that cannot
    be asked in one line.
    """
    status, said = account(error, of_datasette=read_page(datasette, request.path) is not None)
    if status >= 500:
        asked = quote(request.full_path[:500], safe="/?&=%")
        _log.error("%s %s: %s", request.method, asked, said, exc_info=error if status == 500 else None)
    response = await _answer(datasette, request, status, said)
    if isinstance(error, Refused):
        response.headers.update(error.headers)
    return response


def account(error: Exception, *, of_datasette: bool) -> tuple[int, str]:
    """Status and sentence of an error; `of_datasette` where it comes from one of Datasette's own pages.

    Those hand what a visitor typed to SQLite and to `int` as it comes, so that a ValueError, an OverflowError and most
    of SQLite's errors tell of the request. On our pages they are faults of this program.
    """
    if isinstance(error, Refused):
        return error.status, error.sentence
    if isinstance(error, DatabaseError):
        return 503, str(error)
    if isinstance(error, sqlite3.Error) and not _tells_of_the_request(error):
        return 503, f"The database cannot be read: {error}. Build it again with: unsc build"
    if isinstance(error, Base400):
        said = str(error.args[0]) if error.args else ""
        return error.status, "There is no page at this address." if said in ("", "404") else said
    if isinstance(error, QueryInterrupted) or getattr(error, "title", None) == "SQL Interrupted":
        return 400, "This query took longer than is allowed. Ask for less at once: fewer rows, or a narrower condition."
    if isinstance(error, DatasetteError):  # 500 unless told otherwise, and never anything but what was asked
        return (400 if error.status == 500 else int(error.status)), str(error.message)
    if of_datasette and _tells_of_the_request(error):
        return 400, f"This could not be read: {error}. Correct what stands after the question mark of the address."
    return 500, SURPRISE


def _tells_of_the_request(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _OF_THE_FILE
    return isinstance(error, (ValueError, OverflowError))


async def _answer(datasette: Datasette, request: Request, status: int, said: str) -> Response:
    suffix = PurePosixPath(request.path).suffix
    if suffix == ".json" or request.headers.get("accept", "").startswith("application/json"):
        return responses.data(datasette, {"ok": False, "status": status, "error": said}, status)
    if suffix not in _PLAIN:
        try:
            return await responses.page(datasette, request, "missing.html", {"error": said, "status": status}, status)
        except Exception:  # the frame needs the database, which may be what is broken
            _log.debug("no page for status %s", status, exc_info=True)
    return responses.plain(datasette, f"{said}\n", status=status)
