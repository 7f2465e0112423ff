"""References of a resolution to its own paragraphs, and the paragraphs of a list of resolutions."""

from __future__ import annotations

import pytest

from scraper.cite.find import find_citations
from scraper.cite.resolve import Landing, resolve
from scraper.models import Pinpoint
from scraper.pinpoint import InMemory, Shelf

OWN = ["pp/1", "pp/2", "op/1", "op/1/a", "op/2", "op/3", "op/4", "op/5", "annex-1/1", "annex-1/1/a", "annex-1/2"]
HELD = InMemory({9001: Shelf(2996, OWN), 9002: Shelf(2997, [f"op/{n}" for n in range(1, 30)] + ["op/9/a", "op/9/b"])})


def land(text: str, path: str) -> list[Landing]:
    return resolve(find_citations(text), HELD, Pinpoint(9001, 2996, path))


def targets(text: str, path: str) -> list[str]:
    return [f"{x.target.number}/{x.target.path}" if x.target else x.status for x in land(text, path)]


@pytest.mark.parametrize(
    "text",
    [
        "States acting under paragraph 3 above to use all necessary means",  # 794 (1992), 10
        "accounts frozen pursuant to paragraph 3 above of any payment in favour of listed persons",  # 1904 (2009), 6
        "flights permitted in accordance with paragraph 3 above from their territories",  # 988 (1995), 3
        "the report requested in paragraph 3 below, to confirm 1 June as the date",  # 973 (1995), 8
        "the court described in paragraph 3 to exercise jurisdiction",  # 1192 (1998), 3
        "the report in paragraph 3 above shows that it has not complied",  # 1737 (2006), 24
    ],
)
def test_words_that_point_are_not_words_of_another_document(text: str) -> None:
    assert targets(text, "op/4") == ["9001/op/3"]


@pytest.mark.parametrize(
    "text",
    [
        "as set out in paragraph 3 to the agreement",
        "as recommended in paragraph 3 of the above-mentioned report",  # 782 (1992), 1
        "as recommended in paragraphs 2 and 3 his report",  # 1865 (2009), 23: a word was lost
        "as noted in paragraph 3 the Secretary-General's letter",  # 2245 (2015), 10
        "as outlined in paragraph 3of the report",  # 2674 (2023), 16
        "as set out in paragraphs 2 to 3 in part IX of the final report",  # 1952 (2010), 7
        "provisions of the Agreement, including paragraph 3, and urges",  # 1765 (2007), 8
        "which confirm operative paragraph 1 (a) of these resolutions",  # 2133 (2014)
        "listed in paragraphs 1, 2, 3 4, 5 and 1, of his report",  # 2723 (2024), 13: a comma was lost
    ],
)
def test_paragraphs_of_another_document_are_not_taken(text: str) -> None:
    assert targets(text, "op/4") == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("the measures in paragraph 1 below", ["9001/op/1"]),  # 1735 (2006)
        ("the measures in paragraph 1 of this resolution", ["9001/op/1"]),
        ("the measures described in paragraph 1", ["9001/op/1"]),  # 2253 (2015)
        ("with regard to operative paragraphs 1 and 2", ["9001/op/1", "9001/op/2"]),  # 2350 (2017)
        ("the provisions of paragraph 2, under which the parties call for assistance", ["ambiguous"]),  # 867 (1993)
    ],
)
def test_a_preamble_speaks_of_operative_paragraphs(text: str, where: list[str]) -> None:
    assert targets(text, "pp/2") == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("paragraph 1 of this resolution", ["9001/op/1"]),  # 1617 (2005), annex
        ("paragraph 9 of this resolution", ["no such paragraph"]),
        ("whether the measures described in paragraph 1 are to be retained", ["9001/op/1"]),  # 2161 (2014), annex II
        ("States referred to in paragraph 1", ["9001/annex-1/1"]),
        ("States referred to in paragraph 1 above", ["9001/annex-1/1"]),
        ("States referred to in operative paragraph 1", ["9001/op/1"]),
        ("the report in accordance with paragraph 5 above", ["9001/op/5"]),  # 1904 (2009): the annex has no such
    ],
)
def test_an_annex_is_no_resolution(text: str, where: list[str]) -> None:
    assert targets(text, "annex-1/2") == where


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("imposed by paragraph 17, 19, 20 and 21 of resolution 9002 (2997)", ["op/17", "op/19", "op/20", "op/21"]),
        ("as amended by paragraph 1, 2 of resolution 9002 (2997)", ["op/1", "op/2"]),
        ("paragraph 8 (alinea 1) of resolution 9002 (2997)", ["op/8"]),
        ("paragraph 9 alinea a and b of resolution 9002 (2997)", ["op/9"]),
        ("paragraph 9 (a) and (b) and subsequent provisions of resolution 9002 (2997)", ["op/9/a", "op/9/b"]),
        ("paragraph 9 (a-b) of resolution 9002 (2997)", ["op/9/a", "op/9/b"]),
        ("its resolution 9002 (2997) of 29 January 2997, in particular paragraph 8, in which it", ["op/8"]),
        ("resolution 9002 (2997), particularly operative paragraph 2;", ["op/2"]),
        ("resolution 9002 (2997) of 6 August 2997, paragraphs 3 and 4 of which apply", ["op/3", "op/4"]),
    ],
)
def test_a_list_belongs_to_the_resolution_that_closes_it(text: str, paths: list[str]) -> None:
    found = [landing.target for landing in land(text, "op/4") if landing.target and landing.target.path]
    assert found == [Pinpoint(9002, 2997, path) for path in paths]


def test_an_annex_with_annexes_of_its_own_means_these() -> None:
    held = InMemory({9003: Shelf(2998, ["annex-1/21", "annex-1/annex-i/21", "annex-1/annex-iv/2", "annex-2/3"])})
    for text, path in (("paragraph 21 of Annex I", "annex-1/annex-i/21"), ("paragraph 3 of Annex II", "annex-2/3")):
        (landing,) = resolve(find_citations(text), held, Pinpoint(9003, 2998, "annex-1/annex-iv/2"))
        assert landing.target == Pinpoint(9003, 2998, path)
    (landing,) = resolve(
        find_citations("paragraph 21 of annex I to this resolution"), held, Pinpoint(9003, 2998, "annex-1/21")
    )
    assert landing.target == Pinpoint(9003, 2998, "annex-1/21")


def test_a_number_after_a_comma_is_no_paragraph_where_nothing_closes_the_list() -> None:
    assert targets("under paragraph 5, 30 men were sent", "op/4") == ["9001/op/5"]


@pytest.mark.parametrize("text", [
    "paragraphs 3 and 13, respectively, of resolutions 9001 (2996) and 9002 (2997)",
    "paragraphs 3 and 13 of resolutions 9001 (2996) and 9002 (2997), respectively",
])  # fmt: skip
def test_paragraphs_named_respectively_are_one_of_each(text: str) -> None:
    assert targets(text, "op/4") == ["9001/op/3", "9002/op/13"]


def test_without_respectively_they_are_said_of_each() -> None:
    text = "paragraphs 3 and 4 of resolutions 9001 (2996) and 9002 (2997)"
    assert targets(text, "op/4") == ["9001/op/3", "9001/op/4", "9002/op/3", "9002/op/4"]
