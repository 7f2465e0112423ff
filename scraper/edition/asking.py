"""Having the site answer, without a server: its ASGI application is called."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from scraper.errors import UnscError
from scraper.site import opened
from scraper.site.resolution_pages import WHOLE
from scraper.site.server import Public, make_site

Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the site said: status, type as in its header, body; and where it leads instead, "" where nowhere else."""

    status: int
    type: str
    body: bytes
    location: str

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.type.startswith("text/html")


class Asker:
    """The site over one database, ready to be asked; to be closed."""

    def __init__(self, database: Path, public: Public) -> None:
        """Raises DatabaseError where the database is not one of this version's."""
        self._loop = asyncio.new_event_loop()
        self._site = make_site(database, public=public)
        self._root = f"/{public.prefix.strip('/')}".rstrip("/")
        self._loop.run_until_complete(self._site.invoke_startup())
        self._app = self._site.client.app

    def close(self) -> None:
        """Let go of the database, threads and memory."""
        opened.close(self._site)
        self._loop.close()

    def ask(self, address: str, page: int = 1) -> Answered:
        """The answer at an address below the root, long texts whole. Raises UnscError where it is a failure."""
        answer = self._loop.run_until_complete(self._ask(address, f"page={page}" if page > 1 else ""))
        if answer.status >= 500:
            raise UnscError(f"The page at {address} could not be made: status {answer.status}.")
        return answer

    async def _ask(self, address: str, query: str) -> Answered:
        path = self._root + address
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": unquote(path), "raw_path": path.encode("ascii"), "query_string": query.encode("ascii"),
            "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 0), "server": ("localhost", 80), WHOLE: True,
        }  # fmt: skip
        start: Message = {}
        parts: list[bytes] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        told = {name.lower(): value.decode() for name, value in start["headers"]}
        return Answered(start["status"], told.get(b"content-type", ""), b"".join(parts), told.get(b"location", ""))
