"""`unsc force`: the life of a mandate or measure, or what stands on a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scraper.cite.find import read_references
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.database import threads
from scraper.database.landing import NothingThere
from scraper.errors import UnscError
from scraper.models import Pinpoint
from scraper.render import life
from scraper.terminal import echo, echo_json

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("force")
@click.argument("what", nargs=-1)
@click.option("--on", "day", type=DAY, help="What stood on this day, as YYYY-MM-DD.")
@click.option("--kind", default="", help="Only things of this kind: peace operation, expert panel ...")
@click.option("--csv", "as_csv", is_flag=True, help="Answer as CSV.")
@with_json
@with_data
def force_command(
    what: tuple[str, ...], day: datetime | None, kind: str, as_csv: bool, as_json: bool, data: Path
) -> None:
    """What stands, until when, and by which words: UNIFIL, monusco, 1572/op/7; without a name all that stands."""
    on = day.date().isoformat() if day else ""
    with opened(data) as conn:
        if what:
            slugs = _slugs(conn, " ".join(what))
            read = [threads.read_thread(conn, slug) for slug in slugs]
            found = [one for one in threads.standing(conn, on) if one.slug in slugs] if on else []
        else:
            read, found, on = [], list(threads.standing(conn, on, kind)), on or threads.newest_day(conn)
    if not what or on:
        _tell_standing(found, on, as_json, as_csv)
    elif as_json:
        lives = [life.thread_json(one, SITE) for one in read]
        echo_json(lives if len(lives) > 1 else lives[0])
    else:
        echo(
            life.thread_csv(read) if as_csv else "\n\n".join(life.thread_text(one, SITE) for one in read), nl=not as_csv
        )


def _tell_standing(found: list[threads.Standing], on: str, as_json: bool, as_csv: bool) -> None:
    if as_json:
        echo_json(life.standing_json(found, SITE, on=on))
    else:
        echo(life.standing_csv(found) if as_csv else life.standing_text(found), nl=not as_csv)


def _slugs(conn: Any, typed: str) -> tuple[str, ...]:
    """The threads meant by a name, or those on which a paragraph acts. Raises NothingThere where there are none."""
    try:
        return (threads.find_slug(conn, typed),)
    except NothingThere:
        try:
            asked = read_references(typed)
        except UnscError:
            asked = None
        if asked is None:
            raise
    places = [Pinpoint(asked.number, asked.year, path) for path in asked.paths or ("",)]
    slugs = tuple(dict.fromkeys(slug for place in places for slug in threads.slugs_of_clause(conn, place)))
    if not slugs:
        raise NothingThere(f"No act on a mandate or measure that is followed here was read in {typed!r}.")
    return slugs
