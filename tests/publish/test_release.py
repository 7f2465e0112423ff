"""A release: the same bytes from the same store whenever it is built, whole, and described."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import invented
import pytest

from scraper.publish.release import Release, release


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("release")
    return release(invented.make_database(folder / "unsc.db"), folder / "out")


def test_another_build_gives_the_same_bytes(made: Release, tmp_path: Path) -> None:
    database = invented.make_database(tmp_path / "other.db")
    with sqlite3.connect(database) as conn:
        conn.execute("UPDATE build SET built = '2001-01-01T00:00:00+00:00'")
    again = release(database, tmp_path / "elsewhere")
    assert [path.name for path in again.files] == [path.name for path in made.files]
    assert [path.read_bytes() for path in again.files] == [path.read_bytes() for path in made.files]


def test_the_sums_are_those_of_the_files(made: Release) -> None:
    *files, sums = made.files
    told = dict(reversed(line.split("  ")) for line in sums.read_text().splitlines())
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_tables_are_described_and_whole(made: Release, tmp_path: Path) -> None:
    packed = next(path for path in made.files if path.name.endswith(".db.gz"))
    (tmp_path / "unsc.db").write_bytes(gzip.decompress(packed.read_bytes()))
    with zipfile.ZipFile(next(path for path in made.files if path.suffix == ".zip")) as archive:
        package = json.loads(archive.read("datapackage.json"))
        with sqlite3.connect(tmp_path / "unsc.db") as conn:
            assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
            for one in package["resources"]:
                body = archive.read(one["path"])
                assert (len(body), f"sha256:{hashlib.sha256(body).hexdigest()}") == (one["bytes"], one["hash"])
                head, *rows = csv.reader(io.StringIO(body.decode(), newline=""))
                assert head == [field["name"] for field in one["schema"]["fields"]]
                assert len(rows) == conn.execute(f"SELECT count(*) FROM {one['path'][:-4]}").fetchone()[0]
                assert all(field["description"] for field in one["schema"]["fields"]), one["path"]
    assert {"resolutions", "clauses", "citations", "votes", "threads"} <= {one["name"] for one in package["resources"]}
