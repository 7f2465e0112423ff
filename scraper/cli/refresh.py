"""`unsc refresh`: what a timer runs to keep a public instance current."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from dataclasses import asdict
from pathlib import Path

import click

from scraper.cli.progress import Bar
from scraper.cli.shared import database_of, with_data, with_json, with_mirror
from scraper.database.refreshes import Refresh
from scraper.errors import UnscError
from scraper.publish.refresh import refresh
from scraper.terminal import echo
from scraper.upstream import Fetcher
from scraper.upstream.notice import notify

PATIENCE = 60
"""Seconds that a command which is told may run."""


@click.command("refresh")
@click.option(
    "--tell",
    envvar="UNSC_TELL",
    default="",
    metavar="COMMAND|URL",
    help="Run this, or post to it, with what came of it as JSON.",
)
@with_json
@with_mirror
@with_data
@click.pass_context
def refresh_command(ctx: click.Context, tell: str, as_json: bool, mirror: str, data: Path) -> None:
    """Fetch what is new and build; a worse database never takes the place of the one that is there.

    Ends with 0 where all is current, 1 where something failed: what was there stays then, and /coverage says why.
    """
    data.mkdir(parents=True, exist_ok=True)
    done = refresh(data, Fetcher(mirror), Bar())
    if as_json:
        echo(json.dumps(asdict(done), ensure_ascii=False, indent=2))
    else:
        echo(*done.said, err=True)
        echo(say(done, database_of(data)))
    told = not tell or _tell(tell, done)
    ctx.exit(0 if done.good and told else 1)


def say(done: Refresh, database: Path) -> str:
    """What a refresh came to, in one sentence."""
    if done.good:
        return f"Current: {done.fetched} documents new, {done.resolutions} resolutions in {database}."
    if done.resolutions:
        return f"Not everything came; {done.resolutions} resolutions are in {database}."
    return f"Failed: {database} stays as it was." if database.exists() else "Failed: there is no database yet."


def _tell(whom: str, done: Refresh) -> bool:
    """Tell the owner; whether that worked. A command has the JSON on its standard input."""
    try:
        if whom.startswith(("http://", "https://")):
            notify(whom, asdict(done))
        else:
            _run(whom, json.dumps(asdict(done), ensure_ascii=False))
    except UnscError as error:
        echo(f"The refresh is done, but nobody was told: {error}", err=True)
        return False
    return True


def _run(command: str, value: str) -> None:
    """Run a command, without a shell. Raises UnscError where it cannot be, fails, or takes too long."""
    try:
        subprocess.run(
            shlex.split(command, posix=os.name == "posix"), input=value.encode(), check=True, timeout=PATIENCE
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise UnscError(f"{command}: {error}") from error
