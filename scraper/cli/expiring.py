"""`unsc expiring`: what runs out between two days."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from scraper.cli.force import DAY
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.database import threads
from scraper.render import life
from scraper.terminal import echo, echo_json


def _read_days(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    found = re.fullmatch(r"(\d{1,4}) ?(?:d|days?)?", value.strip(), re.A)
    if not found:
        raise click.BadParameter("a number of days is expected: 90d")
    return int(found[1])


@click.command("expiring")
@click.option("--within", default="90d", callback=_read_days, help="So many days from --from. [default: 90d]")
@click.option(
    "--from", "begin", type=DAY, help="The first day, as YYYY-MM-DD. [default: that of the newest resolution]"
)
@click.option("--to", "end", type=DAY, help="The last day, instead of --within.")
@click.option("--ics", is_flag=True, help="Answer as a calendar.")
@with_json
@with_data
def expiring_command(
    within: int, begin: datetime | None, end: datetime | None, ics: bool, as_json: bool, data: Path
) -> None:
    """What runs out, by its end; a term that was extended since is not in it."""
    with opened(data) as conn:
        first = begin.date() if begin else date.fromisoformat(threads.newest_day(conn) or date.today().isoformat())
        last = end.date() if end else min(first, date.max - timedelta(within)) + timedelta(within)
        found = threads.expiring(conn, first.isoformat(), last.isoformat())
    if ics:
        echo(life.calendar(found, SITE).decode(), nl=False)
    elif as_json:
        days = {"from": first.isoformat(), "to": last.isoformat()}
        echo_json(life.standing_json(found, SITE, **days))
    else:
        echo(life.standing_text(found))
