"""The page of a history, for words and for a clause."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from asking import get
from datasette.app import Datasette


@pytest.fixture
def database(specimens_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(specimens_db, tmp_path / "unsc.db"))


async def test_words_and_clauses_have_a_history(site: Datasette) -> None:
    for path in ("/trace", "/trace?q=the+security+council", "/trace.json?q=seized+of+the+matter"):
        assert (await get(site, path)).status_code == 200
    await get(site, "/trace?q=one", 400)
    await get(site, "/S/RES/9001(2999)/op/999/trace", 404)


async def test_a_history_is_narrowed_and_cited(site: Datasette) -> None:
    asked = "/trace.json?q=seized+of+the+matter"
    whole, some, none = [
        json.loads((await get(site, asked + more)).text)
        for more in ("", "&agenda=ice&in=op&year=2999..", "&year=..2998")
    ]
    assert 0 == none["clauses"] < some["clauses"] < whole["clauses"]
    kept = {use["symbol"]: use["in"] for one in some["wordings"] for use in one["uses"]}
    assert kept == {"S/RES/9003 (2999)": "op"}
    cited = (await get(site, "/trace.txt?q=seized+of+the+matter&style=oscola")).text.splitlines()
    assert sum(line.startswith("UNSC Res") for line in cited) == whole["clauses"]
    for wrong in ("year=x", "style=none"):
        await get(site, f"/trace?q=seized+of+the+matter&{wrong}", 400)


async def test_the_ways_to_a_history(site: Datasette) -> None:
    """From a quoted phrase in the search, and from a clause, whose page tells what its history tells."""
    assert "/trace?q=seized+of+the+matter" in (await get(site, "/search?q=%22seized+of+the+matter%22")).text
    told = json.loads((await get(site, "/S/RES/9001(2999)/op/2/trace.json")).text)
    page = (await get(site, "/S/RES/9001(2999)/op/2")).text
    others = sum(not one["verbatim"] for one in told["wordings"])
    assert ("used" in page) == (told["clauses"] > 1)
    assert (f"{others} other wording" if others else "no other wording") in page


async def test_what_changed_is_marked_and_said(site: Datasette) -> None:
    page = (await get(site, "/trace?q=decides+to+remain+seized+of+the+matter")).text
    assert '<ins class="strong"><span class="unseen">in: </span>actively</ins>' in page or (
        '<del class="strong"><span class="unseen">out: </span>actively</del>' in page
    )
