"""The places of a document's quotations as ready footnotes: the text as Markdown, with the citations below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.check.report import CheckedQuotation, Report

_CLOSING = re.compile(r"[”’\"'»“›]?[.,;:]?")


def to_markdown(report: Report) -> str:
    """The document with a footnote behind each quotation whose place was found, each place cited once.

    What differs, stands elsewhere or was not found bears a footnote that says so; the words are left as they are.
    """
    notes: dict[str, int] = {}
    pieces: list[str] = []
    at = 0
    for quotation, said in _noted(report):
        behind = _CLOSING.match(report.text, quotation.end)
        end = behind.end() if behind else quotation.end
        if end < at:
            continue
        number = notes.setdefault(said, len(notes) + 1)
        pieces += [report.text[at:end], f"[^{number}]"]
        at = end
    below = [f"[^{number}]: {said}" for said, number in notes.items()]
    return "\n".join(["".join([*pieces, report.text[at:]]).rstrip("\n"), "", *below]).rstrip("\n") + "\n"


def _noted(report: Report) -> Iterator[tuple[CheckedQuotation, str]]:
    """The quotations that bear a footnote, with its words."""
    for one in report.quotations:
        if one.verdict in ("verbatim", "allowed"):
            yield one, _ended(one.citation)
        elif one.verdict == "elsewhere":
            yield one, f"Not in {one.cited}: {_ended(one.citation)}"
        elif one.verdict == "differs":
            yield one, f"Not word for word. Printed in {one.citation}: “{' '.join(one.printed.split())}”."
        elif one.verdict == "not_found":
            yield one, "Not found in any resolution held here."


def _ended(citation: str) -> str:
    return citation if citation.endswith(".") else f"{citation}."
