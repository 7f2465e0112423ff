"""Answers that are kept: the same question to the same build has the same answer, so it is asked of Datasette once.

Each of our pages is a function of the build, of the program and of what was asked. Its entity tag (RFC 9110, 8.8.3) is
a digest of these, so that a reader who has a page is told so (304) before anything is read or drawn; and the bodies of
the pages last asked for stay in memory, plain or compressed as they were sent, within a bound. Every build has a cache
of its own, which goes with it.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from scraper.site import responses

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

MOST_BYTES, LARGEST = 24_000_000, 1_000_000
"""How much is kept in all, and how large one body may be, in bytes."""

LEAST, LONG = 500, 100_000
"""Bodies of fewer bytes are not compressed; those of more are compressed in a thread, so that nobody waits."""

PASSED = ("/coverage", "/-/", "/unsc")
"""Addresses whose answers are no function of the build alone: what a refresh came to, Datasette's own pages, SQL."""

_UNCHANGED: Headers = [
    (b"cache-control", b"max-age=60"),
    *((name.encode(), value.encode()) for name, value in responses.READABLE.items()),
]

_OURS = frozenset({b"vary", b"etag", b"content-length", b"content-encoding", b"transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with status 200 as it is sent: its headers, tag and length among them, and its body."""

    headers: Headers
    body: bytes


class Cached:
    """An ASGI application in front of a site over one build."""

    def __init__(self, site: Datasette, app: App, content: str) -> None:
        """`content` is the digest of what the build holds (`build.content`)."""
        self._app = app
        self._root = responses.root_of(site)
        setting = repr((content, self._root, site.plugin_config("unsc-resolutions"), site.setting("default_allow_sql")))
        self._seed = hashlib.sha256((setting + digest_program()).encode()).digest()
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or have it answered and keep that."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or self._is_passed(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        zipped = accepts_gzip(asked.get(b"accept-encoding", b""))
        tag = self._tag(scope, asked.get(b"host", b""), zipped)
        if holds(asked.get(b"if-none-match", b""), tag):
            await _send(send, 304, [*_telling(tag), *_UNCHANGED], b"")
        elif kept := self._kept.get(tag):
            self._kept.move_to_end(tag)
            await _send(send, 200, kept.headers, b"" if scope["method"] == "HEAD" else kept.body)
        elif scope["method"] == "HEAD":
            await self._app(scope, receive, send)
        else:
            await self._ask(scope, receive, send, tag, zipped)

    def _is_passed(self, path: str) -> bool:
        return path.removeprefix(self._root).startswith(PASSED)

    def _tag(self, scope: Message, host: bytes, zipped: bool) -> bytes:
        asked = (scope.get("raw_path") or scope["path"].encode(), scope.get("query_string") or b"", host)
        parts = b"\0".join((*asked, scope.get("scheme", "http").encode(), b"gzip" if zipped else b""))
        return b'"%s"' % hashlib.sha256(self._seed + parts).hexdigest()[:32].encode()

    async def _ask(self, scope: Message, receive: Receive, send: Send, tag: bytes, zipped: bool) -> None:
        """Have it answered; what is no whole page is handed on as it comes."""
        start: Message | None = None
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                start = message
            elif start is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._answer(send, start["headers"], b"".join(parts), tag, zipped)

        await self._app(scope, receive, take)

    async def _answer(self, send: Send, headers: Headers, body: bytes, tag: bytes, zipped: bool) -> None:
        made = [(name, value) for name, value in headers if name.lower() not in _OURS] + _telling(tag)
        if zipped and len(body) >= LEAST:
            body = await asyncio.to_thread(_compress, body) if len(body) > LONG else _compress(body)
            made.append((b"content-encoding", b"gzip"))
        kept = Kept([*made, (b"content-length", str(len(body)).encode())], body)
        self._keep(tag, kept)
        await _send(send, 200, kept.headers, body)

    def _keep(self, tag: bytes, kept: Kept) -> None:
        if len(kept.body) > LARGEST:
            return
        if before := self._kept.pop(tag, None):
            self._size -= _weigh(before)
        self._kept[tag] = kept
        self._size += _weigh(kept)
        while self._size > MOST_BYTES:
            self._size -= _weigh(self._kept.popitem(last=False)[1])


def _weigh(kept: Kept) -> int:
    """About how many bytes of memory an answer takes, headers and all."""
    return len(kept.body) + 3_000


def _compress(body: bytes) -> bytes:
    return gzip.compress(body, 5, mtime=0)


def _telling(tag: bytes) -> Headers:
    return [(b"etag", tag), (b"vary", b"Accept-Encoding")]


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def accepts_gzip(value: bytes) -> bool:
    """Whether an Accept-Encoding names gzip, and not with `q=0`.

    >>> accepts_gzip(b"br, gzip;q=0.5"), accepts_gzip(b"gzip;q=0"), accepts_gzip(b"identity")
    (True, False, False)
    """
    for coding in value.lower().split(b","):
        name, _, weight = coding.partition(b";")
        if name.strip() == b"gzip":
            return weight.replace(b" ", b"").removeprefix(b"q=").strip(b"0.") != b"" or not weight
    return False


def holds(value: bytes, tag: bytes) -> bool:
    """Whether an If-None-Match names a tag, weakly compared as RFC 9110, 13.1.2 has it.

    >>> holds(b'"a", W/"b"', b'"b"'), holds(b'"a"', b'"b"'), holds(b"*", b'"b"')
    (True, False, False)
    """
    return any(one.strip().removeprefix(b"W/") == tag for one in value.split(b",")) if value else False


@cache
def digest_program() -> str:
    """A digest of the program's files: another version of it draws other pages of the same build."""
    made = hashlib.sha256()
    for file in _files(resources.files("scraper")):
        made.update(file.name.encode() + b"\0" + file.read_bytes())
    return made.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            if entry.name not in ("_data", "__pycache__"):
                yield from _files(entry)
        elif entry.name.endswith((".py", ".html", ".css", ".js", ".toml", ".svg")):
            yield entry
