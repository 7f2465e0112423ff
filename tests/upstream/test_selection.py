"""What a person may write after `unsc fetch`."""

from __future__ import annotations

from datetime import date

import pytest

from scraper.errors import BadReference
from scraper.upstream import Selection, read_selection

YEAR = (date(2015, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["all"], Selection(everything=True)),
        (["NEW"], Selection(new=True)),
        (["2170", "2199", "2249"], Selection(numbers=frozenset({2170, 2199, 2249}))),
        (["2100-2103"], Selection(numbers=frozenset({2100, 2101, 2102, 2103}))),
        (["2100\u20132101"], Selection(numbers=frozenset({2100, 2101}))),
        (["5..7", "7"], Selection(numbers=frozenset({5, 6, 7}))),
        (["S/RES/2249(2015)"], Selection(numbers=frozenset({2249}))),
        (["s/res/2249"], Selection(numbers=frozenset({2249}))),
        (["2249 (2015)"], Selection(numbers=frozenset({2249}))),
        (["2015-01-01..2015-12-31"], Selection(dates=(YEAR,))),
        (["2015-11-20"], Selection(dates=((date(2015, 11, 20), date(2015, 11, 20)),))),
        (["242", "2015-01-01..2015-12-31"], Selection(numbers=frozenset({242}), dates=(YEAR,))),
    ],
)
def test_what_is_read(args: list[str], expected: Selection) -> None:
    assert read_selection(args) == expected


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Say what to fetch"),
        (["", "  "], "Say what to fetch"),
        (["everything"], "'everything' is neither"),
        (["2199-2100"], "2199-2100 runs backwards; write 2100-2199"),
        (["2015-12-31..2015-01-01"], r"runs backwards; write 2015-01-01\.\.2015-12-31"),
        (["2015-02-30"], "2015-02-30 is no day"),
        (["2015-13-01..2016-01-01"], "2015-13-01 is no day"),
        (["all", "2199"], "'all' stands alone"),
        (["new", "all"], "'all' stands alone"),
        (["2199", "new"], "'new' stands alone"),
        (["0"], "no resolution 0"),
        (["99999"], "no resolution 99999"),
        (["1-999999999"], "no resolution 999999999"),
        (["-5"], "'-5' is neither"),
        (["S/PRST/2020/11"], "neither"),
        (["\u0662\u0661"], "neither"),
    ],
)
def test_what_is_refused(args: list[str], words: str) -> None:
    with pytest.raises(BadReference, match=words):
        read_selection(args)
