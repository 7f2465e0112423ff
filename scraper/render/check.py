"""A checked document as a page: its text with what was found marked in place, and a list beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from scraper.check import CheckedCitation, CheckedQuotation, Report
from scraper.search import Difference, say_difference

VERDICTS = {
    "verbatim": "Verbatim",
    "allowed": "Verbatim but for what quoting allows",
    "differs": "Differs",
    "elsewhere": "Stands elsewhere",
    "not_found": "Not found",
    "not_checked": "Not checked",
}
"""What each verdict is called where people read it."""

BAD = frozenset({"differs", "elsewhere", "not_found", "no such resolution", "year does not fit", "no such paragraph"})
"""What asks to be looked at."""


class Finding(NamedTuple):
    """One line of the list: where it is in the text, its verdict or status, and all that is to be said of it."""

    anchor: str
    start: int
    end: int
    word: str
    bad: bool
    said: tuple[str, ...]
    url: str
    quote: str
    citation: str


def list_findings(report: Report) -> list[Finding]:
    """Every quotation, and every citation that is not right, in the order of the text."""
    found = [_of_citation(one) for one in report.citations if one.status != "ok"]
    found += [_of_quotation(one) for one in report.quotations]
    ordered = sorted(found, key=lambda one: (one.start, one.end))
    return [one._replace(anchor=f"found-{i}") for i, one in enumerate(ordered, 1)]


def _of_citation(one: CheckedCitation) -> Finding:
    return Finding(
        "", one.start, one.end, one.status.capitalize(), one.status in BAD, (one.note,), one.url, one.raw, ""
    )


def say_of(one: CheckedQuotation) -> tuple[str, ...]:
    """All that is to be said of a quotation, a sentence each: the differences first."""
    differences = (say_difference(Difference(change.kind, change.quoted, change.printed)) for change in one.changes)
    return (*differences, *one.notes)


def _of_quotation(one: CheckedQuotation) -> Finding:
    said = say_of(one)
    word = VERDICTS[one.verdict]
    return Finding("", one.start, one.end, word, one.verdict in BAD, said, one.url, one.quote, one.citation)


def draw_checked(text: str, findings: list[Finding]) -> Markup:
    """The text with each finding marked and linked to its line in the list; of two that overlap, the first."""
    return Markup("").join(_pieces(text, findings))


def _pieces(text: str, findings: list[Finding]) -> Iterator[Markup]:
    at = 0
    for one in findings:
        if one.start < at or one.end <= one.start:
            continue
        yield escape(text[at : one.start])
        kind = "bad" if one.bad else "good"
        yield Markup('<a class="found {}" id="{}" href="#{}-told">{}</a>').format(
            kind, one.anchor, one.anchor, text[one.start : one.end]
        )
        at = one.end
    yield escape(text[at:])
