"""`unsc fetch`, `unsc import` and `unsc build`: getting the texts, and making the database of them."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.build.chain import Built, build
from scraper.build.plan import has_texts
from scraper.cli.progress import Bar
from scraper.cli.shared import database_of, with_data, with_mirror
from scraper.errors import DatabaseError
from scraper.terminal import echo
from scraper.upstream import Fetcher, FetchReport, RawStore, Selection, fetch, first_few, import_paths, read_selection


@click.command("fetch")
@click.argument("what", nargs=-1)
@with_mirror
@with_data
@click.pass_context
def fetch_command(ctx: click.Context, what: tuple[str, ...], mirror: str, data: Path) -> None:
    """Fetch texts: all, new, numbers (2170 2199), ranges (2100-2199), dates (2015-01-01..2015-12-31)."""
    selection = read_selection(what)
    report = fetch(RawStore(data / "raw"), selection, Fetcher(mirror), Bar())
    print_report(report, selection)
    ctx.exit(report.exit_code)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@with_data
@click.pass_context
def import_command(ctx: click.Context, paths: tuple[Path, ...], data: Path) -> None:
    """Import texts from files on disk: a checkout, zip or tar of an upstream repository, or single files."""
    report = import_paths(RawStore(data / "raw"), paths, Bar())
    print_report(report, None)
    ctx.exit(report.exit_code)


def print_report(report: FetchReport, asked: Selection | None) -> None:
    """What was fetched or imported, what was not, and why."""
    for reason, names in report.skipped_by_reason().items():
        echo(f"Not taken, {reason}: {first_few(names)}", err=True)
    for sentence in (*report.sentences, *report.failed):
        echo(sentence, err=True)
    if report.missing:
        numbers = ", ".join(map(str, report.missing))
        echo(f"No source has {numbers}.", err=True)
    echo(f"{report.fetched} documents new, {report.already} already there.", err=True)
    if report.fetched and asked is not None:
        echo("Next: unsc build", err=True)


@click.command("build")
@click.option(
    "--accept", is_flag=True, help="Take what gives reason for doubt: texts that lost much, a worse database."
)
@with_data
def build_command(accept: bool, data: Path) -> None:
    """Build the database from what was fetched, whole; the old one stays until the new one is in its place."""
    print_built(build_from(data, accept=accept), database_of(data))


def build_from(data: Path, *, specimens: bool = False, accept: bool = False) -> Built:
    """Build a data folder's database. Raises DatabaseError where nothing was fetched, WorseDatabase as `build` does."""
    store = RawStore(data / "raw")
    if not has_texts(store):
        raise DatabaseError(f"There is nothing to build from in {data}. Fetch first, with: unsc fetch all")
    return build(store, database_of(data), specimens=specimens, accept=accept, progress=Bar())


MOST_TOLD = 10
"""So many versions that were not taken are named after a build; unsc status has all."""


def print_built(built: Built, path: Path) -> None:
    """How many resolutions are in it, and which files gave none."""
    for name, why in built.refused:
        echo(f"Left out: {name}: {why}", err=True)
    for said in built.kept[:MOST_TOLD]:
        echo(f"Doubtful: {said}.", err=True)
    if (more := len(built.kept) - MOST_TOLD) > 0:
        echo(f"Doubtful: {more:,} more; unsc status names them.", err=True)
    if built.kept:
        echo("It stays in the store. What can be read and is right is taken with: unsc build --accept", err=True)
    if built.changes:
        echo(f"Changed at the sources: {built.changes:,} paragraphs or facts; unsc status lists them.", err=True)
    size = path.stat().st_size / 1e6
    echo(f"{built.resolutions} resolutions in {path} ({size:.0f} MB).", err=True)
