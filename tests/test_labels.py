"""What a printed label says about its place: all readings of it, its part of a path, and labels glued to words."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.parse import glued
from scraper.parse.glued import is_initials, split_glued
from scraper.pinpoint import labels, paths, symbols
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label, read_roman
from scraper.pinpoint.paths import path_segment


def test_examples_in_the_docstrings_hold() -> None:
    for module in (labels, paths, symbols, glued):
        assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        ("5.", [("1.", 5)]),
        ("5", [("1", 5)]),  # 2730 (2024), paragraph 11, has no stop
        ("112.", [("1.", 112)]),
        ("(3)", [("(1)", 3)]),  # 1433 (2002)
        ("3)", [("1)", 3)]),
        ("(c)", [("(a)", 3), ("(i)", 0)]),
        ("c.", [("a.", 3)]),
        ("C.", [("A.", 3)]),
        ("(aa)", [("(a)", 27)]),  # after (z); 2448 (2018) runs on to (cc)
        ("(cc)", [("(a)", 29)]),
        ("(i)", [("(a)", 9), ("(i)", 1)]),
        ("(v)", [("(a)", 22), ("(i)", 5)]),
        ("(x)", [("(a)", 24), ("(i)", 10)]),
        ("(ii)", [("(a)", 35), ("(i)", 2)]),
        ("(iv)", [("(i)", 4)]),
        ("xvi.", [("i.", 16)]),
        ("II.", [("A.", 35), ("I.", 2)]),
        ("I", [("A", 9), ("I", 1)]),
        ("1.2.", [("1.1.", 2)]),  # the style of a decimal holds what stands before its last number
        ("14.3.12", [("14.3.1", 12)]),
        ("“(b)", [("(a)", 2)]),  # inside an amendment that is quoted: 1467 (2003)
        ("[4]", [("[1]", 4)]),
    ],
)
def test_readings_of_a_label(printed: str, readings: list[tuple[str, int]]) -> None:
    assert list(read_label(printed)) == [Ordinal(*reading) for reading in readings if reading[1]]


@pytest.mark.parametrize(
    "printed",
    ["", " ", "–", "•", "o", "Article 1", "abc", "(a) (b)", "5 bis", "iiii", "aaa", "aB", "1234.", "0", "(0)", "1.0"],
)
def test_what_is_no_label(printed: str) -> None:
    assert read_label(printed) == ()


@pytest.mark.parametrize("bullet", sorted(BULLETS))
def test_a_bullet_numbers_nothing(bullet: str) -> None:
    assert read_label(bullet) == ()


@pytest.mark.parametrize(
    ("printed", "segment"),
    [
        ("5.", "5"), ("(a)", "a"), ("“(ii)", "ii"), ("A.", "A"), ("1.1.2.", "1.1.2"), ("6.D.4", "6.D.4"), ("2)", "2"),
        ("–", ""), ("•", ""), ("", ""), ("…", ""),
    ],
)  # fmt: skip
def test_segment_of_a_path(printed: str, segment: str) -> None:
    assert path_segment(printed) == segment


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("11 Condemns the use", "11", "Condemns the use"),  # 2730 (2024)
        ("7. Decides that", "7.", "Decides that"),
        ("(1) Chairing the Commission", "(1)", "Chairing the Commission"),  # 1433 (2002)
        ("(a)Chairing", "(a)", "Chairing"),
        ("(iii) chairing", "(iii)", "chairing"),
        ("“(a) To listen", "“(a)", "To listen"),  # 1467 (2003)
        ("a. Nitric acid", "a.", "Nitric acid"),
        ("12 “Notes” the", "12", "“Notes” the"),
    ],
)
def test_a_label_glued_to_its_words(text: str, label: str, rest: str) -> None:
    assert split_glued(text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Decides", "", "(a)", "7.", "(Signed) A. Keeper", "12 ships at anchor", "1,000 lamps", "3rd meeting", "a lamp",
        "2.5 metres", "(see annex I) lamps", "I. Lamps",
    ],
)  # fmt: skip
def test_words_that_begin_with_no_label(text: str) -> None:
    assert split_glued(text) is None


@pytest.mark.parametrize(("numeral", "value"), [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 0), ("vx", 0)])
def test_roman_numerals(numeral: str, value: int) -> None:
    assert read_roman(numeral) == value


def test_initials_are_no_label() -> None:
    """2202 (2015) is signed by A.W. and others, tagged as labels."""
    assert is_initials("A.W.")
    assert not is_initials("A.")


# -- for every label -----------------------------------------------------------------------------------------------

STYLES = st.sampled_from(["{}.", "({})", "{}", "{})", "[{}]", "“({})"])


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]


@given(st.integers(1, 999), STYLES)
def test_a_number_reads_as_itself_in_every_style(value: int, style: str) -> None:
    (reading,) = read_label(style.format(value))
    assert reading.value == value
    assert path_segment(style.format(value)) == str(value)


@given(st.integers(1, 39), STYLES)
def test_a_roman_numeral_reads_as_itself_among_others(value: int, style: str) -> None:
    assert value in {reading.value for reading in read_label(style.format(_roman(value))) if "i" in reading.style}


@given(st.integers(1, 52), STYLES)
def test_a_letter_reads_as_itself_first(value: int, style: str) -> None:
    """Letters come before roman numerals, so that (c) is the third letter."""
    letter = chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)
    printed = style.format(letter)
    if printed not in BULLETS:
        assert read_label(printed)[0].value == value


@given(st.integers(1, 38), STYLES)
def test_neighbours_in_a_row_read_in_one_style(value: int, style: str) -> None:
    here = {r.style: r.value for r in read_label(style.format(_roman(value)))}
    after = {r.style: r.value for r in read_label(style.format(_roman(value + 1)))}
    assert any(after.get(each) == at + 1 for each, at in here.items())


@given(st.text())
@example("0")  # read as the label before the first, once
def test_no_text_raises(text: str) -> None:
    for reading in read_label(text):
        assert reading.value > 0
    assert all(c.isascii() and (c.isalnum() or c == ".") for c in path_segment(text))


@given(st.text() | st.from_regex(r"[“(]?[0-9a-xi]{1,3}[.)]{0,2}\s?[A-Za-z]+", fullmatch=True))
def test_parting_a_label_loses_nothing_but_blanks(text: str) -> None:
    if parts := split_glued(text):
        assert "".join("".join(parts).split()) == "".join(text.split())
        assert read_label(parts[0])
