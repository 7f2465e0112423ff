"""What a place is in words and as an address, and where references to it land: one decision, one wording."""

from __future__ import annotations

import doctest
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.database import landing, opening, resolutions
from scraper.models import Pinpoint
from scraper.pinpoint import InMemory, Located, Shelf, addresses, locate, say_path, words
from scraper.search import search

HELD = InMemory(
    {
        9001: Shelf(2996, ["pp/1", "op/1", "op/2", "op/2/a", "op/2/b", "op/2/+1", "op/3", "annex-1/1", "annex-2/1"]),
        9002: Shelf(2997, ["op/A/1", "op/A/2", "op/B/1", "op/B/3", "op/B/3/a", "op/B/3/A"]),
        9004: Shelf(2999, ["op/1", "op/1/-1", "op/1/-2"]),
    }
)


def at(number: int, path: str = "", year: int | None = None) -> Located:
    return locate(HELD, Pinpoint(number, year, path))


@pytest.mark.parametrize(
    ("number", "written", "lands"),
    [
        (9001, "", ""),
        (9001, "op/2/a", "op/2/a"),
        (9001, "OP/2/A", "op/2/a"),
        (9001, "op/2/+1", "op/2/+1"),
        (9001, "op", "op"),  # a part is a place
        (9001, "annex-2", "annex-2"),
        (9001, "annex", "annex-1"),
        (9001, "annex/1", "annex-1/1"),
        (9002, "op/3", "op/B/3"),  # paragraph 4 of 161 (1961) is in its part A
        (9002, "op/B/3/A", "op/B/3/A"),  # as printed, before any other
        (9004, "OP/1/-2", "op/1/-2"),
    ],
)
def test_lands(number: int, written: str, lands: str) -> None:
    found = at(number, written)
    assert (found.status, found.place, found.reason) == (
        "ok", Pinpoint(number, HELD.shelves[number].year, lands), "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "status", "reason", "nearest"),
    [
        (at(9003), "not in the corpus", "Resolution 9003 is not here. This collection has 3 resolutions between 9001"
         " and 9004.", [Pinpoint(9002, 2997)]),
        (at(0), "no such resolution", "Resolution 0 is not here. This collection has 3 resolutions between 9001 and"
         " 9004.", [Pinpoint(9001, 2996)]),
        (at(9001, "op/2", 1999), "year does not fit", "Resolution 9001 was adopted in 2996, not in 1999.",
         [Pinpoint(9001, 2996, "op/2")]),
        (at(9001, "op/77", 1999), "year does not fit", "Resolution 9001 was adopted in 2996, not in 1999.",
         [Pinpoint(9001, 2996)]),
        (at(9001, "op/9"), "no such paragraph", "Resolution 9001 (2996) has no paragraph 9; it has paragraph 1 to"
         " paragraph 3.", [Pinpoint(9001, 2996, "op/3")]),
        (at(9002, "op/1"), "ambiguous", "Resolution 9002 (2997) has several places that could be meant: paragraph A 1,"
         " paragraph B 1.", [Pinpoint(9002, 2997, "op/A/1"), Pinpoint(9002, 2997, "op/B/1")]),
    ],
)  # fmt: skip
def test_does_not_land_and_says_why(found: Located, status: str, reason: str, nearest: list[Pinpoint]) -> None:
    assert (found.status, found.place, found.reason) == (status, None, reason)
    assert list(found.nearest) == nearest


def test_of_two_that_are_equally_near_the_lower_is_named() -> None:
    assert InMemory({1: Shelf(1946, ()), 5: Shelf(1946, ())}).nearest(3) == Pinpoint(1, 1946)
    assert locate(InMemory({}), Pinpoint(1)).reason == "Resolution 1 is not here: this collection is empty."


# ------------------------------------------------------------------------------ every way in lands alike


@pytest.fixture
def conn(specimens_db: Path) -> Iterator[sqlite3.Connection]:
    opened = opening.open_database(specimens_db)
    yield opened
    opened.close()


def test_the_database_lands_and_explains_as_memory_does(conn: sqlite3.Connection) -> None:
    """Every path of the specimens, and what differs a little from each, asked of both."""
    shelves: dict[int, Shelf] = {}
    for number, year in conn.execute("SELECT number, year FROM resolutions").fetchall():
        paths = conn.execute("SELECT path FROM clauses WHERE resolution = ? ORDER BY id", (number,))
        shelves[number] = Shelf(year, [path for (path,) in paths])
    held = InMemory(shelves)
    asked = [Pinpoint(n, y, p) for n in (*shelves, 1, 10**30) for y in (None, 1999) for p in _near(shelves, n)]
    assert len(asked) > 1000
    for place in asked:
        assert landing.locate_here(conn, place) == locate(held, place), place


def _near(shelves: dict[int, Shelf], number: int) -> Iterator[str]:
    yield from ("", "op", "annex", "annex/2", "%", "op/99")
    for path in shelves[number].paths if number in shelves else ():
        part, *labels = path.split("/")
        yield from (path, path.upper(), f"{path}/z", "/".join([part, *labels[1:]]))


def test_the_box_and_the_command_line_say_the_same(conn: sqlite3.Connection) -> None:
    for typed, asked in (("9001 para 99", Pinpoint(9001, None, "op/99")), ("9001 (1999)", Pinpoint(9001, 1999))):
        with pytest.raises(landing.NothingThere) as caught:
            resolutions.find(conn, asked)
        assert search(conn, typed).notes[0] == str(caught.value)


# ------------------------------------------------------------------------------ words and addresses


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("op/5", "paragraph 5"),
        ("op/5/a/ii", "paragraph 5 (a) (ii)"),
        ("op/B/1", "paragraph B 1"),
        ("op/B/1/a", "paragraph B 1 (a)"),
        ("op/3/-1", "paragraph 3, item 1"),
        ("op/3/+1", "paragraph 3, closing words"),
        ("op/3/+2", "paragraph 3, closing words 2"),
        ("pp/9", "preambular paragraph 9"),
        ("pp/9/a", "preambular paragraph 9 (a)"),
        ("annex-1/3/a", "first annex, paragraph 3 (a)"),
        ("annex-1/-2", "first annex, unnumbered paragraph 2"),
        ("annex-1", "first annex"),
        ("op", "operative paragraphs"),
        ("pp", "preamble"),
    ],
)
def test_paths_in_words(path: str, words: str) -> None:
    assert say_path(path) == words


def test_an_address_needs_the_year() -> None:
    with pytest.raises(ValueError, match="needs the year"):
        addresses.address(Pinpoint(9001))


def test_examples_in_the_docstrings_hold() -> None:
    for module in (addresses, sys.modules[locate.__module__], words):
        assert doctest.testmod(module).failed == 0
