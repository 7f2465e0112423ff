"""Citations in running text: a table of what is read and what is not, and what holds for any text."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cite.find import Citation, find_citations
from scraper.cite.label_lists import read_labels
from scraper.cite.resolution_mentions import fits
from scraper.cite.styles import STYLES, Cited, CitedPlace
from scraper.models import Clause, Mark, Symbol
from scraper.parse.akn import parse

Short = tuple[str, str, tuple[str, ...]]
"""Kind, symbol, paths."""


def short(citation: Citation) -> Short:
    return citation.kind, citation.symbol, citation.paths


def res(symbol: str, *paths: str) -> Short:
    number, _, year = symbol.partition("/")
    return "resolution", f"S/RES/{number}" + (f" ({year})" if year else ""), tuple(f"op/{path}" for path in paths)


def here(*paths: str) -> Short:
    return "here", "", tuple(f"op/{path}" for path in paths)


CASES: list[tuple[str, list[Short], str]] = [
    # resolutions
    ("Recalling resolution 9267 (1999),", [res("9267/1999")], "one resolution"),
    ("its resolutions 1267 (1999), 1333 (2000) and 1363 (2001),",
     [res("1267/1999"), res("1333/2000"), res("1363/2001")], "each of a list is one"),
    ("resolution 1673(2006)", [res("1673/2006")], "a blank is missing"),
    ("resolution 1540 obliges", [res("1540")], "the year is missing"),
    ("Resolution\u00a01540\u00a0(2004)", [res("1540/2004")], "no-break spaces"),
    ("resolutions 1267 (1999) of 15 October 1999, 1333 (2000) of 19 December 2000",
     [res("1267/1999"), res("1333/2000")], "dates stand between"),
    ("resolutions 1267 (1999) 1989 (2011)", [res("1267/1999"), res("1989/2011")], "a comma was forgotten"),
    ("relevant resolutions, including 2242 (2015) and 2493 (2019)", [res("2242/2015"), res("2493/2019")],
     "the word is far away"),
    ("the tasks set out in 2242 (2015)", [res("2242/2015")], "no word, but number and year fit"),
    ("Security Council resolution 1325 (2000)", [res("1325/2000")], "the Council is named"),
    ("S/RES/2199 (2015) and S/RES/2170(2014)", [res("2199/2015"), res("2170/2014")], "symbols"),
    ("Resolution 2249 (20 November 2015)", [res("2249/2015")], "a date for the year"),
    ("resolution 9001 (2999)", [res("9001/2999")], "a year may be any of four digits after the word"),
    # people's spellings
    ("UNSCR 2249", [res("2249")], ""),
    ("UNSC Res. 2249 (2015)", [res("2249/2015")], ""),
    ("see SCR 2249.", [res("2249")], ""),
    ("UNSCRs 2170 and 2199", [res("2170"), res("2199")], ""),
    ("Res 2170, 2199 and 2249", [res("2170"), res("2199"), res("2249")], "years missing in a list"),
    ("UNSCR 2249 OP5", [res("2249", "5")], ""),
    ("UNSCR 2249 (2015), OPs 5 and 6", [res("2249/2015", "5", "6")], ""),
    ("UNSCR 2249 (2015), op. para. 5", [res("2249/2015", "5")], ""),
    ("UNSCR 2249, ¶ 5", [res("2249", "5")], ""),
    ("UNSCR 2249 ¶¶ 5-7", [res("2249", "5", "6", "7")], ""),
    ("UNSCR 2249 PP9", [("resolution", "S/RES/2249", ("pp/9",))], ""),
    ("see https://docs.un.org/en/S/RES/2249(2015).", [res("2249/2015")], "an address, without the full stop"),
    ("(https://undocs.org/S/RES/2249%20(2015))", [res("2249/2015")], "an address in brackets"),
    ("https://laws.example/S/RES/2249(2015)/op/5/a", [res("2249/2015", "5/a")], "an address of the site"),
    # pinpoints
    ("paragraph 8 (c) of resolution 1333 (2000)", [res("1333/2000", "8/c")], ""),
    ("paragraphs 1 and 3 of resolution 1333 (2000)", [res("1333/2000", "1", "3")], ""),
    ("paragraphs 8 to 10 of its resolution 1333 (2000)", [res("1333/2000", "8", "9", "10")], "a range is written out"),
    ("paragraphs 4 (b) and (d) of resolution 1333 (2000)", [res("1333/2000", "4/b", "4/d")], ""),
    ("paragraph 5 (a) or (b) of resolution 1333 (2000)", [res("1333/2000", "5/a", "5/b")], ""),
    ("paragraph 1 (d), paragraph 1 (f) and paragraph 3 of resolution 1333 (2000)",
     [res("1333/2000", "1/d", "1/f", "3")], "the word stands again"),
    ("subparagraphs (c) and (d) of paragraph 3 of resolution 1591 (2005)", [res("1591/2005", "3/c", "3/d")], ""),
    ("paragraph 4, subparagraphs (a) to (c) of resolution 1591 (2005)",
     [res("1591/2005", "4/a", "4/b", "4/c")], ""),
    ("paragraph 29 (i) (e) of resolution 2612 (2021)", [res("2612/2021", "29/i/e")], ""),
    ("paragraph 2 of resolutions 2441 (2018) and 2509 (2020)", [res("2441/2018", "2"), res("2509/2020", "2")],
     "said of each"),
    ("paragraph 3 of 2035 (2012)", [res("2035/2012", "3")], "the word resolution is missing"),
    ("paragraphs 11 of resolution 2213 (2015), 12 of resolution 2362 (2017)",
     [res("2213/2015", "11"), res("2362/2017", "12")], "the word paragraph is missing"),
    ("resolution 2249 (2015), paragraph 5, and", [res("2249/2015", "5")], "the pinpoint follows"),
    ("resolution 1640 (2005), in particular its paragraphs 1 and 5", [res("1640/2005", "1", "5")], ""),
    ("the provisions of resolution 986 (1995), except those contained in paragraphs 4 and 11,",
     [res("986/1995", "4", "11")], ""),
    ("paragraph 2 of resolution 161 A (1961)", [res("161/1961", "A/2")], "the first part of two"),
    ("operative paragraph 5 of resolution 2249 (2015)", [res("2249/2015", "5")], ""),
    ("preambular paragraph 5 of resolution 2249 (2015)", [("resolution", "S/RES/2249 (2015)", ("pp/5",))], ""),
    ("the ninth preambular paragraph of resolution 2249 (2015)", [("resolution", "S/RES/2249 (2015)", ("pp/9",))], ""),
    ("paragraph 3 of annex I to resolution 2161 (2014)",
     [("resolution", "S/RES/2161 (2014)", ("annex-1/3",))], ""),
    ("paragraph 17 of annex II to this resolution", [("this", "", ("annex-2/17",))], ""),
    ("paragraph 17 of Annex II,", [("here", "", ("annex-2/17",))], ""),
    # relative
    ("referred to in paragraph 3 above", [here("3")], ""),
    ("paragraphs 1 (a) and 2 above", [here("1/a", "2")], ""),
    ("consistent with paragraph 17;", [here("17")], ""),
    ("described in subparagraphs (a) and (b) above", [here("a", "b")], ""),
    ("the date of this resolution", [("this", "", ())], ""),
    ("paragraph 5 of the present resolution", [("this", "", ("op/5",))], ""),
    ("resolution 1267 (1999), and paragraph 17 of that resolution",
     [res("1267/1999"), ("that", "", ("op/17",))], ""),
    ("resolution 2437 (2018), reaffirms paragraph 11 thereof", [res("2437/2018"), ("that", "", ("op/11",))], ""),
    # other documents
    ("General Assembly resolution 46/182", [("assembly", "A/RES/46/182", ())], ""),
    ("General Assembly resolutions 46/182 and 60/180", [("assembly", "A/RES/46/182", ()),
     ("assembly", "A/RES/60/180", ())], ""),
    ("General Assembly resolution 3411 D (XXX)", [("assembly", "A/RES/3411 D (XXX)", ())], ""),
    ("General Assembly resolution 1514 (XV)", [("assembly", "A/RES/1514 (XV)", ())], ""),
    ("General Assembly resolution 377 (1950)", [("assembly", "A/RES/377", ())], "a number like the Council's"),
    ("A/RES/46/182", [("assembly", "A/RES/46/182", ())], ""),
    ("resolution 2087 (2013) resolution 2094 (2013)", [res("2087/2013"), res("2094/2013")], "a bracket is no body"),
    ("International Maritime Organization (IMO) resolution 867", [("other", "867", ())], "another body, abbreviated"),
    ("Human Rights Council resolution 16/25", [("other", "16/25", ())], ""),
    ("its Presidential Statement S/PRST/2015/4", [("statement", "S/PRST/2015/4", ())], ""),
    ("report (S/2015/456/Add.1)", [("document", "S/2015/456/Add.1", ())], ""),
    ("his letter (S/25564)", [("document", "S/25564", ())], ""),
    ("Article 41 of the Charter", [("charter", "Charter of the United Nations", ("41",))], ""),
    ("Articles 2 (4) and 51 of the Charter of the United Nations",
     [("charter", "Charter of the United Nations", ("2/4", "51"))], ""),
    # nothing
    ("the 1267 Committee", [], "a committee"),
    ("the 1267 (1999) Committee", [], "a committee with its year"),
    ("Chapter VII of the Charter", [], "no Article"),
    ("Article 41 of the Statute", [], "not the Charter"),
    ("551 U.S. 551 (2005) and 12 ILM 2242 (1973)", [], "law reports: the years do not fit the numbers"),
    ("the resolution of the conflict in 1999", [], ""),
    ("peaceful resolution. 1267 people", [], "no match across a sentence's end"),
    ("after the resolution 60 days passed", [], "a number of days"),
    ("paragraph 59 of his last report", [], "a report's paragraph"),
    ("report (S/2006/997) on best practices, including paragraphs 21 to 23",
     [("document", "S/2006/997", ())], "the report's, named before"),
    ("Article VII, paragraph 6, of the Peace Agreement", [], ""),
    ("paragraphs 138 and 139 of the 2005 World Summit Outcome", [], ""),
    ("paragraphs 19 to 23 and in paragraph 76 of his report", [], "both are the report's"),
    ("https://news.example/2015/11/2249", [], "an address of something else"),
    ("this paragraph shall not apply", [], ""),
    ("1,267 (1999) persons", [], ""),
    ("vehicles/2249", [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[text[:60] for text, _, _ in CASES])
def test_finds(text: str, expected: list[Short], why: str) -> None:
    assert [short(citation) for citation in find_citations(text)] == expected, why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in paragraph 8 of resolution 1737 (2006).", res("1737/2006", "8")),
        ("paragraph 5, 30 days after", here("5")),
        ("paragraph 5 and 15 November 2003", here("5")),
        ("paragraph 4 and 687 (1991) of", here("4")),
        ("paragraph 17. Paragraph 18 of resolution 1737 (2006)", here("17")),
    ],
)
def test_a_list_stops_at_what_is_no_label(text: str, expected: Short) -> None:
    assert short(find_citations(text)[0]) == expected


def test_spans_of_a_list() -> None:
    text = "Recalls paragraphs 8, 9 and 11 to 13 of resolution 1333 (2000) and resolution 1363 (2001)"
    first, second = find_citations(text)
    assert first.raw == "paragraphs 8, 9 and 11 to 13 of resolution 1333 (2000)"
    assert second.raw == "resolution 1363 (2001)"
    assert [(spot.path, text[spot.start : spot.end]) for spot in first.spots] == [
        ("op/8", "8"), ("op/9", "9"), ("op/11", "11"), ("op/12", ""), ("op/13", "13"),
    ]  # fmt: skip


def test_a_sub_paragraph_keeps_its_capital() -> None:
    assert find_citations("paragraph 3 (B) of resolution 1433 (2002)")[0].paths == ("op/3/B",)


def test_a_line_break_inside_is_read_over() -> None:
    (found,) = find_citations("paragraph 8\n   of resolution\n1737 (2006)")
    assert short(found) == res("1737/2006", "8")


@pytest.mark.parametrize("name", [name for name in STYLES if name != "wikipedia"])
def test_reads_every_written_style_in_a_sentence(name: str) -> None:
    cited = Cited(Symbol(2249, 2015), "2015-11-20", (CitedPlace("op/5"),), site="https://laws.example")
    found = find_citations(f"This was decided before (see {STYLES[name].write(cited)} and the debate).")
    assert {citation.number for citation in found} == {2249}
    assert found[0].paths == (() if name == "apa" else ("op/5",))


def test_symbol_that_repeats_the_number_is_the_same_citation() -> None:
    text = "S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2015)"
    (found,) = find_citations(text)
    assert short(found) == res("2249 (2015)", "5")
    assert found.raw == "S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249"


# ---------------------------------------------------------------- what holds for any text

PIECES = st.sampled_from(
    ["resolution ", "resolutions ", "paragraph ", "paragraphs ", "1267 (1999)", "5", "(a)", "(ii)", ", ", " and ",
     " to ", " of ", " above", "this ", "that ", "S/RES/", "S/2015/1", "A/RES/46/182", "UNSCR ", "OP", "\u00b6 ",
     "annex I", " thereof", "Article 41 of the Charter", "sub", "https://docs.un.org/", "\u0130", "\u00a0", "\u2013",
     "\n", ". ", "1989", "(", ")"]
)  # fmt: skip


@given(st.text(max_size=200) | st.lists(PIECES, max_size=30).map("".join))
def test_never_raises_and_spans_are_right(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.raw
        assert citation.start >= end, "none overlap"
        end = citation.end
        for spot in citation.spots:
            assert citation.kind != "resolution" or 0 <= spot.start <= spot.end <= len(text)


HOSTILE = [
    "paragraph 1, ", "resolution 1267 (1999), ", "paragraph (a) ", "1 and ", "resolution ", "this ", " ", "(",
    "para. 5-", "sub-", "S/", "S/RES/2249", "article 4, ", "https://", "OP5", "\u00b6", "5 (a) (b) (c) ",
    "of the annex ", "(1999) ", "paragraphs 1 to 999, ", "paragraphs 1 and ", "paragraphs ", "resolutions 1267, ",
    "General Assembly resolution 46/182, ", "S/2015/1 ", "article 41 of the charter and ", "\u0130",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_alone(piece: str) -> None:
    """Eight times the text takes far less than the sixty-four times that a quadratic pattern would."""
    short_text, long_text = piece * 1_500, piece * 12_000
    find_citations(piece)
    before = min(_seconds(short_text) for _ in range(3))
    assert _seconds(long_text) < max(32 * before, 1.0)


def _seconds(text: str) -> float:
    start = time.process_time()
    find_citations(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("number", "year", "fitting"),
    [(1, 1946, True), (242, 1967, True), (1325, 2000, True), (2249, 2015, True), (2800, 2025, True), (2850, 2026, True),
     (5, 1901, False), (242, 1997, False), (551, 2005, False), (2249, 2005, False), (2249, 2026, False)],
)  # fmt: skip
def test_number_and_year_fit(number: int, year: int, fitting: bool) -> None:
    assert fits(number, year) is fitting


@given(st.integers(0, 9999), st.integers(1900, 2099))
def test_any_number_and_year_may_be_asked(number: int, year: int) -> None:
    assert fits(number, year) in {True, False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", ["5"]),
        ("5 (a) (ii)", ["5/a/ii"]),
        ("1, 2 and 21", ["1", "2", "21"]),
        ("5-7", ["5", "6", "7"]),
        ("4 (b) and (d)", ["4/b", "4/d"]),
        ("4 (a) to (d)", ["4/a", "4/b", "4/c", "4/d"]),
        ("4 (i) to (iv)", ["4/i", "4/ii", "4/iii", "4/iv"]),
        ("4 (h) to (j)", ["4/h", "4/i", "4/j"]),
        ("1 (a) (i) and (ii)", ["1/a/i", "1/a/ii"]),
        ("1 (a) (i) and (b)", ["1/a/i", "1/b"]),
        ("7 to 5", ["7", "5"]),
        ("29.1", ["29/29.1"]),
        ("1 to 999", ["1", "999"]),
    ],
)
def test_lists_of_labels(text: str, expected: list[str]) -> None:
    assert ["/".join(listed.parts) for listed in read_labels(text, 0, len(text))] == expected


# ---------------------------------------------------------------- real resolutions


@pytest.fixture(scope="module")
def marked(corpus: Sequence[Path]) -> list[tuple[Clause, Mark, int]]:
    """The references to Council resolutions that the markup of 2013 and later has: clause, mark, number it leads to."""
    found = []
    for path in corpus:
        data = path.read_bytes()
        if b"<a " in data and b"S/RES/" in data:
            for clause in parse(data).resolution.clauses:
                for mark in clause.marks:
                    address = re.search(r"S/RES/\s*(\d+)", unquote(mark.value)) if mark.kind == "link" else None
                    found += [(clause, mark, int(address[1]))] if address else []
    return found


def test_finds_the_references_that_the_markup_has(marked: list[tuple[Clause, Mark, int]]) -> None:
    """At least 99.5 % of them. An address that another number stands on contradicts itself, and is no witness."""
    consistent = [row for row in marked if _agrees(*row)]
    assert len(consistent) > 5_000
    assert len(consistent) / len(marked) > 0.99
    missed = [(clause.text[mark.start : mark.end], number) for clause, mark, number in consistent
              if number not in _found_at(clause.text, mark)]  # fmt: skip
    assert len(missed) / len(consistent) < 0.005, missed


def _agrees(clause: Clause, mark: Mark, number: int) -> bool:
    """2399 (2018) has `2127 (2013)` lead to 2196, and a presidential statement to 2387."""
    words = clause.text[mark.start : mark.end]
    return str(number) in words or not re.search(r"\d{3,4}|/", words)


@lru_cache(maxsize=4)
def _citations(text: str) -> list[Citation]:
    return find_citations(text)


def _found_at(text: str, mark: Mark) -> set[int | None]:
    return {found.number for found in _citations(text) if found.start < mark.end and found.end > mark.start}
