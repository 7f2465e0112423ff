"""What is to be changed in a document for its citations and quotations to be right: years, paragraphs, words.

What the document does not say for certain is left to its author: a quotation that is found in another resolution, or in
none, and a paragraph for which two others would be right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scraper.check.citations import CitedSource
from scraper.check.report import CheckedQuotation, TextCorrection
from scraper.pinpoint import say_path


class Placed(NamedTuple):
    """A quotation that was found, and what is cited for it."""

    quotation: CheckedQuotation
    cited: CitedSource | None


def list_corrections(text: str, cited: Sequence[CitedSource], placed: Sequence[Placed]) -> tuple[TextCorrection, ...]:
    """The corrections of a text in order, none overlapping."""
    found = [one.repair for one in cited if one.repair]
    found += _move(text, placed)
    for quotation, source in placed:
        if quotation.verdict == "differs" and source and source.number and _is_in(quotation, source):
            found += _reword(text, quotation)
    apart: list[TextCorrection] = []
    for one in sorted(found):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(apart)


def _is_in(quotation: CheckedQuotation, source: CitedSource) -> bool:
    return quotation.symbol.startswith(f"S/RES/{source.number} ")


def _move(text: str, placed: Iterable[Placed]) -> Iterator[TextCorrection]:
    """Wrong paragraphs of the right resolution: one place that is cited, and one in which all words for it stand."""
    wanted: dict[tuple[int, int], set[str]] = defaultdict(set)
    for quotation, source in placed:
        if source is None or len(source.citation.spots) != 1 or not quotation.path:
            continue
        spot = source.citation.spots[0]
        right = quotation.verdict != "elsewhere"
        if _is_in(quotation, source) and spot.path.startswith("op/") and spot.end > spot.start:
            wanted[spot.start, spot.end].add(spot.path if right else quotation.path)
    for (start, end), paths in wanted.items():
        path = next(iter(paths))
        now = say_path(path).removeprefix("paragraph ")
        if len(paths) == 1 and path.startswith("op/") and " item" not in now and text[start:end].split() != now.split():
            yield TextCorrection(start, end, text[start:end], now, "The words stand in this paragraph.")


def _reword(text: str, quotation: CheckedQuotation) -> Iterator[TextCorrection]:
    """The words of a quotation that are printed otherwise."""
    why = f"Printed so in {quotation.symbol}, {say_path(quotation.path)}."
    for change in quotation.changes:
        if change.kind != "word" or change.start < 0:
            continue
        start, end, now = change.start, change.end, " ".join(change.printed.split())
        if start == end:
            now = f" {now}"
        elif not now:
            start, end = _with_blank(text, start, end, quotation)
        yield TextCorrection(start, end, text[start:end], now, why)


def _with_blank(text: str, start: int, end: int, quotation: CheckedQuotation) -> tuple[int, int]:
    """A word that is taken out goes with the blank before it, at the head of a quotation with the one behind it."""
    if start > quotation.start and text[start - 1 : start].isspace():
        return start - 1, end
    return (start, end + 1) if text[end : end + 1].isspace() else (start, end)
