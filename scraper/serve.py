"""Running the site: Datasette with our plugin over one database, on one address."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import uvicorn
from datasette.app import Datasette

from scraper import connections
from scraper.db import open_database
from scraper.errors import UnscError
from scraper.resources import resource

SETTINGS = {
    "default_allow_sql": True,
    "allow_download": True,
    "suggest_facets": False,
    "default_cache_ttl": 60,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
}
"""Datasette's settings for a person's own machine; a public instance is stricter."""


def make_site(database: Path) -> Datasette:
    """Datasette over the database, read-only. Raises DatabaseError where it is not one of this version's."""
    open_database(database).close()
    metadata = json.loads(resource("metadata.json").read_text(encoding="utf-8"))
    return Datasette([], immutables=[str(database)], metadata=metadata, settings=SETTINGS)


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


def run(database: Path, host: str, port: int) -> None:
    """Serve until interrupted."""
    uvicorn.run(
        make_site(database).app(), host=host, port=port, log_level="warning", lifespan="on", **connections.SETTINGS
    )
