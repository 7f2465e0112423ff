"""A database that is replaced while it is served: all at once, between requests, and only by a good one."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import invented
import pytest

from scraper import search
from scraper.database import opening, schema, write
from scraper.errors import DatabaseError
from scraper.site import door, opened, server
from scraper.site.door import Door
from scraper.site.server import make_site

pytestmark = pytest.mark.filterwarnings("ignore:Exception in thread .*_execute_writes")  # told to end by SystemExit

PAGES = (
    "/", "/S/RES/9001(2998)", "/S/RES/9001(2998)/op/2", "/S/RES/9001(2998).json", "/search?q=lamps", "/year/2998",
    "/unsc/resolutions.json?_shape=array", "/unsc.json?sql=select+title+from+resolutions&_shape=array",
)  # fmt: skip
WORDS = ("zqfirst", "zqsecond")


def make_build(target: Path, number: int) -> Path:
    """A build with a word of its own in every title, clause and agenda."""
    database = invented.make_database(target)
    with sqlite3.connect(database) as conn:
        conn.execute(f"UPDATE resolutions SET title = title || ' {WORDS[number]}'")
        conn.execute(f"UPDATE clauses SET text = text || ' {WORDS[number]}'")
        conn.execute("UPDATE build SET content = ?", (write.digest(conn),))
    conn.close()
    return database


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of the same second, with other content."""
    folder = tmp_path_factory.mktemp("builds")
    return [make_build(folder / f"{number}.db", number) for number in (0, 1)]


def put(build: Path, database: Path) -> None:
    """Put a file in the database's place as a build does."""
    new = database.with_name("unsc.db.new")
    shutil.copyfile(build, new)
    os.replace(new, database)


Get = Callable[[str], Any]


@asynccontextmanager
async def standing(database: Path) -> AsyncIterator[tuple[Door, Get]]:
    """A door that follows its database, and how to ask it."""
    made = Door(database, partial(make_site, database))
    await made.open()
    watch = asyncio.create_task(made._watch())
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://localhost") as client:
            yield made, client.get
    finally:
        watch.cancel()
        opened.close(made._served.site)


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PERIOD", 0.05)
    monkeypatch.setitem(server.SETTINGS, "sql_time_limit_ms", 20_000)  # a busy machine is no failure


async def test_no_answer_fails_is_mixed_or_stale_while_the_database_is_replaced(
    tmp_path: Path, builds: list[Path]
) -> None:
    database = tmp_path / "unsc.db"
    put(builds[0], database)
    counts = [0, 0]
    now: list[int | None] = [0]  # what alone may be in an answer that is asked for now; None while a swap is under way

    async with standing(database) as (made, get):

        async def read(first: int) -> None:
            for turn in range(first, first + 10_000):
                since = now[0]
                answer = await get(PAGES[turn % len(PAGES)])
                assert answer.status_code == 200, answer.text
                has = [word in answer.text for word in WORDS]
                assert any(has), PAGES[turn % len(PAGES)]
                assert not all(has), "mixed"
                assert since is None or not has[1 - since], "stale"
                counts[has[1]] += 1

        readers = [asyncio.create_task(read(number)) for number in range(4)]
        for turn in (1, 0, 1):
            await asyncio.sleep(0.3)
            before, now[0] = made._served, None
            put(builds[turn], database)
            await until(lambda before=before: made._served is not before)  # type: ignore[misc]
            now[0] = turn
        await asyncio.sleep(0.3)
        assert not [reader.exception() for reader in readers if reader.done()]
        for reader in readers:
            reader.cancel()
    assert min(counts) > 10


async def test_a_request_under_way_ends_on_the_build_it_began_with(tmp_path: Path, builds: list[Path]) -> None:
    database = tmp_path / "unsc.db"
    put(builds[0], database)
    async with standing(database) as (made, _get):
        first = made._served
        assert first is not None
        first.under_way += 1
        put(builds[1], database)
        await until(lambda: made._served is not first)
        await asyncio.sleep(0.2)
        assert WORDS[0] in (await first.site.client.get(PAGES[1])).text
        first.under_way -= 1
        await until(lambda: opened._builds.get(first.site) is None)


def _garbage(good: Path, bad: Path) -> None:
    bad.write_bytes(b"no database, but bytes" * 5000)


def _truncated(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[: good.stat().st_size // 2])


def _zeroed(good: Path, bad: Path) -> None:
    content = bytearray(good.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 16 * 4096] = bytes(16 * 4096)
    bad.write_bytes(content)


def _other_version(good: Path, bad: Path) -> None:
    shutil.copyfile(good, bad)
    with sqlite3.connect(bad) as conn:
        conn.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    conn.close()


def _emptier(good: Path, bad: Path) -> None:
    shutil.copyfile(good, bad)
    with sqlite3.connect(bad) as conn:
        conn.execute("DELETE FROM resolutions WHERE number = 9006")
    conn.close()


def _without_tables(good: Path, bad: Path) -> None:
    conn = sqlite3.connect(bad)
    conn.executescript(f"PRAGMA user_version = {schema.SCHEMA_VERSION}; CREATE TABLE x (y); DROP TABLE x")
    conn.close()


@pytest.mark.parametrize(
    ("harm", "said"),
    [(_garbage, "not a database"), (_truncated, "damaged"), (_zeroed, "damaged"), (_other_version, "another version"),
     (_emptier, "3 resolutions, 4 were there"), (_without_tables, "damaged")],
)  # fmt: skip
async def test_a_bad_file_is_refused_once_with_the_reason_and_the_old_one_serves(
    tmp_path: Path, builds: list[Path], harm: Callable[[Path, Path], None], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "unsc.db"
    put(builds[0], database)
    harm(builds[1], tmp_path / "bad.db")
    with caplog.at_level(logging.WARNING, "scraper.site.door"):
        async with standing(database) as (made, get):
            first = made._served
            put(tmp_path / "bad.db", database)
            await until(lambda: len(caplog.records) > 0)
            await asyncio.sleep(0.3)
            assert made._served is first
            for page in PAGES:
                assert WORDS[0] in (await get(page)).text
            put(builds[1], database)
            await until(lambda: made._served is not first)
            assert WORDS[1] in (await get(PAGES[1])).text
    assert len(caplog.records) == 1
    assert said in caplog.text
    assert "Traceback" not in caplog.text


async def test_one_with_fewer_resolutions_is_served_where_a_person_accepted_it(
    tmp_path: Path, builds: list[Path]
) -> None:
    database = tmp_path / "unsc.db"
    put(builds[0], database)
    _emptier(builds[1], tmp_path / "less.db")
    with closing(sqlite3.connect(tmp_path / "less.db")) as conn, conn:
        conn.execute("DELETE FROM units WHERE resolution = 9006")
        conn.execute("UPDATE build SET accepted = 1")
    async with standing(database) as (made, get):
        first = made._served
        put(tmp_path / "less.db", database)
        await until(lambda: made._served is not first)
        assert WORDS[1] in (await get(PAGES[1])).text


async def test_a_database_that_is_gone_is_served_on(tmp_path: Path, builds: list[Path]) -> None:
    database = tmp_path / "unsc.db"
    put(builds[0], database)
    async with standing(database) as (_made, get):
        database.unlink()
        await asyncio.sleep(0.3)
        for page in PAGES:
            assert WORDS[0] in (await get(page)).text


async def test_a_bad_file_is_not_served_at_the_start(tmp_path: Path, builds: list[Path]) -> None:
    _zeroed(builds[0], tmp_path / "unsc.db")
    with pytest.raises(DatabaseError, match=r"damaged.*unsc build"):
        await Door(tmp_path / "unsc.db", partial(make_site, tmp_path / "unsc.db")).open()


def test_connections_are_opened_to_one_file_or_not_at_all(
    tmp_path: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "unsc.db"
    put(builds[0], database)
    opened_by, swaps = opening._open, iter([1, 0, None])

    def swapped(path: Path, how: str) -> opening.Connection:
        conn = opened_by(path, how)
        if (turn := next(swaps, None)) is not None:
            put(builds[turn], database)
        return conn

    monkeypatch.setattr(opening, "_open", swapped)
    together = opening.open_together(database, 3)
    assert len({conn.execute("SELECT content FROM build").fetchone()[0] for conn in together}) == 1
    assert {conn.file for conn in together} == {opening.identify(database)}


def test_the_digest_is_of_the_content_alone(tmp_path: Path, builds: list[Path]) -> None:
    def content(path: Path) -> str:
        return str(opening.open_database(path).execute("SELECT content FROM build").fetchone()[0])

    one, two = (invented.make_database(tmp_path / name) for name in ("one.db", "two.db"))
    assert content(one) == content(two)
    assert len({content(one), *map(content, builds)}) == 3
    assert content(one) == write.digest(sqlite3.connect(one))


def test_two_builds_of_one_second_are_two_corpora(builds: list[Path]) -> None:
    first, second = (search.corpus_of(opening.open_database(build)) for build in builds)
    assert [WORDS[0] in first.titles, WORDS[1] in first.titles] == [True, False]
    assert [WORDS[0] in second.titles, WORDS[1] in second.titles] == [False, True]


def test_a_file_that_was_edited_is_read_anew(tmp_path: Path, builds: list[Path]) -> None:
    shutil.copyfile(builds[0], tmp_path / "unsc.db")
    before = search.corpus_of(opening.open_database(tmp_path / "unsc.db"))
    with sqlite3.connect(tmp_path / "unsc.db") as conn:
        conn.execute("UPDATE resolutions SET title = title || ' edited'")
    conn.close()
    assert "edited" not in before.titles
    assert "edited" in search.corpus_of(opening.open_database(tmp_path / "unsc.db")).titles
