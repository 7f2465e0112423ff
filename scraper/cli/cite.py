"""`unsc cite`: a citation of a resolution, a clause or several, in the style that is asked for."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cite import styles
from scraper.cite.find import read_references
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.database import resolutions
from scraper.errors import BadReference
from scraper.models import Pinpoint
from scraper.pinpoint import read_document
from scraper.render import citations
from scraper.terminal import echo, echo_json


@click.command("cite")
@click.argument("ref", nargs=-1, required=True)
@click.option("--style", default="un", show_default=True, metavar="STYLE", help=f"{', '.join(styles.STYLES)}, or all.")
@click.option("--quote", is_flag=True, help="The words too, in quotation marks.")
@with_json
@with_data
def cite_command(ref: tuple[str, ...], style: str, quote: bool, as_json: bool, data: Path) -> None:
    """Cite a resolution, a clause or several: 2249/op/5, "2249, paras. 1, 2 and 5-7"."""
    chosen = None if style.lower() == "all" else styles.read_style(style)
    typed = " ".join(ref)
    if document := read_document(typed):
        raise BadReference(
            f"{document} is no resolution of the Security Council, and the styles here are for these. "
            f'unsc show "{document}" lists the paragraphs that refer to it.'
        )
    asked = read_references(typed)
    places = [Pinpoint(asked.number, asked.year, path) for path in asked.paths or ("",)]
    with opened(data) as conn:
        found = [resolutions.find(conn, place) for place in places]
    cited = citations.cited_together(found, SITE)
    written = styles.cite_all(cited) if chosen is None else styles.cite_as(cited, chosen.name)
    if quote:
        words = " ".join(place.full_text for place in found if isinstance(place, resolutions.Place))
        written = {name: styles.quote(words, text) for name, text in written.items()}
    if as_json:
        echo_json(written)
    else:
        width = max(map(len, written)) + 2 if chosen is None else 0
        echo(*(f"{name if width else '':{width}}{text}" for name, text in written.items()))
