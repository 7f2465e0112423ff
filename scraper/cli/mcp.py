"""`unsc mcp`: the tools for language models, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.shared import SITE, database_of, opened, with_data


@click.command("mcp")
@click.option("--address", envvar="UNSC_ADDRESS", default=SITE, metavar="URL", help="What addresses begin with.")
@with_data
def mcp_command(address: str, data: Path) -> None:
    """Answer a language model by the Model Context Protocol, over standard input and output."""
    from scraper.tools.server import make_server

    with opened(data):
        server = make_server(database_of(data).absolute(), address.rstrip("/"))
    server.run()
