"""Names, dates and titles as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.dates import say_day
from scraper.models import Symbol

REACHES = {"resolution": "", "onward": ", from there on", "paragraph": ", for that paragraph"}
"""How far words on Chapter VII reach, said after the place they stand in."""


def say_date(iso: str | None) -> str:
    """`2015-11-20` as `20 November 2015`; what is no date as it stands.

    >>> say_date("2015-11-20"), say_date(None)
    ('20 November 2015', '')
    """
    return say_day(iso or "")


def capitalize_first(text: str) -> str:
    """The same with a capital first letter; the rest keeps its own, for `paragraph 5 (A)` is not `(a)`."""
    return text[:1].upper() + text[1:]


def say_resolution(symbol: Symbol) -> str:
    """`Resolution 2249 (2015)`."""
    return f"Resolution {symbol.number} ({symbol.year})"


def say_count(count: int, one: str, many: str = "") -> str:
    """`1 clause`, `1,234 clauses`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def say_ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers with their runs drawn together.

    >>> say_ranges([1285, 1286, 1287, 1290])
    '1285–1287, 1290'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)
