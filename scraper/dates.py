"""Days as they are written: the names of the months, reading a day, saying one."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

MONTH = f"(?:{'|'.join(MONTHS)})"
"""For patterns: the name of a month, written in full; `MONTH.lower()` for words in lower case."""

MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
"""By the name of the month in lower case: `march` is 3."""

MONTHS_BY_START = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
"""By its first three letters in lower case, however it is abbreviated: `sep` is 9."""

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.A)  # 2015-01-22

WRITTEN = re.compile(rf"(\d{{1,2}}) ({MONTH}) (\d{{4}})", re.A | re.I)  # 22 January 2015


def read_day(written: str) -> date | None:
    """`22 January 2015` with any blanks between, or `2015-01-22`; None for anything else, and for the year 1.

    Ten records of the UN bear the day 0001-01-01, which means that nobody filled it in. Raises ValueError for a day
    that no calendar has.
    """
    words = " ".join(written.split())
    if found := ISO.fullmatch(words):
        year, month, day = map(int, found.groups())
    elif found := WRITTEN.fullmatch(words):
        year, month, day = int(found[3]), MONTH_NUMBERS[found[2].lower()], int(found[1])
    else:
        return None
    try:
        return date(year, month, day) if year > 1 else None
    except ValueError:
        raise ValueError(f"no calendar has the day {words!r}") from None


def check_year(day: date | None, year: int) -> None:
    """Raise ValueError where a resolution of this year is said to have been adopted in another."""
    if day is not None and day.year != year:
        raise ValueError(f"its symbol is of {year}, and its date {day.isoformat()}")


def say_day(iso: str) -> str:
    """The day of an ISO date and time, `26 November 2026`; what is no date as it stands."""
    try:
        day = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def add_to_day(day: str, months: int, days: int = 0) -> str:
    """The ISO day so many months and days later, the last of its month where there is no such day; a month stays one.

    Raises ValueError where the calendar ends.
    """
    year, month = int(day[:4]), int(day[5:7])
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    if len(day) == 7:
        return f"{year:04}-{month:02}"
    last = calendar.monthrange(year, month)[1]
    return (date(year, month, min(int(day[8:]), last)) + timedelta(days)).isoformat()


def last_day(until: str) -> str:
    """The last day that an ISO day or month stands for: `2021-12-31` for `2021-12`."""
    if len(until) != 7:
        return until
    return f"{until}-{calendar.monthrange(int(until[:4]), int(until[5:]))[1]:02}"
