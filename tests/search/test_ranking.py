"""The order of results: what stands first, and that a paragraph said again each year stands back behind others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import invented
import pytest

from scraper.build.rows import make_rows
from scraper.database import write
from scraper.database.opening import open_database
from scraper.models import Facts, Parsed, Resolution, Symbol
from scraper.search import ranking, search

RENEWED = "Decides to extend the mandate of the harbour pilots until 31 January {year} and to review the lights then;"
ONCE = "Decides, after the storm, to extend for the pilots of the harbour the mandate of the lighthouse keepers;"
YEARS = range(2990, 2996)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six resolutions that renew a mandate in the same words, and an older one that says it in others."""
    path = tmp_path_factory.mktemp("ranking") / "unsc.db"
    texts = {9200 + year - 2990: RENEWED.format(year=year + 1) for year in YEARS}
    with write.writing(path) as conn:
        for number, text in {9100: ONCE, **texts}.items():
            clauses = (invented.clause("op/1", text, "1."),)
            write.insert(conn, make_rows(Parsed(Resolution(Facts(Symbol(number, 2990)), "", clauses, "xml")), []))
        write.finish(conn, "test", "2999-12-31T00:00:00+00:00", specimens=False)
    return path


@pytest.fixture
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database)) as opened:
        yield opened


def order(conn: sqlite3.Connection, query: str, size: int = 20) -> list[int]:
    return [result.number for result in search(conn, query, size=size).results]


def test_what_is_said_again_each_year_stands_back(conn: sqlite3.Connection) -> None:
    found = order(conn, "extend mandate harbour pilots")
    assert found[0] == 9205, "the newest renewal leads"
    assert found.index(9100) < found.index(9202), "and what is said otherwise comes before the older renewals"
    assert [number for number in found if number != 9100] == [9205, 9204, 9203, 9202, 9201, 9200]


def test_without_the_weight_of_twins_all_renewals_would_lead(
    conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "TWIN", 1.0)
    assert order(conn, "extend mandate harbour pilots", size=21)[-1] == 9100, "of another size, for answers are kept"


def test_twins_are_told_by_their_beginnings_dates_apart() -> None:
    rows = [
        (1, "", "Decides to meet on 31 January 2995;"), (2, "", "Decides to rest;"),
        (3, "", "Decides to meet on 5 May 2996;"), (4, "", "Decides to meet on 7 June;"),
    ]  # fmt: skip
    assert ranking.begins_again((1, 2, 3, 4), rows) == {1: 0, 2: 0, 3: 1, 4: 2}


def test_other_orders_go_by_number_alone(conn: sqlite3.Connection) -> None:
    asked = "extend mandate harbour pilots"
    newest = [result.number for result in search(conn, asked, order="newest").results]
    oldest = [result.number for result in search(conn, asked, order="oldest").results]
    assert newest == [9205, 9204, 9203, 9202, 9201, 9200, 9100]
    assert oldest == newest[::-1]
