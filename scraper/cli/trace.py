"""`unsc trace`: where agreed language comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from scraper.cite.reference import read_reference
from scraper.cite.styles import STYLES
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.errors import BadReference
from scraper.render import trace as rendering
from scraper.render.display import say_count
from scraper.render.precedents import list_precedents
from scraper.terminal import Line, Styled, echo, echo_json
from scraper.trace.history import History, Question, question_of, read_years, trace
from scraper.trace.uses import BadQuestion

MOST_SHOWN = 30


@click.command("trace")
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "within", type=click.Choice(["pp", "op", "annex", "all"]), default="all", show_default=True)
@click.option("--year", default="", metavar="YEARS", help="2004, 2000.., ..1990 or 2000..2010.")
@click.option("--agenda", default="", metavar="WORDS", help="Only where the agenda item has these words.")
@click.option("--near", type=click.FloatRange(0.3, 1), help="How much of the words another wording must share.")
@click.option("--diff", "form", flag_value="diff", help="Every wording, with what changed.")
@click.option("--list", "form", flag_value="list", help="The uses, one a line, as citations.")
@click.option("--csv", "form", flag_value="csv", help="Every use of every wording as CSV.")
@click.option("--style", type=click.Choice(list(STYLES)), default="un", show_default=True)
@with_json
@with_data
def trace_command(
    words: tuple[str, ...], within: Any, year: str, agenda: str, near: float | None, form: str | None, style: str,
    as_json: bool, data: Path,
) -> None:  # fmt: skip
    """Say where words, or those of a paragraph (2249/op/1), come from: first use, reuse, other wordings."""
    with opened(data) as conn:
        asked = _question(conn, " ".join(words))
        history = trace(conn, replace(asked, within=within, years=_read_years(year), agenda=agenda, near=near))
        if as_json:
            echo_json(rendering.to_json(history))
        elif form == "csv":
            echo(rendering.to_csv(history), nl=False)
        elif form == "list":
            echo(*list_precedents(conn, history.counted, style, SITE))
        else:
            echo(*history_lines(history, None if form == "diff" else MOST_SHOWN))


def _question(conn: Any, typed: str) -> Question:
    """A clause where what was typed reads as a reference, else the words."""
    try:
        place = read_reference(typed)
    except BadReference:
        return Question(typed)
    return question_of(conn, place)


def _read_years(text: str) -> tuple[int | None, int | None]:
    """The first and the last year. Raises click.BadParameter for what is none."""
    try:
        return read_years(text)
    except BadQuestion as error:
        raise click.BadParameter(str(error), param_hint="--year") from error


def history_lines(history: History, most: int | None) -> Iterator[Line]:
    """A history in words, then its wordings."""
    yield from rendering.say_history(history)
    for i, one in enumerate(history.wordings[:most]):
        yield ""
        yield (Styled(f"{i + 1}. {one.text}", "bold"),)
        after = "" if one.parent is None else f"; compared with {one.parent + 1}"
        yield f"   {say_count(len(one.uses), 'use')}, first {rendering.say_use(one.uses[0])}{after}"
        for change in one.changes:
            out, into = rendering.printed(change.out) or "nothing", rendering.printed(change.into) or "nothing"
            yield f"   {change.kind}: out “{out}”, in “{into}”"
    yield ""
    yield rendering.say_held(history.held)
