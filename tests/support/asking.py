"""Asking the site in process, and reading its answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
from datasette.app import Datasette
from lxml import html


def open_site(database: Path, **more: Any) -> Datasette:
    """The site over a database; `more` is Datasette's own, such as `settings`."""
    return Datasette([], immutables=[str(database)], **more)


async def get(site: Datasette, path: str, status: int = 200) -> httpx.Response:
    """The answer to a request, which must have this status."""
    response = await site.client.get(path)
    assert response.status_code == status, f"{path}: {response.status_code} {response.text[:200]}"
    return response


async def ask_raw(
    site: Datasette,
    path: bytes,
    query: bytes = b"",
    headers: Sequence[tuple[bytes, bytes]] = ((b"host", b"localhost"),),
    method: str = "GET",
) -> int:
    """The status of the answer to what no client library would send; the answer must be whole."""
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "server": ("localhost", 80),
        "path": path.decode("latin-1"), "raw_path": path, "query_string": query, "headers": list(headers),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await site.app()(scope, receive, send)
    assert [message["type"] for message in sent[:2]] == ["http.response.start", "http.response.body"]
    assert not sent[-1].get("more_body")
    return int(sent[0]["status"])


async def page(site: Datasette, path: str, status: int = 200) -> html.HtmlElement:
    """The page at a path, read as HTML."""
    return html.fromstring((await get(site, path, status)).text)


def words(element: html.HtmlElement) -> str:
    """The words that an element shows."""
    return " ".join(element.text_content().split())
