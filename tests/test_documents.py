"""Documents that are no resolutions: their symbols as people write them, and where their pages stand."""

from __future__ import annotations

import doctest

import pytest

from scraper.pinpoint import document_address, documents, print_symbol, read_document


def test_doctests_hold() -> None:
    assert doctest.testmod(documents).failed == 0


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
    ],
)
def test_symbols_are_read_however_they_are_typed(typed: str, kind: str, symbol: str) -> None:
    read = read_document(f" {typed} ")
    assert read is not None
    assert (read.kind, read.text) == (kind, symbol)
    assert print_symbol(symbol) == symbol
    assert read_document(document_address(symbol).removeprefix("/")) == read


@pytest.mark.parametrize(
    "typed", ["", "S", "S/", "S/RES/2249", "S/RES/2249 (2015)", "oil", "2249", "B/1/2", "S//1", "S/PRST"]
)
def test_what_is_no_symbol_of_these_is_none(typed: str) -> None:
    assert read_document(typed) is None
