"""Between the server and Datasette: requests whose path, query or cookies would raise in Datasette are put right.

Measured on datasette 0.65: a byte above 127 in the path, or a malformed cookie, ends in a 500 with a traceback.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def guard(app: App) -> App:
    """The same application, asked only what it can hear."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        await app(_mend(scope), receive, _without_body(send) if scope["method"] == "HEAD" else send)

    return guarded


def _mend(scope: Scope) -> Scope:
    mended = dict(scope)
    if (raw := scope.get("raw_path")) is not None:
        mended["raw_path"] = quote(raw, safe="%/:?#[]@!$&'()*+,;=-._~ |\"<>\\^`{}").encode("ascii")
    mended["headers"] = [
        (name, value) for name, value in scope["headers"] if name.lower() != b"cookie" or _is_cookie(value)
    ]
    return mended


def _is_cookie(value: bytes) -> bool:
    try:
        SimpleCookie().load(value.decode("latin-1"))
    except CookieError:
        return False
    return True


def _without_body(send: Send) -> Send:
    """HEAD asks for the headers alone."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head
