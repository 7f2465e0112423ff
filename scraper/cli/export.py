"""`unsc export`: the site as files."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import cast

import click

from scraper.cli.progress import Bar
from scraper.cli.shared import database_of, opened, with_data
from scraper.edition.check import check
from scraper.edition.export import Edition, Exported, export
from scraper.edition.plan import EditionPlan, Layout
from scraper.errors import UnscError
from scraper.terminal import echo

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:/[A-Za-z0-9._~-]{1,100}){0,5}/?\Z")


@click.command("export")
@click.argument("folder", metavar="SITE_DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--address", envvar="UNSC_ADDRESS", required=True, metavar="URL", help="The address it will have.")
@click.option(
    "--paragraphs",
    type=click.Choice(["anchors", "pages"]),
    default="anchors",
    show_default=True,
    help="Paragraphs on the page of their resolution, or each on its own: four times the files.",
)
@click.option("--offline", is_flag=True, help="Let readers' browsers keep what they read, and the search.")
@click.option("--check", "checked", is_flag=True, help="Then see that every link leads somewhere.")
@with_data
@click.pass_context
def export_command(
    ctx: click.Context, folder: Path, address: str, paragraphs: str, offline: bool, checked: bool, data: Path
) -> None:
    """Write the site as files, for hosts that run no program. Run again, it writes what has changed."""
    if not _ADDRESS.match(address):
        raise UnscError(f"{address[:200]} is not the address of a site. Write it as in https://unsc.example.org")
    begun = time.monotonic()
    with opened(data):
        pass
    made = Edition(database_of(data), folder, address.rstrip("/"), cast(Layout, paragraphs), offline)
    echo(*say(*export(made, Bar()), time.monotonic() - begun))
    if checked:
        found = check(folder, made.address)
        echo(*(f"{page}: {link} {why}" for page, link, why in found.wrong[:MOST_TOLD]))
        echo(f"{found.pages:,} pages with {found.links:,} links; {len(found.wrong):,} lead nowhere.")
        ctx.exit(1 if found.wrong else 0)


MOST_TOLD = 100
"""So many links that lead nowhere are told one by one."""


def say(plan: EditionPlan, done: Exported, seconds: float) -> list[str]:
    """What was written, what was left out."""
    has = ", ".join(f"{many:,} {kind}" for kind, many in plan.kinds.items())
    said = [
        f"{done.files:,} files, {done.size / 1e6:.1f} MB, in {seconds:.0f} s:"
        f" {done.made:,} addresses asked, {done.written:,} files written, {done.removed:,} taken away.",
        f"Pages: {has}.",
    ]
    if plan.left_out:
        left = ", ".join(f"{kind} ({many:,})" for kind, many in plan.left_out.items())
        said.append(f"Left out, for there would be more than 10,000 files: {left}.")
    if done.lost:
        lost = ", ".join(f"{kind} {many:,}" for kind, many in done.lost.most_common(12))
        said.append(f"Links taken out, for they need a server: {lost}.")
    return said
