"""Running the site: Datasette with our plugin over one database, on one address."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from scraper.database import coverage
from scraper.database.opening import open_database
from scraper.errors import UnscError
from scraper.resources import resource
from scraper.site import connections
from scraper.site.door import Door
from scraper.tools.server import beside

SETTINGS = {
    "allow_download": True,
    "suggest_facets": False,
    "default_cache_ttl": 60,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "num_sql_threads": max(1, min(3, (os.cpu_count() or 1) - 1)),
}
"""Datasette's settings. Its threads run what visitors ask of it, so that one core at least is left to our pages."""


@dataclass(frozen=True, slots=True)
class Public:
    """What an instance allows, and how it is known.

    sql        whether visitors may ask in SQL, within bounds
    downloads  whether they may download the database
    address    scheme and host that it is known by, "" for those that are asked for
    contact    whom readers can write to, shown on `/coverage`
    prefix     what its addresses begin with behind a proxy: "/" or "/unsc-site/"
    """

    sql: bool = True
    downloads: bool = True
    address: str = ""
    prefix: str = "/"
    contact: str = ""


def make_site(database: Path, *, sql: bool = True, public: Public | None = None) -> Datasette:
    """Datasette over the database, read-only; visitors may ask it in SQL where `sql`, or `public`, says so.

    Raises DatabaseError where it is not one of this version's.
    """
    with closing(open_database(database)) as conn:
        invented = coverage.is_specimens(conn)
    metadata = json.loads(resource("metadata.json").read_text(encoding="utf-8"))
    told = public or Public(sql=sql)
    settings = {
        **SETTINGS,
        "default_allow_sql": told.sql,
        "allow_download": told.downloads,
        "base_url": f"/{told.prefix.strip('/')}/".replace("//", "/"),
    }
    made = _of_nobody(metadata) if invented else metadata
    if known := {name: value for name in ("address", "contact") if (value := getattr(told, name))}:
        made = {**made, "plugins": {"unsc-resolutions": known}}
    return Datasette([], immutables=[str(database)], metadata=made, settings=settings)


def _of_nobody(metadata: dict[str, Any]) -> dict[str, Any]:
    """The same for invented documents: the United Nations is the source of none of them, and what they are is said."""
    of_database = metadata["databases"]["unsc"]
    plain = {**_without_source(of_database), "description": coverage.INVENTED}
    return {**_without_source(metadata), "description": coverage.INVENTED, "databases": {"unsc": plain}}


def _without_source(metadata: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if not key.startswith(("source", "license"))}


def check_port(host: str, port: int) -> None:
    """Raise UnscError, saying what to do, where the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UnscError(
                f"Port {port} on {host} cannot be used: {error}. Choose another with: unsc serve --port {port + 1}"
            ) from error


def open_door(database: Path, *, sql: bool, public: Public | None = None) -> Door:
    """The site, ready to be served, as `make_site` makes it. Raises DatabaseError where it cannot be."""
    door = Door(database, partial(make_site, database, sql=sql, public=public))
    asyncio.run(door.open())
    return door


def run(door: Door, host: str, port: int, tools: Any = None, prefix: str = "/") -> None:
    """Serve until interrupted, following the database where it is built anew; with `tools` also at `/-/mcp`."""
    app = beside(door, tools, f"/{prefix.strip('/')}/-/mcp".replace("//", "/")) if tools else door
    uvicorn.run(app, host=host, port=port, log_level="warning", lifespan="on", **connections.SETTINGS)
