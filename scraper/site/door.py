"""The site in front of a database that builds replace: each request is answered whole by one build.

A build puts a new file in the old one's place. A second site is then made over it and asked a page, while the first
still answers; from one moment on all new requests go to the second, and the first is closed when it has answered those
that it had begun.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from datasette.app import Datasette

from scraper.database import opening
from scraper.errors import DatabaseError
from scraper.site import opened
from scraper.site.cache import Cached

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PERIOD = 0.25
"""Seconds between two looks at the file. One that has changed is taken when it looks the same twice: being copied in
place, it changes for a while."""

LINGER = 60.0
"""Seconds after which a site that was replaced is closed, whoever still reads from it slowly."""

ASKED = "/"
"""The page that a new site has to answer well before anyone else asks it."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Served:
    """A site over one file, how many resolutions there are in it, and how many requests it is answering."""

    site: Datasette
    app: Any
    resolutions: int
    under_way: int = 0


class Examined(NamedTuple):
    """How many resolutions a database has, and what tells its content from any other's."""

    resolutions: int
    content: str


class Door:
    """An ASGI application that answers from the newest good build."""

    def __init__(self, database: Path, make: Callable[[], Datasette]) -> None:
        """`make` makes a site over the file that `database` names at the time. Call `open` before the first request."""
        self.database = database
        self._make = make
        self._served: Served | None = None
        self._tried: opening.Identity | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Open the file that is there now. Raises DatabaseError, with the reason, where it is not to be served."""
        file = self._tried = opening.identify(self.database)
        count = await asyncio.to_thread(examine, self.database, self._served.resolutions if self._served else 0)
        site = self._make()
        try:
            await _warm(site)
            if opened.build_of(site).file != file:
                raise DatabaseError(f"{self.database} was replaced while it was being opened.")
        except BaseException:
            opened.close(site)
            raise
        old, self._served = self._served, Served(site, Cached(site, site.client.app, count.content), count.resolutions)
        if old:
            self._start(_close(old))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request from one build, whatever comes in its place meanwhile."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        served = self._served
        assert served is not None, "not opened"
        served.under_way += 1
        try:
            await served.app(scope, receive, send)
        finally:
            served.under_way -= 1

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._start(self._watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._tasks:
            task.cancel()
        if self._served:
            opened.close(self._served.site)  # or a visitor's statement would keep the process alive
        await send({"type": "lifespan.shutdown.complete"})

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self) -> None:
        last = self._tried
        while True:
            await asyncio.sleep(PERIOD)
            last, before = opening.identify(self.database), last
            if last == before and last not in (None, self._tried):
                await self._follow()

    async def _follow(self) -> None:
        try:
            await self.open()
        except DatabaseError as error:
            _log.warning("The new database is not served, the old one is: %s", error)
        except Exception:
            _log.exception("The new database is not served, the old one is.")


def examine(database: Path, before: int) -> Examined:
    """What is in it.

    Raises DatabaseError where it is damaged, or has fewer than `before` and nobody accepted that.
    """
    with opening.damage_told(database), closing(opening.open_database(database)) as conn:
        if (said := conn.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise DatabaseError(f"{database} is damaged: {said.splitlines()[-1]}. Build it again with: unsc build")
        count, accepted, content, specimens = conn.execute(
            "SELECT (SELECT count(*) FROM resolutions), accepted, content, specimens FROM build"
        ).fetchone()
    if count < before and not accepted:
        raise DatabaseError(
            f"{database} has {count} resolutions, {before} were there before."
            " If that is meant, build it with: unsc build --accept"
        )
    return Examined(int(count), f"{content} {specimens}")


async def _warm(site: Datasette) -> None:
    await site.invoke_startup()
    await opened.warm(site)
    answer = await site.client.get(ASKED)
    if answer.status_code != 200:
        raise DatabaseError(f"A page of it answers with status {answer.status_code}.")


async def _close(old: Served) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            while old.under_way:
                await asyncio.sleep(PERIOD)
    opened.close(old.site)
