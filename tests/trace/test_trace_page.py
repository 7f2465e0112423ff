"""The page of a history, for words and for a clause."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from asking import get
from datasette.app import Datasette


@pytest.fixture
def database(specimens_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(specimens_db, tmp_path / "unsc.db"))


async def test_words_and_clauses_have_a_history(site: Datasette) -> None:
    for path in ("/trace", "/trace?q=the+security+council", "/trace.json?q=the+security+council"):
        assert (await get(site, path)).status_code == 200
    await get(site, "/trace?q=one", 400)
    await get(site, "/S/RES/9001(2999)/op/999/trace", 404)
