"""metadata.json: every column of every table and view is described, and nothing else is."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from scraper.database import schema
from scraper.resources import resource


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("metadata.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def tables() -> dict[str, set[str]]:
    conn = sqlite3.connect(":memory:")
    conn.executescript(schema.SCHEMA)
    for name, sql in schema.VIEWS.items():
        conn.execute(f"CREATE VIEW {name} AS {sql}")
    names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    return {table: {row[1] for row in conn.execute(f"PRAGMA table_xinfo({table})")} for table in names}


def test_every_column_is_described_and_no_other(metadata: dict[str, Any], tables: dict[str, set[str]]) -> None:
    described = {name: set(table["columns"]) for name, table in metadata["databases"]["unsc"]["tables"].items()}
    assert described == tables


def test_every_description_says_something(metadata: dict[str, Any]) -> None:
    for name, table in metadata["databases"]["unsc"]["tables"].items():
        assert len(table["description"]) > 20, name
        for column, words in table["columns"].items():
            assert len(words) > 7, f"{name}.{column}"


def test_sort_columns_exist(metadata: dict[str, Any], tables: dict[str, set[str]]) -> None:
    for name, table in metadata["databases"]["unsc"]["tables"].items():
        for key in ("sort", "sort_desc", "label_column"):
            if key in table:
                assert table[key] in tables[name]


def test_title_source_and_licence_are_told(metadata: dict[str, Any]) -> None:
    for key in ("title", "source", "source_url", "license", "license_url", "description"):
        assert metadata[key]
    assert "nited Nations" in metadata["source"]


def test_the_file_in_the_repository_is_the_one_served() -> None:
    here = Path(__file__).parents[2] / "metadata.json"
    assert resource("metadata.json").read_bytes() == here.read_bytes()
