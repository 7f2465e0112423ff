"""What a printed label says about its place: all readings of it, its part of a path, and labels glued to words."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.parse import glued
from scraper.parse.glued import is_initials, split_glued
from scraper.pinpoint import labels, paths, symbols
from scraper.pinpoint.labels import (
    BULLETS,
    LONGEST_RANGE,
    Ordinal,
    annex_designation,
    annex_number,
    follows,
    labels_between,
    read_label,
    read_letter,
    read_roman,
    write_label,
    write_letter,
    write_roman,
)  # fmt: skip
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
        ("(b", [("(a)", 2)]),  # its bracket is lost
        ("(b).", [("(a).", 2)]),
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


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xix", 19), ("xx", 20), ("xxix", 29), ("xxx", 30), ("xxxix", 39),
        ("IV", 4), ("Iv", 4), ("xl", 0), ("vx", 0), ("iiii", 0), ("c", 0), ("l", 0), ("m", 0), ("", 0), ("5", 0),
    ],
)  # fmt: skip
def test_roman_numerals(numeral: str, value: int) -> None:
    """From 40 on a numeral is none: c, d, l and m are letters of nearly every list."""
    assert read_roman(numeral) == value
    if value:
        assert write_roman(value) == numeral.lower()


@pytest.mark.parametrize(
    ("letters", "value"),
    [
        ("a", 1), ("b", 2), ("z", 26), ("aa", 27), ("bb", 28), ("zz", 52), ("A", 1), ("Bb", 28), ("ab", 0), ("ba", 0),
        ("aaa", 0), ("", 0), ("5", 0), ("é", 0), ("éé", 0), ("a.", 0),
    ],
)  # fmt: skip
def test_letters(letters: str, value: int) -> None:
    assert read_letter(letters) == value
    if value:
        assert write_letter(value) == letters.lower()


def test_what_no_row_reaches_is_not_written() -> None:
    assert [write_roman(value) for value in (-1, 0, 40)] == ["", "", ""]
    assert [write_letter(value) for value in (-1, 0, 53)] == ["", "", ""]


@pytest.mark.parametrize(
    ("style", "value", "printed"),
    [
        ("(a)", 1, "(a)"), ("(a)", 27, "(aa)"), ("(a)", 53, ""), ("(i)", 4, "(iv)"), ("(i)", 40, ""), ("1.", 12, "12."),
        ("1", 5, "5"), ("A.", 3, "C."), ("I", 4, "IV"), ("I.", 40, ""), ("14.1.", 3, "14.3."), ("1.1", 2, "1.2"),
        ("11.1", 2, "11.2"), ("(1)", 2, "(2)"), ("[1]", 2, "[2]"), ("a)", 2, "b)"), ("", 1, ""), ("(x)", 1, ""),
    ],
)  # fmt: skip
def test_a_label_is_written_in_its_style(style: str, value: int, printed: str) -> None:
    assert write_label(Ordinal(style, value)) == printed


@pytest.mark.parametrize(
    ("first", "second", "siblings"),
    [
        ("1", "2", True), ("2", "1", False), ("1", "1", False), ("9", "10", True), ("a", "b", True), ("b", "a", False),
        ("a", "a", False), ("i", "iii", True), ("iii", "i", False), ("i", "i", False), ("h", "i", True),
        ("i", "j", True), ("v", "vi", True), ("aa", "bb", False), ("a", "1", False), ("1", "a", False),
        ("1", "i", False), ("a", "ii", False), ("ii", "a", False), ("", "a", False), ("-", ".", False),
    ],
)  # fmt: skip
def test_siblings_in_their_order(first: str, second: str, siblings: bool) -> None:
    assert follows(first, second) is siblings


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        ("5", "7", ["6"]), ("5", "6", []), ("7", "5", []), ("5", "5", []), ("9", "12", ["10", "11"]),
        ("a", "d", ["b", "c"]), ("d", "a", []), ("a", "b", []), ("i", "iv", ["ii", "iii"]), ("ii", "iv", ["iii"]),
        ("h", "j", ["i"]), ("g", "i", ["h"]), ("i", "k", ["j"]), ("v", "x", ["vi", "vii", "viii", "ix"]),
        ("x", "v", []), ("xxxviii", "xxxix", []), ("iv", "i", []), ("a", "ii", []), ("aa", "cc", []), ("1", "c", []),
    ],
)  # fmt: skip
def test_what_a_range_leaves_out(first: str, last: str, between: list[str]) -> None:
    assert labels_between(first, last) == between


def test_no_range_is_written_out_without_end() -> None:
    assert len(labels_between("1", str(1 + LONGEST_RANGE))) == LONGEST_RANGE - 1 == 199
    assert labels_between("1", str(2 + LONGEST_RANGE)) == []


@pytest.mark.parametrize(
    ("heading", "designation", "number"),
    [
        ("Annex", "", 1), ("ANNEX II", "II", 2), ("Annex IX", "IX", 9), ("Annex B", "B", 2), ("Annex H", "H", 8),
        ("Annex V", "V", 5), ("Annex 12", "12", 12), ("Annexes", "", 1), ("“Annex: C", "C", 3),
        ("Annex Article 11", "", 1),
        ("Annex 123", "", 1), ("Statute\nAnnex III", "III", 3), ("Annex J", "", 1), ("Annex I\nAnnex II", "I", 1),
    ],
)  # fmt: skip
def test_what_an_annex_is_called_and_which_it_is(heading: str, designation: str, number: int) -> None:
    assert annex_designation(heading) == designation
    assert annex_number(designation) == number


def test_a_title_that_names_no_annex() -> None:
    assert [annex_designation(heading) for heading in ("", "Statute", "The annex", "Annexation")] == [None] * 4
    assert [annex_number(designation) for designation in ("c", "h", "ii", "XIV", "?")] == [3, 8, 2, 14, 0]


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


@given(st.integers(1, 60), st.sampled_from(["1.", "(a)", "A.", "(i)", "I", "14.1.", "“(a)"]))
def test_what_is_written_reads_as_what_it_is(value: int, style: str) -> None:
    ordinal = Ordinal(style.lstrip("“"), value)
    printed = write_label(ordinal)
    assert not printed or ordinal in read_label(printed)


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
