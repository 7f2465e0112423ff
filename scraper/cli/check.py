"""`unsc check`: every citation and quotation of documents against the Council's own words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from scraper.check import CheckedQuotation, Report, check_document
from scraper.check.documents import read_document
from scraper.check.footnotes import to_markdown
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.render.check import BAD, VERDICTS, say_of
from scraper.terminal import Line, Styled, echo, echo_json


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True,
    help="As markdown: the document with its places as footnotes, in the style.",
)  # fmt: skip
@click.option("--style", default="un", show_default=True, metavar="STYLE", help="In which the places found are cited.")
@with_json
@with_data
def check_command(files: tuple[Path, ...], form: str, style: str, as_json: bool, data: Path) -> None:
    """Check every citation and quotation of FILES: text, Markdown, HTML, DOCX, ODT or PDF.

    Exit code 1 where a citation names nothing, or words are not where they are said to be.
    """
    with opened(data) as conn:
        reports = [check_document(read_document(file), conn, file=str(file), site=SITE, style=style) for file in files]
    if as_json:
        told = [report.as_dict() for report in reports]
        echo_json(told[0] if len(told) == 1 else told)
    else:
        for report in reports:
            echo(*(to_markdown(report).splitlines() if form == "markdown" else _lines(report)))
    sys.exit(int(any(report.is_wrong for report in reports)))


def _lines(report: Report) -> Iterator[Line]:
    """A report in words: totals first, then what is wrong with citations, then each quotation."""
    totals = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in report.totals.items())
    yield Styled(report.file, "bold"), f": {totals}"
    for one in report.citations:
        if one.status != "ok":
            yield f"  line {_line(report, one.start)}: {' '.join(one.raw.split())}: {one.status}. {one.note}"
    for quotation in report.quotations:
        yield ""
        yield from _tell(report, quotation)
    yield ""


def _tell(report: Report, one: CheckedQuotation) -> Iterator[Line]:
    words = " ".join(one.quote.split())
    shown = words if len(words) <= 140 else f"{words[:100]} ... {words[-35:]}"
    where = f": {one.citation}" if one.citation else ""
    verdict = VERDICTS[one.verdict].upper() if one.verdict in BAD else VERDICTS[one.verdict]
    yield Styled(f"line {_line(report, one.start)}: {verdict}", "bold"), where
    yield f"  “{shown}”"
    yield from (f"  {said}" for said in say_of(one))
    if one.url:
        yield f"  {one.url}"


def _line(report: Report, at: int) -> int:
    return report.text.count("\n", 0, at) + 1
