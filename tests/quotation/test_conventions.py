"""Quotations held against the words they are of: what quoting allows, what it does not, and how both are told."""

from __future__ import annotations

import doctest

import pytest

from scraper.quotation import Comparison, compare, conventions, read_quotation

TEXT = (
    "Decides that all States shall prevent the sale of harbour lanterns, in particular of brass lanterns, to the"
    " pilots’ guild, and recognizes that this paragraph does not apply to non-state ships (S/2999/7);"
)


def test_doctests_hold() -> None:
    assert doctest.testmod(conventions).failed == 0


def told(quoted: str, text: str = TEXT) -> Comparison:
    found = compare(read_quotation(quoted), text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "quoted",
    [
        "all States shall prevent the sale of harbour lanterns",
        "Decides that all States",
        "does not apply to non-state ships (S/2999/7)",
        "lanterns, in particular of\n   brass lanterns",
    ],
)
def test_the_same_words_are_verbatim(quoted: str) -> None:
    found = told(quoted)
    assert (found.verdict, found.changes) == ("verbatim", ())
    assert " ".join(quoted.split()).rstrip(")") in TEXT[found.start : found.end] + ")"


@pytest.mark.parametrize(
    ("quoted", "kinds"),
    [
        ("[d]ecides that all States shall prevent", ["first letter"]),
        ("decides that all States shall prevent", ["first letter"]),
        ("5. Decides that all States", ["label"]),
        ("(a) Decides that all States", ["label"]),
        ("all States shall prevent the sale ... to the pilots’ guild", ["ellipsis"]),
        ("all States shall prevent the sale […] to the pilots’ guild", ["ellipsis"]),
        ("all States shall prevent the sale . . . to the pilots’ guild", ["ellipsis"]),
        ("all States shall prevent the sale [of lanterns] to the pilots’ guild", ["insertion"]),
        ("all States shall prevent the [illicit] sale of harbour lanterns", ["insertion"]),
        ("to the pilots' guild, and", ["marks"]),
        ("and recognises that this paragraph", ["spelling"]),
        ("apply to nonstate ships", ["hyphens"]),
        ("apply to non state ships", ["hyphens"]),
        ("this para-\ngraph does not apply", ["hyphens"]),
        ("all States *shall* prevent", ["emphasis"]),
        ("all states shall prevent", ["capitals"]),
        ("prevent the sale of harbour lanterns in particular", ["punctuation"]),
    ],
)
def test_what_quoting_allows_is_told_by_its_name(quoted: str, kinds: list[str]) -> None:
    found = told(quoted)
    assert found.verdict == "allowed"
    assert [change.kind for change in found.changes] == kinds


def test_what_an_ellipsis_leaves_out_is_shown() -> None:
    (change,) = told("all States shall prevent the sale ... to the pilots’ guild").changes
    assert change.printed == "of harbour lanterns, in particular of brass lanterns,"


def test_an_ellipsis_that_leaves_out_a_negation_says_so() -> None:
    (change,) = told("this paragraph ... apply to non-state ships").changes
    assert (change.printed, change.strong) == ("does not", True)


@pytest.mark.parametrize(
    ("quoted", "first"),
    [
        ("that this paragraph does apply to non-state ships", ("", "not", True)),
        ("that States shall prevent the sale of harbour lanterns", ("", "all", True)),
        ("all States may prevent the sale of harbour lanterns", ("may", "shall", True)),
        ("all States shall prevent the sale of copper lanterns", ("copper", "harbour", False)),
        ("all States shall never prevent the sale of harbour lanterns", ("never", "", True)),
        ("does not apply to non-state ships (S/2999/8)", ("8", "7", False)),
    ],
)
def test_a_word_that_is_different_is_told_those_that_matter_most_first(
    quoted: str, first: tuple[str, str, bool]
) -> None:
    found = told(quoted)
    assert found.verdict == "differs"
    change = found.changes[0]
    assert tuple(change)[1:4] == first
    assert quoted[change.start : change.end] == change.quoted


@pytest.mark.parametrize("quoted", ["the tide was high at noon that day", "", "...", "[", "“”"])
def test_other_words_are_nowhere(quoted: str) -> None:
    assert compare(read_quotation(quoted), TEXT) is None


def test_two_words_are_one_only_where_a_mark_joins_them() -> None:
    assert told("the states no table of tides", "the states notable of tides and lights").verdict == "differs"
