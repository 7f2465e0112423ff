"""Marks of footnotes whose notes a text left out: where they are taken out, and which numbers stay."""

from __future__ import annotations

import doctest

import pytest

from scraper.parse import bare_marks
from scraper.parse.bare_marks import find_bare_marks
from scraper.parse.text import parse


def test_doctests_hold() -> None:
    assert doctest.testmod(bare_marks).failed == 0


def taken(text: str) -> str:
    """The text with its marks in brackets."""
    for start, end, _ in reversed(list(find_bare_marks(text))):
        text = f"{text[:start]}[{text[start:end].strip()}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("the harbour commission, 62", "the harbour commission,[62]"),
        ("the harbour commission;62", "the harbour commission;[62]"),
        ("its resolution 687 (1991); 66", "its resolution 687 (1991);[66]"),
        ("of the pilots. 1/", "of the pilots.[1/]"),
        ("of the pilots, 1°", "of the pilots,[1°]"),
        ("of the pilots;'?", "of the pilots;['?]"),
        ("of 12 August 1949, 4 which holds", "of 12 August 1949,[4] which holds"),
        ("of 12 August 1949 4 and 5 January", "of 12 August 1949[4] and 5 January"),
        ("of 24 April 47 and 12 May 1992 53 handed over", "of 24 April[47] and 12 May 1992[53] handed over"),
        ("the Conventions of 1949°8 and to apply", "the Conventions of 1949[°8] and to apply"),
        ("of 5 October 1993,78 7 October 1993", "of 5 October 1993,[78] 7 October 1993"),
        ("the Geneva Conventions of 19493 and the tide", "the Geneva Conventions of 1949[3] and the tide"),
        ("of 30 November 19717 that the tide", "of 30 November 1971[7] that the tide"),
        ("of 21 July 197518 and the tide", "of 21 July 1975[18] and the tide"),
        ("of 3 December 1992 2/ and the tide", "of 3 December 1992[2/] and the tide"),
        ("of 19 March 1978, 3/approved by", "of 19 March 1978, [3/]approved by"),
        ("of 7 November 1974 (S/11557) 30 from the pilots", "of 7 November 1974 (S/11557)[30] from the pilots"),
        ("“853 (1993)” 11 as amended", "“853 (1993)”[11] as amended"),
        ("an Implementing Accord® at the harbour", "an Implementing Accord[®] at the harbour"),
        ("the envoy of Malta?° and the pilots", "the envoy of Malta[?°] and the pilots"),
        ("of 3 June 1969 (S/9533)?* that the tide", "of 3 June 1969 (S/9533)[?*] that the tide"),
        ("of 7 October 1993%6 and the tide", "of 7 October 1993[%6] and the tide"),
        ("of 3 January 1992? following the tide", "of 3 January 1992[?] following the tide"),
        ("the Truce Agreement 1? by both pilots", "the Truce Agreement[1?] by both pilots"),
        ("of 19 March 1978,'° approved by the pilots", "of 19 March 1978,['°] approved by the pilots"),
        ("the “lasting peace” 48 and the tides", "the “lasting peace”[48] and the tides"),
    ],
)
def test_a_mark_is_taken_out(text: str, marked: str) -> None:
    assert taken(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "918 of 17 May 1994, 997 of 9 June", "Alt. D.O.B. 1965",
        "the reports of 3, 11 and 22 March,", "flight 772;", "Articles 24, 25, 39",
        "of 22 December 1967, 247 (1968) of",
        "on Wednesday, 22 September 1965, at 0700 hours", "up to 12,500 additional troops, 150 observers",
        "document S/26385/Add.1", "of 6 October 1992, 981 (1995)", "by 1 May 1999, 40 persons", "until 1 May 1999.",
        "in April, 22 members", "rules Nos. 27, 28", "at 00.01",
        "(S/1995/1028*), and", "of 4 and 14 July 1967, 32/5 of 28 October", "(S/11557) 30 days after",
        "S/25647**, of", "What are the duties of States?", "calls upon al! Governments",
        "of resolution 276 (1970) ?”;", "the Genera! Assembly",
    ],
)  # fmt: skip
def test_numbers_that_are_words_stay(text: str) -> None:
    assert taken(text) == text


def test_a_year_long_after_the_resolution_is_misprinted_and_bears_no_mark() -> None:
    assert list(find_bare_marks("of 16 January 19773, in particular", 1973)) == []
    assert [mark for *_, mark in find_bare_marks("of 16 January 19723, in particular", 1973)] == ["3"]


def test_each_mark_is_told_and_kept_apart() -> None:
    (parsed,) = parse(
        "Resolution 901 (1999)\nof 5 May 1999\n\nThe Security Council,\n\nRecalling the letter of 1 July 1998, 41\n\n"
        "1. Decides to keep the lights lit; 42\n\n2. Decides to remain seized of the matter.\n",
        "corrected",
    )
    assert [clause.text[-12:] for clause in parsed.resolution.clauses] == [
        "1 July 1998,",
        " lights lit;",
        " the matter.",
    ]
    assert [(p.code, p.path) for p in parsed.problems] == [
        ("mark-without-note", "pp/1"), ("mark-without-note", "op/1"),
    ]  # fmt: skip
    assert {"41", "42"} <= set(parsed.furniture)
