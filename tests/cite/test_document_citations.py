"""Documents that are no resolutions of the Council, as resolutions cite them: symbols, bodies, and their days."""

from __future__ import annotations

import doctest

import pytest

from scraper.cite import document_dates, mentions
from scraper.cite.document_dates import read_document_day
from scraper.cite.find import find_citations
from scraper.pinpoint import print_symbol, read_document


def test_doctests_hold() -> None:
    for module in (mentions, document_dates):
        assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("contained in S/7930/Add.107 and Add.108,", ["S/7930/Add.107", "S/7930/Add.108"]),  # 262 (1968)
        ("in documents S/7930/Add.43, Add.44 and Add.45", ["S/7930/Add.43", "S/7930/Add.44", "S/7930/Add.45"]),
        ("(S/25855 and Add.1 and 2)", ["S/25855", "S/25855/Add.1", "S/25855/Add.2"]),  # 845 (1993)
        ("(S/1996/541 and Add.1, 2 and 3)", ["S/1996/541", *(f"S/1996/541/Add.{n}" for n in (1, 2, 3))]),
        ("(S/1996/416 and Add.1/Rev.1)", ["S/1996/416", "S/1996/416/Add.1/Rev.1"]),
        ("(S/13450 and Corr. 1 and Add.1 and S/13679)", ["S/13450", "S/13450/Corr.1", "S/13450/Add.1", "S/13679"]),
        ("(S/1994/828 and Add.1) and 26 July 1994", ["S/1994/828", "S/1994/828/Add.1"]),
        ("of S/25855 and 2 others", ["S/25855"]),
        ("of S/25855 and Add.1 and 2 others", ["S/25855", "S/25855/Add.1"]),
        ("(S/1994/PRST/58)", ["S/PRST/1994/58"]),  # 949 (1994)
        ("(S/PRST2009/9) and (S/PRST/ 2014/23)", ["S/PRST/2009/9", "S/PRST/2014/23"]),  # 1996 (2011), 2734 (2024)
        ("(S/2003/l035) and S/2009/ 395, annex", ["S/2003/1035", "S/2009/395"]),  # 1519 (2003), 1883 (2009)
        ("S/Agenda/1466/Rev.1 and S/PV.5417", ["S/Agenda/1466/Rev.1", "S/PV.5417"]),
        ("(A/53/455-S/1998/913)", ["A/53/455", "S/1998/913"]),  # 1214 (1998): one document of two organs
        ("(A/S\u201123/10/Rev.1), ST/SGB/2003/13 and E/CN.4/1999/31",
         ["A/S-23/10/Rev.1", "ST/SGB/2003/13", "E/CN.4/1999/31"]),
        ("A/HRC/RES/S-15/1 and A/CONF.192/15", ["A/HRC/RES/S-15/1", "A/CONF.192/15"]),
        ("General Assembly resolutions A/69/313, A/70/6 and A/70/1", ["A/RES/69/313", "A/RES/70/6", "A/RES/70/1"]),
        ("General Assembly resolution 186 (S-2) of 14 May 1948", ["A/RES/186 (S-2)"]),
        ("resolution 2248(S-V) of 19 May 1967", ["A/RES/2248 (S-V)"]),
        ("resolutions 1474 (ES-IV), 1592 (XV)", ["A/RES/1474 (ES-IV)", "A/RES/1592 (XV)"]),
        ("A/RES/186 (S-2) and A/RES/3411 D (XXX)", ["A/RES/186 (S-2)", "A/RES/3411 D (XXX)"]),
        ("General Assembly resolutions 1760 (XVID of 31 October 1962, 1819 (XVID) and 1889 (XVIII of 6 November",
         ["A/RES/1760 (XVII)", "A/RES/1819 (XVII)", "A/RES/1889 (XVIII)"]),  # 202 (1965), 180 (1963)
        ("General Assembly resolution 192 (III) of 19 November 1948, adopted by the Commission", ["A/RES/192 (III)"]),
    ],
)  # fmt: skip
def test_symbols_are_read_as_the_council_prints_them(text: str, symbols: list[str]) -> None:
    found = find_citations(text)
    assert [citation.symbol for citation in found] == symbols
    assert all(text[citation.start : citation.end] == citation.raw for citation in found)
    assert all(print_symbol(symbol) == symbol for symbol in symbols)
    assert [str(read_document(symbol)) for symbol in symbols] == symbols


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the statement of its President of 10 February 2000 (S/PRST/2000/4)", ["2000-02-10"]),
        (
            "statements of 1 May 2001 (S/PRST/2001/1), and 2\u00a0June 2002 (S/PRST/2002/3)",
            ["2001-05-01", "2002-06-02"],
        ),
        ("S/PRST/2000/4 of 10 February 2000", ["2000-02-10"]),
        ("resolution 46/182 of 19 December 1991", ["1991-12-19"]),
        ("the outcome of 19 December 1991 (A/RES/46/182)", ["1991-12-19"]),
        ("10 February 2000 (S/PRST/2001/4)", [""]),  # the year is not that of the symbol
        ("31 February 2000 (S/PRST/2000/4)", [""]),
        ("110 February 2000 (S/PRST/2000/4)", [""]),
        ("10 February 2000 (see S/PRST/2000/4)", [""]),
        ("S/PRST/2000/4, adopted on 10 February 2000", [""]),
        ("the Agreement of 27 May 1997 (S/1997/413, annex)", [""]),  # the day of what the letter encloses
        ("resolution 2249 (2015) of 20 November 2015", [""]),
    ],
)
def test_a_document_is_dated_only_where_the_words_can_mean_nothing_else(text: str, days: list[str]) -> None:
    assert [read_document_day(text, citation) for citation in find_citations(text)] == days


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("resolutions MRE/RES.1/91, MRE/RES.2/91 and CP/RES.594 (923/92)", []),  # of the OAS: 841 (1993)
        ("resolution 1999/61 of the fifty-fifth session of the Commission on Human Rights", ["other"]),
        ("resolution S-3/1 of 25 May 1994 adopted by the United Nations Commission on Human Rights", ["other"]),
        ("resolution 2199 (LXI) of the Trusteeship Council of 25 May 1994", ["other"]),
        ("resolution S-14/1 of 20 September 1986", ["assembly"]),
        ("see S/RES. 1540", ["resolution"]),
        ("A/5 and/or e/g a/b/c", []),
        ("S/PRST/4 and S/20144/461", []),  # misprinted, and what is meant cannot be told: 1344 (2001), 2168 (2014)
    ],
)
def test_resolutions_of_other_bodies_are_not_the_assemblys(text: str, kinds: list[str]) -> None:
    assert [citation.kind for citation in find_citations(text)] == kinds
