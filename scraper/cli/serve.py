"""`unsc serve`: the site; the first time, everything is fetched and built before."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.build.chain import build
from scraper.build.plan import has_texts
from scraper.cli.progress import Bar
from scraper.cli.shared import database_of, opened, specimens_of, with_data, with_mirror
from scraper.cli.texts import build_from, print_built, print_report
from scraper.database import write
from scraper.resources import resource
from scraper.site.connections import is_own_machine, say_reach
from scraper.site.server import Public, check_port, open_door, run
from scraper.terminal import echo
from scraper.tools.server import make_server
from scraper.upstream import Fetcher, FetchReport, RawStore, Selection, Silent, fetch, import_paths, why_nobody_answers

NO_TEXTS = (
    "There are no texts yet, so the site shows invented documents. The next start asks the hosts again;"
    " texts from disk come with: unsc import PATH, then unsc build"
)
"""Said where `unsc serve` has nothing real to serve."""


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--specimens", is_flag=True, help="Serve invented documents, to try the program without a network.")
@click.option(
    "--sql/--no-sql", default=None, help="Let visitors ask in SQL. [default: with a host of this machine alone]"
)
@click.option("--public", is_flag=True, help="For everyone: no SQL and no download of the database, unless chosen.")
@click.option("--downloads/--no-downloads", default=None, help="Let visitors download the database.")
@click.option("--address", envvar="UNSC_ADDRESS", default="", metavar="URL", help="The address it is known by.")
@click.option("--base-url", envvar="UNSC_BASE_URL", default="/", metavar="PATH", help="What its addresses begin with.")
@click.option("--contact", envvar="UNSC_CONTACT", default="", help="Whom readers of a public site can write to.")
@click.option("--mcp", "tools", is_flag=True, help="Answer language models at /-/mcp, too.")
@with_mirror
@with_data
def serve_command(
    port: int,
    host: str,
    specimens: bool,
    sql: bool | None,
    public: bool,
    downloads: bool | None,
    address: str,
    base_url: str,
    contact: str,
    tools: bool,
    mirror: str,
    data: Path,
) -> None:
    """Run the site; the first time, fetch everything and build before."""
    check_port(host, port)
    write.clear_leftovers(database_of(data))
    if specimens:
        data = prepare_specimens(specimens_of(data))
    elif not database_of(data).exists():
        data = prepare(data, mirror)
    with opened(data) as conn:
        count = conn.execute("SELECT count(*) FROM resolutions").fetchone()[0]
    sql = is_own_machine(host) and not public if sql is None else sql
    settings = Public(sql, not public if downloads is None else downloads, address, base_url, contact if public else "")
    door = open_door(database_of(data), sql=sql, public=settings)
    echo(f"{count} resolutions at http://{host}:{port}  (stop with Ctrl+C)")
    if reach := say_reach(host, sql=sql):
        echo(reach, err=True)
    server = make_server(database_of(data).absolute(), address or f"http://{host}:{port}") if tools else None
    run(door, host, port, server, base_url)


def prepare(data: Path, mirror: str) -> Path:
    """Fetch everything and build, for a first start; return the folder to serve from.

    Whatever came is served, and what did not is told. Where no text came, that is the folder of invented documents, and
    the next start asks the hosts again.
    """
    store, fetcher, progress = RawStore(data / "raw"), Fetcher(mirror), Bar()
    if why := why_nobody_answers(fetcher, progress):
        report = FetchReport(failed=(why,))
    else:
        report = fetch(store, Selection(everything=True), fetcher, progress)
    if not has_texts(store):
        echo(*report.failed, NO_TEXTS, err=True)
        return prepare_specimens(specimens_of(data))
    print_report(report, None)
    print_built(build_from(data), database_of(data))
    if report.failed:
        echo("Not everything came. Bring the rest later with: unsc fetch all, then unsc build", err=True)
    return data


def prepare_specimens(folder: Path) -> Path:
    """Build the database of invented documents anew, in a folder of its own; return that folder."""
    import_paths(RawStore(folder / "raw"), sorted(resource("specimens").glob("*.xml")), Silent())
    build(RawStore(folder / "raw"), database_of(folder), specimens=True, accept=True)
    return folder
