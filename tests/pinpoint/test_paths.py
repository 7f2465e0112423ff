"""The grammar of paths: what each step says, how it is written, and a path in words."""

from __future__ import annotations

import doctest
import re

import pytest

from scraper.models import DocumentSymbol, Pinpoint, Symbol
from scraper.pinpoint import addresses, paths, words
from scraper.pinpoint.addresses import address, address_of, official_address
from scraper.pinpoint.paths import (
    STEP,
    article,
    attachment,
    is_annex,
    is_cited_by_name,
    is_division,
    is_labelled,
    is_numbered,
    part_of,
    read_unlabelled,
)  # fmt: skip
from scraper.pinpoint.words import say_annex, say_path


def test_examples_in_the_docstrings_hold() -> None:
    for module in (addresses, paths, words):
        assert doctest.testmod(module).failed == 0


STEPS = {
    # step: (labelled, division, unlabelled, cited by name)
    "5": (True, False, None, False),
    "a": (True, False, None, False),
    "ii": (True, False, None, False),
    "A": (True, True, None, False),
    "Z": (True, True, None, False),
    "AA": (True, False, None, False),
    "II": (True, True, None, False),
    "1.1.2": (True, False, None, False),
    "-2": (False, False, ("-", "2"), False),
    "-12": (False, False, ("-", "12"), False),
    "+1": (False, False, ("+", "1"), False),
    "~2": (False, False, None, False),
    "-": (False, False, None, False),
    "2-1": (True, False, None, False),
    "-2a": (False, False, None, False),
    "article-13-bis": (True, True, None, True),
    "attachment": (True, True, None, True),
    "attachment-1": (True, True, None, True),
    "appendix-1": (True, True, None, False),
    "annex-ii": (True, True, None, True),
    "articles": (True, False, None, True),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_is(step: str) -> None:
    assert (is_labelled(step), is_division(step), read_unlabelled(step), is_cited_by_name(step)) == STEPS[step]


@pytest.mark.parametrize(
    ("path", "numbered"),
    [("op/3", True), ("op/3/a", True), ("op/3/-1", False), ("op/3/+1", False), ("op/-1/a", True), ("-1", False)],
)
def test_a_clause_without_a_label_is_not_numbered(path: str, numbered: bool) -> None:
    assert is_numbered(path) is numbered


def test_how_divisions_are_written() -> None:
    assert (article("12"), article("13 bis"), attachment("1"), attachment("")) == (
        "article-12", "article-13-bis", "attachment-1", "attachment",
    )  # fmt: skip
    for step in (article("13 bis"), attachment("1"), "op", "5", "-1", "+1", "~2", "1.1.2", "annex-ii"):
        assert re.fullmatch(STEP, step)
    for step in ("", "/", "a/b", "(a)", "a.", "--1", "a-"):
        assert not re.fullmatch(STEP, step)


def test_the_part_of_a_path() -> None:
    assert [part_of(path) for path in ("annex-1/3/a", "op", "pp/1", "")] == ["annex-1", "op", "pp", ""]
    assert [is_annex(part) for part in ("annex-1", "annex", "op", "pp", "")] == [True, True, False, False, False]


# -- in words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("op", "operative paragraphs"),
        ("pp", "preamble"),
        ("op/5", "paragraph 5"),
        ("op/5/a/ii", "paragraph 5 (a) (ii)"),
        ("op/5/1", "paragraph 5 (1)"),  # a number below a number is a sub-paragraph
        ("op/B/1", "paragraph B 1"),  # a number below a section is the paragraph
        ("op/B/1/2", "paragraph B 1 (2)"),
        ("op/a/b", "paragraph a (b)"),
        ("op/article-10/1", "paragraph article-10 1"),
        ("op/-2", "unnumbered paragraph 2"),
        ("op/-2/a", "unnumbered paragraph 2 (a)"),
        ("op/+1", "unnumbered paragraph 1"),
        ("op/3/-1", "paragraph 3, item 1"),
        ("op/3/a/-2", "paragraph 3 (a), item 2"),
        ("op/3/-2/-1", "paragraph 3, item 2, item 1"),
        ("op/3/+1", "paragraph 3, closing words"),
        ("op/3/+2", "paragraph 3, closing words 2"),
        ("op/3/+1/-1", "paragraph 3, closing words, item 1"),
        ("pp/9", "preambular paragraph 9"),
        ("pp/9/-1", "preambular paragraph 9, item 1"),
        ("annex-1", "first annex"),
        ("annex-2/3/a", "second annex, paragraph 3 (a)"),
        ("annex-12/-1", "twelfth annex, unnumbered paragraph 1"),
        ("annex-13/1", "annex 13, paragraph 1"),
        ("annex", "annex"),
        ("appendix/1", "appendix, paragraph 1"),
    ],
)
def test_a_path_in_words(path: str, said: str) -> None:
    assert say_path(path) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("annex-1", "first annex"), ("annex-12", "twelfth annex"), ("annex-13", "annex 13"), ("annex-0", "annex 0"),
        ("annex-a", "annex a"), ("annex", "annex"), ("annex-²", "annex ²"),
    ],
)  # fmt: skip
def test_an_annex_in_words(part: str, said: str) -> None:
    assert say_annex(part) == said


# -- addresses -----------------------------------------------------------------------------------------------------


def test_addresses() -> None:
    assert address(Pinpoint(2249, 2015)) == "/S/RES/2249(2015)"
    assert address(Pinpoint(2249, 2015, "op/5/a")) == "/S/RES/2249(2015)/op/5/a"
    assert address_of(Symbol(2249, 2015)) == "/S/RES/2249(2015)"
    assert address_of(Symbol(2249, 2015), "pp/1") == "/S/RES/2249(2015)/pp/1"
    assert address_of(DocumentSymbol("assembly", "A/RES/1514 (XV)"), "op/1") == "/A/RES/1514(XV)"
    assert official_address(Symbol(7, 1946)) == "https://docs.un.org/en/S/RES/7(1946)"
    with pytest.raises(ValueError, match=r"\Aan address needs the year\Z"):
        address(Pinpoint(2249))
