"""What is told as misread: signs, French words, and words that one resolution has where a common one is usual."""

from __future__ import annotations

import doctest

import pytest

from scraper.build import misread
from scraper.build.misread import COMMON, Text, find_misread, spell_out

USUAL = "Decides to consider the situation concerning the Salt Coast without delay;"


def told(words: str, others: int = COMMON) -> list[str]:
    """What is told of a typed text beside so many resolutions with the usual words."""
    spelt = {number: spell_out([USUAL]) for number in range(1, others + 1)} | {900: spell_out([words])}
    return [problem.message for _, problem in find_misread([Text(900, "op/1", words)], spelt)]


def test_doctests_hold() -> None:
    assert doctest.testmod(misread).failed == 0


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Calls upon al! States", "al!"),
        ("and | the concern", "and | the"),
        ("the Secretary~General", "Secretary~General"),
        ("in document S$/12611", "S$/12611"),
        ("in paragraph + of it", "paragraph + of"),
        ("and *o provide", "*o"),
        ("an opinion {rom the Court", "{rom"),
    ],
)
def test_a_sign_that_no_resolution_has_is_told_with_its_word(words: str, sign: str) -> None:
    assert told(words) == [f"“{sign}” holds a sign that is none of the Council’s words"]


@pytest.mark.parametrize(
    "words",
    ["(S/1995/1028*), and", "What are the duties?", "a loan of $5 million", "Article 4, paragraph 2", "US$40 (forty)"],
)
def test_signs_that_resolutions_have_are_not(words: str) -> None:
    assert told(words) == []


def test_a_run_of_french_is_told_and_a_name_is_not() -> None:
    assert told("the salt dans les zones sous le contrôle and the rain") == [
        "“dans les zones sous le” is of the French column of the page"
    ]
    assert told("the Front uni national pour un Cambodge indépendant") == []


@pytest.mark.parametrize("misread_word", ["conncerning", "concermng", "concering"])
def test_a_word_near_a_common_one_between_the_same_neighbours_is_told(misread_word: str) -> None:
    words = USUAL.replace("concerning", misread_word)
    assert told(words) == [f"“{misread_word}” may be misread for “concerning”"]


@pytest.mark.parametrize("other", ["situations", "coasts", "considered"])
def test_another_form_of_a_word_is_none(other: str) -> None:
    assert told(f"Decides to consider the {other} concerning the Salt Coast without delay;") == []


def test_what_stands_between_other_neighbours_may_be_a_word_of_its_own() -> None:
    assert told("Notes that rain concealing a harbour is rain;") == []


def test_a_word_that_too_few_have_is_no_measure() -> None:
    assert told(USUAL.replace("concerning", "conncerning"), COMMON - 1) == []


def test_only_what_is_read_from_paper_is_looked_at() -> None:
    words = USUAL.replace("concerning", "conncerning")
    spelt = {number: spell_out([USUAL]) for number in range(COMMON)} | {900: spell_out([words])}
    assert find_misread([], spelt) == []
