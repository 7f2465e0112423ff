"""`unsc search`: the clauses that a query finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from scraper import search as searching
from scraper.cli.shared import opened, with_data, with_json
from scraper.pinpoint import say_path
from scraper.terminal import Line, Styled, echo, echo_json


class WithWords(click.Command):
    """A command whose words may begin with a hyphen: `-travel` is a word to leave out, and no row of short options.

    What begins with two is an option, and one that is unknown is an error: `--limit 5` is not to be looked for. After
    `--` all are words.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part the options from the words before click reads either."""
        options: list[str] = []
        words: list[str] = []
        left = list(args)
        while left:
            word = left.pop(0)
            if word == "--":
                words += left
                break
            if word == "-h" or (word.startswith("--") and len(word) > 2):
                options += [word, *self._value_of(ctx, word, left)]
            else:
                words.append(word)
        return super().parse_args(ctx, [*options, "--", *words])

    def _value_of(self, ctx: click.Context, word: str, left: list[str]) -> list[str]:
        """The value that follows an option, taken from what is left. Raises click.UsageError for an unknown one."""
        name, sign, _ = word.partition("=")
        known = {one: param for param in self.get_params(ctx) for one in (*param.opts, *param.secondary_opts)}
        if name not in known or isinstance(known[name], click.Argument):
            raise click.NoSuchOption(name, possibilities=sorted(set(get_close_matches(name, known))), ctx=ctx)
        if sign or getattr(known[name], "is_flag", False):
            return []
        if not left:
            raise click.BadOptionUsage(name, f"Option {name} needs a value.", ctx=ctx)
        return [left.pop(0)]


@click.command("search", cls=WithWords)
@click.argument("query", nargs=-1, required=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, 500), default=20, show_default=True, help="Results a page.")
@click.option("--order", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option(
    "--as-typed", is_flag=True, help="Every word must stand in the paragraph itself; no other words are looked for."
)
@with_json
@with_data
def search_command(
    query: tuple[str, ...], page: int, size: int, order: Any, as_typed: bool, as_json: bool, data: Path
) -> None:
    """Search operative clauses; the README has the whole language."""
    with opened(data) as conn:
        without = (searching.EVERY_WORD,) if as_typed else ()
        answer = searching.search(conn, " ".join(query), page=page, size=size, order=order, without=without)
    if as_json:
        echo_json(searching.to_json(answer))
    else:
        echo(*answer_lines(answer))


def answer_lines(answer: searching.Answer) -> Iterator[Line]:
    """An answer in words: how the query was read, then the clauses, the matches in capitals' stead underlined."""
    yield answer.read_as
    for ignored in answer.ignored:
        yield f"Ignored: {ignored.typed} ({ignored.why})"
    yield from answer.notes
    for one in answer.expansions:
        if not one.undo:
            yield f"“{one.typed}” also finds {', '.join(one.also)}"
    if answer.step == "words" and answer.results:
        yield searching.MOST_SAID
    if answer.place:
        yield f"Goes to: {answer.place.symbol} {answer.place.path}".rstrip()
    counts = ((answer.total, "paragraph"), (answer.in_resolutions, "resolution"))
    so_far = "" if answer.complete else " so far"
    counted = " in ".join(_count(many, one) for many, one in counts) + so_far
    yield f"{counted}; page {answer.page} of {answer.pages}"
    for named in answer.resolutions:
        yield Styled(named.symbol, "bold"), f"  {named.adopted or ''}  {named.title}"
    for i, result in enumerate(answer.results):
        yield ""
        if result.step == "words" and answer.step != "words" and (not i or answer.results[i - 1].step != "words"):
            yield searching.CLOSE_SAID
            yield ""
        where = f"{result.symbol}, {say_path(result.path)}"
        yield Styled(where, "bold"), f"  {result.adopted or ''}  {result.url}"
        yield "  ", *underline(result.snippet, result.snippet_matches)
        yield from _tell_evidence(result)
    if answer.did_you_mean:
        yield f"Did you mean: {', '.join(answer.did_you_mean)}?"


def _tell_evidence(result: searching.Result) -> Iterator[Line]:
    """Where the words stand that are not the paragraph's own, what is missing, and what a quotation has otherwise."""
    if found := [f"{word}: {place}" for word, place in result.from_context]:
        yield f"  ({'; '.join(found)})"
    if result.missing:
        yield f"  (not here: {', '.join(result.missing)})"
    yield from (f"  {searching.say_difference(one)}" for one in result.differences)


def _count(many: int, one: str) -> str:
    return f"{many} {one}" if many == 1 else f"{many} {one}s"


def underline(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str | Styled]:
    """The text with its matches underlined on a terminal."""
    at = 0
    for start, end in spans:
        yield from (text[at:start], Styled(text[start:end], "underline"))
        at = end
    yield text[at:]
