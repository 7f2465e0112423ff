"""Days as they are written: what is read of one, and how one is said."""

from __future__ import annotations

import re
from datetime import date

import pytest

from scraper.dates import MONTH, MONTH_NUMBERS, MONTHS, check_year, read_day, say_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("22 January 2015", date(2015, 1, 22)),
        (" 22\u00a0january\n2015 ", date(2015, 1, 22)),
        ("2015-01-22", date(2015, 1, 22)),
        ("0001-01-01", None),  # nobody filled it in
        ("22 Januar 2015", None),
        ("January 2015", None),
        ("2015-01-22T00:00", None),
        ("\u0662\u0662 January 2015", None),  # digits of another script
        ("5 \u017feptember 2015", None),  # a long s, which ignoring case would let through
        ("", None),
    ],
)
def test_a_written_day_is_read(written: str, day: date | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize("written", ["31 June 2015", "2015-02-29", "0 May 2015"])
def test_a_day_that_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no calendar has the day"):
        read_day(written)


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_read_and_said(number: int) -> None:
    day = date(2015, number, 9)
    assert say_day(day.isoformat()) == f"9 {MONTHS[number - 1]} 2015"
    assert read_day(say_day(day.isoformat())) == day
    assert re.fullmatch(MONTH, MONTHS[number - 1])
    assert MONTH_NUMBERS[MONTHS[number - 1].lower()] == number


def test_a_day_is_said_from_a_date_or_a_moment() -> None:
    assert say_day("2026-11-26T08:00:00Z") == "26 November 2026"
    assert say_day("some day") == "some day"


def test_a_day_of_another_year_than_the_symbol_is_refused() -> None:
    check_year(date(2015, 1, 22), 2015)
    check_year(None, 2015)
    with pytest.raises(ValueError, match="its symbol is of 2014, and its date 2015-01-22"):
        check_year(date(2015, 1, 22), 2014)
