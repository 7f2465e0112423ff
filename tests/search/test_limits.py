"""No search takes long or much memory, whatever was typed; and one that is stopped says so, and says nothing wrong."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from asking import page, words
from bounded import run_capped
from datasette.app import Datasette

from scraper import query, search
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.search import corpus_of, engine, limits, listing
from scraper.search.corpus import Recent
from scraper.search.fallback import look_up, look_up_in_time
from scraper.search.limits import Limit

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture(scope="module")
def database(specimens_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """By the name that the site knows it under."""
    return Path(shutil.copy(specimens_db, tmp_path_factory.mktemp("site") / "unsc.db"))


@pytest.fixture
def conn(specimens_db: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(specimens_db)
    yield opened
    opened.close()


class Ticking:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


# -- expansions ------------------------------------------------------------------------------------------------------


HUNGRY = (
    "organise-" * 24, "organise-" * 440, '"' + "organise " * 400 + '"', "NEAR(" + "organise recognise " * 20 + ")",
    "a:b:" * 1000, "paras. 1-200, " * 280, "North Korea " * 300, "a\u0301\u0316" * 1300, "(" * 4000,
)  # fmt: skip
"""`organise-` 24 times was made into 2^24 tuples, of which three were looked at."""


def test_no_query_expands_without_bound(database: Path) -> None:
    """Neither as a search nor as the address of a page."""
    ran = run_capped(
        """
        import asyncio, sqlite3, sys
        sys.path[:0] = [f"{sys.argv[2]}/support", f"{sys.argv[2]}/search"]
        from asking import open_site
        from urllib.parse import urlencode
        from scraper import search
        from scraper.render.links import LONGEST
        from test_limits import HUNGRY
        conn, site = sqlite3.connect(sys.argv[1]), open_site(sys.argv[1])
        async def ask(typed):
            address = "/search?" + urlencode({"q": typed})
            return len(address) <= LONGEST, (await site.client.get(address)).status_code
        asked = []
        for typed in HUNGRY:
            search.search(conn, typed)
            asked.append(asyncio.run(ask(typed)))
        assert set(asked) == {(True, 200), (False, 414)}, asked
        """,
        str(database), str(Path(__file__).parent.parent), megabytes=1536, seconds=20,
    )  # fmt: skip
    assert ran.code == 0, ran.err[-300:]
    assert ran.megabytes < 250


# -- the time --------------------------------------------------------------------------------------------------------


def test_a_question_is_stopped_and_the_connection_goes_on(conn: sqlite3.Connection) -> None:
    assert Limit(conn, 0.05).attempt(lambda: conn.execute(ENDLESS).fetchone()) is None
    assert Limit(conn, 60).attempt(lambda: conn.execute("SELECT 1").fetchone()) == (1,)
    assert conn.execute("SELECT count(*) FROM clauses").fetchone()[0] > 0


def test_nothing_is_asked_when_the_time_is_over(conn: sqlite3.Connection) -> None:
    limit = Limit(conn, 1.5, Ticking())
    assert limit.attempt(lambda: 1) == 1
    assert limit.attempt(lambda: pytest.fail("asked")) is None


def test_an_error_of_the_question_is_no_stop(conn: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        Limit(conn, 60).attempt(lambda: conn.execute("SELECT * FROM nowhere"))


@pytest.mark.parametrize(
    "typed",
    ["the", "-the", "the -exact:mission", "exact:the OR mission", "(exact:the -of) OR -exact:council", "the in:all",
     '"the mission" OR of'],
)  # fmt: skip
def test_what_a_stopped_search_has_found_is_exact(
    typed: str, conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is stopped: from the resolution on that it names, all that is there, and nothing that is not."""
    monkeypatch.setattr(limits, "STEPS", 1)
    corpus, asked = replace(corpus_of(conn), matches=Recent(0)), query.read(typed)  # nothing is remembered
    whole = look_up(conn, corpus, asked).counted.hits
    assert whole
    stopped = set()
    for seconds in (*range(0, 100, 5), *range(100, 3000, 100)):
        found = look_up_in_time(conn, corpus, asked, Limit(conn, seconds, Ticking()))
        named = re.search(r"from (\d+) on", " ".join(found.notes))
        since = 0 if found.complete else int(named[1]) if named else 10**9
        assert found.counted.hits == [unit for unit in whole if unit >= since * CLAUSES_PER_DOCUMENT]
        stopped.add(since)
    assert 0 in stopped
    assert 10**9 in stopped
    assert len(stopped) > 2, "none was stopped half-way"


def test_a_search_without_time_says_so(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "the", limit=Limit(conn, 0))
    assert (answer.total, answer.complete) == (0, False)
    assert "stopped after 0 seconds" in answer.notes[0]
    assert search.to_json(answer)["complete"] is False
    assert search.search(conn, "the").complete


def test_what_cannot_be_weighed_in_time_is_listed_newest_first(
    conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FOR_RANKING", 0.0)
    answer = search.search(conn, "the mission")
    assert answer.complete
    assert "no time left to weigh" in answer.notes[-1]
    assert [one.path for one in answer.results] == [
        one.path for one in search.search(conn, "the mission", order="newest").results
    ]


async def test_the_page_says_that_a_search_was_stopped(site: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "Limit", partial(Limit, seconds=0.0))
    said = words(await page(site, "/search?q=the"))
    assert "Nothing found so far" in said
    assert "stopped after 0 seconds" in said
    assert "holds all of that" not in said
    rows = (await site.client.get("/search.csv?q=the")).text.splitlines()
    assert "stopped after 0 seconds" in rows[-1]
