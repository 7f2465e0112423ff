"""Cutting a long resolution into pages, so that none is heavy: annexes first, then between paragraphs.

2231 (2015) has 35 operative clauses and more than two thousand in its annexes, a thousand of them under one paragraph.
Nearly every other resolution is one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scraper.database.resolutions import Size

LIMIT = 82_000
"""The most that a page's clauses may weigh: about their bytes as HTML. The rest of 100 KB is for the frame around them,
and for marking what a reader searched for."""

_CLAUSE_WEIGHT = 105
_HEADING_WEIGHT = 130
_CITATION_WEIGHT = 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run of clauses that make a page: those at positions `first` to `last`.

    `part` is "" for the pages at the resolution's own address, else the annex; `page` counts from 1 within it.
    """

    part: str
    page: int
    first: int
    last: int


def one_sheet(sizes: Sequence[Size]) -> tuple[Sheet, ...]:
    """All of it as one page, however long."""
    return (Sheet("", 1, 0, len(sizes) - 1),)


def cut(sizes: Sequence[Size]) -> tuple[Sheet, ...]:
    """The pages of a resolution: one where it is short enough, else its body and each annex, cut further if need be."""
    if _weigh_all(sizes) <= LIMIT:
        return one_sheet(sizes)
    sheets: list[Sheet] = []
    for part, group in groupby(sizes, key=_address_of):
        sheets += cut_part(tuple(group), part)
    return tuple(sheets)


def _address_of(size: Size) -> str:
    return "" if size.part in ("pp", "op") else size.part


def cut_part(sizes: Sequence[Size], part: str) -> tuple[Sheet, ...]:
    """The pages of a part, or of a clause with all below it, by itself; `part` is written on them."""
    pages: list[list[Size]] = [[]]
    room = LIMIT
    for block in _blocks(sizes):
        weight = _weigh_all(block)
        if pages[-1] and (weight > room or (block[0].heading and room < LIMIT // 4)):
            pages.append([])
            room = LIMIT
        pages[-1] += block
        room -= weight
    return tuple(Sheet(part, i, page[0].position, page[-1].position) for i, page in enumerate(pages, 1) if page)


def room_left(sizes: Sequence[Size]) -> int:
    """What else a page of these clauses may weigh; at most 0 where it is as long as a page can be."""
    return LIMIT - _weigh_all(sizes)


def _blocks(sizes: Sequence[Size]) -> Iterator[list[Size]]:
    """What is not to be cut: a paragraph with all below it, or where that is too much for a page, each clause."""
    block: list[Size] = []
    for size in sizes:
        if block and size.level <= block[0].level:
            yield from _whole_or_pieces(block)
            block = []
        block.append(size)
    if block:
        yield from _whole_or_pieces(block)


def _whole_or_pieces(block: list[Size]) -> Iterator[list[Size]]:
    if _weigh_all(block) <= LIMIT:
        yield block
    else:
        yield [block[0]]
        yield from _blocks(block[1:])


def _weigh_all(sizes: Sequence[Size]) -> int:
    return sum(map(_weigh, sizes))


def _weigh(size: Size) -> int:
    heading = _HEADING_WEIGHT + 2 * len(size.heading) if size.heading else 0
    return size.characters + _CLAUSE_WEIGHT + 3 * len(size.path) + heading + _CITATION_WEIGHT * size.citations


def read_number(text: str) -> int:
    """A page's number; 1 for anything that is none.

    >>> [read_number(text) for text in ("3", "0", "-1", "x", "", "9999999999")]
    [3, 1, 1, 1, 1, 1]
    """
    return max(int(text), 1) if re.fullmatch(r"[0-9]{1,6}", text) else 1
