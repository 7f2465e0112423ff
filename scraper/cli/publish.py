"""`unsc publish`: the folder of a public instance."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.publish.folder import write_folder
from scraper.terminal import echo


@click.command("publish")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--address", envvar="UNSC_ADDRESS", required=True, metavar="URL", help="The address it will have.")
@click.option("--contact", envvar="UNSC_CONTACT", default="", help="Whom the hosts of texts can write to.")
def publish_command(folder: Path, address: str, contact: str) -> None:
    """Write what puts up a public site: container, systemd units, proxies, settings. Files that are there stay."""
    for path in write_folder(folder, address, contact):
        echo(str(path))
    echo(f"Next: read {folder / 'README.md'}", err=True)
