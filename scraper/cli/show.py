"""`unsc show`: a resolution, a clause, or what is known of another document."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cite.find import read_references
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.database import documents, resolutions
from scraper.models import DocumentSymbol, Pinpoint
from scraper.pinpoint import address, document_address, read_document
from scraper.render import document_page, plain
from scraper.render.data import cited_json, found_json
from scraper.terminal import echo, echo_json


@click.command("show")
@click.argument("ref", nargs=-1, required=True)
@with_json
@with_data
def show_command(ref: tuple[str, ...], as_json: bool, data: Path) -> None:
    """Show a resolution, a clause or several: 2249, 2249/op/5, "S/RES/2249 (2015), paras. 5-7"."""
    typed = " ".join(ref)
    if symbol := read_document(typed.strip("/")):
        show_document(symbol, as_json, data)
        return
    asked = read_references(typed)
    with opened(data) as conn:
        found = [resolutions.find(conn, Pinpoint(asked.number, asked.year, path)) for path in asked.paths or ("",)]
    if as_json:
        read = [found_json(one, SITE) for one in found]
        echo_json(read if len(read) > 1 else read[0])
    else:
        echo("\n".join(plain.as_text(one, SITE + address(one.pinpoint)) for one in found), nl=False)


def show_document(symbol: DocumentSymbol, as_json: bool, data: Path) -> None:
    """What is known of a document that is no resolution. Raises NothingThere where that is nothing."""
    with opened(data) as conn:
        found = documents.read_document(conn, symbol)
    if as_json:
        echo_json(cited_json(found, SITE))
    else:
        echo(document_page.as_text(found, SITE + document_address(found.symbol.text)), nl=False)
