"""The whole chain without a network: documents in the store, rows in the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from scraper.build.chain import build
from scraper.database import opening, write
from scraper.errors import DatabaseError
from scraper.upstream import RawStore


def store_of(folder: Path, documents: dict[str, bytes]) -> RawStore:
    store = RawStore(folder / "raw")
    for name, data in documents.items():
        store.put("unxml", name, data, url=f"https://example.org/{name}", sync=False, retrieved="2999-01-01T00:00:00Z")
    return store


def contents(path: Path) -> list[tuple[object, ...]]:
    """Every row of every table but the build's own, in order."""
    conn = sqlite3.connect(path)
    tables = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    rows = [(table, *row) for table in tables if table != "build" for row in conn.execute(f'SELECT * FROM "{table}"')]
    conn.close()
    return rows


@pytest.fixture
def documents(specimens: Path) -> dict[str, bytes]:
    return {f"2999/English/{path.name}": path.read_bytes() for path in sorted(specimens.glob("*.xml"))}


def test_the_same_store_gives_the_same_database(documents: dict[str, bytes], tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    build(store_of(tmp_path, documents), first)
    build(store_of(tmp_path, documents), second)
    assert contents(first) == contents(second)
    assert len(contents(first)) > 100


def test_workers_and_one_process_alone_build_the_same(
    documents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path, documents)
    build(store, tmp_path / "alone.db")
    monkeypatch.setattr("scraper.build.parallel.FEW", 0)
    monkeypatch.setattr("scraper.build.parallel.BATCH", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    build(store, tmp_path / "together.db")
    assert contents(tmp_path / "alone.db") == contents(tmp_path / "together.db")


def test_where_no_semaphore_can_be_had_one_process_builds_alone(
    documents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")  # /dev/shm in a container, to a user who is not root

    monkeypatch.setattr("scraper.build.parallel.FEW", 0)
    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", closed)
    assert build(store_of(tmp_path, documents), tmp_path / "unsc.db").resolutions == len(documents)


def test_of_two_files_for_one_number_the_one_in_the_folder_of_its_year_is_taken(
    documents: dict[str, bytes], tmp_path: Path
) -> None:
    name, data = next(iter(documents.items()))
    other = data.replace(b"The Council of the", b"The other Council of the")
    moved = {f"Pre-2020/2998/{Path(name).name}": other, f"Pre-2020/2999/{Path(name).name}": data}
    build(store_of(tmp_path, moved), tmp_path / "unsc.db")
    conn = opening.open_database(tmp_path / "unsc.db")
    assert conn.execute("SELECT count(*) FROM resolutions").fetchone()[0] == 1
    url = conn.execute("SELECT url FROM sources WHERE gives = 'text'").fetchone()[0]
    assert "/2999/" in url
    message = conn.execute("SELECT message FROM problems WHERE code = 'two-files'").fetchone()[0]
    assert "Pre-2020/2998/" in message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>not found</body></html>", "unreadable"),
        (b"<akomaNtoso", "unreadable"),
        (b"", "unreadable"),
        (b"\x00\x01\x02", "unreadable"),
    ],
)
def test_a_file_that_is_no_resolution_is_named_and_the_rest_built(
    documents: dict[str, bytes], tmp_path: Path, data: bytes, code: str
) -> None:
    built = build(store_of(tmp_path, {**documents, "2999/English/S_RES_9999_E.xml": data}), tmp_path / "unsc.db")
    assert built.resolutions > 0
    assert [name for name, _ in built.refused] == ["2999/English/S_RES_9999_E.xml"]
    conn = opening.open_database(tmp_path / "unsc.db")
    row = conn.execute("SELECT resolution, code, message FROM problems WHERE resolution IS NULL").fetchone()
    assert (row["resolution"], row["code"]) == (None, code)
    assert "S_RES_9999_E.xml" in row["message"]


def test_an_old_database_stays_where_a_build_fails(
    documents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "unsc.db"
    store = store_of(tmp_path, documents)
    build(store, target)
    before = target.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(write, "insert", full)
    with pytest.raises(DatabaseError, match=r"disk is full.*unchanged"):
        build(store, target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw", "unsc.db"]


def test_a_reader_keeps_its_database_while_a_new_one_is_swapped_in(documents: dict[str, bytes], tmp_path: Path) -> None:
    target = tmp_path / "unsc.db"
    store = store_of(tmp_path, documents)
    build(store, target)
    reader = opening.open_database(target)
    build(store, target)
    assert reader.execute("SELECT count(*) FROM resolutions").fetchone()[0] > 0
    assert opening.open_database(target).execute("SELECT count(*) FROM resolutions").fetchone()[0] > 0


def test_the_database_of_all_real_files_holds_each_number_once(corpus_db: Path, corpus: Sequence[Path]) -> None:
    conn = opening.open_database(corpus_db)
    numbers = [row[0] for row in conn.execute("SELECT number FROM resolutions")]
    doubled = conn.execute("SELECT count(*) FROM problems WHERE code = 'two-files'").fetchone()[0]
    refused = conn.execute("SELECT count(*) FROM problems WHERE resolution IS NULL").fetchone()[0]
    assert len(numbers) == len(set(numbers)) == len(corpus) - doubled - refused
    assert conn.execute("SELECT count(*) FROM units_fts WHERE units_fts MATCH 'zzqqxxnonsense'").fetchone()[0] == 0
    assert conn.execute("SELECT count(*) FROM units_fts WHERE units_fts MATCH 'oil'").fetchone()[0] > 50
