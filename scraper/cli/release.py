"""`unsc release`: the data as files to be put up and cited."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.shared import database_of, opened, with_data
from scraper.publish.release import release
from scraper.terminal import echo


@click.command("release")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@with_data
def release_command(folder: Path, data: Path) -> None:
    """Write the data as a release: database, tables as CSV, sums, how to cite. The same store gives the same bytes."""
    with opened(data):
        pass
    made = release(database_of(data), folder)
    echo(*(f"{path}  {path.stat().st_size / 1e6:.1f} MB" for path in made.files))
    echo(f"Data of {made.day}, content sha256 {made.content}")
