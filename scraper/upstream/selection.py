"""What a person asks to be fetched: `all`, `new`, `2170 2199`, `2100-2199`, `2015-01-01..2015-12-31`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scraper.errors import BadReference

HIGHEST = 9999
"""Upstream writes numbers with four digits; the Council will need two centuries more to use them up."""

HOW = "Say what to fetch: all, new, numbers (2170 2199), ranges (2100-2199) or dates (2015-01-01..2015-12-31)."

NUMBER = re.compile(
    r"""
    (?: S/RES/ )?                  # S/RES/2249
    (?P<number> \d{1,9} )          # 2249
    (?: \s* \( \d{4} \) )?         # 2249(2015)
    """,
    re.X | re.I | re.A,
)

RANGE = re.compile(r"(?P<first>\d{1,9})\s*(?:-|\u2013|\u2014|\.\.)\s*(?P<last>\d{1,9})", re.A)  # 2100-2199, 2100..2199

DATES = re.compile(
    r"""
    (?P<first> \d{4}-\d{2}-\d{2} )              # 2015-11-20
    (?: \.\. (?P<last> \d{4}-\d{2}-\d{2} ) )?   # ..2015-12-31
    """,
    re.X | re.A,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: everything, what is new, or numbers and spans of dates (both ends belong to them)."""

    everything: bool = False
    new: bool = False
    numbers: frozenset[int] = frozenset()
    dates: tuple[tuple[date, date], ...] = ()


def read_selection(args: Sequence[str]) -> Selection:
    """Read the words after `unsc fetch`.

    Raises BadReference, with a sentence, for nothing at all, a word that is none of the known kinds, a range that runs
    backwards, a day that no calendar has, and for `all` or `new` together with anything else.
    """
    words = [arg.strip() for arg in args if arg.strip()]
    if not words:
        raise BadReference(HOW)
    lowered = [word.lower() for word in words]
    if "all" in lowered or "new" in lowered:
        if len(words) > 1:
            raise BadReference(f"{words[lowered.index('all' if 'all' in lowered else 'new')]!r} stands alone. {HOW}")
        return Selection(everything=lowered == ["all"], new=lowered == ["new"])
    numbers: set[int] = set()
    dates: list[tuple[date, date]] = []
    for word in words:
        if found := DATES.fullmatch(word):
            dates.append(_read_dates(found))
        else:
            numbers |= _read_numbers(word)
    return Selection(numbers=frozenset(numbers), dates=tuple(dates))


def _read_dates(found: re.Match[str]) -> tuple[date, date]:
    first, last = _read_day(found["first"]), _read_day(found["last"] or found["first"])
    if first > last:
        raise BadReference(f"{found[0]} runs backwards; write {last}..{first}")
    return first, last


def _read_day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadReference(f"{written} is no day of the calendar.") from None


def _read_numbers(word: str) -> set[int]:
    if found := RANGE.fullmatch(word):
        first, last = _read_number(found["first"]), _read_number(found["last"])
        if first > last:
            raise BadReference(f"{word} runs backwards; write {last}-{first}")
        return set(range(first, last + 1))
    if found := NUMBER.fullmatch(word):
        return {_read_number(found["number"])}
    raise BadReference(f"{word!r} is neither a resolution's number, a range nor a date. {HOW}")


def _read_number(written: str) -> int:
    number = int(written)
    if not 1 <= number <= HIGHEST:
        raise BadReference(f"There is no resolution {number}: numbers go from 1 to {HIGHEST}.")
    return number
