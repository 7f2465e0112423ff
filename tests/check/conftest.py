"""What the tests of the checker stand on: the database of the specimens, opened as the checker has it opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.database.opening import Connection, open_database


@pytest.fixture(scope="module")
def conn(specimens_db: Path) -> Iterator[Connection]:
    opened = open_database(specimens_db)
    yield opened
    opened.close()
