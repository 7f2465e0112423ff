"""`unsc check`: every citation and quotation of documents against the Council's own words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from scraper.check import CheckedQuotation, Report, check_document
from scraper.check.documents import read_file, to_text
from scraper.check.fixing import fix
from scraper.check.footnotes import to_docx, to_html, to_markdown
from scraper.cli.shared import SITE, opened, with_data, with_json
from scraper.render.check import BAD, VERDICTS, list_findings, say_of
from scraper.terminal import Line, Styled, echo, echo_json


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "docx"]), default="text", show_default=True,
    help="As markdown, html or docx: the document with its places as footnotes, in the style.",
)  # fmt: skip
@click.option("--style", default="un", show_default=True, metavar="STYLE", help="In which the places found are cited.")
@click.option(
    "--fix", "fixing", is_flag=True,
    help="Also write a copy, NAME.fixed.EXT beside each file, with wrong years, paragraphs and words corrected; in a"
    " DOCX as tracked changes.",
)  # fmt: skip
@with_json
@with_data
def check_command(files: tuple[Path, ...], form: str, style: str, fixing: bool, as_json: bool, data: Path) -> None:
    """Check every citation and quotation of FILES: text, Markdown, HTML, DOCX, ODT or PDF.

    Exit code 1 where a citation names nothing, or words are not where they are said to be.
    """
    if form == "docx" and (len(files) > 1 or sys.stdout.isatty()):
        raise click.UsageError("A DOCX is written for one file, and not to a terminal: unsc check FILE ... > NEW.docx")
    contents = [read_file(file) for file in files]
    with opened(data) as conn:

        def check(content: bytes, file: Path) -> Report:
            return check_document(to_text(content, file.name), conn, file=str(file), site=SITE, style=style)

        reports = [check(content, file) for file, content in zip(files, contents, strict=True)]
        if as_json:
            told = [report.as_dict() for report in reports]
            echo_json(told[0] if len(told) == 1 else told)
        else:
            _tell_all(reports, form)
        for file, content, report in zip(files, contents, reports, strict=True):
            if not fixing:
                break
            if report.corrections:
                copy = file.with_name(f"{file.stem}.fixed{file.suffix}")
                copy.write_bytes(fixed := fix(content, file.name, report.corrections))
                _tell_fixed(copy, report, check(fixed, copy))
            else:
                click.echo(f"{file}: no copy is written: nothing in it can be corrected for certain.", err=True)
    sys.exit(int(any(report.is_wrong for report in reports)))


def _tell_all(reports: Sequence[Report], form: str) -> None:
    for report in reports:
        if form == "docx":
            sys.stdout.buffer.write(to_docx(report))
        elif form == "markdown":
            echo(*to_markdown(report).splitlines())
        elif form == "html":
            echo(*to_html(report).splitlines())
        else:
            echo(*_lines(report))


def _tell_fixed(copy: Path, report: Report, again: Report) -> None:
    """On standard error what was corrected, and what is still wrong in the copy."""
    click.echo(f"{copy}: {len(report.corrections)} corrected.", err=True)
    for one in report.corrections:
        was, now = (f"“{words.strip()}”" if words.strip() else "nothing" for words in (one.was, one.now))
        click.echo(f"  line {_line(report, one.start)}: {now} for {was}. {one.why}", err=True)
    for finding in list_findings(again):
        if finding.bad:
            click.echo(f"  line {_line(again, finding.start)}: left as it is: {finding.word.lower()}.", err=True)


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
