"""What commands share: their options, the database they open, and where a local site is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from scraper.database import coverage, opening
from scraper.errors import DatabaseError
from scraper.terminal import echo

SITE = "http://127.0.0.1:8001"

Command = TypeVar("Command", bound=Callable[..., Any])


def with_data(command: Command) -> Command:
    """The option every command has: where the raw store and the database are."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="UNSC_DATA",
        default=None,
        help="Folder of the raw store and the database. [default: data]",
        callback=lambda ctx, _param, value: value or (ctx.obj or {}).get("data") or Path("data"),
    )(command)


def with_mirror(command: Command) -> Command:
    """The option of commands that go to the network."""
    return click.option(
        "--mirror", envvar="UNSC_MIRROR", default="", metavar="URL", help="Ask URL/HOST/PATH for https://HOST/PATH."
    )(command)


def with_json(command: Command) -> Command:
    """The option of commands that answer."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")(command)


def database_of(data: Path) -> Path:
    """Where the database of a data folder stands."""
    return data / "unsc.db"


def specimens_of(data: Path) -> Path:
    """Where the invented documents of a data folder are, apart from everything real."""
    return data / "specimens"


@contextmanager
def opened(data: Path) -> Iterator[Any]:
    """The database of a data folder, for reading; it is said where its documents are invented."""
    if not database_of(data).exists() and database_of(specimens_of(data)).exists():
        raise DatabaseError(
            f"There is no database in {data}, only the invented documents in {specimens_of(data)}."
            f" Bring the texts with: unsc fetch all, then unsc build; or try this with: --data {specimens_of(data)}"
        )
    with opening.damage_told(database_of(data)), closing(opening.open_database(database_of(data))) as conn:
        if coverage.is_specimens(conn):
            echo(coverage.INVENTED, err=True)
        yield conn
