"""Cutting a long resolution into pages, so that none is heavy: annexes first, then at top-level clauses.

2231 (2015) has 35 operative clauses and more than two thousand in its annex. Nearly every other resolution is one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.lookup import Unit

LIMIT = 72_000
"""The most that a page's clauses may weigh: about their bytes as HTML, the rest of a page of 100 KB being the frame."""

_CLAUSE_WEIGHT = 150
_HEADING_WEIGHT = 130


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run of clauses that make a page: those at positions `first` to `last`.

    `part` is "" for the page at the resolution's own address, else the annex; `page` counts from 1 within it.
    """

    part: str
    page: int
    first: int
    last: int


def cut(units: Sequence[Unit]) -> tuple[Sheet, ...]:
    """The pages of a resolution: one where it is short enough, else its body and each annex, cut further if need be."""
    if sum(map(_weigh, units)) <= LIMIT:
        return (Sheet("", 1, 0, _last(units)),) if units else (Sheet("", 1, 0, -1),)
    body = [unit for unit in units if unit.part in ("pp", "op")]
    sheets = list(_pages("", body))
    for part in dict.fromkeys(unit.part for unit in units if unit.part not in ("pp", "op")):
        sheets += cut_part(units, part)
    return tuple(sheets)


def cut_part(units: Sequence[Unit], part: str) -> tuple[Sheet, ...]:
    """The pages of one part by itself."""
    return _pages(part, [unit for unit in units if unit.part == part])


def _pages(part: str, units: Sequence[Unit]) -> tuple[Sheet, ...]:
    pages: list[list[Unit]] = [[]]
    room = LIMIT
    for unit in units:
        weight = _weigh(unit)
        if pages[-1] and (weight > room or (unit.heading and room < LIMIT // 8)):
            pages.append([])
            room = LIMIT
        pages[-1].append(unit)
        room -= weight
    return tuple(Sheet(part, i, page[0].position, _last(page)) for i, page in enumerate(pages, 1) if page)


def _weigh(unit: Unit) -> int:
    return (
        unit.characters + _CLAUSE_WEIGHT * unit.clauses + (_HEADING_WEIGHT + 2 * len(unit.heading)) * bool(unit.heading)
    )


def _last(units: Sequence[Unit]) -> int:
    return units[-1].position + units[-1].clauses - 1


def find(sheets: Sequence[Sheet], position: int) -> Sheet | None:
    """The page a position stands on."""
    return next((sheet for sheet in sheets if sheet.first <= position <= sheet.last), None)
