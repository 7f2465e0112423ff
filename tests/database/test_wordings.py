"""Wordings: what counts as the same words, how they are counted, and which come near."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SOURCE, clause

from scraper.build import rows
from scraper.database import opening, write
from scraper.database.wordings import RAREST, NearWording, count_wordings, near_wordings
from scraper.models import Clause, Facts, Parsed, Resolution, Symbol
from scraper.wording import clean, fold, words

FERRY = "Decides that the ferry’s crew shall re-board at Port-Élan;"


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (FERRY, "decides that the ferrys crew shall re board at port elan"),
        ("DECIDES “the ferrys” re–board", "decides the ferrys re board"),
        ("peace-keeping\u00a0force", "peace keeping force"),
        ("1,000 tons (half ½)", "1 000 tons half 1 2"),
        (" ;— ", ""),
    ],
)  # fmt: skip
def test_what_is_one_wording(text: str, wording: str) -> None:
    assert fold(text) == wording


@given(st.text(max_size=80))
def test_a_wording_is_the_words_without_apostrophes(text: str) -> None:
    """The short way for plain letters gives the same as the long one."""
    assert fold(text).split() == list(words(clean(text).replace("'", "")))
    assert fold(fold(text)) == fold(text)


def _parsed(number: int, adopted: str | None, *clauses: Clause) -> Parsed:
    year = int((adopted or "2990")[:4])
    return Parsed(Resolution(Facts(Symbol(number, year), adopted), "The Security Council,", clauses, "xml"), ())


@pytest.fixture
def conn(tmp_path: Path) -> sqlite3.Connection:
    """Three resolutions, the one with the lowest number adopted last."""
    with write.writing(tmp_path / "unsc.db") as new:
        for parsed in (
            _parsed(9101, "2991-05-01", clause("op/1", FERRY, "1."), clause("op/2", FERRY.upper(), "2.")),
            _parsed(9102, "2990-05-01", clause("op/1", FERRY, "1."), clause("op/2", "", "2.")),
            _parsed(9103, "2992-01-01", clause("op/1", "Decides that the ferry shall not board at Port Elan;", "1.")),
        ):
            write.insert(new, rows.make_rows(parsed, [("text", SOURCE)]))
        write.finish(new, "0", "", specimens=True)
    return opening.open_database(tmp_path / "unsc.db")


def _near(conn: sqlite3.Connection, text: str, limit: int) -> list[NearWording]:
    return near_wordings(conn, count_wordings(conn, fold(text).split()), limit)


def test_wordings_are_counted_from_the_oldest(conn: sqlite3.Connection) -> None:
    found = conn.execute(
        "SELECT c.resolution, w.clauses, w.resolutions FROM wordings AS w JOIN clauses AS c ON c.id = w.first_clause"
    )
    assert {tuple(row) for row in found} == {(9102, 3, 2), (9103, 1, 1)}


def test_every_clause_knows_its_wording_and_one_without_words_has_none(conn: sqlite3.Connection) -> None:
    found = dict(conn.execute("SELECT id, wording FROM clauses").fetchall())
    assert found[91010001] == found[91010002] == found[91020001] != found[91030001]
    assert found[91020002] is None


def test_near_wordings_come_best_first(conn: sqlite3.Connection) -> None:
    near = _near(conn, "the ferry's crew shall re-board", 10)
    assert near[0].shared == pytest.approx(1)
    assert [one.first_clause for one in near] == [91020001, 91030001]
    assert _near(conn, "the ferry's crew shall re-board", 1) == near[:1]


def test_words_that_nobody_has_find_nothing(conn: sqlite3.Connection) -> None:
    assert _near(conn, "xyzzy plugh", 10) == []
    assert count_wordings(conn, ["ferry", "xyzzy"]).counts == {"ferry": 1, "xyzzy": 0}


def test_however_much_is_asked_only_the_rarest_are_looked_for(conn: sqlite3.Connection) -> None:
    many = fold(" ".join(f"word{i}" for i in range(5_000))).split()
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    assert _near(conn, " ".join(["crew", *many]), 10)
    assert max(one.count(" MATCH ") for one in asked) <= RAREST
