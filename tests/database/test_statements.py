"""How many SQL statements a page runs: each is a turn through the database, and none is run twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import invented
import pytest
from asking import get
from datasette.app import Datasette

from scraper.database import opening
from scraper.database.opening import Connection

CLAUSE, RESOLUTION = "/S/RES/9001(2998)/op/2/a", "/S/RES/9003(2999)"

MOST = 14
"""Statements of a clause's page: where it is, the masthead and its lists, the clause, its citations, the banner."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.make_database(tmp_path_factory.mktemp("statements") / "unsc.db")


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is run on the connections of the pages, with its values, as it is run.

    Not what a full-text index runs of its own tables inside one of ours: SQLite tells these too, and names the schema.
    """
    run: list[str] = []
    really_open = opening._open

    def note(sql: str) -> None:
        if "'main'." not in sql:
            run.append(sql)

    def open_traced(path: Path, how: str) -> Connection:
        conn = really_open(path, how)
        conn.set_trace_callback(note)
        return conn

    monkeypatch.setattr(opening, "_open", open_traced)
    return run


@pytest.mark.parametrize("suffix", ["", ".json", ".txt", ".ris"])
async def test_a_clause_is_read_in_few_statements_none_twice(
    statements: list[str], site: Datasette, suffix: str
) -> None:
    await get(site, RESOLUTION)  # with the first request what all pages share is read
    statements.clear()
    await get(site, CLAUSE + suffix)
    assert 0 < len(statements) <= MOST
    assert [sql for sql, times in Counter(statements).items() if times > 1] == []


@pytest.mark.parametrize(
    "path", [RESOLUTION, "/S/RES/9004(2999)", "/S/RES/9004(2999)/annex-2", "/S/RES/9004(2999)/annex-2?page=2"]
)
async def test_a_resolution_is_read_without_running_a_statement_twice(
    statements: list[str], site: Datasette, path: str
) -> None:
    await get(site, CLAUSE)
    statements.clear()
    await get(site, path)
    assert statements
    assert [sql for sql, times in Counter(statements).items() if times > 1] == []
