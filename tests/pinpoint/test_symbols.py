"""Symbols of documents: as printed, as typed, and in running text."""

from __future__ import annotations

import doctest
import re

import pytest

from scraper.models import Symbol
from scraper.pinpoint import symbols
from scraper.pinpoint.symbols import (
    RESOLUTION,
    TYPED,
    TYPED_OTHER,
    FoundSymbol,
    document_address,
    draft_symbol,
    find_symbols,
    official_document,
    print_symbol,
    read_document,
    read_symbol,
)  # fmt: skip


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


@pytest.mark.parametrize(
    ("low", "found"),
    [
        ("s/2015/456 and add.1", ["S/2015/456", "S/2015/456/Add.1"]),
        ("s/2015/456, add.1 and corr. 2", ["S/2015/456", "S/2015/456/Add.1", "S/2015/456/Corr.2"]),
        ("s/2015/456 and add.1 and 2)", ["S/2015/456", "S/2015/456/Add.1", "S/2015/456/Add.2"]),
        ("s/2015/456 and add.1 to 31, dated", ["S/2015/456", "S/2015/456/Add.1", "S/2015/456/Add.31"]),
        ("s/2015/456 and add.1/rev.1", ["S/2015/456", "S/2015/456/Add.1/Rev.1"]),
        ("s/7930/add.1584 to add.1640", ["S/7930/Add.1584", "S/7930/Add.1640"]),
        ("s/7930/add.15845 and s/7930/annex", []),
        ("s/2015/456 and 2)", ["S/2015/456"]),  # a number says nothing before an addendum was named
        ("s/2015/456 and add.1 and 2 men", ["S/2015/456", "S/2015/456/Add.1"]),
        ("s/prst/2015/4 and add.1", ["S/PRST/2015/4"]),
        ("s/2015/456" + "".join(f", add.{n}" for n in range(1, 60)),
         ["S/2015/456", *(f"S/2015/456/Add.{n}" for n in range(1, 41))]),
        ("s/1994/prst/58", ["S/PRST/1994/58"]),
        ("s/prst2009/9", ["S/PRST/2009/9"]),
        ("s/prst/ 2014/ 23", ["S/PRST/2014/23"]),
        ("s/2003/l035 and s/ac.51/2007/14", ["S/2003/1035", "S/AC.51/2007/14"]),
        ("s/2003/l and s/2003/lord", []),
        ("s/ 2009/ 395", ["S/2009/395"]),
        ("s/agenda/838", ["S/Agenda/838"]),
        ("s/pv.5417", ["S/PV.5417"]),
        ("a/res/186 (s-2), a/res/1474 (es-iv), a/res/3411 d (xxx)",
         ["A/RES/186 (S-2)", "A/RES/1474 (ES-IV)", "A/RES/3411 D (XXX)"]),
        ("a/45/594 a/50/861/add.1 a/s-23/10/rev.1", ["A/45/594", "A/50/861/Add.1", "A/S-23/10/Rev.1"]),
        ("a/hrc/res/s-15/1 a/hrc/16/25 a/conf.192/15", ["A/HRC/RES/S-15/1", "A/HRC/16/25", "A/CONF.192/15"]),
        ("e/2009/105 e/cn.4/1999/31 st/sgb/2003/13", ["E/2009/105", "E/CN.4/1999/31", "ST/SGB/2003/13"]),
        ("a/45 e/g a/b/c a/45/594/x a/45/59412", []),
    ],
)  # fmt: skip
def test_what_a_symbol_shares_with_another_or_is_misprinted(low: str, found: list[str]) -> None:
    each_found = list(find_symbols(low))
    assert [each.symbol for each in each_found] == found
    kinds = {"S/PRST": "statement", "A/RES/": "assembly"}
    assert [each.kind for each in each_found] == [kinds.get(symbol[:6], "document") for symbol in found]


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("S/2015/456", "S/2015/456"),
        ("S/PV.45", "S/PV.45"),
        ("S/10805/Rev.1  (as amended)", "S/10805/Rev.1"),
        ("S/4733/Rev. 1", "S/4733/Rev.1"),
        ("S/471 and S/471/Add.1", "S/471"),
        ("S/552, S/PV.202", "S/552"),
        ("Oral  amendment", "Oral amendment"),
        ("Oral amendment of S/552", "Oral amendment of S/552"),
    ],
)
def test_the_symbol_of_a_draft(written: str, symbol: str) -> None:
    assert draft_symbol(written) == symbol


@pytest.mark.parametrize(
    ("typed", "kind", "symbol"),
    [
        ("S/PRST/2015/22", "statement", "S/PRST/2015/22"),
        ("s/prst/2000/4", "statement", "S/PRST/2000/4"),
        ("A/RES/46/182", "assembly", "A/RES/46/182"),
        ("A/RES/ES-11/1", "assembly", "A/RES/ES-11/1"),
        ("A/RES/S-14/1", "assembly", "A/RES/S-14/1"),
        ("a/res/377 a (v)", "assembly", "A/RES/377 A (V)"),
        ("A/RES/377A(V)", "assembly", "A/RES/377 A (V)"),
        ("S/2025/353", "other", "S/2025/353"),
        ("S/25564", "other", "S/25564"),
        ("S/AC.51/2017/2", "other", "S/AC.51/2017/2"),
        ("S/AC.47/2023/COMM.8", "other", "S/AC.47/2023/COMM.8"),
        ("s/2005/398/add.1", "other", "S/2005/398/Add.1"),
        ("S/PV.45", "other", "S/PV.45"),
        ("A/46/862", "other", "A/46/862"),
        ("(S/PRST/2015/22);", "statement", "S/PRST/2015/22"),
        ("S/2015/456*", "other", "S/2015/456"),
        ("A/RES/46/182 of 19 December 1991.", "assembly", "A/RES/46/182"),
        ("(A/RES/1514 (XV))", "assembly", "A/RES/1514 (XV)"),
        ("A/RES/186(S-2)", "assembly", "A/RES/186 (S-2)"),
        ("s/agenda/1466/rev.1", "other", "S/Agenda/1466/Rev.1"),
        ("General Assembly resolution 46/182", "assembly", "A/RES/46/182"),
        ("UN General Assembly resolution 1514 (XV) of 14 December 1960", "assembly", "A/RES/1514 (XV)"),
        ("UNGA Res. ES-11/1", "assembly", "A/RES/ES-11/1"),
        ("G.A. Res. 60/180 A", "assembly", "A/RES/60/180 A"),
        ("U.N. Doc. S/2015/456", "other", "S/2015/456"),
        ("presidential statement S/PRST/2015/22", "statement", "S/PRST/2015/22"),
    ],
)
def test_symbols_are_read_however_they_are_typed(typed: str, kind: str, symbol: str) -> None:
    read = read_document(f" {typed} ")
    assert read is not None
    assert (read.kind, read.text) == (kind, symbol)
    assert print_symbol(symbol) == symbol
    assert read_document(document_address(symbol).removeprefix("/")) == read


@pytest.mark.parametrize(
    "typed",
    [
        *("", "S", "S/", "S/RES/2249", "S/RES/2249 (2015)", "oil", "2249", "B/1/2", "S//1", "S/PRST"),
        *("UN Doc S/RES/1540 (2004)", "General Assembly resolution 46/182 and oil", "General Assembly resolution"),
    ],
)
def test_what_is_no_symbol_of_these_is_none(typed: str) -> None:
    assert read_document(typed) is None


@pytest.mark.parametrize("length", [60, 61])
def test_nothing_longer_than_a_symbol_is_read(length: int) -> None:
    typed = ("S/2015/" + "1234567890/" * 8)[: length - 1] + "1"
    assert (read_document(typed) is not None) == (length <= 60)


def test_where_a_document_is_shown() -> None:
    assert document_address("A/RES/1514 (XV)") == "/A/RES/1514(XV)"
    assert official_document("S/PRST/2015/22") == "https://docs.un.org/en/S/PRST/2015/22"
