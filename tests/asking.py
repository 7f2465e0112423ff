"""Asking the site in process, and reading its answers."""

from __future__ import annotations

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


async def page(site: Datasette, path: str, status: int = 200) -> html.HtmlElement:
    """The page at a path, read as HTML."""
    return html.fromstring((await get(site, path, status)).text)


def words(element: html.HtmlElement) -> str:
    """The words that an element shows."""
    return " ".join(element.text_content().split())
