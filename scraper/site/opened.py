"""The build of the database that a site answers from: one file, opened once, whatever takes its name later."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from scraper import search
from scraper.database import opening
from scraper.errors import DatabaseError
from scraper.site.pools import Pool
from scraper.site.visitors import VisitorsDatabase

if TYPE_CHECKING:
    from datasette.app import Datasette

DATABASE = "unsc"
"""The name the database is attached under: that of its file."""

READERS = 4
"""Threads for our pages: most of a page is Python, which runs in one at a time; while one waits, others go on."""


class Build(NamedTuple):
    """The pool that our pages ask, that of visitors, and what the search keeps in memory for as long as they do."""

    path: Path
    file: opening.Identity
    readers: Pool
    visitors: Pool
    corpus: list[search.Corpus]


_builds: WeakKeyDictionary[Datasette, Build] = WeakKeyDictionary()


def build_of(datasette: Datasette) -> Build:
    """What this site answers from, opened at the first call. Raises DatabaseError where there is none or it is damaged.

    All connections that the site will ever use are opened here, to one file: by our pages, which visitors' SQL can take
    neither threads nor connections from, and by Datasette's own.
    """
    if datasette not in _builds:
        _builds[datasette] = _open(datasette)
    return _builds[datasette]


def _open(datasette: Datasette) -> Build:
    attached = datasette.databases.get(DATABASE)
    if attached is None or attached.path is None:
        raise DatabaseError(f"No database named {DATABASE} is attached. Start the site with: unsc serve")
    path, few = Path(attached.path), datasette.setting("num_sql_threads") or 1
    connections = opening.open_together(path, READERS + few)
    with opening.damage_told(path):
        named = _name_build(connections[0])
        for conn in connections[READERS:]:
            datasette._prepare_connection(conn, DATABASE)
    readers = Pool(connections[:READERS], ThreadPoolExecutor(READERS, thread_name_prefix="reader"))
    visitors = Pool(connections[READERS:], ThreadPoolExecutor(few, thread_name_prefix="visitor"))
    own = VisitorsDatabase(datasette, path, visitors, is_mutable=attached.is_mutable, hash=named)
    own.name, own.route = attached.name, attached.route
    datasette.databases = datasette.databases | {DATABASE: own}
    return Build(path, connections[0].file, readers, visitors, [])


def _name_build(conn: Connection) -> str:
    """A digest that no two builds share, from the row that describes it."""
    row = conn.execute("SELECT * FROM build").fetchone()
    return hashlib.sha256(repr(tuple(row or ())).encode()).hexdigest()


async def warm(datasette: Datasette) -> None:
    """Open the build and read what the search keeps in memory, so that the first reader does not wait for it."""
    build = build_of(datasette)
    with opening.damage_told(build.path):
        build.corpus.append(await build.readers.ask(search.corpus_of))


def close(datasette: Datasette) -> None:
    """Let go of the build, once no request is under way: connections, threads and memory."""
    if build := _builds.pop(datasette, None):
        build.readers.close()
        build.visitors.close()
        build.corpus.clear()
    if datasette.executor:
        datasette.executor.shutdown(wait=False)  # it has had only Datasette's notes to itself, `_internal`, to ask
    _end_writing(datasette)


def _end_writing(datasette: Datasette) -> None:
    """Datasette has a thread for writes to its own notes, which never ends and holds all of the site in memory."""
    with suppress(KeyError, AttributeError):
        datasette.databases["_internal"]._write_queue.put(_End())


class _End:
    """A task whose end is that of the thread."""

    reply_queue = None

    def fn(self, _conn: object) -> None:
        raise SystemExit
