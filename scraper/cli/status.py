"""`unsc status`: what is here, from where, what is missing, and the known problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from scraper.cli.shared import opened, with_data, with_json
from scraper.database import coverage
from scraper.database.coverage import Coverage, ProblemKind
from scraper.render import changes
from scraper.render.data import coverage_json
from scraper.terminal import echo, echo_json


@click.command("status")
@with_json
@with_data
def status_command(as_json: bool, data: Path) -> None:
    """What is here, from where, what is missing, and the known problems."""
    with opened(data) as conn:
        held = coverage.read_coverage(conn, examples=10_000)
    if as_json:
        echo_json(coverage_json(held))
    else:
        echo(*status_lines(held))


def status_lines(held: Coverage) -> Iterator[str]:
    """The account in words, a bar for each year."""
    yield f"{held.resolutions} resolutions, {held.clauses} clauses; built {held.built}."
    if held.first and held.newest:
        yield f"From {held.first} to {held.newest}, adopted {held.newest_adopted}."
    for upstream, gives, count in held.upstreams:
        yield f"  {gives} of {count} from {upstream}"
    yield ""
    most = max((count for _, count in held.years), default=1)
    for year, count in held.years:
        yield f"  {year}  {count:3}  {'█' * round(40 * count / most)}"
    yield ""
    yield f"Missing: {len(held.absent)}"
    reasons = dict.fromkeys(one.reason for one in held.absent)
    for reason in reasons:
        yield f"  {reason}:"
        yield f"    {', '.join(say_runs([one.number for one in held.absent if one.reason == reason]))}"
    yield ""
    yield f"Changed at the sources: {held.changed}"
    for symbol, change in held.changes:
        where = " ".join(filter(None, [str(symbol.number), change.path]))
        yield f"  {where}: {changes.say(change)}{': ' + change.was if change.was else ''}"
    yield ""
    yield f"Problems: {sum(kind.count for kind in held.problems)}"
    for kind in held.problems:
        yield from problem_lines(kind)


def say_runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers with runs drawn together: `1287-1289`."""
    run: list[int] = []
    for number in (*numbers, 0):
        if run and number != run[-1] + 1:
            yield str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"
            run = []
        run.append(number)


def problem_lines(kind: ProblemKind) -> Iterator[str]:
    """Each problem of a kind, a line each."""
    yield f"  {kind.code}: {kind.count}"
    for symbol, problem in kind.examples:
        where = " ".join(filter(None, [str(symbol.number) if symbol else "", problem.path]))
        yield f"    {where + ': ' if where else ''}{problem.message}"
