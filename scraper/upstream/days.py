"""Days as upstream writes them."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def read_day(written: str) -> date | None:
    """`22 January 2015` with any blanks between, or `2015-01-22`; None for anything else, and for the year 1.

    Ten records of the UN bear the day 0001-01-01, which means that nobody filled it in.
    """
    words = written.split()
    try:
        if len(words) == 1:
            day = date.fromisoformat(words[0])
        else:
            number, month, year = words
            day = date(int(year), MONTHS.index(month.lower()) + 1, int(number))
    except ValueError:
        return None
    return day if day.year > 1 else None
