"""Symbols of documents: as printed, as typed, and in running text."""

from __future__ import annotations

import doctest
import re

import pytest

from scraper.models import Symbol
from scraper.pinpoint import symbols
from scraper.pinpoint.symbols import RESOLUTION, TYPED, TYPED_OTHER, FoundSymbol, find_symbols, read_symbol


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(symbols).failed == 0


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("S/RES/2249 (2015)", Symbol(2249, 2015)),
        ("S/RES/2249(2015)", Symbol(2249, 2015)),
        ("S/RES/ 7 (1946)", Symbol(7, 1946)),
        ("S/RES/2249 (2015)*", Symbol(2249, 2015)),
        ("S/RES/2249 (2015", Symbol(2249, 2015)),
        ("S/RES/1700 2006", Symbol(1700, 2006)),
        ("S/RES/2249 ( 2015 )", Symbol(2249, 2015)),
        ("S/RES/22490 (2015)", None),
        ("S/RES/2249 (20150)", None),
        ("S/RES/2249", None),
        ("S/PRST/2015/22", None),
        ("See S/RES/2249 (2015)", None),
        ("", None),
    ],
)
def test_a_symbol_on_a_cover_page(printed: str, symbol: Symbol | None) -> None:
    assert read_symbol(printed) == symbol


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("S/RES/2249 (2015)", ("2249", "2015")),
        ("S/RES/7( 1946 )", ("7", "1946")),
        ("S/RES/ 7\n(1946)", ("7", "1946")),
        ("S/RES/22490 (2015)", None),
        ("S/RES/2249 2015", None),
        ("s/res/2249 (2015)", None),
    ],
)
def test_a_printed_symbol(printed: str, found: tuple[str, str] | None) -> None:
    match = RESOLUTION.search(printed)
    assert (match and (match["number"], match["year"])) == found


def test_a_typed_symbol() -> None:
    typed = re.compile(TYPED, re.IGNORECASE)
    assert all(map(typed.fullmatch, ("S/RES/", "s/res/", "S_RES_", "S-RES-", "S/RES/ ")))
    assert not any(map(typed.fullmatch, ("S/PRST/", "SRES", "S/RES")))
    other = re.compile(TYPED_OTHER, re.VERBOSE | re.IGNORECASE)
    assert all(map(other.search, ("A/RES/46/182", "see S/PRST/2015/4", "S/2015/456", "s/1999/7")))
    assert not any(map(other.search, ("S/RES/2249", "S/2115/456", "S/25564", "A/46/1")))


@pytest.mark.parametrize(
    ("low", "found"),
    [
        ("s/res/2199 (2015)", [("resolution", "S/RES/2199 (2015)", 2199, 2015)]),
        ("s_res_2199", [("resolution", "S/RES/2199", 2199, None)]),
        ("s-res-7 ( 1946 )", [("resolution", "S/RES/7 (1946)", 7, 1946)]),
        ("s/res/2199 (3015)", [("resolution", "S/RES/2199", 2199, None)]),
        ("s/res/21990", []),
        ("s/prst/2015/4", [("statement", "S/PRST/2015/4", 0, None)]),
        ("s/prst/2015/1234", []),
        ("s/2015/456", [("document", "S/2015/456", 0, None)]),
        ("s/25564", [("document", "S/25564", 0, None)]),
        ("s/25564/add.1/corr.2", [("document", "S/25564/Add.1/Corr.2", 0, None)]),
        ("s/2004/1/rev.1", [("document", "S/2004/1/Rev.1", 0, None)]),
        ("s/ac.49/2004/note.7", [("document", "S/AC.49/2004/NOTE.7", 0, None)]),
        ("s/12", []),
        ("a/s/25564", []),  # a piece of another symbol
        ("a/res/46/182", [("assembly", "A/RES/46/182", 0, None)]),
        ("a/res/es-10/14", [("assembly", "A/RES/ES-10/14", 0, None)]),
        ("a/res/60/180 a", [("assembly", "A/RES/60/180 A", 0, None)]),
        ("a/res/60/180 and", [("assembly", "A/RES/60/180", 0, None)]),
        ("a/res/1514 (xv)", [("assembly", "A/RES/1514 (XV)", 0, None)]),
        ("x/a/res/46/182", []),
        ("a/res/46/182, s/2015/1 and s/res/7", [
            ("document", "S/2015/1", 0, None), ("resolution", "S/RES/7", 7, None),
            ("assembly", "A/RES/46/182", 0, None),
        ]),
        ("", []),
    ],
)  # fmt: skip
def test_symbols_in_running_text(low: str, found: list[tuple[str, str, int, int | None]]) -> None:
    each_found = list(find_symbols(low))
    assert [(each.kind, each.symbol, each.number, each.year) for each in each_found] == found
    for each in each_found:
        shown = low[each.start : each.end]
        assert shown[0] in "sa"
        assert "".join(shown.split()).upper()[-2:] == "".join(each.symbol.split()).upper()[-2:]


def test_where_a_symbol_stands() -> None:
    assert list(find_symbols("in s/res/7 (1946).")) == [FoundSymbol("resolution", 3, 17, "S/RES/7 (1946)", 7, 1946)]
